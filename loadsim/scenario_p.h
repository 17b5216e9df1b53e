#ifndef WEIR_LOADSIM_SCENARIO_P_H
#define WEIR_LOADSIM_SCENARIO_P_H

#include "loadsim/loadsim.h"

/* scenario_p.h - the parts of reading a scenario. */

/* ls_scenario_read over n bytes of text; name is used in messages. */
int ls_scenario_parse(const char *text, size_t n, const char *name, struct wr_arena *arena,
		      struct ls_scenario *out, struct wr_err *err);

/* "p99 < 80ms" and its like.  text must live as long as *out, in which metric
 * is the last part of the measure's name ("p999" for "p99.9").  The message
 * of an error has no place; the caller knows it. */
int ls_threshold_parse(const char *text, struct ls_threshold *out, struct wr_err *err);

/* -1 with err unless method, path and headers can be put into a request as
 * they are and say nothing that weir says itself. */
int ls_request_check(const struct ls_request *r, const char *path, struct wr_err *err);

#endif
