/* Reads the scripts of tests/README.md, record by record. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "check.h"

enum { MAX_FIELDS = 2000 };

static FILE *script;
static const char *script_path;

/* One record: its line, split at the tabs. */
static char *line;
static size_t line_size;
static char *fields[MAX_FIELDS];
static size_t count;
static unsigned long number;

#define CHECK_HERE(condition)                                                                                  \
    do {                                                                                                       \
        if (!(condition)) {                                                                                    \
            fprintf(stderr, "%s:%lu: %s: %s\n", script_path, number, #condition, ringwise_last_error());       \
            exit(1);                                                                                           \
        }                                                                                                      \
    } while (0)

/* Reads a line without its end; false at the end of the file. C99 has no getline. */
static inline bool read_line(FILE *file)
{
    size_t len = 0;
    int c;
    while ((c = getc(file)) != EOF && c != '\n') {
        if (len + 1 >= line_size) {
            line_size = line_size == 0 ? 256 : 2 * line_size;
            line = realloc(line, line_size);
            CHECK(line != NULL);
        }
        line[len++] = (char)c;
    }
    if (line != NULL)
        line[len] = '\0';
    return len > 0 || c != EOF;
}

/* Reads the next record into fields; false at the end. */
static inline bool read_record(void)
{
    do {
        number++;
        if (!read_line(script))
            return false;
    } while (line[0] == '\0' || line[0] == '#');
    count = 0;
    for (char *field = line; field != NULL; count++) {
        CHECK_HERE(count < MAX_FIELDS);
        fields[count] = field;
        field = strchr(field, '\t');
        if (field != NULL)
            *field++ = '\0';
    }
    return true;
}

static inline void open_script(const char *path)
{
    script_path = path;
    number = 0;
    script = fopen(path, "rb");
    CHECK_HERE(script != NULL);
}

static inline void close_script(void)
{
    CHECK_HERE(!ferror(script));
    fclose(script);
    free(line);
    line = NULL;
    line_size = 0;
}

static inline bool is(const char *kind) { return strcmp(fields[0], kind) == 0; }

static inline int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/* Decodes hex in place, and returns the number of bytes. */
static inline size_t unhex(char *hex)
{
    size_t len = strlen(hex) / 2;
    for (size_t i = 0; i < len; i++)
        hex[i] = (char)(digit(hex[2 * i]) * 16 + digit(hex[2 * i + 1]));
    return len;
}

/* Decodes a text field in place: the text, or "hex:" and its bytes. An absent text is NULL and 0. */
static inline const char *text(size_t field, size_t *len)
{
    *len = 0;
    if (field >= count || fields[field][0] == '\0')
        return NULL;
    if (strncmp(fields[field], "hex:", 4) == 0) {
        *len = unhex(fields[field] + 4);
        return fields[field] + 4;
    }
    *len = strlen(fields[field]);
    return fields[field];
}

#endif
