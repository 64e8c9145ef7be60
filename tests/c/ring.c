/* Do rings keep their points, ids and names, and clones their independence? */
#include "rings.h"

static ringwise_status add(ringwise_ring *ring, const char *name, size_t len)
{
    return ringwise_ring_add_node(ring, name, len, 1, NO_TEXT, NO_TEXT);
}

static void rings_that_place_alike_are_equal(void)
{
    const char *const forwards[] = {"a", "b"}, *const backwards[] = {"b", "a"};
    ringwise_ring *ring = ring_of(NULL, forwards, 2), *other = ring_of(NULL, backwards, 2);
    uint32_t id = 7, other_id = 7;
    CHECK(ringwise_ring_equal(ring, other));
    CHECK(ringwise_ring_id(ring, "a", 1, &id) && ringwise_ring_id(other, "a", 1, &other_id) && id == 0 && other_id == 1);
    CHECK_OK(ringwise_ring_set_weight(other, "a", 1, 2));
    CHECK(!ringwise_ring_equal(ring, other));
    ringwise_ring_free(ring);
    ringwise_ring_free(other);
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
    CHECK_FAILS(add(ring, "a\0b", 3), RINGWISE_STATUS_DUPLICATE_NODE, "node \"a\\0b\" already exists: a name is unique in its ring");
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

int main(void)
{
    rings_that_place_alike_are_equal();
    points_are_read_back();
    names_stay_where_they_are();
    a_name_may_hold_a_nul();
    a_clone_is_independent();
    puts("ok");
    return 0;
}
