/* Are texts whole, and as long as they should be? */
#include "quarters.h"

static ringwise_plan *plan_of(const ringwise_ring *before, const ringwise_ring *after, size_t replicas)
{
    ringwise_plan *plan = NULL;
    CHECK_OK(ringwise_ring_plan(before, after, replicas, &plan));
    return plan;
}

/* Checks a text against the expected one, and frees it. */
static void check_text(ringwise_text *text, const char *expected)
{
    size_t len = 77;
    const char *chars = ringwise_text_get(text, &len);
    CHECK(text != NULL && len == strlen(expected) && memcmp(chars, expected, len + 1) == 0); /* a NUL follows */
    CHECK(ringwise_text_get(text, NULL) == chars);
    ringwise_text_free(text);
}

static void a_ring_explains_itself(void)
{
    ringwise_ring *ring = made(speaking("ketama"), two_servers());
    ringwise_text *text = ringwise_ring_explain(ring);
    size_t len = 77;
    ringwise_ring_free(ring); /* the text stays */
    const char *chars = ringwise_text_get(text, &len);
    CHECK(len > 0 && len == strlen(chars) && strncmp(chars, "profile ketama\n", 15) == 0);
    CHECK(strstr(chars, "\"10.0.0.1:11211-0\"") != NULL && ringwise_ring_explain(NULL) == NULL);
    ringwise_text_free(text);
}

static void a_text_is_as_long_as_it_says(void)
{
    ringwise_ring *ring = native(3);
    ringwise_text *text = ringwise_ring_to_bytes(ring);
    size_t len = 77;
    const char *bytes = ringwise_text_get(text, &len);
    CHECK(memcmp(bytes, "ringwise\1", 10) == 0 && len > 10 && len != strlen(bytes) && bytes[len] == '\0');
    CHECK(ringwise_text_get(NULL, NULL) == NULL && ringwise_plan_table(NULL) == NULL && ringwise_plan_to_json(NULL) == NULL);
    CHECK(ringwise_ring_to_bytes(NULL) == NULL && ringwise_ring_to_json(NULL) == NULL);
    ringwise_text_free(text);
    ringwise_text_free(NULL);
    ringwise_ring_free(ring);
}

static void a_plan_is_written_as_a_table_and_as_json(void)
{
    ringwise_ring *before = half_and_quarters(), *after = halves();
    ringwise_plan *plan = plan_of(before, after, 1);
    check_text(ringwise_plan_table(plan),
               "from  to     share\n"
               "b     c   25.000 %\n"
               "moved 25.000 % of the key space; at least 25.000 % must move");
    check_text(ringwise_plan_to_json(plan),
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
    ringwise_plan_free(plan);
    ringwise_ring_free(before);
    ringwise_ring_free(after);
}

int main(void)
{
    a_ring_explains_itself();
    a_text_is_as_long_as_it_says();
    a_plan_is_written_as_a_table_and_as_json();
    puts("ok");
    return 0;
}
