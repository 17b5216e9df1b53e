/* bench.c - the stage that builds both trees and measures the benchmarks in pairs. */
#include <string.h>

#include "cli/gate_run.h"
#include "cli/output.h"
#include "cli/pipeline.h"
#include "core/process.h"
#include "core/progress.h"
#include "gate/gate.h"
#include "profiler/profiler.h"

/* With more benchmarks than these, 10 pairs that all agree do not convince (gt_hold_false_discoveries). */
enum { MANY = 40, CONFIRMING_PAIRS = 20 };

/* The end of what a failed build printed. */
static const char *last_words(struct wr_arena *arena, const struct wr_outcome *o)
{
	const struct wr_buf *b = o->err.len ? &o->err : &o->out;
	size_t keep = b->len < 300 ? b->len : 300;

	return b->len ? wr_arena_strndup(arena, b->data + b->len - keep, keep) : "";
}

static int build(struct cli_pipeline *p, const char *tree, const char *which, struct wr_err *err)
{
	const struct cli_bench_config *c = &p->config->bench;
	const char *line = c->build ? cli_expand_tree(p->arena, c->build, tree) : NULL;
	const char *const *argv;
	struct wr_outcome o;
	int rc = 0;

	if (!line)
		return 0;
	wr_progress(0, 0, wr_arena_printf(p->arena, "bench: building the %s tree", which));
	argv = wr_command_split(p->arena, line, err);
	if (!argv || wr_process_run(&(struct wr_command){ .argv = argv, .dir = tree,
							   .time_limit = c->build_time_limit,
							   .inherit_output = cli_common.verbose }, &o, err))
		return -1;
	if (o.exit_code != 0)
		rc = wr_fail(err, WR_EMEASURE, "the %s tree does not build: '%s': %s: %s", which, line,
			     wr_outcome_text(p->arena, &o), last_words(p->arena, &o));
	wr_outcome_free(&o);
	return rc;
}

static struct pf_options options_of(const struct cli_pipeline *p, const struct cli_benchmark *b)
{
	const struct cli_benchmark *limits = cli_find_benchmark(p->limits_from, b->name);
	struct pf_options o = PF_OPTIONS_DEFAULT;

	if (!limits)
		limits = b;
	o.runs = (unsigned)b->runs;
	o.max_pairs = (unsigned)limits->pairs;
	o.max_slowdown = limits->max_slowdown;
	o.max_memory_growth = limits->max_memory_growth;
	o.seed = (uint64_t)p->config->bench.seed;
	o.pin = p->config->bench.pin;
	o.realtime = p->config->bench.realtime;
	o.instructions = b->instructions || limits->instructions;
	o.max_instruction_growth = limits->max_instruction_growth;
	return o;
}

static int python_command(struct cli_pipeline *p, const struct cli_benchmark *b, const char *tree,
			  struct pf_command *out, struct wr_err *err)
{
	struct pf_python how = {
		.name = b->python, .function = b->python, .args = b->args, .iterations = (unsigned)b->iterations,
		.interpreter = b->interpreter ? cli_expand_tree(p->arena, b->interpreter, tree) : NULL,
	};

	out->argv = pf_python_suite(&how, p->arena, err);
	out->dir = tree;                /* where its modules are */
	out->is_suite = true;
	return out->argv ? 0 : -1;
}

static int command_of(struct cli_pipeline *p, const struct cli_benchmark *b, const char *tree, struct pf_command *out,
		      struct wr_err *err)
{
	*out = (struct pf_command){ .name = b->name, .time_limit = b->time_limit, .is_suite = b->suite };
	if (b->python)
		return python_command(p, b, tree, out, err);
	out->line = cli_expand_tree(p->arena, b->run, tree);
	out->dir = p->config->root;     /* both sides read the same input */
	return 0;
}

/* Fresh pairs, in another order. */
static int confirm(struct cli_pipeline *p, const struct cli_benchmark *b, struct wr_err *err)
{
	struct pf_options options = options_of(p, b);
	struct pf_command base, head;
	struct wr_run *again;
	int rc;

	if (command_of(p, b, p->base_root, &base, err) || command_of(p, b, p->config->root, &head, err))
		return -1;
	again = wr_run_new();
	options.seed++;
	options.instructions = false;   /* exact: once is enough */
	options.min_pairs = p->config->bench.benchmarks.n > MANY ? CONFIRMING_PAIRS : 0;
	rc = pf_compare(&base, &head, &options, again, err);
	if (rc == 0)
		gt_confirm(p->run, again);
	wr_run_free(again);
	return rc;
}

/* One benchmark's answer is right 99 times in 100; of 50 some are wrong every other time. */
static int confirm_failures(struct cli_pipeline *p, struct wr_err *err)
{
	const struct cli_benchmark *items = p->config->bench.benchmarks.items;
	size_t n = p->config->bench.benchmarks.n;

	if (!p->base_root || n < 2)
		return 0;
	for (size_t i = 0; i < n; i++) {
		struct wr_err why;

		if (!gt_is_to_confirm(p->run, items[i].name))
			continue;
		wr_progress(i, n, wr_arena_printf(p->arena, "bench: %s again", items[i].name));
		if (confirm(p, &items[i], &why) == 0)
			continue;
		if (why.code == WR_EINTERRUPT) {
			*err = why;
			return -1;
		}
		cli_problem(p, items[i].name, &items[i].mark, &why);
	}
	gt_hold_false_discoveries(p->run);
	return 0;
}

/* base is NULL where there is none to compare with. */
static int measure_growth(struct cli_pipeline *p, const struct cli_benchmark *b, const struct pf_command *base,
			  const struct pf_command *head, struct wr_err *err)
{
	struct pf_options options = options_of(p, b);
	struct pf_scale scale;

	return pf_parse_scale(b->scale, p->arena, &scale, err) ? -1 : pf_scale(base, head, &scale, &options, p->run, err);
}

static int measure_alone(struct cli_pipeline *p, const struct cli_benchmark *b, const struct pf_command *head,
			 struct wr_err *err)
{
	struct pf_options options = options_of(p, b);

	return b->scale ? measure_growth(p, b, NULL, head, err) : pf_measure(head, &options, p->run, err);
}

static bool differ(const char *a, const char *b)
{
	return a && b && strcmp(a, b) != 0;
}

static int watch(struct cli_pipeline *p, const struct cli_benchmark *b, const struct pf_command *head,
		 struct wr_err *err)
{
	const struct cli_benchmark *limits = cli_find_benchmark(p->limits_from, b->name);
	double max_leak = limits ? limits->max_leak : b->max_leak;
	struct gt_limit limit;

	if (max_leak >= 0) {
		limit = cli_leak_limit_of(b->name, max_leak, p->arena);
		limit.at = cli_config_place(p, &b->mark);
		cli_add_limit(p, &limit);
	} else if (!b->watch) {
		return 0;
	}
	return pf_watch(head, &(struct pf_watch_options){ 0, b->time_limit }, p->run, err);
}

static int measure(struct cli_pipeline *p, const struct cli_benchmark *b, struct wr_err *err)
{
	const struct cli_benchmark *before = cli_find_benchmark(p->base_config, b->name);
	struct pf_options options = options_of(p, b);
	struct pf_command head, base;

	if (command_of(p, b, p->config->root, &head, err))
		return -1;
	if (watch(p, b, &head, err))
		return -1;
	if (!p->base_root)
		return measure_alone(p, b, &head, err);
	if (p->base_config && !before) {
		wr_run_note(p->run, WR_NOTE, "%s: new benchmark, the base has none of that name", b->name);
		return measure_alone(p, b, &head, err);
	}
	if (before && differ(before->run, b->run))
		wr_run_note(p->run, WR_WARNING,
			    "%s: the command differs between base and head; the head's was run on both", b->name);
	if (command_of(p, b, p->base_root, &base, err))
		return -1;
	if (b->scale)
		return measure_growth(p, b, &base, &head, err);
	return pf_compare(&base, &head, &options, p->run, err);
}

/* What failed stays failed where this does not work. */
static void explain(struct cli_pipeline *p, const struct cli_benchmark *b)
{
	struct pf_command base, head;
	struct wr_err why;

	if (command_of(p, b, p->base_root, &base, &why) || command_of(p, b, p->config->root, &head, &why) ||
	    pf_explain(&base, &head, p->run, &why))
		wr_run_note(p->run, WR_WARNING, "%s: cannot be explained: %s", b->name, why.message);
}

static void explain_failures(struct cli_pipeline *p)
{
	const struct cli_benchmark *items = p->config->bench.benchmarks.items;

	for (size_t i = 0; p->config->bench.explain && p->base_root && i < p->config->bench.benchmarks.n; i++)
		if (gt_is_to_confirm(p->run, items[i].name))
			explain(p, &items[i]);
}

static bool wanted(const struct cli_pipeline *p)
{
	return p->config->bench.mark.line > 0;
}

static int run(struct cli_pipeline *p, struct wr_err *err)
{
	const struct cli_benchmark *items = p->config->bench.benchmarks.items;
	size_t n = p->config->bench.benchmarks.n;

	if (!n)
		return wr_fail(err, WR_EUSAGE, "bench: no benchmarks are configured");
	if (build(p, p->config->root, "head", err) || (p->base_root && build(p, p->base_root, "base", err)))
		return -1;
	for (size_t i = 0; i < n; i++) {
		struct wr_err why;

		wr_progress(i, n, wr_arena_printf(p->arena, "bench: %s", items[i].name));
		if (measure(p, &items[i], &why) == 0)
			continue;
		if (why.code == WR_EINTERRUPT) {
			*err = why;
			return -1;
		}
		cli_problem(p, items[i].name, &items[i].mark, &why);
	}
	if (confirm_failures(p, err))
		return -1;
	explain_failures(p);
	return cli_problems(p, "benchmarks", n, err);
}

const struct cli_stage cli_stage_bench = {
	"bench", "measure the benchmarks, in random pairs with the base", wanted, run
};
