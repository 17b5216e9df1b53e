#include "report/compare_p.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/units.h"

#define SHOWN_AS_NOTHING 0.0005         /* a ratio this near to 1 prints as 0.0 % */

const char *rp_shift_word(enum rp_shift shift)
{
	static const char *const words[RP_SHIFTS] = {
		"worse", "unclear", "better", "noted", "same"
	};

	return words[shift];
}

/* The change as "times worse", whatever the direction of the measure. */
static double times_worse(const struct wr_measure *m, double ratio)
{
	return m->better == WR_LOWER_IS_BETTER ? ratio : 1 / ratio;
}

static enum rp_shift shift_of(const struct wr_measure *m, const struct rp_change *c)
{
	bool has_interval = isfinite(c->low) && isfinite(c->high);
	double one_end = times_worse(m, has_interval ? c->low : c->ratio);
	double other_end = times_worse(m, has_interval ? c->high : c->ratio);

	if (m->has_change && m->change.verdict == WR_CHANGE_FAIL)
		return RP_WORSE;
	if (m->has_change && m->change.verdict == WR_CHANGE_INCONCLUSIVE)
		return RP_UNCLEAR;
	if (isnan(c->ratio))
		return m->now.value == m->base.value ? RP_SAME : RP_UNCLEAR;
	if (fabs(c->ratio - 1) < SHOWN_AS_NOTHING)
		return RP_SAME;
	if (fmax(one_end, other_end) < 1)
		return RP_BETTER;
	return fmin(one_end, other_end) > 1 ? RP_NOTED : RP_SAME;
}

static struct rp_change change_of(const struct wr_measure *m)
{
	struct rp_change c = { .measure = m, .low = NAN, .high = NAN };

	c.ratio = m->has_change ? m->change.ratio : m->now.value / m->base.value;
	/* An interval that reaches 0 or infinity says only that there were too few samples. */
	if (m->has_change && m->change.low > 0 && isfinite(m->change.high)) {
		c.low = m->change.low;
		c.high = m->change.high;
	}
	c.shift = shift_of(m, &c);
	return c;
}

static double size_of(const struct rp_change *c)
{
	return c->ratio > 0 && isfinite(c->ratio) ? fabs(log(c->ratio)) : 0;
}

static int by_weight(const void *left, const void *right)
{
	const struct rp_change *a = left, *b = right;

	if (a->shift != b->shift)
		return a->shift < b->shift ? -1 : 1;
	if (size_of(a) != size_of(b))
		return size_of(a) > size_of(b) ? -1 : 1;
	return strcmp(a->measure->name, b->measure->name);
}

const struct rp_change *rp_changes(const struct wr_run *run, struct wr_arena *arena, size_t *n)
{
	struct rp_change *all = wr_arena_array(arena, run->measure_count + 1, sizeof *all);

	*n = 0;
	for (size_t i = 0; i < run->measure_count; i++)
		if (run->measures[i].has_base)
			all[(*n)++] = change_of(&run->measures[i]);
	qsort(all, *n, sizeof *all, by_weight);
	return all;
}

static const char *direction(const struct wr_measure *m, double ratio)
{
	bool time = !strcmp(m->unit, "s");

	if (ratio > 1)
		return time ? "longer" : "more";
	return time ? "shorter" : "less";
}

static double percent(double ratio)
{
	return 100 * fabs(ratio - 1);
}

/* One digit after the point: no benchmark knows more of a change. From a thousand on, none: "2,195". */
static void add_number(struct wr_buf *out, double value)
{
	char text[64];

	if (value < 999.95)
		wr_buf_printf(out, "%.1f", value);
	else
		wr_buf_str(out, wr_format_count(text, sizeof text, value < 1e15 ? round(value) : value));
}

static void add_percent(struct wr_buf *out, const struct rp_change *c, double ratio)
{
	add_number(out, percent(ratio));
	wr_buf_printf(out, " %% %s", direction(c->measure, ratio));
}

static void interval_text(struct wr_buf *out, const struct rp_change *c)
{
	double low = percent(c->low), high = percent(c->high);

	wr_buf_str(out, " (");
	if ((c->low - 1) * (c->high - 1) >= 0) {
		add_number(out, fmin(low, high));
		wr_buf_str(out, " to ");
		add_number(out, fmax(low, high));
		wr_buf_str(out, " %");
	} else {
		add_percent(out, c, c->low);
		wr_buf_str(out, " to ");
		add_percent(out, c, c->high);
	}
	wr_buf_char(out, ')');
}

/* A percentage below 100 hides how many times less it is. */
static void add_times(struct wr_buf *out, double ratio)
{
	if (ratio < 2 && ratio > 0.5)
		return;
	wr_buf_str(out, ratio > 1 ? ", \xc3\x97 " : ", \xc3\xb7 ");
	add_number(out, ratio > 1 ? ratio : 1 / ratio);
}

void rp_change_text(struct wr_buf *out, const struct rp_change *c, bool interval)
{
	if (!isfinite(c->ratio) || c->ratio <= 0) {
		wr_buf_str(out, c->shift == RP_SAME ? "no change" : "no ratio");
		return;
	}
	if (fabs(c->ratio - 1) < SHOWN_AS_NOTHING)
		wr_buf_str(out, "no change");
	else
		add_percent(out, c, c->ratio);
	add_times(out, c->ratio);
	if (interval && isfinite(c->low))
		interval_text(out, c);
}

void rp_stat_text(struct wr_buf *out, const struct wr_stat *stat, const char *unit, bool interval)
{
	char value[64], low[64], high[64];

	if (isnan(stat->value)) {
		wr_buf_str(out, "-");
		return;
	}
	wr_buf_str(out, wr_format_value(value, sizeof value, stat->value, unit));
	if (interval && isfinite(stat->low) && isfinite(stat->high))
		wr_buf_printf(out, " (%s to %s)", wr_format_value(low, sizeof low, stat->low, unit),
			      wr_format_value(high, sizeof high, stat->high, unit));
}
