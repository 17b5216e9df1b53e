#ifndef WEIR_LOADSIM_PUBLISH_P_H
#define WEIR_LOADSIM_PUBLISH_P_H

#include "loadsim/results_p.h"

/* publish_p.h - the pieces of ls_results_publish. */

struct ls_publisher {
	struct ls_results *results;
	struct wr_run *run;
	const char *prefix;     /* "load.checkout" */
	const char *name;
	bool live;
};

/* "load.checkout.p99" in the run's arena. */
const char *ls_full_name(const struct ls_publisher *p, const char *last);

void ls_publish_series(const struct ls_publisher *p);
void ls_publish_notes(const struct ls_publisher *p);

#endif
