#include <ringwise.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT(text) (text), strlen(text)

static void check(ringwise_status status)
{
    if (status == RINGWISE_STATUS_OK)
        return;
    fprintf(stderr, "%s\n", ringwise_last_error());
    exit(1);
}

int main(void)
{
    const char *servers[] = {"10.0.0.1:11211", "10.0.0.2:11211", "10.0.0.3:11211"}, *name;
    const void *keys[] = {"foo", "bar", "baz"};
    size_t key_lens[] = {3, 3, 3}, len;
    uint32_t owner;
    uint64_t kept;

    ringwise_options *options = ringwise_options_new();
    check(ringwise_options_set_text(options, RINGWISE_PROFILE, TEXT("libmemcached_ketama")));
    check(ringwise_options_set_text(options, "hash", TEXT("md5")));
    ringwise_ring *ring, *native;
    check(ringwise_ring_new(options, NULL, &ring));
    check(ringwise_ring_new(NULL, NULL, &native));
    ringwise_options_free(options);
    for (int i = 0; i < 3; i++) {
        check(ringwise_ring_add_node(ring, TEXT(servers[i]), 1, NULL, 0, NULL, 0));
        check(ringwise_ring_add_node(native, TEXT(servers[i]), 1, NULL, 0, NULL, 0));
    }
    if (ringwise_ring_get_node(ring, "foo", 3, &owner) && ringwise_ring_name(ring, owner, &name, &len))
        printf("%.*s\n", (int)len, name); /* 10.0.0.2:11211, as libmemcached */

    ringwise_comparison *comparison;
    check(ringwise_ring_compare(ring, native, keys, key_lens, 3, &comparison));
    if (ringwise_comparison_numbers(comparison, &kept, NULL))
        printf("%lu of 3 keys stay\n", (unsigned long)kept); /* about 1/n for n nodes */
    ringwise_comparison_free(comparison);
    ringwise_ring_free(native);
    ringwise_ring_free(ring);
    return 0;
}
