/* join_test.c - a base beside a run: changes, known and fixed findings. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/machine.h"
#include "gate/gate.h"

struct side { double value, low, high; };
#define PLAIN(value) { value, NAN, NAN }

static struct wr_measure *add(struct wr_run *run, const char *name, const char *unit, enum wr_better better,
			      struct side s, size_t n)
{
	char stage[16];

	snprintf(stage, sizeof stage, "%.*s", (int)strcspn(name, "."), name);
	return wr_run_add_measure(run, &(struct wr_measure){
		.name = name, .stage = stage, .unit = unit, .better = better, .now = { s.value, s.low, s.high, n },
	});
}

/* The change that joining makes of one measure. */
static struct wr_measure join_one(const char *name, const char *unit, enum wr_better better, struct side before,
				  struct side now, double max_change)
{
	static char kept_name[64];
	struct wr_run *run = wr_run_new(), *base = wr_run_new();
	struct wr_measure m;

	add(base, name, unit, better, before, 20);
	add(run, name, unit, better, now, 20);
	gt_join_base(run, base, max_change);
	m = run->measures[0];
	snprintf(kept_name, sizeof kept_name, "%s", name);
	m.name = kept_name;
	wr_run_free(run);
	wr_run_free(base);
	return m;
}

TEST(changes_are_judged_by_size_direction_and_intervals)
{
	static const struct {
		const char *name, *unit;
		enum wr_better better;
		struct side before, now;
		double max_change;
		enum wr_change_verdict want;
	} cases[] = {
		/* hit ratios repeat exactly and need no interval */
		{ "cache.s.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, PLAIN(0.9), PLAIN(0.8), 0, WR_CHANGE_FAIL },
		{ "cache.s.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, PLAIN(0.9), PLAIN(0.82), 0, WR_CHANGE_PASS },
		{ "cache.s.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, PLAIN(0.9), PLAIN(0.82), 0.05, WR_CHANGE_FAIL },
		{ "cache.s.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, PLAIN(0.8), PLAIN(0.9), 0, WR_CHANGE_PASS },
		/* What another policy would answer is no regression of what runs. */
		{ "cache.s.write_through.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, PLAIN(0.9), PLAIN(0.5), 0, WR_CHANGE_PASS },
		/* exactly the threshold is not beyond it */
		{ "bench.a.rss_peak", "B", WR_LOWER_IS_BETTER, PLAIN(1), PLAIN(1.1), 0.1, WR_CHANGE_PASS },
		{ "bench.a.rss_peak", "B", WR_LOWER_IS_BETTER, PLAIN(100), PLAIN(111), 0.1, WR_CHANGE_FAIL },
		{ "bench.a.rss_peak", "B", WR_LOWER_IS_BETTER, PLAIN(111), PLAIN(100), 0.1, WR_CHANGE_PASS },
		/* times need intervals, which must not overlap */
		{ "bench.a.cpu_time", "s", WR_LOWER_IS_BETTER, PLAIN(1), PLAIN(2), 0, WR_CHANGE_PASS },
		{ "bench.a.cpu_time", "s", WR_LOWER_IS_BETTER, { 1, 0.9, 1.1 }, PLAIN(2), 0, WR_CHANGE_PASS },
		{ "bench.a.cpu_time", "s", WR_LOWER_IS_BETTER, { 1, 0.9, 1.1 }, { 2, 1.9, 2.1 }, 0, WR_CHANGE_FAIL },
		{ "bench.a.cpu_time", "s", WR_LOWER_IS_BETTER, { 1, 0.9, 1.3 }, { 1.2, 1.1, 1.4 }, 0,
		  WR_CHANGE_INCONCLUSIVE },
		{ "bench.a.cpu_time", "s", WR_LOWER_IS_BETTER, { 1, 0.9, 1.3 }, { 1.05, 1.0, 1.4 }, 0, WR_CHANGE_PASS },
		/* what does not repeat is shown only */
		{ "bench.a.wall_time", "s", WR_LOWER_IS_BETTER, { 1, 0.9, 1.1 }, { 9, 8, 10 }, 0, WR_CHANGE_PASS },
		{ "bench.a.page_faults", "1", WR_LOWER_IS_BETTER, PLAIN(1), PLAIN(100), 0, WR_CHANGE_PASS },
		{ "load.a.p99", "s", WR_LOWER_IS_BETTER, { 1, 0.9, 1.1 }, { 9, 8, 10 }, 0, WR_CHANGE_PASS },
		{ "load.a.cpu_time", "s", WR_LOWER_IS_BETTER, { 1, 0.9, 1.1 }, { 9, 8, 10 }, 0, WR_CHANGE_PASS },
		/* nothing and something */
		{ "bench.a.instructions", "1", WR_LOWER_IS_BETTER, PLAIN(0), PLAIN(5), 0, WR_CHANGE_FAIL },
		{ "bench.a.instructions", "1", WR_LOWER_IS_BETTER, PLAIN(0), PLAIN(0), 0, WR_CHANGE_PASS },
		{ "cache.s.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, PLAIN(0), PLAIN(0.5), 0, WR_CHANGE_PASS },
		{ "cache.s.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, PLAIN(0.5), PLAIN(0), 0, WR_CHANGE_FAIL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wr_measure m = join_one(cases[i].name, cases[i].unit, cases[i].better, cases[i].before,
					       cases[i].now, cases[i].max_change);
		char what[64];

		snprintf(what, sizeof what, "case %zu, %s", i, cases[i].name);
		CHECK(m.has_base && m.has_change);
		CHECK_NEAR(what, m.base.value, cases[i].before.value, 0);
		CHECK_EQ(what, m.change.verdict, cases[i].want);
		CHECK(isnan(m.change.p));
	}
}

TEST(the_ratio_is_now_to_base)
{
	struct wr_measure m = join_one("bench.a.rss_peak", "B", WR_LOWER_IS_BETTER, (struct side)PLAIN(4),
				       (struct side)PLAIN(5), 0);

	CHECK_NEAR("ratio", m.change.ratio, 1.25, 1e-15);
	m = join_one("bench.a.rss_peak", "B", WR_LOWER_IS_BETTER, (struct side)PLAIN(0), (struct side)PLAIN(5), 0);
	CHECK(isnan(m.change.ratio));
	m = join_one("bench.a.rss_peak", "B", WR_LOWER_IS_BETTER, (struct side)PLAIN(0), (struct side)PLAIN(0), 0);
	CHECK_NEAR("ratio", m.change.ratio, 1, 0);
}

TEST(a_value_that_is_not_known_gives_no_change)
{
	struct wr_measure m = join_one("bench.a.rss_peak", "B", WR_LOWER_IS_BETTER, (struct side)PLAIN(4),
				       (struct side)PLAIN(NAN), 0);

	CHECK(m.has_base && !m.has_change);
	m = join_one("bench.a.rss_peak", "B", WR_LOWER_IS_BETTER, (struct side)PLAIN(NAN), (struct side)PLAIN(4), 0);
	CHECK(m.has_base && !m.has_change);
}

TEST(a_base_that_is_there_already_stays)
{
	struct wr_run *run = wr_run_new(), *base = wr_run_new();
	struct wr_measure *m = add(run, "bench.a.cpu_time", "s", WR_LOWER_IS_BETTER, (struct side)PLAIN(2), 20);

	m->has_base = m->has_change = true;
	m->base.value = 1.9;
	m->change = (struct wr_change){ 1.05, 1.0, 1.1, 0.01, WR_CHANGE_INCONCLUSIVE };
	add(base, "bench.a.cpu_time", "s", WR_LOWER_IS_BETTER, (struct side)PLAIN(1), 20);
	gt_join_base(run, base, 0);
	CHECK_NEAR("base", run->measures[0].base.value, 1.9, 0);
	CHECK_EQ("verdict", run->measures[0].change.verdict, WR_CHANGE_INCONCLUSIVE);
	wr_run_free(run);
	wr_run_free(base);
}

TEST(other_names_and_other_units_are_not_joined)
{
	struct wr_run *run = wr_run_new(), *base = wr_run_new();

	add(run, "bench.a.rss_peak", "B", WR_LOWER_IS_BETTER, (struct side)PLAIN(2), 20);
	add(run, "bench.b.rss_peak", "B", WR_LOWER_IS_BETTER, (struct side)PLAIN(2), 20);
	add(base, "bench.b.rss_peak", "1", WR_LOWER_IS_BETTER, (struct side)PLAIN(1), 20);
	gt_join_base(run, base, 0);
	CHECK(!run->measures[0].has_base && !run->measures[1].has_base);
	wr_run_free(run);
	wr_run_free(base);
}

static void add_finding(struct wr_run *run, const char *rule, const char *fingerprint, enum wr_finding_state state)
{
	wr_run_add_finding(run, &(struct wr_finding){
		.rule = rule, .severity = WR_HIGH, .language = "c", .message = "text", .at = { .path = "a.c", .line = 3 },
		.fingerprint = fingerprint, .state = state,
	});
}

TEST(findings_are_known_new_or_fixed)
{
	struct wr_run *run = wr_run_new(), *base = wr_run_new();

	add_finding(run, "r", "000000000000000a", WR_NEW);
	add_finding(run, "r", "000000000000000b", WR_NEW);
	add_finding(run, "r", "", WR_NEW);
	add_finding(run, "r", "000000000000000f", WR_NEW);
	add_finding(base, "r", "000000000000000a", WR_NEW);
	add_finding(base, "r", "000000000000000c", WR_NEW);
	add_finding(base, "r", "000000000000000d", WR_KNOWN);
	add_finding(base, "r", "000000000000000e", WR_FIXED);
	add_finding(base, "r", "000000000000000f", WR_FIXED);
	add_finding(base, "r", "", WR_NEW);
	gt_join_base(run, base, 0);
	CHECK_EQ("in both", run->findings[0].state, WR_KNOWN);
	CHECK_EQ("only now", run->findings[1].state, WR_NEW);
	CHECK_EQ("without a fingerprint", run->findings[2].state, WR_NEW);
	CHECK_EQ("fixed in the base, and back", run->findings[3].state, WR_NEW);
	CHECK_EQ("findings", run->finding_count, 6);
	CHECK_STR(run->findings[4].fingerprint, "000000000000000c");
	CHECK_EQ("only in the base", run->findings[4].state, WR_FIXED);
	CHECK_STR(run->findings[5].fingerprint, "000000000000000d");
	/* The baseline beside the base says the same again. */
	gt_join_base(run, base, 0);
	CHECK_EQ("findings", run->finding_count, 6);
	CHECK_EQ("what is fixed stays so", run->findings[4].state, WR_FIXED);
	wr_run_free(run);
	wr_run_free(base);
}

static void add_text_finding(struct wr_run *run, const char *fingerprint, const char *text)
{
	add_finding(run, "r", fingerprint, WR_NEW);
	run->findings[run->finding_count - 1].text_fingerprint = text;
}

TEST(what_moved_is_known_each_for_one_that_is_gone)
{
	struct wr_run *run = wr_run_new(), *base = wr_run_new();

	add_text_finding(run, "000000000000000a", "00000000000000aa");         /* where it was */
	add_text_finding(run, "000000000000000b", "00000000000000aa");         /* a copy of it */
	add_text_finding(run, "000000000000000c", "00000000000000cc");         /* moved */
	add_text_finding(run, "000000000000000d", "00000000000000cc");         /* moved, and a copy more than there were */
	add_text_finding(run, "000000000000000e", NULL);
	add_text_finding(base, "000000000000000a", "00000000000000aa");
	add_text_finding(base, "0000000000000001", "00000000000000cc");
	add_text_finding(base, "0000000000000002", "00000000000000dd");
	add_text_finding(base, "0000000000000003", NULL);
	gt_join_base(run, base, 0);
	CHECK_EQ("in both", run->findings[0].state, WR_KNOWN);
	CHECK_EQ("a copy", run->findings[1].state, WR_NEW);
	CHECK_EQ("moved", run->findings[2].state, WR_KNOWN);
	CHECK_EQ("a second one", run->findings[3].state, WR_NEW);
	CHECK_EQ("without a text", run->findings[4].state, WR_NEW);
	CHECK_EQ("findings", run->finding_count, 7);
	CHECK_STR(run->findings[5].fingerprint, "0000000000000002");
	CHECK_EQ("only in the base", run->findings[5].state, WR_FIXED);
	CHECK_STR(run->findings[6].fingerprint, "0000000000000003");
	wr_run_free(run);
	wr_run_free(base);
}

TEST(nothing_is_fixed_where_nobody_looked)
{
	static const struct { const char *stage; enum wr_stage_status status; size_t fixed; } cases[] = {
		{ "bench", WR_STAGE_OK, 0 }, { "analyze", WR_STAGE_FAILED, 0 }, { "analyze", WR_STAGE_SKIPPED, 0 },
		{ "analyze", WR_STAGE_OK, 1 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wr_run *run = wr_run_new(), *base = wr_run_new();

		wr_run_add_stage(run, &(struct wr_stage){ cases[i].stage, cases[i].status, 0, NULL });
		add_finding(base, "r", "000000000000000c", WR_NEW);
		gt_join_base(run, base, 0);
		CHECK_EQ(cases[i].stage, run->finding_count, cases[i].fixed);
		wr_run_free(run);
		wr_run_free(base);
	}
}

/* A limit that was broken in the base is broken still. */
TEST(what_the_gate_found_in_the_base_does_not_excuse_the_run)
{
	struct wr_run *run = wr_run_new(), *base = wr_run_new();

	add_finding(run, "gate-limit", "000000000000000a", WR_NEW);
	add_finding(base, "gate-limit", "000000000000000a", WR_NEW);
	add_finding(base, "bench-slower", "000000000000000b", WR_NEW);
	gt_join_base(run, base, 0);
	CHECK_EQ("findings", run->finding_count, 1);
	CHECK_EQ("state", run->findings[0].state, WR_NEW);
	wr_run_free(run);
	wr_run_free(base);
}

TEST(a_benchmark_that_is_gone_is_noted)
{
	struct wr_run *run = wr_run_new(), *base = wr_run_new();

	wr_run_add_stage(run, &(struct wr_stage){ "bench", WR_STAGE_OK, 0, NULL });
	add(base, "bench.gone.cpu_time", "s", WR_LOWER_IS_BETTER, (struct side)PLAIN(1), 20);
	add(base, "cache.not_run.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, (struct side)PLAIN(1), 0);
	gt_join_base(run, base, 0);
	CHECK_EQ("notices", run->notice_count, 1);
	CHECK_STR(run->notices[0].message, "bench.gone.cpu_time is in the base and was not measured now");
	add(base, "bench.gone.rss_peak", "B", WR_LOWER_IS_BETTER, (struct side)PLAIN(1), 20);
	gt_join_base(run, base, 0);
	CHECK_STR(run->notices[1].message, "2 measures of the base were not measured now, the first: bench.gone.cpu_time");
	wr_run_free(run);
	wr_run_free(base);
}

TEST(a_joined_regression_is_told_with_both_intervals)
{
	const struct gt_policy policy = GT_POLICY_DEFAULT;
	struct wr_run *run = wr_run_new(), *base = wr_run_new();

	add(run, "bench.parse.cpu_time", "s", WR_LOWER_IS_BETTER, (struct side){ 0.05, 0.049, 0.051 }, 20);
	add(base, "bench.parse.cpu_time", "s", WR_LOWER_IS_BETTER, (struct side){ 0.04, 0.039, 0.041 }, 20);
	add(run, "cache.s.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, (struct side)PLAIN(0.8), 0);
	add(base, "cache.s.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, (struct side)PLAIN(0.9), 0);
	add(run, "bench.b.instructions", "1", WR_LOWER_IS_BETTER, (struct side)PLAIN(7), 0);
	add(base, "bench.b.instructions", "1", WR_LOWER_IS_BETTER, (struct side)PLAIN(0), 0);
	gt_join_base(run, base, 0);
	gt_judge(run, &policy);
	CHECK_EQ("verdict", run->verdict, WR_FAIL);
	CHECK_EQ("findings", run->finding_count, 3);
	CHECK_STR(run->findings[0].rule, "gate-regression");
	CHECK_STR(run->findings[0].message,
		  "parse: CPU time went from 40.0 ms to 50.0 ms (+25.0 %); the 95 % intervals do not overlap: "
		  "39.0 ms to 41.0 ms, now 49.0 ms to 51.0 ms");
	CHECK_STR(run->findings[1].message, "s: hit ratio went from 90.0 % to 80.0 % (-11.1 %)");
	CHECK_STR(run->findings[2].message, "b: instructions went from 0 to 7");
	wr_run_free(run);
	wr_run_free(base);
}

TEST(an_improvement_is_no_finding)
{
	const struct gt_policy policy = GT_POLICY_DEFAULT;
	struct wr_run *run = wr_run_new(), *base = wr_run_new();

	add(run, "bench.a.rss_peak", "B", WR_LOWER_IS_BETTER, (struct side)PLAIN(1), 20);
	add(base, "bench.a.rss_peak", "B", WR_LOWER_IS_BETTER, (struct side)PLAIN(5), 20);
	gt_join_base(run, base, 0);
	gt_judge(run, &policy);
	CHECK_EQ("verdict", run->verdict, WR_PASS);
	wr_run_free(run);
	wr_run_free(base);
}

TEST(instructions_are_judged_on_one_machine_only)
{
	for (int other = 0; other < 2; other++) {
		struct wr_run *run = wr_run_new(), *base = wr_run_new();

		add(base, "bench.a.instructions", "1", WR_LOWER_IS_BETTER, (struct side)PLAIN(1e6), 3);
		add(run, "bench.a.instructions", "1", WR_LOWER_IS_BETTER, (struct side)PLAIN(2e6), 3);
		wr_run_set_machine(base, other ? "another" : wr_machine((char[17]){ 0 }));
		gt_join_base(run, base, 0);
		CHECK_EQ(other ? "other" : "same", run->measures[0].change.verdict, other ? WR_CHANGE_PASS : WR_CHANGE_FAIL);
		wr_run_free(run);
		wr_run_free(base);
	}
}
