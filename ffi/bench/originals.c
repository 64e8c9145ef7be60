/* Is a ring built at least as fast as libmemcached builds it?
 *
 * Each pair is timed in turns, so that other load on the machine affects both; the result is the median of the rounds' ratios. First, the
 * owners of the same keys must be equal in both. Exits with 1 if one differs, or if ringwise is slower.
 */
#define _POSIX_C_SOURCE 199309L
#include <libmemcached/memcached.h>
#include <ringwise.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TEXT(text) (text), strlen(text)

/* With more than 100 servers, an assertion of libmemcached ends the program. */
enum { NODES = 100, HOST = 32, PORT = 11212, KEYS = 10000, ROUNDS = 31, BUILDS = 5 };

/* One comparison: a behaviour of libmemcached, its hash if one is set, and the profile that equals it. */
struct pair {
    memcached_behavior_t behavior;
    int hash;
    const char *profile;
    const char *option;
    int heaviest;
};

static const struct pair PAIRS[] = {
    {MEMCACHED_BEHAVIOR_KETAMA, -1, "libmemcached_ketama", NULL, 1},
    {MEMCACHED_BEHAVIOR_KETAMA, MEMCACHED_HASH_MD5, "libmemcached_ketama", "md5", 1},
    {MEMCACHED_BEHAVIOR_KETAMA_WEIGHTED, -1, "libmemcached_ketama_weighted", NULL, 1},
    {MEMCACHED_BEHAVIOR_KETAMA_WEIGHTED, -1, "libmemcached_ketama_weighted", NULL, 10},
};

/* The members, in the form of each. */
static char hosts[NODES][HOST];
static int weights[NODES];
static memcached_server_list_st servers;
static ringwise_members *members;

static void fail(const char *what)
{
    fprintf(stderr, "originals: %s\n", what);
    exit(1);
}

static void expect(bool done, const char *what)
{
    if (!done)
        fail(what);
}

static void take_members(int heaviest)
{
    memcached_return_t rc = MEMCACHED_SUCCESS;
    servers = NULL;
    members = ringwise_members_new();
    for (int i = 0; i < NODES; i++) {
        char name[HOST + 8];
        snprintf(hosts[i], HOST, "10.0.%d.%d", i / 25, i % 25);
        weights[i] = 1 + i % heaviest;
        servers = memcached_server_list_append_with_weight(servers, hosts[i], PORT, (uint32_t)weights[i], &rc);
        expect(rc == MEMCACHED_SUCCESS, "memcached_server_list_append_with_weight");
        snprintf(name, sizeof name, "%s:%d", hosts[i], PORT);
        expect(ringwise_members_add_node(members, TEXT(name), weights[i], NULL, 0, NULL, 0) == RINGWISE_STATUS_OK, ringwise_last_error());
    }
}

static void give_members(void)
{
    memcached_server_list_free(servers);
    ringwise_members_free(members);
}

/* Adds all servers at once, or libmemcached would build a ring for each. */
static memcached_st *build_theirs(const struct pair *pair)
{
    memcached_st *client = memcached_create(NULL);
    expect(client != NULL, "memcached_create");
    expect(memcached_behavior_set(client, pair->behavior, 1) == MEMCACHED_SUCCESS, "memcached_behavior_set");
    if (pair->hash >= 0)
        expect(memcached_behavior_set(client, MEMCACHED_BEHAVIOR_HASH, (uint64_t)pair->hash) == MEMCACHED_SUCCESS, "HASH");
    expect(memcached_server_push(client, servers) == MEMCACHED_SUCCESS, "memcached_server_push");
    return client;
}

static ringwise_ring *build_ours(const struct pair *pair)
{
    ringwise_options *options = ringwise_options_new();
    ringwise_ring *ring = NULL;
    ringwise_options_set_text(options, RINGWISE_PROFILE, TEXT(pair->profile));
    if (pair->option != NULL)
        ringwise_options_set_text(options, "hash", TEXT(pair->option));
    expect(ringwise_ring_new(options, members, &ring) == RINGWISE_STATUS_OK, ringwise_last_error());
    ringwise_options_free(options);
    return ring;
}

static void check_owners(const struct pair *pair)
{
    memcached_st *theirs = build_theirs(pair);
    ringwise_ring *ours = build_ours(pair);
    for (int i = 0; i < KEYS; i++) {
        char key[32], expected[HOST + 8];
        const char *name = NULL;
        size_t length = 0;
        uint32_t id;
        snprintf(key, sizeof key, "user:%d", i * 7919);
        snprintf(expected, sizeof expected, "%s:%d", hosts[memcached_generate_hash(theirs, TEXT(key))], PORT);
        expect(ringwise_ring_get_node(ours, TEXT(key), &id) && ringwise_ring_name(ours, id, &name, &length), "no owner");
        expect(length == strlen(expected) && memcmp(name, expected, length) == 0, "a key has two owners");
    }
    memcached_free(theirs);
    ringwise_ring_free(ours);
}

/* Returns the milliseconds of one build. */
static double since(struct timespec from)
{
    struct timespec to;
    clock_gettime(CLOCK_MONOTONIC, &to);
    return ((double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6) / BUILDS;
}

static double time_theirs(const struct pair *pair)
{
    struct timespec from;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int i = 0; i < BUILDS; i++)
        memcached_free(build_theirs(pair));
    return since(from);
}

static double time_ours(const struct pair *pair)
{
    struct timespec from;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int i = 0; i < BUILDS; i++)
        ringwise_ring_free(build_ours(pair));
    return since(from);
}

struct round {
    double theirs, ours;
};

static int by_ratio(const void *left, const void *right)
{
    const struct round *a = left, *b = right;
    double difference = a->theirs / a->ours - b->theirs / b->ours;
    return (difference > 0) - (difference < 0);
}

/* Returns whether ringwise is at least as fast. */
static bool compare(const struct pair *pair)
{
    struct round rounds[ROUNDS];
    take_members(pair->heaviest);
    check_owners(pair);
    for (int i = 0; i < ROUNDS; i++)
        rounds[i] = (struct round){time_theirs(pair), time_ours(pair)};
    give_members();
    qsort(rounds, ROUNDS, sizeof *rounds, by_ratio);
    const struct round least = rounds[0], median = rounds[ROUNDS / 2], most = rounds[ROUNDS - 1];
    const double ratio = median.theirs / median.ours;
    printf("%s, %s, weights to %d: libmemcached %.2f ms, ringwise %.2f ms: %.2fx faster (%.2f to %.2f); wanted: at least 1%s\n",
           pair->profile, pair->option ? pair->option : "no hash set", pair->heaviest, median.theirs, median.ours, ratio,
           least.theirs / least.ours, most.theirs / most.ours, ratio >= 1 ? "" : ": MISSED");
    return ratio >= 1;
}

int main(void)
{
    bool kept = true;
    /* After this much memory was freed, glibc keeps it, for both. */
    free(malloc(16 << 20));
    printf("building %d nodes and freeing them, libmemcached %s; medians of %d rounds\n", NODES, memcached_lib_version(), ROUNDS);
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
        kept = compare(&PAIRS[i]) && kept;
    return kept ? 0 : 1;
}
