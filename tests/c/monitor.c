/*
 * Does the health monitor call back as the header promises, stop, and free everything?
 *
 * No test depends on how fast threads run: each waits for an event, and fails if it has not happened after NEVER seconds.
 */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "threads.h"

enum { NEVER = 120, STARTS = 1000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t happened = PTHREAD_COND_INITIALIZER;

/* Waits for an event; the caller holds the lock. */
static void wait_a_while(void)
{
    struct timespec until;
    CHECK(clock_gettime(CLOCK_REALTIME, &until) == 0);
    until.tv_sec += NEVER;
    CHECK(pthread_cond_timedwait(&happened, &lock, &until) == 0);
}

#define LOCKED(statement)                                                                     \
    do {                                                                                      \
        CHECK(pthread_mutex_lock(&lock) == 0);                                                \
        statement;                                                                            \
        CHECK(pthread_cond_broadcast(&happened) == 0);                                        \
        CHECK(pthread_mutex_unlock(&lock) == 0);                                              \
    } while (0)

#define AWAIT(condition) LOCKED(while (!(condition)) wait_a_while())

/* The user_data of both callbacks: what they do, and what they have seen. The lock guards it. */
struct watch {
    ringwise_ring *ring;
    ringwise_monitor *monitor;
    /* Prefixes of nodes that do not answer, that hang, and that are removed when they go down; "" is no node. */
    const char *down, *hangs, *leaves;
    bool probe_stops, change_stops;
    size_t calls, inside, changes, stops, hung;
    char node[32], reason[64];
    bool healthy;
    int probe_destroyed, on_change_destroyed;
};

static struct watch watch_of(ringwise_ring *ring)
{
    struct watch watch = {0};
    watch.ring = ring;
    watch.down = watch.hangs = watch.leaves = "";
    return watch;
}

static bool begins(const char *node, size_t len, const char *prefix)
{
    return prefix[0] != '\0' && strlen(prefix) <= len && memcmp(node, prefix, strlen(prefix)) == 0;
}

/* Stops the monitor from inside a callback. */
static void stop(struct watch *watch)
{
    ringwise_names *names = NULL;
    CHECK_OK(ringwise_monitor_stop(watch->monitor, &names));
    LOCKED(watch->stops++; watch->hung += ringwise_names_len(names));
    ringwise_names_free(names);
}

static bool probe(void *user_data, const char *node, size_t len)
{
    struct watch *watch = user_data;
    bool answers = false, stops = false;
    LOCKED(CHECK(watch->probe_destroyed == 0); watch->calls++; watch->inside++; stops = watch->probe_stops);
    if (stops)
        stop(watch);
    LOCKED(while (begins(node, len, watch->hangs)) wait_a_while(); answers = !begins(node, len, watch->down);
           CHECK(watch->probe_destroyed == 0); watch->inside--);
    return answers;
}

static void probe_destroyed(void *user_data)
{
    struct watch *watch = user_data;
    LOCKED(CHECK(watch->inside == 0); watch->probe_destroyed++);
}

/* Copies a text, with a NUL at its end. */
static void copy(char *out, size_t room, const char *text, size_t len)
{
    CHECK(len < room);
    memcpy(out, text, len);
    out[len] = '\0';
}

static void on_change(void *user_data, const char *node, size_t len, const ringwise_health *health)
{
    struct watch *watch = user_data;
    const char *reason;
    size_t reason_len;
    bool healthy, leaves, stops, marked;
    const char *name;
    size_t name_len;
    double since;
    CHECK(ringwise_health_len(health) == 1);
    CHECK(ringwise_health_at(health, 0, &name, &name_len, &healthy, &since, &reason, &reason_len) && reason != NULL && since > 0);
    CHECK(name_len == len && memcmp(name, node, len) == 0);
    if (watch->ring != NULL) {
        CHECK_OK(ringwise_ring_is_healthy(watch->ring, node, len, &marked));
        CHECK(marked == healthy);
    }
    LOCKED(leaves = begins(node, len, watch->leaves); stops = watch->change_stops);
    if (leaves)
        CHECK_OK(ringwise_ring_remove_node(watch->ring, node, len));
    if (stops)
        stop(watch);
    LOCKED(CHECK(watch->on_change_destroyed == 0); watch->changes++; watch->healthy = healthy;
           copy(watch->node, sizeof watch->node, node, len); copy(watch->reason, sizeof watch->reason, reason, reason_len));
}

static void on_change_destroyed(void *user_data)
{
    struct watch *watch = user_data;
    LOCKED(watch->on_change_destroyed++);
}

static ringwise_ring *ring_of_nodes(const char *first, const char *second)
{
    ringwise_ring *ring = NULL;
    CHECK_OK(ringwise_ring_new(NULL, NULL, &ring));
    CHECK_OK(ringwise_ring_add_node(ring, TEXT(first), 1, NO_TEXT, NO_TEXT));
    if (second != NULL)
        CHECK_OK(ringwise_ring_add_node(ring, TEXT(second), 1, NO_TEXT, NO_TEXT));
    return ring;
}

static bool is_healthy(const ringwise_ring *ring, const char *node)
{
    bool healthy = false;
    CHECK_OK(ringwise_ring_is_healthy(ring, TEXT(node), &healthy));
    return healthy;
}

/* Returns options of a monitor that probes without a pause and marks nodes after two probes. */
static ringwise_monitor_options *eager(double timeout)
{
    ringwise_monitor_options *options = ringwise_monitor_options_new();
    CHECK_OK(ringwise_monitor_options_set_number(options, "interval", 0.001));
    CHECK_OK(ringwise_monitor_options_set_number(options, "timeout", timeout));
    CHECK_OK(ringwise_monitor_options_set_number(options, "jitter", 1));
    CHECK_OK(ringwise_monitor_options_set_number(options, "fall", 2));
    CHECK_OK(ringwise_monitor_options_set_number(options, "rise", 2));
    CHECK_OK(ringwise_monitor_options_set_number(options, "concurrency", 8));
    return options;
}

/* Returns a monitor with both callbacks; its options are freed already. */
static ringwise_monitor *monitor_of(struct watch *watch, double timeout)
{
    ringwise_monitor_options *options = eager(timeout);
    CHECK_OK(ringwise_monitor_options_set_probe(options, probe, watch, probe_destroyed));
    CHECK_OK(ringwise_monitor_options_set_on_change(options, on_change, watch, on_change_destroyed));
    CHECK_OK(ringwise_monitor_new(watch->ring, options, &watch->monitor));
    ringwise_monitor_options_free(options);
    return watch->monitor;
}

/* Frees a monitor without a hung probe, and checks that nothing of it is left. */
static void free_and_check(struct watch *watch)
{
    ringwise_monitor_free(watch->monitor);
    LOCKED(CHECK(watch->inside == 0 && watch->probe_destroyed == 1 && watch->on_change_destroyed == 1));
}

/* Waits until no other thread is left: the system may count a thread a moment longer. */
static void await_no_thread(void)
{
    for (int tries = 0; threads() > 1; tries++) {
        const struct timespec moment = {0, 1000000};
        CHECK(tries < NEVER * 1000);
        nanosleep(&moment, NULL);
    }
}

static void a_node_goes_down_and_comes_up(void)
{
    ringwise_ring *ring = ring_of_nodes("a", "b");
    struct watch watch = watch_of(ring);
    ringwise_names *hung = NULL;
    watch.down = "b";
    ringwise_monitor *monitor = monitor_of(&watch, NEVER);
    CHECK(!ringwise_monitor_is_running(monitor));
    CHECK_OK(ringwise_monitor_start(monitor));
    CHECK_OK(ringwise_monitor_start(monitor));
    CHECK(ringwise_monitor_is_running(monitor));
    AWAIT(watch.changes == 1);
    LOCKED(CHECK(strcmp(watch.node, "b") == 0 && !watch.healthy && strcmp(watch.reason, "the probe returned false") == 0));
    CHECK(is_healthy(ring, "a") && !is_healthy(ring, "b"));
    LOCKED(watch.down = "");
    AWAIT(watch.changes == 2);
    LOCKED(CHECK(strcmp(watch.node, "b") == 0 && watch.healthy && strcmp(watch.reason, "it answers again") == 0));
    CHECK_OK(ringwise_monitor_stop(monitor, &hung));
    CHECK(!ringwise_monitor_is_running(monitor) && ringwise_names_len(hung) == 0);
    ringwise_names_free(hung);
    size_t calls = watch.calls;
    CHECK_OK(ringwise_monitor_stop(monitor, &hung));
    CHECK(ringwise_names_len(hung) == 0);
    ringwise_names_free(hung);
    await_no_thread();
    CHECK(watch.calls == calls && watch.changes == 2);
    CHECK_OK(ringwise_monitor_start(monitor));
    AWAIT(watch.calls > calls);
    free_and_check(&watch);
    ringwise_ring_free(ring);
}

static void a_hung_probe_is_named_and_keeps_its_user_data(void)
{
    ringwise_ring *ring = ring_of_nodes("hung-2", "hung-1");
    struct watch watch = watch_of(ring);
    ringwise_names *hung = NULL;
    const char *name = NULL;
    size_t len = 77;
    watch.hangs = "hung";
    ringwise_monitor_options *options = eager(0.02);
    CHECK_OK(ringwise_monitor_options_set_number(options, "fall", 1));
    CHECK_OK(ringwise_monitor_options_set_probe(options, probe, &watch, probe_destroyed));
    CHECK_OK(ringwise_monitor_options_set_on_change(options, on_change, &watch, on_change_destroyed));
    CHECK_OK(ringwise_monitor_new(ring, options, &watch.monitor));
    ringwise_monitor_options_free(options);
    CHECK_OK(ringwise_monitor_start(watch.monitor));
    AWAIT(watch.changes == 2);
    LOCKED(CHECK(strcmp(watch.reason, "no answer within 20ms") == 0));
    CHECK(!is_healthy(ring, "hung-1") && !is_healthy(ring, "hung-2"));
    CHECK_OK(ringwise_monitor_stop(watch.monitor, &hung));
    CHECK(ringwise_names_len(hung) == 2 && !ringwise_monitor_is_running(watch.monitor));
    CHECK(!ringwise_names_at(hung, 2, &name, &len) && !ringwise_names_at(hung, 0, NULL, &len) && !ringwise_names_at(hung, 0, &name, NULL));
    CHECK(name == NULL && len == 77);
    for (size_t i = 0; i < 2; i++)
        CHECK(ringwise_names_at(hung, i, &name, &len) && len == 6 && memcmp(name, i == 0 ? "hung-1" : "hung-2", 6) == 0);
    ringwise_names_free(hung);
    ringwise_monitor_free(watch.monitor);
    ringwise_ring_free(ring);
    LOCKED(CHECK(watch.calls == 2 && watch.inside == 2 && watch.probe_destroyed == 0));
    LOCKED(watch.hangs = "");
    AWAIT(watch.probe_destroyed == 1 && watch.on_change_destroyed == 1);
    await_no_thread();
    CHECK(watch.inside == 0 && watch.calls == 2 && watch.probe_destroyed == 1 && watch.on_change_destroyed == 1);
}

static void callbacks_may_edit_the_ring(void)
{
    ringwise_ring *ring = ring_of_nodes("a", "b");
    struct watch watch = watch_of(ring);
    watch.down = watch.leaves = "b";
    CHECK_OK(ringwise_monitor_start(monitor_of(&watch, NEVER)));
    AWAIT(watch.changes == 1);
    CHECK(!ringwise_ring_contains(ring, "b", 1) && is_healthy(ring, "a"));
    free_and_check(&watch);
    ringwise_ring_free(ring);
}

static void on_change_may_stop_its_monitor(void)
{
    ringwise_ring *ring = ring_of_nodes("a", NULL);
    struct watch watch = watch_of(ring);
    watch.down = "a";
    watch.change_stops = true;
    CHECK_OK(ringwise_monitor_start(monitor_of(&watch, NEVER)));
    AWAIT(watch.changes == 1);
    CHECK(!ringwise_monitor_is_running(watch.monitor) && watch.stops == 1 && watch.hung == 0);
    ringwise_monitor_free(watch.monitor);
    AWAIT(watch.probe_destroyed == 1 && watch.on_change_destroyed == 1);
    ringwise_ring_free(ring);
    await_no_thread();
}

static void a_probe_that_stops_its_monitor_is_among_the_hung(void)
{
    ringwise_ring *ring = ring_of_nodes("a", NULL);
    struct watch watch = watch_of(ring);
    watch.probe_stops = true;
    CHECK_OK(ringwise_monitor_start(monitor_of(&watch, 0.02)));
    AWAIT(watch.stops == 1);
    CHECK(!ringwise_monitor_is_running(watch.monitor) && watch.hung == 1);
    ringwise_monitor_free(watch.monitor);
    AWAIT(watch.probe_destroyed == 1 && watch.on_change_destroyed == 1);
    ringwise_ring_free(ring);
    await_no_thread();
}

static void a_monitor_outlives_its_ring(void)
{
    ringwise_ring *ring = ring_of_nodes("a", NULL);
    struct watch watch = watch_of(ring);
    ringwise_monitor *monitor = monitor_of(&watch, NEVER);
    watch.ring = NULL;
    CHECK_OK(ringwise_monitor_start(monitor));
    AWAIT(watch.calls > 2);
    ringwise_ring_free(ring);
    LOCKED(watch.down = "a");
    AWAIT(watch.changes == 1);
    LOCKED(CHECK(strcmp(watch.node, "a") == 0 && !watch.healthy));
    free_and_check(&watch);
}

static void a_thousand_starts_and_stops_leave_nothing(void)
{
    ringwise_ring *ring = ring_of_nodes("a", "b");
    struct watch watch = watch_of(ring);
    ringwise_monitor_options *options = eager(NEVER);
    CHECK_OK(ringwise_monitor_options_set_probe(options, probe, &watch, probe_destroyed));
    CHECK_OK(ringwise_monitor_options_set_on_change(options, on_change, &watch, on_change_destroyed));
    for (int start = 0; start < STARTS; start += 2) {
        ringwise_monitor *monitor = NULL;
        CHECK_OK(ringwise_monitor_new(ring, options, &monitor));
        CHECK_OK(ringwise_monitor_start(monitor));
        CHECK_OK(ringwise_monitor_stop(monitor, NULL));
        CHECK_OK(ringwise_monitor_start(monitor));
        ringwise_monitor_free(monitor);
    }
    LOCKED(CHECK(watch.inside == 0 && watch.probe_destroyed == 0 && watch.on_change_destroyed == 0));
    ringwise_monitor_options_free(options);
    LOCKED(CHECK(watch.probe_destroyed == 1 && watch.on_change_destroyed == 1));
    ringwise_ring_free(ring);
    await_no_thread();
}

static void what_is_set_twice_is_destroyed_twice(void)
{
    ringwise_ring *ring = ring_of_nodes("a", NULL);
    struct watch first = watch_of(ring), second = watch_of(ring);
    ringwise_monitor_options *options = eager(NEVER);
    CHECK_OK(ringwise_monitor_options_set_probe(options, probe, &first, probe_destroyed));
    CHECK_OK(ringwise_monitor_options_set_probe(options, probe, &second, probe_destroyed));
    CHECK_OK(ringwise_monitor_options_set_on_change(options, on_change, &first, NULL));
    CHECK_OK(ringwise_monitor_options_set_on_change(options, on_change, &second, NULL));
    CHECK_OK(ringwise_monitor_new(ring, options, &second.monitor));
    CHECK_OK(ringwise_monitor_start(second.monitor));
    AWAIT(second.calls > 2);
    ringwise_monitor_options_free(options);
    LOCKED(CHECK(first.calls == 0 && first.probe_destroyed == 1 && second.probe_destroyed == 0));
    ringwise_monitor_free(second.monitor);
    LOCKED(CHECK(first.probe_destroyed == 1 && second.probe_destroyed == 1));
    ringwise_ring_free(ring);
}

/* Returns a socket that is bound to a port of loopback but does not listen, so that no other program gets the port. */
static int bound_socket(char *address, size_t room)
{
    struct sockaddr_in in = {0};
    socklen_t len = sizeof in;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    in.sin_family = AF_INET;
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(fd >= 0 && bind(fd, (struct sockaddr *)&in, sizeof in) == 0);
    CHECK(getsockname(fd, (struct sockaddr *)&in, &len) == 0);
    snprintf(address, room, "127.0.0.1:%u", (unsigned)ntohs(in.sin_port));
    return fd;
}

static void the_built_in_probe_connects(void)
{
    char address[32];
    int fd = bound_socket(address, sizeof address);
    ringwise_ring *ring = ring_of_nodes(address, "named");
    struct watch watch = watch_of(ring);
    ringwise_monitor_options *options = eager(NEVER);
    CHECK_OK(ringwise_monitor_options_set_number(options, "interval", 0.02));
    CHECK_OK(ringwise_monitor_options_set_address(options, TEXT("named"), TEXT(address)));
    CHECK_OK(ringwise_monitor_options_set_on_change(options, on_change, &watch, on_change_destroyed));
    CHECK_OK(ringwise_monitor_new(ring, options, &watch.monitor));
    ringwise_monitor_options_free(options);
    CHECK_OK(ringwise_monitor_start(watch.monitor));
    AWAIT(!is_healthy(ring, address) && !is_healthy(ring, "named") && watch.changes == 2);
    LOCKED(CHECK(strstr(watch.reason, "refused") != NULL));
    CHECK(listen(fd, SOMAXCONN) == 0);
    AWAIT(is_healthy(ring, address) && is_healthy(ring, "named") && watch.changes == 4);
    ringwise_monitor_free(watch.monitor);
    CHECK(watch.on_change_destroyed == 1 && close(fd) == 0);
    ringwise_ring_free(ring);
    await_no_thread();
}

int main(void)
{
    a_node_goes_down_and_comes_up();
    a_hung_probe_is_named_and_keeps_its_user_data();
    callbacks_may_edit_the_ring();
    on_change_may_stop_its_monitor();
    a_probe_that_stops_its_monitor_is_among_the_hung();
    a_monitor_outlives_its_ring();
    a_thousand_starts_and_stops_leave_nothing();
    what_is_set_twice_is_destroyed_twice();
    the_built_in_probe_connects();
    puts("ok");
    return 0;
}
