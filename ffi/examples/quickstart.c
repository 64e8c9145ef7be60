#include <ringwise.h>
#include <stdio.h>
#include <string.h>

/* Prints the name of a node. */
static void print(const ringwise_ring *ring, uint32_t node)
{
    const char *name;
    size_t len;
    if (ringwise_ring_name(ring, node, &name, &len))
        printf("%.*s\n", (int)len, name);
}

int main(void)
{
    const char *names[] = {"cache-1", "cache-2", "cache-3"}, *key = "user:42";
    uint32_t owner, two[2];
    ringwise_ring *ring;

    ringwise_status status = ringwise_ring_new(NULL, NULL, &ring);
    for (int i = 0; i < 3 && status == RINGWISE_STATUS_OK; i++)
        status = ringwise_ring_add_node(ring, names[i], strlen(names[i]), 1, NULL, 0, NULL, 0);
    if (status != RINGWISE_STATUS_OK)
        return fprintf(stderr, "%s\n", ringwise_last_error()), 1;

    if (ringwise_ring_get_node(ring, key, strlen(key), &owner))
        print(ring, owner); /* cache-1 */
    size_t holders = ringwise_ring_get_nodes(ring, key, strlen(key), two, 2);
    for (size_t i = 0; i < holders; i++)
        print(ring, two[i]); /* cache-1, cache-3 */
    ringwise_ring_free(ring);
    return 0;
}
