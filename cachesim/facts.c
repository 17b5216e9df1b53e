/* facts.c - what can be said of a trace before a policy is chosen. */
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/stats.h"
#include "cachesim/replay_p.h"
#include "cachesim/study_p.h"

enum { GAPS = 1 << 20 };        /* gaps between reads that are looked at */

static bool is_read(const struct cs_trace *t, size_t i)
{
	return !t->operation || t->operation[i] == CS_READ;
}

static uint32_t count_read_once(const struct cs_trace *t)
{
	uint8_t *reads = wr_calloc(t->unique, 1);
	uint32_t once = 0;

	for (size_t i = 0; i < t->n; i++)
		if (is_read(t, i) && reads[t->key[i]] < 2)
			reads[t->key[i]]++;
	for (uint32_t id = 0; id < t->unique; id++)
		once += reads[id] == 1;
	free(reads);
	return once;
}

static uint64_t sum_largest(const struct cs_trace *t)
{
	uint32_t *largest = wr_calloc(t->unique, sizeof *largest);
	uint64_t sum = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->size[i] > largest[t->key[i]])
			largest[t->key[i]] = t->size[i];
	for (uint32_t id = 0; id < t->unique; id++)
		sum += largest[id];
	free(largest);
	return sum;
}

void cs_facts_find(struct cs_facts *facts, const struct cs_trace *t)
{
	*facts = (struct cs_facts){ 0 };
	for (size_t i = 0; i < t->n; i++)
		facts->reads += is_read(t, i);
	facts->read_once = count_read_once(t);
	if (t->size)
		facts->footprint = sum_largest(t);
}

double cs_ttl_derive(const struct cs_trace *t)
{
	double *last = wr_malloc(t->unique * sizeof *last), *gap = NULL, ttl;
	size_t n = 0, cap = 0, seen = 0, stride = t->n / GAPS + 1;

	for (uint32_t id = 0; id < t->unique; id++)
		last[id] = NAN;
	for (size_t i = 0; i < t->n; i++) {
		double since = t->time[i] - last[t->key[i]];

		if (!is_read(t, i))
			continue;
		if (!isnan(since) && seen++ % stride == 0)
			*WR_PUSH(gap, n, cap) = since;
		last[t->key[i]] = t->time[i];
	}
	ttl = wr_quantile(gap, n, 0.95);
	free(gap);
	free(last);
	return ttl > 0 ? ttl : 1;
}

/* Shares of the reads that missed and whose key was not hit before it missed again, or ever. */
static double share_wasted(const struct cs_trace *t, const uint8_t *missed)
{
	enum { NEVER, HIT, MISS };
	uint8_t *next = wr_calloc(t->unique, 1);
	uint64_t admitted = 0, wasted = 0;

	for (size_t i = t->n; i-- > 0;) {
		if (!is_read(t, i))
			continue;
		if (missed[i]) {
			admitted++;
			wasted += next[t->key[i]] != HIT;
		}
		next[t->key[i]] = missed[i] ? MISS : HIT;
	}
	free(next);
	return admitted ? (double)wasted / (double)admitted : NAN;
}

/*
 * A scan is a run of windows of a hundred reads in which 95 or more miss,
 * though the cache has seen more objects than it holds and at most three of
 * four reads miss on the whole: what a backup or a crawler looks like.  By
 * chance such a window comes up twice in a million.
 */
enum { WINDOW = 100, SCANNED = 95, SCAN_GAP = 3 };

static void find_scans(struct cs_churn *churn, const struct cs_trace *t, const uint8_t *missed, uint64_t warm)
{
	size_t reads = 0, in_window = 0, window = 0, windows = 0, last = 0;
	uint64_t misses = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (!is_read(t, i))
			continue;
		in_window += missed[i];
		misses += missed[i];
		if (++reads % WINDOW)
			continue;
		window++;
		if (in_window >= SCANNED && misses > warm) {
			churn->scans += !windows || window - last > SCAN_GAP;
			windows++;
			last = window;
		}
		in_window = 0;
	}
	churn->scanned = reads ? (double)(windows * WINDOW) / (double)reads : 0;
	if (misses > reads / 4 * 3)
		churn->scans = 0;
}

int cs_churn_find(struct cs_churn *churn, const struct cs_trace *t, const struct cs_limits *limits,
		  struct wr_err *err)
{
	uint8_t *missed = wr_calloc(t->n, 1);
	/* By bytes: as many objects as would fit if all were of the mean size. */
	double mean = 1;
	int result;

	*churn = (struct cs_churn){ .wasted = NAN };
	for (size_t i = 0; limits->by_bytes && i < t->n; i++)
		mean += t->size[i] / (double)t->n;
	result = cs_lru_misses(t, limits, missed, err);
	if (!result) {
		churn->wasted = share_wasted(t, missed);
		find_scans(churn, t, missed, (uint64_t)((double)limits->capacity / mean));
	}
	free(missed);
	return result;
}
