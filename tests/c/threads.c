/*
 * Does every answer belong to a published ring while a writer edits?
 *
 * threads EDITS: the writer makes EDITS edits, which lead round a circle of memberships. Readers look keys up, half of them with
 * their own reader. Each edit leads to the next membership, so each answer must be that of one of them.
 */
#include <pthread.h>

#include "check.h"

enum { STATES = 8, KEYS = 64, LIST = 3, READERS = 4, EDITS_BETWEEN_LOOKS = 100 };

/* The answers of one membership: the owners of all keys in one batch, and each key's list. */
struct answers {
    uint32_t owners[KEYS];
    uint32_t lists[KEYS][LIST];
    size_t list_lens[KEYS];
};

static ringwise_ring *ring;
static char key_bytes[KEYS][8];
static const void *keys[KEYS];
static size_t key_lens[KEYS];
static struct answers published[STATES];

/* The number of looks of each reader, and whether the writer is done. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t looked = PTHREAD_COND_INITIALIZER;
static unsigned long looks[READERS];
static bool done;

/* Steps from a membership to the next; the last leads back to the first. */
static void step(int from)
{
    switch (from) {
    case 0: CHECK_OK(ringwise_ring_add_node(ring, "e", 1, 2, "east", 4, NO_TEXT)); break;
    case 1: CHECK_OK(ringwise_ring_set_weight(ring, "a", 1, 3)); break;
    case 2: CHECK_OK(ringwise_ring_replace_node(ring, "b", 1, "f", 1)); break;
    case 3: CHECK_OK(ringwise_ring_remove_node(ring, "c", 1)); break;
    case 4: CHECK_OK(ringwise_ring_set_weight(ring, "a", 1, 1)); break;
    case 5: CHECK_OK(ringwise_ring_replace_node(ring, "f", 1, "b", 1)); break;
    case 6: CHECK_OK(ringwise_ring_remove_node(ring, "e", 1)); break;
    default: CHECK_OK(ringwise_ring_add_node(ring, "c", 1, 1, "west", 4, NO_TEXT)); break;
    }
}

static void make_ring(void)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_integer(options, RINGWISE_VNODES, 20));
    CHECK_OK(ringwise_ring_new(options, NULL, &ring));
    ringwise_options_free(options);
    CHECK_OK(ringwise_ring_add_node(ring, "a", 1, 1, "east", 4, NO_TEXT));
    CHECK_OK(ringwise_ring_add_node(ring, "b", 1, 1, "east", 4, NO_TEXT));
    CHECK_OK(ringwise_ring_add_node(ring, "c", 1, 1, "west", 4, NO_TEXT));
    CHECK_OK(ringwise_ring_add_node(ring, "d", 1, 1, "west", 4, NO_TEXT));
}

static void answer(struct answers *answers)
{
    CHECK(ringwise_ring_get_node_batch(ring, keys, key_lens, KEYS, answers->owners) == KEYS);
    for (int i = 0; i < KEYS; i++)
        answers->list_lens[i] = ringwise_ring_get_nodes(ring, keys[i], key_lens[i], answers->lists[i], LIST);
}

static bool is_published(const uint32_t owners[KEYS])
{
    for (int state = 0; state < STATES; state++)
        if (memcmp(owners, published[state].owners, sizeof published[state].owners) == 0)
            return true;
    return false;
}

static bool is_published_owner(int key, uint32_t owner)
{
    for (int state = 0; state < STATES; state++)
        if (published[state].owners[key] == owner)
            return true;
    return false;
}

static bool is_published_list(int key, const uint32_t *list, size_t len)
{
    for (int state = 0; state < STATES; state++)
        if (published[state].list_lens[key] == len && memcmp(published[state].lists[key], list, len * sizeof *list) == 0)
            return true;
    return false;
}

/* Looks every key up in each way, and checks every answer against those of the published rings. */
static void look(ringwise_reader *reader)
{
    uint32_t owners[KEYS], owner, list[LIST];
    const char *name;
    size_t len;
    CHECK(ringwise_ring_get_node_batch(ring, keys, key_lens, KEYS, owners) == KEYS);
    CHECK(is_published(owners));
    for (int i = 0; i < KEYS; i++) {
        CHECK(reader != NULL ? ringwise_reader_get_node(reader, keys[i], key_lens[i], &owner)
                             : ringwise_ring_get_node(ring, keys[i], key_lens[i], &owner));
        CHECK(is_published_owner(i, owner));
        CHECK(ringwise_ring_name(ring, owner, &name, &len) && len == 1 && name[0] >= 'a' && name[0] <= 'f');
        len = reader != NULL ? ringwise_reader_get_nodes(reader, keys[i], key_lens[i], list, LIST)
                             : ringwise_ring_get_nodes(ring, keys[i], key_lens[i], list, LIST);
        CHECK(is_published_list(i, list, len));
    }
}

static void *read_on(void *number)
{
    size_t self = *(size_t *)number;
    ringwise_reader *reader = self % 2 == 0 ? ringwise_reader_new(ring) : NULL;
    for (bool last = false; !last;) {
        look(reader);
        CHECK(pthread_mutex_lock(&lock) == 0);
        looks[self]++;
        last = done;
        CHECK(pthread_cond_signal(&looked) == 0);
        CHECK(pthread_mutex_unlock(&lock) == 0);
    }
    ringwise_reader_free(reader);
    return NULL;
}

/* Waits until each reader has begun and ended a look, so that readers and edits overlap however threads are scheduled. */
static void await_looks(void)
{
    unsigned long wanted[READERS];
    CHECK(pthread_mutex_lock(&lock) == 0);
    for (int i = 0; i < READERS; i++)
        wanted[i] = looks[i] + 2;
    for (int i = 0; i < READERS; i++)
        while (looks[i] < wanted[i])
            CHECK(pthread_cond_wait(&looked, &lock) == 0);
    CHECK(pthread_mutex_unlock(&lock) == 0);
}

static void *fail(void *unused)
{
    CHECK(strcmp(ringwise_last_error(), "") == 0);
    CHECK_FAILS(ringwise_ring_remove_node(ring, "z", 1), RINGWISE_STATUS_UNKNOWN_NODE,
                "node \"z\" is not in the ring: name one of its members");
    return unused;
}

/* Each thread has its own last error. */
static void fail_elsewhere(void)
{
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, fail, NULL) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(strcmp(ringwise_last_error(), "") == 0);
}

int main(int argc, char **argv)
{
    CHECK(argc == 2);
    long edits = strtol(argv[1], NULL, 10);
    pthread_t readers[READERS];
    size_t numbers[READERS];
    make_ring();
    fail_elsewhere();
    for (int i = 0; i < KEYS; i++) {
        key_lens[i] = (size_t)snprintf(key_bytes[i], sizeof key_bytes[i], "key-%d", i);
        keys[i] = key_bytes[i];
    }
    for (int state = 0; state < STATES; state++) {
        answer(&published[state]);
        for (int other = 0; other < state; other++)
            CHECK(memcmp(&published[state], &published[other], sizeof published[state]) != 0);
        step(state);
    }
    for (size_t i = 0; i < READERS; i++) {
        numbers[i] = i;
        CHECK(pthread_create(&readers[i], NULL, read_on, &numbers[i]) == 0);
    }
    for (long edit = 0; edit < edits; edit++) {
        step((int)(edit % STATES));
        if (edit % EDITS_BETWEEN_LOOKS == 0)
            await_looks();
    }
    CHECK(pthread_mutex_lock(&lock) == 0);
    done = true;
    CHECK(pthread_mutex_unlock(&lock) == 0);
    for (int i = 0; i < READERS; i++)
        CHECK(pthread_join(readers[i], NULL) == 0);
    ringwise_ring_free(ring);
    puts("ok");
    return 0;
}
