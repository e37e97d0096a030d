/* Every system call that changes a file below one folder is a point: there the process can be
 * killed, or the disk be full from there on. Loaded before the C library (LD_PRELOAD); asleep
 * until `points_arm` is called. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { COUNT, KILL, TEAR, FULL, FAIL };

static char below[PATH_MAX];
static size_t length;
static int armed, mode;
static long at, passed;

void points_arm(const char *folder, int how, long number) {
    strncpy(below, folder, sizeof below - 1);
    length = strlen(below);
    mode = how;
    at = number;
    passed = 0;
    armed = 1;
}

long points_passed(void) {
    armed = 0;
    return passed;
}

static int inside(const char *path) { return armed && path && !strncmp(path, below, length); }

static int holds(int descriptor) {
    char link[64], path[PATH_MAX];
    if (!armed) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t said = readlink(link, path, sizeof path - 1);
    if (said <= 0) return 0;
    path[said] = 0;
    return inside(path);
}

/* At a path relative to an open folder: below it where the folder is. */
static int reaches(int folder, const char *path) {
    if (path && path[0] != '/' && folder != AT_FDCWD) return holds(folder);
    return inside(path);
}

/* One more point; -1 where the call is to fail there. `takes_room` says that it needs the disk. */
static int point(int takes_room) {
    long now = ++passed;
    if (mode == KILL && now == at) kill(getpid(), SIGKILL);
    if (mode == FULL && takes_room && now >= at) { errno = ENOSPC; return -1; }
    if (mode == FAIL && now == at) { errno = EIO; return -1; }
    return 0;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define WRITES(type, name, given, passed_on, less)                              \
    type name given {                                                          \
        REAL(name);                                                            \
        if (holds(descriptor)) {                                               \
            if (point(1)) return -1;                                           \
            if (mode == TEAR && passed == at) { real less; kill(getpid(), SIGKILL); } \
        }                                                                      \
        return real passed_on;                                                 \
    }

WRITES(ssize_t, write, (int descriptor, const void *data, size_t size),
       (descriptor, data, size), (descriptor, data, size / 2))
WRITES(ssize_t, pwrite, (int descriptor, const void *data, size_t size, off_t where),
       (descriptor, data, size, where), (descriptor, data, size / 2, where))
WRITES(ssize_t, pwrite64, (int descriptor, const void *data, size_t size, off64_t where),
       (descriptor, data, size, where), (descriptor, data, size / 2, where))

WRITES(ssize_t, sendfile64, (int descriptor, int from, off64_t *where, size_t size),
       (descriptor, from, where, size), (descriptor, from, where, size / 2))

#define CHANGES(name, given, touches, takes_room, passed_on)                    \
    int name given {                                                           \
        REAL(name);                                                            \
        if ((touches) && point(takes_room)) return -1;                         \
        return real passed_on;                                                 \
    }

CHANGES(fsync, (int descriptor), holds(descriptor), 0, (descriptor))
CHANGES(fdatasync, (int descriptor), holds(descriptor), 0, (descriptor))
CHANGES(ftruncate, (int descriptor, off_t size), holds(descriptor), 0, (descriptor, size))
CHANGES(ftruncate64, (int descriptor, off64_t size), holds(descriptor), 0, (descriptor, size))
CHANGES(rename, (const char *old, const char *new), inside(new) || inside(old), 0, (old, new))
CHANGES(link, (const char *old, const char *new), inside(new), 1, (old, new))
CHANGES(unlink, (const char *path), inside(path), 0, (path))
CHANGES(unlinkat, (int folder, const char *path, int flags), reaches(folder, path), 0,
        (folder, path, flags))
CHANGES(rmdir, (const char *path), inside(path), 0, (path))
CHANGES(mkdir, (const char *path, mode_t bits), inside(path), 1, (path, bits))

#define OPENS(name)                                                            \
    int name(const char *path, int flags, ...) {                               \
        REAL(name);                                                            \
        va_list more;                                                          \
        va_start(more, flags);                                                 \
        mode_t bits = flags & O_CREAT ? va_arg(more, mode_t) : 0;              \
        va_end(more);                                                          \
        if (flags & O_CREAT && inside(path) && point(1)) return -1;            \
        return real(path, flags, bits);                                        \
    }

OPENS(open)
OPENS(open64)
