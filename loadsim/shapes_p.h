#ifndef WEIR_LOADSIM_SHAPES_P_H
#define WEIR_LOADSIM_SHAPES_P_H

#include "loadsim/loadsim.h"

/* shapes_p.h - what the files in arrivals/ share: the fields of a phase that a shape takes. */

enum ls_phase_field {
	LS_RATE = 1 << 0,
	LS_FROM = 1 << 1,
	LS_TO = 1 << 2,
	LS_AT = 1 << 3,
	LS_HOLD = 1 << 4,
	LS_PERIOD = 1 << 5,
	LS_AMPLITUDE = 1 << 6,
	LS_STEPS = 1 << 7,
	LS_FILE = 1 << 8
};

#define LS_MOST_RATE 1e7        /* per second */

/* A phase of which no field is given: they are all NaN. */
extern const struct ls_phase ls_phase_empty;

/* -1 with err unless exactly the fields in `needed` (a sum of enum
 * ls_phase_field) are given: a shape has no optional fields. */
int ls_phase_takes(const struct ls_phase *p, unsigned needed, const char *path, struct wr_err *err);

#endif
