/* blackhole.c - requests are taken and never answered. */
#include "loadsim/faults_p.h"

extern const struct ls_fault_kind ls_fault_blackhole;

static void inject(const struct ls_fault *f, struct wr_rng *rng, struct ls_damage *d)
{
	(void)f;
	(void)rng;
	ls_damage_end(d, LS_END_BLACKHOLE);
}

const struct ls_fault_kind ls_fault_blackhole = {
	.name = "blackhole",
	.help = "taken and never answered: the client's timeout ends it",
	.causes = 1 << LS_FAIL_TIMEOUT,
	.inject = inject,
};
