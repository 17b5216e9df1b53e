/* call.c - calls: of what, on what, with what, and what they may change. */
#include <string.h>
#include "analyzer/c/walk_p.h"
#include "analyzer/effects.h"
#include "core/alloc.h"
#include "core/text.h"

/* ---- what is known of the library's own functions ---- */

/* Methods of std that take an element in. */
static const char *const growing[] = {
	"push_back", "push_front", "push", "emplace", "emplace_back", "emplace_front", "emplace_hint", "insert",
	"insert_or_assign", "try_emplace", "append", "operator+=", "insert_range", "append_range", NULL
};

/* Non-const methods of std that change nothing by themselves. */
static const char *const looking[] = {
	"begin", "end", "rbegin", "rend", "at", "front", "back", "data", "find", "lower_bound", "upper_bound",
	"equal_range", "get", "top", "value", "operator[]", "operator*", "operator->", "operator bool", "before_begin",
	"c_str", NULL
};

/* Their result stands for all of the object or of the first argument. */
static const char *const whole[] = {
	"begin", "end", "cbegin", "cend", "rbegin", "rend", "crbegin", "crend", "data", "c_str", "size", "length",
	"ssize", "strlen", "wcslen", "g_list_length", "g_slist_length", NULL
};

/* Functions whose result is a place in their first argument. */
static const char *const placing[] = {
	"strchr", "strrchr", "strstr", "strcasestr", "memchr", "memrchr", "strpbrk", "rawmemchr", "strchrnul",
	"memmem", "index", "rindex", "wcschr", "wcsstr", "strtok", "bsearch", "addressof", "next", "prev", NULL
};

/* They only rename their argument. */
static const char *const renaming[] = { "std::move", "std::forward", "std::as_const", "std::ref", "std::cref", NULL };

/* ---- arguments ---- */

static void walk_args(struct an_c_walk *w, struct an_c_call *call)
{
	int n = clang_Cursor_getNumArguments(call->cursor);

	for (int i = 0; i < n; i++) {
		struct an_c_term t = an_c_expr(w, clang_Cursor_getArgument(call->cursor, (unsigned)i));

		*WR_PUSH(w->terms, w->term_count, w->term_cap) = t;
	}
	/* Default arguments are not in the source. */
	while (w->term_count > call->first_arg && !w->terms[w->term_count - 1].kind)
		w->term_count--;
	call->arg_count = (uint32_t)(w->term_count - call->first_arg);
}

/* ---- what it changes ---- */

static void change_object(struct an_c_walk *w, const struct an_c_call *call)
{
	const struct an_c_decl *d = call->callee;

	if (!(d->flags & AN_C_METHOD) || d->flags & AN_C_CONST || !call->object.symbol)
		return;
	if (!(d->flags & AN_C_STD))
		an_c_pass(w, &call->object, call->cursor);
	else if (!wr_is_one_of(d->last, looking))
		an_c_write(w, call->object.symbol, AN_WRITE_CHANGE, wr_is_one_of(d->last, growing), call->cursor);
}

/* Parameters of a pointer's function type, when there is no declaration. */
static uint64_t mutable_by_type(const struct an_c_term *object, uint32_t args)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(object->cursor));
	uint64_t mutable = 0;

	if (type.kind == CXType_Pointer)
		type = clang_getPointeeType(type);
	for (uint32_t i = 0; i < args && i < 64; i++) {
		if (clang_getNumArgTypes(type) <= (int)i || an_c_is_mutable(clang_getArgType(type, i)))
			mutable |= (uint64_t)1 << i;
	}
	return mutable;
}

/* May a value of this term be changed by one who gets it, if the parameter's type does not say? */
static bool gives_access(struct an_c_walk *w, const struct an_c_term *t)
{
	if (t->address)
		return true;
	return t->symbol && an_c_type(&w->types, clang_getCursorType(t->cursor))->pointer;
}

static void change_args(struct an_c_walk *w, struct an_c_call *call)
{
	const struct an_c_decl *d = call->callee;
	bool known = d && d->flags & AN_C_FUNCTION && !(d->flags & AN_C_UNTYPED);
	uint64_t mutable = known ? d->mutable : mutable_by_type(&call->object, call->arg_count);

	for (uint32_t i = 0; i < call->arg_count; i++) {
		struct an_c_term *t = an_c_arg(w, call, i);
		bool may = i < 64 && mutable >> i & 1;

		/* What follows "..." is printed, unless its address is given (scanf). */
		if (known && i >= d->parameters)
			may = t->address;
		else if (!known)
			may = may && gives_access(w, t);
		if (may)
			an_c_pass(w, t, call->cursor);
	}
}

/* ---- what it gives ---- */

/* A call's own type is that of the object; only the declaration says that it is a reference to one. */
static bool gives_place(const struct an_c_decl *d)
{
	CXType type = clang_getCanonicalType(clang_getResultType(clang_getCursorType(d->cursor)));

	return type.kind == CXType_Pointer || type.kind == CXType_LValueReference;
}

static void root_of_result(struct an_c_walk *w, const struct an_c_call *call, struct an_c_term *t)
{
	const struct an_c_decl *d = call->callee;
	const struct an_c_term *from = &call->object;
	bool method = d->flags & AN_C_METHOD;

	if (!method && call->arg_count)
		from = an_c_arg(w, call, 0);
	if (!from->symbol)
		return;
	if (wr_is_one_of(d->last, whole) && d->flags & (AN_C_METHOD | AN_C_SYSTEM)) {
		t->symbol = from->symbol;
		t->whole = true;
	} else if ((method && (d->flags & AN_C_STD || gives_place(d))) ||
		   (d->flags & AN_C_SYSTEM && wr_is_one_of(d->last, placing))) {
		t->symbol = from->symbol;
	}
	t->present = t->symbol;
	/* count(k), contains(k), find(k) ask for an element; empty() for none. */
	if (method && !strcmp(d->last, "empty")) {
		t->missing = t->symbol;
		t->present = 0;
	}
}

/* Text made of a literal is that literal, for whoever looks for a constant; a std::function is what it holds. */
static bool wraps(struct an_c_walk *w, const struct an_c_call *call)
{
	enum an_value value;

	if (!call->callee || !(call->callee->flags & AN_C_CONSTRUCTOR) || call->arg_count != 1)
		return false;
	value = an_c_type(&w->types, clang_getCursorType(call->cursor))->value;
	if (an_c_arg(w, call, 0)->kind == AN_ARG_FUNCTION)
		return value == AN_VALUE_FUNCTION;
	return an_c_arg(w, call, 0)->kind == AN_ARG_LITERAL && value == AN_VALUE_TEXT;
}

/* Algorithms that look at what their iterators go over. */
static void note_readers(struct an_c_walk *w, const struct an_c_call *call)
{
	static const char *const readers[] = {
		"find", "find_if", "find_if_not", "count", "count_if", "any_of", "all_of", "none_of", "accumulate",
		"equal", "mismatch", "lexicographical_compare", "binary_search", "lower_bound", "upper_bound", "copy",
		"distance", "max_element", "min_element", "is_sorted", "search", "includes", "adjacent_find", NULL };

	if (!call->callee || !(call->callee->flags & AN_C_STD))
		return;
	for (uint32_t i = 0; i < call->arg_count; i++) {
		struct an_c_term *t = an_c_arg(w, call, i);

		if (t->looked && (wr_is_one_of(call->callee->last, readers) || call->callee->flags & AN_C_CONSTRUCTOR ||
				  (call->callee->flags & AN_C_METHOD && wr_is_one_of(call->callee->last, growing))))
			an_c_note_read(w, t);
	}
}

/* ---- facts of single arguments ---- */

/* Do its arguments say at which place, or to what size? */
static bool places(const struct an_c_walk *w, const char *name)
{
	const struct an_api *api = an_api_find(w->cpp ? AN_CPP : AN_C, name);

	return api ? api->effects & (AN_SHIFTS | AN_RESIZES) : strstr(name, "realloc") != NULL;
}

/* Are they compared by their source, as sizes and keys are? */
static bool wants_spelling(struct an_c_walk *w, const struct an_c_call *call)
{
	static const char *const sized[] = { "malloc", "calloc", "memset", "memcpy", NULL };
	const struct an_c_decl *d = call->callee;
	enum an_value value;

	if (!d || !(d->flags & (AN_C_SYSTEM | AN_C_STD)))
		return false;
	if (d->flags & AN_C_STD && d->flags & AN_C_CONSTRUCTOR)
		return call->arg_count == 1 && !strcmp(d->last, "string");
	if (!(d->flags & AN_C_STD && d->flags & AN_C_METHOD))
		return wr_is_one_of(d->last, sized);
	value = an_c_type(&w->types, clang_getCursorType(call->object.cursor))->value;
	return value == AN_VALUE_HASH || value == AN_VALUE_TREE;
}

static void spell_args(struct an_c_walk *w, struct an_c_call *call, an_str name)
{
	if (!places(w, an_builder_text(w->b, name)) && !wants_spelling(w, call))
		return;
	for (uint32_t i = 0; i < call->arg_count; i++)
		an_c_arg(w, call, i)->spelled = an_c_arg(w, call, i)->kind == AN_ARG_EXPRESSION;
}

static enum CXTypeKind kind_of_type(CXType type)
{
	return clang_getCanonicalType(type).kind;
}

/* A float that is given to a function of double. */
static void note_floats(struct an_c_walk *w, const struct an_c_call *call, an_id op)
{
	const struct an_c_decl *d = call->callee;
	CXType type;

	if (!op || !d || !(d->flags & AN_C_SYSTEM) || d->flags & AN_C_METHOD || !call->arg_count ||
	    d->parameters < call->arg_count)
		return;
	type = clang_getCursorType(d->cursor);
	for (uint32_t i = 0; i < call->arg_count; i++) {
		if (kind_of_type(clang_getArgType(type, i)) == CXType_Double &&
		    kind_of_type(clang_getCursorType(an_c_arg(w, call, i)->cursor)) == CXType_Float)
			an_edit_arg(w->b, an_edit_op(w->b, op)->first_arg + i)->flags |= AN_ARG_FLOAT;
	}
}

/* What is moved, but taken by const reference or copied all the same. */
static void note_lost(struct an_c_walk *w, const struct an_c_call *call)
{
	const struct an_c_decl *d = call->callee;

	for (uint32_t i = 0; d && i < call->arg_count && i < d->parameters; i++) {
		const struct an_c_term *t = an_c_arg(w, call, i);

		if (t->moved && kind_of_type(clang_getArgType(clang_getCursorType(d->cursor), i)) == CXType_LValueReference)
			an_edit_op(w->b, t->moved)->flags |= AN_OP_LOST;
	}
}

/* Is it a constructor that the source does not name: an argument, made into what is asked for? */
static bool is_implicit(struct an_c_walk *w, const struct an_c_call *call)
{
	CXSourceRange outside = clang_getCursorExtent(call->cursor), part;

	if (!call->callee || !(call->callee->flags & AN_C_CONSTRUCTOR) || call->arg_count != 1)
		return false;
	part = clang_getCursorExtent(clang_Cursor_getArgument(call->cursor, 0));
	return an_c_arg(w, call, 0)->kind && clang_equalRanges(outside, part);
}

static uint16_t flags_of(struct an_c_walk *w, const struct an_c_call *call)
{
	uint16_t flags = call->callee && call->callee->flags & AN_C_COPIES ? AN_OP_COPIES : 0;

	return is_implicit(w, call) ? flags | AN_OP_IMPLICIT : flags;
}

/* MAX(n * 2, wanted) */
static bool scales(struct an_c_walk *w, const struct an_c_call *call)
{
	for (uint32_t i = 0; i < call->arg_count; i++) {
		if (an_c_arg(w, call, i)->scaled)
			return true;
	}
	return false;
}

/* n * sizeof(struct item), calloc(n, ...), or in a loop: several are made. */
static bool makes_many(struct an_c_walk *w, const struct an_c_call *call, const char *name)
{
	if (w->flow.loop)
		return true;
	for (uint32_t i = 0; i < call->arg_count; i++) {
		const struct an_c_term *t = an_c_arg(w, call, i);

		if (t->last_use == t->first_use)
			continue;
		if ((!i && strstr(name, "calloc")) || strstr(name, "allocarray") ||
		    (t->scaled && clang_getCursorKind(t->cursor) == CXCursor_BinaryOperator &&
		     clang_getCursorBinaryOperatorKind(t->cursor) == CXBinaryOperator_Mul))
			return true;
	}
	return false;
}

struct an_c_term an_c_emit_call(struct an_c_walk *w, struct an_c_call *call)
{
	struct an_c_term t = an_c_term_of(w, call->cursor, AN_ARG_EXPRESSION);
	struct an_op named = { .flags = 0 };

	an_c_name_call(w, call, &named);
	spell_args(w, call, named.name);
	named.flags |= flags_of(w, call);
	note_lost(w, call);
	t.op = an_c_op(w, AN_OP_CALL, call->cursor, call->arg_count ? an_c_arg(w, call, 0) : NULL, call->arg_count);
	if (t.op) {
		struct an_op *op = an_edit_op(w->b, t.op);

		op->callee = named.callee;
		op->name = named.name;
		op->flags |= named.flags;
		op->receiver = call->object.kind == AN_ARG_SYMBOL ? call->object.symbol : 0;
		if (!w->cpp && strstr(an_builder_text(w->b, named.name), "alloc") &&
		    makes_many(w, call, an_builder_text(w->b, named.name)))
			w->many = t.op;
	}
	if (call->callee) {
		change_object(w, call);
		root_of_result(w, call, &t);
		an_c_iterate(w, call, &t);
	}
	note_floats(w, call, t.op);
	note_readers(w, call);
	t.scaled = scales(w, call);
	change_args(w, call);
	an_c_call_backs(w, call, t.op);
	if (call->callee && call->callee->flags & AN_C_NORETURN)
		w->flow.end = AN_C_EXITS;
	return wraps(w, call) ? *an_c_arg(w, call, 0) : t;
}

/* A call in a template that depends on its arguments: nothing is known but that it may change what it gets. */
static struct an_c_term dependent_call(struct an_c_walk *w, const struct an_c_call *call)
{
	if (call->object.symbol)
		an_c_pass(w, &call->object, call->cursor);
	for (uint32_t i = 0; i < call->arg_count; i++) {
		const struct an_c_term *t = an_c_arg(w, call, i);

		if (t->symbol && an_edit_symbol(w->b, t->symbol)->value != AN_VALUE_NUMBER)
			an_c_pass(w, t, call->cursor);
	}
	return an_c_term_of(w, call->cursor, AN_ARG_EXPRESSION);
}

static bool is_dependent(const struct an_c_call *call)
{
	enum CXTypeKind kind = clang_getCursorType(call->cursor).kind;

	return !call->callee && !call->object.function &&
	       (kind == CXType_Dependent || kind == CXType_Invalid || kind == CXType_Unexposed ||
		kind == CXType_Overload || clang_Cursor_getNumArguments(call->cursor) < 0);
}

/* v.begin(), s.size(), p.get(): a way to look at the object, of no cost of its own. */
static bool is_accessor(const struct an_c_decl *d)
{
	static const char *const others[] = { "empty", "capacity", "get", "has_value", "value", "front", "back",
					      "max_size", "rdbuf", NULL };

	return d->flags & AN_C_STD && d->flags & AN_C_METHOD && (wr_is_one_of(d->last, whole) || wr_is_one_of(d->last, others));
}

static bool picks_element(struct an_c_walk *w, const struct an_c_call *call)
{
	enum an_value value;

	if (!(call->callee->flags & AN_C_STD) || strcmp(call->callee->last, "at") || call->arg_count != 1 ||
	    !call->object.kind)
		return false;
	value = an_c_type(&w->types, clang_getCursorType(call->object.cursor))->value;
	return value == AN_VALUE_LIST || value == AN_VALUE_TEXT;
}

static struct an_c_term access(struct an_c_walk *w, const struct an_c_call *call)
{
	struct an_c_term t = an_c_term_of(w, call->cursor, AN_ARG_EXPRESSION);

	root_of_result(w, call, &t);
	return t;
}

/* v.at(i) is v[i] */
static struct an_c_term element_at(struct an_c_walk *w, const struct an_c_call *call)
{
	struct an_c_term sides[2] = { call->object, *an_c_arg(w, call, 0) };

	an_c_op(w, AN_OP_SUBSCRIPT, call->cursor, sides, 2);
	an_c_note_subscript(w, sides[0].symbol, sides[1].kind == AN_ARG_SYMBOL ? sides[1].symbol : 0);
	return access(w, call);
}

/* Calls that are none when looked at closely: std::move(x), moves of temporaries, conversions within std. */
static bool is_transparent(struct an_c_walk *w, const struct an_c_call *call, struct an_c_term *t)
{
	const struct an_c_decl *d = call->callee;

	if (call->elided && call->arg_count == 1) {
		*t = *an_c_arg(w, call, 0);
		return true;
	}
	if (!d)
		return false;
	if (call->arg_count == 2 && !strcmp(d->last, "__builtin_expect")) {     /* likely(x) */
		*t = *an_c_arg(w, call, 0);
		return true;
	}
	if (call->arg_count == 1 && d->flags & AN_C_STD && !strcmp(an_builder_text(w->b, d->name), "std::move")) {
		*t = *an_c_arg(w, call, 0);
		t->moved = an_c_op(w, AN_OP_MOVE, call->cursor, t, 1);
		t->place = 0;
		return true;
	}
	if (call->arg_count == 1 && (d->flags & AN_C_MOVES ||
				     (d->flags & AN_C_STD && wr_is_one_of(an_builder_text(w->b, d->name), renaming)))) {
		*t = *an_c_arg(w, call, 0);
		return true;
	}
	if (call->arg_count == 1 && d->flags & AN_C_CONSTRUCTOR && d->flags & AN_C_STD && an_c_is_internal(w, d)) {
		*t = *an_c_arg(w, call, 0);                             /* an iterator to a const one */
		if (t->looked && !(d->flags & (AN_C_COPIES | AN_C_MOVES)))
			an_c_note_read(w, t);
		return true;
	}
	if (d->flags & AN_C_STD && clang_getCursorKind(d->cursor) == CXCursor_ConversionFunction) {
		*t = call->object;
		t->ask = an_c_ask(w, &call->object, &t->asked);
		t->kind = AN_ARG_EXPRESSION;
		return true;
	}
	if (!strcmp(d->last, "__errno_location")) {             /* errno */
		*t = an_c_term_of(w, call->cursor, AN_ARG_EXPRESSION);
		return true;
	}
	if (!is_accessor(d) && !picks_element(w, call))
		return false;
	*t = call->arg_count ? element_at(w, call) : access(w, call);
	return true;
}

struct an_c_term an_c_call(struct an_c_walk *w, CXCursor c)
{
	struct an_c_call call = { .cursor = c, .first_arg = w->term_count };
	bool moved = true, in_index = w->flow.in_index;
	struct an_c_term t;

	call.object.cursor = clang_getNullCursor();
	call.callee = an_c_decl(&w->names, clang_getCursorReferenced(c));
	an_c_walk_callee(w, &call);
	w->flow.in_index = in_index || (call.callee && !strcmp(call.callee->last, "operator[]"));
	walk_args(w, &call);
	w->flow.in_index = in_index;
	if (!is_transparent(w, &call, &t)) {
		moved = false;
		if (is_dependent(&call))
			t = dependent_call(w, &call);
		else if (!an_c_operator(w, &call, &t))
			t = an_c_emit_call(w, &call);
	}
	/* Of what passed through only a move is still one. */
	if (!moved)
		t.moved = 0;
	if (!call.elided)
		an_c_note_result(w, &call, &t);
	w->term_count = call.first_arg;
	return t;
}
