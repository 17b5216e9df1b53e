/* explain.c - which functions became slower: both sides recorded by perf, and compared. */
#include "profiler/profiler.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/file.h"
#include "core/process.h"
#include "profiler/job_p.h"

enum { RUNS = 5, MOST_OUTPUT = 256 << 20, MOST_QUOTED = 200 };
#define SLOWER 10.0     /* than without perf, at most */

struct recording { struct wr_arena *arena; const char *dir; struct wr_buf text[2]; };

/* The output of perf, appended to out (NULL: thrown away). */
static int run_perf(const char *const *argv, const struct pf_job *job, struct wr_buf *out, struct wr_err *err)
{
	struct wr_command c = { .argv = argv, .dir = job->dir, .time_limit = SLOWER * job->time_limit,
				.output_limit = MOST_OUTPUT };
	struct wr_outcome o;
	int result = wr_process_run(&c, &o, err);

	if (!result && o.exit_code != 0)
		result = wr_fail(err, WR_EMEASURE, "%s: perf %s ends with exit code %d: %.*s", job->who, argv[1], o.exit_code,
				 MOST_QUOTED, o.err.len ? o.err.data : "");
	else if (!result && out)
		wr_buf_add(out, o.out.data, o.out.len);
	wr_outcome_free(&o);
	return result;
}

/* perf record ... -- command */
static const char **record_argv(struct wr_arena *arena, const char *file, const char *const *command)
{
	const char *const start[] = { "perf", "record", "-q", "-e", "cpu-clock", "-F", "1999", "-g", "-o", file, "--" };
	enum { STARTING = sizeof start / sizeof *start };
	size_t n = 0;
	const char **argv;

	while (command[n])
		n++;
	argv = wr_arena_array(arena, STARTING + n + 1, sizeof *argv);
	memcpy(argv, start, sizeof start);
	memcpy(argv + STARTING, command, n * sizeof *argv);
	return argv;
}

static int record_once(struct recording *r, const struct pf_job *job, struct wr_buf *text, struct wr_err *err)
{
	const char *file = wr_path_join(r->arena, r->dir, "perf.data");
	const char *const script[] = { "perf", "script", "-i", file, NULL };
	int result = run_perf(record_argv(r->arena, file, job->argv), job, NULL, err);

	if (!result)
		result = run_perf(script, job, text, err);
	unlink(file);
	return result;
}

/* In turns: what disturbs one disturbs the other. */
static int record(struct recording *r, const struct pf_job jobs[2], struct wr_err *err)
{
	for (int i = 0; i < RUNS; i++)
		for (int side = 0; side < 2; side++)
			if (record_once(r, &jobs[side], &r->text[side], err))
				return -1;
	return 0;
}

static int compare(struct recording *r, const char *name, struct wr_run *run, struct wr_err *err)
{
	const char *base = wr_path_join(r->arena, r->dir, "base.txt"), *head = wr_path_join(r->arena, r->dir, "head.txt");
	int result = -1;

	if (!wr_file_write(base, r->text[0].data, r->text[0].len, err) && !wr_file_write(head, r->text[1].data, r->text[1].len, err))
		result = pf_read_profile(head, base, name, run, err);
	unlink(base);
	unlink(head);
	return result <= 0 ? result : wr_fail(err, WR_EMEASURE, "'%s': perf took no samples", name);
}

int pf_explain(const struct pf_command *base, const struct pf_command *head, struct wr_run *run, struct wr_err *err)
{
	struct recording r = { .arena = wr_arena_new() };
	const char *tmp = getenv("TMPDIR");
	char *dir = wr_arena_printf(r.arena, "%s/weir-explain-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	struct pf_job jobs[2];
	int result = -1;

	r.dir = dir;
	wr_buf_str(&r.text[0], "");
	wr_buf_str(&r.text[1], "");
	if (!mkdtemp(dir)) {
		wr_fail(err, WR_EIO, "%s: cannot make a folder: %s", dir, strerror(errno));
	} else {
		if (!pf_prepare(base, "base", r.arena, &jobs[0], err) && !pf_prepare(head, "head", r.arena, &jobs[1], err) &&
		    !record(&r, jobs, err))
			result = compare(&r, head->name, run, err);
		rmdir(dir);
	}
	wr_buf_free(&r.text[0]);
	wr_buf_free(&r.text[1]);
	wr_arena_free(r.arena);
	return result;
}
