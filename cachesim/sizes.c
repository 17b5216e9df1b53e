/* sizes.c - which sizes are worth a look. */
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/study_p.h"

enum {
	STEPS = 10,             /* of the search by bytes: the size is found to 1 % */
	SMALLER = 32            /* derived sizes go down to this part of what is enough */
};

/* Up to the next number with two digits that are not 0, so that names of measures hold still. */
static uint64_t round_up(uint64_t v, uint64_t limit)
{
	uint64_t unit = 1;

	while (v / unit >= 100)
		unit *= 10;
	v = (v + unit - 1) / unit * unit;
	return v < limit ? v : limit;
}

static uint64_t size_by_curve(const struct cs_study *s, double hit_ratio)
{
	uint64_t allowed = (uint64_t)((1 - hit_ratio) * (double)s->facts.reads + 1e-6), low = 0, high = s->whole;

	while (low < high) {
		uint64_t middle = (low + high) / 2;

		if (s->curve[middle] <= allowed)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* By replays, between 1/65536 of the whole and the whole, halving the ratio of the two. */
static int size_by_replay(const struct cs_study *s, double hit_ratio, uint64_t *size, struct wr_err *err)
{
	double low = log((double)s->whole / 65536), high = log((double)s->whole);
	struct cs_result r;

	for (int step = 0; step < STEPS; step++) {
		double middle = (low + high) / 2;
		uint64_t tried = (uint64_t)ceil(exp(middle));

		if (cs_study_lru(s, tried ? tried : 1, &r, err))
			return -1;
		if (cs_hit_ratio(&r) >= hit_ratio)
			high = middle;
		else
			low = middle;
	}
	*size = (uint64_t)ceil(exp(high));
	return 0;
}

int cs_size_for(const struct cs_study *s, double hit_ratio, uint64_t *size, struct wr_err *err)
{
	*size = 0;
	if (hit_ratio <= 0 || hit_ratio > s->best)
		return 0;
	if (!s->curve)
		return size_by_replay(s, hit_ratio, size, err);
	*size = size_by_curve(s, hit_ratio);
	return 0;
}

static void add_size(struct cs_study *s, uint64_t size)
{
	s->sizes = wr_realloc(s->sizes, (s->size_count + 1) * sizeof *s->sizes);
	s->sizes[s->size_count++] = size;
}

/* 1, 2, 5, 10, ... below what is enough, and that. */
static void derive(struct cs_study *s)
{
	uint64_t top = s->enough ? s->enough : s->whole;

	for (uint64_t decade = 1; decade <= top; decade *= 10) {
		for (unsigned i = 0; i < 3; i++) {
			uint64_t size = decade * (i == 2 ? 5 : i + 1);

			if (size < top && size >= top / SMALLER)
				add_size(s, size);
		}
		if (decade > UINT64_MAX / 10)
			break;
	}
	add_size(s, top);
	s->judged = s->size_count - 1;
}

int cs_sizes_choose(struct cs_study *s, struct wr_err *err)
{
	struct cs_result r;

	s->whole = s->options->by_bytes ? s->facts.footprint : s->trace->unique;
	s->whole = s->whole ? s->whole : 1;
	if (cs_study_lru(s, s->whole, &r, err))
		return -1;
	s->best = cs_hit_ratio(&r);
	if (cs_size_for(s, s->best - CS_ENOUGH, &s->enough, err))
		return -1;
	s->enough = round_up(s->enough, s->whole);
	for (size_t i = 0; i < s->options->size_count; i++)
		add_size(s, s->options->sizes[i]);
	if (!s->size_count)
		derive(s);
	return 0;
}
