#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/run.h"

TEST(adding_copies_in)
{
	struct wr_run *run = wr_run_new();
	char name[] = "bench.a", message[] = "step", path[] = "a.c", evidence[] = "bench.a.x";
	struct wr_point points[] = { { 1, 2 }, { 3, 4 } };
	struct wr_line line = { name, "s", points, 2 };
	struct wr_step step = { .at = { .path = path, .line = 3 }, .message = message };
	const char *names[] = { evidence };
	struct wr_finding f = {
		.rule = "r", .message = message, .at = { .path = path }, .chain = &step, .chain_length = 1,
		.measures = names, .measure_count = 1,
	};
	struct wr_series s = { .name = name, .x_name = "t", .x_unit = "s", .lines = &line, .line_count = 1 };

	wr_run_add_finding(run, &f);
	wr_run_add_series(run, &s);
	memset(name, 'X', 3);
	memset(message, 'X', 3);
	memset(path, 'X', 3);
	memset(evidence, 'X', 3);
	memset(points, 0, sizeof points);
	memset(&step, 0, sizeof step);
	names[0] = NULL;
	CHECK_STR(run->findings[0].chain[0].message, "step");
	CHECK_STR(run->findings[0].chain[0].at.path, "a.c");
	CHECK_EQ("line", run->findings[0].chain[0].at.line, 3);
	CHECK_STR(run->findings[0].measures[0], "bench.a.x");
	CHECK_STR(run->findings[0].at.path, "a.c");
	CHECK_STR(run->series[0].lines[0].name, "bench.a");
	CHECK_NEAR("point", run->series[0].lines[0].points[1].y, 4, 0);
	wr_run_free(run);
}

TEST(absent_strings_are_empty_where_the_model_always_has_one)
{
	struct wr_run *run = wr_run_new();
	struct wr_finding *f = wr_run_add_finding(run, &(struct wr_finding){ .severity = WR_HIGH });

	CHECK_STR(f->rule, "");
	CHECK_STR(f->language, "");
	CHECK_STR(f->fingerprint, "");
	CHECK(!f->function && !f->at.path && !f->chain && !f->measures);
	CHECK(!wr_run_add_stage(run, &(struct wr_stage){ .name = "bench" })->message);
	wr_run_free(run);
}

TEST(strings_become_valid_utf8)
{
	struct wr_run *run = wr_run_new();

	wr_run_add_fact(run, "s", "caf\xC3\xA9.\xFF\xC0\xAF", "1", WR_LOWER_IS_BETTER, 1);
	CHECK_STR(run->measures[0].name, "caf\xC3\xA9.\\xff\\xc0\\xaf");
	wr_run_note(run, WR_WARNING, "%s: cut \xE2\x82", "f");
	CHECK_STR(run->notices[0].message, "f: cut \\xe2\\x82");
	wr_run_free(run);
}

TEST(a_fact_has_no_interval_and_no_base)
{
	struct wr_run *run = wr_run_new();
	struct wr_measure *m = wr_run_add_fact(run, "load", "load.x.p99", "s", WR_LOWER_IS_BETTER, 0.25);

	CHECK_STR(m->stage, "load");
	CHECK_NEAR("value", m->now.value, 0.25, 0);
	CHECK(isnan(m->now.low) && isnan(m->now.high));
	CHECK(!m->has_base && !m->has_change);
	CHECK_EQ("n", m->now.n, 0);
	wr_run_free(run);
}

TEST(an_infinite_bound_is_one_that_is_not_known)
{
	struct wr_run *run = wr_run_new();
	struct wr_measure m = {
		.name = "m", .now = { .value = 1, .low = -INFINITY, .high = INFINITY },
		.change = { .ratio = 1, .low = 0.5, .high = INFINITY },
	};
	struct wr_measure *kept = wr_run_add_measure(run, &m);

	CHECK(isnan(kept->now.low) && isnan(kept->now.high) && isnan(kept->change.high));
	CHECK_NEAR("low", kept->change.low, 0.5, 0);
	wr_run_free(run);
}

TEST(measures_are_found_by_name)
{
	struct wr_run *run = wr_run_new();

	for (int i = 0; i < 50; i++)
		wr_run_add_fact(run, "s", i == 33 ? "wanted" : "other", "1", WR_LOWER_IS_BETTER, i);
	CHECK_NEAR("value", wr_run_find_measure(run, "wanted")->now.value, 33, 0);
	CHECK(!wr_run_find_measure(run, "want"));
	wr_run_free(run);
}

static void add(struct wr_run *run, enum wr_severity s, enum wr_confidence c, const char *path,
		unsigned line, unsigned column, const char *rule, const char *message, const char *order)
{
	struct wr_finding f = {
		.severity = s, .confidence = c, .at = { .path = path, .line = line, .column = column },
		.rule = rule, .message = message, .fingerprint = order,
	};

	wr_run_add_finding(run, &f);
}

TEST(findings_are_sorted_worst_first)
{
	/* fingerprint: the place that each must end up at */
	struct wr_run *run = wr_run_new();
	const char *want[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };

	add(run, WR_LOW, WR_CONFIDENCE_HIGH, "a.c", 1, 1, "r", "m", "9");
	add(run, WR_HIGH, WR_CONFIDENCE_LOW, "a.c", 1, 1, "r", "m", "8");
	add(run, WR_HIGH, WR_CONFIDENCE_HIGH, "b.c", 1, 1, "r", "m", "7");
	add(run, WR_HIGH, WR_CONFIDENCE_HIGH, "a.c", 2, 1, "r", "m", "6");
	add(run, WR_HIGH, WR_CONFIDENCE_HIGH, "a.c", 1, 2, "r", "m", "5");
	add(run, WR_HIGH, WR_CONFIDENCE_HIGH, "a.c", 1, 1, "s", "m", "4");
	add(run, WR_HIGH, WR_CONFIDENCE_HIGH, "a.c", 1, 1, "r", "n", "3");
	add(run, WR_HIGH, WR_CONFIDENCE_HIGH, "a.c", 1, 1, "r", "m", "2");
	add(run, WR_HIGH, WR_CONFIDENCE_HIGH, NULL, 0, 0, "z", "z", "1");
	add(run, WR_CRITICAL, WR_CONFIDENCE_LOW, "z.c", 9, 9, "z", "z", "0");
	wr_run_sort(run);
	for (size_t i = 0; i < 10; i++)
		CHECK_STR(run->findings[i].fingerprint, want[i]);
	wr_run_free(run);
}

TEST(sorting_is_stable)
{
	struct wr_run *run = wr_run_new();
	char order[16];

	wr_run_sort(run);
	for (int i = 0; i < 3000; i++) {
		snprintf(order, sizeof order, "%04d", i);
		add(run, WR_LOW, WR_CONFIDENCE_LOW, "a.c", (unsigned)(i % 3), 0, "r", "m", order);
	}
	wr_run_sort(run);
	for (size_t i = 1; i < 3000; i++)
		if (run->findings[i].at.line == run->findings[i - 1].at.line)
			CHECK(strcmp(run->findings[i - 1].fingerprint, run->findings[i].fingerprint) < 0);
	wr_run_free(run);
}

TEST(merging_copies_everything_and_takes_the_worse_verdict)
{
	struct wr_run *into = wr_run_new(), *from = wr_run_new();

	into->verdict = WR_PASS;
	wr_run_add_fact(into, "s", "first", "1", WR_LOWER_IS_BETTER, 1);
	from->verdict = WR_INCONCLUSIVE;
	wr_run_add_fact(from, "s", "second", "1", WR_LOWER_IS_BETTER, 2);
	wr_run_add_stage(from, &(struct wr_stage){ "bench", WR_STAGE_OK, 1.5, "fine" });
	wr_run_add_finding(from, &(struct wr_finding){ .rule = "r" });
	wr_run_add_series(from, &(struct wr_series){ .name = "curve" });
	wr_run_add_artifact(from, &(struct wr_artifact){ "a", "b", "c" });
	wr_run_note(from, WR_NOTE, "100%% of %s", "it");
	wr_run_merge(into, from);
	wr_run_free(from);
	CHECK_EQ("verdict", into->verdict, WR_INCONCLUSIVE);
	CHECK_EQ("measures", into->measure_count, 2);
	CHECK_STR(into->measures[1].name, "second");
	CHECK_STR(into->stages[0].message, "fine");
	CHECK_STR(into->findings[0].rule, "r");
	CHECK_STR(into->series[0].name, "curve");
	CHECK_STR(into->artifacts[0].kind, "c");
	CHECK_STR(into->notices[0].message, "100% of it");
	wr_run_free(into);
}

TEST(what_two_shards_both_say_is_kept_once)
{
	struct wr_run *into = wr_run_new(), *from = wr_run_new();
	struct wr_finding f = { .rule = "r", .message = "slow", .fingerprint = "1", .at = { "a.c", 3, 1, 3, 9 } };

	wr_run_add_finding(into, &f);
	wr_run_note(into, WR_NOTE, "left out");
	f.fails = true;
	wr_run_add_finding(from, &f);
	f.at.path = "b.c";
	wr_run_add_finding(from, &f);
	f.at.line = 4;
	wr_run_add_finding(from, &f);
	wr_run_note(from, WR_NOTE, "left out");
	wr_run_note(from, WR_NOTE, "left out too");
	wr_run_merge(into, from);
	CHECK_EQ("findings", into->finding_count, 3);
	CHECK(into->findings[0].fails);
	CHECK_STR(into->findings[1].at.path, "b.c");
	CHECK_EQ("notices", into->notice_count, 2);
	wr_run_free(into);
	wr_run_free(from);
}

static enum wr_verdict merged(enum wr_verdict a, enum wr_verdict b)
{
	struct wr_run *into = wr_run_new(), *from = wr_run_new();
	enum wr_verdict v;

	wr_run_note(into, WR_NOTE, "not empty");
	into->verdict = a;
	from->verdict = b;
	wr_run_merge(into, from);
	v = into->verdict;
	wr_run_free(into);
	wr_run_free(from);
	return v;
}

TEST(the_worse_verdict_in_either_order)
{
	static const enum wr_verdict rising[] = { WR_PASS, WR_INCONCLUSIVE, WR_FAIL, WR_INCOMPLETE };

	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < 4; j++)
			CHECK_EQ("merged", merged(rising[i], rising[j]), rising[i > j ? i : j]);
}

TEST(an_empty_run_takes_the_verdict_of_the_other)
{
	struct wr_run *into = wr_run_new(), *from = wr_run_new();

	CHECK_EQ("new", into->verdict, WR_INCOMPLETE);
	from->verdict = WR_PASS;
	wr_run_merge(into, from);
	CHECK_EQ("merged", into->verdict, WR_PASS);
	wr_run_free(into);
	wr_run_free(from);
	wr_run_free(NULL);
}

TEST(parts_of_names)
{
	struct wr_arena *a = wr_arena_new();

	CHECK_STR(wr_measure_part(a, "Parse big.JSON"), "parse_big_json");
	CHECK_STR(wr_measure_part(a, "a-b_c9"), "a-b_c9");
	CHECK_STR(wr_measure_part(a, "caf\xC3\xA9"), "caf_");
	CHECK_STR(wr_measure_part(a, "x\xFF\xFEy"), "x__y");
	CHECK_STR(wr_measure_part(a, ""), "_");
	CHECK_STR(wr_measure_part(a, "../\n"), "____");
	wr_arena_free(a);
}

TEST(a_measure_is_found_among_many_and_the_first_of_equal_names)
{
	struct wr_run *run = wr_run_new();
	char name[32];

	CHECK(!wr_run_find_measure(run, "m.1"));
	for (int i = 0; i < 5000; i++) {
		snprintf(name, sizeof name, "m.%d", i % 4000);
		wr_run_add_fact(run, "bench", name, "1", WR_LOWER_IS_BETTER, i);
	}
	for (int i = 0; i < 4000; i++) {
		snprintf(name, sizeof name, "m.%d", i);
		CHECK_NEAR(name, wr_run_find_measure(run, name)->now.value, i, 0);
	}
	CHECK(!wr_run_find_measure(run, "m.4000"));
	wr_run_free(run);
}

TEST(a_notice_keeps_its_place)
{
	char path[] = "weir.yaml";
	struct wr_run *run = wr_run_new(), *into = wr_run_new();

	wr_run_note_at(run, WR_ERROR, &(struct wr_location){ path, 7, 3, 0, 0 }, "%s: exits with %d", "parse", 1);
	wr_run_note_at(run, WR_NOTE, NULL, "100%%");
	path[0] = 'x';
	wr_run_merge(into, run);
	CHECK_STR(into->notices[0].message, "parse: exits with 1");
	CHECK_STR(into->notices[0].at.path, "weir.yaml");
	CHECK_EQ("line", into->notices[0].at.line, 7);
	CHECK(!into->notices[1].at.path);
	wr_run_free(run);
	wr_run_free(into);
}
