#include "tests/unit/profiler/burn.h"

#include <sys/mman.h>

static const struct pf_options three_runs = { .runs = 3, .warmup = 0 };

static struct wr_run *measure(const char *arguments, const struct pf_options *options)
{
	struct wr_run *run = wr_run_new();
	struct pf_command c = burning("a b", arguments);
	struct wr_err err;

	if (pf_measure(&c, options, run, &err))
		fail_msg("%s", err.message);
	return run;
}

TEST(every_measure_has_its_name_unit_and_sample_count)
{
	static const struct { const char *name, *unit; } wanted[] = {
		{ "bench.a_b.wall_time", "s" }, { "bench.a_b.cpu_time", "s" }, { "bench.a_b.rss_peak", "B" },
		{ "bench.a_b.page_faults", "1" }, { "bench.a_b.context_switches", "1" },
		{ "bench.a_b.read_bytes", "B" }, { "bench.a_b.written_bytes", "B" },
	};
	struct wr_run *run = measure("cpu 1000", NULL);

	for (size_t i = 0; i < 7; i++) {
		const struct wr_measure *m = measured(run, wanted[i].name);

		CHECK_STR(m->unit, wanted[i].unit);
		CHECK_STR(m->stage, "bench");
		CHECK_EQ(wanted[i].name, m->now.n, 10);
		CHECK(m->now.low <= m->now.value && m->now.value <= m->now.high);
		CHECK(!m->has_base && !m->has_change);
	}
	CHECK_EQ("lines", series_of(run, "bench.a_b.runs")->line_count, 3);
	CHECK_EQ("points", series_of(run, "bench.a_b.runs")->lines[0].n, 10);
	CHECK_NEAR("first x", series_of(run, "bench.a_b.runs")->lines[0].points[0].x, 1, 0);
	wr_run_free(run);
}

TEST(times_are_those_of_the_command)
{
	struct wr_run *run = measure("spin 0.05 sleep 0.1", &three_runs);
	double cpu = measured(run, "bench.a_b.cpu_time")->now.value;
	double wall = measured(run, "bench.a_b.wall_time")->now.value;

	CHECK(cpu >= 0.045 && cpu < 0.1);
	CHECK(wall >= 0.145);
	/* Three values give no 95 % interval: the chance that all lie on one side is 1/4. */
	CHECK(isnan(measured(run, "bench.a_b.cpu_time")->now.low));
	wr_run_free(run);
}

TEST(the_time_of_children_counts)
{
	struct wr_run *run = measure("child spin 0.05", &three_runs);

	CHECK(measured(run, "bench.a_b.cpu_time")->now.value >= 0.045);
	wr_run_free(run);
}

TEST(memory_is_the_commands_own_however_large_we_are)
{
	size_t n = 200 << 20;
	char *ballast = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	struct wr_run *run = wr_run_new(), *with = measure("mem 50", &three_runs);
	struct pf_command nothing = { .name = "a b", .line = "true" };

	CHECK(ballast != MAP_FAILED);
	CHECK(!pf_measure(&nothing, &three_runs, run, NULL));
	CHECK(measured(run, "bench.a_b.rss_peak")->now.value < 10e6);
	CHECK(measured(with, "bench.a_b.rss_peak")->now.value > 50 << 20);
	CHECK(measured(with, "bench.a_b.rss_peak")->now.value < 100 << 20);
	munmap(ballast, n);
	wr_run_free(run);
	wr_run_free(with);
}

TEST(bytes_are_those_that_calls_asked_for)
{
	struct wr_run *few = measure("cpu 1", &three_runs), *many = measure("write 1000000", &three_runs), *read;
	static char zeros[300000];
	char arguments[300];

	snprintf(arguments, sizeof arguments, "read %s", unit_temp_file("zeros", zeros, sizeof zeros));
	read = measure(arguments, &three_runs);
	CHECK_NEAR("written", measured(many, "bench.a_b.written_bytes")->now.value -
		   measured(few, "bench.a_b.written_bytes")->now.value, 1000000, 0);
	CHECK_NEAR("read", measured(read, "bench.a_b.read_bytes")->now.value -
		   measured(few, "bench.a_b.read_bytes")->now.value, 300000, 5000);
	wr_run_free(few);
	wr_run_free(many);
	wr_run_free(read);
}

TEST(a_command_may_be_given_as_arguments_and_run_in_its_folder)
{
	static const char *const argv[] = { "sh", "-c", "test -f here.txt && test \"$0\" = 'a b'", "a b", NULL };
	struct wr_run *run = wr_run_new();
	struct pf_command c = { .name = "x", .argv = argv, .dir = unit_temp_dir() };
	struct wr_err err;

	unit_temp_file("here.txt", "", 0);
	if (pf_measure(&c, &three_runs, run, &err))
		fail_msg("%s", err.message);
	wr_run_free(run);
}

TEST(pinned_runs_have_one_processor)
{
	static const struct pf_options pinned = { .runs = 3, .pin = true };
	struct pf_command c = { .name = "x", .line = "test $(nproc) = 1" };
	struct wr_run *run = wr_run_new();
	struct wr_err err;

	if (pf_measure(&c, &pinned, run, &err))
		fail_msg("%s", err.message);
	wr_run_free(run);
}

/* proc(5), stat: field 41 is the policy, 1 is SCHED_FIFO. */
TEST(a_real_time_priority_is_taken_or_refused_with_the_reason)
{
	static const struct pf_options realtime = { .runs = 3, .pin = true, .realtime = true };
	struct pf_command c = { .name = "x", .line = "sh -c 'test $(cut -d\" \" -f41 /proc/$$/stat) = 1'" };
	struct wr_run *run = wr_run_new();
	struct wr_err err;

	if (pf_measure(&c, &realtime, run, &err)) {
		CHECK_HAS(err.message, "cannot be given a real-time priority");
		CHECK_EQ("code", err.code, WR_EMEASURE);
	}
	wr_run_free(run);
}

/* ---- what is not a measurement ---- */

static void refuses(struct pf_command c, enum wr_status code, const char *message)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err = { 0 };

	CHECK_EQ("result", pf_measure(&c, &three_runs, run, &err), -1);
	CHECK_HAS(err.message, message);
	CHECK_EQ(message, err.code, code);
	CHECK_EQ("measures", run->measure_count + run->series_count, 0);
	wr_run_free(run);
}

TEST(a_failing_command_is_an_error_with_its_last_words)
{
	refuses(burning("parse", "say first say 'cannot open x.json' fail 3"), WR_EMEASURE,
		" failed with exit code 3: cannot open x.json");
	refuses(burning("parse", "say first fail 3"), WR_EMEASURE, "benchmark 'parse': '");
	refuses(burning("parse", "fail 1"), WR_EMEASURE, " fail 1' failed with exit code 1");
}

TEST(last_words_are_made_safe)
{
	refuses((struct pf_command){ .name = "x", .line = "printf '\\033[31mred\\377\\n\\n' >&2; exit 4" }, WR_EMEASURE,
		"failed with exit code 4: \\x1b[31mred\\xff");
}

TEST(a_crash_is_an_error)
{
	refuses((struct pf_command){ .name = "x", .line = "sh -c 'kill -SEGV $$'" }, WR_EMEASURE,
		"was killed by signal 11 (Segmentation fault)");
}

TEST(a_program_that_is_not_there_is_an_error)
{
	refuses((struct pf_command){ .name = "x", .line = "/nonexistent/program 1 2" }, WR_EMEASURE,
		"benchmark 'x': '/nonexistent/program 1 2' cannot be started: No such file or directory");
	refuses((struct pf_command){ .name = "x", .line = "no-such-program-anywhere" }, WR_EMEASURE,
		"'no-such-program-anywhere' cannot be started: No such file or directory");
	refuses((struct pf_command){ .name = "x", .line = "true", .dir = "/nonexistent" }, WR_EIO, "/nonexistent");
	refuses((struct pf_command){ .name = "x", .line = "echo 'open" }, WR_EUSAGE, "quote");
	refuses((struct pf_command){ .name = "x", .line = "  " }, WR_EUSAGE, "empty");
}

TEST(a_hanging_program_is_stopped_at_its_time_limit)
{
	struct pf_command c = burning("slow", "say waiting sleep 1000");

	c.time_limit = 0.2;
	refuses(c, WR_ELIMIT, "sleep 1000' timed out after 2");
	c = burning("slow", "child sleep 1000");
	c.time_limit = 0.2;
	refuses(c, WR_ELIMIT, "timed out after 2");
}

TEST(a_very_long_command_and_a_very_long_line_are_cut)
{
	char line[5000] = "sh -c 'printf %03000d 7 >&2; exit 1' ";

	memset(line + strlen(line), 'x', 3000);
	refuses((struct pf_command){ .name = "x", .line = line }, WR_EMEASURE, "...' failed with exit code 1: 000000");
}

TEST(output_is_thrown_away_and_input_is_empty)
{
	struct wr_run *run = wr_run_new();
	struct pf_command c = { .name = "x", .line = "cat; yes | head -c 5000000" };
	struct wr_err err;

	if (pf_measure(&c, &three_runs, run, &err))
		fail_msg("%s", err.message);
	wr_run_free(run);
}
