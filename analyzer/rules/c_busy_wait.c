/*
 * c_busy_wait.c - a loop that does nothing but look whether something has changed.
 *
 * Costs: a processor at full load for as long as the wait takes, taken from the very thread that is waited
 * for when there are fewer processors than threads; without a pause it also fights for the memory bus.
 * Misses: loops that do a little besides.
 * Wrongly reports: waits for hardware of a few cycles.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "analyzer/sounds.h"

static bool has_one_of(const char *name, const char *const *words)
{
	for (; *words; words++) {
		if (strstr(name, *words))
			return true;
	}
	return false;
}

/* Looks at a shared value, and perhaps tries to take it. */
static bool looks(const char *name)
{
	static const char *const words[] = { "atomic_load", "__atomic_", "__sync_", "::load", "atomic_flag", "test_and_set",
					     "trylock", "try_lock", "atomic_read", "::exchange",
					     "atomic_exchange", "::operator ", "__c11_atomic_load", NULL };

	return has_one_of(name, words);
}

/* A compare-and-swap that fails has loaded what it finds, and the next try makes its value from that: it gets on. */
static bool swaps(const char *over)
{
	static const char *const words[] = { "CAS(", "compare_exchange", "cmpxchg", "compare_and_swap_val", NULL };

	return has_one_of(over, words);
}

/* Every op of the loop only looks; *atomic: at something made to be shared. */
static bool only_looks(const struct an_program *p, uint32_t f, an_id loop, bool *atomic)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (!an_loop_within(u, o->loop, loop) || o->kind == AN_OP_EQUAL || o->kind == AN_OP_SUBSCRIPT)
			continue;
		if (o->kind != AN_OP_CALL || !looks(an_text(u, o->name)))
			return false;
		*atomic = true;
	}
	return true;
}

/* Something is written, or the turn may leave: it does not only wait. */
static bool does_more(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_changes_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		/* The address of a flag goes into the call that tries to take it. */
		if (an_loop_within(u, w->loop, loop) && w->kind != AN_WRITE_PASS)
			return true;
	}
	return false;
}

static bool is_shared(const an_unit *u, an_id symbol)
{
	const struct an_symbol *s = an_symbol_at(u, symbol), *root = an_symbol_at(u, an_symbol_root(u, symbol));
	const char *type = an_text(u, s->type);

	if (s->storage & (AN_STORED_CONSTANT | AN_STORED_THREAD) || root->storage & AN_STORED_THREAD)
		return false;
	if (s->kind == AN_GLOBAL)
		return s->value == AN_VALUE_NUMBER || strstr(type, "atomic");
	return s->kind == AN_MEMBER && (s->value == AN_VALUE_NUMBER || strstr(type, "atomic")) &&
	       (root->kind == AN_PARAMETER || root->kind == AN_GLOBAL);
}

/* The loop's condition asks something that another thread, or a signal, may change. */
static an_id asked(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		for (uint32_t k = 0; m->kind == AN_MARK_CONDITION && m->target == loop && k < m->use_count; k++) {
			if (is_shared(u, an_use_at(u, m->first_use + k)))
				return an_use_at(u, m->first_use + k);
		}
	}
	return 0;
}

/* A way out, or a way on, within the body. */
static bool has_branches(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count, depth = 0;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->kind == AN_MARK_LOOP_END && m->target == loop)
			return false;
		if (depth && m->kind != AN_MARK_CONDITION && m->kind != AN_MARK_MENTION && m->kind != AN_MARK_CONTINUE)
			return true;
		depth += m->kind == AN_MARK_LOOP && m->target == loop;
	}
	return false;
}

static void check_loop(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id loop)
{
	const struct an_loop *l = an_loop_at(an_unit_of(p, f), loop);
	bool atomic = false;
	struct an_report *r;
	an_id symbol;

	if (l->kind != AN_WHILE && l->kind != AN_FOR)
		return;
	symbol = asked(p, f, loop);
	if (!symbol || swaps(an_text(an_unit_of(p, f), l->over)) || l->flags & AN_LOOP_FOREVER || does_more(p, f, loop) || has_branches(p, f, loop) ||
	    !only_looks(p, f, loop, &atomic))
		return;
	r = an_report_loop(sink, f, loop, "the loop on %s waits for a change of %s and does nothing else: it keeps "
			   "a processor busy for as long as that takes",
			   an_text(an_unit_of(p, f), l->over), an_symbol_name(sink, f, symbol));
	/* Until somebody comes with a debugger. */
	if (an_unit_of(p, f)->language == AN_C && an_sounds_seldom(an_text(an_unit_of(p, f), an_function_of(p, f)->name)))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, loop);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	AN_EACH_LOOPING(p, f) {
		uint32_t count;
		const an_id *loops = an_loops_of(p, f, &count);

		/* What the loop does may be what could not be resolved. */
		if (an_unit_of(p, f)->language == AN_PYTHON || !an_unit_is_whole(an_unit_of(p, f)))
			continue;
		for (uint32_t i = 0; i < count; i++)
			check_loop(p, sink, f, loops[i]);
	}
}

const struct an_rule an_rule_c_busy_wait = {
	.meta = {
		.id = "c-busy-wait",
		.title = "A loop keeps a processor busy while it waits",
		.help = "Wait on a condition variable, a semaphore, a futex or std::atomic::wait; where the wait is known to be "
			"a few cycles, pause in the loop (_mm_pause, sched_yield after some turns).",
		.languages = "c,cpp",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
