/* statements.c - statements in the order in which they run. */
#include "analyzer/python/emitter_p.h"

static void emit_statement(struct py_emitter *e, uint32_t statement);

/* What an `if` without else that leaves says of the statements behind it. */
static uint16_t flags_behind(struct py_emitter *e, uint32_t statement)
{
	uint32_t test = py_kid(e->tree, statement), body, next = py_next(e->tree, statement);
	enum py_leaving leaving;
	bool missing;
	an_id cache;

	if (py_kind(e->tree, statement) != PY_N_IF || !next)
		return 0;
	body = py_next(e->tree, test);
	if (py_next(e->tree, body))
		return 0;
	leaving = an_py_leaving(e, body);
	if (leaving == PY_CONTINUES && e->loop)
		return AN_OP_GUARDED;
	if (leaving != PY_RETURNS)
		return 0;
	cache = an_py_asked_cache(e, test, &missing);
	return cache && !missing && an_py_stores_into(e, next, cache) ? AN_OP_MEMO : 0;
}

void an_py_emit_statements(struct py_emitter *e, uint32_t block)
{
	uint16_t flags = e->flags;

	PY_EACH(e->tree, statement, py_kid(e->tree, block)) {
		e->use_count = 0;
		emit_statement(e, statement);
		e->flags |= flags_behind(e, statement);
	}
	e->flags = flags;
}

/* A block that is run whenever it is reached. */
static void emit_body(struct py_emitter *e, uint32_t block)
{
	struct an_block all = an_block_begin(e->out);

	an_py_emit_statements(e, block);
	an_block_end(e->out, all, an_py_loop_left(e, an_py_leaving(e, block)));
}

void an_py_emit_branch(struct py_emitter *e, uint32_t block, uint16_t flags, bool leaves)
{
	enum py_leaving leaving = an_py_leaving(e, block);
	struct an_block all = an_block_begin(e->out);
	size_t flow = an_py_flow_begin(e);
	uint16_t before = e->flags;

	e->flags |= flags;
	if (leaving == PY_RAISES)
		e->flags |= AN_OP_COLD;
	an_py_emit_statements(e, block);
	e->flags = before;
	if (leaves)
		an_block_end(e->out, all, an_py_loop_left(e, leaving));
	an_py_flow_end(e, flow, leaving == PY_STAYS);
}

/* Is the branch one that only fills the cache which the test asks? */
static uint16_t memo_flag(struct py_emitter *e, an_id cache, bool missing, uint32_t block)
{
	bool fills = py_node_of(e->b, block)->op == PY_ELSE_BLOCK ? !missing : missing;

	return cache && fills && an_py_stores_into(e, py_kid(e->tree, block), cache) ? AN_OP_MEMO : 0;
}

/* What a test asks the truth of, where it is a call or a local that is only asked: the mark of the branch. */
static void mark_test(struct py_emitter *e, uint32_t test)
{
	bool negated = py_kind(e->tree, test) == PY_N_NOT;
	uint32_t asked = negated ? py_kid(e->tree, test) : test;
	unsigned flags = negated ? AN_MARK_ABSENT : AN_MARK_THERE;
	an_id symbol = an_py_only_asked(e, asked);

	if (symbol)
		an_py_mark_asked(e, flags, symbol);
	else
		py_flow(e, AN_MARK_BRANCH, py_kind(e->tree, asked) == PY_N_CALL ? flags : 0);
}

/* isinstance(x, Order), perhaps with more that must hold: the binding of x, of which nothing else is known, and what it is. */
static uint32_t is_told(struct py_emitter *e, uint32_t test, uint32_t *type)
{
	uint32_t call = py_kind(e->tree, test) == PY_N_BOOLEAN && py_node_of(e->b, test)->op == PY_AND ? py_kid(e->tree, test) : test;
	uint32_t callee = py_kind(e->tree, call) == PY_N_CALL ? py_kid(e->tree, call) : 0, x, class, binding;

	if (!callee || py_kind(e->tree, callee) != PY_N_NAME || py_node_of(e->b, callee)->value != PY_NAME_ISINSTANCE)
		return 0;
	x = py_next(e->tree, callee);
	class = x ? py_next(e->tree, x) : 0;
	if (!class || py_kind(e->tree, x) != PY_N_NAME || py_kind(e->tree, class) == PY_N_KEYWORD)
		return 0;
	binding = py_lookup(e->b, e->scope, py_node_of(e->b, x)->value);
	if (!binding || e->b->scopes[e->b->bindings[binding].scope].function != e->function ||
	    !py_is_unknown(e->b, py_current_type(e, binding)))
		return 0;
	*type = an_py_annotated(e->b, e->scope, class);
	return py_is_unknown(e->b, *type) ? 0 : binding;
}

/* The block of an arm, in which a name may be known better than outside. */
static void emit_arm(struct py_emitter *e, uint32_t block, uint16_t flags, uint32_t told, uint32_t type)
{
	uint32_t before = told ? e->b->bindings[told].flow : 0;

	if (told)
		e->b->bindings[told].flow = type + 1;
	an_py_emit_branch(e, block, flags, true);
	if (told && e->b->bindings[told].flow == type + 1)
		e->b->bindings[told].flow = before;
}

static void emit_if(struct py_emitter *e, uint32_t statement)
{
	uint32_t told = 0, type = PY_UNKNOWN;
	uint16_t before = e->flags;
	bool missing = false, first = true, tested = false, complete = false;
	an_id cache = 0;

	PY_EACH(e->tree, kid, py_kid(e->tree, statement)) {
		/* An arm begins with its test, but for the first, whose test is always asked. */
		if (!first && !tested)
			py_flow(e, AN_MARK_ARM, 0);
		if (py_kind(e->tree, kid) == PY_N_BLOCK) {
			complete = !tested;
			tested = false;
			emit_arm(e, kid, AN_OP_GUARDED | memo_flag(e, cache, missing, kid), complete ? 0 : told, type);
			e->flags |= AN_OP_GUARDED;      /* the next test is asked only if this one failed */
			continue;
		}
		e->use_count = 0;
		cache = an_py_asked_cache(e, kid, &missing);
		an_py_emit_type(e, kid);
		told = is_told(e, kid, &type);
		if (first) {
			mark_test(e, kid);
			py_flow(e, AN_MARK_ARM, 0);
		}
		tested = true;
		first = false;
	}
	py_flow(e, AN_MARK_JOIN, complete ? AN_MARK_ALL : 0);
	e->flags = before;
}

static void emit_handler(struct py_emitter *e, uint32_t handler)
{
	const struct py_node *n = py_node_of(e->b, handler);
	uint16_t before = e->flags;

	e->flags |= AN_OP_COLD;
	PY_EACH(e->tree, kid, n->kid) {
		if (py_kind(e->tree, kid) != PY_N_BLOCK) {
			an_py_emit_type(e, kid);
			continue;
		}
		an_py_assign_name(e, n->value, n->start, NULL, PY_UNKNOWN);
		an_py_emit_branch(e, kid, 0, true);
	}
	e->flags = before;
}

static bool has_handler(const struct py_emitter *e, uint32_t statement)
{
	uint32_t second = py_next(e->tree, py_kid(e->tree, statement));

	return second && py_kind(e->tree, second) == PY_N_HANDLER;
}

/* If an error in the body is caught and the loop goes on, leaving the body does not leave the loop for good. */
static bool body_may_run_again(const struct py_emitter *e, uint32_t statement)
{
	PY_EACH(e->tree, kid, py_kid(e->tree, statement)) {
		uint32_t block = py_kid(e->tree, kid);

		if (py_kind(e->tree, kid) != PY_N_HANDLER)
			continue;
		while (py_next(e->tree, block))
			block = py_next(e->tree, block);
		if (an_py_leaving(e, block) <= PY_CONTINUES)
			return true;
	}
	return false;
}

/* The block of else, which is run if there was no error, or of finally. */
static void emit_after(struct py_emitter *e, uint32_t block)
{
	bool always = py_node_of(e->b, block)->op == PY_FINALLY_BLOCK;

	if (!always) {
		py_flow(e, AN_MARK_BRANCH, 0);
		py_flow(e, AN_MARK_ARM, 0);
	}
	emit_body(e, block);
	if (!always)
		py_flow(e, AN_MARK_JOIN, 0);
}

static uint32_t finally_of(const struct py_emitter *e, uint32_t try)
{
	PY_EACH(e->tree, kid, py_kid(e->tree, try)) {
		if (py_kind(e->tree, kid) == PY_N_BLOCK && py_node_of(e->b, kid)->op == PY_FINALLY_BLOCK)
			return kid;
	}
	return 0;
}

static void emit_try(struct py_emitter *e, uint32_t statement)
{
	uint32_t body = py_kid(e->tree, statement), outer = e->finally, own = finally_of(e, statement);
	an_id raise_left = e->raise_left;
	bool open = has_handler(e, statement);

	e->finally = own ? own : outer;
	if (open) {
		py_flow(e, AN_MARK_BRANCH, 0);
		py_flow(e, AN_MARK_ARM, 0);
		e->raise_left = 0;
		an_py_emit_branch(e, body, 0, !body_may_run_again(e, statement));
		e->raise_left = raise_left;
	} else {
		emit_body(e, body);
	}
	PY_EACH(e->tree, kid, py_next(e->tree, body)) {
		if (py_kind(e->tree, kid) == PY_N_HANDLER) {
			py_flow(e, AN_MARK_ARM, 0);
			emit_handler(e, kid);
			continue;
		}
		if (open)
			py_flow(e, AN_MARK_JOIN, AN_MARK_ALL);
		open = false;
		if (kid == own)
			e->finally = outer;
		emit_after(e, kid);
	}
	if (open)
		py_flow(e, AN_MARK_JOIN, AN_MARK_ALL);
	e->finally = outer;
}

/* The object of x.acquire(), x.release(); 0 = it is no such statement. */
static uint32_t object_of_call(const struct py_emitter *e, uint32_t statement, uint32_t method)
{
	uint32_t call = py_kind(e->tree, statement) == PY_N_EXPRESSION ? py_kid(e->tree, statement) : 0;
	const struct py_node *callee = py_node_of(e->b, py_kid(e->tree, call));

	return py_kind(e->tree, call) == PY_N_CALL && callee->kind == PY_N_ATTRIBUTE && callee->value == method ? callee->kid : 0;
}

static bool releases(const struct py_emitter *e, uint32_t block, uint32_t lock)
{
	const struct py_node *n = py_node_of(e->b, lock);
	const char *text = e->tree->source->text;

	PY_EACH(e->tree, statement, py_kid(e->tree, block)) {
		uint32_t object = object_of_call(e, statement, PY_NAME_RELEASE);
		const struct py_node *x = py_node_of(e->b, object);

		if (object && x->end - x->start == n->end - n->start && !memcmp(text + x->start, text + n->start, n->end - n->start))
			return true;
	}
	return false;
}

/* lock.acquire(), then try: ... finally: lock.release() - given back however that is left, as by `with`. */
static bool is_given_back_at_last(const struct py_emitter *e, uint32_t statement)
{
	uint32_t lock = object_of_call(e, statement, PY_NAME_ACQUIRE), next = py_next(e->tree, statement);
	uint32_t block = next && py_kind(e->tree, next) == PY_N_TRY ? finally_of(e, next) : 0;

	return lock && ((block && releases(e, block, lock)) || (e->finally && releases(e, e->finally, lock)));
}

static void emit_expression_statement(struct py_emitter *e, uint32_t statement)
{
	struct py_operand x;

	if (!is_given_back_at_last(e, statement)) {
		an_py_emit_type(e, py_kid(e->tree, statement));
		return;
	}
	an_py_emit_expression(e, py_kid(e->tree, statement), &x);
	if (x.op)
		an_edit_op(e->out, x.op)->flags |= AN_OP_SCOPED;
}

static bool is_lock(const char *class)
{
	static const char *const names[] = { "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition", NULL };
	const char *last = strrchr(class, '.');

	for (size_t i = 0; last && names[i]; i++) {
		if (!strcmp(last + 1, names[i]))
			return true;
	}
	return false;
}

/* The method that `with` calls when it begins or ends: of a lock what it does, else __enter__ and __exit__. */
static void emit_context_call(struct py_emitter *e, const struct py_operand *context, bool enter, bool async)
{
	const struct py_type t = *py_type_at(e->b, context->type);
	const struct py_node *n = py_node_of(e->b, context->node);
	uint32_t name = enter ? PY_NAME_ENTER : PY_NAME_EXIT_METHOD;
	uint32_t place = enter ? n->start : n->end;
	an_id op;

	if (t.sort != PY_SORT_INSTANCE || t.value != AN_VALUE_OBJECT)
		return;
	if (!t.def && is_lock(an_py_path_string(e->b, t.path)))
		name = enter ? PY_NAME_ACQUIRE : PY_NAME_RELEASE;
	else if (async)
		name = enter ? PY_NAME_AENTER : PY_NAME_AEXIT;
	op = an_py_emit_hidden_call(e, an_py_path(e->b, t.path, name), context->symbol, n->start, place);
	if (name == PY_NAME_ACQUIRE)
		an_edit_op(e->out, op)->flags |= AN_OP_SCOPED;
	if (async)
		an_edit_op(e->out, op)->flags |= AN_OP_AWAITED;
}

#define CONTEXTS_MAX 8  /* items of one `with` whose ends are stated */

static void emit_with(struct py_emitter *e, uint32_t statement)
{
	const struct py_node *n = py_node_of(e->b, statement);
	bool async = n->flags & PY_F_ASYNC;
	struct py_operand contexts[CONTEXTS_MAX];
	unsigned count = 0;

	PY_EACH(e->tree, kid, n->kid) {
		uint32_t expression = py_kid(e->tree, kid), target;
		struct py_operand x;

		if (py_kind(e->tree, kid) == PY_N_BLOCK) {
			emit_body(e, kid);
			break;
		}
		an_py_emit_expression(e, expression, &x);
		if (async && x.op)
			an_edit_op(e->out, x.op)->flags |= AN_OP_AWAITED;
		emit_context_call(e, &x, true, async);
		if (count < CONTEXTS_MAX)
			contexts[count++] = x;
		target = py_next(e->tree, expression);
		if (target)
			an_py_emit_target(e, target, &x, an_py_entered(e->b, x.type));
	}
	while (count--)
		emit_context_call(e, &contexts[count], false, async);
}

static void emit_match(struct py_emitter *e, uint32_t statement)
{
	uint32_t subject = py_kid(e->tree, statement);

	an_py_emit_type(e, subject);
	py_flow(e, AN_MARK_BRANCH, 0);
	PY_EACH(e->tree, kase, py_next(e->tree, subject)) {
		uint32_t pattern = py_kid(e->tree, kase);

		py_flow(e, AN_MARK_ARM, 0);
		an_py_emit_pattern(e, pattern);
		PY_EACH(e->tree, kid, py_next(e->tree, pattern)) {
			if (py_kind(e->tree, kid) == PY_N_BLOCK)
				an_py_emit_branch(e, kid, AN_OP_GUARDED, true);
			else
				an_py_emit_type(e, kid);
		}
	}
	py_flow(e, AN_MARK_JOIN, 0);
}

static void emit_cold(struct py_emitter *e, uint32_t first)
{
	uint16_t before = e->flags;

	e->flags |= AN_OP_COLD;
	PY_EACH(e->tree, x, first)
		an_py_emit_type(e, x);
	e->flags = before;
}

static void emit_raise(struct py_emitter *e, uint32_t statement)
{
	const struct py_node *n = py_node_of(e->b, statement);
	struct an_op op = { .kind = AN_OP_THROW, .flags = AN_OP_COLD };

	emit_cold(e, n->kid);
	op.span = an_py_span(e, n->start, n->end);
	an_py_add_op(e, &op, NULL, e->use_count);
	py_flow(e, AN_MARK_THROW, 0);
}

static void emit_assert(struct py_emitter *e, uint32_t statement)
{
	uint32_t test = py_kid(e->tree, statement), told, type;

	an_py_emit_type(e, test);
	told = is_told(e, test, &type);
	emit_cold(e, py_next(e->tree, test));
	if (told)
		an_py_assign_type(e, told, type);
}

static void emit_definition(struct py_emitter *e, uint32_t statement)
{
	uint32_t id = py_node_of(e->b, statement)->value;
	const struct py_def *def = &e->tree->defs[id];

	PY_EACH(e->tree, decorator, def->decorators)
		an_py_emit_type(e, decorator);
	if (def->kind == PY_D_CLASS) {
		an_py_emit_class(e, id);
		return;
	}
	PY_EACH(e->tree, p, def->parameters) {
		const struct py_node *n = py_node_of(e->b, p);

		if (n->flags & PY_F_DEFAULT)
			an_py_emit_type(e, n->flags & PY_F_ANNOTATION ? py_next(e->tree, n->kid) : n->kid);
	}
	an_py_add_function(e, id);
}

/* On every turn of the loop, whatever happens in it; what is tried may be wanted only once. */
static void emit_import(struct py_emitter *e, uint32_t statement)
{
	if (!e->loop || !e->raise_left || e->flags & (AN_OP_GUARDED | AN_OP_COLD | AN_OP_MEMO))
		return;
	PY_EACH(e->tree, next, py_next(e->tree, statement)) {
		enum py_node_kind kind = py_kind(e->tree, next);

		if (kind == PY_N_RETURN || kind == PY_N_BREAK || kind == PY_N_RAISE)
			return;
	}
	an_py_note_import(e, statement);
}

static void emit_statement(struct py_emitter *e, uint32_t statement)
{
	const struct py_node *n = py_node_of(e->b, statement);

	switch (n->kind) {
	case PY_N_BLOCK: emit_body(e, statement); break;
	case PY_N_FUNCTION: case PY_N_CLASS: emit_definition(e, statement); break;
	case PY_N_RETURN:
		if (n->kid)
			an_py_emit_type(e, n->kid);
		an_py_mark_return(e, n->start, n->kid != 0);
		break;
	case PY_N_EXPRESSION: emit_expression_statement(e, statement); break;
	case PY_N_BREAK: an_py_mark(e, AN_MARK_BREAK, 0, 0, n->start); break;
	case PY_N_CONTINUE: an_py_mark(e, AN_MARK_CONTINUE, 0, 0, n->start); break;
	case PY_N_ASSIGN: an_py_emit_assign(e, statement); break;
	case PY_N_AUGMENT: an_py_emit_augment(e, statement); break;
	case PY_N_ANNOTATE: an_py_emit_annotate(e, statement); break;
	case PY_N_DELETE: an_py_emit_delete(e, statement); break;
	case PY_N_FOR: an_py_emit_for(e, statement); break;
	case PY_N_WHILE: an_py_emit_while(e, statement); break;
	case PY_N_IF: emit_if(e, statement); break;
	case PY_N_WITH: emit_with(e, statement); break;
	case PY_N_MATCH: emit_match(e, statement); break;
	case PY_N_TRY: emit_try(e, statement); break;
	case PY_N_RAISE: emit_raise(e, statement); break;
	case PY_N_ASSERT: emit_assert(e, statement); break;
	case PY_N_IMPORT: case PY_N_IMPORT_FROM: emit_import(e, statement); break;
	default: break;
	}
}
