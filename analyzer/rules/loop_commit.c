/*
 * loop_commit.c - a transaction committed, or a file synced, on every turn of a loop.
 *
 * Costs: each waits until the disk has it, 1 to 10 ms on an SSD, more on a disk
 * and for a database that others read along: a few hundred rows per second.
 * Misses: databases that commit each statement by themselves (loop-execute).
 * Wrongly reports: turns of which each has to be safe before the next begins.
 */
#include "analyzer/query_p.h"
#include "analyzer/turn_effect_p.h"

static bool counts(const struct an_program *p, const struct an_way *way, an_id loop)
{
	const an_unit *u = an_unit_of(p, way->function[0]);
	const struct an_loop *l = an_loop_at(u, loop);

	/* if n % 1000 == 0: commit() */
	if (an_op_at(u, way->op[0])->flags & AN_OP_GUARDED || l->flags & AN_LOOP_FOREVER ||
	    (l->kind == AN_WHILE && !l->iterated && !an_loop_over_rows(p, way->function[0], loop)))
		return false;
	return !an_loop_in_batches(p, way->function[0], loop) && an_way_same_object(p, way, loop);
}

/* Turns that wait for something slower, or may fail one by one, are to be kept one by one. */
static bool is_minor(const struct an_program *p, const struct an_way *way, an_id loop)
{
	uint32_t f = way->function[0];

	/* What is handed in may be little; rows, lines and answers are many. */
	if (!an_loop_over_rows(p, f, loop) && !an_loop_walks_much_here(p, f, loop))
		return true;
	return an_turn_work(p, f, loop, way->op[0]) & AN_WORK_WAITS || an_turn_may_fail(p, f, loop, way->op[0]);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	static const struct an_turn_effect effect = {
		AN_COMMITS, "waits for the disk (commit or sync)", "one wait per turn", counts, is_minor, WR_CRITICAL, 3
	};

	an_check_turn_effect(p, sink, &effect);
}

const struct an_rule an_rule_loop_commit = {
	.meta = {
		.id = "loop-commit",
		.title = "A commit or sync to disk on every turn of a loop",
		.help = "Commit once after the loop, or once per some thousand rows; sync a file once when all of it is "
			"written.",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_turns = true,
	.check = check,
};
