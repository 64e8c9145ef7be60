/*
 * Does C write every golden snapshot, fingerprint and JSON, read them back, and refuse what is to be refused?
 *
 * snapshots FILE: plays the cases of tests/README.md in FILE. Prints how many records it held rings against.
 */
#include "case.h"

static ringwise_ring *ring;
static unsigned long checks;

static void start_case(void)
{
    ringwise_ring_free(ring);
    ring = NULL;
    start_making();
    CHECK_OK(ringwise_options_set_profile(options, TEXT(fields[1])));
}

/* Holds what was read against the ring of the case, and frees it. */
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

static void snapshot(const uint8_t *expected, size_t len)
{
    uint8_t *out = malloc(len);
    size_t written;
    ringwise_ring *read = NULL;
    CHECK_HERE(out != NULL);
    CHECK_OK(ringwise_ring_new(options, members, &ring));
    CHECK_HERE(ringwise_ring_to_bytes_len(ring) == len);
    CHECK_OK(ringwise_ring_to_bytes(ring, out, len, &written));
    CHECK_HERE(written == len && memcmp(out, expected, len) == 0);
    free(out);
    ringwise_status status = ringwise_ring_from_bytes(NULL, expected, len, &read);
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
    ringwise_status status = ringwise_ring_from_json(NULL, json, len, &read);
    check_read(status, read);
}

static void json(const char *expected, size_t len)
{
    char *out = malloc(len);
    size_t written;
    CHECK_HERE(out != NULL && ringwise_ring_to_json_len(ring) == len);
    CHECK_OK(ringwise_ring_to_json(ring, out, len, &written));
    CHECK_HERE(written == len && memcmp(out, expected, len) == 0);
    free(out);
    reads(expected, len);
}

static void bad(const uint8_t *bytes, size_t len)
{
    ringwise_ring *read = NULL;
    ringwise_status status = ringwise_ring_from_bytes(NULL, bytes, len, &read);
    check_refused(status, read);
}

static void bad_json(const char *json, size_t len)
{
    ringwise_ring *read = NULL;
    ringwise_status status = ringwise_ring_from_json(NULL, json, len, &read);
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
            snapshot((const uint8_t *)fields[1], len);
        else if (is("json"))
            json(fields[1], len);
        else if (is("reads"))
            reads(fields[1], len);
        else if (is("bad"))
            bad((const uint8_t *)fields[1], len);
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
