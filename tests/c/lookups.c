/* Do lookups answer what they should, by the ring and by a reader? */
#include "rings.h"

static ringwise_options *with_hash_tag(const char *hash_tag, size_t len)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_HASH_TAG, hash_tag, len));
    return options;
}

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
    ringwise_ring *all = ring_of(NULL, names, 8), *ring = NULL;
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

static void a_reader_gives_what_its_ring_gives(void)
{
    ringwise_ring *ring = ring_of_abc();
    ringwise_reader *reader = ringwise_reader_new(ring);
    uint32_t id, owner, out[2], expected[2];
    for (int edit = 0; edit < 3; edit++) {
        CHECK(ringwise_reader_get_node(reader, "k", 1, &id) && ringwise_ring_get_node(ring, "k", 1, &owner) && id == owner);
        CHECK(ringwise_reader_get_nodes(reader, "k", 1, out, 2) == ringwise_ring_get_nodes(ring, "k", 1, expected, 2));
        CHECK(out[0] == expected[0] && (ringwise_ring_len(ring) == 1 || out[1] == expected[1]));
        if (edit < 2)
            CHECK_OK(ringwise_ring_remove_node(ring, edit == 0 ? "a" : "b", 1));
    }
    ringwise_ring_free(ring);
    CHECK(ringwise_reader_get_node(reader, "k", 1, &id) && id == 2);
    ringwise_reader_free(reader);
}

static void maglev_knows_the_owner_alone(void)
{
    ringwise_ring *ring = made(speaking("envoy_maglev"), two_servers()), *native = made(NULL, two_servers());
    uint32_t out[2];
    CHECK(ringwise_ring_get_nodes(ring, "k", 1, out, 2) == 1);
    CHECK_OK(ringwise_ring_check_count(ring, 0));
    CHECK_OK(ringwise_ring_check_count(ring, 1));
    CHECK_FAILS(ringwise_ring_check_count(ring, 2), RINGWISE_STATUS_UNSUPPORTED,
                "a list of 2 nodes: profile envoy_maglev has one node for each key");
    CHECK_OK(ringwise_ring_check_count(native, SIZE_MAX));
    CHECK_FAILS(ringwise_ring_check_count(NULL, 1), RINGWISE_STATUS_NULL_POINTER, "ring NULL: this call needs what it points to");
    ringwise_ring_free(ring);
    ringwise_ring_free(native);
}

static void retries_are_spymemcached_s_alone(void)
{
    const ringwise_status null = RINGWISE_STATUS_NULL_POINTER;
    ringwise_ring *ring = made(speaking("spymemcached_ketama"), two_servers()), *empty = made(speaking("spymemcached_ketama"), NULL);
    ringwise_ring *native = made(NULL, two_servers());
    uint32_t out[7] = {77, 77, 77, 77, 77, 77, 77}, owner;
    size_t written = 77;
    CHECK_FAILS(ringwise_ring_retry_nodes(native, "k", 1, out, 7, &written), RINGWISE_STATUS_UNSUPPORTED,
                "retry_nodes of profile native-v1: only profile spymemcached_ketama has them");
    CHECK_FAILS(ringwise_ring_retry_nodes(ring, "k", 1, out, 6, &written), RINGWISE_STATUS_BUFFER_TOO_SMALL, "room for 6 nodes: there are 7");
    CHECK_FAILS(ringwise_ring_retry_nodes(NULL, "k", 1, out, 7, &written), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_retry_nodes(ring, NULL, 1, out, 7, &written), null, "key NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_retry_nodes(ring, "k", 1, NULL, 7, &written), null, "out NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_retry_nodes(ring, "k", 1, out, 7, NULL), null, "written NULL: this call needs what it points to");
    CHECK(written == 77 && out[0] == 77 && out[6] == 77);
    CHECK_OK(ringwise_ring_retry_nodes(ring, "k", 1, out, 7, &written));
    CHECK(written == 7 && ringwise_ring_get_node(ring, "k", 1, &owner) && owner == out[0]);
    for (size_t i = 0; i < 7; i++)
        CHECK(out[i] < 2);
    CHECK_OK(ringwise_ring_retry_nodes(ring, NULL, 0, out, 7, &written));
    CHECK(written == 7);
    CHECK_OK(ringwise_ring_retry_nodes(empty, "k", 1, out, 7, &written));
    CHECK(written == 0);
    ringwise_ring_free(ring);
    ringwise_ring_free(empty);
    ringwise_ring_free(native);
}

static void a_group_has_one_owner(void)
{
    enum { KEYS = 60 };
    ringwise_ring *ring = ring_of_abc();
    char bytes[KEYS];
    const void *keys[KEYS];
    size_t lens[KEYS], order[KEYS], first_of_group = 0;
    uint32_t owners[KEYS], owner;
    bool seen[KEYS] = {false}, ended[3] = {false, false, false};
    for (int i = 0; i < KEYS; i++) {
        bytes[i] = (char)i;
        keys[i] = &bytes[i];
        lens[i] = 1;
    }
    CHECK(ringwise_ring_group(ring, keys, lens, KEYS, order, owners) == KEYS && order[0] == 0);
    for (size_t i = 0; i < KEYS; i++) {
        CHECK(order[i] < KEYS && !seen[order[i]]);
        seen[order[i]] = true;
        CHECK(ringwise_ring_get_node(ring, keys[order[i]], 1, &owner) && owner == owners[i] && !ended[owner]);
        if (i > 0 && owners[i] != owners[i - 1]) {
            ended[owners[i - 1]] = true;
            CHECK(order[i] > order[first_of_group]); /* groups by their first keys */
            first_of_group = i;
        } else
            CHECK(i == 0 || order[i] > order[i - 1]); /* keys of a group in their own order */
    }
    CHECK(ended[0] + ended[1] + ended[2] == 2);
    keys[2] = NULL;
    CHECK(ringwise_ring_group(ring, keys, lens, KEYS, order, owners) == 2);
    CHECK(ringwise_ring_group(ring, keys, lens, 0, order, owners) == 0);
    CHECK_OK(ringwise_ring_set_nodes(ring, NULL, NULL));
    lens[2] = 0;
    CHECK(ringwise_ring_group(ring, keys, lens, 3, order, owners) == 3);
    for (size_t i = 0; i < 3; i++)
        CHECK(order[i] == i && owners[i] == RINGWISE_NO_NODE);
    ringwise_ring_free(ring);
}

static void the_nodes_of_a_key_come_one_by_one(void)
{
    ringwise_ring *ring = native(5);
    uint32_t expected[5], id = 77;
    CHECK(ringwise_ring_get_nodes(ring, "k", 1, expected, 5) == 5);
    ringwise_key_nodes *nodes = ringwise_ring_iter_nodes(ring, "k", 1), *first = ringwise_ring_iter_nodes(ring, "k", 1);
    CHECK_OK(ringwise_ring_set_nodes(ring, NULL, NULL)); /* they stay */
    ringwise_key_nodes *none = ringwise_ring_iter_nodes(ring, "k", 1);
    ringwise_ring_free(ring);
    CHECK(!ringwise_key_nodes_next(none, &id) && id == 77);
    for (size_t i = 0; i < 5; i++)
        CHECK(ringwise_key_nodes_next(nodes, &id) && id == expected[i]);
    id = 77;
    CHECK(!ringwise_key_nodes_next(nodes, &id) && !ringwise_key_nodes_next(nodes, &id) && id == 77);
    CHECK(ringwise_key_nodes_next(first, &id) && id == expected[0]);
    ringwise_key_nodes_free(none);
    ringwise_key_nodes_free(nodes);
    ringwise_key_nodes_free(first); /* before the last */
}

int main(void)
{
    lists_are_as_long_as_they_can_be();
    rings_without_points_give_nothing();
    a_batch_ends_before_a_key_that_is_null();
    keys_with_one_tag_share_a_node();
    a_reader_gives_what_its_ring_gives();
    a_group_has_one_owner();
    the_nodes_of_a_key_come_one_by_one();
    maglev_knows_the_owner_alone();
    retries_are_spymemcached_s_alone();
    puts("ok");
    return 0;
}
