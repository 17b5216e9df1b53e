/*
 * loop_lock.c - a lock taken and given back on every turn for nothing but a word or two.
 *
 * Costs: a lock that nobody wants is 20 to 50 nanoseconds, one that others want a trip through the kernel and a
 * cache line that changes owners, n times instead of once.
 * Only loops whose whole turn stands under the lock, and does nothing that takes time, are reported: there
 * the lock can be taken around the loop without others waiting longer for it than they do now.
 * Misses: turns that do something else besides.
 * Wrongly reports: loops that give the lock back on purpose, to let others in.
 */
#include <string.h>
#include "analyzer/locks.h"
#include "analyzer/rule.h"

struct search { struct an_sink *sink; an_id loop, take, give; struct an_lock lock; bool bad; };

/* Something quick: no call that is not known to be. */
static bool is_quick(const struct an_program *p, uint32_t f, an_id op)
{
	static const uint32_t slow = AN_QUERIES | AN_CONNECTS | AN_BLOCKS | AN_OPENS | AN_READS | AN_SPAWNS | AN_COMMITS |
				     AN_LOCKS | AN_SLEEPS | AN_COMPILES | AN_PARSES | AN_SORTS | AN_NETWORK | AN_WAITS;
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	if (o->kind != AN_OP_CALL)
		return o->kind != AN_OP_AWAIT;
	if (an_op_effects(p, f, op, 0, NULL) & slow)
		return false;
	if (!count)     /* a method of a container of the program's own, or nothing that is known */
		return u->language == AN_CPP ? !strncmp(an_text(u, o->name), "std::", 5) :
		       u->language == AN_PYTHON && (!strncmp(an_text(u, o->name), "list.", 5) ||
						    !strncmp(an_text(u, o->name), "dict.", 5) ||
						    !strncmp(an_text(u, o->name), "set.", 4));
	return !calls->callee || (count == 1 && !calls->guessed && !p->nodes[calls->callee].degree &&
				  calls->kind == AN_CALL_PLAIN);
}

static void note_take(struct an_lock_walk *w, const struct an_lockset *held, an_id op, const struct an_lock *lock,
		      uint32_t flags)
{
	struct search *s = w->data;
	const struct an_op *o = an_op_at(an_unit_of(w->p, w->function), op);
	uint32_t callee;

	(void)flags;
	if (o->loop != s->loop)
		return;
	s->bad |= s->take || held->n || o->flags & (AN_OP_GUARDED | AN_OP_IN_CONDITION) || !lock->single ||
		  (bool)an_taken_by_callee(w->p, w->function, op, lock, &callee);
	s->take = op;
	s->lock = *lock;
}

/* What is done without the lock must be nothing. */
static void note_call(struct an_lock_walk *w, const struct an_lockset *held, an_id op)
{
	struct search *s = w->data;
	const an_unit *u = an_unit_of(w->p, w->function);
	const struct an_op *o = an_op_at(u, op);

	if (o->loop != s->loop) {
		s->bad |= o->loop && an_loop_within(u, o->loop, s->loop);
		return;
	}
	s->bad |= !is_quick(w->p, w->function, op) || (o->kind == AN_OP_CALL && !held->n);
}

static bool leaves(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);
	bool inside = false;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->target == loop && (m->kind == AN_MARK_LOOP || m->kind == AN_MARK_LOOP_END))
			inside = m->kind == AN_MARK_LOOP;
		else if (inside && (m->kind == AN_MARK_LOOP || m->kind == AN_MARK_GOTO || m->kind == AN_MARK_BREAK ||
				    m->kind == AN_MARK_RETURN))
			return true;
	}
	return false;
}

static void check_loop(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id loop)
{
	struct search s = { .sink = sink, .loop = loop };
	struct an_lock_walk w = { .take = note_take, .call = note_call, .data = &s };
	const struct an_loop *l = an_loop_at(an_unit_of(p, f), loop);
	struct an_report *r;

	/* In a template one cannot see all that is called. */
	if (an_function_of(p, f)->flags & AN_FN_TEMPLATE || !an_loop_grows(p, f, loop) || l->kind == AN_WHILE || l->kind == AN_CALLBACK || l->flags || leaves(p, f, loop))
		return;
	an_walk_locks(&w, p, f);
	if (s.bad || !s.take || (s.lock.root && !an_symbol_kept(p, f, s.lock.root, loop)))
		return;
	r = an_report_op(sink, f, s.take, "%s is taken and given back on every turn of %s, whose whole turn stands under it",
			 an_held_name(sink, f, &s.lock), an_loop_over(sink, f, loop));
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, s.take, "%s takes %s", an_name_of(sink, f), an_held_name(sink, f, &s.lock));
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	AN_EACH_LOOPING(p, f) {
		uint32_t count;
		const an_id *loops = an_loops_of(p, f, &count);

		if (!p->locks || !an_has_locks(p, f))
			continue;
		for (uint32_t i = 0; i < count; i++)
			check_loop(p, sink, f, loops[i]);
	}
}

const struct an_rule an_rule_loop_lock = {
	.meta = {
		.id = "loop-lock",
		.title = "A lock is taken and given back on every turn of a loop",
		.help = "Take the lock once around the loop; or gather in a local variable and add the sum under the lock "
			"behind the loop.",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_MEDIUM,
	},
	.check = check,
};
