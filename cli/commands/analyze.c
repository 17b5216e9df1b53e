/* analyze.c - `weir analyze`: the static analysis alone. */
#include <stdio.h>
#include <string.h>

#include "analyzer/analyzer.h"
#include "cli/base_tree.h"
#include "cli/command.h"
#include "cli/config.h"
#include "cli/fix.h"
#include "cli/gate_run.h"
#include "cli/hot.h"
#include "cli/output.h"
#include "core/file.h"

static const char *config_path, *build_dir, *changed_since, *baseline, *write_baseline;
static struct wr_opt_list only, exclude, profiles;
static int fail_on = -1;        /* not given: the configuration's */
static bool fail_on_known, dump_tokens, dump_ast, fix, diff;

static const struct wr_opt options[] = {
	{ 'c', "config", WR_OPT_STRING, &config_path, "FILE", "instead of the nearest weir.yaml", NULL, 0, 0 },
	{ 'p', "build-dir", WR_OPT_STRING, &build_dir, "DIR", "folder of compile_commands.json", NULL, 0, 0 },
	{ 0, "changed-since", WR_OPT_STRING, &changed_since, "REF|DIR", "what that revision has too is known, and does not fail", NULL, 0, 0 },
	{ 0, "baseline", WR_OPT_STRING, &baseline, "FILE", "what that stored baseline has too is known", NULL, 0, 0 },
	{ 0, "write-baseline", WR_OPT_STRING, &write_baseline, "FILE", "store what is found now as that baseline; from then on it is known", NULL, 0, 0 },
	{ 0, "fail-on", WR_OPT_CHOICE, &fail_on, "SEVERITY", "low, medium, high, critical or never (default: high)",
	  cli_fail_on_choices, 0, 0 },
	{ 0, "rule", WR_OPT_LIST, &only, "ID,...", "only these rules", NULL, 0, 0 },
	{ 0, "exclude", WR_OPT_LIST, &exclude, "GLOB,...", "leave these files out", NULL, 0, 0 },
	{ 0, "profile", WR_OPT_LIST, &profiles, "FILE,...", "measured profiles: findings where the time goes are shown, and say so",
	  NULL, 0, 0 },
	CLI_CACHE_OPTIONS,
	{ 0, "fail-on-known", WR_OPT_FLAG, &fail_on_known, NULL, "known findings fail too", NULL, 0, 0 },
	{ 0, "fix", WR_OPT_FLAG, &fix, NULL, "make the changes that have the same meaning for certain", NULL, 0, 0 },
	{ 0, "diff", WR_OPT_FLAG, &diff, NULL, "print these changes as a unified diff, and nothing else", NULL, 0, 0 },
	{ 0, "dump-tokens", WR_OPT_FLAG, &dump_tokens, NULL, "print the tokens of Python files, as CPython's tokenize", NULL, 0, 0 },
	{ 0, "dump-ast", WR_OPT_FLAG, &dump_ast, NULL, "print the syntax trees of Python files, as CPython's ast", NULL, 0, 0 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

/* One invocation: what is looked at, and what it is held against. */
struct job {
	const struct cli_args *args;
	const struct cli_config *config;
	const struct cli_config *limits;        /* whose rules and severities hold: the base's where it has a weir.yaml */
	struct cli_config base_config;
	struct cli_base_tree tree;
	struct wr_arena *arena;
	struct wr_run *run;
	struct an_options options;
};

static void set_options(struct job *j)
{
	const struct cli_args *args = j->args;
	const struct cli_config *config = j->config;
	struct wr_arena *arena = j->arena;
	struct an_options *o = &j->options;

	cli_analyze_options(config, &j->limits->analyze, arena, o);
	o->exclude = j->limits->analyze.exclude.items;
	o->exclude_count = j->limits->analyze.exclude.n;
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

/* A change is held to the base's rules, so that it cannot loosen them. */
static int open_base(struct job *j, struct wr_err *err)
{
	const char *root = j->args->operand_count && !j->config->path ? "." : j->config->root, *path;

	if (cli_base_open(changed_since, root, j->arena, &j->tree, err))
		return -1;
	path = wr_path_join(j->arena, j->tree.root, "weir.yaml");
	if (!wr_is_file(path))
		return 0;
	j->limits = &j->base_config;
	return cli_config_read(path, j->arena, &j->base_config, err);
}

/* The same paths in the base tree. */
static size_t base_paths(const struct job *j, const char **paths)
{
	const struct an_options *head = &j->options;
	size_t n = 0;

	for (size_t i = 0; i < head->path_count; i++) {
		const char *path = wr_path_join(j->arena, j->tree.root,
						wr_path_relative(j->arena, head->paths[i], head->root));

		if (!strcmp(wr_path_absolute(j->arena, head->paths[i]), wr_path_absolute(j->arena, head->root)))
			path = j->tree.root;
		if (wr_is_dir(path) || wr_is_file(path))        /* new files have no base */
			paths[n++] = path;
	}
	return n;
}

/* What the base has, and in *degrees what its functions cost.  NULL with err. */
static struct wr_run *analyze_base(const struct job *j, struct an_degrees **degrees, struct wr_err *err)
{
	struct an_options o = j->options;
	struct wr_run *base = wr_run_new();
	const char **paths = wr_arena_array(j->arena, o.path_count, sizeof *paths);

	o.paths = paths;
	o.path_count = base_paths(j, paths);
	o.root = j->tree.root;
	o.degrees = degrees;
	o.cache_dir = j->tree.lasting_name ? o.cache_dir : NULL;
	cli_set_built_as(&o, j->options.root, NULL, j->arena);
	if (!o.path_count || !an_analyze(&o, base, err))
		return base;
	wr_run_free(base);
	return NULL;
}

/* The head, compared with the base where there is one. */
static int analyze_trees(struct job *j, struct wr_err *err)
{
	struct an_degrees *degrees = NULL;
	struct wr_run *base = NULL;
	size_t cached = 0;
	int rc;

	if (changed_since && !(base = analyze_base(j, &degrees, err)))
		return -1;
	j->options.base_degrees = degrees;
	j->options.cached_files = &cached;
	rc = an_analyze(&j->options, j->run, err);
	if (!rc && base)
		gt_join_base(j->run, base, 0);
	if (!rc && cli_common.verbose)
		fprintf(stderr, "%zu files were not read again: the cache has them\n", cached);
	an_degrees_free(degrees);
	wr_run_free(base);
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

/* What the command line names, else what weir.yaml does. */
static const char *baseline_path(const struct job *j)
{
	const char *configured = j->limits->gate.baseline;

	if (baseline || !configured || write_baseline)
		return baseline;
	return wr_path_join(j->arena, j->limits->root, configured);
}

/* What is found today is accepted, so it is known already to this command. */
static int store_baseline(const struct job *j, bool all_read, struct wr_err *err)
{
	if (!write_baseline)
		return 0;
	if (!all_read) {
		wr_run_note(j->run, WR_WARNING, "%s was not written: it would hide what could not be read", write_baseline);
		return 0;
	}
	if (gt_baseline_save(j->run, write_baseline, err) || cli_join_baseline(j->run, write_baseline, 0, err))
		return -1;
	wr_run_note(j->run, WR_NOTE, "%s holds the findings of this run; with --baseline %s only new ones fail",
		    write_baseline, write_baseline);
	return 0;
}

/* The diff alone, for a pipe; exit code 1 if there is something to change. */
static int show_changes(const struct job *j, struct wr_err *err)
{
	size_t made, left;

	if (cli_fix(j->run, j->options.root, CLI_FIX_DIFF, &made, &left, err))
		return -1;
	if (left)
		fprintf(stderr, "%zu more overlap with these, or are in files that are not UTF-8\n", left);
	return made ? 1 : 0;
}

static int make_changes(const struct job *j, struct wr_err *err)
{
	size_t made, left;

	if (cli_fix(j->run, j->options.root, CLI_FIX_WRITE, &made, &left, err))
		return -1;
	wr_run_note(j->run, WR_NOTE, "%zu change%s made; what is found below was found before", made, made == 1 ? "" : "s");
	if (left)
		wr_run_note(j->run, WR_NOTE, "%zu more overlap with these, or are in files that are not UTF-8: run it again", left);
	return 0;
}

/* Those that the command line names, else those of weir.yaml. */
static int read_profiles(struct job *j, struct wr_err *err)
{
	const struct wr_strings *configured = &j->config->analyze.profiles;

	if (profiles.n)
		return cli_read_hot(profiles.items, profiles.n, ".", j->arena, &j->options, err);
	return cli_read_hot(configured->items, configured->n, j->config->root, j->arena, &j->options, err);
}

static int analyze(struct job *j, struct wr_err *err)
{
	struct gt_policy policy = GT_POLICY_DEFAULT;
	struct wr_err why;
	int rc;

	if (changed_since && open_base(j, err))
		return -1;
	set_options(j);
	if (read_profiles(j, err))
		return -1;
	cli_policy_fail_on(&policy, fail_on >= 0 ? fail_on : j->limits->analyze.fail_on);
	policy.fail_on_known = fail_on_known;
	if (analyze_trees(j, err) || cli_join_baseline(j->run, baseline_path(j), policy.max_change, err))
		return -1;
	rc = cli_check_read(j->run, &why);
	cli_record_stage(j->run, "analyze", rc, &why);
	if (store_baseline(j, rc == 0, err))
		return -1;
	forget_out_of_view(j->run, &j->options, j->arena);
	if (diff)
		return show_changes(j, err);
	if (fix && make_changes(j, err))
		return -1;
	return cli_finish(j->run, &policy, j->options.root, false, err);
}

static int analyze_paths(const struct cli_args *args, struct wr_err *err)
{
	struct cli_config config;
	struct job j = { .args = args, .config = &config, .limits = &config, .arena = wr_arena_new(), .run = wr_run_new() };
	int rc = -1;

	if (cli_config_find(config_path, false, j.arena, &config, err) == 0) {
		cli_apply_cache_options(&config, j.arena);
		rc = analyze(&j, err);
	}
	cli_base_close(&j.tree);
	wr_run_free(j.run);
	wr_arena_free(j.arena);
	wr_opt_list_free(&only);
	wr_opt_list_free(&exclude);
	wr_opt_list_free(&profiles);
	return rc;
}

/* Each file's dump behind a line with its name. */
static int dump(const struct cli_args *args, struct wr_err *err)
{
	struct wr_buf out = WR_BUF_INIT;
	int rc = args->operand_count ? 0 : wr_fail(err, WR_EUSAGE, "name the files to print");

	for (int i = 0; i < args->operand_count && !rc; i++) {
		wr_buf_clear(&out);
		rc = an_dump_python(args->operands[i], dump_ast ? AN_DUMP_TREE : AN_DUMP_TOKENS, &out, err);
		if (!rc) {
			printf("file %s\n", args->operands[i]);
			fwrite(out.data, 1, out.len, stdout);
		}
	}
	wr_buf_free(&out);
	return rc;
}

static int run(const struct cli_args *args, struct wr_err *err)
{
	if (dump_tokens || dump_ast)
		return dump(args, err);
	return analyze_paths(args, err);
}

const struct cli_command cli_command_analyze = {
	"analyze", "[PATH...] [-p BUILD_DIR] [--changed-since REF] [--baseline FILE] [--write-baseline FILE] [--fail-on SEVERITY] [--rule ID...] [-- FLAGS]",
	"find performance bottlenecks in source text",
	"Reads C, C++ and Python files (folders are walked) and reports bottlenecks with the chain of calls\n"
	"that leads to them. What follows -- are compiler flags for C and C++ files that no\n"
	"compile_commands.json names. Without PATH: analyze.paths of weir.yaml, else the working folder.",
	options, run
};
