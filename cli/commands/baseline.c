/* baseline.c - `weir baseline`: stored results to compare with. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/gate_run.h"
#include "cli/output.h"
#include "core/run_json.h"

enum { DEFAULT_KEEP = 500 };

static double max_change = 0.10;
static bool fail_on_known, any_machine;
static const char *history, *revision;
static long long keep;

static const struct wr_opt options[] = {
	{ 0, "max-change", WR_OPT_RATIO, &max_change, "RATIO", "compare: worse than this fails (default: 10%)", NULL, 0.001, 100 },
	{ 0, "fail-on-known", WR_OPT_FLAG, &fail_on_known, NULL, "compare: known findings fail too", NULL, 0, 0 },
	{ 0, "any-machine", WR_OPT_FLAG, &any_machine, NULL, "compare: judge times also where the baseline is from another machine", NULL, 0, 0 },
	{ 0, "history", WR_OPT_STRING, &history, "FILE", "save: add the run to this history (SQLite) too; list, prune: the history", NULL, 0, 0 },
	{ 0, "revision", WR_OPT_STRING, &revision, "TEXT", "save: what the run in the history is of", NULL, 0, 0 },
	{ 0, "keep", WR_OPT_INT, &keep, "N", "prune: runs to keep (default: 500)", NULL, 1, 1e9 },
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
	if (rc == 0 && history)
		rc = gt_history_add(history, run, revision, err);
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
	struct wr_run *run = wr_run_read_json(operand[0], err), *base;
	int rc;

	if (!run)
		return -1;
	policy.max_change = max_change;
	policy.fail_on_known = fail_on_known;
	base = gt_baseline_read(operand[1], err);
	if (!base) {
		wr_run_free(run);
		return -1;
	}
	if (any_machine)
		base->machine = NULL;
	gt_join_base(run, base, max_change);
	wr_run_free(base);
	rc = cli_finish(run, &policy, NULL, false, err);
	wr_run_free(run);
	return rc;
}

static int need_history(const char *verb, struct wr_err *err)
{
	if (history)
		return 0;
	return wr_fail(err, WR_EUSAGE, "baseline %s: --history FILE says of which", verb);
}

static int list(char **operand, struct wr_err *err)
{
	struct wr_run *run = wr_run_new();
	int rc = need_history("list", err);

	if (rc == 0)
		rc = gt_history_read(history, operand[0], run, err);
	run->verdict = WR_PASS;
	cli_common.verbose = true;
	if (rc == 0)
		rc = cli_put_run(run, NULL, err);
	wr_run_free(run);
	return rc;
}

static int prune(char **operand, struct wr_err *err)
{
	size_t removed;

	(void)operand;
	if (need_history("prune", err) || gt_history_prune(history, keep ? (size_t)keep : DEFAULT_KEEP, &removed, err))
		return -1;
	if (!cli_common.quiet)
		printf("%zu run%s removed\n", removed, removed == 1 ? "" : "s");
	return 0;
}

static const struct { const char *verb, *operands; int least, most; int (*run)(char **operand, struct wr_err *err); } verbs[] = {
	{ "save", "RUN.json BASELINE", 2, 2, save },
	{ "show", "BASELINE", 1, 1, show },
	{ "compare", "RUN.json BASELINE", 2, 2, compare },
	{ "list", "[MEASURE] --history FILE", 0, 1, list },
	{ "prune", "[--keep N] --history FILE", 0, 0, prune },
};

static int run(const struct cli_args *args, struct wr_err *err)
{
	const char *verb = args->operand_count ? args->operands[0] : "";

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (strcmp(verbs[i].verb, verb) != 0)
			continue;
		if (args->operand_count - 1 < verbs[i].least || args->operand_count - 1 > verbs[i].most)
			return wr_fail(err, WR_EUSAGE, "baseline %s: wants %s", verb, verbs[i].operands);
		/* What stands behind the operands is not theirs. */
		return verbs[i].run(args->operand_count > 1 ? args->operands + 1 : (char *[]){ NULL }, err);
	}
	return wr_fail(err, WR_EUSAGE, "baseline: say save, show, compare, list or prune");
}

const struct cli_command cli_command_baseline = {
	"baseline", "save RUN.json FILE | show FILE | compare RUN.json FILE | list [MEASURE] | prune",
	"store results and compare with them",
	"A baseline holds the measures and the findings' fingerprints of a run as JSON that can be read in\n"
	"a diff (gzipped when its name ends in .gz). It is a trend, not proof: another day or machine\n"
	"differs; for proof run both sides in one session (weir run --base). A history (--history) keeps the\n"
	"measures of many runs: list shows their trend and where they changed, prune forgets old ones.",
	options, run
};
