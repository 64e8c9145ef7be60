/* Do lists hold the nodes that were added, and rings the nodes of their lists? */
#include "rings.h"

static void members_are_read_back(void)
{
    ringwise_ring *ring = NULL;
    ringwise_members *members;
    const char *text = NULL, *zone = NULL;
    size_t len = 0, zone_len = 77, written = 0;
    int64_t weight;
    uint32_t ids[3] = {9, 9, 9};
    CHECK_OK(ringwise_ring_new(NULL, NULL, &ring));
    CHECK_OK(ringwise_ring_add_node(ring, "b", 1, 3, "east", 4, "b's", 3));
    CHECK_OK(ringwise_ring_add_node(ring, "a", 1, 0, NO_TEXT, NO_TEXT));
    members = ringwise_ring_members(ring);
    CHECK(ringwise_members_len(members) == 2);
    bool assigned = true;
    CHECK(ringwise_members_at(members, 0, &text, &len, &weight, &zone, &zone_len) && same(text, len, "a"));
    CHECK(weight == 0 && zone == NULL && zone_len == 0);
    CHECK(ringwise_members_identity_at(members, 0, &text, &len, &assigned) && same(text, len, "a") && !assigned);
    CHECK(ringwise_members_at(members, 1, &text, &len, &weight, &zone, &zone_len) && same(text, len, "b"));
    CHECK(weight == 3 && same(zone, zone_len, "east"));
    CHECK(ringwise_members_identity_at(members, 1, &text, &len, &assigned) && same(text, len, "b's") && !assigned);
    text = NULL, len = 77, weight = 77, assigned = true;
    CHECK(!ringwise_members_at(members, 2, &text, &len, &weight, &text, &len));
    CHECK(!ringwise_members_at(members, SIZE_MAX, &text, &len, &weight, &text, &len));
    CHECK(!ringwise_members_identity_at(members, 2, &text, &len, &assigned));
    CHECK(text == NULL && len == 77 && weight == 77 && assigned);
    /* Each may be NULL. */
    CHECK(ringwise_members_at(members, 1, NULL, NULL, NULL, NULL, NULL) && ringwise_members_identity_at(members, 1, NULL, NULL, NULL));
    CHECK(ringwise_members_at(members, 1, NULL, NULL, &weight, NULL, NULL) && weight == 3);
    CHECK(ringwise_members_at(members, 1, &text, NULL, NULL, NULL, &len) && text[0] == 'b' && len == 4);
    CHECK_FAILS(ringwise_ring_nodes(ring, ids, 1, &written), RINGWISE_STATUS_BUFFER_TOO_SMALL, "room for 1 nodes: there are 2");
    CHECK(written == 0 && ids[0] == 9);
    CHECK_OK(ringwise_ring_nodes(ring, ids, 3, &written));
    CHECK(written == 2 && ids[0] == 1 && ids[1] == 0 && ids[2] == 9);
    ringwise_members_free(members);
    CHECK(ringwise_ring_node(ring, "z", 1) == NULL);
    members = ringwise_ring_node(ring, "b", 1);
    CHECK(ringwise_members_len(members) == 1);
    CHECK(ringwise_members_at(members, 0, NULL, NULL, NULL, &text, &len) && same(text, len, "east"));
    ringwise_ring_free(ring);
    CHECK(same(text, len, "east"));
    ringwise_members_free(members);
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

static void null_and_unknown_nodes_are_refused_in_a_list(void)
{
    const ringwise_status null = RINGWISE_STATUS_NULL_POINTER, unknown = RINGWISE_STATUS_UNKNOWN_NODE;
    const char *const no_members = "members NULL: this call needs what it points to", *const no_name = "name NULL: this call needs what it points to";
    const char *const no_z = "node \"z\" is not in the ring: name one of its members";
    ringwise_members *members = two_servers();
    ringwise_ring *ring = made(NULL, NULL);
    const uint64_t points[] = {1};
    const int64_t tokens[] = {1};
    int64_t integer = 77;
    uint64_t point = 77;
    CHECK_FAILS(ringwise_members_set_vnodes(NULL, "a", 1, 3), null, no_members);
    CHECK_FAILS(ringwise_members_set_vnodes(members, NULL, 1, 3), null, no_name);
    CHECK_FAILS(ringwise_members_set_vnodes(members, "z", 1, 3), unknown, no_z);
    CHECK_FAILS(ringwise_members_set_vnodes(members, "\xff", 1, 3), RINGWISE_STATUS_INVALID_NAME,
                "name \"\xef\xbf\xbd\", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8");
    CHECK_FAILS(ringwise_members_set_points(NULL, "a", 1, points, 1), null, no_members);
    CHECK_FAILS(ringwise_members_set_points(members, NULL, 1, points, 1), null, no_name);
    CHECK_FAILS(ringwise_members_set_points(members, "z", 1, NULL, 1), null, "points NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_members_set_points(members, "z", 1, points, 1), unknown, no_z);
    CHECK_FAILS(ringwise_members_set_tokens(NULL, "a", 1, tokens, 1), null, no_members);
    CHECK_FAILS(ringwise_members_set_tokens(members, NULL, 1, tokens, 1), null, no_name);
    CHECK_FAILS(ringwise_members_set_tokens(members, "z", 1, NULL, 1), null, "tokens NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_members_set_tokens(members, "z", 1, tokens, 1), unknown, no_z);
    CHECK_FAILS(ringwise_ring_add_member(NULL, members, "a", 1), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_add_member(ring, NULL, "a", 1), null, no_members);
    CHECK_FAILS(ringwise_ring_add_member(ring, members, NULL, 1), null, no_name);
    CHECK_FAILS(ringwise_ring_add_member(ring, members, "z", 1), unknown, no_z);
    CHECK(!ringwise_members_vnodes_at(NULL, 0, &integer) && !ringwise_members_vnodes_at(members, 0, NULL) && !ringwise_members_vnodes_at(members, 0, &integer));
    CHECK(ringwise_members_points_len(NULL, 0) == 0 && ringwise_members_points_len(members, 0) == 0 && ringwise_members_points_len(members, 2) == 0);
    CHECK(!ringwise_members_point_at(NULL, 0, 0, &point) && !ringwise_members_point_at(members, 0, 0, &point));
    CHECK(!ringwise_members_point_at(members, 2, 0, &point));
    CHECK(integer == 77 && point == 77 && ringwise_ring_len(ring) == 0);
    ringwise_members_free(members);
    ringwise_ring_free(ring);
}

static void points_and_tokens_are_read_back(void)
{
    const uint64_t points[] = {5, UINT64_MAX};
    const int64_t tokens[] = {-7, INT64_MAX, INT64_MIN};
    ringwise_members *members = two_servers();
    uint64_t point = 77;
    CHECK_OK(ringwise_members_set_points(members, TEXT("10.0.0.1:11211"), points, 2));
    CHECK_OK(ringwise_members_set_tokens(members, TEXT("10.0.0.2:11211"), tokens, 3));
    CHECK(ringwise_members_points_len(members, 0) == 2 && ringwise_members_points_len(members, 1) == 3);
    CHECK(ringwise_members_point_at(members, 0, 1, &point) && point == UINT64_MAX);
    CHECK(ringwise_members_point_at(members, 0, 0, &point) && point == 5);
    CHECK(ringwise_members_point_at(members, 1, 0, &point) && (int64_t)point == -7);
    CHECK(ringwise_members_point_at(members, 1, 1, &point) && (int64_t)point == INT64_MAX);
    CHECK(ringwise_members_point_at(members, 1, 2, &point) && (int64_t)point == INT64_MIN);
    point = 77;
    CHECK(!ringwise_members_point_at(members, 0, 2, &point) && !ringwise_members_point_at(members, 1, 3, &point) && point == 77);
    CHECK(!ringwise_members_point_at(members, 0, 0, NULL));
    CHECK_OK(ringwise_members_set_points(members, TEXT("10.0.0.1:11211"), NULL, 0));
    CHECK(ringwise_members_points_len(members, 0) == 0);
    refused(NULL, members, RINGWISE_STATUS_UNSUPPORTED,
            "points of node \"10.0.0.1:11211\": the ring's profile has no such field, and takes nodes without it");
}

static void a_ring_of_points_is_as_it_was_given(void)
{
    const uint64_t of_a[] = {10, 30}, of_b[] = {20}, of_c[] = {UINT64_MAX};
    const int64_t below[] = {-1};
    ringwise_members *members = ringwise_members_new(), *copy;
    uint64_t positions[4], point;
    uint32_t owners[4];
    size_t written;
    CHECK_OK(ringwise_members_add_node(members, "b", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_set_points(members, "b", 1, of_b, 1));
    CHECK_OK(ringwise_members_add_node(members, "a", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_set_points(members, "a", 1, of_a, 2));
    ringwise_ring *ring = made(speaking("points"), members);
    CHECK_OK(ringwise_ring_points(ring, positions, owners, 4, &written));
    CHECK(written == 3 && positions[0] == 10 && positions[1] == 20 && positions[2] == 30 && owners[0] == 1 && owners[1] == 0 && owners[2] == 1);
    copy = ringwise_ring_members(ring);
    const char *name;
    size_t len;
    CHECK(ringwise_members_at(copy, 0, &name, &len, NULL, NULL, NULL) && same(name, len, "b")); /* the order given */
    CHECK(ringwise_members_point_at(copy, 1, 1, &point) && point == 30);
    CHECK_OK(ringwise_members_add_node(copy, "c", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_FAILS(ringwise_ring_add_member(ring, copy, "c", 1), RINGWISE_STATUS_INVALID_OPTION,
                "points are missing for node \"c\": under profile points a node is given its points");
    CHECK_OK(ringwise_members_set_tokens(copy, "c", 1, below, 1));
    CHECK_FAILS(ringwise_ring_add_member(ring, copy, "c", 1), RINGWISE_STATUS_INVALID_OPTION,
                "point -1 for node \"c\": an integer from 0 to 18446744073709551615");
    CHECK_OK(ringwise_members_set_points(copy, "c", 1, of_c, 1));
    CHECK(ringwise_ring_len(ring) == 2);
    CHECK_OK(ringwise_ring_add_member(ring, copy, "c", 1));
    CHECK_OK(ringwise_ring_points(ring, positions, owners, 4, &written));
    CHECK(written == 4 && positions[3] == UINT64_MAX && owners[3] == 2);
    CHECK_FAILS(ringwise_ring_add_member(ring, copy, "c", 1), RINGWISE_STATUS_DUPLICATE_NODE,
                "node \"c\" already exists: a name is unique in its ring");
    ringwise_members_free(copy);
    ringwise_ring_free(ring);
}

static void a_node_has_virtual_nodes_of_its_own_where_the_profile_has_them(void)
{
    ringwise_members *members = two_servers(), *copy;
    int64_t vnodes = 77;
    CHECK_OK(ringwise_members_set_vnodes(members, TEXT("10.0.0.2:11211"), 80));
    ringwise_ring *ring = made(speaking("npm_hashring"), members);
    CHECK(ringwise_ring_points_len(ring) == 4 * (40 + 80));
    copy = ringwise_ring_members(ring);
    CHECK(!ringwise_members_vnodes_at(copy, 0, &vnodes) && vnodes == 77);
    CHECK(ringwise_members_vnodes_at(copy, 1, &vnodes) && vnodes == 80);
    ringwise_members_free(copy);
    ringwise_ring_free(ring);
    members = two_servers();
    CHECK_OK(ringwise_members_set_vnodes(members, TEXT("10.0.0.2:11211"), 0));
    refused(speaking("npm_hashring"), members, RINGWISE_STATUS_INVALID_OPTION,
            "vnodes 0 for node \"10.0.0.2:11211\": an integer from 1 to 67108864");
    members = two_servers();
    CHECK_OK(ringwise_members_set_vnodes(members, TEXT("10.0.0.2:11211"), 80));
    refused(speaking("ketama"), members, RINGWISE_STATUS_UNSUPPORTED,
            "vnodes of node \"10.0.0.2:11211\": profile ketama has no such field, and takes nodes without it");
}

static void of_two_nodes_of_one_name_the_last_is_set(void)
{
    ringwise_members *members = two_servers();
    int64_t vnodes = 77;
    CHECK_OK(ringwise_members_add_node(members, TEXT("10.0.0.1:11211"), 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_members_set_vnodes(members, TEXT("10.0.0.1:11211"), 80));
    CHECK(!ringwise_members_vnodes_at(members, 0, &vnodes) && ringwise_members_vnodes_at(members, 2, &vnodes) && vnodes == 80);
    ringwise_members_free(members);
}

static void haproxy_numbers_the_servers_that_have_no_id(void)
{
    ringwise_members *members = two_servers(), *copy;
    const char *identity;
    size_t len;
    bool assigned = true;
    CHECK_OK(ringwise_members_add_node(members, "c", 1, 1, NO_TEXT, "7", 1));
    CHECK(ringwise_members_identity_at(members, 1, NULL, NULL, &assigned) && !assigned);
    ringwise_ring *ring = made(speaking("haproxy"), members), *again;
    copy = ringwise_ring_members(ring);
    CHECK(ringwise_members_identity_at(copy, 1, &identity, &len, &assigned) && same(identity, len, "2") && assigned);
    CHECK(ringwise_members_identity_at(copy, 2, NULL, NULL, &assigned) && !assigned);
    CHECK(!ringwise_members_identity_at(copy, 3, NULL, NULL, &assigned) && !ringwise_members_identity_at(NULL, 0, NULL, NULL, &assigned));
    again = made(speaking("haproxy"), copy);
    CHECK(ringwise_ring_equal(ring, again));
    ringwise_ring_free(again);
    ringwise_ring_free(ring);
}

int main(void)
{
    members_are_read_back();
    bad_names_in_a_list_are_refused();
    null_and_unknown_nodes_are_refused_in_a_list();
    points_and_tokens_are_read_back();
    a_ring_of_points_is_as_it_was_given();
    a_node_has_virtual_nodes_of_its_own_where_the_profile_has_them();
    of_two_nodes_of_one_name_the_last_is_set();
    haproxy_numbers_the_servers_that_have_no_id();
    puts("ok");
    return 0;
}
