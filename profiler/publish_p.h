#ifndef WEIR_PROFILER_PUBLISH_P_H
#define WEIR_PROFILER_PUBLISH_P_H

#include <stddef.h>
#include "core/run.h"
#include "profiler/samples_p.h"
#include "profiler/verdict.h"

/* publish_p.h - measured runs as measures and series of the run. */

/* Measures "bench.<name>.<metric>" (a metric that is not known is left out) and series "bench.<name>.runs". */
void pf_publish_runs(struct wr_run *run, const char *name, const struct pf_sample *samples, size_t n);

enum pf_standing {
	PF_TOLD,        /* its change is told and never fails */
	PF_JUDGED,      /* its verdict counts */
	PF_REFUSED,     /* too small to be told as a ratio: inconclusive */
	PF_UNFIT,       /* of a build that users do not get: its change is told, and inconclusive */
	PF_LEFT_OUT     /* says nothing of what is measured: not published */
};
struct pf_opinion {
	enum pf_standing standing;
	struct pf_verdict verdict;      /* where it is judged */
};

/* As in core/model.h. */
double pf_limit_ratio(const struct pf_opinion *o);
/* The change that n log ratios show; as judged, where it was. */
struct wr_change pf_change_of_ratios(const struct pf_opinion *o, const double *log_ratios, size_t n);

/* The same measures of head, with base and change, and series "bench.<name>.pairs". */
void pf_publish_pairs(struct wr_run *run, const char *name, const struct pf_pairs *pairs,
		      const struct pf_opinion opinions[PF_METRICS]);

/* Measure "bench.<name>.instructions" of counts that are not in the samples; base and o may be NULL. */
void pf_publish_counts(struct wr_run *run, const char *name, const double *base, const double *head, size_t n,
		       const struct pf_opinion *o);

#endif
