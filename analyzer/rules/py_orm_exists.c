/*
 * py_orm_exists.c - all rows of a query loaded to see whether there is one.
 *
 * Costs: the truth of a query set is that of the list of all its rows: all are sent, read and made into objects,
 * where exists() asks for one row without columns.
 * Misses: rows that are kept in an attribute, handed over as an argument, or given by a method of an unknown class.
 * Wrongly reports: queries that can give one row at most; rows that are also walked, indexed, kept or handed on are
 * left alone.
 */
#include "analyzer/asked_rows.h"
#include "analyzer/sink_p.h"

static void found(struct an_sink *sink, const struct an_asked_rows *rows)
{
	const char *call = an_call_name(sink, rows->function, rows->op);
	struct an_report *r;

	if (rows->loaded)
		r = an_report_span(sink, rows->function, &rows->at, "%s loads all rows only to see whether there is one: first(), or an "
				   "EXISTS query, asks for one", call);
	else
		r = an_report_span(sink, rows->function, &rows->at, "all rows that %s gives are loaded only to see whether there is one%s%s: "
				   "exists() asks the database for that", call, rows->symbol ? ", by the truth of " : "",
				   rows->symbol ? an_symbol_name(sink, rows->function, rows->symbol) : "");
	if (an_asked_are_few(sink->p, rows))
		an_report_severity(r, WR_LOW);
	an_chain_op(r, rows->function, rows->op, "%s gives the rows", call);
}

static void check_call(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	an_asked_by_call(p, sink, f, op, AN_WHETHER, found);
}

static void check_branches(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	an_asked_by_branches(p, sink, f, found);
}

const struct an_rule an_rule_py_orm_exists = {
	.meta = {
		.id = "py-orm-exists",
		.title = "All rows of a query are loaded to see whether there is one",
		.help = "Ask the database: exists() (Django), first() or an EXISTS query (SQLAlchemy, peewee).",
		.languages = "python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_function = check_branches,
	.each_op = check_call,
	.calls = (const char *const[]){ "bool", NULL },
};
