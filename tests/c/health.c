/* Do marks do what the header promises, and is bad input refused? */
#include "rings.h"

static bool is_healthy(const ringwise_ring *ring, const char *name)
{
    bool healthy = false;
    CHECK_OK(ringwise_ring_is_healthy(ring, TEXT(name), &healthy));
    return healthy;
}

/* Returns the name of an id; it must be one letter. */
static char letter(const ringwise_ring *ring, uint32_t id)
{
    const char *name;
    size_t len;
    CHECK(ringwise_ring_name(ring, id, &name, &len) && len == 1);
    return name[0];
}

/* Checks every healthy lookup, the reader's too, against a list. */
static void check_healthy(const ringwise_ring *ring, ringwise_reader *reader, const uint32_t *expected, size_t count)
{
    uint32_t out[4], id = 77;
    CHECK(ringwise_ring_get_healthy_nodes(ring, "k", 1, out, 4) == count && memcmp(out, expected, count * sizeof *out) == 0);
    CHECK(ringwise_reader_get_healthy_nodes(reader, "k", 1, out, 4) == count && memcmp(out, expected, count * sizeof *out) == 0);
    CHECK(ringwise_ring_get_node_with_fallback(ring, "k", 1, &id) == (count > 0) && id == (count > 0 ? expected[0] : 77));
    id = 77;
    CHECK(ringwise_reader_get_node_with_fallback(reader, "k", 1, &id) == (count > 0) && id == (count > 0 ? expected[0] : 77));
}

static void keys_of_a_node_that_is_down_go_on_along_their_list(void)
{
    ringwise_ring *ring = ring_of_abc();
    ringwise_reader *reader = ringwise_reader_new(ring);
    uint32_t all[3], out[1], owner;
    CHECK(ringwise_ring_get_nodes(ring, "k", 1, all, 3) == 3);
    check_healthy(ring, reader, all, 3);
    for (size_t down = 0; down < 3; down++) {
        char name = letter(ring, all[down]);
        CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, &name, 1));
        CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, &name, 1));
        check_healthy(ring, reader, all + down + 1, 2 - down);
        CHECK(ringwise_ring_get_node(ring, "k", 1, &owner) && owner == all[0]);
    }
    CHECK(ringwise_ring_get_healthy_nodes(ring, NULL, 0, out, 1) == 0);
    for (size_t up = 3; up-- > 0;) {
        char name = letter(ring, all[up]);
        CHECK_OK(ringwise_ring_mark_node_healthy(ring, &name, 1));
        check_healthy(ring, reader, all + up, 3 - up);
    }
    ringwise_reader_free(reader);
    ringwise_ring_free(ring);
}

static void marks_stay_through_edits_and_with_their_handle(void)
{
    ringwise_ring *ring = ring_of_abc();
    CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, "a", 1));
    CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, "b", 1));
    ringwise_ring *clone = ringwise_ring_clone(ring);
    CHECK(ringwise_ring_equal(ring, clone) && is_healthy(clone, "a") && is_healthy(clone, "b"));
    CHECK_OK(ringwise_ring_set_weight(ring, "a", 1, 3));
    CHECK_OK(ringwise_ring_add_node(ring, "d", 1, 1, NO_TEXT, NO_TEXT));
    CHECK(!is_healthy(ring, "a") && !is_healthy(ring, "b") && is_healthy(ring, "c") && is_healthy(ring, "d"));
    CHECK_OK(ringwise_ring_remove_node(ring, "a", 1));
    CHECK_OK(ringwise_ring_add_node(ring, "a", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_ring_replace_node(ring, "b", 1, "e", 1));
    CHECK(is_healthy(ring, "a") && is_healthy(ring, "e"));
    ringwise_ring_free(clone);
    ringwise_ring_free(ring);
}

static void health_says_since_when(void)
{
    ringwise_ring *ring = ring_of_abc();
    ringwise_health *fresh = NULL, *down = NULL, *again = NULL;
    const char *name, *reason = "?";
    size_t len, reason_len = 77;
    bool healthy;
    double since[3];
    CHECK_OK(ringwise_ring_health(ring, "a", 1, &fresh));
    CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, "a", 1));
    CHECK_OK(ringwise_ring_health(ring, "a", 1, &down));
    CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, "a", 1));
    CHECK_OK(ringwise_ring_health(ring, "a", 1, &again));
    ringwise_ring_free(ring);
    CHECK(ringwise_health_len(fresh) == 1);
    CHECK(ringwise_health_at(fresh, 0, &name, &len, &healthy, &since[0], &reason, &reason_len) && same(name, len, "a") && healthy);
    CHECK(reason == NULL && reason_len == 0);
    CHECK(ringwise_health_at(down, 0, NULL, NULL, &healthy, &since[1], &reason, &reason_len) && !healthy);
    CHECK(reason == NULL && reason_len == 0);
    CHECK(ringwise_health_at(again, 0, NULL, NULL, &healthy, &since[2], NULL, NULL) && !healthy);
    /* After 2020, before 2100. */
    CHECK(since[0] > 1.577e9 && since[0] < 4.103e9 && since[1] > 1.577e9 && since[1] < 4.103e9);
    CHECK(!(since[2] < since[1]) && !(since[2] > since[1]));
    ringwise_health_free(fresh);
    ringwise_health_free(down);
    ringwise_health_free(again);
}

static void the_health_of_all_is_that_of_each(void)
{
    ringwise_ring *ring = ring_of_abc(), *empty = NULL;
    const char *name;
    size_t len;
    bool healthy;
    CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, "b", 1));
    ringwise_health *health = ringwise_ring_healths(ring);
    CHECK_OK(ringwise_ring_mark_node_healthy(ring, "b", 1)); /* it stays as it is */
    CHECK(ringwise_health_len(health) == 3);
    for (size_t i = 0; i < 3; i++)
        CHECK(ringwise_health_at(health, i, &name, &len, &healthy, NULL, NULL, NULL) && len == 1 && name[0] == "abc"[i] && healthy == (i != 1));
    CHECK(!ringwise_health_at(health, 3, &name, &len, &healthy, NULL, NULL, NULL));
    ringwise_health_free(health);
    CHECK_OK(ringwise_ring_new(NULL, NULL, &empty));
    health = ringwise_ring_healths(empty);
    CHECK(health != NULL && ringwise_health_len(health) == 0 && ringwise_ring_healths(NULL) == NULL);
    ringwise_health_free(health);
    ringwise_ring_free(empty);
    ringwise_ring_free(ring);
}

static void unknown_nodes_are_refused(void)
{
    const ringwise_status unknown = RINGWISE_STATUS_UNKNOWN_NODE;
    const char *message = "node \"z\" is not in the ring: name one of its members";
    ringwise_ring *ring = ring_of_abc();
    ringwise_health *health = NULL;
    uint64_t number = 77;
    bool healthy = true;
    CHECK_FAILS(ringwise_ring_mark_node_unhealthy(ring, "z", 1), unknown, message);
    CHECK_FAILS(ringwise_ring_mark_node_healthy(ring, "z", 1), unknown, message);
    CHECK_FAILS(ringwise_ring_is_healthy(ring, "z", 1, &healthy), unknown, message);
    CHECK_FAILS(ringwise_ring_health(ring, "z", 1, &health), unknown, message);
    CHECK_FAILS(ringwise_ring_load(ring, "z", 1, &number, &number), unknown, message);
    CHECK_FAILS(ringwise_ring_load(ring, "", 0, &number, &number), unknown, "node \"\" is not in the ring: name one of its members");
    CHECK_OK(ringwise_ring_remove_node(ring, "a", 1));
    message = "node \"a\" is not in the ring: name one of its members";
    CHECK_FAILS(ringwise_ring_mark_node_unhealthy(ring, "a", 1), unknown, message);
    CHECK_FAILS(ringwise_ring_load(ring, "a", 1, &number, &number), unknown, message);
    CHECK(healthy && health == NULL && number == 77);
    ringwise_ring_free(ring);
}

static void names_that_are_not_utf8_are_refused(void)
{
    const ringwise_status invalid = RINGWISE_STATUS_INVALID_NAME;
    const char *message = "name \"\xef\xbf\xbd\", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8";
    ringwise_ring *ring = ring_of_abc();
    ringwise_health *health = NULL;
    uint64_t number = 77;
    bool healthy = true;
    CHECK_FAILS(ringwise_ring_mark_node_unhealthy(ring, "\xff", 1), invalid, message);
    CHECK_FAILS(ringwise_ring_mark_node_healthy(ring, "\xff", 1), invalid, message);
    CHECK_FAILS(ringwise_ring_is_healthy(ring, "\xff", 1, &healthy), invalid, message);
    CHECK_FAILS(ringwise_ring_health(ring, "\xff", 1, &health), invalid, message);
    CHECK_FAILS(ringwise_ring_load(ring, "\xff", 1, &number, &number), invalid, message);
    CHECK(healthy && health == NULL && number == 77);
    ringwise_ring_free(ring);
}

static void null_is_refused_where_a_status_says_so(void)
{
    const ringwise_status null = RINGWISE_STATUS_NULL_POINTER;
    ringwise_ring *ring = ring_of_abc();
    ringwise_health *health = NULL;
    uint32_t ids[3] = {77};
    uint64_t number = 77, loads[3] = {77};
    size_t written = 77;
    bool healthy = true;
    CHECK_FAILS(ringwise_ring_loads(NULL, ids, loads, 3, &written), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_loads(ring, NULL, loads, 3, &written), null, "ids NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_loads(ring, ids, NULL, 3, &written), null, "loads NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_loads(ring, ids, loads, 3, NULL), null, "written NULL: this call needs what it points to");
    CHECK(written == 77 && ids[0] == 77 && loads[0] == 77);
    CHECK_FAILS(ringwise_ring_mark_node_unhealthy(NULL, "a", 1), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_mark_node_unhealthy(ring, NULL, 1), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_mark_node_healthy(NULL, "a", 1), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_mark_node_healthy(ring, NULL, 1), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_is_healthy(NULL, "a", 1, &healthy), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_is_healthy(ring, NULL, 1, &healthy), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_is_healthy(ring, "a", 1, NULL), null, "healthy NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_health(NULL, "a", 1, &health), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_health(ring, NULL, 1, &health), null, "name NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_health(ring, "a", 1, NULL), null, "health NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_load(NULL, "a", 1, &number, &number), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_load(ring, NULL, 1, &number, &number), null, "name NULL: this call needs what it points to");
    CHECK_OK(ringwise_ring_load(ring, "a", 1, NULL, NULL)); /* each may be NULL */
    CHECK(healthy && health == NULL && number == 77 && is_healthy(ring, "a"));
    ringwise_ring_free(ring);
}

static void null_gives_nothing_where_a_value_is_returned(void)
{
    ringwise_ring *ring = ring_of_abc();
    ringwise_reader *reader = ringwise_reader_new(ring);
    ringwise_health *health = NULL;
    const char *reason = NULL;
    size_t len = 77;
    uint32_t id = 77, out[1];
    uint64_t ticket = 77;
    bool healthy = false;
    double since = 77;
    CHECK_OK(ringwise_ring_health(ring, "a", 1, &health));
    CHECK(ringwise_ring_total_load(NULL) == 0);
    CHECK(!ringwise_ring_get_node_with_fallback(NULL, "k", 1, &id) && !ringwise_ring_get_node_with_fallback(ring, NULL, 1, &id));
    CHECK(!ringwise_ring_get_node_with_fallback(ring, "k", 1, NULL));
    CHECK(ringwise_ring_get_healthy_nodes(NULL, "k", 1, out, 1) == 0 && ringwise_ring_get_healthy_nodes(ring, NULL, 1, out, 1) == 0);
    CHECK(ringwise_ring_get_healthy_nodes(ring, "k", 1, NULL, 1) == 0 && ringwise_ring_get_healthy_nodes(ring, "k", 1, out, 0) == 0);
    CHECK(!ringwise_reader_get_node_with_fallback(NULL, "k", 1, &id) && !ringwise_reader_get_node_with_fallback(reader, NULL, 1, &id));
    CHECK(!ringwise_reader_get_node_with_fallback(reader, "k", 1, NULL));
    CHECK(ringwise_reader_get_healthy_nodes(NULL, "k", 1, out, 1) == 0 && ringwise_reader_get_healthy_nodes(reader, NULL, 1, out, 1) == 0);
    CHECK(ringwise_reader_get_healthy_nodes(reader, "k", 1, NULL, 1) == 0);
    CHECK(!ringwise_ring_acquire(NULL, "k", 1, &id, &ticket) && !ringwise_ring_acquire(ring, NULL, 1, &id, &ticket));
    CHECK(!ringwise_ring_acquire(ring, "k", 1, NULL, &ticket) && !ringwise_ring_acquire(ring, "k", 1, &id, NULL));
    CHECK(ringwise_ring_total_load(ring) == 0 && !ringwise_ring_release(NULL, 77));
    CHECK(ringwise_health_len(NULL) == 0 && !ringwise_health_at(NULL, 0, &reason, &len, &healthy, &since, &reason, &len));
    CHECK(!ringwise_health_at(health, 1, &reason, &len, &healthy, &since, &reason, &len));
    CHECK(!ringwise_health_at(health, SIZE_MAX, &reason, &len, &healthy, &since, &reason, &len));
    CHECK(id == 77 && ticket == 77 && reason == NULL && len == 77 && !healthy && since == 77);
    CHECK(ringwise_health_at(health, 0, NULL, NULL, NULL, NULL, NULL, NULL)); /* each may be NULL */
    ringwise_health_free(NULL);
    ringwise_health_free(health);
    ringwise_reader_free(reader);
    ringwise_ring_free(ring);
}

int main(void)
{
    keys_of_a_node_that_is_down_go_on_along_their_list();
    marks_stay_through_edits_and_with_their_handle();
    health_says_since_when();
    the_health_of_all_is_that_of_each();
    unknown_nodes_are_refused();
    names_that_are_not_utf8_are_refused();
    null_is_refused_where_a_status_says_so();
    null_gives_nothing_where_a_value_is_returned();
    puts("ok");
    return 0;
}
