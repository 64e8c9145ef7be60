/* Are texts written whole, or not at all? */
#include "quarters.h"

enum { TEXT_LEN = 4096 };

static ringwise_plan *plan_of(const ringwise_ring *before, const ringwise_ring *after, size_t replicas)
{
    ringwise_plan *plan = NULL;
    CHECK_OK(ringwise_ring_plan(before, after, replicas, &plan));
    return plan;
}

/* Writes a text of a plan; checks that a buffer that is a byte too short stays as it is. */
static void write_text(const ringwise_plan *plan, ringwise_status (*write)(const ringwise_plan *, char *, size_t, size_t *),
                       size_t len, const char *expected)
{
    char text[TEXT_LEN], message[80];
    size_t written = 77;
    CHECK(len == strlen(expected) && len < TEXT_LEN);
    text[0] = '?';
    sprintf(message, "room for %u bytes: there are %u", (unsigned)len - 1, (unsigned)len);
    CHECK_FAILS(write(plan, text, len - 1, &written), RINGWISE_STATUS_BUFFER_TOO_SMALL, message);
    CHECK(text[0] == '?' && written == 77);
    CHECK_FAILS(write(NULL, text, len, &written), RINGWISE_STATUS_NULL_POINTER, "plan NULL: this call needs what it points to");
    CHECK_FAILS(write(plan, NULL, len, &written), RINGWISE_STATUS_NULL_POINTER, "out NULL: this call needs what it points to");
    CHECK_FAILS(write(plan, text, len, NULL), RINGWISE_STATUS_NULL_POINTER, "written NULL: this call needs what it points to");
    CHECK_OK(write(plan, text, TEXT_LEN, &written));
    CHECK(same(text, written, expected));
}

static void a_ring_explains_itself(void)
{
    ringwise_ring *ring = made(speaking("ketama"), two_servers());
    size_t len = ringwise_ring_explain_len(ring), written = 77;
    char *out = malloc(len + 1), expected[64];
    char small[4] = "???";
    CHECK(out != NULL && len > 0 && ringwise_ring_explain_len(NULL) == 0);
    snprintf(expected, sizeof expected, "room for 3 bytes: there are %lu", (unsigned long)len);
    CHECK_FAILS(ringwise_ring_explain(ring, small, 3, &written), RINGWISE_STATUS_BUFFER_TOO_SMALL, expected);
    CHECK(strcmp(small, "???") == 0 && written == 77);
    CHECK_FAILS(ringwise_ring_explain(NULL, out, len, &written), RINGWISE_STATUS_NULL_POINTER, "ring NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_explain(ring, NULL, len, &written), RINGWISE_STATUS_NULL_POINTER, "out NULL: this call needs what it points to");
    CHECK_FAILS(ringwise_ring_explain(ring, out, len, NULL), RINGWISE_STATUS_NULL_POINTER, "written NULL: this call needs what it points to");
    out[len] = '?';
    CHECK_OK(ringwise_ring_explain(ring, out, len, &written));
    CHECK(written == len && out[len] == '?');
    out[len] = '\0';
    CHECK(strncmp(out, "profile ketama\n", 15) == 0 && strstr(out, "\"10.0.0.1:11211-0\"") != NULL);
    free(out);
    ringwise_ring_free(ring);
}

static void a_plan_is_written_as_a_table_and_as_json(void)
{
    ringwise_ring *before = half_and_quarters(), *after = halves();
    ringwise_plan *plan = plan_of(before, after, 1);
    write_text(plan, ringwise_plan_table, ringwise_plan_table_len(plan),
               "from  to     share\n"
               "b     c   25.000 %\n"
               "moved 25.000 % of the key space; at least 25.000 % must move");
    write_text(plan, ringwise_plan_to_json, ringwise_plan_to_json_len(plan),
               "{\n"
               "  \"total\": \"18446744073709551616\",\n"
               "  \"replicas\": 1,\n"
               "  \"moved\": \"4611686018427387904\",\n"
               "  \"minimum\": \"4611686018427387904\",\n"
               "  \"totals\": [\n"
               "    {\"source\": \"b\", \"target\": \"c\", \"parts\": \"4611686018427387904\"}\n"
               "  ],\n"
               "  \"moves\": [\n"
               "    {\"start\": \"4611686018427387904\", \"end\": \"9223372036854775808\", \"rank\": 0, \"source\": \"b\", \"target\": \"c\"}\n"
               "  ]\n"
               "}\n");
    CHECK(ringwise_plan_table_len(NULL) == 0 && ringwise_plan_to_json_len(NULL) == 0);
    ringwise_plan_free(plan);
    ringwise_ring_free(before);
    ringwise_ring_free(after);
}

int main(void)
{
    a_ring_explains_itself();
    a_plan_is_written_as_a_table_and_as_json();
    puts("ok");
    return 0;
}
