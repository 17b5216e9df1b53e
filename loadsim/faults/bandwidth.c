/* bandwidth.c - answers trickle. */
#include "loadsim/faults_p.h"

extern const struct ls_fault_kind ls_fault_bandwidth;

static void inject(const struct ls_fault *f, struct wr_rng *rng, struct ls_damage *d)
{
	(void)rng;
	if (d->bandwidth == 0 || f->rate < d->bandwidth)
		d->bandwidth = f->rate;
}

const struct ls_fault_kind ls_fault_bandwidth = {
	.name = "bandwidth",
	.help = "the answer comes at so many bytes per second (rate)",
	.needs = LS_FAULT_RATE,
	.causes = 1 << LS_FAIL_TIMEOUT,
	.inject = inject,
};
