/* Are real keys counted against the shares? */
#include <math.h>

#include "rings.h"

enum { KEYS = 10000 };

/* What ringwise_distribution_numbers() writes. */
struct numbers {
    uint64_t keys;
    double chi_square, p_value;
};

static struct numbers numbers_of(const ringwise_distribution *distribution)
{
    struct numbers of = {77, 77, 77};
    CHECK(ringwise_distribution_numbers(distribution, &of.keys, &of.chi_square, &of.p_value));
    return of;
}

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
        CHECK(ringwise_distribution_at(distribution, i, &name, &len, &count, &expected) && len == 1 && name[0] == "abc"[i]);
        counted += count;
        expectation += expected;
        chi_square += ((double)count - expected) * ((double)count - expected) / expected;
    }
    CHECK(counted == KEYS && fabs(expectation - KEYS) < 1e-6);
    CHECK(ringwise_distribution_at(distribution, 3, &name, &len, &count, &expected) && same(name, len, "drained"));
    CHECK(count == 0 && expected == 0 && !ringwise_distribution_at(distribution, 4, &name, &len, &count, &expected));
    CHECK(ringwise_distribution_len(distribution) == 4);
    struct numbers of = numbers_of(distribution);
    CHECK(of.keys == KEYS);
    CHECK(fabs(of.chi_square - chi_square) < 1e-9);
    /* Of two degrees of freedom. */
    CHECK(fabs(of.p_value - exp(-chi_square / 2)) < 1e-9);
    ringwise_distribution_free(distribution);
}

static void one_key_again_and_again_is_noticed(void)
{
    static const void *keys[1000];
    static size_t lens[1000];
    ringwise_ring *ring = native(3);
    ringwise_distribution *distribution = NULL;
    CHECK_OK(ringwise_ring_analyze_distribution(ring, keys, lens, 1000, &distribution)); /* all keys are empty */
    CHECK(numbers_of(distribution).keys == 1000 && numbers_of(distribution).p_value < 0.001);
    ringwise_distribution_free(distribution);
    CHECK_OK(ringwise_ring_analyze_distribution(ring, NULL, NULL, 0, &distribution));
    CHECK(numbers_of(distribution).keys == 0 && numbers_of(distribution).chi_square == 0);
    CHECK(numbers_of(distribution).p_value == 1);
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
    CHECK(!ringwise_distribution_at(NULL, 0, &name, &len, &count, &expected));
    CHECK(!ringwise_distribution_at(distribution, SIZE_MAX, &name, &len, &count, &expected));
    CHECK(name == NULL && len == 77 && count == 77 && expected == 77);
    CHECK(!ringwise_distribution_numbers(NULL, &count, &expected, &expected) && count == 77 && expected == 77);
    CHECK(ringwise_distribution_len(NULL) == 0);
    CHECK(ringwise_distribution_at(distribution, 1, &name, &len, NULL, NULL) && same(name, len, "b")); /* each may be NULL */
    CHECK(ringwise_distribution_at(distribution, 1, NULL, NULL, &count, &expected) && count <= 1 && expected < 1);
    CHECK(ringwise_distribution_numbers(distribution, &count, NULL, NULL) && count == 1);
    ringwise_distribution_free(NULL);
    ringwise_distribution_free(distribution);
    ringwise_ring_free(ring);
}

int main(void)
{
    keys_are_counted_against_the_shares();
    one_key_again_and_again_is_noticed();
    null_is_not_counted();
    puts("ok");
    return 0;
}
