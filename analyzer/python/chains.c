/* chains.c - a.b[c](d).e from left to right, in a loop: they may be as long as the file. */
#include "analyzer/python/emitter_p.h"

/* A function, class or imported thing. */
static bool is_thing(enum py_sort sort)
{
	return sort >= PY_SORT_ENTITY;
}

static void thing(struct py_operand *x, uint32_t node, uint32_t type, const struct py_type *t)
{
	py_plain(x, node, type);
	x->path = t->path;
	x->kind = t->sort == PY_SORT_ENTITY ? AN_ARG_EXPRESSION : AN_ARG_FUNCTION;
}

void an_py_emit_name(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	const struct py_node *n = py_node_of(e->b, node);
	uint32_t binding = py_lookup(e->b, e->scope, n->value);
	uint32_t type = binding ? py_current_type(e, binding) : an_py_type_of_name(e->b, e->scope, n->value);
	const struct py_type *t = py_type_at(e->b, type);

	if (is_thing((enum py_sort)t->sort)) {
		thing(x, node, type, t);
		return;
	}
	py_plain(x, node, type);
	if (!binding)
		return;
	x->symbol = x->root = py_symbol(e, binding, n->start);
	x->kind = AN_ARG_SYMBOL;
	py_use(e, x->symbol);
	if (e->function != e->module && an_edit_symbol(e->out, x->symbol)->kind == AN_GLOBAL)
		an_py_mention_global(e, x->symbol);
}

/* Makes *x its attribute. */
static void attribute(struct py_emitter *e, struct py_operand *x, uint32_t node)
{
	const struct py_node *n = py_node_of(e->b, node);
	struct py_attribute a = an_py_attribute(e->b, x->type, n->value, false);
	const struct py_type *t = py_type_at(e->b, a.type);
	an_id object = x->symbol, root = x->root;

	if (is_thing((enum py_sort)t->sort))
		thing(x, node, a.type, t);
	else
		py_plain(x, node, a.type);
	if (a.property) {
		x->op = an_py_emit_hidden_call(e, a.path, object, n->start, n->end);
	} else if (object) {
		x->symbol = an_py_member(e, object, n->value, a.type, n->start);
		if (x->symbol && x->kind == AN_ARG_EXPRESSION)
			x->kind = AN_ARG_SYMBOL;
		if (x->symbol)
			py_use(e, x->symbol);
	}
	x->root = root;
}

/* Makes *x its element. */
static void subscript(struct py_emitter *e, struct py_operand *x, uint32_t node, size_t first_use)
{
	uint32_t index = py_next(e->tree, py_kid(e->tree, node)), type = an_py_subscripted(e->b, x->type, index);
	struct py_operand i;
	struct an_arg args[2];
	an_id root = x->root;
	bool stated = e->loop && x->symbol && py_kind(e->tree, index) != PY_N_SLICE;
	size_t second_use;

	an_py_note_subscript(e, node);
	if (stated)
		an_py_fill_argument(e, &args[0], x, first_use);
	second_use = e->use_count;
	an_py_emit_expression(e, index, &i);
	if (stated) {
		an_py_fill_argument(e, &args[1], &i, second_use);
		an_py_add_pair(e, AN_OP_SUBSCRIPT, node, args, first_use);
	}
	py_plain(x, node, type);
	x->root = root;
}

/* x.pop(0) of who knows what: a dictionary hardly has the key 0, and a deque takes no index. */
static bool takes_first(struct py_emitter *e, const struct py_operand *x, uint32_t name, uint32_t call)
{
	uint32_t argument = py_next(e->tree, py_kid(e->tree, call));
	long value;

	return name == PY_NAME_POP && py_type_at(e->b, x->type)->sort == PY_SORT_UNKNOWN && argument &&
	       !py_next(e->tree, argument) && py_kind(e->tree, argument) == PY_N_NUMBER && an_py_constant(e, argument, &value) &&
	       !value;
}

/* x.name(...): the call of a method of *x. */
static void method_call(struct py_emitter *e, struct py_operand *x, uint32_t attribute_node, uint32_t call)
{
	uint32_t name = py_node_of(e->b, attribute_node)->value;
	struct py_attribute a = an_py_attribute(e->b, x->type, name, true);
	struct py_operand callee;

	py_plain(&callee, attribute_node, a.type);
	callee.elsewhere = a.elsewhere;
	callee.path = takes_first(e, x, name, call) ? an_py_path(e->b, py_type_at(e->b, PY_ANY_LIST)->path, name) : a.path;
	an_py_emit_call(e, call, x, &callee, x);
}

static bool is_link(enum py_node_kind kind)
{
	return kind == PY_N_ATTRIBUTE || kind == PY_N_SUBSCRIPT || kind == PY_N_CALL;
}

void an_py_emit_chain(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	size_t bottom = e->spine_count, first_use = e->use_count;

	for (; is_link(py_kind(e->tree, node)); node = py_kid(e->tree, node))
		*PY_PUSH(e->spine, e->spine_count, e->spine_cap) = node;
	an_py_emit_expression(e, node, x);
	while (e->spine_count > bottom) {
		uint32_t link = e->spine[--e->spine_count];
		uint32_t outer = e->spine_count > bottom ? e->spine[e->spine_count - 1] : 0;

		if (py_kind(e->tree, link) == PY_N_SUBSCRIPT) {
			subscript(e, x, link, first_use);
		} else if (py_kind(e->tree, link) == PY_N_CALL) {
			an_py_emit_call(e, link, NULL, x, x);
		} else if (py_kind(e->tree, outer) == PY_N_CALL) {
			e->spine_count--;
			method_call(e, x, link, outer);
		} else {
			attribute(e, x, link);
		}
	}
}
