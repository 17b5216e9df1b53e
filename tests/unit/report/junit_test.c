#include "tests/unit/report/hostile.h"

#include "core/text.h"

static char *rendered(const struct wr_run *run, const struct rp_options *options)
{
	struct wr_buf out = WR_BUF_INIT;

	render("junit", run, options, &out);
	return wr_buf_detach(&out, NULL);
}

static void add_finding(struct wr_run *run, enum wr_severity severity, enum wr_finding_state state)
{
	wr_run_add_finding(run, &(struct wr_finding){ .rule = "loop-query", .severity = severity, .message = "a < b",
						      .at = { "src/a.c", 3, 5, 3, 9 }, .state = state });
}

TEST(a_pass_is_a_test_that_passed)
{
	struct wr_run *run = wr_run_new();
	char *out;

	run->verdict = WR_PASS;
	out = rendered(run, NULL);
	CHECK_STR(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		       "<testsuites name=\"weir\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0.000\">\n"
		       "  <testsuite name=\"weir.verdict\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0.000\">\n"
		       "    <testcase classname=\"weir\" name=\"verdict\" time=\"0.000\">\n"
		       "      <system-out>no new findings</system-out>\n"
		       "    </testcase>\n  </testsuite>\n</testsuites>\n");
	free(out);
	wr_run_free(run);
}

TEST(an_incomplete_run_is_an_error_never_a_pass)
{
	struct wr_run *run = wr_run_new();
	char *out;

	wr_run_add_stage(run, &(struct wr_stage){ "bench", WR_STAGE_FAILED, 1.5, "exited with status 1" });
	wr_run_add_stage(run, &(struct wr_stage){ "cache", WR_STAGE_SKIPPED, 0, NULL });
	out = rendered(run, NULL);
	CHECK_HAS(out, "<testsuites name=\"weir\" tests=\"3\" failures=\"0\" errors=\"2\" skipped=\"1\" time=\"1.500\">\n");
	CHECK_HAS(out, "name=\"bench\" time=\"1.500\">\n      <error type=\"not-measured\" message=\"exited with status 1\">");
	CHECK_HAS(out, "name=\"cache\" time=\"0.000\">\n      <skipped message=\"skipped\"/>");
	free(out);
	wr_run_free(run);
}

TEST(a_rule_fails_with_its_new_findings)
{
	struct wr_run *run = wr_run_new();
	struct rp_options options = { .rules = test_rules() };
	char *out;

	run->verdict = WR_FAIL;
	add_finding(run, WR_HIGH, WR_NEW);
	add_finding(run, WR_HIGH, WR_NEW);
	add_finding(run, WR_HIGH, WR_KNOWN);
	add_finding(run, WR_LOW, WR_NEW);
	run->findings[0].fails = run->findings[1].fails = true;
	out = rendered(run, &options);
	CHECK_HAS(out, "<testcase classname=\"weir.rule\" name=\"loop-query\" time=\"0.000\">\n"
		       "      <failure type=\"finding\" message=\"2 findings\">"
		       "src/a.c:3:5: a &lt; b&#10;src/a.c:3:5: a &lt; b&#10;</failure>");
	CHECK_HAS(out, "tests=\"2\" failures=\"2\"");
	free(out);
	run->verdict = WR_PASS;                                 /* fail-on: never */
	run->findings[0].fails = run->findings[1].fails = false;
	out = rendered(run, &options);
	CHECK_HAS(out, "failures=\"0\"");
	CHECK_HAS(out, "<system-out>src/a.c:3:5: a &lt; b&#10;");
	free(out);
	run->findings[2].fails = true;                          /* --fail-on-known */
	out = rendered(run, &options);
	CHECK_HAS(out, "<failure type=\"finding\" message=\"1 finding\">");
	free(out);
	wr_run_free(run);
}

/* Rules that nobody checked did not pass. */
TEST(rules_without_findings_pass_only_after_an_analysis)
{
	struct wr_run *run = wr_run_new();
	struct rp_options options = { .rules = test_rules() };
	char *out = rendered(run, &options);

	CHECK_HAS_NOT(out, "weir.rule");
	free(out);
	wr_run_add_stage(run, &(struct wr_stage){ "analyze", WR_STAGE_OK, 1, NULL });
	out = rendered(run, &options);
	CHECK_HAS(out, "<testcase classname=\"weir.rule\" name=\"loop-query\" time=\"0.000\">\n    </testcase>");
	free(out);
	wr_run_add_stage(run, &(struct wr_stage){ "analyze", WR_STAGE_FAILED, 1, NULL });
	out = rendered(run, &options);
	CHECK_HAS_NOT(out, "weir.rule");
	free(out);
	wr_run_free(run);
}

TEST(a_measure_fails_or_is_skipped_by_its_verdict)
{
	static const enum wr_change_verdict verdicts[] = { WR_CHANGE_FAIL, WR_CHANGE_INCONCLUSIVE, WR_CHANGE_PASS };
	static const char *const names[] = { "bench.worse", "bench.unclear", "bench.noted" };
	struct wr_run *run = wr_run_new();
	char *out;

	for (int i = 0; i < 3; i++)
		wr_run_add_measure(run, &(struct wr_measure){
			.name = names[i], .stage = "bench", .unit = "s", .now = { 0.12, NAN, NAN, 9 }, .has_base = true,
			.base = { 0.1, NAN, NAN, 9 }, .has_change = true, .change = { 1.2, NAN, NAN, 0, verdicts[i] } });
	out = rendered(run, NULL);
	CHECK_HAS(out, "name=\"bench.worse\" time=\"0.000\">\n      <failure type=\"worse\" "
		       "message=\"worse: 20.0 % longer, before 100 ms, after 120 ms\">");
	CHECK_HAS(out, "name=\"bench.unclear\" time=\"0.000\">\n      <skipped message=\"unclear: ");
	CHECK_HAS(out, "name=\"bench.noted\" time=\"0.000\">\n      <system-out>noted: ");
	free(out);
	wr_run_free(run);
}

TEST(hostile_text_is_inert)
{
	struct wr_run *run = hostile_run();
	struct rp_options options = { .rules = test_rules() };
	char *out = rendered(run, &options);

	CHECK(wr_utf8_valid(out, strlen(out)));
	for (const char *c = out; *c; c++)
		CHECK(*c == '\n' || (unsigned char)*c >= 0x20);
	CHECK_EQ("cases", count_of(out, "<testcase "), count_of(out, "</testcase>"));
	CHECK_EQ("suites", count_of(out, "<testsuite "), 4);
	CHECK_HAS_NOT(out, "<script");
	CHECK_HAS_NOT(out, "]]>");
	CHECK_HAS_NOT(out, "<!--");
	CHECK_HAS_NOT(out, "\xe2\x80\xae");
	CHECK_HAS_NOT(out, "\n::");
	free(out);
	check_same_twice("junit", run, &options);
	wr_run_free(run);
}
