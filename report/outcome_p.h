#ifndef WEIR_REPORT_OUTCOME_P_H
#define WEIR_REPORT_OUTCOME_P_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/run.h"
#include "report/compare_p.h"

/* outcome_p.h - the run in one word, one sentence and a few numbers. */

struct rp_counts {
	size_t fresh[WR_CRITICAL + 1];          /* new findings by severity */
	size_t new_findings, known, fixed;
	size_t compared, shifts[RP_SHIFTS];     /* measures with a base, by how they moved */
	size_t failed_stages;
	double seconds;                         /* of all stages together */
};

struct rp_counts rp_count(const struct wr_run *run, struct wr_arena *arena);

const char *rp_verdict_word(enum wr_verdict verdict);   /* "Passed", "Failed", ... */

/* Why the verdict is what it is, one line of plain text, not escaped:
 * "3 new findings: 1 critical, 2 high; bench.parse.cpu_time is 12.4 % longer". */
void rp_reason(struct wr_buf *out, const struct wr_run *run, struct wr_arena *arena);

/* "36 findings: 30 new, 6 known, 2 fixed; 14 measures compared: ...": one line of plain text. */
void rp_totals(struct wr_buf *out, const struct wr_run *run, struct wr_arena *arena);

struct rp_failure {
	const char *text;                       /* a plain line: "parse: exited with status 1" */
	struct wr_location at;                  /* of what failed, path NULL = not known */
};

/* What stood in the way of measuring: notices of level error, then the failed
 * stages that none of those explains. */
const struct rp_failure *rp_failures(const struct wr_run *run, struct wr_arena *arena, size_t *n);

/* For formats that know only findings: the failures as findings of the rule
 * not-measured, then the new and known findings, worst first. */
const struct wr_finding **rp_alerts(const struct wr_run *run, struct wr_arena *arena, size_t *n);

#endif
