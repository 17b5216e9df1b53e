#ifndef WEIR_REPORT_METRIC_P_H
#define WEIR_REPORT_METRIC_P_H

#include "core/arena.h"
#include "core/run.h"

/* metric_p.h - measures as other tools store them: what was measured, and which quantity. */

struct rp_metric {
	const struct wr_measure *measure;
	const char *subject;            /* "bench.parse" of "bench.parse.cpu_time"; the stage, or
					   "weir", where the name has one part only */
	const char *quantity;           /* "cpu_time" */
};

/* The measures whose value is known, each name once (the first of them), in
 * the order of subject and quantity.  Everything is the arena's. */
const struct rp_metric *rp_metrics(const struct wr_run *run, struct wr_arena *arena, size_t *n);

#endif
