/*
 * class_ttl.c - how long objects may stay, by kinds of keys, where nobody tells
 * the cache that they changed.
 *
 * If a key is written m times a second, at random, a copy of age t is stale
 * with a probability of 1 - exp(-m t): of the answers within a time to live T
 * that is m T / 2 on average, while it is small.  So T = 2 s / m for a share s
 * of stale answers.  Keys of a kind differ and writes are not random, so
 * replays say what came of it, and T is set right by that.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "cachesim/strategy_p.h"

enum { ROUNDS = 8, FEWEST_WRITES = 20, FEWEST_READS = 200 };

#define SHORTEST        1e-3    /* seconds; a shorter life is none */
#define NEAR            0.8     /* of the stale answers that are allowed: that is long enough */

/* Mean writes per second of a key, as the reads see it: keys that are read more count more. */
static void find_rates(const struct cs_strategies *g, double *rate, uint64_t *writes, uint64_t *reads)
{
	const struct cs_trace *t = &g->trace;
	uint32_t *of_key = wr_calloc(t->unique, sizeof *of_key);
	double seconds = t->time[t->n - 1];

	for (size_t i = 0; i < t->n; i++)
		of_key[t->key[i]] += !cs_is_read(t, i);
	for (size_t i = 0; i < t->n; i++) {
		uint16_t kind = t->class_of[t->key[i]];

		if (cs_is_read(t, i)) {
			reads[kind]++;
			rate[kind] += (double)of_key[t->key[i]];
		} else {
			writes[kind]++;
		}
	}
	for (uint32_t k = 0; k < g->kinds; k++)
		rate[k] = reads[k] && seconds > 0 ? rate[k] / (double)reads[k] / seconds : 0;
	free(of_key);
}

/* What replays have shown of each kind so far, seconds; 0 = nothing. */
struct known {
	double *fresh;                  /* the longest life that is fresh enough */
	double *stale;                  /* the shortest that is not */
};

/* A life between those two, or by how far the last one was off.  Are all near what is allowed? */
static bool correct(const struct cs_strategies *g, const struct cs_tally *tally, struct known *known, double *ttl)
{
	bool settled = true;

	for (uint32_t k = 0; k < g->kinds; k++) {
		double stale = tally[k].hits ? (double)tally[k].stale / (double)tally[k].hits : 0;

		if (!(ttl[k] > 0))
			continue;
		if (stale <= g->max_stale)
			known->fresh[k] = fmax(known->fresh[k], ttl[k]);
		else if (!(known->stale[k] > 0) || ttl[k] < known->stale[k])
			known->stale[k] = ttl[k];
		settled &= stale <= g->max_stale && stale >= NEAR * g->max_stale;
		if (known->fresh[k] > 0 && known->stale[k] > known->fresh[k])
			ttl[k] = sqrt(known->fresh[k] * known->stale[k]);
		else
			ttl[k] *= fmin(fmax(stale > 0 ? g->max_stale / stale : 4, 0.1), 4);
	}
	return settled;
}

static void limit(const struct cs_strategies *g, double *ttl)
{
	double longest = g->trace.time[g->trace.n - 1];

	for (uint32_t k = 0; k < g->kinds; k++)
		ttl[k] = ttl[k] < SHORTEST ? 0 : fmin(ttl[k], longest);
}

/* A kind without a life of its own must not stay for good in these replays: it is not kept at all. */
static int replay(struct cs_strategies *g, const double *ttl, uint8_t *outcome, struct wr_err *err)
{
	double *lives = wr_malloc(g->kinds * sizeof *lives);
	struct cs_result r;
	int result;

	for (uint32_t k = 0; k < g->kinds; k++)
		lives[k] = ttl[k] > 0 ? ttl[k] : SHORTEST / 1000;
	result = cs_strategy_replay(g, CS_WRITE_ASIDE, lives, outcome, &r, err);
	free(lives);
	return result;
}

int cs_class_ttl_find(struct cs_strategies *g, uint8_t *outcome, struct wr_err *err)
{
	double *rate = wr_calloc(g->kinds, sizeof *rate), *ttl = wr_calloc(g->kinds, sizeof *ttl);
	uint64_t *writes = wr_calloc(g->kinds, sizeof *writes), *reads = wr_calloc(g->kinds, sizeof *reads);
	struct cs_tally *tally = wr_calloc(g->kinds + 1, sizeof *tally);
	struct known known = { g->ttl, wr_calloc(g->kinds, sizeof *known.stale) };
	bool settled = false;
	int result = 0;

	find_rates(g, rate, writes, reads);
	for (uint32_t k = 0; k < g->kinds; k++)
		if (writes[k] >= FEWEST_WRITES && reads[k] >= FEWEST_READS && rate[k] > 0)
			ttl[k] = 2 * g->max_stale / rate[k];
	for (int round = 0; round < ROUNDS && !settled && !result; round++) {
		limit(g, ttl);
		result = replay(g, ttl, outcome, err);
		memset(tally, 0, (g->kinds + 1) * sizeof *tally);
		cs_tally_outcome(g, outcome, false, tally);
		settled = correct(g, tally, &known, ttl);
	}
	limit(g, g->ttl);
	if (!result)
		result = replay(g, g->ttl, outcome, err);
	free(known.stale);
	free(tally);
	free(reads);
	free(writes);
	free(ttl);
	free(rate);
	return result;
}
