/* join.c - a base's measures and findings beside those of the run. */
#include "gate/gate_p.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/machine.h"

#define DEFAULT_MAX_CHANGE 0.10

/* What gives the same number when it is measured again, or nearly, and is
 * worth having better.  The rest is compared for the reader's sake only:
 * noise that can trip a gate gets the gate switched off. */
static const char *const repeatable[] = { "cpu_time", "rss_peak", "instructions", "hit_ratio", NULL };

static size_t parts(const char *name)
{
	size_t n = 1;

	while ((name = strchr(name, '.'))) {
		n++;
		name++;
	}
	return n;
}

static bool is_repeatable(const struct wr_measure *m)
{
	const char *metric = gt_metric(m->name);

	if (!strcmp(m->stage, "load"))
		return false;
	/* Of a cache only what runs today, cache.<name>.hit_ratio; the rest says what could be. */
	if (!strcmp(m->stage, "cache") && parts(m->name) != 3)
		return false;
	for (size_t i = 0; repeatable[i]; i++) {
		if (!strcmp(repeatable[i], metric))
			return true;
	}
	return false;
}

static bool is_time(const struct wr_measure *m)
{
	return !strcmp(m->unit, "s") || !strcmp(m->unit, "1/s");
}

struct joiner {
	struct wr_run *run;
	const struct wr_run *base;
	double max_change;
	bool other_machine;     /* the base was measured there */
};

/* Whether the change can fail the gate. */
static bool is_judged(const struct joiner *j, const struct wr_measure *m)
{
	if (!is_repeatable(m))
		return false;
	/* The C library chooses its functions by the processor: the same program executes others elsewhere. */
	if (!strcmp(gt_metric(m->name), "instructions"))
		return !j->other_machine;
	/* One timing without an interval says nothing of the next. */
	return !is_time(m) || (!j->other_machine && gt_has_interval(&m->now) && gt_has_interval(&m->base));
}

/* By how much it is worse, as a ratio of the base; from nothing to something is beyond all ratios. */
static double worsening(const struct wr_measure *m)
{
	double more = m->better == WR_LOWER_IS_BETTER ? m->now.value - m->base.value : m->base.value - m->now.value;

	return more > 0 ? more / fabs(m->base.value) : 0;
}

static bool intervals_overlap(const struct wr_measure *m)
{
	if (!gt_has_interval(&m->now) || !gt_has_interval(&m->base))
		return false;
	return m->now.low <= m->base.high && m->base.low <= m->now.high;
}

static enum wr_change_verdict verdict_of(const struct joiner *j, const struct wr_measure *m)
{
	/* 1.1 / 1 - 1 is a little more than 0.1. */
	const double rounding = 1e-9;

	if (!is_judged(j, m) || !(worsening(m) > j->max_change + rounding))
		return WR_CHANGE_PASS;
	return intervals_overlap(m) ? WR_CHANGE_INCONCLUSIVE : WR_CHANGE_FAIL;
}

static double ratio_of(const struct wr_stat *now, const struct wr_stat *base)
{
	if (now->value >= base->value && now->value <= base->value)
		return 1;
	return base->value < 0 || base->value > 0 ? now->value / base->value : NAN;
}

static void join_measure(const struct joiner *j, struct wr_measure *m)
{
	const struct wr_measure *before = m->has_base ? NULL : wr_run_find_measure(j->base, m->name);

	/* How many files and lines were read is neither better nor worse. */
	if (!before || strcmp(before->unit, m->unit) != 0 || !strcmp(m->stage, "analyze"))
		return;
	m->has_base = true;
	m->base = before->now;
	if (!isfinite(m->now.value) || !isfinite(m->base.value))
		return;
	m->has_change = true;
	m->change = (struct wr_change){ ratio_of(&m->now, &m->base), NAN, NAN, NAN, WR_CHANGE_PASS };
	m->change.verdict = verdict_of(j, m);
	if (is_judged(j, m))
		m->limit_ratio = m->better == WR_LOWER_IS_BETTER ? 1 + j->max_change : 1 - j->max_change;
}

static bool stage_is_ok(const struct wr_run *run, const char *name)
{
	for (size_t i = 0; i < run->stage_count; i++) {
		if (!strcmp(run->stages[i].name, name) && run->stages[i].status == WR_STAGE_OK)
			return true;
	}
	return false;
}

/* A benchmark that is gone is no longer guarded: that must be seen. */
static void note_missing(const struct joiner *j)
{
	const char *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < j->base->measure_count; i++) {
		const struct wr_measure *m = &j->base->measures[i];

		if (!is_repeatable(m) || !stage_is_ok(j->run, m->stage) || wr_run_find_measure(j->run, m->name))
			continue;
		if (!n++)
			first = m->name;
	}
	if (n == 1)
		wr_run_note(j->run, WR_WARNING, "%s is in the base and was not measured now", first);
	else if (n)
		wr_run_note(j->run, WR_WARNING, "%zu measures of the base were not measured now, the first: %s", n, first);
}

/* A run that does not say where it was measured is from here. */
static const char *machine_of(const struct wr_run *run, char here[17])
{
	return run->machine ? run->machine : wr_machine(here);
}

static bool are_from_other_machines(const struct wr_run *run, const struct wr_run *base)
{
	char here[17];

	return base->machine && strcmp(base->machine, machine_of(run, here)) != 0;
}

void gt_join_base(struct wr_run *run, const struct wr_run *base, double max_change)
{
	struct joiner j = { run, base, max_change > 0 ? max_change : DEFAULT_MAX_CHANGE, are_from_other_machines(run, base) };

	if (j.other_machine)
		wr_run_note(run, WR_WARNING,
			    "the baseline was made on another machine: its times are shown, not judged");
	for (size_t i = 0; i < run->measure_count; i++)
		join_measure(&j, &run->measures[i]);
	note_missing(&j);
	gt_join_findings(run, base);
}
