/*
 * render_index.c - the page over many runs, oldest first:
 *
 *	render_index TITLE NAME RUN.json...	RUN.json "-": a run that cannot be read
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/run_json.h"
#include "report/report.h"

int main(int argc, char **argv)
{
	size_t n = argc > 3 ? (size_t)(argc - 2) / 2 : 0;
	struct rp_past_run *runs = calloc(n + 1, sizeof *runs);
	struct rp_options options = { .title = argc > 1 ? argv[1] : NULL };
	struct wr_buf out = WR_BUF_INIT;

	if (!n) {
		fprintf(stderr, "usage: render_index TITLE NAME RUN.json...\n");
		return 2;
	}
	for (size_t i = 0; i < n; i++) {
		const char *path = argv[3 + 2 * i];
		struct wr_err err;

		runs[i] = (struct rp_past_run){ .name = argv[2 + 2 * i], .page = argv[2 + 2 * i] };
		runs[i].run = strcmp(path, "-") ? wr_run_read_json(path, &err) : NULL;
		if (!runs[i].run && strcmp(path, "-")) {
			fprintf(stderr, "%s\n", err.message);
			return 3;
		}
	}
	rp_index(runs, n, &options, &out);
	fwrite(out.data, 1, out.len, stdout);
	for (size_t i = 0; i < n; i++)
		wr_run_free((struct wr_run *)runs[i].run);
	free(runs);
	wr_buf_free(&out);
	return ferror(stdout) ? 3 : 0;
}
