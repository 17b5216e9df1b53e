/* bench.c - `weir bench`: commands measured, in random pairs with a base where there is one. */
#include <stdlib.h>

#include "cli/base_tree.h"
#include "cli/command.h"
#include "cli/gate_run.h"
#include "cli/output.h"
#include "cli/pipeline.h"
#include "core/file.h"
#include "profiler/profiler.h"

static const char *config_path, *base, *base_cmd, *head_cmd, *scale, *read_from, *max_leak, *name = "command";
static double max_slowdown, max_memory_growth, max_instruction_growth, time_limit;
static long long runs, pairs, seed = 1;
static bool strict, watch, instructions, pin, realtime, suite, explain;

static const struct wr_opt options[] = {
	{ 'c', "config", WR_OPT_STRING, &config_path, "FILE", "instead of the nearest weir.yaml", NULL, 0, 0 },
	{ 0, "base", WR_OPT_STRING, &base, "REF|DIR", "benchmarks of weir.yaml: compare with a git revision or folder", NULL, 0, 0 },
	{ 0, "base-cmd", WR_OPT_STRING, &base_cmd, "CMD", "compare --head-cmd with this command", NULL, 0, 0 },
	{ 0, "head-cmd", WR_OPT_STRING, &head_cmd, "CMD", "the command under test", NULL, 0, 0 },
	{ 'n', "name", WR_OPT_STRING, &name, "NAME", "part of the measures' names (default: command)", NULL, 0, 0 },
	{ 0, "max-slowdown", WR_OPT_RATIO, &max_slowdown, "RATIO", "slower than this by proof fails (default: 2%)", NULL, 0.001, 10 },
	{ 0, "max-memory-growth", WR_OPT_RATIO, &max_memory_growth, "RATIO", "more peak memory than this by proof fails (default: 5%)", NULL, 0.001, 100 },
	{ 0, "read", WR_OPT_STRING, &read_from, "FILE", "what another benchmark tool or weir/bench.h wrote, instead of measuring", NULL, 0, 0 },
	{ 0, "scale", WR_OPT_STRING, &scale, "N=FROM..TO", "how time and memory grow with the size {N} in the command", NULL, 0, 0 },
	{ 0, "instructions", WR_OPT_FLAG, &instructions, NULL, "count and judge instructions, by valgrind where the processor does not", NULL, 0, 0 },
	{ 0, "max-instruction-growth", WR_OPT_RATIO, &max_instruction_growth, "RATIO", "more instructions than this fail (default: 1%)", NULL, 0.0001, 100 },
	{ 0, "time-limit", WR_OPT_DURATION, &time_limit, "TIME", "per run (default: 5m)", NULL, 0.001, 86400 },
	{ 0, "runs", WR_OPT_INT, &runs, "N", "counted runs without a base (default: 10)", NULL, 1, 10000 },
	{ 0, "pairs", WR_OPT_INT, &pairs, "N", "most pairs with a base (default: 40)", NULL, 10, 1000 },
	{ 0, "seed", WR_OPT_INT, &seed, "N", "of the random order", NULL, 1, 9e15 },
	{ 0, "strict", WR_OPT_FLAG, &strict, NULL, "an inconclusive result exits 4", NULL, 0, 0 },
	{ 0, "suite", WR_OPT_FLAG, &suite, NULL, "the commands print results, as for --read; each is measured and judged", NULL, 0, 0 },
	{ 0, "explain", WR_OPT_FLAG, &explain, NULL, "record what became slower with perf, and tell the functions that take more", NULL, 0, 0 },
	{ 0, "pin", WR_OPT_FLAG, &pin, NULL, "run on one processor, always the same", NULL, 0, 0 },
	{ 0, "realtime", WR_OPT_FLAG, &realtime, NULL, "run before all ordinary processes (SCHED_FIFO; needs the right to it)", NULL, 0, 0 },
	{ 0, "watch", WR_OPT_FLAG, &watch, NULL, "also sample memory, CPU and files over time", NULL, 0, 0 },
	{ 0, "max-leak", WR_OPT_STRING, &max_leak, "SIZE", "with --watch: memory that leaks more than this per hour fails (0: any leak)", NULL, 0, 0 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static struct pf_options profiler_options(void)
{
	struct pf_options o = PF_OPTIONS_DEFAULT;

	o.runs = (unsigned)runs;
	o.max_pairs = (unsigned)pairs;
	o.max_slowdown = max_slowdown;
	o.max_memory_growth = max_memory_growth;
	o.seed = (uint64_t)seed;
	o.instructions = instructions;
	o.max_instruction_growth = max_instruction_growth;
	o.pin = pin;
	o.realtime = realtime;
	return o;
}

static int measure_growth(const struct pf_command *before, const struct pf_command *head, struct wr_run *run,
			  struct wr_err *err)
{
	struct pf_options o = profiler_options();
	struct wr_arena *arena = wr_arena_new();
	struct pf_scale s;
	int rc = pf_parse_scale(scale, arena, &s, err);

	if (rc == 0)
		rc = pf_scale(before, head, &s, &o, run, err);
	wr_arena_free(arena);
	return rc;
}

/* What failed stays failed where this does not work. */
static void explain_failure(const struct pf_command *before, const struct pf_command *head, struct wr_run *run)
{
	struct wr_err why;

	if (pf_explain(before, head, run, &why))
		wr_run_note(run, WR_WARNING, "%s: cannot be explained: %s", head->name, why.message);
}

/* weir bench -- CMD, or --base-cmd and --head-cmd */
static int measure_commands(const struct cli_args *args, struct wr_run *run, struct wr_err *err)
{
	struct pf_options o = profiler_options();
	struct pf_command head = { .name = name, .line = head_cmd, .time_limit = time_limit, .is_suite = suite };
	struct pf_command before = { .name = name, .line = base_cmd, .time_limit = time_limit, .is_suite = suite };

	if (args->after) {
		head.line = NULL;
		head.argv = (const char *const *)args->after;
	}
	if (scale)
		return measure_growth(base_cmd ? &before : NULL, &head, run, err);
	if (read_from)
		return pf_read_results(read_from, run, err);
	if (watch && pf_watch(&head, &(struct pf_watch_options){ 0, time_limit }, run, err))
		return -1;
	if (!base_cmd)
		return pf_measure(&head, &o, run, err);
	if (pf_compare(&before, &head, &o, run, err))
		return -1;
	if (explain && gt_is_to_confirm(run, name))
		explain_failure(&before, &head, run);
	return 0;
}

/* Keeps the benchmarks of weir.yaml that were named; all of them when none was. */
static int select_benchmarks(const struct cli_args *args, struct cli_config *c, struct wr_arena *arena,
			     struct wr_err *err)
{
	struct cli_benchmark *chosen;

	if (!args->operand_count)
		return 0;
	chosen = wr_arena_array(arena, (size_t)args->operand_count, sizeof *chosen);
	for (int i = 0; i < args->operand_count; i++) {
		const struct cli_benchmark *b = cli_find_benchmark(c, args->operands[i]);

		if (!b)
			return wr_fail(err, WR_EUSAGE, "bench: %s has no benchmark named '%s'", c->path,
				       args->operands[i]);
		chosen[i] = *b;
	}
	c->bench.benchmarks = (struct wr_list){ chosen, (size_t)args->operand_count };
	return 0;
}

static int measure_configured(const struct cli_args *args, struct cli_pipeline *p, struct cli_config *c,
			      struct cli_base_tree *tree, struct wr_err *err)
{
	static const char *const stage[] = { "bench" };
	struct cli_config base_config;
	const char *path;

	c->bench.explain |= explain;
	c->bench.pin |= pin;
	c->bench.realtime |= realtime;
	if (select_benchmarks(args, c, p->arena, err) ||
	    (base && cli_base_open(base, c->root, p->arena, tree, err)))
		return -1;
	p->base_root = tree->root;
	cli_base_note(tree, p->run);
	path = base ? wr_path_join(p->arena, p->base_root, "weir.yaml") : NULL;
	if (path && wr_is_file(path)) {
		if (cli_config_read(path, p->arena, &base_config, err))
			return -1;
		p->base_config = p->limits_from = &base_config;
	}
	if (cli_pipeline_run(p, stage, 1, err))
		return -1;
	struct gt_policy policy;
	cli_policy(p, &policy);
	return cli_finish(p->run, &policy, c->root, strict, err);
}

static int run_configured(const struct cli_args *args, struct wr_run *run, struct wr_err *err)
{
	struct cli_config c;
	struct cli_base_tree tree = { 0 };
	struct cli_pipeline p = { .arena = wr_arena_new(), .config = &c, .limits_from = &c, .run = run };
	int rc = -1;

	if (cli_config_find(config_path, true, p.arena, &c, err) == 0)
		rc = measure_configured(args, &p, &c, &tree, err);
	cli_base_close(&tree);
	free(p.limits);
	wr_arena_free(p.arena);
	return rc;
}

static int run_commands(const struct cli_args *args, struct wr_run *run, struct wr_err *err)
{
	struct gt_policy policy = GT_POLICY_DEFAULT;
	struct gt_limit limit;
	struct wr_err why;
	int rc;

	if (max_leak && cli_leak_limit(name, max_leak, run->arena, &limit, err))
		return -1;
	policy.limits = &limit;
	policy.limit_count = max_leak != NULL;
	rc = measure_commands(args, run, &why);
	if (rc && (why.code == WR_EUSAGE || why.code == WR_EINTERRUPT)) {
		*err = why;
		return -1;
	}
	cli_record_stage(run, "bench", rc, &why);
	return cli_finish(run, &policy, NULL, strict, err);
}

static int run(const struct cli_args *args, struct wr_err *err)
{
	struct wr_run *out = wr_run_new();
	int rc;

	if ((base_cmd != NULL) != (head_cmd != NULL) || (max_leak && !watch) || (explain && args->after) || (args->after && head_cmd) || (args->after && base) ||
	    (scale && !args->after && !head_cmd) || (read_from && (args->after || head_cmd || args->operand_count)))
		rc = wr_fail(err, WR_EUSAGE,
			     "bench: either NAME..., or [--scale] --base-cmd with --head-cmd, or [--scale] -- COMMAND, or --read FILE; --max-leak with --watch; --explain with a base");
	else if (args->after || head_cmd || read_from)
		rc = run_commands(args, out, err);
	else
		rc = run_configured(args, out, err);
	wr_run_free(out);
	return rc;
}

const struct cli_command cli_command_bench = {
	"bench", "[NAME...] [--base REF|DIR]  |  [--scale N=FROM..TO] --base-cmd CMD --head-cmd CMD  |  [--scale N=FROM..TO] -- CMD [ARG...]  |  --read FILE",
	"measure commands, in random pairs with a base",
	"Measures the benchmarks of weir.yaml (or a command): wall and CPU time, peak memory, faults,\n"
	"context switches, bytes read and written. With a base both sides run in the same session, in\n"
	"randomly ordered pairs; the answer is pass, fail or inconclusive.\n"
	"With --scale n=1000..1000000 the command runs at ten sizes, {n} in it replaced, and the class of\n"
	"growth of CPU time and memory is told: 1, log n, n, n log n, n^2, n^3 or 2^n, or that it cannot be.\n"
	"--read takes the results of Google Benchmark, hyperfine, pytest-benchmark and Criterion.rs (JSON), of\n"
	"go test -bench (text) and of programs made with weir/bench.h.",
	options, run
};
