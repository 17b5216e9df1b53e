/* loops.c - for, while, comprehensions, and functions that are called for every element. */
#include "analyzer/python/emitter_p.h"

/* What a loop changes for the time of its body. */
struct around {
	an_id loop, return_left, raise_left;
	uint16_t flags;
	uint32_t outer_start, outer_end;
};

static struct around enter(struct py_emitter *e, an_id loop)
{
	struct around a = { e->loop, e->return_left, e->raise_left, e->flags, e->outer_start, e->outer_end };

	e->loop = loop;
	e->flags &= (uint16_t)~(AN_OP_GUARDED | AN_OP_IN_CONDITION);
	return a;
}

static void leave(struct py_emitter *e, const struct around *a)
{
	e->loop = a->loop;
	e->return_left = a->return_left;
	e->raise_left = a->raise_left;
	e->flags = a->flags;
	e->outer_start = a->outer_start;
	e->outer_end = a->outer_end;
}

/* A loop statement: what a return or raise in its body leaves, and the region that is run again. */
static struct around enter_statement(struct py_emitter *e, an_id loop, uint32_t node)
{
	struct around a = enter(e, loop);

	if (!e->return_left)
		e->return_left = loop;
	if (!e->raise_left)
		e->raise_left = loop;
	if (!e->outer_end) {
		e->outer_start = py_node_of(e->b, node)->start;
		e->outer_end = py_node_of(e->b, node)->end;
	}
	return a;
}

static struct an_loop new_loop(const struct py_emitter *e, enum an_loop_kind kind)
{
	return (struct an_loop){ .parent = e->loop, .function = e->function, .kind = (uint8_t)kind };
}

static void emit_turn(struct py_emitter *e, uint32_t body)
{
	enum py_leaving leaving = an_py_leaving(e, body);
	struct an_block all = an_block_begin(e->out);
	size_t flow = an_py_flow_begin(e);

	an_py_emit_statements(e, body);
	an_block_end(e->out, all, an_py_loop_left(e, leaving));
	an_py_flow_end(e, flow, leaving == PY_STAYS || leaving == PY_CONTINUES);
}

static void emit_else(struct py_emitter *e, uint32_t block)
{
	if (block)
		an_py_emit_branch(e, block, 0, true);
}

/* The first name of a target. */
static uint32_t first_name(const struct py_emitter *e, uint32_t target)
{
	while (py_kind(e->tree, target) == PY_N_TUPLE || py_kind(e->tree, target) == PY_N_LIST ||
	       py_kind(e->tree, target) == PY_N_STARRED)
		target = py_kid(e->tree, target);
	return target;
}

/* The first name of a target; of `for i, x in enumerate(xs)` the x. */
static uint32_t variable_of(const struct py_emitter *e, uint32_t target, uint32_t iterated)
{
	const struct py_node *call = py_node_of(e->b, iterated), *callee = py_node_of(e->b, call->kid);

	if (py_kind(e->tree, target) == PY_N_TUPLE && call->kind == PY_N_CALL && callee->kind == PY_N_NAME &&
	    callee->value == PY_NAME_ENUMERATE && py_next(e->tree, py_kid(e->tree, target)))
		target = py_next(e->tree, py_kid(e->tree, target));
	return first_name(e, target);
}

static void describe_iteration(struct py_emitter *e, struct an_loop *loop, uint32_t iterated)
{
	const struct py_node *n = py_node_of(e->b, iterated);

	loop->iterated = an_py_symbol_of(e, an_py_walked(e, iterated));
	loop->over = an_py_source_text(e, n->start, n->end);
	an_py_set_trips(e, loop, iterated);
}

/* The loop's variables get what it goes over, which mentions the uses between the two places. */
static void take_element(struct py_emitter *e, uint32_t target, uint32_t iterated, uint32_t type, an_id loop, size_t first_use,
			 size_t last_use)
{
	an_id first_write = an_builder_count(e->out, AN_WRITES);

	an_set_walked(e->out, loop, e->uses + first_use, last_use - first_use);
	an_py_emit_element_target(e, target, iterated, type);
	an_set_values(e->out, first_write, e->uses + first_use, last_use - first_use);
}

void an_py_emit_for(struct py_emitter *e, uint32_t statement)
{
	const struct py_node n = *py_node_of(e->b, statement);
	uint32_t iterated = py_next(e->tree, n.kid), body = py_next(e->tree, iterated);
	struct an_loop loop = new_loop(e, AN_FOR);
	size_t first_use = e->use_count, last_use;
	struct py_operand x;
	struct around around;
	an_id id;

	an_py_emit_expression(e, iterated, &x);
	last_use = e->use_count;
	if (n.flags & PY_F_ASYNC && x.op)
		an_edit_op(e->out, x.op)->flags |= AN_OP_AWAITED;
	an_py_evaluate_walked(e, iterated, &x, n.flags & PY_F_ASYNC);
	describe_iteration(e, &loop, iterated);
	loop.span = an_py_span(e, n.start, n.end);
	loop.header = an_py_span(e, n.start, py_node_of(e->b, iterated)->end);
	if (an_py_is_retry(e, body))
		loop.flags |= loop.trip || loop.flags & AN_LOOP_RETRY ? AN_LOOP_RETRY : 0;
	id = an_add_loop(e->out, &loop);
	around = enter_statement(e, id, statement);
	an_py_mark(e, AN_MARK_LOOP, 0, id, 0);
	an_py_mark(e, AN_MARK_CONDITION, 0, id, 0);
	take_element(e, n.kid, iterated, x.type, id, first_use, last_use);
	an_edit_loop(e->out, id)->variable = an_py_symbol_of(e, variable_of(e, n.kid, iterated));
	an_py_note_vector(e, statement, &loop.header);
	emit_turn(e, body);
	leave(e, &around);
	an_py_mark(e, AN_MARK_LOOP_END, 0, id, 0);
	emit_else(e, py_next(e->tree, body));
}

void an_py_emit_while(struct py_emitter *e, uint32_t statement)
{
	const struct py_node n = *py_node_of(e->b, statement);
	const struct py_node *test = py_node_of(e->b, n.kid);
	uint32_t body = test->next;
	struct an_loop loop = new_loop(e, AN_WHILE);
	size_t first_use = e->use_count;
	struct around around;
	an_id id;

	if (an_py_is_true(e, n.kid))
		loop.flags |= AN_LOOP_FOREVER;
	if (an_py_is_retry(e, body))
		loop.flags |= AN_LOOP_RETRY;
	if (an_py_is_halving(e, n.kid, body))
		loop.flags |= AN_LOOP_HALVING;
	loop.span = an_py_span(e, n.start, n.end);
	loop.header = an_py_span(e, n.start, test->end);
	loop.over = an_py_source_text(e, test->start, test->end);
	id = an_add_loop(e->out, &loop);
	around = enter_statement(e, id, statement);
	an_py_mark(e, AN_MARK_LOOP, 0, id, 0);
	e->flags |= AN_OP_IN_CONDITION;
	an_py_emit_type(e, n.kid);
	an_set_walked(e->out, id, e->uses + first_use, e->use_count - first_use);
	e->flags &= (uint16_t)~AN_OP_IN_CONDITION;
	if (!(loop.flags & AN_LOOP_FOREVER))
		an_py_mark(e, AN_MARK_CONDITION, 0, id, 0);
	emit_turn(e, body);
	leave(e, &around);
	an_py_mark(e, AN_MARK_LOOP_END, 0, id, 0);
	emit_else(e, py_next(e->tree, body));
}

/* One `for ... in ... if ...`; the loop stays entered.  What is iterated over is evaluated in the scope
 * where the emitter stands, the rest in the comprehension's own. */
static void emit_clause(struct py_emitter *e, uint32_t clause, uint32_t scope, const struct an_span *span)
{
	const struct py_node n = *py_node_of(e->b, clause);
	uint32_t iterated = py_next(e->tree, n.kid);
	struct an_loop loop = new_loop(e, AN_COMPREHENSION);
	size_t first_use = e->use_count, last_use;
	struct py_operand x;
	an_id id;

	an_py_emit_expression(e, iterated, &x);
	last_use = e->use_count;
	if (n.flags & PY_F_ASYNC && x.op)
		an_edit_op(e->out, x.op)->flags |= AN_OP_AWAITED;
	an_py_evaluate_walked(e, iterated, &x, n.flags & PY_F_ASYNC);
	describe_iteration(e, &loop, iterated);
	loop.span = *span;
	loop.header = an_py_span(e, n.start, py_node_of(e->b, iterated)->end);
	id = an_add_loop(e->out, &loop);
	enter(e, id);
	e->scope = scope;
	take_element(e, n.kid, iterated, x.type, id, first_use, last_use);
	an_edit_loop(e->out, id)->variable = an_py_symbol_of(e, variable_of(e, n.kid, iterated));
	PY_EACH(e->tree, condition, py_next(e->tree, iterated)) {
		an_py_emit_type(e, condition);
		e->flags |= AN_OP_GUARDED;
	}
}

/* In the source the element stands before the clauses that run around it. */
void an_py_emit_comprehension(struct py_emitter *e, uint32_t node, struct py_operand *x)
{
	const struct py_node n = *py_node_of(e->b, node);
	uint32_t outer = e->scope, scope = an_py_inner_scope(e->b, outer, node), element = n.kid;
	bool pair = n.kind == PY_N_DICT_COMPREHENSION;
	uint32_t last = pair ? py_next(e->tree, element) : element, type = an_py_type_of(e->b, outer, node);
	struct an_span span = an_py_span(e, n.start, n.end);
	struct around around = enter(e, e->loop);
	size_t first_use = e->use_count;
	an_id op;

	an_py_note_comprehension(e, node);
	e->flags = around.flags;
	e->b->scopes[scope].function = e->function;
	PY_EACH(e->tree, clause, py_next(e->tree, last))
		emit_clause(e, clause, scope, &span);
	if (pair)
		an_py_emit_type(e, element);
	an_py_emit_expression(e, last, x);
	op = x->op;
	an_py_forget_inner(e, scope, first_use);
	e->scope = outer;
	leave(e, &around);
	py_plain(x, node, type);
	x->op = op;
}

/* The parameters of an inlined lambda become variables of the loop. */
static an_id inline_parameters(struct py_emitter *e, uint32_t scope, uint32_t parameters, uint32_t element)
{
	an_id first = 0;

	PY_EACH(e->tree, p, parameters) {
		const struct py_node *n = py_node_of(e->b, p);
		uint32_t binding = n->value ? an_py_binding(e->b, scope, n->value) : 0;
		struct py_binding *x = &e->b->bindings[binding];
		an_id symbol;

		if (!binding)
			continue;
		if (!first) {
			x->type = element;
			x->flags |= PY_B_RESOLVED;
		}
		symbol = py_symbol(e, binding, n->start);
		an_py_write(e, symbol, AN_WRITE_ASSIGN, false, n->start);
		first = first ? first : symbol;
	}
	return first;
}

static void inline_lambda(struct py_emitter *e, an_id loop, uint32_t lambda, uint32_t element)
{
	uint32_t outer = e->scope, scope = an_py_inner_scope(e->b, outer, lambda);
	const struct py_def *def = &e->tree->defs[py_node_of(e->b, lambda)->value];
	uint32_t body = def->body;
	size_t first_use = e->use_count;
	an_id variable;

	e->scope = scope;
	e->b->scopes[scope].function = e->function;
	variable = inline_parameters(e, scope, def->parameters, element);
	an_edit_loop(e->out, loop)->variable = variable;
	an_py_emit_type(e, body);
	an_py_forget_inner(e, scope, first_use);
	e->scope = outer;
}

void an_py_emit_callback(struct py_emitter *e, uint32_t call, uint32_t node, const struct py_operand *function,
			 uint32_t over)
{
	const struct py_node *c = py_node_of(e->b, call), *f = py_node_of(e->b, node);
	uint32_t start = f->start, end = f->end;
	uint32_t element = over ? an_py_element(e->b, an_py_type_of(e->b, e->scope, over), 0) : (uint32_t)PY_UNKNOWN;
	struct an_loop loop = new_loop(e, AN_CALLBACK);
	struct around around;
	an_id id;

	loop.span = loop.header = an_py_span(e, c->start, c->end);
	if (over)
		describe_iteration(e, &loop, over);
	id = an_add_loop(e->out, &loop);
	around = enter(e, id);
	if (py_kind(e->tree, node) == PY_N_LAMBDA)
		inline_lambda(e, id, node, element);
	else if (function->path)
		an_py_emit_hidden_call(e, function->path, 0, start, end);
	leave(e, &around);
}
