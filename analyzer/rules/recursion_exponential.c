/*
 * recursion_exponential.c - a function that works out the same smaller cases again and again.
 *
 * Costs: f(n - 1) and f(n - 2) in one call are about 1.6 to the power of n calls: 30 take a second, 60 a life.
 * Reported are two calls of itself that run in the same call, on parameters minus constants: their
 * cases overlap.  Children of a tree, halves of a range and permuted parameters do not.
 * Misses: cases given as texts or lists, calls in a loop, recursion through another function.
 * Wrongly reports: functions that are only called with very small numbers.
 */
#include <stdlib.h>
#include <string.h>
#include "analyzer/rule.h"
#include "analyzer/ways.h"

#define CALLS_MAX 8

struct seen { uint32_t n; an_id op[CALLS_MAX]; };

struct search { struct an_sink *sink; an_id told; };

static void join(void *state, const void *other, void *data)
{
	struct seen *a = state;
	const struct seen *b = other;

	(void)data;
	for (uint32_t i = 0; i < b->n; i++) {
		uint32_t k = 0;

		while (k < a->n && a->op[k] != b->op[i])
			k++;
		if (k == a->n && a->n < CALLS_MAX)
			a->op[a->n++] = b->op[i];
	}
}

/* The call of the function by itself, or NULL. */
static const struct an_call *self_call(const struct an_program *p, uint32_t f, an_id op)
{
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	if (count != 1 || calls->callee != f || calls->kind != AN_CALL_PLAIN || calls->lazy ||
	    an_op_at(an_unit_of(p, f), op)->loop || an_op_aside(an_op_at(an_unit_of(p, f), op)))
		return NULL;
	return calls;
}

/* What a parameter is given: itself, itself plus `by`, something made from it, or the same as in the other call. */
enum given { GIVEN_OTHER, GIVEN_SAME, GIVEN_SHIFTED, GIVEN_MADE, GIVEN_ALIKE };

static bool mentions(const an_unit *u, const struct an_arg *arg, an_id symbol)
{
	for (uint32_t i = 0; i < arg->use_count; i++) {
		if (an_use_at(u, arg->first_use + i) == symbol)
			return true;
	}
	return false;
}

static enum given how_given(const an_unit *u, const struct an_operand *given, an_id parameter, long *by)
{
	const struct an_arg *arg = given->arg;

	*by = 0;
	if (!arg || arg->kind == AN_ARG_SYMBOL)
		return given->symbol == parameter ? GIVEN_SAME : GIVEN_OTHER;
	if (arg->kind != AN_ARG_EXPRESSION || !mentions(u, arg, parameter))
		return GIVEN_OTHER;
	if (arg->text && arg->use_count == 1) {
		*by = strtol(an_text(u, arg->text), NULL, 10);
		return GIVEN_SHIFTED;
	}
	return arg->value == AN_VALUE_NUMBER ? GIVEN_MADE : GIVEN_OTHER;
}

/* The same constant, or the same variable that is no parameter. */
static bool alike(const an_unit *u, const struct an_operand *a, const struct an_operand *b)
{
	if (a->arg && b->arg && a->arg->kind == AN_ARG_LITERAL && b->arg->kind == AN_ARG_LITERAL)
		return !strcmp(an_text(u, a->arg->text), an_text(u, b->arg->text));
	return a->symbol && a->symbol == b->symbol && a->arg && a->arg->kind == AN_ARG_SYMBOL &&
	       an_symbol_at(u, a->symbol)->kind == AN_GLOBAL;
}

struct step { bool down[2], differ, opposite; long first; };

static bool compare_parameter(const struct an_program *p, const struct an_call *const calls[2], uint8_t i,
			      struct step *step)
{
	uint32_t f = calls[0]->caller;
	const an_unit *u = an_unit_of(p, f);
	struct an_operand given[2];
	enum given how[2];
	long by[2];

	for (int k = 0; k < 2; k++) {
		if (!an_call_operand(p, calls[k], i, &given[k]))
			return !an_call_operand(p, calls[!k], i, &given[!k]);
		how[k] = how_given(u, &given[k], an_function_of(p, f)->first_param + i, &by[k]);
		step->down[k] |= how[k] == GIVEN_SHIFTED;
	}
	if (how[0] == GIVEN_OTHER || how[1] == GIVEN_OTHER)
		return how[0] == how[1] && alike(u, &given[0], &given[1]);
	step->differ |= how[0] != how[1] || by[0] != by[1];
	/* Back and forth is a walk through a maze, which ends by other means. */
	step->opposite |= (by[0] > 0 && by[1] < 0) || (by[0] < 0 && by[1] > 0);
	for (int k = 0; k < 2; k++) {
		step->opposite |= (by[k] > 0 && step->first < 0) || (by[k] < 0 && step->first > 0);
		step->first = step->first ? step->first : by[k];
	}
	return true;
}

/* Do the two calls lead to the same cases further down? */
static bool overlap(const struct an_program *p, const struct an_call *a, const struct an_call *b)
{
	const struct an_call *const calls[2] = { a, b };
	const struct an_function *f = an_function_of(p, a->caller);
	struct step step = { .first = 0 };

	for (uint32_t i = 0; i < f->param_count && i < 16; i++) {
		if (!compare_parameter(p, calls, (uint8_t)i, &step))
			return false;
	}
	return step.down[0] && step.down[1] && step.differ && !step.opposite;
}

/* What keeps results in Python. */
static const char *keeper(const struct an_program *p, uint32_t f)
{
	if (an_unit_of(p, f)->language != AN_PYTHON)
		return "";
	return an_python_before(p, 9) ? "; functools.lru_cache(maxsize=None) keeps them" : "; functools.cache keeps them";
}

static void look(struct an_ways *ways, void *state, an_id op)
{
	struct search *s = ways->data;
	struct seen *seen = state;
	const struct an_call *call = self_call(ways->p, ways->function, op);
	struct an_report *r;

	if (!call)
		return;
	for (uint32_t i = 0; i < seen->n && !s->told && !ways->muted; i++) {
		uint32_t count;

		if (seen->op[i] == op || !overlap(ways->p, an_calls_of(ways->p, ways->function, seen->op[i], &count), call))
			continue;
		s->told = op;
		r = an_report_op(s->sink, ways->function, op, "%s calls itself twice in one call on cases that overlap, and "
				 "keeps no result: the number of calls doubles, or nearly so, with each step%s",
				 an_name_of(s->sink, ways->function), keeper(ways->p, ways->function));
		an_chain_op(r, ways->function, seen->op[i], "%s calls itself", an_name_of(s->sink, ways->function));
		an_chain_op(r, ways->function, op, "%s calls itself again", an_name_of(s->sink, ways->function));
	}
	if (seen->n < CALLS_MAX)
		seen->op[seen->n++] = op;
}

/* Does it write down results anywhere that outlives the call? */
static bool keeps_results(const struct an_program *p, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_changes_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->kind != AN_WRITE_PASS && an_symbol_at(u, w->symbol)->kind != AN_LOCAL)
			return true;
	}
	return an_function_of(p, f)->flags & AN_FN_MEMOIZED;
}

static bool gives_value(const struct an_program *p, uint32_t f)
{
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(an_unit_of(p, f), marks[i]);

		if (m->kind == AN_MARK_RETURN && m->flags & AN_MARK_VALUE)
			return true;
	}
	return false;
}

static unsigned count_self_calls(const struct an_program *p, uint32_t f)
{
	unsigned n = 0;

	for (uint32_t i = p->first_call[f]; i < p->first_call[f + 1]; i++)
		n += p->calls[i].callee == f;
	return n;
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	struct search s = { .sink = sink };
	struct seen seen = { 0 };
	struct an_ways ways = { .size = sizeof seen, .data = &s, .join = join, .op = look };

	if (count_self_calls(p, f) >= 2 && !keeps_results(p, f) && gives_value(p, f))
		an_walk_ways(&ways, p, f, &seen);
}

const struct an_rule an_rule_recursion_exponential = {
	.meta = {
		.id = "recursion-exponential",
		.title = "A function works out the same smaller cases again and again",
		.help = "Keep results (functools.cache, a table by the parameters), or work upwards from the smallest case "
			"in a loop.",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_function = check,
};
