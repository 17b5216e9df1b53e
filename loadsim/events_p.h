#ifndef WEIR_LOADSIM_EVENTS_P_H
#define WEIR_LOADSIM_EVENTS_P_H

#include <stddef.h>

/* events_p.h - what will happen, earliest first: a binary heap. */

enum ls_event_kind {
	LS_SERVED,              /* a worker is done and the client has its answer */
	LS_SERVED_FOR_NOBODY,   /* a worker is done; the client had given up */
	LS_GAVE_UP              /* the client of a request in service gives up */
};

struct ls_event {
	double time;            /* seconds */
	double arrived;         /* when its request did, seconds */
	enum ls_event_kind kind;
};

struct ls_events { struct ls_event *items; size_t n, cap; };    /* items[0] is the earliest */

void ls_events_push(struct ls_events *q, struct ls_event e);
struct ls_event ls_events_pop(struct ls_events *q);     /* n > 0 */
void ls_events_free(struct ls_events *q);

#endif
