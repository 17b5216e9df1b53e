#include "tests/unit/unit.h"

#include "report/outcome_p.h"

static void check_reason(struct wr_run *run, const char *want)
{
	struct wr_buf out = WR_BUF_INIT;

	rp_reason(&out, run, run->arena);
	CHECK_STR(out.data, want);
	wr_buf_free(&out);
	wr_run_free(run);
}

static void add_finding(struct wr_run *run, enum wr_severity severity, enum wr_finding_state state)
{
	wr_run_add_finding(run, &(struct wr_finding){ .rule = "r", .message = "m", .severity = severity, .state = state });
}

static void add_change(struct wr_run *run, const char *name, double ratio, enum wr_change_verdict verdict)
{
	wr_run_add_measure(run, &(struct wr_measure){
		.name = name, .stage = "bench", .unit = "s", .now = { ratio, NAN, NAN, 9 }, .has_base = true,
		.base = { 1, NAN, NAN, 9 }, .has_change = true, .change = { ratio, NAN, NAN, NAN, verdict } });
}

TEST(a_failed_run_says_what_is_new_and_what_is_worse)
{
	struct wr_run *run = wr_run_new();

	run->verdict = WR_FAIL;
	add_finding(run, WR_HIGH, WR_NEW);
	add_finding(run, WR_CRITICAL, WR_NEW);
	add_finding(run, WR_HIGH, WR_NEW);
	add_finding(run, WR_CRITICAL, WR_KNOWN);
	add_change(run, "bench.a.cpu_time", 1.1, WR_CHANGE_FAIL);
	add_change(run, "bench.b.cpu_time", 1.3, WR_CHANGE_FAIL);
	check_reason(run, "3 new findings: 1 critical, 2 high; bench.b.cpu_time is 30.0 % longer, and 1 more is worse");
}

TEST(a_passed_run_says_what_was_held_against_it)
{
	struct wr_run *run = wr_run_new();

	run->verdict = WR_PASS;
	check_reason(run, "no new findings");
	run = wr_run_new();
	run->verdict = WR_PASS;
	add_finding(run, WR_LOW, WR_NEW);
	add_finding(run, WR_HIGH, WR_FIXED);
	add_change(run, "a", 0.5, WR_CHANGE_PASS);
	check_reason(run, "1 new finding, none that the gate stops; 1 fixed; "
			  "1 measure compared, 1 better, none worse than allowed");
}

TEST(an_incomplete_run_never_sounds_like_a_pass)
{
	struct wr_run *run = wr_run_new();

	check_reason(run, "the gate did not come to its end");
	run = wr_run_new();
	wr_run_add_stage(run, &(struct wr_stage){ "bench", WR_STAGE_FAILED, 1, "exited with status 1" });
	wr_run_note(run, WR_ERROR, "the baseline cannot be read");
	check_reason(run, "could not measure the baseline cannot be read, and 1 more");
}

TEST(a_failure_is_told_once)
{
	struct wr_run *run = wr_run_new();
	const struct rp_failure *failures;
	const struct wr_finding **alerts;
	size_t n;

	wr_run_add_stage(run, &(struct wr_stage){ "bench", WR_STAGE_FAILED, 1, "1 of 2 benchmarks failed; the first: exits with 1" });
	wr_run_add_stage(run, &(struct wr_stage){ "load", WR_STAGE_FAILED, 1, "no server" });
	wr_run_note_at(run, WR_ERROR, &(struct wr_location){ "weir.yaml", 7, 5, 0, 0 }, "parse: exits with 1");
	add_finding(run, WR_CRITICAL, WR_NEW);
	failures = rp_failures(run, run->arena, &n);
	CHECK_EQ("failures", n, 2);
	CHECK_STR(failures[0].text, "parse: exits with 1");
	CHECK_EQ("line", failures[0].at.line, 7);
	CHECK_STR(failures[1].text, "load: no server");
	alerts = rp_alerts(run, run->arena, &n);
	CHECK_EQ("alerts", n, 3);
	CHECK_STR(alerts[0]->rule, WR_NOT_MEASURED);
	CHECK_STR(alerts[0]->message, "Could not be measured: parse: exits with 1");
	CHECK_STR(alerts[0]->at.path, "weir.yaml");
	CHECK_EQ("the worst finding after them", alerts[2]->severity, WR_CRITICAL);
	wr_run_free(run);
}

/* The alert of a benchmark that fails again, for another reason, is the same alert. */
TEST(an_alert_keeps_its_fingerprint)
{
	static const char *const reasons[] = { "parse: exits with 1", "parse: exceeds its limit", "search: exits with 1" };
	const char *prints[3];
	struct wr_run *run = wr_run_new();
	size_t n;

	for (int i = 0; i < 3; i++)
		wr_run_note(run, WR_ERROR, "%s", reasons[i]);
	for (int i = 0; i < 3; i++)
		prints[i] = rp_alerts(run, run->arena, &n)[i]->fingerprint;
	CHECK_EQ("length", strlen(prints[0]), 16);
	CHECK_STR(prints[0], prints[1]);
	CHECK(strcmp(prints[0], prints[2]) != 0);
	wr_run_free(run);
}

TEST(an_inconclusive_run_names_the_measure)
{
	struct wr_run *run = wr_run_new();

	run->verdict = WR_INCONCLUSIVE;
	add_change(run, "bench.a.cpu_time", 1.02, WR_CHANGE_INCONCLUSIVE);
	check_reason(run, "bench.a.cpu_time is unclear: 2.0 % longer");
}

TEST(totals_count_everything)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	add_finding(run, WR_HIGH, WR_NEW);
	add_finding(run, WR_HIGH, WR_KNOWN);
	add_finding(run, WR_HIGH, WR_FIXED);
	add_change(run, "a", 0.5, WR_CHANGE_PASS);
	wr_run_add_stage(run, &(struct wr_stage){ "bench", WR_STAGE_OK, 1.5, NULL });
	wr_run_add_stage(run, &(struct wr_stage){ "load", WR_STAGE_FAILED, NAN, NULL });
	rp_totals(&out, run, run->arena);
	CHECK_STR(out.data, "2 findings (1 new, 1 known), 1 fixed; 1 measure, 1 compared "
			    "(0 worse, 0 unclear, 1 better); 2 stages in 1.50 s, 1 failed");
	wr_buf_free(&out);
	wr_run_free(run);
}
