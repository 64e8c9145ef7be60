/*
 * Does C write every golden snapshot, fingerprint and JSON, read them back, and refuse bad ones?
 *
 * snapshots FILE: plays the cases of tests/README.md in FILE. Prints the number of records that it checked.
 */
#include "case.h"

static ringwise_ring *ring;
static unsigned long checks;

static void start_case(void)
{
    ringwise_ring_free(ring);
    ring = NULL;
    start_making();
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_PROFILE, TEXT(fields[1])));
}

/* Checks a ring that was read against the ring of the case, and frees it. */
static void check_read(ringwise_status status, ringwise_ring *read)
{
    CHECK_OK(status);
    CHECK_HERE(ringwise_ring_equal(read, ring));
    ringwise_ring_free(read);
}

static void check_refused(ringwise_status status, const ringwise_ring *read)
{
    CHECK_HERE(strcmp(ringwise_status_name(status), fields[2]) == 0 && read == NULL);
}

/* Checks a text against the expected bytes, and frees it. */
static void check_written(ringwise_text *text, const char *expected, size_t expected_len)
{
    size_t len;
    const char *written = ringwise_text_get(text, &len);
    CHECK_HERE(written != NULL && len == expected_len && memcmp(written, expected, len) == 0);
    ringwise_text_free(text);
}

static void snapshot(const char *expected, size_t len)
{
    ringwise_ring *read = NULL;
    CHECK_OK(ringwise_ring_new(options, members, &ring));
    check_written(ringwise_ring_to_bytes(ring), expected, len);
    ringwise_status status = ringwise_ring_from_bytes(expected, len, &read);
    check_read(status, read);
}

static void fingerprint(void)
{
    char digits[RINGWISE_FINGERPRINT_SIZE];
    CHECK_HERE(ringwise_ring_fingerprint(ring, digits) && strcmp(digits, fields[1]) == 0);
}

static void reads(const char *json, size_t len)
{
    ringwise_ring *read = NULL;
    ringwise_status status = ringwise_ring_from_json(json, len, &read);
    check_read(status, read);
}

static void json(const char *expected, size_t len)
{
    check_written(ringwise_ring_to_json(ring), expected, len);
    reads(expected, len);
}

static void bad(const char *bytes, size_t len)
{
    ringwise_ring *read = NULL;
    ringwise_status status = ringwise_ring_from_bytes(bytes, len, &read);
    check_refused(status, read);
}

static void bad_json(const char *json, size_t len)
{
    ringwise_ring *read = NULL;
    ringwise_status status = ringwise_ring_from_json(json, len, &read);
    check_refused(status, read);
}

static void play(void)
{
    if (is("profile"))
        start_case();
    else if (is("option"))
        option();
    else if (is("node"))
        node();
    else {
        checks++;
        if (is("fingerprint")) {
            fingerprint();
            return;
        }
        size_t len = unhex(fields[1]);
        if (is("snapshot"))
            snapshot(fields[1], len);
        else if (is("json"))
            json(fields[1], len);
        else if (is("reads"))
            reads(fields[1], len);
        else if (is("bad"))
            bad(fields[1], len);
        else {
            CHECK_HERE(is("bad_json"));
            bad_json(fields[1], len);
        }
    }
}

int main(int argc, char **argv)
{
    CHECK(argc == 2);
    open_script(argv[1]);
    while (read_record())
        play();
    close_script();
    end_making();
    ringwise_ring_free(ring);
    printf("%lu\n", checks);
    return 0;
}
