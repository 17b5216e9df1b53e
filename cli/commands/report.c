/* report.c - `weir report`: any report from one or several run.json. */
#include "cli/command.h"
#include "cli/output.h"
#include "core/run_json.h"
#include "gate/gate.h"

static const char *out_folder, *root = ".", *title;
static bool strict;

static const struct wr_opt options[] = {
	{ 0, "out", WR_OPT_STRING, &out_folder, "DIR", "write each format under its default name into DIR", NULL, 0, 0 },
	{ 0, "root", WR_OPT_STRING, &root, "DIR", "the tree that was tested, for source excerpts (default: .)", NULL, 0, 0 },
	{ 0, "title", WR_OPT_STRING, &title, "TEXT", "heading of Markdown and HTML", NULL, 0, 0 },
	{ 0, "strict", WR_OPT_FLAG, &strict, NULL, "an inconclusive result exits 4", NULL, 0, 0 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static struct wr_run *read_all(const struct cli_args *args, struct wr_err *err)
{
	struct wr_run *all = wr_run_read_json(args->operands[0], err);

	for (int i = 1; all && i < args->operand_count; i++) {
		struct wr_run *one = wr_run_read_json(args->operands[i], err);

		if (!one) {
			wr_run_free(all);
			return NULL;
		}
		wr_run_merge(all, one);
		wr_run_free(one);
	}
	return all;
}

static int put(struct wr_run *run, struct wr_err *err)
{
	static const char *const usual[] = { "json", "sarif", "markdown", "html" };
	struct rp_options how = { .root = root, .rules = cli_rules(), .title = title };

	if (!out_folder)
		return cli_put_run(run, root, err);
	wr_run_sort(run);
	if (cli_common.formats.n)
		return cli_write_reports(run, cli_common.formats.items, cli_common.formats.n, out_folder, &how, err);
	return cli_write_reports(run, usual, 4, out_folder, &how, err);
}

static int run(const struct cli_args *args, struct wr_err *err)
{
	struct wr_run *all;
	int rc;

	if (!args->operand_count)
		return wr_fail(err, WR_EUSAGE, "report: name at least one run.json");
	all = read_all(args, err);
	if (!all)
		return -1;
	rc = put(all, err);
	if (rc == 0)
		rc = gt_exit_code(all->verdict, strict);
	wr_run_free(all);
	return rc;
}

const struct cli_command cli_command_report = {
	"report", "RUN.json... [--format F,...] [--out DIR]",
	"make reports from stored runs",
	"Reads one or several run.json (shards of a CI matrix are merged) and writes any report from them.\n"
	"The exit code is that of the verdict in them.",
	options, run
};
