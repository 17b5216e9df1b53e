#ifndef WEIR_LOADSIM_WIRE_P_H
#define WEIR_LOADSIM_WIRE_P_H

#include "core/rng.h"
#include "loadsim/loadsim.h"
#include "loadsim/target_p.h"

/* wire_p.h - the requests of a scenario as bytes, made once, and the choice among them. */

struct ls_wire {
	const char *bytes;      /* HTTP/1.1, RFC 9112 */
	size_t size;
	bool head;              /* its answer has no body */
	bool idempotent;        /* may be sent again if a kept connection is closed under it (RFC 9110, 9.2.2) */
	double up_to;           /* cumulative share of the weights, 0..1 */
};

/* One per request of s, in arena. */
struct ls_wire *ls_wires_make(const struct ls_scenario *s, const struct ls_target *t, struct wr_arena *arena);
/* Chosen by weight. */
const struct ls_wire *ls_wire_pick(const struct ls_wire *wires, size_t n, struct wr_rng *rng);

#endif
