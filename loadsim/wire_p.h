#ifndef WEIR_LOADSIM_WIRE_P_H
#define WEIR_LOADSIM_WIRE_P_H

#include <nghttp2/nghttp2.h>
#include "loadsim/loadsim.h"
#include "loadsim/target_p.h"

/* wire_p.h - the requests of a scenario as bytes, made once. */

struct ls_wire {
	const char *bytes;      /* HTTP/1.1, RFC 9112; NULL in HTTP/2 */
	size_t size;
	const nghttp2_nv *fields;       /* HTTP/2, RFC 9113, 8.3.1: pseudo-headers and headers; NULL in HTTP/1.1 */
	size_t field_count;
	const char *body;       /* NULL = none */
	size_t body_size;
	bool head;              /* its answer has no body */
	bool idempotent;        /* may be sent again if a kept connection is closed under it (RFC 9110, 9.2.2) */
	const char *path;       /* as in the scenario */
};

/* One per filled request of s (mix_p.h), in arena. */
struct ls_wire *ls_wires_make(const struct ls_scenario *s, const struct ls_target *t, struct wr_arena *arena);

#endif
