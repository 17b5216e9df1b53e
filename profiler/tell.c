/* tell.c - what a session of pairs found, as notices, measures and series of the run. */
#include "profiler/session_p.h"

#include <math.h>
#include <stdlib.h>
#include "core/units.h"

static void note_primary(const struct pf_session *s, struct wr_run *run)
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

static void note_refused(const struct pf_session *s, struct wr_run *run)
{
	enum pf_metric m = s->primary.metric;
	char took[32], noise[32];

	if (s->opinions[m].standing != PF_REFUSED)
		return;
	wr_format_duration(took, sizeof took, pf_session_length(s, m));
	wr_format_duration(noise, sizeof noise, s->spawn_noise[m]);
	wr_run_note(run, WR_WARNING, "benchmark '%s' is too short to be judged: its %s is %s, which is less than %.0f "
		    "times the noise of starting a program (%s); let the command repeat its work",
		    s->name, pf_metric_name(m), took, PF_SHORTEST_IN_NOISE, noise);
}

void pf_note_inconclusive(struct wr_run *run, const char *what, const struct pf_verdict *v, size_t pairs)
{
	char ratio[32], low[32], high[32], noise[32];

	if (v->answer != WR_CHANGE_INCONCLUSIVE)
		return;
	wr_format_percent(ratio, sizeof ratio, expm1(v->shift));
	wr_format_percent(low, sizeof low, expm1(v->low));
	wr_format_percent(high, sizeof high, expm1(v->high));
	wr_format_percent(noise, sizeof noise, expm1(v->noise));
	if (v->pairs_needed)
		wr_run_note(run, WR_WARNING, "%s is inconclusive after %zu pairs: it changed by %s (95 %% interval %s to %s); "
			    "about %zu pairs would give an answer", what, pairs, ratio, low, high, v->pairs_needed);
	else
		wr_run_note(run, WR_WARNING, "%s is inconclusive after %zu pairs: it changed by %s, but base against base "
			    "differs by %s too; a quieter machine is needed, not more pairs", what, pairs, ratio, noise);
}

static void note_inconclusive(const struct pf_session *s, enum pf_metric m, struct wr_run *run)
{
	if (s->opinions[m].standing == PF_JUDGED)
		pf_note_inconclusive(run, wr_arena_printf(s->arena, "benchmark '%s': %s", s->name, pf_metric_name(m)),
				     &s->opinions[m].verdict, s->pairs.n);
}

/* Where the median of the pairs does not bear out what the test says of their centre, a reader should look at them. */
static void note_second_opinion(const struct pf_session *s, enum pf_metric m, struct wr_run *run)
{
	char low[32], high[32];
	double *ratios, from, to;

	if (s->opinions[m].standing != PF_JUDGED || s->opinions[m].verdict.answer != WR_CHANGE_FAIL)
		return;
	ratios = pf_log_ratios(m, s->pairs.base, s->pairs.head, s->pairs.n);
	pf_bootstrap_median(ratios, s->pairs.n, &from, &to);
	free(ratios);
	if (from > 0)
		return;
	wr_format_percent(low, sizeof low, expm1(from));
	wr_format_percent(high, sizeof high, expm1(to));
	wr_run_note(run, WR_WARNING, "benchmark '%s': %s fails, but the bootstrapped interval of its median change, %s to %s, holds "
		    "0: look at the pairs", s->name, pf_metric_name(m), low, high);
}

/* The time that is not judged, where it alone became worse. */
static void note_other_time(const struct pf_session *s, struct wr_run *run)
{
	enum pf_metric other = s->primary.metric == PF_CPU_TIME ? PF_WALL_TIME : PF_CPU_TIME;
	struct pf_verdict v = pf_session_judge(s, other);
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

static void publish_instructions(const struct pf_session *s, struct wr_run *run)
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

void pf_session_publish(struct pf_session *s, struct wr_run *run)
{
	pf_note_machine(run);
	pf_note_build(run, &s->base);
	pf_note_build(run, &s->head);
	pf_note_left_running(run, s->base.who, s->pairs.base, s->pairs.n);
	pf_note_left_running(run, s->head.who, s->pairs.head, s->pairs.n);
	if (s->has_outputs)
		pf_note_outputs(run, s->name, &s->outputs, s->base_again);
	if (!s->suite) {
		note_primary(s, run);
		note_refused(s, run);
		note_other_time(s, run);
	}
	for (enum pf_metric m = 0; m < PF_DRAWN; m++) {
		note_inconclusive(s, m, run);
		note_second_opinion(s, m, run);
	}
	if (s->suite)
		pf_suite_publish_pairs(s->suite, s->pairs.n, run);
	pf_publish_pairs(run, s->name, &s->pairs, s->opinions);
	publish_instructions(s, run);
	pf_publish_surroundings(run, wr_measure_part(s->arena, s->name), &s->surroundings);
}
