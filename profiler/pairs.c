/*
 * pairs.c - head against base, in randomly ordered pairs.
 *
 * Measuring all of the one and then all of the other would take the drift of
 * a shared machine for a change; within a pair it is common to both sides.
 * After every fourth pair base is also measured against base: what differs
 * there is noise, and a change must be well above it.
 */
#include "profiler/profiler.h"

#include <math.h>
#include <stdlib.h>
#include "core/clock.h"
#include "core/progress.h"
#include "core/stats.h"
#include "core/units.h"
#include "profiler/fitness_p.h"
#include "profiler/instructions_p.h"
#include "profiler/job_p.h"
#include "profiler/machine_p.h"
#include "profiler/primary_p.h"
#include "profiler/publish_p.h"

enum { DEFAULT_MAX_PAIRS = 40, SAME_EVERY = 4, NOISE_RUNS = 10 };
#define SHORTEST_IN_NOISE 20.0
#define DEFAULT_SLOWDOWN 0.02
#define DEFAULT_GROWTH 0.05
#define DEFAULT_INSTRUCTION_GROWTH 0.01

struct session {
	const char *name;
	struct wr_arena *arena;
	struct wr_rng rng;
	struct pf_launcher *launcher;
	struct pf_job base, head;
	size_t min_pairs, max_pairs;
	unsigned warmup;
	double thresholds[PF_DRAWN];    /* practical, as ratios */
	struct pf_pairs pairs;
	double spawn_noise[PF_DRAWN];   /* spread of an empty program's times, seconds */
	double pressure;                /* share of the session in which tasks waited for a processor */
	struct pf_primary primary;
	bool unfit;
	bool instructions;
	double instruction_growth;      /* threshold, ratio */
	double counts[2][PF_COUNTED_RUNS];      /* by valgrind: of base and of head */
	bool has_counts;
	bool has_outputs;
	struct pf_outputs outputs;
	unsigned long long base_again;
	struct pf_opinion opinions[PF_METRICS];
};

static struct pf_sample *room(const struct session *s)
{
	return wr_arena_array(s->arena, s->max_pairs, sizeof(struct pf_sample));
}

static void take_options(struct session *s, const struct pf_options *o)
{
	double slowdown = o->max_slowdown > 0 ? o->max_slowdown : DEFAULT_SLOWDOWN;

	wr_rng_seed(&s->rng, o->seed ? o->seed : 1);
	s->max_pairs = o->max_pairs ? o->max_pairs : DEFAULT_MAX_PAIRS;
	s->min_pairs = o->min_pairs;
	s->warmup = o->warmup;
	s->thresholds[PF_WALL_TIME] = s->thresholds[PF_CPU_TIME] = slowdown;
	s->thresholds[PF_RSS_PEAK] = o->max_memory_growth > 0 ? o->max_memory_growth : DEFAULT_GROWTH;
	s->instructions = o->instructions;
	s->instruction_growth = o->max_instruction_growth > 0 ? o->max_instruction_growth : DEFAULT_INSTRUCTION_GROWTH;
	s->pairs = (struct pf_pairs){
		.base = room(s), .head = room(s), .same = { room(s), room(s) },
		.same_after = wr_arena_array(s->arena, s->max_pairs, sizeof(size_t)),
	};
}

/* ---- measuring ---- */

static int run_both(struct session *s, const struct pf_job *a, struct pf_sample *of_a, const struct pf_job *b,
		    struct pf_sample *of_b, struct wr_err *err)
{
	if (wr_rng_below(&s->rng, 2))
		return pf_launcher_run(s->launcher, a, &s->rng, of_a, err) ||
		       pf_launcher_run(s->launcher, b, &s->rng, of_b, err) ? -1 : 0;
	return pf_launcher_run(s->launcher, b, &s->rng, of_b, err) ||
	       pf_launcher_run(s->launcher, a, &s->rng, of_a, err) ? -1 : 0;
}

/* The first runs also tell whether the two sides print the same. */
static int compare_outputs(struct session *s, struct wr_err *err)
{
	struct pf_job base = s->base, head = s->head;
	struct pf_sample thrown_away[2];

	base.output = &s->outputs.base;
	head.output = &s->outputs.head;
	if (run_both(s, &base, &thrown_away[0], &head, &thrown_away[1], err))
		return -1;
	s->has_outputs = true;
	base.output = &s->base_again;
	if (s->outputs.base != s->outputs.head)
		return pf_launcher_run(s->launcher, &base, &s->rng, &thrown_away[0], err);
	return 0;
}

static int warm_up(struct session *s, struct wr_err *err)
{
	struct pf_sample thrown_away[2];

	if (s->warmup && compare_outputs(s, err))
		return -1;

	for (unsigned i = 1; i < s->warmup; i++)
		if (run_both(s, &s->base, &thrown_away[0], &s->head, &thrown_away[1], err))
			return -1;
	return 0;
}

static int measure_pair(struct session *s, struct wr_err *err)
{
	struct pf_pairs *p = &s->pairs;

	if (run_both(s, &s->base, &p->base[p->n], &s->head, &p->head[p->n], err))
		return -1;
	p->n++;
	if (p->n % SAME_EVERY)
		return 0;
	if (run_both(s, &s->base, &p->same[0][p->same_n], &s->base, &p->same[1][p->same_n], err))
		return -1;
	p->same_after[p->same_n++] = p->n;
	return 0;
}

static int measure_until(struct session *s, size_t pairs, struct wr_err *err)
{
	while (s->pairs.n < pairs) {
		wr_progress(s->pairs.n, s->max_pairs, s->head.who);
		if (measure_pair(s, err))
			return -1;
	}
	return 0;
}

static int measure_spawn_noise(struct session *s, struct wr_err *err)
{
	struct pf_sample samples[NOISE_RUNS];

	for (int i = 0; i < NOISE_RUNS; i++)
		if (pf_launcher_run_nothing(s->launcher, &s->rng, &samples[i], err))
			return -1;
	for (enum pf_metric m = PF_WALL_TIME; m <= PF_CPU_TIME; m++) {
		double *times = pf_values(m, samples, NOISE_RUNS);

		s->spawn_noise[m] = wr_mad(times, NOISE_RUNS);
		free(times);
	}
	return 0;
}

/* ---- judging ---- */

static struct pf_verdict judge(const struct session *s, enum pf_metric m)
{
	const struct pf_pairs *p = &s->pairs;
	double *ratios = pf_log_ratios(m, p->base, p->head, p->n);
	double *same = pf_log_ratios(m, p->same[0], p->same[1], p->same_n);
	struct pf_verdict v = pf_judge(ratios, p->n, same, p->same_n, s->thresholds[m]);

	free(ratios);
	free(same);
	return v;
}

/* The longer side's median: if only base is short, there is something to be seen. */
static double length_of(const struct session *s, enum pf_metric m)
{
	return fmax(pf_median(m, s->pairs.base, s->pairs.n), pf_median(m, s->pairs.head, s->pairs.n));
}

static bool is_too_short(const struct session *s, enum pf_metric m)
{
	return length_of(s, m) < SHORTEST_IN_NOISE * s->spawn_noise[m];
}

/* At the first look: what will be judged, and stays so whatever comes later. */
static void choose_what_to_judge(struct session *s)
{
	enum pf_metric m;

	s->primary = pf_choose_primary(s->pairs.base, s->pairs.head, s->pairs.n);
	m = s->primary.metric;
	s->opinions[m].standing = is_too_short(s, m) ? PF_REFUSED : s->unfit ? PF_UNFIT : PF_JUDGED;
	s->opinions[PF_RSS_PEAK].standing = s->unfit ? PF_UNFIT : PF_JUDGED;
	for (m = 0; m < PF_DRAWN; m++)
		s->opinions[m].verdict.answer = WR_CHANGE_INCONCLUSIVE;
}

/* An answer is final: what has one is not judged again.  True while one is missing. */
static bool look(struct session *s)
{
	bool go_on = false;

	for (enum pf_metric m = 0; m < PF_DRAWN; m++) {
		struct pf_opinion *o = &s->opinions[m];

		if (o->standing != PF_JUDGED || o->verdict.answer != WR_CHANGE_INCONCLUSIVE)
			continue;
		o->verdict = judge(s, m);
		go_on |= o->verdict.answer == WR_CHANGE_INCONCLUSIVE;
	}
	return go_on;
}

static size_t next_look(const struct session *s)
{
	size_t next = pf_next_look(s->pairs.n, s->max_pairs);

	while (next && next < s->min_pairs && next < s->max_pairs)
		next = pf_next_look(next, s->max_pairs);
	return next;
}

/* ---- instructions ---- */

static bool processor_counts(const struct session *s)
{
	return isfinite(pf_median(PF_INSTRUCTIONS, s->pairs.base, s->pairs.n)) &&
	       isfinite(pf_median(PF_INSTRUCTIONS, s->pairs.head, s->pairs.n));
}

static int count_by_valgrind(struct session *s, struct wr_err *err)
{
	for (int i = 0; i < PF_COUNTED_RUNS; i++)
		if (pf_count_instructions(&s->base, &s->counts[0][i], err) ||
		    pf_count_instructions(&s->head, &s->counts[1][i], err))
			return -1;
	s->has_counts = true;
	return 0;
}

static int judge_instructions(struct session *s, struct wr_err *err)
{
	struct pf_opinion *o = &s->opinions[PF_INSTRUCTIONS];
	double *base, *head;

	if (!s->instructions)
		return 0;
	o->standing = s->unfit ? PF_UNFIT : PF_JUDGED;
	if (!processor_counts(s)) {
		if (count_by_valgrind(s, err))
			return -1;
		o->verdict = pf_judge_counts(s->counts[0], s->counts[1], PF_COUNTED_RUNS, s->instruction_growth);
		return 0;
	}
	base = pf_values(PF_INSTRUCTIONS, s->pairs.base, s->pairs.n);
	head = pf_values(PF_INSTRUCTIONS, s->pairs.head, s->pairs.n);
	o->verdict = pf_judge_counts(base, head, s->pairs.n, s->instruction_growth);
	free(base);
	free(head);
	return 0;
}

static int measure_and_judge(struct session *s, struct wr_err *err)
{
	double started = wr_monotonic(), pressure = pf_cpu_pressure();
	size_t next;
	bool go_on = true;

	s->unfit = pf_is_unfit(&s->base) || pf_is_unfit(&s->head);

	if (measure_spawn_noise(s, err) || warm_up(s, err))
		return -1;
	while (go_on && (next = next_look(s)) > 0) {
		bool first = s->pairs.n == 0;

		if (measure_until(s, next, err))
			return -1;
		if (first)
			choose_what_to_judge(s);
		go_on = look(s);
	}
	s->pressure = (pf_cpu_pressure() - pressure) / (wr_monotonic() - started);
	return judge_instructions(s, err);
}

/* ---- telling ---- */

static void note_primary(const struct session *s, struct wr_run *run)
{
	char share[32];

	wr_format_percent(share, sizeof share, s->primary.computing);
	switch (s->primary.reason) {
	case PF_COMPUTES:
		wr_run_note(run, WR_NOTE, "benchmark '%s' is judged by CPU time: it computes for %s of its wall time",
			    s->name, share);
		break;
	case PF_IS_PREEMPTED:
		wr_run_note(run, WR_NOTE, "benchmark '%s' is judged by CPU time: it computes for %s of its wall time "
			    "and waits for a processor in the rest; other work is running on this machine",
			    s->name, share);
		break;
	case PF_WAITS:
		wr_run_note(run, WR_NOTE, "benchmark '%s' is judged by wall time: it computes for only %s of it",
			    s->name, share);
		break;
	case PF_IS_PARALLEL:
		wr_run_note(run, WR_NOTE, "benchmark '%s' is judged by wall time: it computes on several processors "
			    "at once (CPU time is %s of wall time)", s->name, share);
		break;
	}
}

static void note_refused(const struct session *s, struct wr_run *run)
{
	enum pf_metric m = s->primary.metric;
	char took[32], noise[32];

	if (s->opinions[m].standing != PF_REFUSED)
		return;
	wr_format_duration(took, sizeof took, length_of(s, m));
	wr_format_duration(noise, sizeof noise, s->spawn_noise[m]);
	wr_run_note(run, WR_WARNING, "benchmark '%s' is too short to be judged: its %s is %s, which is less than %.0f "
		    "times the noise of starting a program (%s); let the command repeat its work",
		    s->name, pf_metric_name(m), took, SHORTEST_IN_NOISE, noise);
}

static void note_inconclusive(const struct session *s, enum pf_metric m, struct wr_run *run)
{
	const struct pf_verdict *v = &s->opinions[m].verdict;
	char ratio[32], low[32], high[32], noise[32];

	if (s->opinions[m].standing != PF_JUDGED || v->answer != WR_CHANGE_INCONCLUSIVE)
		return;
	wr_format_percent(ratio, sizeof ratio, expm1(v->shift));
	wr_format_percent(low, sizeof low, expm1(v->low));
	wr_format_percent(high, sizeof high, expm1(v->high));
	wr_format_percent(noise, sizeof noise, expm1(v->noise));
	if (v->pairs_needed)
		wr_run_note(run, WR_WARNING, "benchmark '%s': %s is inconclusive after %zu pairs: it changed by %s "
			    "(95 %% interval %s to %s); about %zu pairs would give an answer",
			    s->name, pf_metric_name(m), s->pairs.n, ratio, low, high, v->pairs_needed);
	else
		wr_run_note(run, WR_WARNING, "benchmark '%s': %s is inconclusive after %zu pairs: it changed by %s, but "
			    "base against base differs by %s too; a quieter machine is needed, not more pairs",
			    s->name, pf_metric_name(m), s->pairs.n, ratio, noise);
}

/* The time that is not judged, where it alone became worse. */
static void note_other_time(const struct session *s, struct wr_run *run)
{
	enum pf_metric other = s->primary.metric == PF_CPU_TIME ? PF_WALL_TIME : PF_CPU_TIME;
	struct pf_verdict v = judge(s, other);
	char ratio[32];

	if (v.answer != WR_CHANGE_FAIL || s->opinions[s->primary.metric].standing == PF_REFUSED ||
	    s->opinions[s->primary.metric].verdict.answer == WR_CHANGE_FAIL)
		return;
	wr_format_percent(ratio, sizeof ratio, expm1(v.shift));
	wr_run_note(run, WR_WARNING, "benchmark '%s': %s grew by %s while %s did not; it is not what this benchmark "
		    "is judged by, but %s", s->name, pf_metric_name(other), ratio,
		    pf_metric_name(s->primary.metric),
		    other == PF_WALL_TIME ? "the command waits longer" : "the command computes more");
}

static void publish_pressure(const struct session *s, struct wr_run *run)
{
	const char *part = wr_measure_part(s->arena, s->name);

	if (isfinite(s->pressure))
		wr_run_add_fact(run, "bench", wr_arena_printf(s->arena, "bench.%s.cpu_pressure", part), "ratio",
				WR_LOWER_IS_BETTER, fmin(s->pressure, 1));
}

static void publish_instructions(const struct session *s, struct wr_run *run)
{
	const struct pf_opinion *o = &s->opinions[PF_INSTRUCTIONS];

	if (!s->instructions)
		return;
	pf_note_instructions(run, s->name, s->has_counts ? "valgrind" : "the processor");
	if (s->has_counts)
		pf_publish_counts(run, s->name, s->counts[0], s->counts[1], PF_COUNTED_RUNS, o);
	if (o->standing == PF_JUDGED && o->verdict.answer == WR_CHANGE_INCONCLUSIVE)
		wr_run_note(run, WR_WARNING, "benchmark '%s': the number of instructions is inconclusive, it differs from "
			    "run to run; fix what is random in the command (hash seeds, addresses, time)", s->name);
}

static void publish(struct session *s, struct wr_run *run)
{
	pf_note_machine(run);
	pf_note_build(run, &s->base);
	pf_note_build(run, &s->head);
	if (s->has_outputs)
		pf_note_outputs(run, s->name, &s->outputs, s->base_again);
	note_primary(s, run);
	note_refused(s, run);
	for (enum pf_metric m = 0; m < PF_DRAWN; m++)
		note_inconclusive(s, m, run);
	note_other_time(s, run);
	pf_publish_pairs(run, s->name, &s->pairs, s->opinions);
	publish_instructions(s, run);
	publish_pressure(s, run);
}

int pf_compare(const struct pf_command *base, const struct pf_command *head,
	       const struct pf_options *options, struct wr_run *run, struct wr_err *err)
{
	const struct pf_options defaults = PF_OPTIONS_DEFAULT;
	struct session s = { .name = head->name, .arena = wr_arena_new(), .launcher = pf_launcher_open(err) };
	int result = -1;

	take_options(&s, options ? options : &defaults);
	if (s.launcher && !pf_prepare(base, "base", s.arena, &s.base, err) &&
	    !pf_prepare(head, "head", s.arena, &s.head, err))
		result = measure_and_judge(&s, err);
	if (!result)
		publish(&s, run);
	pf_launcher_close(s.launcher);
	wr_arena_free(s.arena);
	return result;
}
