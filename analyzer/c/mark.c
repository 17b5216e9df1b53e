/* mark.c - marks of how control goes on, and of values that are kept. */
#include <string.h>
#include "analyzer/c/walk_p.h"
#include "core/alloc.h"
#include "core/text.h"

enum { USE_LIMIT = 64 };

void an_c_note(struct an_c_walk *w, enum an_mark_kind kind, unsigned flags, uint32_t target, CXCursor at,
	       const struct an_c_term *asked)
{
	struct an_mark m = { .function = w->flow.function, .target = target, .kind = (uint8_t)kind,
			     .flags = (uint16_t)flags };
	uint32_t n = asked ? asked->last_use - asked->first_use : 0;

	if (w->flow.silent)
		return;
	if (!clang_Cursor_isNull(at))
		m.line = an_c_point_of(&w->source, clang_getCursorLocation(at)).line;
	m.use_count = (uint8_t)(n < USE_LIMIT ? n : USE_LIMIT);
	an_add_mark(w->b, &m, n ? w->uses + asked->first_use : w->uses);
}

void an_c_note_flow(struct an_c_walk *w, enum an_mark_kind kind, unsigned flags)
{
	an_c_note(w, kind, flags, 0, clang_getNullCursor(), NULL);
}

/* ---- values that are kept ---- */

static uint8_t *watched(struct an_c_walk *w, an_id symbol)
{
	while (w->watched_count <= symbol)
		*WR_PUSH(w->watched, w->watched_count, w->watched_cap) = 0;
	return &w->watched[symbol];
}

void an_c_watch(struct an_c_walk *w, an_id symbol)
{
	if (symbol)
		*watched(w, symbol) = true;
}

static bool is_watched(const struct an_c_walk *w, an_id symbol)
{
	return symbol < w->watched_count && w->watched[symbol];
}

static bool mentions_watched(const struct an_c_walk *w, const struct an_c_term *t)
{
	for (uint32_t i = t->first_use; i < t->last_use; i++) {
		if (is_watched(w, w->uses[i]))
			return true;
	}
	/* &node->link leads to the node. */
	for (an_id base = t->address ? an_edit_symbol(w->b, t->symbol)->base : 0; base; base = an_edit_symbol(w->b, base)->base) {
		if (is_watched(w, base))
			return true;
	}
	return false;
}

/* May a pointer in the value be the very pointer of a variable that it mentions? */
static bool carries(struct an_c_walk *w, const struct an_c_term *t)
{
	enum CXTypeKind kind;

	if (t->kind == AN_ARG_SYMBOL || t->address)
		return true;
	if (t->op)
		return false;
	kind = clang_getCanonicalType(clang_getCursorType(t->cursor)).kind;
	return w->cpp || kind == CXType_Pointer || kind == CXType_Record;
}

void an_c_note_return(struct an_c_walk *w, CXCursor at, const struct an_c_term *value, const long long *n)
{
	an_id asked = 0;
	uint16_t ask = 0;

	if (n)
		ask = *n < 0 ? AN_MARK_NONZERO | AN_MARK_NEGATIVE : *n ? AN_MARK_NONZERO : AN_MARK_ZERO;
	else if (value)
		ask = an_c_ask(w, value, &asked);
	an_c_note(w, AN_MARK_RETURN, value ? ask | AN_MARK_VALUE : 0u, asked, at, value && carries(w, value) ? value : NULL);
}

void an_c_keep(struct an_c_walk *w, const struct an_c_term *value)
{
	if (!w->flow.silent && mentions_watched(w, value) && carries(w, value))
		an_c_note(w, AN_MARK_KEEP, 0, 0, clang_getNullCursor(), value);
}

/* ---- globals ---- */

void an_c_mention_global(struct an_c_walk *w, an_id symbol)
{
	struct an_mark m = { .function = w->flow.function, .use_count = 1, .kind = AN_MARK_MENTION };

	if (w->flow.silent || an_edit_symbol(w->b, symbol)->kind != AN_GLOBAL)
		return;
	while (w->mentioned_count <= symbol)
		*WR_PUSH(w->mentioned, w->mentioned_count, w->mentioned_cap) = 0;
	if (w->mentioned[symbol] == w->flow.function)
		return;
	w->mentioned[symbol] = w->flow.function;
	an_add_mark(w->b, &m, &symbol);
}

/* ---- locks that a variable holds as long as it lives ---- */

static bool is_guard(const char *type)
{
	static const char *const types[] = {
		"std::lock_guard", "std::unique_lock", "std::scoped_lock", "std::shared_lock", "boost::lock_guard",
		"boost::unique_lock", "boost::shared_lock", "absl::MutexLock", "QMutexLocker", NULL
	};

	return wr_is_one_of(type, types);
}

static enum CXVisitorResult visit_field(CXCursor c, CXClientData data)
{
	struct an_c_walk *w = data;

	return is_guard(an_builder_text(w->b, an_c_type(&w->types, clang_getCursorType(c))->name)) ? CXVisit_Break :
	       CXVisit_Continue;
}

/* A class of the project's own that has one: class EnvLock { std::lock_guard<std::mutex> lock; }. */
static bool has_guard(struct an_c_walk *w, CXType type)
{
	CXType c = clang_getUnqualifiedType(clang_getCanonicalType(type));
	struct an_c_type *known;

	if (c.kind != CXType_Record)
		return false;
	known = an_c_edit_type(&w->types, c);
	if (!known->has_guards) {
		known->has_guards = true;
		known->guards = known->value == AN_VALUE_OBJECT &&
				strncmp(an_builder_text(w->b, known->name), "std::", 5) != 0 &&
				clang_Type_visitFields(c, visit_field, w);
	}
	return known->guards;
}

void an_c_guard(struct an_c_walk *w, an_id symbol, an_id op, CXType type)
{
	if (w->flow.silent || !op ||
	    !(is_guard(an_builder_text(w->b, an_edit_symbol(w->b, symbol)->type)) || has_guard(w, type)))
		return;
	an_edit_op(w->b, op)->flags |= AN_OP_SCOPED;
	*WR_PUSH(w->guards, w->guard_count, w->guard_cap) = symbol;
}

/* The call of "std::lock_guard::~lock_guard", which the source does not write. */
static void release(struct an_c_walk *w, an_id guard, struct an_span end)
{
	const char *type = an_builder_text(w->b, an_edit_symbol(w->b, guard)->type);
	const char *last = strrchr(type, ':') ? strrchr(type, ':') + 1 : type;
	struct an_op op = { .kind = AN_OP_CALL, .flags = w->flow.flags, .function = w->flow.function,
			    .loop = w->flow.loop, .span = end, .receiver = guard };

	op.name = an_intern(w->b, wr_arena_printf(w->arena, "%s::~%s", type, last));
	an_add_op(w->b, &op, NULL, NULL);
}

void an_c_release_guards(struct an_c_walk *w, size_t first, CXCursor block)
{
	struct an_span span;

	if (w->guard_count == first)
		return;
	span = an_c_span(&w->source, block);
	span.line = span.end_line;
	span.column = span.end_column > 1 ? span.end_column - 1 : 1;
	while (w->guard_count > first)
		release(w, w->guards[--w->guard_count], span);
}
