/* run.c - `weir run`: the whole gate, from weir.yaml. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/base_tree.h"
#include "cli/command.h"
#include "cli/gate_run.h"
#include "cli/output.h"
#include "cli/pipeline.h"
#include "core/file.h"

static const char *config_path, *base, *out_folder;
static struct wr_opt_list only;
static bool strict;

static const struct wr_opt options[] = {
	{ 'c', "config", WR_OPT_STRING, &config_path, "FILE", "instead of the nearest weir.yaml", NULL, 0, 0 },
	{ 0, "base", WR_OPT_STRING, &base, "REF|DIR", "compare with a git revision or with another folder", NULL, 0, 0 },
	{ 0, "only", WR_OPT_LIST, &only, "STAGE,...", "analyze, bench, cache, load", NULL, 0, 0 },
	{ 0, "out", WR_OPT_STRING, &out_folder, "DIR", "folder of the reports (default: report.out of weir.yaml)", NULL, 0, 0 },
	CLI_CACHE_OPTIONS,
	{ 0, "strict", WR_OPT_FLAG, &strict, NULL, "an inconclusive result exits 4", NULL, 0, 0 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

/* The base's own weir.yaml, when it has one that can be read. */
static int read_base_config(struct cli_pipeline *p, struct cli_config *out, struct wr_err *err)
{
	const char *path = wr_path_join(p->arena, p->base_root, "weir.yaml");

	if (!wr_is_file(path)) {
		wr_run_note(p->run, WR_WARNING,
			    "the base has no weir.yaml: thresholds are this change's own");
		return 0;
	}
	if (cli_config_read(path, p->arena, out, err))
		return -1;
	/* Where things are kept is this machine's matter, not the base's. */
	out->analyze.cache = p->config->analyze.cache;
	out->analyze.cache_dir = p->config->analyze.cache_dir;
	out->analyze.cache_size = p->config->analyze.cache_size;
	p->base_config = p->limits_from = out;
	return 0;
}

static int write_reports(const struct cli_pipeline *p, struct wr_err *err)
{
	const struct cli_report_config *r = &p->config->report;
	struct rp_options how = { .root = p->config->root, .rules = cli_rules(), .prefix = cli_common.prefix,
				  .title = r->title };

	return cli_write_reports(p->run, r->formats.items, r->formats.n, r->out, &how, err);
}

static int judge_and_report(struct cli_pipeline *p, struct wr_err *err)
{
	const struct cli_config *c = p->config;
	struct gt_policy policy;
	struct wr_err why;

	cli_policy(p, &policy);
	if (p->base_root)
		gt_join_base(p->run, p->base_run, policy.max_change);
	if (p->limits_from->gate.baseline &&
	    cli_join_baseline(p->run, wr_path_join(p->arena, p->limits_from->root, p->limits_from->gate.baseline),
			      policy.max_change, &why))
		cli_record_stage(p->run, "gate", -1, &why);
	gt_judge(p->run, &policy);
	wr_run_sort(p->run);
	if (write_reports(p, err) || cli_put_run(p->run, c->root, err))
		return -1;
	if (!cli_common.quiet)
		fprintf(stderr, "reports: %s\n", c->report.out);
	return gt_exit_code(p->run->verdict, strict || p->limits_from->gate.strict);
}

static int run_all(struct cli_pipeline *p, struct cli_base_tree *tree, struct wr_err *err)
{
	struct cli_config base_config;

	if (base && cli_base_open(base, p->config->root, p->arena, tree, err))
		return -1;
	p->base_root = tree->root;
	cli_base_note(tree, p->run);
	p->base_lasts = tree->lasting_name;
	if (base && read_base_config(p, &base_config, err))
		return -1;
	if (chdir(p->config->root))
		return wr_fail(err, WR_EIO, "%s: cannot enter the folder", p->config->root);
	if (wr_make_dirs(p->config->report.out, err))   /* before the work, not after it */
		return -1;
	if (cli_pipeline_run(p, only.items, only.n, err))
		return -1;
	return judge_and_report(p, err);
}

static int run(const struct cli_args *args, struct wr_err *err)
{
	struct cli_config config;
	struct cli_base_tree tree = { 0 };
	struct cli_pipeline p = { .arena = wr_arena_new(), .config = &config, .limits_from = &config };
	int rc = -1;

	if (args->operand_count)
		wr_fail(err, WR_EUSAGE, "run: takes no arguments (did you mean --only %s?)", args->operands[0]);
	else if (cli_config_find(config_path, true, p.arena, &config, err) == 0) {
		cli_apply_cache_options(&config, p.arena);
		if (out_folder)
			config.report.out = wr_path_absolute(p.arena, out_folder);
		p.run = wr_run_new();
		p.base_run = wr_run_new();
		rc = run_all(&p, &tree, err);
		cli_base_close(&tree);
		wr_run_free(p.run);
		wr_run_free(p.base_run);
		free(p.limits);
	}
	wr_arena_free(p.arena);
	wr_opt_list_free(&only);
	return rc;
}

const struct cli_command cli_command_run = {
	"run", "[--config FILE] [--base REF|DIR] [--only STAGE,...] [--out DIR]",
	"the whole gate, from weir.yaml",
	"Runs every stage that weir.yaml configures (analyze, bench, cache, load), judges the result and\n"
	"writes the reports. With --base the same is done on the base and compared; the thresholds are\n"
	"then the base's, so that a change cannot loosen its own gate.",
	options, run
};
