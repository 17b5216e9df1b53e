/* family.c - many benchmarks judged at once.  See gate.h. */
#include "gate/gate_p.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/stats.h"
#include "core/units.h"

#define FALSE_DISCOVERIES 0.01
#define LOOKS 3         /* at the data of one session (profiler/verdict.h) */

/* By a test: what was compared exactly has no p-value, and is no matter of chance. */
static bool is_failure(const struct wr_measure *m)
{
	return !strcmp(m->stage, "bench") && m->has_change && isfinite(m->change.p) &&
	       m->change.verdict == WR_CHANGE_FAIL;
}

/* "bench.<name>." with the name as wr_measure_part() writes it. */
static bool is_of(const struct wr_measure *m, const char *part)
{
	size_t n = strlen(part), stage = strlen("bench.");

	return !strncmp(m->name, "bench.", stage) && !strncmp(m->name + stage, part, n) && m->name[stage + n] == '.';
}

bool gt_is_to_confirm(const struct wr_run *run, const char *benchmark)
{
	struct wr_arena *arena = wr_arena_new();
	const char *part = wr_measure_part(arena, benchmark);
	bool found = false;

	for (size_t i = 0; i < run->measure_count && !found; i++)
		found = is_failure(&run->measures[i]) && is_of(&run->measures[i], part);
	wr_arena_free(arena);
	return found;
}

static void withdraw(struct wr_run *run, struct wr_measure *m, const char *why)
{
	m->change.verdict = WR_CHANGE_INCONCLUSIVE;
	wr_run_note(run, WR_WARNING, "%s became worse in the first session, but %s", m->name, why);
}

/* The chance of the better of the looks: Bonferroni, which holds for looks that depend on each other. */
static double over_looks(double p)
{
	return fmin(1, LOOKS * p);
}

/* Fisher 1932: -2 ln(p q) is chi-square with 4 degrees of freedom, whose tail is closed. */
static double combined(double p, double q)
{
	double product = over_looks(p) * over_looks(q);

	return product > 0 ? fmin(1, product * (1 - log(product))) : 0;
}

void gt_confirm(struct wr_run *run, const struct wr_run *again)
{
	for (size_t i = 0; i < again->measure_count; i++) {
		const struct wr_measure *fresh = &again->measures[i];
		struct wr_measure *m = wr_run_find_measure(run, fresh->name);

		if (!m || !is_failure(m))
			continue;
		if (!is_failure(fresh))
			withdraw(run, m, "fresh pairs did not confirm it");
		else
			m->change.p = combined(m->change.p, fresh->change.p);
	}
}

static bool has_cpu_time(const struct wr_run *run, const struct wr_measure *m)
{
	size_t stem = (size_t)(gt_metric(m->name) - m->name);
	char name[512];

	snprintf(name, sizeof name, "%.*scpu_time", (int)stem, m->name);
	return wr_run_find_measure(run, name) != NULL;
}

/* What is judged of a benchmark: one of its times (other tools' results may have wall time alone), and its memory. */
static bool is_one_test(const struct wr_run *run, const struct wr_measure *m)
{
	const char *metric = gt_metric(m->name);

	if (strcmp(m->stage, "bench") != 0 || !m->has_change)
		return false;
	return !strcmp(metric, "cpu_time") || !strcmp(metric, "rss_peak") ||
	       (!strcmp(metric, "wall_time") && !has_cpu_time(run, m));
}

void gt_hold_false_discoveries(struct wr_run *run)
{
	double *p = wr_calloc(run->measure_count, sizeof *p), *q = wr_calloc(run->measure_count, sizeof *q);
	size_t n = run->measure_count;

	/* What did not fail is not rejected whatever its p-value; counted as 1 it only makes this stricter. */
	for (size_t i = 0; i < n; i++) {
		const struct wr_measure *m = &run->measures[i];

		/* A wall time that fails stands for the CPU time that was not judged. */
		p[i] = is_failure(m) ? m->change.p : is_one_test(run, m) ? 1 : NAN;
	}
	wr_benjamini_hochberg(p, n, q);
	for (size_t i = 0; i < n; i++)
		if (is_failure(&run->measures[i]) && q[i] > FALSE_DISCOVERIES)
			withdraw(run, &run->measures[i], "among so many benchmarks that happens by chance");
	free(p);
	free(q);
}
