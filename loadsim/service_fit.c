/* service_fit.c - workers, times and queue from what was observed. */
#include <assert.h>
#include <math.h>
#include "core/hist.h"
#include "loadsim/calibrate_p.h"

#define QUANTILES 2000

static double *quantiles(const struct wr_hist *h, struct wr_arena *arena)
{
	double *times = wr_arena_array(arena, QUANTILES, sizeof *times);

	for (size_t i = 0; i < QUANTILES; i++)
		times[i] = (double)wr_hist_quantile(h, ((double)i + 0.5) / QUANTILES) * 1e-9;
	return times;
}

/* Takes `travel` off each time; none becomes nothing. */
static void shorten(double *times, double travel)
{
	for (size_t i = 0; i < QUANTILES; i++)
		times[i] = fmax(times[i] - travel, times[i] / 100);
}

static double mean_of(const double *times)
{
	double sum = 0;

	for (size_t i = 0; i < QUANTILES; i++)
		sum += times[i];
	return sum / QUANTILES;
}

static void scale(double *times, double factor)
{
	for (size_t i = 0; i < QUANTILES; i++)
		times[i] *= factor;
}

struct ls_service ls_service_fit(const struct ls_observed *seen, const struct ls_service *base, struct wr_arena *arena)
{
	double *times = quantiles(seen->alone, arena), alone = mean_of(times), busy;
	struct ls_service s = *base;

	assert(wr_hist_count(seen->alone) && seen->capacity > 0);
	s.workers = (long long)fmax(round(seen->capacity * alone), 1);
	busy = (double)s.workers / seen->capacity;
	s.travel = fmax(alone - busy, 0);
	shorten(times, s.travel);
	/* exactly as many as were answered, whatever rounding and shortening did */
	scale(times, busy / mean_of(times));
	s.time = (struct ls_time){ .law = LS_EMPIRICAL, .mean = busy, .samples = times, .sample_count = QUANTILES };
	s.queue = seen->rejected ? (long long)fmax(round(seen->in_system) - (double)s.workers, 0) : -1;
	/* all of it is in the times now */
	s.cache = (struct ls_cache){ 0 };
	s.dependencies = (struct wr_list){ 0 };
	s.error_rate = 0;
	return s;
}
