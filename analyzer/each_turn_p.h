#ifndef WEIR_ANALYZER_EACH_TURN_P_H
#define WEIR_ANALYZER_EACH_TURN_P_H

#include "analyzer/rule.h"

/* each_turn_p.h - what is done to one and the same container, or at all, on every turn of a loop that grows. */

/* A deed on every turn of a loop, by an op itself or by what it calls. */
struct an_turn_deed {
	uint32_t function;
	an_id op, loop;                 /* loop 0: the op is a call of for_each(), to which the callee is given */
	an_id container;                /* in the function; 0 = a global that only the callee names */
	enum an_size size;
	const struct an_call *call;     /* NULL = the op itself does it */
	uint32_t search;                /* of the callee, first of the way */
	struct an_place end;            /* the function and op that does it in the end */
	uint32_t last;                  /* its search, 0 = the op itself */
};

/* Calls `found` for each deed of the kind, once per function and container. */
void an_each_turn_deed(const struct an_program *p, struct an_sink *sink, enum an_deed deed,
		       void (*found)(const struct an_program *, struct an_sink *, const struct an_turn_deed *));

/* Does the container begin anew on each turn of the loop, or with each call (loop 0): getline(in, line), text.clear()? */
bool an_is_refilled(const struct an_program *p, uint32_t function, an_id container, an_id loop);

/* "the loop over rows (line 12)", or "the elements that for_each_ref() hands over (line 12)". */
const char *an_deed_over(struct an_sink *sink, const struct an_turn_deed *d);
/* "self.items", or the callee's name for it. */
const char *an_deed_container(struct an_sink *sink, const struct an_turn_deed *d);
/* "xs.insert()", or "add() (xs.insert(), app/list.py:12)". */
const char *an_deed_cause(struct an_sink *sink, const struct an_turn_deed *d);
/* The loop and the way from it to the deed; medium confidence where calls are between. */
void an_deed_chain(struct an_report *r, struct an_sink *sink, const struct an_turn_deed *d);

#endif
