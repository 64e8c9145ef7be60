/*
 * Does the C ring place every recorded key where its system did?
 *
 * profiles FILE...: plays the cases of tests/README.md in each FILE. Prints the numbers of cases, placements and lists.
 */
#include "case.h"

enum { MAX_KEYSETS = 32, MAX_KEYS = 2000, MAX_NODES = 100, MAX_LIST = 16, MAX_POINTS = 2000 };

/* The lists of keys of a file. */
struct keyset {
    const void *keys[MAX_KEYS];
    size_t lens[MAX_KEYS], len;
};
static struct keyset keysets[MAX_KEYSETS];
static size_t keyset_count;

/* The case: its profile or function, its nodes by number, and its tickets. */
static char profile[64];
static uint32_t buckets;
static char ranges[MAX_NODES][64];
static size_t range_count;
static ringwise_ring *ring;
static uint32_t nodes[MAX_NODES];
static size_t node_count;
static uint64_t tickets[MAX_KEYS];
static size_t acquired;

static unsigned long cases, placements, lists;

static void copy(char *out, size_t size, const char *text)
{
    CHECK_HERE(strlen(text) < size);
    memcpy(out, text, strlen(text) + 1);
}

static void start_keys(void)
{
    CHECK_HERE(keyset_count < MAX_KEYSETS && strtoul(fields[1], NULL, 10) == keyset_count);
    keysets[keyset_count++].len = 0;
}

static void add_key(void)
{
    struct keyset *set = &keysets[keyset_count - 1];
    size_t len = count < 2 ? 0 : unhex(fields[1]);
    char *key = malloc(len + 1);
    CHECK_HERE(key != NULL && set->len < MAX_KEYS);
    if (len > 0)
        memcpy(key, fields[1], len);
    set->keys[set->len] = key;
    set->lens[set->len++] = len;
}

static void end_case(void)
{
    end_making();
    ringwise_ring_free(ring);
    ring = NULL;
    node_count = range_count = acquired = 0;
}

static void start_case(void)
{
    end_case();
    start_making();
    cases++;
}

static void make_ring(void)
{
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_PROFILE, TEXT(profile)));
    CHECK_OK(ringwise_ring_new(options, members, &ring));
    for (size_t i = 0; i < node_count; i++) {
        const char *name;
        size_t len;
        CHECK_HERE(ringwise_members_at(members, i, &name, &len, NULL, NULL, NULL) && ringwise_ring_id(ring, name, len, &nodes[i]));
    }
}

/* Returns whether a field is the number of a node. */
static bool is_node(uint32_t id, const char *field)
{
    char *end;
    size_t expected = strtoul(field, &end, 10);
    return end > field && *end == '\0' && expected < node_count && nodes[expected] == id;
}

/* Returns the number of nodes that a field lists. */
static size_t list_len(const char *field)
{
    size_t len = 1;
    for (; *field != '\0'; field++)
        len += *field == ',';
    CHECK_HERE(len <= MAX_LIST);
    return len;
}

/* Returns whether a field lists these nodes. */
static bool is_list(const uint32_t *ids, size_t len, char *field)
{
    if (list_len(field) != len)
        return false;
    char *name = strtok(field, ",");
    for (size_t i = 0; i < len; i++, name = strtok(NULL, ","))
        if (name == NULL || !is_node(ids[i], name))
            return false;
    return true;
}

/* Returns the list of keys that a field numbers. From `first` on, the record has at most one field for each of them. */
static const struct keyset *keys_of(size_t field, size_t first)
{
    size_t set = strtoul(fields[field], NULL, 10);
    CHECK_HERE(set < keyset_count && count >= first && count - first <= keysets[set].len);
    return &keysets[set];
}

static void owners(void)
{
    const struct keyset *set = keys_of(1, 2);
    size_t len = count - 2;
    static uint32_t batch[MAX_KEYS];
    CHECK_HERE(ringwise_ring_get_node_batch(ring, set->keys, set->lens, len, batch) == len);
    for (size_t i = 0; i < len; i++, placements++) {
        uint32_t owner;
        CHECK_HERE(ringwise_ring_get_node(ring, set->keys[i], set->lens[i], &owner) && owner == batch[i]);
        CHECK_HERE(is_node(owner, fields[i + 2]));
    }
}

static void fallback(void)
{
    const struct keyset *set = keys_of(1, 2);
    for (size_t i = 0; i < count - 2; i++, placements++) {
        uint32_t id;
        CHECK_HERE(ringwise_ring_get_node_with_fallback(ring, set->keys[i], set->lens[i], &id) && is_node(id, fields[i + 2]));
    }
}

static void get_lists(void)
{
    const struct keyset *set = keys_of(1, 2);
    for (size_t i = 0; i < count - 2; i++) {
        uint32_t out[MAX_LIST];
        char *expected = fields[i + 2];
        if (strcmp(expected, "-") == 0)
            continue;
        size_t len = ringwise_ring_get_nodes(ring, set->keys[i], set->lens[i], out, list_len(expected));
        CHECK_HERE(is_list(out, len, expected));
        lists++;
    }
}

static void retries(void)
{
    const struct keyset *set = keys_of(1, 2);
    for (size_t i = 0; i < count - 2; i++) {
        uint32_t out[7];
        char *expected = fields[i + 2];
        size_t len;
        if (strcmp(expected, "-") == 0)
            continue;
        CHECK_OK(ringwise_ring_retry_nodes(ring, set->keys[i], set->lens[i], out, 7, &len));
        CHECK_HERE(list_len(expected) <= len && is_list(out, list_len(expected), expected));
        lists++;
    }
}

/* Returns the index of a node's data centre in a list separated by commas. */
static size_t centre_of(uint32_t id, const char *centres)
{
    for (size_t i = 0; i < node_count; i++) {
        const char *zone;
        size_t len, place = 0;
        if (nodes[i] != id)
            continue;
        CHECK_HERE(ringwise_members_at(members, i, NULL, NULL, NULL, &zone, &len) && zone != NULL);
        const char *slash = memchr(zone, '/', len);
        len = slash == NULL ? len : (size_t)(slash - zone);
        for (const char *centre = centres; *centre != '\0'; place++) {
            size_t centre_len = strcspn(centre, ",");
            if (centre_len == len && memcmp(centre, zone, len) == 0)
                return place;
            centre += centre_len + (centre[centre_len] == ',');
        }
    }
    CHECK_HERE(!"a node of a known data centre");
    return 0;
}

/* Sorts nodes by their data centres, stably. */
static void group(uint32_t *ids, size_t len, const char *centres)
{
    for (size_t i = 1; i < len; i++)
        for (size_t j = i; j > 0 && centre_of(ids[j - 1], centres) > centre_of(ids[j], centres); j--) {
            uint32_t id = ids[j];
            ids[j] = ids[j - 1];
            ids[j - 1] = id;
        }
}

static void grouped(bool whole_lists)
{
    const struct keyset *set = keys_of(2, 3);
    for (size_t i = 0; i < count - 3; i++) {
        uint32_t out[MAX_LIST];
        char *expected = fields[i + 3];
        if (whole_lists && strcmp(expected, "-") == 0)
            continue;
        size_t room = whole_lists ? list_len(expected) : MAX_LIST;
        size_t len = ringwise_ring_get_nodes(ring, set->keys[i], set->lens[i], out, room);
        group(out, len, fields[1]);
        CHECK_HERE(whole_lists ? is_list(out, len, expected) : len > 0 && is_node(out[0], expected));
        *(whole_lists ? &lists : &placements) += 1;
    }
}

static void acquires(void)
{
    size_t first = strtoul(fields[2], NULL, 10), len = count - 3;
    const struct keyset *set = keys_of(1, 3);
    CHECK_HERE(first + len <= set->len && acquired + len <= MAX_KEYS);
    for (size_t i = 0; i < len; i++, placements++, acquired++) {
        uint32_t id;
        CHECK_HERE(ringwise_ring_acquire(ring, set->keys[first + i], set->lens[first + i], &id, &tickets[acquired]));
        CHECK_HERE(is_node(id, fields[i + 3]));
    }
}

static void releases(void)
{
    for (size_t i = 1; i < count; i++) {
        size_t which = strtoul(fields[i], NULL, 10);
        CHECK_HERE(which < acquired && ringwise_ring_release(ring, tickets[which]));
        tickets[which] = 0;
    }
}

static void loads(void)
{
    CHECK_HERE(count == node_count + 1);
    for (size_t i = 0; i < node_count; i++) {
        const char *name;
        size_t len;
        uint64_t load;
        CHECK_HERE(ringwise_members_at(members, i, &name, &len, NULL, NULL, NULL));
        CHECK_OK(ringwise_ring_load(ring, name, len, &load, NULL));
        CHECK_HERE(load == strtoull(fields[i + 1], NULL, 10));
    }
}

static void entries(void)
{
    static uint64_t positions[MAX_POINTS];
    static uint32_t out[MAX_POINTS];
    size_t len;
    CHECK_OK(ringwise_ring_points(ring, positions, out, MAX_POINTS, &len));
    CHECK_HERE(len == count - 1);
    for (size_t i = 0; i < len; i++)
        CHECK_HERE(is_node(out[i], fields[i + 1]));
}

/* Functions: no ring. */

static void read_ranges(void)
{
    for (size_t i = 1; i < count; i++, range_count++) {
        CHECK_HERE(range_count < MAX_NODES);
        copy(ranges[range_count], sizeof ranges[0], fields[i]);
    }
}

/* Returns the number of the range that holds a slot; a range is FIRST-LAST, or several separated by commas. */
static size_t range_of(uint16_t slot)
{
    for (size_t i = 0; i < range_count; i++)
        for (char *range = ranges[i]; *range != '\0'; range += *range == ',') {
            unsigned long first = strtoul(range, &range, 10), last = *range == '-' ? strtoul(range + 1, &range, 10) : first;
            if (first <= slot && slot <= last)
                return i;
        }
    CHECK_HERE(!"a slot within a range");
    return 0;
}

static uint64_t word(const unsigned char *bytes, size_t len)
{
    uint64_t word = 0;
    CHECK_HERE(len == 8);
    for (size_t i = 0; i < len; i++)
        word = word << 8 | bytes[i];
    return word;
}

static int64_t result(const void *key, size_t len)
{
    if (strcmp(profile, "jump_hash") == 0)
        return ringwise_jump_hash(word(key, len), buckets);
    if (strcmp(profile, "guava_consistent_hash") == 0)
        return ringwise_guava_consistent_hash(word(key, len), buckets);
    if (strcmp(profile, "cassandra_token") == 0)
        return ringwise_cassandra_token(key, len);
    CHECK_HERE(strcmp(profile, "redis_slot") == 0);
    uint16_t slot = ringwise_redis_slot(key, len);
    return range_count == 0 ? slot : (int64_t)range_of(slot);
}

static void results(void)
{
    const struct keyset *set = keys_of(1, 2);
    for (size_t i = 0; i < count - 2; i++, placements++) {
        char *end;
        int64_t expected = strtoll(fields[i + 2], &end, 10);
        CHECK_HERE(end > fields[i + 2] && *end == '\0' && result(set->keys[i], set->lens[i]) == expected);
    }
}

/* Plays a record that asks a ring. */
static void ask(void)
{
    size_t len;
    if (ring == NULL)
        make_ring();
    if (is("down")) {
        const char *name = text(1, &len);
        CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, name, len));
    } else if (is("owners"))
        owners();
    else if (is("fallback"))
        fallback();
    else if (is("lists"))
        get_lists();
    else if (is("retries"))
        retries();
    else if (is("grouped_owners") || is("grouped_lists"))
        grouped(is("grouped_lists"));
    else if (is("acquires"))
        acquires();
    else if (is("releases"))
        releases();
    else if (is("loads"))
        loads();
    else {
        CHECK_HERE(is("entries"));
        entries();
    }
}

static void play(void)
{
    if (is("keys"))
        start_keys();
    else if (is("k"))
        add_key();
    else if (is("case"))
        start_case();
    else if (is("profile"))
        copy(profile, sizeof profile, fields[1]);
    else if (is("option")) {
        buckets = (uint32_t)strtoul(fields[2], NULL, 10); /* of a function */
        option();
    } else if (is("node")) {
        CHECK_HERE(node_count++ < MAX_NODES);
        node();
    } else if (is("ranges"))
        read_ranges();
    else if (is("results"))
        results();
    else
        ask();
}

static void play_file(const char *path)
{
    open_script(path);
    while (read_record())
        play();
    close_script();
    end_case();
    for (; keyset_count > 0; keyset_count--)
        for (size_t i = 0; i < keysets[keyset_count - 1].len; i++)
            free((void *)keysets[keyset_count - 1].keys[i]);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        play_file(argv[i]);
    printf("%lu cases, %lu placements, %lu lists\n", cases, placements, lists);
    return 0;
}
