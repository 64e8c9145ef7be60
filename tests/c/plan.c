/* Do plans list what moves, from which node to which, and no more? */
#include "quarters.h"

static ringwise_plan *plan_of(const ringwise_ring *before, const ringwise_ring *after, size_t replicas)
{
    ringwise_plan *plan = NULL;
    CHECK_OK(ringwise_ring_plan(before, after, replicas, &plan));
    return plan;
}

/* What ringwise_plan_sums() writes. */
struct sums {
    ringwise_u128 total, moved, minimum;
    double moved_fraction, minimum_fraction;
};

static struct sums sums_of(const ringwise_plan *plan)
{
    struct sums of;
    CHECK(ringwise_plan_sums(plan, &of.total, &of.moved, &of.minimum, &of.moved_fraction, &of.minimum_fraction));
    return of;
}

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
    ringwise_moves *moves = ringwise_plan_moves(plan);
    struct move move = {0, 0, 0, 0, 0};
    ringwise_u128 number;
    ringwise_ring_free(before); /* the plan stays */
    ringwise_ring_free(after);
    CHECK(is(sums_of(plan).total, 1, 0));
    CHECK(is(sums_of(plan).moved, 0, QUARTER));
    CHECK(is(sums_of(plan).minimum, 0, QUARTER));
    CHECK(sums_of(plan).moved_fraction == 0.25 && sums_of(plan).minimum_fraction == 0.25);
    CHECK(ringwise_plan_totals_at(plan, 0, &move.source, &move.target, &number));
    CHECK(is_named(plan, &move, "b", "c") && is(number, 0, QUARTER));
    CHECK(!ringwise_plan_totals_at(plan, 1, &move.source, &move.target, &number));
    CHECK(next(moves, &move) && move.start == QUARTER && move.end == 2 * QUARTER && move.rank == 0 && is_named(plan, &move, "b", "c"));
    CHECK(!next(moves, &move) && !next(moves, &move) && move.start == QUARTER);
    ringwise_moves_free(moves);
    ringwise_plan_free(plan);
}

static void a_plan_of_two_replicas_tells_who_copies(void)
{
    ringwise_ring *before = half_and_quarters(), *after = halves();
    ringwise_plan *plan = plan_of(before, after, 2);
    ringwise_moves *moves = ringwise_plan_moves(plan);
    struct move move;
    ringwise_u128 number;
    /* After a, the lists were a b, b c and c a; now all are a and c. */
    CHECK(next(moves, &move) && move.start == QUARTER && move.end == 2 * QUARTER && move.rank == 1 && is_named(plan, &move, "b", "a"));
    CHECK(next(moves, &move) && move.start == 3 * QUARTER && move.end == QUARTER && move.rank == 1 && is_named(plan, &move, "b", "c"));
    CHECK(!next(moves, &move));
    CHECK(is(sums_of(plan).moved, 0, 3 * QUARTER) && sums_of(plan).moved_fraction == 0.75);
    CHECK(ringwise_plan_totals_at(plan, 0, &move.source, &move.target, &number));
    CHECK(is_named(plan, &move, "b", "a") && is(number, 0, QUARTER));
    CHECK(ringwise_plan_totals_at(plan, 1, &move.source, &move.target, &number));
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
    ringwise_moves *moves = ringwise_plan_moves(plan);
    struct move move;
    ringwise_u128 number;
    CHECK(next(moves, &move) && move.start == 0 && move.end == 0 && move.rank == 0 && is_named(plan, &move, NULL, "a") && !next(moves, &move));
    ringwise_moves_free(moves);
    CHECK(ringwise_plan_totals_at(plan, 0, &move.source, &move.target, &number) && is(number, 1, 0));
    CHECK(is_named(plan, &move, NULL, "a") && sums_of(plan).moved_fraction == 1 && sums_of(plan).minimum_fraction == 1);
    ringwise_plan *none[] = {back, still};
    for (size_t i = 0; i < 2; i++) {
        moves = ringwise_plan_moves(none[i]);
        CHECK(!next(moves, &move) && !ringwise_plan_totals_at(none[i], 0, &move.source, &move.target, &number));
        CHECK(is(sums_of(none[i]).moved, 0, 0));
        ringwise_moves_free(moves);
        ringwise_plan_free(none[i]);
    }
    ringwise_plan_free(plan);
    ringwise_ring_free(empty);
    ringwise_ring_free(after);
}

/* Edits a ring of five nodes, and checks the plan against the two rings. */
static void a_plan_agrees_with_both_rings(void)
{
    ringwise_ring *before = native(5), *after = ringwise_ring_clone(before);
    CHECK_OK(ringwise_ring_add_node(after, TEXT("f"), 1, NO_TEXT, NO_TEXT));
    for (size_t replicas = 1; replicas <= 3; replicas++) {
        ringwise_plan *plan = plan_of(before, after, replicas);
        ringwise_shares *shares = shares_of(after, replicas);
        ringwise_moves *moves = ringwise_plan_moves(plan);
        struct move move;
        ringwise_u128 moved, minimum, arrived = {0, 0}, totals = {0, 0}, number;
        uint32_t target;
        size_t pairs = 0;
        moved = sums_of(plan).moved, minimum = sums_of(plan).minimum;
        CHECK(is(moved, minimum.hi, minimum.lo)); /* one edit moves no more than it must */
        ringwise_plan_free(plan);                 /* its moves stay */
        CHECK(ringwise_ring_id(after, TEXT("f"), &target));
        while (next(moves, &move)) {
            const char *name;
            size_t len;
            ringwise_u128 length = {0, move.end - move.start};
            arrived = sum(arrived, length);
            CHECK(move.target == target && move.rank < replicas && ringwise_ring_name(before, move.source, &name, &len));
        }
        CHECK(is(arrived, moved.hi, moved.lo));
        number = parts(shares, "f");
        CHECK(is(number, moved.hi, moved.lo));
        plan = plan_of(before, after, replicas);
        for (; ringwise_plan_totals_at(plan, pairs, &move.source, &move.target, &number); pairs++)
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
        ringwise_moves *moves = ringwise_plan_moves_of(plan, len == 0 ? NULL : key, len);
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

static void rings_whose_keys_stand_elsewhere_have_an_overlap_and_no_plan(void)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_SEED, 7));
    ringwise_ring *ring = native(4), *other = ring_of(options, names, 4), *quarters = half_and_quarters(), *half = halves();
    ringwise_plan *plan = NULL;
    double overlap = 77;
    CHECK_FAILS(ringwise_ring_plan(ring, other, 1, &plan), RINGWISE_STATUS_UNSUPPORTED,
                "a plan from profile native-v1, seed 0 to profile native-v1, seed 7: their keys have different positions; "
                "overlap(other) returns the share of keys that is expected to stay");
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
    ringwise_moves *moves = ringwise_plan_moves(plan), *again = ringwise_plan_moves(plan);
    struct move move = {77, 77, 77, 77, 77}, first;
    ringwise_u128 number = {77, 77};
    const char *name = NULL;
    size_t len = 77;
    double fraction = 77;
    CHECK(ringwise_plan_moves(NULL) == NULL && ringwise_plan_moves_of(NULL, "k", 1) == NULL && ringwise_plan_moves_of(plan, NULL, 1) == NULL);
    CHECK(!ringwise_plan_sums(NULL, &number, &number, &number, &fraction, &fraction) && ringwise_plan_totals_len(NULL) == 0);
    CHECK(!ringwise_plan_totals_at(NULL, 0, &move.source, &move.target, &number));
    CHECK(!ringwise_plan_totals_at(plan, SIZE_MAX, &move.source, &move.target, &number));
    CHECK(!ringwise_plan_source_name(NULL, 0, &name, &len) && !ringwise_plan_source_name(plan, 2, &name, &len));
    CHECK(!ringwise_plan_source_name(plan, 0, NULL, &len) && !ringwise_plan_source_name(plan, 0, &name, NULL));
    CHECK(!ringwise_plan_target_name(NULL, 0, &name, &len) && !ringwise_plan_target_name(plan, 3, &name, &len));
    CHECK(!ringwise_plan_target_name(plan, 0, NULL, &len) && !ringwise_plan_target_name(plan, 0, &name, NULL));
    CHECK(!ringwise_plan_target_name(plan, RINGWISE_NO_NODE, &name, &len));
    CHECK(!ringwise_moves_next(NULL, &move.start, &move.end, &move.rank, &move.source, &move.target));
    CHECK(move.start == 77 && move.end == 77 && move.rank == 77 && move.source == 77 && move.target == 77);
    CHECK(is(number, 77, 77) && fraction == 77 && name == NULL && len == 77);
    /* Each of several may be NULL. */
    CHECK(ringwise_plan_sums(plan, NULL, NULL, NULL, NULL, NULL) && ringwise_plan_sums(plan, &number, NULL, NULL, &fraction, NULL));
    CHECK(is(number, 1, 0) && fraction > 0 && fraction < 1 && ringwise_plan_totals_len(plan) == 2);
    CHECK(ringwise_plan_totals_at(plan, 0, NULL, NULL, &number) && number.hi == 0 && ringwise_plan_totals_at(plan, 0, NULL, NULL, NULL));
    ringwise_moves *starts = ringwise_plan_moves(plan);
    CHECK(ringwise_moves_next(starts, &first.start, NULL, NULL, NULL, NULL) && ringwise_moves_next(starts, NULL, NULL, NULL, NULL, NULL));
    ringwise_moves_free(starts);
    CHECK(next(moves, &move) && move.start == first.start);
    ringwise_moves_free(moves);
    moves = ringwise_plan_moves(plan);
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
    a_plan_tells_the_move_of_a_quarter();
    a_plan_of_two_replicas_tells_who_copies();
    all_goes_to_a_first_node();
    a_plan_agrees_with_both_rings();
    moves_of_a_key_say_where_else_to_look();
    rings_whose_keys_stand_elsewhere_have_an_overlap_and_no_plan();
    null_and_too_many_replicas_have_no_plan();
    null_moves_nothing();
    puts("ok");
    return 0;
}
