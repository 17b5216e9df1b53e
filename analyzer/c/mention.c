/*
 * mention.c - is an object that a function holds by value only read?
 *
 * Every mention is counted, and those of them that can do nothing but read:
 * the ones that become a const reference (libclang shows a cast to the const
 * type around them), a number, or the operand of what is known to look only.
 * What is not known to read counts as a change, so that the answer errs to
 * the side of silence.
 */
#include <string.h>
#include "analyzer/c/walk_p.h"
#include "core/text.h"

void an_c_note_mention(struct an_c_walk *w, struct an_c_term *t)
{
	const struct an_symbol *s = an_edit_symbol(w->b, t->symbol);

	if (!s->shape)
		return;
	an_c_links(w, t->symbol)->mentions++;
	t->place = t->symbol;
	if (s->access & AN_CONSTANT)
		an_c_links(w, t->symbol)->reads++;
}

void an_c_note_unknown(struct an_c_walk *w, an_id symbol)
{
	an_c_links(w, symbol)->mentions++;
}

void an_c_note_read(struct an_c_walk *w, struct an_c_term *t)
{
	an_id symbol = t->place ? t->place : t->looked;

	if (symbol && !(an_edit_symbol(w->b, symbol)->access & AN_CONSTANT))
		an_c_links(w, symbol)->reads++;
	t->place = t->looked = 0;
}

static bool is_scalar(enum CXTypeKind kind)
{
	return (kind >= CXType_Bool && kind <= CXType_LongDouble) || kind == CXType_Enum || kind == CXType_Pointer ||
	       kind == CXType_NullPtr || kind == CXType_MemberPointer;
}

void an_c_note_wrapped(struct an_c_walk *w, struct an_c_term *t, CXCursor wrapper)
{
	CXType outside, inside;

	if (!t->place)
		return;
	outside = clang_getCanonicalType(clang_getCursorType(wrapper));
	inside = clang_getCanonicalType(clang_getCursorType(t->cursor));
	if (clang_isConstQualifiedType(outside) || (is_scalar(outside.kind) && is_scalar(inside.kind)))
		an_c_note_read(w, t);
}

/* ---- what std's containers give ---- */

static const char *const elements[] = { "at", "front", "back", "top", "value", "operator[]", "operator*",
					"operator->", "data", NULL };
static const char *const iterators[] = { "begin", "end", "rbegin", "rend", "find", "lower_bound", "upper_bound", NULL };

void an_c_note_result(struct an_c_walk *w, const struct an_c_call *call, struct an_c_term *t)
{
	const struct an_c_decl *d = call->callee;
	struct an_c_term object = call->object;
	enum an_value value;

	t->place = t->looked = 0;
	if (!d || !(d->flags & AN_C_STD) || !(d->flags & AN_C_METHOD))
		return;
	if (!object.kind && call->arg_count)
		object = *an_c_arg(w, call, 0);
	if (!object.place)
		return;
	value = an_c_type(&w->types, clang_getCursorType(object.cursor))->value;
	if (wr_is_one_of(d->last, iterators))
		t->looked = object.place;
	/* operator[] of a map makes what is not there. */
	else if (wr_is_one_of(d->last, elements) &&
		 (strcmp(d->last, "operator[]") || value == AN_VALUE_LIST || value == AN_VALUE_TEXT))
		t->place = object.place;
}

/* ---- the end ---- */

void an_c_note_read_only(struct an_c_walk *w)
{
	for (an_id i = 1; i < w->link_count && i < an_builder_count(w->b, AN_SYMBOLS); i++) {
		struct an_symbol *s = an_edit_symbol(w->b, i);

		if (!s->shape || !w->links[i].mentions)
			continue;
		s->access |= AN_MENTIONED;
		if (w->cpp && w->links[i].mentions == w->links[i].reads)
			s->access |= AN_READ_ONLY;
	}
}
