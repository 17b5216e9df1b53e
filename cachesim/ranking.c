/* ranking.c - which policy and which size, by how much, and why, in sentences. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/buf.h"
#include "core/units.h"
#include "cachesim/study_p.h"

#define MUCH_WASTE      0.25    /* of what LRU takes in: a reason to speak of it */

struct text { char s[64]; };    /* a quantity in words, by value */

static struct text percent(double ratio)
{
	struct text t;

	wr_format_percent(t.s, sizeof t.s, ratio);
	return t;
}

static struct text count(double n)
{
	struct text t;

	wr_format_count(t.s, sizeof t.s, n);
	return t;
}

static struct text bytes(double n)
{
	struct text t;

	wr_format_size(t.s, sizeof t.s, n);
	return t;
}

static struct text size_of(const struct cs_study *s, uint64_t size)
{
	struct text t;

	if (s->options->by_bytes)
		return bytes((double)size);
	snprintf(t.s, sizeof t.s, "%.40s object%s", count((double)size).s, size == 1 ? "" : "s");
	return t;
}

static void note_doubts(const struct cs_study *s)
{
	const struct cs_trace *t = s->trace;

	if (t->damaged)
		wr_run_note(s->run, WR_WARNING, "%s: %zu damaged lines were skipped; the first: %s",
			    s->prefix, t->damaged, t->first_damage ? t->first_damage : "not known");
	if (t->unordered)
		wr_run_note(s->run, WR_WARNING, "%s: the times of %zu requests go back; each was taken as "
			    "the latest before it", s->prefix, t->unordered);
	if (s->facts.reads < 10000)
		wr_run_note(s->run, WR_WARNING, "%s: only %s reads: a longer trace says more about "
			    "production", s->prefix, count((double)s->facts.reads).s);
}

static void note_working_set(const struct cs_study *s)
{
	char size[80] = "";

	if (s->facts.footprint)
		snprintf(size, sizeof size, " (%s)", bytes((double)s->facts.footprint).s);
	wr_run_note(s->run, WR_NOTE, "%s: %s reads over %s keys%s, %s of which are read once. "
		    "A cache that holds everything answers %s of the reads.", s->prefix,
		    count((double)s->facts.reads).s, count(s->trace->unique).s, size,
		    percent((double)s->facts.read_once / s->trace->unique).s, percent(s->best).s);
}

static int note_size(const struct cs_study *s, struct wr_err *err)
{
	struct cs_result r;

	if (!s->enough) {
		wr_run_note(s->run, WR_NOTE, "%s: no cache pays here: even one that holds all %s keys answers "
			    "only %s of the reads.", s->prefix, count(s->trace->unique).s, percent(s->best).s);
		return 0;
	}
	if (cs_study_lru(s, s->enough, &r, err))
		return -1;
	wr_run_note(s->run, WR_NOTE, "%s: recommended size: %s. LRU answers %s of the reads with that; holding "
		    "everything (%s) would add %.1f points.", s->prefix, size_of(s, s->enough).s,
		    percent(cs_hit_ratio(&r)).s, size_of(s, s->whole).s,
		    100 * (s->best - cs_hit_ratio(&r)));
	return 0;
}

static void say_today(const struct cs_study *s, const struct cs_verdict *v, struct wr_buf *b)
{
	if (v->size != s->sizes[s->judged] || s->today == cs_policy_find("lru"))
		return;
	if (v->advised && s->today == v->best.policy)
		wr_buf_str(b, " It is what you run today.");
	else
		wr_buf_printf(b, " Today's %s answers %s.", s->today->name, percent(s->todays).s);
}

static void say_lru_is_enough(const struct cs_study *s, const struct cs_verdict *v, struct wr_buf *b)
{
	wr_buf_printf(b, "at %s LRU is enough: it answers %s of the reads", size_of(s, v->size).s,
		      percent(v->lru).s);
	if (v->best.whole <= 0)
		wr_buf_str(b, ", and no other policy more.");
	else if (v->best.whole < CS_LEAST_GAIN)
		wr_buf_printf(b, ", and %s, the best of the others, only %.2f points more.",
			      v->best.policy->name, 100 * v->best.whole);
	else
		wr_buf_printf(b, "; %s, the best of the others, gains %.1f points on the whole trace, but %.1f "
			      "and %.1f on its two halves: not enough to count on.", v->best.policy->name,
			      100 * v->best.whole, 100 * v->best.half[0], 100 * v->best.half[1]);
}

/* The LRU size that has as many hits; 0 = not known. */
static uint64_t lru_size_for(const struct cs_study *s, double hit_ratio)
{
	uint64_t misses = (uint64_t)llround((1 - hit_ratio) * (double)s->facts.reads), size = 0;

	while (s->curve && size < s->whole && s->curve[size] > misses)
		size++;
	return size;
}

static int say_why(const struct cs_study *s, const struct cs_verdict *v, struct wr_buf *b,
		   struct wr_err *err)
{
	struct cs_limits limits = { .capacity = v->size, .by_bytes = s->options->by_bytes };
	struct cs_churn churn;
	const char *and = "";

	if (cs_churn_find(&churn, s->trace, &limits, err))
		return -1;
	wr_buf_str(b, " Why: ");
	if (churn.wasted > MUCH_WASTE) {
		wr_buf_printf(b, "%s of what LRU takes in leaves without a hit", percent(churn.wasted).s);
		and = ", and ";
	}
	if (churn.scans) {
		wr_buf_printf(b, "%s%zu scan%s (%s of the reads) push%s out what is in use", and, churn.scans,
			      churn.scans == 1 ? "" : "s", percent(churn.scanned).s,
			      churn.scans == 1 ? "es" : "");
		and = ", and ";
	}
	if (!*and)
		wr_buf_str(b, "popular objects leave LRU when a run of others comes by");
	wr_buf_printf(b, ". %s", v->best.policy->help);
	return 0;
}

static int say_advice(const struct cs_study *s, const struct cs_verdict *v, struct wr_buf *b,
		      struct wr_err *err)
{
	double hits = v->lru + v->best.whole;
	uint64_t same = lru_size_for(s, hits);

	wr_buf_printf(b, "at %s use %s (%s): it answers %s of the reads, %.1f points more than LRU "
		      "(%.1f and %.1f on the two halves of the trace).", size_of(s, v->size).s,
		      v->best.policy->name, v->best.policy->title, percent(hits).s, 100 * v->best.whole,
		      100 * v->best.half[0], 100 * v->best.half[1]);
	if (same)
		wr_buf_printf(b, " LRU needs %s for as many.", size_of(s, same).s);
	return say_why(s, v, b, err);
}

/* By bytes the bound is none, only a rule that knows the future. */
static void say_attainable(const struct cs_study *s, const struct cs_verdict *v, struct wr_buf *b)
{
	double best = v->lru + v->best.whole;

	if (!(v->attainable > 0))
		return;
	wr_buf_printf(b, " %s %s: LRU reaches %s of that", s->options->by_bytes
		      ? "Belady's rule, which knows the future, answers" : "No policy can answer more than",
		      percent(v->attainable).s, percent(v->lru / v->attainable).s);
	if (v->best.whole > 0)
		wr_buf_printf(b, ", %s %s", v->best.policy->name, percent(best / v->attainable).s);
	wr_buf_str(b, ".");
}

static int note_verdict(const struct cs_study *s, const struct cs_verdict *v, struct wr_err *err)
{
	struct wr_buf b = WR_BUF_INIT;
	int result = 0;

	if (v->advised)
		result = say_advice(s, v, &b, err);
	else
		say_lru_is_enough(s, v, &b);
	say_attainable(s, v, &b);
	say_today(s, v, &b);
	if (!result)
		wr_run_note(s->run, WR_NOTE, "%s: %s", s->prefix, b.data);
	wr_buf_free(&b);
	return result;
}

/* Sizes that the user asked for are all answered; of derived ones the one with the largest gain. */
static int note_policies(const struct cs_study *s, struct wr_err *err)
{
	struct cs_verdict *v = wr_calloc(s->size_count, sizeof *v);
	size_t best = 0;
	int result = 0;

	for (size_t i = 0; i < s->size_count && !result; i++) {
		result = cs_verdict_find(s, i, &v[i], err);
		if (v[i].advised > v[best].advised ||
		    (v[i].advised == v[best].advised && v[i].best.whole > v[best].best.whole))
			best = i;
		if (!result && s->options->size_count && v[i].best.policy)
			result = note_verdict(s, &v[i], err);
	}
	if (!result && !s->options->size_count && v[best].best.policy)
		result = note_verdict(s, &v[best], err);
	free(v);
	return result;
}

static int note_ttl(const struct cs_study *s, struct wr_err *err)
{
	uint64_t size = s->sizes[s->judged];
	struct cs_result ttl, lru;
	char duration[32];

	if (!(s->ttl > 0))
		return 0;
	if (cs_study_replay(s, s->trace, cs_policy_find("ttl"), size, &ttl, err) ||
	    cs_study_lru(s, size, &lru, err))
		return -1;
	wr_format_duration(duration, sizeof duration, s->ttl);
	wr_run_note(s->run, WR_NOTE, "%s: a time to live of %s%s costs %.1f points of hit ratio against LRU "
		    "at %s.", s->prefix, duration,
		    s->options->ttl > 0 ? "" : ", within which 95 % of the repeated reads come,",
		    100 * (cs_hit_ratio(&lru) - cs_hit_ratio(&ttl)), size_of(s, size).s);
	return 0;
}

int cs_ranking_add(struct cs_study *s, struct wr_err *err)
{
	note_doubts(s);
	note_working_set(s);
	if (note_size(s, err) || note_policies(s, err))
		return -1;
	return note_ttl(s, err) ? -1 : cs_writes_add(s, err);
}
