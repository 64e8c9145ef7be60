/* Checks for the tests in C: a failed check prints its place and ends the program. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ringwise.h"

#define CHECK(condition)                                                                      \
    do {                                                                                      \
        if (!(condition)) {                                                                   \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                   \
            exit(1);                                                                          \
        }                                                                                     \
    } while (0)

#define CHECK_OK(call)                                                                        \
    do {                                                                                      \
        if ((call) != RINGWISE_STATUS_OK) {                                                   \
            fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #call, ringwise_last_error()); \
            exit(1);                                                                          \
        }                                                                                     \
    } while (0)

#define CHECK_FAILS(call, status, message)                                                    \
    do {                                                                                      \
        ringwise_status got_ = (call);                                                        \
        if (got_ != (status) || strcmp(ringwise_last_error(), (message)) != 0) {              \
            fprintf(stderr, "%s:%d: %s: status %u, %s\n", __FILE__, __LINE__, #call,          \
                    (unsigned)got_, ringwise_last_error());                                   \
            exit(1);                                                                          \
        }                                                                                     \
    } while (0)

/* Passes a C string as a pointer and a length. */
#define TEXT(text) (text), strlen(text)
#define NO_TEXT NULL, 0

#endif
