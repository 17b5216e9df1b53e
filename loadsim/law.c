/* law.c - service-time laws. */
#include "loadsim/law_p.h"

#include <assert.h>
#include <math.h>
#include "core/stats.h"

int ls_lognormal_fit(double mean, double p99, double *mu, double *sigma)
{
	double z = wr_normal_quantile(0.99), ratio = log(p99 / mean), root = z * z - 2 * ratio;

	if (!(mean > 0 && ratio > 0 && root > 0))
		return -1;
	/* z - sqrt(root), written so that it does not cancel for a p99 close to the mean */
	*sigma = 2 * ratio / (z + sqrt(root));
	*mu = log(mean) - *sigma * *sigma / 2;
	return 0;
}

void ls_time_law_start(struct ls_time_law *law, const struct ls_time *time)
{
	*law = (struct ls_time_law){ .law = time->law, .mean = time->mean, .samples = time->samples,
				     .sample_count = time->sample_count };
	if (law->law == LS_LOGNORMAL) {
		int impossible = ls_lognormal_fit(law->mean, time->p99, &law->mu, &law->sigma);

		assert(!impossible);
		(void)impossible;
	}
	assert(law->law == LS_EMPIRICAL ? law->sample_count > 0 : law->mean > 0);
}

double ls_time_law_draw(const struct ls_time_law *law, struct wr_rng *rng)
{
	switch (law->law) {
	case LS_EXPONENTIAL:
		return wr_rng_exponential(rng, law->mean);
	case LS_LOGNORMAL:
		return wr_rng_lognormal(rng, law->mu, law->sigma);
	case LS_EMPIRICAL:
		return law->samples[wr_rng_below(rng, law->sample_count)];
	default:
		return law->mean;
	}
}
