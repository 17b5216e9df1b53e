/* slow_close.c - the end of answers is late. */
#include "loadsim/faults_p.h"

extern const struct ls_fault_kind ls_fault_slow_close;

static void inject(const struct ls_fault *f, struct wr_rng *rng, struct ls_damage *d)
{
	(void)rng;
	d->hold += f->delay;
}

const struct ls_fault_kind ls_fault_slow_close = {
	.name = "slow_close",
	.help = "the last byte of the answer comes late (delay), and then the connection is closed",
	.needs = LS_FAULT_DELAY,
	.causes = 1 << LS_FAIL_TIMEOUT,
	.inject = inject,
};
