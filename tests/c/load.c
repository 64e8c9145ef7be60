/* Do loads do what the header promises, and is bad input refused? */
#include "rings.h"

static uint64_t load(const ringwise_ring *ring, const char *name)
{
    uint64_t load = 0;
    CHECK_OK(ringwise_ring_load(ring, TEXT(name), &load, NULL));
    return load;
}

static uint64_t capacity(const ringwise_ring *ring, const char *name)
{
    uint64_t capacity = 0;
    CHECK_OK(ringwise_ring_load(ring, TEXT(name), NULL, &capacity));
    return capacity;
}

/* Returns the name of an id; it must be one letter. */
static char letter(const ringwise_ring *ring, uint32_t id)
{
    const char *name;
    size_t len;
    CHECK(ringwise_ring_name(ring, id, &name, &len) && len == 1);
    return name[0];
}

static void a_place_is_taken_and_given_back_once(void)
{
    ringwise_ring *ring = ring_of_abc();
    uint32_t id, owner;
    uint64_t ticket = 0;
    CHECK(ringwise_ring_get_node(ring, "k", 1, &owner));
    CHECK(ringwise_ring_acquire(ring, "k", 1, &id, &ticket) && id == owner && ticket != 0);
    char name[] = {letter(ring, owner), '\0'};
    CHECK(load(ring, name) == 1 && ringwise_ring_total_load(ring) == 1);
    CHECK(!ringwise_ring_release(ring, 0) && !ringwise_ring_release(ring, UINT64_MAX));
    CHECK(ringwise_ring_release(ring, ticket) && load(ring, name) == 0 && ringwise_ring_total_load(ring) == 0);
    CHECK(!ringwise_ring_release(ring, ticket) && load(ring, name) == 0 && ringwise_ring_total_load(ring) == 0);
    ringwise_ring_free(ring);
}

static void a_hot_key_overflows_along_its_list(void)
{
    ringwise_ring *ring = ring_of_abc();
    uint32_t all[3], id;
    uint64_t ticket;
    size_t counts[3] = {0, 0, 0};
    CHECK(ringwise_ring_get_nodes(ring, "k", 1, all, 3) == 3);
    for (uint64_t taken = 0; taken < 30; taken++) {
        /* The first node of the list that has room, by the definition. */
        size_t first = 0;
        while (counts[first] * 300 >= 125 * (taken + 1))
            first++;
        char name[] = {letter(ring, all[first]), '\0'};
        CHECK(capacity(ring, name) == (125 * (taken + 1) + 299) / 300);
        CHECK(ringwise_ring_acquire(ring, "k", 1, &id, &ticket) && id == all[first]);
        counts[first]++;
        CHECK(load(ring, name) == counts[first]);
    }
    CHECK(counts[0] == 13 && counts[1] == 13 && counts[2] == 4 && ringwise_ring_total_load(ring) == 30);
    ringwise_ring_free(ring);
}

static void nodes_that_are_down_or_drained_get_nothing(void)
{
    ringwise_ring *ring = ring_of_abc();
    uint32_t id = 77;
    uint64_t ticket, other = 77;
    CHECK_OK(ringwise_ring_set_weight(ring, "a", 1, 0));
    CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, "b", 1));
    for (int i = 0; i < 20; i++)
        CHECK(ringwise_ring_acquire(ring, &i, sizeof i, &id, &ticket) && letter(ring, id) == 'c');
    CHECK(load(ring, "c") == 20 && capacity(ring, "a") == 0 && capacity(ring, "b") == 0 && capacity(ring, "c") == 27);
    CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, "c", 1));
    id = 77;
    CHECK(!ringwise_ring_acquire(ring, "k", 1, &id, &other) && id == 77 && other == 77);
    CHECK(ringwise_ring_total_load(ring) == 20 && capacity(ring, "c") == 0);
    CHECK(ringwise_ring_release(ring, ticket) && load(ring, "c") == 19);
    ringwise_ring_free(ring);
}

static void a_ticket_goes_with_its_node(void)
{
    ringwise_ring *ring = ring_of_abc();
    uint32_t id, again;
    uint64_t ticket, later;
    CHECK(ringwise_ring_acquire(ring, "k", 1, &id, &ticket));
    char name[] = {letter(ring, id), '\0'};
    CHECK_OK(ringwise_ring_set_weight(ring, name, 1, 2));
    CHECK(load(ring, name) == 1);
    CHECK_OK(ringwise_ring_remove_node(ring, name, 1));
    CHECK(ringwise_ring_total_load(ring) == 0 && !ringwise_ring_release(ring, ticket));
    CHECK_OK(ringwise_ring_add_node(ring, name, 1, 1, NO_TEXT, NO_TEXT));
    CHECK(load(ring, name) == 0 && ringwise_ring_acquire(ring, "k", 1, &again, &later) && again == id && later != ticket);
    CHECK(!ringwise_ring_release(ring, ticket) && load(ring, name) == 1);
    CHECK(ringwise_ring_release(ring, later) && load(ring, name) == 0);
    ringwise_ring_free(ring);
}

static void the_loads_of_all_are_those_of_each(void)
{
    const char *const names[] = {"c", "a", "b"};
    ringwise_ring *ring = ring_of(NULL, names, 3);
    uint32_t ids[4] = {77, 77, 77, 77}, id;
    uint64_t loads[4] = {77, 77, 77, 77}, ticket, sum = 0;
    size_t written = 77;
    for (int i = 0; i < 10; i++)
        CHECK(ringwise_ring_acquire(ring, &i, sizeof i, &id, &ticket));
    CHECK_FAILS(ringwise_ring_loads(ring, ids, loads, 2, &written), RINGWISE_STATUS_BUFFER_TOO_SMALL, "room for 2 nodes: there are 3");
    CHECK(written == 77 && ids[0] == 77 && loads[0] == 77);
    CHECK_OK(ringwise_ring_loads(ring, ids, loads, 4, &written));
    CHECK(written == 3 && ids[3] == 77 && loads[3] == 77);
    for (size_t i = 0; i < 3; i++) {
        char name[] = {letter(ring, ids[i]), '\0'};
        CHECK(name[0] == "abc"[i] && load(ring, name) == loads[i]);
        sum += loads[i];
    }
    CHECK(sum == 10 && ringwise_ring_total_load(ring) == 10);
    ringwise_ring_free(ring);
}

static void the_load_factor_is_set_on_a_ring(void)
{
    ringwise_options *options = ringwise_options_new();
    ringwise_ring *ring = NULL, *plain = NULL;
    CHECK_OK(ringwise_ring_new(NULL, NULL, &plain));
    CHECK_OK(ringwise_ring_new(NULL, NULL, &ring));
    CHECK_OK(ringwise_ring_set_load_factor(ring, 300));
    CHECK(ringwise_ring_load_factor(plain) == 125 && ringwise_ring_load_factor(ring) == 300 && ringwise_ring_equal(ring, plain));
    ringwise_ring_free(plain);
    CHECK_OK(ringwise_ring_add_node(ring, "a", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_ring_add_node(ring, "b", 1, 2, NO_TEXT, NO_TEXT));
    CHECK(capacity(ring, "a") == 1 && capacity(ring, "b") == 2);
    plain = ringwise_ring_clone(ring);
    CHECK(ringwise_ring_load_factor(plain) == 300);
    ringwise_ring_free(plain);
    const int64_t bad[] = {100, 10001, -1, INT64_MIN + 1, INT64_MAX - 1};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char message[96];
        snprintf(message, sizeof message, "load_factor %lld: an integer from 101 to 10000", (long long)bad[i]);
        CHECK_FAILS(ringwise_ring_set_load_factor(ring, bad[i]), RINGWISE_STATUS_INVALID_OPTION, message);
    }
    CHECK(ringwise_ring_load_factor(ring) == 300);
    ringwise_ring_free(ring);
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_PROFILE, TEXT("lafikl")));
    CHECK_OK(ringwise_ring_new(options, NULL, &ring));
    CHECK_FAILS(ringwise_ring_set_load_factor(ring, 125), RINGWISE_STATUS_UNSUPPORTED,
                "load_factor 125: profile lafikl has a rule of its own for what makes a node full");
    CHECK(ringwise_ring_load_factor(ring) == 0 && ringwise_ring_load_factor(NULL) == 0);
    CHECK_FAILS(ringwise_ring_set_load_factor(NULL, 125), RINGWISE_STATUS_NULL_POINTER, "ring NULL: this call needs what it points to");
    ringwise_ring_free(ring);
    ringwise_options_free(options);
}

int main(void)
{
    a_place_is_taken_and_given_back_once();
    a_hot_key_overflows_along_its_list();
    nodes_that_are_down_or_drained_get_nothing();
    a_ticket_goes_with_its_node();
    the_loads_of_all_are_those_of_each();
    the_load_factor_is_set_on_a_ring();
    puts("ok");
    return 0;
}
