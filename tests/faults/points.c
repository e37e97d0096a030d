/* Every system call that changes a file below one folder is a point: there the process can be
 * killed, a write be torn, the call fail once or for ever; or all are written down, so that a power
 * cut can be played afterwards. Loaded before the C library (LD_PRELOAD); asleep until armed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { COUNT, KILL, TEAR, ONCE, EVER };

static char below[PATH_MAX];
static size_t length;
static int armed, mode, error_number;
static long at, passed;
static int record = -1;

void points_arm(const char *folder, int how, long number, int error) {
    strncpy(below, folder, sizeof below - 1);
    length = strlen(below);
    mode = how;
    at = number;
    error_number = error;
    passed = 0;
    armed = 1;
}

long points_passed(void) {
    armed = 0;
    record = -1;
    return passed;
}

/* ---------------------------------------------------------------- what is written down */

/* All calls of one file system are written down in one order, into an open file. */
void points_record(const char *folder, int file) {
    points_arm(folder, COUNT, 0, 0);
    record = file;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static void whole(const void *data, size_t size) {
    REAL(write);
    while (size) {
        ssize_t done = real(record, data, size);
        if (done <= 0) abort();
        data = (const char *)data + done;
        size -= done;
    }
}

struct line { uint32_t what, first, second, spare; int64_t where, size; };

static void note(char what, const char *one, const char *two, int64_t where, const void *data,
                 int64_t size) {
    if (record < 0) return;
    struct line line = {what, one ? strlen(one) : 0, two ? strlen(two) : 0, data != NULL,
                        where, size};
    whole(&line, sizeof line);
    if (one) whole(one, line.first);
    if (two) whole(two, line.second);
    if (data) whole(data, size);
}

/* What the program itself says between two calls: so many steps are acknowledged. */
void points_note(long number) { note('a', NULL, NULL, number, NULL, 0); }

/* ---------------------------------------------------------------- where a call happens */

static int inside(const char *path) { return armed && path && !strncmp(path, below, length); }

static int name_of(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t said = readlink(link, path, PATH_MAX - 1);
    path[said < 0 ? 0 : said] = 0;
    return said > 0;
}

static int holds(int descriptor) {
    char path[PATH_MAX];
    return armed && name_of(descriptor, path) && inside(path);
}

/* The whole path of one that may be relative to an open folder; one that stays till the next. */
static const char *full(int folder, const char *path, char *place) {
    if (!armed || !path || path[0] == '/' || folder == AT_FDCWD) return path;
    if (!name_of(folder, place)) return path;
    size_t end = strlen(place);
    snprintf(place + end, PATH_MAX - end, "/%s", path);
    return place;
}

/* One more point; -1 where the call is to fail there. `takes_room` says that it needs the disk. */
static int point(int takes_room) {
    long now = __sync_add_and_fetch(&passed, 1);
    if (mode == KILL && now == at) kill(getpid(), SIGKILL);
    if (mode == ONCE && now == at) { errno = error_number; return -1; }
    /* a full disk lets files be removed and flushed; any other is out of reach */
    if (mode == EVER && now >= at && (takes_room || error_number != ENOSPC)) {
        errno = error_number;
        return -1;
    }
    return 0;
}

static int torn(void) { return mode == TEAR && passed == at; }

/* ---------------------------------------------------------------- writes */

static void note_write(int descriptor, const void *data, int64_t size, int64_t where) {
    char path[PATH_MAX];
    if (record >= 0 && size > 0 && name_of(descriptor, path)) note('w', path, NULL, where, data, size);
}

static int64_t place_in(int descriptor) {
    struct stat seen;
    if (fcntl(descriptor, F_GETFL) & O_APPEND && !fstat(descriptor, &seen)) return seen.st_size;
    return lseek(descriptor, 0, SEEK_CUR);
}

ssize_t write(int descriptor, const void *data, size_t size) {
    REAL(write);
    if (!holds(descriptor)) return real(descriptor, data, size);
    if (point(1)) return -1;
    if (torn()) { real(descriptor, data, size / 2); kill(getpid(), SIGKILL); }
    int64_t where = place_in(descriptor);
    ssize_t done = real(descriptor, data, size);
    note_write(descriptor, data, done, where);
    return done;
}

#define PWRITES(name, offset)                                                  \
    ssize_t name(int descriptor, const void *data, size_t size, offset where) { \
        REAL(name);                                                            \
        if (!holds(descriptor)) return real(descriptor, data, size, where);    \
        if (point(1)) return -1;                                               \
        if (torn()) { real(descriptor, data, size / 2, where); kill(getpid(), SIGKILL); } \
        ssize_t done = real(descriptor, data, size, where);                    \
        note_write(descriptor, data, done, where);                             \
        return done;                                                           \
    }

PWRITES(pwrite, off_t)
PWRITES(pwrite64, off64_t)

/* Several pieces are written as so many writes: as the system may do itself. */
ssize_t writev(int descriptor, const struct iovec *pieces, int number) {
    REAL(writev);
    if (!holds(descriptor)) return real(descriptor, pieces, number);
    for (int i = 0; i < number; i++)
        if (pieces[i].iov_len) return write(descriptor, pieces[i].iov_base, pieces[i].iov_len);
    return 0;
}

ssize_t sendfile64(int descriptor, int from, off64_t *where, size_t size) {
    REAL(sendfile64);
    if (!holds(descriptor)) return real(descriptor, from, where, size);
    if (point(1)) return -1;
    if (torn()) { real(descriptor, from, where, size / 2); kill(getpid(), SIGKILL); }
    int64_t source = where ? *where : lseek(from, 0, SEEK_CUR), target = place_in(descriptor);
    ssize_t done = real(descriptor, from, where, size);
    if (record >= 0 && done > 0) {
        char *data = malloc(done);
        if (!data || pread(from, data, done, source) != done) abort();
        note_write(descriptor, data, done, target);
        free(data);
    }
    return done;
}

/* Copying within the system is not followed: programs then copy by reading and writing. */
ssize_t copy_file_range(int from, off64_t *a, int descriptor, off64_t *b, size_t size, unsigned flags) {
    REAL(copy_file_range);
    if (holds(descriptor)) { errno = EXDEV; return -1; }
    return real(from, a, descriptor, b, size, flags);
}

/* ---------------------------------------------------------------- flushing, cutting off */

#define ON_FILE(name, what, given, passed_on, size)                            \
    int name given {                                                           \
        REAL(name);                                                            \
        if (!holds(descriptor)) return real passed_on;                         \
        if (point(0)) return -1;                                               \
        int done = real passed_on;                                             \
        char path[PATH_MAX];                                                   \
        if (record >= 0 && !done && name_of(descriptor, path)) note(what, path, NULL, size, NULL, 0); \
        return done;                                                           \
    }

ON_FILE(fsync, 's', (int descriptor), (descriptor), 0)
ON_FILE(fdatasync, 's', (int descriptor), (descriptor), 0)
ON_FILE(syncfs, 'S', (int descriptor), (descriptor), 0)
ON_FILE(ftruncate, 't', (int descriptor, off_t size), (descriptor, size), size)
ON_FILE(ftruncate64, 't', (int descriptor, off64_t size), (descriptor, size), size)

/* ---------------------------------------------------------------- names */

#define ON_PATHS(name, what, given, passed_on, folder_one, one, folder_two, two, takes_room) \
    int name given {                                                           \
        REAL(name);                                                            \
        char place_one[PATH_MAX], place_two[PATH_MAX];                         \
        const char *first = full(folder_one, one, place_one);                  \
        const char *second = full(folder_two, two, place_two);                 \
        if (!inside(first) && !inside(second)) return real passed_on;          \
        if (point(takes_room)) return -1;                                      \
        int done = real passed_on;                                             \
        if (!done) note(what, first, second, 0, NULL, 0);                      \
        return done;                                                           \
    }

ON_PATHS(rename, 'r', (const char *old, const char *new), (old, new), AT_FDCWD, old, AT_FDCWD, new, 0)
ON_PATHS(renameat, 'r', (int a, const char *old, int b, const char *new), (a, old, b, new), a, old, b, new, 0)
ON_PATHS(renameat2, 'r', (int a, const char *old, int b, const char *new, unsigned flags),
         (a, old, b, new, flags), a, old, b, new, 0)
ON_PATHS(link, 'l', (const char *old, const char *new), (old, new), AT_FDCWD, old, AT_FDCWD, new, 1)
ON_PATHS(linkat, 'l', (int a, const char *old, int b, const char *new, int flags),
         (a, old, b, new, flags), a, old, b, new, 1)
ON_PATHS(unlink, 'u', (const char *path), (path), AT_FDCWD, path, AT_FDCWD, NULL, 0)
ON_PATHS(unlinkat, 'u', (int folder, const char *path, int flags), (folder, path, flags), folder, path,
         AT_FDCWD, NULL, 0)
ON_PATHS(rmdir, 'u', (const char *path), (path), AT_FDCWD, path, AT_FDCWD, NULL, 0)
ON_PATHS(mkdir, 'm', (const char *path, mode_t bits), (path, bits), AT_FDCWD, path, AT_FDCWD, NULL, 1)
ON_PATHS(mkdirat, 'm', (int folder, const char *path, mode_t bits), (folder, path, bits), folder, path,
         AT_FDCWD, NULL, 1)
ON_PATHS(truncate, 'T', (const char *path, off_t size), (path, size), AT_FDCWD, path, AT_FDCWD, NULL, 0)

/* Opening is a point where it may write: a new file, one that is emptied, one that is written. */
static int opened(int done, const char *path, int existed, int flags) {
    if (done >= 0 && flags & O_CREAT && !existed) note('c', path, NULL, 0, NULL, 0);
    else if (done >= 0 && flags & O_TRUNC) note('t', path, NULL, 0, NULL, 0);
    return done;
}

#define MAY_WRITE (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR)

#define OPENS(name, given, folder, passed_on)                                  \
    int name given {                                                           \
        REAL(name);                                                            \
        va_list more;                                                          \
        va_start(more, flags);                                                 \
        mode_t bits = flags & O_CREAT ? va_arg(more, mode_t) : 0;              \
        va_end(more);                                                          \
        char place[PATH_MAX];                                                  \
        const char *found = full(folder, path, place);                         \
        if (!(flags & MAY_WRITE) || (flags & O_TMPFILE) == O_TMPFILE || !inside(found)) \
            return real passed_on;                                             \
        int existed = !access(found, F_OK);                                    \
        if (point(flags & O_CREAT && !existed)) return -1;                     \
        return opened(real passed_on, found, existed, flags);                  \
    }

OPENS(open, (const char *path, int flags, ...), AT_FDCWD, (path, flags, bits))
OPENS(open64, (const char *path, int flags, ...), AT_FDCWD, (path, flags, bits))
OPENS(openat, (int folder, const char *path, int flags, ...), folder, (folder, path, flags, bits))
OPENS(openat64, (int folder, const char *path, int flags, ...), folder, (folder, path, flags, bits))
