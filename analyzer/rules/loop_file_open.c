/*
 * loop_file_open.c - the same file opened on every turn of a loop.
 *
 * Costs: open and close are system calls that look the path up each time,
 * 10 to 100 microseconds, more on a network file system; what was buffered
 * is written out at each close.
 * Misses: paths that are put together anew from the same parts.
 * Wrongly reports: files that others replace meanwhile and that have to be
 * opened again to see it.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "core/text.h"

#define MAX_CALLS 3

/* Does every call open, once?  A loop further down is reported there. */
static bool opens_once(const struct an_program *p, const struct an_way *way)
{
	for (int i = 1; i <= way->last; i++) {
		if (an_growing_loop(p, way->function[i], way->op[i], NULL) ||
		    an_op_at(an_unit_of(p, way->function[i]), way->op[i])->flags & AN_OP_GUARDED)
			return false;
	}
	return true;
}

/* Devices and the kernel's own files tell something new each time they are opened. */
static bool is_device(const char *path)
{
	return !strncmp(path, "/dev/", 5) || !strncmp(path, "/proc/", 6) || !strncmp(path, "/sys/", 5);
}

/* Follows the path up from where it is opened to the loop: is it the same on every turn? */
static bool same_path(const struct an_program *p, const struct an_way *way, an_id loop)
{
	struct an_operand path;
	int from;
	uint32_t writes;

	if (!an_op_subject(p, way->function[way->last], way->op[way->last], &path))
		return false;
	from = an_follow_up(p, way, &path);
	if (!from && path.arg && path.arg->kind == AN_ARG_LITERAL)
		return !is_device(an_text(an_unit_of(p, way->function[0]), path.arg->text));
	if (!from)
		return an_operand_invariant(p, way->function[0], way->op[0], &path, loop);
	if (path.arg && path.arg->kind == AN_ARG_LITERAL)
		return !is_device(an_text(an_unit_of(p, way->function[from]), path.arg->text));
	if (!path.symbol || (path.arg && path.arg->kind != AN_ARG_SYMBOL) ||
	    an_symbol_at(an_unit_of(p, way->function[from]), path.symbol)->kind != AN_GLOBAL)
		return false;
	an_writes_of(p, way->function[from], path.symbol, &writes);
	return writes <= 1;
}

/* openat(dir, "status"): another file in each folder. */
static bool same_folder(const struct an_program *p, const struct an_way *way, an_id loop)
{
	const an_unit *u = an_unit_of(p, way->function[way->last]);
	const struct an_op *o = an_op_at(u, way->op[way->last]);
	struct an_operand folder = { 0, o->arg_count ? an_arg_at(u, o->first_arg) : NULL };

	if (strcmp(an_text(u, o->name), "openat") || !folder.arg || folder.arg->kind != AN_ARG_SYMBOL)
		return true;
	folder.symbol = folder.arg->symbol;
	return !an_follow_up(p, way, &folder) && an_operand_invariant(p, way->function[0], way->op[0], &folder, loop);
}

static bool closes(const struct an_program *p, uint32_t f)
{
	static const char *const calls[] = { "close", "fclose", "gzclose", "closedir", "pclose" };
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		for (size_t k = 0; k < sizeof calls / sizeof *calls; k++) {
			if (!strcmp(an_text(u, an_op_at(u, ops[i])->name), calls[k]))
				return true;
		}
	}
	return false;
}

/* In C a handle that goes into no variable is kept in a structure: one for each turn, as wanted. */
static bool keeps_handle(const struct an_program *p, const struct an_way *way)
{
	const an_unit *u = an_unit_of(p, way->function[0]);
	const struct an_op *o = an_op_at(u, way->op[0]);

	return u->language == AN_C && !o->result && !(way->last && closes(p, way->function[way->last]));
}

/* chdir(entry) before open("model"), rename(found, taken) before fopen(taken): another file by the same name. */
static bool is_another(const struct an_program *p, uint32_t f, an_id loop)
{
	static const char *const calls[] = { "chdir", "fchdir", "rename", "renameat", "unlink", NULL };
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_repeated_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_loop_within(u, an_op_at(u, ops[i])->loop, loop) && wr_is_one_of(an_text(u, an_op_at(u, ops[i])->name), calls))
			return true;
	}
	return false;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	struct an_way way;
	struct an_report *r;
	an_id loop = an_growing_loop(p, f, op, NULL);

	if (!loop || an_op_aside(an_op_at(an_unit_of(p, f), op)) ||
	    an_op_at(an_unit_of(p, f), op)->flags & AN_OP_IN_CONDITION ||
	    !an_find_way(p, f, op, AN_OPENS, MAX_CALLS, &way) || way.guessed || !opens_once(p, &way) ||
	    keeps_handle(p, &way) || !same_folder(p, &way, loop) || !same_path(p, &way, loop) ||
	    is_another(p, f, loop))
		return;
	if (!way.last)
		r = an_report_op(sink, f, op, "%s opens the same file on every turn of %s", an_call_name(sink, f, op),
				 an_loop_over(sink, f, loop));
	else
		r = an_report_op(sink, f, op, "%s opens the same file (%s, %s) on every turn of %s",
				 an_name_of(sink, way.function[1]),
				 an_call_name(sink, way.function[way.last], way.op[way.last]),
				 an_place_of(sink, way.function[way.last], way.op[way.last]),
				 an_loop_over(sink, f, loop));
	if (way.last || an_op_at(an_unit_of(p, f), op)->flags & AN_OP_GUARDED)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_effect(r, f, op, AN_OPENS);
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	/* A database is opened as a file too, but that is another finding. */
	uint32_t effects = an_op_effects(p, f, op, AN_OPENS, NULL);

	if (effects & AN_OPENS && !(an_op_direct(p, f, op) & AN_CONNECTS))
		check_op(p, sink, f, op);
}

const struct an_rule an_rule_loop_file_open = {
	.meta = {
		.id = "loop-file-open",
		.title = "The same file is opened on every turn of a loop",
		.help = "Open the file once before the loop and keep it open, or collect what is to be written and "
			"write it afterwards.",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_turns = true,
	.counts_in_c = true,
	.each_repeated_op = check,
};
