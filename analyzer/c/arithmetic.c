/* arithmetic.c - the operators of the language. */
#include <stdlib.h>
#include <string.h>
#include "analyzer/c/walk_p.h"

/* ---- numbers ---- */

static bool literal_number(struct an_c_walk *w, CXCursor c, long long *number)
{
	size_t n;
	const char *text = an_c_text(&w->source, c, &n);
	char digits[32], *end;

	if (!text || !n || n >= sizeof digits || *text < '0' || *text > '9')
		return false;
	memcpy(digits, text, n);
	digits[n] = '\0';
	*number = strtoll(digits, &end, 0);
	return !end[strspn(end, "uUlLzZ")];
}

bool an_c_number(struct an_c_walk *w, const struct an_c_term *t, long long *number)
{
	CXEvalResult result;
	bool found;

	if (t->kind == AN_ARG_LITERAL && clang_getCursorKind(t->cursor) == CXCursor_IntegerLiteral &&
	    literal_number(w, t->cursor, number))
		return true;
	if (!t->kind || t->op || t->kind == AN_ARG_FUNCTION ||
	    (t->last_use > t->first_use && !(t->kind == AN_ARG_SYMBOL &&
					     clang_isConstQualifiedType(clang_getCursorType(t->cursor)))))
		return false;
	result = clang_Cursor_Evaluate(t->cursor);
	if (!result)
		return false;
	found = clang_EvalResult_getKind(result) == CXEval_Int;
	if (found)
		*number = clang_EvalResult_getAsLongLong(result);
	clang_EvalResult_dispose(result);
	return found;
}

/* ---- one operand ---- */

an_id an_c_set_stride(struct an_c_walk *w, an_id subscript, CXType element)
{
	uint32_t size = an_c_size_of(element);

	an_edit_op(w->b, subscript)->size = size;
	return size > AN_C_LARGE ? subscript : 0;
}

struct an_c_term an_c_subscript(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_term sides[2], t = an_c_term_of(w, c, AN_ARG_EXPRESSION);
	bool in_index;
	an_id op;

	if (kids.count != 2) {
		an_c_kids_done(w, kids);
		return an_c_all_of(w, c);
	}
	sides[0] = an_c_expr(w, an_c_kid(w, kids, 0));
	in_index = w->flow.in_index;
	w->flow.in_index = true;
	sides[1] = an_c_expr(w, an_c_kid(w, kids, 1));
	w->flow.in_index = in_index;
	an_c_kids_done(w, kids);
	op = an_c_op(w, AN_OP_SUBSCRIPT, c, sides, 2);
	if (op && w->flow.loop)
		t.element = an_c_set_stride(w, op, clang_getCursorType(c));
	an_c_note_subscript(w, sides[0].symbol, sides[1].kind == AN_ARG_SYMBOL ? sides[1].symbol : 0);
	t.symbol = t.present = sides[0].symbol;
	t.place = clang_getCanonicalType(clang_getCursorType(sides[0].cursor)).kind == CXType_ConstantArray ?
		  sides[0].place : 0;
	return t;
}

static void store(struct an_c_walk *w, const struct an_c_term *to, CXCursor c, enum an_write_how how)
{
	w->how = (uint8_t)how;
	an_c_store(w, to, c);
	w->how = AN_HOW_UNKNOWN;
}

/* A store whose new value is made from the old one. */
static void update(struct an_c_walk *w, const struct an_c_term *to, CXCursor c, enum an_write_how how)
{
	an_id first = an_builder_count(w->b, AN_WRITES);

	store(w, to, c, how);
	if (an_builder_count(w->b, AN_WRITES) > first)
		an_edit_write(w->b, first)->updates = true;
}

static struct an_c_term step(struct an_c_walk *w, CXCursor c, struct an_c_term t, long long by)
{
	update(w, &t, c, by < 0 ? AN_HOW_DOWN : AN_HOW_STEP);
	if (t.kind == AN_ARG_SYMBOL)
		an_c_note_step(w, t.symbol, AN_C_STEP_ADD, by);
	t.kind = AN_ARG_EXPRESSION;
	t.cursor = c;
	return t;
}

struct an_c_term an_c_unary(struct an_c_walk *w, CXCursor c)
{
	enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(c);
	struct an_c_term t = an_c_all_of(w, c), asking = t;
	an_id present = t.present;

	if (kind == CXUnaryOperator_PostInc || kind == CXUnaryOperator_PreInc)
		return step(w, c, t, 1);
	if (kind == CXUnaryOperator_PostDec || kind == CXUnaryOperator_PreDec)
		return step(w, c, t, -1);
	if (kind == CXUnaryOperator_Extension || (t.kind == AN_ARG_FUNCTION && kind != CXUnaryOperator_LNot))
		return t;
	t.kind = AN_ARG_EXPRESSION;
	t.op = 0;
	if (kind == CXUnaryOperator_AddrOf) {
		t.address = t.symbol != 0;
		return t;       /* with the cursor of what it is the address of */
	}
	if (kind == CXUnaryOperator_LNot)
		an_c_ask_not(w, &t, &asking);
	t.cursor = c;
	t.whole = t.address = false;
	if (kind == CXUnaryOperator_LNot) {
		t.present = t.missing;
		t.missing = present;
		t.holds = t.holds ? t.holds ^ (AN_MARK_ABSENT | AN_MARK_THERE) : AN_MARK_ABSENT;
	} else if (kind == CXUnaryOperator_Deref) {
		t.present = t.symbol;
	} else {
		t.symbol = 0;
	}
	return t;
}

/* ---- two operands ---- */

static bool is_compare(enum CXBinaryOperatorKind kind)
{
	return kind >= CXBinaryOperator_LT && kind <= CXBinaryOperator_NE;
}

/* NULL, 0, -1, or the end of a container. */
static bool is_nothing(struct an_c_walk *w, const struct an_c_term *t, long long *n)
{
	*n = 0;
	if (clang_getCursorKind(t->cursor) == CXCursor_CXXNullPtrLiteralExpr)
		return true;
	return !t->op && t->first_use == t->last_use && an_c_number(w, t, n) && (*n == 0 || *n == -1);
}

/* fd < 0, fd >= 0, fd > -1 */
static uint8_t sign_asked(int kind)
{
	if (kind == CXBinaryOperator_LT || kind == CXBinaryOperator_LE)
		return AN_MARK_ABSENT;
	return kind == CXBinaryOperator_GE || kind == CXBinaryOperator_GT ? AN_MARK_THERE : 0;
}

void an_c_compare(struct an_c_walk *w, struct an_c_term *out, int kind, const struct an_c_term *a,
		  const struct an_c_term *b)
{
	const struct an_c_term *tested = NULL;
	struct an_c_term sides[2] = { *a, *b };
	bool equal = kind == CXBinaryOperator_EQ || kind == CXBinaryOperator_NE;
	long long n = 0;
	an_id symbol;

	an_c_note_read(w, &sides[0]);
	an_c_note_read(w, &sides[1]);
	an_c_note_compare(w, kind, a, b);
	if (equal && b->whole && b->symbol) {
		tested = b;                     /* it == m.end() */
	} else if (is_nothing(w, b, &n)) {
		tested = a;
		an_c_ask_compared(w, out, kind, a, n);
	} else if (equal && is_nothing(w, a, &n)) {
		tested = b;
		an_c_ask_compared(w, out, kind, b, n);
	}
	if (!equal) {
		out->holds = tested ? sign_asked(kind) : 0;
		return;
	}
	symbol = tested ? tested->symbol : 0;
	out->missing = kind == CXBinaryOperator_EQ ? symbol : 0;
	out->present = kind == CXBinaryOperator_NE ? symbol : 0;
	out->holds = symbol ? (kind == CXBinaryOperator_EQ ? AN_MARK_ABSENT : AN_MARK_THERE) : 0;
}

static struct an_c_term compare(struct an_c_walk *w, CXCursor c, enum CXBinaryOperatorKind kind,
				const struct an_c_term *sides)
{
	struct an_c_term t = an_c_term_of(w, c, AN_ARG_EXPRESSION);

	if (kind == CXBinaryOperator_EQ)
		an_c_op(w, AN_OP_EQUAL, c, sides, 2);
	an_c_compare(w, &t, (int)kind, &sides[0], &sides[1]);
	return t;
}

static bool halves(struct an_c_walk *w, enum CXBinaryOperatorKind kind, const struct an_c_term *sides)
{
	long long n;

	if (kind == CXBinaryOperator_Add || kind == CXBinaryOperator_Sub)
		return sides[0].half || sides[1].half;
	if (kind == CXBinaryOperator_Div)
		return an_c_number(w, &sides[1], &n) && n >= 2;
	if (kind == CXBinaryOperator_Shr)
		return an_c_number(w, &sides[1], &n) && n >= 1;
	return false;
}

static bool scales(struct an_c_walk *w, enum CXBinaryOperatorKind kind, const struct an_c_term *sides)
{
	long long n;

	switch (kind) {
	case CXBinaryOperator_Add:
	case CXBinaryOperator_Sub:
		return sides[0].scaled || sides[1].scaled ||
		       (sides[0].symbol && sides[0].kind == AN_ARG_SYMBOL && sides[0].symbol == sides[1].symbol);
	case CXBinaryOperator_Mul:
		return sides[0].scaled || sides[1].scaled || (an_c_number(w, &sides[0], &n) && n >= 2) ||
		       (an_c_number(w, &sides[1], &n) && n >= 2) ||
		       clang_getCursorKind(sides[1].cursor) == CXCursor_FloatingLiteral;
	case CXBinaryOperator_Div:
	case CXBinaryOperator_Shl:
	case CXBinaryOperator_Shr:
		return true;
	default:
		return false;
	}
}

static bool divides(enum CXBinaryOperatorKind kind)
{
	return kind == CXBinaryOperator_Div || kind == CXBinaryOperator_Rem || kind == CXBinaryOperator_DivAssign ||
	       kind == CXBinaryOperator_RemAssign;
}

/* An integer by a variable, in a loop: a division that takes tens of cycles each time. */
static void note_division(struct an_c_walk *w, CXCursor c, const struct an_c_term *sides)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(c));
	long long n;
	an_id op;

	if (!w->flow.loop || sides[1].kind != AN_ARG_SYMBOL || type.kind < CXType_Bool || type.kind > CXType_Int128 ||
	    an_c_number(w, &sides[1], &n))
		return;
	op = an_c_op(w, AN_OP_DIVIDE, c, sides, 2);
	if (op)
		an_edit_op(w->b, op)->size = an_c_size_of(type);
}

static struct an_c_term arithmetic(struct an_c_walk *w, CXCursor c, enum CXBinaryOperatorKind kind,
				   const struct an_c_term *sides)
{
	struct an_c_term t = an_c_term_of(w, c, AN_ARG_EXPRESSION);

	t.half = halves(w, kind, sides);
	t.scaled = t.half || scales(w, kind, sides);
	if (divides(kind))
		note_division(w, c, sides);
	if (kind == CXBinaryOperator_Mul && w->flow.in_index && w->flow.loop)
		an_c_op(w, AN_OP_SCALE, c, sides, 2);
	if ((kind == CXBinaryOperator_Add || kind == CXBinaryOperator_Sub) && sides[0].symbol &&
	    clang_getCanonicalType(clang_getCursorType(c)).kind == CXType_Pointer)
		t.symbol = sides[0].symbol;
	if ((kind == CXBinaryOperator_Add || kind == CXBinaryOperator_Sub) && sides[0].kind == AN_ARG_SYMBOL &&
	    sides[1].kind == AN_ARG_LITERAL && an_c_number(w, &sides[1], &t.shift)) {
		t.shifted = true;
		t.shift = kind == CXBinaryOperator_Sub ? -t.shift : t.shift;
	}
	return t;
}

static bool is_own(uint8_t symbol_kind)
{
	return symbol_kind == AN_LOCAL || symbol_kind == AN_PARAMETER;
}

/* n = n + k, n = n * 2, or anything else. */
static enum an_write_how how_it_changes(struct an_c_walk *w, const struct an_c_term *to, const struct an_c_term *value)
{
	if (to->kind != AN_ARG_SYMBOL || value->kind != AN_ARG_EXPRESSION || !an_c_mentions(w, value, to->symbol))
		return AN_HOW_UNKNOWN;
	if (value->scaled)
		return AN_HOW_SCALE;
	if (clang_getCursorKind(value->cursor) != CXCursor_BinaryOperator || value->op)
		return AN_HOW_UNKNOWN;
	switch (clang_getCursorBinaryOperatorKind(value->cursor)) {
	case CXBinaryOperator_Add: return AN_HOW_STEP;
	case CXBinaryOperator_Sub: return AN_HOW_DOWN;
	default: return AN_HOW_UNKNOWN;
	}
}

/* Also for operator= of classes: `to` takes `value`. */
void an_c_assign(struct an_c_walk *w, CXCursor c, const struct an_c_term *to, const struct an_c_term *value)
{
	const struct an_c_type *type;

	if (to->kind == AN_ARG_SYMBOL && an_c_mentions(w, value, to->symbol))
		update(w, to, c, how_it_changes(w, to, value));
	else
		an_c_store(w, to, c);
	an_c_keep(w, value);
	if (to->kind != AN_ARG_SYMBOL) {
		an_c_escape(w, value, c);
	} else {
		type = an_c_type(&w->types, clang_getCursorType(to->cursor));
		an_c_note_assign(w, to->symbol, value);
		if (type->pointer)
			an_c_set_origin(w, to->symbol, value->symbol);
		/* What a local pointer changes is seen here; what others can reach is not. */
		if (!is_own(an_edit_symbol(w->b, to->symbol)->kind))
			an_c_escape(w, value, c);
		if (value->op && !w->flow.silent) {
			an_edit_op(w->b, value->op)->result = to->symbol;
			an_c_watch(w, to->symbol);
		}
	}
	if (value->op && value->op == w->many)
		an_c_note_many(w, clang_getPointeeType(clang_getCanonicalType(clang_getCursorType(to->cursor))), value->cursor);
	if (value->kind == AN_ARG_FUNCTION)
		an_c_alias(w, clang_getCursorReferenced(to->cursor), value);
}

/* A value by itself asks whether it is there. */
static uint8_t plainly(const struct an_c_term *t)
{
	return t->holds ? t->holds : t->kind == AN_ARG_SYMBOL ? AN_MARK_THERE : 0;
}

/* a && b, a || b: b is not always run. */
static struct an_c_term logical(struct an_c_walk *w, CXCursor c, enum CXBinaryOperatorKind kind,
				struct an_c_kids kids)
{
	struct an_c_term t = an_c_term_of(w, c, AN_ARG_EXPRESSION), a, b;
	uint16_t flags = w->flow.flags;
	an_id first;

	a = an_c_expr(w, an_c_kid(w, kids, 0));
	w->flow.flags |= AN_OP_GUARDED;
	first = an_builder_count(w->b, AN_OPS);
	w->flow.end = AN_C_RETURNS;
	b = an_c_expr(w, an_c_kid(w, kids, 1));
	if (w->flow.end != AN_C_RETURNS)
		an_c_mark(w, first, AN_OP_COLD);
	w->flow.end = AN_C_RETURNS;
	w->flow.flags = flags;
	an_c_ask_both(w, &t, kind == CXBinaryOperator_LOr, &a, &b, first);
	t.missing = kind == CXBinaryOperator_LOr ? (a.missing ? a.missing : b.missing) : 0;
	t.present = kind == CXBinaryOperator_LAnd ? (a.present ? a.present : b.present) : 0;
	/* !a || !b: one of them is not there; a && b: both are. */
	if (plainly(&a) == plainly(&b) && plainly(&a) == (kind == CXBinaryOperator_LOr ? AN_MARK_ABSENT : AN_MARK_THERE))
		t.holds = plainly(&a);
	return t;
}

struct an_c_term an_c_binary(struct an_c_walk *w, CXCursor c)
{
	enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(c);
	struct an_c_kids kids = an_c_kids(w, c);
	uint32_t first = (uint32_t)w->use_count;
	struct an_c_term sides[2], t;

	if (kids.count != 2) {
		an_c_kids_done(w, kids);
		return an_c_all_of(w, c);
	}
	if (kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr) {
		t = logical(w, c, kind, kids);
		an_c_kids_done(w, kids);
		return t;
	}
	sides[0] = an_c_expr(w, an_c_kid(w, kids, 0));
	sides[1] = an_c_expr(w, an_c_kid(w, kids, 1));
	an_c_kids_done(w, kids);
	if (kind == CXBinaryOperator_Assign) {
		an_c_assign(w, c, &sides[0], &sides[1]);
		t = sides[0];
	} else if (kind == CXBinaryOperator_Comma) {
		t = sides[1];
	} else if (is_compare(kind)) {
		t = compare(w, c, kind, sides);
	} else {
		t = arithmetic(w, c, kind, sides);
	}
	t.first_use = first;
	return t;
}

struct an_c_term an_c_compound_assign(struct an_c_walk *w, CXCursor c)
{
	enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(c);
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_term sides[2], to, by;
	enum an_c_step step = AN_C_STEP_OTHER;
	enum an_write_how how = AN_HOW_UNKNOWN;
	long long n = 0;

	if (kids.count != 2) {
		an_c_kids_done(w, kids);
		return an_c_all_of(w, c);
	}
	to = an_c_expr(w, an_c_kid(w, kids, 0));
	by = an_c_expr(w, an_c_kid(w, kids, 1));
	an_c_kids_done(w, kids);
	sides[0] = to;
	sides[1] = by;
	if (divides(kind))
		note_division(w, c, sides);
	if (kind == CXBinaryOperator_AddAssign || kind == CXBinaryOperator_SubAssign) {
		step = AN_C_STEP_ADD;
		n = an_c_number(w, &by, &n) ? n : 0;
		n = kind == CXBinaryOperator_SubAssign ? -n : n;
	} else if (kind == CXBinaryOperator_MulAssign || kind == CXBinaryOperator_DivAssign ||
		   kind == CXBinaryOperator_ShlAssign || kind == CXBinaryOperator_ShrAssign) {
		step = AN_C_STEP_SCALE;
	}
	if (step == AN_C_STEP_SCALE || by.scaled || an_c_mentions(w, &by, to.symbol))
		how = AN_HOW_SCALE;
	else if (step == AN_C_STEP_ADD)
		how = kind == CXBinaryOperator_SubAssign ? AN_HOW_DOWN : AN_HOW_STEP;
	update(w, &to, c, how);
	if (to.kind == AN_ARG_SYMBOL)
		an_c_note_step(w, to.symbol, step, n);
	to.kind = AN_ARG_EXPRESSION;
	to.cursor = c;
	return to;
}

/* One arm of a ?: b */
static struct an_c_term arm(struct an_c_walk *w, CXCursor c)
{
	an_id first = an_builder_count(w->b, AN_OPS);
	struct an_c_term t;

	w->flow.end = AN_C_RETURNS;
	t = an_c_expr(w, c);
	if (w->flow.end != AN_C_RETURNS)
		an_c_mark(w, first, AN_OP_COLD);
	w->flow.end = AN_C_RETURNS;
	return t;
}

struct an_c_term an_c_conditional(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_term t = an_c_term_of(w, c, AN_ARG_EXPRESSION), arms[2], asked;
	uint16_t flags = w->flow.flags;

	if (kids.count != 3) {
		an_c_kids_done(w, kids);
		return an_c_all_of(w, c);
	}
	asked = an_c_expr(w, an_c_kid(w, kids, 0));
	w->flow.flags |= AN_OP_GUARDED;
	an_c_note(w, AN_MARK_BRANCH, 0, 0, clang_getNullCursor(), &asked);
	an_c_note_flow(w, AN_MARK_ARM, 0);
	arms[0] = arm(w, an_c_kid(w, kids, 1));
	an_c_note_flow(w, AN_MARK_ARM, 0);
	arms[1] = arm(w, an_c_kid(w, kids, 2));
	an_c_note_flow(w, AN_MARK_JOIN, AN_MARK_ALL);
	w->flow.flags = flags;
	an_c_kids_done(w, kids);
	if (arms[0].symbol == arms[1].symbol)
		t.symbol = arms[0].symbol;
	t.address = arms[0].address || arms[1].address;
	t.scaled = arms[0].scaled || arms[1].scaled;
	if (arms[0].kind == AN_ARG_FUNCTION && arms[1].kind == AN_ARG_FUNCTION) {
		t.kind = AN_ARG_FUNCTION;
		t.function = an_c_choice(w, c, arms);
	}
	return t;
}
