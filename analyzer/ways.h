#ifndef WEIR_ANALYZER_WAYS_H
#define WEIR_ANALYZER_WAYS_H

#include "analyzer/program.h"

/*
 * ways.h - a function walked along all its ways at once, in source order.
 *
 * What is known at a place is a state of the caller's own, a flat struct: where ways part it is copied,
 * where they meet the copies are joined.  A loop's turn is walked twice, first with `muted` set, so that
 * the second time what the end of a turn leaves behind is known at its beginning.  Ways that go back by
 * goto are not followed.
 */

struct an_ways {
	size_t size;            /* of a state, bytes */
	void *data;
	/* Makes *state hold what is true on both ways. */
	void (*join)(void *state, const void *other, void *data);
	void (*op)(struct an_ways *ways, void *state, an_id op);                /* may be NULL, as all that follow */
	void (*change)(struct an_ways *ways, void *state, an_id write);
	/* BRANCH, RETURN, THROW, CONTINUE, GOTO, LABEL (as it is fallen into), KEEP, MENTION and CONDITION; control goes
	 * on behind it, or leaves. */
	void (*mark)(struct an_ways *ways, void *state, const struct an_mark *mark);
	/* An arm begins, or (the last time, where one need not be run) the way past all of them.  Also of a CONDITION:
	 * index 0 goes on with the turn, 1 leaves the loop. */
	void (*arm)(struct an_ways *ways, void *state, const struct an_mark *branch, unsigned index);
	void (*turn)(struct an_ways *ways, void *state, an_id loop);            /* a turn ends, not by continue */
	/* Control leaves what began with that op: what its blocks held is given back. */
	void (*leave)(void *state, an_id first_op, void *data);
	void (*end)(struct an_ways *ways, void *state);                         /* falls off the end */
	const struct an_program *p;
	uint32_t function;
	an_id loop;             /* at CONTINUE: the one that goes on */
	unsigned muted;
	bool stop;              /* set it to end the walk */
};

/* Walks the function from the state, which is changed. */
void an_walk_ways(struct an_ways *ways, const struct an_program *p, uint32_t function, void *state);

#endif
