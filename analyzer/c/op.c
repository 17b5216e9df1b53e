/* op.c - operations and their arguments as records. */
#include <string.h>
#include "analyzer/c/walk_p.h"
#include "core/alloc.h"

enum { TEXT_LIMIT = 256, USE_LIMIT = 4096, ARG_LIMIT = 255, LOOK_BACK = 16 };

/* "ab" with its quotes, prefixes and escapes as in the source -> what is between the quotes. */
static an_str string_text(struct an_c_walk *w, CXCursor c)
{
	CXString spelling = clang_getCursorSpelling(c);
	const char *s = clang_getCString(spelling), *open = strchr(s, '"');
	size_t n = strlen(s);
	an_str text = 0;

	if (open && s + n - 1 > open) {
		size_t inside = (size_t)(s + n - 1 - (open + 1));

		text = an_intern_n(w->b, open + 1, inside < TEXT_LIMIT ? inside : TEXT_LIMIT);
	}
	clang_disposeString(spelling);
	return text;
}

static an_str literal_text(struct an_c_walk *w, const struct an_c_term *t)
{
	const char *text;
	size_t n;

	if (clang_getCursorKind(t->cursor) == CXCursor_StringLiteral)
		return string_text(w, t->cursor);
	text = an_c_text(&w->source, t->cursor, &n);
	return text ? an_intern_n(w->b, text, n < TEXT_LIMIT ? n : TEXT_LIMIT) : 0;
}

static void symbol_value(struct an_c_walk *w, an_id symbol, struct an_arg *arg)
{
	const struct an_symbol *s = an_edit_symbol(w->b, symbol);

	arg->value = s->value;
	arg->small = s->small;
}

static struct an_arg make_arg(struct an_c_walk *w, const struct an_c_term *t)
{
	struct an_arg arg = { .kind = t->kind ? t->kind : AN_ARG_EXPRESSION, .symbol = t->symbol };

	switch (t->kind) {
	case AN_ARG_SYMBOL:
		symbol_value(w, t->symbol, &arg);
		break;
	case AN_ARG_LITERAL:
		arg.text = literal_text(w, t);
		arg.value = clang_getCursorKind(t->cursor) == CXCursor_StringLiteral ? AN_VALUE_TEXT : AN_VALUE_NUMBER;
		break;
	case AN_ARG_FUNCTION:
		arg.text = t->function;
		arg.value = AN_VALUE_FUNCTION;
		break;
	default:
		if (t->whole && t->symbol)
			symbol_value(w, t->symbol, &arg);
		else if (t->kind)
			arg.value = an_c_type(&w->types, clang_getCursorType(t->cursor))->value;
		arg.small |= t->small;
		break;
	}
	return arg;
}

/* Copies the term's uses, leaving out what was mentioned just before; returns how many. */
static uint32_t copy_uses(const struct an_c_walk *w, const struct an_c_term *t, an_id *out)
{
	uint32_t n = 0;

	for (uint32_t i = t->first_use; i < t->last_use && n < USE_LIMIT; i++) {
		uint32_t seen = n > LOOK_BACK ? n - LOOK_BACK : 0;

		while (seen < n && out[seen] != w->uses[i])
			seen++;
		if (seen == n)
			out[n++] = w->uses[i];
	}
	return n;
}

static size_t count_uses(const struct an_c_term *args, uint32_t count)
{
	size_t n = 0;

	for (uint32_t i = 0; i < count; i++)
		n += args[i].last_use - args[i].first_use;
	return n;
}

an_id an_c_op(struct an_c_walk *w, enum an_op_kind kind, CXCursor at, const struct an_c_term *args, uint32_t count)
{
	struct an_op op = { .kind = (uint8_t)kind, .flags = w->flow.flags, .function = w->flow.function,
			    .loop = w->flow.loop };
	struct an_arg records[ARG_LIMIT];
	size_t mark = w->use_count;
	an_id *uses;

	if (w->flow.silent)
		return 0;
	if (count > ARG_LIMIT)
		count = ARG_LIMIT;
	op.arg_count = (uint8_t)count;
	op.span = an_c_span(&w->source, at);
	/* The records' uses are laid out behind the walk's own. */
	w->uses = wr_grow(w->uses, w->use_count, &w->use_cap, count_uses(args, count) + 1, sizeof *w->uses);
	uses = w->uses + mark;
	for (uint32_t i = 0; i < count; i++) {
		records[i] = make_arg(w, &args[i]);
		records[i].use_count = copy_uses(w, &args[i], uses);
		uses += records[i].use_count;
	}
	return an_add_op(w->b, &op, records, w->uses + mark);
}
