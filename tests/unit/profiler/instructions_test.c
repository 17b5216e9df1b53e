/* instructions_test.c - instructions, counted by valgrind or the processor. */
#include "tests/unit/profiler/burn.h"

#include "profiler/instructions_p.h"
#include "profiler/job_p.h"

TEST(the_count_stands_in_the_summary)
{
	double count = 0;

	CHECK_EQ("read", pf_read_cachegrind("desc: I1 cache:\ncmd: true\nevents: Ir \nfl=/a.c\nfn=main\n3 7\n"
					    "summary: 759224684 \n", &count), 0);
	CHECK_NEAR("count", count, 759224684, 0);
	CHECK_EQ("none", pf_read_cachegrind("events: Ir\n", &count), -1);
	CHECK_EQ("no number", pf_read_cachegrind("\nsummary: \n", &count), -1);
	CHECK_EQ("empty", pf_read_cachegrind("", &count), -1);
}

static const struct pf_options counted = { .max_pairs = 3, .runs = 3, .instructions = true };

/* NULL where neither the processor counts nor valgrind is there. */
static struct wr_run *compare(const char *base, const char *head)
{
	struct wr_run *run = wr_run_new();
	struct pf_command b = burning("work", base), h = burning("work", head);
	struct wr_err err;

	if (system("command -v valgrind >/dev/null") == 0) {
		if (pf_compare(&b, &h, &counted, run, &err))
			fail_msg("%s", err.message);
		return run;
	}
	wr_run_free(run);
	return NULL;
}

TEST(two_in_a_hundred_more_instructions_fail)
{
	struct wr_run *run = compare("cpu 1e6", "cpu 1.02e6");
	const struct wr_measure *m;

	if (!run)
		skip();
	m = measured(run, "bench.work.instructions");
	CHECK_EQ("more", m->change.verdict, WR_CHANGE_FAIL);
	CHECK(m->change.ratio > 1.01 && m->change.ratio < 1.03);
	/* 1e6 rounds of at least six operations. */
	CHECK(m->now.value > 6e6 && m->now.value < 6e7);
	wr_run_free(run);
}

TEST(a_count_repeats)
{
	struct pf_command c = burning("work", "cpu 1e5");
	struct wr_arena *arena;
	struct pf_job job;
	double first, again;

	if (system("command -v valgrind >/dev/null"))
		skip();
	arena = wr_arena_new();
	CHECK_EQ("prepare", pf_prepare(&c, "", arena, &job, NULL), 0);
	CHECK_EQ("first", pf_count_instructions(&job, &first, NULL), 0);
	CHECK_EQ("again", pf_count_instructions(&job, &again, NULL), 0);
	CHECK_NEAR("ratio", again / first, 1, 0.002);
	wr_arena_free(arena);
}

TEST(children_count_and_a_single_command_is_told)
{
	struct pf_command c = burning("work", "cpu 1e6; true");         /* below a shell */
	struct wr_run *run;
	struct wr_err err;

	if (system("command -v valgrind >/dev/null"))
		skip();
	run = wr_run_new();
	if (pf_measure(&c, &counted, run, &err))
		fail_msg("%s", err.message);
	CHECK(measured(run, "bench.work.instructions")->now.value > 6e6);
	CHECK(!measured(run, "bench.work.instructions")->has_change);
	wr_run_free(run);
}

TEST(a_command_that_fails_below_valgrind_is_an_error)
{
	static const char *const argv[] = { "sh", "-c", "exit 7", NULL };
	struct pf_job job = { .who = "benchmark 'x'", .argv = argv, .time_limit = 10 };
	struct wr_err err;
	double count;

	CHECK_EQ("result", pf_count_instructions(&job, &count, &err), -1);
	CHECK(strstr(err.message, "exit code 7") || strstr(err.message, "valgrind"));
}
