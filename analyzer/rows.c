/* rows.c - what loops walk: the rows of a query, or links within a table. */
#include <string.h>
#include "analyzer/program_p.h"
#include "core/text.h"

static bool is_result_type(const char *type)
{
	static const char *const types[] = {
		"dbapi.Cursor", "django.QuerySet", "sqlalchemy.orm.Query", "sqlalchemy.Result", "sqlalchemy.ScalarResult", "peewee.Query", "aiosqlite.Cursor", NULL
	};

	return wr_is_one_of(type, types);
}

/* Calls that hand out rows of a query that ran before. */
static bool fetches(const char *name)
{
	static const char *const calls[] = {
		"sqlite3_step", "mysql_fetch_row", "PQntuples", "mysql_stmt_fetch", "SQLFetch", "OCIStmtFetch2", NULL
	};

	return wr_is_one_of(name, calls) || wr_ends_with(name, ".fetchall") || wr_ends_with(name, ".fetchmany") ||
	       wr_ends_with(name, ".fetchone");
}

static bool gives_rows(const struct an_program *p, uint32_t function, an_id op)
{
	const an_unit *u = an_unit_of(p, function);

	if (an_op_at(u, op)->kind != AN_OP_CALL)
		return false;
	return fetches(an_text(u, an_op_at(u, op)->name)) ||
	       an_op_effects(p, function, op, AN_QUERIES, NULL) & AN_QUERIES;
}

static bool in_header(const struct an_op *o, const struct an_loop *l)
{
	if (o->span.line < l->header.line || o->span.line > l->header.end_line)
		return false;
	if (o->span.line == l->header.line && o->span.column < l->header.column)
		return false;
	return o->span.line < l->header.end_line || o->span.column < l->header.end_column;
}

bool an_loop_over_rows(const struct an_program *p, uint32_t function, an_id loop)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *ops = an_ops_of(p, function, &count);

	if (l->iterated && is_result_type(an_text(u, an_symbol_at(u, l->iterated)->type)))
		return true;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (((l->iterated && o->result == l->iterated) || in_header(o, l)) && gives_rows(p, function, ops[i]))
			return true;
	}
	return false;
}

bool an_loop_follows_links(const struct an_program *p, uint32_t function, an_id loop)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *ops = an_ops_of(p, function, &count);

	/* i < n, list[i] != NULL: through all of it. */
	if (!l->iterated || u->language == AN_PYTHON || strpbrk(an_text(u, l->over), "[<"))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->kind == AN_OP_SUBSCRIPT && o->arg_count == 2 && in_header(o, l) &&
		    an_arg_at(u, o->first_arg)->symbol == l->iterated)
			return true;
	}
	return false;
}
