/* places.c - lines, columns, and pieces of the source as text. */
#include "analyzer/python/emitter_p.h"

#include <stdlib.h>

#define SOURCE_TEXT_MAX 80
#define LITERAL_TEXT_MAX 256

#define NEAR 6  /* lines that are tried one by one */

static size_t search_line(const uint32_t *lines, size_t low, size_t high, uint32_t offset)
{
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The line of an offset that is not on line `at`. */
static size_t walk_to_line(const struct py_tokens *tokens, size_t at, uint32_t offset)
{
	const uint32_t *lines = tokens->lines;
	unsigned steps = 0;

	while (offset < lines[at]) {
		if (++steps == NEAR)
			return search_line(lines, 0, at, offset);
		at--;
	}
	while (at + 1 < tokens->line_count && offset >= lines[at + 1]) {
		if (++steps == NEAR)
			return search_line(lines, at + 1, tokens->line_count, offset);
		at++;
	}
	return at;
}

/* The line of an offset, from 0, which is likely to be on line `at`, or near it. */
static inline size_t line_from(const struct py_tokens *tokens, size_t at, uint32_t offset)
{
	const uint32_t *line = tokens->lines + at;

	if (at + 2 >= tokens->line_count || offset < line[0] || offset >= line[2])
		return walk_to_line(tokens, at, offset);
	return at + (offset >= line[1]);
}

uint32_t an_py_line(struct py_emitter *e, uint32_t offset)
{
	e->line = line_from(e->tree->tokens, e->line, offset);
	return (uint32_t)e->line + 1;
}

/* Code points, from 1. */
static uint32_t column_of(const struct py_emitter *e, size_t line, uint32_t offset)
{
	const struct py_source *source = e->tree->source;
	uint32_t start = e->tree->tokens->lines[line], more = 0;

	for (uint32_t i = start; !source->ascii && i < offset; i++)
		more += ((unsigned char)source->text[i] & 0xC0) == 0x80;
	return offset - start - more + 1;
}

struct an_span an_py_span(struct py_emitter *e, uint32_t start, uint32_t end)
{
	const struct py_tokens *tokens = e->tree->tokens;
	size_t first = line_from(tokens, e->line, start), last = line_from(tokens, first, end);

	e->line = first;
	return (struct an_span){ (uint32_t)first + 1, column_of(e, first, start), (uint32_t)last + 1, column_of(e, last, end) };
}

an_str an_py_source_text(struct py_emitter *e, uint32_t start, uint32_t end)
{
	const char *text = e->tree->source->text;
	char line[SOURCE_TEXT_MAX];
	size_t n = 0;

	for (uint32_t i = start; i < end && n < sizeof line; i++) {
		bool blank = text[i] == ' ' || text[i] == '\n' || text[i] == '\t';

		if (!blank)
			line[n++] = text[i];
		else if (n && line[n - 1] != ' ')
			line[n++] = ' ';
	}
	/* No half character at the end. */
	while (n == sizeof line && n > sizeof line - 4 && (line[n - 1] & 0xc0) == 0x80)
		n--;
	return an_intern_n(e->out, line, n);
}

struct literal { char text[LITERAL_TEXT_MAX]; size_t n; };

static void put(struct literal *l, char c)
{
	if (l->n < sizeof l->text)
		l->text[l->n++] = c;
}

/* The escape behind a backslash; those that rules do not look for stay as they are written. */
static const char *put_escape(struct literal *l, const char *p)
{
	switch (*p) {
	case 'n': put(l, '\n'); break;
	case 't': put(l, '\t'); break;
	case 'r': put(l, '\r'); break;
	case '\n': break;
	case '\\': case '\'': case '"': put(l, *p); break;
	default: put(l, '\\'); put(l, *p); break;
	}
	return p + 1;
}

static void put_string(struct literal *l, const char *text, const struct py_token *token)
{
	uint32_t prefix = token->value / PY_STRING_PREFIX, quotes = token->value & PY_STRING_TRIPLE ? 3 : 1;
	const char *p = text + token->start + prefix + quotes;
	const char *end = text + token->end - (token->value & PY_STRING_OPEN ? 0 : quotes);

	while (p < end && l->n < sizeof l->text) {
		if (*p == '\\' && !(token->value & PY_STRING_RAW) && p + 1 < end)
			p = put_escape(l, p + 1);
		else
			put(l, *p++);
	}
}

static an_str slice(struct py_emitter *e, const char *text, const char *end)
{
	size_t n = (size_t)(end - text);

	return an_intern_n(e->out, text, n < LITERAL_TEXT_MAX ? n : LITERAL_TEXT_MAX);
}

/* A string literal alone whose value stands in the source as it is. */
static bool is_plain(const struct py_token *token, const char *text, const char **start, const char **end)
{
	uint32_t quotes = token->value & PY_STRING_TRIPLE ? 3 : 1;

	*start = text + token->start + token->value / PY_STRING_PREFIX + quotes;
	*end = text + token->end - (token->value & PY_STRING_OPEN ? 0 : quotes);
	return token[1].kind != PY_STRING &&
	       (token->value & PY_STRING_RAW || !memchr(*start, '\\', (size_t)(*end - *start)));
}

an_str an_py_literal_text(struct py_emitter *e, uint32_t node)
{
	const struct py_node *n = py_node_of(e->b, node);
	const char *text = e->tree->source->text, *start, *end;
	struct literal l;

	if (n->kind == PY_N_CONSTANT && n->op >= PY_FIRST_KEYWORD)
		return an_py_name_text(e->b, (uint32_t)n->op - PY_BEFORE_KEYWORDS);
	if (n->kind != PY_N_STRING)
		return slice(e, text + n->start, text + n->end);
	if (is_plain(&e->tree->tokens->items[n->value], text, &start, &end))
		return slice(e, start, end);
	l.n = 0;
	for (const struct py_token *t = &e->tree->tokens->items[n->value]; t->kind == PY_STRING; t++)
		put_string(&l, text, t);
	return an_intern_n(e->out, l.text, l.n);
}

static bool number(const struct py_emitter *e, const struct py_node *n, long *value)
{
	char digits[24];
	size_t count = 0;

	for (uint32_t i = n->start; i < n->end && count < sizeof digits - 1; i++) {
		if (e->tree->source->text[i] != '_')
			digits[count++] = e->tree->source->text[i];
	}
	digits[count] = '\0';
	*value = strtol(digits, NULL, 0);
	return count < 18 && !strpbrk(digits, "oObB");
}

static bool constant(struct py_emitter *e, uint32_t node, long *value, unsigned depth)
{
	const struct py_node *n = py_node_of(e->b, node);
	const struct py_definition *d;
	uint32_t binding;

	switch (n->kind) {
	case PY_N_NUMBER:
		return !(n->flags & PY_F_OTHER) && number(e, n, value);
	case PY_N_UNARY:
		if (n->op != PY_MINUS || !constant(e, n->kid, value, depth))
			return false;
		*value = -*value;
		return true;
	case PY_N_NAME:
		binding = depth < 4 ? py_lookup(e->b, e->scope, n->value) : 0;
		if (!binding || e->b->bindings[binding].count != 1)
			return false;
		d = &e->b->definitions[e->b->bindings[binding].definitions];
		return d->kind == PY_GIVEN && constant(e, d->node, value, depth + 1);
	default:
		return false;
	}
}

bool an_py_constant(struct py_emitter *e, uint32_t node, long *value)
{
	return constant(e, node, value, 0);
}

long an_py_display_size(const struct py_emitter *e, uint32_t node)
{
	const struct py_node *n = py_node_of(e->b, node);
	long size = 0;

	if (n->kind == PY_N_STRING)
		return (long)(n->end - n->start);
	if (n->kind != PY_N_LIST && n->kind != PY_N_TUPLE && n->kind != PY_N_SET && n->kind != PY_N_DICT)
		return -1;
	PY_EACH(e->tree, kid, n->kid) {
		if (py_kind(e->tree, kid) == PY_N_STARRED || py_kind(e->tree, kid) == PY_N_DOUBLE_STARRED)
			return -1;
		size++;
	}
	return n->kind == PY_N_DICT ? size / 2 : size;
}
