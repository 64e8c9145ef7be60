/* Rings for the tests in C. */
#ifndef RINGS_H
#define RINGS_H

#include "check.h"

static const char *const NULL_RING = "ring NULL: this call needs what it points to";

static inline bool same(const char *text, size_t len, const char *expected)
{
    return len == strlen(expected) && memcmp(text, expected, len) == 0;
}

static inline ringwise_ring *ring_of(const ringwise_options *options, const char *const *names, size_t count)
{
    ringwise_members *members = ringwise_members_new();
    for (size_t i = 0; i < count; i++)
        CHECK_OK(ringwise_members_add_node(members, TEXT(names[i]), 1, NO_TEXT, NO_TEXT));
    ringwise_ring *ring = NULL;
    CHECK_OK(ringwise_ring_new(options, members, &ring));
    ringwise_members_free(members);
    return ring;
}

static inline ringwise_ring *native(size_t count)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    return ring_of(NULL, names, count);
}

static inline ringwise_ring *ring_of_abc(void) { return native(3); }

static inline ringwise_options *speaking(const char *profile)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_PROFILE, TEXT(profile)));
    return options;
}

static inline ringwise_members *two_servers(void)
{
    ringwise_members *members = ringwise_members_new();
    CHECK_OK(ringwise_members_add_node(members, TEXT("10.0.0.1:11211"), 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_add_node(members, TEXT("10.0.0.2:11211"), 1, NO_TEXT, NO_TEXT));
    return members;
}

/* Makes a ring of options and members, and frees them. */
static inline ringwise_ring *made(ringwise_options *options, ringwise_members *members)
{
    ringwise_ring *ring = NULL;
    CHECK_OK(ringwise_ring_new(options, members, &ring));
    ringwise_options_free(options);
    ringwise_members_free(members);
    return ring;
}

/* Checks that a ring of options and members is refused, and frees them. */
static inline void refused(ringwise_options *options, ringwise_members *members, ringwise_status status, const char *message)
{
    ringwise_ring *ring = NULL;
    CHECK_FAILS(ringwise_ring_new(options, members, &ring), status, message);
    CHECK(ring == NULL);
    ringwise_options_free(options);
    ringwise_members_free(members);
}

static inline ringwise_options *with_text(const char *profile, const char *name, const char *value)
{
    ringwise_options *options = speaking(profile);
    CHECK_OK(ringwise_options_set_text(options, name, TEXT(value)));
    return options;
}

static inline ringwise_options *with_integer(const char *profile, const char *name, int64_t value)
{
    ringwise_options *options = speaking(profile);
    CHECK_OK(ringwise_options_set_integer(options, name, value));
    return options;
}

static inline ringwise_options *with_boolean(const char *profile, const char *name, bool value)
{
    ringwise_options *options = speaking(profile);
    CHECK_OK(ringwise_options_set_boolean(options, name, value));
    return options;
}

#endif
