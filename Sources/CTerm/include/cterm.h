#ifndef PARLEY_CTERM_H
#define PARLEY_CTERM_H
/* What Swift cannot say of ncurses and Linux by itself: macros, stdscr, wide cells, and the one restore that a signal may run. */
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <malloc.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/vfs.h>
#include <termios.h>

/* Gives pages that nothing uses any more back to the system. */
static inline void ct_trim(void) {
  /* Of a thread's arena only what is freed from here on goes back by itself; the C library never trims its top when asked. */
  mallopt(M_TRIM_THRESHOLD, 128 << 10);
  malloc_trim(0);
}
/* What kind of disk something lies on, as statfs numbers them; 0 where that cannot be told. */
static inline uint32_t ct_disk(const char *path) {
  struct statfs disk;
  return statfs(path, &disk) == 0 ? (uint32_t)disk.f_type : 0;
}
static inline WINDOW *ct_stdscr(void) { return stdscr; }
static inline int ct_colors(void) { return COLORS; }
static inline int ct_pairs(void) { return COLOR_PAIRS; }
static inline int ct_key_f(int n) { return KEY_F(n); }

/* Reads the description of a terminal: 1 known, 0 unknown, -1 no descriptions at all. */
int ct_know(const char *term);
/* Opens the terminal on fds 0 and 1 with newterm: NULL, not exit, when it cannot be done. */
SCREEN *ct_open(const char *term);
/* Columns of a character as ncurses will count them. */
int ct_width(wchar_t c);
/* A terminfo string without its padding, or "" . */
const char *ct_string(const char *capability);
/* A terminfo string with two numbers filled in, without its padding, or "". */
const char *ct_numbered(const char *capability, int first, int second);
/* A flag of the description; what it does not know is false. */
bool ct_flag(const char *capability);
/* A number of the description, or -1. */
int ct_number(const char *capability);
/* Keys come decoded, without being waited for, and reading one paints nothing. */
void ct_prepare_keys(void);
/* The next byte or key code, or ERR when none has come. */
int ct_key(void);
/* The terminfo string that moves the cursor to a row's first column, or "". */
const char *ct_move_to_row(int row);

/* How the terminal is given back: these bytes, then these modes. May be called again (after a resize); a signal sees the old or
   the new, never half of one. */
void ct_arm(const char *bytes, size_t count, const struct termios *modes);
/* From now on nothing is given back by a signal: the terminal already is. */
void ct_disarm(void);
/* Gives the terminal back now. Async-signal-safe, at most once an arming. */
void ct_restore(void);
/* While the dashboard is up, what is written to standard error is kept and comes out when the terminal is given back. */
void ct_hold_errors(void);
/* TERM, HUP, INT, QUIT, ABRT, SEGV, BUS, ILL, FPE, TRAP: give the terminal back, then die of the signal as anybody would. */
void ct_catch(void);
/* Ends the process by the default action of a signal. */
void ct_die_of(int signal);
/* Stops the process group by SIGTSTP, as the terminal itself would; returns when continued. */
void ct_stop(void);
/* Writes everything, whatever interrupts; 0, or -1 when nobody is there to read. */
int ct_write(int fd, const char *bytes, size_t count);
/* Feeds bytes to a program's standard input and waits for it; its exit status, or -1. Its output goes nowhere. */
int ct_feed(char *const argv[], const char *bytes, size_t count);
#endif
