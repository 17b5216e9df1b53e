/*
 * py_orm_n_plus_one.c - a relation read from every row of a query that did not ask for it.
 *
 * Costs: one query for the rows and one more for each of them, where a join or
 * a second query would bring all at once.
 * Misses: rows that templates and serializers walk; relations read through
 * getattr; a second loop of the same function with the same variable.
 * Wrongly reports: rows that are few for a reason the source does not say, and
 * managers that load relations by themselves.
 */
#include <stdio.h>
#include <string.h>
#include "analyzer/models_p.h"
#include "analyzer/query_p.h"
#include "core/text.h"

#define MAX_CALLS 4
#define TOLD_MAX 16
#define PATH_MAX_BYTES 128

struct reader {
	const struct an_program *p;
	struct an_sink *sink;
	const struct an_models *models;
	const struct an_rows *rows;
	uint32_t function;              /* with the loop */
	an_id loop;
	struct step { uint32_t function; an_id op, symbol; } way[MAX_CALLS];    /* calls, or properties (op 0) */
	unsigned calls;                 /* on the way from the loop to where is read */
	char told[TOLD_MAX][PATH_MAX_BYTES];    /* relations of this loop that were told of */
	unsigned told_count;
	bool quiet;                     /* tells nothing: only notes what is asked for */
};

/* An object that stands for a row, or for what a relation of it leads to. */
struct row { uint32_t function; an_id symbol; const char *model; const char *path; };

static void read_row(struct reader *r, const struct row *row);

static const char *what_to_do(const struct an_relation *relation)
{
	switch (relation->mapper) {
	case AN_DJANGO: return relation->many ? "prefetch_related" : "select_related";
	case AN_SQLALCHEMY: return "selectinload or joinedload";
	default: return relation->many ? "prefetch" : "a join";
	}
}

static void chain(struct reader *r, struct an_report *report, const struct row *row, const char *name)
{
	an_chain_loop(report, r->function, r->loop);
	if (r->rows->op)
		an_chain_op(report, r->rows->function, r->rows->op, "these are rows of %s", an_last_part(r->rows->model));
	for (unsigned i = 0; i < r->calls; i++) {
		const struct step *s = &r->way[i];

		if (s->op)
			an_chain_op(report, s->function, s->op, "%s calls %s", an_name_of(r->sink, s->function),
				    an_call_name(r->sink, s->function, s->op));
		else
			an_chain_symbol(report, s->function, s->symbol, "%s asks for %s", an_name_of(r->sink, s->function),
					an_symbol_name(r->sink, s->function, s->symbol));
	}
	if (r->calls)
		an_chain_symbol(report, row->function, row->symbol, "%s reads %s", an_name_of(r->sink, row->function), name);
}

/* Many-to-one of SQLAlchemy, by its name in the singular: the session keeps what it has seen.  latest_answer is each row's
 * own. */
static bool is_shared(const struct an_relation *relation)
{
	static const char *const own[] = { "latest_", "last_", "current_", "first_", "own_", NULL };
	static const char *const several[] = { "s", "_list", "_set", "_data", "children", NULL };

	for (const char *const *o = own; *o; o++) {
		if (wr_starts_with(relation->name, *o))
			return false;
	}
	for (const char *const *e = several; *e; e++) {
		if (wr_ends_with(relation->name, *e))
			return false;
	}
	return relation->mapper == AN_SQLALCHEMY && !relation->one;
}

/* What it asks for, and how often. */
static const char *cost_of(struct reader *r, const struct an_relation *relation)
{
	const char *rows = an_loop_over(r->sink, r->function, r->loop), *model = an_last_part(r->rows->model);

	if (is_shared(relation))
		return wr_arena_printf(an_sink_arena(r->sink), "for every %s of %s that leads to another row: one query for each that the "
				       "session has not seen; load it with the rows (%s)", model, rows, what_to_do(relation));
	return wr_arena_printf(an_sink_arena(r->sink), "for every %s of %s: one query per row; load it with the rows (%s)", model, rows,
			       what_to_do(relation));
}

/* In the loop itself, or where the loop calls what leads to it. */
static struct an_report *report_of(struct reader *r, const struct row *row, const char *name, const char *cost)
{
	const struct step *first = &r->way[0];

	if (!r->calls)
		return an_report_symbol(r->sink, row->function, row->symbol, "%s asks the database again %s", name, cost);
	if (first->op)
		return an_report_op(r->sink, first->function, first->op, "%s reads %s, which asks the database again %s",
				    an_call_name(r->sink, first->function, first->op), name, cost);
	return an_report_symbol(r->sink, first->function, first->symbol, "%s reads %s, which asks the database again %s",
				an_symbol_name(r->sink, first->function, first->symbol), name, cost);
}

/* Are the rows chosen by a condition where they are asked for?  Then what they lead to may be the same for most. */
static bool are_chosen(const struct reader *r)
{
	static const char *const filters[] = { "where", "filter", "filter_by", "having", "limit", NULL };
	uint32_t f = r->rows->function ? r->rows->function : r->function, count;
	const an_id *ops = an_ops_of(r->p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(an_unit_of(r->p, f), ops[i]);

		if (o->kind == AN_OP_CALL && wr_is_one_of(an_last_part(an_text(an_unit_of(r->p, f), o->name)), filters))
			return true;
	}
	return false;
}

/* Order.objects.filter(customer=customer): the rows of one parent, few unless they are taken bit by bit. */
static bool is_of_one(const struct reader *r)
{
	return an_loop_values_wanted(r->p, r->function, r->loop) &&
	       !strstr(an_text(an_unit_of(r->p, r->function), an_loop_at(an_unit_of(r->p, r->function), r->loop)->over), ".iterator(");
}

/* Is it the least of what a turn does?  A session asks for what many rows share only once; far down there is more; and
 * a row that is saved or deleted costs queries of its own. */
static bool is_by_the_way(const struct reader *r, const struct row *row, const struct an_relation *relation)
{
	const char *name;

	if (an_loop_is_few(r->p, r->function, r->loop) || is_of_one(r) || an_run_by_hand(r->p, r->function) ||
	    an_turn_work(r->p, r->function, r->loop, 0))
		return true;
	if ((*row->path && relation->mapper == AN_SQLALCHEMY) || r->calls > 1)
		return true;
	if (is_shared(relation) && are_chosen(r))
		return true;
	if (!r->calls || !r->way[0].op)
		return false;
	name = an_last_part(an_text(an_unit_of(r->p, r->way[0].function), an_op_at(an_unit_of(r->p, r->way[0].function),
										    r->way[0].op)->name));
	return strstr(name, "save") || strstr(name, "delete") || !strcmp(name, "copy");
}

static void tell(struct reader *r, const struct row *row, const struct an_relation *relation, an_id symbol)
{
	const struct row at = { row->function, symbol, row->model, row->path };
	const char *name = an_symbol_name(r->sink, row->function, symbol);
	struct an_report *report;

	if (r->quiet)
		return;
	report = report_of(r, &at, name, cost_of(r, relation));
	an_report_severity(report, r->rows->assumed || is_by_the_way(r, row, relation) ? WR_LOW : WR_CRITICAL);
	if (r->rows->assumed || r->rows->function != r->function || r->calls > 1)
		an_report_confidence(report, WR_CONFIDENCE_MEDIUM);
	chain(r, report, &at, name);
}

/* raise ValueError(row.alert): read where it goes wrong. */
static bool is_read_aside(const struct reader *r, uint32_t f, uint32_t line)
{
	const an_unit *u = an_unit_of(r->p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(r->p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_op_at(u, ops[i])->span.line == line && an_op_at(u, ops[i])->flags & AN_OP_COLD)
			return true;
	}
	return false;
}

/* Is the symbol an attribute of the row that is read here, not given a value? */
static bool is_attribute(const struct reader *r, const struct row *row, an_id symbol)
{
	const an_unit *u = an_unit_of(r->p, row->function);
	const struct an_symbol *s = an_symbol_at(u, symbol);
	const struct an_loop *l = an_loop_at(an_unit_of(r->p, r->function), r->loop);
	uint32_t count;
	const an_id *writes;

	if (s->base != row->symbol || s->kind != AN_MEMBER || is_read_aside(r, row->function, s->line))
		return false;
	if (!r->calls && (s->line < l->span.line || s->line > l->span.end_line))
		return false;
	writes = an_writes_of(r->p, row->function, symbol, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (an_write_at(u, writes[i])->kind == AN_WRITE_ASSIGN)
			return false;
	}
	return true;
}

/* order.lines.filter(...).update(...): changes rows and reads none.  The chain's further calls stand behind its first. */
static bool is_changed(const an_unit *u, const an_id *ops, uint32_t count)
{
	const struct an_op *first = an_op_at(u, ops[0]);

	for (uint32_t i = 1; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		const char *name = an_last_part(an_text(u, o->name));

		if (o->span.line == first->span.line && o->span.column == first->span.column &&
		    (!strcmp(name, "update") || !strcmp(name, "delete")))
			return true;
	}
	return false;
}

#define LAZY_QUESTIONS 6        /* of those below: they ask only when what they give is walked */

/* lines |= order.lines.all(), lists.append(order.lines.all()): is what the chain of calls gives only put aside? */
static bool is_put_aside(const struct reader *r, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(r->p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *list = an_changes_of(r->p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_write_at(u, list[i])->line == o->span.line && an_write_at(u, list[i])->updates)
			return true;
	}
	list = an_ops_of(r->p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *outer = an_op_at(u, list[i]);

		if (list[i] > op && outer->kind == AN_OP_CALL && outer->span.line == o->span.line && outer->span.column < o->span.column &&
		    !strcmp(an_last_part(an_text(u, outer->name)), "append"))
			return true;
	}
	return false;
}

/* A manager asks the database when something is called on it: order.lines.all(). */
static bool is_asked(const struct reader *r, const struct row *row, an_id symbol, enum an_mapper mapper)
{
	static const char *const questions[] = {
		"all", "filter", "exclude", "values", "values_list", "order_by", "count", "exists", "first", "last", "get",
		"aggregate", "iterator"
	};
	const an_unit *u = an_unit_of(r->p, row->function);
	uint32_t count, loop_count;
	const an_id *ops = an_ops_of(r->p, row->function, &count), *loops = an_loops_of(r->p, row->function, &loop_count);

	/* peewee's are queries themselves. */
	for (uint32_t i = 0; mapper == AN_PEEWEE && i < loop_count; i++) {
		if (an_loop_at(u, loops[i])->iterated == symbol)
			return true;
	}
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		const char *name = an_last_part(an_text(u, o->name));

		for (size_t k = 0; o->kind == AN_OP_CALL && o->receiver == symbol && k < sizeof questions / sizeof *questions; k++) {
			if (!strcmp(name, questions[k]))
				return !an_op_aside(o) && !is_changed(u, ops + i, count - i) &&
				       (k >= LAZY_QUESTIONS || !is_put_aside(r, row->function, ops[i]));
		}
	}
	return false;
}

/* One finding for each relation: it is loaded with the rows once. */
static bool is_new(struct reader *r, const char *path)
{
	for (unsigned i = 0; i < r->told_count; i++) {
		if (!strcmp(r->told[i], path))
			return false;
	}
	if (r->told_count == TOLD_MAX)
		return false;
	strcpy(r->told[r->told_count++], path);
	return true;
}

/* device.location = location, before what reads device.location is called. */
static bool is_given(const struct reader *r, const char *name)
{
	const an_unit *u = an_unit_of(r->p, r->function);
	const struct an_loop *l = an_loop_at(u, r->loop);
	uint32_t count;
	const an_id *writes = an_changes_of(r->p, r->function, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);
		const struct an_symbol *s = an_symbol_at(u, w->symbol);

		if (w->kind == AN_WRITE_ASSIGN && s->base && s->base == l->variable && an_loop_within(u, w->loop, r->loop) &&
		    !strcmp(an_last_part(an_text(u, s->name)), name))
			return true;
	}
	return false;
}

/* Loaders of SQLAlchemy name the relations of a way one by one: joinedload(Order.lines).joinedload(Line.product). */
static bool comes_along(const struct reader *r, const struct an_relation *relation, const char *path)
{
	return relation->loaded || an_rows_have(r->rows, path) ||
	       (relation->mapper == AN_SQLALCHEMY && an_rows_have(r->rows, relation->name));
}

/* order.customer.name: is something of it read? */
static bool is_looked_into(const struct reader *r, const struct row *row, an_id symbol)
{
	const an_unit *u = an_unit_of(r->p, row->function);

	for (an_id i = symbol + 1; i < an_unit_count(u, AN_SYMBOLS); i++) {
		if (an_symbol_at(u, i)->base == symbol)
			return true;
	}
	return false;
}

/* The names that the loop's header binds: for order in ..., for i, order in enumerate(...). */
static void read_bound(struct reader *r, uint32_t function, an_id loop, const char *model, const char *path)
{
	const an_unit *u = an_unit_of(r->p, function);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *writes = an_changes_of(r->p, function, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->loop == loop && w->kind == AN_WRITE_ASSIGN && w->line >= l->header.line && w->line <= l->header.end_line)
			read_row(r, &(struct row){ function, w->symbol, model, path });
	}
}

/* Does the loop walk order.lines or order.lines.all()? */
static bool walks(const struct reader *r, uint32_t function, an_id loop, an_id symbol)
{
	const an_unit *u = an_unit_of(r->p, function);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *ops = an_ops_of(r->p, function, &count);

	if (l->iterated)
		return l->iterated == symbol;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->kind == AN_OP_CALL && o->receiver == symbol && o->span.line == l->header.line &&
		    o->span.column > l->header.column && o->span.end_column == l->header.end_column &&
		    !strcmp(an_last_part(an_text(u, o->name)), "all"))
			return true;
	}
	return false;
}

/* for line in order.lines.all(), where the lines came with the orders: what is read of each line. */
static void read_related_rows(struct reader *r, const struct row *related)
{
	uint32_t count;
	const an_id *loops = an_loops_of(r->p, related->function, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (walks(r, related->function, loops[i], related->symbol))
			read_bound(r, related->function, loops[i], related->model, related->path);
	}
}

static void follow_relation(struct reader *r, const struct row *row, const struct an_relation *relation, an_id symbol)
{
	char path[PATH_MAX_BYTES];
	int n = snprintf(path, sizeof path, "%s%s", row->path, relation->name);
	bool manager = relation->many && relation->mapper != AN_SQLALCHEMY;

	if (n < 0 || (size_t)n >= sizeof path - 2)
		return;
	if ((manager && !is_asked(r, row, symbol, (enum an_mapper)relation->mapper)) || (r->calls && !*row->path && is_given(r, relation->name)))
		return;
	/* SQLAlchemy's session keeps the rows that it has seen. */
	if (!*row->path && (relation->mapper == AN_SQLALCHEMY || r->rows->assumed) && an_rows_share(r->rows, relation->name))
		return;
	if (!comes_along(r, relation, path)) {
		if ((!r->rows->by_name || is_looked_into(r, row, symbol)) && is_new(r, path))
			tell(r, row, relation, symbol);
		return;
	}
	if (!*relation->target)
		return;
	strcat(path, "__");
	if (!r->rows->composed)
		read_related_rows(r, &(struct row){ row->function, symbol, relation->target, path });
	if (!manager)
		read_row(r, &(struct row){ row->function, symbol, relation->target, path });
}

/* Goes on in a function that gets the row as its parameter `owner`. */
static void follow(struct reader *r, const struct row *row, struct step step, uint32_t function, uint32_t owner)
{
	const struct an_function *f = an_function_of(r->p, function);

	/* What calls read of rows that are only assumed to come without it is too much of a guess. */
	if (r->rows->assumed || r->calls == MAX_CALLS || owner >= f->param_count || f->flags & AN_FN_MEMOIZED)
		return;
	r->way[r->calls++] = step;
	read_row(r, &(struct row){ function, f->first_param + owner, row->model, row->path });
	r->calls--;
}

static void read_attributes(struct reader *r, const struct row *row)
{
	const an_unit *u = an_unit_of(r->p, row->function);

	for (an_id i = row->symbol + 1; i < an_unit_count(u, AN_SYMBOLS); i++) {
		const struct an_relation *relation;
		const char *name;
		uint32_t property;

		if (!is_attribute(r, row, i))
			continue;
		name = an_last_part(an_text(u, an_symbol_at(u, i)->name));
		relation = an_relation_of(r->models, row->model, name);
		property = relation ? 0 : an_model_method(r->models, row->model, name);
		if (relation)
			follow_relation(r, row, relation, i);
		else if (property)
			follow(r, row, (struct step){ row->function, 0, i }, property, 0);
	}
}

/* price_of(order): the parameter that takes the row. */
static void follow_argument(struct reader *r, const struct row *row, an_id op)
{
	uint32_t count;
	const struct an_call *call = an_calls_of(r->p, row->function, op, &count);
	const struct an_function *f = count == 1 && call->callee ? an_function_of(r->p, call->callee) : NULL;

	for (uint32_t owner = 0; f && owner < f->param_count && owner < AN_THIS; owner++) {
		struct an_operand x;

		if (an_call_operand(r->p, call, (uint8_t)owner, &x) && x.symbol == row->symbol && x.arg &&
		    x.arg->kind == AN_ARG_SYMBOL)
			follow(r, row, (struct step){ row->function, op, 0 }, call->callee, owner);
	}
}

static void read_calls(struct reader *r, const struct row *row)
{
	const an_unit *u = an_unit_of(r->p, row->function);
	uint32_t count;
	const an_id *ops = an_ops_of(r->p, row->function, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		uint32_t method = 0;

		if (o->kind != AN_OP_CALL || an_op_aside(o) || (!r->calls && !an_loop_within(u, o->loop, r->loop)))
			continue;
		if (o->receiver == row->symbol)
			method = an_model_method(r->models, row->model, an_last_part(an_text(u, o->name)));
		if (method)
			follow(r, row, (struct step){ row->function, ops[i], 0 }, method, 0);
		else
			follow_argument(r, row, ops[i]);
	}
}

static void read_row(struct reader *r, const struct row *row)
{
	read_attributes(r, row);
	read_calls(r, row);
}

static void read_loop(struct reader *r, an_id loop, bool quiet)
{
	struct an_rows rows;

	if (!an_loop_grows(r->p, r->function, loop) || !an_rows_of_loop(r->models, r->p, r->function, loop, &rows) || rows.unclear)
		return;
	r->rows = &rows;
	r->loop = loop;
	r->quiet = quiet;
	read_bound(r, r->function, loop, rows.model, "");
}

/* Do both loops go over the same query set or list, which nothing is assigned to between them?  It keeps its rows, and
 * these what was asked for them. */
static bool walks_the_same(const struct an_program *p, uint32_t f, an_id first, an_id second)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *a = an_loop_at(u, first), *b = an_loop_at(u, second);
	uint32_t count;
	const an_id *writes;

	if (!a->iterated || a->iterated != b->iterated || a->parent != b->parent || a->span.end_line >= b->span.line)
		return false;
	writes = an_writes_of(p, f, a->iterated, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->kind == AN_WRITE_ASSIGN && w->line > a->span.line && w->line <= b->span.line)
			return false;
	}
	return true;
}

static void read_function(const struct an_program *p, struct an_sink *sink, const struct an_models *models, uint32_t f)
{
	uint32_t count;
	const an_id *loops = an_loops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		struct reader r = { .p = p, .sink = sink, .models = models, .function = f };

		for (uint32_t k = 0; k < i; k++) {
			if (walks_the_same(p, f, loops[k], loops[i]))
				read_loop(&r, loops[k], true);
		}
		read_loop(&r, loops[i], false);
	}
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	struct an_models *models = an_models_find(p);

	if (!models)
		return;
	AN_EACH_LOOPING(p, f) {
		if (an_unit_of(p, f)->language == AN_PYTHON)
			read_function(p, sink, models, f);
	}
	an_models_free(models);
}

const struct an_rule an_rule_py_orm_n_plus_one = {
	.meta = {
		.id = "py-orm-n-plus-one",
		.title = "A related row asked for once per row",
		.help = "Load the relation with the rows: select_related or prefetch_related (Django), joinedload or "
			"selectinload (SQLAlchemy), a join or prefetch() (peewee).",
		.languages = "python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
