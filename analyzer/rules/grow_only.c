/*
 * grow_only.c - a container of the whole program that is only ever added to.
 *
 * Costs: memory that grows with every request until the process is killed, and walks of the container that take
 * longer every day: a leak that no leak checker sees, for everything in it can still be reached.
 * Reported are containers that code which runs over and over adds to (a loop without end, a handler, a coroutine, a
 * thread), and that nothing takes from, empties, replaces, measures or hands on.
 * Misses: containers that are members of objects (py-unbounded-cache sees those of classes).
 * Wrongly reports: containers whose keys are few for a reason that the source does not say.
 */
#include <string.h>
#include <strings.h>
#include "analyzer/beside.h"
#include "analyzer/grown_globals.h"
#include "analyzer/keys_p.h"
#include "analyzer/often.h"
#include "analyzer/rule.h"
#include "core/buf.h"

static bool has_word(const char *name, const char *const *words)
{
	for (; *words; words++) {
		if (strcasestr(name, *words))
			return true;
	}
	return false;
}

/* Filled with what the source defines: as many as there are definitions. */
static bool is_registry(const char *name)
{
	static const char *const words[] = { "regist", "handler", "plugin", "hook", "listener", "command", "convert", "class",
					     "module", "signal", "extension", "route", "backend", "provider", "factor", "schema", "field",
					     "table", "mapping", "option", "warn", "known", "type", "config", "setting", "import", "loader",
					     "lock", "pattern", "regex", "compiled", "format", "template", "lang", "locale", "transl", "alias",
					     "driver", "device", "feature", "flag", "method", "function", "func", "singleton", "instance", "metric",
					     "count", "stat", "total", "logger", NULL };

	return has_word(name, words);
}

/* ---- what is done to the container, in all of the program ---- */

struct story { bool bounded; uint32_t unit, function; an_id write; };

/* All globals of all units by their last names, for a container has a symbol in each unit that mentions it. */
struct globals { struct an_keys by_name; struct wr_buf buf; };
struct global { uint32_t unit; an_id symbol; };

static void index_globals(struct globals *g, const struct an_program *p)
{
	an_keys_init(&g->by_name);
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		for (an_id i = 1; i < an_unit_count(p->units[unit], AN_SYMBOLS); i++) {
			const struct an_symbol *s = an_symbol_at(p->units[unit], i);

			if (s->kind != AN_GLOBAL)
				continue;
			an_keys_add(&g->by_name, an_last_name(an_text(p->units[unit], s->name)),
				    (uint32_t)(g->buf.len / sizeof(struct global)));
			wr_buf_add(&g->buf, &(struct global){ unit, i }, sizeof(struct global));
		}
	}
}

static bool is_shrinking(const char *name)
{
	static const char *const words[] = { "remove", "delete", "erase", "pop", "clear", "free", "destroy", "evict", "shift",
					     "steal", "swap", "resize", "drain", "purge", "expire", "prune", "discard", "len", "size",
					     "count", "extract", "splice", "assign", "reset", "__delitem__", NULL };

	return has_word(an_last_name(name), words);
}

static void read_writes(const struct an_program *p, uint32_t unit, an_id symbol, struct story *s)
{
	const an_unit *u = p->units[unit];
	uint32_t count;
	const an_id *writes = an_unit_writes_of(p, unit, symbol, &count);

	for (uint32_t i = 0; i < count && !s->bounded; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (!w->function || an_function_at(u, w->function)->flags & AN_FN_MODULE)
			continue;
		/* map[key] = value in C++; what takes from it is a call. */
		if (!w->grows && !(u->language == AN_CPP && w->kind == AN_WRITE_CHANGE &&
				   an_symbol_at(u, symbol)->value != AN_VALUE_LIST)) {
			s->bounded = true;
		} else if (w->grows && !s->write) {
			s->unit = unit;
			s->function = w->function;
			s->write = writes[i];
		}
	}
}

/* cache.pop(k), len(cache), prune(cache): something else knows how many there are. */
static void read_ops(const struct an_program *p, uint32_t unit, an_id symbol, struct story *s)
{
	const an_unit *u = p->units[unit];

	for (an_id i = 1; i < an_unit_count(u, AN_OPS) && !s->bounded; i++) {
		const struct an_op *o = an_op_at(u, i);

		if (o->receiver == symbol && is_shrinking(an_text(u, o->name)))
			s->bounded = true;
		for (uint32_t k = 0; o->kind == AN_OP_CALL && k < o->arg_count; k++)
			s->bounded |= an_arg_at(u, o->first_arg + k)->symbol == symbol;
	}
}

/* task.add_done_callback(tasks.discard): handed to somebody who will call it. */
static void read_members(const struct an_program *p, uint32_t unit, an_id symbol, struct story *s)
{
	const an_unit *u = p->units[unit];

	for (an_id i = symbol + 1; i < an_unit_count(u, AN_SYMBOLS) && !s->bounded; i++)
		s->bounded = an_symbol_at(u, i)->base == symbol && is_shrinking(an_text(u, an_symbol_at(u, i)->name));
}

static void read_story(const struct an_program *p, const struct globals *g, uint32_t unit, an_id symbol, struct story *s)
{
	const struct global *all = (const void *)g->buf.data;
	const char *name = an_last_name(an_text(p->units[unit], an_symbol_at(p->units[unit], symbol)->name));

	for (const struct an_key *k = an_keys_find(&g->by_name, name, strlen(name)); k && !s->bounded;
	     k = an_keys_next(&g->by_name, k)) {
		const struct global *other = &all[k->value];

		if (!an_same_global(p, unit, symbol, other->unit, other->symbol))
			continue;
		read_writes(p, other->unit, other->symbol, s);
		read_ops(p, other->unit, other->symbol, s);
		read_members(p, other->unit, other->symbol, s);
	}
}

static bool is_container(const an_unit *u, const struct an_symbol *s)
{
	return s->kind == AN_GLOBAL && !(s->storage & AN_STORED_CONSTANT) && !strchr(an_text(u, s->name), '.') &&
	       (s->value == AN_VALUE_LIST || s->value == AN_VALUE_HASH || s->value == AN_VALUE_TREE);
}

static bool is_candidate(const an_unit *u, const struct an_symbol *s)
{
	const char *name = an_text(u, s->name);

	return !is_registry(an_last_name(name)) && !strstr(an_text(u, s->type), "eak") && !strstr(an_text(u, s->type), "deque") && !strchr(an_text(u, s->type), '[');
}

static bool is_added_to(const struct an_program *p, uint32_t unit, an_id symbol)
{
	uint32_t count;
	const an_id *writes = an_unit_writes_of(p, unit, symbol, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_write_at(p->units[unit], writes[i])->grows)
			return true;
	}
	return false;
}

/* x = cache.get(key); if x is None: cache[key] = ...: kept on purpose, for as many keys as callers have. */
static bool is_asked_first(const struct an_program *p, const struct story *s, an_id symbol)
{
	const an_unit *u = p->units[s->unit];

	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
		const struct an_op *o = an_op_at(u, i);

		if (o->function != s->function)
			continue;
		if (o->receiver == symbol && !strcmp(an_last_name(an_text(u, o->name)), "get"))
			return true;
		if (o->kind == AN_OP_MEMBER_TEST && o->arg_count == 2 && an_arg_at(u, o->first_arg + 1)->symbol == symbol)
			return true;
	}
	return false;
}

static void check_symbol(const struct an_program *p, struct an_sink *sink, const struct an_beside *b,
			 const struct globals *g, uint32_t unit, an_id symbol)
{
	const an_unit *u = p->units[unit];
	struct story s = { 0 };
	const struct an_write *w;
	struct an_report *r;
	const char *how;
	uint32_t f;

	read_story(p, g, unit, symbol, &s);
	if (s.bounded || !s.write)
		return;
	f = an_node_of(p, s.unit, s.function);
	if (!f)
		return;
	w = an_write_at(p->units[s.unit], s.write);
	if (an_function_of(p, f)->flags & (AN_FN_TEST | AN_FN_BROKEN | AN_FN_MEMOIZED) ||
	    an_is_setup(an_last_name(an_text(p->units[s.unit], an_function_of(p, f)->name))))
		return;
	how = an_runs_often(p, sink, b, f, w->loop);
	if (!how)
		return;
	r = an_report_line(sink, f, w->line, "%s only ever grows: %s adds to it, reached from %s, and nothing takes from it or "
			   "bounds it", an_text(u, an_symbol_at(u, symbol)->name), an_name_of(sink, f), how);
	/* Far from what runs often, nobody can say how often. */
	if (u->language == AN_PYTHON && (is_asked_first(p, &s, w->symbol) || !an_runs_often_itself(p, b, f, w->loop)))
		an_report_severity(r, WR_LOW);
	an_chain_line(r, f, w->line, "%s adds an element", an_name_of(sink, f));
}

/* if (!filled) { ...; filled = 1; }: once, however often it is asked. */
static bool is_once(const struct an_program *p, uint32_t f, uint32_t line)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count, writes;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		for (uint32_t k = 0; m->kind == AN_MARK_BRANCH && m->line <= line && k < m->use_count; k++) {
			an_id asked = an_use_at(u, m->first_use + k);

			an_writes_of(p, f, asked, &writes);
			if (writes && an_symbol_at(u, asked)->kind == AN_GLOBAL && an_symbol_at(u, asked)->value == AN_VALUE_NUMBER)
				return true;
		}
	}
	return false;
}

struct search { const struct an_program *p; struct an_sink *sink; const struct an_beside *b; };

static void check_c(void *data, const struct an_growth_site *site)
{
	const struct search *s = data;
	const an_unit *u = s->p->units[site->unit];
	const char *name = an_text(u, an_symbol_at(u, site->symbol)->name), *how;
	uint32_t f = an_node_of(s->p, site->unit, site->function);
	struct an_report *r;

	if (!f || is_registry(name) || an_function_of(s->p, f)->flags & (AN_FN_TEST | AN_FN_BROKEN) ||
	    an_is_setup(an_text(u, an_function_of(s->p, f)->name)) || is_once(s->p, f, site->line))
		return;
	how = an_runs_often(s->p, s->sink, s->b, f, site->loop);
	if (!how)
		return;
	r = an_report_line(s->sink, f, site->line, "%s only ever grows: %s adds to it, reached from %s, and nothing takes from it or "
			   "bounds it", name, an_name_of(s->sink, f), how);
	an_chain_line(r, f, site->line, "%s adds an element", an_name_of(s->sink, f));
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	struct globals g = { 0 };
	struct an_beside b;

	an_beside_init(&b, p);
	index_globals(&g, p);
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		for (an_id i = 1; i < an_unit_count(p->units[unit], AN_SYMBOLS); i++) {
			if (is_container(p->units[unit], an_symbol_at(p->units[unit], i)) && is_added_to(p, unit, i) &&
			    is_candidate(p->units[unit], an_symbol_at(p->units[unit], i)))
				check_symbol(p, sink, &b, &g, unit, i);
		}
	}
	an_each_grown_global(p, check_c, &(struct search){ p, sink, &b });
	wr_buf_free(&g.buf);
	an_keys_free(&g.by_name);
	an_beside_free(&b);
}

const struct an_rule an_rule_grow_only = {
	.meta = {
		.id = "grow-only",
		.title = "A container of the whole program is only ever added to",
		.help = "Bound it (functools.lru_cache(maxsize=...), a size limit with eviction), remove what is done with, or keep "
			"it where it ends with the request.",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.doubtful = "c,cpp,python",
		.confidence = WR_CONFIDENCE_MEDIUM,
	},
	.check = check,
};
