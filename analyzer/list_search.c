/* list_search.c - a list looked through from its start on every turn of a loop. */
#include <string.h>
#include "analyzer/rule.h"
#include "analyzer/each_turn_p.h"
#include "analyzer/list_search_p.h"
#include "analyzer/program_p.h"
#include "analyzer/sounds.h"
#include "core/text.h"

/* Does what is looked for change from turn to turn? */
static bool wanted_varies(const struct an_program *p, uint32_t f, an_id op, const struct an_operand *haystack,
			  an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);

	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);

		if (arg == haystack->arg)
			continue;
		/* A predicate looks for what it captures; who knows. */
		if (arg->kind == AN_ARG_FUNCTION || !an_arg_invariant(p, f, op, arg, loop))
			return true;
	}
	return false;
}

/* A method of std::string, called on a class that is derived from it. */
static bool is_in_text(const an_unit *u, const struct an_op *o)
{
	return u->language == AN_CPP && wr_starts_with(an_text(u, o->name), "std::string::");
}

/* Text is searched for text: no set does that. */
static bool is_list(const struct an_program *p, uint32_t f, const struct an_operand *haystack)
{
	uint8_t value = an_symbol_at(an_unit_of(p, f), haystack->symbol)->value;

	/* In Python an expression is another list each time: lists[key], order.tags(). */
	if (haystack->arg && (haystack->arg->small ||
			      (an_unit_of(p, f)->language == AN_PYTHON && haystack->arg->kind != AN_ARG_SYMBOL)))
		return false;
	return value == AN_VALUE_LIST || value == AN_VALUE_UNKNOWN || value == AN_VALUE_OBJECT;
}

/* Is the container another one on each turn, though its root stays: trees + i, &lists[i]? */
static bool is_picked(const struct an_program *p, uint32_t f, const struct an_operand *haystack, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);

	for (uint32_t i = 0; haystack->arg && i < haystack->arg->use_count; i++) {
		if (!an_symbol_kept(p, f, an_use_at(u, haystack->arg->first_use + i), loop))
			return true;
	}
	return false;
}

/* Does the loop itself go over something short? */
static bool is_short(const struct an_program *p, uint32_t f, an_id loop)
{
	an_id iterated = an_loop_at(an_unit_of(p, f), loop)->iterated;

	return iterated && an_container_size(p, f, iterated) == AN_SIZE_BOUNDED;
}

/* The growing loop through which the same, perhaps long container is searched; 0 = none. */
static an_id searched_in(const struct an_program *p, uint32_t f, an_id op, const struct an_operand *haystack,
			 enum an_size *size)
{
	const an_unit *u = an_unit_of(p, f);
	an_id loop = an_growing_loop(p, f, op, NULL);

	/* while key in used: key = another(): what counts is how often that is begun. */
	if (loop && an_op_at(u, op)->flags & AN_OP_IN_CONDITION && an_op_at(u, op)->loop == loop &&
	    an_loop_at(u, loop)->kind == AN_WHILE)
		loop = an_growing_from(p, f, an_loop_at(u, loop)->parent);
	if (!loop || !haystack->symbol || an_op_aside(an_op_at(u, op)) || !is_list(p, f, haystack))
		return 0;
	*size = an_container_size(p, f, haystack->symbol);
	if (*size == AN_SIZE_BOUNDED || is_short(p, f, loop) || !an_symbol_kept(p, f, haystack->symbol, loop) ||
	    is_picked(p, f, haystack, loop) ||
	    !wanted_varies(p, f, op, haystack, loop))
		return 0;
	return loop;
}

#define ADDED_WITHIN 12         /* lines between the test and the append */

/* if x not in out: out.append(x) */
static bool is_dedup(const struct an_program *p, uint32_t f, an_id op, an_id container, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, container, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->grows && w->function == o->function && w->line >= o->span.line &&
		    w->line <= o->span.end_line + ADDED_WITHIN && an_loop_within(u, w->loop, loop))
			return true;
	}
	return false;
}

/* Does the function return what is made or kept somewhere, not a list that is written down in it? */
static bool returns_values(const struct an_program *p, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_mark_at(u, marks[i])->kind == AN_MARK_RETURN && an_mark_at(u, marks[i])->use_count)
			return true;
	}
	return false;
}

/* Is the call the same on every turn? */
static bool asks_the_same(const struct an_program *p, uint32_t f, an_id call, an_id loop)
{
	const struct an_op *o = an_op_at(an_unit_of(p, f), call);

	for (uint32_t i = 0; i < o->arg_count; i++) {
		if (!an_arg_invariant(p, f, call, an_arg_at(an_unit_of(p, f), o->first_arg + i), loop))
			return false;
	}
	return !o->receiver || an_symbol_kept(p, f, o->receiver, loop);
}

/* for row in rows: if row.name in shop.names() - a list that a function gives, perhaps makes, each time. */
static void check_given(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id call = an_haystack_call(p, f, op), loop = call ? an_growing_loop(p, f, op, NULL) : 0;
	uint32_t count, callee;
	struct an_report *r;

	if (!loop || an_op_aside(o) || o->flags & AN_OP_IN_CONDITION || is_short(p, f, loop) || !asks_the_same(p, f, call, loop) ||
	    an_arg_invariant(p, f, op, an_arg_at(u, o->first_arg), loop))
		return;
	callee = an_calls_of(p, f, call, &count)->callee;
	if (!returns_values(p, callee) || an_sounds_short(an_own_name(an_text(an_unit_of(p, callee), an_function_of(p, callee)->name))))
		return;
	r = an_report_op(sink, f, op, "the test 'in' walks the list that %s gives, and asks for it again, on every turn of %s: "
			 "O(n * m) comparisons", an_name_of(sink, callee), an_loop_over(sink, f, loop));
	an_report_severity(r, WR_MEDIUM);
	an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, call, "%s asks %s", an_name_of(sink, f), an_call_name(sink, f, call));
}

/* if x not in by_key[k]: by_key[k].append(x) */
static bool appends_behind(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *x = an_op_at(u, ops[i]);

		if (x->kind == AN_OP_CALL && x->loop == o->loop && x->flags & AN_OP_GUARDED && x->span.line >= o->span.line &&
		    x->span.line <= o->span.end_line + ADDED_WITHIN && wr_ends_with(an_text(u, x->name), ".append"))
			return true;
	}
	return false;
}

static void check_per_key(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *list = o->kind == AN_OP_MEMBER_TEST && o->arg_count == 2 ? an_arg_at(u, o->first_arg + 1) : NULL;
	struct an_report *r;
	an_id loop;

	if (!list || list->kind != AN_ARG_EXPRESSION || !list->symbol || list->small || an_op_aside(o) ||
	    (list->value != AN_VALUE_UNKNOWN && list->value != AN_VALUE_LIST) ||
	    an_symbol_at(u, list->symbol)->value != AN_VALUE_HASH)
		return;
	loop = an_growing_loop(p, f, op, NULL);
	if (!loop || is_short(p, f, loop) || !an_symbol_kept(p, f, list->symbol, loop) ||
	    an_arg_invariant(p, f, op, an_arg_at(u, o->first_arg), loop) || !is_dedup(p, f, op, list->symbol, loop) ||
	    !appends_behind(p, f, op))
		return;
	r = an_report_op(sink, f, op, "the test 'in' walks all of a list of %s for each element that may be added to it, on every "
			 "turn of %s: O(n^2) comparisons where one key has most", an_symbol_name(sink, f, list->symbol),
			 an_loop_over(sink, f, loop));
	an_report_severity(r, WR_LOW);
	an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s looks through a list of %s", an_name_of(sink, f), an_symbol_name(sink, f, list->symbol));
}

/* Nothing shows that the container gets long: in C by what is read, in Python by what the function fills it with. */
static bool is_perhaps_short(const struct an_program *p, uint32_t f, an_id container, bool dedup)
{
	return !dedup && (!an_is_much_here(p, f, container) ||
			  (an_unit_of(p, f)->language == AN_C && !an_holds_much(p, f, container)));
}

static void check_direct(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op, bool dedup)
{
	const an_unit *u = an_unit_of(p, f);
	struct an_operand haystack;
	enum an_size size;
	struct an_report *r;
	const char *name;
	an_id loop;

	if (!(an_op_direct(p, f, op) & AN_SEARCHES) || is_in_text(u, an_op_at(u, op)) ||
	    !an_op_subject(p, f, op, &haystack))
		return;
	loop = searched_in(p, f, op, &haystack, &size);
	/* One finding for a container: `if x in xs: xs.remove(x)` is one thing to mend.
	 * An attribute that nothing is seen to be added to is a list that somebody wrote down. */
	if (!loop || (size == AN_SIZE_UNKNOWN && an_symbol_at(u, haystack.symbol)->kind == AN_MEMBER) ||
	    is_dedup(p, f, op, haystack.symbol, loop) != dedup || an_told_before(sink, f, haystack.symbol))
		return;
	name = an_symbol_name(sink, f, haystack.symbol);
	r = an_report_op(sink, f, op, dedup ?
			 "%s walks all of %s for each element that may be added to it, on every turn of %s: O(n^2) comparisons" :
			 "%s walks the list %s from its start on every turn of %s: O(n * m) comparisons",
			 an_op_at(u, op)->kind == AN_OP_MEMBER_TEST ? "the test 'in'" : an_call_name(sink, f, op), name,
			 an_loop_over(sink, f, loop));
	if (!dedup && size != AN_SIZE_GROWS) {
		an_report_severity(r, WR_MEDIUM);
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	}
	/* Nothing says that a text has many different words. */
	if (dedup && u->language == AN_PYTHON && strstr(an_text(u, an_loop_at(u, loop)->over), "splitlines"))
		an_report_severity(r, WR_LOW);
	an_report_walks(r, f, haystack.symbol);
	if (is_perhaps_short(p, f, haystack.symbol, dedup))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s looks through %s", an_name_of(sink, f), name);
}

static bool is_parameter(const struct an_program *p, uint32_t f, uint32_t search)
{
	return an_symbol_at(an_unit_of(p, f), p->searches[search].symbol)->kind == AN_PARAMETER;
}

/* The size by what both sides know of the container. */
static enum an_size size_of_search(const struct an_program *p, const struct an_call *call, uint32_t search)
{
	uint32_t last;
	struct an_place end = an_search_end(p, call->callee, search, &last);
	enum an_size there = an_container_size(p, end.function, p->searches[last].symbol);
	struct an_operand here;

	if (!an_call_operand(p, call, p->searches[search].owner, &here) || !here.symbol)
		return there;
	/* A parameter is as large as what this call gives. */
	if (is_parameter(p, end.function, last))
		return an_container_size(p, call->caller, here.symbol);
	return there;
}

/* The same of what a called function looks through. */
static bool is_perhaps_short_given(const struct an_program *p, const struct an_call *call, uint32_t search, uint32_t function,
				   uint32_t last, bool dedup)
{
	struct an_operand here;

	if (dedup || an_unit_of(p, function)->language != AN_C)
		return false;
	if (!an_call_operand(p, call, p->searches[search].owner, &here) || !here.symbol)
		return !an_holds_much(p, function, p->searches[last].symbol);
	if (is_parameter(p, function, last))
		return !an_holds_much(p, call->caller, here.symbol);
	return !an_holds_much_given(p, function, p->searches[last].symbol, call->caller, here.symbol);
}

static void report_search(const struct an_program *p, struct an_sink *sink, const struct an_call *call,
			  uint32_t search, an_id haystack, an_id loop, enum an_size size, bool dedup)
{
	uint32_t f = call->caller, last;
	struct an_place end = an_search_end(p, call->callee, search, &last);
	struct an_report *r = an_report_op(sink, f, call->op, dedup ?
		"%s looks through all of %s before it adds to it, on every turn of %s: O(n^2) comparisons" :
		"%s looks through %s, element by element, on every turn of %s: O(n * m) comparisons",
		an_name_of(sink, call->callee), an_symbol_name(sink, end.function, p->searches[last].symbol),
		an_loop_over(sink, f, loop));

	if (!dedup && size != AN_SIZE_GROWS)
		an_report_severity(r, WR_MEDIUM);
	an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_report_walks(r, end.function, p->searches[last].symbol);
	if (haystack)
		an_report_walks(r, f, haystack);
	if (is_perhaps_short_given(p, call, search, end.function, last, dedup))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, loop);
	an_chain_search(r, f, call->op, call->callee, search);
}

static void check_call(const struct an_program *p, struct an_sink *sink, const struct an_call *call, bool dedup)
{
	uint32_t f = call->caller;

	for (uint32_t s = p->nodes[call->callee].searches; s; s = p->searches[s].next) {
		bool global = p->searches[s].owner == AN_GLOBALS;
		struct an_operand haystack = { 0, NULL };
		enum an_size size;
		an_id loop;

		if (p->searches[s].deed != AN_DEED_SEARCH || p->searches[s].grows != dedup)
			continue;
		if (!global && (!an_call_operand(p, call, p->searches[s].owner, &haystack) || !haystack.symbol))
			continue;
		if (global) {
			loop = an_growing_loop(p, f, call->op, NULL);
			if (!loop || an_op_aside(an_op_at(an_unit_of(p, f), call->op)) || is_short(p, f, loop) ||
			    !wanted_varies(p, f, call->op, &haystack, loop))
				continue;
		} else {
			loop = searched_in(p, f, call->op, &haystack, &size);
			if (!loop)
				continue;
		}
		/* What adds to the container makes it grow with the turns. */
		size = dedup ? AN_SIZE_GROWS : size_of_search(p, call, s);
		/* What is not the very argument has to be known to grow. */
		if (size == AN_SIZE_GROWS || (size == AN_SIZE_OPEN && haystack.arg && is_parameter(p, call->callee, s))) {
			if (!an_told_before(sink, f, haystack.symbol ? haystack.symbol : UINT32_MAX - call->callee))
				report_search(p, sink, call, s, haystack.symbol, loop, size, dedup);
			return;
		}
	}
}

/* A guess, but at one function. */
static bool is_only(const struct an_program *p, const struct an_call *call)
{
	uint32_t count;

	an_calls_of(p, call->caller, call->op, &count);
	return count == 1;
}

/* Is the container given to somebody else in the loop, who may add to it or take from it? */
static bool is_changed_in(const struct an_program *p, uint32_t f, an_id container, an_id loop, uint32_t but_line)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, container, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->function == p->nodes[f].function && w->line != but_line && an_loop_within(u, w->loop, loop))
			return true;
	}
	return false;
}

/* while (has_unseen(&queue)): asked anew of all elements on every turn, which changes some of them. */
static void check_scan(const struct an_program *p, struct an_sink *sink, const struct an_call *call)
{
	uint32_t f = call->caller, last;
	const struct an_op *o = an_op_at(an_unit_of(p, f), call->op);
	an_id loop = an_growing_loop(p, f, call->op, NULL);
	struct an_report *r;

	for (uint32_t s = p->nodes[call->callee].searches; s && loop && !an_op_aside(o); s = p->searches[s].next) {
		struct an_operand haystack;
		struct an_place end;

		if (p->searches[s].deed != AN_DEED_SCAN || !an_call_operand(p, call, p->searches[s].owner, &haystack) ||
		    !haystack.symbol || !is_list(p, f, &haystack) || is_picked(p, f, &haystack, loop) || is_short(p, f, loop) ||
		    an_container_size(p, f, haystack.symbol) == AN_SIZE_BOUNDED ||
		    !an_symbol_kept(p, f, haystack.symbol, loop) ||
		    !is_changed_in(p, f, haystack.symbol, loop, o->span.line) || an_is_refilled(p, f, haystack.symbol, loop) || an_told_before(sink, f, haystack.symbol))
			continue;
		end = an_search_end(p, call->callee, s, &last);
		r = an_report_op(sink, f, call->op, "%s looks through %s for an element of some kind, on every turn of %s, which "
				 "changes it: O(n * m) steps", an_name_of(sink, call->callee),
				 an_symbol_name(sink, end.function, p->searches[last].symbol), an_loop_over(sink, f, loop));
		an_report_severity(r, is_perhaps_short(p, f, haystack.symbol, false) ? WR_LOW : WR_MEDIUM);
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
		an_chain_loop(r, f, loop);
		an_chain_search(r, f, call->op, call->callee, s);
		return;
	}
}

void an_check_list_searches(const struct an_program *p, struct an_sink *sink, bool dedup)
{
	AN_EACH_LOOPING(p, f) {
		uint32_t count;
		const an_id *ops = an_repeated_ops_of(p, f, &count);

		for (uint32_t i = 0; i < count; i++) {
			check_direct(p, sink, f, ops[i], dedup);
			if (an_unit_of(p, f)->language != AN_PYTHON)
				continue;
			if (dedup)
				check_per_key(p, sink, f, ops[i]);
			else
				check_given(p, sink, f, ops[i]);
		}
		for (uint32_t i = p->first_call[f]; i < p->first_call[f + 1]; i++) {
			const struct an_call *call = &p->calls[i];

			if (call->callee && call->kind == AN_CALL_PLAIN && (!call->guessed || is_only(p, call)))
				check_call(p, sink, call, dedup);
			if (!dedup && call->callee && call->kind == AN_CALL_PLAIN && !call->guessed)
				check_scan(p, sink, call);
		}
	}
}
