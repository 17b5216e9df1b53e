#ifndef WEIR_ANALYZER_PYTHON_VECTORS_P_H
#define WEIR_ANALYZER_PYTHON_VECTORS_P_H

#include "analyzer/python/emitter_p.h"

/* vectors_p.h - what a loop that may only compute does, statement by statement. */

#define PY_FEW_NAMES 24
#define PY_ARRAYS_MAX 12

struct py_few_names { uint32_t items[PY_FEW_NAMES]; unsigned n; };

struct py_array {
	an_id symbol;
	uint32_t node;
	uint32_t read, written;         /* the first such subscript, 0 = none */
	bool several;                   /* read at several places, or written at several */
};

struct py_vector {
	struct py_emitter *e;
	struct py_few_names indices;    /* variables of the loops: places in arrays */
	struct py_few_names assigned;   /* by now, in this turn, on this way */
	struct py_few_names ever, before;       /* assigned in any turn; read while not assigned */
	struct py_few_names sums;       /* x += ... */
	struct py_array arrays[PY_ARRAYS_MAX];
	unsigned array_count;
	unsigned operations;
	unsigned tests;                 /* around what is read: only a number has a truth */
	bool numbers;                   /* an element is used as what only a number can be */
	bool places;                    /* x[i, j]: elements of more than one dimension */
	unsigned depth;
	bool counted, rows;             /* over a range; over the rows of a table */
};

/* Adds the name; false if there are too many. */
bool an_py_put_name(struct py_few_names *names, uint32_t name);
/* Is the name one of these words (NULL-ended)? */
bool an_py_is_word(const struct py_emitter *e, uint32_t name, const char *const *words);
/* The array that the symbol, mentioned by the node, stands for; NULL if there are too many. */
struct py_array *an_py_array_of(struct py_vector *v, an_id symbol, uint32_t node);
/* Notes what the statement does; false if it does more than compute. */
bool an_py_read_computing(struct py_vector *v, uint32_t statement);
/* Does a turn, all of which was read, need what another one made? */
bool an_py_turns_depend(const struct py_vector *v);

#endif
