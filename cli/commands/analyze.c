/* analyze.c - `weir analyze`: the static analysis alone. */
#include <string.h>

#include "analyzer/analyzer.h"
#include "cli/base_tree.h"
#include "cli/command.h"
#include "cli/config.h"
#include "cli/gate_run.h"
#include "cli/output.h"
#include "core/file.h"

static const char *config_path, *build_dir, *changed_since, *baseline;
static struct wr_opt_list only, exclude;
static int fail_on = -1;        /* not given: the configuration's */
static bool fail_on_known;

static const struct wr_opt options[] = {
	{ 'c', "config", WR_OPT_STRING, &config_path, "FILE", "instead of the nearest weir.yaml", NULL, 0, 0 },
	{ 'p', "build-dir", WR_OPT_STRING, &build_dir, "DIR", "folder of compile_commands.json", NULL, 0, 0 },
	{ 0, "changed-since", WR_OPT_STRING, &changed_since, "REF|DIR", "what that revision has too is known, and does not fail", NULL, 0, 0 },
	{ 0, "baseline", WR_OPT_STRING, &baseline, "FILE", "what that stored baseline has too is known", NULL, 0, 0 },
	{ 0, "fail-on", WR_OPT_CHOICE, &fail_on, "SEVERITY", "low, medium, high, critical or never (default: high)",
	  cli_fail_on_choices, 0, 0 },
	{ 0, "rule", WR_OPT_LIST, &only, "ID,...", "only these rules", NULL, 0, 0 },
	{ 0, "exclude", WR_OPT_LIST, &exclude, "GLOB,...", "leave these files out", NULL, 0, 0 },
	{ 0, "fail-on-known", WR_OPT_FLAG, &fail_on_known, NULL, "known findings fail too", NULL, 0, 0 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static void set_options(const struct cli_args *args, const struct cli_config *config, struct wr_arena *arena,
			struct an_options *o)
{
	cli_analyze_options(config, &config->analyze, arena, o);
	if (args->operand_count) {
		o->paths = (const char *const *)args->operands;
		o->path_count = (size_t)args->operand_count;
		o->root = config->path ? config->root : ".";
	} else {
		const char **paths = wr_arena_array(arena, o->path_count, sizeof *paths);

		for (size_t i = 0; i < o->path_count; i++)
			paths[i] = wr_path_join(arena, config->root, o->paths[i]);
		o->paths = paths;
		if (o->build_dir)
			o->build_dir = wr_path_join(arena, config->root, o->build_dir);
	}
	if (build_dir)
		o->build_dir = build_dir;
	if (exclude.n) {
		o->exclude = exclude.items;
		o->exclude_count = exclude.n;
	}
	o->only = only.items;
	o->only_count = only.n;
	o->jobs = (unsigned)cli_common.jobs;
	if (args->after) {
		o->flags = (const char *const *)args->after;
		for (o->flag_count = 0; args->after[o->flag_count];)
			o->flag_count++;
	}
}

/* The same paths in the base tree. */
static int analyze_base(struct wr_run *run, const struct an_options *head, struct wr_arena *arena,
			struct wr_err *err)
{
	struct cli_base_tree tree = { 0 };
	struct an_options o = *head;
	struct wr_run *base;
	const char **paths = wr_arena_array(arena, head->path_count, sizeof *paths);
	size_t n = 0;
	int rc = 0;

	if (cli_base_open(changed_since, head->root, arena, &tree, err))
		return -1;
	for (size_t i = 0; i < head->path_count; i++) {
		const char *path = wr_path_join(arena, tree.root,
						wr_path_relative(arena, head->paths[i], head->root));

		if (!strcmp(wr_path_absolute(arena, head->paths[i]), wr_path_absolute(arena, head->root)))
			path = tree.root;
		if (wr_is_dir(path) || wr_is_file(path))        /* new files have no base */
			paths[n++] = path;
	}
	o.paths = paths;
	o.path_count = n;
	o.root = tree.root;
	base = wr_run_new();
	if (n)
		rc = an_analyze(&o, base, err);
	if (rc == 0)
		gt_join_base(run, base, 0);
	wr_run_free(base);
	cli_base_close(&tree);
	return rc;
}

static bool is_below(struct wr_arena *arena, const char *path, const char *top, const char *root)
{
	const char *relative = wr_path_relative(arena, top, root);
	size_t n = strlen(relative);

	if (!strcmp(wr_path_absolute(arena, top), wr_path_absolute(arena, root)))
		return true;
	return !strncmp(path, relative, n) && (path[n] == '/' || !path[n]);
}

/* Was it looked for? */
static bool is_in_view(const struct wr_finding *f, const struct an_options *o, struct wr_arena *arena)
{
	bool rule = !o->only_count, place = false;

	for (size_t i = 0; i < o->only_count; i++)
		rule |= !strcmp(o->only[i], f->rule);
	for (size_t i = 0; i < o->path_count && f->at.path; i++)
		place |= is_below(arena, f->at.path, o->paths[i], o->root);
	return rule && place;
}

/* A baseline holds findings that this command did not look for: those are not fixed. */
static void forget_out_of_view(struct wr_run *run, const struct an_options *o, struct wr_arena *arena)
{
	size_t kept = 0;

	for (size_t i = 0; i < run->finding_count; i++)
		if (run->findings[i].state != WR_FIXED || is_in_view(&run->findings[i], o, arena))
			run->findings[kept++] = run->findings[i];
	run->finding_count = kept;
}

static int analyze(const struct cli_args *args, const struct cli_config *config, struct wr_arena *arena,
		   struct wr_run *run, struct wr_err *err)
{
	struct gt_policy policy = GT_POLICY_DEFAULT;
	struct an_options o;
	struct wr_err why;
	int rc;

	set_options(args, config, arena, &o);
	cli_policy_fail_on(&policy, fail_on >= 0 ? fail_on : config->analyze.fail_on);
	policy.fail_on_known = fail_on_known;
	if (an_analyze(&o, run, err) ||
	    (changed_since && analyze_base(run, &o, arena, err)) ||
	    cli_join_baseline(run, baseline, policy.max_change, err))
		return -1;
	rc = cli_check_read(run, &why);
	cli_record_stage(run, "analyze", rc, &why);
	forget_out_of_view(run, &o, arena);
	return cli_finish(run, &policy, o.root, false, err);
}

static int run(const struct cli_args *args, struct wr_err *err)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_run *out = wr_run_new();
	struct cli_config config;
	int rc = -1;

	if (cli_config_find(config_path, false, arena, &config, err) == 0)
		rc = analyze(args, &config, arena, out, err);
	wr_run_free(out);
	wr_arena_free(arena);
	wr_opt_list_free(&only);
	wr_opt_list_free(&exclude);
	return rc;
}

const struct cli_command cli_command_analyze = {
	"analyze", "[PATH...] [-p BUILD_DIR] [--changed-since REF] [--baseline FILE] [--fail-on SEVERITY] [--rule ID...] [-- FLAGS]",
	"find performance bottlenecks in source text",
	"Reads C, C++ and Python files (folders are walked) and reports bottlenecks with the chain of calls\n"
	"that leads to them. What follows -- are compiler flags for C and C++ files that no\n"
	"compile_commands.json names. Without PATH: analyze.paths of weir.yaml, else the working folder.",
	options, run
};
