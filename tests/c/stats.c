/* Do statistics say how even a ring is, with and without a cap? */
#include <math.h>

#include "quarters.h"

static void statistics_say_how_even_a_ring_is(void)
{
    ringwise_ring *ring = half_and_quarters();
    ringwise_stats *stats = NULL;
    const char *name = NULL;
    size_t len = 77;
    CHECK_OK(ringwise_ring_stats(ring, &stats));
    ringwise_ring_free(ring); /* the statistics stay */
    CHECK(ringwise_stats_nodes(stats) == 3 && ringwise_stats_points(stats) == 3 && ringwise_stats_bytes(stats) > 30);
    CHECK(fabs(ringwise_stats_max_over_fair(stats) - 1.5) < 1e-12 && fabs(ringwise_stats_min_over_fair(stats) - 0.75) < 1e-12);
    CHECK(fabs(ringwise_stats_deviation(stats) - sqrt(0.125)) < 1e-12);
    CHECK(!ringwise_stats_over_cap(stats, 0, &name, &len) && name == NULL && len == 77);
    ringwise_stats_free(stats);
    CHECK_OK(ringwise_ring_new(NULL, NULL, &ring));
    CHECK_OK(ringwise_ring_stats(ring, &stats));
    CHECK(ringwise_stats_nodes(stats) == 0 && ringwise_stats_points(stats) == 0);
    CHECK(ringwise_stats_max_over_fair(stats) == 0 && ringwise_stats_min_over_fair(stats) == 0 && ringwise_stats_deviation(stats) == 0);
    ringwise_stats_free(stats);
    ringwise_ring_free(ring);
}

static void null_has_no_statistics(void)
{
    ringwise_ring *ring = native(2);
    ringwise_stats *stats = NULL;
    const char *name = NULL;
    size_t len = 77;
    CHECK_FAILS(ringwise_ring_stats(NULL, &stats), RINGWISE_STATUS_NULL_POINTER, NULL_RING);
    CHECK_FAILS(ringwise_ring_stats(ring, NULL), RINGWISE_STATUS_NULL_POINTER, "stats NULL: this call needs what it points to");
    CHECK(stats == NULL);
    CHECK(ringwise_stats_nodes(NULL) == 0 && ringwise_stats_points(NULL) == 0 && ringwise_stats_bytes(NULL) == 0);
    CHECK(ringwise_stats_max_over_fair(NULL) == 0 && ringwise_stats_min_over_fair(NULL) == 0 && ringwise_stats_deviation(NULL) == 0);
    CHECK(!ringwise_stats_over_cap(NULL, 0, &name, &len) && name == NULL && len == 77);
    ringwise_stats_free(NULL);
    ringwise_ring_free(ring);
}

static void no_node_owns_more_than_the_cap(void)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_cap(options, 101));
    ringwise_ring *ring = ring_of(options, names, 5), *plain = native(5);
    ringwise_stats *stats = NULL;
    const char *name;
    size_t len;
    CHECK(ringwise_ring_cap(ring) == 101 && ringwise_ring_cap(plain) == 0 && ringwise_ring_cap(NULL) == 0);
    CHECK_OK(ringwise_ring_stats(plain, &stats));
    CHECK(ringwise_stats_max_over_fair(stats) > 1.01);
    ringwise_stats_free(stats);
    CHECK_OK(ringwise_ring_stats(ring, &stats));
    CHECK(ringwise_stats_max_over_fair(stats) <= 1.01 && ringwise_stats_points(stats) < 800);
    CHECK(!ringwise_stats_over_cap(stats, 0, &name, &len));
    ringwise_stats_free(stats);
    ringwise_ring_free(plain);
    ringwise_ring_free(ring);
    /* With one virtual node each there is nothing to give up. */
    CHECK_OK(ringwise_options_set_vnodes(options, 1));
    ring = ring_of(options, names, 2);
    CHECK_OK(ringwise_ring_stats(ring, &stats));
    ringwise_ring_free(ring);
    CHECK(ringwise_stats_over_cap(stats, 0, &name, &len) && len == 1 && (name[0] == 'a' || name[0] == 'b'));
    CHECK(!ringwise_stats_over_cap(stats, 0, NULL, &len) && !ringwise_stats_over_cap(stats, 0, &name, NULL));
    CHECK(!ringwise_stats_over_cap(stats, 1, &name, &len) && !ringwise_stats_over_cap(stats, SIZE_MAX, &name, &len));
    ringwise_stats_free(stats);
    ringwise_options_free(options);
}

int main(void)
{
    statistics_say_how_even_a_ring_is();
    null_has_no_statistics();
    no_node_owns_more_than_the_cap();
    puts("ok");
    return 0;
}
