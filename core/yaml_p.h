#ifndef WEIR_CORE_YAML_P_H
#define WEIR_CORE_YAML_P_H

#include <stdbool.h>
#include "core/yaml.h"

/* yaml_p.h - the tree between the text (yaml.c) and the tables (yaml_decode.c). */

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_kind kind;
	struct wr_mark mark;
	const char *text;               /* of a scalar */
	bool plain;                     /* the scalar has no quotes */
	const char *key;                /* of a value in a map */
	struct wr_mark key_mark;
	struct yaml_node *first, *last; /* of a list or map, in order */
	struct yaml_node *next;         /* in the same list or map */
	size_t count;                   /* of a list or map */
};

/* The tree in arena, or NULL with err.  Keys are unique, none is empty. */
struct yaml_node *wr_yaml_tree(const char *text, size_t n, const char *name, struct wr_arena *arena,
			       struct wr_err *err);

#endif
