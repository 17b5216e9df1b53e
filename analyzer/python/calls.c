/* calls.c - calls with their names, arguments, and what they change. */
#include "analyzer/python/emitter_p.h"

#define ARGUMENTS_MAX 255

/* Is the object, imported from elsewhere, perhaps a variable there?  Then its method may be that of
 * anything. */
static bool may_be_variable(struct py_emitter *e, uint32_t object_path, uint32_t method_path)
{
	const struct py_path *p = &e->b->paths[object_path];

	return p->parent && !p->module && !an_py_is_class_name(e->b, p->name) &&
	       !an_py_path_api(e->b, method_path) &&
	       !an_api_returns(AN_PYTHON, an_py_path_string(e->b, method_path));
}

/* An object that was handed in may be of a derived class. */
static bool is_dispatched(const struct py_emitter *e, const struct py_operand *object)
{
	const struct py_type *t = py_type_at(e->b, object->type);
	uint8_t kind = object->symbol ? an_edit_symbol(e->out, object->symbol)->kind : 0;

	return t->sort == PY_SORT_INSTANCE && t->value == AN_VALUE_OBJECT &&
	       (kind == AN_PARAMETER || kind == AN_MEMBER || kind == AN_CAPTURED);
}

static void name_callee(struct py_emitter *e, struct an_op *op, uint32_t path, uint32_t elsewhere,
			const struct py_operand *object)
{
	uint32_t name = path;

	op->callee = py_path_text(e->b, path);
	op->name = op->callee;
	if (e->b->paths[path].root == e->b->unknown) {
		op->callee = elsewhere ? py_path_text(e->b, elsewhere) : 0;
		return;
	}
	if (!object)
		return;
	if (py_type_at(e->b, object->type)->sort == PY_SORT_ENTITY && object->path &&
	    may_be_variable(e, object->path, path)) {
		name = an_py_path(e->b, e->b->unknown, e->b->paths[path].name);
		op->name = py_path_text(e->b, name);
		op->receiver = an_py_imported_symbol(e, object->path, py_node_of(e->b, object->node)->start);
	}
	if (is_dispatched(e, object))
		op->flags |= AN_OP_VIRTUAL;
}

/* The qualified name of what is called; 0 if it is not known. */
static uint32_t called_path(struct py_emitter *e, const struct py_operand *callee)
{
	const struct py_type *t = py_type_at(e->b, callee->type);

	if (callee->path)
		return callee->path;
	return t->sort == PY_SORT_INSTANCE && t->value == AN_VALUE_OBJECT ? an_py_path(e->b, t->path, PY_NAME_CALL) :
									     0;
}

static void run_coroutine(struct py_emitter *e, enum py_custom custom, an_id op)
{
	if (custom == PY_STARTS)
		an_edit_op(e->out, op)->flags |= AN_OP_DEFERRED;
	else if (custom == PY_AWAITS)
		an_edit_op(e->out, op)->flags |= AN_OP_AWAITED;
}

/* What is special in one call. */
struct special {
	enum py_custom custom;
	uint32_t each;                  /* the argument that is run for every element, 0 = none */
	uint32_t over;                  /* of what */
	bool asks;                      /* len(x), bool(x) */
	uint32_t type;                  /* of the last argument */
	struct py_operand function;     /* each, unless it is a lambda */
};

/* A lambda that this very call runs is inlined: its body is stated behind the call. */
static bool is_inlined(const struct py_emitter *e, const struct special *special, uint32_t value)
{
	return value == special->each && py_kind(e->tree, value) == PY_N_LAMBDA;
}

static void emit_argument(struct py_emitter *e, uint32_t argument, struct special *special)
{
	const struct py_node *n = py_node_of(e->b, argument);
	uint32_t value = n->kind == PY_N_KEYWORD ? n->kid : argument;
	size_t first_use = e->use_count;
	struct py_operand x;
	struct an_arg *arg;

	if (is_inlined(e, special, value)) {
		arg = PY_PUSH(e->args, e->arg_count, e->arg_cap);
		*arg = (struct an_arg){ .kind = AN_ARG_EXPRESSION, .value = AN_VALUE_FUNCTION };
	} else {
		an_py_emit_expression(e, value, &x);
		special->type = x.type;
		if (n->kind == PY_N_STARRED)
			x.kind = AN_ARG_EXPRESSION;
		if (value == special->each)
			special->function = x;
		if (x.op && special->custom)
			run_coroutine(e, special->custom, x.op);
		arg = PY_PUSH(e->args, e->arg_count, e->arg_cap);
		an_py_fill_argument(e, arg, &x, first_use);
		if (n->kind == PY_N_STARRED)
			arg->flags |= AN_ARG_STARRED;
		if (special->asks && an_py_only_asked(e, value))
			arg->flags |= AN_ARG_ASKED;
	}
	if (n->kind == PY_N_KEYWORD)
		arg->keyword = an_py_name_text(e->b, n->value);
}

static bool passes_function(const struct py_emitter *e, size_t first)
{
	for (size_t i = first; i < e->arg_count; i++) {
		if (e->args[i].kind == AN_ARG_FUNCTION)
			return true;
	}
	return false;
}

static bool may_change(uint8_t value)
{
	return value != AN_VALUE_NUMBER && value != AN_VALUE_TEXT && value != AN_VALUE_FUNCTION;
}

/* Built-in functions leave their arguments alone, but for these; so do library calls that are known. */
static bool leaves_arguments_alone(struct py_emitter *e, uint32_t path)
{
	const struct py_path *p = &e->b->paths[path];

	if (path && !p->parent)
		return p->name >= PY_FIRST_BUILTIN && p->name <= PY_LAST_BUILTIN && p->name != PY_NAME_NEXT &&
		       p->name != PY_NAME_SETATTR && p->name != PY_NAME_DELATTR;
	return path && an_py_path_api(e->b, path);
}

static void write_arguments(struct py_emitter *e, uint32_t path, size_t first, uint32_t offset)
{
	bool asked = false;

	for (size_t i = first; i < e->arg_count; i++) {
		if (e->args[i].kind != AN_ARG_SYMBOL || !may_change(e->args[i].value))
			continue;
		if (!asked && leaves_arguments_alone(e, path))
			return;
		asked = true;
		an_py_write(e, e->args[i].symbol, AN_WRITE_PASS, false, offset);
	}
}

static void write_object(struct py_emitter *e, const struct py_operand *object, uint32_t path, uint32_t offset)
{
	uint8_t value = (uint8_t)py_value_of(e->b, object->type);
	an_id symbol = object->symbol ? object->symbol : object->root;
	uint32_t name = e->b->paths[path].name;
	enum py_change change = an_py_change(name);
	const struct an_api *api;

	if (!symbol || !may_change(value) || py_type_at(e->b, object->type)->sort == PY_SORT_ENTITY)
		return;
	if (change && value != AN_VALUE_OBJECT) {
		an_py_write(e, symbol, AN_WRITE_CHANGE, change == PY_GROWS, offset);
		return;
	}
	if (value == AN_VALUE_LIST || value == AN_VALUE_HASH)
		return;
	api = path ? an_py_path_api(e->b, path) : NULL;
	if (!api || !(api->effects & AN_PURE))
		an_py_write(e, symbol, AN_WRITE_PASS, false, offset);
}

/* query.filter(Order.late == late), select(Order).where(...) */
static bool takes_conditions(const struct py_emitter *e, uint32_t call)
{
	const struct py_node *callee = py_node_of(e->b, py_kid(e->tree, call));
	const struct py_name *name = &e->b->names->items[callee->value];

	return callee->kind == PY_N_ATTRIBUTE &&
	       (callee->value == PY_NAME_FILTER || (name->length == 5 && !memcmp(name->text, "where", 5)));
}

static void emit_arguments(struct py_emitter *e, uint32_t call, struct special *special)
{
	bool conditions = takes_conditions(e, call);

	e->conditions += conditions;
	PY_EACH(e->tree, argument, py_next(e->tree, py_kid(e->tree, call)))
		emit_argument(e, argument, special);
	e->conditions -= conditions;
}

/* The op, whose arguments stand in e->args from `first` on. */
static an_id state_call(struct py_emitter *e, uint32_t call, const struct py_operand *object,
			const struct py_operand *callee, uint32_t path, enum py_custom custom, size_t first,
			size_t first_use)
{
	const struct py_node *n = py_node_of(e->b, call);
	size_t count = e->arg_count - first;
	struct an_op op = { .kind = AN_OP_CALL, .arg_count = (uint8_t)(count < ARGUMENTS_MAX ? count : ARGUMENTS_MAX),
			    .receiver = object ? object->symbol : callee->symbol,
			    .span = an_py_span(e, n->start, n->end) };

	if (path)
		name_callee(e, &op, path, callee->elsewhere, object);
	if (custom == PY_DEFERS && passes_function(e, first))
		op.flags |= AN_OP_DEFERRED;
	return an_py_add_op(e, &op, e->args + first, first_use);
}

void an_py_emit_call(struct py_emitter *e, uint32_t call, const struct py_operand *object,
		     const struct py_operand *callee, struct py_operand *x)
{
	size_t first = e->arg_count, first_use = e->use_count;
	uint32_t path = called_path(e, callee), offset = py_node_of(e->b, call)->start, type;
	struct special special = { .custom = an_py_custom(e, path) };
	an_id op;

	special.asks = path && !e->b->paths[path].parent &&
		       (e->b->paths[path].name == PY_NAME_LEN || e->b->paths[path].name == PY_NAME_BOOL);
	special.each = an_py_called_for_each(e, call, path, object, &special.over);
	emit_arguments(e, call, &special);
	op = state_call(e, call, object, callee, path, special.custom, first, first_use);
	write_arguments(e, path, first, offset);
	if (object)
		write_object(e, object, path, offset);
	if (object && path && e->arg_count == first + 1 &&
	    (e->b->paths[path].name == PY_NAME_APPEND || e->b->paths[path].name == PY_NAME_ADD))
		an_py_add_element(e, object->node, special.type);
	e->arg_count = first;
	if (special.each)
		an_py_emit_callback(e, call, special.each, &special.function, special.over);
	if (path && !e->b->paths[path].parent) {
		an_py_note_call(e, call);
	}
	if (path)
		an_py_evaluate_argument(e, call, path);
	type = an_py_result(e->b, e->scope, object ? object->type : (uint32_t)PY_UNKNOWN, callee->type, path,
			    callee->elsewhere, call);
	py_plain(x, call, type);
	x->op = op;
}

an_id an_py_emit_hidden_call(struct py_emitter *e, uint32_t path, an_id receiver, uint32_t start, uint32_t end)
{
	struct an_op op = { .kind = AN_OP_CALL, .receiver = receiver };

	op.span = an_py_span(e, start, end);
	op.callee = op.name = py_path_text(e->b, path);
	return an_py_add_op(e, &op, NULL, e->use_count);
}
