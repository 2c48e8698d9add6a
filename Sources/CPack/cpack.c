#define _GNU_SOURCE
#include "cpack.h"
#include <sys/mman.h>

/* A file of somebody else's: its schema may call nothing and nothing may be written to it. */
int cpack_distrust(sqlite3 *db) {
  int code = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  if (code == SQLITE_OK) code = sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  if (code == SQLITE_OK) code = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  return code;
}

void *cpack_grow(void *pages, size_t from, size_t to) {
  void *moved = mremap(pages, from, to, MREMAP_MAYMOVE);
  return moved == MAP_FAILED ? (void *)0 : moved;
}
