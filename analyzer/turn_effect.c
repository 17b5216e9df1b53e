/* turn_effect.c - an effect on every turn of a loop. */
#include <string.h>
#include "analyzer/rule.h"
#include "analyzer/turn_effect_p.h"
#include "analyzer/query_p.h"

static bool is_guarded(const struct an_program *p, const struct an_way *way, int i)
{
	return an_op_at(an_unit_of(p, way->function[i]), way->op[i])->flags & AN_OP_GUARDED;
}

/* Is the i-th function only given to the call before it, which may keep it for later? */
static bool hands_on(const struct an_program *p, const struct an_way *way, int i)
{
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, way->function[i - 1], way->op[i - 1], &count);

	for (uint32_t k = 0; k < count; k++) {
		if (calls[k].callee == way->function[i])
			return calls[k].kind == AN_CALL_CALLBACK;
	}
	return false;
}

/* The growing loop that repeats the op on every turn; 0 = none that may be long. */
static an_id turned_by(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id loop = an_growing_loop(p, f, op, NULL), iterated;

	if (!loop || an_op_aside(o) || (o->flags & AN_OP_IN_CONDITION && o->loop == loop))
		return 0;
	iterated = an_loop_at(u, loop)->iterated;
	return iterated && an_container_size(p, f, iterated) == AN_SIZE_BOUNDED ? 0 : loop;
}

bool an_way_same_object(const struct an_program *p, const struct an_way *way, an_id loop)
{
	uint32_t f = way->function[way->last];
	an_id op = way->op[way->last];
	struct an_operand value;
	int from;

	if (!an_op_subject(p, f, op, &value))
		value = (struct an_operand){ an_op_at(an_unit_of(p, f), op)->receiver, NULL };
	if (!value.symbol)
		return true;
	from = an_follow_up(p, way, &value);
	if (from)
		return an_symbol_at(an_unit_of(p, way->function[from]), an_symbol_root(an_unit_of(p, way->function[from]),
										       value.symbol))->kind != AN_LOCAL;
	for (uint32_t i = 0; value.arg && i < value.arg->use_count; i++) {
		if (!an_symbol_kept(p, way->function[0], an_use_at(an_unit_of(p, way->function[0]), value.arg->first_use + i),
				    loop))
			return false;
	}
	return an_symbol_kept(p, way->function[0], value.symbol, loop);
}

/* input(), typer.prompt(): the turn waits for somebody. */
static bool asks_somebody(const struct an_program *p, uint32_t f, an_id loop)
{
	static const char *const calls[] = { "input", "typer.prompt", "click.prompt", "click.confirm", "typer.confirm",
					     "getpass.getpass", NULL };
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		for (const char *const *c = calls; o->kind == AN_OP_CALL && an_loop_within(u, o->loop, loop) && *c; c++) {
			if (!strcmp(an_text(u, o->name), *c))
				return true;
		}
	}
	return false;
}

bool an_until_one_answers(const struct an_program *p, const struct an_way *way, an_id loop)
{
	const an_unit *u = an_unit_of(p, way->function[0]);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count, line = an_op_at(u, way->op[0])->span.line;
	const an_id *marks = an_marks_of(p, way->function[0], &count);

	if (u->language == AN_PYTHON && asks_somebody(p, way->function[0], loop))
		return true;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->line > line && m->line <= l->span.end_line &&
		    (m->kind == AN_MARK_BREAK || (m->kind == AN_MARK_RETURN && u->language == AN_PYTHON)))
			return true;
	}
	return false;
}

static void report(const struct an_program *p, struct an_sink *sink, const struct an_turn_effect *e,
		   const struct an_way *way, an_id loop)
{
	uint32_t f = way->function[0], end = way->function[way->last];
	an_id op = way->op[0];
	struct an_report *r;

	if (way->last)
		r = an_report_op(sink, f, op, "%s %s (%s, %s) on every turn of %s: %s", an_name_of(sink, way->function[1]),
				 e->does, an_call_name(sink, end, way->op[way->last]),
				 an_place_of(sink, end, way->op[way->last]), an_loop_over(sink, f, loop), e->costs);
	else
		r = an_report_op(sink, f, op, "%s %s on every turn of %s: %s", an_call_name(sink, f, op), e->does,
				 an_loop_over(sink, f, loop), e->costs);
	if (an_loop_over_rows(p, f, loop))
		an_report_severity(r, e->over_rows);
	if (way->guessed || way->last || is_guarded(p, way, 0))
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	if (way->rare || (e->is_minor && e->is_minor(p, way, loop)))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, loop);
	an_chain_effect(r, f, op, e->effect);
}

static void check_op(const struct an_program *p, struct an_sink *sink, const struct an_turn_effect *e, uint32_t f, an_id op)
{
	struct an_way way;
	an_id loop;

	if (!an_find_way(p, f, op, e->effect, e->max_calls, &way))
		return;
	loop = turned_by(p, f, op);
	if (!loop || an_blamed_below(p, &way))
		return;
	for (int i = 1; i <= way.last; i++) {
		if (is_guarded(p, &way, i) || hands_on(p, &way, i))
			return;
	}
	if (e->counts(p, &way, loop) && !an_told_before(sink, f, loop))
		report(p, sink, e, &way, loop);
}

void an_check_turn_effect(const struct an_program *p, struct an_sink *sink, const struct an_turn_effect *e)
{
	AN_EACH_LOOPING(p, f) {
		uint32_t count;
		const an_id *ops = an_repeated_ops_of(p, f, &count);

		for (uint32_t i = 0; i < count; i++)
			check_op(p, sink, e, f, ops[i]);
	}
}
