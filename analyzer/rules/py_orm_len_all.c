/*
 * py_orm_len_all.c - all rows of a query loaded to be counted.
 *
 * Costs: the database sends every row, the driver reads it and the mapper makes an object of it, only for their
 * number: SELECT COUNT(*) sends one number.
 * Misses: rows that are kept in an attribute, handed over as an argument, or given by a method of an unknown class.
 * Wrongly reports: nothing known; rows that are also walked, indexed, kept or handed on are left alone.
 */
#include "analyzer/asked_rows.h"
#include "analyzer/sink_p.h"

static void found(struct an_sink *sink, const struct an_asked_rows *rows)
{
	const char *call = an_call_name(sink, rows->function, rows->op);
	struct an_report *r;

	if (rows->loaded)
		r = an_report_span(sink, rows->function, &rows->at, "%s loads all rows and makes objects of them only for their number: "
				   "count() asks the database for one number", call);
	else
		r = an_report_span(sink, rows->function, &rows->at, "len() loads all rows of %s and makes objects of them only for their "
				   "number: count() asks the database for one number, exists() where only whether there is one is asked",
				   call);
	if (an_asked_are_few(sink->p, rows))
		an_report_severity(r, WR_LOW);
	an_chain_op(r, rows->function, rows->op, "%s gives the rows", call);
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	an_asked_by_call(p, sink, f, op, AN_HOW_MANY, found);
}

const struct an_rule an_rule_py_orm_len_all = {
	.meta = {
		.id = "py-orm-len-all",
		.title = "All rows of a query are loaded to be counted",
		.help = "Ask the database: count(), or exists() where only whether there is one matters.",
		.languages = "python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_op = check,
	.calls = (const char *const[]){ "len", NULL },
};
