/* Is NULL refused wherever it may not be, and is nothing written then? */
#include "rings.h"

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
    CHECK_FAILS(ringwise_options_set_integer(NULL, RINGWISE_VNODES, 1), null, "options NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_integer(NULL, RINGWISE_SEED, 1), null, "options NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_text(NULL, RINGWISE_HASH_TAG, "{}", 2), null, "options NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_text(options, RINGWISE_HASH_TAG, NULL, 2), null, "value NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_text(NULL, RINGWISE_ZONES, "spread", 6), null, "options NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_text(options, RINGWISE_ZONES, NULL, 6), null, "value NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_options_set_integer(NULL, RINGWISE_VNODES, 1), null, "options NULL: this call needs what it points to");
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
    ringwise_members *members = ringwise_ring_members(ring);
    const char *name = NULL;
    const void *keys[] = {"k"};
    const size_t key_lens[] = {1};
    size_t len = 77;
    uint32_t id = 77, out[1];
    int64_t weight = 77;
    bool assigned = true;
    CHECK(ringwise_ring_clone(NULL) == NULL && ringwise_ring_members(NULL) == NULL && ringwise_reader_new(NULL) == NULL);
    CHECK(!ringwise_ring_equal(NULL, ring) && !ringwise_ring_equal(ring, NULL) && !ringwise_ring_equal(NULL, NULL));
    CHECK(ringwise_ring_len(NULL) == 0 && ringwise_ring_names_len(NULL) == 0 && ringwise_ring_points_len(NULL) == 0);
    CHECK(!ringwise_ring_contains(NULL, "a", 1) && !ringwise_ring_contains(ring, NULL, 1));
    CHECK(ringwise_ring_node(NULL, "a", 1) == NULL && ringwise_ring_node(ring, NULL, 1) == NULL);
    CHECK(!ringwise_ring_id(NULL, "a", 1, &id) && !ringwise_ring_id(ring, NULL, 1, &id) && !ringwise_ring_id(ring, "a", 1, NULL));
    CHECK(!ringwise_ring_name(NULL, 0, &name, &len) && !ringwise_ring_name(ring, 0, NULL, &len) && !ringwise_ring_name(ring, 0, &name, NULL));
    CHECK(ringwise_ring_options(NULL) == NULL);
    CHECK(ringwise_members_len(NULL) == 0 && !ringwise_members_at(NULL, 0, &name, &len, &weight, &name, &len));
    CHECK(!ringwise_members_identity_at(NULL, 0, &name, &len, &assigned) && assigned);
    CHECK(ringwise_changes_len(NULL) == 0 && !ringwise_changes_at(NULL, 0, &name, &len, &id));
    CHECK(!ringwise_ring_get_node(NULL, "k", 1, &id) && !ringwise_ring_get_node(ring, NULL, 1, &id) && !ringwise_ring_get_node(ring, "k", 1, NULL));
    CHECK(ringwise_ring_get_nodes(NULL, "k", 1, out, 1) == 0 && ringwise_ring_get_nodes(ring, NULL, 1, out, 1) == 0);
    CHECK(ringwise_ring_get_nodes(ring, "k", 1, NULL, 1) == 0);
    CHECK(ringwise_ring_get_node_batch(NULL, keys, key_lens, 1, out) == 0 && ringwise_ring_get_node_batch(ring, NULL, key_lens, 1, out) == 0);
    CHECK(ringwise_ring_get_node_batch(ring, keys, NULL, 1, out) == 0 && ringwise_ring_get_node_batch(ring, keys, key_lens, 1, NULL) == 0);
    CHECK(!ringwise_reader_get_node(NULL, "k", 1, &id) && !ringwise_reader_get_node(reader, NULL, 1, &id));
    CHECK(!ringwise_reader_get_node(reader, "k", 1, NULL));
    CHECK(ringwise_reader_get_nodes(NULL, "k", 1, out, 1) == 0 && ringwise_reader_get_nodes(reader, NULL, 1, out, 1) == 0);
    CHECK(ringwise_reader_get_nodes(reader, "k", 1, NULL, 1) == 0);
    CHECK(ringwise_ring_group(NULL, keys, key_lens, 1, &len, out) == 0 && ringwise_ring_group(ring, NULL, key_lens, 1, &len, out) == 0);
    CHECK(ringwise_ring_group(ring, keys, NULL, 1, &len, out) == 0 && ringwise_ring_group(ring, keys, key_lens, 1, NULL, out) == 0);
    CHECK(ringwise_ring_group(ring, keys, key_lens, 1, &len, NULL) == 0);
    CHECK(ringwise_ring_iter_nodes(NULL, "k", 1) == NULL && ringwise_ring_iter_nodes(ring, NULL, 1) == NULL);
    CHECK(!ringwise_key_nodes_next(NULL, &id));
    ringwise_key_nodes *nodes = ringwise_ring_iter_nodes(ring, "k", 1);
    CHECK(!ringwise_key_nodes_next(nodes, NULL));
    CHECK(ringwise_text_get(NULL, &len) == NULL);
    CHECK(name == NULL && len == 77 && id == 77 && weight == 77);
    CHECK(ringwise_key_nodes_next(nodes, &id) && ringwise_ring_get_node(ring, "k", 1, out) && id == out[0]); /* none was lost */
    ringwise_key_nodes_free(nodes);
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
    ringwise_key_nodes_free(NULL);
    ringwise_text_free(NULL);
}

int main(void)
{
    null_is_refused_where_a_status_says_so();
    null_gives_nothing_where_a_value_is_returned();
    null_is_freed_like_any_handle();
    puts("ok");
    return 0;
}
