/* judge_test.c - limits, findings about measures, and the precedence of the verdict. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include "gate/gate.h"

static struct wr_measure *add_measure(struct wr_run *run, const char *name, const char *unit, double value)
{
	return wr_run_add_fact(run, "load", name, unit, WR_LOWER_IS_BETTER, value);
}

static void add_finding(struct wr_run *run, enum wr_severity severity, enum wr_finding_state state)
{
	wr_run_add_finding(run, &(struct wr_finding){
		.rule = "loop-query", .severity = severity, .confidence = WR_CONFIDENCE_HIGH, .language = "c",
		.message = "a query in a loop", .fingerprint = "00000000000000aa", .state = state,
	});
}

static void add_change(struct wr_run *run, const char *name, const char *unit, double base, double now,
		       struct wr_change change, size_t n)
{
	wr_run_add_measure(run, &(struct wr_measure){
		.name = name, .stage = "bench", .unit = unit, .better = WR_LOWER_IS_BETTER,
		.now = { now, NAN, NAN, n }, .base = { base, NAN, NAN, n }, .has_base = true, .has_change = true,
		.change = change,
	});
}

static void add_stage(struct wr_run *run, enum wr_stage_status status)
{
	wr_run_add_stage(run, &(struct wr_stage){ .name = "load", .status = status });
}

static const struct gt_policy usual = GT_POLICY_DEFAULT;
static const struct wr_change failed = { 1.163, 1.141, 1.18, 0.0001, WR_CHANGE_FAIL };
static const struct wr_change unclear = { 1.03, 0.99, 1.08, 0.2, WR_CHANGE_INCONCLUSIVE };

TEST(an_empty_run_passes)
{
	struct wr_run *run = wr_run_new();

	gt_judge(run, &usual);
	CHECK_EQ("verdict", run->verdict, WR_PASS);
	wr_run_free(run);
}

/* Every combination of the four reasons, the strongest of which decides. */
TEST(incomplete_before_fail_before_inconclusive_before_pass)
{
	for (int bits = 0; bits < 8; bits++) {
		bool broken_stage = bits & 4, finding = bits & 2, inconclusive = bits & 1;
		enum wr_verdict want = broken_stage ? WR_INCOMPLETE : finding ? WR_FAIL :
				       inconclusive ? WR_INCONCLUSIVE : WR_PASS;
		struct wr_run *run = wr_run_new();
		char what[32];

		snprintf(what, sizeof what, "stage %d finding %d change %d", broken_stage, finding, inconclusive);
		add_stage(run, WR_STAGE_OK);
		add_stage(run, broken_stage ? WR_STAGE_FAILED : WR_STAGE_SKIPPED);
		add_finding(run, finding ? WR_HIGH : WR_MEDIUM, WR_NEW);
		if (inconclusive)
			add_change(run, "bench.a.cpu_time", "s", 1, 1.03, unclear, 20);
		gt_judge(run, &usual);
		CHECK_EQ(what, run->verdict, want);
		wr_run_free(run);
	}
}

TEST(severity_and_state_decide_whether_a_finding_fails)
{
	static const struct {
		enum wr_severity severity, fail_on;
		enum wr_finding_state state;
		bool nothing, on_known, fails;
	} cases[] = {
		{ WR_HIGH, WR_HIGH, WR_NEW, false, false, true },
		{ WR_CRITICAL, WR_HIGH, WR_NEW, false, false, true },
		{ WR_MEDIUM, WR_HIGH, WR_NEW, false, false, false },
		{ WR_LOW, WR_LOW, WR_NEW, false, false, true },
		{ WR_HIGH, WR_CRITICAL, WR_NEW, false, false, false },
		{ WR_CRITICAL, WR_LOW, WR_KNOWN, false, false, false },
		{ WR_CRITICAL, WR_LOW, WR_KNOWN, false, true, true },
		{ WR_LOW, WR_HIGH, WR_KNOWN, false, true, false },
		{ WR_CRITICAL, WR_LOW, WR_FIXED, false, false, false },
		{ WR_CRITICAL, WR_LOW, WR_FIXED, false, true, false },
		{ WR_CRITICAL, WR_LOW, WR_NEW, true, true, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gt_policy policy = GT_POLICY_DEFAULT;
		struct wr_run *run = wr_run_new();
		char what[32];

		snprintf(what, sizeof what, "case %zu", i);
		policy.fail_on = cases[i].fail_on;
		policy.fail_on_no_severity = cases[i].nothing;
		policy.fail_on_known = cases[i].on_known;
		add_finding(run, cases[i].severity, cases[i].state);
		CHECK_EQ(what, gt_fails(&policy, &run->findings[0]), cases[i].fails);
		gt_judge(run, &policy);
		CHECK_EQ(what, run->verdict, cases[i].fails ? WR_FAIL : WR_PASS);
		CHECK_EQ("the finding says so itself", run->findings[0].fails, cases[i].fails);
		wr_run_free(run);
	}
}

TEST(a_benchmark_that_failed_is_a_finding_with_its_evidence)
{
	struct wr_run *run = wr_run_new();
	const struct wr_finding *f;

	add_change(run, "bench.parse.cpu_time", "s", 0.0412, 0.0479, failed, 20);
	gt_judge(run, &usual);
	CHECK_EQ("verdict", run->verdict, WR_FAIL);
	CHECK_EQ("findings", run->finding_count, 1);
	f = &run->findings[0];
	CHECK_STR(f->rule, "bench-slower");
	CHECK_STR(f->message, "parse: CPU time went from 41.2 ms to 47.9 ms (+16.3 %, 95 % interval +14.1 % to "
			      "+18.0 %, 20 pairs)");
	CHECK_EQ("evidence", f->measure_count, 1);
	CHECK_STR(f->measures[0], "bench.parse.cpu_time");
	CHECK_EQ("severity", f->severity, WR_HIGH);
	CHECK_EQ("state", f->state, WR_NEW);
	CHECK(!f->at.path);
	CHECK_EQ("fingerprint", strlen(f->fingerprint), 16);
	wr_run_free(run);
}

TEST(memory_and_other_measures_have_rules_of_their_own)
{
	struct wr_run *run = wr_run_new();

	add_change(run, "bench.parse.rss_peak", "B", 12582912, 14680064, failed, 20);
	add_change(run, "bench.parse.instructions", "1", 1000, 2000,
		   (struct wr_change){ 2, NAN, NAN, NAN, WR_CHANGE_FAIL }, 0);
	add_change(run, "bench.parse.wall_time", "s", 1, 2, failed, 1);
	gt_judge(run, &usual);
	CHECK_STR(run->findings[0].rule, "bench-memory");
	CHECK_HAS(run->findings[0].message, "parse: peak memory went from 12.0 MiB to 14.0 MiB (+16.3 %");
	CHECK_STR(run->findings[1].rule, "gate-regression");
	CHECK_STR(run->findings[1].message, "parse: instructions went from 1,000 to 2,000 (+100 %)");
	CHECK_STR(run->findings[2].rule, "bench-slower");
	CHECK_HAS(run->findings[2].message, "parse: wall time went from 1.00 s to 2.00 s");
	CHECK_HAS(run->findings[2].message, ", 1 pair)");
	wr_run_free(run);
}

TEST(fingerprints_depend_on_rule_and_measure_only)
{
	struct wr_run *run = wr_run_new(), *other = wr_run_new();

	add_change(run, "bench.a.cpu_time", "s", 1, 2, failed, 20);
	add_change(run, "bench.b.cpu_time", "s", 1, 2, failed, 20);
	add_change(run, "bench.a.rss_peak", "B", 1, 2, failed, 20);
	add_change(other, "bench.a.cpu_time", "s", 5, 9, failed, 40);
	gt_judge(run, &usual);
	gt_judge(other, &usual);
	CHECK_STR(run->findings[0].fingerprint, other->findings[0].fingerprint);
	for (int i = 0; i < 3; i++) {
		for (int k = 0; k < i; k++)
			CHECK(strcmp(run->findings[i].fingerprint, run->findings[k].fingerprint) != 0);
	}
	wr_run_free(run);
	wr_run_free(other);
}

TEST(passed_and_inconclusive_changes_are_no_findings)
{
	struct wr_run *run = wr_run_new();

	add_change(run, "bench.a.cpu_time", "s", 1, 1.01, (struct wr_change){ 1.01, 0.99, 1.02, 0.1, WR_CHANGE_PASS }, 20);
	add_change(run, "bench.b.cpu_time", "s", 1, 1.03, unclear, 20);
	gt_judge(run, &usual);
	CHECK_EQ("findings", run->finding_count, 0);
	CHECK_EQ("verdict", run->verdict, WR_INCONCLUSIVE);
	wr_run_free(run);
}

TEST(limits_below_and_at_least)
{
	static const struct { double value; bool below, broken; } cases[] = {
		{ 0.079, true, false }, { 0.08, true, true }, { 0.081, true, true },
		{ 0.081, false, false }, { 0.08, false, false }, { 0.079, false, true },
		{ -1, true, false }, { INFINITY, true, true }, { -INFINITY, false, true },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gt_limit limit = { .measure = "load.checkout.p99", .limit = 0.08, .below = cases[i].below };
		struct gt_policy policy = { .fail_on = WR_HIGH, .limits = &limit, .limit_count = 1 };
		struct wr_run *run = wr_run_new();
		char what[32];

		snprintf(what, sizeof what, "case %zu", i);
		add_measure(run, "load.checkout.p99", "s", cases[i].value);
		gt_judge(run, &policy);
		CHECK_EQ(what, run->verdict, cases[i].broken ? WR_FAIL : WR_PASS);
		CHECK_EQ(what, run->finding_count, cases[i].broken);
		wr_run_free(run);
	}
}

TEST(a_broken_limit_stands_where_it_is_written)
{
	struct gt_limit limits[] = {
		{ "load.checkout.p99", 0.08, true, "p99 < 80ms", { "load/checkout.yaml", 7, 15, 0, 0 } },
		{ "cache.sessions.hit_ratio", 0.85, false, "hit ratio of at least 85 %", { 0 } },
		{ "load.checkout.p50", 0.02, true, NULL, { 0 } },
		{ "load.checkout.p95", 0.08, true, "p95 < 80ms", { 0 } },
	};
	struct gt_policy policy = { .fail_on = WR_HIGH, .limits = limits, .limit_count = 4 };
	struct wr_run *run = wr_run_new();

	add_measure(run, "load.checkout.p99", "s", 0.0932);
	add_measure(run, "cache.sessions.hit_ratio", "ratio", 0.8);
	add_measure(run, "load.checkout.p50", "s", 0.5);
	add_measure(run, "load.checkout.p95", "s", 0.08004);
	gt_judge(run, &policy);
	CHECK_EQ("findings", run->finding_count, 4);
	CHECK_STR(run->findings[0].rule, "gate-limit");
	CHECK_STR(run->findings[0].message, "checkout: p99 is 93.2 ms, but the limit is \"p99 < 80ms\"");
	CHECK_STR(run->findings[0].at.path, "load/checkout.yaml");
	CHECK_EQ("line", run->findings[0].at.line, 7);
	CHECK_STR(run->findings[1].message,
		  "sessions: hit ratio is 80.0 %, but the limit is \"hit ratio of at least 85 %\"");
	CHECK_STR(run->findings[2].message, "checkout: p50 is 500 ms, but must be below 20.0 ms");
	CHECK_STR(run->findings[3].message, "checkout: p95 is 80.0 ms (0.08004), but the limit is \"p95 < 80ms\"");
	wr_run_free(run);
}

TEST(a_limit_without_a_measure_is_never_a_pass)
{
	struct gt_limit limits[] = {
		{ .measure = "load.a.p99", .limit = 1, .below = true, .text = "p99 < 1s" },
		{ .measure = "load.b.p99", .limit = 1, .below = true },
		{ .measure = "load.c.p99", .limit = NAN, .below = true },
	};
	struct gt_policy policy = { .fail_on = WR_HIGH, .limits = limits, .limit_count = 3 };
	struct wr_run *run = wr_run_new();

	add_measure(run, "load.b.p99", "s", NAN);
	add_measure(run, "load.c.p99", "s", 0.5);
	gt_judge(run, &policy);
	CHECK_EQ("verdict", run->verdict, WR_INCOMPLETE);
	CHECK_EQ("findings", run->finding_count, 0);
	CHECK_EQ("stages", run->stage_count, 1);
	CHECK_STR(run->stages[0].name, "gate");
	CHECK_EQ("status", run->stages[0].status, WR_STAGE_FAILED);
	CHECK_STR(run->stages[0].message,
		  "load.a.p99 was not measured, so that its limit \"p99 < 1s\" cannot be judged (and 2 more)");
	wr_run_free(run);
}

TEST(what_the_gate_found_fails_whatever_severity_the_analysis_fails_on)
{
	struct gt_policy policy = { .fail_on = WR_CRITICAL };
	struct wr_run *run = wr_run_new();

	add_change(run, "bench.a.cpu_time", "s", 1, 2, failed, 20);
	gt_judge(run, &policy);
	CHECK_EQ("verdict", run->verdict, WR_FAIL);
	policy.fail_on_no_severity = true;
	gt_judge(run, &policy);
	CHECK_EQ("nor is it about the analysis' severities", run->verdict, WR_FAIL);
	wr_run_free(run);
}

TEST(judging_again_finds_nothing_twice)
{
	struct gt_limit limit = { .measure = "bench.a.cpu_time", .limit = 1, .below = true };
	struct gt_policy policy = { .fail_on = WR_HIGH, .limits = &limit, .limit_count = 1 };
	struct wr_run *run = wr_run_new();

	add_change(run, "bench.a.cpu_time", "s", 1, 2, failed, 20);
	gt_judge(run, &policy);
	CHECK_EQ("findings", run->finding_count, 2);
	gt_judge(run, &policy);
	CHECK_EQ("findings", run->finding_count, 2);
	CHECK_EQ("verdict", run->verdict, WR_FAIL);
	wr_run_free(run);
}

TEST(a_change_stands_where_its_benchmark_is_defined)
{
	static const struct gt_place places[] = {
		{ "bench.a.", { "weir.yaml", 7, 5, 0, 0 } }, { "bench.ab.", { "weir.yaml", 9, 5, 0, 0 } },
	};
	struct gt_policy policy = { .places = places, .place_count = 2 };
	struct wr_run *run = wr_run_new();

	add_change(run, "bench.ab.cpu_time", "s", 1, 2, failed, 20);
	add_change(run, "bench.b.cpu_time", "s", 1, 2, failed, 20);
	gt_judge(run, &policy);
	CHECK_STR(run->findings[0].at.path, "weir.yaml");
	CHECK_EQ("line", run->findings[0].at.line, 9);
	CHECK(!run->findings[1].at.path);
	wr_run_free(run);
}

TEST(exit_codes_are_those_of_the_contract)
{
	CHECK_EQ("pass", gt_exit_code(WR_PASS, false), 0);
	CHECK_EQ("pass, strict", gt_exit_code(WR_PASS, true), 0);
	CHECK_EQ("fail", gt_exit_code(WR_FAIL, false), 1);
	CHECK_EQ("incomplete", gt_exit_code(WR_INCOMPLETE, true), 3);
	CHECK_EQ("inconclusive", gt_exit_code(WR_INCONCLUSIVE, false), 0);
	CHECK_EQ("inconclusive, strict", gt_exit_code(WR_INCONCLUSIVE, true), 4);
}

TEST(every_rule_of_the_gate_has_a_page)
{
	size_t n = 0;

	for (const struct wr_rule *const *r = gt_rules(); *r; r++, n++) {
		char path[400];
		FILE *f;

		CHECK(strlen((*r)->title) <= 80 && (*r)->help[0]);
		snprintf(path, sizeof path, "%s/docs/rules/%s.md", WEIR_SOURCE_DIR, (*r)->id);
		f = fopen(path, "r");
		CHECK(f != NULL);
		fclose(f);
	}
	CHECK_EQ("rules", n, 6);
}
