/* operands.c - expressions, each as an operand of what stands around it. */
#include "analyzer/python/emitter_p.h"

#include <stdio.h>

/* A constant by custom, "STOP_WORDS": passed on it is a value, not a function. */
static bool is_constant_name(const struct py_emitter *e, uint32_t path)
{
	const struct py_name *n = &e->b->names->items[e->b->paths[path].name];

	for (uint32_t i = 0; i < n->length; i++) {
		if (n->text[i] >= 'a' && n->text[i] <= 'z')
			return false;
	}
	return true;
}

/* Something from outside the file: a function or class to call, or a variable of another module. */
static void fill_imported(struct py_emitter *e, struct an_arg *arg, const struct py_operand *x)
{
	if (is_constant_name(e, x->path)) {
		arg->kind = AN_ARG_SYMBOL;
		arg->symbol = an_py_imported_symbol(e, x->path, py_node_of(e->b, x->node)->start);
		py_use(e, arg->symbol);
		return;
	}
	arg->kind = AN_ARG_FUNCTION;
	arg->text = py_path_text(e->b, x->path);
}

/* "-1" of n - 1; 0 if it is anything else. */
static an_str shift_text(struct py_emitter *e, uint32_t node)
{
	uint32_t left = py_kid(e->tree, node), right = py_next(e->tree, left);
	const struct py_node *n = py_node_of(e->b, right);
	char text[24];
	long by;

	if (py_kind(e->tree, left) != PY_N_NAME || n->kind != PY_N_NUMBER || py_next(e->tree, right) ||
	    (n->operator != PY_PLUS && n->operator != PY_MINUS) || !an_py_constant(e, right, &by))
		return 0;
	snprintf(text, sizeof text, "%c%ld", n->operator == PY_PLUS ? '+' : '-', by);
	return an_intern(e->out, text);
}

void an_py_fill_argument(struct py_emitter *e, struct an_arg *arg, const struct py_operand *x, size_t first_use)
{
	long size;

	*arg = (struct an_arg){ .kind = x->kind, .value = (uint8_t)py_value_of(e->b, x->type),
				.symbol = x->symbol ? x->symbol : x->root };
	switch (x->kind) {
	case AN_ARG_LITERAL:
		arg->text = an_py_literal_text(e, x->node);
		break;
	case AN_ARG_FUNCTION:
		arg->text = py_path_text(e->b, x->path);
		break;
	case AN_ARG_EXPRESSION:
		if (x->path && !x->op && py_type_at(e->b, x->type)->sort == PY_SORT_ENTITY) {
			fill_imported(e, arg, x);
			break;
		}
		size = an_py_display_size(e, x->node);
		arg->small = size > 0 && size <= AN_SMALL;
		if (py_kind(e->tree, x->node) == PY_N_BINARY)
			arg->text = shift_text(e, x->node);
		break;
	default:
		break;
	}
	arg->use_count = (uint32_t)(e->use_count - first_use);
}

an_id an_py_add_op(struct py_emitter *e, struct an_op *op, const struct an_arg *args, size_t first_use)
{
	op->function = e->function;
	op->loop = e->loop;
	op->flags |= e->flags;
	return an_add_op(e->out, op, args, e->uses + first_use);
}

an_id an_py_add_pair(struct py_emitter *e, enum an_op_kind kind, uint32_t node, const struct an_arg *args,
		     size_t first_use)
{
	const struct py_node *n = py_node_of(e->b, node);
	struct an_op op = { .kind = (uint8_t)kind, .arg_count = 2, .span = an_py_span(e, n->start, n->end) };

	return an_py_add_op(e, &op, args, first_use);
}

/* Parts that may not be evaluated: what stands behind the first `and`, the branches of a conditional. */
static uint32_t emit_guarded(struct py_emitter *e, uint32_t node)
{
	uint16_t before = e->flags;
	uint32_t type;

	e->flags |= AN_OP_GUARDED;
	type = an_py_emit_type(e, node);
	e->flags = before;
	return type;
}

static void emit_boolean(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	const struct py_node *n = py_node_of(e->b, node);
	uint32_t type = an_py_emit_type(e, n->kid);

	PY_EACH(e->tree, kid, py_next(e->tree, n->kid)) {
		uint32_t own = emit_guarded(e, kid);

		type = py_is_unknown(e->b, type) && n->op == PY_OR ? own : an_py_join(e->b, type, own);
	}
	py_plain(x, node, type);
}

static void emit_conditional(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	uint32_t then = py_kid(e->tree, node), test = py_next(e->tree, then), type;

	an_py_emit_type(e, test);
	py_flow(e, AN_MARK_BRANCH, 0);
	py_flow(e, AN_MARK_ARM, 0);
	type = emit_guarded(e, then);
	py_flow(e, AN_MARK_ARM, 0);
	py_plain(x, node, an_py_join(e->b, type, emit_guarded(e, py_next(e->tree, test))));
	py_flow(e, AN_MARK_JOIN, AN_MARK_ALL);
}

/* a is b, but not a is None. */
static bool is_identity(uint8_t operator, const struct an_arg *args)
{
	return operator == PY_IS && args[0].kind != AN_ARG_LITERAL && args[1].kind != AN_ARG_LITERAL;
}

/* [... for a in xs for b in ys if a != b]: nearly all pairs are wanted, no equal ones looked for. */
static bool wants_others(struct py_emitter *e, uint8_t operator)
{
	return operator == PY_NOT_EQUAL && e->loop && an_edit_loop(e->out, e->loop)->kind == AN_COMPREHENSION;
}

/* a in b, a == b, a is b; others cost nothing that is known. */
static void compare_pair(struct py_emitter *e, uint32_t node, uint8_t operator, const struct an_arg *args,
			 size_t first_use)
{
	if (operator == PY_IN)
		an_py_add_pair(e, AN_OP_MEMBER_TEST, node, args, first_use);
	else if ((e->loop || e->conditions) && !wants_others(e, operator) && (operator == PY_EQUAL || operator == PY_NOT_EQUAL || is_identity(operator, args)))
		an_py_add_pair(e, AN_OP_EQUAL, node, args, first_use);
}

static void emit_comparison(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	uint32_t kid = py_kid(e->tree, node), left = kid;
	size_t first = e->use_count, second;
	struct an_arg args[2];

	an_py_emit_expression(e, kid, x);
	an_py_fill_argument(e, &args[0], x, first);
	while ((kid = py_next(e->tree, kid))) {
		second = e->use_count;
		an_py_emit_expression(e, kid, x);
		an_py_fill_argument(e, &args[1], x, second);
		compare_pair(e, node, py_node_of(e->b, kid)->operator, args, first);
		if (py_node_of(e->b, kid)->operator == PY_IN)
			an_py_note_test(e, (enum an_value)args[0].value, left, kid);
		left = kid;
		args[0] = args[1];
		first = second;
	}
	py_plain(x, node, PY_NUMBER_TYPE);
}

static void emit_binary(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	uint32_t kid = py_kid(e->tree, node), type = an_py_emit_type(e, kid);

	while ((kid = py_next(e->tree, kid))) {
		enum py_token_kind operator = (enum py_token_kind)py_node_of(e->b, kid)->operator;

		type = an_py_operation(e->b, type, operator, an_py_emit_type(e, kid));
	}
	py_plain(x, node, type);
}

/* Parts of a slice, fields of an f-string, the operand of a yield: of one part its call counts. */
static void emit_kids(struct py_emitter *e, uint32_t node, struct py_operand *x, uint32_t type)
{
	an_id op = 0;

	PY_EACH(e->tree, kid, py_kid(e->tree, node)) {
		an_py_emit_expression(e, kid, x);
		op = x->op;
	}
	py_plain(x, node, type);
	x->op = op;
}

static void emit_other(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	emit_kids(e, node, x, PY_UNKNOWN);
}

static void emit_not(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	emit_kids(e, node, x, PY_NUMBER_TYPE);
}

static void emit_fstring(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	e->fields++;
	emit_kids(e, node, x, py_node_of(e->b, node)->flags & PY_F_TEMPLATE ? PY_UNKNOWN : PY_TEXT);
	e->fields--;
}

static void emit_display(struct py_emitter *e, uint32_t node, struct py_operand *x, enum py_fixed_type type)
{
	uint32_t element = PY_NONE_TYPE;
	bool mapping = type == PY_ANY_DICT;
	unsigned i = 0;

	PY_EACH(e->tree, kid, py_kid(e->tree, node)) {
		uint32_t own = an_py_emit_type(e, kid);

		if (py_kind(e->tree, kid) == PY_N_STARRED || py_kind(e->tree, kid) == PY_N_DOUBLE_STARRED)
			own = PY_UNKNOWN;
		else if (mapping && i++ % 2 == 0)
			continue;
		element = element == PY_UNKNOWN ? element : an_py_join(e->b, element, own);
	}
	if (element == PY_NONE_TYPE)
		element = PY_UNKNOWN;
	py_plain(x, node, an_py_instance(e->b, py_type_at(e->b, type)->path, element));
}

static void emit_list(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	emit_display(e, node, x, PY_ANY_LIST);
}

static void emit_tuple(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	emit_display(e, node, x, PY_ANY_TUPLE);
}

static void emit_set(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	emit_display(e, node, x, PY_ANY_SET);
}

static void emit_dict(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	emit_display(e, node, x, PY_ANY_DICT);
}

static void emit_await(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	const struct py_node *n = py_node_of(e->b, node);
	struct an_op op = { .kind = AN_OP_AWAIT };

	an_py_emit_expression(e, n->kid, x);
	if (x->op)
		an_edit_op(e->out, x->op)->flags |= AN_OP_AWAITED;
	op.span = an_py_span(e, n->start, n->end);
	an_py_add_op(e, &op, NULL, e->use_count);
	x->node = node;
	x->kind = AN_ARG_EXPRESSION;
}

static void emit_walrus(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	uint32_t target = py_kid(e->tree, node);

	an_py_emit_expression(e, py_next(e->tree, target), x);
	an_py_emit_target(e, target, x, x->type);
	an_py_emit_name(e, target, x);
}

static void emit_lambda(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	uint32_t def = py_node_of(e->b, node)->value;

	an_py_inner_scope(e->b, e->scope, node);
	PY_EACH(e->tree, p, e->tree->defs[def].parameters) {
		if (py_node_of(e->b, p)->flags & PY_F_DEFAULT)
			an_py_emit_type(e, py_kid(e->tree, p));
	}
	an_py_add_function(e, def);
	py_plain(x, node, an_py_entity(e->b, PY_SORT_FUNCTION, def));
	x->kind = AN_ARG_FUNCTION;
	x->path = e->b->scopes[py_scope_of_def(def)].path;
}

static void literal(struct py_operand *x, uint32_t node, uint32_t type)
{
	py_plain(x, node, type);
	x->kind = AN_ARG_LITERAL;
}

static void emit_number(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	(void)e;
	literal(x, node, PY_NUMBER_TYPE);
}

static void emit_string(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	literal(x, node, py_node_of(e->b, node)->flags & PY_F_BYTES ? PY_BYTES : PY_TEXT);
}

static void emit_constant(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	literal(x, node, an_py_type_of(e->b, e->scope, node));
}

static void emit_sign(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	an_py_emit_expression(e, py_kid(e->tree, node), x);
	if (x->kind == AN_ARG_LITERAL)
		literal(x, node, x->type);
	else
		py_plain(x, node, x->type);
}

typedef void emit_kind(struct py_emitter *e, uint32_t node, struct py_operand *x);

/* By kind of node; what is not here has no meaning of its own, only its kids have. */
static emit_kind *const by_kind[PY_NODE_KINDS] = {
	[PY_N_NAME] = an_py_emit_name, [PY_N_ATTRIBUTE] = an_py_emit_chain, [PY_N_SUBSCRIPT] = an_py_emit_chain,
	[PY_N_CALL] = an_py_emit_chain, [PY_N_NUMBER] = emit_number, [PY_N_STRING] = emit_string,
	[PY_N_CONSTANT] = emit_constant, [PY_N_FSTRING] = emit_fstring, [PY_N_BOOLEAN] = emit_boolean,
	[PY_N_CONDITIONAL] = emit_conditional, [PY_N_COMPARE] = emit_comparison, [PY_N_BINARY] = emit_binary,
	[PY_N_UNARY] = emit_sign, [PY_N_NOT] = emit_not, [PY_N_LIST] = emit_list, [PY_N_TUPLE] = emit_tuple,
	[PY_N_SET] = emit_set, [PY_N_DICT] = emit_dict, [PY_N_LIST_COMPREHENSION] = an_py_emit_comprehension,
	[PY_N_SET_COMPREHENSION] = an_py_emit_comprehension, [PY_N_DICT_COMPREHENSION] = an_py_emit_comprehension,
	[PY_N_GENERATOR] = an_py_emit_comprehension, [PY_N_LAMBDA] = emit_lambda, [PY_N_WALRUS] = emit_walrus,
	[PY_N_AWAIT] = emit_await,
};

void an_py_emit_expression(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	emit_kind *emit = by_kind[py_kind(e->tree, node)];

	if (emit)
		emit(e, node, x);
	else
		emit_other(e, node, x);
}

uint32_t an_py_emit_type(struct py_emitter *e, uint32_t node)
{
	struct py_operand x;

	an_py_emit_expression(e, node, &x);
	return x.type;
}
