/* rewriting.c - the source of an expression without the brackets or calls around it. */
#include "analyzer/python/emitter_p.h"

#include <string.h>
#include "core/buf.h"

void an_py_put(const struct py_emitter *e, struct wr_buf *out, uint32_t start, uint32_t end)
{
	wr_buf_add(out, e->tree->source->text + start, end - start);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static struct py_span trim(const struct py_emitter *e, struct py_span s)
{
	const char *text = e->tree->source->text;

	while (s.start < s.end && is_blank(text[s.start]))
		s.start++;
	while (s.end > s.start && is_blank(text[s.end - 1]))
		s.end--;
	return s;
}

/* Between the brackets, all of it. */
static struct py_span between(const struct py_emitter *e, uint32_t node)
{
	const struct py_node *n = py_node_of(e->b, node);
	const char *text = e->tree->source->text;
	uint32_t start = n->start;

	if (n->kind == PY_N_CALL) {
		start = py_node_of(e->b, n->kid)->end;
		/* The callee's own parentheses may end behind it. */
		while (start < n->end && text[start] != '(')
			start++;
	}
	return (struct py_span){ start + 1, n->end - 1 };
}

struct py_span an_py_inside(const struct py_emitter *e, uint32_t node)
{
	struct py_span s = trim(e, between(e, node));

	if (s.end > s.start && e->tree->source->text[s.end - 1] == ',') {
		s.end--;
		s = trim(e, s);
	}
	return s;
}

/* Blanks from start to end, but for one comma; nothing if there is anything else. */
static struct py_span gap(const struct py_emitter *e, uint32_t start, uint32_t end)
{
	const char *text = e->tree->source->text;
	struct py_span s = { start, end };

	while (s.start < s.end && is_blank(text[s.start]))
		s.start++;
	if (s.start < s.end && text[s.start] == ',')
		start = ++s.start;
	s = trim(e, s);
	return s.start == s.end ? (struct py_span){ start, end } : (struct py_span){ start, start };
}

static bool breaks(const struct py_emitter *e, struct py_span s)
{
	return memchr(e->tree->source->text + s.start, '\n', s.end - s.start);
}

/* How far what stands behind the last line break of the blanks is indented. */
static uint32_t indent_of(const struct py_emitter *e, struct py_span blanks)
{
	uint32_t at = blanks.end;

	while (at > blanks.start && e->tree->source->text[at - 1] != '\n')
		at--;
	return blanks.end - at;
}

static bool has_long_string(const char *text)
{
	return strstr(text, "\"\"\"") || strstr(text, "'''");
}

/* The text with its lines but the first moved to the left, as far as there are blanks. */
static void put_moved(struct wr_buf *out, struct wr_buf *text, uint32_t columns)
{
	wr_buf_char(text, '\0');
	if (has_long_string(text->data))
		columns = 0;
	for (const char *p = text->data; *p;) {
		bool line = *p == '\n';

		wr_buf_char(out, *p++);
		for (uint32_t i = 0; line && i < columns && *p == ' '; i++)
			p++;
	}
}

static void put_gap(const struct py_emitter *e, struct wr_buf *out, struct py_span preferred, struct py_span other)
{
	struct py_span s = breaks(e, preferred) || !breaks(e, other) ? preferred : other;

	an_py_put(e, out, s.start, s.end);
}

void an_py_put_between(const struct py_emitter *e, struct wr_buf *out, uint32_t outer, uint32_t inner, struct wr_buf *core)
{
	struct py_span whole = between(e, outer), all = between(e, inner), part = an_py_inside(e, inner);
	const struct py_node *n = py_node_of(e->b, inner);
	bool own = n->start >= whole.start;     /* a generator may have the brackets of the call */
	struct py_span before = own ? gap(e, whole.start, n->start) : (struct py_span){ 0, 0 };
	struct py_span after = own ? gap(e, n->end, whole.end) : (struct py_span){ 0, 0 };
	struct py_span first = { all.start, part.start };
	uint32_t moved = breaks(e, before) && breaks(e, first) ? indent_of(e, first) - indent_of(e, before) : 0;

	put_gap(e, out, before, first);
	put_moved(out, core, moved <= part.start ? moved : 0);
	put_gap(e, out, after, gap(e, part.end, all.end));
}

void an_py_put_instead(const struct py_emitter *e, struct wr_buf *out, uint32_t outer, uint32_t inner)
{
	const struct py_node *n = py_node_of(e->b, inner), *o = py_node_of(e->b, outer);
	struct py_span before = gap(e, between(e, outer).start, n->start), line = { 0, o->start };
	const char *text = e->tree->source->text;
	struct wr_buf core = WR_BUF_INIT;
	uint32_t own;

	for (own = o->start; own && text[own - 1] != '\n';)
		own--;
	for (line.start = line.end = own; text[line.end] == ' ';)
		line.end++;
	an_py_put(e, &core, n->start, n->end);
	put_moved(out, &core, breaks(e, before) && indent_of(e, before) > line.end - line.start ?
				      indent_of(e, before) - (line.end - line.start) : 0);
	wr_buf_free(&core);
}

void an_py_put_unwrapped(const struct py_emitter *e, struct wr_buf *out, uint32_t outer, uint32_t inner)
{
	struct py_span part = an_py_inside(e, inner);
	struct wr_buf core = WR_BUF_INIT;

	an_py_put(e, &core, part.start, part.end);
	an_py_put_between(e, out, outer, inner, &core);
	wr_buf_free(&core);
}

void an_py_put_operand(const struct py_emitter *e, struct wr_buf *out, struct py_span span, enum py_node_kind kind)
{
	bool whole = kind == PY_N_NAME || kind == PY_N_ATTRIBUTE || kind == PY_N_CALL || kind == PY_N_SUBSCRIPT ||
		     kind == PY_N_LIST || kind == PY_N_SET || kind == PY_N_DICT || kind == PY_N_LIST_COMPREHENSION ||
		     kind == PY_N_SET_COMPREHENSION || kind == PY_N_DICT_COMPREHENSION;

	if (!whole)
		wr_buf_char(out, '(');
	an_py_put(e, out, span.start, span.end);
	if (!whole)
		wr_buf_char(out, ')');
}
