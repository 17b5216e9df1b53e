/* profile.c - `weir profile`: one run of a command, its resources over time. */
#include "cli/command.h"
#include "cli/gate_run.h"
#include "cli/output.h"
#include "profiler/profiler.h"

static const char *name = "command";
static struct pf_watch_options how;

static const struct wr_opt options[] = {
	{ 'n', "name", WR_OPT_STRING, &name, "NAME", "part of the measures' names (default: command)", NULL, 0, 0 },
	{ 0, "interval", WR_OPT_DURATION, &how.interval, "TIME", "between samples (default: 50ms)", NULL, 0.001, 3600 },
	{ 0, "time-limit", WR_OPT_DURATION, &how.time_limit, "TIME", "end the command after this", NULL, 0.001, 864000 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static int run(const struct cli_args *args, struct wr_err *err)
{
	struct gt_policy policy = GT_POLICY_DEFAULT;
	struct pf_command command = { .name = name, .argv = (const char *const *)args->after };
	struct wr_run *out;
	struct wr_err why;
	int rc;

	if (!args->after || !args->after[0] || args->operand_count)
		return wr_fail(err, WR_EUSAGE, "profile: the command stands after --, as in: weir profile -- make test");
	out = wr_run_new();
	rc = pf_watch(&command, &how, out, &why);
	cli_record_stage(out, "profile", rc, &why);
	if (rc && why.code == WR_EINTERRUPT) {
		*err = why;
		rc = -1;
	} else {
		rc = cli_finish(out, &policy, NULL, false, err);
	}
	wr_run_free(out);
	return rc;
}

const struct cli_command cli_command_profile = {
	"profile", "[--interval TIME] [--time-limit TIME] -- CMD [ARG...]",
	"one run of a command, its resources over time",
	"Runs the command once and samples its whole process tree: memory, CPU, threads, open files and\n"
	"I/O as series (see --format html), with peak memory, CPU and wall time.",
	options, run
};
