/* Stands between a program and the system, for tests: writing fails while a file says so, and how. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

/* How the disk fails now, and the name of the file; 0 where all is well. */
static int asked(int fd, char *how, char *name) {
    char link[64];
    const char *failing = getenv("FAILING_DISK");
    FILE *file = failing ? fopen(failing, "r") : NULL;
    ssize_t length;
    if (file == NULL) return 0;
    if (fgets(how, 32, file) == NULL) how[0] = 0;
    fclose(file);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, name, 4095);
    if (length < 4) return 0;
    name[length] = 0;
    return 1;
}

static int ends(const char *name, const char *ending) {
    size_t length = strlen(name), of = strlen(ending);
    return length >= of && strcmp(name + length - of, ending) == 0;
}

/* "once" and "always": bringing a log to the disk is an error. */
static int fails(int fd) {
    char name[4096], how[32] = "";
    if (!asked(fd, how, name) || !ends(name, "-wal")) return 0;
    if (strncmp(how, "once", 4) != 0 && strncmp(how, "always", 6) != 0) return 0;
    if (strncmp(how, "once", 4) == 0) unlink(getenv("FAILING_DISK"));
    errno = EIO;
    return 1;
}

/* "quota N": no file of the book may be written beyond N bytes. "index": there is no room for the index of the log. */
static int refuses(int fd, off_t end) {
    char name[4096], how[32] = "";
    if (!asked(fd, how, name) || strstr(name, "/b.counterfoil") == NULL) return 0;
    if (strncmp(how, "quota ", 6) == 0 && end > atol(how + 6)) {
        errno = EDQUOT;
        return 1;
    }
    if (strncmp(how, "index", 5) == 0 && ends(name, "-shm")) {
        errno = ENOSPC;
        return 1;
    }
    return 0;
}

ssize_t write(int fd, const void *bytes, size_t count) {
    ssize_t (*real)(int, const void *, size_t) = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    return refuses(fd, lseek(fd, 0, SEEK_CUR) + count) ? -1 : real(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    ssize_t (*real)(int, const void *, size_t, off_t) =
        (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite");
    return refuses(fd, at + count) ? -1 : real(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    ssize_t (*real)(int, const void *, size_t, off64_t) =
        (ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
    return refuses(fd, at + count) ? -1 : real(fd, bytes, count, at);
}

int fsync(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return fails(fd) ? -1 : real(fd);
}

int fdatasync(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    return fails(fd) ? -1 : real(fd);
}
