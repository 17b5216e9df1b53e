/* over_time.c - hit ratios as the trace goes on: a cache that warms up, a day's rhythm, a scan. */
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/study_p.h"

enum { WINDOWS = 60, MOST_LINES = CS_MOST_TIERS };

struct windows {
	const struct cs_trace *trace;
	bool by_time;                   /* else by number of the request */
	double width;                   /* of a window: seconds or requests */
	uint64_t reads[WINDOWS], hits[MOST_LINES][WINDOWS];
	const char *name[MOST_LINES];
	size_t lines;
};

static void windows_open(struct windows *w, const struct cs_trace *t)
{
	double end = t->time ? t->time[t->n - 1] : 0;

	*w = (struct windows){ .trace = t, .by_time = end > 0 };
	w->width = (w->by_time ? end : (double)t->n) / (double)WINDOWS;
}

static size_t window_of(const struct windows *w, size_t i)
{
	size_t number = (size_t)((w->by_time ? w->trace->time[i] : (double)i) / w->width);

	return number < WINDOWS ? number : WINDOWS - 1;
}

/* A window in which nothing is read is a gap. */
static void windows_add(struct cs_study *s, const struct windows *w, const char *what)
{
	struct wr_point at[MOST_LINES][WINDOWS];
	struct wr_line line[MOST_LINES];
	size_t n = 0;

	for (size_t k = 0; k < WINDOWS; k++) {
		if (!w->reads[k])
			continue;
		for (size_t l = 0; l < w->lines; l++)
			at[l][n] = (struct wr_point){ ((double)k + 0.5) * w->width,
						      (double)w->hits[l][k] / (double)w->reads[k] };
		n++;
	}
	for (size_t l = 0; l < w->lines; l++)
		line[l] = (struct wr_line){ w->name[l], "ratio", at[l], n };
	wr_run_add_series(s->run, &(struct wr_series){
		.name = wr_arena_printf(s->run->arena, "%s.%s", s->prefix, what),
		.x_name = w->by_time ? "time" : "request", .x_unit = w->by_time ? "s" : "1",
		.lines = line, .line_count = w->lines,
	});
}

/* Adds a line: the hits of one replay at the judged size. */
static int replay_line(struct cs_study *s, struct windows *w, const struct cs_policy *policy, struct wr_err *err)
{
	struct cs_limits limits = { .capacity = s->sizes[s->judged], .by_bytes = s->options->by_bytes,
				    .ttl = s->ttl, .writes = s->options->writes };
	struct cs_result ignored;
	int result;

	limits.outcome = wr_calloc(s->trace->n, 1);
	result = policy->replay(s->trace, &limits, &ignored, err);
	for (size_t i = 0; i < s->trace->n && !result; i++)
		if (cs_is_read(s->trace, i) && !(limits.outcome[i] & CS_MISSED))
			w->hits[w->lines][window_of(w, i)]++;
	w->name[w->lines++] = policy->name;
	free(limits.outcome);
	return result;
}

static void count_reads(struct windows *w)
{
	for (size_t i = 0; i < w->trace->n; i++)
		w->reads[window_of(w, i)] += cs_is_read(w->trace, i);
}

int cs_over_time_add(struct cs_study *s, const struct cs_policy *advised, struct wr_err *err)
{
	const struct cs_policy *lru = cs_policy_find("lru");
	struct windows w;

	windows_open(&w, s->trace);
	count_reads(&w);
	if (replay_line(s, &w, s->today, err))
		return -1;
	if (s->today != lru && replay_line(s, &w, lru, err))
		return -1;
	if (advised && advised != lru && advised != s->today && replay_line(s, &w, advised, err))
		return -1;
	windows_add(s, &w, "hit_ratio_over_time");
	return 0;
}

void cs_over_time_tiers(struct cs_study *s, const uint8_t *by)
{
	struct windows w;

	windows_open(&w, s->trace);
	count_reads(&w);
	for (w.lines = 0; w.lines < s->options->tier_count; w.lines++) {
		w.name[w.lines] = s->options->tiers[w.lines].name;
		for (size_t i = 0; i < s->trace->n; i++)
			if (cs_is_read(s->trace, i) && by[i] == w.lines)
				w.hits[w.lines][window_of(&w, i)]++;
	}
	windows_add(s, &w, "tiers_over_time");
}
