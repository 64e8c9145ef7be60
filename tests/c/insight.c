/* Do shares, ranges, statistics, distributions and plans say what is so, to the last position, and refuse the rest in the core's words? */
#include <float.h>
#include <math.h>

#include "check.h"

enum { TEXT_LEN = 4096, KEYS = 10000 };

/* A quarter of the ring. */
#define QUARTER (UINT64_C(1) << 62)

static const char *const NULL_RING = "ring NULL: this call needs what it points to";

static bool same(const char *text, size_t len, const char *expected)
{
    return len == strlen(expected) && memcmp(text, expected, len) == 0;
}

/* A number of 128 bits. */
struct wide {
    uint64_t hi, lo;
};

static bool is(struct wide number, uint64_t hi, uint64_t lo) { return number.hi == hi && number.lo == lo; }

static struct wide sum(struct wide a, struct wide b)
{
    struct wide sum = {a.hi + b.hi, a.lo + b.lo};
    sum.hi += sum.lo < a.lo;
    return sum;
}

static ringwise_ring *ring_of(const ringwise_options *options, const char *const *names, size_t count)
{
    ringwise_members *members = ringwise_members_new();
    for (size_t i = 0; i < count; i++)
        CHECK_OK(ringwise_members_add_node(members, TEXT(names[i]), 1, NO_TEXT, NO_TEXT));
    ringwise_ring *ring = NULL;
    CHECK_OK(ringwise_ring_new(options, members, &ring));
    ringwise_members_free(members);
    return ring;
}

static ringwise_ring *native(size_t count)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    return ring_of(NULL, names, count);
}

/* A ring whose points are given: one a node, in quarters. */
static ringwise_ring *quartered(const char *const *names, const uint64_t *quarters, size_t count)
{
    ringwise_options *options = ringwise_options_new();
    ringwise_members *members = ringwise_members_new();
    ringwise_ring *ring = NULL;
    CHECK_OK(ringwise_options_set_profile(options, TEXT("points")));
    for (size_t i = 0; i < count; i++) {
        uint64_t point = quarters[i] * QUARTER;
        CHECK_OK(ringwise_members_add_node(members, TEXT(names[i]), 1, NO_TEXT, NO_TEXT));
        CHECK_OK(ringwise_members_set_points(members, TEXT(names[i]), &point, 1));
    }
    CHECK_OK(ringwise_ring_new(options, members, &ring));
    ringwise_options_free(options);
    ringwise_members_free(members);
    return ring;
}

/* a at 1 quarter owns half of it, b at 2 and c at 3 a quarter each. */
static ringwise_ring *half_and_quarters(void)
{
    static const char *const names[] = {"a", "b", "c"};
    static const uint64_t quarters[] = {1, 2, 3};
    return quartered(names, quarters, 3);
}

/* The same without b. */
static ringwise_ring *halves(void)
{
    static const char *const names[] = {"a", "c"};
    static const uint64_t quarters[] = {1, 3};
    return quartered(names, quarters, 2);
}

static ringwise_shares *shares_of(const ringwise_ring *ring, size_t replicas)
{
    ringwise_shares *shares = NULL;
    CHECK_OK(ringwise_ring_shares(ring, replicas, &shares));
    return shares;
}

static struct wide parts(const ringwise_shares *shares, const char *name)
{
    struct wide parts = {77, 77};
    size_t index;
    CHECK(ringwise_shares_index(shares, TEXT(name), &index) && ringwise_shares_parts(shares, index, &parts.hi, &parts.lo));
    return parts;
}

static struct wide by_rank(const ringwise_shares *shares, const char *name, size_t rank)
{
    struct wide parts = {77, 77};
    size_t index;
    CHECK(ringwise_shares_index(shares, TEXT(name), &index) && ringwise_shares_by_rank(shares, index, rank, &parts.hi, &parts.lo));
    return parts;
}

static ringwise_plan *plan_of(const ringwise_ring *before, const ringwise_ring *after, size_t replicas)
{
    ringwise_plan *plan = NULL;
    CHECK_OK(ringwise_ring_plan(before, after, replicas, &plan));
    return plan;
}

/* Shares. */

static void shares_are_exact(void)
{
    ringwise_ring *ring = half_and_quarters();
    ringwise_shares *shares = shares_of(ring, 1);
    static const char *const names[] = {"a", "b", "c"};
    struct wide total;
    const char *name;
    size_t len;
    double fraction;
    ringwise_ring_free(ring); /* the shares stay */
    CHECK(ringwise_shares_total(shares, &total.hi, &total.lo) && is(total, 1, 0));
    CHECK(ringwise_shares_len(shares) == 3);
    for (size_t i = 0; i < 3; i++)
        CHECK(ringwise_shares_name(shares, i, &name, &len) && same(name, len, names[i]));
    CHECK(is(parts(shares, "a"), 0, 2 * QUARTER) && is(parts(shares, "b"), 0, QUARTER) && is(parts(shares, "c"), 0, QUARTER));
    CHECK(is(by_rank(shares, "a", 0), 0, 2 * QUARTER));
    CHECK(ringwise_shares_fraction(shares, 0, &fraction) && fraction == 0.5);
    CHECK(ringwise_shares_fraction(shares, 2, &fraction) && fraction == 0.25);
    CHECK(ringwise_shares_fair(shares, 2, &fraction) && fabs(fraction - 1.0 / 3.0) < DBL_EPSILON);
    ringwise_shares_free(shares);
}

static void shares_of_two_replicas_are_told_by_rank(void)
{
    ringwise_ring *ring = half_and_quarters();
    ringwise_shares *shares = shares_of(ring, 2);
    double fraction;
    CHECK(is(by_rank(shares, "a", 0), 0, 2 * QUARTER) && is(by_rank(shares, "a", 1), 0, QUARTER));
    CHECK(is(by_rank(shares, "b", 0), 0, QUARTER) && is(by_rank(shares, "b", 1), 0, 2 * QUARTER));
    CHECK(is(parts(shares, "b"), 0, 3 * QUARTER) && is(parts(shares, "c"), 0, 2 * QUARTER));
    CHECK(ringwise_shares_fair(shares, 0, &fraction) && fabs(fraction - 2.0 / 3.0) < DBL_EPSILON);
    ringwise_shares_free(shares);
    shares = shares_of(ring, 3);
    for (size_t i = 0; i < 3; i++)
        CHECK(ringwise_shares_fraction(shares, i, &fraction) && fraction == 1.0);
    CHECK(is(parts(shares, "a"), 1, 0)); /* all of it, at one rank or another */
    ringwise_shares_free(shares);
    ringwise_ring_free(ring);
}

static void a_node_alone_owns_all(void)
{
    ringwise_ring *ring = native(1);
    CHECK_OK(ringwise_ring_add_node(ring, TEXT("drained"), 0, NO_TEXT, NO_TEXT));
    ringwise_shares *shares = shares_of(ring, 4);
    double fair;
    CHECK(is(parts(shares, "a"), 1, 0) && is(by_rank(shares, "a", 1), 0, 0) && is(parts(shares, "drained"), 0, 0));
    CHECK(ringwise_shares_fair(shares, 0, &fair) && fair == 1.0 && ringwise_shares_fair(shares, 1, &fair) && fair == 0.0);
    ringwise_shares_free(shares);
    ringwise_ring_free(ring);
}

static void shares_sum_to_the_whole_times_the_replicas(void)
{
    ringwise_ring *ring = native(5);
    for (size_t replicas = 0; replicas <= 3; replicas++) {
        ringwise_shares *shares = shares_of(ring, replicas);
        struct wide all = {0, 0}, ranks = {0, 0}, part;
        for (size_t i = 0; i < 5; i++) {
            CHECK(ringwise_shares_parts(shares, i, &part.hi, &part.lo));
            all = sum(all, part);
            for (size_t rank = 0; ringwise_shares_by_rank(shares, i, rank, &part.hi, &part.lo); rank++) {
                CHECK(rank < replicas);
                ranks = sum(ranks, part);
            }
        }
        CHECK(is(all, replicas, 0) && is(ranks, replicas, 0));
        ringwise_shares_free(shares);
    }
    ringwise_ring_free(ring);
}

static void shares_are_counted_in_the_measure_of_the_profile(void)
{
    static const char *const names[] = {"10.0.0.1:80", "10.0.0.2:80"};
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_profile(options, TEXT("nginx_consistent")));
    ringwise_ring *ring = ring_of(options, names, 2);
    ringwise_shares *shares = shares_of(ring, 1);
    struct wide total;
    CHECK(ringwise_shares_total(shares, &total.hi, &total.lo) && is(total, 0, UINT64_C(1) << 32));
    CHECK(is(sum(parts(shares, names[0]), parts(shares, names[1])), 0, UINT64_C(1) << 32));
    ringwise_shares_free(shares);
    ringwise_ring_free(ring);
    CHECK_OK(ringwise_options_set_profile(options, TEXT("envoy_maglev")));
    CHECK_OK(ringwise_options_set_integer(options, TEXT("table_size"), 251));
    ring = ring_of(options, names, 2);
    shares = shares_of(ring, 1);
    CHECK(ringwise_shares_total(shares, &total.hi, &total.lo) && is(total, 0, 251));
    CHECK(is(sum(parts(shares, names[0]), parts(shares, names[1])), 0, 251));
    ringwise_shares_free(shares);
    shares = NULL;
    CHECK(ringwise_ring_shares(ring, 2, &shares) == RINGWISE_STATUS_UNSUPPORTED && shares == NULL);
    ringwise_ranges *ranges = NULL;
    CHECK_FAILS(ringwise_ring_ranges(ring, TEXT(names[0]), &ranges), RINGWISE_STATUS_UNSUPPORTED,
                "the ranges of a node: profile envoy_maglev spreads keys over the entries of a table, which no range joins");
    CHECK(ranges == NULL);
    ringwise_ring_free(ring);
    ringwise_options_free(options);
}

static void a_forecast_is_what_is_left_to_the_others(void)
{
    static const char *const failures[] = {"b", "c"};
    static const size_t lens[] = {1, 1};
    ringwise_ring *ring = half_and_quarters();
    ringwise_shares *shares = NULL;
    double fair;
    bool healthy;
    CHECK_OK(ringwise_ring_forecast(ring, failures, lens, 1, 1, &shares));
    CHECK(is(parts(shares, "a"), 0, 2 * QUARTER) && is(parts(shares, "b"), 0, 0) && is(parts(shares, "c"), 0, 2 * QUARTER));
    CHECK(ringwise_shares_fair(shares, 0, &fair) && fair == 0.5 && ringwise_shares_fair(shares, 1, &fair) && fair == 0.0);
    ringwise_shares_free(shares);
    CHECK_OK(ringwise_ring_forecast(ring, failures, lens, 2, 2, &shares));
    CHECK(is(parts(shares, "a"), 1, 0) && is(by_rank(shares, "a", 1), 0, 0));
    ringwise_shares_free(shares);
    CHECK_OK(ringwise_ring_forecast(ring, NULL, NULL, 0, 1, &shares));
    CHECK(is(parts(shares, "b"), 0, QUARTER));
    ringwise_shares_free(shares);
    CHECK_OK(ringwise_ring_is_healthy(ring, TEXT("b"), &healthy));
    CHECK(healthy);
    /* What is marked makes no difference: shares are of the placement. */
    CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, TEXT("a")));
    shares = shares_of(ring, 1);
    CHECK(is(parts(shares, "a"), 0, 2 * QUARTER));
    ringwise_shares_free(shares);
    ringwise_ring_free(ring);
}

static void bad_input_to_shares_is_refused(void)
{
    static const char *const failures[] = {"a", "z"}, *const not_utf_8[] = {"\xff"}, *const null[] = {NULL};
    static const size_t lens[] = {1, 1};
    ringwise_ring *ring = native(5);
    ringwise_shares *shares = NULL;
    CHECK_FAILS(ringwise_ring_shares(NULL, 1, &shares), RINGWISE_STATUS_NULL_POINTER, NULL_RING);
    CHECK_FAILS(ringwise_ring_shares(ring, 1, NULL), RINGWISE_STATUS_NULL_POINTER, "shares NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_shares(ring, SIZE_MAX, &shares), RINGWISE_STATUS_INVALID_OPTION,
                "replicas 18446744073709551615: at most 13421772 for 5 nodes");
    CHECK_FAILS(ringwise_ring_forecast(NULL, failures, lens, 1, 1, &shares), RINGWISE_STATUS_NULL_POINTER, NULL_RING);
    CHECK_FAILS(ringwise_ring_forecast(ring, NULL, lens, 1, 1, &shares), RINGWISE_STATUS_NULL_POINTER,
                "failures NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_forecast(ring, failures, NULL, 1, 1, &shares), RINGWISE_STATUS_NULL_POINTER,
                "failure_lens NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_forecast(ring, failures, lens, 1, 1, NULL), RINGWISE_STATUS_NULL_POINTER,
                "shares NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_forecast(ring, null, lens, 1, 1, &shares), RINGWISE_STATUS_NULL_POINTER,
                "a failure NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_forecast(ring, failures, lens, 2, 1, &shares), RINGWISE_STATUS_UNKNOWN_NODE,
                "node \"z\" is not in the ring: name one of its members");
    CHECK_FAILS(ringwise_ring_forecast(ring, not_utf_8, lens, 1, 1, &shares), RINGWISE_STATUS_INVALID_NAME,
                "name \"\xef\xbf\xbd\", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8");
    CHECK(ringwise_ring_forecast(ring, failures, lens, 1, SIZE_MAX, &shares) == RINGWISE_STATUS_INVALID_OPTION);
    CHECK(shares == NULL);
    ringwise_ring_free(ring);
}

static void null_and_what_is_not_there_give_no_share(void)
{
    ringwise_ring *ring = native(2);
    ringwise_shares *shares = shares_of(ring, 1);
    const char *name = NULL;
    size_t len = 77;
    uint64_t hi = 77, lo = 77;
    double number = 77;
    CHECK(!ringwise_shares_total(NULL, &hi, &lo) && !ringwise_shares_total(shares, NULL, &lo) && !ringwise_shares_total(shares, &hi, NULL));
    CHECK(ringwise_shares_len(NULL) == 0);
    CHECK(!ringwise_shares_name(NULL, 0, &name, &len) && !ringwise_shares_name(shares, 0, NULL, &len));
    CHECK(!ringwise_shares_name(shares, 0, &name, NULL) && !ringwise_shares_name(shares, 2, &name, &len));
    CHECK(!ringwise_shares_index(NULL, "a", 1, &len) && !ringwise_shares_index(shares, NULL, 1, &len));
    CHECK(!ringwise_shares_index(shares, "a", 1, NULL) && !ringwise_shares_index(shares, "z", 1, &len));
    CHECK(!ringwise_shares_index(shares, "\xff", 1, &len) && !ringwise_shares_index(shares, NULL, 0, &len));
    CHECK(!ringwise_shares_parts(NULL, 0, &hi, &lo) && !ringwise_shares_parts(shares, 2, &hi, &lo));
    CHECK(!ringwise_shares_parts(shares, 0, NULL, &lo) && !ringwise_shares_parts(shares, 0, &hi, NULL));
    CHECK(!ringwise_shares_by_rank(NULL, 0, 0, &hi, &lo) && !ringwise_shares_by_rank(shares, 2, 0, &hi, &lo));
    CHECK(!ringwise_shares_by_rank(shares, 0, 1, &hi, &lo) && !ringwise_shares_by_rank(shares, 0, SIZE_MAX, &hi, &lo));
    CHECK(!ringwise_shares_by_rank(shares, 0, 0, NULL, &lo) && !ringwise_shares_by_rank(shares, 0, 0, &hi, NULL));
    CHECK(!ringwise_shares_fraction(NULL, 0, &number) && !ringwise_shares_fraction(shares, SIZE_MAX, &number));
    CHECK(!ringwise_shares_fair(NULL, 0, &number) && !ringwise_shares_fair(shares, 2, &number));
    CHECK(!ringwise_shares_fraction(shares, 0, NULL) && !ringwise_shares_fair(shares, 0, NULL));
    CHECK(name == NULL && len == 77 && hi == 77 && lo == 77 && number == 77);
    ringwise_shares_free(NULL);
    ringwise_shares_free(shares);
    ringwise_ring_free(ring);
}

/* Ranges. */

static void ranges_are_those_of_the_points(void)
{
    ringwise_ring *ring = half_and_quarters(), *alone = native(1);
    ringwise_ranges *ranges = NULL;
    uint64_t start = 77, end = 77;
    CHECK_OK(ringwise_ring_ranges(ring, TEXT("b"), &ranges));
    CHECK(ringwise_ranges_len(ranges) == 1 && ringwise_ranges_get(ranges, 0, &start, &end) && start == QUARTER && end == 2 * QUARTER);
    ringwise_ranges_free(ranges);
    uint64_t position = 77;
    CHECK(ringwise_ring_position(alone, TEXT("foo"), &position) && position == 0xe271865701f54561);
    CHECK(ringwise_ring_position(alone, NULL, 0, &position) && position == 0);
    CHECK(!ringwise_ring_position(NULL, TEXT("foo"), &position) && !ringwise_ring_position(alone, NULL, 1, &position) && position == 0);
    CHECK(!ringwise_ring_position(alone, TEXT("foo"), NULL));
    CHECK_OK(ringwise_ring_ranges(ring, TEXT("a"), &ranges)); /* round the end */
    CHECK(ringwise_ranges_len(ranges) == 1 && ringwise_ranges_get(ranges, 0, &start, &end) && start == 3 * QUARTER && end == QUARTER);
    ringwise_ranges_free(ranges);
    CHECK_OK(ringwise_ring_ranges(alone, TEXT("a"), &ranges));
    CHECK(ringwise_ranges_len(ranges) == 1 && ringwise_ranges_get(ranges, 0, &start, &end) && start == 0 && end == 0);
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
        for (size_t index = 0; ringwise_ranges_get(ranges, index, &start, &end); index++)
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
    CHECK(ringwise_ranges_len(NULL) == 0 && !ringwise_ranges_get(NULL, 0, &start, &end));
    CHECK(!ringwise_ranges_get(ranges, 0, NULL, &end) && !ringwise_ranges_get(ranges, 0, &start, NULL));
    CHECK(!ringwise_ranges_get(ranges, ringwise_ranges_len(ranges), &start, &end) && !ringwise_ranges_get(ranges, SIZE_MAX, &start, &end));
    CHECK(start == 77 && end == 77);
    ringwise_ranges_free(NULL);
    ringwise_ranges_free(ranges);
    ringwise_ring_free(ring);
}

/* Statistics. */

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

/* The cap. */

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

static void bad_caps_are_refused(void)
{
    static const int64_t bad[] = {100, 1001, -1};
    static const char *const messages[] = {"cap 100: an integer from 101 to 1000", "cap 1001: an integer from 101 to 1000",
                                           "cap -1: an integer from 101 to 1000"};
    ringwise_options *options = ringwise_options_new();
    ringwise_ring *ring = NULL;
    CHECK_FAILS(ringwise_options_set_cap(NULL, 105), RINGWISE_STATUS_NULL_POINTER, "options NULL: this call needs what it points to");
    for (size_t i = 0; i < 3; i++) {
        CHECK_OK(ringwise_options_set_cap(options, bad[i]));
        CHECK_FAILS(ringwise_ring_new(options, NULL, &ring), RINGWISE_STATUS_INVALID_OPTION, messages[i]);
    }
    CHECK_OK(ringwise_options_set_cap(options, 105));
    CHECK_OK(ringwise_options_set_profile(options, TEXT("ketama")));
    CHECK(ringwise_ring_new(options, NULL, &ring) == RINGWISE_STATUS_UNSUPPORTED && strncmp(ringwise_last_error(), "cap 105: ", 9) == 0);
    CHECK(ring == NULL);
    ringwise_options_free(options);
}

/* Distributions. */

static void keys_are_counted_against_the_shares(void)
{
    static char texts[KEYS][16];
    static const void *keys[KEYS];
    static size_t lens[KEYS];
    ringwise_ring *ring = native(3);
    ringwise_distribution *distribution = NULL;
    const char *name;
    size_t len;
    uint64_t count, counted = 0;
    double expected, expectation = 0, chi_square = 0;
    CHECK_OK(ringwise_ring_add_node(ring, TEXT("drained"), 0, NO_TEXT, NO_TEXT));
    for (size_t i = 0; i < KEYS; i++) {
        lens[i] = (size_t)sprintf(texts[i], "user:%u", (unsigned)i);
        keys[i] = texts[i];
    }
    CHECK_OK(ringwise_ring_analyze_distribution(ring, keys, lens, KEYS, &distribution));
    ringwise_ring_free(ring); /* the counts stay */
    for (size_t i = 0; i < 3; i++) {
        CHECK(ringwise_distribution_node(distribution, i, &name, &len, &count, &expected) && len == 1 && name[0] == "abc"[i]);
        counted += count;
        expectation += expected;
        chi_square += ((double)count - expected) * ((double)count - expected) / expected;
    }
    CHECK(counted == KEYS && fabs(expectation - KEYS) < 1e-6);
    CHECK(ringwise_distribution_node(distribution, 3, &name, &len, &count, &expected) && same(name, len, "drained"));
    CHECK(count == 0 && expected == 0 && !ringwise_distribution_node(distribution, 4, &name, &len, &count, &expected));
    CHECK(ringwise_distribution_keys(distribution) == KEYS);
    CHECK(fabs(ringwise_distribution_chi_square(distribution) - chi_square) < 1e-9);
    /* Of two degrees of freedom. */
    CHECK(fabs(ringwise_distribution_p_value(distribution) - exp(-chi_square / 2)) < 1e-9);
    ringwise_distribution_free(distribution);
}

static void one_key_again_and_again_is_noticed(void)
{
    static const void *keys[1000];
    static size_t lens[1000];
    ringwise_ring *ring = native(3);
    ringwise_distribution *distribution = NULL;
    CHECK_OK(ringwise_ring_analyze_distribution(ring, keys, lens, 1000, &distribution)); /* all of them empty */
    CHECK(ringwise_distribution_keys(distribution) == 1000 && ringwise_distribution_p_value(distribution) < 0.001);
    ringwise_distribution_free(distribution);
    CHECK_OK(ringwise_ring_analyze_distribution(ring, NULL, NULL, 0, &distribution));
    CHECK(ringwise_distribution_keys(distribution) == 0 && ringwise_distribution_chi_square(distribution) == 0);
    CHECK(ringwise_distribution_p_value(distribution) == 1);
    ringwise_distribution_free(distribution);
    ringwise_ring_free(ring);
}

static void null_is_not_counted(void)
{
    const void *keys[] = {"k", NULL};
    const size_t lens[] = {1, 1};
    ringwise_ring *ring = native(2);
    ringwise_distribution *distribution = NULL;
    const char *name = NULL;
    size_t len = 77;
    uint64_t count = 77;
    double expected = 77;
    CHECK_FAILS(ringwise_ring_analyze_distribution(NULL, keys, lens, 1, &distribution), RINGWISE_STATUS_NULL_POINTER, NULL_RING);
    CHECK_FAILS(ringwise_ring_analyze_distribution(ring, NULL, lens, 1, &distribution), RINGWISE_STATUS_NULL_POINTER,
                "keys NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_analyze_distribution(ring, keys, NULL, 1, &distribution), RINGWISE_STATUS_NULL_POINTER,
                "key_lens NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_analyze_distribution(ring, keys, lens, 2, &distribution), RINGWISE_STATUS_NULL_POINTER,
                "a key NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_analyze_distribution(ring, keys, lens, 1, NULL), RINGWISE_STATUS_NULL_POINTER,
                "distribution NULL: this call needs what it points to");
    CHECK(distribution == NULL);
    CHECK_OK(ringwise_ring_analyze_distribution(ring, keys, lens, 1, &distribution));
    CHECK(!ringwise_distribution_node(NULL, 0, &name, &len, &count, &expected));
    CHECK(!ringwise_distribution_node(distribution, 0, NULL, &len, &count, &expected));
    CHECK(!ringwise_distribution_node(distribution, 0, &name, NULL, &count, &expected));
    CHECK(!ringwise_distribution_node(distribution, 0, &name, &len, NULL, &expected));
    CHECK(!ringwise_distribution_node(distribution, 0, &name, &len, &count, NULL));
    CHECK(!ringwise_distribution_node(distribution, SIZE_MAX, &name, &len, &count, &expected));
    CHECK(name == NULL && len == 77 && count == 77 && expected == 77);
    CHECK(ringwise_distribution_keys(NULL) == 0 && ringwise_distribution_chi_square(NULL) == 0 && ringwise_distribution_p_value(NULL) == 0);
    ringwise_distribution_free(NULL);
    ringwise_distribution_free(distribution);
    ringwise_ring_free(ring);
}

/* Plans. */

/* A move, as ringwise_moves_next() writes it. */
struct move {
    uint64_t start, end;
    size_t rank;
    uint32_t source, target;
};

static bool next(ringwise_moves *moves, struct move *move)
{
    return ringwise_moves_next(moves, &move->start, &move->end, &move->rank, &move->source, &move->target);
}

static bool is_named(const ringwise_plan *plan, const struct move *move, const char *source, const char *target)
{
    const char *name;
    size_t len;
    if (!ringwise_plan_target_name(plan, move->target, &name, &len) || !same(name, len, target))
        return false;
    if (source == NULL)
        return move->source == RINGWISE_NO_NODE && !ringwise_plan_source_name(plan, move->source, &name, &len);
    return ringwise_plan_source_name(plan, move->source, &name, &len) && same(name, len, source);
}

static void a_plan_tells_the_move_of_a_quarter(void)
{
    ringwise_ring *before = half_and_quarters(), *after = halves();
    ringwise_plan *plan = plan_of(before, after, 1);
    ringwise_moves *moves = ringwise_plan_iter(plan);
    struct move move = {0, 0, 0, 0, 0};
    struct wide number;
    ringwise_ring_free(before); /* the plan stays */
    ringwise_ring_free(after);
    CHECK(ringwise_plan_total(plan, &number.hi, &number.lo) && is(number, 1, 0));
    CHECK(ringwise_plan_moved(plan, &number.hi, &number.lo) && is(number, 0, QUARTER));
    CHECK(ringwise_plan_minimum(plan, &number.hi, &number.lo) && is(number, 0, QUARTER));
    CHECK(ringwise_plan_moved_fraction(plan) == 0.25 && ringwise_plan_minimum_fraction(plan) == 0.25);
    CHECK(ringwise_plan_totals(plan, 0, &move.source, &move.target, &number.hi, &number.lo));
    CHECK(is_named(plan, &move, "b", "c") && is(number, 0, QUARTER));
    CHECK(!ringwise_plan_totals(plan, 1, &move.source, &move.target, &number.hi, &number.lo));
    CHECK(next(moves, &move) && move.start == QUARTER && move.end == 2 * QUARTER && move.rank == 0 && is_named(plan, &move, "b", "c"));
    CHECK(!next(moves, &move) && !next(moves, &move) && move.start == QUARTER);
    ringwise_moves_free(moves);
    ringwise_plan_free(plan);
}

static void a_plan_of_two_replicas_tells_who_copies(void)
{
    ringwise_ring *before = half_and_quarters(), *after = halves();
    ringwise_plan *plan = plan_of(before, after, 2);
    ringwise_moves *moves = ringwise_plan_iter(plan);
    struct move move;
    struct wide number;
    /* Behind a, the lists were a b, b c and c a; now all are a and c. */
    CHECK(next(moves, &move) && move.start == QUARTER && move.end == 2 * QUARTER && move.rank == 1 && is_named(plan, &move, "b", "a"));
    CHECK(next(moves, &move) && move.start == 3 * QUARTER && move.end == QUARTER && move.rank == 1 && is_named(plan, &move, "b", "c"));
    CHECK(!next(moves, &move));
    CHECK(ringwise_plan_moved(plan, &number.hi, &number.lo) && is(number, 0, 3 * QUARTER) && ringwise_plan_moved_fraction(plan) == 0.75);
    CHECK(ringwise_plan_totals(plan, 0, &move.source, &move.target, &number.hi, &number.lo));
    CHECK(is_named(plan, &move, "b", "a") && is(number, 0, QUARTER));
    CHECK(ringwise_plan_totals(plan, 1, &move.source, &move.target, &number.hi, &number.lo));
    CHECK(is_named(plan, &move, "b", "c") && is(number, 0, 2 * QUARTER));
    ringwise_moves_free(moves);
    ringwise_plan_free(plan);
    ringwise_ring_free(before);
    ringwise_ring_free(after);
}

static void all_goes_to_a_first_node(void)
{
    ringwise_ring *empty = NULL, *after = native(1);
    CHECK_OK(ringwise_ring_new(NULL, NULL, &empty));
    ringwise_plan *plan = plan_of(empty, after, 1), *back = plan_of(after, empty, 1), *still = plan_of(after, after, 1);
    ringwise_moves *moves = ringwise_plan_iter(plan);
    struct move move;
    struct wide number;
    CHECK(next(moves, &move) && move.start == 0 && move.end == 0 && move.rank == 0 && is_named(plan, &move, NULL, "a") && !next(moves, &move));
    ringwise_moves_free(moves);
    CHECK(ringwise_plan_totals(plan, 0, &move.source, &move.target, &number.hi, &number.lo) && is(number, 1, 0));
    CHECK(is_named(plan, &move, NULL, "a") && ringwise_plan_moved_fraction(plan) == 1 && ringwise_plan_minimum_fraction(plan) == 1);
    ringwise_plan *none[] = {back, still};
    for (size_t i = 0; i < 2; i++) {
        moves = ringwise_plan_iter(none[i]);
        CHECK(!next(moves, &move) && !ringwise_plan_totals(none[i], 0, &move.source, &move.target, &number.hi, &number.lo));
        CHECK(ringwise_plan_moved(none[i], &number.hi, &number.lo) && is(number, 0, 0));
        ringwise_moves_free(moves);
        ringwise_plan_free(none[i]);
    }
    ringwise_plan_free(plan);
    ringwise_ring_free(empty);
    ringwise_ring_free(after);
}

/* Edits a ring of five, and holds the plan against what the two rings say themselves. */
static void a_plan_agrees_with_both_rings(void)
{
    ringwise_ring *before = native(5), *after = ringwise_ring_clone(before);
    CHECK_OK(ringwise_ring_add_node(after, TEXT("f"), 1, NO_TEXT, NO_TEXT));
    for (size_t replicas = 1; replicas <= 3; replicas++) {
        ringwise_plan *plan = plan_of(before, after, replicas);
        ringwise_shares *shares = shares_of(after, replicas);
        ringwise_moves *moves = ringwise_plan_iter(plan);
        struct move move;
        struct wide moved, minimum, arrived = {0, 0}, totals = {0, 0}, number;
        uint32_t target;
        size_t pairs = 0;
        CHECK(ringwise_plan_moved(plan, &moved.hi, &moved.lo) && ringwise_plan_minimum(plan, &minimum.hi, &minimum.lo));
        CHECK(is(moved, minimum.hi, minimum.lo)); /* one edit moves no more than it must */
        ringwise_plan_free(plan);                 /* its moves stay */
        CHECK(ringwise_ring_id(after, TEXT("f"), &target));
        while (next(moves, &move)) {
            const char *name;
            size_t len;
            struct wide length = {0, move.end - move.start};
            arrived = sum(arrived, length);
            CHECK(move.target == target && move.rank < replicas && ringwise_ring_name(before, move.source, &name, &len));
        }
        CHECK(is(arrived, moved.hi, moved.lo));
        number = parts(shares, "f");
        CHECK(is(number, moved.hi, moved.lo));
        plan = plan_of(before, after, replicas);
        for (; ringwise_plan_totals(plan, pairs, &move.source, &move.target, &number.hi, &number.lo); pairs++)
            totals = sum(totals, number);
        CHECK(pairs == 5 && is(totals, moved.hi, moved.lo));
        ringwise_moves_free(moves);
        ringwise_shares_free(shares);
        ringwise_plan_free(plan);
    }
    ringwise_ring_free(before);
    ringwise_ring_free(after);
}

static void moves_of_a_key_say_where_else_to_look(void)
{
    ringwise_ring *before = native(4), *after = ringwise_ring_clone(before);
    size_t moved = 0;
    CHECK_OK(ringwise_ring_remove_node(after, TEXT("b")));
    ringwise_plan *plan = plan_of(before, after, 1);
    for (unsigned i = 0; i < 1000; i++) {
        char key[16];
        size_t len = i == 0 ? 0 : (size_t)sprintf(key, "user:%u", i);
        struct move move;
        uint32_t was, is_now;
        CHECK(ringwise_ring_get_node(before, key, len, &was) && ringwise_ring_get_node(after, key, len, &is_now));
        ringwise_moves *moves = ringwise_plan_moves(plan, len == 0 ? NULL : key, len);
        if (next(moves, &move)) {
            moved++;
            CHECK(move.source == was && move.target == is_now && was != is_now && !next(moves, &move));
        } else
            CHECK(was == is_now); /* a clone has the same ids */
        ringwise_moves_free(moves);
    }
    CHECK(moved > 100 && moved < 500);
    ringwise_plan_free(plan);
    ringwise_ring_free(before);
    ringwise_ring_free(after);
}

/* Writes a text of a plan; checks that a buffer that is a byte too short stays as it is. */
static void write_text(const ringwise_plan *plan, ringwise_status (*write)(const ringwise_plan *, char *, size_t, size_t *),
                       size_t len, const char *expected)
{
    char text[TEXT_LEN], message[80];
    size_t written = 77;
    CHECK(len == strlen(expected) && len < TEXT_LEN);
    text[0] = '?';
    sprintf(message, "room for %u bytes: there are %u", (unsigned)len - 1, (unsigned)len);
    CHECK_FAILS(write(plan, text, len - 1, &written), RINGWISE_STATUS_BUFFER_TOO_SMALL, message);
    CHECK(text[0] == '?' && written == 77);
    CHECK_FAILS(write(NULL, text, len, &written), RINGWISE_STATUS_NULL_POINTER, "plan NULL: this call needs what it points to");
    CHECK_FAILS(write(plan, NULL, len, &written), RINGWISE_STATUS_NULL_POINTER, "out NULL: this call needs what it points to");
    CHECK_FAILS(write(plan, text, len, NULL), RINGWISE_STATUS_NULL_POINTER, "written NULL: this call needs what it points to");
    CHECK_OK(write(plan, text, TEXT_LEN, &written));
    CHECK(same(text, written, expected));
}

static void a_plan_is_written_as_a_table_and_as_json(void)
{
    ringwise_ring *before = half_and_quarters(), *after = halves();
    ringwise_plan *plan = plan_of(before, after, 1);
    write_text(plan, ringwise_plan_table, ringwise_plan_table_len(plan),
               "from  to     share\n"
               "b     c   25.000 %\n"
               "moved 25.000 % of the key space; at least 25.000 % must move");
    write_text(plan, ringwise_plan_to_json, ringwise_plan_to_json_len(plan),
               "{\n"
               "  \"total\": \"18446744073709551616\",\n"
               "  \"replicas\": 1,\n"
               "  \"moved\": \"4611686018427387904\",\n"
               "  \"minimum\": \"4611686018427387904\",\n"
               "  \"totals\": [\n"
               "    {\"source\": \"b\", \"target\": \"c\", \"parts\": \"4611686018427387904\"}\n"
               "  ],\n"
               "  \"moves\": [\n"
               "    {\"start\": \"4611686018427387904\", \"end\": \"9223372036854775808\", \"rank\": 0, \"source\": \"b\", \"target\": \"c\"}\n"
               "  ]\n"
               "}\n");
    CHECK(ringwise_plan_table_len(NULL) == 0 && ringwise_plan_to_json_len(NULL) == 0);
    ringwise_plan_free(plan);
    ringwise_ring_free(before);
    ringwise_ring_free(after);
}

static void rings_whose_keys_stand_elsewhere_have_an_overlap_and_no_plan(void)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_seed(options, 7));
    ringwise_ring *ring = native(4), *other = ring_of(options, names, 4), *quarters = half_and_quarters(), *half = halves();
    ringwise_plan *plan = NULL;
    double overlap = 77;
    CHECK_FAILS(ringwise_ring_plan(ring, other, 1, &plan), RINGWISE_STATUS_UNSUPPORTED,
                "a plan from profile native-v1, seed 0 to profile native-v1, seed 7: their keys stand at other positions; "
                "overlap(other) gives the share of keys that is expected to stay");
    CHECK(plan == NULL);
    CHECK_OK(ringwise_ring_overlap(ring, other, &overlap));
    CHECK(overlap > 0.2 && overlap < 0.3);
    CHECK_OK(ringwise_ring_overlap(quarters, half, &overlap));
    CHECK(overlap == 0.5 * 0.5 + 0.25 * 0.5);
    ringwise_ring_free(ring);
    ringwise_ring_free(other);
    ringwise_ring_free(quarters);
    ringwise_ring_free(half);
    ringwise_options_free(options);
}

static void null_and_too_many_replicas_have_no_plan(void)
{
    ringwise_ring *ring = native(5);
    ringwise_plan *plan = NULL;
    double overlap = 77;
    CHECK_FAILS(ringwise_ring_plan(NULL, ring, 1, &plan), RINGWISE_STATUS_NULL_POINTER, NULL_RING);
    CHECK_FAILS(ringwise_ring_plan(ring, NULL, 1, &plan), RINGWISE_STATUS_NULL_POINTER, "after NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_plan(ring, ring, 1, NULL), RINGWISE_STATUS_NULL_POINTER, "plan NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_plan(ring, ring, 13421773, &plan), RINGWISE_STATUS_INVALID_OPTION,
                "replicas 13421773: at most 13421772 for 5 nodes");
    CHECK_FAILS(ringwise_ring_overlap(NULL, ring, &overlap), RINGWISE_STATUS_NULL_POINTER, NULL_RING);
    CHECK_FAILS(ringwise_ring_overlap(ring, NULL, &overlap), RINGWISE_STATUS_NULL_POINTER, "other NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_overlap(ring, ring, NULL), RINGWISE_STATUS_NULL_POINTER, "overlap NULL: this call needs what it points to");
    CHECK(plan == NULL && overlap == 77);
    ringwise_ring_free(ring);
}

static void null_moves_nothing(void)
{
    ringwise_ring *before = native(2), *after = native(3);
    ringwise_plan *plan = plan_of(before, after, 1);
    ringwise_moves *moves = ringwise_plan_iter(plan), *again = ringwise_plan_iter(plan);
    struct move move = {77, 77, 77, 77, 77}, first;
    struct wide number = {77, 77};
    const char *name = NULL;
    size_t len = 77;
    CHECK(ringwise_plan_iter(NULL) == NULL && ringwise_plan_moves(NULL, "k", 1) == NULL && ringwise_plan_moves(plan, NULL, 1) == NULL);
    CHECK(!ringwise_plan_total(NULL, &number.hi, &number.lo) && !ringwise_plan_total(plan, NULL, &number.lo));
    CHECK(!ringwise_plan_total(plan, &number.hi, NULL) && !ringwise_plan_moved(NULL, &number.hi, &number.lo));
    CHECK(!ringwise_plan_moved(plan, NULL, &number.lo) && !ringwise_plan_moved(plan, &number.hi, NULL));
    CHECK(!ringwise_plan_minimum(NULL, &number.hi, &number.lo) && !ringwise_plan_minimum(plan, NULL, &number.lo));
    CHECK(!ringwise_plan_minimum(plan, &number.hi, NULL));
    CHECK(ringwise_plan_moved_fraction(NULL) == 0 && ringwise_plan_minimum_fraction(NULL) == 0);
    CHECK(!ringwise_plan_totals(NULL, 0, &move.source, &move.target, &number.hi, &number.lo));
    CHECK(!ringwise_plan_totals(plan, 0, NULL, &move.target, &number.hi, &number.lo));
    CHECK(!ringwise_plan_totals(plan, 0, &move.source, NULL, &number.hi, &number.lo));
    CHECK(!ringwise_plan_totals(plan, 0, &move.source, &move.target, NULL, &number.lo));
    CHECK(!ringwise_plan_totals(plan, 0, &move.source, &move.target, &number.hi, NULL));
    CHECK(!ringwise_plan_totals(plan, SIZE_MAX, &move.source, &move.target, &number.hi, &number.lo));
    CHECK(!ringwise_plan_source_name(NULL, 0, &name, &len) && !ringwise_plan_source_name(plan, 2, &name, &len));
    CHECK(!ringwise_plan_source_name(plan, 0, NULL, &len) && !ringwise_plan_source_name(plan, 0, &name, NULL));
    CHECK(!ringwise_plan_target_name(NULL, 0, &name, &len) && !ringwise_plan_target_name(plan, 3, &name, &len));
    CHECK(!ringwise_plan_target_name(plan, 0, NULL, &len) && !ringwise_plan_target_name(plan, 0, &name, NULL));
    CHECK(!ringwise_plan_target_name(plan, RINGWISE_NO_NODE, &name, &len));
    CHECK(!ringwise_moves_next(NULL, &move.start, &move.end, &move.rank, &move.source, &move.target));
    CHECK(!ringwise_moves_next(moves, NULL, &move.end, &move.rank, &move.source, &move.target));
    CHECK(!ringwise_moves_next(moves, &move.start, NULL, &move.rank, &move.source, &move.target));
    CHECK(!ringwise_moves_next(moves, &move.start, &move.end, NULL, &move.source, &move.target));
    CHECK(!ringwise_moves_next(moves, &move.start, &move.end, &move.rank, NULL, &move.target));
    CHECK(!ringwise_moves_next(moves, &move.start, &move.end, &move.rank, &move.source, NULL));
    CHECK(move.start == 77 && move.end == 77 && move.rank == 77 && move.source == 77 && move.target == 77);
    CHECK(is(number, 77, 77) && name == NULL && len == 77);
    CHECK(next(moves, &move) && next(again, &first) && move.start == first.start); /* none was lost */
    ringwise_moves_free(NULL);
    ringwise_moves_free(moves); /* before the last */
    ringwise_moves_free(again);
    ringwise_plan_free(NULL);
    ringwise_plan_free(plan);
    ringwise_ring_free(before);
    ringwise_ring_free(after);
}

int main(void)
{
    shares_are_exact();
    shares_of_two_replicas_are_told_by_rank();
    a_node_alone_owns_all();
    shares_sum_to_the_whole_times_the_replicas();
    shares_are_counted_in_the_measure_of_the_profile();
    a_forecast_is_what_is_left_to_the_others();
    bad_input_to_shares_is_refused();
    null_and_what_is_not_there_give_no_share();
    ranges_are_those_of_the_points();
    ranges_add_up_to_the_share();
    bad_input_gives_no_ranges();
    statistics_say_how_even_a_ring_is();
    null_has_no_statistics();
    no_node_owns_more_than_the_cap();
    bad_caps_are_refused();
    keys_are_counted_against_the_shares();
    one_key_again_and_again_is_noticed();
    null_is_not_counted();
    a_plan_tells_the_move_of_a_quarter();
    a_plan_of_two_replicas_tells_who_copies();
    all_goes_to_a_first_node();
    a_plan_agrees_with_both_rings();
    moves_of_a_key_say_where_else_to_look();
    a_plan_is_written_as_a_table_and_as_json();
    rings_whose_keys_stand_elsewhere_have_an_overlap_and_no_plan();
    null_and_too_many_replicas_have_no_plan();
    null_moves_nothing();
    puts("ok");
    return 0;
}
