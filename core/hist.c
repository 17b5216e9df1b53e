/*
 * hist.c - the high dynamic range histogram.
 *
 * A value's bucket is named by its highest 11 bits: octave (how far they are
 * shifted) and position among the octave's 1024.  The two lowest octaves
 * have width 1, so index 0..2047 is the value itself.
 */
#include "core/hist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"

#define HALF 1024u      /* buckets per octave */

struct wr_hist {
	uint64_t max_value;             /* what can be recorded */
	uint64_t count, clipped;
	uint64_t least, most;           /* recorded; least is UINT64_MAX when empty */
	size_t bucket_count;
	uint64_t buckets[];
};

static size_t bucket_of(uint64_t value)
{
	unsigned shift;

	if (value < 2 * HALF)
		return (size_t)value;
	shift = 53 - (unsigned)__builtin_clzll(value);
	return (size_t)shift * HALF + (size_t)(value >> shift);
}

static unsigned shift_of(size_t bucket)
{
	return bucket < 2 * HALF ? 0 : (unsigned)(bucket / HALF) - 1;
}

static uint64_t lowest_in(size_t bucket)
{
	unsigned shift = shift_of(bucket);

	return (uint64_t)(bucket - (size_t)shift * HALF) << shift;
}

static uint64_t highest_in(size_t bucket)
{
	return lowest_in(bucket) + ((UINT64_C(1) << shift_of(bucket)) - 1);
}

size_t wr_hist_bucket(uint64_t value)
{
	return bucket_of(value);
}

struct wr_hist *wr_hist_new(uint64_t max_value)
{
	size_t n = bucket_of(max_value) + 1;
	struct wr_hist *h = wr_calloc(1, sizeof *h + n * sizeof h->buckets[0]);

	h->max_value = max_value;
	h->bucket_count = n;
	h->least = UINT64_MAX;
	return h;
}

void wr_hist_free(struct wr_hist *h)
{
	free(h);
}

void wr_hist_clear(struct wr_hist *h)
{
	/* Only what was used: a histogram per second of a run is cleared often and holds little. */
	if (h->count) {
		size_t first = bucket_of(h->least);

		memset(h->buckets + first, 0, (bucket_of(h->most) + 1 - first) * sizeof h->buckets[0]);
	}
	h->count = h->clipped = h->most = 0;
	h->least = UINT64_MAX;
}

void wr_hist_record(struct wr_hist *h, uint64_t value, uint64_t count)
{
	if (!count)
		return;
	if (value > h->max_value) {
		value = h->max_value;
		h->clipped += count;
	}
	h->buckets[bucket_of(value)] += count;
	h->count += count;
	if (value < h->least)
		h->least = value;
	if (value > h->most)
		h->most = value;
}

int wr_hist_merge(struct wr_hist *into, const struct wr_hist *from)
{
	if (from->max_value > into->max_value)
		return -1;
	for (size_t i = 0; i < from->bucket_count; i++)
		into->buckets[i] += from->buckets[i];
	into->count += from->count;
	into->clipped += from->clipped;
	if (from->least < into->least)
		into->least = from->least;
	if (from->most > into->most)
		into->most = from->most;
	return 0;
}

uint64_t wr_hist_count(const struct wr_hist *h)
{
	return h->count;
}

uint64_t wr_hist_clipped(const struct wr_hist *h)
{
	return h->clipped;
}

uint64_t wr_hist_min(const struct wr_hist *h)
{
	return h->count ? h->least : 0;
}

uint64_t wr_hist_max(const struct wr_hist *h)
{
	return h->most;
}

double wr_hist_mean(const struct wr_hist *h)
{
	double sum = 0;

	if (!h->count)
		return 0;
	for (size_t i = 0; i < h->bucket_count; i++) {
		if (h->buckets[i])
			sum += (double)h->buckets[i] * ((double)lowest_in(i) + (double)highest_in(i)) / 2;
	}
	return sum / (double)h->count;
}

/* How many values a share p of all is, 1..count. */
static uint64_t rank_of(const struct wr_hist *h, double p)
{
	double rank;

	if (!(p > 0))
		return 1;
	/* One step down, so that 0.07 of 100 is 7 and not the 8 that rounding would make of it. */
	rank = ceil(nextafter(p, 0) * (double)h->count);
	return rank >= (double)h->count ? h->count : rank < 1 ? 1 : (uint64_t)rank;
}

uint64_t wr_hist_quantile(const struct wr_hist *h, double p)
{
	uint64_t seen = 0, rank = rank_of(h, p), value;
	size_t i;

	if (!h->count)
		return 0;
	i = bucket_of(h->least);
	while ((seen += h->buckets[i]) < rank)
		i++;
	value = highest_in(i);
	return value < h->most ? value : h->most;
}

int wr_hist_next(const struct wr_hist *h, size_t *it, uint64_t *low, uint64_t *high, uint64_t *count)
{
	while (*it < h->bucket_count && !h->buckets[*it])
		++*it;
	if (*it >= h->bucket_count)
		return 0;
	*low = lowest_in(*it);
	*high = highest_in(*it);
	*count = h->buckets[*it];
	++*it;
	return 1;
}
