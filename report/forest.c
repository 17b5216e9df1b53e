/* forest.c - a forest plot: one row per compared measure. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "report/chart_p.h"
#include "report/clip_p.h"
#include "report/svg_p.h"

static const double width = 1000, right = 730, row_height = 26, head = 44;
static const double letter = 6.6;       /* about the width of one in the labels */

enum { NAME_BYTES = 46, STEPS = 23 };

/* Everything is drawn as "times worse", so that right is worse for every measure. */
static double times_worse(const struct rp_change *c, double ratio)
{
	return c->measure->better == WR_LOWER_IS_BETTER ? ratio : 1 / ratio;
}

static bool drawable(const struct rp_change *c)
{
	return c->ratio > 1e-6 && c->ratio < 1e6;
}

/* The ends of the interval, or the estimate itself where there is none. */
static double end_of(const struct rp_change *c, bool upper)
{
	double one, other;

	if (isnan(c->low))
		return times_worse(c, c->ratio);
	one = times_worse(c, c->low);
	other = times_worse(c, c->high);
	return upper ? fmax(one, other) : fmin(one, other);
}

/* Room for the longest name. */
static double left_of(const struct rp_change *changes, size_t n)
{
	double widest = 12;

	for (size_t i = 0; i < n; i++)
		widest = fmax(widest, (double)strlen(changes[i].measure->name));
	return fmin(widest, NAME_BYTES) * letter + 26;
}

/* Wide enough for every estimate: an interval may be cut, an estimate not. */
static struct rp_axis axis_over(const struct rp_change *changes, size_t n)
{
	double low = log(0.98), high = log(1.02), room;

	for (size_t i = 0; i < n; i++) {
		double estimate = log(times_worse(&changes[i], changes[i].ratio));
		double most = fabs(estimate) + log(1.1);

		low = fmin(low, fmax(log(end_of(&changes[i], false)), estimate - most));
		high = fmax(high, fmin(log(end_of(&changes[i], true)), estimate + most));
	}
	room = 0.06 * (high - low);
	return (struct rp_axis){ .low = exp(low - room), .high = exp(high + room), .from = left_of(changes, n),
				 .to = right, .log = true };
}

static void draw_scale(struct wr_buf *out, const struct rp_axis *axis, double bottom)
{
	static const double steps[STEPS] = { 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 0.25, 0.5, 1 / 1.5, 1 / 1.2, 1 / 1.1,
					     1 / 1.05, 1, 1.05, 1.1, 1.2, 1.5, 2, 4, 10, 1e2, 1e3, 1e4, 1e5 };
	double last = -INFINITY;
	char text[32];

	for (size_t i = 0; i < STEPS; i++) {
		double at = rp_axis_at(axis, steps[i]);

		if (steps[i] < axis->low || steps[i] > axis->high || at - last < 50 ||
		    (steps[i] != 1 && fabs(at - rp_axis_at(axis, 1)) < 62))
			continue;
		last = at;
		if (steps[i] == 1)
			snprintf(text, sizeof text, "no change");
		else
			snprintf(text, sizeof text, steps[i] > 1 ? "\xc3\x97 %.3g" : "\xc3\xb7 %.3g",
				 steps[i] > 1 ? steps[i] : 1 / steps[i]);
		rp_svg_line(out, steps[i] == 1 ? "even" : "grid", at, head - 8, at, bottom);
		rp_svg_text(out, "", at, head - 14, "middle", text);
	}
	rp_svg_text(out, "label", axis->from, 12, "start", "\xe2\x86\x90 better");
	rp_svg_text(out, "label", axis->to, 12, "end", "worse \xe2\x86\x92");
}

static void draw_row(struct wr_buf *out, struct wr_arena *arena, const struct rp_change *c,
		     const struct rp_axis *axis, double y)
{
	double from = rp_axis_at(axis, fmax(end_of(c, false), axis->low));
	double to = rp_axis_at(axis, fmin(end_of(c, true), axis->high));
	double at = rp_axis_at(axis, times_worse(c, c->ratio));
	struct wr_buf text = WR_BUF_INIT;

	rp_change_text(&text, c, false);
	wr_buf_printf(out, "<g class=\"%s\">\n", rp_shift_word(c->shift));
	rp_svg_text(out, "label", axis->from - 14, y + 4, "end", rp_clip(arena, c->measure->name, NAME_BYTES));
	if (!isnan(c->low))
		rp_svg_line(out, "whisker", from, y, to, y);
	if (c->shift == RP_WORSE)
		rp_svg_rect(out, "point", at - 4.5, y - 4.5, 9, 9);
	else
		rp_svg_dot(out, "point", at, y, 4.5);
	rp_svg_text(out, "label", right + 16, y + 4, "start",
		    c->shift > RP_BETTER ? text.data :
		    wr_arena_printf(arena, "%s: %s", rp_shift_word(c->shift), text.data));
	wr_buf_str(out, "</g>\n");
	wr_buf_free(&text);
}

void rp_forest(struct wr_buf *out, struct wr_arena *arena, const struct rp_change *changes, size_t n,
	       unsigned id)
{
	struct rp_change *drawn = wr_arena_array(arena, n + 1, sizeof *drawn);
	struct rp_axis axis;
	size_t rows = 0;
	double bottom;

	for (size_t i = 0; i < n; i++)
		if (drawable(&changes[i]))
			drawn[rows++] = changes[i];
	if (!rows)
		return;
	axis = axis_over(drawn, rows);
	bottom = head + (double)rows * row_height;
	rp_svg_open(out, id, width, bottom + 4, "Changes against the base",
		    "One row per measure: the change and its 95 % interval; right of the middle is worse. "
		    "The table below has the numbers.");
	draw_scale(out, &axis, bottom);
	for (size_t i = 0; i < rows; i++)
		draw_row(out, arena, &drawn[i], &axis, head + ((double)i + 0.5) * row_height);
	rp_svg_close(out);
}
