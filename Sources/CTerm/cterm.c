#define _GNU_SOURCE
#include "cterm.h"
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

extern char **environ;

int ct_know(const char *term) {
  int found = 0;
  return setupterm((char *)term, STDOUT_FILENO, &found) == OK ? 1 : found;
}

int ct_width(wchar_t c) { return wcwidth(c); }

SCREEN *ct_open(const char *term) { return newterm(term, stdout, stdin); }

/* Terminfo writes delays as $<5>; no terminal of this century needs them. */
static const char *unpadded(const char *s, char *out, size_t room) {
  size_t n = 0;
  for (; s && s != (char *)-1 && *s && n + 1 < room; s++) {
    if (s[0] == '$' && s[1] == '<') {
      const char *end = strchr(s, '>');
      if (end) { s = end; continue; }
    }
    out[n++] = *s;
  }
  out[n] = 0;
  return out;
}

const char *ct_string(const char *capability) {
  static char out[256];
  return unpadded(tigetstr(capability), out, sizeof out);
}

const char *ct_numbered(const char *capability, int first, int second) {
  static char out[256];
  char *order = tigetstr(capability);
  if (!order || order == (char *)-1) return "";
  return unpadded(tparm(order, (long)first, (long)second, 0L, 0L, 0L, 0L, 0L, 0L, 0L), out, sizeof out);
}

const char *ct_move_to_row(int row) { return ct_numbered("cup", row, 0); }

bool ct_flag(const char *capability) { return tigetflag(capability) > 0; }

int ct_number(const char *capability) {
  int number = tigetnum(capability);
  return number < 0 ? -1 : number;
}

/* A pad: wgetch paints the window it reads at, but never a pad. */
static WINDOW *reader;

void ct_prepare_keys(void) {
  reader = newpad(1, 1);
  if (!reader) return;
  intrflush(reader, FALSE);
  keypad(reader, TRUE);
  nodelay(reader, TRUE);
}

int ct_key(void) { return reader ? wgetch(reader) : ERR; }

struct giving_back { char bytes[1024]; size_t count; struct termios modes; };
static struct giving_back two[2];
static _Atomic(struct giving_back *) armed;

void ct_arm(const char *bytes, size_t count, const struct termios *modes) {
  struct giving_back *now = atomic_load(&armed);
  struct giving_back *next = now == &two[0] ? &two[1] : &two[0];
  if (count > sizeof next->bytes) count = sizeof next->bytes;
  memcpy(next->bytes, bytes, count);
  next->count = count;
  next->modes = *modes;
  atomic_store(&armed, next);
}

void ct_disarm(void) { atomic_store(&armed, NULL); }

int ct_write(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t n = write(fd, bytes, count);
    if (n > 0) { bytes += n; count -= (size_t)n; continue; }
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) {
      struct pollfd p = {.fd = fd, .events = POLLOUT};
      if (poll(&p, 1, 1000) > 0 && !(p.revents & (POLLERR | POLLHUP))) continue;
    }
    return -1;
  }
  return 0;
}

static int held = -1, errors = -1;

void ct_hold_errors(void) {
  if (held >= 0 || !isatty(STDERR_FILENO)) return;
  held = memfd_create("parley-errors", MFD_CLOEXEC);
  errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (held >= 0 && errors >= 0) dup2(held, STDERR_FILENO);
}

static void give_errors_back(void) {
  char part[4096];
  if (held < 0 || errors < 0) return;
  dup2(errors, STDERR_FILENO);
  lseek(held, 0, SEEK_SET);
  for (int i = 0; i < 16; i++) {
    ssize_t n = read(held, part, sizeof part);
    if (n <= 0 || ct_write(STDERR_FILENO, part, (size_t)n) != 0) break;
  }
  close(held);
  close(errors);
  held = errors = -1;
}

void ct_restore(void) {
  struct giving_back *back = atomic_exchange(&armed, NULL);
  if (!back) return;
  int kept = errno;
  signal(SIGTTOU, SIG_IGN); /* or a background process would stop here instead of ending */
  ct_write(STDOUT_FILENO, back->bytes, back->count);
  tcsetattr(STDIN_FILENO, TCSANOW, &back->modes);
  give_errors_back();
  errno = kept;
}

void ct_die_of(int number) {
  sigset_t only;
  signal(number, SIG_DFL);
  sigemptyset(&only);
  sigaddset(&only, number);
  raise(number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
  _exit(128 + number);
}

static void give_back_and_die(int number) {
  ct_restore();
  ct_die_of(number);
}

void ct_catch(void) {
  static const int all[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP};
  static char stack[64 * 1024]; /* a full stack is one of the ways to get here */
  stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&other, NULL);
  atexit(ct_restore);
  struct sigaction act = {.sa_handler = give_back_and_die, .sa_flags = SA_ONSTACK};
  sigfillset(&act.sa_mask);
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    struct sigaction before;
    /* nohup and its like asked for HUP, INT and QUIT to be ignored: leave that */
    if (sigaction(all[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN && all[i] != SIGTERM) continue;
    sigaction(all[i], &act, NULL);
  }
}

void ct_stop(void) {
  struct sigaction plain = {.sa_handler = SIG_DFL}, before;
  sigset_t only, mask;
  sigaction(SIGTSTP, &plain, &before);
  sigemptyset(&only);
  sigaddset(&only, SIGTSTP);
  kill(0, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &only, &mask); /* stops here */
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &before, NULL);
}

int ct_feed(char *const argv[], const char *bytes, size_t count) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  posix_spawn_file_actions_t files;
  posix_spawnattr_t how;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, ends[0], 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_init(&how);
  posix_spawnattr_setsigmask(&how, &none);
  posix_spawnattr_setsigdefault(&how, &all);
  posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t pid;
  int failed = posix_spawnp(&pid, argv[0], &files, &how, argv, environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&how);
  close(ends[0]);
  if (failed) { close(ends[1]); return -1; }
  void (*before)(int) = signal(SIGPIPE, SIG_IGN);
  ct_write(ends[1], bytes, count);
  signal(SIGPIPE, before);
  close(ends[1]);
  int status;
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
