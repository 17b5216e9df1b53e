#include "tests/unit/report/hostile.h"

#include <stdio.h>
#include "core/text.h"

static struct wr_finding finding(const char *rule, enum wr_severity severity, enum wr_finding_state state)
{
	return (struct wr_finding){ .rule = rule, .message = "it is slow", .severity = severity, .state = state,
				    .at = { "src/a.c", 3, 5, 3, 9 } };
}

static size_t widest_line(const char *text)
{
	size_t widest = 0;

	for (const char *line = text; *line;) {
		size_t n = strcspn(line, "\n");
		char *copy = strndup(line, n);
		size_t width = wr_text_width(copy);

		widest = width > widest ? width : widest;
		free(copy);
		line += n + (line[n] == '\n');
	}
	return widest;
}

TEST(the_verdict_comes_first)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	render("text", run, NULL, &out);
	CHECK(wr_starts_with(out.data, "Incomplete: "));
	run->verdict = WR_PASS;
	wr_buf_clear(&out);
	render("text", run, NULL, &out);
	CHECK_STR(out.data, "Passed: no new findings\n\n0 findings (0 new, 0 known), 0 fixed; 0 measures\n");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(a_finding_has_place_chain_and_fix)
{
	static const struct wr_step chain[] = {
		{ { "src/a.c", 3, 1, 0, 0 }, "f() loops" }, { { "src/long/b.c", 14, 2, 0, 0 }, "g() queries" }
	};
	struct wr_run *run = wr_run_new();
	struct wr_finding f = finding("loop-query", WR_CRITICAL, WR_NEW);
	struct rp_options options = { .rules = test_rules() };
	struct wr_buf out = WR_BUF_INIT;

	f.chain = chain;
	f.chain_length = 2;
	wr_run_add_finding(run, &f);
	run->verdict = WR_FAIL;
	render("text", run, &options, &out);
	CHECK_HAS(out.data, "\nsrc/a.c:3:5  CRITICAL  loop-query\n"
			    "    it is slow\n"
			    "      src/a.c:3:1        f() loops\n"
			    "      src/long/b.c:14:2  g() queries\n"
			    "    fix: Query once.\n");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(twenty_findings_are_shown_and_the_rest_counted)
{
	struct wr_run *run = wr_run_new();
	struct wr_finding low = finding("low-rule", WR_LOW, WR_NEW), known = finding("old-rule", WR_HIGH, WR_KNOWN);
	struct wr_finding high = finding("some-rule", WR_HIGH, WR_NEW);
	struct rp_options verbose = { .verbose = true };
	struct wr_buf out = WR_BUF_INIT;

	wr_run_add_finding(run, &low);
	wr_run_add_finding(run, &known);
	for (int i = 0; i < 23; i++)
		wr_run_add_finding(run, &high);
	render("text", run, NULL, &out);
	CHECK_EQ("shown", count_of(out.data, "  some-rule\n"), 20);
	CHECK_HAS(out.data, "\nNot shown: 3 high, 1 low, 1 known. --verbose shows all.\n");
	CHECK_HAS_NOT(out.data, "low-rule");
	wr_buf_clear(&out);
	render("text", run, &verbose, &out);
	CHECK_EQ("all", count_of(out.data, "  some-rule\n"), 23);
	CHECK_HAS(out.data, "LOW  low-rule\n");
	CHECK_HAS(out.data, "HIGH  old-rule  known\n");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(measures_are_compared_in_a_table)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	wr_run_add_measure(run, &(struct wr_measure){
		.name = "bench.parse.cpu_time", .unit = "s", .now = { 0.0138, NAN, NAN, 9 }, .has_base = true,
		.base = { 0.0123, NAN, NAN, 9 }, .has_change = true, .change = { 1.122, 1.1, 1.15, 0, WR_CHANGE_FAIL } });
	wr_run_add_fact(run, "cache", "cache.x.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, 0.5);
	render("text", run, NULL, &out);
	CHECK_HAS(out.data, "\nBefore and after\n"
			    "  Metric                Before   After    Improvement\n"
			    "  bench.parse.cpu_time  12.3 ms  13.8 ms  worse: 12.2 % longer (10.0 to 15.0 %)\n");
	CHECK_HAS_NOT(out.data, "cache.x.hit_ratio");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(without_a_base_the_measures_themselves_are_shown)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;
	char name[40];

	for (int i = 0; i < 30; i++) {
		snprintf(name, sizeof name, "cache.x.%d", i);
		wr_run_add_fact(run, "cache", name, "1", WR_LOWER_IS_BETTER, i);
	}
	render("text", run, NULL, &out);
	CHECK_HAS(out.data, "\nMeasures\n  Metric      Value\n  cache.x.0   0\n");
	CHECK_HAS(out.data, "  cache.x.23  23\n  6 more. --verbose shows all.\n");
	CHECK_HAS_NOT(out.data, "cache.x.24");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(lines_keep_to_the_width)
{
	struct wr_run *run = large_run(30);
	static const int widths[] = { 40, 60, 80, 132 };

	wr_run_add_measure(run, &(struct wr_measure){
		.name = "bench.a_benchmark_with_quite_a_long_name_indeed.cpu_time", .unit = "s", .now = { 1, NAN, NAN, 9 },
		.has_base = true, .base = { 2, NAN, NAN, 9 }, .has_change = true, .change = { 0.5, 0.4, 0.6, 0, WR_CHANGE_PASS } });
	wr_run_note(run, WR_WARNING, "a rather long notice that has to be broken into several lines on a narrow terminal");
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		struct rp_options options = { .width = widths[i], .rules = test_rules() };
		struct wr_buf out = WR_BUF_INIT;
		size_t most = widths[i] < 80 ? 76 : (size_t)widths[i];

		/* The four columns of numbers need 60 and names 16: below that the table sticks out. */
		render("text", run, &options, &out);
		if (widest_line(out.data) > most)
			fail_msg("width %d: a line has %zu columns", widths[i], widest_line(out.data));
		wr_buf_free(&out);
	}
	wr_run_free(run);
}

TEST(colour_comes_only_when_asked)
{
	struct wr_run *run = large_run(3);
	struct rp_options color = { .color = true };
	struct wr_buf plain = WR_BUF_INIT, painted = WR_BUF_INIT;

	render("text", run, NULL, &plain);
	render("text", run, &color, &painted);
	CHECK(!strchr(plain.data, '\033'));
	CHECK(wr_starts_with(painted.data, "\033[1;31mFailed\033[0m: "));
	wr_buf_free(&plain);
	wr_buf_free(&painted);
	wr_run_free(run);
}

/* No byte of the run can move the cursor, start a line, or speak to a CI runner. */
TEST(hostile_text_is_inert)
{
	struct wr_run *run = hostile_run();
	struct rp_options options = { .verbose = true };
	struct wr_buf out = WR_BUF_INIT;

	render("text", run, &options, &out);
	for (const char *c = out.data; *c; c++)
		if ((unsigned char)*c < 0x20 && *c != '\n')
			fail_msg("control character %d", *c);
	CHECK(wr_utf8_valid(out.data, out.len));
	CHECK_HAS_NOT(out.data, "\xe2\x80\xae");
	CHECK_HAS_NOT(out.data, "\xe2\x81\xa6");
	CHECK_HAS_NOT(out.data, "\xc2\x9b");
	CHECK_HAS_NOT(out.data, "\n::");
	CHECK_HAS_NOT(out.data, "##[");
	CHECK_HAS(out.data, "\\x1b[2J\\x1b[31mPASSED");
	CHECK_HAS(out.data, "two\\nlines");
	CHECK(wr_starts_with(out.data, "Failed: "));
	wr_buf_free(&out);
	check_same_twice("text", run, &options);
	wr_run_free(run);
}
