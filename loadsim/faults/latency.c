/* latency.c - requests are passed on late: fixed, uniform around a mean, or lognormal. */
#include <math.h>
#include "loadsim/faults_p.h"
#include "loadsim/law_p.h"

extern const struct ls_fault_kind ls_fault_latency;

static int check(const struct ls_fault *f, const char *path, struct wr_err *err)
{
	double mu, sigma;

	if (!isnan(f->jitter) && !isnan(f->p99))
		return wr_fail_at(err, WR_EUSAGE, path, f->mark.line, f->mark.column,
				  "fault 'latency': 'jitter' (uniform) and 'p99' (lognormal) are both given");
	if (!isnan(f->jitter) && f->jitter > f->delay)
		return wr_fail_at(err, WR_EUSAGE, path, f->mark.line, f->mark.column,
				  "fault 'latency': 'jitter' may not exceed 'delay': nothing arrives before it was sent");
	if (!isnan(f->p99) && ls_lognormal_fit(f->delay, f->p99, &mu, &sigma))
		return wr_fail_at(err, WR_EUSAGE, path, f->mark.line, f->mark.column,
				  "fault 'latency': no lognormal law has the mean %g s and the p99 %g s: p99 must be above "
				  "the mean and below 14.97 times the mean", f->delay, f->p99);
	return 0;
}

static void inject(const struct ls_fault *f, struct wr_rng *rng, struct ls_damage *d)
{
	double delay = f->delay, mu, sigma;

	if (!isnan(f->jitter))
		delay += f->jitter * (2 * wr_rng_unit(rng) - 1);
	else if (!isnan(f->p99) && !ls_lognormal_fit(f->delay, f->p99, &mu, &sigma))
		delay = wr_rng_lognormal(rng, mu, sigma);
	d->delay += delay;
}

const struct ls_fault_kind ls_fault_latency = {
	.name = "latency",
	.help = "passed on late (delay), by uniform (jitter) or lognormal (p99) chance",
	.needs = LS_FAULT_DELAY,
	.takes = LS_FAULT_JITTER | LS_FAULT_P99,
	.causes = 1 << LS_FAIL_TIMEOUT,
	.check = check,
	.inject = inject,
};
