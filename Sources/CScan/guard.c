#include "guard.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

static struct {
  _Atomic int taken;
  _Atomic uintptr_t start;
  _Atomic size_t length;
  _Atomic int torn;
} slots[GUARD_SLOTS];

static struct sigaction before;
static uintptr_t page;

/* Zeros from the page that is gone to the end of the mapping: the read is made again and succeeds. Only calls that a signal allows. */
static void on_bus(int number, siginfo_t *info, void *context) {
  (void)number;
  (void)context;
  int kept = errno;
  uintptr_t at = (uintptr_t)info->si_addr;
  for (int i = 0; i < GUARD_SLOTS; i++) {
    uintptr_t start = atomic_load(&slots[i].start);
    size_t length = atomic_load(&slots[i].length);
    if (start == 0 || at < start || at - start >= length) continue;
    uintptr_t from = at & ~(page - 1);
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE;
    if (mmap((void *)from, start + length - from, PROT_READ, flags, -1, 0) == MAP_FAILED) break;
    atomic_store(&slots[i].torn, 1);
    errno = kept;
    return;
  }
  /* Nobody's page: who was asked before us is asked now, for the read is made again. */
  sigaction(SIGBUS, &before, NULL);
  errno = kept;
}

static void install(void) {
  page = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action = {0};
  action.sa_sigaction = on_bus;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &before);
}

int guard_begin(const void *start, size_t length) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  for (int i = 0; i < GUARD_SLOTS; i++) {
    int expected = 0;
    if (!atomic_compare_exchange_strong(&slots[i].taken, &expected, 1)) continue;
    atomic_store(&slots[i].torn, 0);
    atomic_store(&slots[i].length, length);
    atomic_store(&slots[i].start, (uintptr_t)start);
    return i;
  }
  return -1;
}

int guard_is_torn(int slot) { return atomic_load(&slots[slot].torn); }

void guard_end(int slot) {
  atomic_store(&slots[slot].start, 0);
  atomic_store(&slots[slot].length, 0);
  atomic_store(&slots[slot].taken, 0);
}
