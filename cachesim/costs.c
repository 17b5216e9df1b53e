/* costs.c - what a read takes and what a cache costs, by what the user says of them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/units.h"
#include "cachesim/study_p.h"

enum { TRIED = 40 };            /* sizes of which the cheapest is told, where every one is a replay */

#define HOUR    3600.0
#define GIB     1073741824.0

struct bill {
	uint64_t size;
	double misses, memory;          /* per hour */
};

static void add(const struct cs_study *s, const char *what, const char *unit, double value)
{
	wr_run_add_fact(s->run, "cache", wr_arena_printf(s->run->arena, "%s.%s", s->prefix, what), unit,
			WR_LOWER_IS_BETTER, value);
}

static void add_latency(const struct cs_study *s)
{
	const struct cs_options *o = s->options;
	double latency = o->hit_latency + (1 - s->todays) * o->store_latency;
	char text[3][32];

	if (!(o->hit_latency > 0 && o->store_latency > 0))
		return;
	add(s, "latency", "s", latency);
	wr_run_note(s->run, WR_NOTE, "%s: a read takes %s on average; without a cache it would take %s, with one that "
		    "holds everything %s.", s->prefix, wr_format_duration(text[0], sizeof text[0], latency),
		    wr_format_duration(text[1], sizeof text[1], o->store_latency),
		    wr_format_duration(text[2], sizeof text[2], o->hit_latency + (1 - s->best) * o->store_latency));
}

static double hours_of(const struct cs_trace *t)
{
	return t->time ? t->time[t->n - 1] / HOUR : 0;
}

static struct bill bill_for(const struct cs_study *s, uint64_t size, uint64_t misses)
{
	const struct cs_options *o = s->options;

	return (struct bill){ size, (double)misses / hours_of(s->trace) * o->miss_cost,
			      (double)size * o->size_cost / (o->by_bytes ? GIB : 1) };
}

static double sum(const struct bill *b)
{
	return b->misses + b->memory;
}

/* Every size of the curve, or TRIED of them from 1/1024 of the whole to the whole. */
static int find_cheapest(const struct cs_study *s, struct bill *best, struct wr_err *err)
{
	double step = log(1024.0) / (TRIED - 1);

	*best = bill_for(s, 0, s->facts.reads);
	for (uint64_t i = 0; i < (s->curve ? s->whole : TRIED); i++) {
		double part = exp(step * (double)(TRIED - 1 - i));
		uint64_t size = s->curve ? i + 1 : (uint64_t)ceil((double)s->whole / part);
		struct cs_result r;
		struct bill b;

		if (cs_study_lru(s, size, &r, err))
			return -1;
		b = bill_for(s, size, r.misses);
		if (sum(&b) < sum(best))
			*best = b;
	}
	return 0;
}

static void note_cheapest(const struct cs_study *s, const struct bill *best, const struct bill *now)
{
	char size[64];

	if (s->options->by_bytes)
		wr_format_size(size, sizeof size, (double)best->size);
	else
		wr_format_count(size, sizeof size, (double)best->size);
	if (!best->size)
		wr_run_note(s->run, WR_NOTE, "%s: no cache is cheapest: its misses cost %.4g per hour, and memory "
			    "costs more than it saves.", s->prefix, best->misses);
	else
		wr_run_note(s->run, WR_NOTE, "%s: cheapest with LRU: %s%s, %.4g per hour (misses %.4g, memory %.4g); "
			    "at today's or the recommended size %.4g.", s->prefix, size,
			    s->options->by_bytes ? "" : " objects", sum(best), best->misses, best->memory, sum(now));
}

static int add_costs(const struct cs_study *s, struct wr_err *err)
{
	struct bill best, now;

	if (!(s->options->miss_cost > 0))
		return 0;
	if (!(hours_of(s->trace) > 0)) {
		wr_run_note(s->run, WR_WARNING, "%s: what misses cost per hour the trace cannot tell: it has no times.",
			    s->prefix);
		return 0;
	}
	if (find_cheapest(s, &best, err))
		return -1;
	now = bill_for(s, s->sizes[s->judged], (uint64_t)llround((1 - s->todays) * (double)s->facts.reads));
	add(s, "cost_per_hour", "1", sum(&now));
	if (!(s->options->size_cost > 0))
		return 0;
	add(s, "cheapest_size", s->options->by_bytes ? "B" : "1", (double)best.size);
	add(s, "cheapest_cost_per_hour", "1", sum(&best));
	note_cheapest(s, &best, &now);
	return 0;
}

int cs_costs_add(const struct cs_study *s, struct wr_err *err)
{
	add_latency(s);
	return add_costs(s, err);
}
