/* Are wrong options of a monitor refused in the core's words, and NULL everywhere? */
#include <math.h>

#include "threads.h"

/* The user_data of both callbacks: how often it was destroyed. */
struct watch {
    int probe_destroyed, on_change_destroyed;
};

static bool probe(void *user_data, const char *node, size_t len)
{
    (void)user_data, (void)node, (void)len;
    return true;
}

static void probe_destroyed(void *user_data) { ((struct watch *)user_data)->probe_destroyed++; }

static void on_change(void *user_data, const char *node, size_t len, const ringwise_health *health)
{
    (void)user_data, (void)node, (void)len, (void)health;
}

static void on_change_destroyed(void *user_data) { ((struct watch *)user_data)->on_change_destroyed++; }

static ringwise_ring *ring_of_one(const char *name) { return ring_of(NULL, &name, 1); }

/* Checks that options are refused for a ring of one node without an address, and frees them. */
static void refuses(ringwise_monitor_options *options, ringwise_status status, const char *message)
{
    ringwise_ring *ring = ring_of_one("a");
    ringwise_monitor *monitor = NULL;
    CHECK_FAILS(ringwise_monitor_new(ring, options, &monitor), status, message);
    CHECK(monitor == NULL);
    ringwise_monitor_options_free(options);
    ringwise_ring_free(ring);
}

static ringwise_monitor_options *with_probe(void)
{
    ringwise_monitor_options *options = ringwise_monitor_options_new();
    CHECK_OK(ringwise_monitor_options_set_probe(options, probe, NULL, NULL));
    return options;
}

/* Checks that a number is refused when a monitor is made. */
static void refuses_number(const char *name, double number, const char *message)
{
    ringwise_monitor_options *options = with_probe();
    CHECK_OK(ringwise_monitor_options_set_number(options, name, number));
    refuses(options, RINGWISE_STATUS_INVALID_OPTION, message);
    CHECK_FAILS(ringwise_monitor_options_set_number(NULL, name, 1), RINGWISE_STATUS_NULL_POINTER,
                "options NULL: this call needs what it points to");
}

/* Checks that an option is refused when it is set. */
static void refuses_to_set(const char *name, double number, ringwise_status status, const char *message)
{
    ringwise_monitor_options *options = ringwise_monitor_options_new();
    CHECK_FAILS(ringwise_monitor_options_set_number(options, name, number), status, message);
    ringwise_monitor_options_free(options);
}

static void bad_settings_are_refused(void)
{
    refuses_number("interval", 0, "interval 0: a number of seconds from 0.001 to 604800");
    refuses_number("interval", NAN, "interval NaN: a number of seconds from 0.001 to 604800");
    refuses_number("interval", 604801, "interval 604801: a number of seconds from 0.001 to 604800");
    refuses_number("timeout", -1.5, "timeout -1.5: a number of seconds from 0.001 to 604800");
    refuses_number("timeout", INFINITY, "timeout inf: a number of seconds from 0.001 to 604800");
    refuses_number("jitter", 1.5, "jitter 1.5: a number from 0 to 1");
    refuses_number("jitter", -0.5, "jitter -0.5: a number from 0 to 1");
    refuses_number("rise", 0, "rise 0: an integer from 1 to 1000");
    refuses_number("rise", 1001, "rise 1001: an integer from 1 to 1000");
    refuses_number("fall", -1, "fall -1: an integer from 1 to 1000");
    refuses_number("fall", (double)INT64_MAX, "fall 9223372036854775807 or more: an integer from 1 to 1000");
    refuses_number("concurrency", 0, "concurrency 0: an integer from 1 to 1024");
    refuses_number("concurrency", 1025, "concurrency 1025: an integer from 1 to 1024");
    refuses_number("concurrency", 1e300, "concurrency 9223372036854775807 or more: an integer from 1 to 1024");
    refuses_to_set("rise", 2.5, RINGWISE_STATUS_INVALID_OPTION, "rise 2.5: an integer");
    refuses_to_set("fall", NAN, RINGWISE_STATUS_INVALID_OPTION, "fall NaN: an integer");
    refuses_to_set("concurrency", INFINITY, RINGWISE_STATUS_INVALID_OPTION, "concurrency inf: an integer");
    refuses_to_set("raise", 2, RINGWISE_STATUS_INVALID_OPTION,
                   "unknown option \"raise\": the options are interval, timeout, jitter, rise, fall, concurrency");
    refuses_to_set(NULL, 2, RINGWISE_STATUS_NULL_POINTER, "name NULL: this call needs what it points to");
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
            "addresses with a probe: only the built-in probe connects; leave out the addresses or the probe");
}

static void a_member_without_an_address_keeps_a_monitor_from_starting(void)
{
    ringwise_ring *ring = ring_of_one("a:1");
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
    ringwise_ring *ring = ring_of_one("a");
    struct watch watch = {0, 0};
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
    CHECK(ringwise_names_len(NULL) == 0 && !ringwise_names_at(NULL, 0, &name, &len) && name == NULL && len == 77);
    ringwise_monitor_free(NULL);
    ringwise_monitor_options_free(NULL);
    ringwise_names_free(NULL);
    ringwise_monitor_options_free(options);
    CHECK(watch.probe_destroyed == 0 && watch.on_change_destroyed == 0);
    ringwise_ring_free(ring);
}

int main(void)
{
    bad_settings_are_refused();
    bad_addresses_are_refused();
    a_member_without_an_address_keeps_a_monitor_from_starting();
    null_is_refused();
    puts("ok");
    return 0;
}
