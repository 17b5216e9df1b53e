#ifndef WEIR_LOADSIM_WIRE_P_H
#define WEIR_LOADSIM_WIRE_P_H

#include "loadsim/loadsim.h"
#include "loadsim/target_p.h"

/* wire_p.h - the requests of a scenario as bytes, made once. */

struct ls_wire {
	const char *bytes;      /* HTTP/1.1, RFC 9112 */
	size_t size;
	bool head;              /* its answer has no body */
	bool idempotent;        /* may be sent again if a kept connection is closed under it (RFC 9110, 9.2.2) */
	const char *path;       /* as in the scenario */
};

/* One per request of s, in arena. */
struct ls_wire *ls_wires_make(const struct ls_scenario *s, const struct ls_target *t, struct wr_arena *arena);

#endif
