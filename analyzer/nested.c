/*
 * nested.c - a loop over a collection for each element of a collection.
 *
 * Only what can be done otherwise counts: a loop inside a loop that looks for equal elements (a
 * dictionary does that in n + m steps), and a loop over the same collection again (all pairs).
 */
#include <ctype.h>
#include <string.h>
#include "analyzer/nested_p.h"

/* Does an argument differ from turn to turn of one loop, but not of the other?  By the loops'
 * variables, or by what is set from them within the loop. */
static bool follows(const struct an_program *p, uint32_t f, const struct an_arg *arg, an_id loop, an_id inner)
{
	const an_unit *u = an_unit_of(p, f);
	bool found = false;

	for (uint32_t i = 0; i < arg->use_count; i++) {
		an_id use = an_use_at(u, arg->first_use + i);

		if (inner && !an_symbol_kept(p, f, use, inner))
			return false;
		found |= !an_symbol_kept(p, f, use, loop);
	}
	return found;
}

static bool is_comparison(const an_unit *u, const struct an_op *o)
{
	static const char *const calls[] = { "strcmp", "strcasecmp", "strncmp", "strncasecmp", "memcmp", "wcscmp" };

	if (o->kind == AN_OP_EQUAL)
		return o->arg_count == 2;
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		if (o->kind == AN_OP_CALL && o->arg_count >= 2 && !strcmp(an_text(u, o->name), calls[i]))
			return true;
	}
	return false;
}

/* for a in xs: for b in xs: if a == b: continue - that leaves out the element itself. */
static bool leaves_out_itself(const an_unit *u, const struct an_op *o, an_id inner, an_id outer)
{
	const struct an_arg *sides[2] = { an_arg_at(u, o->first_arg), an_arg_at(u, o->first_arg + 1) };
	an_id a = an_loop_at(u, inner)->variable, b = an_loop_at(u, outer)->variable;

	if (an_loop_at(u, inner)->iterated != an_loop_at(u, outer)->iterated || sides[0]->kind != AN_ARG_SYMBOL ||
	    sides[1]->kind != AN_ARG_SYMBOL)
		return false;
	return (sides[0]->symbol == a && sides[1]->symbol == b) || (sides[0]->symbol == b && sides[1]->symbol == a);
}

/* Is an element of the inner loop compared with one of the outer loop? */
static bool joins(const struct an_program *p, uint32_t f, an_id inner, an_id outer)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);
	an_id variable = an_loop_at(u, inner)->variable;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->loop != inner || !is_comparison(u, o) || leaves_out_itself(u, o, inner, outer))
			continue;
		for (uint32_t side = 0; side < 2; side++) {
			const struct an_arg *element = an_arg_at(u, o->first_arg + side);
			const struct an_arg *other = an_arg_at(u, o->first_arg + !side);

			/* A bare index is a number, no element. */
			if (element->kind == AN_ARG_SYMBOL && element->symbol == variable &&
			    an_symbol_at(u, variable)->value == AN_VALUE_NUMBER)
				continue;
			if (an_arg_mentions(u, element, variable) && follows(p, f, other, outer, inner))
				return true;
		}
	}
	return false;
}

/* x[i] of a collection by an index. */
static bool is_subscript(const an_unit *u, const struct an_op *o, an_id collection, an_id index)
{
	const struct an_arg *base, *at;

	if (o->kind != AN_OP_SUBSCRIPT || o->arg_count != 2)
		return false;
	base = an_arg_at(u, o->first_arg);
	at = an_arg_at(u, o->first_arg + 1);
	return base->kind == AN_ARG_SYMBOL && base->symbol == collection && at->kind == AN_ARG_SYMBOL &&
	       at->symbol == index;
}

/* Is there an x[i] by the loop's variable?  In m[i][j] the rows have only one index. */
static bool picks(const struct an_program *p, uint32_t f, an_id collection, an_id loop, an_id inner)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (an_loop_within(u, o->loop, inner) &&
		    is_subscript(u, o, collection, an_loop_at(u, loop)->variable))
			return true;
	}
	return false;
}

static bool by_index(const an_unit *u, const struct an_loop *l)
{
	return an_symbol_at(u, l->variable)->value == AN_VALUE_NUMBER || !strncmp(an_text(u, l->over), "range(", 6) ||
	       strstr(an_text(u, l->over), "<");
}

/* Does the loop go over the collection: as what it iterates, or in range(i, len(collection))? */
static bool goes_over(const an_unit *u, const struct an_loop *l, an_id collection)
{
	const char *name = an_text(u, an_symbol_at(u, collection)->name);
	const char *at = strstr(an_text(u, l->over), "len(");
	size_t n = strlen(name);

	if (l->iterated)
		return l->iterated == collection;
	return at && !strncmp(at + 4, name, n) && at[4 + n] == ')';
}

/* Python's iterators and files are walked once: an inner loop goes on where the outer one is. */
static bool is_iterator(const an_unit *u, an_id collection)
{
	const char *type = an_text(u, an_symbol_at(u, collection)->type);

	return !strcmp(type, "generator") || !strcmp(type, "iterator") || !strcmp(type, "io.File");
}

/* Is it known that the collection can be walked again? */
static bool starts_over(const an_unit *u, an_id collection)
{
	const struct an_symbol *s = an_symbol_at(u, collection);

	if (u->language != AN_PYTHON || s->value == AN_VALUE_LIST || s->value == AN_VALUE_HASH)
		return true;
	return s->kind == AN_PARAMETER && s->value == AN_VALUE_UNKNOWN;
}

/* [a + b for a in xs for b in xs]: the pairs are the result. */
static bool makes_pairs(const struct an_program *p, uint32_t f, an_id inner)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	if (an_loop_at(u, inner)->kind != AN_COMPREHENSION)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		if (an_op_at(u, ops[i])->loop == inner && an_op_at(u, ops[i])->kind == AN_OP_EQUAL)
			return false;
	}
	return true;
}

/* Does the outer loop ask for the inner one's index: for (i = 0; i < n;) for (...; i < n; i++)?  Then the inner one goes
 * on where the outer one is. */
static bool shares_index(const an_unit *u, const struct an_loop *in, const struct an_loop *out)
{
	const char *name = an_text(u, an_symbol_at(u, in->variable)->name), *over = an_text(u, out->over);
	size_t n = strlen(name);

	if (!in->variable || !n)
		return false;
	if (in->variable == out->variable)
		return true;
	for (const char *at = over; (at = strstr(at, name)); at += n) {
		if ((at == over || !(isalnum((unsigned char)at[-1]) || strchr("_.>", at[-1]))) &&
		    !(isalnum((unsigned char)at[n]) || at[n] == '_'))
			return true;
	}
	return false;
}

/* All pairs of one collection: for a in xs: for b in xs, or by index with both x[i] and x[j].
 * Returns the collection, 0 = no. */
static an_id pairs(const struct an_program *p, uint32_t f, an_id inner, an_id outer)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *in = an_loop_at(u, inner), *out = an_loop_at(u, outer);
	an_id collection = out->iterated ? out->iterated : in->iterated;

	if (!collection || !goes_over(u, in, collection) || !goes_over(u, out, collection) ||
	    an_loop_follows_links(p, f, inner) || an_loop_follows_links(p, f, outer) || shares_index(u, in, out))
		return 0;
	if (!by_index(u, in) && !by_index(u, out))
		return in->kind != AN_WHILE && out->kind != AN_WHILE && starts_over(u, collection) &&
		       !makes_pairs(p, f, inner) ? collection : 0;
	return picks(p, f, collection, outer, inner) && picks(p, f, collection, inner, inner) ? collection : 0;
}

/* How many loops around this one go over collections that are not the element's own. */
static unsigned degree_of(const struct an_program *p, uint32_t f, an_id inner)
{
	const an_unit *u = an_unit_of(p, f);
	unsigned degree = 1;

	for (an_id at = inner, outer; (outer = an_growing_from(p, f, an_loop_at(u, at)->parent)); at = outer)
		degree += !an_loop_owned(p, f, at, outer);
	return degree;
}

static void report_pairs(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id inner, an_id outer,
			 an_id collection)
{
	struct an_report *r = an_report_loop(sink, f, inner, "%s visits every pair of %s: O(n^%u) in its length",
					     an_loop_over(sink, f, inner), an_symbol_name(sink, f, collection),
					     degree_of(p, f, inner));

	an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_report_walks(r, f, collection);
	an_chain_loop(r, f, outer);
	an_chain_loop(r, f, inner);
}

/* What a loop goes over; of several arrays that its index picks from, the first. */
static an_id collection_of(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count && !l->iterated && l->variable; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		an_id base = o->kind == AN_OP_SUBSCRIPT && o->arg_count == 2 ? an_arg_at(u, o->first_arg)->symbol : 0;

		if (base && an_loop_within(u, o->loop, loop) && is_subscript(u, o, base, l->variable))
			return base;
	}
	return l->iterated;
}

static void report_join(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id inner, an_id outer)
{
	unsigned degree = degree_of(p, f, inner);
	struct an_report *r;

	if (degree == 2)
		r = an_report_loop(sink, f, inner,
				   "%s runs again for each turn of %s to find equal elements: O(n * m) comparisons",
				   an_loop_over(sink, f, inner), an_loop_over(sink, f, outer));
	else
		r = an_report_loop(sink, f, inner,
				   "%s runs again for each turn of %s to find equal elements: O(n^%u) comparisons",
				   an_loop_over(sink, f, inner), an_loop_over(sink, f, outer), degree);
	if (an_container_size(p, f, collection_of(p, f, inner)) != AN_SIZE_GROWS)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	/* Where one side is short, both together are not much. */
	if (!an_is_much(p, f, an_loop_at(an_unit_of(p, f), inner)->iterated) || an_loop_is_few(p, f, inner) || an_loop_is_few(p, f, outer))
		an_report_severity(r, WR_LOW);
	an_report_walks(r, f, an_loop_at(an_unit_of(p, f), inner)->iterated);
	if (an_unit_of(p, f)->language == AN_C && !an_loop_is_long(p, f, inner))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, outer);
	an_chain_loop(r, f, inner);
}

/* Does the inner loop begin anew in each turn of the outer one?  One whose variable is set up before both goes on. */
static bool begins_anew(const struct an_program *p, uint32_t f, an_id inner, an_id outer)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *in = an_loop_at(u, inner);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, in->variable, &count);

	if (u->language == AN_PYTHON || in->kind == AN_RANGE || !in->variable)
		return !(in->flags & AN_LOOP_ONWARD);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->kind == AN_WRITE_ASSIGN && !w->updates && an_loop_within(u, w->loop, outer) &&
		    (w->line <= in->header.end_line || !an_loop_within(u, w->loop, inner)))
			return !(in->flags & AN_LOOP_ONWARD);
	}
	return false;
}

/* Characters of a text are not what collections are joined by. */
static bool may_be_long(const struct an_program *p, uint32_t f, an_id collection)
{
	return collection && !is_iterator(an_unit_of(p, f), collection) &&
	       an_symbol_at(an_unit_of(p, f), collection)->value != AN_VALUE_TEXT &&
	       an_container_size(p, f, collection) != AN_SIZE_BOUNDED;
}

static void check_loop(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id inner, bool join)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *in = an_loop_at(u, inner), *out;
	an_id outer = an_growing_from(p, f, in->parent), collection;

	if (!outer || !an_loop_grows(p, f, inner) || an_loop_owned(p, f, inner, outer))
		return;
	out = an_loop_at(u, outer);
	if (in->trip || out->trip)
		return;
	collection = pairs(p, f, inner, outer);
	if (!join) {
		if (may_be_long(p, f, collection))
			report_pairs(p, sink, f, inner, outer, collection);
	} else if (!collection && begins_anew(p, f, inner, outer) && may_be_long(p, f, collection_of(p, f, inner)) &&
		 may_be_long(p, f, collection_of(p, f, outer)) &&
		 joins(p, f, inner, outer))
		report_join(p, sink, f, inner, outer);
}

void an_check_nested_loops(const struct an_program *p, struct an_sink *sink, bool join)
{
	AN_EACH_LOOPING(p, f) {
		uint32_t count;
		const an_id *loops = an_loops_of(p, f, &count);

		for (uint32_t i = 0; i < count; i++)
			check_loop(p, sink, f, loops[i], join);
	}
}
