#ifndef WEIR_REPORT_COMPONENT_P_H
#define WEIR_REPORT_COMPONENT_P_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/run.h"
#include "report/compare_p.h"

/*
 * component_p.h - the run by what was measured: a benchmark, a cache, a load
 * scenario, with all that is known of it.
 *
 * "bench.parse.cpu_time" belongs to the component "bench.parse"; measures of
 * fewer than three parts belong to none.
 */

struct rp_component {
	const char *prefix;                     /* "bench.parse." */
	const char *kind, *name;                /* "benchmark", "parse"; "" and all of it where the stage is not known */
	const struct wr_measure **measures;     /* in the order of the run */
	size_t measure_count;
	const struct rp_change **changes;       /* of those with a base, worst first */
	size_t change_count;
	const struct wr_finding **findings;     /* new and known ones whose evidence they are, worst first */
	size_t finding_count;
	size_t fixed;                           /* findings of the whole run that the change fixes */
	const struct wr_notice **notices;       /* that speak of it */
	size_t notice_count;
};

/* Those with a worse change first, else in the order of the run.  All of the arena. */
const struct rp_component *rp_components(const struct wr_run *run, struct wr_arena *arena, size_t *n);

/* Whether one of them tells the notice. */
bool rp_in_component(const struct rp_component *all, size_t n, const struct wr_notice *notice);

/* "worse", "unclear", ... of its worst change; NULL where there is no base. */
const char *rp_component_state(const struct rp_component *c);

/*
 * The four answers, one line of plain text each, appended:
 *
 *	baseline    the key measures of the base: "CPU time 18.3 ms; peak memory 4.9 MiB"
 *	bottleneck  what the findings say, or that there is none
 *	fix         what the rules of these findings advise; nothing where there are none
 *	result      the same measures now: "CPU time 423 ms, worse: 2,195 % longer, × 23.0"
 */
void rp_component_baseline(struct wr_buf *out, const struct rp_component *c);
void rp_component_bottleneck(struct wr_buf *out, const struct rp_component *c);
void rp_component_fix(struct wr_buf *out, const struct rp_component *c, const struct wr_rule *const *rules);
void rp_component_result(struct wr_buf *out, const struct rp_component *c);

#endif
