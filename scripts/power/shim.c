/*
 * Preloaded into a node, it writes down everything that the process does to the files below one folder, in the order
 * in which it does it, and when an fsync has returned: what disk.py needs to say what a disk may hold after power was
 * lost at any moment.
 *
 *   LD_PRELOAD=shim.so POWER_ROOT=FOLDER POWER_JOURNAL=FILE [POWER_LIE=PART] [POWER_SYNC_US=N] program
 *
 * POWER_ROOT: an absolute path without links. POWER_LIE: an fsync of what has this in its path returns and makes nothing
 * durable. POWER_SYNC_US: an fsync takes up to so many microseconds, as on a slow disk, so that more is under way when
 * power goes.
 *
 * A record stands in the journal before the operation is carried out (ABANDONED follows where it then fails), and a
 * sync's end before the caller hears of it. The journal is written in one order, under one lock, and survives SIGKILL.
 * What can't be followed (shared writable mappings, copying inside the kernel) ends the process.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))
#define FDS_MAX 65536
#define REFUSED_EXIT 99

enum operation {
  OPENING = 1, OPENED, WRITTEN, RESIZED, GROWN, SYNC_BEGUN, SYNC_ENDED, RENAMED, UNLINKED, MADE_DIRECTORY,
  REMOVED_DIRECTORY, LINKED, ABANDONED, STDIO, REFUSED
};

struct __attribute__((packed)) record {
  uint8_t operation;
  uint64_t inode;
  uint64_t number; /* offset, size, token, or flags and mode */
  uint32_t length; /* of what follows */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t inodes[FDS_MAX]; /* of the open files that are followed, else 0 */
static char synced[FDS_MAX]; /* whether each write to it is synced: O_SYNC, O_DSYNC */
static int journal = -1;
static uint64_t syncs;
static unsigned int chance = 1;

/* ---- the journal ---- */

static void die(const char *what, const char *path) {
  char text[PATH_MAX + 128];
  int length = snprintf(text, sizeof text, "power shim: %s: %s\n", what, path);
  syscall(SYS_write, 2, text, length);
  syscall(SYS_exit_group, REFUSED_EXIT);
}

static void write_all(const void *bytes, size_t length) {
  while (length > 0) {
    long done = syscall(SYS_write, journal, bytes, length);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) die("can't write the journal", strerror(errno));
    bytes = (const char *)bytes + done;
    length -= done;
  }
}

static void open_journal(void) {
  const char *file = getenv("POWER_JOURNAL");
  if (file == NULL) die("POWER_JOURNAL is not set", "");
  int made = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (made < 0) die("can't open the journal", file);
  journal = syscall(SYS_fcntl, made, F_DUPFD_CLOEXEC, 1000);
  if (journal < 0) journal = made;
  else syscall(SYS_close, made);
}

static void note(uint8_t operation, uint64_t inode, uint64_t number, const void *bytes, uint32_t length) {
  if (journal < 0) open_journal();
  struct record head = {operation, inode, number, length};
  char small[sizeof head + 4096];
  memcpy(small, &head, sizeof head);
  if (length <= sizeof small - sizeof head) {
    if (length > 0) memcpy(small + sizeof head, bytes, length);
    write_all(small, sizeof head + length);
  } else {
    write_all(small, sizeof head);
    write_all(bytes, length);
  }
}

static void note_path(uint8_t operation, uint64_t inode, uint64_t number, const char *path) {
  note(operation, inode, number, path, strlen(path));
}

static void refuse(const char *what, const char *path) {
  char text[PATH_MAX + 128];
  int length = snprintf(text, sizeof text, "%s: %s", what, path);
  note(REFUSED, 0, 0, text, length);
  die(what, path);
}

/* The operation that was noted last came to this much: the number of bytes, or nothing. */
static long came_to(long result, long wanted) {
  if (result != wanted) {
    int why = errno;
    note(ABANDONED, 0, result < 0 ? 0 : result, NULL, 0);
    errno = why;
  }
  return result;
}

/* ---- which files ---- */

static const char *root(void) {
  static const char *folder;
  if (folder == NULL) {
    folder = getenv("POWER_ROOT");
    if (folder == NULL) folder = "";
  }
  return folder;
}

/* The part of an absolute path below the root, or NULL. */
static const char *below(const char *path) {
  size_t length = strlen(root());
  if (length == 0 || strncmp(path, root(), length) != 0) return NULL;
  if (path[length] == '\0') return "";
  return path[length] == '/' ? path + length + 1 : NULL;
}

static int path_of(int fd, char *out) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  long length = syscall(SYS_readlink, link, out, PATH_MAX - 1);
  if (length < 0) return -1;
  out[length] = '\0';
  return 0;
}

/* The absolute path of a name that is relative to an open folder, without "." and doubled slashes; links aren't followed. */
static const char *absolute(int folder, const char *name, char *out) {
  char joined[2 * PATH_MAX];
  if (name[0] == '/') snprintf(joined, sizeof joined, "%s", name);
  else {
    char base[PATH_MAX];
    if (folder == AT_FDCWD ? syscall(SYS_getcwd, base, sizeof base) < 0 : path_of(folder, base) != 0) return "";
    snprintf(joined, sizeof joined, "%s/%s", base, name);
  }
  size_t length = 0;
  for (char *rest = joined, *part; (part = strsep(&rest, "/")) != NULL;) {
    if (part[0] == '\0' || strcmp(part, ".") == 0) continue;
    if (strcmp(part, "..") == 0) {
      while (length > 0 && out[--length] != '/') {}
      continue;
    }
    if (length + strlen(part) + 2 > PATH_MAX) return "";
    out[length++] = '/';
    memcpy(out + length, part, strlen(part));
    length += strlen(part);
  }
  out[length] = '\0';
  return out;
}

static uint64_t followed(int fd, struct stat *as) {
  if (fd < 0 || fd >= FDS_MAX || inodes[fd] == 0) return 0;
  if (syscall(SYS_fstat, fd, as) != 0 || !S_ISREG(as->st_mode) || as->st_ino != inodes[fd]) {
    inodes[fd] = 0; /* closed and used again behind our back */
    return 0;
  }
  return inodes[fd];
}

/* ---- opening ---- */

static int open_noted(int folder, const char *name, int flags, mode_t mode) {
  char path[PATH_MAX];
  const char *inside = name == NULL || root()[0] == '\0' ? NULL : below(absolute(folder, name, path));
  if (inside != NULL && (flags & O_TMPFILE) == O_TMPFILE) refuse("a file without a name isn't followed", path);
  if (inside == NULL || (flags & (O_PATH | O_DIRECTORY)) != 0)
    return syscall(SYS_openat, folder, name, flags, mode);
  pthread_mutex_lock(&lock);
  int writes = (flags & O_ACCMODE) != O_RDONLY;
  int there = syscall(SYS_faccessat, folder, name, F_OK) == 0;
  int made = (flags & O_CREAT) != 0 && !there;
  int cut = (flags & O_TRUNC) != 0 && there;
  if (made || cut) note_path(OPENING, 0, 0, inside);
  int fd = syscall(SYS_openat, folder, name, flags, mode);
  int why = errno;
  struct stat as;
  if (fd >= 0 && fd < FDS_MAX) {
    inodes[fd] = 0;
    if (syscall(SYS_fstat, fd, &as) == 0 && S_ISREG(as.st_mode) && (writes || made)) {
      inodes[fd] = as.st_ino;
      synced[fd] = (flags & (O_SYNC | O_DSYNC)) != 0;
      note_path(OPENED, as.st_ino, (uint64_t)made | (uint64_t)cut << 1 | (uint64_t)(as.st_mode & 07777) << 8, inside);
    }
  } else if (made || cut) note(ABANDONED, 0, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = why;
  return fd;
}

static mode_t mode_in(int flags, va_list more) {
  return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(more, mode_t) : 0;
}

#define OPEN(NAME)                                                    \
  EXPORT int NAME(const char *name, int flags, ...) {                 \
    va_list more;                                                     \
    va_start(more, flags);                                            \
    mode_t mode = mode_in(flags, more);                               \
    va_end(more);                                                     \
    return open_noted(AT_FDCWD, name, flags, mode);                   \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(NAME)                                                  \
  EXPORT int NAME(int folder, const char *name, int flags, ...) {     \
    va_list more;                                                     \
    va_start(more, flags);                                            \
    mode_t mode = mode_in(flags, more);                               \
    va_end(more);                                                     \
    return open_noted(folder, name, flags, mode);                     \
  }
OPENAT(openat)
OPENAT(openat64)

EXPORT int __open_2(const char *name, int flags) { return open_noted(AT_FDCWD, name, flags, 0); }
EXPORT int __open64_2(const char *name, int flags) { return open_noted(AT_FDCWD, name, flags, 0); }
EXPORT int __openat_2(int folder, const char *name, int flags) { return open_noted(folder, name, flags, 0); }
EXPORT int __openat64_2(int folder, const char *name, int flags) { return open_noted(folder, name, flags, 0); }
EXPORT int creat(const char *name, mode_t mode) {
  return open_noted(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
EXPORT int creat64(const char *name, mode_t mode) { return creat(name, mode); }

/* Streams of the C library write past this shim: the file's content is then anything. RocksDB keeps its diary so. */
static FILE *stream_noted(const char *real, const char *name, const char *mode) {
  char path[PATH_MAX];
  const char *inside = name == NULL || root()[0] == '\0' ? NULL : below(absolute(AT_FDCWD, name, path));
  if (inside != NULL && mode[0] != 'r') {
    pthread_mutex_lock(&lock);
    note_path(STDIO, 0, 0, inside);
    pthread_mutex_unlock(&lock);
  }
  FILE *(*next)(const char *, const char *) = (FILE * (*)(const char *, const char *)) dlsym(RTLD_NEXT, real);
  return next(name, mode);
}
EXPORT FILE *fopen(const char *name, const char *mode) { return stream_noted("fopen", name, mode); }
EXPORT FILE *fopen64(const char *name, const char *mode) { return stream_noted("fopen64", name, mode); }

EXPORT int close(int fd) {
  if (fd >= 0 && fd < FDS_MAX && inodes[fd] != 0) {
    pthread_mutex_lock(&lock);
    inodes[fd] = 0;
    int result = syscall(SYS_close, fd);
    pthread_mutex_unlock(&lock);
    return result;
  }
  return syscall(SYS_close, fd);
}

static int copied(int from, int to) {
  if (to >= 0 && to < FDS_MAX) {
    inodes[to] = from >= 0 && from < FDS_MAX ? inodes[from] : 0;
    synced[to] = from >= 0 && from < FDS_MAX ? synced[from] : 0;
  }
  return to;
}
EXPORT int dup(int fd) { return copied(fd, syscall(SYS_dup, fd)); }
EXPORT int dup2(int fd, int to) { return fd == to ? syscall(SYS_dup2, fd, to) : copied(fd, syscall(SYS_dup2, fd, to)); }
EXPORT int dup3(int fd, int to, int flags) { return copied(fd, syscall(SYS_dup3, fd, to, flags)); }

/* ---- content ---- */

static int lies(const char *path) {
  const char *part = getenv("POWER_LIE");
  return part != NULL && strstr(path, part) != NULL;
}

static ssize_t write_noted(int fd, const void *bytes, size_t length, off_t at) {
  struct stat as;
  if (fd < 0 || fd >= FDS_MAX || inodes[fd] == 0)
    return at < 0 ? syscall(SYS_write, fd, bytes, length) : syscall(SYS_pwrite64, fd, bytes, length, at);
  pthread_mutex_lock(&lock);
  uint64_t inode = followed(fd, &as);
  ssize_t result;
  if (inode == 0) result = at < 0 ? syscall(SYS_write, fd, bytes, length) : syscall(SYS_pwrite64, fd, bytes, length, at);
  else {
    off_t place = at;
    if (syscall(SYS_fcntl, fd, F_GETFL) & O_APPEND) place = as.st_size;
    else if (at < 0) place = syscall(SYS_lseek, fd, 0, SEEK_CUR);
    note(WRITTEN, inode, place, bytes, length);
    result = came_to(at < 0 ? syscall(SYS_write, fd, bytes, length) : syscall(SYS_pwrite64, fd, bytes, length, at),
                     length);
    char path[PATH_MAX];
    int why = errno;
    if (synced[fd] && path_of(fd, path) == 0 && !lies(path)) {
      note(SYNC_BEGUN, inode, ++syncs, NULL, 0);
      note(SYNC_ENDED, 0, syncs, NULL, 0);
    }
    errno = why;
  }
  pthread_mutex_unlock(&lock);
  return result;
}

EXPORT ssize_t write(int fd, const void *bytes, size_t length) { return write_noted(fd, bytes, length, -1); }
EXPORT ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return write_noted(fd, bytes, length, at); }
EXPORT ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) { return write_noted(fd, bytes, length, at); }

/* Part after part: a write of several parts may be cut between them anyhow. */
static ssize_t parts_noted(int fd, const struct iovec *parts, int count, off_t at) {
  ssize_t all = 0;
  for (int i = 0; i < count; i++) {
    if (parts[i].iov_len == 0) continue;
    ssize_t done = write_noted(fd, parts[i].iov_base, parts[i].iov_len, at < 0 ? -1 : at + all);
    if (done < 0) return all > 0 ? all : done;
    all += done;
    if ((size_t)done < parts[i].iov_len) break;
  }
  return all;
}

EXPORT ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (fd < 0 || fd >= FDS_MAX || inodes[fd] == 0) return syscall(SYS_writev, fd, parts, count);
  return parts_noted(fd, parts, count, -1);
}
EXPORT ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
  return parts_noted(fd, parts, count, at);
}
EXPORT ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t at) {
  return parts_noted(fd, parts, count, at);
}

EXPORT int ftruncate(int fd, off_t size) {
  struct stat as;
  pthread_mutex_lock(&lock);
  uint64_t inode = followed(fd, &as);
  if (inode != 0) note(RESIZED, inode, size, NULL, 0);
  int result = syscall(SYS_ftruncate, fd, size);
  if (inode != 0) came_to(result, 0);
  pthread_mutex_unlock(&lock);
  return result;
}
EXPORT int ftruncate64(int fd, off_t size) { return ftruncate(fd, size); }

EXPORT int truncate(const char *name, off_t size) {
  char path[PATH_MAX];
  if (below(absolute(AT_FDCWD, name, path)) != NULL) refuse("truncate by name isn't followed", path);
  return syscall(SYS_truncate, name, size);
}
EXPORT int truncate64(const char *name, off_t size) { return truncate(name, size); }

EXPORT int fallocate(int fd, int mode, off_t at, off_t length) {
  struct stat as;
  pthread_mutex_lock(&lock);
  uint64_t inode = followed(fd, &as);
  int grows = inode != 0 && mode == 0 && at + length > as.st_size;
  if (inode != 0 && (mode & ~FALLOC_FL_KEEP_SIZE) != 0) refuse("fallocate of this mode isn't followed", "");
  if (grows) note(GROWN, inode, at + length, NULL, 0);
  int result = syscall(SYS_fallocate, fd, mode, at, length);
  if (grows) came_to(result, 0);
  pthread_mutex_unlock(&lock);
  return result;
}
EXPORT int fallocate64(int fd, int mode, off_t at, off_t length) { return fallocate(fd, mode, at, length); }
EXPORT int posix_fallocate(int fd, off_t at, off_t length) { return fallocate(fd, 0, at, length) == 0 ? 0 : errno; }
EXPORT int posix_fallocate64(int fd, off_t at, off_t length) { return posix_fallocate(fd, at, length); }

static void refuse_followed(int fd, const char *what) {
  struct stat as;
  char path[PATH_MAX] = "";
  pthread_mutex_lock(&lock);
  if (followed(fd, &as) != 0) {
    path_of(fd, path);
    refuse(what, path);
  }
  pthread_mutex_unlock(&lock);
}

EXPORT void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t at) {
  if (fd >= 0 && (flags & MAP_SHARED) != 0 && (protection & PROT_WRITE) != 0)
    refuse_followed(fd, "a shared writable mapping isn't followed");
  return (void *)syscall(SYS_mmap, address, length, protection, flags, fd, at);
}
EXPORT void *mmap64(void *address, size_t length, int protection, int flags, int fd, off_t at) {
  return mmap(address, length, protection, flags, fd, at);
}

EXPORT ssize_t sendfile(int to, int from, off_t *at, size_t length) {
  refuse_followed(to, "sendfile isn't followed");
  return syscall(SYS_sendfile, to, from, at, length);
}
EXPORT ssize_t sendfile64(int to, int from, off_t *at, size_t length) { return sendfile(to, from, at, length); }
EXPORT ssize_t copy_file_range(int from, off_t *at, int to, off_t *there, size_t length, unsigned int flags) {
  refuse_followed(to, "copy_file_range isn't followed");
  return syscall(SYS_copy_file_range, from, at, to, there, length, flags);
}

/* ---- durability ---- */

static void take_time(void) {
  const char *most = getenv("POWER_SYNC_US");
  long micros = most == NULL ? 0 : atol(most);
  if (micros <= 0) return;
  micros = rand_r(&chance) % micros;
  struct timespec rest = {micros / 1000000, micros % 1000000 * 1000};
  nanosleep(&rest, NULL);
}

/* The machine goes on running, so the real call isn't needed: what counts is when the caller hears of it. */
static int sync_noted(int fd) {
  char path[PATH_MAX];
  struct stat as;
  const char *inside = path_of(fd, path) == 0 ? below(path) : NULL;
  if (inside == NULL || syscall(SYS_fstat, fd, &as) != 0) return syscall(SYS_fsync, fd);
  if (lies(inside)) return 0;
  pthread_mutex_lock(&lock);
  uint64_t token = ++syncs;
  note_path(SYNC_BEGUN, S_ISDIR(as.st_mode) ? 0 : as.st_ino, token, inside);
  pthread_mutex_unlock(&lock);
  take_time();
  pthread_mutex_lock(&lock);
  note(SYNC_ENDED, 0, token, NULL, 0);
  pthread_mutex_unlock(&lock);
  return 0;
}

EXPORT int fsync(int fd) { return sync_noted(fd); }
EXPORT int fdatasync(int fd) { return sync_noted(fd); }
/* Starts writing and promises nothing. */
EXPORT int sync_file_range(int fd, off_t at, off_t length, unsigned int flags) {
  return syscall(SYS_sync_file_range, fd, at, length, flags);
}
EXPORT int syncfs(int fd) {
  char path[PATH_MAX];
  if (path_of(fd, path) == 0 && below(path) != NULL) refuse("syncfs isn't followed", path);
  return syscall(SYS_syncfs, fd);
}

/* ---- names ---- */

static int two_names(uint8_t operation, long number, int from_folder, const char *from, int to_folder, const char *to,
                     unsigned int flags) {
  char from_path[PATH_MAX], to_path[PATH_MAX], both[2 * PATH_MAX];
  const char *left = below(absolute(from_folder, from, from_path)), *right = below(absolute(to_folder, to, to_path));
  if (left == NULL && right == NULL) return syscall(number, from_folder, from, to_folder, to, flags);
  pthread_mutex_lock(&lock);
  if (left == NULL || right == NULL) refuse("a name that goes in or out isn't followed", from_path);
  if (operation == RENAMED && (flags & ~RENAME_NOREPLACE) != 0) refuse("renameat2 of this kind isn't followed", from_path);
  int length = snprintf(both, sizeof both, "%s%c%s", left, 0, right);
  note(operation, 0, 0, both, length);
  int result = came_to(syscall(number, from_folder, from, to_folder, to, flags), 0);
  pthread_mutex_unlock(&lock);
  return result;
}

EXPORT int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags) {
  return two_names(RENAMED, SYS_renameat2, from_folder, from, to_folder, to, flags);
}
EXPORT int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  return renameat2(from_folder, from, to_folder, to, 0);
}
EXPORT int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }
EXPORT int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  return two_names(LINKED, SYS_linkat, from_folder, from, to_folder, to, flags);
}
EXPORT int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

EXPORT int symlinkat(const char *target, int folder, const char *name) {
  char path[PATH_MAX];
  if (below(absolute(folder, name, path)) != NULL) refuse("a symbolic link isn't followed", path);
  return syscall(SYS_symlinkat, target, folder, name);
}
EXPORT int symlink(const char *target, const char *name) { return symlinkat(target, AT_FDCWD, name); }

EXPORT int unlinkat(int folder, const char *name, int flags) {
  char path[PATH_MAX];
  const char *inside = below(absolute(folder, name, path));
  if (inside == NULL) return syscall(SYS_unlinkat, folder, name, flags);
  pthread_mutex_lock(&lock);
  note_path((flags & AT_REMOVEDIR) != 0 ? REMOVED_DIRECTORY : UNLINKED, 0, 0, inside);
  int result = came_to(syscall(SYS_unlinkat, folder, name, flags), 0);
  pthread_mutex_unlock(&lock);
  return result;
}
EXPORT int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
EXPORT int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }
EXPORT int remove(const char *name) {
  int result = unlink(name);
  return result != 0 && (errno == EISDIR || errno == EPERM) ? rmdir(name) : result;
}

EXPORT int mkdirat(int folder, const char *name, mode_t mode) {
  char path[PATH_MAX];
  const char *inside = below(absolute(folder, name, path));
  if (inside == NULL) return syscall(SYS_mkdirat, folder, name, mode);
  pthread_mutex_lock(&lock);
  note_path(MADE_DIRECTORY, 0, mode, inside);
  int result = came_to(syscall(SYS_mkdirat, folder, name, mode), 0);
  pthread_mutex_unlock(&lock);
  return result;
}
EXPORT int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }
