#ifndef WEIR_LOADSIM_LAW_P_H
#define WEIR_LOADSIM_LAW_P_H

#include "core/rng.h"
#include "loadsim/loadsim.h"

/* law_p.h - the law of a time, ready to be drawn from. */

struct ls_time_law {
	int law;                /* enum ls_law */
	double mean;            /* seconds */
	double mu, sigma;       /* lognormal: of the logarithm of the time in seconds */
	const double *samples;  /* empirical: one of them, each as likely as any other */
	size_t sample_count;
};

/*
 * Parameters of the lognormal law from its mean and its 99th percentile.
 * With z the normal quantile of 0.99: mean = exp(mu + sigma^2/2) and p99 =
 * exp(mu + z sigma), hence ln(p99/mean) = z sigma - sigma^2/2, of which the
 * smaller root is taken (the larger one is a law whose mean comes from less
 * than one request in a hundred).  -1 unless 1 < p99/mean < exp(z^2/2) = 14.97:
 * no lognormal law has such a pair.
 */
int ls_lognormal_fit(double mean, double p99, double *mu, double *sigma);

/* The times must have passed ls_scenario_read's checks; asserts otherwise. */
void ls_time_law_start(struct ls_time_law *law, const struct ls_time *time);
double ls_time_law_draw(const struct ls_time_law *law, struct wr_rng *rng);     /* seconds */

#endif
