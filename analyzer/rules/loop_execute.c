/*
 * loop_execute.c - one INSERT, UPDATE or DELETE per turn of a loop.
 *
 * Costs: a round trip, a plan and, outside a transaction, a commit for each row,
 * where one statement takes thousands of rows.
 * Misses: SQL text that is put together at run time (then it is a loop-query),
 * drivers that knowledge/ does not name.
 * Wrongly reports: rows of which each must be written before the next is made.
 */
#include <string.h>
#include "analyzer/query_p.h"
#include "core/text.h"

#define MAX_CALLS 6
#define KEY_LINES 3             /* behind an INSERT, in which its key is asked for */

static bool mentions(const an_unit *u, const struct an_op *o, an_id symbol)
{
	for (uint32_t i = 0; i < o->arg_count; i++) {
		if (an_arg_mentions(u, an_arg_at(u, o->first_arg + i), symbol))
			return true;
	}
	return false;
}

/* order.notes.add(Note.objects.create(...)) */
static bool is_given_on(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);

	for (an_id i = op + 1; i < an_unit_count(u, AN_OPS) && an_op_at(u, i)->function == o->function; i++) {
		const struct an_op *outer = an_op_at(u, i);

		if (outer->span.line > o->span.end_line)
			return false;
		if (wr_ends_with(an_text(u, outer->name), ".add") && outer->span.end_line >= o->span.end_line)
			return true;
	}
	return false;
}

/* id = insert(...).lastrowid */
static bool asks_for_key(const struct an_program *p, uint32_t f, an_id op)
{
	static const char *const names[] = { "lastrowid", "last_insert_rowid", "insert_id", "inserted_primary_key", NULL };
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (const char *const *n = names; *n; n++) {
		for (an_id i = 1; i < an_unit_count(u, AN_SYMBOLS); i++) {
			const struct an_symbol *s = an_symbol_at(u, i);

			if (s->function == o->function && s->line >= o->span.line && s->line <= o->span.end_line + KEY_LINES &&
			    wr_ends_with(an_text(u, s->name), *n))
				return true;
		}
		for (uint32_t i = 0; i < count; i++) {
			const struct an_op *x = an_op_at(u, ops[i]);

			if (x->span.line >= o->span.line && x->span.line <= o->span.end_line + KEY_LINES &&
			    wr_ends_with(an_text(u, x->name), *n))
				return true;
		}
	}
	return false;
}

/* session.flush(), and the turn goes on: it has the row's key from then on. */
static bool is_flushed_for_key(const struct an_program *p, const struct an_way *way)
{
	uint32_t f = way->function[way->last], count;
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, way->op[way->last]);
	const an_id *ops = an_ops_of(p, f, &count);
	uint32_t end = o->loop ? an_loop_at(u, o->loop)->span.end_line : 0;

	if (!wr_ends_with(an_text(u, o->name), ".flush"))
		return false;
	if (way->last)
		return true;
	for (uint32_t i = 0; i < count; i++) {
		if (ops[i] > way->op[0] && an_loop_within(u, an_op_at(u, ops[i])->loop, o->loop))
			return true;
	}
	for (an_id i = 1; i < an_unit_count(u, AN_SYMBOLS); i++) {
		const struct an_symbol *s = an_symbol_at(u, i);

		if (s->function == o->function && s->line > o->span.line && s->line <= end)
			return true;
	}
	return false;
}

/* Is the new row, or its key, made use of?  Then it has to be there before the next one is made. */
static bool is_made_use_of(const struct an_program *p, const struct an_way *way)
{
	uint32_t f = way->function[way->last], count;
	an_id op = way->op[way->last];
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id row = o->result ? o->result : wr_ends_with(an_text(u, o->name), ".save") ? o->receiver : 0;
	const an_id *list = an_ops_of(p, f, &count);

	if (u->language != AN_PYTHON)
		return false;
	/* order = Order.objects.create(...) */
	if (o->result)
		return true;
	for (uint32_t i = 0; row && i < count; i++) {
		if (list[i] > op && an_loop_within(u, an_op_at(u, list[i])->loop, o->loop) && mentions(u, an_op_at(u, list[i]), row))
			return true;
	}
	list = an_marks_of(p, f, &count);
	for (uint32_t i = 0; row && i < count; i++) {
		const struct an_mark *m = an_mark_at(u, list[i]);

		for (uint32_t k = 0; m->kind == AN_MARK_RETURN && way->last && k < m->use_count; k++) {
			if (an_use_at(u, m->first_use + k) == row)
				return true;
		}
	}
	return is_flushed_for_key(p, way) || is_given_on(p, f, op) || asks_for_key(p, f, op);
}

/* Is each row a piece of work of its own, which may fail, sends something, or is somebody's command? */
static bool goes_its_own_way(const struct an_program *p, const struct an_way *way, an_id loop)
{
	uint32_t f = way->function[0];

	if (an_unit_of(p, f)->language == AN_PYTHON &&
	    (an_op_at(an_unit_of(p, f), way->op[0])->flags & AN_OP_GUARDED || !an_loop_walks_much_here(p, f, loop) ||
	     an_loop_values_wanted(p, f, loop)))
		return true;
	return an_turn_may_fail(p, f, loop, way->op[0]) || an_turn_work(p, f, loop, way->op[0]) & AN_WORK_WAITS ||
	       an_writes_several(p, way);
}

static void report(const struct an_program *p, struct an_sink *sink, const struct an_way *way, an_id loop)
{
	uint32_t f = way->function[0], end = way->function[way->last];
	an_id op = way->op[0], last = way->op[way->last];
	struct an_report *r;

	if (way->last)
		r = an_report_op(sink, f, op, "%s writes one row (%s, %s) on every turn of %s: one statement per row",
				 an_name_of(sink, way->function[1]), an_call_name(sink, end, last),
				 an_place_of(sink, end, last), an_loop_over(sink, f, loop));
	else
		r = an_report_op(sink, f, op, "%s writes one row on every turn of %s: one statement per row",
				 an_call_name(sink, f, op), an_loop_over(sink, f, loop));
	if (is_made_use_of(p, way) || way->last > 1 || an_at_the_edges(p, f) || an_is_one_of_several(p, f, op, loop) ||
	    goes_its_own_way(p, way, loop))
		an_report_severity(r, WR_LOW);  /* nor is it plain how rows that are made so far away could be collected */
	else if (an_loop_over_rows(p, f, loop))
		an_report_severity(r, WR_HIGH);
	if (way->guessed || an_op_at(an_unit_of(p, end), last)->flags & AN_OP_GUARDED)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_effect(r, f, op, AN_QUERIES);
}

/* for user in User.objects.all(): user.save() - the rows of a model, saved one by one; 0 = not so. */
static an_id saves_rows(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id loop = an_growing_loop(p, f, op, NULL);
	const struct an_loop *l = an_loop_at(u, loop);

	if (u->language != AN_PYTHON || o->kind != AN_OP_CALL || !loop || an_op_aside(o) || !o->receiver ||
	    o->receiver != l->variable || !wr_ends_with(an_text(u, o->name), ".save"))
		return 0;
	return strstr(an_text(u, l->over), ".objects.") || wr_ends_with(an_text(u, l->over), ".all()") ||
	       an_loop_over_rows(p, f, loop) ? loop : 0;
}

/* Calls that only tell of the row. */
static bool is_telling(const char *name)
{
	static const char *const names[] = { "debug", "info", "warning", "warn", "error", "exception", "log", "print", "format", "append",
					     "str", "write", "isinstance", "getattr", "setattr", "join", "add", NULL };

	return wr_is_one_of(an_last_part(name), names);
}

/* Is more done with each row than to save it: row.clean(), dispatch(row.task)?  Then each goes its own way. */
static bool is_worked_on(const struct an_program *p, uint32_t f, an_id op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	an_id row = an_op_at(u, op)->receiver;
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (ops[i] == op || o->kind != AN_OP_CALL || !an_loop_within(u, o->loop, loop) || is_telling(an_text(u, o->name)))
			continue;
		if ((o->receiver && an_symbol_root(u, o->receiver) == row) || mentions(u, o, row))
			return true;
	}
	return false;
}

/* Does an op of the function within the span ask a model's own manager, or a session, for rows? */
static bool asks_a_model(const struct an_program *p, uint32_t f, const struct an_span *span)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		const char *name = an_text(u, o->name);

		if (o->span.line >= span->line && o->span.end_line <= span->end_line && o->kind == AN_OP_CALL &&
		    (strstr(name, ".objects.") || strstr(name, ".query") || wr_ends_with(name, ".select")))
			return true;
	}
	return false;
}

/* Rows of a whole table, not those of one parent or what else a function gives, which are few most often. */
static bool walks_table(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	if (an_loop_values_wanted(p, f, loop))
		return false;
	if (strstr(an_text(u, l->over), ".objects") || asks_a_model(p, f, &l->header))
		return true;
	for (uint32_t i = 0; l->iterated && i < count; i++) {
		if (an_op_at(u, ops[i])->result == l->iterated && asks_a_model(p, f, &an_op_at(u, ops[i])->span))
			return true;
	}
	return false;
}

static void report_save(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op, an_id loop)
{
	struct an_report *r = an_report_op(sink, f, op, "%s writes one row on every turn of %s: one statement per row",
					   an_call_name(sink, f, op), an_loop_over(sink, f, loop));

	an_report_severity(r, is_worked_on(p, f, op, loop) || !walks_table(p, f, loop) ||
			      an_turn_may_fail(p, f, loop, op) ? WR_LOW : WR_HIGH);
	an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s calls %s", an_name_of(sink, f), an_call_name(sink, f, op));
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	struct an_way way;
	an_id loop = saves_rows(p, f, op);

	if (loop) {
		report_save(p, sink, f, op, loop);
		return;
	}
	if (!an_find_way(p, f, op, AN_QUERIES, MAX_CALLS, &way) || !an_query_writes(p, &way) || an_blamed_below(p, &way) ||
	    !an_leads_there(p, &way))
		return;
	loop = an_query_loop(p, &way);
	if (loop)
		report(p, sink, &way, loop);
}

const struct an_rule an_rule_loop_execute = {
	.meta = {
		.id = "loop-execute",
		.title = "One INSERT, UPDATE or DELETE per turn of a loop",
		.help = "Collect the rows and write them at once: executemany, bulk_create, a multi-row INSERT, COPY, or "
			"UPDATE ... WHERE id IN (...); at least within one transaction.",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_turns = true,
	.each_repeated_op = check,
};
