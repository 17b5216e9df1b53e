/*
 * cpp_double_lookup.c - the same key looked up twice.
 *
 * Costs: if (m.count(k)) use(m[k]) hashes the key, or goes down the tree and
 * compares, twice; three times where it is erased or inserted as well.
 * Misses: keys that are expressions with arguments; lookups in different functions.
 * Wrongly reports: two lookups between which the container changes unseen.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "core/text.h"

enum { FAR = 8 };       /* lines between the two lookups */

static const char *method_of(const an_unit *u, const struct an_op *o)
{
	const char *name = an_text(u, o->name), *last = strstr(name, "::operator");

	if (!last)
		last = strrchr(name, ':');
	else
		last++;
	return last ? last + 1 : name;
}

static bool is_lookup(const an_unit *u, const struct an_op *o, const char *const *methods)
{
	uint8_t value;

	if (o->kind != AN_OP_CALL || !o->receiver || !o->arg_count)
		return false;
	value = an_symbol_at(u, o->receiver)->value;
	return (value == AN_VALUE_HASH || value == AN_VALUE_TREE) && wr_is_one_of(method_of(u, o), methods);
}

static bool is_multi(const an_unit *u, const struct an_op *o)
{
	return strstr(an_text(u, an_symbol_at(u, o->receiver)->type), "multi") != NULL;
}

/* An expression that gives the same twice: a variable, a member, a method that only tells. */
static bool is_steady(const char *text)
{
	for (const char *at = text; *at; at++) {
		if (*at == '(' && at[1] != ')')
			return false;
		if ((*at == '+' && at[1] == '+') || (*at == '-' && at[1] == '-') || *at == '=' || *at == '{')
			return false;
	}
	return *text != 0;
}

static bool same_key(const an_unit *u, const struct an_arg *a, const struct an_arg *b, bool pair)
{
	if (pair && a->kind == AN_ARG_SYMBOL)
		return b->use_count && an_use_at(u, b->first_use) == a->symbol;
	if (a->kind != b->kind)
		return false;
	if (a->kind == AN_ARG_SYMBOL)
		return a->symbol == b->symbol;
	if (strcmp(an_text(u, a->text), an_text(u, b->text)))
		return false;
	return a->kind == AN_ARG_LITERAL || (a->kind == AN_ARG_EXPRESSION && is_steady(an_text(u, a->text)));
}

/* Is the symbol, or what it is a member of, written in a line strictly between? */
static bool written_between(const struct an_program *p, uint32_t f, an_id symbol, uint32_t from, uint32_t to)
{
	const an_unit *u = an_unit_of(p, f);

	for (; symbol; symbol = an_symbol_at(u, symbol)->base) {
		uint32_t count;
		const an_id *writes = an_writes_of(p, f, symbol, &count);

		for (uint32_t i = 0; i < count; i++) {
			uint32_t line = an_write_at(u, writes[i])->line;

			if (line > from && line < to)
				return true;
		}
	}
	return false;
}

/* Something of the project is called between: it may change the container, or fill it by itself. */
static bool calls_between(const struct an_program *p, uint32_t f, uint32_t from, uint32_t to)
{
	for (uint32_t i = p->first_call[f]; i < p->first_call[f + 1]; i++) {
		const struct an_op *o = an_op_at(an_unit_of(p, f), p->calls[i].op);

		if (p->calls[i].callee && o->span.line >= from && o->span.line <= to)
			return true;
	}
	return false;
}

static bool is_second(const struct an_program *p, uint32_t f, const struct an_op *first, const struct an_op *o)
{
	static const char *const again[] = { "find", "at", "operator[]", "insert", "emplace", "try_emplace",
					     "insert_or_assign", "erase", "count", "contains", NULL };
	static const char *const making[] = { "operator[]", "insert", "emplace", "try_emplace", "insert_or_assign",
					      NULL };
	const an_unit *u = an_unit_of(p, f);
	const struct an_arg *key = an_arg_at(u, first->first_arg);
	bool pair;

	if (o->receiver != first->receiver || !is_lookup(u, o, again) || o->loop != first->loop ||
	    o->span.line > first->span.end_line + FAR)
		return false;
	pair = !strcmp(method_of(u, o), "insert");
	if (!same_key(u, key, an_arg_at(u, o->first_arg), pair) ||
	    written_between(p, f, o->receiver, first->span.line, o->span.line) ||
	    (key->symbol && written_between(p, f, key->symbol, first->span.line, o->span.line)))
		return false;
	return !wr_is_one_of(method_of(u, o), making) || !calls_between(p, f, first->span.line, o->span.end_line);
}

/* The way from one op to a later one of the same turn. */
struct way { unsigned depth; bool elsewhere, ended, left; };

static void step(struct way *way, uint8_t mark)
{
	switch (mark) {
	case AN_MARK_BRANCH:
	case AN_MARK_LOOP:
		way->depth++;
		break;
	case AN_MARK_ARM:
		way->elsewhere |= !way->depth;
		break;
	case AN_MARK_JOIN:
	case AN_MARK_LOOP_END:
		if (way->depth)
			way->depth--;
		else
			way->elsewhere = !(way->left = true);
		break;
	case AN_MARK_RETURN:
	case AN_MARK_BREAK:
	case AN_MARK_CONTINUE:
	case AN_MARK_THROW:
	case AN_MARK_GOTO:
		way->ended |= !way->depth && !way->elsewhere;
		break;
	default:
		break;
	}
}

/* Can both ops run, one after the other, without another arm or another turn between them? */
static bool leads_to(const struct an_program *p, uint32_t f, an_id from, an_id to)
{
	const an_unit *u = an_unit_of(p, f);
	struct way way = { .depth = 0 };
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->op > from && m->op <= to)
			step(&way, m->kind);
	}
	/* Out of one arm and into another: perhaps never both. */
	return !way.elsewhere && !way.ended && !(way.left && way.depth);
}

/* The lookup that repeats the i-th op; 0 = none. */
static an_id second_of(const struct an_program *p, uint32_t f, const an_id *ops, uint32_t count, uint32_t i)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *first = an_op_at(u, ops[i]);

	for (uint32_t k = i + 1; k < count; k++) {
		const struct an_op *o = an_op_at(u, ops[k]);

		if (is_second(p, f, first, o) && leads_to(p, f, ops[i], ops[k]))
			return ops[k];
	}
	return 0;
}

/* The loop that repeats the lookups in one and the same container; 0 = none: one that each turn makes has what the
 * loops within that turn put in. */
static an_id repeated_by(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_symbol *container = an_symbol_at(u, o->receiver);
	an_id loop = an_growing_loop(p, f, op, NULL);
	const struct an_loop *l = an_loop_at(u, loop);
	bool within = container->kind == AN_LOCAL && container->line >= l->span.line && container->line <= l->span.end_line &&
		      !(container->access & (AN_BY_REFERENCE | AN_BY_POINTER));

	return loop && loop != o->loop && within ? 0 : loop;
}

static void check_function(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	static const char *const asking[] = { "find", "count", "contains", NULL };
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		struct an_report *r;
		an_id second, loop;

		if (!is_lookup(u, o, asking) || o->result || is_multi(u, o) || an_op_aside(o))
			continue;
		second = second_of(p, f, ops, count, i);
		if (!second)
			continue;
		r = an_report_op(sink, f, ops[i], "%s looks a key up, and %s in line %u looks the same key up again",
				 an_call_name(sink, f, ops[i]), an_call_name(sink, f, second),
				 an_op_at(u, second)->span.line);
		loop = repeated_by(p, f, ops[i]);
		if (!loop || an_container_plenty(p, f, o->receiver) == AN_FEW)
			an_report_severity(r, WR_LOW);
		if (loop)
			an_chain_loop(r, f, loop);
		an_chain_op(r, f, ops[i], "the first lookup");
		an_chain_op(r, f, second, "the same key again");
	}
}

const struct an_rule an_rule_cpp_double_lookup = {
	.meta = {
		.id = "cpp-double-lookup",
		.title = "The same key is looked up twice in a map or set",
		.help = "Keep the iterator that find() gives (it->second), or what insert() and try_emplace() return: "
			"they say whether the key was there.",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.costs_little = true,
	.each_function = check_function,
};
