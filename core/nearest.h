#ifndef WEIR_CORE_NEAREST_H
#define WEIR_CORE_NEAREST_H

#include <stddef.h>
#include "core/buf.h"

/*
 * nearest.h - "did you mean ...?": of the words offered, the one that was most
 * likely meant.  Start with { .word = WORD }, offer each candidate, read best.
 */

struct wr_nearest {
	const char *word;       /* what was written */
	const char *best;       /* borrowed from the candidates; NULL = none is near */
	size_t distance;        /* of best */
};

/* Near means: not more than a third of the longer word's letters inserted,
 * dropped, changed or swapped with a neighbour (optimal string alignment). */
void wr_nearest_offer(struct wr_nearest *n, const char *candidate);

/* The index of text in choices (NULL-ended); else -1, and why is appended to why:
 * "'jsn' is none of text, json; did you mean json?" */
int wr_choose(const char *text, const char *const *choices, struct wr_buf *why);

#endif
