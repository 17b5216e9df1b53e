#ifndef WEIR_ANALYZER_HELD_IO_H
#define WEIR_ANALYZER_HELD_IO_H

#include "analyzer/locks.h"
#include "analyzer/rule.h"

/*
 * held_io.h - slow calls while a lock is held, for the rules that report them.
 *
 * Only where the lock is also taken for something short: whoever does that waits for nothing of his.
 * A lock all of whose regions are slow is there to let one at a time do the slow thing.
 */

/* Reports those of Python, or of all other languages: at most one per region. */
void an_report_slow_calls(const struct an_program *p, struct an_sink *sink, bool python);

#endif
