/* Rings whose points are at quarters of the ring, and numbers of 128 bits, to check exact results. */
#ifndef QUARTERS_H
#define QUARTERS_H

#include "rings.h"

/* A quarter of the ring. */
#define QUARTER (UINT64_C(1) << 62)

static inline bool is(ringwise_u128 number, uint64_t hi, uint64_t lo) { return number.hi == hi && number.lo == lo; }

static inline ringwise_u128 sum(ringwise_u128 a, ringwise_u128 b)
{
    ringwise_u128 sum = {a.hi + b.hi, a.lo + b.lo};
    sum.hi += sum.lo < a.lo;
    return sum;
}

/* Makes a ring of one given point for each node, counted in quarters. */
static inline ringwise_ring *quartered(const char *const *names, const uint64_t *quarters, size_t count)
{
    ringwise_options *options = ringwise_options_new();
    ringwise_members *members = ringwise_members_new();
    ringwise_ring *ring = NULL;
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_PROFILE, TEXT("points")));
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

/* Node a, at one quarter, owns half of the ring; b, at two, and c, at three, own a quarter each. */
static inline ringwise_ring *half_and_quarters(void)
{
    static const char *const names[] = {"a", "b", "c"};
    static const uint64_t quarters[] = {1, 2, 3};
    return quartered(names, quarters, 3);
}

/* The same without b. */
static inline ringwise_ring *halves(void)
{
    static const char *const names[] = {"a", "c"};
    static const uint64_t quarters[] = {1, 3};
    return quartered(names, quarters, 2);
}

static inline ringwise_shares *shares_of(const ringwise_ring *ring, size_t replicas)
{
    ringwise_shares *shares = NULL;
    CHECK_OK(ringwise_ring_shares(ring, replicas, &shares));
    return shares;
}

static inline ringwise_u128 parts(const ringwise_shares *shares, const char *name)
{
    ringwise_u128 parts = {77, 77};
    size_t index;
    CHECK(ringwise_shares_index(shares, TEXT(name), &index) && ringwise_shares_at(shares, index, NULL, NULL, &parts, NULL, NULL));
    return parts;
}

static inline ringwise_u128 by_rank(const ringwise_shares *shares, const char *name, size_t rank)
{
    ringwise_u128 parts = {77, 77};
    size_t index;
    CHECK(ringwise_shares_index(shares, TEXT(name), &index) && ringwise_shares_rank_at(shares, index, rank, &parts));
    return parts;
}

static inline double fraction_at(const ringwise_shares *shares, size_t index)
{
    double fraction = 77;
    CHECK(ringwise_shares_at(shares, index, NULL, NULL, NULL, &fraction, NULL));
    return fraction;
}

static inline double fair_at(const ringwise_shares *shares, size_t index)
{
    double fair = 77;
    CHECK(ringwise_shares_at(shares, index, NULL, NULL, NULL, NULL, &fair));
    return fair;
}

#endif
