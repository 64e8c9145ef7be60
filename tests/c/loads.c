/*
 * Do loads add up while threads reserve and release slots?
 *
 * loads OPERATIONS: the number of operations of each of four threads.
 */
#include <pthread.h>

#include "check.h"

enum { THREADS = 4, NODES = 10, HELD = 64 };

static ringwise_ring *ring;
static long operations;

/* Reserves and releases slots. Returns the number of slots that it still holds at the end. */
static size_t work(size_t self, uint64_t tickets[HELD])
{
    size_t held = 0;
    for (long operation = 0; operation < operations; operation++) {
        size_t place = (size_t)operation * (self + 3) % HELD;
        if (place < held) {
            CHECK(ringwise_ring_release(ring, tickets[place]));
            tickets[place] = tickets[--held];
        } else {
            uint32_t id;
            CHECK(ringwise_ring_acquire(ring, &operation, sizeof operation, &id, &tickets[held]) && id < NODES);
            held++;
        }
    }
    return held;
}

struct worker {
    pthread_t thread;
    size_t number, held;
    uint64_t tickets[HELD];
};

static void *run(void *arg)
{
    struct worker *worker = arg;
    worker->held = work(worker->number, worker->tickets);
    return NULL;
}

static uint64_t sum_of_loads(void)
{
    uint64_t sum = 0;
    for (uint32_t id = 0; id < NODES; id++) {
        const char *name;
        size_t len;
        uint64_t load;
        CHECK(ringwise_ring_name(ring, id, &name, &len));
        CHECK_OK(ringwise_ring_load(ring, name, len, &load, NULL));
        sum += load;
    }
    return sum;
}

int main(int argc, char **argv)
{
    static struct worker workers[THREADS];
    CHECK(argc == 2);
    operations = strtol(argv[1], NULL, 10);
    CHECK_OK(ringwise_ring_new(NULL, NULL, &ring));
    for (int i = 0; i < NODES; i++) {
        char name[16];
        snprintf(name, sizeof name, "node-%d", i);
        CHECK_OK(ringwise_ring_add_node(ring, TEXT(name), 1 + i % 3, NO_TEXT, NO_TEXT));
    }
    for (size_t i = 0; i < THREADS; i++) {
        workers[i].number = i;
        CHECK(pthread_create(&workers[i].thread, NULL, run, &workers[i]) == 0);
    }
    uint64_t held = 0;
    for (size_t i = 0; i < THREADS; i++) {
        CHECK(pthread_join(workers[i].thread, NULL) == 0);
        held += workers[i].held;
    }
    CHECK(held > 0 && ringwise_ring_total_load(ring) == held && sum_of_loads() == held);
    for (size_t i = 0; i < THREADS; i++)
        for (size_t place = 0; place < workers[i].held; place++)
            CHECK(ringwise_ring_release(ring, workers[i].tickets[place]));
    CHECK(ringwise_ring_total_load(ring) == 0 && sum_of_loads() == 0);
    ringwise_ring_free(ring);
    puts("ok");
    return 0;
}
