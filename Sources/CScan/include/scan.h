/* The one loop that Swift cannot write: which of 64 bytes are quotes, separators and line ends.
   Header only, so that it is inlined into the Swift loop that calls it. */
#ifndef PARLEY_SCAN_H
#define PARLEY_SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "guard.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Asks for memory that is going to be read a little later: random look-ups wait for nothing else. */
static inline __attribute__((always_inline)) void scan_prefetch(const void *p) { __builtin_prefetch(p); }

/* Tells whether bytes are the same as others were. No secret is kept by it and nobody's table is addressed with it. */
uint64_t scan_digest(const uint8_t *p, size_t count);

/* One bit a byte; bit 0 is the first byte. `high` is only zero or not: whether any of the 64 is not ASCII. */
typedef struct {
  uint64_t quote, separator, lf, cr, high;
} scan_block;

#if defined(__SSE2__)

static inline __attribute__((always_inline)) uint64_t scan_equal(__m128i a, __m128i b, __m128i c, __m128i d, __m128i v) {
  uint64_t r0 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(a, v));
  uint64_t r1 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(b, v));
  uint64_t r2 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(c, v));
  uint64_t r3 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(d, v));
  return r0 | (r1 << 16) | (r2 << 32) | (r3 << 48);
}

/* Reads 64 bytes at p: the caller's buffer must be readable that far. */
static inline __attribute__((always_inline)) scan_block scan_64(const uint8_t *p, uint8_t separator) {
  __m128i a = _mm_loadu_si128((const __m128i *)p), b = _mm_loadu_si128((const __m128i *)(p + 16));
  __m128i c = _mm_loadu_si128((const __m128i *)(p + 32)), d = _mm_loadu_si128((const __m128i *)(p + 48));
  scan_block r;
  r.quote = scan_equal(a, b, c, d, _mm_set1_epi8('"'));
  r.separator = scan_equal(a, b, c, d, _mm_set1_epi8((char)separator));
  r.lf = scan_equal(a, b, c, d, _mm_set1_epi8('\n'));
  r.cr = scan_equal(a, b, c, d, _mm_set1_epi8('\r'));
  __m128i any = _mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d));
  r.high = (uint64_t)(uint32_t)_mm_movemask_epi8(any);
  return r;
}

#else

static inline __attribute__((always_inline)) scan_block scan_64(const uint8_t *p, uint8_t separator) {
  scan_block r = {0, 0, 0, 0, 0};
  for (int i = 0; i < 64; i++) {
    uint64_t bit = (uint64_t)1 << i;
    uint8_t byte = p[i];
    if (byte == '"') r.quote |= bit;
    if (byte == separator) r.separator |= bit;
    if (byte == '\n') r.lf |= bit;
    if (byte == '\r') r.cr |= bit;
    if (byte & 0x80) r.high |= bit;
  }
  return r;
}

#endif
#endif
