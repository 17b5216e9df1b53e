/* history_test.c - many runs in one file, whatever happens to it. */
#include "tests/unit/unit.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "gate/gate.h"

static const char *file(const char *name)
{
	static char path[256];

	snprintf(path, sizeof path, "%s/%s", unit_temp_dir(), name);
	return path;
}

static int add(const char *path, double time, double memory, struct wr_err *err)
{
	struct wr_run *run = wr_run_new();
	int result;

	wr_run_add_fact(run, "bench", "bench.parse.cpu_time", "s", WR_LOWER_IS_BETTER, time);
	wr_run_add_fact(run, "bench", "bench.parse.rss_peak", "B", WR_LOWER_IS_BETTER, memory);
	wr_run_add_fact(run, "bench", "bench.parse.nothing", "1", WR_LOWER_IS_BETTER, NAN);
	result = gt_history_add(path, run, "abc", err);
	wr_run_free(run);
	return result;
}

static struct wr_run *read_history(const char *path, const char *measure)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err;

	if (gt_history_read(path, measure, run, &err))
		fail_msg("%s", err.message);
	return run;
}

static size_t count(const char *path)
{
	struct wr_run *run = read_history(path, "bench.parse.cpu_time");
	size_t n = run->measures[0].now.n;

	wr_run_free(run);
	return n;
}

TEST(what_was_added_is_read_in_order)
{
	const char *path = file("a.db");
	struct wr_run *run;

	for (int i = 1; i <= 3; i++)
		CHECK_EQ("add", add(path, i, 1000 * i, NULL), 0);
	run = read_history(path, NULL);
	CHECK_EQ("measures", run->measure_count, 2);
	CHECK_STR(run->measures[0].name, "bench.parse.cpu_time");
	CHECK_STR(run->measures[0].stage, "bench");
	CHECK_NEAR("last", run->measures[0].now.value, 3, 0);
	CHECK_EQ("n", run->measures[0].now.n, 3);
	CHECK_STR(run->series[1].name, "history.bench.parse.rss_peak");
	CHECK_STR(run->series[1].lines[0].unit, "B");
	CHECK_NEAR("second", run->series[1].lines[0].points[1].y, 2000, 0);
	CHECK_HAS(run->notices[0].message, "3 runs in the history");
	wr_run_free(run);
	run = read_history(path, "bench.parse.rss_peak");
	CHECK_EQ("one", run->measure_count, 1);
	wr_run_free(run);
}

TEST(a_step_is_told_with_its_run)
{
	const char *path = file("step.db");
	struct wr_run *run;

	for (int i = 0; i < 24; i++)
		CHECK_EQ("add", add(path, (i < 12 ? 0.1 : 0.2) + 0.001 * (i % 3), 1000, NULL), 0);
	run = read_history(path, NULL);
	CHECK_EQ("notices", run->notice_count, 2);
	CHECK_HAS(run->notices[0].message, "bench.parse.cpu_time became worse at run 13, revision abc, ");
	CHECK_HAS(run->notices[0].message, "from 101 ms to 201 ms");
	CHECK_EQ("level", run->notices[0].level, WR_WARNING);
	wr_run_free(run);
}

TEST(pruning_keeps_the_last)
{
	const char *path = file("prune.db");
	struct wr_err err;
	size_t removed;

	for (int i = 1; i <= 5; i++)
		CHECK_EQ("add", add(path, i, i, NULL), 0);
	CHECK_EQ("prune", gt_history_prune(path, 2, &removed, &err), 0);
	CHECK_EQ("removed", removed, 3);
	CHECK_EQ("left", count(path), 2);
	CHECK_EQ("again", gt_history_prune(path, 2, &removed, &err), 0);
	CHECK_EQ("nothing", removed, 0);
	CHECK_EQ("none", gt_history_prune(file("none.db"), 2, &removed, &err), -1);
}

TEST(other_files_are_not_touched)
{
	static const char text[] = "These are my notes, and they are long enough to be taken for a page of a database.";
	const char *path = unit_temp_file("notes.txt", text, sizeof text - 1);
	struct wr_run *run = wr_run_new();
	struct wr_err err;
	char back[sizeof text] = "";
	FILE *f;

	CHECK_EQ("add", add(path, 1, 1, &err), -1);
	CHECK_HAS(err.message, "notes.txt");
	CHECK_EQ("read", gt_history_read(path, NULL, run, &err), -1);
	f = fopen(path, "rb");
	CHECK(f && fread(back, 1, sizeof text - 1, f) == sizeof text - 1);
	fclose(f);
	CHECK_STR(back, text);
	CHECK_EQ("missing", gt_history_read(file("missing.db"), NULL, run, &err), -1);
	CHECK_HAS(err.message, "there is no history");
	CHECK_EQ("no folder", add(file("no/folder/x.db"), 1, 1, &err), -1);
	CHECK_EQ("no measure", (add(file("m.db"), 1, 1, NULL), gt_history_read(file("m.db"), "bench.x", run, &err)), -1);
	CHECK_HAS(err.message, "no measure named 'bench.x'");
	wr_run_free(run);
}

TEST(two_at_once_lose_nothing)
{
	const char *path = file("two.db");
	int status;
	pid_t other;

	CHECK_EQ("first", add(path, 1, 1, NULL), 0);
	other = fork();
	if (other == 0) {
		int bad = 0;

		for (int i = 0; i < 15; i++)
			bad |= add(path, 2, 2, NULL);
		_exit(bad ? 1 : 0);
	}
	for (int i = 0; i < 15; i++)
		CHECK_EQ("add", add(path, 3, 3, NULL), 0);
	CHECK(waitpid(other, &status, 0) == other && status == 0);
	CHECK_EQ("runs", count(path), 31);
}

TEST(a_writer_that_is_killed_leaves_whole_runs)
{
	const char *path = file("killed.db");

	CHECK_EQ("first", add(path, 1, 1, NULL), 0);
	for (int i = 0; i < 8; i++) {
		const struct timespec wait = { 0, 3000000 + i * 2700000 };
		pid_t child = fork();
		struct wr_run *run;

		if (child == 0)
			for (;;)
				add(path, 2, 2, NULL);
		nanosleep(&wait, NULL);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		run = read_history(path, NULL);
		CHECK_EQ("both measures of each run", run->measures[0].now.n, run->measures[1].now.n);
		wr_run_free(run);
		CHECK_EQ("it goes on", add(path, 3, 3, NULL), 0);
	}
}

/* A limit on the size of files stands for the full disk. */
TEST(a_full_disk_takes_nothing_away)
{
	const char *path = file("full.db");
	int status;
	pid_t child;

	for (int i = 0; i < 5; i++)
		CHECK_EQ("add", add(path, i + 1, 1, NULL), 0);
	child = fork();
	if (child == 0) {
		struct rlimit small = { 16 << 10, 16 << 10 };
		struct wr_err err = { 0 };
		int failed = 0;

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &small);
		for (int i = 0; i < 2000 && !failed; i++)
			failed = add(path, 9, 9, &err) != 0;
		_exit(failed && strstr(err.message, "full.db") ? 0 : 1);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK_EQ("it said so", status, 0);
	CHECK(count(path) >= 5);
	CHECK_EQ("it goes on", add(path, 3, 3, NULL), 0);
}
