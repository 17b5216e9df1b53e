#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/run_json.h"

#define NASTY "\"><script>\x1B[0m\n\r\t\\ \xE2\x80\xAE @x |`../ \xF0\x9F\x98\x80"

static void add_measures(struct wr_run *run)
{
	struct wr_measure full = {
		.name = "bench.parse.cpu_time", .stage = "bench", .unit = "s", .better = WR_LOWER_IS_BETTER,
		.now = { 0.1 + 0.2, 0.29, 0.31, 20 },
		.has_base = true, .base = { 1e-300, NAN, NAN, 0 },
		.has_change = true, .change = { 1.05, 1.01, 1.09, 0.00098, WR_CHANGE_FAIL }, .limit_ratio = 1.02,
	};
	struct wr_measure bare = {
		.name = NASTY, .stage = "cache", .unit = "ratio", .better = WR_HIGHER_IS_BETTER,
		.now = { NAN, NAN, 5e-324, 9007199254740992u },
		.has_change = true, .change = { NAN, NAN, NAN, NAN, WR_CHANGE_INCONCLUSIVE },
	};

	wr_run_add_measure(run, &full);
	wr_run_add_measure(run, &bare);
	wr_run_add_fact(run, "load", "load.x.p99", "s", WR_LOWER_IS_BETTER, -0.0);
}

static void add_findings(struct wr_run *run)
{
	static const struct wr_step chain[] = {
		{ { "a.c", 1, 2, 3, 4 }, "calls" }, { { NULL, 0, 0, 0, 0 }, NASTY },
	};
	static const char *const evidence[] = { "bench.parse.cpu_time", NASTY };
	struct wr_finding full = {
		.rule = "loop-query", .severity = WR_CRITICAL, .confidence = WR_CONFIDENCE_MEDIUM,
		.language = "python", .message = NASTY, .at = { "dir/" NASTY, 4294967295u, 7, 11, 80 },
		.function = "shop.orders.total", .chain = chain, .chain_length = 2,
		.fingerprint = "0123456789abcdef", .text_fingerprint = "fedcba9876543210", .state = WR_KNOWN,
		.measures = evidence, .measure_count = 2,
		.fails = true, .fix = { { "dir/" NASTY, 5, 6, 7, 8 }, NASTY },
	};
	struct wr_finding bare = { .rule = "slower", .state = WR_FIXED };

	wr_run_add_finding(run, &full);
	wr_run_add_finding(run, &bare);
}

static void add_series(struct wr_run *run)
{
	static const struct wr_point points[] = { { 0, 1 }, { 0.1, NAN }, { 1e21, -3.5 } };
	static const struct wr_line lines[] = { { "lru", "ratio", points, 3 }, { "empty", "1", NULL, 0 } };
	struct wr_series full = { "cache.x.curve", "size", "B", lines, 2 }, bare = { "none", "", "", NULL, 0 };

	wr_run_add_series(run, &full);
	wr_run_add_series(run, &bare);
}

static struct wr_run *everything(void)
{
	struct wr_run *run = wr_run_new();

	run->verdict = WR_INCONCLUSIVE;
	wr_run_add_stage(run, &(struct wr_stage){ "analyze", WR_STAGE_OK, 1.25, NULL });
	wr_run_add_stage(run, &(struct wr_stage){ "bench", WR_STAGE_FAILED, NAN, NASTY });
	wr_run_add_stage(run, &(struct wr_stage){ "load", WR_STAGE_SKIPPED, 0, "" });
	add_measures(run);
	add_findings(run);
	add_series(run);
	wr_run_add_artifact(run, &(struct wr_artifact){ NASTY, "out/lru.py", "code" });
	wr_run_note(run, WR_ERROR, "%s", NASTY);
	wr_run_note_at(run, WR_NOTE, &(struct wr_location){ NASTY, 3, 2, 0, 0 }, "bytes \xFF\xED\xA0\x80");
	return run;
}

static char *written(const struct wr_run *run)
{
	struct wr_buf out = WR_BUF_INIT;

	wr_run_write_json(run, &out);
	return wr_buf_detach(&out, NULL);
}

static struct wr_run *parsed(const char *text)
{
	struct wr_err err;
	struct wr_run *run = wr_run_parse_json(text, strlen(text), "run.json", &err);

	if (!run)
		fail_msg("%s", err.message);
	return run;
}

TEST(written_read_and_written_again_gives_the_same_bytes)
{
	struct wr_run *run = everything(), *back;
	char *first = written(run), *second;

	back = parsed(first);
	second = written(back);
	CHECK_STR(second, first);
	free(first);
	free(second);
	wr_run_free(run);
	wr_run_free(back);
}

TEST(what_is_read_is_what_was_added)
{
	struct wr_run *run = everything(), *back;
	char *text = written(run);

	back = parsed(text);
	free(text);
	wr_run_free(run);
	CHECK_EQ("verdict", back->verdict, WR_INCONCLUSIVE);
	CHECK_EQ("stages", back->stage_count, 3);
	CHECK(isnan(back->stages[1].seconds) && !back->stages[0].message);
	CHECK_STR(back->stages[1].message, NASTY);
	CHECK_EQ("measures", back->measure_count, 3);
	CHECK_NEAR("value", back->measures[0].now.value, 0.1 + 0.2, 0);
	CHECK_NEAR("base", back->measures[0].base.value, 1e-300, 0);
	CHECK(isnan(back->measures[0].base.low));
	CHECK_NEAR("p", back->measures[0].change.p, 0.00098, 0);
	CHECK_EQ("change", back->measures[0].change.verdict, WR_CHANGE_FAIL);
	CHECK_EQ("better", back->measures[1].better, WR_HIGHER_IS_BETTER);
	CHECK(!back->measures[1].has_base && back->measures[1].has_change);
	CHECK_EQ("n", back->measures[1].now.n, 9007199254740992);
	CHECK(signbit(back->measures[2].now.value));
	CHECK_STR(back->findings[0].at.path, "dir/" NASTY);
	CHECK_EQ("line", back->findings[0].at.line, 4294967295u);
	CHECK_EQ("chain column", back->findings[0].chain[0].at.end_column, 4);
	CHECK_STR(back->findings[0].measures[1], NASTY);
	CHECK_STR(back->findings[0].fix.text, NASTY);
	CHECK_STR(back->findings[0].fix.at.path, "dir/" NASTY);
	CHECK_EQ("fix column", back->findings[0].fix.at.end_column, 8);
	CHECK(!back->findings[1].fix.text);
	CHECK(back->findings[0].fails && !back->findings[1].fails);
	CHECK_NEAR("limit", back->measures[0].limit_ratio, 1.02, 0);
	CHECK_NEAR("no limit", back->measures[1].limit_ratio, 0, 0);
	CHECK(!back->notices[0].at.path);
	CHECK_STR(back->notices[1].at.path, NASTY);
	CHECK_EQ("line of a notice", back->notices[1].at.line, 3);
	CHECK(!back->findings[1].at.path && !back->findings[1].function);
	CHECK_EQ("state", back->findings[1].state, WR_FIXED);
	CHECK(isnan(back->series[0].lines[0].points[1].y));
	CHECK_NEAR("x", back->series[0].lines[0].points[2].x, 1e21, 0);
	CHECK_STR(back->artifacts[0].kind, "code");
	CHECK_STR(back->notices[1].message, "bytes \\xff\\xed\\xa0\\x80");
	wr_run_free(back);
}

TEST(an_empty_run)
{
	struct wr_run *run = wr_run_new(), *back;
	char *text = written(run);

	CHECK_HAS(text, "\"schema\": \"weir.run/1\"");
	CHECK_HAS(text, "\"verdict\": \"incomplete\"");
	back = parsed(text);
	CHECK_EQ("verdict", back->verdict, WR_INCOMPLETE);
	CHECK_EQ("measures", back->measure_count, 0);
	free(text);
	wr_run_free(run);
	wr_run_free(back);
}

TEST(members_that_are_not_known_are_left_out)
{
	struct wr_run *run = wr_run_new();
	char *text;

	wr_run_add_fact(run, "s", "m", "1", WR_LOWER_IS_BETTER, 1);
	wr_run_add_finding(run, &(struct wr_finding){ .rule = "r" });
	text = written(run);
	CHECK(!strstr(text, "\"low\":") && !strstr(text, "\"high\":"));
	CHECK(!strstr(text, "\"base\"") && !strstr(text, "\"change\"") && !strstr(text, "\"location\""));
	CHECK(!strstr(text, "\"chain\"") && !strstr(text, "\"function\""));
	free(text);
	wr_run_free(run);
}

TEST(every_truncation_is_refused_with_line_and_column)
{
	struct wr_run *run = everything();
	char *text = written(run);
	size_t n = strlen(text);
	struct wr_err err;

	/* The last two bytes are "}\n": the newline may go. */
	for (size_t cut = 0; cut + 1 < n; cut++) {
		unsigned line = 0, column = 0;

		err.message[0] = '\0';
		CHECK(!wr_run_parse_json(text, cut, "run.json", &err));
		if (sscanf(err.message, "run.json:%u:%u: ", &line, &column) != 2 || !line || !column)
			fail_msg("cut at %zu: %s", cut, err.message);
	}
	free(text);
	wr_run_free(run);
}

/* text with the first `from` replaced by `to`. */
static char *replaced(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	struct wr_buf out = WR_BUF_INIT;

	if (!at)
		fail_msg("'%s' is not in the run", from);
	wr_buf_add(&out, text, (size_t)(at - text));
	wr_buf_str(&out, to);
	wr_buf_str(&out, at + strlen(from));
	return wr_buf_detach(&out, NULL);
}

static const struct { const char *from, *to, *message; } wrongs[] = {
	{ "weir.run/1", "weir.run/2", "r: schema: 'weir.run/2' is not a schema that can be read here; weir.run/1 is" },
	{ "\"schema\": \"weir.run/1\",", "", "r: schema: is missing" },
	{ "\"schema\": \"weir.run/1\"", "\"schema\": 1", "r: schema: must be a string" },
	{ "\"verdict\": \"inconclusive\"", "\"verdict\": \"great\"", "r: verdict: 'great' is not one of its names" },
	{ "\"stages\": [", "\"stage\": [", "r: stages: is missing" },
	{ "\"findings\": [", "\"findings\": 3, \"x\": [", "r: findings: must be an array" },
	{ "\"status\": \"failed\"", "\"status\": \"broken\"", "r: stages[1].status: 'broken' is not one of its names" },
	{ "\"seconds\": 1.25", "\"seconds\": \"1\"", "r: stages[0].seconds: must be a finite number" },
	{ "\"seconds\": 1.25", "\"seconds\": 1e999", "r: stages[0].seconds: must be a finite number" },
	{ "\"severity\": \"critical\"", "\"severity\": \"CRITICAL\"",
	  "r: findings[0].severity: 'CRITICAL' is not one of its names" },
	{ "\"rule\": \"slower\"", "\"rule\": null", "r: findings[1].rule: must be a string" },
	{ "\"line\": 4294967295", "\"line\": 4294967296",
	  "r: findings[0].location.line: must be a whole number that is not negative" },
	{ "\"line\": 4294967295", "\"line\": -1",
	  "r: findings[0].location.line: must be a whole number that is not negative" },
	{ "\"line\": 1,", "\"line\": 1.5,",
	  "r: findings[0].chain[0].line: must be a whole number that is not negative" },
	{ "\"message\": \"calls\"", "\"text\": \"calls\"", "r: findings[0].chain[0].message: is missing" },
	{ "\"better\": \"higher\"", "\"better\": \"more\"", "r: measures[1].better: 'more' is not one of its names" },
	{ "\"value\": 1e-300", "\"value\": []", "r: measures[0].base.value: must be a finite number" },
	{ "\"ratio\": 1.05", "\"ratio\": true", "r: measures[0].change.ratio: must be a finite number" },
	{ "\"verdict\": \"fail\"", "\"verdict\": \"failed\"",
	  "r: measures[0].change.verdict: 'failed' is not one of its names" },
	{ "\"change\": {", "\"change\": 1, \"x\": {", "r: measures[0].change: must be an object" },
	{ "[0,1]", "[0,1,2]", "r: series[0].lines[0].points: must hold pairs of numbers" },
	{ "[0,1]", "[0,\"1\"]", "r: series[0].lines[0].points: must be a finite number" },
	{ "\"fails\": true", "\"fails\": 1", "r: findings[0].fails: must be true or false" },
	{ "\"kind\": \"code\"", "\"kind\": 0", "r: artifacts[0].kind: must be a string" },
	{ "\"level\": \"note\"", "\"level\": \"info\"", "r: notices[1].level: 'info' is not one of its names" },
};

TEST(what_is_wrong_is_refused_and_named)
{
	struct wr_run *run = everything();
	char *text = written(run);

	for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
		char *bad = replaced(text, wrongs[i].from, wrongs[i].to);
		struct wr_err err = { 0 };

		if (wr_run_parse_json(bad, strlen(bad), "r", &err))
			fail_msg("accepted: %s", wrongs[i].to);
		CHECK_STR(err.message, wrongs[i].message);
		CHECK_EQ("code", err.code, WR_EINPUT);
		free(bad);
	}
	free(text);
	wr_run_free(run);
}

TEST(other_json_is_not_a_run)
{
	struct wr_err err;

	CHECK(!wr_run_parse_json("[]", 2, "r", &err));
	CHECK_STR(err.message, "r: is not a run: an object was expected");
	CHECK(!wr_run_parse_json("{}", 2, "r", &err));
	CHECK_STR(err.message, "r: schema: is missing");
}

TEST(nesting_is_limited)
{
	char text[300] = "{\"schema\": ";
	size_t n = strlen(text);
	struct wr_err err;

	memset(text + n, '[', 100);
	text[n + 100] = '\0';
	CHECK(!wr_run_parse_json(text, n + 100, "r", &err));
	CHECK_STR(err.message, "r:1:75: nested deeper than 64 levels");
}

TEST(members_of_a_later_version_are_passed_over)
{
	struct wr_run *run = everything(), *back;
	char *text = written(run), *more = replaced(text, "\"rule\":", "\"later\": {\"x\": [1]}, \"rule\":"), *again;

	back = parsed(more);
	again = written(back);
	CHECK_STR(again, text);
	free(text);
	free(more);
	free(again);
	wr_run_free(run);
	wr_run_free(back);
}

TEST(files)
{
	struct wr_run *run = everything(), *back;
	char *text = written(run);
	struct wr_err err;

	back = wr_run_read_json(unit_temp_file("run.json", text, strlen(text)), &err);
	CHECK(back);
	CHECK_EQ("measures", back->measure_count, 3);
	CHECK(!wr_run_read_json(unit_temp_file("cut.json", text, strlen(text) / 2), &err));
	CHECK_HAS(err.message, "cut.json:");
	CHECK(!wr_run_read_json("/nonexistent/run.json", &err));
	CHECK_EQ("code", err.code, WR_EIO);
	free(text);
	wr_run_free(run);
	wr_run_free(back);
}
