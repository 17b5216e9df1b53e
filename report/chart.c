#include "report/chart_p.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "core/units.h"
#include "report/clip_p.h"
#include "report/flame_p.h"

enum { PANELS_MAX = 4, NAME_BYTES = 200 };      /* panels of one series; bytes of one name */

static const struct rp_chart_kind kinds[] = {
	{ .suffix = ".pairs", .dots = true, .ratio = true, .alone = true,
	  .says = "One dot per pair: head divided by base. Dashed: no change. Yellow band: 95 % interval of the "
		  "change. Green band, where it is judged: what is allowed. Hollow: base against base, the noise." },
	{ .suffix = ".runs", .dots = true, .says = "Each dot is one run, in the order of running." },
	{ .suffix = ".miss_ratio_curve", .log_x = true, .lowest = true,
	  .says = "How many requests miss, by size of the cache; size is on a logarithmic scale." },
	{ .suffix = ".spectrum", .nines = true,
	  .says = "The slowest requests stand out to the right: every step is ten times rarer." },
	{ .suffix = ".trend", .alone = true, .says = "One point per run, at the run's number." },
	{ .suffix = "", .says = "" },
};

static const struct rp_chart_kind *kind_of(const struct wr_series *series)
{
	const struct rp_chart_kind *kind = kinds;

	while (!wr_ends_with(series->name, kind->suffix))
		kind++;
	return kind;
}

bool rp_point_usable(struct wr_point p)
{
	return fabs(p.x) < 1e200 && fabs(p.y) < 1e200;
}

char *rp_x_text(char *buf, size_t n, const struct rp_panel *panel, double x)
{
	if (!panel->kind->nines)
		return rp_tick_text(buf, n, x, panel->series->x_unit);
	/* 1 - 10^-x needs as many digits as there are nines. */
	snprintf(buf, n, "p%.*f", x > 2 && x < 15 ? (int)ceil(x) - 2 : 0, 100 * (1 - pow(10, -x)));
	return buf;
}

char *rp_y_text(char *buf, size_t n, const struct rp_panel *panel, double y)
{
	if (panel->kind->ratio)
		snprintf(buf, n, "\xc3\x97 %.4g", y);
	else
		rp_tick_text(buf, n, y, panel->lines[0]->unit);
	return buf;
}

static size_t usable_points(const struct wr_line *line)
{
	size_t n = 0;

	for (size_t i = 0; i < line->n; i++)
		n += rp_point_usable(line->points[i]);
	return n;
}

const char *rp_panel_name(struct wr_arena *arena, const struct rp_panel *panel)
{
	const char *name = panel->series->name;

	if (!panel->kind->alone)
		return name;
	return wr_arena_printf(arena, "%.*s.%s", (int)(strlen(name) - strlen(panel->kind->suffix)), name,
			       panel->lines[0]->name);
}

static void write_key(struct wr_buf *out, const struct rp_panel *panel, size_t line)
{
	wr_buf_str(out, "<li><svg viewBox=\"0 0 26 11\" aria-hidden=\"true\" focusable=\"false\">");
	if (panel->kind->dots)
		wr_buf_printf(out, "<circle class=\"dot c%zu\" cx=\"13\" cy=\"6\" r=\"4\"/></svg>", line);
	else
		wr_buf_printf(out, "<path class=\"plot c%zu\" d=\"M1 6H25\"/></svg>", line);
	wr_esc_html(out, panel->lines[line]->name);
	wr_buf_str(out, "</li>\n");
}

static void write_caption(struct wr_buf *out, struct wr_arena *arena, const struct rp_panel *panel)
{
	wr_buf_str(out, "<figcaption><span class=\"name\">");
	wr_esc_html(out, rp_panel_name(arena, panel));
	wr_buf_str(out, "</span>\n");
	if (*panel->kind->says)
		wr_buf_printf(out, "<p>%s</p>\n", panel->kind->says);
	if (!panel->kind->alone || panel->line_count > 1) {
		wr_buf_str(out, "<ul class=\"keys\">\n");
		for (size_t i = 0; i < panel->line_count; i++)
			write_key(out, panel, i);
		if (panel->left_out)
			wr_buf_printf(out, "<li>and %zu more in run.json</li>\n", panel->left_out);
		wr_buf_str(out, "</ul>");
	}
	wr_buf_str(out, "</figcaption>\n");
}

static void write_panel(struct wr_buf *out, struct wr_arena *arena, const struct rp_panel *panel)
{
	wr_buf_str(out, "<figure class=\"chart\">\n");
	write_caption(out, arena, panel);
	wr_buf_str(out, "<div class=\"canvas\" tabindex=\"0\" role=\"group\" aria-label=\"Chart of ");
	wr_esc_attr(out, rp_panel_name(arena, panel));
	wr_buf_str(out, "\">\n");
	rp_panel_draw(out, arena, panel);
	wr_buf_str(out, "</div>\n");
	rp_panel_data(out, arena, panel);
	wr_buf_str(out, "</figure>\n");
}

/* The name of a panel of pairs is that of the measure whose interval belongs to it. */
static void find_band(struct rp_panel *panel, struct wr_arena *arena, const struct wr_run *run)
{
	const struct wr_measure *m = wr_run_find_measure(run, rp_panel_name(arena, panel));

	if (m && m->limit_ratio > 1e-6 && m->limit_ratio < 1e6)
		panel->limit = m->limit_ratio;
	if (!m || !m->has_change || !(m->change.low > 0) || !(m->change.high < 1e200))
		return;
	panel->band_low = m->change.low;
	panel->band_high = m->change.high;
}

/* Lines of another unit have a panel of their own; where every line has one,
 * what is said of it in another way joins it: "cpu_time, base against base". */
static bool belongs(const struct rp_panel *panel, const struct wr_line *line)
{
	const char *first = panel->line_count ? panel->lines[0]->name : "";
	size_t n = strlen(first);

	if (!panel->line_count)
		return true;
	if (panel->kind->alone)
		return !strncmp(line->name, first, n) && line->name[n] == ',';
	return !strcmp(panel->lines[0]->unit, line->unit);
}

static double mean_of(const struct wr_line *line)
{
	double sum = 0;
	size_t n = usable_points(line);

	for (size_t i = 0; i < line->n; i++)
		if (rp_point_usable(line->points[i]))
			sum += line->points[i].y / (double)n;
	return sum;
}

/* Where not all can be told apart, of curves the first is kept, which the others are held against, and the lowest. */
static void take(struct rp_panel *panel, const struct wr_line *line)
{
	size_t highest = 1;

	if (panel->line_count < RP_LINES_MAX) {
		panel->lines[panel->line_count++] = line;
		return;
	}
	panel->left_out++;
	for (size_t i = 2; i < panel->line_count; i++)
		if (mean_of(panel->lines[i]) > mean_of(panel->lines[highest]))
			highest = i;
	if (!panel->kind->lowest || mean_of(line) >= mean_of(panel->lines[highest]))
		return;
	memmove(&panel->lines[highest], &panel->lines[highest + 1],
		(panel->line_count - highest - 1) * sizeof panel->lines[0]);
	panel->lines[panel->line_count - 1] = line;
}

static void gather(struct rp_panel *panel, bool *taken)
{
	const struct wr_series *series = panel->series;

	for (size_t i = 0; i < series->line_count; i++) {
		if (taken[i] || !belongs(panel, &series->lines[i]))
			continue;
		taken[i] = true;
		if (usable_points(&series->lines[i]))
			take(panel, &series->lines[i]);
	}
}

static void write_left_out(struct wr_buf *out, const struct wr_series *series, const bool *taken)
{
	size_t n = 0;

	for (size_t i = 0; i < series->line_count; i++)
		n += !taken[i];
	if (!n)
		return;
	wr_buf_printf(out, "<p class=\"empty\">%zu more line%s of ", n, n == 1 ? "" : "s");
	wr_esc_html(out, series->name);
	wr_buf_str(out, " in run.json</p>\n");
}

/* The names of a series stand in five places each of every panel. */
static const struct wr_series *with_short_names(struct wr_arena *arena, const struct wr_series *series)
{
	struct wr_series *copy = wr_arena_alloc(arena, sizeof *copy);
	struct wr_line *lines = wr_arena_array(arena, series->line_count + 1, sizeof *lines);

	*copy = (struct wr_series){ .name = rp_clip(arena, series->name, NAME_BYTES), .lines = lines,
				    .line_count = series->line_count,
				    .x_name = rp_clip(arena, series->x_name, NAME_BYTES),
				    .x_unit = rp_clip(arena, series->x_unit, NAME_BYTES) };
	for (size_t i = 0; i < series->line_count; i++) {
		lines[i] = series->lines[i];
		lines[i].name = rp_clip(arena, lines[i].name, NAME_BYTES);
		lines[i].unit = rp_clip(arena, lines[i].unit, NAME_BYTES);
	}
	return copy;
}

void rp_chart(struct wr_buf *out, struct wr_arena *arena, const struct wr_run *run,
	      const struct wr_series *all, unsigned *id)
{
	const struct wr_series *series;
	bool *taken;

	if (wr_ends_with(all->name, ".stacks")) {
		rp_flame(out, arena, all, id);
		return;
	}
	series = with_short_names(arena, all);
	taken = wr_arena_array(arena, series->line_count + 1, sizeof *taken);

	for (int panels = 0; panels < PANELS_MAX; panels++) {
		struct rp_panel panel = { .series = series, .kind = kind_of(series),
					  .band_low = NAN, .band_high = NAN, .limit = NAN };

		gather(&panel, taken);
		if (!panel.line_count)
			break;
		if (panel.kind->ratio)
			find_band(&panel, arena, run);
		panel.id = (*id)++;
		write_panel(out, arena, &panel);
	}
	write_left_out(out, series, taken);
}
