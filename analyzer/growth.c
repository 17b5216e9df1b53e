/* growth.c - which loops grow with the input, and how deep those that multiply nest. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "analyzer/program_p.h"
#include "analyzer/sounds.h"
#include "core/text.h"

#define SMALL_TRIP 64           /* turns that are fixed in the source and not worth a finding */
#define MAX_DEGREE 9

bool an_loop_grows(const struct an_program *p, uint32_t function, an_id loop)
{
	return p->lists[p->nodes[function].unit].grows[loop];
}

bool an_loop_within(const an_unit *u, an_id inner, an_id loop)
{
	for (; inner; inner = an_loop_at(u, inner)->parent) {
		if (inner == loop)
			return true;
	}
	return false;
}

an_id an_growing_from(const struct an_program *p, uint32_t function, an_id loop)
{
	while (loop && !an_loop_grows(p, function, loop))
		loop = an_loop_at(an_unit_of(p, function), loop)->parent;
	return loop;
}

an_id an_growing_loop(const struct an_program *p, uint32_t function, an_id op, unsigned *depth)
{
	const an_unit *u = an_unit_of(p, function);
	an_id innermost = an_growing_from(p, function, an_op_at(u, op)->loop);

	if (depth) {
		*depth = 0;
		for (an_id i = innermost; i; i = an_growing_from(p, function, an_loop_at(u, i)->parent))
			++*depth;
	}
	return innermost;
}

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Is the name, at this place of the text, taken as an element or object: "i.items", "i->n", "rows[i]"?
 * In plain arithmetic ("i + 1", "range(i)") or a slice ("xs[i:]") the bound only moves. */
static bool picks(const char *text, const char *at, size_t n)
{
	const char *open = memrchr(text, '[', (size_t)(at - text));

	if (at[n] == '.' || at[n] == '[' || (at[n] == '-' && at[n + 1] == '>'))
		return true;
	return open && !memchr(open, ':', strlen(open)) && !memchr(open, ']', (size_t)(at - open));
}

/* Does the text depend on the name, a collection's element (any mention) or an index (by picking)? */
static bool depends(const char *text, const char *name, bool index)
{
	size_t n = strlen(name);

	if (!n)
		return false;
	for (const char *at = text; (at = strstr(at, name)); at += n) {
		bool whole = (at == text || !(in_word(at[-1]) || at[-1] == '.')) && !in_word(at[n]);

		if (whole && (!index || picks(text, at, n)))
			return true;
	}
	return false;
}

bool an_text_names(const char *text, const char *name)
{
	return depends(text, name, false);
}

static bool is_range(const an_unit *u, const struct an_loop *l)
{
	return !strncmp(an_text(u, l->over), "range(", 6);
}

static bool counts(const an_unit *u, const struct an_loop *l)
{
	return an_symbol_at(u, l->variable)->value == AN_VALUE_NUMBER || is_range(u, l);
}

/* The bracket that is open where the place stands in the text, NULL = none. */
static const char *open_bracket(const char *text, const char *at)
{
	int depth = 0;

	while (at-- > text) {
		if (*at == '[' && !depth--)
			return at;
		depth += *at == ']';
	}
	return NULL;
}

/* Does a colon stand between the bracket and the one that closes it: rows[start:]? */
static bool is_slice(const char *bracket)
{
	int depth = 0;

	for (const char *at = bracket; *at; at++) {
		depth += (*at == '[') - (*at == ']');
		if (!depth)
			return false;
		if (*at == ':' && depth == 1)
			return true;
	}
	return false;
}

/* Does the name only say from where or how far a part of a list is walked?  Not if the text ends before the name. */
static bool is_only_bound(const char *text, const char *name)
{
	size_t n = strlen(name);
	bool found = false;

	for (const char *at = text; n && (at = strstr(at, name)); at += n) {
		const char *bracket;

		if ((at > text && (in_word(at[-1]) || at[-1] == '.')) || in_word(at[n]))
			continue;
		bracket = open_bracket(text, at);
		if (!bracket || !is_slice(bracket))
			return false;
		found = true;
	}
	return found;
}

/* Is a number set in each turn of a loop over things, from the thing: count = order.count()? */
static bool is_own_number(const struct an_program *p, uint32_t f, an_id symbol, const struct an_loop *in, an_id outer)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *out = an_loop_at(u, outer);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, symbol, &count);

	if (out->kind == AN_WHILE || is_range(u, out) || in->flags & AN_LOOP_ONWARD)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->kind == AN_WRITE_ASSIGN && an_loop_within(u, w->loop, outer) && (w->updates || w->line <= out->header.end_line))
			return false;
	}
	return true;
}

/* Python: does what the inner loop goes over mention something that the outer one makes on each turn? */
static bool is_made_of_turn(const struct an_program *p, uint32_t f, an_id inner, an_id outer)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *in = an_loop_at(u, inner), *out = an_loop_at(u, outer);
	const char *over = an_text(u, in->over);

	for (uint32_t i = 0; i < in->use_count && in->kind != AN_WHILE; i++) {
		an_id use = an_use_at(u, in->first_use + i);

		if (an_symbol_kept(p, f, use, outer) || (use == out->variable && counts(u, out)) ||
		    is_only_bound(over, an_text(u, an_symbol_at(u, use)->name)))
			continue;
		if (!is_range(u, in) || is_own_number(p, f, use, in, outer))
			return true;
	}
	return false;
}

bool an_loop_owned(const struct an_program *p, uint32_t function, an_id inner, an_id outer)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_loop *in = an_loop_at(u, inner), *out = an_loop_at(u, outer);

	if (in->iterated && !an_symbol_kept(p, function, in->iterated, outer))
		return true;
	return depends(an_text(u, in->over), an_text(u, an_symbol_at(u, out->variable)->name), counts(u, out)) ||
	       is_made_of_turn(p, function, inner, outer);
}

/* What people type on a command line or write into one call: args, sys.argv[1:]. */
static bool is_typed(const char *over)
{
	static const char *const names[] = { "argv", "sys.argv", "args", "kwargs", "opts", "options" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t n = strlen(names[i]);

		if (!strncmp(over, names[i], n) && (!over[n] || over[n] == '[' || over[n] == '.'))
			return true;
	}
	return false;
}

bool an_is_listed_by_callers(const an_unit *u, an_id symbol)
{
	const struct an_symbol *s = an_symbol_at(u, symbol);

	return u->language == AN_PYTHON && s->kind == AN_PARAMETER && !strcmp(an_text(u, s->type), "tuple");
}

/* for name in KNOWN_NAMES */
static bool is_constant_name(const char *name)
{
	size_t n = strcspn(name, ".[( ");

	return n > 1 && !name[n] && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == n;
}

/* for (p = node->parent; p; p = p->parent): as many turns as the tree is deep. */
static bool is_upward(const char *name)
{
	static const char *const names[] = { "parent", "Parent", "m_parent", "m_pParent", "mParent", "_parent", "parent_",
					     "outer", "enclosing", "superclass", "super", NULL };

	return wr_is_one_of(name, names);
}

/* C: !ok && tries < 4, i < max_attempts. */
static bool is_attempt(const char *over)
{
	static const char *const words[] = { "attempt", "attempts", "tries", "retry", "retries", "maxattempts", "maxtries", NULL };
	const char *and = strstr(over, "&& "), *less = and ? strchr(and, '<') : NULL;
	char *end;
	long n;

	if (less && !strstr(over, "||")) {
		n = strtol(less + 1 + (less[1] == '='), &end, 10);
		if (!*end && n > 0 && n <= SMALL_TRIP)
			return true;
	}
	return an_has_word(over, words);
}

/* By what the loop itself says. */
static bool may_grow(const an_unit *u, const struct an_loop *l)
{
	const char *over = l->iterated ? an_text(u, an_symbol_at(u, l->iterated)->name) : an_text(u, l->over);

	if (is_typed(over) || is_constant_name(over) || is_upward(an_own_name(over)))
		return false;
	if (l->small || (l->iterated && an_symbol_at(u, l->iterated)->small))
		return false;
	if (l->iterated && an_is_listed_by_callers(u, l->iterated))
		return false;
	if (u->language == AN_C && is_attempt(an_text(u, l->over)))
		return false;
	if (l->trip && l->trip <= SMALL_TRIP)
		return false;
	return !(l->flags & (AN_LOOP_RETRY | AN_LOOP_HALVING));
}

/* while path: path = os.path.dirname(path): as many turns as a path has parts. */
static bool climbs(const an_unit *u, const struct an_op *o, const struct an_loop *l)
{
	static const char *const names[] = { "os.path.dirname", "os.path.split", "dirname", "posixpath.dirname", NULL };
	const char *name = an_text(u, o->name);

	for (const char *const *n = names; *n; n++) {
		if (l->kind == AN_WHILE && !strcmp(name, *n))
			return true;
	}
	return false;
}

enum { EVENTS = 2, READING = 4 };       /* noted in `grows` until an_measure_growth has seen all ops */

/* A loop without an end of its own goes on with events if it waits, with input if it reads. */
static void note_op(const struct an_program *p, uint32_t function, const an_unit *u, an_id op, uint8_t *grows)
{
	const struct an_op *o = an_op_at(u, op);
	const struct an_loop *l = an_loop_at(u, o->loop);
	uint32_t effects;

	if (!o->loop || (l->kind != AN_WHILE && !(l->flags & AN_LOOP_FOREVER)))
		return;
	if (o->kind == AN_OP_AWAIT && l->flags & AN_LOOP_FOREVER)
		grows[o->loop] |= EVENTS;
	if (o->kind != AN_OP_CALL || an_op_aside(o))
		return;
	if (climbs(u, o, l))
		grows[o->loop] |= EVENTS;
	effects = an_op_effects(p, function, op, 0, NULL);
	if (effects & (AN_WAITS | AN_SLEEPS))
		grows[o->loop] |= EVENTS;
	if (effects & AN_READS)
		grows[o->loop] |= READING;
}

static void judge_loops(struct an_program *p, uint32_t function)
{
	const an_unit *u = an_unit_of(p, function);
	uint8_t *grows = p->lists[p->nodes[function].unit].grows;
	uint32_t op_count, loop_count;
	const an_id *ops = an_ops_of(p, function, &op_count), *loops = an_loops_of(p, function, &loop_count);

	for (uint32_t i = 0; i < op_count; i++)
		note_op(p, function, u, ops[i], grows);
	for (uint32_t i = 0; i < loop_count; i++) {
		const struct an_loop *l = an_loop_at(u, loops[i]);
		uint8_t noted = grows[loops[i]];
		bool forever = l->flags & AN_LOOP_FOREVER;

		grows[loops[i]] = may_grow(u, l) && !(noted & EVENTS) && (!forever || noted & READING);
	}
}

uint32_t an_loop_nest(const struct an_program *p, uint32_t function, an_id loop)
{
	const an_unit *u = an_unit_of(p, function);
	uint32_t depth = 0;

	for (an_id at = an_growing_from(p, function, loop); at;) {
		an_id outer = an_growing_from(p, function, an_loop_at(u, at)->parent);

		if (!outer || !an_loop_owned(p, function, at, outer))
			depth++;
		at = outer;
	}
	return depth;
}

static uint32_t degree_of(const struct an_program *p, const struct an_components *c, uint32_t function)
{
	const an_unit *u = an_unit_of(p, function);
	uint32_t degree = 0, count;
	const an_id *loops = an_loops_of(p, function, &count);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t own = an_loop_nest(p, function, loops[i]);

		degree = own > degree ? own : degree;
	}
	for (uint32_t i = p->first_call[function]; i < p->first_call[function + 1]; i++) {
		const struct an_call *call = &p->calls[i];
		uint32_t with;

		if (!call->callee || c->of[call->callee] == c->of[function] ||
		    an_op_aside(an_op_at(u, call->op)) || !p->nodes[call->callee].degree)
			continue;
		with = an_loop_nest(p, function, an_op_at(u, call->op)->loop) + p->nodes[call->callee].degree;
		degree = with > degree ? with : degree;
	}
	return degree < MAX_DEGREE ? degree : MAX_DEGREE;
}

void an_measure_growth(struct an_program *p, const struct an_components *c)
{
	for (uint32_t f = 1; f <= p->node_count; f++)
		judge_loops(p, f);
	for (uint32_t i = 0; i < p->node_count; i++)
		p->nodes[c->order[i]].degree = degree_of(p, c, c->order[i]);
}
