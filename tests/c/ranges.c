/* Are the ranges of a node those of its points? */
#include "quarters.h"

static void ranges_are_those_of_the_points(void)
{
    ringwise_ring *ring = half_and_quarters(), *alone = native(1);
    ringwise_ranges *ranges = NULL;
    uint64_t start = 77, end = 77;
    CHECK_OK(ringwise_ring_ranges(ring, TEXT("b"), &ranges));
    CHECK(ringwise_ranges_len(ranges) == 1 && ringwise_ranges_at(ranges, 0, &start, &end) && start == QUARTER && end == 2 * QUARTER);
    ringwise_ranges_free(ranges);
    uint64_t position = 77;
    CHECK(ringwise_ring_position(alone, TEXT("foo"), &position) && position == 0xe271865701f54561);
    CHECK(ringwise_ring_position(alone, NULL, 0, &position) && position == 0);
    CHECK(!ringwise_ring_position(NULL, TEXT("foo"), &position) && !ringwise_ring_position(alone, NULL, 1, &position) && position == 0);
    CHECK(!ringwise_ring_position(alone, TEXT("foo"), NULL));
    CHECK_OK(ringwise_ring_ranges(ring, TEXT("a"), &ranges)); /* around the end */
    CHECK(ringwise_ranges_len(ranges) == 1 && ringwise_ranges_at(ranges, 0, &start, &end) && start == 3 * QUARTER && end == QUARTER);
    ringwise_ranges_free(ranges);
    CHECK_OK(ringwise_ring_ranges(alone, TEXT("a"), &ranges));
    CHECK(ringwise_ranges_len(ranges) == 1 && ringwise_ranges_at(ranges, 0, &start, &end) && start == 0 && end == 0);
    ringwise_ranges_free(ranges);
    CHECK_OK(ringwise_ring_add_node(alone, TEXT("drained"), 0, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_ring_ranges(alone, TEXT("drained"), &ranges));
    CHECK(ringwise_ranges_len(ranges) == 0);
    ringwise_ranges_free(ranges);
    ringwise_ring_free(alone);
    ringwise_ring_free(ring);
}

static void ranges_add_up_to_the_share(void)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    ringwise_ring *ring = native(5);
    ringwise_shares *shares = shares_of(ring, 1);
    for (size_t i = 0; i < 5; i++) {
        ringwise_ranges *ranges = NULL;
        uint64_t start, end, length = 0;
        CHECK_OK(ringwise_ring_ranges(ring, TEXT(names[i]), &ranges));
        CHECK(ringwise_ranges_len(ranges) > 50);
        for (size_t index = 0; ringwise_ranges_at(ranges, index, &start, &end); index++)
            length += end - start;
        CHECK(is(parts(shares, names[i]), 0, length));
        ringwise_ranges_free(ranges);
    }
    ringwise_shares_free(shares);
    ringwise_ring_free(ring);
}

static void bad_input_gives_no_ranges(void)
{
    ringwise_ring *ring = native(2);
    ringwise_ranges *ranges = NULL;
    uint64_t start = 77, end = 77;
    CHECK_FAILS(ringwise_ring_ranges(NULL, "a", 1, &ranges), RINGWISE_STATUS_NULL_POINTER, NULL_RING);
    CHECK_FAILS(ringwise_ring_ranges(ring, NULL, 1, &ranges), RINGWISE_STATUS_NULL_POINTER, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_ranges(ring, "a", 1, NULL), RINGWISE_STATUS_NULL_POINTER, "ranges NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_ranges(ring, "z", 1, &ranges), RINGWISE_STATUS_UNKNOWN_NODE,
                "node \"z\" is not in the ring: name one of its members");
    CHECK_FAILS(ringwise_ring_ranges(ring, "\xff", 1, &ranges), RINGWISE_STATUS_INVALID_NAME,
                "name \"\xef\xbf\xbd\", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8");
    CHECK(ranges == NULL);
    CHECK_OK(ringwise_ring_ranges(ring, "a", 1, &ranges));
    CHECK(ringwise_ranges_len(NULL) == 0 && !ringwise_ranges_at(NULL, 0, &start, &end));
    CHECK(!ringwise_ranges_at(ranges, ringwise_ranges_len(ranges), &start, &end) && !ringwise_ranges_at(ranges, SIZE_MAX, &start, &end));
    CHECK(start == 77 && end == 77);
    CHECK(ringwise_ranges_at(ranges, 0, NULL, &end) && end != 77 && start == 77); /* each may be NULL */
    CHECK(ringwise_ranges_at(ranges, 0, &start, NULL) && start != 77 && ringwise_ranges_at(ranges, 0, NULL, NULL));
    ringwise_ranges_free(NULL);
    ringwise_ranges_free(ranges);
    ringwise_ring_free(ring);
}

int main(void)
{
    ranges_are_those_of_the_points();
    ranges_add_up_to_the_share();
    bad_input_gives_no_ranges();
    puts("ok");
    return 0;
}
