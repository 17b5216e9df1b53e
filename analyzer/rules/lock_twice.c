/*
 * lock_twice.c - a lock taken on a way that holds it already.
 *
 * Costs: a lock that its holder may not take again stops the thread for ever, at the second taking.
 * Only what is certainly one lock is reported: a global, or the same member of the same object.
 * Misses: locks behind pointers that are passed on; a turn of a loop that forgets to give back.
 * Wrongly reports: locks that are set up elsewhere to be taken again.
 */
#include <string.h>
#include "analyzer/locks.h"
#include "analyzer/rule.h"

struct search { struct an_sink *sink; };

static void chain_calls(struct an_report *r, struct an_sink *sink, const struct an_program *p, uint32_t f, an_id op,
			const struct an_taken *taken, uint32_t callee)
{
	for (int i = 0; taken && i < AN_TAKEN_MAX; i++) {
		an_chain_op(r, f, op, "%s calls %s", an_name_of(sink, f), an_name_of(sink, callee));
		f = callee;
		op = taken->op;
		callee = taken->callee;
		taken = an_taken_next(p, taken);
	}
	an_chain_op(r, f, op, "%s takes it again", an_name_of(sink, f));
}

static void report(const struct an_lock_walk *w, an_id op, const struct an_held *held, const struct an_lock *lock)
{
	struct an_sink *sink = ((struct search *)w->data)->sink;
	const char *name = an_held_name(sink, w->function, &held->lock), *holder = an_name_of(sink, w->function);
	uint32_t callee = 0, line = an_op_at(an_unit_of(w->p, w->function), held->op)->span.line;
	const struct an_taken *taken = an_taken_by_callee(w->p, w->function, op, lock, &callee);
	struct an_report *r;

	if (taken)
		r = an_report_op(sink, w->function, op, "%s takes %s again, which %s holds since line %u: "
				 "it waits for itself for ever", an_name_of(sink, callee), name, holder, line);
	else
		r = an_report_op(sink, w->function, op, "%s takes %s again, which it holds since line %u: "
				 "it waits for itself for ever", holder, name, line);
	an_chain_op(r, w->function, held->op, "%s takes %s", holder, name);
	chain_calls(r, sink, w->p, w->function, op, taken, callee);
}

static void look(struct an_lock_walk *w, const struct an_lockset *held, an_id op, const struct an_lock *lock,
		 uint32_t flags)
{
	uint32_t callee = 0;
	const struct an_taken *taken = an_taken_by_callee(w->p, w->function, op, lock, &callee);

	/* What a called function takes only sometimes may be just what its caller excludes. */
	if (flags & (AN_HELD_AGAIN | AN_HELD_SHARED) || an_lock_again(w->p, lock->class) ||
	    (taken && taken->flags & AN_HELD_GUARDED) || an_op_aside(an_op_at(an_unit_of(w->p, w->function), op)))
		return;
	for (uint32_t i = 0; i < held->n; i++) {
		const struct an_held *h = &held->held[i];

		if (an_same_lock(&h->lock, lock) && h->op != op &&
		    !(h->flags & (AN_HELD_AGAIN | AN_HELD_INHERITED | AN_HELD_SHARED | AN_HELD_MAYBE)))
			report(w, op, h, lock);
	}
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	struct search s = { sink };
	struct an_lock_walk w = { .take = look, .data = &s };

	if (!p->locks)
		return;
	AN_EACH_FUNCTION(p, f) {
		if (an_may_hold(p, f))
			an_walk_locks(&w, p, f);
	}
}

const struct an_rule an_rule_lock_twice = {
	.meta = {
		.id = "lock-twice",
		.title = "A lock is taken again by who holds it",
		.help = "Take the lock in one place only: split the inner function into one that takes the lock and one "
			"that expects it to be held, and call the latter. A lock that its holder may take again "
			"(threading.RLock, std::recursive_mutex) hides the question instead.",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.doubtful = "c,cpp",
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
