#include "scan.h"

#include <string.h>

#define LANES 8

static const uint64_t seeds[LANES] = {
    0x9E3779B97F4A7C15ULL, 0xBF58476D1CE4E5B9ULL, 0x94D049BB133111EBULL, 0xD6E8FEB86659FD93ULL,
    0xA0761D6478BD642FULL, 0xE7037ED1A0B428DBULL, 0x8EBC6AF09C88C6E3ULL, 0x589965CC75374CC3ULL};

typedef struct {
  uint64_t sum[LANES], key[LANES];
} digest;

/* Each eight bytes are added to their neighbour's sum, and multiplied half by half under a key that never comes twice. */
static inline void take(digest *d, const uint8_t *p) {
  uint64_t word[LANES];
  memcpy(word, p, sizeof word);
  for (int i = 0; i < LANES; i++) {
    uint64_t keyed = word[i] ^ d->key[i];
    d->sum[i] += (keyed & 0xFFFFFFFF) * (keyed >> 32);
    d->key[i] += seeds[LANES - 1 - i] | 1;
  }
  for (int i = 0; i < LANES; i++) d->sum[i] += word[i ^ 1];
}

static inline uint64_t fold(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

#if defined(__x86_64__) && defined(__ELF__) && defined(__clang__)
/* Whatever the processor has: the result is the same. */
__attribute__((target_clones("avx2", "default")))
#endif
uint64_t scan_digest(const uint8_t *p, size_t count) {
  digest d;
  for (int i = 0; i < LANES; i++) {
    d.sum[i] = seeds[i];
    d.key[i] = seeds[i];
  }
  size_t at = 0;
  for (size_t block = 1; count - at >= 64; at += 64, block++) {
    take(&d, p + at);
    /* What the highest bits know is brought down, or it would be lost. */
    if (block % 16 == 0)
      for (int i = 0; i < LANES; i++) d.sum[i] = (d.sum[i] ^ (d.sum[i] >> 47)) * 0x9FB21C651E98DF25ULL;
  }
  if (at < count) {
    uint8_t rest[64] = {0};
    memcpy(rest, p + at, count - at);
    take(&d, rest);
  }
  uint64_t all = count;
  for (int i = 0; i < LANES; i++) all = fold(all ^ d.sum[i], seeds[i] ^ d.sum[i]) + d.sum[i];
  return all;
}
