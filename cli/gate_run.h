#ifndef WEIR_CLI_GATE_RUN_H
#define WEIR_CLI_GATE_RUN_H

#include <stdbool.h>
#include "core/err.h"
#include "core/run.h"
#include "gate/gate.h"

/* gate_run.h - the end of every measuring command: baseline, verdict, output, exit code. */

/* For --fail-on. */
extern const char *const cli_fail_on_choices[];         /* low, medium, high, critical, never */
void cli_policy_fail_on(struct gt_policy *policy, int choice);

/* Joins the stored baseline (NULL = none) into the run. */
int cli_join_baseline(struct wr_run *run, const char *path, double max_change, struct wr_err *err);

/* Records a stage of a command that runs only one. rc: what the engine returned, why: its err. */
void cli_record_stage(struct wr_run *run, const char *name, int rc, const struct wr_err *why);

/* The limit that the watched benchmark's memory may not leak more than `size` ("10MiB", "0") per hour. */
int cli_leak_limit(const char *benchmark, const char *size, struct wr_arena *arena, struct gt_limit *out,
		   struct wr_err *err);
struct gt_limit cli_leak_limit_of(const char *benchmark, double size, struct wr_arena *arena);

/* -1 if files were skipped or read in part only: what was not read must not look like passed. */
int cli_check_read(const struct wr_run *run, struct wr_err *err);

/* Judges, puts the run out, and returns the exit code (or -1 with err). */
int cli_finish(struct wr_run *run, const struct gt_policy *policy, const char *root, bool strict,
	       struct wr_err *err);

#endif
