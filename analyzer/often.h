#ifndef WEIR_ANALYZER_OFTEN_H
#define WEIR_ANALYZER_OFTEN_H

#include "analyzer/beside.h"
#include "analyzer/rule.h"

/* often.h - code that runs over and over as long as the program does. */

/* How what the function does in the loop (0 = in none) comes to run over and over: a name for the sentence ("handle(),
 * which handles requests"), or NULL. */
const char *an_runs_often(const struct an_program *p, struct an_sink *sink, const struct an_beside *b, uint32_t f, an_id loop);

/* Is a function of that name run while the program is put together, or when it is asked to? */
bool an_is_setup(const char *name);

/* Is that the function itself, no caller of it? */
bool an_runs_often_itself(const struct an_program *p, const struct an_beside *b, uint32_t function, an_id loop);

#endif
