/* asked_rows.c - query sets that are evaluated for their length or truth alone. */
#include "analyzer/asked_rows.h"

#include <string.h>
#include "analyzer/name_parts.h"
#include "analyzer/named_ops.h"
#include "core/text.h"

#define MAX_STEPS 3             /* through functions that return the rows */

enum { NOT_ROWS, LAZY, LOADED };

static bool is_query_set(const char *type)
{
	return !strcmp(type, "django.QuerySet") || !strcmp(type, "peewee.Query");
}

/* Calls that load all rows of a query into a list. */
static bool loads_rows(const char *name)
{
	static const char *const names[] = { "sqlalchemy.orm.Query.all", "sqlalchemy.ScalarResult.all", "sqlalchemy.Result.all", NULL };

	return wr_is_one_of(name, names);
}

/* shop.models.Order.objects.filter(...), of any model. */
static bool is_by_manager(const char *name)
{
	const char *manager = strstr(name, ".objects."), *returned;
	char general[64];

	if (!manager || strlen(manager) + 2 > sizeof general)
		return false;
	general[0] = '?';
	strcpy(general + 1, manager);
	returned = an_api_returns(AN_PYTHON, general);
	return returned && is_query_set(returned);
}

/* peewee's Tweet.select(): a class has the method. */
static bool is_selection(const char *name)
{
	const char *dot = wr_ends_with(name, ".select") ? name + strlen(name) - strlen(".select") : name;
	const char *class = dot;

	while (class > name && class[-1] != '.')
		class--;
	return dot > name && *class >= 'A' && *class <= 'Z';
}

static int kind_of(const struct an_program *p, uint32_t f, an_id op, unsigned steps);

/* What the function gives on each of its ways: rows, by the last call of each return statement. */
static int returned_kind(const struct an_program *p, uint32_t f, unsigned steps)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *fn = an_function_of(p, f);
	uint32_t count, op_count;
	const an_id *marks = an_marks_of(p, f, &count), *ops = an_ops_of(p, f, &op_count);
	int kind = NOT_ROWS;

	if (is_query_set(an_text(u, fn->returns)))
		return LAZY;
	if (fn->flags & (AN_FN_ASYNC | AN_FN_GENERATOR | AN_FN_MEMOIZED))
		return NOT_ROWS;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);
		int own = NOT_ROWS;

		if (m->kind != AN_MARK_RETURN)
			continue;
		for (uint32_t k = op_count; k-- > 0 && own == NOT_ROWS;) {
			if (ops[k] < m->op && an_op_at(u, ops[k])->span.line >= m->line) {
				own = kind_of(p, f, ops[k], steps + 1);
				break;
			}
		}
		if (own == NOT_ROWS || (kind != NOT_ROWS && kind != own))
			return NOT_ROWS;
		kind = own;
	}
	return kind;
}

static int kind_of(const struct an_program *p, uint32_t f, an_id op, unsigned steps)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const char *name = an_text(u, o->name), *returned = an_api_returns(AN_PYTHON, name);
	uint32_t count;
	const struct an_call *calls;

	if (o->kind != AN_OP_CALL || o->flags & AN_OP_AWAITED)
		return NOT_ROWS;
	if ((returned && is_query_set(returned)) || is_by_manager(name))
		return LAZY;
	if (loads_rows(name))
		return LOADED;
	calls = an_calls_of(p, f, op, &count);
	if (!count && is_selection(name))
		return LAZY;
	if (count != 1 || !calls->callee || calls->guessed || calls->kind != AN_CALL_PLAIN || steps == MAX_STEPS)
		return NOT_ROWS;
	return returned_kind(p, calls->callee, steps);
}

/* The call that gives the symbol its value. */
static an_id giver(const struct an_program *p, uint32_t f, an_id symbol)
{
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_op_at(an_unit_of(p, f), ops[i])->result == symbol)
			return ops[i];
	}
	return 0;
}

struct search {
	const struct an_program *p;
	struct an_sink *sink;
	enum an_question question;
	an_found_asked *found;
};

/* Is the symbol asked for its length somewhere?  Then that is what is told. */
static bool is_counted(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->kind == AN_OP_CALL && !strcmp(an_text(u, o->name), "len") && o->arg_count == 1 &&
		    an_arg_at(u, o->first_arg)->symbol == symbol)
			return true;
	}
	return false;
}

static void tell(struct search *s, uint32_t f, an_id op, an_id symbol, const struct an_span *at)
{
	int kind = op ? kind_of(s->p, f, op, 0) : NOT_ROWS;

	if (kind != NOT_ROWS)
		s->found(s->sink, &(struct an_asked_rows){ f, op, symbol, *at, kind == LOADED });
}

/* len(x), bool(x) */
static void read_call(struct search *s, uint32_t f, an_id op, const char *name)
{
	const an_unit *u = an_unit_of(s->p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *arg = o->arg_count == 1 ? an_arg_at(u, o->first_arg) : NULL;
	an_id inside;

	if (o->kind != AN_OP_CALL || !arg || strcmp(an_text(u, o->name), name) || o->flags & AN_OP_COLD)
		return;
	if (arg->flags & AN_ARG_ASKED) {
		if (s->question == AN_HOW_MANY || !is_counted(s->p, f, arg->symbol))
			tell(s, f, giver(s->p, f, arg->symbol), arg->symbol, &o->span);
		return;
	}
	/* The argument itself: no part of it, no element. */
	inside = arg->kind == AN_ARG_EXPRESSION ? an_op_inside(u, op) : 0;
	if (inside && an_op_at(u, inside)->span.end_line == o->span.end_line &&
	    an_op_at(u, inside)->span.end_column + 1 == o->span.end_column)
		tell(s, f, inside, 0, &o->span);
}

/* if x:, if not x:, if f(): */
static void read_branch(struct search *s, uint32_t f, const struct an_mark *m, an_id before)
{
	const an_unit *u = an_unit_of(s->p, f);
	an_id symbol = m->use_count ? an_use_at(u, m->first_use) : 0;
	an_id op = symbol ? giver(s->p, f, symbol) : before;
	struct an_span at;

	if (!op || (symbol && is_counted(s->p, f, symbol)))
		return;
	at = an_op_at(u, op)->span;
	tell(s, f, op, symbol, &at);
}

static void read_branches(struct search *s, uint32_t f)
{
	const an_unit *u = an_unit_of(s->p, f);
	uint32_t count, op_count, next = 0;
	const an_id *marks = an_marks_of(s->p, f, &count), *ops = an_ops_of(s->p, f, &op_count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->kind != AN_MARK_BRANCH || !(m->flags & (AN_MARK_THERE | AN_MARK_ABSENT)))
			continue;
		while (next < op_count && ops[next] < m->op)
			next++;
		read_branch(s, f, m, next ? ops[next - 1] : 0);
	}
}

static bool calls_own_function(const struct an_program *p, uint32_t f, an_id op)
{
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	return count && calls->callee;
}

/* filter(owner=owner), filter(Order.owner == owner): is what is asked for chosen by anything but a constant? */
static bool has_condition(const struct an_program *p, uint32_t f, const struct an_span *query)
{
	static const char *const filters[] = { "filter", "filter_by", "where", "Q", "exclude", "get_by", NULL };
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->span.line < query->line || o->span.end_line > query->end_line || o->kind != AN_OP_CALL)
			continue;
		/* orders_of(customer).all() */
		if (!wr_is_one_of(an_own_name(an_text(u, o->name)), filters) && !(o->arg_count && calls_own_function(p, f, ops[i])))
			continue;
		for (uint32_t k = 0; k < o->arg_count; k++) {
			const struct an_arg *arg = an_arg_at(u, o->first_arg + k);

			if (arg->kind != AN_ARG_LITERAL && (*an_text(u, arg->keyword) || arg->use_count))
				return true;
		}
	}
	return false;
}

bool an_asked_are_few(const struct an_program *p, const struct an_asked_rows *rows)
{
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, rows->function, rows->op, &count);

	if (an_op_at(an_unit_of(p, rows->function), rows->op)->receiver || has_condition(p, rows->function, &an_op_at(an_unit_of(p, rows->function), rows->op)->span))
		return true;
	return count && calls->callee && has_condition(p, calls->callee, &an_function_of(p, calls->callee)->span);
}

void an_asked_by_call(const struct an_program *p, struct an_sink *sink, uint32_t function, an_id op,
		      enum an_question question, an_found_asked *found)
{
	struct search s = { p, sink, question, found };

	if (p->has_mapper)
		read_call(&s, function, op, question == AN_HOW_MANY ? "len" : "bool");
}

void an_asked_by_branches(const struct an_program *p, struct an_sink *sink, uint32_t function, an_found_asked *found)
{
	struct search s = { p, sink, AN_WHETHER, found };

	if (p->has_mapper)
		read_branches(&s, function);
}
