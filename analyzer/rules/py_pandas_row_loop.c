/*
 * py_pandas_row_loop.c - a table of pandas walked row by row.
 *
 * Costs: iterrows() makes a Series, with its index and a type that fits all columns, of every row: about 20
 * microseconds before the body begins, where itertuples() takes 0.5 and an expression over whole columns
 * 0.01; apply(axis=1) makes the same Series and calls a Python function on it.
 * Misses: rows taken one by one with df.iloc[i] (py-vectorize finds those that compute); apply() of a function
 * that has a name.
 * Wrongly reports: tables that are short for a reason that the source does not say.
 * Loops that ask a server or a file for every row, that call what may take longer, that print, draw or stop early are
 * left alone: the row is not what they cost.
 */
#include <string.h>
#include <strings.h>
#include "analyzer/rule.h"
#include "core/text.h"

#define SMALL_OPS 12            /* in a function that does little */
#define SLOW (AN_QUERIES | AN_NETWORK | AN_CONNECTS | AN_SPAWNS | AN_OPENS | AN_READS | AN_BLOCKS | AN_SLEEPS)

static bool in_span(const struct an_span *s, const struct an_span *of)
{
	bool begins = s->line > of->line || (s->line == of->line && s->column >= of->column);

	return begins && (s->end_line < of->end_line || (s->end_line == of->end_line && s->end_column <= of->end_column));
}

/* df.head(5), df.describe(): a few rows. */
static bool is_short(const char *name)
{
	static const char *const names[] = { "head", "tail", "nlargest", "nsmallest", "sample", "describe", "value_counts", "agg",
					     "aggregate", NULL };

	return wr_is_one_of(an_last_part(name), names);
}

/* Is the table, or what the chain before the op makes of it, short? */
static bool walks_few(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *x = an_op_at(u, ops[i]);

		if (is_short(an_text(u, x->name)) && ((o->receiver && x->result == o->receiver) || (ops[i] < op && in_span(&x->span, &o->span))))
			return true;
	}
	return false;
}

/* The loop in whose header the op stands. */
static an_id loop_over(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *loops = an_loops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (in_span(&an_op_at(u, op)->span, &an_loop_at(u, loops[i])->header))
			return loops[i];
	}
	return 0;
}

/* What is shown to people is not much. */
static bool shows(const an_unit *u, const struct an_op *o)
{
	static const char *const names[] = { "print", "info", "debug", "warning", "error", "echo", "add_row", "annotate", "text", "plot",
					     "scatter", "axvline", "axhline", "axvspan", "bar", "add_trace", "add_shape", "write", "display",
					     "savefig", "addItem", "insert", "markdown", NULL };
	const char *name = an_text(u, o->name);

	return wr_is_one_of(an_last_part(name), names) || strstr(an_last_part(name), "log") || wr_starts_with(name, "matplotlib.") || wr_starts_with(name, "streamlit.");
}

/* A function of the program that does little: some ops, no loop. */
static bool is_small(const struct an_program *p, uint32_t f)
{
	uint32_t count;

	an_ops_of(p, f, &count);
	return count <= SMALL_OPS && !p->nodes[f].degree;
}

/* A call that takes no longer than the row does: of a built-in, of a container or text, of a class to make an object. */
static bool is_cheap(const struct an_program *p, uint32_t f, an_id op)
{
	static const char *const methods[] = {
		"append", "add", "get", "items", "keys", "values", "setdefault", "update", "extend", "strip", "lstrip", "rstrip", "lower",
		"upper", "title", "split", "startswith", "endswith", "format", "join", "replace", "isnull", "notnull", "isna", "notna",
		"discard", "count", "date", "timestamp", "isoformat", "total_seconds", "strftime", NULL
	};
	const struct an_op *o = an_op_at(an_unit_of(p, f), op);
	const char *name = an_text(an_unit_of(p, f), o->name), *last = an_last_part(name);
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (calls[i].callee)
			return !calls[i].guessed && calls[i].kind == AN_CALL_PLAIN && is_small(p, calls[i].callee);
	}
	if (o->receiver && last == name)
		return false;           /* a function that was handed in */
	if (wr_starts_with(name, "pandas.") || wr_starts_with(name, "json."))
		return wr_is_one_of(last, methods);
	return last == name || wr_is_one_of(last, methods) || (*last >= 'A' && *last <= 'Z') || wr_starts_with(name, "math.") ||
	       wr_starts_with(name, "numpy.");
}

/* df.loc[...] picks rows of a table, which takes longer than to walk one. */
static bool picks_rows(const an_unit *u, const struct an_op *o)
{
	const char *name;

	if (o->kind != AN_OP_SUBSCRIPT || !o->arg_count)
		return false;
	name = an_text(u, an_symbol_at(u, an_arg_at(u, o->first_arg)->symbol)->name);
	return wr_ends_with(name, ".loc") || wr_ends_with(name, ".iloc");
}

/* Does the body cost more than the row, or end before the table does? */
static bool does_more(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count), *marks;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (!o->loop || !an_loop_within(u, o->loop, loop) || o->flags & AN_OP_COLD)
			continue;
		if (o->kind == AN_OP_AWAIT || an_op_effects(p, f, ops[i], SLOW, NULL) & SLOW || shows(u, o) || picks_rows(u, o))
			return true;
		if ((o->kind == AN_OP_CALL && !is_cheap(p, f, ops[i])) || (o->loop != loop && an_loop_grows(p, f, o->loop)))
			return true;
	}
	marks = an_marks_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if ((m->kind == AN_MARK_BREAK || m->kind == AN_MARK_RETURN) && m->line > l->header.line && m->line <= l->span.end_line)
			return true;
	}
	return false;
}

/* The row: the last name that the header binds. */
static an_id row_of(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *writes = an_changes_of(p, f, &count);
	an_id row = 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->loop == loop && w->kind == AN_WRITE_ASSIGN && w->line >= l->header.line && w->line <= l->header.end_line)
			row = w->symbol;
	}
	return row;
}

static bool is_walked(const struct an_program *p, uint32_t f, an_id row)
{
	uint32_t count;
	const an_id *loops = an_loops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_loop_at(an_unit_of(p, f), loops[i])->iterated == row)
			return true;
	}
	return false;
}

/* Is the row itself wanted as a Series: row.corr(other), list(row), row[mask], row.iloc[1]? */
static bool wants_series(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	an_id row = row_of(p, f, loop);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	if (!row || !strcmp(an_text(u, an_symbol_at(u, row)->name), "_"))
		return true;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		bool element = o->kind == AN_OP_SUBSCRIPT;

		if (!o->loop || !an_loop_within(u, o->loop, loop))
			continue;
		if (o->receiver == row && strcmp(an_last_part(an_text(u, o->name)), "get"))
			return true;
		for (uint32_t k = 0; k < o->arg_count; k++) {
			const struct an_arg *a = an_arg_at(u, o->first_arg + k);

			if (a->symbol == row && a->kind == AN_ARG_SYMBOL && !(element && !k))
				return true;
			if (element && k == 1 && an_arg_at(u, o->first_arg)->symbol == row && an_arg_mentions(u, a, row))
				return true;
		}
	}
	for (an_id i = row + 1; i < an_unit_count(u, AN_SYMBOLS); i++) {
		const struct an_symbol *s = an_symbol_at(u, i);

		if (s->base == row && (wr_ends_with(an_text(u, s->name), ".iloc") || wr_ends_with(an_text(u, s->name), ".index") ||
				       wr_ends_with(an_text(u, s->name), ".values")))
			return true;
	}
	return is_walked(p, f, row);
}

/* row["COLUMN_NAME"], row.get("table_schema"): a row for each column or table that there is. */
static bool is_about_tables(const char *key)
{
	static const char *const keys[] = {
		"column_name", "columnname", "table_name", "tablename", "table_schema", "schema_name", "database_name", "data_type",
		"constraint_name", "index_name", NULL
	};

	for (const char *const *k = keys; *k; k++) {
		if (!strcasecmp(key, *k))
			return true;
	}
	return false;
}

/* Does the loop go over what there is little of by what it reads or makes: tables and columns, the documents that are
 * nearest to a question? */
static bool reads_little(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (!o->loop || !an_loop_within(u, o->loop, loop))
			continue;
		if (o->kind == AN_OP_CALL && !strcmp(an_last_part(an_text(u, o->name)), "Document"))
			return true;
		for (uint32_t k = 0; k < o->arg_count; k++) {
			if (an_arg_at(u, o->first_arg + k)->kind == AN_ARG_LITERAL &&
			    is_about_tables(an_text(u, an_arg_at(u, o->first_arg + k)->text)))
				return true;
		}
	}
	return false;
}

/* Does each turn of a loop around it ask somebody: a database, a server, a model? */
static bool stands_beside_calls(const struct an_program *p, uint32_t f, an_id loop)
{
	an_id around = an_growing_from(p, f, an_loop_at(an_unit_of(p, f), loop)->parent);

	return around && an_is_dear_anyway(p, f, around);
}

/* Does the loop only compute, by what the front end says of it? */
static const struct an_saving *computing(const an_unit *u, an_id loop)
{
	for (an_id i = 1; i < an_unit_count(u, AN_SAVINGS); i++) {
		const struct an_saving *s = an_saving_at(u, i);

		if (s->loop == loop && (s->kind == AN_SAVE_VECTOR || s->kind == AN_SAVE_SCALAR))
			return s;
	}
	return NULL;
}

static const char *table_name(struct an_sink *sink, uint32_t f, an_id symbol)
{
	return symbol ? an_symbol_name(sink, f, symbol) : "the table";
}

static void check_rows(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id loop = o->arg_count ? 0 : loop_over(p, f, op);
	const struct an_saving *s = loop ? computing(u, loop) : NULL;
	const char *table = table_name(sink, f, o->receiver);
	bool vector = s && s->kind == AN_SAVE_VECTOR;
	struct an_report *r;

	if (!loop || !an_loop_grows(p, f, loop) || o->flags & AN_OP_COLD || walks_few(p, f, op) || (!vector && does_more(p, f, loop)) ||
	    wants_series(p, f, loop))
		return;
	if (vector)
		r = an_report_op(sink, f, op, "iterrows() makes a Series of every row of %s, and the loop only computes with its values: "
				 "one expression over whole columns does it without the loop", table);
	else
		r = an_report_op(sink, f, op, "iterrows() makes a Series of every row of %s, which takes longer than most of what can be done "
				 "with a row: itertuples() gives the values at a fraction of it, or compute on whole columns", table);
	if (reads_little(p, f, loop) || stands_beside_calls(p, f, loop))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, loop);
}

/* itertuples() is the fast way to walk rows; none is needed where only values are computed. */
static void check_tuples(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id loop = loop_over(p, f, op);
	const struct an_saving *s = loop ? computing(u, loop) : NULL;
	struct an_report *r;

	if (!s || s->kind != AN_SAVE_VECTOR || !an_loop_grows(p, f, loop) || walks_few(p, f, op))
		return;
	r = an_report_op(sink, f, op, "the loop over the rows of %s only computes with their values: one expression over whole columns "
			 "does it without the loop", table_name(sink, f, o->receiver));
	an_chain_loop(r, f, loop);
}

/* ---- df.apply(lambda row: row["a"] * row["b"], axis=1) ---- */

static bool is_row_wise(const an_unit *u, const struct an_op *o)
{
	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);
		const char *text = an_text(u, arg->text);

		if ((!strcmp(an_text(u, arg->keyword), "axis") || (i == 1 && !*an_text(u, arg->keyword))) &&
		    arg->kind == AN_ARG_LITERAL && (!strcmp(text, "1") || !strcmp(text, "columns")))
			return true;
	}
	return false;
}

/* What there is for whole columns as well. */
static bool is_for_columns(const char *name)
{
	static const char *const names[] = { "abs", "min", "max", "round", "float", "int", "isnull", "notnull", "isna", "notna", NULL };

	return wr_is_one_of(an_last_part(name), names) || wr_starts_with(name, "math.") || wr_starts_with(name, "numpy.");
}

/* Does the lambda only compute with elements of its row? */
static bool only_computes(const struct an_program *p, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *lambda = an_function_of(p, f);
	uint32_t count, loops;
	const an_id *ops = an_ops_of(p, f, &count);

	an_loops_of(p, f, &loops);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->kind != AN_OP_CALL || !is_for_columns(an_text(u, o->name)))
			return false;
	}
	return !loops && lambda->param_count == 1 && lambda->returns_value != AN_VALUE_TEXT;
}

/* The lambda among the arguments, a function of the program; 0 = none. */
static uint32_t lambda_given(const struct an_program *p, uint32_t f, const struct an_op *o)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_arg *arg = o->arg_count ? an_arg_at(u, o->first_arg) : NULL;

	if (!arg || arg->kind != AN_ARG_FUNCTION || !strstr(an_text(u, arg->text), "<lambda>"))
		return 0;
	for (an_id i = 1; i < an_unit_count(u, AN_FUNCTIONS); i++) {
		if (!strcmp(an_text(u, an_function_at(u, i)->key), an_text(u, arg->text)))
			return an_node_of(p, p->nodes[f].unit, i);
	}
	return 0;
}

static void check_apply(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t lambda = is_row_wise(u, o) ? lambda_given(p, f, o) : 0;
	struct an_report *r;

	if (!lambda || o->flags & AN_OP_COLD || walks_few(p, f, op) || !only_computes(p, lambda))
		return;
	r = an_report_op(sink, f, op, "apply(axis=1) makes a Series of every row of %s and calls the lambda on it, which only computes "
			 "with its values: the same expression over whole columns runs once", table_name(sink, f, o->receiver));
	an_chain_op(r, f, op, "%s applies the lambda to every row", an_name_of(sink, f));
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const char *name = an_last_part(an_text(an_unit_of(p, f), an_op_at(an_unit_of(p, f), op)->name));

	if (!strcmp(name, "iterrows"))
		check_rows(p, sink, f, op);
	else if (!strcmp(name, "itertuples"))
		check_tuples(p, sink, f, op);
	else
		check_apply(p, sink, f, op);
}

const struct an_rule an_rule_py_pandas_row_loop = {
	.meta = {
		.id = "py-pandas-row-loop",
		.title = "A table of pandas is walked row by row",
		.help = "Compute on whole columns (df[\"a\"] * df[\"b\"], numpy.where); where rows must be walked, take itertuples().",
		.languages = "python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_op = check,
	.calls = (const char *const[]){ "iterrows", "itertuples", "apply", NULL },
};
