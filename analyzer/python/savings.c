/*
 * savings.c - expressions that others with the same value could do for, at a lower cost.
 *
 * The replacement is made of pieces of the source.  It is left out where the two
 * are not the same for certain: a name means something else here, elements would be
 * made or left that the other way are not, a comment would be lost.
 */
#include "analyzer/python/emitter_p.h"

#include <ctype.h>
#include <string.h>
#include "core/buf.h"

#define TEXT_MAX 2000           /* bytes of a replacement */
#define FEW 8                   /* elements of a display up to which another way is no faster */

static bool is_builtin(const struct py_emitter *e, uint32_t name)
{
	return !py_lookup(e->b, e->scope, name);
}

uint32_t an_py_builtin_called(const struct py_emitter *e, uint32_t node, uint32_t *argument)
{
	const struct py_node *callee = py_node_of(e->b, py_kid(e->tree, node));
	uint32_t first = py_kind(e->tree, node) == PY_N_CALL ? py_next(e->tree, py_kid(e->tree, node)) : 0;
	enum py_node_kind kind = py_kind(e->tree, first);

	*argument = 0;
	if (!first || callee->kind != PY_N_NAME || !is_builtin(e, callee->value))
		return 0;
	if (!py_next(e->tree, first) && kind != PY_N_STARRED && kind != PY_N_KEYWORD)
		*argument = first;
	return callee->value;
}

/* Is there one of the kinds in the tree below the node, or, if asked for, a call of next()? */
static bool holds(const struct py_emitter *e, uint32_t node, enum py_node_kind x, enum py_node_kind y, uint32_t name, unsigned depth)
{
	enum py_node_kind kind = py_kind(e->tree, node);

	if (kind == x || kind == y || (name && kind == PY_N_NAME && py_node_of(e->b, node)->value == name))
		return true;
	PY_EACH(e->tree, kid, py_kid(e->tree, node)) {
		if (!depth || holds(e, kid, x, y, name, depth - 1))
			return true;
	}
	return false;
}
#define HOLDS_DEPTH 20

static bool is_asynchronous(const struct py_emitter *e, uint32_t comprehension)
{
	PY_EACH(e->tree, kid, py_kid(e->tree, comprehension)) {
		if (py_kind(e->tree, kid) == PY_N_CLAUSE && py_node_of(e->b, kid)->flags & PY_F_ASYNC)
			return true;
	}
	return false;
}

/* Comments and continued lines would not stay what they are; braces in an f-string mean something; what
 * comes with an asterisk may be named as what is built in. */
static bool can_be_replaced(const struct py_emitter *e, const struct py_node *n)
{
	const char *text = e->tree->source->text + n->start;
	size_t size = n->end - n->start;

	return !e->fields && !e->b->star_import && size <= TEXT_MAX && !memchr(text, '#', size) && !memchr(text, '\\', size);
}

/* "x in d.keys()if y": without the brackets the words would run together. */
static bool stands_apart(const struct py_emitter *e, const struct py_node *n, const struct wr_buf *text)
{
	unsigned char last = (unsigned char)text->data[text->len - 1], next = (unsigned char)e->tree->source->text[n->end];

	return !(isalnum(last) || last == '_' || last >= 0x80) || !(isalnum(next) || next == '_' || next >= 0x80);
}

void an_py_state_saving(struct py_emitter *e, enum an_saving_kind kind, uint32_t node, struct wr_buf *text)
{
	const struct py_node *n = py_node_of(e->b, node);
	struct an_saving s = { .function = e->function, .loop = e->loop, .kind = kind };

	if (text->len && can_be_replaced(e, n) && stands_apart(e, n, text))
		s.text = an_intern_n(e->out, text->data, text->len);
	s.span = an_py_span(e, n->start, n->end);
	an_add_saving(e->out, &s);
	wr_buf_free(text);
}

static void put_callee(struct py_emitter *e, struct wr_buf *out, uint32_t call)
{
	an_py_put(e, out, py_node_of(e->b, call)->start, py_node_of(e->b, py_kid(e->tree, call))->end);
}

/* What can be walked again and again, and knows how many elements it has. */
static bool is_container(struct py_emitter *e, uint32_t scope, uint32_t node)
{
	enum py_certain kind = an_py_certainly(e->b, scope, node).kind;

	return kind != PY_C_NOTHING && kind != PY_C_NUMBER;
}

/* Can it not be told whether all elements are made, or only those up to the first that answers? */
static bool may_stop_early(struct py_emitter *e, uint32_t comprehension)
{
	uint32_t inner = an_py_inner_scope(e->b, e->scope, comprehension), element = py_kid(e->tree, comprehension);
	uint32_t scope = e->scope;

	if (!an_py_is_harmless(e->b, inner, element))
		return false;
	PY_EACH(e->tree, clause, py_next(e->tree, element)) {
		uint32_t target = py_kid(e->tree, clause), over = py_next(e->tree, target);

		/* The first one is asked for its elements in any case. */
		if (py_kind(e->tree, target) != PY_N_NAME || !is_container(e, scope, over) ||
		    (scope == inner && !an_py_is_harmless(e->b, inner, over)))
			return false;
		scope = inner;
		PY_EACH(e->tree, condition, py_next(e->tree, over)) {
			if (!an_py_certainly(e->b, inner, condition).kind || !an_py_is_harmless(e->b, inner, condition))
				return false;
		}
	}
	return true;
}

bool an_py_is_short_display(const struct py_emitter *e, uint32_t node)
{
	long n = an_py_display_size(e, node);

	return n >= 0 && n <= FEW;
}

static bool has_few(const struct py_emitter *e, uint32_t comprehension)
{
	uint32_t clause = py_next(e->tree, py_kid(e->tree, comprehension));

	return !py_next(e->tree, clause) && an_py_is_short_display(e, py_next(e->tree, py_kid(e->tree, clause)));
}

/* any([x for x in y]) */
static void walked_once(struct py_emitter *e, uint32_t call, uint32_t argument)
{
	struct wr_buf text = WR_BUF_INIT;

	if (py_kind(e->tree, argument) != PY_N_LIST_COMPREHENSION || is_asynchronous(e, argument) || has_few(e, argument))
		return;
	if (may_stop_early(e, argument)) {
		put_callee(e, &text, call);
		wr_buf_char(&text, '(');
		an_py_put_unwrapped(e, &text, call, argument);
		wr_buf_char(&text, ')');
	}
	an_py_state_saving(e, AN_SAVE_LIST, call, &text);
}

static bool only_blanks(const struct py_emitter *e, uint32_t start, uint32_t end)
{
	const char *text = e->tree->source->text;

	while (start < end && (text[start] == ' ' || text[start] == '\n' || text[start] == '\t'))
		start++;
	return start == end;
}

/* (k, v) for ... as k: v for ...; nothing if the pair is no plain one. */
static void put_pair(struct py_emitter *e, struct wr_buf *out, uint32_t comprehension)
{
	const struct py_node *n = py_node_of(e->b, comprehension), *pair = py_node_of(e->b, n->kid);
	const char *comma;
	uint32_t key = pair->kid, value = py_next(e->tree, key), at;

	if (pair->kind != PY_N_TUPLE || !(pair->flags & PY_F_PARENTHESES) || !value || py_next(e->tree, value) ||
	    py_kind(e->tree, key) == PY_N_STARRED || py_kind(e->tree, value) == PY_N_STARRED)
		return;
	comma = memchr(e->tree->source->text + py_node_of(e->b, key)->end, ',', pair->end - py_node_of(e->b, key)->end);
	at = comma ? (uint32_t)(comma - e->tree->source->text) : 0;
	if (!comma || !only_blanks(e, py_node_of(e->b, key)->end, at) ||
	    !only_blanks(e, at + 1, py_node_of(e->b, value)->start) ||
	    !only_blanks(e, py_node_of(e->b, value)->end, pair->end - 1) ||
	    !only_blanks(e, pair->start + 1, py_node_of(e->b, key)->start))
		return;
	an_py_put(e, out, py_node_of(e->b, key)->start, py_node_of(e->b, key)->end);
	wr_buf_str(out, ": ");
	an_py_put(e, out, py_node_of(e->b, value)->start, py_node_of(e->b, value)->end);
	an_py_put(e, out, pair->end, an_py_inside(e, comprehension).end);
}

/* A generator with await is an asynchronous one; StopIteration from next() ends in RuntimeError there. */
static bool can_be_display(const struct py_emitter *e, uint32_t argument)
{
	bool generator = py_kind(e->tree, argument) == PY_N_GENERATOR;

	return !holds(e, argument, PY_N_WALRUS, generator ? PY_N_AWAIT : PY_N_WALRUS, generator ? PY_NAME_NEXT : 0, HOLDS_DEPTH);
}

static const char *brackets_of(uint32_t name)
{
	return name == PY_NAME_LIST ? "[]" : "{}";
}

static bool is_copy(uint32_t name)
{
	return name == PY_NAME_LIST || name == PY_NAME_TUPLE;
}

uint32_t an_py_innermost_copy(const struct py_emitter *e, uint32_t argument)
{
	uint32_t inner, copy = 0;

	while (is_copy(an_py_builtin_called(e, argument, &inner)) && inner) {
		copy = argument;
		argument = inner;
	}
	return copy;
}

/* [x for x in xs]: xs; 0 if it is another comprehension */
static uint32_t walked_as_it_is(const struct py_emitter *e, uint32_t comprehension)
{
	const struct py_node *n = py_node_of(e->b, comprehension), *element = py_node_of(e->b, n->kid);
	uint32_t clause = py_next(e->tree, n->kid), target = py_kid(e->tree, clause), over = py_next(e->tree, target);

	if (element->kind != PY_N_NAME || py_next(e->tree, clause) || py_kind(e->tree, target) != PY_N_NAME ||
	    py_node_of(e->b, target)->value != element->value || py_next(e->tree, over) || is_asynchronous(e, comprehension))
		return 0;
	return over;
}

/* set([x for x in list(xs)]): what is made of it is a copy of xs. */
static bool put_copy(struct py_emitter *e, struct wr_buf *out, uint32_t call, uint32_t comprehension)
{
	uint32_t over = walked_as_it_is(e, comprehension), copy = over ? an_py_innermost_copy(e, over) : 0;
	struct py_span inside = { py_node_of(e->b, over)->start, py_node_of(e->b, over)->end };

	if (!over || !is_container(e, e->scope, over))
		return false;
	if (copy)
		inside = an_py_inside(e, copy);
	put_callee(e, out, call);
	wr_buf_char(out, '(');
	an_py_put(e, out, inside.start, inside.end);
	wr_buf_char(out, ')');
	return true;
}

/* set([x for ...]), dict([(k, v) for ...]), list(x for ...); true if it is one */
static bool made_in_two_steps(struct py_emitter *e, uint32_t call, uint32_t name, uint32_t argument)
{
	enum py_node_kind kind = py_kind(e->tree, argument);
	struct wr_buf text = WR_BUF_INIT, core = WR_BUF_INIT;
	const struct py_span inside = an_py_inside(e, argument);

	if ((kind != PY_N_LIST_COMPREHENSION && kind != PY_N_GENERATOR) || is_asynchronous(e, argument))
		return false;
	if (name == PY_NAME_DICT)
		put_pair(e, &core, argument);
	else
		an_py_put(e, &core, inside.start, inside.end);
	if (name == PY_NAME_DICT && !core.len)
		return false;
	if (name != PY_NAME_DICT && can_be_display(e, argument) && put_copy(e, &text, call, argument)) {
		an_py_state_saving(e, AN_SAVE_CONVERSION, call, &text);
		wr_buf_free(&core);
		return true;
	}
	if (can_be_display(e, argument)) {
		wr_buf_char(&text, brackets_of(name)[0]);
		an_py_put_between(e, &text, call, argument, &core);
		wr_buf_char(&text, brackets_of(name)[1]);
	}
	an_py_state_saving(e, AN_SAVE_CONVERSION, call, &text);
	wr_buf_free(&core);
	return true;
}

/* len(list(x)): counted, compared or added up, so it has to be a container for certain. */
static bool only_walks(uint32_t name)
{
	return name == PY_NAME_MIN || name == PY_NAME_MAX || name == PY_NAME_SUM || name == PY_NAME_LEN ||
	       name == PY_NAME_ANY || name == PY_NAME_ALL;
}

/* list(map(lambda x: x + 1, xs)) */
static bool called_for_each(struct py_emitter *e, uint32_t call, uint32_t name, uint32_t argument)
{
	struct wr_buf text = WR_BUF_INIT;

	if (!an_py_put_mapped(e, &text, call, argument, brackets_of(name)))
		return false;
	an_py_state_saving(e, AN_SAVE_CALLS, call, &text);
	return true;
}

/* A tuple that does not know how long it will be grows more slowly than a list. */
static bool is_faster_without(struct py_emitter *e, uint32_t name, uint32_t copied)
{
	enum py_certain kind = name == PY_NAME_TUPLE ? an_py_certainly(e->b, e->scope, copied).kind : PY_C_LIST;

	return kind == PY_C_LIST || kind == PY_C_TUPLE;
}

/* set(list(x)), sorted(tuple(x)): what is made from it walks x as well. */
static bool copied_to_be_copied(struct py_emitter *e, uint32_t call, uint32_t name, uint32_t argument)
{
	uint32_t copy = an_py_innermost_copy(e, argument), copied;
	struct wr_buf text = WR_BUF_INIT;

	if (!copy)
		return false;
	an_py_builtin_called(e, copy, &copied);
	if (only_walks(name) && !is_container(e, e->scope, copied))
		return false;
	if ((name == PY_NAME_SET || name == PY_NAME_LIST) &&
	    (made_in_two_steps(e, call, name, copied) || called_for_each(e, call, name, copied)))
		return true;
	if (is_faster_without(e, name, copied)) {
		put_callee(e, &text, call);
		wr_buf_char(&text, '(');
		an_py_put_unwrapped(e, &text, call, copy);
		wr_buf_char(&text, ')');
	}
	an_py_state_saving(e, AN_SAVE_COPY, call, &text);
	return true;
}

/* list(sorted(x)), list([x for ...]): what is copied is new and nobody else's. */
static bool copied_when_new(struct py_emitter *e, uint32_t call, uint32_t argument)
{
	uint32_t inner_argument, inner = an_py_builtin_called(e, argument, &inner_argument);
	struct wr_buf text = WR_BUF_INIT;

	if (inner != PY_NAME_SORTED && py_kind(e->tree, argument) != PY_N_LIST_COMPREHENSION)
		return false;
	an_py_put_instead(e, &text, call, argument);
	an_py_state_saving(e, AN_SAVE_COPY, call, &text);
	return true;
}

/* set(sorted(x)), sorted(sorted(x)): of equal elements they keep another one, or in another order. */
static void sorted_to_be_copied(struct py_emitter *e, uint32_t call, uint32_t name, uint32_t argument)
{
	uint32_t inner_argument;
	struct wr_buf none = WR_BUF_INIT;

	if ((name == PY_NAME_SET || name == PY_NAME_SORTED) && an_py_builtin_called(e, argument, &inner_argument) == PY_NAME_SORTED &&
	    inner_argument)
		an_py_state_saving(e, AN_SAVE_COPY, call, &none);
}

void an_py_note_call(struct py_emitter *e, uint32_t call)
{
	uint32_t argument, name = an_py_builtin_called(e, call, &argument);

	if (!argument)
		return;
	switch (name) {
	case PY_NAME_ANY: case PY_NAME_ALL:
		walked_once(e, call, argument);
		copied_to_be_copied(e, call, name, argument);
		break;
	case PY_NAME_LIST:
		if (copied_when_new(e, call, argument))
			break;
		/* fallthrough */
	case PY_NAME_SET:
		if (made_in_two_steps(e, call, name, argument) || called_for_each(e, call, name, argument))
			break;
		/* fallthrough */
	case PY_NAME_TUPLE: case PY_NAME_SORTED: case PY_NAME_FROZENSET: case PY_NAME_MIN: case PY_NAME_MAX:
	case PY_NAME_SUM: case PY_NAME_LEN:
		if (!copied_to_be_copied(e, call, name, argument))
			sorted_to_be_copied(e, call, name, argument);
		break;
	case PY_NAME_DICT: made_in_two_steps(e, call, name, argument); break;
	default: break;
	}
}

void an_py_note_import(struct py_emitter *e, uint32_t statement)
{
	const struct py_node *n = py_node_of(e->b, statement);
	struct an_saving s = { .function = e->function, .loop = e->loop, .kind = AN_SAVE_IMPORT };

	s.span = an_py_span(e, n->start, n->end);
	s.text = an_py_source_text(e, n->start, n->end);
	an_add_saving(e->out, &s);
}

/* One that nobody else has. */
static bool is_new_list(const struct py_emitter *e, uint32_t node)
{
	uint32_t argument, name = an_py_builtin_called(e, node, &argument);

	return name == PY_NAME_SORTED || name == PY_NAME_LIST || py_kind(e->tree, node) == PY_N_LIST_COMPREHENSION;
}

/* list() of these takes no longer than the comprehension, however few there are. */
static bool is_copied_at_once(enum py_certain kind)
{
	return kind == PY_C_LIST || kind == PY_C_TUPLE || kind == PY_C_SET || kind == PY_C_DICT || kind == PY_C_VIEW;
}

/* [x for x in xs] */
void an_py_note_comprehension(struct py_emitter *e, uint32_t node)
{
	uint32_t over = py_kind(e->tree, node) == PY_N_LIST_COMPREHENSION ? walked_as_it_is(e, node) : 0;
	struct wr_buf text = WR_BUF_INIT;
	bool whole;

	if (!over || !is_builtin(e, PY_NAME_LIST))
		return;
	/* list() asks for the length first, which a class of its own may count, or find by list(self). */
	if (is_copied_at_once(an_py_certainly(e->b, e->scope, over).kind)) {
		whole = is_new_list(e, over);
		if (!whole)
			wr_buf_str(&text, "list(");
		an_py_put(e, &text, py_node_of(e->b, over)->start, py_node_of(e->b, over)->end);
		if (!whole)
			wr_buf_char(&text, ')');
	}
	an_py_state_saving(e, AN_SAVE_IDENTITY, node, &text);
}
