/* origin.c - where what a loop walks comes from: rows, lines and answers are many. */
#include <string.h>
#include <strings.h>
#include "analyzer/program_p.h"
#include "core/text.h"

#define STEPS_MAX 5             /* names, calls and loops between the loop and where its things come from */
#define CALLERS_MAX 16
#define TARGETS_MAX 4           /* of one call */
#define FROM_OUTSIDE (AN_READS | AN_NETWORK | AN_QUERIES)

struct origin {
	const struct an_program *p;
	bool callers;           /* does what a caller gives count, where no caller is known? */
	bool here;              /* only what the function itself says: no callers, nothing that its callees do */
};

static bool symbol_is_much(const struct origin *o, uint32_t f, an_id symbol, unsigned steps);
static bool loop_is_much(const struct origin *o, uint32_t f, an_id loop, unsigned steps);

static bool is_much_by_type(const char *type)
{
	static const char *const types[] = {
		"dbapi.Cursor", "django.QuerySet", "sqlalchemy.orm.Query", "sqlalchemy.Result", "sqlalchemy.ScalarResult", "peewee.Query", "aiosqlite.Cursor", "io.File", "csv.reader",
		"csv.DictReader", NULL
	};

	return wr_is_one_of(type, types) || strstr(type, "stream");
}

/* Calls that give rows, lines or the files of a tree, by their names: order.lines.all(), cursor.fetchall(), os.walk(). */
static bool is_much_by_name(const char *name)
{
	static const char *const names[] = {
		"fetchall", "fetchmany", "fetchone", "all", "filter", "filter_by", "exclude", "iterator", "values_list",
		"select_related", "prefetch_related", "select_for_update", "order_by", "distinct", "scalars", "yield_per", "splitlines",
		"readlines", "read", "open", "iterrows", "itertuples", "walk", "rglob",
		"reader", "DictReader", "scan_iter", "paginate", "json", "query", NULL
	};
	const char *dot = strrchr(name, '.');

	return wr_is_one_of(dot ? dot + 1 : name, names) && (dot || strcmp(name, "filter"));
}

/* The files of one folder, the addresses of one host. */
static bool is_little_by_name(const char *name)
{
	static const char *const words[] = { "listdir", "scandir", "iterdir", "glob.", "getaddrinfo", NULL };

	for (const char *const *w = words; *w; w++) {
		if (strstr(name, *w))
			return true;
	}
	return false;
}

/* sorted(rows), by_id.values(), chain(a, b): as many as there are in what it is given. */
static bool hands_on(const char *name)
{
	static const char *const names[] = {
		"sorted", "list", "set", "frozenset", "tuple", "reversed", "enumerate", "zip", "dict", "iter", "filter", "map", "chain",
		"compress", "islice", "items", "keys", "values", "copy", "tqdm", "fromkeys", "from_iterable", "difference",
		"intersection", "union", "setdefault", "iteritems", "itervalues", "groupby", NULL
	};

	return wr_is_one_of(an_own_name(name), names);
}

/* get("SELECT ..."), whatever it is that runs it. */
static bool asks_sql(const an_unit *u, const struct an_op *o)
{
	const struct an_arg *first = o->arg_count ? an_arg_at(u, o->first_arg) : NULL;

	return first && first->kind == AN_ARG_LITERAL && !strncasecmp(an_text(u, first->text), "select ", 7);
}

static bool comes_from_outside(const struct origin *o, uint32_t f, an_id op)
{
	const struct an_program *p = o->p;

	return asks_sql(an_unit_of(p, f), an_op_at(an_unit_of(p, f), op)) ||
	       (o->here ? an_op_direct(p, f, op) : an_op_effects(p, f, op, FROM_OUTSIDE, NULL)) & FROM_OUTSIDE;
}

static bool within(const struct an_span *inner, const struct an_span *outer)
{
	bool begins = inner->line > outer->line || (inner->line == outer->line && inner->column >= outer->column);
	bool ends = inner->end_line < outer->end_line ||
		    (inner->end_line == outer->end_line && inner->end_column <= outer->end_column);

	return begins && ends;
}

static bool gives_much(const struct origin *o, uint32_t f, unsigned steps);

static bool op_is_much(const struct origin *o, uint32_t f, an_id op, unsigned steps)
{
	const an_unit *u = an_unit_of(o->p, f);
	const struct an_op *x = an_op_at(u, op);
	const char *name = an_text(u, x->name);
	const struct an_call *calls;
	uint32_t count;

	if (x->kind != AN_OP_CALL || is_little_by_name(name))
		return false;
	if (is_much_by_name(name) || comes_from_outside(o, f, op))
		return true;
	if (hands_on(name)) {
		if (x->receiver && symbol_is_much(o, f, x->receiver, steps + 1))
			return true;
		for (uint32_t i = 0; i < x->arg_count; i++) {
			an_id symbol = an_arg_at(u, x->first_arg + i)->symbol;

			if (symbol && symbol_is_much(o, f, symbol, steps + 1))
				return true;
		}
	}
	calls = an_calls_of(o->p, f, op, &count);
	for (uint32_t i = 0; i < count && i < TARGETS_MAX && steps < STEPS_MAX && !o->here; i++) {
		if (calls[i].callee && calls[i].kind != AN_CALL_CALLBACK && gives_much(o, calls[i].callee, steps + 1))
			return true;
	}
	return false;
}

/* A generator walks what it gives. */
static bool has_much(const struct origin *o, uint32_t f, unsigned steps)
{
	uint32_t count;
	const an_id *loops = an_loops_of(o->p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (loop_is_much(o, f, loops[i], steps + 1))
			return true;
	}
	return false;
}

/* What it returns: a name that is much, or a call on the line of the return. */
static bool gives_much(const struct origin *o, uint32_t f, unsigned steps)
{
	const an_unit *u = an_unit_of(o->p, f);
	uint32_t count, op_count;
	const an_id *marks = an_marks_of(o->p, f, &count), *ops = an_ops_of(o->p, f, &op_count);

	if (is_much_by_type(an_text(u, an_function_of(o->p, f)->returns)))
		return true;
	if (an_function_of(o->p, f)->flags & AN_FN_GENERATOR)
		return has_much(o, f, steps);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *mark = an_mark_at(u, marks[i]);

		if (mark->kind != AN_MARK_RETURN)
			continue;
		for (uint32_t k = 0; k < op_count; k++) {
			if (ops[k] < mark->op && an_op_at(u, ops[k])->span.line == mark->line && op_is_much(o, f, ops[k], steps))
				return true;
		}
		for (uint32_t k = 0; k < mark->use_count; k++) {
			if (symbol_is_much(o, f, an_use_at(u, mark->first_use + k), steps))
				return true;
		}
	}
	return false;
}

/* The names that callers give for the parameter. */
static bool given_much(const struct origin *o, uint32_t f, uint8_t parameter, unsigned steps)
{
	const struct an_program *p = o->p;
	uint32_t first = p->first_caller[f], last = p->first_caller[f + 1];
	bool known = false;

	for (uint32_t i = first; i < last && i < first + CALLERS_MAX; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];
		const an_unit *u = an_unit_of(p, call->caller);
		struct an_operand given;
		uint32_t count;
		const an_id *ops;

		if (call->caller == f || an_function_of(p, call->caller)->flags & AN_FN_TEST)
			continue;
		known = true;
		if (!an_call_operand(p, call, parameter, &given))
			continue;
		if (given.symbol && symbol_is_much(o, call->caller, given.symbol, steps + 1))
			return true;
		ops = an_ops_of(p, call->caller, &count);
		for (uint32_t k = 0; given.arg && !given.symbol && k < count; k++) {
			if (ops[k] != call->op && within(&an_op_at(u, ops[k])->span, &an_op_at(u, call->op)->span) &&
			    op_is_much(o, call->caller, ops[k], steps + 1))
				return true;
		}
	}
	/* A method that nobody calls answers a framework, which gives what somebody has typed. */
	return !known && o->callers && !(an_function_of(p, f)->flags & AN_FN_METHOD);
}

/* rows = [... for row in cursor], made in the same line. */
static bool is_made_by_comprehension(const struct origin *o, uint32_t f, const struct an_write *w, unsigned steps)
{
	const an_unit *u = an_unit_of(o->p, f);
	uint32_t count;
	const an_id *loops = an_loops_of(o->p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_loop *l = an_loop_at(u, loops[i]);

		if (l->kind == AN_COMPREHENSION && w->line >= l->span.line && w->line <= l->span.end_line &&
		    loop_is_much(o, f, loops[i], steps + 1))
			return true;
	}
	return false;
}

static bool symbol_is_much(const struct origin *o, uint32_t f, an_id symbol, unsigned steps)
{
	const an_unit *u = an_unit_of(o->p, f);
	const struct an_symbol *s = an_symbol_at(u, symbol);
	const struct an_function *fn = an_function_of(o->p, f);
	uint32_t count;
	const an_id *list;

	if (!symbol || steps > STEPS_MAX || s->small)
		return false;
	if (is_much_by_type(an_text(u, s->type)))
		return true;
	list = an_ops_of(o->p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (an_op_at(u, list[i])->result == symbol && op_is_much(o, f, list[i], steps))
			return true;
	}
	list = an_writes_of(o->p, f, symbol, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, list[i]);

		if (w->grows && w->loop && loop_is_much(o, f, w->loop, steps + 1))
			return true;
		if (w->kind == AN_WRITE_ASSIGN && is_made_by_comprehension(o, f, w, steps))
			return true;
	}
	if (!o->here && s->kind == AN_PARAMETER && symbol - fn->first_param < fn->param_count && fn->param_count < AN_THIS)
		return given_much(o, f, (uint8_t)(symbol - fn->first_param), steps);
	return false;
}

static bool loop_is_much(const struct origin *o, uint32_t f, an_id loop, unsigned steps)
{
	const an_unit *u = an_unit_of(o->p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *ops;

	if (steps > STEPS_MAX)
		return false;
	if (an_loop_over_rows(o->p, f, loop) || (l->iterated && symbol_is_much(o, f, l->iterated, steps)))
		return true;
	ops = an_ops_of(o->p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (within(&an_op_at(u, ops[i])->span, &l->header) && op_is_much(o, f, ops[i], steps))
			return true;
	}
	return false;
}

bool an_loop_walks_much(const struct an_program *p, uint32_t f, an_id loop)
{
	const struct origin o = { .p = p, .callers = true };
	const an_unit *u = an_unit_of(p, f);

	if (u->language != AN_PYTHON)
		return true;
	for (; loop; loop = an_loop_at(u, loop)->parent) {
		if (an_loop_grows(p, f, loop) && !an_loop_is_few(p, f, loop) &&
		    ((an_loop_at(u, loop)->kind == AN_WHILE && !an_loop_at(u, loop)->iterated) || loop_is_much(&o, f, loop, 0)))
			return true;
	}
	return false;
}

bool an_is_much(const struct an_program *p, uint32_t f, an_id symbol)
{
	const struct origin o = { .p = p, .callers = true };

	return an_unit_of(p, f)->language != AN_PYTHON || symbol_is_much(&o, f, symbol, 0);
}

bool an_is_surely_much(const struct an_program *p, uint32_t f, an_id symbol)
{
	const struct origin o = { .p = p };

	return an_unit_of(p, f)->language != AN_PYTHON || symbol_is_much(&o, f, symbol, 0);
}

bool an_is_much_here(const struct an_program *p, uint32_t f, an_id symbol)
{
	const struct origin o = { .p = p, .here = true };

	return an_unit_of(p, f)->language != AN_PYTHON || symbol_is_much(&o, f, symbol, 0);
}

bool an_loop_walks_much_here(const struct an_program *p, uint32_t f, an_id loop)
{
	const struct origin o = { .p = p, .here = true };
	const an_unit *u = an_unit_of(p, f);
	an_id iterated = an_loop_at(u, loop)->iterated;
	uint32_t count;
	const an_id *ops;

	if (u->language != AN_PYTHON || (iterated && symbol_is_much(&o, f, iterated, 0)))
		return true;
	ops = an_ops_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (within(&an_op_at(u, ops[i])->span, &an_loop_at(u, loop)->header) && op_is_much(&o, f, ops[i], 0))
			return true;
	}
	return false;
}
