#ifndef WEIR_ANALYZER_OWN_TAKINGS_H
#define WEIR_ANALYZER_OWN_TAKINGS_H

#include "analyzer/program.h"

/*
 * own_takings.h - what a program in C takes by functions of its own, known by what gives it back: a list that a call
 * makes and x_list_free() frees, a buffer on the stack that buf_add() fills and buf_release() empties.
 */

struct an_own_taking {
	an_id symbol;           /* what holds it: a local */
	an_id release;          /* the op that gives it back, on some way through the same turn of the loop */
	bool object;            /* by value, filled by the address: it must be declared in the loop, as a new one each turn */
};

/* Does the op, in a loop, take something that another op in the same loop gives back? */
bool an_takes_own(const struct an_program *p, uint32_t function, an_id op, struct an_own_taking *taking);
/* By its name, is the function of the same family as the one that gives back, and leaves alone what it is given? */
bool an_own_looks(const an_unit *u, const struct an_own_taking *taking, const struct an_op *o);

/* Is it by its name a function that frees what it is given? */
bool an_gives_back(const char *name);

#endif
