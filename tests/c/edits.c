/* Do edits change what they should, and nothing if they are refused? */
#include "rings.h"

enum { LONGEST = 65535 };

static ringwise_status add(ringwise_ring *ring, const char *name, size_t len)
{
    return ringwise_ring_add_node(ring, name, len, 1, NO_TEXT, NO_TEXT);
}

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

static void failed_edits_change_nothing(void)
{
    ringwise_ring *ring = ring_of_abc(), *before = ringwise_ring_clone(ring);
    ringwise_members *members = ringwise_members_new();
    ringwise_changes *changes = NULL;
    CHECK_FAILS(add(ring, "a", 1), RINGWISE_STATUS_DUPLICATE_NODE, "node \"a\" already exists: a name is unique in its ring");
    CHECK_FAILS(ringwise_ring_add_node(ring, "d", 1, 1, NO_TEXT, "a", 1), RINGWISE_STATUS_DUPLICATE_NODE,
                "identity \"a\" for node \"d\": node \"a\" has it, and an identity is unique in its ring");
    CHECK_FAILS(ringwise_ring_remove_node(ring, "z", 1), RINGWISE_STATUS_UNKNOWN_NODE,
                "node \"z\" is not in the ring: name one of its members");
    CHECK_FAILS(ringwise_ring_set_weight(ring, "z", 1, 2), RINGWISE_STATUS_UNKNOWN_NODE,
                "node \"z\" is not in the ring: name one of its members");
    CHECK_FAILS(ringwise_ring_replace_node(ring, "z", 1, "y", 1), RINGWISE_STATUS_UNKNOWN_NODE,
                "node \"z\" is not in the ring: name one of its members");
    CHECK_FAILS(ringwise_ring_replace_node(ring, "a", 1, "b", 1), RINGWISE_STATUS_DUPLICATE_NODE,
                "node \"b\" already exists: a name is unique in its ring");
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
                "node \"x\" already exists: a name is unique in its ring");
    CHECK(changes == NULL && ringwise_ring_equal(ring, before) && ringwise_ring_names_len(ring) == 3);
    ringwise_members_free(members);
    ringwise_ring_free(before);
    ringwise_ring_free(ring);
}

static void changes_say_what_changed(void)
{
    ringwise_ring *ring = ring_of_abc();
    ringwise_members *members = ringwise_members_new();
    ringwise_changes *changes = NULL;
    const char *name;
    size_t len;
    uint32_t what;
    const uint32_t expected[] = {RINGWISE_CHANGE_REMOVED, RINGWISE_CHANGE_CHANGED, RINGWISE_CHANGE_CHANGED | RINGWISE_CHANGE_REIDENTIFIED,
                                 RINGWISE_CHANGE_ADDED, RINGWISE_CHANGE_ADDED};
    CHECK_OK(ringwise_members_add_node(members, "b", 1, 2, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_add_node(members, "c", 1, 1, NO_TEXT, "was c", 5));
    CHECK_OK(ringwise_members_add_node(members, "e", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_add_node(members, "d", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_ring_set_nodes(ring, members, &changes));
    CHECK(ringwise_changes_len(changes) == 5);
    for (size_t i = 0; i < 5; i++)
        CHECK(ringwise_changes_at(changes, i, &name, &len, &what) && len == 1 && name[0] == "abcde"[i] && what == expected[i]);
    name = NULL, what = 77;
    CHECK(!ringwise_changes_at(changes, 5, &name, &len, &what) && !ringwise_changes_at(changes, SIZE_MAX, &name, &len, &what));
    CHECK(name == NULL && what == 77);
    /* Each may be NULL. */
    CHECK(ringwise_changes_at(changes, 4, NULL, NULL, &what) && what == RINGWISE_CHANGE_ADDED && ringwise_changes_at(changes, 4, NULL, NULL, NULL));
    ringwise_changes_free(changes);
    CHECK_OK(ringwise_ring_set_nodes(ring, members, &changes));
    CHECK(ringwise_changes_len(changes) == 0 && !ringwise_changes_at(changes, 0, &name, &len, &what));
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
                "identity \"b\" for node \"b\": node \"d\" has it, and an identity is unique in its ring");
    CHECK_OK(ringwise_ring_replace_node(ring, "d", 1, "d", 1));
    ringwise_ring_free(ring);
}

static void weights_and_names_that_a_system_has_not_are_refused(void)
{
    ringwise_ring *ring = made(speaking("libmemcached_ketama"), two_servers()), *before = ringwise_ring_clone(ring);
    CHECK_FAILS(ringwise_ring_set_weight(ring, TEXT("10.0.0.1:11211"), 2), RINGWISE_STATUS_UNSUPPORTED,
                "weight 2 for node \"10.0.0.1:11211\": profile libmemcached_ketama has no weights but 0 and 1, profile "
                "libmemcached_ketama_weighted, with the hash of this ring, has");
    CHECK_FAILS(ringwise_ring_add_node(ring, TEXT("a:70000"), 1, NO_TEXT, NO_TEXT), RINGWISE_STATUS_INVALID_NAME,
                "name \"a:70000\" for node \"a:70000\": a server is host:port, the port at most 65535");
    CHECK_FAILS(ringwise_ring_add_node(ring, TEXT("10.0.0.1"), 1, NO_TEXT, NO_TEXT), RINGWISE_STATUS_DUPLICATE_NODE,
                "identity \"10.0.0.1\" for node \"10.0.0.1\": node \"10.0.0.1:11211\" has it, and an identity is unique in its ring");
    CHECK(ringwise_ring_equal(ring, before));
    CHECK_OK(ringwise_ring_set_weight(ring, TEXT("10.0.0.1:11211"), 0));
    uint32_t id;
    CHECK(ringwise_ring_get_node(ring, "k", 1, &id) && id == 1);
    ringwise_ring_free(before);
    ringwise_ring_free(ring);
}

static void an_edit_that_leaves_no_room_is_undone(void)
{
    ringwise_members *members = ringwise_members_new();
    for (char name = 'a'; name < 'f'; name++)
        CHECK_OK(ringwise_members_add_node(members, &name, 1, 1, NO_TEXT, NO_TEXT));
    ringwise_ring *ring = made(with_integer("buraksezer_v0", "partitions", 5), members), *before = ringwise_ring_clone(ring);
    CHECK_FAILS(ringwise_ring_add_node(ring, "f", 1, 1, NO_TEXT, NO_TEXT), RINGWISE_STATUS_INVALID_OPTION,
                "load_percent 125: 6 nodes have no room for 5 partitions, so give more partitions or a higher load");
    CHECK(ringwise_ring_equal(ring, before));
    ringwise_ring_free(before);
    ringwise_ring_free(ring);
}

int main(void)
{
    bad_names_are_refused();
    failed_edits_change_nothing();
    changes_say_what_changed();
    replacing_a_node_moves_no_key();
    weights_and_names_that_a_system_has_not_are_refused();
    an_edit_that_leaves_no_room_is_undone();
    puts("ok");
    return 0;
}
