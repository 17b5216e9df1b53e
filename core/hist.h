#ifndef WEIR_CORE_HIST_H
#define WEIR_CORE_HIST_H

#include <stddef.h>
#include <stdint.h>

/*
 * hist.h - a high dynamic range histogram (after Gil Tene's HdrHistogram):
 * unsigned values of any unit, 3 significant decimal digits, constant memory,
 * exact merge by adding buckets.  Layout: 2048 sub-buckets; values below 2048
 * are exact, above that the relative width of a bucket is below 1/1024.
 */

struct wr_hist;

struct wr_hist *wr_hist_new(uint64_t max_value);  /* values above are counted at max_value and in wr_hist_clipped */
void wr_hist_free(struct wr_hist *h);             /* accepts NULL */
void wr_hist_record(struct wr_hist *h, uint64_t value, uint64_t count);
int wr_hist_merge(struct wr_hist *into, const struct wr_hist *from);    /* -1 if from's max_value is larger */
void wr_hist_clear(struct wr_hist *h);

uint64_t wr_hist_count(const struct wr_hist *h);
uint64_t wr_hist_clipped(const struct wr_hist *h);
uint64_t wr_hist_min(const struct wr_hist *h);    /* exact; 0 when empty */
uint64_t wr_hist_max(const struct wr_hist *h);    /* exact; 0 when empty */
double wr_hist_mean(const struct wr_hist *h);     /* from bucket mid-points; 0 when empty */
/* The smallest recorded value (as the highest value equivalent to its bucket,
 * capped by the maximum) at or below which at least p (0..1) of all lie; 0 when empty. */
uint64_t wr_hist_quantile(const struct wr_hist *h, double p);

/* Non-empty buckets in rising order, for drawing and storing: *it starts at 0;
 * returns 0 at the end. */
int wr_hist_next(const struct wr_hist *h, size_t *it, uint64_t *low, uint64_t *high, uint64_t *count);

/* The bucket of a value, counted from 0 as HdrHistogram does with 3 digits and the lowest value 1. */
size_t wr_hist_bucket(uint64_t value);

#endif
