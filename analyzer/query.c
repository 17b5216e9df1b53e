/* query.c - loops in which a query costs once per turn, and those that are meant so. */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "analyzer/name_parts.h"
#include "analyzer/query_p.h"
#include "analyzer/sink_p.h"
#include "analyzer/turn_effect_p.h"
#include "core/text.h"

#define NEAR_LINES 3    /* between an `if` and what it decides */
#define KIND_LINES 12   /* the same, where all of a block is for one kind of elements */

static bool has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (; *text; text++) {
		if (!strncasecmp(text, word, n))
			return true;
	}
	return false;
}

/* range(0, n, size) steps over whole batches. */
static bool steps(const char *over)
{
	int commas = 0;

	if (strncmp(over, "range(", 6))
		return false;
	for (int depth = 0; *over; over++) {
		depth += *over == '(';
		depth -= *over == ')';
		commas += depth == 1 && *over == ',';
	}
	return commas == 2;
}

/* Tables, columns and databases are as many as somebody defined, and no statement takes several. */
static bool walks_definitions(const an_unit *u, const struct an_loop *l)
{
	static const char *const words[] = { "table", "column", "schema", "database", "model" };
	const char *variable = an_text(u, an_symbol_at(u, l->variable)->name);
	const char *iterated = an_text(u, an_symbol_at(u, l->iterated)->name);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (has_word(variable, words[i]) || has_word(iterated, words[i]))
			return true;
	}
	return false;
}

/* Turns that take many rows each. */
static bool works_in_batches(const an_unit *u, const struct an_loop *l)
{
	static const char *const words[] = { "batch", "chunk", "page", "slice", "shard", "partition", "groupby", "grouped" };
	const char *variable = an_text(u, an_symbol_at(u, l->variable)->name), *over = an_text(u, l->over);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (has_word(variable, words[i]) || has_word(over, words[i]))
			return true;
	}
	return steps(over);
}

const char *an_query_text(const struct an_program *p, const struct an_way *way)
{
	struct an_operand sql;
	int from;

	if (!an_op_subject(p, way->function[way->last], way->op[way->last], &sql))
		return "";
	from = an_follow_up(p, way, &sql);
	return sql.arg && sql.arg->kind == AN_ARG_LITERAL ? an_text(an_unit_of(p, way->function[from]), sql.arg->text) : "";
}

static bool starts_with_word(const char *sql, const char *word)
{
	while (isspace((unsigned char)*sql))
		sql++;
	return !strncasecmp(sql, word, strlen(word)) && !isalnum((unsigned char)sql[strlen(word)]);
}

/* Statements of set-up and upkeep, which take one object each by their nature. */
static bool is_definition(const char *sql)
{
	static const char *const words[] = {
		"create", "drop", "alter", "pragma", "begin", "commit", "rollback", "savepoint", "release",
		"vacuum", "analyze", "reindex", "attach", "detach", "grant", "revoke", "truncate", "lock", "listen",
		"use", "explain", "show"
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (starts_with_word(sql, words[i]))
			return true;
	}
	return false;
}

/* while rows: rows = page(offset): the query is what the loop turns on. */
static bool pages(const struct an_loop *l, const char *sql)
{
	return l->kind == AN_WHILE && (has_word(sql, "limit ") || has_word(sql, "offset ") ||
				       has_word(sql, "fetch first") || has_word(sql, "fetch next") || has_word(sql, "top "));
}

/* for statement in script: execute(statement), itself or in a function that is given the statement */
static bool runs_what_it_walks(const struct an_program *p, const struct an_way *way, const struct an_loop *l)
{
	struct an_operand sql;

	return an_op_subject(p, way->function[way->last], way->op[way->last], &sql) && !an_follow_up(p, way, &sql) &&
	       sql.arg && sql.arg->kind == AN_ARG_SYMBOL && sql.symbol && sql.symbol == l->variable;
}

/* Does the query differ from turn to turn?  One that is the same each time asks for what may have
 * changed meanwhile, or is there to be measured.  What stands before the statement is its connection. */
static bool varies(const struct an_program *p, uint32_t f, an_id op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_api *api = an_op_api(p, f, op);

	/* What it writes was added before. */
	if (api && wr_ends_with(api->name, "Session.flush"))
		return true;
	if (o->receiver && !an_symbol_kept(p, f, o->receiver, loop))
		return true;
	for (uint32_t i = api && api->subject > 0 ? (uint32_t)api->subject : 0; i < o->arg_count; i++) {
		if (!an_arg_invariant(p, f, op, an_arg_at(u, o->first_arg + i), loop))
			return true;
	}
	/* A statement prepared before takes its values from elsewhere. */
	return api && api->subject == AN_SUBJECT_NONE && !o->receiver;
}

/* while (reply == NULL) reply = query(): the loop turns until there is an answer. */
static bool turns_on_result(const an_unit *u, const struct an_op *o, const struct an_loop *l)
{
	return l->kind == AN_WHILE && o->result &&
	       has_word(an_text(u, l->over), an_text(u, an_symbol_at(u, o->result)->name));
}

/* The connection that a query goes through: the object of a method, or what stands before the statement. */
static bool connection_of(const struct an_program *p, uint32_t f, an_id op, struct an_operand *connection)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_api *api = an_op_api(p, f, op);

	*connection = (struct an_operand){ o->receiver, NULL };
	if (u->language == AN_PYTHON)
		return o->receiver && api && !strncmp(api->name, "dbapi.", 6);
	if (!o->receiver && o->arg_count && an_arg_at(u, o->first_arg)->symbol && (!api || api->subject != AN_SUBJECT_ARG0))
		*connection = (struct an_operand){ an_arg_at(u, o->first_arg)->symbol, an_arg_at(u, o->first_arg) };
	return connection->symbol != 0;
}

/* Is it made here by connecting to where a parameter says? */
static bool connects_to_parameter(const struct an_program *p, uint32_t f, an_id connection)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->result != connection || !(an_op_effects(p, f, ops[i], AN_CONNECTS, NULL) & AN_CONNECTS))
			continue;
		for (uint32_t k = 0; k < o->arg_count; k++) {
			an_id symbol = an_arg_at(u, o->first_arg + k)->symbol;

			if (symbol && an_symbol_at(u, an_symbol_root(u, symbol))->kind == AN_PARAMETER)
				return true;
		}
	}
	return false;
}

/* Does each turn ask a server, or connection, of its own? */
static bool asks_another_server(const struct an_program *p, const struct an_way *way, an_id loop)
{
	struct an_operand connection;
	const an_unit *u;
	int from;

	if (!connection_of(p, way->function[way->last], way->op[way->last], &connection))
		return false;
	from = an_follow_up(p, way, &connection);
	if (from)
		return connection.symbol && connects_to_parameter(p, way->function[from], connection.symbol);
	u = an_unit_of(p, way->function[0]);
	if (!connection.symbol)
		return false;
	/* A cursor made in the turn is still one of the same connection. */
	if (u->language == AN_PYTHON)
		return an_symbol_root(u, connection.symbol) == an_loop_at(u, loop)->variable;
	return !an_symbol_kept(p, way->function[0], connection.symbol, loop);
}

/* execute(f"... WHERE id IN ({placeholders})", ids) */
static bool mentions_placeholders(const an_unit *u, const struct an_arg *arg)
{
	for (uint32_t i = 0; i < arg->use_count; i++) {
		if (has_word(an_text(u, an_symbol_at(u, an_use_at(u, arg->first_use + i))->name), "placeholder"))
			return true;
	}
	return false;
}

/* delete(ids.in_(batch)), filter(id__in=ids): what is asked for is a batch. */
static bool wants_batch(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *outer = an_op_at(u, op);

	for (an_id i = op; i && an_op_at(u, i)->function == outer->function && an_op_at(u, i)->span.line >= outer->span.line; i--) {
		const struct an_op *o = an_op_at(u, i);

		for (uint32_t k = 0; k < o->arg_count; k++) {
			const char *name = an_text(u, an_symbol_at(u, an_arg_at(u, o->first_arg + k)->symbol)->name);

			if (has_word(name, "batch") || has_word(name, "chunk") || mentions_placeholders(u, an_arg_at(u, o->first_arg + k)) ||
			    wr_ends_with(an_text(u, an_arg_at(u, o->first_arg + k)->keyword), "__in"))
				return true;
		}
	}
	return false;
}

/* stmt = update(Order).where(...), then session.execute(stmt): what the statement was last made by. */
static bool is_made_to_write(const struct an_program *p, uint32_t f, an_id op)
{
	static const char *const makers[] = { "insert", "update", "delete", NULL };
	const an_unit *u = an_unit_of(p, f);
	struct an_operand sql;
	uint32_t count, line = 0;
	const an_id *list;

	if (u->language != AN_PYTHON || !an_op_subject(p, f, op, &sql) || !sql.symbol || (sql.arg && sql.arg->kind != AN_ARG_SYMBOL))
		return false;
	list = an_writes_of(p, f, sql.symbol, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, list[i]);

		if (w->kind == AN_WRITE_ASSIGN && w->line <= an_op_at(u, op)->span.line && w->line > line)
			line = w->line;
	}
	list = an_ops_of(p, f, &count);
	for (uint32_t i = 0; line && i < count; i++) {
		const struct an_op *o = an_op_at(u, list[i]);

		if (o->kind == AN_OP_CALL && o->span.line == line && list[i] < op && !o->receiver &&
		    wr_is_one_of(an_last_part(an_text(u, o->name)), makers))
			return true;
	}
	return false;
}

/* The same of rows = filter(id__in=ids), which are then walked. */
static bool asks_for_batch(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	an_id rows = an_op_at(u, op)->receiver;
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; rows && i < count && ops[i] < op; i++) {
		if (an_op_at(u, ops[i])->result == rows && an_op_at(u, ops[i])->loop && wants_batch(p, f, ops[i]))
			return true;
	}
	return wants_batch(p, f, op);
}

bool an_loop_in_batches(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);

	return works_in_batches(u, an_loop_at(u, loop));
}

bool an_query_writes(const struct an_program *p, const struct an_way *way)
{
	static const char *const statements[] = { "insert", "update", "delete", "replace", "merge", "upsert", NULL };
	static const char *const methods[] = {
		"save", "create", "flush", "add", "insert_one", "update_one", "replace_one", "delete_one", "mongocxx::collection::insert_one",
		"mongocxx::collection::update_one", NULL
	};
	uint32_t f = way->function[way->last];
	an_id op = way->op[way->last];
	const char *sql = an_query_text(p, way), *name = an_text(an_unit_of(p, f), an_op_at(an_unit_of(p, f), op)->name);

	for (const char *const *s = statements; *s; s++) {
		if (starts_with_word(sql, *s))
			return true;
	}
	return wr_is_one_of(an_last_part(name), methods) || !strcmp(name, "peewee.WriteQuery.execute") || is_made_to_write(p, f, op);
}

bool an_blamed_below(const struct an_program *p, const struct an_way *way)
{
	for (int i = 1; i <= way->last; i++) {
		if (an_growing_loop(p, way->function[i], way->op[i], NULL))
			return true;
	}
	return false;
}

/* update(row, with_save=False): what stands under an if is most likely what was not asked for. */
static bool says_not_to(const an_unit *u, const struct an_op *o)
{
	for (uint32_t i = 0; u->language == AN_PYTHON && i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);

		if (*an_text(u, arg->keyword) && arg->kind == AN_ARG_LITERAL && !strcmp(an_text(u, arg->text), "False"))
			return true;
	}
	return false;
}

/* Methods of one object, by its symbol, or of something imported, by its name. */
static bool is_same_object(const an_unit *u, const struct an_op *a, const struct an_op *b)
{
	const char *x = an_text(u, a->name), *y = an_text(u, b->name);
	size_t n = (size_t)(an_last_part(x) - x);

	if (a->receiver || b->receiver)
		return a->receiver == b->receiver;
	return n > 2 && n == (size_t)(an_last_part(y) - y) && !strncmp(x, y, n);
}

/* value = cache.get(key), if that is one: return it; then the query, and cache.set(key, value). */
bool an_answer_is_kept(const struct an_program *p, uint32_t f, an_id op)
{
	static const char *const puts[] = { "set", "add", "put", "store", "setdefault", NULL };
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count && ops[i] < op; i++) {
		const struct an_op *get = an_op_at(u, ops[i]);
		const char *name = an_text(u, get->name);

		if (get->kind != AN_OP_CALL || !wr_ends_with(name, ".get"))
			continue;
		for (uint32_t k = i + 1; k < count; k++) {
			const struct an_op *put = an_op_at(u, ops[k]);

			if (ops[k] > op && put->kind == AN_OP_CALL && is_same_object(u, get, put) &&
			    wr_is_one_of(an_last_part(an_text(u, put->name)), puts))
				return true;
		}
	}
	return false;
}

bool an_leads_there(const struct an_program *p, const struct an_way *way)
{
	for (int i = 1; i <= way->last; i++) {
		if (an_answer_is_kept(p, way->function[i], way->op[i]))
			return false;
	}
	for (int i = 1; i <= way->last; i++) {
		bool guarded = an_op_at(an_unit_of(p, way->function[i]), way->op[i])->flags & AN_OP_GUARDED;

		if (guarded && (way->last > 1 || says_not_to(an_unit_of(p, way->function[i - 1]),
							     an_op_at(an_unit_of(p, way->function[i - 1]), way->op[i - 1]))))
			return false;
	}
	return true;
}

/* get_or_create: many at once take another statement in each database. */
static bool is_upsert(const char *name)
{
	const char *dot = strrchr(name, '.');

	name = dot ? dot + 1 : name;
	return !strcmp(name, "get_or_create") || !strcmp(name, "update_or_create");
}

/* How many ops of the function send statements, itself or through calls; error paths and cache misses aside. */
static unsigned statements_of(const struct an_program *p, uint32_t f)
{
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);
	unsigned n = 0;

	for (uint32_t i = 0; i < count; i++)
		n += !an_op_aside(an_op_at(an_unit_of(p, f), ops[i])) &&
		     an_op_effects(p, f, ops[i], AN_QUERIES, NULL) & AN_QUERIES;
	return n;
}

/* Is it an ORM's call that changes rows and reads none? */
static bool changes_rows(const char *name)
{
	return wr_ends_with(name, ".update") || wr_ends_with(name, ".delete");
}

bool an_is_one_of_several(const struct an_program *p, uint32_t f, an_id op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const char *own = strrchr(an_text(u, an_op_at(u, op)->name), '.');
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count && u->language == AN_PYTHON; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		const char *name = strrchr(an_text(u, o->name), '.');

		if (ops[i] != op && an_loop_within(u, o->loop, loop) && !an_op_aside(o) &&
		    an_op_effects(p, f, ops[i], AN_QUERIES, NULL) & AN_QUERIES && !(own && name && !strcmp(own, name)))
			return true;
	}
	return false;
}

/* A database in the program itself: one query per element is what it is made for, but for rows of its own, where a
 * join would do (sqlite.org/np1queryprob.html). */
static bool is_asked_within(const struct an_program *p, const struct an_way *way, an_id loop)
{
	const an_unit *u = an_unit_of(p, way->function[way->last]);

	return u->language == AN_C && wr_starts_with(an_text(u, an_op_at(u, way->op[way->last])->name), "sqlite3_") &&
	       !an_loop_over_rows(p, way->function[0], loop);
}

/* if row.kind == "large": what is asked of the elements of one kind only. */
static bool is_for_one_kind(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = count; i-- > 0 && o->flags & AN_OP_GUARDED;) {
		const struct an_op *x = an_op_at(u, ops[i]);
		const struct an_arg *wanted = x->arg_count == 2 ? an_arg_at(u, x->first_arg + 1) : NULL;

		if (ops[i] < op && x->kind == AN_OP_EQUAL && x->loop && o->span.line - x->span.line <= KIND_LINES)
			return wanted && wanted->kind == AN_ARG_LITERAL && wanted->value == AN_VALUE_TEXT;
	}
	return false;
}

bool an_writes_several(const struct an_program *p, const struct an_way *way)
{
	for (int i = 1; i <= way->last; i++) {
		if (statements_of(p, way->function[i]) > 1)
			return true;
	}
	return false;
}

bool an_query_expected(const struct an_program *p, const struct an_way *way, an_id loop)
{
	const an_unit *u = an_unit_of(p, way->function[way->last]);

	if (u->language != AN_PYTHON)
		return is_asked_within(p, way, loop);
	if (an_turn_work(p, way->function[0], loop, way->op[0]))
		return true;
	if (way->callback || (changes_rows(an_text(u, an_op_at(u, way->op[way->last])->name)) &&
			      an_is_one_of_several(p, way->function[0], way->op[0], loop)))
		return true;
	if (an_writes_several(p, way))
		return true;
	if (is_for_one_kind(p, way->function[0], way->op[0]))
		return true;
	/* What some turns change is not what the loop is for. */
	if (!way->last && an_op_at(u, way->op[0])->flags & AN_OP_GUARDED && changes_rows(an_text(u, an_op_at(u, way->op[0])->name)))
		return true;
	return is_upsert(an_text(u, an_op_at(u, way->op[way->last])->name)) || an_until_one_answers(p, way, loop);
}

/* if key == "home": one element of all that are walked. */
static bool is_for_one_element(const struct an_program *p, uint32_t f, an_id op, const struct an_loop *l)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = count; i-- > 0 && u->language == AN_PYTHON && o->flags & AN_OP_GUARDED;) {
		const struct an_op *x = an_op_at(u, ops[i]);

		if (ops[i] >= op || x->kind != AN_OP_EQUAL || x->loop != o->loop || x->arg_count != 2)
			continue;
		return o->span.line - x->span.line <= NEAR_LINES && an_arg_at(u, x->first_arg)->symbol == l->variable &&
		       an_arg_at(u, x->first_arg + 1)->kind == AN_ARG_LITERAL;
	}
	return false;
}

an_id an_query_loop(const struct an_program *p, const struct an_way *way)
{
	uint32_t f = way->function[0];
	an_id op = way->op[0], loop = an_growing_loop(p, f, op, NULL);
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_loop *l = an_loop_at(u, loop);
	const char *sql = an_query_text(p, way);

	if (!loop || an_op_aside(o) || (o->flags & AN_OP_IN_CONDITION && o->loop == loop))
		return 0;
	if ((l->iterated && an_container_size(p, f, l->iterated) == AN_SIZE_BOUNDED) || is_for_one_element(p, f, op, l))
		return 0;
	if (works_in_batches(u, l) || walks_definitions(u, l) || is_definition(sql) || pages(l, sql) ||
	    turns_on_result(u, o, l) || asks_for_batch(p, f, op) || runs_what_it_walks(p, way, l) || asks_another_server(p, way, loop))
		return 0;
	return varies(p, f, op, loop) ? loop : 0;
}

const char *an_query_cost(struct an_sink *sink, uint32_t function, an_id loop)
{
	const an_unit *u = an_unit_of(sink->p, function);
	const struct an_loop *l = an_loop_at(u, loop);
	const struct an_symbol *s = an_symbol_at(u, l->variable);

	if (!l->variable || l->kind == AN_WHILE || s->value == AN_VALUE_NUMBER || strlen(an_text(u, s->name)) < 2)
		return "one query per turn";
	return wr_arena_printf(sink->arena, "one query per %s", an_text(u, s->name));
}
