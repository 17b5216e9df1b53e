/*
 * py_lock_io.c - something slow is done, or awaited, while a thread's lock is held.
 *
 * Costs: every thread that needs the lock waits as long as the slow call takes.  An await under a
 * threading.Lock lets other tasks of the same thread run, and the first that takes the lock stops the
 * whole event loop, for ever.
 * Misses: reads and writes of files, waits for other threads, calls that cannot be resolved.
 * Wrongly reports: a slow call that has to be alone with what the lock protects.
 */
#include "analyzer/held_io.h"

/* await under a lock of threads */
static void note_await(struct an_lock_walk *w, const struct an_lockset *held, an_id op)
{
	struct an_sink *sink = w->data;
	const struct an_op *o = an_op_at(an_unit_of(w->p, w->function), op);

	for (uint32_t i = 0; o->kind == AN_OP_AWAIT && i < held->n; i++) {
		const struct an_held *h = &held->held[i];
		const char *name = an_held_name(sink, w->function, &h->lock);
		struct an_report *r;

		if (h->flags & (AN_HELD_ASYNC | AN_HELD_INHERITED))
			continue;
		r = an_report_op(sink, w->function, op, "%s awaits while it holds %s, a lock of threads: the next task that "
				 "takes it stops the event loop, and this one with it", an_name_of(sink, w->function), name);
		an_chain_op(r, w->function, h->op, "%s takes %s", an_name_of(sink, w->function), name);
		an_chain_op(r, w->function, op, "%s lets other tasks run", an_name_of(sink, w->function));
		return;
	}
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	struct an_lock_walk w = { .call = note_await, .data = sink };

	an_report_slow_calls(p, sink, true);
	if (!p->locks)
		return;
	AN_EACH_FUNCTION(p, f) {
		if (an_function_of(p, f)->flags & AN_FN_ASYNC && an_may_hold(p, f))
			an_walk_locks(&w, p, f);
	}
}

const struct an_rule an_rule_py_lock_io = {
	.meta = {
		.id = "py-lock-io",
		.title = "Something slow is done while a lock of threads is held",
		.help = "Copy what is needed under the lock, leave it, and do the slow thing then; in a coroutine take "
			"an asyncio.Lock.",
		.languages = "python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
