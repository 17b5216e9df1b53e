#ifndef WEIR_ANALYZER_SERIAL_H
#define WEIR_ANALYZER_SERIAL_H

#include "analyzer/program.h"

/*
 * serial.h - what a coroutine awaits one turn after the other though no turn needs the one before.
 */

/* Does the loop await the network at the op, on each turn for itself?  *way leads from the op to the
 * request (its last op may be the op itself, where only the receiver's name says that it asks the network). */
bool an_awaits_one_by_one(const struct an_program *p, uint32_t function, an_id op, struct an_way *way, an_id *loop);

#endif
