/* suite.c - a command that is a suite of benchmarks, run in pairs.  See suite_p.h. */
#include "profiler/suite_p.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/stats.h"
#include "core/text.h"
#include "profiler/results_p.h"
#include "profiler/session_p.h"

#define COMPUTES 0.8    /* of what the command as a whole computes of its wall time */

struct metric {
	const char *name, *unit;        /* "bench.<part>.<benchmark>.cpu_time" */
	enum wr_better better;
	bool is_unfit;
	double *values[PF_SIDES];       /* by pair; NaN where the run had none */
	struct pf_opinion opinion;
};

struct pf_suite {
	struct wr_arena *arena;
	const char *part;
	size_t max_pairs;
	struct metric *metrics;
	size_t n, cap;
	struct wr_run *said;            /* notices of the readers, from the first reading of each side */
	bool has_read[PF_SIDES];
};

struct pf_suite *pf_suite_new(const char *part, size_t max_pairs)
{
	struct pf_suite *s = wr_calloc(1, sizeof *s);

	s->arena = wr_arena_new();
	s->part = wr_arena_strdup(s->arena, part);
	s->max_pairs = max_pairs;
	s->said = wr_run_new();
	return s;
}

void pf_suite_free(struct pf_suite *s)
{
	if (!s)
		return;
	wr_run_free(s->said);
	free(s->metrics);
	wr_arena_free(s->arena);
	free(s);
}

static struct metric *find(const struct pf_suite *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (!strcmp(s->metrics[i].name, name))
			return &s->metrics[i];
	return NULL;
}

static struct metric *add_metric(struct pf_suite *s, const char *name, const struct pf_result *r)
{
	struct metric *m = WR_PUSH(s->metrics, s->n, s->cap);

	*m = (struct metric){ .name = name, .unit = wr_arena_strdup(s->arena, r->unit), .better = r->better };
	for (int side = 0; side < PF_SIDES; side++) {
		m->values[side] = wr_arena_array(s->arena, s->max_pairs, sizeof(double));
		for (size_t i = 0; i < s->max_pairs; i++)
			m->values[side][i] = NAN;
	}
	return m;
}

/* ---- taking ---- */

struct taking { struct pf_suite *suite; enum pf_side side; size_t at; };

static void take(const struct pf_result *r, void *user)
{
	const struct taking *t = user;
	struct pf_suite *s = t->suite;
	const char *name = wr_arena_printf(s->arena, "bench.%s.%s", s->part, r->name + strlen("bench."));
	struct metric *m = find(s, name);

	if (!m)
		m = add_metric(s, name, r);
	m->values[t->side][t->at] = r->stat.value;
	m->is_unfit |= r->is_unfit;
}

int pf_suite_take(struct pf_suite *s, enum pf_side side, size_t at, const char *text, size_t n, const char *who,
		  struct wr_err *err)
{
	struct taking t = { s, side, at };
	struct wr_run *ignored = s->has_read[side] ? wr_run_new() : NULL;
	int result = pf_read_results_text(text, n, who, ignored ? ignored : s->said, take, &t, err);

	s->has_read[side] = true;
	wr_run_free(ignored);
	return result;
}

/* ---- judging ---- */

static bool has_suffix(const struct metric *m, const char *metric)
{
	return wr_ends_with(m->name, metric) && m->name[strlen(m->name) - strlen(metric) - 1] == '.';
}

static struct metric *sibling(const struct pf_suite *s, const struct metric *m, const char *from, const char *to)
{
	size_t stem = strlen(m->name) - strlen(from);

	return find(s, wr_arena_printf(s->arena, "%.*s%s", (int)stem, m->name, to));
}

/* The n first values of a side that are there, the caller's to free. */
static double *known(const double *values, size_t n, size_t *count)
{
	double *x = wr_calloc(n, sizeof *x);

	*count = 0;
	for (size_t i = 0; i < n; i++)
		if (isfinite(values[i]))
			x[(*count)++] = values[i];
	return x;
}

static double median_of(const struct metric *m, enum pf_side side, size_t n)
{
	size_t count;
	double *x = known(m->values[side], n, &count), median = wr_median(x, count);

	free(x);
	return median;
}

/* ln(to / from) of the pairs that both sides have, the caller's to free. */
static double *log_ratios(const struct metric *m, enum pf_side from, enum pf_side to, size_t n, size_t *count)
{
	double *x = wr_calloc(n, sizeof *x);

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		double ratio = log(m->values[to][i] / m->values[from][i]);

		if (isfinite(ratio))
			x[(*count)++] = ratio;
	}
	return x;
}

static bool computes(const struct metric *cpu, const struct metric *wall, size_t n, double share)
{
	for (enum pf_side side = PF_BASE; side <= PF_HEAD; side++) {
		double computing = median_of(cpu, side, n) / median_of(wall, side, n);

		if (computing < COMPUTES * share)
			return false;
	}
	return true;
}

void pf_suite_choose(struct pf_suite *s, const struct pf_primary *primary, bool unfit)
{
	/* Where the command waits for a processor, so does each benchmark in it. */
	double share = primary->metric == PF_CPU_TIME ? fmin(1, primary->computing) : 1;

	for (size_t i = 0; i < s->n; i++) {
		struct metric *wall = &s->metrics[i], *cpu, *judged = wall;

		if (!has_suffix(wall, "wall_time"))
			continue;
		cpu = sibling(s, wall, "wall_time", "cpu_time");
		if (cpu && computes(cpu, wall, s->max_pairs, share))
			judged = cpu;
		judged->opinion.standing = unfit || judged->is_unfit ? PF_UNFIT : PF_JUDGED;
		judged->opinion.verdict.answer = WR_CHANGE_INCONCLUSIVE;
	}
}

static void judge(struct metric *m, size_t n, size_t same_n, double threshold)
{
	size_t count, same_count;
	double *ratios = log_ratios(m, PF_BASE, PF_HEAD, n, &count);
	double *same = log_ratios(m, PF_SAME_A, PF_SAME_B, same_n, &same_count);

	if (count)
		m->opinion.verdict = pf_judge(ratios, count, same, same_count, threshold);
	free(ratios);
	free(same);
}

bool pf_suite_look(struct pf_suite *s, size_t n, size_t same_n, double threshold)
{
	bool go_on = false;

	for (size_t i = 0; i < s->n; i++) {
		struct metric *m = &s->metrics[i];

		if (m->opinion.standing != PF_JUDGED || m->opinion.verdict.answer != WR_CHANGE_INCONCLUSIVE)
			continue;
		judge(m, n, same_n, threshold);
		go_on |= m->opinion.verdict.answer == WR_CHANGE_INCONCLUSIVE;
	}
	return go_on;
}

/* ---- telling ---- */

static struct wr_stat stat_of(const struct metric *m, enum pf_side side, size_t n)
{
	size_t count;
	double *x = known(m->values[side], n, &count);
	struct wr_stat s = { .value = wr_median(x, count), .low = NAN, .high = NAN, .n = count };

	if (count)
		wr_median_interval(x, count, 0.95, &s.low, &s.high);
	free(x);
	return s;
}

static struct wr_change change_of(const struct metric *m, size_t n)
{
	size_t count;
	double *ratios = log_ratios(m, PF_BASE, PF_HEAD, n, &count);
	struct wr_change c = pf_change_of_ratios(&m->opinion, ratios, count);

	free(ratios);
	return c;
}

static void publish_ratios(const struct metric *m, size_t n, struct wr_run *run)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_point *points = wr_arena_array(arena, n, sizeof *points);
	const char *metric = strrchr(m->name, '.') + 1;
	struct wr_line line = { metric, "ratio", points, 0 };

	for (size_t i = 0; i < n; i++) {
		double ratio = m->values[PF_HEAD][i] / m->values[PF_BASE][i];

		if (isfinite(ratio))
			points[line.n++] = (struct wr_point){ (double)(i + 1), ratio };
	}
	wr_run_add_series(run, &(struct wr_series){
		.name = wr_arena_printf(arena, "%.*spairs", (int)(metric - m->name), m->name),
		.x_name = "pair", .x_unit = "1", .lines = &line, .line_count = 1,
	});
	wr_arena_free(arena);
}

static void publish_pair(const struct metric *m, size_t n, struct wr_run *run)
{
	struct wr_measure measure = { .name = m->name, .stage = "bench", .unit = m->unit, .better = m->better,
				      .now = stat_of(m, PF_HEAD, n), .base = stat_of(m, PF_BASE, n) };
	bool is_judged = m->opinion.standing != PF_TOLD;

	if (!measure.now.n || !measure.base.n) {
		if (has_suffix(m, "wall_time"))
			wr_run_note(run, measure.now.n ? WR_NOTE : WR_WARNING, "%s is in the results of the %s only", m->name,
				    measure.now.n ? "head" : "base");
		return;
	}
	measure.has_base = measure.has_change = true;
	measure.change = change_of(m, n);
	measure.limit_ratio = pf_limit_ratio(&m->opinion);
	wr_run_add_measure(run, &measure);
	if (is_judged)
		publish_ratios(m, n, run);
	if (m->opinion.standing == PF_JUDGED)
		pf_note_inconclusive(run, m->name, &m->opinion.verdict, n);
}

static void pass_on_notices(const struct pf_suite *s, struct wr_run *run)
{
	for (size_t i = 0; i < s->said->notice_count; i++)
		wr_run_note(run, s->said->notices[i].level, "%s", s->said->notices[i].message);
}

void pf_suite_publish_pairs(const struct pf_suite *s, size_t n, struct wr_run *run)
{
	pass_on_notices(s, run);
	for (size_t i = 0; i < s->n; i++)
		publish_pair(&s->metrics[i], n, run);
}

void pf_suite_publish_runs(const struct pf_suite *s, size_t n, struct wr_run *run)
{
	pass_on_notices(s, run);
	for (size_t i = 0; i < s->n; i++) {
		const struct metric *m = &s->metrics[i];

		wr_run_add_measure(run, &(struct wr_measure){
			.name = m->name, .stage = "bench", .unit = m->unit, .better = m->better,
			.now = stat_of(m, PF_HEAD, n),
		});
	}
}
