#ifndef WEIR_ANALYZER_PYTHON_FRONT_P_H
#define WEIR_ANALYZER_PYTHON_FRONT_P_H

#include "analyzer/python/emitter_p.h"
#include "analyzer/python/module_name_p.h"

/* front_p.h - all state of the Python front end; its memory is used again for the next file. */

struct py_front {
	struct wr_buf bytes;
	struct py_source source;
	struct py_names names;
	struct py_tokens tokens;
	struct py_tree tree;
	struct py_binder binder;
	struct py_emitter emitter;
	struct an_builder *out;
	struct an_py_folder folder;
	const char *root;       /* of the tree under test, NULL = not known */
};

struct py_front *an_py_front_new(void);
void an_py_front_free(struct py_front *f);      /* accepts NULL */
/* Appends the unit of a file with these bytes (at most PY_SOURCE_MAX, PY_PADDING zero bytes behind them)
 * to out. */
void an_py_read(struct py_front *f, const char *path, const char *bytes, size_t n, struct wr_buf *out);

#endif
