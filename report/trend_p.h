#ifndef WEIR_REPORT_TREND_P_H
#define WEIR_REPORT_TREND_P_H

#include "core/arena.h"
#include "report/report.h"

/* trend_p.h - one measure over the runs of many days. */

struct rp_level {               /* between two changes (core/change_point.h) */
	size_t first, count;    /* of the values, from 0 */
	double median;
};

struct rp_trend {
	const char *subject, *quantity, *unit;  /* "bench.parse", "cpu_time", "s" */
	enum wr_better better;
	struct wr_point *values, *lows, *highs; /* x: number of the run, from 1; runs without it are left out */
	size_t value_count, low_count, high_count;
	const struct rp_level *levels;  /* of values, in order; one at least where there is a value */
	size_t level_count;
	double last;            /* of the newest run; NaN if it has none */
	double before;          /* median of all runs before it; NaN if there are none */
	double worse;           /* last against before as "times worse"; NaN = not known */
};

/* Every measure that a run has, the one that grew worst first, those that the
 * newest run does not have at the end.  Everything is the arena's. */
const struct rp_trend *rp_trends(const struct rp_past_run *runs, size_t n, struct wr_arena *arena, size_t *count);

#endif
