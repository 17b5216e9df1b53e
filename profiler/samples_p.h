#ifndef WEIR_PROFILER_SAMPLES_P_H
#define WEIR_PROFILER_SAMPLES_P_H

#include <stddef.h>
#include "profiler/profiler.h"

/* samples_p.h - the runs of a command, and the metrics that are told of them. */

enum pf_metric {
	PF_WALL_TIME, PF_CPU_TIME, PF_RSS_PEAK,         /* drawn; these can be judged */
	PF_PAGE_FAULTS, PF_CONTEXT_SWITCHES, PF_READ_BYTES, PF_WRITTEN_BYTES,
	PF_INSTRUCTIONS,
	PF_METRICS,
	PF_DRAWN = PF_RSS_PEAK + 1
};

const char *pf_metric_name(enum pf_metric m);   /* "cpu_time" */
const char *pf_metric_unit(enum pf_metric m);   /* as in core/model.h */

/* The values of n samples; the caller's to free. */
double *pf_values(enum pf_metric m, const struct pf_sample *samples, size_t n);
double pf_median(enum pf_metric m, const struct pf_sample *samples, size_t n);
/* ln(head / base) of n pairs; the caller's to free.  Not finite where a value is 0 or not known. */
double *pf_log_ratios(enum pf_metric m, const struct pf_sample *base, const struct pf_sample *head, size_t n);

struct pf_pairs {
	struct pf_sample *base, *head;          /* pair i is base[i] and head[i] */
	size_t n;
	struct pf_sample *same[2];              /* pairs of base with base, in the same session */
	size_t *same_after;                     /* the number of pairs that were there when it was measured */
	size_t same_n;
};

#endif
