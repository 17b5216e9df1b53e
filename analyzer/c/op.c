/* op.c - operations and their arguments as records. */
#include <string.h>
#include "analyzer/c/walk_p.h"
#include "core/alloc.h"
#include "core/text.h"

enum { TEXT_LIMIT = 256, SPELLED_LIMIT = 80, USE_LIMIT = 4096, ARG_LIMIT = 255, LOOK_BACK = 16 };

/* The byte that an escape at s stands for; *n = its length with the backslash. */
static char escaped(const char *s, size_t *n)
{
	static const char letters[] = "abfnrtv", values[] = "\a\b\f\n\r\t\v";
	const char *letter = strchr(letters, s[1]);
	unsigned value = 0;

	if (s[1] >= '0' && s[1] <= '7') {
		for (*n = 1; *n < 4 && s[*n] >= '0' && s[*n] <= '7'; ++*n)
			value = value * 8 + (unsigned)(s[*n] - '0');
		return (char)value;
	}
	*n = 2;
	return letter ? values[letter - letters] : s[1];
}

/* At most TEXT_LIMIT bytes of the n, whole characters; what is no UTF-8 gives nothing. */
static an_str intern_text(struct an_c_walk *w, const char *text, size_t n)
{
	if (n > TEXT_LIMIT) {
		n = TEXT_LIMIT;
		while (n && ((unsigned char)text[n] & 0xC0) == 0x80)
			n--;
	}
	return wr_utf8_valid(text, n) ? an_intern_n(w->b, text, n) : 0;
}

/* libclang spells a literal with quotes, prefix and octal escapes. */
static an_str string_text(struct an_c_walk *w, CXCursor c)
{
	CXString spelling = clang_getCursorSpelling(c);
	const char *s = clang_getCString(spelling), *open = strchr(s, '"'), *end = s + strlen(s) - 1;
	struct wr_buf text = WR_BUF_INIT;
	an_str value;
	size_t n;

	wr_buf_str(&text, "");
	for (s = open ? open + 1 : end; s < end && text.len <= TEXT_LIMIT; s += n) {
		n = 1;
		wr_buf_char(&text, *s == '\\' ? escaped(s, &n) : *s);
	}
	value = intern_text(w, text.data, text.len);
	wr_buf_free(&text);
	clang_disposeString(spelling);
	return value;
}

static an_str literal_text(struct an_c_walk *w, const struct an_c_term *t)
{
	const char *text;
	size_t n;

	if (clang_getCursorKind(t->cursor) == CXCursor_StringLiteral)
		return string_text(w, t->cursor);
	text = an_c_text(&w->source, t->cursor, &n);
	return text ? intern_text(w, text, n) : 0;
}

static void symbol_value(struct an_c_walk *w, an_id symbol, struct an_arg *arg)
{
	const struct an_symbol *s = an_edit_symbol(w->b, symbol);

	arg->value = s->value;
	arg->small = s->small;
}

/* An expression by its source. */
static void spell(struct an_c_walk *w, const struct an_c_term *t, struct an_arg *arg)
{
	size_t n;
	const char *text = an_c_text(&w->source, t->cursor, &n);

	arg->text = text && n <= SPELLED_LIMIT ? intern_text(w, text, n) : 0;
	arg->flags |= arg->text ? AN_ARG_TEXT : 0;
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
		if (t->spelled)
			spell(w, t, &arg);
		arg.small |= t->small;
		if (t->shifted)
			arg.text = an_intern(w->b, wr_arena_printf(w->arena, "%+lld", t->shift));
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
