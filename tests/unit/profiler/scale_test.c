/* scale_test.c - commands measured over a range of sizes. */
#include "tests/unit/profiler/burn.h"

#include "core/units.h"
#include "profiler/growth.h"

static struct wr_run *grow(const char *base, const char *head, const char *text)
{
	struct wr_run *run = wr_run_new();
	struct wr_arena *arena = wr_arena_new();
	struct pf_command b = burning("work", base ? base : ""), h = burning("work", head);
	struct pf_scale scale;
	struct wr_err err;

	if (pf_parse_scale(text, arena, &scale, &err) || pf_scale(base ? &b : NULL, &h, &scale, NULL, run, &err))
		fail_msg("%s", err.message);
	wr_arena_free(arena);
	return run;
}

TEST(work_in_proportion_to_n_grows_as_n)
{
	struct wr_run *run = grow(NULL, "cpu {n}000 mem {n}", "n=1..64");
	const struct wr_measure *m = measured(run, "bench.work.time_growth");
	const struct wr_series *s = series_of(run, "bench.work.memory_growth");

	CHECK_STR(m->unit, "growth");
	/* Time may be noisy here; memory is not. */
	CHECK(isnan(m->now.value) || m->now.value <= (double)PF_GROWS_SQUARE);
	CHECK_NEAR("memory", measured(run, "bench.work.memory_growth")->now.value, PF_GROWS_LINEAR, 0);
	CHECK_EQ("lines", s->line_count, 1);
	CHECK(s->lines[0].n >= 9);
	CHECK_NEAR("first size", s->lines[0].points[0].x, 1, 0);
	CHECK_NEAR("last size", s->lines[0].points[s->lines[0].n - 1].x, 64, 0);
	wr_run_free(run);
}

TEST(a_class_worse_than_the_bases_fails)
{
	struct wr_run *run = grow("mem 100 say {n}", "mem {n}", "n=4..256");
	const struct wr_measure *m = measured(run, "bench.work.memory_growth");

	CHECK_EQ("verdict", m->change.verdict, WR_CHANGE_FAIL);
	CHECK_NEAR("base", m->base.value, PF_GROWS_NOT, 0);
	CHECK_STR(wr_growth_name(m->now.value), "n");
	wr_run_free(run);
}

TEST(scales_are_read_and_refused)
{
	static const char *const bad[] = { "", "n", "n=", "n=5", "=1..10", "n=1..", "n=..9", "n=0..10", "n=10..19", "n=a..b" };
	struct wr_arena *arena = wr_arena_new();
	struct pf_scale s;
	struct wr_err err;

	CHECK_EQ("good", pf_parse_scale("size=1k..1M", arena, &s, &err), 0);
	CHECK_STR(s.variable, "size");
	CHECK_NEAR("from", s.from, 1000, 0);
	CHECK_NEAR("to", s.to, 1e6, 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_EQ(bad[i], pf_parse_scale(bad[i], arena, &s, &err), -1);
	wr_arena_free(arena);
}

TEST(a_command_without_a_size_is_refused)
{
	struct wr_run *run = wr_run_new();
	struct pf_command c = burning("work", "cpu 1");
	struct pf_scale scale = { "n", 1, 10 };
	struct wr_err err;

	CHECK_EQ("result", pf_scale(NULL, &c, &scale, NULL, run, &err), -1);
	CHECK_HAS(err.message, "does not contain {n}");
	CHECK_EQ("nothing is told", run->measure_count + run->notice_count + run->series_count, 0);
	wr_run_free(run);
}
