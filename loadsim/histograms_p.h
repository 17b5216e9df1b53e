#ifndef WEIR_LOADSIM_HISTOGRAMS_P_H
#define WEIR_LOADSIM_HISTOGRAMS_P_H

#include "loadsim/collected_p.h"

/*
 * histograms_p.h - histogram logs (HdrHistogram's V2 log format), in nanoseconds.
 *
 * weir writes one line for the response times, and lines tagged "service" and "lag"; the counts of requests
 * stand in a comment, so that logs of several machines add up to what one run would have told.  Any other program's log is
 * read too: its lines without a tag are response times.
 */

int ls_histograms_write(const char *path, const char *name, const struct ls_results *r, struct wr_err *err);

/* Adds a log to *c.  -1 with err that names file and line. */
int ls_histograms_read(const char *path, struct ls_collected *c, struct wr_err *err);

#endif
