#include "tests/unit/report/hostile.h"

#include <stdio.h>
#include "core/text.h"

static void add(struct wr_run *run, enum wr_severity severity, const char *message)
{
	wr_run_add_finding(run, &(struct wr_finding){
		.rule = "loop-query", .severity = severity, .message = message, .at = { "src/a.c", 3, 5, 3, 9 } });
}

TEST(an_annotation_has_place_title_and_fix)
{
	struct wr_run *run = wr_run_new();
	struct rp_options options = { .rules = test_rules() };
	struct wr_buf out = WR_BUF_INIT;

	add(run, WR_HIGH, "50% of f(), it is slow");
	run->verdict = WR_FAIL;
	render("github", run, &options, &out);
	CHECK_STR(out.data, "::error file=src/a.c,line=3,col=5,endColumn=9,title=high%3A loop-query::"
			    "50%25 of f(), it is slow%0AFix: Query once.\n");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(places_are_those_of_the_repository)
{
	static const char *const formats[] = { "github", "gitlab", "sarif" };
	static const char *const want[] = { "file=services/api/src/a.c,", "\"services/api/src/a.c\"",
					    "\"uri\":\"services/api/src/a.c\"" };
	struct wr_run *run = wr_run_new();
	struct rp_options options = { .prefix = "services/api" };

	add(run, WR_HIGH, "m");
	for (int i = 0; i < 3; i++) {
		struct wr_buf out = WR_BUF_INIT;

		render(formats[i], run, &options, &out);
		CHECK_HAS(out.data, want[i]);
		wr_buf_free(&out);
	}
	wr_run_free(run);
}

TEST(what_could_not_be_measured_stands_at_its_definition)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	wr_run_note_at(run, WR_ERROR, &(struct wr_location){ "weir.yaml", 7, 5, 0, 0 }, "parse: exits with 1");
	render("github", run, NULL, &out);
	CHECK_STR(out.data, "::error file=weir.yaml,line=7,col=5,title=weir%3A could not be measured::parse: exits with 1\n");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(a_place_over_several_lines_has_no_columns)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	wr_run_add_finding(run, &(struct wr_finding){
		.rule = "r", .severity = WR_MEDIUM, .message = "m", .at = { "./src//a,b.c", 3, 5, 7, 2 } });
	wr_run_add_finding(run, &(struct wr_finding){
		.rule = "r", .severity = WR_LOW, .message = "about the run" });
	render("github", run, NULL, &out);
	CHECK_STR(out.data, "::warning file=src/a%2Cb.c,line=3,endLine=7,title=medium%3A r::m\n"
			    "::notice title=low%3A r::about the run\n");
	wr_buf_free(&out);
	wr_run_free(run);
}

/* GitHub shows ten of a kind: an eleventh, were it the pointer, would be lost. */
TEST(the_worst_ten_come_first_then_a_pointer)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;
	char message[20];

	for (int i = 0; i < 14; i++) {
		snprintf(message, sizeof message, "low %d", i);
		add(run, WR_LOW, message);
	}
	render("github", run, NULL, &out);
	CHECK_EQ("notices", count_of(out.data, "::notice "), 10);
	CHECK_HAS(out.data, "::low 9\n::warning title=weir::4 more new findings: see the summary");
	add(run, WR_CRITICAL, "worst");
	wr_buf_clear(&out);
	render("github", run, NULL, &out);
	CHECK(wr_starts_with(out.data, "::error file=src/a.c"));
	CHECK_HAS(out.data, "\n::notice title=weir::5 more new findings:");
	CHECK_EQ("notices", count_of(out.data, "::notice "), 10);
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(known_and_fixed_ones_are_not_shown)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	add(run, WR_HIGH, "m");
	add(run, WR_HIGH, "m");
	run->findings[0].state = WR_KNOWN;
	run->findings[1].state = WR_FIXED;
	run->verdict = WR_PASS;
	render("github", run, NULL, &out);
	CHECK_STR(out.data, "");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(what_could_not_be_measured_comes_before_all)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	add(run, WR_LOW, "m");
	for (int i = 0; i < 5; i++)
		wr_run_add_stage(run, &(struct wr_stage){ "bench", WR_STAGE_FAILED, 1, "exited: 1" });
	render("github", run, NULL, &out);
	CHECK(wr_starts_with(out.data, "::error title=weir%3A could not be measured::bench: exited: 1\n"));
	CHECK_EQ("errors", count_of(out.data, "::error "), 3);
	CHECK_HAS(out.data, "title=weir::2 more failures: see");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(an_unclear_result_is_a_warning)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	run->verdict = WR_INCONCLUSIVE;
	render("github", run, NULL, &out);
	CHECK(wr_starts_with(out.data, "::warning title=weir%3A inconclusive::"));
	wr_buf_free(&out);
	wr_run_free(run);
}

/* Every line is one of our commands, and what it says cannot begin another. */
TEST(hostile_text_is_inert)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	for (size_t i = 0; i < HOSTILE_TEXTS; i++) {
		struct wr_run *one = wr_run_new();

		add_hostile(one, hostile_texts[i]);
		one->verdict = WR_FAIL;
		render("github", one, NULL, &out);
		wr_run_free(one);
	}
	CHECK(wr_utf8_valid(out.data, out.len));
	for (const char *line = out.data; *line; line += strcspn(line, "\n") + 1) {
		char head[4096];
		char *title;

		snprintf(head, sizeof head, "%.*s", (int)strcspn(line, "\n"), line);
		CHECK(wr_starts_with(head, "::error ") || wr_starts_with(head, "::notice "));
		title = strstr(head, "title=");
		CHECK(title != NULL);
		/* The first "::" after the properties is ours. */
		CHECK_EQ("properties have no colon", strcspn(head + 2, ":") + 2, strstr(head + 2, "::") - head);
		CHECK(title < strstr(head + 2, "::"));
	}
	for (const char *c = out.data; *c; c++)
		CHECK(*c == '\n' || (unsigned char)*c >= 0x20);
	CHECK_HAS_NOT(out.data, "\xe2\x80\xae");
	CHECK_HAS_NOT(out.data, "file=/");
	CHECK_HAS_NOT(out.data, "file=..");
	wr_buf_free(&out);
	wr_run_free(run);
	run = hostile_run();
	check_same_twice("github", run, NULL);
	wr_run_free(run);
}
