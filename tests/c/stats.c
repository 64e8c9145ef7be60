/* Do statistics show how even a ring is, with and without a cap? */
#include <math.h>

#include "quarters.h"

/* What ringwise_stats_numbers() writes. */
struct numbers {
    size_t nodes, points, bytes;
    double max_over_fair, min_over_fair, deviation;
};

static struct numbers numbers_of(const ringwise_ring *ring)
{
    struct numbers of = {77, 77, 77, 77, 77, 77};
    ringwise_stats *stats = NULL;
    CHECK_OK(ringwise_ring_stats(ring, &stats));
    CHECK(ringwise_stats_numbers(stats, &of.nodes, &of.points, &of.bytes, &of.max_over_fair, &of.min_over_fair, &of.deviation));
    ringwise_stats_free(stats);
    return of;
}

static void statistics_say_how_even_a_ring_is(void)
{
    ringwise_ring *ring = half_and_quarters();
    ringwise_stats *stats = NULL;
    struct numbers of = numbers_of(ring);
    size_t nodes = 77;
    const char *name = NULL;
    size_t len = 77;
    CHECK(of.nodes == 3 && of.points == 3 && of.bytes > 30);
    CHECK(fabs(of.max_over_fair - 1.5) < 1e-12 && fabs(of.min_over_fair - 0.75) < 1e-12);
    CHECK(fabs(of.deviation - sqrt(0.125)) < 1e-12);
    CHECK_OK(ringwise_ring_stats(ring, &stats));
    ringwise_ring_free(ring); /* the statistics stay */
    CHECK(ringwise_stats_numbers(stats, &nodes, NULL, NULL, NULL, NULL, NULL) && nodes == 3); /* each may be NULL */
    CHECK(ringwise_names_len(ringwise_stats_over_cap(stats)) == 0);
    CHECK(!ringwise_names_at(ringwise_stats_over_cap(stats), 0, &name, &len) && name == NULL && len == 77);
    ringwise_stats_free(stats);
    CHECK_OK(ringwise_ring_new(NULL, NULL, &ring));
    of = numbers_of(ring);
    CHECK(of.nodes == 0 && of.points == 0);
    CHECK(of.max_over_fair == 0 && of.min_over_fair == 0 && of.deviation == 0);
    ringwise_ring_free(ring);
}

static void null_has_no_statistics(void)
{
    ringwise_ring *ring = native(2);
    ringwise_stats *stats = NULL;
    struct numbers of = {77, 77, 77, 77, 77, 77};
    CHECK_FAILS(ringwise_ring_stats(NULL, &stats), RINGWISE_STATUS_NULL_POINTER, NULL_RING);
    CHECK_FAILS(ringwise_ring_stats(ring, NULL), RINGWISE_STATUS_NULL_POINTER, "stats NULL: this call needs what it points to");
    CHECK(stats == NULL);
    CHECK(!ringwise_stats_numbers(NULL, &of.nodes, &of.points, &of.bytes, &of.max_over_fair, &of.min_over_fair, &of.deviation));
    CHECK(of.nodes == 77 && of.points == 77 && of.bytes == 77);
    CHECK(of.max_over_fair == 77 && of.min_over_fair == 77 && of.deviation == 77);
    CHECK(ringwise_stats_over_cap(NULL) == NULL);
    ringwise_stats_free(NULL);
    ringwise_ring_free(ring);
}

static void no_node_owns_more_than_the_cap(void)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    ringwise_options *options = ringwise_options_new(), *read;
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_CAP, 101));
    ringwise_ring *ring = ring_of(options, names, 5), *plain = native(5);
    ringwise_stats *stats = NULL;
    const char *name;
    size_t len;
    int64_t cap = 77;
    read = ringwise_ring_options(plain);
    CHECK(!ringwise_options_integer(read, RINGWISE_CAP, &cap) && cap == 77);
    ringwise_options_free(read);
    read = ringwise_ring_options(ring);
    CHECK(ringwise_options_integer(read, RINGWISE_CAP, &cap) && cap == 101);
    ringwise_options_free(read);
    CHECK(numbers_of(plain).max_over_fair > 1.01);
    CHECK(numbers_of(ring).max_over_fair <= 1.01 && numbers_of(ring).points < 800);
    CHECK_OK(ringwise_ring_stats(ring, &stats));
    CHECK(ringwise_names_len(ringwise_stats_over_cap(stats)) == 0);
    ringwise_stats_free(stats);
    ringwise_ring_free(plain);
    ringwise_ring_free(ring);
    /* With one virtual node each there is nothing to give up. */
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_VNODES, 1));
    ring = ring_of(options, names, 2);
    CHECK_OK(ringwise_ring_stats(ring, &stats));
    ringwise_ring_free(ring);
    const ringwise_names *over_cap = ringwise_stats_over_cap(stats);
    CHECK(ringwise_names_len(over_cap) == 1);
    CHECK(ringwise_names_at(over_cap, 0, &name, &len) && len == 1 && (name[0] == 'a' || name[0] == 'b'));
    CHECK(!ringwise_names_at(over_cap, 0, NULL, &len) && !ringwise_names_at(over_cap, 0, &name, NULL));
    CHECK(!ringwise_names_at(over_cap, 1, &name, &len) && !ringwise_names_at(over_cap, SIZE_MAX, &name, &len));
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
