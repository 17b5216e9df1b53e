/* truncate.c - answers break off. */
#include "loadsim/faults_p.h"

extern const struct ls_fault_kind ls_fault_truncate;

static void inject(const struct ls_fault *f, struct wr_rng *rng, struct ls_damage *d)
{
	(void)rng;
	if (d->end == LS_END_OWN)
		d->keep = (uint32_t)f->bytes;
	ls_damage_end(d, LS_END_TRUNCATED);
}

const struct ls_fault_kind ls_fault_truncate = {
	.name = "truncate",
	.help = "the connection ends after so much of the answer (bytes); a shorter one passes whole",
	.needs = LS_FAULT_BYTES,
	.causes = 1 << LS_FAIL_RESET,
	.inject = inject,
};
