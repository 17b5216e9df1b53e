/* churn.c - what an LRU cache of one size suffers from. */
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/study_p.h"

/* Of the reads that missed: the share whose object was not hit before it missed again, or ever. */
static double share_wasted(const struct cs_trace *t, const uint8_t *missed)
{
	enum { NEVER, HIT, MISS };
	uint8_t *next = wr_calloc(t->unique, 1);
	uint64_t admitted = 0, wasted = 0;

	for (size_t i = t->n; i-- > 0;) {
		if (!cs_is_read(t, i))
			continue;
		if (missed[i] & CS_MISSED) {
			admitted++;
			wasted += next[t->key[i]] != HIT;
		}
		next[t->key[i]] = missed[i] & CS_MISSED ? MISS : HIT;
	}
	free(next);
	return admitted ? (double)wasted / (double)admitted : NAN;
}

/*
 * A scan is a run of windows of a hundred reads in which 95 or more miss,
 * though the cache has seen more objects than it holds and at most three of
 * four reads miss on the whole: what a backup or a crawler looks like.  By
 * chance one window in eight million is like that.
 */
enum { WINDOW = 100, SCANNED = 95, GAP = 3 };

static void find_scans(struct cs_churn *churn, const struct cs_trace *t, const uint8_t *missed, uint64_t warm)
{
	size_t reads = 0, in_window = 0, windows = 0, last = 0;
	uint64_t misses = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (!cs_is_read(t, i))
			continue;
		in_window += missed[i] & CS_MISSED;
		misses += missed[i] & CS_MISSED;
		if (++reads % WINDOW)
			continue;
		if (in_window >= SCANNED && misses > warm) {
			churn->scans += !windows++ || reads - last > GAP * WINDOW;
			last = reads;
		}
		in_window = 0;
	}
	if (misses / 3 > reads / 4)
		churn->scans = windows = 0;
	churn->scanned = reads ? (double)(windows * WINDOW) / (double)reads : 0;
}

/* Objects that fill the cache; by bytes as if all were of the mean size. */
static uint64_t objects_in(const struct cs_trace *t, const struct cs_limits *limits)
{
	double sum = 0;

	if (!limits->by_bytes)
		return limits->capacity;
	for (size_t i = 0; i < t->n; i++)
		sum += t->size[i];
	return sum > 0 ? (uint64_t)((double)limits->capacity / sum * (double)t->n) : 0;
}

int cs_churn_find(struct cs_churn *churn, const struct cs_trace *t, const struct cs_limits *limits,
		  struct wr_err *err)
{
	uint8_t *missed = wr_calloc(t->n, 1);
	struct cs_limits with = *limits;
	struct cs_result ignored;
	int result;

	with.outcome = missed;
	result = cs_policy_find("lru")->replay(t, &with, &ignored, err);

	*churn = (struct cs_churn){ .wasted = NAN };
	if (!result) {
		churn->wasted = share_wasted(t, missed);
		find_scans(churn, t, missed, objects_in(t, limits));
	}
	free(missed);
	return result;
}
