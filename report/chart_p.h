#ifndef WEIR_REPORT_CHART_P_H
#define WEIR_REPORT_CHART_P_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/run.h"
#include "report/axis_p.h"
#include "report/compare_p.h"

/* chart_p.h - one figure per panel: caption, picture, and its numbers as a table. */

enum { RP_LINES_MAX = 6 };      /* colours that are told apart */

/* Lines of one series that share their axes. */
struct rp_panel {
	const struct wr_series *series;
	const struct wr_line *lines[RP_LINES_MAX];
	size_t line_count, left_out;    /* lines beyond RP_LINES_MAX */
	const struct rp_chart_kind *kind;
	double band_low, band_high;     /* of the change, NaN = none */
	double limit;                   /* the ratio that is still allowed, NaN = none */
	unsigned id;
};

struct rp_chart_kind {
	const char *suffix;             /* of the series' name: ".pairs" */
	const char *says;               /* how to read it */
	bool dots;                      /* single events, not a curve */
	bool ratio;                     /* around 1: head divided by base */
	bool log_x;
	bool lowest;                    /* of too many lines the first and the lowest are drawn */
	bool nines;                     /* x counts nines: 0 = p0, 1 = p90, 2 = p99 */
	bool alone;                     /* a panel per line */
};

/* Appends the figures of one series; *id counts pictures of the page. */
void rp_chart(struct wr_buf *out, struct wr_arena *arena, const struct wr_run *run,
	      const struct wr_series *series, unsigned *id);

/* The picture of a panel (chart_draw.c) and its numbers (chart_data.c). */
void rp_panel_draw(struct wr_buf *out, struct wr_arena *arena, const struct rp_panel *panel);
void rp_panel_data(struct wr_buf *out, struct wr_arena *arena, const struct rp_panel *panel);

/* The series' name, or the measure's where a line stands alone: "bench.parse.cpu_time". */
const char *rp_panel_name(struct wr_arena *arena, const struct rp_panel *panel);

bool rp_point_usable(struct wr_point p);        /* finite, and of a size that can be drawn */
/* "p99.9" for 3 nines, else the value in its unit. */
char *rp_x_text(char *buf, size_t n, const struct rp_panel *panel, double x);
char *rp_y_text(char *buf, size_t n, const struct rp_panel *panel, double y);

/* Every change as an interval around "no change", worst on top. */
void rp_forest(struct wr_buf *out, struct wr_arena *arena, const struct rp_change *changes, size_t n,
	       unsigned id);

#endif
