/*
 * demo NODES KEYS: prints the digest of a ring of the nodes in NODES (a line each: NAME, a tab, WEIGHT, a tab, ZONE) over the
 * keys in KEYS (one a line): 64-bit FNV-1a over the first three nodes of each, a line a node and an empty line a key.
 */
#include <inttypes.h>
#include <ringwise.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static void check(ringwise_status status)
{
    if (status != RINGWISE_STATUS_OK)
        fail(ringwise_status_name(status), ringwise_last_error());
}

static FILE *open_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail(path, "cannot be read");
    return file;
}

/* Reads a line without its end into a buffer; false at the end of the file. */
static bool read_line(FILE *file, const char *path, char *line, size_t size)
{
    if (fgets(line, (int)size, file) == NULL) {
        if (ferror(file))
            fail(path, "cannot be read");
        return false;
    }
    size_t len = strcspn(line, "\n");
    if (line[len] == '\0' && !feof(file))
        fail(path, "a line is too long");
    line[len] = '\0';
    return true;
}

static ringwise_members *read_members(const char *path)
{
    ringwise_members *members = ringwise_members_new();
    FILE *file = open_file(path);
    char line[4096];
    while (read_line(file, path, line, sizeof line)) {
        char *weight = strchr(line, '\t'), *zone = weight == NULL ? NULL : strchr(weight + 1, '\t');
        if (zone == NULL)
            fail(path, "a line is NAME, tab, WEIGHT, tab, ZONE");
        size_t name_len = (size_t)(weight - line), zone_len = strlen(zone + 1);
        check(ringwise_members_add_node(members, line, name_len, strtoll(weight + 1, NULL, 10),
                                        zone_len == 0 ? NULL : zone + 1, zone_len, NULL, 0));
    }
    fclose(file);
    return members;
}

static uint64_t eat(uint64_t state, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        state = (state ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
    return state;
}

static uint64_t digest(const ringwise_ring *ring, const char *path)
{
    uint64_t state = UINT64_C(0xcbf29ce484222325);
    FILE *file = open_file(path);
    char line[4096];
    while (read_line(file, path, line, sizeof line)) {
        uint32_t ids[3];
        size_t count = ringwise_ring_get_nodes(ring, line, strlen(line), ids, 3);
        for (size_t i = 0; i < count; i++) {
            const char *name;
            size_t len;
            if (ringwise_ring_name(ring, ids[i], &name, &len))
                state = eat(eat(state, name, len), "\n", 1);
        }
        state = eat(state, "\n", 1);
    }
    fclose(file);
    return state;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        fail("demo", "give it a file of nodes and a file of keys");
    ringwise_members *members = read_members(argv[1]);
    ringwise_ring *ring;
    check(ringwise_ring_new(NULL, members, &ring));
    printf("digest %016" PRIx64 "\n", digest(ring, argv[2]));
    ringwise_ring_free(ring);
    ringwise_members_free(members);
    return 0;
}
