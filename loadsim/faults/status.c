/* status.c - errors instead of answers. */
#include "loadsim/faults_p.h"

extern const struct ls_fault_kind ls_fault_status;

static void inject(const struct ls_fault *f, struct wr_rng *rng, struct ls_damage *d)
{
	(void)rng;
	if (d->end == LS_END_OWN)
		d->status = (uint16_t)f->status;
	ls_damage_end(d, LS_END_STATUS);
}

const struct ls_fault_kind ls_fault_status = {
	.name = "status",
	.help = "answered with this status (400 to 599) without asking the server",
	.needs = LS_FAULT_STATUS,
	.causes = 1 << LS_FAIL_STATUS,
	.inject = inject,
};
