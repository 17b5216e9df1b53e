#ifndef WEIR_PROFILER_WATCH_P_H
#define WEIR_PROFILER_WATCH_P_H

#include "core/run.h"
#include "profiler/profiler.h"
#include "profiler/tree_p.h"

/* watch_p.h - one run of a command, its process tree sampled over time: watch.c samples, resources.c tells. */

struct pf_moment { double time; struct pf_tree tree; };

struct pf_watch_record {
	double started;
	struct pf_moment *moments;
	size_t n, cap;
	size_t samples, every;          /* of the samples, every `every`-th is a moment */
	double rss_peak, pss_peak;      /* of all samples; pss_peak NaN where it was never told */
	double pss_due;                 /* when PSS may be asked for again */
};

/* Measures and series "profile.<name>."; s is the run as a whole. */
void pf_publish_watch(struct wr_run *run, const char *name, const struct pf_watch_record *w,
		      const struct pf_sample *s);

#endif
