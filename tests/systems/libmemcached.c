/* Where libmemcached places keys: no server is asked.
 *
 * Arguments, done in this order:
 *   set BEHAVIOR VALUE       as memcached_behavior_set() has it, both in libmemcached's words
 *   server HOST PORT WEIGHT  adds a server; HOST is a socket's path where it begins with a slash
 * Reads keys in hex, one a line, and writes for each the number of its server, in the order in which they were added.
 */
#include <libmemcached/memcached.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

struct word {
    const char *text;
    unsigned number;
};

static const struct word BEHAVIORS[] = {
    {"KETAMA", MEMCACHED_BEHAVIOR_KETAMA},
    {"KETAMA_WEIGHTED", MEMCACHED_BEHAVIOR_KETAMA_WEIGHTED},
    {"DISTRIBUTION", MEMCACHED_BEHAVIOR_DISTRIBUTION},
    {"HASH", MEMCACHED_BEHAVIOR_HASH},
};

static const struct word VALUES[] = {
    {"1", 1},
    {"consistent", MEMCACHED_DISTRIBUTION_CONSISTENT},
    {"consistent_weighted", MEMCACHED_DISTRIBUTION_CONSISTENT_WEIGHTED},
    {"consistent_ketama_spy", MEMCACHED_DISTRIBUTION_CONSISTENT_KETAMA_SPY},
    {"default", MEMCACHED_HASH_DEFAULT},
    {"md5", MEMCACHED_HASH_MD5},
    {"crc", MEMCACHED_HASH_CRC},
    {"fnv1_64", MEMCACHED_HASH_FNV1_64},
    {"fnv1a_64", MEMCACHED_HASH_FNV1A_64},
    {"fnv1_32", MEMCACHED_HASH_FNV1_32},
    {"fnv1a_32", MEMCACHED_HASH_FNV1A_32},
    {"murmur", MEMCACHED_HASH_MURMUR},
    {"jenkins", MEMCACHED_HASH_JENKINS},
    {"murmur3", MEMCACHED_HASH_MURMUR3},
};

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static unsigned number(const struct word *words, size_t length, const char *text)
{
    for (size_t i = 0; i < length; i++)
        if (strcmp(words[i].text, text) == 0)
            return words[i].number;
    fail(text, "no such word");
    return 0;
}

static memcached_return_t add(memcached_st *client, const char *host, int port, int weight)
{
    if (host[0] == '/')
        return memcached_server_add_unix_socket_with_weight(client, host, (uint32_t)weight);
    return memcached_server_add_with_weight(client, host, (in_port_t)port, (uint32_t)weight);
}

/* Carries out the arguments. */
static void configure(memcached_st *client, char **arg, char **end)
{
    while (arg < end) {
        const char *what = arg[0];
        memcached_return_t rc;
        if (strcmp(what, "set") == 0 && end - arg >= 3) {
            unsigned behavior = number(BEHAVIORS, LENGTH(BEHAVIORS), arg[1]);
            rc = memcached_behavior_set(client, (memcached_behavior_t)behavior, number(VALUES, LENGTH(VALUES), arg[2]));
            arg += 3;
        } else if (strcmp(what, "server") == 0 && end - arg >= 4) {
            rc = add(client, arg[1], atoi(arg[2]), atoi(arg[3]));
            arg += 4;
        } else {
            fail(what, "no such argument");
            return;
        }
        if (rc != MEMCACHED_SUCCESS)
            fail(what, memcached_strerror(client, rc));
    }
}

/* Turns hex into bytes, in place, and returns how many. */
static size_t unhex(char *line)
{
    size_t length = strcspn(line, "\n") / 2;
    for (size_t i = 0; i < length; i++) {
        unsigned byte;
        if (sscanf(line + 2 * i, "%2x", &byte) != 1)
            fail(line, "no hex");
        line[i] = (char)byte;
    }
    return length;
}

int main(int argc, char **argv)
{
    static char line[1 << 16];
    memcached_st *client = memcached_create(NULL);
    if (client == NULL)
        fail("memcached_create", "no memory");
    configure(client, argv + 1, argv + argc);
    while (fgets(line, sizeof line, stdin) != NULL) {
        size_t length = unhex(line);
        printf("%u\n", (unsigned)memcached_generate_hash(client, line, length));
    }
    memcached_free(client);
    return 0;
}
