/* assignments.c - targets: writes, text that is built up, types from here on. */
#include "analyzer/python/emitter_p.h"

static bool is_deep_copy(const struct py_emitter *e, an_id op)
{
	return !strcmp(an_builder_text(e->out, an_edit_op(e->out, op)->name), "copy.deepcopy");
}

void an_py_assign_name(struct py_emitter *e, uint32_t name, uint32_t offset, const struct py_operand *value,
		       uint32_t type)
{
	uint32_t binding = name ? py_lookup(e->b, e->scope, name) : 0;
	an_id symbol;

	if (!binding)
		return;
	if (py_is_unknown(e->b, type) && e->b->bindings[binding].flags & PY_B_ANNOTATED)
		type = an_py_annotation_of(e->b, binding);
	an_py_assign_type(e, binding, type);
	symbol = py_symbol(e, binding, offset);
	if (e->function != e->module && an_edit_symbol(e->out, symbol)->kind == AN_GLOBAL)
		an_py_mention_global(e, symbol);
	an_py_write(e, symbol, AN_WRITE_ASSIGN, false, offset);
	if (!value || !value->op)
		return;
	an_edit_op(e->out, value->op)->result = symbol;
	if (e->loop && is_deep_copy(e, value->op) && an_py_only_read(e, binding))
		an_edit_op(e->out, value->op)->flags |= AN_OP_ONLY_READ;
}

static void assign_attribute(struct py_emitter *e, uint32_t target, const struct py_operand *value, uint32_t type)
{
	const struct py_node n = *py_node_of(e->b, target);
	struct py_operand object;
	an_id symbol;

	an_py_emit_expression(e, n.kid, &object);
	if (!object.symbol)
		return;
	symbol = an_py_member(e, object.symbol, n.value, type, n.start);
	an_py_write(e, symbol, AN_WRITE_ASSIGN, false, n.start);
	an_py_write(e, object.symbol, AN_WRITE_CHANGE, false, n.start);
	if (value && value->op)
		an_edit_op(e->out, value->op)->result = symbol;
}

/* x[i] = ... adds an element unless x is a list. */
static void assign_subscript(struct py_emitter *e, uint32_t target, uint32_t type)
{
	const struct py_node n = *py_node_of(e->b, target);
	struct py_operand object;
	enum an_value value;
	uint32_t index;
	bool grows;

	an_py_emit_expression(e, n.kid, &object);
	value = py_value_of(e->b, object.type);
	index = an_py_emit_type(e, py_next(e->tree, n.kid));
	grows = value == AN_VALUE_HASH || value == AN_VALUE_TREE ||
		(value == AN_VALUE_UNKNOWN && py_value_of(e->b, index) == AN_VALUE_TEXT);
	an_py_write(e, object.symbol ? object.symbol : object.root, AN_WRITE_CHANGE, grows, n.start);
	if (py_kind(e->tree, py_next(e->tree, n.kid)) != PY_N_SLICE)
		an_py_add_element(e, n.kid, type);
}

void an_py_emit_target(struct py_emitter *e, uint32_t target, const struct py_operand *value, uint32_t type)
{
	const struct py_node *n = py_node_of(e->b, target);

	switch (n->kind) {
	case PY_N_NAME: an_py_assign_name(e, n->value, n->start, value, type); break;
	case PY_N_ATTRIBUTE: assign_attribute(e, target, value, type); break;
	case PY_N_SUBSCRIPT: assign_subscript(e, target, type); break;
	case PY_N_STARRED: an_py_emit_target(e, n->kid, NULL, PY_ANY_LIST); break;
	case PY_N_TUPLE: case PY_N_LIST:
		PY_EACH(e->tree, part, n->kid)
			an_py_emit_target(e, part, NULL, an_py_element(e->b, type, 0));
		break;
	default: break;
	}
}

/* zip(names, orders), enumerate(orders): the argument, 0 = it is no such call. */
static uint32_t argument_of(const struct py_emitter *e, uint32_t call, uint32_t name)
{
	const struct py_node *callee = py_node_of(e->b, py_kid(e->tree, call));

	return py_kind(e->tree, call) == PY_N_CALL && callee->kind == PY_N_NAME && callee->value == name ? callee->next : 0;
}

void an_py_emit_element_target(struct py_emitter *e, uint32_t target, uint32_t node, uint32_t iterated)
{
	const struct py_node *n = py_node_of(e->b, target);
	bool parts = n->kind == PY_N_TUPLE || n->kind == PY_N_LIST;
	uint32_t i = 1, zipped = parts ? argument_of(e, node, PY_NAME_ZIP) : 0, inner = parts ? argument_of(e, node, PY_NAME_ENUMERATE) : 0;

	if (zipped) {
		PY_EACH(e->tree, part, n->kid) {
			an_py_emit_element_target(e, part, zipped, zipped ? an_py_type_of(e->b, e->scope, zipped) : (uint32_t)PY_UNKNOWN);
			zipped = zipped ? py_next(e->tree, zipped) : 0;
		}
		return;
	}
	if (inner && n->kid && py_next(e->tree, n->kid)) {
		an_py_emit_target(e, n->kid, NULL, PY_NUMBER_TYPE);
		an_py_emit_element_target(e, py_next(e->tree, n->kid), inner, an_py_type_of(e->b, e->scope, inner));
		return;
	}
	if (n->kind != PY_N_TUPLE && n->kind != PY_N_LIST) {
		an_py_emit_target(e, target, NULL, an_py_element(e->b, iterated, 0));
		return;
	}
	PY_EACH(e->tree, part, n->kid)
		an_py_emit_target(e, part, NULL, an_py_element(e->b, iterated, i++));
}

/* Text made from a symbol's old value and something else: s = s + x, s = x + s. */
static bool builds_on(struct py_emitter *e, uint32_t value, an_id symbol)
{
	const struct py_node *n = py_node_of(e->b, value);

	if (!symbol)
		return false;
	if (n->kind == PY_N_FSTRING) {
		PY_EACH(e->tree, field, n->kid) {
			if (an_py_symbol_of(e, py_kid(e->tree, field)) == symbol)
				return true;
		}
		return false;
	}
	if (n->kind != PY_N_BINARY || n->op != PY_PLUS)
		return false;
	PY_EACH(e->tree, x, n->kid) {
		if (an_py_symbol_of(e, x) == symbol)
			return true;
	}
	return false;
}

static void state_building(struct py_emitter *e, uint32_t statement, an_id symbol, const struct py_operand *value,
			   size_t first_use)
{
	struct py_operand target = { .node = statement, .type = value->type, .symbol = symbol, .kind = AN_ARG_SYMBOL };
	enum an_op_kind kind = py_value_of(e->b, value->type) == AN_VALUE_TEXT ? AN_OP_BUILD_TEXT : AN_OP_BUILD_LIST;
	struct an_arg args[2];
	size_t end = e->use_count;

	/* Both arguments have the uses of the whole: the symbol's own stand among them. */
	an_py_fill_argument(e, &args[1], value, first_use);
	an_py_fill_argument(e, &args[0], &target, end);
	an_py_add_pair(e, kind, statement, args, first_use);
}

static bool is_text(const struct py_emitter *e, uint32_t type)
{
	return py_value_of(e->b, type) == AN_VALUE_TEXT;
}

/* n = n + 1: does the value mention what takes it? */
static void note_update(struct py_emitter *e, an_id write, size_t first_use, size_t last_use)
{
	an_id symbol = an_edit_write(e->out, write)->symbol;

	for (size_t i = first_use; i < last_use; i++)
		an_edit_write(e->out, write)->updates |= e->uses[i] == symbol;
}

/* xs = xs[n:] */
static void state_slicing(struct py_emitter *e, uint32_t statement, uint32_t value, an_id symbol)
{
	uint32_t object = py_kid(e->tree, value), slice = py_next(e->tree, object);
	const struct py_node *n = py_node_of(e->b, slice);
	struct py_operand whole = { .node = object, .symbol = symbol, .kind = AN_ARG_SYMBOL };
	struct py_operand from = { .node = n->kid, .kind = AN_ARG_EXPRESSION };
	struct an_arg args[2];
	size_t first_use = e->use_count;

	if (n->kind != PY_N_SLICE || n->flags != PY_F_LOWER || !symbol || an_py_symbol_of(e, object) != symbol ||
	    an_edit_symbol(e->out, symbol)->value == AN_VALUE_OBJECT)
		return;
	py_use(e, symbol);
	an_py_fill_argument(e, &args[0], &whole, first_use);
	args[0].value = an_edit_symbol(e->out, symbol)->value;
	/* What n calls was stated with the value. */
	if (py_kind(e->tree, n->kid) == PY_N_NUMBER)
		from.kind = AN_ARG_LITERAL;
	else
		from.symbol = an_py_symbol_of(e, n->kid);
	an_py_fill_argument(e, &args[1], &from, e->use_count);
	an_py_add_pair(e, AN_OP_SLICE, statement, args, first_use);
}

/* head, text = text.split(":", 1); head, _, text = text.partition(":") */
static void state_splitting(struct py_emitter *e, uint32_t statement, uint32_t target, uint32_t value)
{
	const struct py_node *callee = py_node_of(e->b, py_kid(e->tree, value));
	uint32_t last = 0;
	struct py_operand whole = { .kind = AN_ARG_SYMBOL }, from = { .node = value, .kind = AN_ARG_EXPRESSION };
	struct an_arg args[2];
	size_t first_use = e->use_count;

	if (callee->kind != PY_N_ATTRIBUTE || (callee->value != PY_NAME_SPLIT && callee->value != PY_NAME_PARTITION))
		return;
	PY_EACH(e->tree, part, py_kid(e->tree, target))
		last = part;
	whole.symbol = last ? an_py_symbol_of(e, last) : 0;
	if (!whole.symbol || an_py_symbol_of(e, callee->kid) != whole.symbol)
		return;
	whole.node = last;
	py_use(e, whole.symbol);
	an_py_fill_argument(e, &args[0], &whole, first_use);
	args[0].value = AN_VALUE_TEXT;
	an_py_fill_argument(e, &args[1], &from, e->use_count);
	an_py_add_pair(e, AN_OP_SLICE, statement, args, first_use);
}

/* xs = xs[n:]; head, xs = xs[0], xs[1:] */
static void state_slicings(struct py_emitter *e, uint32_t statement, uint32_t target, uint32_t value)
{
	uint32_t from;

	if (py_kind(e->tree, value) == PY_N_SUBSCRIPT) {
		if (py_kind(e->tree, py_next(e->tree, py_kid(e->tree, value))) == PY_N_SLICE)
			state_slicing(e, statement, value, an_py_symbol_of(e, target));
		return;
	}
	if (py_kind(e->tree, target) != PY_N_TUPLE)
		return;
	if (py_kind(e->tree, value) == PY_N_CALL)
		state_splitting(e, statement, target, value);
	if (py_kind(e->tree, value) != PY_N_TUPLE)
		return;
	from = py_kid(e->tree, value);
	PY_EACH(e->tree, part, py_kid(e->tree, target)) {
		if (from && py_kind(e->tree, from) == PY_N_SUBSCRIPT && py_kind(e->tree, part) == PY_N_NAME)
			state_slicing(e, statement, from, an_py_symbol_of(e, part));
		from = from ? py_next(e->tree, from) : 0;
	}
}

void an_py_emit_assign(struct py_emitter *e, uint32_t statement)
{
	uint32_t value = py_kid(e->tree, statement), first = py_next(e->tree, value);
	size_t first_use = e->use_count, last_use;
	an_id first_write;
	struct py_operand x;

	an_py_emit_expression(e, value, &x);
	if (is_text(e, x.type) || py_value_of(e->b, x.type) == AN_VALUE_LIST) {
		an_id symbol = an_py_symbol_of(e, first);

		if (builds_on(e, value, symbol))
			state_building(e, statement, symbol, &x, first_use);
	}
	state_slicings(e, statement, first, value);
	first_write = an_builder_count(e->out, AN_WRITES);
	last_use = e->use_count;
	PY_EACH(e->tree, target, first) {
		an_py_emit_target(e, target, target == first ? &x : NULL, x.type);
	}
	an_set_values(e->out, first_write, e->uses + first_use, last_use - first_use);
	if (x.kind == AN_ARG_EXPRESSION && !x.op && an_builder_count(e->out, AN_WRITES) > first_write)
		note_update(e, first_write, first_use, last_use);
}

static void mark_update(struct py_emitter *e, an_id first)
{
	if (an_builder_count(e->out, AN_WRITES) > first)
		an_edit_write(e->out, first)->updates = true;
}

/* What `x op= y` changes: a list in place, anything else is a new value for the name. */
static void write_augmented(struct py_emitter *e, uint32_t target, const struct py_operand *x, uint32_t type)
{
	const struct py_node *n = py_node_of(e->b, target);
	enum an_value value = py_value_of(e->b, x->type);

	if (n->kind == PY_N_SUBSCRIPT) {
		an_py_write(e, x->root, AN_WRITE_CHANGE, false, n->start);
		return;
	}
	if (value == AN_VALUE_LIST || value == AN_VALUE_HASH) {
		an_py_write(e, x->symbol, AN_WRITE_CHANGE, true, n->start);
		return;
	}
	an_py_write(e, x->symbol, AN_WRITE_ASSIGN, false, n->start);
	if (n->kind == PY_N_ATTRIBUTE)
		an_py_write(e, x->root, AN_WRITE_CHANGE, false, n->start);
	else if (n->kind == PY_N_NAME && !py_is_unknown(e->b, type))
		an_py_assign_type(e, py_lookup(e->b, e->scope, n->value), type);
}

void an_py_emit_augment(struct py_emitter *e, uint32_t statement)
{
	const struct py_node n = *py_node_of(e->b, statement);
	size_t first_use = e->use_count, second_use, last_use;
	struct py_operand target, value;
	struct an_arg args[2];
	uint32_t type;
	an_id first_write;

	an_py_emit_expression(e, n.kid, &target);
	an_py_fill_argument(e, &args[0], &target, first_use);
	second_use = e->use_count;
	an_py_emit_expression(e, py_next(e->tree, n.kid), &value);
	an_py_fill_argument(e, &args[1], &value, second_use);
	last_use = e->use_count;
	type = an_py_operation(e->b, target.type, (enum py_token_kind)n.op, value.type);
	if (n.op == PY_PLUS && (is_text(e, target.type) || is_text(e, value.type)))
		an_py_add_pair(e, AN_OP_BUILD_TEXT, statement, args, first_use);
	first_write = an_builder_count(e->out, AN_WRITES);
	write_augmented(e, n.kid, &target, type);
	mark_update(e, first_write);
	an_set_values(e->out, first_write, e->uses + first_use, last_use - first_use);
}

void an_py_emit_annotate(struct py_emitter *e, uint32_t statement)
{
	uint32_t target = py_kid(e->tree, statement), annotation = py_next(e->tree, target);
	uint32_t value = py_next(e->tree, annotation);
	size_t first_use = e->use_count, last_use;
	an_id first_write;
	struct py_operand x;

	if (!value)
		return;
	an_py_emit_expression(e, value, &x);
	last_use = e->use_count;
	first_write = an_builder_count(e->out, AN_WRITES);
	an_py_emit_target(e, target, &x, an_py_annotated(e->b, e->scope, annotation));
	an_set_values(e->out, first_write, e->uses + first_use, last_use - first_use);
}

/* del x[i]: of a list a call that moves all behind it. */
static void delete_subscript(struct py_emitter *e, uint32_t target)
{
	const struct py_node n = *py_node_of(e->b, target);
	struct an_op op = { .kind = AN_OP_CALL, .arg_count = 1 };
	struct py_operand object, index;
	struct an_arg arg;
	size_t first_use;

	an_py_emit_expression(e, n.kid, &object);
	first_use = e->use_count;
	an_py_emit_expression(e, py_next(e->tree, n.kid), &index);
	an_py_fill_argument(e, &arg, &index, first_use);
	if (py_value_of(e->b, object.type) == AN_VALUE_LIST) {
		op.receiver = object.symbol;
		op.span = an_py_span(e, n.start, n.end);
		op.name = py_path_text(e->b, an_py_path(e->b, py_type_at(e->b, object.type)->path, PY_NAME_DELITEM));
		an_py_add_op(e, &op, &arg, first_use);
	}
	an_py_write(e, object.symbol ? object.symbol : object.root, AN_WRITE_CHANGE, false, n.start);
}

void an_py_emit_delete(struct py_emitter *e, uint32_t statement)
{
	PY_EACH(e->tree, target, py_kid(e->tree, statement)) {
		if (py_kind(e->tree, target) == PY_N_SUBSCRIPT)
			delete_subscript(e, target);
		else
			an_py_emit_target(e, target, NULL, PY_UNKNOWN);
	}
}

void an_py_emit_pattern(struct py_emitter *e, uint32_t pattern)
{
	const struct py_node *n = py_node_of(e->b, pattern);
	uint32_t first = n->kid;

	switch (n->kind) {
	case PY_N_NAME: case PY_N_AS_PATTERN: case PY_N_STAR_PATTERN:
		an_py_assign_name(e, n->value, n->start, NULL, PY_UNKNOWN);
		break;
	case PY_N_CLASS_PATTERN:
		first = py_next(e->tree, first);
		break;
	case PY_N_ATTRIBUTE:
		return;
	default:
		break;
	}
	PY_EACH(e->tree, kid, first)
		an_py_emit_pattern(e, kid);
}
