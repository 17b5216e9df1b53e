/* customs.c - what some calls do with the functions and coroutines that they are given. */
#include "analyzer/python/emitter_p.h"

#define FUNCTION(name, result)
#define TEXT(name, result)
#define LIST(name, result)
#define HASH(name, result)
#define GROWS(name)
#define CHANGES(name)
#define DEFERS(name)
#define STARTS(name)
#define AWAITS(name)
#define EACH(name, function, over)

static const uint8_t customs[PY_KNOWN_NAMES] = {
#undef DEFERS
#undef STARTS
#undef AWAITS
#define DEFERS(name) [PY_NAME_##name] = PY_DEFERS,
#define STARTS(name) [PY_NAME_##name] = PY_STARTS,
#define AWAITS(name) [PY_NAME_##name] = PY_AWAITS,
#include "analyzer/python/builtins.def"
#undef DEFERS
#undef STARTS
#undef AWAITS
#define DEFERS(name)
#define STARTS(name)
#define AWAITS(name)
};

enum { KEY = -1, RECEIVER = -2 };

enum each_index {
	E_NONE,
#undef EACH
#define EACH(name, function, over) E_##name,
#include "analyzer/python/builtins.def"
};

static const struct each { int function, over; } each[] = {
	[E_NONE] = { 0, 0 },
#undef EACH
#define EACH(name, function, over) [E_##name] = { function, over },
#include "analyzer/python/builtins.def"
};

static const uint8_t each_of[PY_KNOWN_NAMES] = {
#undef EACH
#define EACH(name, function, over) [PY_NAME_##name] = E_##name,
#include "analyzer/python/builtins.def"
};

enum py_custom an_py_custom(const struct py_emitter *e, uint32_t path)
{
	const struct py_path *p = &e->b->paths[path], *owner = &e->b->paths[p->parent];

	if (!path || p->name >= PY_KNOWN_NAMES)
		return PY_NO_CUSTOM;
	if (customs[p->name] == PY_AWAITS && owner->name != PY_NAME_ASYNCIO && p->name != PY_NAME_RUN_UNTIL_COMPLETE)
		return PY_NO_CUSTOM;
	return (enum py_custom)customs[p->name];
}

static uint32_t argument(const struct py_emitter *e, uint32_t call, int which)
{
	int i = 0;

	PY_EACH(e->tree, x, py_next(e->tree, py_kid(e->tree, call))) {
		const struct py_node *n = py_node_of(e->b, x);

		if (n->kind == PY_N_KEYWORD) {
			if (which == KEY && n->value == PY_NAME_KEY)
				return n->kid;
		} else if (i++ == which) {
			return x;
		}
	}
	return 0;
}

/* A built-in, list.sort, or functools and itertools: others of the same name may do anything. */
static bool is_meant(const struct py_emitter *e, uint32_t path, uint32_t object_type)
{
	const struct py_path *p = &e->b->paths[path], *owner = &e->b->paths[p->parent];

	if (p->name == PY_NAME_SORT)
		return py_value_of(e->b, object_type) == AN_VALUE_LIST || py_is_unknown(e->b, object_type);
	if (!p->parent)
		return true;
	return !owner->parent && (owner->name == PY_NAME_FUNCTOOLS || owner->name == PY_NAME_ITERTOOLS);
}

uint32_t an_py_called_for_each(const struct py_emitter *e, uint32_t call, uint32_t path,
			       const struct py_operand *object, uint32_t *over)
{
	uint32_t name = e->b->paths[path].name, function;
	const struct each *x;

	if (name >= PY_KNOWN_NAMES || !each_of[name] ||
	    !is_meant(e, path, object ? object->type : (uint32_t)PY_UNKNOWN))
		return 0;
	x = &each[each_of[name]];
	function = argument(e, call, x->function);
	*over = x->over != RECEIVER ? argument(e, call, x->over) : object ? object->node : 0;
	return function && py_kind(e->tree, function) != PY_N_CONSTANT ? function : 0;
}
