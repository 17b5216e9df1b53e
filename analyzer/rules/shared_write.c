/*
 * shared_write.c - a global, a captured variable or a member that a thread, a pool or a signal handler changes
 * without a lock.
 *
 * Costs: two threads that count at once lose counts; a container that two change at once is destroyed; what a
 * handler writes may never be seen by the loop that waits for it.
 * Of threads only changes that need the old value are reported (n++, inserting): a flag that one sets and another
 * reads is a race by the letter, and mostly works.  Of a signal handler in C any write that is not to
 * a volatile sig_atomic_t or an atomic, if what was interrupted reads it: not what only handlers run, nor what ends
 * the program.  Parsers that bison and flex made are nobody's to mend.
 * Captured variables and members count where several threads are started on one and the same.
 * Misses: memory that is reached through pointers, functions behind tables.
 * Wrongly reports: threads of which only one ever runs; counts that may be wrong.
 */
#include <stdlib.h>
#include <string.h>
#include "analyzer/beside.h"
#include "analyzer/locks.h"
#include "analyzer/rule.h"
#include "analyzer/ways.h"
#include "core/alloc.h"

struct search {
	const struct an_beside *beside;
	struct an_sink *sink;
	bool *handled;          /* per function: signal handlers reach it */
	bool *plain;            /* and so does what is no handler */
};

static bool is_atomic(const char *type)
{
	return strstr(type, "atomic") || strstr(type, "Atomic");
}

/* A variable of who starts the thread: one for all of them, unless each turn of the starting loop has its own. */
static bool is_captured_by_all(const struct an_program *p, const struct an_beside *b, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_start *start = &p->starts[b->start[f] - 1];
	const struct an_symbol *s = an_symbol_at(u, symbol);
	an_id loop = start->caller ? an_op_at(an_unit_of(p, start->caller), start->op)->loop : 0;

	return s->kind == AN_CAPTURED && s->base && start->callee == f && start->caller && start->kind == AN_START_THREAD &&
	       (!loop || an_symbol_at(u, s->base)->line < an_loop_at(an_unit_of(p, start->caller), loop)->span.line);
}

/* A member of the object that starts several threads on itself: std::thread(&Server::work, this). */
static bool is_own_member(const struct an_program *p, const struct an_beside *b, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f), *v;
	const struct an_start *start = &p->starts[b->start[f] - 1];
	const struct an_symbol *root = an_symbol_at(u, an_symbol_root(u, symbol));
	const struct an_op *o;

	if (!start->caller || start->callee != f || an_symbol_at(u, symbol)->kind != AN_MEMBER ||
	    strcmp(an_text(u, root->name), "this"))
		return false;
	v = an_unit_of(p, start->caller);
	o = an_op_at(v, start->op);
	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(v, o->first_arg + i);

		if (arg->kind == AN_ARG_SYMBOL && !strcmp(an_text(v, an_symbol_at(v, arg->symbol)->name), "this"))
			return true;
	}
	return false;
}

/* Is it one variable that several threads have? */
static bool is_shared(const struct an_program *p, const struct an_beside *b, uint32_t f, an_id symbol)
{
	return an_symbol_at(an_unit_of(p, f), symbol)->kind == AN_GLOBAL ||
	       (b->many[f] && (is_captured_by_all(p, b, f, symbol) || is_own_member(p, b, f, symbol)));
}

/* May two threads at once spoil it? */
static bool is_fragile(const an_unit *u, const struct an_write *w)
{
	const struct an_symbol *s = an_symbol_at(u, w->symbol);
	const char *type = an_text(u, s->type);

	/* Told once, or twice. */
	if (strstr(an_text(u, s->name), "warn"))
		return false;
	if (s->storage & (AN_STORED_THREAD | AN_STORED_CONSTANT) || is_atomic(type))
		return false;
	/* Python's interpreter runs one operation of a container at a time. */
	if (w->updates)
		return s->value == AN_VALUE_NUMBER || (u->language == AN_PYTHON && s->value == AN_VALUE_UNKNOWN);
	return w->grows && u->language == AN_CPP;
}

static bool is_handler_write(const an_unit *u, const struct an_write *w)
{
	const struct an_symbol *s = an_symbol_at(u, w->symbol);
	const char *type = an_text(u, s->type);

	return u->language != AN_PYTHON && s->kind == AN_GLOBAL && w->kind == AN_WRITE_ASSIGN && !(s->storage & AN_STORED_THREAD) &&
	       s->value == AN_VALUE_NUMBER && !is_atomic(type) && !strstr(type, "volatile");
}

/* ---- who sees what a signal handler writes ---- */

static void spread(const struct an_program *p, bool *reached, uint32_t *queue, uint32_t n)
{
	while (n) {
		uint32_t f = queue[--n];

		for (uint32_t c = p->first_call[f]; c < p->first_call[f + 1]; c++) {
			uint32_t callee = p->calls[c].callee;

			if (callee && !reached[callee]) {
				reached[callee] = true;
				queue[n++] = callee;
			}
		}
	}
}

static void find_handled(struct search *s, const struct an_program *p)
{
	uint32_t *queue = wr_calloc(p->node_count + 1, sizeof *queue), n = 0;

	s->handled = wr_calloc(p->node_count + 1, sizeof *s->handled);
	s->plain = wr_calloc(p->node_count + 1, sizeof *s->plain);
	for (uint32_t i = 0; i < p->start_count; i++) {
		uint32_t f = p->starts[i].callee;

		if (p->starts[i].kind == AN_START_SIGNAL && f && !s->handled[f]) {
			s->handled[f] = true;
			queue[n++] = f;
		}
	}
	spread(p, s->handled, queue, n);
	n = 0;
	for (uint32_t f = 1; n < p->node_count && f <= p->node_count; f++) {
		if (!s->handled[f]) {
			s->plain[f] = true;
			queue[n++] = f;
		}
	}
	spread(p, s->plain, queue, n);
	free(queue);
}

static void note_return(struct an_ways *ways, void *state, const struct an_mark *mark)
{
	(void)state;
	if (mark->kind == AN_MARK_RETURN)
		*(bool *)ways->data = true;
}

static void note_end(struct an_ways *ways, void *state)
{
	(void)state;
	*(bool *)ways->data = true;
}

static void join_nothing(void *state, const void *other, void *data)
{
	(void)state;
	(void)other;
	(void)data;
}

/* Do all its ways end the program? */
static bool ends_all(const struct an_program *p, uint32_t f)
{
	bool returns = false;
	char state = 0;
	struct an_ways ways = { .size = sizeof state, .data = &returns, .join = join_nothing, .mark = note_return, .end = note_end };

	an_walk_ways(&ways, p, f, &state);
	return !returns;
}

/* What only handlers run, or what they end the program with: who was interrupted never sees the change there. */
static bool is_of_handlers(const struct search *s, const struct an_program *p, uint32_t f)
{
	return s->handled[f] && (!s->plain[f] || ends_all(p, f));
}

/* ---- who else uses it ---- */

/* What is set up before threads are there. */
static bool is_setup(const struct an_program *p, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	const char *name = an_text(u, an_function_of(p, f)->name);

	return an_function_of(p, f)->flags & (AN_FN_MODULE | AN_FN_TEST) || strstr(name, "init") || !strcmp(name, "main") ||
	       strstr(name, "setup") || strstr(name, "usage");
}

struct mention { uint32_t function; an_id symbol; uint32_t line; };

/* Another function that reads or writes the global while the thread may run. */
static bool find_mention(const struct search *s, const struct an_program *p, uint32_t f, an_id symbol, struct mention *found)
{
	const struct an_beside *b = s->beside;
	const struct an_start *start = &p->starts[b->start[f] - 1];

	for (uint32_t g = 1; g <= p->node_count; g++) {
		const an_unit *u = an_unit_of(p, g);
		uint32_t count;
		const an_id *marks = an_marks_of(p, g, &count);

		if (g == f || b->start[g] == b->start[f] || g == start->caller || is_setup(p, g))
			continue;
		for (uint32_t i = 0; i < count; i++) {
			const struct an_mark *m = an_mark_at(u, marks[i]);

			if (m->kind != AN_MARK_MENTION ||
			    !an_same_global(p, p->nodes[f].unit, symbol, p->nodes[g].unit, an_use_at(u, m->first_use)))
				continue;
			if (start->kind == AN_START_SIGNAL && is_of_handlers(s, p, g))
				break;
			*found = (struct mention){ g, an_use_at(u, m->first_use), an_function_of(p, g)->head.line };
			return true;
		}
	}
	return false;
}

static const char *who_runs(const struct an_program *p, const struct an_beside *b, uint32_t f)
{
	switch (p->starts[b->start[f] - 1].kind) {
	case AN_START_SIGNAL: return "a signal handler";
	case AN_START_POOL: return "the threads of a pool";
	default: return b->many[f] ? "several threads" : "a thread";
	}
}

static void report(struct an_lock_walk *w, an_id write, const struct mention *m)
{
	struct search *s = w->data;
	const an_unit *u = an_unit_of(w->p, w->function);
	const struct an_write *record = an_write_at(u, write);
	const struct an_start *start = &w->p->starts[s->beside->start[w->function] - 1];
	const char *name = an_symbol_name(s->sink, w->function, record->symbol);
	const char *other = m ? wr_arena_printf(an_sink_arena(s->sink), ", and %s uses it too", an_name_of(s->sink, m->function)) : "";
	struct an_report *r = an_report_line(s->sink, w->function, record->line,
		start->kind == AN_START_SIGNAL ?
		"%s, run by %s, changes %s, whose type is neither volatile sig_atomic_t nor atomic%s" :
		"%s, run by %s, changes %s without a lock%s: changes made at the same time are lost or spoil it",
		an_name_of(s->sink, w->function), who_runs(w->p, s->beside, w->function), name, other);

	if (start->caller)
		an_chain_op(r, start->caller, start->op, "%s lets %s run beside it", an_name_of(s->sink, start->caller),
			    an_name_of(s->sink, start->callee));
	an_chain_line(r, w->function, record->line, "%s changes %s", an_name_of(s->sink, w->function), name);
	if (m)
		an_chain_line(r, m->function, m->line, "%s uses %s", an_name_of(s->sink, m->function), name);
}

/* Does the write stand behind a condition? */
static bool is_guarded(const struct an_program *p, uint32_t f, an_id write)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count, depth = 0;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->write > write)
			break;
		depth += m->kind == AN_MARK_BRANCH;
		depth -= m->kind == AN_MARK_JOIN;
	}
	return depth > 0;
}

static void look(struct an_lock_walk *w, const struct an_lockset *held, an_id write)
{
	struct search *s = w->data;
	const an_unit *u = an_unit_of(w->p, w->function);
	const struct an_write *record = an_write_at(u, write);
	bool signal = w->p->starts[s->beside->start[w->function] - 1].kind == AN_START_SIGNAL;
	bool global = an_symbol_at(u, record->symbol)->kind == AN_GLOBAL;
	struct mention m;

	/* In a called function: perhaps just what the thread excludes. */
	if (an_function_of(w->p, w->function)->flags & AN_FN_GENERATED)
		return;
	if (s->beside->depth[w->function] && is_guarded(w->p, w->function, write))
		return;
	if (held->n || (signal ? !is_handler_write(u, record) :
			!is_fragile(u, record) || !is_shared(w->p, s->beside, w->function, record->symbol)))
		return;
	global = global && find_mention(s, w->p, w->function, record->symbol, &m);
	/* Once per variable: a macro that counts may stand in every other line. */
	if ((global || (s->beside->many[w->function] && !signal)) && !an_told_before(s->sink, w->function, record->symbol))
		report(w, write, global ? &m : NULL);
}

/* Functions without locks need no walk of their ways. */
static void look_plainly(struct an_lock_walk *w, const struct an_program *p, uint32_t f)
{
	static const struct an_lockset nothing;
	uint32_t count;
	const an_id *writes = an_changes_of(p, f, &count);

	w->p = p;
	w->function = f;
	for (uint32_t i = 0; i < count; i++)
		look(w, &nothing, writes[i]);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	struct an_beside beside;
	struct search s = { .beside = &beside, .sink = sink };
	struct an_lock_walk w = { .change = look, .data = &s };

	an_beside_init(&beside, p);
	find_handled(&s, p);
	AN_EACH_FUNCTION(p, f) {
		if (!beside.start[f])
			continue;
		if (p->locks && an_may_hold(p, f))
			an_walk_locks(&w, p, f);
		else
			look_plainly(&w, p, f);
	}
	free(s.handled);
	free(s.plain);
	an_beside_free(&beside);
}

const struct an_rule an_rule_shared_write = {
	.meta = {
		.id = "shared-write",
		.title = "What threads share is changed without a lock",
		.help = "Take the lock that guards it, make it atomic (std::atomic, _Atomic, volatile sig_atomic_t in a signal "
			"handler), or let each thread have its own and add them up at the end.",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
