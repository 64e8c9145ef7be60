/* Does the C ABI refuse all that it should, say why, and keep what it promises of pointers, ids and clones? */
#include "check.h"

enum { LONGEST = 65535 };

static ringwise_ring *ring_of(const char *const *names, size_t count)
{
    ringwise_members *members = ringwise_members_new();
    for (size_t i = 0; i < count; i++)
        CHECK_OK(ringwise_members_add_node(members, TEXT(names[i]), 1, NO_TEXT, NO_TEXT));
    ringwise_ring *ring = NULL;
    CHECK_OK(ringwise_ring_new(NULL, members, &ring));
    ringwise_members_free(members);
    return ring;
}

static ringwise_ring *ring_of_abc(void)
{
    const char *const names[] = {"a", "b", "c"};
    return ring_of(names, 3);
}

static bool same(const char *text, size_t len, const char *expected)
{
    return len == strlen(expected) && memcmp(text, expected, len) == 0;
}

static void versions_agree(void)
{
    CHECK(strcmp(ringwise_version(), RINGWISE_VERSION) == 0);
    CHECK(ringwise_abi_version() == RINGWISE_ABI_VERSION);
}

static void each_status_has_a_name(void)
{
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_OK), "OK") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_BAD_SNAPSHOT), "BAD_SNAPSHOT") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_SNAPSHOT_VERSION), "SNAPSHOT_VERSION") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_UNKNOWN_PROFILE), "UNKNOWN_PROFILE") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_UNSUPPORTED), "UNSUPPORTED") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_MONITOR_FAILED), "MONITOR_FAILED") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_TOO_MANY_NODES), "TOO_MANY_NODES") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_PANIC), "PANIC") == 0);
    CHECK(strcmp(ringwise_status_name(99), "") == 0);
}

/* NULL for each pointer that may not be, the others being good. */

static void null_is_refused_where_a_status_says_so(void)
{
    const ringwise_status null = RINGWISE_STATUS_NULL_POINTER;
    ringwise_ring *ring = ring_of_abc(), *made = NULL;
    ringwise_members *members = ringwise_members_new();
    ringwise_options *options = ringwise_options_new();
    uint32_t ids[4];
    uint64_t positions[480];
    uint32_t owners[480];
    size_t written = 77;
    CHECK_FAILS(ringwise_ring_new(options, members, NULL), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_vnodes(NULL, 1), null, "options NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_seed(NULL, 1), null, "options NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_hash_tag(NULL, "{}", 2), null, "options NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_hash_tag(options, NULL, 2), null, "hash_tag NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_zones(NULL, "spread", 6), null, "options NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_zones(options, NULL, 6), null, "zones NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_replication_factor(NULL, 1), null, "options NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_members_add_node(NULL, "d", 1, 1, NO_TEXT, NO_TEXT), null, "members NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_members_add_node(members, NULL, 1, 1, NO_TEXT, NO_TEXT), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_members_add_node(members, "d", 1, 1, NULL, 1, NO_TEXT), null, "zone NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_members_add_node(members, "d", 1, 1, NO_TEXT, NULL, 1), null, "identity NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_add_node(NULL, "d", 1, 1, NO_TEXT, NO_TEXT), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_add_node(ring, NULL, 1, 1, NO_TEXT, NO_TEXT), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_add_node(ring, "d", 1, 1, NULL, 1, NO_TEXT), null, "zone NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_add_node(ring, "d", 1, 1, NO_TEXT, NULL, 1), null, "identity NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_remove_node(NULL, "a", 1), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_remove_node(ring, NULL, 1), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_set_weight(NULL, "a", 1, 2), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_set_weight(ring, NULL, 1, 2), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_replace_node(NULL, "a", 1, "d", 1), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_replace_node(ring, NULL, 1, "d", 1), null, "old NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_replace_node(ring, "a", 1, NULL, 1), null, "new_name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_set_nodes(NULL, members, NULL), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_nodes(NULL, ids, 4, &written), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_nodes(ring, NULL, 4, &written), null, "out NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_nodes(ring, ids, 4, NULL), null, "written NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_points(NULL, positions, owners, 480, &written), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_points(ring, NULL, owners, 480, &written), null, "positions NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_points(ring, positions, NULL, 480, &written), null, "owners NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_points(ring, positions, owners, 480, NULL), null, "written NULL: this call needs what it points to");
    CHECK(made == NULL && written == 77 && ringwise_ring_len(ring) == 3 && ringwise_members_len(members) == 0);
    ringwise_options_free(options);
    ringwise_members_free(members);
    ringwise_ring_free(ring);
}

static void null_gives_nothing_where_a_value_is_returned(void)
{
    ringwise_ring *ring = ring_of_abc();
    ringwise_reader *reader = ringwise_reader_new(ring);
    ringwise_members *members = ringwise_ring_members(ring), *list = NULL;
    const char *name = NULL;
    const void *keys[] = {"k"};
    const size_t key_lens[] = {1};
    size_t len = 77;
    uint32_t id = 77, out[1];
    int64_t weight = 77;
    char tag[2];
    CHECK(ringwise_ring_clone(NULL) == NULL && ringwise_ring_members(NULL) == NULL && ringwise_reader_new(NULL) == NULL);
    CHECK(!ringwise_ring_equal(NULL, ring) && !ringwise_ring_equal(ring, NULL) && !ringwise_ring_equal(NULL, NULL));
    CHECK(ringwise_ring_len(NULL) == 0 && ringwise_ring_names_len(NULL) == 0 && ringwise_ring_points_len(NULL) == 0);
    CHECK(!ringwise_ring_contains(NULL, "a", 1) && !ringwise_ring_contains(ring, NULL, 1));
    CHECK(!ringwise_ring_node(NULL, "a", 1, &list) && !ringwise_ring_node(ring, NULL, 1, &list) && !ringwise_ring_node(ring, "a", 1, NULL));
    CHECK(!ringwise_ring_id(NULL, "a", 1, &id) && !ringwise_ring_id(ring, NULL, 1, &id) && !ringwise_ring_id(ring, "a", 1, NULL));
    CHECK(!ringwise_ring_name(NULL, 0, &name, &len) && !ringwise_ring_name(ring, 0, NULL, &len) && !ringwise_ring_name(ring, 0, &name, NULL));
    CHECK(!ringwise_ring_profile(NULL, &name, &len) && !ringwise_ring_profile(ring, NULL, &len) && !ringwise_ring_profile(ring, &name, NULL));
    CHECK(!ringwise_ring_zones(NULL, &name, &len) && !ringwise_ring_zones(ring, NULL, &len) && !ringwise_ring_zones(ring, &name, NULL));
    CHECK(!ringwise_ring_hash_tag(NULL, tag) && !ringwise_ring_hash_tag(ring, NULL));
    CHECK(ringwise_ring_vnodes(NULL) == 0 && ringwise_ring_seed(NULL) == 0 && ringwise_ring_replication_factor(NULL) == 0);
    CHECK(ringwise_members_len(NULL) == 0 && !ringwise_members_name(NULL, 0, &name, &len) && !ringwise_members_zone(NULL, 0, &name, &len));
    CHECK(!ringwise_members_name(members, 0, NULL, &len) && !ringwise_members_name(members, 0, &name, NULL));
    CHECK(!ringwise_members_identity(NULL, 0, &name, &len) && !ringwise_members_identity(members, 0, NULL, &len));
    CHECK(!ringwise_members_weight(NULL, 0, &weight) && !ringwise_members_weight(members, 0, NULL));
    CHECK(!ringwise_changes_added(NULL, 0, &name, &len) && !ringwise_changes_removed(NULL, 0, &name, &len));
    CHECK(!ringwise_changes_changed(NULL, 0, &name, &len) && !ringwise_changes_reidentified(NULL, 0, &name, &len));
    CHECK(!ringwise_ring_get_node(NULL, "k", 1, &id) && !ringwise_ring_get_node(ring, NULL, 1, &id) && !ringwise_ring_get_node(ring, "k", 1, NULL));
    CHECK(ringwise_ring_get_nodes(NULL, "k", 1, out, 1) == 0 && ringwise_ring_get_nodes(ring, NULL, 1, out, 1) == 0);
    CHECK(ringwise_ring_get_nodes(ring, "k", 1, NULL, 1) == 0);
    CHECK(ringwise_ring_get_node_batch(NULL, keys, key_lens, 1, out) == 0 && ringwise_ring_get_node_batch(ring, NULL, key_lens, 1, out) == 0);
    CHECK(ringwise_ring_get_node_batch(ring, keys, NULL, 1, out) == 0 && ringwise_ring_get_node_batch(ring, keys, key_lens, 1, NULL) == 0);
    CHECK(!ringwise_reader_get_node(NULL, "k", 1, &id) && !ringwise_reader_get_node(reader, NULL, 1, &id));
    CHECK(!ringwise_reader_get_node(reader, "k", 1, NULL));
    CHECK(ringwise_reader_get_nodes(NULL, "k", 1, out, 1) == 0 && ringwise_reader_get_nodes(reader, NULL, 1, out, 1) == 0);
    CHECK(ringwise_reader_get_nodes(reader, "k", 1, NULL, 1) == 0);
    CHECK(ringwise_reader_get_node_batch(NULL, keys, key_lens, 1, out) == 0 && ringwise_reader_get_node_batch(reader, NULL, key_lens, 1, out) == 0);
    CHECK(ringwise_reader_get_node_batch(reader, keys, NULL, 1, out) == 0 && ringwise_reader_get_node_batch(reader, keys, key_lens, 1, NULL) == 0);
    CHECK(list == NULL && name == NULL && len == 77 && id == 77 && weight == 77);
    ringwise_members_free(members);
    ringwise_reader_free(reader);
    ringwise_ring_free(ring);
}

static void null_is_freed_like_any_handle(void)
{
    ringwise_options_free(NULL);
    ringwise_members_free(NULL);
    ringwise_ring_free(NULL);
    ringwise_changes_free(NULL);
    ringwise_reader_free(NULL);
}

/* What the core refuses: its words, unchanged. */

static ringwise_status add(ringwise_ring *ring, const char *name, size_t len) { return ringwise_ring_add_node(ring, name, len, 1, NO_TEXT, NO_TEXT); }

static void bad_names_are_refused(void)
{
    const ringwise_status invalid = RINGWISE_STATUS_INVALID_NAME;
    ringwise_ring *ring = ring_of_abc();
    char *longer = malloc(LONGEST + 1), expected[256];
    CHECK(longer != NULL);
    memset(longer, 'x', LONGEST + 1);
    CHECK_FAILS(add(ring, "", 0), invalid, "name \"\": a name is 1 to 65535 bytes of UTF-8");
    CHECK_FAILS(add(ring, NULL, 0), invalid, "name \"\": a name is 1 to 65535 bytes of UTF-8");
    snprintf(expected, sizeof expected, "name \"%.64s\xe2\x80\xa6\" of 65536 bytes: a name is 1 to 65535 bytes of UTF-8", longer);
    CHECK_FAILS(add(ring, longer, LONGEST + 1), invalid, expected);
    CHECK_FAILS(add(ring, "n\xff", 2), invalid, "name \"n\xef\xbf\xbd\", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8");
    CHECK_FAILS(add(ring, "\xed\xa0\x80", 3), invalid,
                "name \"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8");
    CHECK_FAILS(ringwise_ring_add_node(ring, "d", 1, 1, "", 0, NO_TEXT), invalid, "zone \"\": a zone is 1 to 65535 bytes of UTF-8");
    CHECK_FAILS(ringwise_ring_add_node(ring, "d", 1, 1, "\xff", 1, NO_TEXT), invalid,
                "zone \"\xef\xbf\xbd\", which is not UTF-8: a zone is 1 to 65535 bytes of UTF-8");
    CHECK_FAILS(ringwise_ring_add_node(ring, "d", 1, 1, NO_TEXT, "", 0), invalid,
                "identity \"\": an identity is 1 to 65535 bytes of UTF-8");
    CHECK_FAILS(ringwise_ring_add_node(ring, "d", 1, 1, NO_TEXT, "\xc3", 1), invalid,
                "identity \"\xef\xbf\xbd\", which is not UTF-8: an identity is 1 to 65535 bytes of UTF-8");
    CHECK_FAILS(ringwise_ring_remove_node(ring, "\xff", 1), invalid,
                "name \"\xef\xbf\xbd\", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8");
    CHECK_FAILS(ringwise_ring_replace_node(ring, "a", 1, "", 0), invalid, "name \"\": a name is 1 to 65535 bytes of UTF-8");
    CHECK(!ringwise_ring_contains(ring, "\xff", 1) && ringwise_ring_len(ring) == 3 && ringwise_ring_names_len(ring) == 3);
    CHECK_OK(add(ring, longer, LONGEST));
    CHECK(ringwise_ring_contains(ring, longer, LONGEST));
    free(longer);
    ringwise_ring_free(ring);
}

static void bad_names_in_a_list_are_refused(void)
{
    ringwise_members *members = ringwise_members_new();
    ringwise_ring *ring = NULL;
    CHECK_FAILS(ringwise_members_add_node(members, "\xff", 1, 1, NO_TEXT, NO_TEXT), RINGWISE_STATUS_INVALID_NAME,
                "name \"\xef\xbf\xbd\", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8");
    CHECK(ringwise_members_len(members) == 0);
    CHECK_OK(ringwise_members_add_node(members, "", 0, 1, NO_TEXT, NO_TEXT));
    CHECK_FAILS(ringwise_ring_new(NULL, members, &ring), RINGWISE_STATUS_INVALID_NAME, "name \"\": a name is 1 to 65535 bytes of UTF-8");
    CHECK(ring == NULL);
    ringwise_members_free(members);
}

static void failed_edits_change_nothing(void)
{
    ringwise_ring *ring = ring_of_abc(), *before = ringwise_ring_clone(ring);
    ringwise_members *members = ringwise_members_new();
    ringwise_changes *changes = NULL;
    CHECK_FAILS(add(ring, "a", 1), RINGWISE_STATUS_DUPLICATE_NODE, "node \"a\" is there already: a name is unique in its ring");
    CHECK_FAILS(ringwise_ring_add_node(ring, "d", 1, 1, NO_TEXT, "a", 1), RINGWISE_STATUS_DUPLICATE_NODE,
                "identity \"a\" for node \"d\": node \"a\" holds it, and an identity is unique in its ring");
    CHECK_FAILS(ringwise_ring_remove_node(ring, "z", 1), RINGWISE_STATUS_UNKNOWN_NODE,
                "node \"z\" is not in the ring: name one of its members");
    CHECK_FAILS(ringwise_ring_set_weight(ring, "z", 1, 2), RINGWISE_STATUS_UNKNOWN_NODE,
                "node \"z\" is not in the ring: name one of its members");
    CHECK_FAILS(ringwise_ring_replace_node(ring, "z", 1, "y", 1), RINGWISE_STATUS_UNKNOWN_NODE,
                "node \"z\" is not in the ring: name one of its members");
    CHECK_FAILS(ringwise_ring_replace_node(ring, "a", 1, "b", 1), RINGWISE_STATUS_DUPLICATE_NODE,
                "node \"b\" is there already: a name is unique in its ring");
    CHECK_FAILS(ringwise_ring_set_weight(ring, "a", 1, -1), RINGWISE_STATUS_INVALID_WEIGHT,
                "weight -1 for node \"a\": a weight is an integer from 0 to 67108864");
    CHECK_FAILS(ringwise_ring_set_weight(ring, "a", 1, INT64_MAX), RINGWISE_STATUS_INVALID_WEIGHT,
                "weight 9223372036854775807 or more for node \"a\": a weight is an integer from 0 to 67108864");
    CHECK_FAILS(ringwise_ring_add_node(ring, "d", 1, INT64_MIN, NO_TEXT, NO_TEXT), RINGWISE_STATUS_INVALID_WEIGHT,
                "weight -9223372036854775808 or less for node \"d\": a weight is an integer from 0 to 67108864");
    CHECK_FAILS(ringwise_ring_set_weight(ring, "a", 1, 67108864), RINGWISE_STATUS_TOO_MANY_POINTS,
                "10737418560 virtual nodes: the weights times vnodes add up to at most 67108864");
    CHECK_OK(ringwise_members_add_node(members, "x", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_add_node(members, "x", 1, 2, NO_TEXT, NO_TEXT));
    CHECK_FAILS(ringwise_ring_set_nodes(ring, members, &changes), RINGWISE_STATUS_DUPLICATE_NODE,
                "node \"x\" is there already: a name is unique in its ring");
    CHECK(changes == NULL && ringwise_ring_equal(ring, before) && ringwise_ring_names_len(ring) == 3);
    ringwise_members_free(members);
    ringwise_ring_free(before);
    ringwise_ring_free(ring);
}

/* Makes a ring of two nodes with one option, which must be refused. */
static void refuses(ringwise_options *options, ringwise_status status, const char *message)
{
    ringwise_members *members = ringwise_members_new();
    ringwise_ring *ring = NULL;
    CHECK_OK(ringwise_members_add_node(members, "a", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_add_node(members, "b", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_FAILS(ringwise_ring_new(options, members, &ring), status, message);
    CHECK(ring == NULL);
    ringwise_members_free(members);
    ringwise_options_free(options);
}

static ringwise_options *with_vnodes(int64_t vnodes)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_vnodes(options, vnodes));
    return options;
}

static ringwise_options *with_seed(int64_t seed)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_seed(options, seed));
    return options;
}

static ringwise_options *with_replication_factor(int64_t replication_factor)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_replication_factor(options, replication_factor));
    return options;
}

static ringwise_options *with_hash_tag(const char *hash_tag, size_t len)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_hash_tag(options, hash_tag, len));
    return options;
}

static void bad_options_are_refused(void)
{
    const ringwise_status invalid = RINGWISE_STATUS_INVALID_OPTION;
    refuses(with_vnodes(0), invalid, "vnodes 0: an integer from 1 to 67108864");
    refuses(with_vnodes(INT64_MIN), invalid, "vnodes -9223372036854775808 or less: an integer from 1 to 67108864");
    refuses(with_vnodes(67108865), invalid, "vnodes 67108865: an integer from 1 to 67108864");
    refuses(with_vnodes(67108864), RINGWISE_STATUS_TOO_MANY_POINTS,
            "134217728 virtual nodes: the weights times vnodes add up to at most 67108864");
    refuses(with_seed(-1), invalid, "seed -1: an integer from 0 to 4294967295");
    refuses(with_seed(INT64_C(4294967296)), invalid, "seed 4294967296: an integer from 0 to 4294967295");
    refuses(with_replication_factor(0), invalid, "replication factor 0: an integer from 1 to 16777216");
    refuses(with_hash_tag("{", 1), invalid, "hash tag \"{\": two ASCII characters such as \"{}\"");
    refuses(with_hash_tag(NULL, 0), invalid, "hash tag \"\": two ASCII characters such as \"{}\"");
    refuses(with_hash_tag("\xc3\xa9", 2), invalid, "hash tag \"\xc3\xa9\": two ASCII characters such as \"{}\"");
    refuses(with_hash_tag("\xff\xff", 2), invalid, "hash tag \"\xef\xbf\xbd\xef\xbf\xbd\": two ASCII characters such as \"{}\"");
    ringwise_options *options = ringwise_options_new();
    CHECK_FAILS(ringwise_options_set_zones(options, "wide", 4), invalid, "zones \"wide\": \"spread\" or \"strict\"");
    CHECK_FAILS(ringwise_options_set_zones(options, "Spread", 6), invalid, "zones \"Spread\": \"spread\" or \"strict\"");
    CHECK_FAILS(ringwise_options_set_zones(options, "strict\0", 7), invalid, "zones \"strict\\0\": \"spread\" or \"strict\"");
    CHECK_FAILS(ringwise_options_set_zones(options, "\xff", 1), invalid, "zones \"\xef\xbf\xbd\": \"spread\" or \"strict\"");
    ringwise_options_free(options);
}

static void success_leaves_the_last_error(void)
{
    ringwise_ring *ring = ring_of_abc();
    CHECK(ringwise_ring_remove_node(ring, "z", 1) == RINGWISE_STATUS_UNKNOWN_NODE);
    const char *message = ringwise_last_error();
    CHECK_OK(ringwise_ring_remove_node(ring, "a", 1));
    CHECK(ringwise_last_error() == message && strcmp(message, "node \"z\" is not in the ring: name one of its members") == 0);
    ringwise_ring_free(ring);
}

/* What a ring says of itself. */

static void options_are_read_back(void)
{
    ringwise_options *options = with_hash_tag("<\0", 2);
    ringwise_ring *plain = NULL, *ring = NULL;
    const char *text;
    size_t len;
    char tag[2] = {'?', '?'};
    CHECK_OK(ringwise_ring_new(NULL, NULL, &plain));
    CHECK(ringwise_ring_vnodes(plain) == 160 && ringwise_ring_seed(plain) == 0 && ringwise_ring_replication_factor(plain) == 2);
    CHECK(!ringwise_ring_hash_tag(plain, tag) && tag[0] == '?');
    CHECK(ringwise_ring_zones(plain, &text, &len) && same(text, len, "spread"));
    CHECK(ringwise_ring_profile(plain, &text, &len) && same(text, len, "native-v1"));
    CHECK_OK(ringwise_options_set_vnodes(options, 7));
    CHECK_OK(ringwise_options_set_seed(options, UINT32_MAX));
    CHECK_OK(ringwise_options_set_replication_factor(options, 3));
    CHECK_OK(ringwise_options_set_zones(options, "strict", 6));
    CHECK_OK(ringwise_ring_new(options, NULL, &ring));
    CHECK(ringwise_ring_vnodes(ring) == 7 && ringwise_ring_seed(ring) == UINT32_MAX && ringwise_ring_replication_factor(ring) == 3);
    CHECK(ringwise_ring_hash_tag(ring, tag) && tag[0] == '<' && tag[1] == '\0');
    CHECK(ringwise_ring_zones(ring, &text, &len) && same(text, len, "strict"));
    CHECK(!ringwise_ring_equal(ring, plain) && ringwise_ring_equal(plain, plain));
    ringwise_options_free(options);
    ringwise_ring_free(plain);
    ringwise_ring_free(ring);
}

static void rings_that_place_alike_are_equal(void)
{
    const char *const forwards[] = {"a", "b"}, *const backwards[] = {"b", "a"};
    ringwise_ring *ring = ring_of(forwards, 2), *other = ring_of(backwards, 2);
    uint32_t id = 7, other_id = 7;
    CHECK(ringwise_ring_equal(ring, other));
    CHECK(ringwise_ring_id(ring, "a", 1, &id) && ringwise_ring_id(other, "a", 1, &other_id) && id == 0 && other_id == 1);
    CHECK_OK(ringwise_ring_set_weight(other, "a", 1, 2));
    CHECK(!ringwise_ring_equal(ring, other));
    ringwise_ring_free(ring);
    ringwise_ring_free(other);
}

static void members_are_read_back(void)
{
    ringwise_ring *ring = NULL;
    ringwise_members *members;
    const char *text = NULL;
    size_t len = 0, written = 0;
    int64_t weight;
    uint32_t ids[3] = {9, 9, 9};
    CHECK_OK(ringwise_ring_new(NULL, NULL, &ring));
    CHECK_OK(ringwise_ring_add_node(ring, "b", 1, 3, "east", 4, "b's", 3));
    CHECK_OK(ringwise_ring_add_node(ring, "a", 1, 0, NO_TEXT, NO_TEXT));
    members = ringwise_ring_members(ring);
    CHECK(ringwise_members_len(members) == 2);
    CHECK(ringwise_members_name(members, 0, &text, &len) && same(text, len, "a"));
    CHECK(ringwise_members_identity(members, 0, &text, &len) && same(text, len, "a"));
    CHECK(ringwise_members_weight(members, 0, &weight) && weight == 0);
    CHECK(!ringwise_members_zone(members, 0, &text, &len));
    CHECK(ringwise_members_name(members, 1, &text, &len) && same(text, len, "b"));
    CHECK(ringwise_members_identity(members, 1, &text, &len) && same(text, len, "b's"));
    CHECK(ringwise_members_weight(members, 1, &weight) && weight == 3);
    CHECK(ringwise_members_zone(members, 1, &text, &len) && same(text, len, "east"));
    CHECK(!ringwise_members_name(members, 2, &text, &len) && !ringwise_members_weight(members, 2, &weight));
    CHECK(!ringwise_members_identity(members, 2, &text, &len) && !ringwise_members_zone(members, SIZE_MAX, &text, &len));
    CHECK_FAILS(ringwise_ring_nodes(ring, ids, 1, &written), RINGWISE_STATUS_BUFFER_TOO_SMALL, "room for 1 nodes: there are 2");
    CHECK(written == 0 && ids[0] == 9);
    CHECK_OK(ringwise_ring_nodes(ring, ids, 3, &written));
    CHECK(written == 2 && ids[0] == 1 && ids[1] == 0 && ids[2] == 9);
    ringwise_members_free(members);
    CHECK(!ringwise_ring_node(ring, "z", 1, &members));
    CHECK(ringwise_ring_node(ring, "b", 1, &members) && ringwise_members_len(members) == 1);
    CHECK(ringwise_members_zone(members, 0, &text, &len) && same(text, len, "east"));
    ringwise_ring_free(ring);
    CHECK(same(text, len, "east"));
    ringwise_members_free(members);
}

static void points_are_read_back(void)
{
    ringwise_ring *ring = ring_of_abc();
    uint64_t positions[481];
    uint32_t owners[481], owner;
    size_t written = 77;
    CHECK(ringwise_ring_points_len(ring) == 480);
    owners[0] = 77;
    CHECK_FAILS(ringwise_ring_points(ring, positions, owners, 479, &written), RINGWISE_STATUS_BUFFER_TOO_SMALL, "room for 479 points: there are 480");
    CHECK(written == 77 && owners[0] == 77);
    CHECK_OK(ringwise_ring_points(ring, positions, owners, 481, &written));
    CHECK(written == 480);
    for (size_t i = 1; i < written; i++)
        CHECK(positions[i - 1] < positions[i] && owners[i] < 3);
    CHECK(ringwise_ring_get_node(ring, NULL, 0, &owner));
    ringwise_ring_free(ring);
}

/* Lookups. */

static void lists_are_as_long_as_they_can_be(void)
{
    ringwise_ring *ring = ring_of_abc();
    uint32_t out[40] = {7}, owner = 7;
    CHECK(ringwise_ring_get_nodes(ring, "k", 1, out, 0) == 0 && out[0] == 7);
    CHECK(ringwise_ring_get_nodes(ring, "k", 1, out, 40) == 3);
    CHECK(ringwise_ring_get_node(ring, "k", 1, &owner) && owner == out[0]);
    CHECK(out[0] != out[1] && out[1] != out[2] && out[0] != out[2]);
    CHECK(ringwise_ring_get_nodes(ring, NULL, 0, out, 2) == 2);
    ringwise_ring_free(ring);
}

static void rings_without_points_give_nothing(void)
{
    ringwise_ring *ring = NULL;
    const void *keys[] = {"k", NULL, "l"};
    const size_t lens[] = {1, 0, 1};
    uint32_t out[3] = {7, 7, 7};
    CHECK_OK(ringwise_ring_new(NULL, NULL, &ring));
    for (int drained = 0; drained < 2; drained++) {
        CHECK(!ringwise_ring_get_node(ring, "k", 1, out) && out[0] == 7);
        CHECK(ringwise_ring_get_nodes(ring, "k", 1, out, 3) == 0 && ringwise_ring_points_len(ring) == 0);
        CHECK(ringwise_ring_get_node_batch(ring, keys, lens, 3, out) == 3);
        CHECK(out[0] == RINGWISE_NO_NODE && out[1] == RINGWISE_NO_NODE && out[2] == RINGWISE_NO_NODE);
        CHECK_OK(ringwise_ring_add_node(ring, drained ? "b" : "a", 1, 0, NO_TEXT, NO_TEXT));
        CHECK(ringwise_ring_len(ring) == (drained ? 2 : 1));
        out[0] = 7;
    }
    ringwise_ring_free(ring);
}

static void a_batch_ends_before_a_key_that_is_null(void)
{
    ringwise_ring *ring = ring_of_abc();
    const void *keys[] = {"k", NULL, NULL, "l"};
    const size_t lens[] = {1, 0, 1, 1};
    uint32_t out[4], owner;
    CHECK(ringwise_ring_get_node_batch(ring, keys, lens, 4, out) == 2);
    CHECK(ringwise_ring_get_node(ring, "k", 1, &owner) && owner == out[0]);
    CHECK(ringwise_ring_get_node(ring, "", 0, &owner) && owner == out[1]);
    CHECK(ringwise_ring_get_node_batch(ring, keys, lens, 0, out) == 0);
    ringwise_ring_free(ring);
}

static void keys_with_one_tag_share_a_node(void)
{
    const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    ringwise_options *options = with_hash_tag("{}", 2);
    ringwise_ring *all = ring_of(names, 8), *ring = NULL;
    ringwise_members *members = ringwise_ring_members(all);
    CHECK_OK(ringwise_ring_new(options, members, &ring));
    uint32_t tagged, plain;
    CHECK(ringwise_ring_get_node(all, TEXT("user:1"), &plain));
    for (char i = '0'; i <= '9'; i++) {
        char key[] = "?{user:1}?";
        key[0] = key[9] = i;
        CHECK(ringwise_ring_get_node(ring, TEXT(key), &tagged) && tagged == plain);
    }
    ringwise_options_free(options);
    ringwise_members_free(members);
    ringwise_ring_free(all);
    ringwise_ring_free(ring);
}

/* Edits. */

static void changes_say_what_changed(void)
{
    ringwise_ring *ring = ring_of_abc();
    ringwise_members *members = ringwise_members_new();
    ringwise_changes *changes = NULL;
    const char *name;
    size_t len;
    CHECK_OK(ringwise_members_add_node(members, "b", 1, 2, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_add_node(members, "c", 1, 1, NO_TEXT, "was c", 5));
    CHECK_OK(ringwise_members_add_node(members, "e", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_add_node(members, "d", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_ring_set_nodes(ring, members, &changes));
    CHECK(ringwise_changes_added(changes, 0, &name, &len) && same(name, len, "d"));
    CHECK(ringwise_changes_added(changes, 1, &name, &len) && same(name, len, "e"));
    CHECK(!ringwise_changes_added(changes, 2, &name, &len) && !ringwise_changes_added(changes, SIZE_MAX, &name, &len));
    CHECK(ringwise_changes_removed(changes, 0, &name, &len) && same(name, len, "a"));
    CHECK(!ringwise_changes_removed(changes, 1, &name, &len));
    CHECK(ringwise_changes_changed(changes, 0, &name, &len) && same(name, len, "b"));
    CHECK(ringwise_changes_changed(changes, 1, &name, &len) && same(name, len, "c"));
    CHECK(!ringwise_changes_changed(changes, 2, &name, &len));
    CHECK(ringwise_changes_reidentified(changes, 0, &name, &len) && same(name, len, "c"));
    CHECK(!ringwise_changes_reidentified(changes, 1, &name, &len));
    CHECK(!ringwise_changes_added(changes, 0, NULL, &len) && !ringwise_changes_added(changes, 0, &name, NULL));
    ringwise_changes_free(changes);
    CHECK_OK(ringwise_ring_set_nodes(ring, members, &changes));
    CHECK(!ringwise_changes_added(changes, 0, &name, &len) && !ringwise_changes_removed(changes, 0, &name, &len));
    CHECK(!ringwise_changes_changed(changes, 0, &name, &len) && !ringwise_changes_reidentified(changes, 0, &name, &len));
    ringwise_changes_free(changes);
    CHECK_OK(ringwise_ring_set_nodes(ring, NULL, NULL));
    CHECK(ringwise_ring_len(ring) == 0 && ringwise_ring_names_len(ring) == 5);
    ringwise_members_free(members);
    ringwise_ring_free(ring);
}

static void replacing_a_node_moves_no_key(void)
{
    ringwise_ring *ring = ring_of_abc();
    uint32_t old, new_id, id;
    CHECK(ringwise_ring_id(ring, "b", 1, &old));
    bool owned[100];
    for (char i = 0; i < 100; i++) {
        CHECK(ringwise_ring_get_node(ring, &i, 1, &id));
        owned[(int)i] = id == old;
    }
    CHECK_OK(ringwise_ring_replace_node(ring, "b", 1, "d", 1));
    CHECK(ringwise_ring_id(ring, "d", 1, &new_id) && new_id == 3);
    for (char i = 0; i < 100; i++)
        CHECK(ringwise_ring_get_node(ring, &i, 1, &id) && (id == new_id) == owned[(int)i]);
    CHECK_FAILS(add(ring, "b", 1), RINGWISE_STATUS_DUPLICATE_NODE,
                "identity \"b\" for node \"b\": node \"d\" holds it, and an identity is unique in its ring");
    CHECK_OK(ringwise_ring_replace_node(ring, "d", 1, "d", 1));
    ringwise_ring_free(ring);
}

static void names_stay_where_they_are(void)
{
    ringwise_ring *ring = ring_of_abc();
    const char *first, *again;
    size_t len, again_len;
    uint32_t id, same_id;
    CHECK(ringwise_ring_id(ring, "a", 1, &id) && ringwise_ring_name(ring, id, &first, &len));
    CHECK_OK(ringwise_ring_remove_node(ring, "a", 1));
    for (int i = 0; i < 200; i++) {
        char name[16];
        snprintf(name, sizeof name, "node-%d", i);
        CHECK_OK(add(ring, TEXT(name)));
    }
    CHECK_OK(ringwise_ring_set_nodes(ring, NULL, NULL));
    CHECK(same(first, len, "a"));
    CHECK(ringwise_ring_name(ring, id, &again, &again_len) && again == first && again_len == len);
    CHECK_OK(add(ring, "a", 1));
    CHECK(ringwise_ring_id(ring, "a", 1, &same_id) && same_id == id);
    CHECK(ringwise_ring_name(ring, id, &again, &again_len) && again == first);
    CHECK(ringwise_ring_names_len(ring) == 203 && !ringwise_ring_name(ring, 203, &again, &again_len));
    CHECK(!ringwise_ring_name(ring, RINGWISE_NO_NODE, &again, &again_len));
    ringwise_ring_free(ring);
}

static void a_name_may_hold_a_nul(void)
{
    ringwise_ring *ring = NULL;
    const char *name;
    size_t len;
    uint32_t id;
    CHECK_OK(ringwise_ring_new(NULL, NULL, &ring));
    CHECK_OK(add(ring, "a\0b", 3));
    CHECK(ringwise_ring_contains(ring, "a\0b", 3) && !ringwise_ring_contains(ring, "a", 1));
    CHECK(ringwise_ring_get_node(ring, "k", 1, &id) && ringwise_ring_name(ring, id, &name, &len));
    CHECK(len == 3 && memcmp(name, "a\0b", 3) == 0);
    CHECK_FAILS(add(ring, "a\0b", 3), RINGWISE_STATUS_DUPLICATE_NODE, "node \"a\\0b\" is there already: a name is unique in its ring");
    ringwise_ring_free(ring);
}

static void a_clone_is_independent(void)
{
    ringwise_ring *ring = ring_of_abc(), *clone = ringwise_ring_clone(ring);
    uint32_t id, clone_id;
    const char *name;
    size_t len;
    CHECK(ringwise_ring_equal(ring, clone));
    CHECK_OK(add(ring, "d", 1));
    CHECK_OK(ringwise_ring_remove_node(clone, "a", 1));
    CHECK(ringwise_ring_len(ring) == 4 && ringwise_ring_len(clone) == 2 && !ringwise_ring_contains(clone, "d", 1));
    CHECK(ringwise_ring_id(ring, "c", 1, &id) && ringwise_ring_id(clone, "c", 1, &clone_id) && id == clone_id);
    CHECK(!ringwise_ring_id(clone, "d", 1, &clone_id) && ringwise_ring_names_len(clone) == 3);
    ringwise_ring_free(ring);
    CHECK(ringwise_ring_name(clone, 0, &name, &len) && same(name, len, "a"));
    ringwise_ring_free(clone);
}

static void a_reader_gives_what_its_ring_gives(void)
{
    ringwise_ring *ring = ring_of_abc();
    ringwise_reader *reader = ringwise_reader_new(ring);
    const void *keys[] = {"k", "l"};
    const size_t lens[] = {1, 1};
    uint32_t id, owner, out[2], expected[2];
    for (int edit = 0; edit < 3; edit++) {
        CHECK(ringwise_reader_get_node(reader, "k", 1, &id) && ringwise_ring_get_node(ring, "k", 1, &owner) && id == owner);
        CHECK(ringwise_reader_get_nodes(reader, "k", 1, out, 2) == ringwise_ring_get_nodes(ring, "k", 1, expected, 2));
        CHECK(out[0] == expected[0] && (ringwise_ring_len(ring) == 1 || out[1] == expected[1]));
        CHECK(ringwise_reader_get_node_batch(reader, keys, lens, 2, out) == 2);
        CHECK(ringwise_ring_get_node_batch(ring, keys, lens, 2, expected) == 2 && memcmp(out, expected, sizeof out) == 0);
        if (edit < 2)
            CHECK_OK(ringwise_ring_remove_node(ring, edit == 0 ? "a" : "b", 1));
    }
    ringwise_ring_free(ring);
    CHECK(ringwise_reader_get_node(reader, "k", 1, &id) && id == 2);
    ringwise_reader_free(reader);
}

int main(void)
{
    CHECK(strcmp(ringwise_last_error(), "") == 0);
    versions_agree();
    each_status_has_a_name();
    null_is_refused_where_a_status_says_so();
    null_gives_nothing_where_a_value_is_returned();
    null_is_freed_like_any_handle();
    bad_names_are_refused();
    bad_names_in_a_list_are_refused();
    failed_edits_change_nothing();
    bad_options_are_refused();
    success_leaves_the_last_error();
    options_are_read_back();
    rings_that_place_alike_are_equal();
    members_are_read_back();
    points_are_read_back();
    lists_are_as_long_as_they_can_be();
    rings_without_points_give_nothing();
    a_batch_ends_before_a_key_that_is_null();
    keys_with_one_tag_share_a_node();
    changes_say_what_changed();
    replacing_a_node_moves_no_key();
    names_stay_where_they_are();
    a_name_may_hold_a_nul();
    a_clone_is_independent();
    a_reader_gives_what_its_ring_gives();
    puts("ok");
    return 0;
}
