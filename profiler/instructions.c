/* instructions.c - instructions counted by valgrind. */
#include "profiler/instructions_p.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/alloc.h"
#include "core/file.h"
#include "core/machine.h"
#include "core/process.h"

#define SLOWER 20.0     /* than without valgrind, at most */
enum { MOST_QUOTED = 200, MOST_OUTPUT = 1 << 16, MOST_COUNTS = 256 << 20 };

int pf_read_cachegrind(const char *text, double *count)
{
	static const char label[] = "\nsummary: ";
	const char *at = strstr(text, label);
	char *end;

	if (!at)
		return -1;
	at += strlen(label);
	*count = strtod(at, &end);
	return end > at ? 0 : -1;
}

/* 0 and *total raised by what stands in the file. */
static int add_count(const char *path, double *total, struct wr_err *err)
{
	struct wr_buf text = WR_BUF_INIT;
	double count;
	int result = wr_file_read(path, MOST_COUNTS, &text, err);

	wr_buf_str(&text, "");
	if (!result && pf_read_cachegrind(text.data, &count) == 0)
		*total += count;
	else if (!result)
		result = wr_fail(err, WR_EMEASURE, "%s: valgrind wrote no count", path);
	wr_buf_free(&text);
	return result;
}

/* Every process wrote a file.  They are removed. */
static int take_counts(const char *dir, double *total, struct wr_err *err)
{
	struct wr_arena *arena = wr_arena_new();
	DIR *d = opendir(dir);
	struct dirent *e;
	int result = 0, files = 0;

	while (d && (e = readdir(d))) {
		const char *path = wr_path_join(arena, dir, e->d_name);

		if (e->d_name[0] == '.')
			continue;
		files++;
		if (!result)
			result = add_count(path, total, err);
		unlink(path);
	}
	if (d)
		closedir(d);
	if (!result && !files)
		result = wr_fail(err, WR_EMEASURE, "valgrind counted nothing");
	wr_arena_free(arena);
	return result;
}

static const char **valgrind_argv(struct wr_arena *arena, const char *dir, const char *const *command)
{
	const char *const start[] = {
		"valgrind", "-q", "--tool=cachegrind", "--cache-sim=no", "--trace-children=yes",
		wr_arena_printf(arena, "--cachegrind-out-file=%s/%%p", dir), "--log-file=/dev/null", "--",
	};
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

static int count_into(const struct pf_job *job, const char *dir, struct wr_arena *arena, double *total,
		      struct wr_err *err)
{
	static const char *const env[] = { "PYTHONHASHSEED=0", NULL };
	struct wr_command c = {
		.argv = valgrind_argv(arena, dir, job->argv), .dir = job->dir, .env = getenv("PYTHONHASHSEED") ? NULL : env,
		.time_limit = SLOWER * job->time_limit, .output_limit = MOST_OUTPUT,
	};
	struct wr_outcome o;
	int result = wr_process_run(&c, &o, err);

	if (!result && o.exit_code != 0)
		result = wr_fail(err, o.timed_out ? WR_ELIMIT : WR_EMEASURE, "%s: below valgrind it ends with %s: %.*s",
				 job->who, wr_outcome_text(arena, &o), MOST_QUOTED, o.err.len ? o.err.data : "");
	else if (!result)
		result = take_counts(dir, total, err);
	wr_outcome_free(&o);
	return result;
}

int pf_count_instructions(const struct pf_job *job, double *count, struct wr_err *err)
{
	struct wr_arena *arena = wr_arena_new();
	const char *tmp = getenv("TMPDIR");
	char *dir = wr_arena_printf(arena, "%s/weir-count-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	double nothing = 0;
	int result;

	if (mkdtemp(dir)) {
		*count = 0;
		result = count_into(job, dir, arena, count, err);
		(void)take_counts(dir, &nothing, NULL);         /* what a failed run left */
		rmdir(dir);
	} else {
		result = wr_fail(err, WR_EIO, "%s: cannot make a folder: %s", dir, strerror(errno));
	}
	wr_arena_free(arena);
	return result;
}

void pf_note_instructions(struct wr_run *run, const char *name, const char *counted_by)
{
	const char *tunables = getenv("GLIBC_TUNABLES");
	struct wr_buf model = WR_BUF_INIT;

	wr_processor_model(&model);
	wr_run_note(run, WR_NOTE, "benchmark '%s': instructions counted by %s on %s, GLIBC_TUNABLES %s%s; counts of "
		    "other processor models are not comparable", name, counted_by, model.data,
		    tunables ? "is " : "not set", tunables ? tunables : "");
	wr_buf_free(&model);
}
