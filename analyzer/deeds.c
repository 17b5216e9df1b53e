/*
 * deeds.c - what an op does to a container at a cost that grows with its length.
 *
 * The knowledge says what a call may do (shift, resize, append); where and how much it does
 * of that is in its arguments.
 */
#include <ctype.h>
#include <string.h>
#include "analyzer/found_place.h"
#include "analyzer/program_p.h"
#include "core/text.h"

static const struct an_arg *arg_of(const an_unit *u, const struct an_op *o, uint32_t i)
{
	return i < o->arg_count ? an_arg_at(u, o->first_arg + i) : NULL;
}

static bool is_literal(const an_unit *u, const struct an_arg *arg, const char *value)
{
	return arg && arg->kind == AN_ARG_LITERAL && !strcmp(an_text(u, arg->text), value);
}

/* A call that binary-searches a sorted container for the place of an element. */
static bool finds_place(const char *name)
{
	static const char *const names[] = {
		"bisect", "bisect_left", "bisect_right", "lower_bound", "upper_bound", "equal_range", "searchsorted", NULL
	};

	return wr_is_one_of(an_last_name(name), names);
}

static bool starts_within(const struct an_span *inner, const struct an_span *outer)
{
	if (inner->line < outer->line || (inner->line == outer->line && inner->column < outer->column))
		return false;
	return inner->line < outer->end_line ||
	       (inner->line == outer->end_line && inner->column < outer->end_column);
}

/* Is the place at which the op inserts one that was searched for: insert(bisect(xs, x), x), or
 * i = bisect(xs, x); insert(i, x)? */
static bool at_found_place(const struct an_program *p, uint32_t f, an_id op, const struct an_arg *place)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count && ops[i] < op; i++) {
		const struct an_op *at = an_op_at(u, ops[i]);

		if (at->kind != AN_OP_CALL || !finds_place(an_text(u, at->name)))
			continue;
		if (place->kind == AN_ARG_SYMBOL ? at->result == place->symbol : starts_within(&at->span, &o->span))
			return true;
	}
	return false;
}

/* ---- C: memmove ---- */

/* Does a call move memory as memmove does: itself, or a function that hands its own parameters to it? */
static bool moves_memory(const struct an_program *p, uint32_t f, an_id op, int depth)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t calls, count;
	const struct an_call *call = an_calls_of(p, f, op, &calls);
	const an_id *ops;

	if (!strcmp(an_last_name(an_text(u, an_op_at(u, op)->name)), "memmove"))
		return true;
	if (depth || calls != 1 || !call->callee || call->guessed || an_op_at(u, op)->arg_count < 3)
		return false;
	u = an_unit_of(p, call->callee);
	ops = an_ops_of(p, call->callee, &count);
	for (uint32_t i = 0; i < count && i < 16; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		an_id first = an_function_of(p, call->callee)->first_param;

		if (o->kind == AN_OP_CALL && o->arg_count >= 2 && arg_of(u, o, 0)->symbol == first &&
		    arg_of(u, o, 1)->symbol == first + 1 && moves_memory(p, call->callee, ops[i], 1))
			return true;
	}
	return false;
}

bool an_counts_up(const struct an_program *p, uint32_t f, an_id array)
{
	const an_unit *u = an_unit_of(p, f);
	an_id base = an_symbol_at(u, array)->base;

	for (an_id i = 1; i < an_unit_count(u, AN_WRITES); i++) {
		const struct an_write *w = an_write_at(u, i);
		const struct an_symbol *s = an_symbol_at(u, w->symbol);

		if (w->function == p->nodes[f].function && w->how == AN_HOW_STEP && !w->loop && s->base == base &&
		    s->kind == an_symbol_at(u, array)->kind && s->value == AN_VALUE_NUMBER)
			return true;
	}
	return false;
}

/* "items+i" of "&items[i]", "items + (i)" */
static size_t plain(const char *text, char *out, size_t size)
{
	size_t n = 0;

	for (; *text && n + 1 < size; text++) {
		if (*text == '[')
			out[n++] = '+';
		else if (!strchr("&()] \t\n", *text))
			out[n++] = *text;
	}
	out[n] = '\0';
	return n;
}

/* memmove(a + i + 1, a + i, ...): up, to make room. */
static bool moves_up(const an_unit *u, const struct an_arg *to, const struct an_arg *from)
{
	char a[128], b[128];
	size_t n = plain(an_text(u, from->text), b, sizeof b);

	plain(an_text(u, to->text), a, sizeof a);
	return n && !strncmp(a, b, n) && a[n] == '+';
}

static enum an_deed move_deed(const struct an_program *p, uint32_t f, an_id op, struct an_operand *container)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *to = arg_of(u, o, 0), *from = arg_of(u, o, 1);

	if (o->arg_count < 3 || !to->symbol || to->symbol != from->symbol)
		return AN_DEED_COUNT;
	*container = (struct an_operand){ to->symbol, to };
	if (to->kind == AN_ARG_SYMBOL)
		return from->kind == AN_ARG_SYMBOL ? AN_DEED_COUNT : AN_DEED_FRONT;
	if (from->kind == AN_ARG_SYMBOL)
		return AN_DEED_FRONT;
	/* Characters are not in order. */
	if (an_symbol_at(u, to->symbol)->value != AN_VALUE_TEXT &&
	    (moves_up(u, to, from) || (!*an_text(u, to->text) && an_counts_up(p, f, to->symbol))) &&
	    an_place_is_found(p, f, from, to->symbol))
		return AN_DEED_SORTED;
	return AN_DEED_COUNT;
}

/* ---- C++ and Python: insert, erase, pop ---- */

static bool is_front(const an_unit *u, const struct an_arg *place)
{
	const char *text = an_text(u, place->text);

	if (u->language == AN_PYTHON || place->kind == AN_ARG_LITERAL)
		return is_literal(u, place, "0");
	return wr_ends_with(text, "begin()") && !strpbrk(text, "+,");
}

/* while len(xs) > limit: xs.pop(0) keeps xs short. */
static bool limits_length(const an_unit *u, const struct an_loop *l, an_id container)
{
	const char *over = an_text(u, l->over), *name = an_text(u, an_symbol_at(u, container)->name);
	const char *at = strstr(over, name), *more = strpbrk(over, "><");

	if (l->kind != AN_WHILE || !at || !more || !(strstr(over, "len(") || strstr(over, ".size()") ||
						     strstr(over, ".length()")))
		return false;
	more += strspn(more, ">=< ");
	return !(isdigit((unsigned char)*more) && !isdigit((unsigned char)more[1]));
}

/* xs.append(x); if len(xs) > limit: xs.pop(0) keeps the last few. */
static bool keeps_last_few(const struct an_program *p, uint32_t f, an_id op, an_id container)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, container, &count);

	if (o->loop && limits_length(u, an_loop_at(u, o->loop), container))
		return true;
	for (uint32_t i = 0; i < count && o->flags & AN_OP_GUARDED; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->grows && w->function == o->function && w->line != o->span.line)
			return true;
	}
	return false;
}

/* data = data[sent:], s.erase(0, sent): as much as the other side took at once. */
static bool is_what_was_sent(const struct an_program *p, uint32_t f, const struct an_arg *from)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);
	an_id amount = from->symbol || !from->use_count ? from->symbol : an_use_at(u, from->first_use);

	for (uint32_t i = 0; amount && i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		const char *name = an_last_name(an_text(u, o->name));

		if (o->result == amount && (strstr(name, "send") || strstr(name, "write")))
			return true;
	}
	return false;
}

static enum an_deed shift_deed(const struct an_program *p, uint32_t f, an_id op, const char *name,
			       struct an_operand *container)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *place = arg_of(u, o, 0);
	bool takes_in = strstr(name, "insert") || strstr(name, "emplace");

	if (wr_starts_with(name, "insort"))
		return an_op_subject(p, f, op, container) ? AN_DEED_SORTED : AN_DEED_COUNT;
	*container = (struct an_operand){ o->receiver, NULL };
	/* s.erase(0) takes all. */
	if (!place || !o->receiver || (!strcmp(name, "erase") && place->kind == AN_ARG_LITERAL && o->arg_count < 2))
		return AN_DEED_COUNT;
	if (!takes_in && o->arg_count > 1 && is_what_was_sent(p, f, arg_of(u, o, 1)))
		return AN_DEED_COUNT;
	if (is_front(u, place))
		return keeps_last_few(p, f, op, o->receiver) ? AN_DEED_COUNT : AN_DEED_FRONT;
	return takes_in && at_found_place(p, f, op, place) ? AN_DEED_SORTED : AN_DEED_COUNT;
}

/* ---- C and C++: realloc, reserve ---- */

/* Does the text say "twice", "half as much again" or the like? */
static bool scales(const char *text)
{
	const char *at;

	if (strstr(text, "<<") || strstr(text, ">>"))
		return true;
	for (at = text; (at = strpbrk(at, "*/")); at++) {
		const char *before = at;

		while (before > text && before[-1] == ' ')
			before--;
		if (isdigit((unsigned char)at[1 + strspn(at + 1, " (")]) ||
		    (before > text && isdigit((unsigned char)before[-1])))
			return true;
	}
	return false;
}

/* n = vsnprintf(NULL, 0, ...): how much there is now, whatever there was before. */
static bool is_counted_anew(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count && an_symbol_at(u, symbol)->kind == AN_LOCAL; i++) {
		if (an_op_at(u, ops[i])->kind == AN_OP_CALL && an_op_at(u, ops[i])->result == symbol)
			return true;
	}
	return false;
}

/* How the function changes the number: 1 by steps, -1 by a factor or in a way that is not known, 0 not at all. */
static int stepped(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, symbol, &count);
	int steps = 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->function != p->nodes[f].function || w->kind != AN_WRITE_ASSIGN)
			continue;
		if (w->how == AN_HOW_SCALE)
			return -1;
		if (w->how == AN_HOW_STEP && !w->loop && is_counted_anew(p, f, symbol))
			return -1;
		steps |= w->how == AN_HOW_STEP;
	}
	return steps;
}

/* A size made of a number that only ever goes up by steps. */
static bool is_stepped_size(const struct an_program *p, uint32_t f, const struct an_arg *size, const char *text)
{
	const an_unit *u = an_unit_of(p, f);
	bool steps = false;

	if (scales(text))
		return false;
	for (uint32_t i = 0; i < size->use_count; i++) {
		int how = stepped(p, f, an_use_at(u, size->first_use + i));

		if (how < 0)
			return false;
		steps |= how > 0;
	}
	return steps;
}

static enum an_deed resize_deed(const struct an_program *p, uint32_t f, an_id op, struct an_operand *container)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *size;

	if (!strcmp(an_last_name(an_text(u, o->name)), "reserve")) {
		const char *text = o->arg_count ? an_text(u, arg_of(u, o, 0)->text) : "";

		*container = (struct an_operand){ o->receiver, NULL };
		return o->receiver && strstr(text, "size()") && strchr(text, '+') && !scales(text) &&
		       an_arg_mentions(u, arg_of(u, o, 0), o->receiver) ? AN_DEED_STEP : AN_DEED_COUNT;
	}
	size = arg_of(u, o, 1);
	/* Functions of one's own take other things too: my_realloc(state, pointer, old, new). */
	if (!size || !arg_of(u, o, 0)->symbol || size->kind == AN_ARG_LITERAL || o->arg_count > 3 ||
	    (o->arg_count == 3 && !strstr(an_text(u, o->name), "array") && o->result != arg_of(u, o, 0)->symbol))
		return AN_DEED_COUNT;
	*container = (struct an_operand){ arg_of(u, o, 0)->symbol, arg_of(u, o, 0) };
	/* What is resized is what is kept: a = realloc(a, n), or t = realloc(a, n). */
	return is_stepped_size(p, f, size, an_text(u, size->text)) ? AN_DEED_STEP : AN_DEED_COUNT;
}

bool an_is_resized(const struct an_program *p, uint32_t f, an_id container, uint32_t line)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->kind == AN_OP_CALL && o->result == container && o->arg_count >= 2 &&
		    an_arg_at(u, o->first_arg)->symbol == container && o->span.line <= line && line <= o->span.end_line)
			return true;
	}
	return false;
}

/* ---- texts and linked lists ---- */

/* sprintf(s + strlen(s), ...): an append by hand. */
static bool prints_at_end(const struct an_program *p, uint32_t f, an_id op)
{
	static const char *const calls[] = { "sprintf", "snprintf", "strcpy", "stpcpy", "memcpy", NULL };
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *to = arg_of(u, o, 0);

	if (!to || to->kind != AN_ARG_EXPRESSION || !to->symbol || !wr_is_one_of(an_last_name(an_text(u, o->name)), calls))
		return false;
	for (an_id i = op; i-- > 1 && starts_within(&an_op_at(u, i)->span, &o->span);) {
		const struct an_op *inner = an_op_at(u, i);

		/* The length within the first argument, not one that is printed. */
		if (inner->kind == AN_OP_CALL && !strcmp(an_text(u, inner->name), "strlen") && inner->arg_count == 1 &&
		    arg_of(u, inner, 0)->kind == AN_ARG_SYMBOL && arg_of(u, inner, 0)->symbol == to->symbol)
			return true;
	}
	return false;
}

static bool is_linked(const char *type)
{
	return strstr(type, "std::list") || strstr(type, "forward_list") || strstr(type, "_List_iterator") ||
	       strstr(type, "_List_const_iterator") || strstr(type, "_Fwd_list") || strstr(type, "QLinkedList");
}

/* std::advance(it, n), std::next(list.begin(), n) */
static enum an_deed step_deed(const an_unit *u, const struct an_op *o, const char *name, struct an_operand *container)
{
	const struct an_arg *from = arg_of(u, o, 0), *by = arg_of(u, o, 1);

	if ((strcmp(name, "std::advance") && strcmp(name, "std::next")) || !by || by->kind == AN_ARG_LITERAL ||
	    !from->symbol || !is_linked(an_text(u, an_symbol_at(u, from->symbol)->type)))
		return AN_DEED_COUNT;
	*container = (struct an_operand){ from->symbol, from };
	return AN_DEED_NTH;
}

/* ---- x = part of x, x = x and more ---- */

static bool is_frame_call(const char *name)
{
	static const char *const calls[] = {
		"pandas.concat", "numpy.append", "numpy.concatenate", "numpy.vstack", "numpy.hstack", "numpy.row_stack",
		"numpy.column_stack", "numpy.insert", "numpy.r_", "polars.concat", "torch.cat", "tensorflow.concat", NULL
	};

	return wr_is_one_of(name, calls);
}

/* df = pd.concat([df, row]), df = df.append(row): the result takes the place of an operand. */
static enum an_deed rebuild_deed(const an_unit *u, const struct an_op *o, const char *name,
				 struct an_operand *container)
{
	*container = (struct an_operand){ o->result, NULL };
	if (!o->result)
		return AN_DEED_COUNT;
	/* A list's append gives nothing. */
	if (o->receiver == o->result && an_symbol_at(u, o->result)->value != AN_VALUE_LIST && !strcmp(an_last_name(name), "append") && o->arg_count)
		return AN_DEED_REBUILD;
	for (uint32_t i = 0; is_frame_call(name) && i < o->arg_count; i++) {
		if (an_arg_mentions(u, an_arg_at(u, o->first_arg + i), o->result))
			return AN_DEED_REBUILD;
	}
	return AN_DEED_COUNT;
}

static enum an_deed slice_deed(const struct an_program *p, uint32_t f, const struct an_op *o, struct an_operand *container)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_arg *whole = arg_of(u, o, 0), *from = arg_of(u, o, 1);

	*container = (struct an_operand){ whole->symbol, whole };
	/* x = x[1000:] takes large pieces. */
	if (from->kind == AN_ARG_LITERAL && strlen(an_text(u, from->text)) > 2)
		return AN_DEED_COUNT;
	return strcmp(an_text(u, an_symbol_at(u, whole->symbol)->type), "memoryview") && !is_what_was_sent(p, f, from) ?
	       AN_DEED_SLICE : AN_DEED_COUNT;
}

/* s = s.substr(n) */
static bool is_own_substr(const struct an_op *o, const char *name)
{
	return o->receiver && o->result == o->receiver && o->arg_count == 1 && !strcmp(name, "std::string::substr");
}

bool an_deed_assigns(enum an_deed deed)
{
	return deed == AN_DEED_SLICE || deed == AN_DEED_REBUILD || deed == AN_DEED_STEP;
}

static enum an_deed deed_of(const struct an_program *p, uint32_t f, an_id op, struct an_operand *container)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const char *name;
	uint32_t effects;

	if (o->kind == AN_OP_SLICE)
		return slice_deed(p, f, o, container);
	if (o->kind != AN_OP_CALL)
		return AN_DEED_COUNT;
	name = an_text(u, o->name);
	effects = an_op_direct(p, f, op);
	if (u->language == AN_PYTHON) {
		if (effects & AN_SHIFTS)
			return shift_deed(p, f, op, an_last_name(name), container);
		if (o->result && !effects && rebuild_deed(u, o, name, container) != AN_DEED_COUNT)
			return AN_DEED_REBUILD;
	} else {
		if (moves_memory(p, f, op, 0))
			return move_deed(p, f, op, container);
		if (effects & AN_SHIFTS)
			return shift_deed(p, f, op, an_last_name(name), container);
		if (effects & AN_RESIZES || strstr(name, "realloc"))
			return resize_deed(p, f, op, container);
		if (effects & AN_APPENDS)
			return an_op_subject(p, f, op, container) ? AN_DEED_APPEND : AN_DEED_COUNT;
		if (prints_at_end(p, f, op)) {
			*container = (struct an_operand){ arg_of(u, o, 0)->symbol, NULL };
			return AN_DEED_APPEND;
		}
		if (is_own_substr(o, name)) {
			*container = (struct an_operand){ o->receiver, NULL };
			return AN_DEED_SLICE;
		}
		if (u->language == AN_CPP && !effects)
			return step_deed(u, o, name, container);
	}
	if (effects & AN_SORTS)
		return an_op_subject(p, f, op, container) ? AN_DEED_SORT : AN_DEED_COUNT;
	return AN_DEED_COUNT;
}

void an_note_deeds(struct an_program *p)
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++)
		p->lists[unit].deeds = wr_arena_alloc(p->arena, an_unit_count(p->units[unit], AN_OPS));
	for (uint32_t f = 1; f <= p->node_count; f++) {
		uint8_t *deeds = p->lists[p->nodes[f].unit].deeds;
		struct an_operand container;
		uint32_t count;
		const an_id *ops = an_ops_of(p, f, &count);

		for (uint32_t i = 0; i < count; i++)
			deeds[ops[i]] = (uint8_t)deed_of(p, f, ops[i], &container);
	}
}

/* Few ops do any: of those alone the container is looked for again. */
enum an_deed an_op_deed(const struct an_program *p, uint32_t f, an_id op, struct an_operand *container)
{
	return p->lists[p->nodes[f].unit].deeds[op] == AN_DEED_COUNT ? AN_DEED_COUNT : deed_of(p, f, op, container);
}
