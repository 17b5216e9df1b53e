#ifndef WEIR_CLI_OUTPUT_H
#define WEIR_CLI_OUTPUT_H

#include <stdbool.h>
#include "core/err.h"
#include "core/opt.h"
#include "core/run.h"
#include "report/report.h"

/* output.h - the options that every subcommand has, and a run put out as they say. */

struct cli_common {
	struct wr_opt_list formats;     /* empty: text */
	const char *prefix;             /* of rp_options */
	const char *output;             /* file, or folder for several formats; NULL = stdout */
	long long jobs;                 /* 0 = one per processor */
	int color;                      /* index into auto, always, never */
	bool quiet, verbose, help;
	double started;                 /* wr_monotonic() when the command began */
};

extern struct cli_common cli_common;            /* filled by main before the command runs */
extern const struct wr_opt cli_common_options[];

/* Are colours wanted on standard output? (--color, NO_COLOR, a terminal) */
bool cli_color(void);

/* All rules of this program: the analyzer's and the gate's; NULL-ended. */
const struct wr_rule *const *cli_rules(void);

/* Sorts the run and writes it in the formats asked for. root: of the tree under test. */
int cli_put_run(struct wr_run *run, const char *root, struct wr_err *err);

/* Writes each format under its default file name into the folder. */
int cli_write_reports(const struct wr_run *run, const char *const *formats, size_t n,
		      const char *folder, const struct rp_options *options, struct wr_err *err);

#endif
