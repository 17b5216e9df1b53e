#include "tests/unit/report/hostile.h"

#include "report/component_p.h"

static void add(struct wr_run *run, const char *name, const char *unit, double base, double now,
		enum wr_change_verdict verdict)
{
	wr_run_add_measure(run, &(struct wr_measure){
		.name = name, .stage = "bench", .unit = unit, .now = { now, NAN, NAN, 9 }, .has_base = base > 0,
		.base = { base, NAN, NAN, 9 }, .has_change = base > 0,
		.change = { base > 0 ? now / base : NAN, NAN, NAN, NAN, verdict } });
}

static struct wr_run *shop(void)
{
	static const char *const evidence[] = { "bench.slow.cpu_time" };
	struct wr_run *run = wr_run_new();

	wr_run_add_fact(run, "analyze", "analyze.files", "1", WR_LOWER_IS_BETTER, 12);
	add(run, "bench.same.cpu_time", "s", 0.1, 0.1, WR_CHANGE_PASS);
	add(run, "bench.slow.cpu_time", "s", 0.1, 0.2, WR_CHANGE_FAIL);
	add(run, "bench.slow.rss_peak", "B", 1024, 1024, WR_CHANGE_PASS);
	add(run, "bench.fast.cpu_time", "s", 0.2, 0.1, WR_CHANGE_PASS);
	wr_run_add_fact(run, "cache", "cache.sessions.lru.1000.miss_ratio", "ratio", WR_LOWER_IS_BETTER, 0.4);
	wr_run_add_finding(run, &(struct wr_finding){ .rule = "loop-query", .severity = WR_HIGH, .message = "slow: CPU time doubled",
						      .measures = evidence, .measure_count = 1 });
	wr_run_add_finding(run, &(struct wr_finding){ .rule = "loop-query", .message = "gone", .state = WR_FIXED });
	wr_run_note(run, WR_NOTE, "benchmark 'slow' is judged by CPU time");
	wr_run_note(run, WR_NOTE, "benchmark 'slower' is another");
	wr_run_note(run, WR_NOTE, "cache.sessions: 100 reads");
	wr_run_note(run, WR_NOTE, "cache.sessions_2: 100 reads");
	return run;
}

TEST(components_come_worst_first_with_all_that_is_theirs)
{
	struct wr_run *run = shop();
	const struct rp_component *all;
	size_t n;

	all = rp_components(run, run->arena, &n);
	CHECK_EQ("analyze.files is none", n, 4);
	CHECK_STR(all[0].name, "slow");
	CHECK_STR(all[0].kind, "benchmark");
	CHECK_STR(rp_component_state(&all[0]), "worse");
	CHECK_EQ("measures", all[0].measure_count, 2);
	CHECK_EQ("findings", all[0].finding_count, 1);
	CHECK_EQ("notices", all[0].notice_count, 1);
	CHECK_STR(all[1].name, "fast");
	CHECK_STR(all[2].name, "same");
	CHECK_STR(all[3].name, "sessions");
	CHECK(!rp_component_state(&all[3]));
	CHECK_EQ("notices of the cache", all[3].notice_count, 1);
	CHECK(rp_in_component(all, n, &run->notices[2]));
	CHECK(!rp_in_component(all, n, &run->notices[1]) && !rp_in_component(all, n, &run->notices[3]));
	wr_run_free(run);
}

static void check_answers(const struct rp_component *c, const char *baseline, const char *bottleneck, const char *fix,
			  const char *result)
{
	struct wr_buf out = WR_BUF_INIT;

	rp_component_baseline(&out, c);
	CHECK_STR(out.data, baseline);
	wr_buf_clear(&out);
	rp_component_bottleneck(&out, c);
	CHECK_STR(out.data, bottleneck);
	wr_buf_clear(&out);
	wr_buf_str(&out, "");
	rp_component_fix(&out, c, test_rules());
	CHECK_STR(out.data, fix);
	wr_buf_clear(&out);
	rp_component_result(&out, c);
	CHECK_STR(out.data, result);
	wr_buf_free(&out);
}

TEST(a_component_has_four_answers)
{
	struct wr_run *run = shop();
	size_t n;
	const struct rp_component *all = rp_components(run, run->arena, &n);

	check_answers(&all[0], "CPU time 100 ms; peak memory 1.00 KiB", "slow: CPU time doubled", "Query once.",
		      "CPU time 200 ms, worse: 100.0 % longer, \xc3\x97 2.0; peak memory 1.00 KiB, no change");
	check_answers(&all[1], "CPU time 200 ms", "of the base: the change fixes 1 finding", "",
		      "CPU time 100 ms, better: 50.0 % shorter, \xc3\xb7 2.0");
	check_answers(&all[2], "CPU time 100 ms", "nothing became worse than it may", "", "CPU time 100 ms, no change");
	check_answers(&all[3], "none: measured in this run only", "no limit is broken", "", "see the table");
	wr_run_free(run);
}

TEST(hostile_names_make_no_component_of_another)
{
	struct wr_run *run = hostile_run();
	const struct rp_component *all;
	size_t n;

	wr_run_add_fact(run, "", "..", "1", WR_LOWER_IS_BETTER, 1);
	wr_run_add_fact(run, "", ".a.b", "1", WR_LOWER_IS_BETTER, 1);
	wr_run_add_fact(run, "", "a..b", "1", WR_LOWER_IS_BETTER, 1);
	wr_run_add_fact(run, "", "bench.\"><b>.", "1", WR_LOWER_IS_BETTER, 1);
	wr_run_note(run, WR_NOTE, "benchmark '");
	wr_run_note(run, WR_NOTE, "'");
	wr_run_note(run, WR_NOTE, "load ");
	all = rp_components(run, run->arena, &n);
	CHECK(n > 0);
	for (size_t i = 0; i < n; i++)
		CHECK(*all[i].name && all[i].measure_count > 0);
	wr_run_free(run);
}
