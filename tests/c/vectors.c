/*
 * Does the C ring place every golden vector's key where the reference does?
 *
 * vectors FILE KEYS: plays the script of tests/README.md in FILE; KEYS are the keys of its digests, one a line. Prints the
 * number of records that it checked.
 */
#include "case.h"

enum { KEYS = 1000, MAX_POINTS = 1 << 18, MAX_TICKETS = 1000 };

static struct {
    char *bytes;
    size_t len;
} keys[KEYS];

static ringwise_ring *ring;
static unsigned long checks;

/* The tickets of the case, by number; 0 if there was no slot, or if it was released. */
static uint64_t tickets[MAX_TICKETS];
static size_t acquired;

/* Checks an id against the name in a field. */
static bool named(uint32_t id, size_t field)
{
    size_t len, expected_len;
    const char *name, *expected = text(field, &expected_len);
    return ringwise_ring_name(ring, id, &name, &len) && len == expected_len && memcmp(name, expected, len) == 0;
}

static void end_case(void)
{
    end_making();
    ringwise_ring_free(ring);
    ring = NULL;
    acquired = 0;
}

static ringwise_status add(void)
{
    size_t name_len, zone_len, identity_len;
    const char *name = text(1, &name_len), *zone = text(3, &zone_len), *identity = text(4, &identity_len);
    return ringwise_ring_add_node(ring, name, name_len, strtoll(fields[2], NULL, 10), zone, zone_len, identity, identity_len);
}

static ringwise_status set(void)
{
    ringwise_members *list = ringwise_members_new();
    while (read_record() && is("node"))
        add_to(list);
    CHECK_HERE(is("end"));
    ringwise_status status = ringwise_ring_set_nodes(ring, list, NULL);
    ringwise_members_free(list);
    return status;
}

static ringwise_status edit(void)
{
    size_t len, other_len;
    if (is("add"))
        return add();
    if (is("set"))
        return set();
    const char *name = text(1, &len);
    if (is("remove"))
        return ringwise_ring_remove_node(ring, name, len);
    if (is("weight"))
        return ringwise_ring_set_weight(ring, name, len, strtoll(fields[2], NULL, 10));
    CHECK_HERE(is("replace"));
    const char *other = text(2, &other_len);
    return ringwise_ring_replace_node(ring, name, len, other, other_len);
}

static void key(size_t room)
{
    size_t len = unhex(fields[1]), names = count - 2;
    static uint32_t out[MAX_FIELDS];
    uint32_t owner = 0, batch = 0;
    const void *bytes = fields[1];
    CHECK_HERE(ringwise_ring_get_nodes(ring, bytes, len, out, room) == names);
    bool owned = ringwise_ring_get_node(ring, bytes, len, &owner);
    CHECK_HERE(owned == (names > 0) && (!owned || owner == out[0]));
    CHECK_HERE(ringwise_ring_get_node_batch(ring, &bytes, &len, 1, &batch) == 1);
    CHECK_HERE(batch == (owned ? owner : RINGWISE_NO_NODE));
    for (size_t i = 0; i < names; i++)
        CHECK_HERE(named(out[i], i + 2));
}

static void healthy(void)
{
    size_t len = unhex(fields[1]), names = count - 2;
    static uint32_t out[MAX_FIELDS];
    uint32_t first = 0;
    CHECK_HERE(ringwise_ring_get_healthy_nodes(ring, fields[1], len, out, MAX_FIELDS) == names);
    CHECK_HERE(ringwise_ring_get_node_with_fallback(ring, fields[1], len, &first) == (names > 0));
    CHECK_HERE(names == 0 || first == out[0]);
    for (size_t i = 0; i < names; i++)
        CHECK_HERE(named(out[i], i + 2));
}

static void acquire(void)
{
    uint32_t id = 0;
    CHECK_HERE(acquired < MAX_TICKETS);
    tickets[acquired] = 0;
    bool taken = ringwise_ring_acquire(ring, fields[1], unhex(fields[1]), &id, &tickets[acquired]);
    CHECK_HERE(taken == (count == 3) && (!taken || named(id, 2)));
    acquired++;
}

static void release(void)
{
    size_t number = strtoul(fields[1], NULL, 10);
    CHECK_HERE(number < acquired);
    CHECK_HERE(ringwise_ring_release(ring, tickets[number]) == (strcmp(fields[2], "yes") == 0));
    tickets[number] = 0;
}

static void load(void)
{
    size_t len;
    const char *name = text(1, &len);
    uint64_t load;
    CHECK_OK(ringwise_ring_load(ring, name, len, &load, NULL));
    CHECK_HERE(load == strtoull(fields[2], NULL, 10));
}

/* Plays a record of marks and loads. Returns false for any other record. */
static bool local_view(void)
{
    size_t len;
    if (is("down") || is("up")) {
        const char *name = text(1, &len);
        CHECK_OK(is("down") ? ringwise_ring_mark_node_unhealthy(ring, name, len) : ringwise_ring_mark_node_healthy(ring, name, len));
    } else if (is("healthy"))
        healthy();
    else if (is("acquire"))
        acquire();
    else if (is("release"))
        release();
    else if (is("load"))
        load();
    else
        return false;
    return true;
}

/* Checks all points of the ring against the records, and reads the next record. */
static bool points(void)
{
    static uint64_t positions[MAX_POINTS];
    static uint32_t owners[MAX_POINTS];
    size_t len, seen = 0;
    CHECK_OK(ringwise_ring_points(ring, positions, owners, MAX_POINTS, &len));
    bool more = true;
    for (; more && is("point"); more = read_record(), seen++) {
        CHECK_HERE(seen < len && positions[seen] == strtoull(fields[1], NULL, 16) && named(owners[seen], 2));
        checks++;
    }
    CHECK_HERE(seen == len);
    return more;
}

static uint64_t eat(uint64_t state, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        state = (state ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
    return state;
}

static uint64_t digest(void)
{
    uint64_t state = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < KEYS; i++) {
        uint32_t out[3];
        size_t n = ringwise_ring_get_nodes(ring, keys[i].bytes, keys[i].len, out, 3);
        for (size_t j = 0; j < n; j++) {
            const char *name;
            size_t len;
            CHECK_HERE(ringwise_ring_name(ring, out[j], &name, &len));
            state = eat(eat(state, name, len), "\n", 1);
        }
        state = eat(state, "\n", 1);
    }
    return state;
}

static void start_case(void)
{
    end_case();
    start_making();
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_PROFILE, TEXT(fields[1])));
}

/* Makes an edit, and checks its result against the next record. */
static bool edited(void)
{
    ringwise_ring *before = ringwise_ring_clone(ring);
    ringwise_status status = edit();
    bool more = read_record(), fails = more && is("fails");
    CHECK_HERE(strcmp(ringwise_status_name(status), fails ? fields[1] : "OK") == 0);
    CHECK_HERE(!fails || ringwise_ring_equal(ring, before));
    ringwise_ring_free(before);
    checks++;
    return fails ? read_record() : more;
}

/* Plays a record, and reads the next; false at the end of the script. */
static bool play(void)
{
    if (is("profile")) {
        start_case();
        return read_record();
    }
    if (is("option")) {
        option();
        return read_record();
    }
    if (ring == NULL && is("node")) {
        node();
        return read_record();
    }
    if (ring == NULL) {
        CHECK_OK(ringwise_ring_new(options, members, &ring));
        if (load_factor != 0)
            CHECK_OK(ringwise_ring_set_load_factor(ring, load_factor));
    }
    if (is("point"))
        return points();
    if (is("key") || is("walk"))
        key(is("key") ? count - 2 : MAX_FIELDS);
    else if (is("digest"))
        CHECK_HERE(digest() == strtoull(fields[1], NULL, 16));
    else if (!local_view())
        return edited();
    checks++;
    return read_record();
}

static void read_keys(const char *path)
{
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL);
    for (size_t i = 0; i < KEYS; i++) {
        CHECK(read_line(file));
        keys[i].len = strlen(line);
        keys[i].bytes = malloc(keys[i].len + 1);
        CHECK(keys[i].bytes != NULL);
        memcpy(keys[i].bytes, line, keys[i].len + 1);
    }
    fclose(file);
}

int main(int argc, char **argv)
{
    CHECK(argc == 3);
    read_keys(argv[2]);
    open_script(argv[1]);
    CHECK(read_record());
    while (play())
        ;
    close_script();
    end_case();
    for (size_t i = 0; i < KEYS; i++)
        free(keys[i].bytes);
    printf("%lu\n", checks);
    return 0;
}
