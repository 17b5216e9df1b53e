#ifndef WEIR_LOADSIM_READ_P_H
#define WEIR_LOADSIM_READ_P_H

#include "core/json.h"
#include "core/run.h"
#include "loadsim/collected_p.h"

/* read_p.h - the summaries of other load tools. */

/* The statistics of a Locust run (--json, or what the exported script writes): adds all entries to *c.  -1 with err. */
int ls_read_locust(const cJSON *json, const char *path, struct ls_collected *c, struct wr_err *err);

/* A k6 summary (what handleSummary is given): adds the measures named "load.<name>.*".  -1 with err. */
int ls_read_k6(const cJSON *json, const char *path, const char *name, struct wr_run *run, struct wr_err *err);

#endif
