#ifndef WEIR_GATE_GATE_H
#define WEIR_GATE_GATE_H

#include <stdbool.h>
#include <stddef.h>
#include "core/err.h"
#include "core/model.h"
#include "core/run.h"

/*
 * gate.h - holds a run against a baseline and a policy, adds findings about
 * measures, and says the verdict.
 */

struct gt_limit {                       /* an absolute limit on one measure */
	const char *measure;            /* full name: "load.checkout.p99" */
	double limit;                   /* in the measure's unit */
	bool below;                     /* the value must be below (else above) the limit */
	const char *text;               /* as the user wrote it: "p99 < 80ms" */
	struct wr_location at;          /* where it is written; path may be NULL */
};

struct gt_policy {
	enum wr_severity fail_on;       /* findings of at least this severity fail ... */
	bool fail_on_nothing;           /* ... unless this is set (--fail-on never) */
	bool fail_on_known;             /* also those that the base or the baseline has */
	const struct gt_limit *limits;
	size_t limit_count;
	double max_change;              /* for measures compared with a stored baseline, ratio; 0 = 0.10 */
};
#define GT_POLICY_DEFAULT { WR_HIGH, false, false, 0, 0, 0 }

/*
 * Adds base and change to measures of `run` that `base` has too (by name; those
 * that already have a base are left alone), marks findings whose fingerprint
 * `base` has as known, and adds the ones that only `base` has as fixed.
 * A change without samples on both sides gets no p; its verdict is fail when it is worse by more
 * than max_change and the intervals (where there are any) do not overlap.
 */
void gt_join_base(struct wr_run *run, const struct wr_run *base, double max_change);

/*
 * Adds findings: "bench-slower", "bench-memory" (change verdict fail),
 * "gate-limit" (a limit is broken, or its measure is missing: the latter as a
 * failed stage "gate"), "gate-regression" (other measures); then sets
 * run->verdict: incomplete if a stage failed, else fail if a finding fails,
 * else inconclusive if a change is, else pass.
 */
void gt_judge(struct wr_run *run, const struct gt_policy *policy);
bool gt_fails(const struct gt_policy *policy, const struct wr_finding *f);

const struct wr_rule *const *gt_rules(void);    /* NULL-ended */

/* The exit code of the contract: 0, 1, 3, or 4 (inconclusive, only when strict). */
int gt_exit_code(enum wr_verdict verdict, bool strict);

/* A baseline: the findings' fingerprints and the measures, as JSON that a
 * reviewer can read in a diff ("weir.baseline/1", docs/schema/baseline-1.json),
 * gzipped when the name ends in ".gz". */
int gt_baseline_save(const struct wr_run *run, const char *path, struct wr_err *err);
struct wr_run *gt_baseline_read(const char *path, struct wr_err *err);  /* a run with only those; NULL with err */

/* Checksum of what must be equal for absolute times to be comparable: CPU
 * model, cores, kernel release, architecture; 16 hex digits in buf[17]. */
char *gt_machine(char buf[17]);

#endif
