/*
 * render.c - makes any report from a run.json:
 *
 *	render RUN.json FORMAT [--root DIR] [--width N] [--color] [--verbose] [--title TEXT]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/run_json.h"
#include "report/report.h"
#include "tests/tools/report/sample_rules.h"

static const char *value_of(int argc, char **argv, const char *flag)
{
	for (int i = 3; i + 1 < argc; i++)
		if (!strcmp(argv[i], flag))
			return argv[i + 1];
	return NULL;
}

static bool has(int argc, char **argv, const char *flag)
{
	for (int i = 3; i < argc; i++)
		if (!strcmp(argv[i], flag))
			return true;
	return false;
}

int main(int argc, char **argv)
{
	const struct rp_format *format = argc > 2 ? rp_format_find(argv[2]) : NULL;
	struct rp_options options = { .rules = sample_rule_list() };
	struct wr_buf out = WR_BUF_INIT;
	struct wr_err err;
	struct wr_run *run;

	if (!format) {
		fprintf(stderr, "usage: render RUN.json FORMAT [--root DIR] [--width N] [--color] [--verbose]\n");
		return 2;
	}
	options.root = value_of(argc, argv, "--root");
	options.title = value_of(argc, argv, "--title");
	if (value_of(argc, argv, "--width"))
		options.width = atoi(value_of(argc, argv, "--width"));
	options.color = has(argc, argv, "--color");
	options.verbose = has(argc, argv, "--verbose");
	run = wr_run_read_json(argv[1], &err);
	if (!run) {
		fprintf(stderr, "%s\n", err.message);
		return 3;
	}
	format->write(run, &options, &out);
	fwrite(out.data, 1, out.len, stdout);
	wr_buf_free(&out);
	wr_run_free(run);
	return ferror(stdout) ? 3 : 0;
}
