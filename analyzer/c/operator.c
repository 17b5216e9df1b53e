/* operator.c - operators of classes: what they mean is what they mean for the built-in types. */
#include <string.h>
#include "analyzer/c/walk_p.h"
#include "core/text.h"

/* A member operator's first operand is its object. */
static struct an_c_call as_method(struct an_c_walk *w, const struct an_c_call *call)
{
	struct an_c_call m = *call;

	if (call->callee->flags & AN_C_METHOD && call->arg_count && !call->object.kind) {
		m.object = *an_c_arg(w, call, 0);
		m.first_arg++;
		m.arg_count--;
	}
	return m;
}

static struct an_c_term call_it(struct an_c_walk *w, const struct an_c_call *call)
{
	struct an_c_call m = as_method(w, call);

	return an_c_emit_call(w, &m);
}

static bool of_std(const struct an_c_call *call)
{
	return call->callee->flags & AN_C_STD;
}

static enum an_value value_of(struct an_c_walk *w, const struct an_c_term *t)
{
	return an_c_type(&w->types, clang_getCursorType(t->cursor))->value;
}

static struct an_c_term part_of(struct an_c_walk *w, const struct an_c_call *call, an_id root)
{
	struct an_c_term t = an_c_term_of(w, call->cursor, AN_ARG_EXPRESSION);

	t.symbol = t.present = root;
	return t;
}

static int compare_kind(const char *op)
{
	static const struct { const char *op; int kind; } kinds[] = {
		{ "==", CXBinaryOperator_EQ }, { "!=", CXBinaryOperator_NE }, { "<", CXBinaryOperator_LT },
		{ ">", CXBinaryOperator_GT }, { "<=", CXBinaryOperator_LE }, { ">=", CXBinaryOperator_GE }
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!strcmp(op, kinds[i].op))
			return kinds[i].kind;
	}
	return 0;
}

static struct an_c_term compare(struct an_c_walk *w, const struct an_c_call *call, int kind)
{
	struct an_c_term t = an_c_term_of(w, call->cursor, AN_ARG_EXPRESSION);

	if (kind == CXBinaryOperator_EQ)
		an_c_op(w, AN_OP_EQUAL, call->cursor, an_c_arg(w, call, 0), 2);
	if (!of_std(call))
		t = call_it(w, call);
	an_c_compare(w, &t, kind, an_c_arg(w, call, 0), an_c_arg(w, call, 1));
	t.ask = 0;
	return t;
}

/* s = s + x makes the whole text anew. */
static bool builds_text(struct an_c_walk *w, const struct an_c_term *to, const struct an_c_term *value)
{
	return value->joined && to->kind == AN_ARG_SYMBOL && an_c_mentions(w, value, to->symbol) &&
	       value_of(w, to) == AN_VALUE_TEXT;
}

static struct an_c_term assign(struct an_c_walk *w, const struct an_c_call *call)
{
	struct an_c_term to = *an_c_arg(w, call, 0), value = *an_c_arg(w, call, 1), t;

	if (builds_text(w, &to, &value))
		an_c_op(w, AN_OP_BUILD_TEXT, call->cursor, an_c_arg(w, call, 0), 2);
	t = call_it(w, call);
	an_c_assign(w, call->cursor, &to, &value);
	t.symbol = t.present = to.symbol;
	return t;
}

static struct an_c_term pick(struct an_c_walk *w, const struct an_c_call *call)
{
	struct an_c_term *base = an_c_arg(w, call, 0), *index = an_c_arg(w, call, 1), t;
	enum an_value value = value_of(w, base);
	an_id root = base->symbol, element = 0;

	if (of_std(call) && (value == AN_VALUE_HASH || value == AN_VALUE_TREE)) {
		t = call_it(w, call);
		/* operator[] of a map makes the element that it does not find. */
		an_c_write(w, root, AN_WRITE_CHANGE, true, call->cursor);
	} else if (of_std(call)) {
		an_id op = an_c_op(w, AN_OP_SUBSCRIPT, call->cursor, base, 2);

		if (op && w->flow.loop)
			element = an_c_set_stride(w, op, clang_getCursorType(call->cursor));
		an_c_note_subscript(w, root, index->kind == AN_ARG_SYMBOL ? index->symbol : 0);
	} else {
		call_it(w, call);
	}
	t = part_of(w, call, root);
	t.element = element;
	return t;
}

/* f(x), where f is a lambda, a std::function, an object of std or any other. */
static struct an_c_term apply(struct an_c_walk *w, const struct an_c_call *call)
{
	struct an_c_call m = as_method(w, call);
	CXCursor object = clang_getCursorReferenced(m.object.cursor);
	const struct an_c_decl *holder;

	if (call->callee->flags & AN_C_LAMBDA || !(call->callee->flags & AN_C_STD) || !m.object.kind)
		return an_c_emit_call(w, &m);
	holder = an_c_decl(&w->names, object);
	if (!holder || holder->flags & AN_C_FUNCTION)
		return an_c_emit_call(w, &m);
	/* Known by what holds it: alias of the field or variable, or std::ranges::find. */
	m.callee = holder;
	if (holder->flags & AN_C_STD)
		m.object = (struct an_c_term){ .kind = 0 };
	return an_c_emit_call(w, &m);
}

static struct an_c_term step(struct an_c_walk *w, const struct an_c_call *call, long long by)
{
	struct an_c_term t = *an_c_arg(w, call, 0);

	if (!of_std(call))
		call_it(w, call);
	an_c_store(w, &t, call->cursor);
	if (t.kind == AN_ARG_SYMBOL)
		an_c_note_step(w, t.symbol, AN_C_STEP_ADD, by);
	t.kind = AN_ARG_EXPRESSION;
	return t;
}

/* out << std::endl calls endl. */
static void call_manipulator(struct an_c_walk *w, const struct an_c_call *call)
{
	const struct an_c_term *last = an_c_arg(w, call, call->arg_count - 1);
	const struct an_c_decl *d = an_c_decl(&w->names, clang_getCursorReferenced(last->cursor));
	an_id op;

	if (!d || !(d->flags & AN_C_FUNCTION) || !(d->flags & AN_C_STD))
		return;
	op = an_c_op(w, AN_OP_CALL, last->cursor, NULL, 0);
	if (op)
		an_edit_op(w->b, op)->name = d->name;
}

static struct an_c_term shift(struct an_c_walk *w, const struct an_c_call *call)
{
	struct an_c_term t = call_it(w, call);

	call_manipulator(w, call);
	t.symbol = an_c_arg(w, call, 0)->symbol;
	return t;
}

static struct an_c_term join(struct an_c_walk *w, const struct an_c_call *call)
{
	struct an_c_term t = call_it(w, call);

	t.joined = an_c_type(&w->types, clang_getCursorType(call->cursor))->value == AN_VALUE_TEXT;
	t.symbol = 0;
	return t;
}

static bool unary(struct an_c_walk *w, const struct an_c_call *call, const char *op, struct an_c_term *result)
{
	const struct an_c_term *operand = an_c_arg(w, call, 0);

	if (!of_std(call) && strcmp(op, "->")) {
		struct an_c_term t = call_it(w, call);

		t.symbol = t.present = operand->symbol;
		*result = t;
		return true;
	}
	/* Iterators and smart pointers, whosever they are, are the pointers that they stand for. */
	*result = *operand;
	result->cursor = call->cursor;
	if (strcmp(op, "->")) {
		result->kind = AN_ARG_EXPRESSION;
		result->whole = false;
	}
	return true;
}

static bool binary(struct an_c_walk *w, const struct an_c_call *call, const char *op, struct an_c_term *result)
{
	int kind = compare_kind(op);

	if (kind)
		*result = compare(w, call, kind);
	else if (!strcmp(op, "="))
		*result = assign(w, call);
	else if (!strcmp(op, "[]"))
		*result = pick(w, call);
	else if (!strcmp(op, "+"))
		*result = join(w, call);
	else if (!strcmp(op, "<<") || !strcmp(op, ">>"))
		*result = shift(w, call);
	else if (!strcmp(op, "++") || !strcmp(op, "--"))
		*result = step(w, call, *op == '+' ? 1 : -1);
	else
		*result = call_it(w, call);
	return true;
}

bool an_c_operator(struct an_c_walk *w, struct an_c_call *call, struct an_c_term *result)
{
	const char *op;

	if (!call->callee || !(call->callee->flags & AN_C_OPERATOR))
		return false;
	op = call->callee->last + strlen("operator");
	if (!strcmp(op, "()")) {
		*result = apply(w, call);
		return true;
	}
	if (call->object.kind)          /* written as a.operator+(b) */
		return false;
	if (call->arg_count == 1 && (!strcmp(op, "++") || !strcmp(op, "--")))
		*result = step(w, call, *op == '+' ? 1 : -1);
	else if (call->arg_count == 1)
		return unary(w, call, op, result);
	else if (call->arg_count == 2)
		return binary(w, call, op, result);
	else
		return false;
	return true;
}
