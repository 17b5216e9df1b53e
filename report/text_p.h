#ifndef WEIR_REPORT_TEXT_P_H
#define WEIR_REPORT_TEXT_P_H

#include "core/arena.h"
#include "core/buf.h"
#include "report/report.h"

/* text_p.h - the parts of the terminal report. */

enum rp_paint { RP_PLAIN, RP_BOLD, RP_DIM, RP_RED, RP_YELLOW, RP_GREEN, RP_BLUE, RP_MAGENTA };

struct rp_terminal {
	struct wr_buf *out;
	struct wr_arena *arena;
	const struct wr_run *run;
	const struct rp_options *options;
	size_t width;
};

/* text from outside, made inert, in the paint (none without options.color). */
void rp_paint(struct rp_terminal *t, enum rp_paint paint, const char *text);
/* The same, wrapped at the width: `used` columns of the line are taken,
 * further lines are indented; ends with a newline. */
void rp_wrap(struct rp_terminal *t, enum rp_paint paint, size_t used, size_t indent, const char *text);
void rp_spaces(struct rp_terminal *t, size_t n);
void rp_heading(struct rp_terminal *t, const char *title);      /* a blank line, then the title */

/* Whether a table of those cells fits the width as it is. */
bool rp_table_fits(struct rp_terminal *t, const char *const *head, const char *const *cells, size_t columns,
		   size_t rows);
/* A table whose first column gives way when the line is too long for the
 * width.  cells are row-major and not escaped; paints has one per row. */
void rp_table(struct rp_terminal *t, const char *const *head, const char *const *cells,
	      const enum rp_paint *paints, size_t columns, size_t rows);

void rp_text_findings(struct rp_terminal *t);
void rp_text_measures(struct rp_terminal *t);

#endif
