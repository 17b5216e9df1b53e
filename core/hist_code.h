#ifndef WEIR_CORE_HIST_CODE_H
#define WEIR_CORE_HIST_CODE_H

#include <stdbool.h>
#include "core/buf.h"
#include "core/err.h"
#include "core/hist.h"

/*
 * hist_code.h - histograms as text that HdrHistogram's other implementations read and write: the V2 encoding
 * (counts as ZigZag LEB128, runs of empty buckets as negative numbers), compressed by zlib, in base64.
 */

/* Appends h; one line, without its end. */
void wr_hist_encode(const struct wr_hist *h, struct wr_buf *out);

/*
 * Adds the counts in the n characters of text to `into`.  max: the largest value in it, where that is known more precisely than
 * by its bucket; 0 = not.  *exact: it has the buckets of `into` (3 digits, lowest value 1), so that nothing was rounded.
 * -1 with err (WR_EINPUT): it is damaged, counts doubles, or holds more than 2^53 values; `into` is as it was.
 */
int wr_hist_decode(const char *text, size_t n, uint64_t max, struct wr_hist *into, bool *exact, struct wr_err *err);

#endif
