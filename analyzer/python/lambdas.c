/*
 * lambdas.c - list(map(lambda x: f, xs)) and list(filter(lambda x: f, xs)) as comprehensions.
 *
 * A comprehension evaluates the same expression for the same elements in the same order, without a call
 * for each.  What could tell them apart: functions inside, which would share its one variable, names
 * that it would bind outside, and functions that look at the scope they are called in.
 */
#include "analyzer/python/emitter_p.h"

#include <string.h>
#include "core/buf.h"

#define DEPTH_MAX 20

static bool looks_at_scope(uint32_t name)
{
	return name == PY_NAME_SUPER || name == PY_NAME_LOCALS || name == PY_NAME_VARS || name == PY_NAME_DIR ||
	       name == PY_NAME_EVAL || name == PY_NAME_EXEC || name == PY_NAME_NEXT;
}

static bool is_plain(const struct py_tree *tree, uint32_t node, unsigned depth)
{
	switch (py_kind(tree, node)) {
	case PY_N_LAMBDA: case PY_N_GENERATOR: case PY_N_LIST_COMPREHENSION: case PY_N_SET_COMPREHENSION:
	case PY_N_DICT_COMPREHENSION: case PY_N_WALRUS: case PY_N_YIELD: case PY_N_YIELD_FROM: case PY_N_AWAIT:
		return false;
	case PY_N_NAME:
		if (looks_at_scope(py_at(tree, node)->value))
			return false;
		break;
	default: break;
	}
	PY_EACH(tree, kid, py_kid(tree, node)) {
		if (!depth || !is_plain(tree, kid, depth - 1))
			return false;
	}
	return true;
}

/* lambda x: ... of one plain parameter: where its body starts, else 0. */
static uint32_t body_start(const struct py_emitter *e, uint32_t lambda)
{
	const struct py_def *def = &e->tree->defs[py_node_of(e->b, lambda)->value];
	const struct py_node *p = py_node_of(e->b, def->parameters);
	const char *text = e->tree->source->text;
	uint32_t at = p->end;

	if (!def->parameters || p->kind != PY_N_PARAMETER || p->flags || p->next || !is_plain(e->tree, def->body, DEPTH_MAX))
		return 0;
	while (text[at] == ' ')
		at++;
	if (text[at++] != ':')
		return 0;
	while (text[at] == ' ')
		at++;
	return at;
}

static bool is_ternary(enum py_node_kind kind)
{
	return kind == PY_N_CONDITIONAL || kind == PY_N_LAMBDA || kind == PY_N_WALRUS;
}

static void put_span(const struct py_emitter *e, struct wr_buf *out, struct py_span s, enum py_node_kind kind)
{
	if (is_ternary(kind))
		wr_buf_char(out, '(');
	an_py_put(e, out, s.start, s.end);
	if (is_ternary(kind))
		wr_buf_char(out, ')');
}

/* Behind the comma of the call's arguments, up to its end; *gap: the blanks before it. */
static struct py_span second_argument(const struct py_emitter *e, uint32_t call, uint32_t lambda, struct py_span *gap)
{
	const char *text = e->tree->source->text;
	struct py_span s = an_py_inside(e, call);

	for (s.start = py_node_of(e->b, lambda)->end; s.start < s.end && text[s.start] != ',';)
		s.start++;
	gap->start = s.start + 1;
	for (s.start++; s.start < s.end && (text[s.start] == ' ' || text[s.start] == '\n' || text[s.start] == '\t');)
		s.start++;
	gap->end = s.start;
	return s;
}

/* Where the arguments stand on two lines, so do the parts. */
static void put_word(const struct py_emitter *e, struct wr_buf *out, struct py_span gap, bool broken, const char *word)
{
	if (broken && memchr(e->tree->source->text + gap.start, '\n', gap.end - gap.start))
		an_py_put(e, out, gap.start, gap.end);
	else
		wr_buf_char(out, ' ');
	wr_buf_str(out, word);
}

bool an_py_put_mapped(struct py_emitter *e, struct wr_buf *out, uint32_t call, uint32_t argument, const char *brackets)
{
	const struct py_node *callee = py_node_of(e->b, py_kid(e->tree, argument));
	uint32_t lambda = py_kind(e->tree, argument) == PY_N_CALL ? callee->next : 0, over = py_next(e->tree, lambda), body;
	bool maps = callee->value == PY_NAME_MAP;
	const struct py_name *x;
	const struct py_def *def;
	struct py_span f, xs, gap;
	struct wr_buf core = WR_BUF_INIT;

	if (!lambda || callee->kind != PY_N_NAME || (!maps && callee->value != PY_NAME_FILTER) ||
	    !an_py_is_builtin(e->b, e->scope, callee->value) || py_kind(e->tree, lambda) != PY_N_LAMBDA || !over ||
	    py_next(e->tree, over) || py_kind(e->tree, over) == PY_N_STARRED || py_kind(e->tree, over) == PY_N_KEYWORD)
		return false;
	body = body_start(e, lambda);
	if (!body)
		return false;
	def = &e->tree->defs[py_node_of(e->b, lambda)->value];
	x = &e->b->names->items[py_node_of(e->b, def->parameters)->value];
	f = (struct py_span){ body, py_node_of(e->b, lambda)->end };
	xs = second_argument(e, argument, lambda, &gap);
	if (maps)
		put_span(e, &core, f, PY_N_NAME);
	else
		wr_buf_add(&core, x->text, x->length);
	put_word(e, &core, gap, maps, "for ");
	wr_buf_add(&core, x->text, x->length);
	wr_buf_str(&core, " in ");
	put_span(e, &core, xs, py_kind(e->tree, over));
	if (!maps) {
		put_word(e, &core, gap, true, "if ");
		put_span(e, &core, f, py_kind(e->tree, def->body));
	}
	wr_buf_char(out, brackets[0]);
	an_py_put_between(e, out, call, argument, &core);
	wr_buf_char(out, brackets[1]);
	wr_buf_free(&core);
	return true;
}
