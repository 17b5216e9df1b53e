#include "tests/unit/report/hostile.h"

#include "core/text.h"

static void check_tables(const char *text)
{
	const char *line = text;
	size_t columns = 0;

	while (*line) {
		size_t n = strcspn(line, "\n"), bars = 0;

		for (size_t i = 0; i < n; i++) {
			size_t backslashes = 0;

			while (i > backslashes && line[i - 1 - backslashes] == '\\')
				backslashes++;
			bars += line[i] == '|' && backslashes % 2 == 0;
		}
		if (*line == '|') {
			if (columns && bars != columns)
				fail_msg("%zu bars in a table of %zu: %.*s", bars, columns, (int)n, line);
			columns = bars;
			if (line[n - 1] != '|')
				fail_msg("a row does not end: %.*s", (int)n, line);
		} else {
			columns = 0;
		}
		line += n + (line[n] == '\n');
	}
}

TEST(the_marker_and_the_verdict_come_first)
{
	struct wr_run *run = wr_run_new();
	struct rp_options options = { .category = "web --> <b>" };
	struct wr_buf out = WR_BUF_INIT;

	run->verdict = WR_PASS;
	render("markdown", run, NULL, &out);
	CHECK(wr_starts_with(out.data, "<!-- weir-report:weir -->\n## \xe2\x9c\x85 Passed: no new findings\n"));
	wr_buf_clear(&out);
	render("markdown", run, &options, &out);
	CHECK(wr_starts_with(out.data, "<!-- weir-report:web______b_ -->\n"));
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(what_got_worse_stands_before_what_got_better)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;
	const char *worse, *better;

	wr_run_add_measure(run, &(struct wr_measure){
		.name = "bench.fast.cpu_time", .unit = "s", .now = { 0.05, NAN, NAN, 9 }, .has_base = true,
		.base = { 0.1, NAN, NAN, 9 }, .has_change = true, .change = { 0.5, 0.45, 0.55, 1, WR_CHANGE_PASS } });
	wr_run_add_measure(run, &(struct wr_measure){
		.name = "bench.slow.cpu_time", .unit = "s", .now = { 0.12, NAN, NAN, 9 }, .has_base = true,
		.base = { 0.1, NAN, NAN, 9 }, .has_change = true, .change = { 1.2, 1.1, 1.3, 0, WR_CHANGE_FAIL } });
	render("markdown", run, NULL, &out);
	CHECK_HAS(out.data, "### Worse\n\n| Metric | Before | After | Improvement |\n| --- | ---: | ---: | --- |\n");
	worse = strstr(out.data, "| ` bench.slow.cpu_time ` | 100 ms | 120 ms | worse: 20.0 % longer (10.0 to 30.0 %) |");
	better = strstr(out.data, "| ` bench.fast.cpu_time ` | 100 ms | 50.0 ms | better: 50.0 % shorter, \xc3\xb7 2.0 (45.0 to 55.0 %) |");
	if (!worse || !better || worse > better)
		fail_msg("%s", out.data);
	check_tables(out.data);
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(a_component_tells_baseline_bottleneck_fix_and_result)
{
	static const char *const evidence[] = { "bench.slow.cpu_time" };
	struct wr_run *run = wr_run_new();
	struct rp_options options = { .rules = test_rules() };
	struct wr_buf out = WR_BUF_INIT;

	wr_run_add_measure(run, &(struct wr_measure){
		.name = "bench.slow.cpu_time", .unit = "s", .now = { 0.12, NAN, NAN, 9 }, .has_base = true,
		.base = { 0.1, NAN, NAN, 9 }, .has_change = true, .change = { 1.2, 1.1, 1.3, 0, WR_CHANGE_FAIL } });
	wr_run_add_finding(run, &(struct wr_finding){ .rule = "loop-query", .message = "slow: it took longer",
						      .measures = evidence, .measure_count = 1 });
	wr_run_note(run, WR_NOTE, "benchmark 'slow' is judged by CPU time");
	wr_run_note(run, WR_NOTE, "something else");
	render("markdown", run, &options, &out);
	CHECK_HAS(out.data, "### Components\n\n<details><summary>benchmark <code>slow</code>: worse</summary>\n\n"
			    "**Baseline:** CPU time 100 ms<br>\n**Bottleneck:** slow: it took longer<br>\n"
			    "**Fix:** Query once.<br>\n**Result:** CPU time 120 ms, worse: 20.0 % longer (10.0 to 30.0 %)\n\n"
			    "| Metric | Before | After | Improvement |\n");
	CHECK_HAS(out.data, "\n- benchmark 'slow' is judged by CPU time\n\n</details>\n");
	CHECK_EQ("told once", count_of(out.data, "is judged by CPU time"), 1);
	CHECK_HAS(out.data, "<summary>Notices</summary>\n\n- something else\n");
	check_tables(out.data);
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(what_is_fixed_is_praised)
{
	static const char *const formats[] = { "markdown", "text", "html" };
	static const char *const want[] = {
		"### Fixed, with thanks\n\nThis change removes 1 finding of its base.\n\n- ` loop-query ` at ` src/a.c:3 `: one query per order\n",
		"Fixed, with thanks\n  src/a.c:3: loop-query: one query per order\n",
		"<h2 id=\"h-fixed\">Fixed, with thanks <span class=\"count\">1</span></h2>",
	};
	struct wr_run *run = wr_run_new();

	wr_run_add_finding(run, &(struct wr_finding){ .rule = "loop-query", .message = "one query per order",
						      .at = { "src/a.c", 3, 0, 0, 0 }, .state = WR_FIXED });
	for (int i = 0; i < 3; i++) {
		struct wr_buf out = WR_BUF_INIT;

		render(formats[i], run, NULL, &out);
		CHECK_HAS(out.data, want[i]);
		wr_buf_free(&out);
	}
	wr_run_free(run);
}

TEST(a_finding_folds_its_chain_and_fix)
{
	struct wr_run *run = large_run(1);
	struct rp_options options = { .rules = test_rules() };
	struct wr_buf out = WR_BUF_INIT;

	render("markdown", run, &options, &out);
	CHECK_HAS(out.data, "**HIGH** ` loop-query ` at ` src/shop/orders/processing.c:1:9 `<br>\n");
	CHECK_HAS(out.data, "<details><summary>Call chain and fix</summary>\n\n1. ` src/real.c:1:1 ` process");
	CHECK_HAS(out.data, "\n**Fix:** Query once.\n");
	CHECK_EQ("details are closed", count_of(out.data, "<details>"), count_of(out.data, "</details>"));
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(a_large_run_fits_a_comment_worst_first)
{
	struct wr_run *run = large_run(5000);
	struct wr_buf out = WR_BUF_INIT;

	for (int i = 0; i < 2000; i++)
		wr_run_add_fact(run, "cache", "cache.sessions.lru.1000.miss_ratio", "ratio", WR_LOWER_IS_BETTER, 0.5);
	render("markdown", run, NULL, &out);
	CHECK(out.len < 60000);
	CHECK_HAS(out.data, "**CRITICAL**");
	CHECK_EQ("details are closed", count_of(out.data, "<details>"), count_of(out.data, "</details>"));
	CHECK_HAS(out.data, "This comment has no room for the rest");
	check_tables(out.data);
	wr_buf_free(&out);
	wr_run_free(run);
}

/* The text with its code spans cut out: nothing is linked in them. */
static char *without_code(const char *text)
{
	char *copy = strdup(text), *end = copy;

	while (*text) {
		bool escaped = end > copy && end[-1] == '\\';
		size_t fence = strspn(text, "`");
		const char *close = text + fence;

		if (!fence || escaped) {
			*end++ = *text++;
			continue;
		}
		while (*close && strspn(close, "`") != fence)
			close += strspn(close, "`") ? strspn(close, "`") : 1;
		text = *close ? close + fence : text + fence;
	}
	*end = '\0';
	return copy;
}

TEST(hostile_text_is_inert)
{
	struct wr_run *run = hostile_run();
	struct rp_options options = { .title = "</b><script>@everyone", .rules = test_rules() };
	struct wr_buf out = WR_BUF_INIT;
	char *plain;

	render("markdown", run, &options, &out);
	CHECK(out.len < 60000);
	CHECK(wr_utf8_valid(out.data, out.len));
	plain = without_code(out.data);
	CHECK_HAS_NOT(plain, "@mention and");
	CHECK_HAS_NOT(plain, "@everyone");
	CHECK_HAS_NOT(plain, "<script");
	CHECK_HAS_NOT(plain, "https://");
	CHECK_HAS_NOT(plain, "click](javascript");
	free(plain);
	CHECK_HAS_NOT(out.data, "\033");
	CHECK_HAS_NOT(out.data, "\xe2\x80\xae");
	CHECK_HAS_NOT(out.data, "\n::");
	check_tables(out.data);
	wr_buf_free(&out);
	check_same_twice("markdown", run, &options);
	wr_run_free(run);
}

TEST(an_incomplete_run_says_what_is_missing)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	wr_run_add_stage(run, &(struct wr_stage){ "bench", WR_STAGE_FAILED, 1, "exited with status 1" });
	render("markdown", run, NULL, &out);
	CHECK_HAS(out.data, "Incomplete: could not measure bench: exited with status 1");
	CHECK_HAS(out.data, "### Could not be measured\n\n- bench: exited with status 1\n");
	wr_buf_free(&out);
	wr_run_free(run);
}
