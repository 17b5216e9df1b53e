#ifndef WEIR_LOADSIM_DATA_P_H
#define WEIR_LOADSIM_DATA_P_H

#include "loadsim/loadsim.h"

/*
 * data_p.h - a CSV file whose rows are put into requests.
 *
 * The first line names the columns; fields may be quoted (RFC 4180; no line breaks in them). "${column}" in a path, a
 * header or a body stands for a row's field: in a path percent-encoded, elsewhere as it is.
 */

/* Fills s->filled from s->requests and the file (relative to the scenario's folder), or does nothing when file is NULL
 * and no request has a placeholder.  Each filled request is checked (ls_request_check). */
int ls_data_fill(struct ls_scenario *s, const char *file, struct wr_mark at, struct wr_arena *arena, struct wr_err *err);

#endif
