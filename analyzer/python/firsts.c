/* firsts.c - sorted(x)[0]: everything is sorted for one element. */
#include "analyzer/python/emitter_p.h"

#include "core/buf.h"

/* sorted(x, key=f): without reverse=, which turns the first into the last of several equal ones. */
static bool is_plain_sort(const struct py_emitter *e, uint32_t call)
{
	PY_EACH(e->tree, argument, py_next(e->tree, py_kid(e->tree, call))) {
		const struct py_node *n = py_node_of(e->b, argument);

		if (n->kind == PY_N_STARRED || (n->kind == PY_N_KEYWORD && n->value == 0))
			return false;
		if (n->kind == PY_N_KEYWORD && an_py_is_named(e->b, n->value, "reverse"))
			return false;
	}
	return true;
}

/* sorted([a, b])[0] */
static bool is_never_empty(const struct py_emitter *e, uint32_t argument)
{
	return an_py_display_size(e, argument) > 0;
}

/* The arguments of sorted(list(x), key=f) without the copy. */
static void put_sorted_arguments(struct py_emitter *e, struct wr_buf *out, uint32_t call)
{
	uint32_t first = py_next(e->tree, py_kid(e->tree, call)), copy = an_py_innermost_copy(e, first);
	struct py_span all = { py_node_of(e->b, py_kid(e->tree, call))->end, py_node_of(e->b, call)->end }, part;

	if (!copy) {
		an_py_put(e, out, all.start, all.end);
		return;
	}
	part = an_py_inside(e, copy);
	an_py_put(e, out, all.start, py_node_of(e->b, first)->start);
	an_py_put(e, out, part.start, part.end);
	an_py_put(e, out, py_node_of(e->b, first)->end, all.end);
}

void an_py_note_subscript(struct py_emitter *e, uint32_t node)
{
	const struct py_node *n = py_node_of(e->b, node), *call = py_node_of(e->b, n->kid);
	uint32_t index = py_next(e->tree, n->kid), argument;
	struct wr_buf text = WR_BUF_INIT;
	enum an_saving_kind kind = AN_SAVE_FIRST;
	long at;

	if (call->kind != PY_N_CALL || an_py_builtin_called(e, n->kid, &argument) != PY_NAME_SORTED ||
	    !an_py_constant(e, index, &at) || (at != 0 && at != -1))
		return;
	argument = py_next(e->tree, py_kid(e->tree, n->kid));
	if (an_py_is_short_display(e, argument))
		return;
	if (at == -1 || is_never_empty(e, argument))
		kind = AN_SAVE_SORT;
	/* Of several equal elements max gives the first, and sorted has the last one at its end. */
	if (at == 0 && is_plain_sort(e, n->kid) && an_py_is_builtin(e->b, e->scope, PY_NAME_MIN)) {
		wr_buf_str(&text, "min");
		put_sorted_arguments(e, &text, n->kid);
	}
	an_py_state_saving(e, kind, node, &text);
}
