#ifndef WEIR_LOADSIM_EVENTS_P_H
#define WEIR_LOADSIM_EVENTS_P_H

#include <stddef.h>
#include <stdint.h>

/* events_p.h - what will happen, earliest first: a binary heap. */

enum ls_event_kind {
	LS_SERVED,              /* a worker is done */
	LS_TRAVELLED,           /* a request is where it can be taken up */
	LS_RETURNED,            /* an answer is whole */
	LS_TRIES_AGAIN          /* a client, after its backoff */
};

struct ls_event {
	double time;            /* seconds */
	uint32_t call;          /* whose */
	enum ls_event_kind kind;
};

struct ls_events { struct ls_event *items; size_t n, cap; };    /* items[0] is the earliest */

void ls_events_push(struct ls_events *q, struct ls_event e);
struct ls_event ls_events_pop(struct ls_events *q);     /* n > 0 */
void ls_events_free(struct ls_events *q);

#endif
