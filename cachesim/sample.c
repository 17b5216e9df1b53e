/* sample.c - the LRU curve from a sample of the keys, and how far it can be trusted. */
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/stats.h"
#include "core/units.h"
#include "cachesim/study_p.h"

enum { PARTS = 8, FEWEST_KEYS = 8192, COMPARED = 30 };

#define NOT_SAMPLED     UINT32_MAX
#define QUANTILE        2.365   /* 97.5 % of Student's t with PARTS - 1 degrees of freedom */

/* 0 <= x < 1, the same for a key in every sample (the finishing mix of splitmix64). */
static double place_of(uint32_t id)
{
	uint64_t x = (id + 1) * 0x9e3779b97f4a7c15ull;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ull;
	x = (x ^ x >> 27) * 0x94d049bb133111ebull;
	return (double)((x ^ x >> 31) >> 11) * 0x1p-53;
}

/* The requests for keys with from <= place < to; keys and operations only. */
static struct cs_trace *part_of(const struct cs_trace *t, double from, double to)
{
	struct cs_trace *part = wr_calloc(1, sizeof *part);
	uint32_t *id_of = wr_malloc(t->unique * sizeof *id_of);
	size_t n = 0;

	for (uint32_t id = 0; id < t->unique; id++)
		id_of[id] = place_of(id) >= from && place_of(id) < to ? part->unique++ : NOT_SAMPLED;
	for (size_t i = 0; i < t->n; i++)
		n += id_of[t->key[i]] != NOT_SAMPLED;
	part->key = wr_malloc(n * sizeof *part->key);
	part->operation = t->operation ? wr_malloc(n) : NULL;
	for (size_t i = 0; i < t->n; i++) {
		if (id_of[t->key[i]] == NOT_SAMPLED)
			continue;
		part->key[part->n] = id_of[t->key[i]];
		if (t->operation)
			part->operation[part->n] = t->operation[i];
		part->n++;
	}
	free(id_of);
	return part;
}

/* Misses of a cache of `size` objects, which need not be a whole number. */
static double misses_at(const uint64_t *curve, uint32_t unique, double size)
{
	double below = floor(size);
	uint32_t c;

	if (size >= unique)
		return (double)curve[unique];
	c = (uint32_t)below;
	return (double)curve[c] + (size - below) * ((double)curve[c + 1] - (double)curve[c]);
}

/*
 * A part may have more or fewer reads than its share, mostly of popular keys.
 * Where those hit it is best to divide its misses by the expected number of
 * reads, which counts the difference as hits, and where even they miss, by its
 * own number: whichever makes the parts differ less.
 */
enum { EXPECTED, OWN, DIVISORS };

struct estimates { double *by[DIVISORS]; };     /* [n] miss ratios */

static int estimate(const struct cs_trace *t, double reads, double from, double to, const uint64_t *sizes,
		    size_t n, struct estimates out, struct wr_err *err)
{
	struct cs_trace *part = part_of(t, from, to);
	uint64_t *curve = cs_lru_curve(part, err);

	for (size_t i = 0; curve && i < n; i++) {
		double misses = misses_at(curve, part->unique, (double)sizes[i] * (to - from));

		out.by[EXPECTED][i] = misses / (reads * (to - from));
		out.by[OWN][i] = curve[0] ? misses / (double)curve[0] : 1;      /* size 0 misses every read */
	}
	cs_trace_free(part);
	free(curve);
	return curve ? 0 : -1;
}

/* Standard error of a mean over the parts, at size i. */
static double error_of(const struct estimates *part, int divisor, size_t i)
{
	double x[PARTS];

	for (size_t p = 0; p < PARTS; p++)
		x[p] = part[p].by[divisor][i];
	return sqrt(wr_variance(x, PARTS) / (double)PARTS);
}

static int check(const struct cs_trace *t, double rate, struct wr_err *err)
{
	uint32_t keys = 0;

	if (!(rate > 0 && rate < 1))
		return wr_fail(err, WR_EUSAGE, "a sample must be more than none of the keys and less than all");
	for (uint32_t id = 0; id < t->unique; id++)
		keys += place_of(id) < rate;
	if (keys >= FEWEST_KEYS)
		return 0;
	if (t->unique < 2 * FEWEST_KEYS)
		return wr_fail(err, WR_EUSAGE, "a sample would have %u keys; fewer than %d say too little, and the "
			       "trace has only %u: use all of them", keys, FEWEST_KEYS, t->unique);
	return wr_fail(err, WR_EUSAGE, "a sample of %g of the keys has %u; fewer than %d say too little: use at "
		       "least %.2g", rate, keys, FEWEST_KEYS, 1.1 * (double)FEWEST_KEYS / t->unique);
}

int cs_lru_sampled(const struct cs_trace *t, double rate, const uint64_t *sizes, size_t n,
		   struct cs_estimate *out, struct wr_err *err)
{
	struct estimates of[PARTS + 1];         /* the last: the whole sample */
	double *ratios, reads = 0;
	int result = 0;

	if (check(t, rate, err))
		return -1;
	for (size_t i = 0; i < t->n; i++)
		reads += cs_is_read(t, i);
	ratios = wr_calloc((PARTS + 1) * DIVISORS * n, sizeof *ratios);
	for (size_t p = 0; p <= PARTS && !result; p++) {
		of[p] = (struct estimates){ { ratios + p * DIVISORS * n, ratios + (p * DIVISORS + 1) * n } };
		result = estimate(t, reads, p < PARTS ? rate * (double)p / (double)PARTS : 0,
				  p < PARTS ? rate * (double)(p + 1) / (double)PARTS : rate, sizes, n, of[p], err);
	}
	for (size_t i = 0; i < n && !result; i++) {
		int best = error_of(of, OWN, i) < error_of(of, EXPECTED, i) ? OWN : EXPECTED;

		out[i].miss_ratio = fmin(of[PARTS].by[best][i], 1);
		out[i].error = QUANTILE * error_of(of, best, i);
	}
	free(ratios);
	return result;
}

int cs_sample_add(struct cs_study *s, struct wr_err *err)
{
	struct cs_estimate of[COMPARED];
	uint64_t size[COMPARED];
	double error = 0, difference = 0;

	if (!s->curve)
		return wr_fail(err, WR_EUSAGE, "a sample can be taken of caches limited by objects only, and of traces "
			       "without times to live");
	for (int i = 0; i < COMPARED; i++)
		size[i] = (uint64_t)ceil(pow((double)s->whole, (double)(i + 1) / (double)COMPARED));
	if (cs_lru_sampled(s->trace, s->options->sample, size, COMPARED, of, err))
		return -1;
	for (int i = 0; i < COMPARED; i++) {
		struct cs_result exact;

		if (cs_study_lru(s, size[i], &exact, err))
			return -1;
		difference = fmax(difference, fabs(of[i].miss_ratio - (1 - cs_hit_ratio(&exact))));
		error = fmax(error, of[i].error);
	}
	wr_run_add_fact(s->run, "cache", wr_arena_printf(s->run->arena, "%s.sample_error", s->prefix), "ratio",
			WR_LOWER_IS_BETTER, difference);
	wr_run_note(s->run, WR_NOTE, "%s: a sample of %g of the keys would show LRU's miss ratio within %.1f "
		    "points, by its own account within %.1f.", s->prefix, s->options->sample, 100 * difference,
		    100 * error);
	return 0;
}
