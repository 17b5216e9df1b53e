/* output.c - the common options, and a run put out as they say. */
#include "cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "analyzer/analyzer.h"
#include "core/alloc.h"
#include "core/file.h"
#include "gate/gate.h"

struct cli_common cli_common;

static const char *const color_choices[] = { "auto", "always", "never", NULL };

const struct wr_opt cli_common_options[] = {
	{ 0, "format", WR_OPT_LIST, &cli_common.formats, "FORMAT,...",
	  "text, json, sarif, sarif.gz, markdown, html, junit, gitlab, github, bencher, benchmark-smaller, "
	  "benchmark-bigger, openmetrics (default: text)", NULL, 0, 0 },
	{ 'o', "output", WR_OPT_STRING, &cli_common.output, "FILE",
	  "write to FILE instead of standard output; a folder if there are several formats", NULL, 0, 0 },
	{ 0, "prefix", WR_OPT_STRING, &cli_common.prefix, "DIR",
	  "where the tree stands in its repository, for paths in SARIF, GitLab and annotations", NULL, 0, 0 },
	{ 'j', "jobs", WR_OPT_INT, &cli_common.jobs, "N", "worker processes (default: one per processor)",
	  NULL, 0, 1024 },
	{ 0, "color", WR_OPT_CHOICE, &cli_common.color, "WHEN", "auto, always or never", color_choices, 0, 0 },
	{ 'q', "quiet", WR_OPT_FLAG, &cli_common.quiet, NULL, "no progress and no notices", NULL, 0, 0 },
	{ 'v', "verbose", WR_OPT_FLAG, &cli_common.verbose, NULL, "every measure and finding, output of builds",
	  NULL, 0, 0 },
	{ 'h', "help", WR_OPT_FLAG, &cli_common.help, NULL, "this help", NULL, 0, 0 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

bool cli_color(void)
{
	const char *no_color = getenv("NO_COLOR");

	if (cli_common.color)
		return cli_common.color == 1;
	return !(no_color && *no_color) && isatty(STDOUT_FILENO);
}

const struct wr_rule *const *cli_rules(void)
{
	static const struct wr_rule **all;
	const struct wr_rule *const *tables[] = { an_rules(), gt_rules() };
	size_t n = 0, cap = 0;

	if (all)
		return all;
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
		for (const struct wr_rule *const *r = tables[t]; *r; r++)
			*WR_PUSH(all, n, cap) = *r;
	*WR_PUSH(all, n, cap) = NULL;
	return all;
}

static int terminal_width(void)
{
	struct winsize w;

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : 100;
}

static int put_stdout(const struct wr_buf *bytes, struct wr_err *err)
{
	if (fwrite(bytes->data, 1, bytes->len, stdout) != bytes->len || fflush(stdout))
		return wr_fail(err, WR_EIO, "standard output: %s", strerror(errno));
	return 0;
}

static int find_formats(const struct rp_format **out, const char *const *names, size_t n, struct wr_err *err)
{
	for (size_t i = 0; i < n; i++) {
		out[i] = rp_format_find(names[i]);
		if (!out[i])
			return wr_fail(err, WR_EUSAGE, "--format: no format named '%s'", names[i]);
	}
	return 0;
}

int cli_write_reports(const struct wr_run *run, const char *const *names, size_t n, const char *folder,
		      const struct rp_options *options, struct wr_err *err)
{
	const struct rp_format *formats[64];
	struct wr_buf bytes = WR_BUF_INIT;
	struct wr_arena *arena;
	int rc;

	if (n > 64)
		return wr_fail(err, WR_EUSAGE, "--format: at most 64 formats");
	if (find_formats(formats, names, n, err))
		return -1;
	arena = wr_arena_new();
	rc = wr_make_dirs(folder, err);
	for (size_t i = 0; i < n && rc == 0; i++) {
		wr_buf_clear(&bytes);
		formats[i]->write(run, options, &bytes);
		rc = wr_file_write(wr_path_join(arena, folder, formats[i]->file), bytes.data, bytes.len, err);
	}
	wr_buf_free(&bytes);
	wr_arena_free(arena);
	return rc;
}

static int put_one(const struct wr_run *run, const char *name, const struct rp_options *options,
		   struct wr_err *err)
{
	const struct rp_format *format;
	struct wr_buf bytes = WR_BUF_INIT;
	int rc;

	if (find_formats(&format, &name, 1, err))
		return -1;
	format->write(run, options, &bytes);
	if (cli_common.output && strcmp(cli_common.output, "-") != 0)
		rc = wr_file_write(cli_common.output, bytes.data, bytes.len, err);
	else
		rc = put_stdout(&bytes, err);
	wr_buf_free(&bytes);
	return rc;
}

int cli_put_run(struct wr_run *run, const char *root, struct wr_err *err)
{
	const struct wr_opt_list *f = &cli_common.formats;
	struct rp_options options = {
		.root = root,
		.rules = cli_rules(),
		.prefix = cli_common.prefix,
		.color = !cli_common.output && cli_color(),
		.width = cli_common.output ? 0 : terminal_width(),
		.verbose = cli_common.verbose,
	};

	wr_run_sort(run);
	if (f->n > 1 && !cli_common.output)
		return wr_fail(err, WR_EUSAGE, "--format: several formats need --output FOLDER");
	if (f->n > 1)
		return cli_write_reports(run, (const char *const *)f->items, f->n, cli_common.output,
					 &options, err);
	return put_one(run, f->n ? f->items[0] : "text", &options, err);
}
