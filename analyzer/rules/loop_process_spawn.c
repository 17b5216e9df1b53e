/*
 * loop_process_spawn.c - a process started, and waited for, on every turn of a loop.
 *
 * Costs: 1 to 100 ms each for fork, exec, linking and the start of an interpreter,
 * often far more than what the process then does.
 * Misses: processes started through wrappers that are not in the program.
 * Wrongly reports: programs that take one argument by their nature.
 */
#include <string.h>
#include "analyzer/query_p.h"
#include "analyzer/turn_effect_p.h"

/* for command in commands: run(command) is a list of things to run. */
static bool runs_what_it_walks(const struct an_program *p, const struct an_way *way, an_id loop)
{
	const an_unit *u = an_unit_of(p, way->function[way->last]);
	const struct an_op *o = an_op_at(u, way->op[way->last]);
	struct an_operand command = { 0, o->arg_count ? an_arg_at(u, o->first_arg) : NULL };

	if (!command.arg || command.arg->kind != AN_ARG_SYMBOL)
		return false;
	command.symbol = command.arg->symbol;
	return !an_follow_up(p, way, &command) && command.arg && command.arg->kind == AN_ARG_SYMBOL &&
	       command.symbol == an_loop_at(an_unit_of(p, way->function[0]), loop)->variable;
}

/* Does the loop wait for the process, in the call itself or by another one?  Else they are workers, side by side. */
static bool waits(const struct an_program *p, const struct an_way *way, an_id loop)
{
	const an_unit *u = an_unit_of(p, way->function[0]);
	uint32_t count;
	const an_id *ops = an_ops_of(p, way->function[0], &count);

	if (an_op_direct(p, way->function[way->last], way->op[way->last]) & AN_BLOCKS)
		return true;
	for (uint32_t i = 0; i < count; i++) {
		if (ops[i] > way->op[0] && an_loop_within(u, an_op_at(u, ops[i])->loop, loop) &&
		    an_op_effects(p, way->function[0], ops[i], 0, NULL) & AN_BLOCKS)
			return true;
	}
	return false;
}

/* for name in os.listdir(folder): convert(name) - files of one folder are few, and such a program takes one of them. */
static bool walks_a_folder(const an_unit *u, const struct an_loop *l)
{
	static const char *const calls[] = { "listdir(", "glob(", "iterdir(", "scandir(", NULL };

	for (const char *const *c = calls; *c; c++) {
		if (strstr(an_text(u, l->over), *c))
			return true;
	}
	return false;
}

static bool counts(const struct an_program *p, const struct an_way *way, an_id loop)
{
	const an_unit *u = an_unit_of(p, way->function[0]);
	const struct an_loop *l = an_loop_at(u, loop);

	if (walks_a_folder(u, l))
		return false;
	/* C: on a key, or an escape, that somebody typed. */
	if (u->language == AN_C && an_op_at(u, way->op[0])->flags & AN_OP_GUARDED)
		return false;
	return (l->kind != AN_WHILE || l->iterated) && !(l->flags & AN_LOOP_FOREVER) &&
	       !an_loop_in_batches(p, way->function[0], loop) && !runs_what_it_walks(p, way, loop) && waits(p, way, loop);
}

/* What is then saved, or sent, for each element is a piece of work of its own. */
static bool is_minor(const struct an_program *p, const struct an_way *way, an_id loop)
{
	uint32_t f = way->function[0];

	/* Behind a call stands a step of its own, which a process does for one thing. */
	return (way->last && an_unit_of(p, f)->language == AN_PYTHON) || an_turn_work(p, f, loop, 0) & AN_WORK_WRITES;
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	static const struct an_turn_effect effect = {
		AN_SPAWNS, "starts a process and waits for it", "milliseconds per turn", counts, is_minor, WR_HIGH, 2
	};

	an_check_turn_effect(p, sink, &effect);
}

const struct an_rule an_rule_loop_process_spawn = {
	.meta = {
		.id = "loop-process-spawn",
		.title = "A process is started on every turn of a loop",
		.help = "Give one process all arguments or all input (xargs style, stdin), use the library instead of the "
			"program, or run several at a time.",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.counts_turns = true,
	.check = check,
};
