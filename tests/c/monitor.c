/*
 * Does the health monitor call back as the header says, stop when it is told to, and give everything back?
 *
 * Nothing here depends on how fast threads run: what waits, waits for what must happen, and NEVER means that it has not.
 */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <dirent.h>
#include <math.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

enum { NEVER = 120, STARTS = 1000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t happened = PTHREAD_COND_INITIALIZER;

/* Waits, with the lock, for something to happen. */
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

/* The user_data of both callbacks: what they do, and what they have seen. All of it is read and written with the lock. */
struct watch {
    ringwise_ring *ring;
    ringwise_monitor *monitor;
    /* Nodes that do not answer, that hang, that are removed when they go down; "" is none. */
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
    bool healthy = ringwise_health_is_healthy(health), leaves, stops, marked;
    CHECK(ringwise_health_reason(health, &reason, &reason_len) && ringwise_health_since(health) > 0);
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

static ringwise_ring *ring_of(const char *first, const char *second)
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

/* Options of a monitor that probes without a pause, and judges by two probes. */
static ringwise_monitor_options *eager(double timeout)
{
    ringwise_monitor_options *options = ringwise_monitor_options_new();
    CHECK_OK(ringwise_monitor_options_set_interval(options, 0.001));
    CHECK_OK(ringwise_monitor_options_set_timeout(options, timeout));
    CHECK_OK(ringwise_monitor_options_set_jitter(options, 1));
    CHECK_OK(ringwise_monitor_options_set_fall(options, 2));
    CHECK_OK(ringwise_monitor_options_set_rise(options, 2));
    CHECK_OK(ringwise_monitor_options_set_concurrency(options, 8));
    return options;
}

/* A monitor with both callbacks, whose options are freed already. */
static ringwise_monitor *monitor_of(struct watch *watch, double timeout)
{
    ringwise_monitor_options *options = eager(timeout);
    CHECK_OK(ringwise_monitor_options_set_probe(options, probe, watch, probe_destroyed));
    CHECK_OK(ringwise_monitor_options_set_on_change(options, on_change, watch, on_change_destroyed));
    CHECK_OK(ringwise_monitor_new(watch->ring, options, &watch->monitor));
    ringwise_monitor_options_free(options);
    return watch->monitor;
}

/* Frees a monitor none of whose probes hangs: then nothing of it is left. */
static void free_and_check(struct watch *watch)
{
    ringwise_monitor_free(watch->monitor);
    LOCKED(CHECK(watch->inside == 0 && watch->probe_destroyed == 1 && watch->on_change_destroyed == 1));
}

/* How many threads this process has. */
static size_t threads(void)
{
    size_t count = 0;
    DIR *tasks = opendir("/proc/self/task");
    CHECK(tasks != NULL);
    for (struct dirent *entry; (entry = readdir(tasks)) != NULL;)
        count += entry->d_name[0] != '.';
    CHECK(closedir(tasks) == 0);
    return count;
}

/* Waits until the last thread of what was stopped has gone: the system may take a moment more than we. */
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
    ringwise_ring *ring = ring_of("a", "b");
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
    ringwise_ring *ring = ring_of("hung-2", "hung-1");
    struct watch watch = watch_of(ring);
    ringwise_names *hung = NULL;
    const char *name = NULL;
    size_t len = 77;
    watch.hangs = "hung";
    ringwise_monitor_options *options = eager(0.02);
    CHECK_OK(ringwise_monitor_options_set_fall(options, 1));
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
    CHECK(!ringwise_names_get(hung, 2, &name, &len) && !ringwise_names_get(hung, 0, NULL, &len) && !ringwise_names_get(hung, 0, &name, NULL));
    CHECK(name == NULL && len == 77);
    for (size_t i = 0; i < 2; i++)
        CHECK(ringwise_names_get(hung, i, &name, &len) && len == 6 && memcmp(name, i == 0 ? "hung-1" : "hung-2", 6) == 0);
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
    ringwise_ring *ring = ring_of("a", "b");
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
    ringwise_ring *ring = ring_of("a", NULL);
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
    ringwise_ring *ring = ring_of("a", NULL);
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
    ringwise_ring *ring = ring_of("a", NULL);
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
    ringwise_ring *ring = ring_of("a", "b");
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
    ringwise_ring *ring = ring_of("a", NULL);
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

/* A socket that is bound to a port of loopback, on which nothing listens yet; so nothing else gets the port. */
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
    ringwise_ring *ring = ring_of(address, "named");
    struct watch watch = watch_of(ring);
    ringwise_monitor_options *options = eager(NEVER);
    CHECK_OK(ringwise_monitor_options_set_interval(options, 0.02));
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

/* Bad input. */

/* Has options refused that were made for it, for a ring of one node that has no address. */
static void refuses(ringwise_monitor_options *options, ringwise_status status, const char *message)
{
    ringwise_ring *ring = ring_of("a", NULL);
    ringwise_monitor *monitor = NULL;
    CHECK_FAILS(ringwise_monitor_new(ring, options, &monitor), status, message);
    CHECK(monitor == NULL);
    ringwise_monitor_options_free(options);
    ringwise_ring_free(ring);
}

static bool answers(void *user_data, const char *node, size_t len)
{
    (void)user_data, (void)node, (void)len;
    return true;
}

static ringwise_monitor_options *with_probe(void)
{
    ringwise_monitor_options *options = ringwise_monitor_options_new();
    CHECK_OK(ringwise_monitor_options_set_probe(options, answers, NULL, NULL));
    return options;
}

typedef ringwise_status set_number(ringwise_monitor_options *options, double number);
typedef ringwise_status set_integer(ringwise_monitor_options *options, int64_t integer);

static void refuses_number(set_number *set, double number, const char *message)
{
    ringwise_monitor_options *options = with_probe();
    CHECK_OK(set(options, number));
    refuses(options, RINGWISE_STATUS_INVALID_OPTION, message);
    CHECK_FAILS(set(NULL, 1), RINGWISE_STATUS_NULL_POINTER, "options NULL: this call needs what it points to");
}

static void refuses_integer(set_integer *set, int64_t integer, const char *message)
{
    ringwise_monitor_options *options = with_probe();
    CHECK_OK(set(options, integer));
    refuses(options, RINGWISE_STATUS_INVALID_OPTION, message);
    CHECK_FAILS(set(NULL, 1), RINGWISE_STATUS_NULL_POINTER, "options NULL: this call needs what it points to");
}

static void bad_settings_are_refused(void)
{
    refuses_number(ringwise_monitor_options_set_interval, 0, "interval 0: a number of seconds from 0.001 to 604800");
    refuses_number(ringwise_monitor_options_set_interval, NAN, "interval NaN: a number of seconds from 0.001 to 604800");
    refuses_number(ringwise_monitor_options_set_interval, 604801, "interval 604801: a number of seconds from 0.001 to 604800");
    refuses_number(ringwise_monitor_options_set_timeout, -1.5, "timeout -1.5: a number of seconds from 0.001 to 604800");
    refuses_number(ringwise_monitor_options_set_timeout, INFINITY, "timeout inf: a number of seconds from 0.001 to 604800");
    refuses_number(ringwise_monitor_options_set_jitter, 1.5, "jitter 1.5: a number from 0 to 1");
    refuses_number(ringwise_monitor_options_set_jitter, -0.5, "jitter -0.5: a number from 0 to 1");
    refuses_integer(ringwise_monitor_options_set_rise, 0, "rise 0: an integer from 1 to 1000");
    refuses_integer(ringwise_monitor_options_set_rise, 1001, "rise 1001: an integer from 1 to 1000");
    refuses_integer(ringwise_monitor_options_set_fall, -1, "fall -1: an integer from 1 to 1000");
    refuses_integer(ringwise_monitor_options_set_fall, INT64_MAX, "fall 9223372036854775807 or more: an integer from 1 to 1000");
    refuses_integer(ringwise_monitor_options_set_concurrency, 0, "concurrency 0: an integer from 1 to 1024");
    refuses_integer(ringwise_monitor_options_set_concurrency, 1025, "concurrency 1025: an integer from 1 to 1024");
}

static void bad_addresses_are_refused(void)
{
    const ringwise_status invalid = RINGWISE_STATUS_INVALID_ADDRESS;
    const char *const bad[] = {"", "a", "a:0", "a:65536", "::1:80", "[::1]", "http://a:1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char message[160];
        ringwise_monitor_options *options = ringwise_monitor_options_new();
        snprintf(message, sizeof message,
                 "address \"%s\" of node \"a\": an address is host:port or [IPv6]:port, the port from 1 to 65535", bad[i]);
        CHECK_OK(ringwise_monitor_options_set_address(options, "a", 1, TEXT(bad[i])));
        refuses(options, invalid, message);
    }
    refuses(NULL, invalid, "address \"a\" of node \"a\": an address is host:port or [IPv6]:port, the port from 1 to 65535");
    ringwise_monitor_options *options = ringwise_monitor_options_new();
    CHECK_FAILS(ringwise_monitor_options_set_address(options, "\xff", 1, "a:1", 3), RINGWISE_STATUS_INVALID_NAME,
                "name \"\xef\xbf\xbd\", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8");
    CHECK_OK(ringwise_monitor_options_set_address(options, "a", 1, "\xff:80", 4));
    refuses(options, invalid,
            "address \"\xef\xbf\xbd:80\" of node \"a\": an address is host:port or [IPv6]:port, the port from 1 to 65535");
    options = with_probe();
    CHECK_OK(ringwise_monitor_options_set_address(options, "a", 1, "a:1", 3));
    refuses(options, RINGWISE_STATUS_INVALID_OPTION,
            "addresses beside a probe: only the built-in probe connects; leave out the addresses or the probe");
}

static void a_member_without_an_address_keeps_a_monitor_from_starting(void)
{
    ringwise_ring *ring = ring_of("a:1", NULL);
    ringwise_monitor *monitor = NULL;
    CHECK_OK(ringwise_monitor_new(ring, NULL, &monitor));
    CHECK_OK(ringwise_ring_add_node(ring, "b", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_FAILS(ringwise_monitor_start(monitor), RINGWISE_STATUS_INVALID_ADDRESS,
                "address \"b\" of node \"b\": an address is host:port or [IPv6]:port, the port from 1 to 65535");
    CHECK(!ringwise_monitor_is_running(monitor) && threads() == 1);
    ringwise_monitor_free(monitor);
    ringwise_ring_free(ring);
}

static void null_is_refused(void)
{
    const ringwise_status null = RINGWISE_STATUS_NULL_POINTER;
    ringwise_ring *ring = ring_of("a", NULL);
    struct watch watch = watch_of(ring);
    ringwise_monitor_options *options = with_probe();
    ringwise_monitor *monitor = NULL;
    ringwise_names *names = NULL;
    const char *name = NULL;
    size_t len = 77;
    CHECK_FAILS(ringwise_monitor_options_set_address(NULL, "a", 1, "a:1", 3), null, "options NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_monitor_options_set_address(options, NULL, 1, "a:1", 3), null, "node NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_monitor_options_set_address(options, "a", 1, NULL, 3), null, "address NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_monitor_options_set_probe(NULL, probe, &watch, probe_destroyed), null,
                "options NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_monitor_options_set_probe(options, NULL, &watch, probe_destroyed), null,
                "probe NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_monitor_options_set_on_change(NULL, on_change, &watch, on_change_destroyed), null,
                "options NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_monitor_options_set_on_change(options, NULL, &watch, on_change_destroyed), null,
                "on_change NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_monitor_new(NULL, options, &monitor), null, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_monitor_new(ring, options, NULL), null, "monitor NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_monitor_start(NULL), null, "monitor NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_monitor_stop(NULL, &names), null, "monitor NULL: this call needs what it points to");
    CHECK(monitor == NULL && names == NULL && !ringwise_monitor_is_running(NULL));
    CHECK(ringwise_names_len(NULL) == 0 && !ringwise_names_get(NULL, 0, &name, &len) && name == NULL && len == 77);
    ringwise_monitor_free(NULL);
    ringwise_monitor_options_free(NULL);
    ringwise_names_free(NULL);
    ringwise_monitor_options_free(options);
    CHECK(watch.probe_destroyed == 0 && watch.on_change_destroyed == 0);
    ringwise_ring_free(ring);
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
    bad_settings_are_refused();
    bad_addresses_are_refused();
    a_member_without_an_address_keeps_a_monitor_from_starting();
    null_is_refused();
    puts("ok");
    return 0;
}
