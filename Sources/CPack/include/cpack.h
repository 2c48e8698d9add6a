#ifndef PARLEY_CPACK_H
#define PARLEY_CPACK_H
/* The libraries that open what exports come packed in: deflate, zstd, ZIP, XML and SQLite. Only what their macros hide is added. */
#include <expat.h>
#include <sqlite3.h>
#include <zip.h>
#include <zlib.h>
#include <zstd.h>

/* inflateInit2 is a macro; 15 + 16 asks for a gzip header and no other. */
static inline int cpack_inflate_gzip(z_stream *s) { return inflateInit2(s, 15 + 16); }
/* sqlite3_db_config takes what it takes by varargs. */
int cpack_distrust(sqlite3 *db);
/* mremap, which Glibc's module hides: moves pages to where there is room for more; NULL where there is none. */
void *cpack_grow(void *pages, size_t from, size_t to);
#endif
