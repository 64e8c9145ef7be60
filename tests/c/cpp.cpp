// Does the header serve C++ as it is?
#include <cstdio>
#include <cstdlib>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "ringwise.h"

static_assert(std::is_enum_v<ringwise_status> && std::is_same_v<std::underlying_type_t<ringwise_status>, std::uint32_t>);

struct Free {
    void operator()(ringwise_options *options) const { ringwise_options_free(options); }
    void operator()(ringwise_members *members) const { ringwise_members_free(members); }
    void operator()(ringwise_ring *ring) const { ringwise_ring_free(ring); }
    void operator()(ringwise_changes *changes) const { ringwise_changes_free(changes); }
    void operator()(ringwise_reader *reader) const { ringwise_reader_free(reader); }
    void operator()(ringwise_health *health) const { ringwise_health_free(health); }
    void operator()(ringwise_names *names) const { ringwise_names_free(names); }
    void operator()(ringwise_settings *settings) const { ringwise_settings_free(settings); }
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

static handle<ringwise_ring> make_ring()
{
    handle<ringwise_options> options(ringwise_options_new());
    check(ringwise_options_set_seed(options.get(), 7) == RINGWISE_STATUS_OK, "seed");
    handle<ringwise_members> members(ringwise_members_new());
    for (std::string_view name : {"cache-1", "cache-2", "cache-3"}) {
        auto status = ringwise_members_add_node(members.get(), name.data(), name.size(), 1, nullptr, 0, nullptr, 0);
        check(status == RINGWISE_STATUS_OK, "add");
    }
    ringwise_ring *ring = nullptr;
    check(ringwise_ring_new(options.get(), members.get(), &ring) == RINGWISE_STATUS_OK, "ring");
    return handle<ringwise_ring>(ring);
}

static std::string_view name_of(const ringwise_ring *ring, std::uint32_t id)
{
    const char *name = nullptr;
    std::size_t len = 0;
    check(ringwise_ring_name(ring, id, &name, &len), "name");
    return {name, len};
}

/* What a callback gets is any object; what is destroyed with it, its destructor's. */
static void watch(ringwise_ring *ring)
{
    auto changed = std::make_unique<std::promise<std::string>>();
    auto change = changed->get_future();
    auto on_change = [](void *user_data, const char *node, std::size_t len, const ringwise_health *health) {
        check(!ringwise_health_is_healthy(health), "health");
        static_cast<std::promise<std::string> *>(user_data)->set_value(std::string(node, len));
    };
    handle<ringwise_monitor_options> options(ringwise_monitor_options_new());
    auto probe = [](void *, const char *node, std::size_t len) { return std::string_view(node, len) != "cache-2"; };
    auto destroy = [](void *user_data) { delete static_cast<std::promise<std::string> *>(user_data); };
    check(ringwise_monitor_options_set_interval(options.get(), 0.001) == RINGWISE_STATUS_OK, "interval");
    check(ringwise_monitor_options_set_timeout(options.get(), 120) == RINGWISE_STATUS_OK, "timeout");
    check(ringwise_monitor_options_set_probe(options.get(), probe, nullptr, nullptr) == RINGWISE_STATUS_OK, "probe");
    check(ringwise_monitor_options_set_on_change(options.get(), on_change, changed.release(), destroy) == RINGWISE_STATUS_OK, "on_change");
    ringwise_monitor *made = nullptr;
    check(ringwise_monitor_new(ring, options.get(), &made) == RINGWISE_STATUS_OK, "monitor");
    handle<ringwise_monitor> monitor(made);
    check(ringwise_monitor_start(monitor.get()) == RINGWISE_STATUS_OK, "start");
    check(change.get() == "cache-2", "change");
    ringwise_names *names = nullptr;
    check(ringwise_monitor_stop(monitor.get(), &names) == RINGWISE_STATUS_OK, "stop");
    check(ringwise_names_len(handle<ringwise_names>(names).get()) == 0, "hung");
    ringwise_health *health = nullptr;
    check(ringwise_ring_health(ring, "cache-2", 7, &health) == RINGWISE_STATUS_OK, "health");
    check(!ringwise_health_is_healthy(handle<ringwise_health>(health).get()), "down");
}

/* A ring of another system's placement, and what it says of itself. */
static void speak(const ringwise_ring *native)
{
    handle<ringwise_options> options(ringwise_options_new());
    check(ringwise_options_set_profile(options.get(), "haproxy", 7) == RINGWISE_STATUS_OK, "profile");
    check(ringwise_options_set_boolean(options.get(), "avalanche", 9, true) == RINGWISE_STATUS_OK, "boolean");
    handle<ringwise_members> members(ringwise_ring_members(native));
    ringwise_ring *made = nullptr;
    check(ringwise_ring_new(options.get(), members.get(), &made) == RINGWISE_STATUS_OK, "ring");
    handle<ringwise_ring> ring(made);
    handle<ringwise_settings> settings(ringwise_ring_settings(ring.get()));
    bool avalanche = false;
    check(ringwise_settings_boolean(settings.get(), "avalanche", 9, &avalanche) && avalanche, "settings");
    std::string text(ringwise_ring_explain_len(ring.get()), ' ');
    std::size_t written = 0;
    check(ringwise_ring_explain(ring.get(), text.data(), text.size(), &written) == RINGWISE_STATUS_OK, "explain");
    check(written == text.size() && text.substr(0, 16) == "profile haproxy\n", "text");
    ringwise_comparison *comparison = nullptr;
    check(ringwise_ring_compare(native, ring.get(), nullptr, nullptr, 0, &comparison) == RINGWISE_STATUS_OK, "compare");
    check(ringwise_comparison_moved(handle<ringwise_comparison>(comparison).get()) == 0, "moved");
}

/* Takes what a function wrote to its out parameter, if it could. */
template <typename T, typename Make> static handle<T> made(Make make, const char *what)
{
    T *out = nullptr;
    check(make(&out) == RINGWISE_STATUS_OK, what);
    return handle<T>(out);
}

/* What a ring says of its shares, and of those of the ring that it becomes. */
static void know(const ringwise_ring *ring)
{
    auto shares = made<ringwise_shares>([&](auto out) { return ringwise_ring_shares(ring, 2, out); }, "shares");
    double sum = 0, fraction = 0;
    for (std::size_t i = 0; ringwise_shares_fraction(shares.get(), i, &fraction); i++)
        sum += fraction;
    check(sum > 1.999 && sum < 2.001, "sum");
    auto ranges = made<ringwise_ranges>([&](auto out) { return ringwise_ring_ranges(ring, "cache-1", 7, out); }, "ranges");
    check(ringwise_ranges_len(ranges.get()) > 50, "ranges");
    auto stats = made<ringwise_stats>([&](auto out) { return ringwise_ring_stats(ring, out); }, "stats");
    check(ringwise_stats_max_over_fair(stats.get()) > 1, "fullest");
    const void *key = "user:42";
    const std::size_t len = 7;
    auto distribution =
        made<ringwise_distribution>([&](auto out) { return ringwise_ring_analyze_distribution(ring, &key, &len, 1, out); }, "keys");
    check(ringwise_distribution_keys(distribution.get()) == 1, "keys");

    std::vector<std::uint8_t> snapshot(ringwise_ring_to_bytes_len(ring));
    std::size_t written = 0;
    check(ringwise_ring_to_bytes(ring, snapshot.data(), snapshot.size(), &written) == RINGWISE_STATUS_OK, "snapshot");
    auto after = made<ringwise_ring>([&](auto out) { return ringwise_ring_from_bytes(nullptr, snapshot.data(), written, out); }, "ring");
    check(ringwise_ring_equal(ring, after.get()), "equal");
    check(ringwise_ring_remove_node(after.get(), "cache-1", 7) == RINGWISE_STATUS_OK, "remove");
    auto plan = made<ringwise_plan>([&](auto out) { return ringwise_ring_plan(ring, after.get(), 1, out); }, "plan");
    handle<ringwise_moves> moves(ringwise_plan_iter(plan.get()));
    std::uint64_t start = 0, end = 0;
    std::size_t rank = 0, count = 0;
    std::uint32_t source = 0, target = 0;
    while (ringwise_moves_next(moves.get(), &start, &end, &rank, &source, &target)) {
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
    constexpr std::string_view key = "user:42";
    std::vector<std::uint32_t> nodes(ringwise_ring_len(ring.get()));
    check(ringwise_ring_get_nodes(ring.get(), key.data(), key.size(), nodes.data(), nodes.size()) == 3, "list");
    std::uint32_t owner = RINGWISE_NO_NODE;
    check(ringwise_reader_get_node(reader.get(), key.data(), key.size(), &owner) && owner == nodes[0], "owner");
    check(name_of(ring.get(), owner).substr(0, 6) == "cache-", "name");
    ringwise_changes *changes = nullptr;
    check(ringwise_ring_set_nodes(ring.get(), nullptr, &changes) == RINGWISE_STATUS_OK, "set");
    handle<ringwise_changes> owned(changes);
    check(!ringwise_reader_get_node(reader.get(), key.data(), key.size(), &owner) && owner == nodes[0], "no owner");
    check(ringwise_ring_remove_node(ring.get(), "x", 1) == RINGWISE_STATUS_UNKNOWN_NODE, "unknown");
    check(std::string_view(ringwise_last_error()) == "node \"x\" is not in the ring: name one of its members", "message");
    std::puts("ok");
}
