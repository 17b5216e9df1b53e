#ifndef WEIR_ANALYZER_ASKED_ROWS_H
#define WEIR_ANALYZER_ASKED_ROWS_H

#include "analyzer/rule.h"

/* asked_rows.h - rows of an ORM that are loaded only to be counted, or to see whether there are any. */

enum an_question { AN_HOW_MANY, AN_WHETHER };

/* One place that asks: len(rows), if rows:, bool(rows).  op gives the rows; at is where they are asked for, and
 * symbol what they are called in between, 0 = nothing. */
struct an_asked_rows { uint32_t function; an_id op; an_id symbol; struct an_span at; bool loaded; };

/* Calls `found` for each such place, once per symbol.  loaded: the op loads the rows by itself (Query.all()), it is
 * not that the question does. */
void an_each_asked(const struct an_program *p, struct an_sink *sink, enum an_question question,
		   void (*found)(struct an_sink *sink, const struct an_asked_rows *rows));

/* Does the query want rows that agree in something with what the function was given, a name, an owner?  Those are few
 * most often. */
bool an_asked_are_few(const struct an_program *p, const struct an_asked_rows *rows);

#endif
