/* Are shares and forecasts exact, to the last position? */
#include <float.h>
#include <math.h>

#include "quarters.h"

static void shares_are_exact(void)
{
    ringwise_ring *ring = half_and_quarters();
    ringwise_shares *shares = shares_of(ring, 1);
    static const char *const names[] = {"a", "b", "c"};
    ringwise_u128 total;
    const char *name;
    size_t len;
    ringwise_ring_free(ring); /* the shares stay */
    CHECK(ringwise_shares_total(shares, &total) && is(total, 1, 0));
    CHECK(ringwise_shares_len(shares) == 3);
    for (size_t i = 0; i < 3; i++)
        CHECK(ringwise_shares_at(shares, i, &name, &len, NULL, NULL, NULL) && same(name, len, names[i]));
    CHECK(is(parts(shares, "a"), 0, 2 * QUARTER) && is(parts(shares, "b"), 0, QUARTER) && is(parts(shares, "c"), 0, QUARTER));
    CHECK(is(by_rank(shares, "a", 0), 0, 2 * QUARTER));
    CHECK(fraction_at(shares, 0) == 0.5);
    CHECK(fraction_at(shares, 2) == 0.25);
    CHECK(fabs(fair_at(shares, 2) - 1.0 / 3.0) < DBL_EPSILON);
    ringwise_shares_free(shares);
}

static void shares_of_two_replicas_are_told_by_rank(void)
{
    ringwise_ring *ring = half_and_quarters();
    ringwise_shares *shares = shares_of(ring, 2);
    CHECK(is(by_rank(shares, "a", 0), 0, 2 * QUARTER) && is(by_rank(shares, "a", 1), 0, QUARTER));
    CHECK(is(by_rank(shares, "b", 0), 0, QUARTER) && is(by_rank(shares, "b", 1), 0, 2 * QUARTER));
    CHECK(is(parts(shares, "b"), 0, 3 * QUARTER) && is(parts(shares, "c"), 0, 2 * QUARTER));
    CHECK(fabs(fair_at(shares, 0) - 2.0 / 3.0) < DBL_EPSILON);
    ringwise_shares_free(shares);
    shares = shares_of(ring, 3);
    for (size_t i = 0; i < 3; i++)
        CHECK(fraction_at(shares, i) == 1.0);
    CHECK(is(parts(shares, "a"), 1, 0)); /* the whole ring, at one rank or another */
    ringwise_shares_free(shares);
    ringwise_ring_free(ring);
}

static void a_node_alone_owns_all(void)
{
    ringwise_ring *ring = native(1);
    CHECK_OK(ringwise_ring_add_node(ring, TEXT("drained"), 0, NO_TEXT, NO_TEXT));
    ringwise_shares *shares = shares_of(ring, 4);
    CHECK(is(parts(shares, "a"), 1, 0) && is(by_rank(shares, "a", 1), 0, 0) && is(parts(shares, "drained"), 0, 0));
    CHECK(fair_at(shares, 0) == 1.0 && fair_at(shares, 1) == 0.0);
    ringwise_shares_free(shares);
    ringwise_ring_free(ring);
}

static void shares_sum_to_the_whole_times_the_replicas(void)
{
    ringwise_ring *ring = native(5);
    for (size_t replicas = 0; replicas <= 3; replicas++) {
        ringwise_shares *shares = shares_of(ring, replicas);
        ringwise_u128 all = {0, 0}, ranks = {0, 0}, part;
        for (size_t i = 0; i < 5; i++) {
            CHECK(ringwise_shares_at(shares, i, NULL, NULL, &part, NULL, NULL));
            all = sum(all, part);
            for (size_t rank = 0; ringwise_shares_rank_at(shares, i, rank, &part); rank++) {
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
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_PROFILE, TEXT("nginx_consistent")));
    ringwise_ring *ring = ring_of(options, names, 2);
    ringwise_shares *shares = shares_of(ring, 1);
    ringwise_u128 total;
    CHECK(ringwise_shares_total(shares, &total) && is(total, 0, UINT64_C(1) << 32));
    CHECK(is(sum(parts(shares, names[0]), parts(shares, names[1])), 0, UINT64_C(1) << 32));
    ringwise_shares_free(shares);
    ringwise_ring_free(ring);
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_PROFILE, TEXT("envoy_maglev")));
    CHECK_OK(ringwise_options_set_integer(options, "table_size", 251));
    ring = ring_of(options, names, 2);
    shares = shares_of(ring, 1);
    CHECK(ringwise_shares_total(shares, &total) && is(total, 0, 251));
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
    bool healthy;
    CHECK_OK(ringwise_ring_forecast(ring, failures, lens, 1, 1, &shares));
    CHECK(is(parts(shares, "a"), 0, 2 * QUARTER) && is(parts(shares, "b"), 0, 0) && is(parts(shares, "c"), 0, 2 * QUARTER));
    CHECK(fair_at(shares, 0) == 0.5 && fair_at(shares, 1) == 0.0);
    ringwise_shares_free(shares);
    CHECK_OK(ringwise_ring_forecast(ring, failures, lens, 2, 2, &shares));
    CHECK(is(parts(shares, "a"), 1, 0) && is(by_rank(shares, "a", 1), 0, 0));
    ringwise_shares_free(shares);
    CHECK_OK(ringwise_ring_forecast(ring, NULL, NULL, 0, 1, &shares));
    CHECK(is(parts(shares, "b"), 0, QUARTER));
    ringwise_shares_free(shares);
    CHECK_OK(ringwise_ring_is_healthy(ring, TEXT("b"), &healthy));
    CHECK(healthy);
    /* Marks make no difference: shares describe the placement. */
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
    ringwise_u128 number = {77, 77};
    double fraction = 77, fair = 77;
    CHECK(!ringwise_shares_total(NULL, &number) && !ringwise_shares_total(shares, NULL));
    CHECK(ringwise_shares_len(NULL) == 0);
    CHECK(!ringwise_shares_at(NULL, 0, &name, &len, &number, &fraction, &fair));
    CHECK(!ringwise_shares_at(shares, 2, &name, &len, &number, &fraction, &fair));
    CHECK(!ringwise_shares_at(shares, SIZE_MAX, &name, &len, &number, &fraction, &fair));
    CHECK(!ringwise_shares_index(NULL, "a", 1, &len) && !ringwise_shares_index(shares, NULL, 1, &len));
    CHECK(!ringwise_shares_index(shares, "a", 1, NULL) && !ringwise_shares_index(shares, "z", 1, &len));
    CHECK(!ringwise_shares_index(shares, "\xff", 1, &len) && !ringwise_shares_index(shares, NULL, 0, &len));
    CHECK(!ringwise_shares_rank_at(NULL, 0, 0, &number) && !ringwise_shares_rank_at(shares, 2, 0, &number));
    CHECK(!ringwise_shares_rank_at(shares, 0, 1, &number) && !ringwise_shares_rank_at(shares, 0, SIZE_MAX, &number));
    CHECK(!ringwise_shares_rank_at(shares, 0, 0, NULL));
    CHECK(name == NULL && len == 77 && is(number, 77, 77) && fraction == 77 && fair == 77);
    CHECK(ringwise_shares_at(shares, 1, NULL, NULL, NULL, NULL, NULL)); /* each may be NULL */
    CHECK(ringwise_shares_at(shares, 1, &name, &len, NULL, NULL, NULL) && same(name, len, "b"));
    CHECK(ringwise_shares_at(shares, 1, NULL, NULL, &number, &fraction, &fair) && number.hi == 0 && fair == 0.5);
    ringwise_shares_free(NULL);
    ringwise_shares_free(shares);
    ringwise_ring_free(ring);
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
    puts("ok");
    return 0;
}
