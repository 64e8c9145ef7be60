/*
 * Is a monitor refused if it gets no thread, and does it start when there are threads again?
 *
 * A limit keeps this program from taking more memory for a while, and a thread needs a stack.
 */
#include <sys/resource.h>
#include <unistd.h>

#include "check.h"

/* Returns the number of bytes that this process has mapped. */
static rlim_t mapped(void)
{
    unsigned long pages;
    FILE *file = fopen("/proc/self/statm", "r");
    CHECK(file != NULL && fscanf(file, "%lu", &pages) == 1);
    fclose(file);
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static bool answers(void *user_data, const char *node, size_t len)
{
    (void)user_data, (void)node, (void)len;
    return true;
}

int main(void)
{
    ringwise_ring *ring = NULL;
    ringwise_monitor *monitor = NULL;
    ringwise_monitor_options *options = ringwise_monitor_options_new();
    struct rlimit usual, tight;
    CHECK_OK(ringwise_monitor_options_set_probe(options, answers, NULL, NULL));
    CHECK_OK(ringwise_ring_new(NULL, NULL, &ring));
    CHECK_OK(ringwise_ring_add_node(ring, "a", 1, 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_monitor_new(ring, options, &monitor));
    CHECK(getrlimit(RLIMIT_AS, &usual) == 0);
    tight = usual;
    tight.rlim_cur = mapped() + (1 << 20); /* room for the message, none for a stack */
    CHECK(setrlimit(RLIMIT_AS, &tight) == 0);
    CHECK_FAILS(ringwise_monitor_start(monitor), RINGWISE_STATUS_MONITOR_FAILED,
                "the health monitor could not start a thread: Resource temporarily unavailable (os error 11)");
    CHECK(setrlimit(RLIMIT_AS, &usual) == 0);
    CHECK(!ringwise_monitor_is_running(monitor));
    CHECK_OK(ringwise_monitor_start(monitor));
    CHECK(ringwise_monitor_is_running(monitor));
    ringwise_monitor_free(monitor);
    ringwise_monitor_options_free(options);
    ringwise_ring_free(ring);
    puts("ok");
    return 0;
}
