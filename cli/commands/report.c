/* report.c - `weir report`: any report from one or several run.json, or one page over the runs of many days. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/output.h"
#include "core/alloc.h"
#include "core/arena.h"
#include "core/file.h"
#include "core/run_json.h"
#include "core/text.h"
#include "gate/gate.h"

static const char *out_folder, *root = ".", *title, *index_folder;
static bool strict;

static const struct wr_opt options[] = {
	{ 0, "out", WR_OPT_STRING, &out_folder, "DIR", "write each format under its default name into DIR", NULL, 0, 0 },
	{ 0, "root", WR_OPT_STRING, &root, "DIR", "the tree that was tested, for source excerpts (default: .)", NULL, 0, 0 },
	{ 0, "title", WR_OPT_STRING, &title, "TEXT", "heading of Markdown and HTML", NULL, 0, 0 },
	{ 0, "index", WR_OPT_STRING, &index_folder, "DIR", "one page over the runs DIR/NAME/run.json, by name (default output: DIR/index.html)", NULL, 0, 0 },
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
	struct rp_options how = { .root = root, .rules = cli_rules(), .prefix = cli_common.prefix, .title = title };

	if (!out_folder)
		return cli_put_run(run, root, err);
	wr_run_sort(run);
	if (cli_common.formats.n)
		return cli_write_reports(run, cli_common.formats.items, cli_common.formats.n, out_folder, &how, err);
	return cli_write_reports(run, usual, 4, out_folder, &how, err);
}

/* The runs below a folder, oldest first. */
struct history {
	struct wr_arena *arena;
	struct rp_past_run *runs;
	size_t n, cap;
};

/* Byte order of names is the order of wr_walk: dates in ISO form come in the order of time. */
static int add_run(const char *path, void *user, struct wr_err *err)
{
	struct history *h = user;
	const char *relative = wr_path_relative(h->arena, path, index_folder);
	struct rp_past_run past = { .name = NULL };
	struct wr_err why;

	(void)err;
	if (!wr_ends_with(relative, "/run.json"))
		return 0;
	past.name = wr_arena_strndup(h->arena, relative, strlen(relative) - strlen("/run.json"));
	past.page = wr_arena_printf(h->arena, "%s/index.html", past.name);
	if (cli_common.output || !wr_is_file(wr_path_join(h->arena, index_folder, past.page)))
		past.page = NULL;
	past.run = wr_run_read_json(path, &why);
	if (!past.run && !cli_common.quiet) {
		struct wr_buf line = WR_BUF_INIT;

		wr_esc_terminal(&line, why.message);
		fprintf(stderr, "weir: %s\n", line.data);
		wr_buf_free(&line);
	}
	*WR_PUSH(h->runs, h->n, h->cap) = past;
	return 0;
}

static void free_history(struct history *h)
{
	for (size_t i = 0; i < h->n; i++)
		wr_run_free((struct wr_run *)h->runs[i].run);
	free(h->runs);
	wr_arena_free(h->arena);
}

static int put_index(struct wr_err *err)
{
	struct history h = { .arena = wr_arena_new() };
	struct rp_options how = { .title = title };
	struct wr_buf page = WR_BUF_INIT;
	int rc = wr_walk(index_folder, add_run, &h, err);

	if (rc == 0 && !h.n)
		rc = wr_fail(err, WR_EINPUT, "--index %s: there is no NAME/run.json in that folder", index_folder);
	if (rc == 0) {
		rp_index(h.runs, h.n, &how, &page);
		rc = wr_file_write(cli_common.output ? cli_common.output :
				   wr_path_join(h.arena, index_folder, "index.html"), page.data, page.len, err);
	}
	wr_buf_free(&page);
	free_history(&h);
	return rc;
}

static int run(const struct cli_args *args, struct wr_err *err)
{
	struct wr_run *all;
	int rc;

	if (index_folder && args->operand_count)
		return wr_fail(err, WR_EUSAGE, "report: --index DIR takes no runs beside it");
	if (index_folder)
		return put_index(err);
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
	"report", "RUN.json... [--format F,...] [--out DIR] | --index DIR",
	"make reports from stored runs",
	"Reads one or several run.json (shards of a CI matrix are merged) and writes any report from them.\n"
	"The exit code is that of the verdict in them.\n"
	"With --index it makes one HTML page over the runs of many days instead: verdicts and trends.",
	options, run
};
