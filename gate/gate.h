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
	bool below;                     /* the value must be below the limit, else at least the limit */
	const char *text;               /* as the user wrote it: "p99 < 80ms"; may be NULL */
	struct wr_location at;          /* where it is written; path may be NULL */
};

/* Where what is measured is defined. */
struct gt_place {
	const char *prefix;             /* of the measures' names: "bench.parse." */
	struct wr_location at;
};

struct gt_policy {
	/* The analysis' findings of at least this severity fail; of the gate's own (slower, limit
	 * broken) every one does, whatever is said here. */
	enum wr_severity fail_on;
	bool fail_on_no_severity;       /* no finding of the analysis fails (fail-on: never) */
	bool fail_on_known;             /* also those that the base or the baseline has */
	const struct gt_limit *limits;
	size_t limit_count;
	double max_change;              /* for measures compared with a stored baseline, ratio; 0 = 0.10 */
	const struct gt_place *places;  /* findings about changes stand there */
	size_t place_count;
};
#define GT_POLICY_DEFAULT { WR_HIGH, false, false, 0, 0, 0, 0, 0 }

/*
 * Adds base and change to measures of `run` that `base` has too (by name and unit; those
 * that already have a base are left alone), marks findings whose fingerprint
 * `base` has as known, and those that stand for one that is gone from `base` and has
 * their text_fingerprint (code that moved); adds what only `base` has as fixed (not when
 * stages are recorded and no "analyze" among them went well: then nobody looked).
 *
 * Only measures that repeat are judged: cpu_time, rss_peak, instructions and hit_ratio
 * outside the stage "load"; times only with intervals on both sides and, as instructions,
 * where both are from one machine (core/machine.h; a base without one is from any). The others' changes are shown, with the
 * verdict pass. A judged one that is worse by more than max_change (0 = 0.10) fails,
 * or is inconclusive where the intervals overlap. There is no p: nothing was paired.
 */
void gt_join_base(struct wr_run *run, const struct wr_run *base, double max_change);

/*
 * Many benchmarks in one run: of 50 unchanged ones some look worse in every
 * other run.  Two things stand against that.
 *
 * Each that fails is measured again with fresh pairs (gt_is_to_confirm() says whether
 * one of the benchmark's measures failed in pairs), and gt_confirm() keeps the failures that
 * `again` shows too; their p-values become one (Fisher 1932, after
 * Bonferroni over the looks of a session).  The others become inconclusive.
 *
 * gt_hold_false_discoveries() then keeps, of all that was judged in the
 * stage "bench", those failures that Benjamini and Hochberg (1995) reject at 1 %.
 * Both say in a notice what they took back.
 */
bool gt_is_to_confirm(const struct wr_run *run, const char *benchmark);
void gt_confirm(struct wr_run *run, const struct wr_run *again);
void gt_hold_false_discoveries(struct wr_run *run);

/*
 * Adds findings: "bench-slower", "bench-memory" (change verdict fail, from
 * pairs), "gate-limit" (a limit is broken), "gate-regression" (other changes that
 * fail); a limit whose measure is missing or not a number becomes a failed
 * stage "gate". Then says of each finding whether it fails, and sets run->verdict:
 * incomplete if a stage failed, else fail if a finding fails, else inconclusive if a
 * change is, else pass. Judging a run again adds no finding twice.
 */
void gt_judge(struct wr_run *run, const struct gt_policy *policy);
/* Whether the finding alone fails the gate; fixed ones never do. */
bool gt_fails(const struct gt_policy *policy, const struct wr_finding *f);

const struct wr_rule *const *gt_rules(void);    /* NULL-ended */

/* The exit code of the contract: 0, 1, 3, or 4 (inconclusive, only when strict). */
int gt_exit_code(enum wr_verdict verdict, bool strict);

/* A baseline: what the analysis found (without lines, which move) and the
 * measures, sorted, as JSON that a reviewer can read in a diff
 * ("weir.baseline/1", docs/schema/baseline-1.json), gzipped when the name ends
 * in ".gz". A failure leaves an older file as it was. */
int gt_baseline_save(const struct wr_run *run, const char *path, struct wr_err *err);
/* A run with those and the machine that it was made on; NULL with err. */
struct wr_run *gt_baseline_read(const char *path, struct wr_err *err);

/*
 * A history: the measures of many runs of one branch in an SQLite file, for
 * trends; never the gate of a change.  A run is added whole or not at all,
 * whatever kills it, and two at once wait for each other.  revision may be NULL.
 */
int gt_history_add(const char *path, const struct wr_run *run, const char *revision, struct wr_err *err);
/* Adds to run, of the runs on the machine of the last one: a measure with the last value (n = number
 * of runs) and a series "history.<measure>" for each measure, or the one named, and
 * notices of its change points (core/change_point.h). */
int gt_history_read(const char *path, const char *measure, struct wr_run *run, struct wr_err *err);
/* Removes all but the last `keep` runs. */
int gt_history_prune(const char *path, size_t keep, size_t *removed, struct wr_err *err);

#endif
