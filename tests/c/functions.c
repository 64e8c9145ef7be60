/* Do the functions without a ring return what their systems return? */
#include "rings.h"

static void functions_need_no_ring(void)
{
    CHECK(ringwise_jump_hash(1, 10) == 6 && ringwise_guava_consistent_hash(1, 10) == 6);
    CHECK(ringwise_jump_hash(1, 0) == 0 && ringwise_guava_consistent_hash(1, 0) == 0);
    CHECK(ringwise_jump_hash(UINT64_MAX, UINT32_MAX) < UINT32_MAX);
    CHECK(ringwise_guava_consistent_hash(UINT64_MAX, UINT32_MAX) == ringwise_guava_consistent_hash(UINT64_MAX, INT32_MAX));
    CHECK(ringwise_jump_hash(UINT64_C(5006675456876174058), 32768) == 32767);
    CHECK(ringwise_guava_consistent_hash(UINT64_C(5006675456876174058), 32768) == 48);
    CHECK(ringwise_redis_slot("foo", 3) == 12182 && ringwise_redis_slot(TEXT("{user:1}.a")) == ringwise_redis_slot(TEXT("user:1")));
    CHECK(ringwise_redis_slot(NULL, 0) == 0 && ringwise_redis_slot(NULL, 3) == 0);
    CHECK(ringwise_cassandra_token("foo", 3) == INT64_C(-2129773440516405919));
    CHECK(ringwise_cassandra_token(NULL, 0) == ringwise_cassandra_token("", 0) && ringwise_cassandra_token(NULL, 3) == 0);
}

int main(void)
{
    functions_need_no_ring();
    puts("ok");
    return 0;
}
