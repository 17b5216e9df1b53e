/* baseline.c - `weir baseline`: stored results to compare with. */
#include <string.h>

#include "cli/command.h"
#include "cli/gate_run.h"
#include "cli/output.h"
#include "core/run_json.h"

static double max_change = 0.10;
static bool fail_on_known;

static const struct wr_opt options[] = {
	{ 0, "max-change", WR_OPT_RATIO, &max_change, "RATIO", "compare: worse than this fails (default: 10%)", NULL, 0.001, 100 },
	{ 0, "fail-on-known", WR_OPT_FLAG, &fail_on_known, NULL, "compare: known findings fail too", NULL, 0, 0 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static int save(char **operand, struct wr_err *err)
{
	struct wr_run *run = wr_run_read_json(operand[0], err);
	int rc;

	if (!run)
		return -1;
	if (run->verdict == WR_INCOMPLETE)
		rc = wr_fail(err, WR_EINPUT, "%s: the run is incomplete; a baseline of it would hide what is missing",
			     operand[0]);
	else
		rc = gt_baseline_save(run, operand[1], err);
	wr_run_free(run);
	return rc;
}

static int show(char **operand, struct wr_err *err)
{
	struct wr_run *run = gt_baseline_read(operand[0], err);
	int rc;

	if (!run)
		return -1;
	run->verdict = WR_PASS;
	cli_common.verbose = true;
	rc = cli_put_run(run, NULL, err);
	wr_run_free(run);
	return rc;
}

static int compare(char **operand, struct wr_err *err)
{
	struct gt_policy policy = GT_POLICY_DEFAULT;
	struct wr_run *run = wr_run_read_json(operand[0], err);
	int rc;

	if (!run)
		return -1;
	policy.max_change = max_change;
	policy.fail_on_known = fail_on_known;
	rc = cli_join_baseline(run, operand[1], max_change, err);
	if (rc == 0)
		rc = cli_finish(run, &policy, NULL, false, err);
	wr_run_free(run);
	return rc;
}

static const struct { const char *verb, *operands; int count; int (*run)(char **operand, struct wr_err *err); } verbs[] = {
	{ "save", "RUN.json BASELINE", 2, save },
	{ "show", "BASELINE", 1, show },
	{ "compare", "RUN.json BASELINE", 2, compare },
};

static int run(const struct cli_args *args, struct wr_err *err)
{
	const char *verb = args->operand_count ? args->operands[0] : "";

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (strcmp(verbs[i].verb, verb) != 0)
			continue;
		if (args->operand_count - 1 != verbs[i].count)
			return wr_fail(err, WR_EUSAGE, "baseline %s: wants %s", verb, verbs[i].operands);
		return verbs[i].run(args->operands + 1, err);
	}
	return wr_fail(err, WR_EUSAGE, "baseline: say save, show or compare");
}

const struct cli_command cli_command_baseline = {
	"baseline", "save RUN.json FILE | show FILE | compare RUN.json FILE",
	"store results and compare with them",
	"A baseline holds the measures and the findings' fingerprints of a run as JSON that can be read in\n"
	"a diff (gzipped when its name ends in .gz). It is a trend, not proof: another day or machine\n"
	"differs; for proof run both sides in one session (weir run --base).",
	options, run
};
