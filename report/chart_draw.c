/* chart_draw.c - axes, lines and dots of one panel. */
#include "report/chart_p.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/units.h"
#include "report/svg_p.h"

static const double width = 600, height = 264, left = 66, right = 570, top = 12, bottom = 222;

#define BUCKETS 200             /* of points: more than there are pixels shows nothing more */

struct range { double low, high; };

static void widen(struct range *r, double v)
{
	r->low = fmin(r->low, v);
	r->high = fmax(r->high, v);
}

static void ranges(const struct rp_panel *panel, struct range *x, struct range *y)
{
	*x = *y = (struct range){ INFINITY, -INFINITY };
	for (size_t i = 0; i < panel->line_count; i++) {
		for (size_t j = 0; j < panel->lines[i]->n; j++) {
			struct wr_point p = panel->lines[i]->points[j];

			if (!rp_point_usable(p))
				continue;
			widen(x, p.x);
			widen(y, p.y);
		}
	}
	if (panel->kind->ratio) {
		widen(y, 1);
		if (!isnan(panel->band_low)) {
			widen(y, panel->band_low);
			widen(y, panel->band_high);
		}
		if (!isnan(panel->limit))
			widen(y, panel->limit);
	}
}

/* Times and ratios that span orders of magnitude would lie on the floor of a linear axis. */
static bool wants_log(const struct rp_panel *panel, const struct range *y)
{
	if (panel->kind->ratio)
		return y->low > 0 && y->high > 4 * y->low;
	return !panel->kind->dots && !strcmp(panel->lines[0]->unit, "s") && y->low > 0 && y->high > 30 * y->low;
}

static struct rp_axis axis_x(const struct rp_panel *panel, const struct range *x)
{
	struct rp_axis axis = rp_axis_over(x->low, x->high, panel->series->x_unit, panel->kind->log_x);

	if (!axis.log && x->high > x->low) {    /* no empty room at the sides */
		axis.low = x->low;
		axis.high = x->high;
	}
	axis.from = left;
	axis.to = right;
	return axis;
}

static struct rp_axis axis_y(const struct rp_panel *panel, const struct range *y)
{
	bool log = wants_log(panel, y), from_zero = !panel->kind->ratio && !log && y->low > 0;
	struct rp_axis axis = rp_axis_over(from_zero ? 0 : y->low, y->high, panel->lines[0]->unit, log);

	if (axis.log) {                 /* a linear axis has its room by ending at round values */
		double room = pow(axis.high / axis.low, 0.05);

		axis.low /= room;
		axis.high *= room;
	}
	axis.from = bottom;
	axis.to = top;
	return axis;
}

static size_t x_ticks(const struct rp_panel *panel, const struct rp_axis *x, double *ticks)
{
	size_t n = 0;

	if (!panel->kind->nines)
		return rp_axis_ticks(x, panel->series->x_unit, 6, ticks);
	for (double nines = ceil(x->low); nines <= x->high + 1e-9 && n < RP_TICKS_MAX; nines++)
		ticks[n++] = nines;
	return n;
}

static void draw_axes(struct wr_buf *out, const struct rp_panel *panel, const struct rp_axis *x,
		      const struct rp_axis *y)
{
	double ticks[RP_TICKS_MAX];
	size_t n = rp_axis_ticks(y, panel->kind->ratio ? "1" : panel->lines[0]->unit, 5, ticks);
	char text[64];

	for (size_t i = 0; i < n; i++) {
		double at = rp_axis_at(y, ticks[i]);

		rp_svg_line(out, "grid", left, at, right, at);
		rp_svg_text(out, "", left - 8, at + 4, "end", rp_y_text(text, sizeof text, panel, ticks[i]));
	}
	n = x_ticks(panel, x, ticks);
	for (size_t i = 0; i < n; i++) {
		double at = rp_axis_at(x, ticks[i]);

		rp_svg_line(out, "axis", at, bottom, at, bottom + 5);
		rp_svg_text(out, "", at, bottom + 19, "middle", rp_x_text(text, sizeof text, panel, ticks[i]));
	}
	rp_svg_line(out, "axis", left, bottom, right, bottom);
	rp_svg_text(out, "label", (left + right) / 2, height - 4, "middle",
		    panel->kind->nines ? "percentile" : panel->series->x_name);
	if (y->log)
		rp_svg_text(out, "", 4, height - 4, "start", "logarithmic scale");
}

static void draw_band(struct wr_buf *out, const char *class, const struct rp_axis *y, double low, double high)
{
	double upper = rp_axis_at(y, fmin(high, y->high)), lower = rp_axis_at(y, fmax(low, y->low));

	rp_svg_rect(out, class, left, upper, right - left, fmax(lower - upper, 1));
}

/* What is allowed reaches as far in the good direction as there is room; then the interval of the change. */
static void draw_bands(struct wr_buf *out, const struct rp_panel *panel, const struct rp_axis *y)
{
	if (!panel->kind->ratio)
		return;
	if (panel->limit >= 1)
		draw_band(out, "allowed", y, y->low, panel->limit);
	else if (!isnan(panel->limit))
		draw_band(out, "allowed", y, panel->limit, y->high);
	if (!isnan(panel->band_low))
		draw_band(out, "band", y, panel->band_low, panel->band_high);
	rp_svg_line(out, "even", left, rp_axis_at(y, 1), right, rp_axis_at(y, 1));
}

static bool is_sorted(const struct wr_line *line)
{
	for (size_t i = 1; i < line->n; i++)
		if (!(line->points[i - 1].x <= line->points[i].x))
			return false;
	return true;
}

/* Points that stand over the same pixels share a bucket. */
static size_t bucket_of(const struct wr_line *line, size_t i, const struct rp_axis *x, bool sorted)
{
	double share = (rp_axis_at(x, line->points[i].x) - x->from) / (x->to - x->from);

	return sorted ? (size_t)(fmin(fmax(share, 0), 1) * (BUCKETS - 1)) : i * BUCKETS / line->n;
}

struct extremes { const struct wr_point *low, *high; };

static size_t keep(struct extremes *e, struct wr_point *kept)
{
	size_t n = 0;

	if (!e->low)
		return 0;
	kept[n++] = e->low < e->high ? *e->low : *e->high;
	if (e->low != e->high)
		kept[n++] = e->low < e->high ? *e->high : *e->low;
	e->low = e->high = NULL;
	return n;
}

/* Of every bucket of points the lowest and the highest, in their order: peaks survive. */
static size_t thin(const struct wr_line *line, const struct rp_axis *x, struct wr_point kept[2 * BUCKETS])
{
	bool sorted = is_sorted(line), few = line->n <= 2 * BUCKETS;
	struct extremes e = { NULL, NULL };
	size_t n = 0, last = 0;

	for (size_t i = 0; i < line->n; i++) {
		const struct wr_point *p = &line->points[i];
		size_t bucket;

		if (!rp_point_usable(*p))
			continue;
		bucket = few ? i : bucket_of(line, i, x, sorted);
		if (bucket != last)
			n += keep(&e, kept + n);
		last = bucket;
		e.low = !e.low || p->y < e.low->y ? p : e.low;
		e.high = !e.high || p->y > e.high->y ? p : e.high;
	}
	return n + keep(&e, kept + n);
}

static void draw_dots(struct wr_buf *out, const char *class, const struct wr_point *points, size_t n,
		      const struct rp_axis *x, const struct rp_axis *y)
{
	for (size_t i = 0; i < n; i++)
		rp_svg_dot(out, class, rp_axis_at(x, points[i].x), rp_axis_at(y, points[i].y), n > 100 ? 2.5 : 4);
}

static void draw_curve(struct wr_buf *out, const char *class, const struct wr_point *points, size_t n,
		       const struct rp_axis *x, const struct rp_axis *y)
{
	rp_svg_path_open(out, class);
	for (size_t i = 0; i < n; i++)
		rp_svg_path_point(out, rp_axis_at(x, points[i].x), rp_axis_at(y, points[i].y));
	if (n == 1)             /* a single point would not be seen */
		rp_svg_path_point(out, rp_axis_at(x, points[0].x) + 3, rp_axis_at(y, points[0].y));
	rp_svg_path_close(out);
}

/* "p50: 12 ms to 80 ms, last 33 ms." for every line. */
static const char *describe(struct wr_arena *arena, const struct rp_panel *panel)
{
	struct wr_buf text = WR_BUF_INIT;
	const char *copy;

	for (size_t i = 0; i < panel->line_count; i++) {
		const struct wr_line *line = panel->lines[i];
		struct rp_panel one = { .lines = { line }, .line_count = 1, .kind = panel->kind };
		char low[64], high[64], last[64];
		struct range x, y;
		double end = NAN;

		one.band_low = one.limit = NAN;
		ranges(&one, &x, &y);
		for (size_t j = 0; j < line->n; j++)
			if (rp_point_usable(line->points[j]))
				end = line->points[j].y;
		wr_buf_printf(&text, "%s%s: %s to %s, last %s.", i ? " " : "", line->name,
			      rp_y_text(low, sizeof low, &one, y.low), rp_y_text(high, sizeof high, &one, y.high),
			      rp_y_text(last, sizeof last, &one, end));
	}
	copy = wr_arena_strdup(arena, text.data);
	wr_buf_free(&text);
	return copy;
}

void rp_panel_draw(struct wr_buf *out, struct wr_arena *arena, const struct rp_panel *panel)
{
	static const char *const dots[] = { "dot c0", "dot c1", "dot c2", "dot c3", "dot c4", "dot c5" };
	static const char *const plots[] = { "plot c0", "plot c1", "plot c2", "plot c3", "plot c4", "plot c5" };
	struct range range_x, range_y;
	struct rp_axis x, y;

	ranges(panel, &range_x, &range_y);
	x = axis_x(panel, &range_x);
	y = axis_y(panel, &range_y);
	rp_svg_open(out, panel->id, width, height, rp_panel_name(arena, panel), describe(arena, panel));
	draw_axes(out, panel, &x, &y);
	draw_bands(out, panel, &y);
	/* The first line is the one that matters most: it comes on top. */
	for (size_t i = panel->line_count; i-- > 0;) {
		struct wr_point points[2 * BUCKETS];
		size_t n = thin(panel->lines[i], &x, points);

		if (panel->kind->dots)
			draw_dots(out, dots[i], points, n, &x, &y);
		else
			draw_curve(out, plots[i], points, n, &x, &y);
	}
	rp_svg_close(out);
}
