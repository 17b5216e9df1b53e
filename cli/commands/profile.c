/* profile.c - `weir profile`: one run of a command over time, Python functions, or what was measured elsewhere. */
#include "cli/command.h"
#include "cli/gate_run.h"
#include "cli/output.h"
#include "profiler/profiler.h"

static const char *name, *args_json, *code, *setup, *interpreter, *read_from, *base, *max_leak;
static struct wr_opt_list functions;
static long long iterations;
static struct pf_watch_options how;

static const struct wr_opt options[] = {
	{ 'n', "name", WR_OPT_STRING, &name, "NAME", "part of the measures' names (default: command, or the function's)", NULL, 0, 0 },
	{ 0, "interval", WR_OPT_DURATION, &how.interval, "TIME", "between samples (default: 50ms)", NULL, 0.001, 3600 },
	{ 0, "time-limit", WR_OPT_DURATION, &how.time_limit, "TIME", "end the command after this", NULL, 0.001, 864000 },
	{ 0, "max-leak", WR_OPT_STRING, &max_leak, "SIZE", "memory of the command that leaks more than this per hour fails (0: any leak)", NULL, 0, 0 },
	{ 0, "python", WR_OPT_LIST, &functions, "MODULE:FUNCTION", "call this instead; may be given several times", NULL, 0, 0 },
	{ 0, "python-code", WR_OPT_STRING, &code, "CODE", "run this block instead", NULL, 0, 0 },
	{ 0, "python-setup", WR_OPT_STRING, &setup, "CODE", "once before --python-code", NULL, 0, 0 },
	{ 0, "args", WR_OPT_STRING, &args_json, "JSON", "arguments of the function: an array, or an object of named ones", NULL, 0, 0 },
	{ 0, "iterations", WR_OPT_INT, &iterations, "N", "counted calls (default: 30)", NULL, 1, 1e6 },
	{ 0, "interpreter", WR_OPT_STRING, &interpreter, "FILE", "Python to run it in (default: python3)", NULL, 0, 0 },
	{ 0, "read", WR_OPT_STRING, &read_from, "FILE", "a profile of perf script, folded stacks, cProfile or callgrind; or results as weir bench --read", NULL, 0, 0 },
	{ 0, "base", WR_OPT_STRING, &base, "FILE", "with --read: another profile; what takes more of the whole than in it is told", NULL, 0, 0 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static int profile_python(struct wr_run *run, struct wr_err *err)
{
	struct pf_python p = {
		.interpreter = interpreter, .args = args_json, .iterations = (unsigned)iterations,
		.time_limit = how.time_limit,
	};

	if (code) {
		p.name = name ? name : "code";
		p.code = code;
		p.setup = setup;
		if (pf_profile_python(&p, run, err))
			return -1;
	}
	p.code = p.setup = NULL;
	for (size_t i = 0; i < functions.n; i++) {
		p.function = functions.items[i];
		p.name = name && functions.n == 1 && !code ? name : p.function;
		if (pf_profile_python(&p, run, err))
			return -1;
	}
	return 0;
}

static const char *name_of_command(void)
{
	return name ? name : "command";
}

static int read_file(struct wr_run *run, struct wr_err *err)
{
	int rc = pf_read_profile(read_from, base, name_of_command(), run, err);

	if (rc > 0 && base)
		return wr_fail(err, WR_EINPUT, "%s: not a profile that is known here", read_from);
	return rc > 0 ? pf_read_results(read_from, run, err) : rc;
}

static int measure(const struct cli_args *args, struct wr_run *run, struct wr_err *err)
{
	struct pf_command command = { .name = name_of_command(), .argv = (const char *const *)args->after };

	if (read_from)
		return read_file(run, err);
	if (args->after)
		return pf_watch(&command, &how, run, err);
	return profile_python(run, err);
}

static int check_usage(const struct cli_args *args, struct wr_err *err)
{
	bool has_python = code || functions.n, has_command = args->after && args->after[0];

	if (has_python + has_command + (read_from != NULL) != 1 || (max_leak && !has_command) || (base && !read_from) || args->operand_count || (args->after && !has_command))
		return wr_fail(err, WR_EUSAGE, "profile: the command stands after --, as in: weir profile -- make test; or "
			       "one of --python, --python-code and --read is given");
	return 0;
}

static int run(const struct cli_args *args, struct wr_err *err)
{
	struct gt_policy policy = GT_POLICY_DEFAULT;
	struct gt_limit limit;
	struct wr_run *out;
	struct wr_err why;
	int rc;

	if (check_usage(args, err)) {
		wr_opt_list_free(&functions);
		return -1;
	}
	out = wr_run_new();
	if (max_leak && cli_leak_limit(name_of_command(), max_leak, out->arena, &limit, err)) {
		wr_run_free(out);
		return -1;
	}
	policy.limits = &limit;
	policy.limit_count = max_leak != NULL;
	rc = measure(args, out, &why);
	if (rc && (why.code == WR_EINTERRUPT || why.code == WR_EUSAGE)) {
		*err = why;
		rc = -1;
	} else {
		cli_record_stage(out, "profile", rc, &why);
		rc = cli_finish(out, &policy, NULL, false, err);
	}
	wr_run_free(out);
	wr_opt_list_free(&functions);
	return rc;
}

const struct cli_command cli_command_profile = {
	"profile", "[--interval TIME] [--time-limit TIME] -- CMD [ARG...]  |  --python MODULE:FUNCTION [--args JSON]",
	"one run of a command, its resources over time; or Python functions",
	"Runs the command once and samples its whole process tree: memory, CPU, threads, open files and\n"
	"I/O as series (see --format html), with peak memory, CPU and wall time. With --python or --python-code\n"
	"a function or block is called in the interpreter that you name: time per call, peak and growth of\n"
	"memory (tracemalloc), calls, hottest functions and lines. --read takes what perf script, FlameGraph's\n"
	"stackcollapse, py-spy -f raw, cProfile or callgrind wrote: hottest functions, and a flame graph in HTML.",
	options, run
};
