/* Collects the options and the members of a case of tests/README.md from its records. */
#ifndef CASE_H
#define CASE_H

#include "script.h"

enum { MAX_OWN_POINTS = 64, MAX_MAP = 8 };

static ringwise_options *options;
static ringwise_members *members;
static int64_t load_factor;

static inline void end_making(void)
{
    ringwise_options_free(options);
    ringwise_members_free(members);
    options = NULL;
    members = NULL;
}

static inline void start_making(void)
{
    end_making();
    options = ringwise_options_new();
    members = ringwise_members_new();
    load_factor = 0;
}

/* Sets integers by name: NAME=INTEGER,... */
static inline void map_option(const char *name, const char *value)
{
    const char *keys[MAX_MAP];
    size_t lens[MAX_MAP], len = 0;
    int64_t integers[MAX_MAP];
    for (; *value != '\0'; len++) {
        char *end;
        CHECK_HERE(len < MAX_MAP);
        keys[len] = value;
        lens[len] = strcspn(value, "=");
        integers[len] = strtoll(value + lens[len] + 1, &end, 10);
        value = *end == ',' ? end + 1 : end;
    }
    CHECK_OK(ringwise_options_set_map(options, name, keys, lens, integers, len));
}

/* Sets an option by its name; the value's form decides its type. The load factor is none of a ring's: set it when the ring is made. */
static inline void option(void)
{
    const char *name = fields[1], *value = fields[2];
    char *end;
    int64_t integer = strtoll(value, &end, 10);
    if (strcmp(name, "load_factor") == 0)
        load_factor = integer;
    else if (end != value && *end == '\0')
        CHECK_OK(ringwise_options_set_integer(options, name, integer));
    else if (strcmp(value, "true") == 0 || strcmp(value, "false") == 0)
        CHECK_OK(ringwise_options_set_boolean(options, name, value[0] == 't'));
    else if (strchr(value, '=') != NULL)
        map_option(name, value);
    else
        CHECK_OK(ringwise_options_set_text(options, name, TEXT(value)));
}

/* Sets the points of a node: integers separated by commas, which are signed if one is below 0; "-" is no points. */
static inline void own_points(ringwise_members *to, const char *name, size_t name_len, const char *list)
{
    int64_t tokens[MAX_OWN_POINTS];
    uint64_t points[MAX_OWN_POINTS];
    size_t len = 0;
    bool is_signed = strcmp(list, "-") != 0 && strchr(list, '-') != NULL;
    for (; *list != '\0' && strcmp(list, "-") != 0; len++) {
        char *end;
        CHECK_HERE(len < MAX_OWN_POINTS);
        if (is_signed)
            tokens[len] = strtoll(list, &end, 10);
        else
            points[len] = strtoull(list, &end, 10);
        CHECK_HERE(end > list);
        list = *end == ',' ? end + 1 : end;
    }
    if (is_signed)
        CHECK_OK(ringwise_members_set_tokens(to, name, name_len, tokens, len));
    else
        CHECK_OK(ringwise_members_set_points(to, name, name_len, points, len));
}

/* Adds the node of a record to a list. */
static inline void add_to(ringwise_members *list)
{
    size_t name_len, zone_len, identity_len;
    const char *name = text(1, &name_len), *zone = text(3, &zone_len), *identity = text(4, &identity_len);
    CHECK_OK(ringwise_members_add_node(list, name, name_len, strtoll(fields[2], NULL, 10), zone, zone_len, identity, identity_len));
    if (count > 5 && fields[5][0] != '\0')
        CHECK_OK(ringwise_members_set_vnodes(list, name, name_len, strtoll(fields[5], NULL, 10)));
    if (count > 6 && fields[6][0] != '\0')
        own_points(list, name, name_len, fields[6]);
}

static inline void node(void) { add_to(members); }

#endif
