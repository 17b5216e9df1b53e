/* verdict.c - whether another policy than LRU is worth having at one size. */
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/study_p.h"

/* The first or the second half of the trace, as a view. */
static struct cs_trace half_of(const struct cs_trace *t, bool second)
{
	size_t from = second ? t->n / 2 : 0;
	struct cs_trace half = *t;

	half.n = second ? t->n - t->n / 2 : t->n / 2;
	half.key = t->key + from;
	half.time = t->time ? t->time + from : NULL;
	half.size = t->size ? t->size + from : NULL;
	half.ttl = t->ttl ? t->ttl + from : NULL;
	half.operation = t->operation ? t->operation + from : NULL;
	return half;
}

static int find_halves(const struct cs_study *s, uint64_t size, struct cs_gain *g, struct wr_err *err)
{
	const struct cs_policy *lru = cs_policy_find("lru");

	for (int i = 0; i < 2; i++) {
		struct cs_trace half = half_of(s->trace, i);
		struct cs_result with, without;

		if (cs_study_replay(s, &half, g->policy, size, &with, err) ||
		    cs_study_replay(s, &half, lru, size, &without, err))
			return -1;
		g->half[i] = cs_hit_ratio(&with) - cs_hit_ratio(&without);
	}
	return 0;
}

/* More than the noise, which is what the halves differ by, and seen in both.
 * A half without reads says nothing: no comparison with NaN holds. */
static bool is_sure(const struct cs_gain *g)
{
	return g->whole > fabs(g->half[0] - g->half[1]) && g->half[0] >= CS_LEAST_GAIN &&
	       g->half[1] >= CS_LEAST_GAIN;
}

static int by_gain(const void *a, const void *b)
{
	const struct cs_gain *x = a, *y = b;

	return (x->whole < y->whole) - (x->whole > y->whole);
}

/* All policies that could take LRU's place, the largest gain first.  A time to
 * live is a price for freshness and not in this race, and a bound cannot be had. */
static size_t find_gains(const struct cs_study *s, size_t size, double lru, struct cs_gain *gain)
{
	size_t n = 0;

	for (size_t i = 0; i < s->policy_count; i++) {
		const struct cs_result *r = &s->results[i * s->size_count + size];

		if (s->policies[i] != cs_policy_find("lru") && !s->policies[i]->needs_time &&
		    !s->policies[i]->bound)
			gain[n++] = (struct cs_gain){ s->policies[i], cs_hit_ratio(r) - lru, { NAN, NAN } };
	}
	qsort(gain, n, sizeof *gain, by_gain);
	return n;
}

int cs_verdict_find(const struct cs_study *s, size_t size, struct cs_verdict *v, struct wr_err *err)
{
	struct cs_gain *gain = wr_calloc(s->policy_count, sizeof *gain);
	struct cs_result lru;
	size_t n;
	int result = cs_study_lru(s, s->sizes[size], &lru, err);

	*v = (struct cs_verdict){ .size = s->sizes[size], .lru = cs_hit_ratio(&lru),
				   .attainable = cs_study_attainable(s, size) };
	n = result ? 0 : find_gains(s, size, v->lru, gain);
	for (size_t i = 0; i < n && gain[i].whole >= CS_LEAST_GAIN && !v->advised && !result; i++) {
		result = find_halves(s, v->size, &gain[i], err);
		v->advised = is_sure(&gain[i]);
		if (v->advised)
			v->best = gain[i];
	}
	if (n && !v->advised)
		v->best = gain[0];
	free(gain);
	return result;
}
