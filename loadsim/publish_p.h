#ifndef WEIR_LOADSIM_PUBLISH_P_H
#define WEIR_LOADSIM_PUBLISH_P_H

#include "loadsim/client_p.h"
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

/* Response time at rising quantiles, ten for every further nine; h in ns. */
struct wr_line ls_spectrum_line(const char *name, const struct wr_hist *h, struct wr_arena *arena);
/* p95 over the windows. */
struct wr_line ls_p95_line(const char *name, const struct ls_results *r, struct wr_arena *arena);

/* What only a live run has beside its results: bytes, connections, the generator's own share of a processor. */
void ls_publish_client(const char *name, const struct ls_client_totals *t, const struct ls_results *r, struct wr_run *run);

void ls_publish_series(const struct ls_publisher *p);
void ls_publish_notes(const struct ls_publisher *p);

#endif
