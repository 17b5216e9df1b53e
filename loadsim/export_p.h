#ifndef WEIR_LOADSIM_EXPORT_P_H
#define WEIR_LOADSIM_EXPORT_P_H

#include "core/json.h"
#include "loadsim/loadsim.h"

/* export_p.h - what the files in exports/ share. */

struct ls_export {
	const char *name;
	void (*write)(const struct ls_scenario *s, const char *target, struct wr_arena *arena, struct wr_buf *out);
};

/* A rate profile as straight lines: from `from` to `to` within `seconds`; jumps are between lines. */
struct ls_stage { double from, to, seconds; };
/* Of one phase, in arena. */
struct ls_stage *ls_stages_of(const struct ls_phase *p, struct wr_arena *arena, size_t *n);
double ls_stages_peak(const struct ls_stage *stages, size_t n);

/* The requests as a JSON array of { method, path, body, headers, up_to }: up_to is the cumulative share of the weights; those
 * with data in them also have rows: [ { path, body, headers } ]. */
void ls_export_requests(const struct ls_scenario *s, struct wr_arena *arena, struct wr_buf *out);
/* A string as a literal that JavaScript and Python both read. */
void ls_export_string(struct wr_buf *out, const char *text);
/* Lines of comments, each after `mark`: whence it comes, and what of it the tool does not do. */
void ls_export_head(const struct ls_scenario *s, const char *mark, const char *tool, struct wr_buf *out);

/* "p99" -> 0.99, NaN for metrics that are no percentile. */
double ls_metric_quantile(const char *metric);

#endif
