#ifndef PARLEY_SCAN_H
#define PARLEY_SCAN_H
#include <stdint.h>
#endif
