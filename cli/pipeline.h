#ifndef WEIR_CLI_PIPELINE_H
#define WEIR_CLI_PIPELINE_H

#include <stdbool.h>
#include "cli/config.h"
#include "core/arena.h"
#include "core/err.h"
#include "core/run.h"
#include "gate/gate.h"

/*
 * pipeline.h - the stages of `weir run`, and what passes between them.
 *
 * Adding a stage: stages/<name>.c with `const struct cli_stage cli_stage_<name>`
 * and one line in stages.def.  A stage that fails is recorded as failed and
 * the others go on.
 */

struct cli_pipeline {
	const struct cli_config *config;        /* of the tree under test (the head) */
	const struct cli_config *base_config;   /* of the base, NULL if it has none */
	const struct cli_config *limits_from;   /* whose thresholds hold: the base's, so that a change
						   cannot loosen its own gate; else the head's */
	const char *base_root;                  /* absolute; NULL = no base */
	bool base_lasts;                        /* it has that path in the next run too */
	struct wr_arena *arena;
	struct wr_run *run;
	struct wr_run *base_run;                /* the same stages on the base; joined by the gate */
	struct gt_limit *limits;                /* the caller frees the array */
	size_t limit_count, limit_cap;
	size_t problems;                        /* in the current stage */
	char first_problem[512];
};

struct cli_stage {
	const char *name;
	const char *help;
	bool (*wanted)(const struct cli_pipeline *p);   /* does the configuration ask for it? */
	int (*run)(struct cli_pipeline *p, struct wr_err *err);
};

const struct cli_stage *const *cli_stages(void);        /* NULL-ended, in the order in which they run */

/* Runs the stages named in `only` (all that are wanted when n is 0). -1 only for wrong names and Ctrl-C. */
int cli_pipeline_run(struct cli_pipeline *p, const char *const *only, size_t n, struct wr_err *err);

/* One item of a stage failed and the others go on: an error notice at its definition, counted. */
void cli_problem(struct cli_pipeline *p, const char *what, const struct wr_mark *mark, const struct wr_err *err);
/* -1 with a summary if there were problems in this stage. */
int cli_problems(struct cli_pipeline *p, const char *what, size_t total, struct wr_err *err);

void cli_add_limit(struct cli_pipeline *p, const struct gt_limit *limit);

/* line with every {tree} replaced by the (quoted, where need be) absolute path. */
const char *cli_expand_tree(struct wr_arena *arena, const char *line, const char *tree);

const struct cli_benchmark *cli_find_benchmark(const struct cli_config *c, const char *name);   /* or NULL */
const struct cli_trace *cli_find_trace(const struct cli_config *c, const char *name);
const struct cli_scenario *cli_find_scenario(const struct cli_config *c, const char *name);

/* A place in weir.yaml as reports name it; without a path where there is no weir.yaml. */
struct wr_location cli_config_place(const struct cli_pipeline *p, const struct wr_mark *mark);

/* The policy that the configuration states: severity, limits, max-change, and where things are defined. */
void cli_policy(const struct cli_pipeline *p, struct gt_policy *out);

#endif
