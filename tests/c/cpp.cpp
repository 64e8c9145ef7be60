// Does the header serve C++11 as it is?
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <future>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "ringwise.h"

static_assert(std::is_same<ringwise_status, std::uint32_t>::value && std::is_enum<ringwise_status_code>::value, "statuses");

struct Free {
    void operator()(ringwise_options *options) const { ringwise_options_free(options); }
    void operator()(ringwise_members *members) const { ringwise_members_free(members); }
    void operator()(ringwise_ring *ring) const { ringwise_ring_free(ring); }
    void operator()(ringwise_changes *changes) const { ringwise_changes_free(changes); }
    void operator()(ringwise_reader *reader) const { ringwise_reader_free(reader); }
    void operator()(ringwise_health *health) const { ringwise_health_free(health); }
    void operator()(ringwise_names *names) const { ringwise_names_free(names); }
    void operator()(ringwise_text *text) const { ringwise_text_free(text); }
    void operator()(ringwise_key_nodes *nodes) const { ringwise_key_nodes_free(nodes); }
    void operator()(ringwise_comparison *comparison) const { ringwise_comparison_free(comparison); }
    void operator()(ringwise_shares *shares) const { ringwise_shares_free(shares); }
    void operator()(ringwise_ranges *ranges) const { ringwise_ranges_free(ranges); }
    void operator()(ringwise_stats *stats) const { ringwise_stats_free(stats); }
    void operator()(ringwise_distribution *distribution) const { ringwise_distribution_free(distribution); }
    void operator()(ringwise_plan *plan) const { ringwise_plan_free(plan); }
    void operator()(ringwise_moves *moves) const { ringwise_moves_free(moves); }
    void operator()(ringwise_monitor_options *options) const { ringwise_monitor_options_free(options); }
    void operator()(ringwise_monitor *monitor) const { ringwise_monitor_free(monitor); }
};

template <typename T> using handle = std::unique_ptr<T, Free>;

static void check(bool fact, const char *what)
{
    if (!fact) {
        std::fprintf(stderr, "%s: %s\n", what, ringwise_last_error());
        std::exit(1);
    }
}

static void check(ringwise_status status, const char *what) { check(status == RINGWISE_STATUS_OK, what); }

static handle<ringwise_ring> make_ring()
{
    handle<ringwise_options> options(ringwise_options_new());
    check(ringwise_options_set_integer(options.get(), RINGWISE_SEED, 7), "seed");
    handle<ringwise_members> members(ringwise_members_new());
    for (const char *name : {"cache-1", "cache-2", "cache-3"})
        check(ringwise_members_add_node(members.get(), name, std::strlen(name), 1, nullptr, 0, nullptr, 0), "add");
    ringwise_ring *ring = nullptr;
    check(ringwise_ring_new(options.get(), members.get(), &ring), "ring");
    return handle<ringwise_ring>(ring);
}

static std::string name_of(const ringwise_ring *ring, std::uint32_t id)
{
    const char *name = nullptr;
    std::size_t len = 0;
    check(ringwise_ring_name(ring, id, &name, &len), "name");
    return std::string(name, len);
}

/* Returns whether the only node of a list is healthy. */
static bool is_healthy(const ringwise_health *health)
{
    bool healthy = true;
    check(ringwise_health_len(health) == 1 && ringwise_health_at(health, 0, nullptr, nullptr, &healthy, nullptr, nullptr, nullptr), "health");
    return healthy;
}

/* The user_data of a callback may be any object; its destructor frees what it owns. */
static void watch(ringwise_ring *ring)
{
    std::unique_ptr<std::promise<std::string>> changed(new std::promise<std::string>());
    auto change = changed->get_future();
    auto on_change = [](void *user_data, const char *node, std::size_t len, const ringwise_health *health) {
        check(!is_healthy(health), "down");
        static_cast<std::promise<std::string> *>(user_data)->set_value(std::string(node, len));
    };
    handle<ringwise_monitor_options> options(ringwise_monitor_options_new());
    auto probe = [](void *, const char *node, std::size_t len) { return std::string(node, len) != "cache-2"; };
    auto destroy = [](void *user_data) { delete static_cast<std::promise<std::string> *>(user_data); };
    check(ringwise_monitor_options_set_number(options.get(), "interval", 0.001), "interval");
    check(ringwise_monitor_options_set_number(options.get(), "timeout", 120), "timeout");
    check(ringwise_monitor_options_set_probe(options.get(), probe, nullptr, nullptr), "probe");
    check(ringwise_monitor_options_set_on_change(options.get(), on_change, changed.release(), destroy), "on_change");
    ringwise_monitor *made = nullptr;
    check(ringwise_monitor_new(ring, options.get(), &made), "monitor");
    handle<ringwise_monitor> monitor(made);
    check(ringwise_monitor_start(monitor.get()), "start");
    check(change.get() == "cache-2", "change");
    ringwise_names *names = nullptr;
    check(ringwise_monitor_stop(monitor.get(), &names), "stop");
    check(ringwise_names_len(handle<ringwise_names>(names).get()) == 0, "hung");
    ringwise_health *health = nullptr;
    check(ringwise_ring_health(ring, "cache-2", 7, &health), "health");
    check(!is_healthy(handle<ringwise_health>(health).get()), "down");
}

/* Makes a ring with the placement of another system, and reads it. */
static void speak(const ringwise_ring *native)
{
    handle<ringwise_options> options(ringwise_options_new());
    check(ringwise_options_set_text(options.get(), RINGWISE_PROFILE, "haproxy", 7), "profile");
    check(ringwise_options_set_boolean(options.get(), "avalanche", true), "boolean");
    handle<ringwise_members> members(ringwise_ring_members(native));
    ringwise_ring *made = nullptr;
    check(ringwise_ring_new(options.get(), members.get(), &made), "ring");
    handle<ringwise_ring> ring(made);
    handle<ringwise_options> in_force(ringwise_ring_options(ring.get()));
    bool avalanche = false;
    check(ringwise_options_boolean(in_force.get(), "avalanche", &avalanche) && avalanche, "options");
    handle<ringwise_text> text(ringwise_ring_explain(ring.get()));
    check(std::string(ringwise_text_get(text.get(), nullptr)).substr(0, 16) == "profile haproxy\n", "text");
    ringwise_comparison *comparison = nullptr;
    std::uint64_t moved = 77;
    check(ringwise_ring_compare(native, ring.get(), nullptr, nullptr, 0, &comparison), "compare");
    check(ringwise_comparison_numbers(handle<ringwise_comparison>(comparison).get(), nullptr, &moved) && moved == 0, "moved");
}

/* Takes the handle that a function writes. */
template <typename T, typename Make> static handle<T> made(Make make, const char *what)
{
    T *out = nullptr;
    check(make(&out), what);
    return handle<T>(out);
}

/* Analyses a ring, and the ring that replaces it. */
static void know(const ringwise_ring *ring)
{
    auto shares = made<ringwise_shares>([&](ringwise_shares **out) { return ringwise_ring_shares(ring, 2, out); }, "shares");
    double sum = 0, fraction = 0;
    for (std::size_t i = 0; ringwise_shares_at(shares.get(), i, nullptr, nullptr, nullptr, &fraction, nullptr); i++)
        sum += fraction;
    check(sum > 1.999 && sum < 2.001, "sum");
    auto ranges = made<ringwise_ranges>([&](ringwise_ranges **out) { return ringwise_ring_ranges(ring, "cache-1", 7, out); }, "ranges");
    check(ringwise_ranges_len(ranges.get()) > 50, "ranges");
    auto stats = made<ringwise_stats>([&](ringwise_stats **out) { return ringwise_ring_stats(ring, out); }, "stats");
    double fullest = 0;
    check(ringwise_stats_numbers(stats.get(), nullptr, nullptr, nullptr, &fullest, nullptr, nullptr) && fullest > 1, "fullest");
    const void *key = "user:42";
    const std::size_t len = 7;
    auto distribution = made<ringwise_distribution>(
        [&](ringwise_distribution **out) { return ringwise_ring_analyze_distribution(ring, &key, &len, 1, out); }, "keys");
    std::uint64_t keys = 0;
    check(ringwise_distribution_numbers(distribution.get(), &keys, nullptr, nullptr) && keys == 1, "keys");

    handle<ringwise_text> snapshot(ringwise_ring_to_bytes(ring));
    std::size_t size = 0;
    const char *bytes = ringwise_text_get(snapshot.get(), &size);
    auto after = made<ringwise_ring>([&](ringwise_ring **out) { return ringwise_ring_from_bytes(bytes, size, out); }, "ring");
    check(ringwise_ring_equal(ring, after.get()), "equal");
    check(ringwise_ring_remove_node(after.get(), "cache-1", 7), "remove");
    auto plan = made<ringwise_plan>([&](ringwise_plan **out) { return ringwise_ring_plan(ring, after.get(), 1, out); }, "plan");
    ringwise_u128 total = {0, 0};
    check(ringwise_plan_sums(plan.get(), &total, nullptr, nullptr, nullptr, nullptr) && total.hi == 1 && total.lo == 0, "total");
    handle<ringwise_moves> moves(ringwise_plan_moves(plan.get()));
    std::size_t count = 0;
    std::uint32_t source = 0;
    while (ringwise_moves_next(moves.get(), nullptr, nullptr, nullptr, &source, nullptr)) {
        check(name_of(ring, source) == "cache-1", "source");
        count++;
    }
    check(count >= ringwise_ranges_len(ranges.get()), "moves");
}

int main()
{
    auto ring = make_ring();
    watch(ring.get());
    speak(ring.get());
    know(ring.get());
    handle<ringwise_reader> reader(ringwise_reader_new(ring.get()));
    const std::string key = "user:42";
    std::vector<std::uint32_t> nodes(ringwise_ring_len(ring.get()));
    check(ringwise_ring_get_nodes(ring.get(), key.data(), key.size(), nodes.data(), nodes.size()) == 3, "list");
    std::uint32_t owner = RINGWISE_NO_NODE;
    check(ringwise_reader_get_node(reader.get(), key.data(), key.size(), &owner) && owner == nodes[0], "owner");
    check(name_of(ring.get(), owner).substr(0, 6) == "cache-", "name");
    handle<ringwise_key_nodes> one_by_one(ringwise_ring_iter_nodes(ring.get(), key.data(), key.size()));
    for (std::uint32_t node : nodes)
        check(ringwise_key_nodes_next(one_by_one.get(), &owner) && owner == node, "one by one");
    ringwise_changes *changes = nullptr;
    check(ringwise_ring_set_nodes(ring.get(), nullptr, &changes), "set");
    handle<ringwise_changes> owned(changes);
    owner = nodes[0];
    check(!ringwise_reader_get_node(reader.get(), key.data(), key.size(), &owner) && owner == nodes[0], "no owner");
    check(ringwise_ring_remove_node(ring.get(), "x", 1) == RINGWISE_STATUS_UNKNOWN_NODE, "unknown");
    check(std::string(ringwise_last_error()) == "node \"x\" is not in the ring: name one of its members", "message");
    std::puts("ok");
}
