/* rows_of.c - which model's rows a loop walks, and what is loaded with them. */
#include <string.h>
#include "analyzer/models_p.h"
#include "core/text.h"

#define MAX_STEPS 4             /* through functions and parameters */

struct search {
	const struct an_models *m;
	const struct an_program *p;
	struct an_rows *rows;
	unsigned steps;
	bool several;           /* more than one model is named */
};

static bool find_symbol(struct search *s, uint32_t f, an_id symbol);

/* Calls whose arguments name relations that come along. */
static const char *const loaders[] = {
	"select_related", "prefetch_related", "Prefetch", "joinedload", "selectinload", "subqueryload", "immediateload",
	"contains_eager", "prefetch_related_objects", NULL
};
/* What they give are not objects of the model, or nobody can say what comes along. */
static const char *const others[] = {
	"values", "values_list", "in_bulk", "dates", "datetimes", "aggregate", "with_entities", "raw", "prefetch", "join_from",
	"from_statement", NULL
};

static bool within(const struct an_span *inner, const struct an_span *outer)
{
	bool begins = inner->line > outer->line || (inner->line == outer->line && inner->column >= outer->column);
	bool ends = inner->end_line < outer->end_line ||
		    (inner->end_line == outer->end_line && inner->end_column <= outer->end_column);

	return begins && ends;
}

static void add_loaded(struct an_rows *rows, const char *path)
{
	if (rows->loaded_count == AN_LOADED_MAX)
		rows->unclear = true;
	else
		rows->loaded[rows->loaded_count++] = path;
}

/* The arguments from the first one on. */
static void read_loader(struct an_rows *rows, const an_unit *u, const struct an_op *o, uint32_t first)
{
	rows->unclear |= o->arg_count <= first;         /* select_related(): all of them */
	for (uint32_t i = first; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);

		if (*an_text(u, arg->keyword))
			continue;
		if (arg->kind == AN_ARG_LITERAL)
			add_loaded(rows, an_text(u, arg->text));
		else if (arg->kind == AN_ARG_FUNCTION)
			add_loaded(rows, an_last_part(an_text(u, arg->text)));
		else
			rows->unclear = true;
	}
}

/* with_parent(self.event), filter_by(event=event): all rows lead to one event. */
static void read_fixed(struct an_rows *rows, const an_unit *u, const struct an_op *o, const char *last)
{
	bool parent = !strcmp(last, "with_parent");

	for (uint32_t i = 0; (parent || !strcmp(last, "filter_by")) && i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);
		const char *name = parent ? an_last_part(arg->symbol ? an_text(u, an_symbol_at(u, arg->symbol)->name)
								     : an_text(u, arg->text))
					  : an_text(u, arg->keyword);

		if (*name && rows->fixed_count < AN_FIXED_MAX)
			rows->fixed[rows->fixed_count++] = name;
	}
}

/* filter(pk=key), filter(slug=slug): one row, or a few. */
static bool asks_for_one(const an_unit *u, const struct an_op *o, const char *last)
{
	static const char *const keys[] = { "pk", "id", "uuid", "slug", "email", "email__iexact", "username", "token", "key",
					    "activation_key", "code", NULL };

	for (uint32_t i = 0; !strcmp(last, "filter") && i < o->arg_count; i++) {
		const char *keyword = an_text(u, an_arg_at(u, o->first_arg + i)->keyword);

		if (wr_is_one_of(keyword, keys))
			return true;
	}
	return false;
}

/* prefetch_related(Prefetch("lines")): its arguments are calls that are read for themselves. */
static bool holds_prefetch(const an_unit *u, an_id op)
{
	for (an_id i = op; --i && within(&an_op_at(u, i)->span, &an_op_at(u, op)->span);) {
		if (!strcmp(an_last_part(an_text(u, an_op_at(u, i)->name)), "Prefetch"))
			return true;
	}
	return false;
}

static void name_model(struct search *s, const char *model, uint32_t f, an_id op)
{
	s->several |= s->rows->model && strcmp(s->rows->model, model);
	if (s->rows->model)
		return;
	s->rows->model = model;
	s->rows->function = f;
	s->rows->op = op;
}

static bool is_peewee(const struct an_models *m, const char *model)
{
	return an_mapper_of(m, model) == AN_PEEWEE;
}

/* Like.select(Like, Tweet) of peewee: a row of Tweet comes with each. */
static bool joins(struct search *s, const char *model)
{
	const char *names[AN_FIXED_MAX];
	uint32_t n = 0;

	if (!is_peewee(s->m, s->rows->model))
		return false;
	if (strcmp(model, s->rows->model))
		an_relations_back(s->m, s->rows->model, model, names, &n);
	for (uint32_t i = 0; i < n; i++)
		add_loaded(s->rows, names[i]);
	return true;
}

/* query(Order), select(Order, Customer): the classes among its arguments. */
static void read_entities(struct search *s, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(s->p, f);
	const struct an_op *o = an_op_at(u, op);

	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);
		const char *text = an_text(u, arg->text);
		const char *model = arg->kind == AN_ARG_FUNCTION ? an_model_class(s->m, text, strlen(text)) : NULL;

		if (model && s->rows->model && joins(s, model))
			continue;
		if (model)
			name_model(s, model, f, op);
		s->rows->unclear |= !model || (o->arg_count > 1 && !is_peewee(s->m, s->rows->model));
	}
}

/* "shop.models.Order.objects.filter": the class before the manager. */
static void read_manager(struct search *s, uint32_t f, an_id op, const char *name)
{
	static const char *const managers[] = { ".objects.", ".query.", ".select", "._default_manager.", ".scalars" };

	for (size_t i = 0; i < sizeof managers / sizeof *managers; i++) {
		const char *at = strstr(name, managers[i]);
		const char *model = at && at > name ? an_model_class(s->m, name, (size_t)(at - name)) : NULL;

		if (model)
			name_model(s, model, f, op);
	}
}

/* Order.objects.filter(pk__in=Line.objects.values("order")): what stands in the brackets are not the rows. */
static bool is_condition(const struct an_program *p, uint32_t f, an_id op)
{
	static const char *const methods[] = { "filter", "exclude", "annotate", "get", "where", "order_by", NULL };
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);

	for (an_id i = op + 1; i < an_unit_count(u, AN_OPS) && an_op_at(u, i)->function == o->function; i++) {
		const struct an_op *outer = an_op_at(u, i);

		if (outer->span.line > o->span.end_line)
			return false;
		if (outer->kind == AN_OP_CALL && within(&o->span, &outer->span) &&
		    (o->span.line != outer->span.line || o->span.column != outer->span.column) &&
		    wr_is_one_of(an_last_part(an_text(u, outer->name)), methods))
			return true;
	}
	return false;
}

/* customer.orders, where customer is known to be a Customer: the relation, or NULL. */
static const struct an_relation *relation_at(const struct search *s, const an_unit *u, an_id symbol)
{
	const struct an_symbol *member = an_symbol_at(u, symbol);
	const char *type = member->base ? an_text(u, an_symbol_at(u, member->base)->type) : "";
	const char *model = *type ? an_model_class(s->m, type, strlen(type)) : NULL;

	return model ? an_relation_of(s->m, model, an_last_part(an_text(u, member->name))) : NULL;
}

/* Its rows: nobody can see here what was loaded with the object that has them. */
static bool read_related(struct search *s, uint32_t f, an_id symbol, an_id op)
{
	const struct an_relation *r = relation_at(s, an_unit_of(s->p, f), symbol);

	if (!r || !*r->target || (!r->many && r->mapper != AN_SQLALCHEMY) || s->rows->model || an_is_of_row(s->p, f, symbol))
		return false;
	name_model(s, r->target, f, op);
	s->rows->assumed = true;
	if (*r->back)
		s->rows->fixed[s->rows->fixed_count++] = r->back;
	return true;
}

static void read_op(struct search *s, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(s->p, f);
	const struct an_op *o = an_op_at(u, op);
	const char *name = an_text(u, o->callee ? o->callee : o->name), *last = an_last_part(name);

	if (o->kind != AN_OP_CALL)
		return;
	if (wr_is_one_of(last, loaders) && !holds_prefetch(u, op))
		read_loader(s->rows, u, o, !strcmp(last, "prefetch_related_objects"));
	s->rows->composed |= !strcmp(last, "Prefetch");
	read_fixed(s->rows, u, o, last);
	if (!is_condition(s->p, f, op)) {
		if (o->receiver)
			read_related(s, f, o->receiver, op);
		s->rows->unclear |= wr_is_one_of(last, others) || asks_for_one(u, o, last);
		read_manager(s, f, op, name);
	}
	if (!strcmp(last, "query") || !strcmp(last, "select"))
		read_entities(s, f, op);
}

static bool is_done(const struct search *s)
{
	return s->rows->model && !s->several;
}

/* All ops of the function within the span. */
static void read_span(struct search *s, uint32_t f, const struct an_span *span)
{
	const an_unit *u = an_unit_of(s->p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(s->p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (within(&an_op_at(u, ops[i])->span, span))
			read_op(s, f, ops[i]);
	}
}

/* What the function returns: its last call there, or the symbol. */
static bool find_returned(struct search *s, uint32_t f)
{
	const an_unit *u = an_unit_of(s->p, f);
	uint32_t count, op_count;
	const an_id *marks = an_marks_of(s->p, f, &count), *ops = an_ops_of(s->p, f, &op_count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *mark = an_mark_at(u, marks[i]);

		if (mark->kind != AN_MARK_RETURN)
			continue;
		/* The outermost call stands last; what its arguments name may stand on further lines. */
		for (uint32_t k = op_count; k-- > 0;) {
			if (ops[k] < mark->op && an_op_at(u, ops[k])->span.line == mark->line) {
				read_span(s, f, &an_op_at(u, ops[k])->span);
				break;
			}
		}
		for (uint32_t k = 0; k < mark->use_count && !s->rows->model; k++)
			find_symbol(s, f, an_use_at(u, mark->first_use + k));
	}
	return is_done(s);
}

/* orders.iterator(), orders.filter(open=True) of a variable: its rows, or some of them. */
static bool describes_further(const an_unit *u, an_id op)
{
	static const char *const methods[] = {
		"iterator", "filter", "exclude", "order_by", "distinct", "all", "select_related", "prefetch_related", "only", "defer",
		"reverse", "annotate", "scalars", "unique", "fetchall", "fetchmany", "yield_per", "where", "join", "outerjoin", "options",
		"filter_by", "limit", "offset", NULL
	};
	const struct an_op *o = an_op_at(u, op);

	return o->receiver && wr_is_one_of(an_last_part(an_text(u, o->name)), methods);
}

/* The statement that session.scalars(statement) runs, where it is a variable; the session has the run's rows. */
static an_id statement_asked(const an_unit *u, an_id op)
{
	static const char *const methods[] = { "scalars", "execute", "stream_scalars", "stream", "exec", NULL };
	const struct an_op *outer = an_op_at(u, op);

	/* The outermost call of session.scalars(statement).all() stands last: those of its chain begin where it does. */
	for (an_id i = op; i && an_op_at(u, i)->function == outer->function && within(&an_op_at(u, i)->span, &outer->span); i--) {
		const struct an_op *o = an_op_at(u, i);

		if (o->kind == AN_OP_CALL && o->arg_count && wr_is_one_of(an_last_part(an_text(u, o->name)), methods) &&
		    an_arg_at(u, o->first_arg)->kind == AN_ARG_SYMBOL)
			return an_arg_at(u, o->first_arg)->symbol;
	}
	return 0;
}

static bool stands_before(const struct an_span *a, const struct an_span *b)
{
	return a->end_line < b->line || (a->end_line == b->line && a->end_column <= b->column);
}

/* tuple(Edge(row.a, row.b) for row in rows): its elements are made of the rows. */
static bool makes_others(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_span *span = &an_op_at(u, op)->span;
	uint32_t count, op_count;
	const an_id *loops = an_loops_of(p, f, &count), *ops = an_ops_of(p, f, &op_count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_loop *l = an_loop_at(u, loops[i]);

		if (l->kind != AN_COMPREHENSION || !within(&l->header, span))
			continue;
		for (uint32_t k = 0; k < op_count; k++) {
			const struct an_op *o = an_op_at(u, ops[k]);

			if (o->kind == AN_OP_CALL && o->loop == loops[i] && within(&o->span, span) &&
			    stands_before(&o->span, &l->header))
				return true;
		}
	}
	return false;
}

/* The op's own chain, or what the function of the program returns that it calls. */
static bool find_op(struct search *s, uint32_t f, an_id op)
{
	uint32_t count;
	const struct an_call *calls;
	an_id asked;

	s->rows->unclear |= makes_others(s->p, f, op);
	read_span(s, f, &an_op_at(an_unit_of(s->p, f), op)->span);
	if (s->rows->model || s->steps >= MAX_STEPS)
		return is_done(s);
	asked = statement_asked(an_unit_of(s->p, f), op);
	if (!asked && describes_further(an_unit_of(s->p, f), op))
		asked = an_op_at(an_unit_of(s->p, f), op)->receiver;
	if (asked) {
		s->steps++;
		if (find_symbol(s, f, asked))
			return true;
	}
	calls = an_calls_of(s->p, f, op, &count);
	if (count != 1 || !calls->callee)
		return false;
	s->steps++;
	return find_returned(s, calls->callee);
}

/* The first caller whose argument can be followed. */
static bool find_argument(struct search *s, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(s->p, f);
	const struct an_function *fn = an_function_of(s->p, f);
	uint8_t owner = (uint8_t)(symbol - fn->first_param);

	if (symbol < fn->first_param || symbol >= fn->first_param + fn->param_count || s->steps >= MAX_STEPS ||
	    fn->param_count > AN_THIS || an_changed_after(s->p, f, symbol, an_symbol_at(u, symbol)->line + 1, 0))
		return false;
	s->steps++;
	for (uint32_t i = s->p->first_caller[f]; i < s->p->first_caller[f + 1]; i++) {
		const struct an_call *call = &s->p->calls[s->p->callers[i]];
		struct an_operand x;

		if (call->kind != AN_CALL_PLAIN || call->caller == f ||
		    an_function_of(s->p, call->caller)->flags & AN_FN_TEST || !an_call_operand(s->p, call, owner, &x))
			continue;
		*s->rows = (struct an_rows){ 0 };
		s->several = false;
		if (x.symbol && x.arg && x.arg->kind == AN_ARG_SYMBOL ? find_symbol(s, call->caller, x.symbol)
								      : find_op(s, call->caller, call->op))
			return true;
	}
	return false;
}

static bool find_symbol(struct search *s, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(s->p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(s->p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->result == symbol)
			find_op(s, f, ops[i]);
		else if (o->arg_count && !strcmp(an_last_part(an_text(u, o->name)), "prefetch_related_objects") &&
			 an_arg_at(u, o->first_arg)->symbol == symbol)
			read_loader(s->rows, u, o, 1);
	}
	return s->rows->model ? is_done(s) : find_argument(s, f, symbol);
}

static bool find_rows(struct search *s, uint32_t function, an_id loop)
{
	const struct an_loop *l = an_loop_at(an_unit_of(s->p, function), loop);
	uint32_t count;
	const an_id *ops = an_ops_of(s->p, function, &count);

	if (l->iterated)
		return find_symbol(s, function, l->iterated) || (!s->several && read_related(s, function, l->iterated, 0));
	for (uint32_t i = count; i-- > 0;) {    /* the outermost call of the header stands last, but for the walk itself */
		if (wr_ends_with(an_text(an_unit_of(s->p, function), an_op_at(an_unit_of(s->p, function), ops[i])->name), ".__iter__"))
			continue;
		if (within(&an_op_at(an_unit_of(s->p, function), ops[i])->span, &l->header))
			return find_op(s, function, ops[i]);
	}
	return false;
}

bool an_rows_of_loop(const struct an_models *m, const struct an_program *p, uint32_t function, an_id loop,
		     struct an_rows *rows)
{
	struct search s = { .m = m, .p = p, .rows = rows };

	*rows = (struct an_rows){ 0 };
	if (find_rows(&s, function, loop))
		return true;
	return !rows->model && !rows->unclear && an_assume_rows(m, p, function, loop, rows);
}

bool an_rows_have(const struct an_rows *rows, const char *path)
{
	size_t n = strlen(path);

	for (uint32_t i = 0; i < rows->loaded_count; i++) {
		if (!strncmp(rows->loaded[i], path, n) && (!rows->loaded[i][n] || wr_starts_with(rows->loaded[i] + n, "__")))
			return true;
	}
	return false;
}

bool an_rows_share(const struct an_rows *rows, const char *name)
{
	size_t n = strlen(name);

	for (uint32_t i = 0; i < rows->fixed_count; i++) {
		if (!strncmp(rows->fixed[i], name, n) && (!rows->fixed[i][n] || !strcmp(rows->fixed[i] + n, "_id")))
			return true;
	}
	return false;
}
