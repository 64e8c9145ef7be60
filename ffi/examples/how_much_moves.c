#include <inttypes.h>
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
    const char *names[] = {"cache-1", "cache-2", "cache-3", "cache-4"}, *name, *to;
    size_t len, to_len;
    double fraction, moved, minimum;

    ringwise_ring *before, *after;
    check(ringwise_ring_new(NULL, NULL, &before));
    for (int i = 0; i < 4; i++)
        check(ringwise_ring_add_node(before, TEXT(names[i]), 1, NULL, 0, NULL, 0));
    after = ringwise_ring_clone(before);
    check(ringwise_ring_remove_node(after, TEXT("cache-2")));

    ringwise_shares *shares;
    check(ringwise_ring_shares(before, 1, &shares));
    for (size_t i = 0; ringwise_shares_at(shares, i, &name, &len, NULL, &fraction, NULL); i++)
        printf("%.*s owns %.2f %% of the keys\n", (int)len, name, 100 * fraction);
    ringwise_shares_free(shares);

    ringwise_plan *plan;
    check(ringwise_ring_plan(before, after, 2, &plan)); /* each key on two nodes */
    if (ringwise_plan_sums(plan, NULL, NULL, NULL, &moved, &minimum))
        printf("%.2f %% of a copy moves, at least %.2f %% must\n", 100 * moved, 100 * minimum);

    /* The first range of positions to copy. A job that copies goes on until there is no next. */
    uint64_t start, end;
    uint32_t source, target;
    ringwise_moves *moves = ringwise_plan_moves(plan);
    if (ringwise_moves_next(moves, &start, &end, NULL, &source, &target) && ringwise_plan_source_name(plan, source, &name, &len) &&
        ringwise_plan_target_name(plan, target, &to, &to_len))
        printf("(%016" PRIx64 ", %016" PRIx64 "] from %.*s to %.*s\n", start, end, (int)len, name, (int)to_len, to);
    ringwise_moves_free(moves);

    /* While it goes on: where else to look for a key. */
    moves = ringwise_plan_moves_of(plan, TEXT("user:4"));
    while (ringwise_moves_next(moves, NULL, NULL, NULL, &source, NULL))
        if (ringwise_plan_source_name(plan, source, &name, &len))
            printf("user:4 may still be on %.*s\n", (int)len, name);
    ringwise_moves_free(moves);
    ringwise_plan_free(plan);

    char fingerprint[RINGWISE_FINGERPRINT_SIZE];
    if (ringwise_ring_fingerprint(after, fingerprint))
        printf("%s\n", fingerprint); /* the same in every service that agrees */
    ringwise_ring_free(after);
    ringwise_ring_free(before);
    return 0;
}
