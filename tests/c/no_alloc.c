/*
 * Do lookups allocate nothing?
 *
 * This program's own malloc replaces the C library's, for ringwise too, and counts its calls. The first lookup of a thread may
 * allocate, as the header states.
 */
#include <errno.h>
#include <pthread.h>

#include "check.h"

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t align, size_t size);

static unsigned long allocations;

static void count(void) { __atomic_fetch_add(&allocations, 1, __ATOMIC_SEQ_CST); }

static unsigned long counted(void) { return __atomic_load_n(&allocations, __ATOMIC_SEQ_CST); }

void *malloc(size_t size)
{
    count();
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size)
{
    count();
    return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size)
{
    count();
    return __libc_realloc(old, size);
}

void *aligned_alloc(size_t align, size_t size)
{
    count();
    return __libc_memalign(align, size);
}

int posix_memalign(void **out, size_t align, size_t size)
{
    count();
    *out = __libc_memalign(align, size);
    return *out == NULL ? ENOMEM : 0;
}

enum { NODES = 40, BATCH = 100 };

static ringwise_ring *ring;

static void make_ring(void)
{
    ringwise_options *options = ringwise_options_new();
    CHECK_OK(ringwise_options_set_text(options, RINGWISE_HASH_TAG, "{}", 2));
    CHECK_OK(ringwise_ring_new(options, NULL, &ring));
    ringwise_options_free(options);
    for (int i = 0; i < NODES; i++) {
        char name[16], zone[16];
        snprintf(name, sizeof name, "node-%d", i);
        snprintf(zone, sizeof zone, "zone-%d", i % 3);
        CHECK_OK(ringwise_ring_add_node(ring, TEXT(name), i % 4, TEXT(zone), NO_TEXT));
    }
}

/* Calls every lookup, and the functions of ids, with keys of many lengths; "down" is the number of unhealthy nodes. */
static void look_up(ringwise_reader *reader, size_t down)
{
    static const char bytes[1000] = "{tag}";
    const void *keys[BATCH];
    size_t key_lens[BATCH], len;
    uint32_t out[BATCH], id;
    uint64_t tickets[BATCH];
    const char *name;
    for (size_t i = 0; i < BATCH; i++) {
        keys[i] = bytes;
        key_lens[i] = i * 10;
        CHECK(ringwise_ring_get_node(ring, bytes, i * 10, &id) && ringwise_reader_get_node(reader, bytes, i * 10, &id));
        CHECK(ringwise_ring_get_nodes(ring, bytes, i * 10, out, 3) == 3 && ringwise_reader_get_nodes(reader, bytes, i * 10, out, 3) == 3);
        CHECK(ringwise_ring_get_nodes(ring, bytes, i * 10, out, BATCH) == 30);
        CHECK(ringwise_reader_get_nodes(reader, bytes, i * 10, out, BATCH) == 30);
        CHECK(ringwise_ring_name(ring, id, &name, &len) && ringwise_ring_id(ring, name, len, &id));
        CHECK(ringwise_ring_get_node_with_fallback(ring, bytes, i * 10, &id));
        CHECK(ringwise_reader_get_node_with_fallback(reader, bytes, i * 10, &id));
        CHECK(ringwise_ring_get_healthy_nodes(ring, bytes, i * 10, out, 3) == 3);
        CHECK(ringwise_reader_get_healthy_nodes(reader, bytes, i * 10, out, 3) == 3);
        CHECK(ringwise_ring_get_healthy_nodes(ring, bytes, i * 10, out, BATCH) == 30 - down);
        CHECK(ringwise_reader_get_healthy_nodes(reader, bytes, i * 10, out, BATCH) == 30 - down);
    }
    /* One hot key, so that slots are found after full nodes. */
    for (size_t i = 0; i < BATCH; i++)
        CHECK(ringwise_ring_acquire(ring, bytes, 100, &id, &tickets[i]));
    CHECK(ringwise_ring_total_load(ring) == BATCH);
    for (size_t i = 0; i < BATCH; i++)
        CHECK(ringwise_ring_release(ring, tickets[i]));
    CHECK(ringwise_ring_get_node_batch(ring, keys, key_lens, BATCH, out) == BATCH);
    CHECK(ringwise_ring_contains(ring, "node-1", 6) && ringwise_ring_len(ring) == NODES && ringwise_ring_names_len(ring) == NODES);
}

/* Looks up in a thread: only the first lookup may allocate, not a reader that finds an edited or marked ring. */
static void *read_on(void *unused)
{
    static const char *const names[] = {"node-1", "node-2", "node-3"};
    uint32_t id;
    ringwise_reader *reader = ringwise_reader_new(ring);
    CHECK(ringwise_ring_get_node(ring, "k", 1, &id));
    for (size_t down = 0; down < 3; down++) {
        unsigned long before = counted();
        look_up(reader, down);
        CHECK(counted() == before);
        CHECK_OK(ringwise_ring_set_weight(ring, "node-5", 6, 5));
        CHECK_OK(ringwise_ring_mark_node_unhealthy(ring, TEXT(names[down])));
        CHECK(counted() > before);
    }
    for (size_t up = 0; up < 3; up++)
        CHECK_OK(ringwise_ring_mark_node_healthy(ring, TEXT(names[up])));
    ringwise_reader_free(reader);
    return unused;
}

int main(void)
{
    pthread_t thread;
    CHECK(counted() == 0);
    make_ring();
    CHECK(counted() > NODES);
    read_on(NULL);
    CHECK(pthread_create(&thread, NULL, read_on, NULL) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
    ringwise_ring_free(ring);
    puts("ok");
    return 0;
}
