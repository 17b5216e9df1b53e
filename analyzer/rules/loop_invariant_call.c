/*
 * loop_invariant_call.c - the same long computation with the same arguments on every turn of a loop.
 *
 * Costs: a call that walks a container of m elements, made on each of n turns, is
 * n * m steps for one result; compilers and interpreters cannot take it out of
 * the loop, since they do not know that it changes nothing.
 * Reported are calls of the library's pure walks (max, sorted, std::accumulate)
 * and of functions of the project that change nothing, call nothing that does,
 * and contain a loop that grows.
 * Misses: functions that are called through a pointer, methods of classes that
 * are not known, results that depend on a variable which is set to the same value.
 * Wrongly reports: containers that are short for a reason the source does not say.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "core/text.h"

static bool is_pure_call(const struct an_program *p, uint32_t f, an_id op)
{
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (calls[i].callee ? !p->nodes[calls[i].callee].pure : !(calls[i].api && calls[i].api->effects & AN_PURE))
			return false;
	}
	return count != 0;
}

static bool mentions(const an_unit *u, const struct an_op *o, an_id symbol)
{
	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);

		/* In Python an expression is a value of its own. */
		if ((u->language != AN_PYTHON || arg->kind == AN_ARG_SYMBOL) && an_arg_mentions(u, arg, symbol))
			return true;
	}
	return o->receiver && an_symbol_root(u, o->receiver) == an_symbol_root(u, symbol);
}

/* Is it only handed to functions that are known to leave it alone? */
static bool passed_to_pure(const struct an_program *p, uint32_t f, const struct an_write *w)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);
	bool found = false;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->kind != AN_OP_CALL || w->line < o->span.line || w->line > o->span.end_line ||
		    !mentions(u, o, w->symbol))
			continue;
		if (!is_pure_call(p, f, ops[i]))
			return false;
		found = true;
	}
	return found;
}

/* Does anything in the loop change the symbol? */
static bool is_touched(const struct an_program *p, uint32_t f, an_id symbol, const struct an_op *op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, symbol, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->function == op->function && an_loop_within(u, w->loop, loop) &&
		    !(w->kind == AN_WRITE_PASS && passed_to_pure(p, f, w)))
			return true;
	}
	return false;
}

static bool is_member_of(const an_unit *u, an_id symbol, an_id of)
{
	while (symbol && symbol != of)
		symbol = an_symbol_at(u, symbol)->base;
	return symbol != 0;
}

/* Is the value, with all that it belongs to and all that belongs to it, left alone in the loop? */
static bool is_left_alone(const struct an_program *p, uint32_t f, an_id symbol, const struct an_op *op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	an_id last = an_unit_count(u, AN_SYMBOLS);

	for (an_id at = symbol; at; at = an_symbol_at(u, at)->base) {
		if (is_touched(p, f, at, op, loop))
			return false;
	}
	if (an_symbol_at(u, symbol)->value == AN_VALUE_NUMBER || an_symbol_at(u, symbol)->value == AN_VALUE_TEXT)
		return true;
	for (an_id i = symbol + 1; i < last; i++) {
		const struct an_symbol *s = an_symbol_at(u, i);

		if (s->base && s->function == op->function && is_member_of(u, i, symbol) && is_touched(p, f, i, op, loop))
			return false;
	}
	return true;
}

static bool is_iterator(const char *type)
{
	return !strcmp(type, "generator") || !strcmp(type, "iterator") || !strcmp(type, "io.File") ||
	       strstr(type, "terator") || strstr(type, "Queue");
}

/* Is every value that the op mentions the same on each turn?  *size = of the largest. */
static bool same_each_turn(const struct an_program *p, uint32_t f, an_id op, an_id loop, enum an_size *size)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);

	*size = AN_SIZE_BOUNDED;
	for (uint32_t i = 0; i <= o->arg_count; i++) {
		const struct an_arg *arg = i < o->arg_count ? an_arg_at(u, o->first_arg + i) : NULL;
		uint32_t uses = arg ? arg->use_count : 1;

		if (arg && !an_arg_invariant(p, f, op, arg, loop) && arg->kind != AN_ARG_SYMBOL)
			return false;
		for (uint32_t k = 0; k < uses; k++) {
			an_id symbol = arg ? an_use_at(u, arg->first_use + k) : o->receiver;
			const struct an_symbol *s = an_symbol_at(u, symbol);

			if (!symbol)
				continue;
			if (is_iterator(an_text(u, s->type)) || !is_left_alone(p, f, symbol, o, loop))
				return false;
			if (s->value != AN_VALUE_NUMBER && !(arg && arg->small)) {
				enum an_size own = an_container_size(p, f, symbol);

				*size = own > *size ? own : *size;
			}
		}
	}
	return true;
}

/* Does the loop change, or hand to somebody else, the elements that it goes over?  They may be in what is walked. */
static bool changes_elements(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);

	for (an_id l = loop; l; l = an_loop_at(u, l)->parent) {
		an_id variable = an_loop_at(u, l)->variable;
		uint32_t count;
		const an_id *writes = an_writes_of(p, f, variable, &count);

		for (uint32_t i = 0; variable && i < count; i++) {
			if (an_write_at(u, writes[i])->kind == AN_WRITE_CHANGE)
				return true;
		}
	}
	return false;
}

static bool within(const struct an_span *inner, const struct an_span *outer)
{
	bool begins = inner->line > outer->line || (inner->line == outer->line && inner->column >= outer->column);

	return begins && (inner->end_line < outer->end_line ||
			  (inner->end_line == outer->end_line && inner->end_column <= outer->end_column));
}

/* list(xs), sorted(xs): another object each time, which somebody may change or keep. */
static bool makes_copy(const char *name)
{
	static const char *const calls[] = {
		"list", "tuple", "set", "frozenset", "dict", "sorted", "list.copy", "dict.copy", "set.copy", "copy.deepcopy",
		"copy.copy", NULL
	};

	return wr_is_one_of(name, calls);
}

/* Is the copy only looked at: x in set(xs), sorted(xs)[0], len(set(xs)), an inner loop over sorted(xs)? */
static bool only_read(const struct an_program *p, uint32_t f, an_id op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count, loops;
	const an_id *ops = an_ops_of(p, f, &count), *of = an_loops_of(p, f, &loops);

	if (o->result)
		return an_symbol_at(u, o->result)->kind == AN_LOCAL && !is_touched(p, f, o->result, o, loop);
	for (uint32_t i = 0; i < loops; i++) {
		if (within(&o->span, &an_loop_at(u, of[i])->header) && of[i] != loop)
			return true;
	}
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *outer = an_op_at(u, ops[i]);

		if (ops[i] <= op || !within(&o->span, &outer->span))
			continue;
		return outer->kind == AN_OP_MEMBER_TEST || outer->kind == AN_OP_SUBSCRIPT ||
		       (outer->kind == AN_OP_CALL && an_op_direct(p, f, ops[i]) & AN_PURE);
	}
	return false;
}

/* Does a call of the library walk a container, for a result that is the same for the same container? */
static bool walks_container(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t effects = an_op_direct(p, f, op);
	struct an_operand subject;
	uint8_t value;

	if (!(effects & (AN_WALKS | AN_SEARCHES | AN_SORTS)) || !an_op_subject(p, f, op, &subject) || !subject.symbol ||
	    (subject.arg && subject.arg->kind != AN_ARG_SYMBOL && u->language == AN_PYTHON))
		return false;
	value = an_symbol_at(u, subject.symbol)->value;
	if (u->language == AN_PYTHON && !(effects & AN_PURE) && !makes_copy(an_text(u, an_op_at(u, op)->name)))
		return false;
	if (u->language != AN_PYTHON && !(effects & AN_PURE))
		return !strcmp(an_text(u, an_op_at(u, op)->name), "std::accumulate") ||
		       strstr(an_text(u, an_op_at(u, op)->name), "_element");
	return value == AN_VALUE_LIST || value == AN_VALUE_HASH || value == AN_VALUE_TREE ||
	       (u->language == AN_PYTHON && value == AN_VALUE_UNKNOWN);
}

/* Does one of the function's loops go over a container that may be long? */
static an_id long_loop(const struct an_program *p, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *loops = an_loops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_symbol *s = an_symbol_at(u, an_loop_at(u, loops[i])->iterated);
		bool container = s->value == AN_VALUE_LIST || s->value == AN_VALUE_HASH || s->value == AN_VALUE_TREE;

		if (!an_loop_at(u, loops[i])->iterated || !an_loop_grows(p, f, loops[i]) || s->value == AN_VALUE_TEXT)
			continue;
		if (an_container_size(p, f, an_loop_at(u, loops[i])->iterated) >=
		    (container ? AN_SIZE_UNKNOWN : u->language == AN_C ? AN_SIZE_GROWS : AN_SIZE_OPEN))
			return loops[i];
	}
	return 0;
}

/* The function, without a side effect and with a loop that grows, that the op calls; 0 = none. */
static uint32_t long_function(const struct an_program *p, uint32_t f, an_id op)
{
	uint32_t count, effects;
	const struct an_call *call = an_calls_of(p, f, op, &count);
	const struct an_function *callee;

	if (count != 1 || !call->callee || call->guessed || call->lazy || call->kind != AN_CALL_PLAIN)
		return 0;
	callee = an_function_of(p, call->callee);
	effects = p->nodes[call->callee].effects;
	if (!p->nodes[call->callee].pure || !p->nodes[call->callee].degree || callee->flags & AN_FN_MEMOIZED ||
	    (!callee->returns_value && !callee->returns && an_unit_of(p, call->callee)->language != AN_PYTHON))
		return 0;
	/* An object that the source does not name may be another one each time. */
	if ((callee->flags & AN_FN_METHOD && !an_op_at(an_unit_of(p, f), op)->receiver) ||
	    effects & (AN_OPENS | AN_READS | AN_WAITS | AN_NETWORK | AN_QUERIES))
		return 0;
	return long_loop(p, call->callee) ? call->callee : 0;
}

#define BRANCHES_MAX 32         /* one in the other */

/* isinstance(tool, QueryTool), where tool is the loop's element. */
static bool asks_for_class(const an_unit *u, an_id op, an_id loop)
{
	const struct an_op *o = an_op_at(u, op);

	return o->kind == AN_OP_CALL && o->arg_count == 2 && o->loop == loop && !strcmp(an_text(u, o->name), "isinstance") &&
	       an_loop_at(u, loop)->variable && an_arg_at(u, o->first_arg)->symbol == an_loop_at(u, loop)->variable;
}

/* Python: does the op only run for elements of one class?  Of several kinds of things one may have a single one. */
static bool is_for_one_class(const struct an_program *p, uint32_t f, an_id op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	bool asked[BRANCHES_MAX] = { false };
	unsigned depth = 0, within = 0;
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; u->language == AN_PYTHON && i < count && an_mark_at(u, marks[i])->op <= op; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->kind == AN_MARK_BRANCH) {
			if (depth < BRANCHES_MAX)
				within += asked[depth] = m->op > 1 && asks_for_class(u, m->op - 1, loop);
			depth++;
		} else if (m->kind == AN_MARK_JOIN && depth && --depth < BRANCHES_MAX) {
			within -= asked[depth];
		}
	}
	return within;
}

static void report(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op, an_id loop, uint32_t callee)
{
	struct an_report *r;
	struct an_operand subject;

	if (callee) {
		r = an_report_op(sink, f, op, "%s computes the same on every turn of %s: %s runs again for one result, "
				 "O(n^%u) in all", an_name_of(sink, callee), an_loop_over(sink, f, loop),
				 an_loop_over(sink, callee, long_loop(p, callee)), p->nodes[callee].degree + 1);
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	} else {
		an_op_subject(p, f, op, &subject);
		r = an_report_op(sink, f, op, "%s walks all of %s again for the same result on every turn of %s: O(n * m) steps",
				 an_op_at(an_unit_of(p, f), op)->kind == AN_OP_MEMBER_TEST ? "the test 'in'" :
				 an_call_name(sink, f, op), an_symbol_name(sink, f, subject.symbol),
				 an_loop_over(sink, f, loop));
		if (an_op_at(an_unit_of(p, f), op)->flags & AN_OP_GUARDED)
			an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
		/* A word in lower case, a set of three synonyms. */
		if (!an_is_much(p, f, subject.symbol) || is_for_one_class(p, f, op, loop))
			an_report_severity(r, WR_LOW);
	}
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s calls %s", an_name_of(sink, f), callee ? an_name_of(sink, callee) :
		    an_call_name(sink, f, op));
	if (callee)
		an_chain_loop(r, callee, long_loop(p, callee));
}

/* while (is_listed(all, key)) wait(): were it the same on every turn, the loop would have no end. */
static bool is_all_asked(const an_unit *u, const struct an_op *o, an_id loop)
{
	const struct an_loop *l = an_loop_at(u, loop);
	const char *over = an_text(u, l->over), *name = an_text(u, o->name);

	over += *over == '!';
	return l->kind == AN_WHILE && o->flags & AN_OP_IN_CONDITION && o->loop == loop && wr_starts_with(over, name) &&
	       !strstr(over, "&&") && !strstr(over, "||");
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id loop = an_growing_loop(p, f, op, NULL), iterated;
	uint32_t callee = 0;
	enum an_size size;

	if (!loop || (o->kind != AN_OP_CALL && o->kind != AN_OP_MEMBER_TEST) || an_op_aside(o) || is_all_asked(u, o, loop))
		return;
	if (!walks_container(p, f, op)) {
		callee = long_function(p, f, op);
		if (!callee || o->flags & AN_OP_GUARDED)
			return;
	} else if (makes_copy(an_text(u, o->name)) && !only_read(p, f, op, loop)) {
		return;
	}
	iterated = an_loop_at(u, loop)->iterated;
	if (iterated && an_container_size(p, f, iterated) == AN_SIZE_BOUNDED)
		return;
	if (!same_each_turn(p, f, op, loop, &size) || (callee && changes_elements(p, f, loop)))
		return;
	/* What one cannot say is often short; a function with a loop of its own is less often. */
	if (size >= (callee ? AN_SIZE_UNKNOWN : AN_SIZE_OPEN))
		report(p, sink, f, op, loop, callee);
}

const struct an_rule an_rule_loop_invariant_call = {
	.meta = {
		.id = "loop-invariant-call",
		.title = "A long computation gives the same result on every turn of a loop",
		.help = "Call it once before the loop and keep the result.",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.needs_all = true,
	.each_repeated_op = check_op,
};
