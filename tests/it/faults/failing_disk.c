/* Preloaded into the service. As long as the file named by FAILS_WHILE exists, fsync and fdatasync fail with EIO; as
   long as the file named by FULL_WHILE exists, what is written at a place of a file fails with ENOSPC. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static int exists(const char *name)
{
    const char *mark = getenv(name);
    return mark != NULL && access(mark, F_OK) == 0;
}

int fsync(int file)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    if (exists("FAILS_WHILE")) {
        errno = EIO;
        return -1;
    }
    return real(file);
}

int fdatasync(int file)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    if (exists("FAILS_WHILE")) {
        errno = EIO;
        return -1;
    }
    return real(file);
}

typedef ssize_t (*writer)(int, const void *, size_t, off64_t);

static ssize_t write_unless_full(const char *name, int file, const void *bytes, size_t size, off64_t at)
{
    if (exists("FULL_WHILE")) {
        errno = ENOSPC;
        return -1;
    }
    return ((writer)dlsym(RTLD_NEXT, name))(file, bytes, size, at);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at)
{
    return write_unless_full("pwrite", file, bytes, size, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at)
{
    return write_unless_full("pwrite64", file, bytes, size, at);
}
