/* component_text.c - baseline, bottleneck, fix and result of one component, in words. */
#include "report/component_p.h"

#include <math.h>
#include <string.h>

#include "report/order_p.h"

enum { FIGURES = 5, SENTENCES = 3 };

/* What a reader asks for first, and how it is called; of these as many as FIGURES. */
static const char *const key_figures[][2] = {
	{ "cpu_time", "CPU time" }, { "wall_time", "wall time" }, { "rss_peak", "peak memory" },
	{ "instructions", "instructions" }, { "time_growth", "time grows as" }, { "memory_growth", "memory grows as" },
	{ "memory_peak", "peak memory" }, { "rss_growth", "memory grows by" }, { "hit_ratio", "hit ratio" },
	{ "capacity", "capacity" }, { "instances", "instances" }, { "p50", "p50" }, { "p99", "p99" },
	{ "throughput", "throughput" }, { "error_rate", "error rate" },
};
enum { KEY_FIGURES = sizeof key_figures / sizeof *key_figures };

static const struct rp_change *change_of(const struct rp_component *c, const struct wr_measure *m)
{
	for (size_t i = 0; i < c->change_count; i++)
		if (c->changes[i]->measure == m)
			return c->changes[i];
	return NULL;
}

static const struct wr_measure *measure_named(const struct rp_component *c, const char *metric)
{
	for (size_t i = 0; i < c->measure_count; i++)
		if (!strcmp(c->measures[i]->name + strlen(c->prefix), metric))
			return c->measures[i];
	return NULL;
}

static void write_figure(struct wr_buf *out, const struct rp_component *c, const struct wr_measure *m, bool before)
{
	const struct rp_change *change = change_of(c, m);

	rp_stat_text(out, before ? &m->base : &m->now, m->unit, false);
	if (before || !change)
		return;
	wr_buf_str(out, ", ");
	if (change->shift <= RP_BETTER)
		wr_buf_printf(out, "%s: ", rp_shift_word(change->shift));
	rp_change_text(out, change, true);
}

/* "CPU time 18.3 ms; peak memory 4.9 MiB"; returns how many. */
static size_t write_figures(struct wr_buf *out, const struct rp_component *c, bool before)
{
	size_t written = 0;

	for (size_t i = 0; i < KEY_FIGURES && written < FIGURES; i++) {
		const struct wr_measure *m = measure_named(c, key_figures[i][0]);

		if (!m || isnan(m->now.value) || (before && !m->has_base))
			continue;
		wr_buf_printf(out, "%s%s ", written++ ? "; " : "", key_figures[i][1]);
		write_figure(out, c, m, before);
	}
	return written;
}

void rp_component_baseline(struct wr_buf *out, const struct rp_component *c)
{
	if (!c->change_count)
		wr_buf_str(out, "none: measured in this run only");
	else if (!write_figures(out, c, true))
		wr_buf_str(out, "see the table");
}

void rp_component_result(struct wr_buf *out, const struct rp_component *c)
{
	if (!write_figures(out, c, false))
		wr_buf_str(out, "see the table");
}

static void say_none(struct wr_buf *out, const struct rp_component *c)
{
	if (!c->change_count)
		wr_buf_str(out, "no limit is broken");
	else if (c->changes[0]->shift == RP_BETTER && c->fixed)
		wr_buf_printf(out, "of the base: the change fixes %zu finding%s", c->fixed, c->fixed == 1 ? "" : "s");
	else
		wr_buf_str(out, "nothing became worse than it may");
}

void rp_component_bottleneck(struct wr_buf *out, const struct rp_component *c)
{
	if (!c->finding_count)
		say_none(out, c);
	for (size_t i = 0; i < c->finding_count && i < SENTENCES; i++)
		wr_buf_printf(out, "%s%s", i ? "; " : "", c->findings[i]->message);
	if (c->finding_count > SENTENCES)
		wr_buf_printf(out, "; and %zu more", c->finding_count - SENTENCES);
}

void rp_component_fix(struct wr_buf *out, const struct rp_component *c, const struct wr_rule *const *rules)
{
	const char *told[SENTENCES];
	size_t n = 0;

	for (size_t i = 0; i < c->finding_count && n < SENTENCES; i++) {
		const struct wr_rule *rule = rp_rule(rules, c->findings[i]->rule);
		bool again = !rule;

		for (size_t k = 0; k < n; k++)
			again |= rule && !strcmp(told[k], rule->id);
		if (again)
			continue;
		told[n++] = rule->id;
		wr_buf_printf(out, "%s%s", n > 1 ? " " : "", rule->help);
	}
}
