/* Are versions, statuses and the last error what they should be? */
#include "rings.h"

static void versions_agree(void)
{
    CHECK(strcmp(ringwise_version(), RINGWISE_VERSION) == 0);
    CHECK(ringwise_abi_version() == RINGWISE_ABI_VERSION);
}

static void each_status_has_a_name(void)
{
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_OK), "OK") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_BAD_SNAPSHOT), "BAD_SNAPSHOT") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_SNAPSHOT_VERSION), "SNAPSHOT_VERSION") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_UNKNOWN_PROFILE), "UNKNOWN_PROFILE") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_UNSUPPORTED), "UNSUPPORTED") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_MONITOR_FAILED), "MONITOR_FAILED") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_TOO_MANY_NODES), "TOO_MANY_NODES") == 0);
    CHECK(strcmp(ringwise_status_name(RINGWISE_STATUS_PANIC), "PANIC") == 0);
    CHECK(strcmp(ringwise_status_name(99), "") == 0);
}

static void success_leaves_the_last_error(void)
{
    ringwise_ring *ring = ring_of_abc();
    CHECK(ringwise_ring_remove_node(ring, "z", 1) == RINGWISE_STATUS_UNKNOWN_NODE);
    const char *message = ringwise_last_error();
    CHECK_OK(ringwise_ring_remove_node(ring, "a", 1));
    CHECK(ringwise_last_error() == message && strcmp(message, "node \"z\" is not in the ring: name one of its members") == 0);
    ringwise_ring_free(ring);
}

int main(void)
{
    CHECK(strcmp(ringwise_last_error(), "") == 0);
    versions_agree();
    each_status_has_a_name();
    success_leaves_the_last_error();
    puts("ok");
    return 0;
}
