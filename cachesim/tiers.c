/*
 * tiers.c - caches one behind the other, such as one in the process before one
 * that many processes share.
 *
 * A read asks them in turn; what one misses is asked of the next, and kept by
 * every one that was asked.  A tier thus sees the reads that all before it
 * missed, and is replayed over those alone.  Writes and deletes reach all; with
 * CS_WRITE_BACK the last tier keeps what the others write through to it.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/buf.h"
#include "core/units.h"
#include "cachesim/study_p.h"

struct tier {
	const struct cs_tier *said;
	const struct cs_policy *policy;
	uint64_t asked, answered;       /* reads */
	struct cs_result result;
};

struct tiers {
	const struct cs_study *s;
	struct tier tier[CS_MOST_TIERS];
	size_t count;
	uint8_t *by;                    /* [n] number of the tier that answers each read; count = none does */
	uint64_t stale;                 /* reads answered with what was written since */
};

/* The requests that reach a tier, and where they are in the whole trace. */
struct view {
	struct cs_trace trace;
	size_t *at;
};

static struct view view_of(const struct tiers *t, uint8_t tier)
{
	const struct cs_trace *from = t->s->trace;
	struct view v = { .trace = *from };
	size_t n = 0;

	for (size_t i = 0; i < from->n; i++)
		n += !cs_is_read(from, i) || t->by[i] >= tier;
	v.at = wr_malloc(n * sizeof *v.at);
	v.trace.key = wr_malloc(n * sizeof *v.trace.key);
	v.trace.time = from->time ? wr_malloc(n * sizeof *v.trace.time) : NULL;
	v.trace.size = from->size ? wr_malloc(n * sizeof *v.trace.size) : NULL;
	v.trace.ttl = from->ttl ? wr_malloc(n * sizeof *v.trace.ttl) : NULL;
	v.trace.operation = from->operation ? wr_malloc(n) : NULL;
	v.trace.n = 0;
	for (size_t i = 0; i < from->n; i++) {
		size_t to = v.trace.n;

		if (cs_is_read(from, i) && t->by[i] < tier)
			continue;
		v.at[to] = i;
		v.trace.key[to] = from->key[i];
		if (from->time)
			v.trace.time[to] = from->time[i];
		if (from->size)
			v.trace.size[to] = from->size[i];
		if (from->ttl)
			v.trace.ttl[to] = from->ttl[i];
		if (from->operation)
			v.trace.operation[to] = from->operation[i];
		v.trace.n++;
	}
	return v;
}

static void view_free(struct view *v)
{
	free(v->at);
	free(v->trace.key);
	free(v->trace.time);
	free(v->trace.size);
	free(v->trace.ttl);
	free(v->trace.operation);
}

/* Replays one tier, and notes what it answers. */
static int replay_tier(struct tiers *t, uint8_t number, struct wr_err *err)
{
	struct tier *tier = &t->tier[number];
	struct view v = view_of(t, number);
	struct cs_limits limits = { .capacity = tier->said->size, .by_bytes = tier->said->by_bytes,
				    .ttl = tier->said->ttl, .writes = t->s->options->writes };
	int result;

	limits.outcome = wr_calloc(v.trace.n + 1, 1);
	if (limits.writes == CS_WRITE_BACK && number + 1u < t->count)
		limits.writes = CS_WRITE_THROUGH;
	result = tier->policy->replay(&v.trace, &limits, &tier->result, err);
	for (size_t i = 0; i < v.trace.n && !result; i++)
		if (cs_is_read(&v.trace, i) && limits.outcome[i] & CS_MISSED)
			t->by[v.at[i]] = (uint8_t)(number + 1);
	tier->asked = tier->result.requests;
	tier->answered = tier->result.requests - tier->result.misses;
	free(limits.outcome);
	view_free(&v);
	return result;
}

/*
 * A tier may take what is stale already from the one behind it, so versions are followed: that of the data, and
 * that of every tier's copy.
 */
static void count_stale(struct tiers *t)
{
	const struct cs_trace *trace = t->s->trace;
	uint32_t *version = wr_calloc((size_t)trace->unique * (t->count + 1), sizeof *version);

	for (size_t i = 0; i < trace->n; i++) {
		uint32_t *of = version + (size_t)trace->key[i] * (t->count + 1);

		if (!cs_is_read(trace, i)) {
			of[t->count]++;
			continue;
		}
		for (size_t k = 0; k < t->by[i]; k++)
			of[k] = of[t->by[i]];
		t->stale += of[t->by[i]] != of[t->count];
	}
	free(version);
}

static int open_tiers(struct tiers *t, struct wr_err *err)
{
	const struct cs_options *o = t->s->options;

	if (o->tier_count > CS_MOST_TIERS)
		return wr_fail(err, WR_EUSAGE, "there can be %d tiers at most", CS_MOST_TIERS);
	t->count = o->tier_count;
	for (size_t i = 0; i < t->count; i++) {
		const char *name = o->tiers[i].policy ? o->tiers[i].policy : "lru";

		t->tier[i].said = &o->tiers[i];
		t->tier[i].policy = cs_policy_find(name);
		if (!t->tier[i].policy || t->tier[i].policy->bound)
			return wr_fail(err, WR_EUSAGE, "tier %s: %s '%s'", o->tiers[i].name, t->tier[i].policy
				       ? "no cache can have the policy" : "there is no cache policy", name);
	}
	t->by = wr_calloc(t->s->trace->n + 1, 1);
	return 0;
}

static void add(const struct tiers *t, const char *what, const char *unit, enum wr_better better, double value)
{
	wr_run_add_fact(t->s->run, "cache", wr_arena_printf(t->s->run->arena, "%s.%s", t->s->prefix, what), unit,
			better, value);
}

static double share(uint64_t part, uint64_t of)
{
	return of ? (double)part / (double)of : 0;
}

/* Mean seconds of a read that asks `from` and those behind it; NaN if the latency of one that answers is not told. */
static double latency_from(const struct tiers *t, size_t from)
{
	const struct cs_options *o = t->s->options;
	uint64_t reads = t->tier[from].asked, left = reads;
	double sum = 0;

	for (size_t i = from; i < t->count; i++) {
		if (!(t->tier[i].said->latency > 0))
			return NAN;
		sum += (double)left * t->tier[i].said->latency;
		left -= t->tier[i].answered;
	}
	if (!(o->store_latency > 0))
		return NAN;
	sum += (double)left * o->store_latency;
	return reads ? sum / (double)reads : NAN;
}

static void add_measures(const struct tiers *t)
{
	struct wr_arena *arena = t->s->run->arena;
	uint64_t reads = t->tier[0].asked, answered = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct tier *tier = &t->tier[i];
		const char *name = wr_measure_part(arena, tier->said->name);

		answered += tier->answered;
		add(t, wr_arena_printf(arena, "tier.%s.hit_ratio", name), "ratio", WR_HIGHER_IS_BETTER,
		    share(tier->answered, tier->asked));
		add(t, wr_arena_printf(arena, "tier.%s.answers", name), "ratio", WR_HIGHER_IS_BETTER,
		    share(tier->answered, reads));
	}
	add(t, "tiers.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, share(answered, reads));
	if (!isnan(latency_from(t, 0)))
		add(t, "tiers.latency", "s", WR_LOWER_IS_BETTER, latency_from(t, 0));
	if (t->s->options->writes == CS_WRITE_ASIDE && t->s->trace->operation)
		add(t, "tiers.stale_ratio", "ratio", WR_LOWER_IS_BETTER, share(t->stale, answered));
	if (t->s->trace->operation)
		add(t, "tiers.stored", "1", WR_LOWER_IS_BETTER, (double)t->tier[t->count - 1].result.stored);
}

/* Of all reads, what reaches each tier and the store, and what is answered there. */
static void add_diagram(const struct tiers *t)
{
	struct wr_point reach[CS_MOST_TIERS + 1], answers[CS_MOST_TIERS + 1];
	struct wr_line lines[] = { { "reach it", "ratio", reach, t->count + 1 },
				   { "are answered", "ratio", answers, t->count + 1 } };
	uint64_t reads = t->tier[0].asked, left = reads;
	struct wr_buf name = WR_BUF_INIT;

	for (size_t i = 0; i <= t->count; i++) {
		uint64_t answered = i < t->count ? t->tier[i].answered : left;

		reach[i] = (struct wr_point){ (double)(i + 1), share(left, reads) };
		answers[i] = (struct wr_point){ (double)(i + 1), share(answered, reads) };
		left -= answered;
		wr_buf_printf(&name, "%s%zu = %s", i ? ", " : "tier: ", i + 1,
			      i < t->count ? t->tier[i].said->name : "store");
	}
	wr_run_add_series(t->s->run, &(struct wr_series){
		.name = wr_arena_printf(t->s->run->arena, "%s.tiers", t->s->prefix),
		.x_name = name.data, .x_unit = "1", .lines = lines, .line_count = 2,
	});
	wr_buf_free(&name);
}

static void say_tier(const struct tiers *t, size_t i, struct wr_buf *b)
{
	const struct tier *tier = &t->tier[i];
	char size[64], percent[32], latency[32];

	if (tier->said->by_bytes)
		wr_format_size(size, sizeof size, (double)tier->said->size);
	else
		wr_format_count(size, sizeof size, (double)tier->said->size);
	wr_buf_printf(b, "%s%s (%s, %s%s", i ? ", " : "", tier->said->name, tier->policy->name, size,
		      tier->said->by_bytes ? "" : tier->said->size == 1 ? " object" : " objects");
	if (tier->said->latency > 0)
		wr_buf_printf(b, ", %s", wr_format_duration(latency, sizeof latency, tier->said->latency));
	wr_buf_printf(b, ") answers %s%s", wr_format_percent(percent, sizeof percent,
							     share(tier->answered, t->tier[0].asked)),
		      i ? "" : " of the reads");
}

static void add_note(const struct tiers *t)
{
	struct wr_buf b = WR_BUF_INIT;
	char text[32], without[32];
	uint64_t left = t->tier[0].asked;
	double all = latency_from(t, 0), rest = t->count > 1 ? latency_from(t, 1) : (double)NAN;

	for (size_t i = 0; i < t->count; i++) {
		say_tier(t, i, &b);
		left -= t->tier[i].answered;
	}
	wr_buf_printf(&b, "; %s reach the store.", wr_format_percent(text, sizeof text, share(left, t->tier[0].asked)));
	if (!isnan(all))
		wr_buf_printf(&b, " A read takes %s on average", wr_format_duration(text, sizeof text, all));
	if (!isnan(all) && !isnan(rest))
		wr_buf_printf(&b, ", and one that %s misses %s", t->tier[0].said->name,
			      wr_format_duration(without, sizeof without, rest));
	if (!isnan(all))
		wr_buf_str(&b, ".");
	if (t->stale)
		wr_buf_printf(&b, " Of the answers %s are stale.", wr_format_percent(text, sizeof text,
			      share(t->stale, t->tier[0].asked - left)));
	wr_run_note(t->s->run, WR_NOTE, "%s: tiers: %s", t->s->prefix, b.data);
	wr_buf_free(&b);
}

int cs_tiers_add(struct cs_study *s, struct wr_err *err)
{
	struct tiers t = { .s = s };
	int result = 0;

	if (!s->options->tier_count)
		return 0;
	result = open_tiers(&t, err);
	for (size_t i = 0; i < t.count && !result; i++)
		result = replay_tier(&t, (uint8_t)i, err);
	if (!result) {
		if (s->options->writes == CS_WRITE_ASIDE)
			count_stale(&t);
		add_measures(&t);
		add_diagram(&t);
		add_note(&t);
		cs_over_time_tiers(s, t.by);
	}
	free(t.by);
	return result;
}
