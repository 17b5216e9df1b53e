#ifndef WEIR_ANALYZER_PYTHON_MODULE_NAME_P_H
#define WEIR_ANALYZER_PYTHON_MODULE_NAME_P_H

#include <stdbool.h>
#include "core/arena.h"

/* module_name_p.h - "app.db.store" for app/db/store.py: folders count for as long as they hold an __init__.py. */

struct an_py_folder {           /* what is known of the folder read last; zeroed: nothing */
	struct wr_arena *arena;
	const char *folder, *prefix;
};

/* In the arena.  *is_init: the file is a package's __init__.py. */
const char *an_py_module_name(struct an_py_folder *known, struct wr_arena *arena, const char *path, bool *is_init);
void an_py_folder_free(struct an_py_folder *known);

#endif
