/* refuse.c - nobody listens. */
#include "loadsim/faults_p.h"

extern const struct ls_fault_kind ls_fault_refuse;

static void inject(const struct ls_fault *f, struct wr_rng *rng, struct ls_damage *d)
{
	(void)f;
	(void)rng;
	ls_damage_end(d, LS_END_REFUSED);
}

const struct ls_fault_kind ls_fault_refuse = {
	.name = "refuse",
	.help = "the request needs a new connection, and that is refused",
	.causes = 1 << LS_FAIL_CONNECT,
	.inject = inject,
};
