/* Files that are mapped while somebody else may cut them short: a read behind the new end is a SIGBUS, which nobody may meet as a
   crash. A guarded stretch then reads as zeros and remembers that it was torn. */
#ifndef PARLEY_GUARD_H
#define PARLEY_GUARD_H

#include <stddef.h>

/* More files than this are not guarded (and not mapped) at a time. */
#define GUARD_SLOTS 256

/* Watches over a mapping; answers its slot, or -1 where there is none left. The first call takes the signal. */
int guard_begin(const void *start, size_t length);

/* Whether bytes of the mapping had gone when they were read. */
int guard_is_torn(int slot);

/* Before the mapping is taken away. */
void guard_end(int slot);

#endif
