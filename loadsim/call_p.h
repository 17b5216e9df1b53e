#ifndef WEIR_LOADSIM_CALL_P_H
#define WEIR_LOADSIM_CALL_P_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/rng.h"
#include "loadsim/faults_p.h"

/*
 * call_p.h - the simulator's calls (one attempt of one request each), kept in
 * an array and named by index, and the lines in which they wait.
 */

#define LS_NO_CALL UINT32_MAX

enum ls_call_state {
	LS_CALL_WAITS,          /* for a connection */
	LS_CALL_TRAVELS,        /* an event will bring it to the service */
	LS_CALL_QUEUED,
	LS_CALL_SERVED,         /* by a worker */
	LS_CALL_RETURNS,        /* an event will end it */
	LS_CALL_LOST,           /* in a blackhole */
	LS_CALL_PAUSES          /* between two attempts */
};

struct ls_call {
	double first;           /* when the request was due, seconds */
	double queued;          /* when this attempt came to the service */
	uint32_t before, after; /* in a line; after also in the list of free ones */
	uint32_t request;       /* index into the scenario's filled ones */
	uint32_t serial;        /* of the use of this place */
	uint32_t attempt;       /* 0 = the first */
	uint8_t state;          /* enum ls_call_state */
	bool abandoned;         /* its client has given up */
	bool hit;               /* a fault hit this or an earlier attempt */
};

struct ls_calls {
	struct ls_call *items;
	struct ls_damage *damages;      /* of each, NULL unless there are faults */
	bool with_damages;
	size_t n, cap;
	uint32_t free;
};
/* All zero but serial and state (LS_CALL_WAITS); pointers into items are valid until the next. */
uint32_t ls_calls_take(struct ls_calls *c);
void ls_calls_give_back(struct ls_calls *c, uint32_t call);
void ls_calls_free(struct ls_calls *c);

struct ls_line {                /* first come first served, last come first served, or in random order */
	int discipline;         /* enum ls_discipline */
	uint32_t first, last;
	size_t n;
	uint32_t *members;      /* LS_RANDOM: those that wait, in any order; `before` is their place */
	size_t cap;
};
void ls_line_start(struct ls_line *l, int discipline);
void ls_line_stop(struct ls_line *l);
void ls_line_push(struct ls_line *l, struct ls_calls *c, uint32_t call);
/* The next to be served; n > 0. */
uint32_t ls_line_pop(struct ls_line *l, struct ls_calls *c, struct wr_rng *rng);
void ls_line_leave(struct ls_line *l, struct ls_calls *c, uint32_t call);

#endif
