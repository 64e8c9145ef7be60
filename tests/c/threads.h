/* The number of threads of this process. */
#ifndef THREADS_H
#define THREADS_H

#include <dirent.h>

#include "rings.h"

/* Returns the number of threads of this process. */
static inline size_t threads(void)
{
    size_t count = 0;
    DIR *tasks = opendir("/proc/self/task");
    CHECK(tasks != NULL);
    for (struct dirent *entry; (entry = readdir(tasks)) != NULL;)
        count += entry->d_name[0] != '.';
    CHECK(closedir(tasks) == 0);
    return count;
}

#endif
