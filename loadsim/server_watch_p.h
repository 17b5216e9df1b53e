#ifndef WEIR_LOADSIM_SERVER_WATCH_P_H
#define WEIR_LOADSIM_SERVER_WATCH_P_H

#include "core/err.h"
#include "core/run.h"

/* server_watch_p.h - what the server takes while it is loaded (Linux: /proc), looked at four times a second by a thread of its own. */

struct ls_watch;

/* which: as options.server.  NULL with err (WR_EUSAGE) if there is no such process. */
struct ls_watch *ls_watch_start(const char *which, struct wr_err *err);
void ls_watch_stop(struct ls_watch *w);         /* accepts NULL; no more is looked at */
void ls_watch_free(struct ls_watch *w);         /* accepts NULL; after the stop */

/* Measures "load.<name>.server_memory_peak" (B, resident, summed over the processes), server_cpu (processors, mean) and
 * server_threads_peak; series ".server" (each over time).  A warning if the server ended. */
void ls_watch_publish(const struct ls_watch *w, const char *name, struct wr_run *run);

#endif
