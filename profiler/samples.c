/* samples.c - the runs of a command, and the metrics that are told of them. */
#include "profiler/samples_p.h"

#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/stats.h"

static double wall_time(const struct pf_sample *s)
{
	return s->wall;
}

static double cpu_time(const struct pf_sample *s)
{
	return s->user + s->system;
}

static double rss_peak(const struct pf_sample *s)
{
	return s->rss_peak;
}

static double page_faults(const struct pf_sample *s)
{
	return s->minor_faults + s->major_faults;
}

static double context_switches(const struct pf_sample *s)
{
	return s->voluntary_switches + s->involuntary_switches;
}

static double read_bytes(const struct pf_sample *s)
{
	return s->read_bytes;
}

static double written_bytes(const struct pf_sample *s)
{
	return s->written_bytes;
}

static double instructions(const struct pf_sample *s)
{
	return s->instructions;
}

static const struct {
	const char *name, *unit;
	double (*of)(const struct pf_sample *s);
} metrics[PF_METRICS] = {
	[PF_WALL_TIME] = { "wall_time", "s", wall_time },
	[PF_CPU_TIME] = { "cpu_time", "s", cpu_time },
	[PF_RSS_PEAK] = { "rss_peak", "B", rss_peak },
	[PF_PAGE_FAULTS] = { "page_faults", "1", page_faults },
	[PF_CONTEXT_SWITCHES] = { "context_switches", "1", context_switches },
	[PF_READ_BYTES] = { "read_bytes", "B", read_bytes },
	[PF_WRITTEN_BYTES] = { "written_bytes", "B", written_bytes },
	[PF_INSTRUCTIONS] = { "instructions", "1", instructions },
};

const char *pf_metric_name(enum pf_metric m)
{
	return metrics[m].name;
}

const char *pf_metric_unit(enum pf_metric m)
{
	return metrics[m].unit;
}

double *pf_values(enum pf_metric m, const struct pf_sample *samples, size_t n)
{
	double *values = wr_calloc(n, sizeof *values);

	for (size_t i = 0; i < n; i++)
		values[i] = metrics[m].of(&samples[i]);
	return values;
}

double pf_median(enum pf_metric m, const struct pf_sample *samples, size_t n)
{
	double *values = pf_values(m, samples, n), median = wr_median(values, n);

	free(values);
	return median;
}

double *pf_log_ratios(enum pf_metric m, const struct pf_sample *base, const struct pf_sample *head, size_t n)
{
	double *ratios = wr_calloc(n, sizeof *ratios);

	for (size_t i = 0; i < n; i++)
		ratios[i] = log(metrics[m].of(&head[i]) / metrics[m].of(&base[i]));
	return ratios;
}
