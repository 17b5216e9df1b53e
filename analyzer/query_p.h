#ifndef WEIR_ANALYZER_QUERY_P_H
#define WEIR_ANALYZER_QUERY_P_H

#include "analyzer/rule.h"

/* query_p.h - what loop-query and loop-query-indirect both ask. */

/* The growing loop in which the way's first op costs a query per turn; 0 = none, or the loop works
 * in batches, pages through a result, runs a list of statements, or asks another server each time. */
an_id an_query_loop(const struct an_program *p, const struct an_way *way);
/* The SQL text of the query at the way's end, where the source has it as a constant: there, or where a function of the
 * program's own that runs statements is called; "" elsewhere. */
const char *an_query_text(const struct an_program *p, const struct an_way *way);
/* Does the query at the end of the way change rows, by its SQL or by the ORM's name for it? */
bool an_query_writes(const struct an_program *p, const struct an_way *way);
/* Does each turn of the loop take many elements (a batch, a page, a chunk)? */
bool an_loop_in_batches(const struct an_program *p, uint32_t function, an_id loop);
/* Is there a growing loop further down the way, which is to blame and reported there? */
bool an_blamed_below(const struct an_program *p, const struct an_way *way);
/* Does the way lead through no `if` further down than the called function itself?  One that does is often
 * one that this caller does not take: `if config is None: config = load()`. */
bool an_leads_there(const struct an_program *p, const struct an_way *way);
/* Does the turn of the loop send other statements besides this one?  Python. */
bool an_is_one_of_several(const struct an_program *p, uint32_t function, an_id op, an_id loop);
/* value = cache.get(key), the query if that is none, cache.set(key, value)?  Python. */
bool an_answer_is_kept(const struct an_program *p, uint32_t function, an_id op);
/* Does a function on the way send other statements besides? */
bool an_writes_several(const struct an_program *p, const struct an_way *way);
/* Is the query at the end of the way one of which a reviewer expects one per turn: an insert-or-get, one of several of a
 * function that does more, a search that ends with its first answer?  Python. */
bool an_query_expected(const struct an_program *p, const struct an_way *way, an_id loop);
/* What the turns of the loop do besides the op `but_for` (0 = none) itself, directly or through calls; what the op
 * leads to counts.  Python; elsewhere 0. */
enum an_turn_work {
	AN_WORK_WRITES = 1,             /* changes rows, or ends a transaction */
	AN_WORK_WAITS = 2               /* sends something, waits for the network, a process or the time */
};
unsigned an_turn_work(const struct an_program *p, uint32_t function, an_id loop, an_id but_for);
/* Is something done behind the op, in the same loop, where it fails: is each turn for itself?  Python. */
bool an_turn_may_fail(const struct an_program *p, uint32_t function, an_id loop, an_id op);
/* "one query per order" */
const char *an_query_cost(struct an_sink *sink, uint32_t function, an_id loop);

#endif
