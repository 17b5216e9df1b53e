/*
 * py_unbounded_cache.c - a cache that keeps all it was ever asked for.
 *
 * Costs: functools.cache and lru_cache(maxsize=None) let nothing go: in a program that runs on, memory grows with every
 * new argument; on a method self is an argument, so that every object that was ever asked is kept alive with all
 * that hangs on it. A dict in a class body that methods fill is the same by hand.
 * Misses: caches in objects that live as long as the program; dicts that are filled through cls or the class's name.
 * Wrongly reports: arguments that are few for a reason that the source does not say.
 * Dicts and lists at the top of a module are grow-only's.
 */
#include <string.h>
#include <strings.h>
#include "analyzer/named_ops.h"
#include "analyzer/often.h"

#define MAKERS_LEAST 3          /* functions that make objects of a class: then there are many of them */

static const char *self_of(const struct an_program *p, uint32_t f)
{
	const struct an_function *fn = an_function_of(p, f);
	const char *first = fn->param_count ? an_text(an_unit_of(p, f), an_symbol_at(an_unit_of(p, f), fn->first_param)->name) : "";

	return fn->flags & AN_FN_METHOD && (!strcmp(first, "self") || !strcmp(first, "cls")) ? first : "";
}

/* The name of a method's class: "Resolver" of "core.resolver.Resolver.resolve". */
static const char *class_of(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	const char *key = an_text(an_unit_of(p, f), an_function_of(p, f)->key), *dot = strrchr(key, '.');

	return dot ? an_last_part(wr_arena_strndup(an_sink_arena(sink), key, (size_t)(dot - key))) : "";
}

/* Is the op one that makes an object of the class? */
static bool makes(const an_unit *u, const struct an_op *o, const char *class)
{
	return o->kind == AN_OP_CALL && !o->receiver && !strcmp(an_last_part(an_text(u, o->name)), class) && !(o->flags & AN_OP_COLD);
}

/* In how many functions objects of the class are made; *looped: in a loop. */
static unsigned count_makers(const struct an_program *p, const char *class, bool *looped)
{
	unsigned makers = 0;

	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];
		an_id last = 0;

		if (u->language != AN_PYTHON || !an_unit_says(u, class))
			continue;
		for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
			const struct an_op *o = an_op_at(u, i);
			uint32_t f = makes(u, o, class) && o->function != last ? an_node_of(p, unit, o->function) : 0;

			if (!f || an_function_of(p, f)->flags & (AN_FN_TEST | AN_FN_MODULE))
				continue;
			last = o->function;
			makers++;
			*looped |= o->loop && an_growing_from(p, f, o->loop);
		}
	}
	return makers;
}

static void check_method(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	const char *class = class_of(p, sink, f);
	bool looped = false;
	unsigned makers = count_makers(p, class, &looped);

	if (!looped && makers < MAKERS_LEAST)
		return;
	an_report_function(sink, f, "the cache of %s has no bound and is the class's, not the object's: every %s that it is ever called on "
			   "stays in memory as long as the program runs; use functools.cached_property, or a dict made in __init__()",
			   an_name_of(sink, f), class);
}

/* Arguments that are as many as the source has classes, files or languages. */
static bool is_few(const char *name)
{
	static const char *const words[] = { "cls", "class", "klass", "model", "type", "lang", "locale", "module", "dist", "field", "spec",
					     "setting", "config", "path", "template", "view", "app", "version", "kind", "level", "theme", "name",
					     "format", "func", "backend", "plugin", "method", "column", "table", "dir", "env", "file", "mode", NULL };

	for (const char *const *w = words; *w; w++) {
		if (strcasestr(name, *w))
			return true;
	}
	return false;
}

/* The first parameter that may stand for many things; 0 = none. */
static an_id open_parameter(const struct an_program *p, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *fn = an_function_of(p, f);

	for (an_id i = fn->first_param + (*self_of(p, f) != 0); fn->param_count < AN_THIS && i < fn->first_param + fn->param_count; i++) {
		const struct an_symbol *s = an_symbol_at(u, i);

		if (!is_few(an_text(u, s->name)) && strcmp(an_text(u, s->type), "bool") && strcmp(an_text(u, s->type), "tuple"))
			return i;
		if (is_few(an_text(u, s->name)))
			return 0;       /* what it is mostly about */
	}
	return 0;
}

/* How the function comes to be called over and over with what somebody else gives: a handler's own parameter, or a part
 * of it; NULL if it does not. */
static const char *asked_by(const struct an_program *p, struct an_sink *sink, const struct an_beside *b, uint32_t f, an_id parameter)
{
	uint8_t owner = (uint8_t)(parameter - an_function_of(p, f)->first_param);

	for (uint32_t i = p->first_caller[f]; i < p->first_caller[f + 1]; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];
		const an_unit *u = an_unit_of(p, call->caller);
		struct an_operand x;
		const char *how;

		if (call->guessed || call->kind != AN_CALL_PLAIN || an_op_aside(an_op_at(u, call->op)) ||
		    !an_call_operand(p, call, owner, &x) || !x.symbol ||
		    an_symbol_at(u, an_symbol_root(u, x.symbol))->kind != AN_PARAMETER)
			continue;
		how = an_runs_often(p, sink, b, call->caller, an_op_at(u, call->op)->loop);
		if (how)
			return how;
	}
	return NULL;
}

static void check_function(const struct an_program *p, struct an_sink *sink, const struct an_beside *b, uint32_t f)
{
	an_id parameter = open_parameter(p, f);
	const char *how;

	if (!parameter || an_is_setup(an_last_part(an_text(an_unit_of(p, f), an_function_of(p, f)->name))))
		return;
	how = asked_by(p, sink, b, f, parameter);
	if (how)
		an_report_function(sink, f, "the cache of %s has no bound: what it gives stays in memory for every %s that it is ever asked for, "
				   "reached from %s; lru_cache(maxsize=...) lets the oldest go", an_name_of(sink, f),
				   an_symbol_name(sink, f, parameter), how);
}

/* ---- a dict in a class body, filled by methods ---- */

struct attribute { uint32_t unit; an_id symbol; const struct an_class *class; const char *name; };

/* A method of the class, of which the attribute's owner is self or cls: "self.seen", "cls.seen". */
static bool is_mention(const struct an_program *p, const struct attribute *a, an_id symbol, uint32_t *f)
{
	const an_unit *u = p->units[a->unit];
	const struct an_symbol *s = an_symbol_at(u, symbol), *base = an_symbol_at(u, s->base);
	const char *name = an_text(u, s->name), *owner = an_text(u, base->name);

	if (s->kind != AN_MEMBER || !s->function || base->base || (strcmp(owner, "self") && strcmp(owner, "cls")) ||
	    strcmp(an_last_part(name), a->name) || strchr(name, '.') != strrchr(name, '.'))
		return false;
	*f = an_node_of(p, a->unit, s->function);
	return *f && an_function_of(p, *f)->span.line >= a->class->line && an_function_of(p, *f)->span.end_line <= a->class->end_line;
}

/* self.seen.pop(), len(self.seen), prune(self.seen): something else knows of it. */
static bool is_bounded_by_op(const an_unit *u, const struct an_op *o, an_id symbol)
{
	static const char *const adding[] = { "append", "add", "setdefault", "update", "extend", "get", "keys", "values", "items", NULL };
	const char *last = an_last_part(an_text(u, o->name));
	bool adds = false;

	for (const char *const *w = adding; *w; w++)
		adds |= !strcmp(last, *w);
	if (o->receiver == symbol)
		return !adds;
	for (uint32_t k = 0; o->kind == AN_OP_CALL && k < o->arg_count; k++) {
		if (an_arg_at(u, o->first_arg + k)->symbol == symbol)
			return true;
	}
	return false;
}

/* What is done to it in one method: the write that adds (0 = none); *bounded: something else besides. */
static an_id read_method(const struct an_program *p, const struct attribute *a, an_id symbol, uint32_t f, bool *bounded)
{
	const an_unit *u = p->units[a->unit];
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, symbol, &count), *ops;
	an_id adding = 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		*bounded |= !w->grows;
		if (w->grows && !adding)
			adding = writes[i];
	}
	ops = an_ops_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++)
		*bounded |= is_bounded_by_op(u, an_op_at(u, ops[i]), symbol);
	return adding;
}

/* Is it filled from what is looked up in it, if key not in self.seen: self.seen[key] = ...? */
static bool is_asked(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->flags & AN_OP_MEMO)
			return true;
		if (o->kind == AN_OP_MEMBER_TEST && o->arg_count == 2 && an_arg_at(u, o->first_arg + 1)->symbol == symbol)
			return true;
		if (o->receiver == symbol && !strcmp(an_last_part(an_text(u, o->name)), "get"))
			return true;
	}
	return false;
}

static void check_attribute(const struct an_program *p, struct an_sink *sink, const struct an_beside *b, const struct attribute *a)
{
	const an_unit *u = p->units[a->unit];
	uint32_t in = 0;
	an_id adding = 0;
	bool bounded = false, asked = false;
	const char *how;

	for (an_id i = 1; i < an_unit_count(u, AN_SYMBOLS) && !bounded; i++) {
		uint32_t f;
		an_id write;

		if (!is_mention(p, a, i, &f))
			continue;
		write = read_method(p, a, i, f, &bounded);
		asked |= is_asked(p, f, i);
		if (write && !adding) {
			adding = write;
			in = f;
		}
	}
	if (bounded || !adding || !asked || an_function_of(p, in)->flags & (AN_FN_TEST | AN_FN_BROKEN | AN_FN_MEMOIZED) ||
	    an_is_setup(an_last_part(an_text(u, an_function_of(p, in)->name))))
		return;
	how = an_runs_often(p, sink, b, in, an_write_at(u, adding)->loop);
	if (how)
		an_report_line(sink, in, an_write_at(u, adding)->line, "the cache %s belongs to the class %s, not to an object, and nothing takes from "
			       "it or bounds it: it grows with every key, reached from %s", a->name,
			       an_last_part(an_text(u, a->class->name)), how);
}

/* The class in whose body the symbol is made; NULL = at the top of the file. */
static const struct an_class *class_around(const an_unit *u, uint32_t line)
{
	const struct an_class *found = NULL;

	for (an_id i = 1; i < an_unit_count(u, AN_CLASSES); i++) {
		const struct an_class *c = an_class_at(u, i);

		if (c->line < line && line <= c->end_line && (!found || c->line > found->line))
			found = c;
	}
	return found;
}

static void check_attributes(const struct an_program *p, struct an_sink *sink, const struct an_beside *b, uint32_t unit)
{
	const an_unit *u = p->units[unit];

	for (an_id i = 1; i < an_unit_count(u, AN_SYMBOLS) && an_unit_count(u, AN_CLASSES) > 1; i++) {
		const struct an_symbol *s = an_symbol_at(u, i);
		const struct an_class *class = s->kind == AN_GLOBAL && s->value == AN_VALUE_HASH && !s->small ? class_around(u, s->line) : NULL;

		if (class && !strstr(an_text(u, s->type), "eak"))
			check_attribute(p, sink, b, &(struct attribute){ unit, i, class, an_text(u, s->name) });
	}
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	struct an_beside b;

	an_beside_init(&b, p);
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		if (p->units[unit]->language == AN_PYTHON)
			check_attributes(p, sink, &b, unit);
	}
	AN_EACH_FUNCTION(p, f) {
		if (!(an_function_of(p, f)->flags & AN_FN_KEEPS_ALL))
			continue;
		if (!strcmp(self_of(p, f), "self"))
			check_method(p, sink, f);
		else
			check_function(p, sink, &b, f);
	}
	an_beside_free(&b);
}

const struct an_rule an_rule_py_unbounded_cache = {
	.meta = {
		.id = "py-unbounded-cache",
		.title = "A cache keeps all that it was ever asked for",
		.help = "Bound it: lru_cache(maxsize=...). On a method cache in the object: functools.cached_property, or a dict made "
			"in __init__().",
		.languages = "python",
		.severity = WR_MEDIUM,
		.doubtful = "python",
		.confidence = WR_CONFIDENCE_MEDIUM,
	},
	.check = check,
};
