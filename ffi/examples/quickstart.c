#include <ringwise.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    const char *names[] = {"cache-1", "cache-2", "cache-3"}, *key = "user:42", *owner;
    ringwise_ring *ring;
    uint32_t id;
    size_t len;

    ringwise_status status = ringwise_ring_new(NULL, NULL, &ring);
    for (int i = 0; i < 3 && status == RINGWISE_STATUS_OK; i++)
        status = ringwise_ring_add_node(ring, names[i], strlen(names[i]), 1, NULL, 0, NULL, 0);
    if (status != RINGWISE_STATUS_OK)
        return fprintf(stderr, "%s\n", ringwise_last_error()), 1;

    if (ringwise_ring_get_node(ring, key, strlen(key), &id) && ringwise_ring_name(ring, id, &owner, &len))
        printf("%.*s\n", (int)len, owner); /* cache-1 */
    ringwise_ring_free(ring);
    return 0;
}
