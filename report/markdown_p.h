#ifndef WEIR_REPORT_MARKDOWN_P_H
#define WEIR_REPORT_MARKDOWN_P_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/buf.h"
#include "report/compare_p.h"
#include "report/component_p.h"
#include "report/report.h"

/*
 * markdown_p.h - the parts of the pull-request comment.
 *
 * A comment holds 65,536 characters.  Every part is made aside and added only
 * if it fits below RP_MARKDOWN_BYTES; parts come worst first.
 */

#define RP_MARKDOWN_BYTES 60000

struct rp_markdown {
	struct wr_buf *out;
	struct wr_buf part;             /* the piece in the making */
	size_t start;                   /* of the report in out */
	struct wr_arena *arena;
	const struct wr_run *run;
	const struct rp_options *options;
	const struct rp_component *components;
	size_t component_count;
	bool full;                      /* something did not fit */
};

/* Moves the part to the report; drops it if it does not fit with `after` more
 * bytes (of what must be closed behind it).  True if it fitted. */
bool rp_markdown_flush(struct rp_markdown *md, size_t after);
/* Escaped text and code of at most max bytes before escaping, into the part. */
void rp_markdown_text(struct rp_markdown *md, const char *text, size_t max);
void rp_markdown_code(struct rp_markdown *md, const char *text, size_t max);

void rp_markdown_findings(struct rp_markdown *md);      /* new and known */
void rp_markdown_fixed(struct rp_markdown *md);
void rp_markdown_measures(struct rp_markdown *md);      /* what moved */
void rp_markdown_components(struct rp_markdown *md);
void rp_markdown_rest(struct rp_markdown *md);          /* measures of no component */

/* Rows of the tables, into the part, and what stands above them. */
extern const char rp_markdown_change_head[], rp_markdown_plain_head[];
void rp_markdown_change(struct rp_markdown *md, const struct rp_change *c);
void rp_markdown_plain(struct rp_markdown *md, const struct wr_measure *m);

#endif
