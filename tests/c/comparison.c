/* Does a comparison count the keys that two rings place alike? */
#include "rings.h"

static uint64_t kept_of(const ringwise_comparison *comparison)
{
    uint64_t kept = 77;
    CHECK(ringwise_comparison_numbers(comparison, &kept, NULL));
    return kept;
}

static uint64_t moved_of(const ringwise_comparison *comparison)
{
    uint64_t moved = 77;
    CHECK(ringwise_comparison_numbers(comparison, NULL, &moved));
    return moved;
}

static void compare_counts_what_stays_and_what_moves(void)
{
    enum { KEYS = 100 };
    ringwise_ring *ring = made(NULL, two_servers()), *other = ringwise_ring_clone(ring), *empty = made(NULL, NULL);
    ringwise_comparison *comparison = NULL;
    const char *before, *after;
    size_t before_len, after_len, pairs = 0;
    uint64_t keys_of_pair, sum = 0, moved = 0;
    char bytes[KEYS];
    const void *keys[KEYS];
    size_t lens[KEYS];
    for (int i = 0; i < KEYS; i++) {
        bytes[i] = (char)i;
        keys[i] = &bytes[i];
        lens[i] = 1;
    }
    CHECK_OK(ringwise_ring_add_node(other, TEXT("10.0.0.3:11211"), 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_ring_compare(ring, other, keys, lens, KEYS, &comparison));
    for (; ringwise_comparison_at(comparison, pairs, &before, &before_len, &after, &after_len, &keys_of_pair); pairs++) {
        sum += keys_of_pair;
        if (!(before_len == after_len && memcmp(before, after, after_len) == 0)) {
            CHECK(same(after, after_len, "10.0.0.3:11211"));
            moved += keys_of_pair;
        }
    }
    CHECK(pairs == 4 && ringwise_comparison_len(comparison) == 4 && sum == KEYS && moved_of(comparison) == moved && moved > 0);
    CHECK(kept_of(comparison) == KEYS - moved);
    ringwise_comparison_free(comparison);
    CHECK_OK(ringwise_ring_remove_node(ring, TEXT("10.0.0.1:11211")));
    CHECK_OK(ringwise_ring_compare(ring, empty, keys, lens, KEYS, &comparison));
    CHECK(kept_of(comparison) == 0 && moved_of(comparison) == KEYS);
    ringwise_ring_free(ring);
    CHECK(ringwise_comparison_at(comparison, 0, &before, &before_len, &after, &after_len, &keys_of_pair));
    CHECK(same(before, before_len, "10.0.0.2:11211") && after == NULL && after_len == 0 && keys_of_pair == KEYS);
    CHECK(!ringwise_comparison_at(comparison, 1, &before, &before_len, &after, &after_len, &keys_of_pair));
    ringwise_comparison_free(comparison);
    CHECK_OK(ringwise_ring_compare(empty, empty, keys, lens, KEYS, &comparison));
    CHECK(kept_of(comparison) == KEYS && moved_of(comparison) == 0);
    CHECK(ringwise_comparison_at(comparison, 0, &before, &before_len, &after, &after_len, &keys_of_pair) && before == NULL && after == NULL);
    ringwise_comparison_free(comparison);
    ringwise_ring_free(other);
    ringwise_ring_free(empty);
}

static void null_is_compared_with_nothing(void)
{
    const ringwise_status null = RINGWISE_STATUS_NULL_POINTER;
    ringwise_ring *ring = made(NULL, two_servers());
    ringwise_comparison *comparison = NULL;
    const void *keys[] = {"k", NULL, NULL};
    const size_t lens[] = {1, 0, 1};
    const char *text = NULL;
    size_t len = 77;
    uint64_t count = 77;
    CHECK_FAILS(ringwise_ring_compare(NULL, ring, keys, lens, 2, &comparison), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_compare(ring, NULL, keys, lens, 2, &comparison), null, "other NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_compare(ring, ring, NULL, lens, 2, &comparison), null, "keys NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_compare(ring, ring, keys, NULL, 2, &comparison), null, "key_lens NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_compare(ring, ring, keys, lens, 2, NULL), null, "comparison NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_compare(ring, ring, keys, lens, 3, &comparison), null, "a key NULL: this call needs what it points to");
    CHECK(comparison == NULL);
    CHECK(!ringwise_comparison_numbers(NULL, &count, &count) && count == 77 && ringwise_comparison_len(NULL) == 0);
    CHECK(!ringwise_comparison_at(NULL, 0, &text, &len, &text, &len, &count));
    CHECK_OK(ringwise_ring_compare(ring, ring, NULL, NULL, 0, &comparison));
    CHECK(kept_of(comparison) == 0 && !ringwise_comparison_at(comparison, 0, &text, &len, &text, &len, &count));
    ringwise_comparison_free(comparison);
    CHECK_OK(ringwise_ring_compare(ring, ring, keys, lens, 2, &comparison));
    CHECK(kept_of(comparison) == 2);
    CHECK(text == NULL && len == 77 && count == 77);
    /* Each may be NULL. */
    CHECK(ringwise_comparison_at(comparison, 0, &text, &len, NULL, NULL, NULL) && text != NULL && len == 14);
    text = NULL;
    CHECK(ringwise_comparison_at(comparison, 0, NULL, NULL, &text, &len, &count) && text != NULL && len == 14 && count <= 2);
    CHECK(ringwise_comparison_at(comparison, 0, NULL, NULL, NULL, NULL, NULL) && ringwise_comparison_numbers(comparison, NULL, NULL));
    ringwise_comparison_free(comparison);
    ringwise_comparison_free(NULL);
    ringwise_ring_free(ring);
}

int main(void)
{
    compare_counts_what_stays_and_what_moves();
    null_is_compared_with_nothing();
    puts("ok");
    return 0;
}
