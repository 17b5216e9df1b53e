/* init.c - `weir init`: a commented weir.yaml fitted to what is in the tree, and the files that a CI system wants. */
#include <stdio.h>
#include <string.h>

#include "analyzer/analyzer.h"
#include "cli/command.h"
#include "cli/output.h"
#include "core/arena.h"
#include "core/buf.h"
#include "core/embedded.h"
#include "core/file.h"
#include "core/text.h"

static bool force;
static int ci = -1;             /* index into ci_systems, -1 = none */

static const char *const ci_systems[] = { "github", "gitlab", "jenkins", NULL };

static const struct wr_opt options[] = {
	{ 'f', "force", WR_OPT_FLAG, &force, NULL, "overwrite files that are there", NULL, 0, 0 },
	{ 0, "ci", WR_OPT_CHOICE, &ci, "SYSTEM", "also write what runs the gate there", ci_systems, 0, 0 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

#define MOST 6          /* items of a kind that are written down */

struct found {          /* what the tree has */
	struct wr_arena *arena;
	const char *folders[16];        size_t folder_count;    /* top-level, with sources */
	const char *compile_commands;                           /* folder */
	const char *benchmarks[MOST];   size_t benchmark_count;
	const char *traces[MOST];       size_t trace_count;
	const char *scenarios[MOST];    size_t scenario_count;
	bool makefile, cmake, source_at_top;
};

static void add(const char **list, size_t *n, size_t most, const char *path)
{
	if (*n < most)
		list[(*n)++] = path;
}

static bool is_source(const char *path)
{
	static const char *const extensions[] = { ".c", ".cc", ".cpp", ".cxx", ".py", NULL };

	for (const char *const *e = extensions; *e; e++)
		if (wr_ends_with(path, *e))
			return true;
	return false;
}

static void note_folder(struct found *f, const char *path)
{
	const char *slash = strchr(path, '/'), *folder;

	if (!slash) {
		f->source_at_top = true;
		return;
	}
	folder = wr_arena_strndup(f->arena, path, (size_t)(slash - path));
	for (size_t i = 0; i < f->folder_count; i++)
		if (!strcmp(f->folders[i], folder))
			return;
	add(f->folders, &f->folder_count, 16, folder);
}

static bool looks_like_scenario(const char *path)
{
	struct wr_buf text = WR_BUF_INIT;
	bool yes = wr_file_read(path, 1 << 20, &text, NULL) == 0 && text.data && strstr(text.data, "requests:") &&
		   (strstr(text.data, "shape:") || strstr(text.data, "phases:"));

	wr_buf_free(&text);
	return yes;
}

static int look_at(const char *path, void *user, struct wr_err *err)
{
	struct found *f = user;
	const char *p = wr_starts_with(path, "./") ? path + 2 : path;
	const char *base = strrchr(p, '/') ? strrchr(p, '/') + 1 : p;

	(void)err;
	p = wr_arena_strdup(f->arena, p);
	if (is_source(p))
		note_folder(f, p);
	if (is_source(p) && strstr(p, "bench"))
		add(f->benchmarks, &f->benchmark_count, MOST, p);
	if (!strcmp(p, "Makefile"))
		f->makefile = true;
	if (!strcmp(p, "CMakeLists.txt"))
		f->cmake = true;
	if ((strstr(p, "trace") || strstr(p, "access")) && (wr_ends_with(p, ".csv") || wr_ends_with(p, ".csv.gz")))
		add(f->traces, &f->trace_count, MOST, p);
	if ((wr_ends_with(p, ".yaml") || wr_ends_with(p, ".yml")) && strcmp(base, "weir.yaml") != 0 &&
	    looks_like_scenario(path))
		add(f->scenarios, &f->scenario_count, MOST, p);
	return 0;
}

/* A plain scalar in double quotes. */
static void scalar(struct wr_buf *out, const char *s)
{
	wr_buf_char(out, '"');
	wr_esc_json(out, s);
	wr_buf_char(out, '"');
}

static const char *stem(struct found *f, const char *path)
{
	const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;

	return wr_measure_part(f->arena, wr_arena_strndup(f->arena, base, strcspn(base, ".")));
}

static void write_analyze(struct found *f, struct wr_buf *out)
{
	wr_buf_str(out, "analyze:\n  # Files and folders to read: C, C++ and Python.\n  paths: [");
	for (size_t i = 0; i < f->folder_count && !f->source_at_top; i++) {
		wr_buf_str(out, i ? ", " : "");
		scalar(out, f->folders[i]);
	}
	wr_buf_str(out, f->source_at_top || !f->folder_count ? "\".\"]\n" : "]\n");
	if (f->compile_commands) {
		wr_buf_str(out, "  compile-commands: ");
		scalar(out, f->compile_commands);
		wr_buf_str(out, "\n");
	} else {
		wr_buf_str(out, "  # compile-commands: build      # folder of compile_commands.json, for C and C++\n");
	}
	wr_buf_str(out, "  fail-on: high                 # low, medium, high, critical or never\n"
			"  # exclude: [\"**/generated/**\"]\n"
			"  # rules: { loop-nested: { severity: low } }\n"
			"  # effects: [ { call: my_db_get, effect: query } ]\n\n");
}

static void write_bench(struct found *f, struct wr_buf *out)
{
	const char *hash = f->benchmark_count ? "" : "# ";

	wr_buf_printf(out, "%sbench:\n", hash);
	wr_buf_printf(out, "  # Built in this tree and in the base's; {tree} is the tree under test.\n"
			   "  %sbuild: %s\n", f->makefile || f->cmake ? hash : "# ",
		      f->cmake ? "cmake -S {tree} -B {tree}/build && cmake --build {tree}/build" : "make -C {tree}");
	wr_buf_printf(out, "%s  benchmarks:\n", hash);
	for (size_t i = 0; i < f->benchmark_count; i++) {
		const char *p = f->benchmarks[i];
		bool python = wr_ends_with(p, ".py");
		const char *command = wr_arena_printf(f->arena, "%s{tree}/%.*s", python ? "python3 " : "",
						      (int)(python ? strlen(p) : strcspn(p, ".")), p);

		wr_buf_printf(out, "    - { name: %s, run: ", stem(f, p));
		scalar(out, command);
		wr_buf_str(out, python ? ", max-slowdown: 3% }\n" : ", max-slowdown: 3% }     # check the path of the program\n");
	}
	if (!f->benchmark_count)
		wr_buf_str(out, "#    - { name: parse, run: \"{tree}/bench/parse data/big.json\", max-slowdown: 3% }\n");
	wr_buf_str(out, "\n");
}

static void write_list(struct found *f, struct wr_buf *out, const char *section, const char *list,
		       const char *const *items, size_t n, const char *more, const char *example)
{
	if (!n) {
		wr_buf_printf(out, "# %s:\n#   %s:\n#     - %s\n\n", section, list, example);
		return;
	}
	wr_buf_printf(out, "%s:\n  %s:\n", section, list);
	for (size_t i = 0; i < n; i++) {
		wr_buf_printf(out, "    - { name: %s, file: ", stem(f, items[i]));
		scalar(out, items[i]);
		wr_buf_printf(out, "%s }\n", more);
	}
	wr_buf_str(out, "\n");
}

static void write_config(struct found *f, struct wr_buf *out)
{
	wr_buf_str(out, "# What weir measures here, and when it fails. `weir run` reads this file;\n"
			"# `weir run --base main` compares with another revision.\n"
			"version: 1\n\n");
	write_analyze(f, out);
	write_bench(f, out);
	write_list(f, out, "cache", "traces", f->traces, f->trace_count, "",
		   "{ name: sessions, file: traces/sessions.csv.gz, size: 10000, min-hit-ratio: 85% }");
	write_list(f, out, "load", "scenarios", f->scenarios, f->scenario_count, ", mode: simulate",
		   "{ name: checkout, file: load/checkout.yaml, mode: simulate }");
	wr_buf_str(out, "report:\n  out: weir-report\n  formats: [json, sarif, markdown, html]\n");
}

/* The files that are written, by index into ci_systems; they are the samples of ci/. */
static const struct { int system; const char *sample, *path; } ci_files[] = {
	{ 0, "ci/workflows/weir-gate.yml", ".github/workflows/weir-gate.yml" },
	{ 0, "ci/workflows/weir-comment.yml", ".github/workflows/weir-comment.yml" },
	{ 1, "ci/gitlab/weir.gitlab-ci.yml", ".gitlab/weir.gitlab-ci.yml" },
	{ 2, "ci/jenkins/Jenkinsfile", "Jenkinsfile" },
};
enum { CI_FILES = sizeof ci_files / sizeof *ci_files };

static const char *const ci_next[] = {
	"replace OWNER/weir/ci@COMMIT in them by the repository of weir and a full commit hash",
	"add to .gitlab-ci.yml: include: { local: .gitlab/weir.gitlab-ci.yml }, and set WEIR_IMAGE",
	"the agent with the label weir needs weir and what your build needs",
};

static int check_absent(const char *path, struct wr_err *err)
{
	if (wr_is_file(path) && !force)
		return wr_fail(err, WR_EUSAGE, "%s: is there already; --force overwrites it", path);
	return 0;
}

/* Before anything is written: half of the files would be worse than none. */
static int check_files(struct wr_err *err)
{
	if (ci < 0)
		return check_absent("weir.yaml", err);
	for (size_t i = 0; i < CI_FILES; i++)
		if (ci_files[i].system == ci && check_absent(ci_files[i].path, err))
			return -1;
	return 0;
}

static int write_ci_files(struct wr_err *err)
{
	for (size_t i = 0; i < CI_FILES; i++) {
		size_t n;
		const char *bytes = wr_embedded(ci_files[i].sample, &n);

		if (ci_files[i].system != ci)
			continue;
		if (wr_file_write(ci_files[i].path, bytes, n, err))
			return -1;
		if (!cli_common.quiet)
			printf("%s: written\n", ci_files[i].path);
	}
	if (ci >= 0 && !cli_common.quiet)
		printf("next: %s\n", ci_next[ci]);
	return 0;
}

static int init_config(struct wr_err *err)
{
	struct found f = { .arena = NULL };
	struct wr_buf out = WR_BUF_INIT;
	const char *near;
	int rc;

	f.arena = wr_arena_new();
	near = wr_is_file("compile_commands.json") ? "." : wr_is_file("build/compile_commands.json") ? "build" : NULL;
	f.compile_commands = near;
	rc = wr_walk(".", look_at, &f, err);
	if (rc == 0) {
		write_config(&f, &out);
		rc = wr_file_write("weir.yaml", out.data, out.len, err);
	}
	if (rc == 0 && !cli_common.quiet)
		printf("weir.yaml: written; %zu folders, %zu benchmarks, %zu traces, %zu scenarios found\n",
		       f.folder_count, f.benchmark_count, f.trace_count, f.scenario_count);
	wr_buf_free(&out);
	wr_arena_free(f.arena);
	return rc;
}

static int run(const struct cli_args *args, struct wr_err *err)
{
	if (args->operand_count)
		return wr_fail(err, WR_EUSAGE, "init: takes no arguments");
	if (check_files(err))
		return -1;
	/* Who has a weir.yaml and asks for a CI system's files wants only those. */
	if ((ci < 0 || !wr_is_file("weir.yaml")) && init_config(err))
		return -1;
	return write_ci_files(err);
}

const struct cli_command cli_command_init = {
	"init", "[--ci github|gitlab|jenkins] [--force]", "write a weir.yaml fitted to this tree",
	"Looks at the working folder (sources, compile_commands.json, benchmarks, traces, scenarios) and\n"
	"writes a commented weir.yaml for it.\n"
	"With --ci also the files with which that system runs the gate on every change; a weir.yaml that is\n"
	"there then stays as it is.",
	options, run
};
