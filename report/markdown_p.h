#ifndef WEIR_REPORT_MARKDOWN_P_H
#define WEIR_REPORT_MARKDOWN_P_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/buf.h"
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
	bool full;                      /* something did not fit */
};

/* Moves the part to the report; drops it if it does not fit with `after` more
 * bytes (of what must be closed behind it).  True if it fitted. */
bool rp_markdown_flush(struct rp_markdown *md, size_t after);
/* Escaped text and code of at most max bytes before escaping, into the part. */
void rp_markdown_text(struct rp_markdown *md, const char *text, size_t max);
void rp_markdown_code(struct rp_markdown *md, const char *text, size_t max);

void rp_markdown_findings(struct rp_markdown *md);
void rp_markdown_measures(struct rp_markdown *md);

#endif
