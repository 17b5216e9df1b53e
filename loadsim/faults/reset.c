/* reset.c - connections break by RST. */
#include "loadsim/faults_p.h"

extern const struct ls_fault_kind ls_fault_reset;

static void inject(const struct ls_fault *f, struct wr_rng *rng, struct ls_damage *d)
{
	(void)rng;
	ls_damage_end(d, f->when == LS_BEFORE ? LS_END_RESET_BEFORE :
			 f->when == LS_DURING ? LS_END_RESET_DURING : LS_END_RESET_AFTER);
}

const struct ls_fault_kind ls_fault_reset = {
	.name = "reset",
	.help = "the connection is reset before, during or after the server's work (when)",
	.needs = LS_FAULT_WHEN,
	.causes = 1 << LS_FAIL_RESET,
	.inject = inject,
};
