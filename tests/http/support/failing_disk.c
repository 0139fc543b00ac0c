/* Stands between a program and the system, for tests: bringing a log to the disk fails while a file says so. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fails(int fd) {
    char link[64], name[4096], how[16] = "";
    const char *failing = getenv("FAILING_DISK");
    FILE *file = failing ? fopen(failing, "r") : NULL;
    ssize_t length;
    if (file == NULL) return 0;
    if (fgets(how, sizeof how, file) == NULL) how[0] = 0;
    fclose(file);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, name, sizeof name - 1);
    if (length < 4) return 0;
    name[length] = 0;
    if (strcmp(name + length - 4, "-wal") != 0) return 0;
    if (strncmp(how, "once", 4) == 0) unlink(failing);
    errno = EIO;
    return 1;
}

int fsync(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return fails(fd) ? -1 : real(fd);
}

int fdatasync(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    return fails(fd) ? -1 : real(fd);
}
