#ifndef WEIR_REPORT_REPORT_H
#define WEIR_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include "core/buf.h"
#include "core/err.h"
#include "core/run.h"

/*
 * report.h - pure functions of a finished run: run in, bytes out.
 * The same run gives the same bytes; nothing is read but the sources that
 * excerpts are taken from (below options.root only, regular files only).
 */

struct rp_options {
	const char *root;               /* of the tree under test, for excerpts and URIs; NULL = no excerpts */
	const struct wr_rule *const *rules;     /* all that a finding may name, NULL-ended */
	bool color;                     /* text */
	int width;                      /* text: columns; 0 = 100 */
	bool verbose;                   /* text: every measure, low findings too */
	const char *category;           /* SARIF automation id; NULL = "weir" */
	const char *prefix;             /* SARIF, GitLab, annotations: where root stands in its repository,
					   "services/api"; NULL = it is the repository's root */
	const char *title;              /* Markdown, HTML; NULL = "Performance report" */
};

/* A format: adding one is report/<name>.c and one line in formats.def. */
struct rp_format {
	const char *name;               /* "sarif" */
	const char *file;               /* default file name in the report folder: "weir.sarif" */
	const char *help;               /* one line */
	/* Appends; out->data is not NULL afterwards, also where there is nothing to say. */
	void (*write)(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out);
};

const struct rp_format *const *rp_formats(void);        /* NULL-ended, in the order of formats.def */
const struct rp_format *rp_format_find(const char *name);       /* or NULL */

/* A run of another day. */
struct rp_past_run {
	const char *name;               /* what people know it by: "2026-11-20" */
	const char *page;               /* path of its own page, relative to the index; NULL = none */
	const struct wr_run *run;       /* NULL: it could not be read, and the index says so */
};

/* One HTML page over many runs, oldest first (n > 0): the newest one's verdict, all
 * verdicts in a table, and how every measure moved.  Of options only the title counts. */
void rp_index(const struct rp_past_run *runs, size_t n, const struct rp_options *options, struct wr_buf *out);

#endif
