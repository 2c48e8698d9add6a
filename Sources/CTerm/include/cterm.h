#ifndef PARLEY_CTERM_H
#define PARLEY_CTERM_H
#define NCURSES_WIDECHAR 1
#include <curses.h>
#endif
