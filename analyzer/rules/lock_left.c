/*
 * lock_left.c - a function that leaves with a lock taken which it gives back on its other ways out.
 *
 * Costs: the next to take the lock, often the same thread at its next call, waits for ever.
 * Only what is held on a way out that stands before the last one counts, where the last one has given it back: a
 * function that hands a lock on to its caller does so at its end, or hands something else on beside it.
 * Misses: locks that are given back under a condition, or by jumping backwards; what an exception leaves behind.
 * Wrongly reports: a lock that the caller gives back where it cannot be seen to.
 */
#include <string.h>
#include "analyzer/locks.h"
#include "analyzer/rule.h"

enum { WAYS_MAX = 64 };

/* A way out of the function (label 0), or to a label: by a jump, or by falling into it. */
struct way { uint32_t line, label; bool value; struct an_lockset held; };

struct ways {
	struct way *way;
	uint32_t count;
	bool returned;          /* the mark before the exit was a return */
};

/* Is a pointer given back: perhaps what the lock guards, for the caller to give back? */
static bool gives_pointer(const an_unit *u, const struct an_mark *m)
{
	for (uint32_t i = 0; i < m->use_count; i++) {
		if (strchr(an_text(u, an_symbol_at(u, an_use_at(u, m->first_use + i))->type), '*'))
			return true;
	}
	return false;
}

static void note(struct ways *ways, const struct an_lockset *held, uint32_t line, uint32_t label, bool value)
{
	if (ways->count < WAYS_MAX)
		ways->way[ways->count++] = (struct way){ line, label, value, *held };
}

static void note_mark(struct an_lock_walk *w, const struct an_lockset *held, const struct an_mark *mark)
{
	struct ways *ways = w->data;

	ways->returned = mark->kind == AN_MARK_RETURN;
	if (mark->kind == AN_MARK_RETURN)
		note(ways, held, mark->line, 0, gives_pointer(an_unit_of(w->p, w->function), mark));
	else if (mark->kind == AN_MARK_GOTO || mark->kind == AN_MARK_LABEL)
		note(ways, held, mark->line, mark->target, false);
}

static void note_exit(struct an_lock_walk *w, const struct an_lockset *held)
{
	struct ways *ways = w->data;

	if (!ways->returned)
		note(ways, held, an_function_of(w->p, w->function)->span.end_line, 0, false);
	ways->returned = false;
}

static bool holds(const struct an_lockset *s, const struct an_lock *lock)
{
	for (uint32_t i = 0; i < s->n; i++) {
		if (an_same_lock(&s->held[i].lock, lock) || (lock->class && s->held[i].lock.class == lock->class))
			return true;
	}
	return false;
}

/* Does a way out give back a lock that another way to it did not take? */
static bool drops(const struct an_lockset *s, const struct an_lock *lock)
{
	for (uint32_t i = 0; i < s->dropped_count; i++) {
		if (s->dropped[i].gone)
			continue;
		if (!s->dropped[i].lock.class || s->dropped[i].lock.class == lock->class)
			return true;
	}
	return false;
}

static const struct way *last_way_out(const struct ways *ways)
{
	const struct way *last = NULL;

	for (uint32_t i = 0; i < ways->count; i++) {
		if (!ways->way[i].label && (!last || ways->way[i].line >= last->line))
			last = &ways->way[i];
	}
	return last;
}

/* Is the lock, taken at that line, given back where others come to the place that this way goes to? */
static bool is_forgotten(const struct ways *ways, const struct way *way, const struct an_held *held, uint32_t taken)
{
	const struct way *last = last_way_out(ways);

	if (!last || drops(&last->held, &held->lock))
		return false;
	if (!way->label)
		return last->line > way->line && !way->value && !holds(&last->held, &held->lock);
	for (uint32_t i = 0; i < ways->count; i++) {
		const struct way *other = &ways->way[i];

		if (other->label == way->label && other->line > taken && !holds(&other->held, &held->lock))
			return !holds(&last->held, &held->lock);
	}
	return false;
}

/* A function for just that, by its name. */
static bool is_for_taking(const char *name)
{
	static const char *const words[] = { "lock", "acquire", "enter", "begin", "start", "grab", "hold", "suspend",
					     "prepare", "Lock", "Acquire", "Enter", "Begin", "Start", NULL };

	for (const char *const *word = words; *word; word++) {
		if (strstr(name, *word))
			return true;
	}
	return false;
}

/* Does the caller get something on that way, by a pointer that it gave?  Then it may get the lock as well. */
static bool hands_over(const struct an_program *p, uint32_t f, uint32_t line)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count, first = 0;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->kind == AN_MARK_BRANCH && m->line <= line)
			first = m->line;
	}
	marks = an_changes_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, marks[i]);

		if (w->line >= first && w->line <= line && w->kind != AN_WRITE_PASS && an_symbol_at(u, w->symbol)->base &&
		    an_symbol_at(u, an_symbol_root(u, w->symbol))->kind == AN_PARAMETER)
			return true;
	}
	return false;
}

/* Taken by the function itself, or by one for just that. */
static bool is_taken_here(const struct an_program *p, uint32_t f, an_id op)
{
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	return !count || !calls->callee ||
	       is_for_taking(an_text(an_unit_of(p, calls->callee), an_function_of(p, calls->callee)->name));
}

struct giving { const struct an_lock *lock; bool found; };

static void look_for_giving(struct an_lock_walk *w, const struct an_lockset *held)
{
	struct giving *g = w->data;

	g->found |= drops(held, g->lock);
}

/* Does a caller give back what it did not take: the lock that this function left? */
static bool caller_gives(const struct an_program *p, uint32_t f, const struct an_lock *lock)
{
	struct giving g = { lock, false };
	struct an_lock_walk w = { .exit = look_for_giving, .data = &g };

	for (uint32_t i = p->first_caller[f]; i < p->first_caller[f + 1] && !g.found; i++) {
		if (an_has_locks(p, p->calls[p->callers[i]].caller))
			an_walk_locks(&w, p, p->calls[p->callers[i]].caller);
	}
	return g.found;
}

/* Does the program end behind the label: fail: fatal("..."); exit(1)? */
static bool ends_program(const struct an_program *p, uint32_t f, uint32_t label)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count, i = 0;
	const an_id *marks = an_marks_of(p, f, &count);

	if (!label)
		return false;
	while (i < count && !(an_mark_at(u, marks[i])->kind == AN_MARK_LABEL && an_mark_at(u, marks[i])->target == label))
		i++;
	for (; i < count; i++) {
		switch (an_mark_at(u, marks[i])->kind) {
		case AN_MARK_THROW: return true;
		case AN_MARK_RETURN: case AN_MARK_GOTO: case AN_MARK_BRANCH: case AN_MARK_LOOP: return false;
		default: break;
		}
	}
	return false;
}

/* return_if_fail(n > 0): where the program is wrong anyway. */
static bool is_assertion(const struct an_program *p, uint32_t f, uint32_t line)
{
	static const char *const parts[] = { "if_fail", "assert", "Assert", "ASSERT", NULL };
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		for (const char *const *part = parts; o->kind == AN_OP_CALL && o->span.line == line && *part; part++) {
			if (strstr(an_text(u, o->name), *part))
				return true;
		}
	}
	return false;
}

static void report(const struct an_program *p, struct an_sink *sink, uint32_t f, const struct way *way,
		   const struct an_held *held)
{
	const char *name = an_held_name(sink, f, &held->lock);
	struct an_report *r = an_report_line(sink, f, way->line, "%s leaves here with %s taken (line %u), which it gives back "
					     "on its other ways out: the next to take it waits for ever", an_name_of(sink, f),
					     name, an_op_at(an_unit_of(p, f), held->op)->span.line);

	an_chain_op(r, f, held->op, "%s takes %s", an_name_of(sink, f), name);
	an_chain_line(r, f, way->line, "%s leaves with it taken", an_name_of(sink, f));
}

static void check_function(const struct an_program *p, struct an_sink *sink, uint32_t f, struct ways *ways)
{
	const an_unit *u = an_unit_of(p, f);
	an_id told = 0;         /* one finding for what was taken at one place */

	for (uint32_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->way[i];

		for (uint32_t k = 0; k < way->held.n; k++) {
			const struct an_held *held = &way->held.held[k];

			if (held->flags & (AN_HELD_SCOPED | AN_HELD_INHERITED | AN_HELD_GUARDED | AN_HELD_MAYBE | AN_HELD_BACK |
					   AN_HELD_ASYNC) || !held->op || !held->lock.single || held->op == told ||
			    ends_program(p, f, way->label))
				continue;
			if (is_forgotten(ways, way, held, an_op_at(u, held->op)->span.line) &&
			    is_taken_here(p, f, held->op) && !hands_over(p, f, way->line) &&
			    !is_assertion(p, f, way->line) && !caller_gives(p, f, &held->lock)) {
				report(p, sink, f, way, held);
				told = held->op;
			}
		}
	}
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	struct way way[WAYS_MAX];

	if (!p->locks)
		return;
	AN_EACH_FUNCTION(p, f) {
		struct ways ways = { .way = way };
		struct an_lock_walk w = { .mark = note_mark, .exit = note_exit, .data = &ways };

		if (!an_may_hold(p, f) || is_for_taking(an_text(an_unit_of(p, f), an_function_of(p, f)->name)))
			continue;
		an_walk_locks(&w, p, f);
		if (ways.count < WAYS_MAX)
			check_function(p, sink, f, &ways);
	}
}

const struct an_rule an_rule_lock_left = {
	.meta = {
		.id = "lock-left",
		.title = "A function leaves with a lock taken",
		.help = "Give the lock back on every way out: by one label at the end that all of them go to, by "
			"std::lock_guard, or by a with statement.",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.doubtful = "c",
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
