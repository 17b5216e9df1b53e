#ifndef WEIR_GATE_GATE_P_H
#define WEIR_GATE_GATE_P_H

#include "gate/gate.h"

/* gate_p.h - what the files of the gate share. */

extern const struct wr_rule gt_bench_slower, gt_bench_memory, gt_bench_growth, gt_gate_limit, gt_gate_regression, gt_not_measured;

bool gt_is_own_rule(const char *id);

/* "cpu_time" of "bench.parse.cpu_time"; the whole name where there is no dot. */
const char *gt_metric(const char *measure);

/* join_findings.c: what both have is known, what only the base has is fixed. */
void gt_join_findings(struct wr_run *run, const struct wr_run *base);

bool gt_has_interval(const struct wr_stat *s);
/* Base and now were measured side by side, which alone proves that the code changed. */
bool gt_is_paired(const struct wr_measure *m);

/* Sentences, in the arena. */
const char *gt_change_sentence(struct wr_arena *arena, const struct wr_measure *m);
const char *gt_limit_sentence(struct wr_arena *arena, const struct wr_measure *m, const struct gt_limit *limit);

#endif
