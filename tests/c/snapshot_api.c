/* Do snapshots, JSON and fingerprints hold what they should, and is everything else refused with the reason? */
#include "check.h"

enum { ROOM = 1024 };

static const char *const NULL_RING = "ring NULL: this call needs what it points to";

static ringwise_ring *ring_of_abc(const ringwise_options *options)
{
    ringwise_members *members = ringwise_members_new();
    for (const char *name = "abc"; *name != '\0'; name++)
        CHECK_OK(ringwise_members_add_node(members, name, 1, 1, NO_TEXT, NO_TEXT));
    ringwise_ring *ring = NULL;
    CHECK_OK(ringwise_ring_new(options, members, &ring));
    ringwise_members_free(members);
    return ring;
}

static size_t snapshot_of(const ringwise_ring *ring, uint8_t *out)
{
    size_t len = 0;
    ringwise_text *text = ringwise_ring_to_bytes(ring);
    const char *bytes = ringwise_text_get(text, &len);
    CHECK(bytes != NULL && len < ROOM);
    memcpy(out, bytes, len);
    ringwise_text_free(text);
    return len;
}

static void a_ring_comes_back_without_its_load_factor(void)
{
    static const char json[] = "{\"nodes\": [\"b\", \"c\", \"a\"]}";
    uint8_t bytes[ROOM];
    ringwise_ring *ring = ring_of_abc(NULL), *read[2] = {NULL, NULL};
    CHECK_OK(ringwise_ring_set_load_factor(ring, 150));
    size_t len = snapshot_of(ring, bytes);
    CHECK_OK(ringwise_ring_from_bytes(bytes, len, &read[0]));
    CHECK_OK(ringwise_ring_from_json(TEXT(json), &read[1]));
    for (size_t i = 0; i < 2; i++) {
        CHECK(ringwise_ring_equal(read[i], ring) && ringwise_ring_load_factor(read[i]) == 125);
        ringwise_ring_free(read[i]);
    }
    ringwise_ring_free(ring);
}

static void a_snapshot_has_neither_ids_nor_marks_nor_loads(void)
{
    uint8_t bytes[ROOM], again[ROOM];
    ringwise_ring *ring = ring_of_abc(NULL), *read = NULL;
    uint32_t id;
    uint64_t ticket;
    bool healthy;
    size_t len = snapshot_of(ring, bytes);
    CHECK_OK(ringwise_ring_add_node(ring, TEXT("0"), 1, NO_TEXT, NO_TEXT));
    CHECK_OK(ringwise_ring_remove_node(ring, TEXT("0")));
    CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, TEXT("a")));
    CHECK(ringwise_ring_acquire(ring, TEXT("k"), &id, &ticket));
    CHECK(snapshot_of(ring, again) == len && memcmp(bytes, again, len) == 0);
    CHECK_OK(ringwise_ring_from_bytes(again, len, &read));
    CHECK_OK(ringwise_ring_is_healthy(read, TEXT("a"), &healthy));
    CHECK(healthy && ringwise_ring_total_load(read) == 0 && ringwise_ring_names_len(read) == 3);
    ringwise_ring_free(read);
    ringwise_ring_free(ring);
}

static void a_ring_made_of_a_snapshot_is_edited_like_any(void)
{
    uint8_t bytes[ROOM];
    ringwise_ring *ring = ring_of_abc(NULL), *read = NULL;
    CHECK_OK(ringwise_ring_from_bytes(bytes, snapshot_of(ring, bytes), &read));
    memset(bytes, 0, sizeof bytes); /* nothing of it is kept */
    CHECK_OK(ringwise_ring_add_node(ring, TEXT("d"), 2, NO_TEXT, NO_TEXT));
    CHECK(!ringwise_ring_equal(read, ring));
    CHECK_OK(ringwise_ring_add_node(read, TEXT("d"), 2, NO_TEXT, NO_TEXT));
    CHECK(ringwise_ring_equal(read, ring));
    ringwise_ring_free(ring);
    ringwise_ring_free(read);
}

static void a_snapshot_that_names_a_factor_is_refused(void)
{
    ringwise_ring *read = NULL;
    CHECK_FAILS(ringwise_ring_from_json(TEXT("{\"load_factor\": 150}"), &read), RINGWISE_STATUS_BAD_SNAPSHOT,
                "snapshot, line 1, column 14: field \"load_factor\": a snapshot has none, so give it beside the snapshot");
    CHECK(ringwise_ring_from_json(TEXT("{\"replication_factor\": 3}"), &read) == RINGWISE_STATUS_BAD_SNAPSHOT && read == NULL);
}

/* Every prefix of a snapshot, and every snapshot with one byte changed. */
static void what_is_no_snapshot_is_refused(void)
{
    uint8_t bytes[ROOM];
    ringwise_ring *ring = ring_of_abc(NULL), *read = NULL;
    size_t len = snapshot_of(ring, bytes);
    ringwise_ring_free(ring);
    for (size_t cut = 0; cut < len; cut++)
        CHECK(ringwise_ring_from_bytes(bytes, cut, &read) == RINGWISE_STATUS_BAD_SNAPSHOT);
    for (size_t at = 0; at < len; at++) {
        bytes[at] ^= 0x20;
        CHECK(ringwise_ring_from_bytes(bytes, len, &read) == RINGWISE_STATUS_BAD_SNAPSHOT);
        bytes[at] ^= 0x20;
    }
    bytes[len] = 0;
    CHECK(ringwise_ring_from_bytes(bytes, len + 1, &read) == RINGWISE_STATUS_BAD_SNAPSHOT);
    CHECK(ringwise_ring_from_bytes(NULL, 0, &read) == RINGWISE_STATUS_BAD_SNAPSHOT);
    CHECK(strncmp(ringwise_last_error(), "snapshot, byte 0: ", 18) == 0 && read == NULL);
}

static void json_of_people_is_read_with_care(void)
{
    const ringwise_status bad = RINGWISE_STATUS_BAD_SNAPSHOT;
    ringwise_ring *ring = NULL;
    CHECK_FAILS(ringwise_ring_from_json(TEXT("{\"sede\": 7}"), &ring), bad,
                "snapshot, line 1, column 7: unknown field \"sede\": the fields are ringwise, nodes, profile, vnodes, seed, cap, hash_tag, zones");
    CHECK_FAILS(ringwise_ring_from_json(TEXT("{\"nodes\": [\"\xff\"]}"), &ring), bad,
                "snapshot, byte 12: it is not UTF-8, as JSON has to be");
    CHECK(ringwise_ring_from_json(TEXT("{\n\"nodes\": [\"a\",]}"), &ring) == bad);
    CHECK(strncmp(ringwise_last_error(), "snapshot, line 2, column ", 25) == 0);
    CHECK(ringwise_ring_from_json("{}\0", 3, &ring) == bad && ringwise_ring_from_json(NULL, 0, &ring) == bad);
    CHECK(ringwise_ring_from_json(TEXT("{\"ringwise\": 2}"), &ring) == RINGWISE_STATUS_SNAPSHOT_VERSION);
    CHECK_FAILS(ringwise_ring_from_json(TEXT("{\"nodes\": [\"a\", {\"name\": \"b\", \"weight\": -1}]}"), &ring),
                RINGWISE_STATUS_INVALID_WEIGHT, "weight -1 for node \"b\": a weight is an integer from 0 to 67108864");
    CHECK_FAILS(ringwise_ring_from_json(TEXT("{\"nodes\": [\"a\", \"a\"]}"), &ring), RINGWISE_STATUS_DUPLICATE_NODE,
                "node \"a\" already exists: a name is unique in its ring");
    CHECK(ringwise_ring_from_json(TEXT("{\"profile\": \"ketma\"}"), &ring) == RINGWISE_STATUS_UNKNOWN_PROFILE);
    CHECK(ring == NULL);
}

static void a_snapshot_and_its_json_are_written_whole(void)
{
    static const char json[] = "{\n  \"ringwise\": 1,\n  \"profile\": \"native-v1\",\n  \"vnodes\": 160,\n  \"seed\": 0,\n  \"zones\": \"spread\",\n"
                               "  \"nodes\": [\n    {\"name\": \"a\", \"weight\": 1},\n    {\"name\": \"b\", \"weight\": 1},\n"
                               "    {\"name\": \"c\", \"weight\": 1}\n  ]\n}\n";
    ringwise_ring *ring = ring_of_abc(NULL);
    ringwise_text *bytes = ringwise_ring_to_bytes(ring), *text = ringwise_ring_to_json(ring);
    size_t len = 77;
    ringwise_ring_free(ring); /* both stay */
    CHECK(memcmp(ringwise_text_get(bytes, &len), "ringwise\1", 10) == 0 && len > 10);
    CHECK(strcmp(ringwise_text_get(text, &len), json) == 0 && len == strlen(json));
    ringwise_text_free(bytes);
    ringwise_text_free(text);
}

static void a_fingerprint_tells_rings_apart(void)
{
    char of_abc[RINGWISE_FINGERPRINT_SIZE + 1], other[RINGWISE_FINGERPRINT_SIZE];
    ringwise_ring *ring = ring_of_abc(NULL);
    of_abc[RINGWISE_FINGERPRINT_SIZE] = '?';
    CHECK(ringwise_ring_fingerprint(ring, of_abc) && strcmp(of_abc, "455baf8501c973073b57bb3e8d5bdfb2") == 0);
    CHECK(of_abc[RINGWISE_FINGERPRINT_SIZE] == '?');
    CHECK_OK(ringwise_ring_set_weight(ring, TEXT("a"), 2));
    CHECK(ringwise_ring_fingerprint(ring, other) && strcmp(of_abc, other) != 0);
    CHECK_OK(ringwise_ring_set_weight(ring, TEXT("a"), 1));
    CHECK(ringwise_ring_fingerprint(ring, other) && strcmp(of_abc, other) == 0);
    other[0] = '?';
    CHECK(!ringwise_ring_fingerprint(NULL, other) && other[0] == '?' && !ringwise_ring_fingerprint(ring, NULL));
    ringwise_ring_free(ring);
}

static void null_is_refused(void)
{
    const ringwise_status null = RINGWISE_STATUS_NULL_POINTER;
    ringwise_ring *ring = ring_of_abc(NULL), *read = NULL;
    uint8_t bytes[ROOM];
    size_t len = snapshot_of(ring, bytes);
    CHECK(ringwise_ring_to_bytes(NULL) == NULL && ringwise_ring_to_json(NULL) == NULL);
    CHECK_FAILS(ringwise_ring_from_bytes(NULL, len, &read), null, "snapshot NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_from_bytes(bytes, len, NULL), null, NULL_RING);
    CHECK_FAILS(ringwise_ring_from_json(NULL, 2, &read), null, "json NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_from_json("{}", 2, NULL), null, NULL_RING);
    CHECK(read == NULL);
    ringwise_ring_free(ring);
}

int main(void)
{
    a_ring_comes_back_without_its_load_factor();
    a_snapshot_has_neither_ids_nor_marks_nor_loads();
    a_ring_made_of_a_snapshot_is_edited_like_any();
    a_snapshot_that_names_a_factor_is_refused();
    what_is_no_snapshot_is_refused();
    json_of_people_is_read_with_care();
    a_snapshot_and_its_json_are_written_whole();
    a_fingerprint_tells_rings_apart();
    null_is_refused();
    puts("ok");
    return 0;
}
