#ifndef WEIR_ANALYZER_ASKED_ROWS_H
#define WEIR_ANALYZER_ASKED_ROWS_H

#include "analyzer/rule.h"

/* asked_rows.h - rows of an ORM that are loaded only to be counted, or to see whether there are any. */

enum an_question { AN_HOW_MANY, AN_WHETHER };

/* One place that asks: len(rows), if rows:, bool(rows).  op gives the rows; at is where they are asked for, and
 * symbol what they are called in between, 0 = nothing. */
struct an_asked_rows { uint32_t function; an_id op; an_id symbol; struct an_span at; bool loaded; };

/* Calls `found` if the op is such a place, len(rows) or bool(rows).  loaded: the op loads the rows by itself
 * (Query.all()), it is not that the question does. */
typedef void an_found_asked(struct an_sink *sink, const struct an_asked_rows *rows);
void an_asked_by_call(const struct an_program *p, struct an_sink *sink, uint32_t function, an_id op,
		      enum an_question question, an_found_asked *found);
/* The same of each place of the function that asks for their truth: if rows: */
void an_asked_by_branches(const struct an_program *p, struct an_sink *sink, uint32_t function, an_found_asked *found);

/* Does the query want rows that agree in something with what the function was given, a name, an owner?  Those are few
 * most often. */
bool an_asked_are_few(const struct an_program *p, const struct an_asked_rows *rows);

#endif
