#include "tests/unit/report/hostile.h"

#include <stdio.h>
#include "core/text.h"
#include "report/trend_p.h"

/* n runs, the first measure growing by 1 each time. */
struct past {
	struct wr_run *runs[8];
	struct rp_past_run past[8];
	char names[8][16];
	size_t n;
};

static void add_run(struct past *p)
{
	struct wr_run *run = wr_run_new();
	size_t i = p->n++;

	snprintf(p->names[i], sizeof p->names[i], "2026-11-%02zu", i + 1);
	run->verdict = WR_PASS;
	p->runs[i] = run;
	p->past[i] = (struct rp_past_run){ p->names[i], NULL, run };
}

static void add(struct past *p, const char *name, enum wr_better better, double value)
{
	wr_run_add_fact(p->runs[p->n - 1], "bench", name, "s", better, value);
}

static void free_past(struct past *p)
{
	for (size_t i = 0; i < p->n; i++)
		wr_run_free(p->runs[i]);
}

TEST(a_trend_holds_the_newest_against_the_median_before)
{
	struct past p = { .n = 0 };
	struct wr_arena *arena = wr_arena_new();
	const struct rp_trend *t;
	size_t n;

	for (int i = 0; i < 4; i++) {
		add_run(&p);
		add(&p, "bench.a.cpu_time", WR_LOWER_IS_BETTER, (double[]){ 1, 9, 2, 3 }[i]);
		add(&p, "load.a.throughput", WR_HIGHER_IS_BETTER, (double[]){ 8, 8, 8, 4 }[i]);
	}
	t = rp_trends(p.past, p.n, arena, &n);
	CHECK_EQ("trends", n, 2);
	CHECK_STR(t[0].subject, "load.a");      /* twice as bad, the other only by half */
	CHECK_NEAR("worse", t[0].worse, 2, 1e-12);
	CHECK_STR(t[1].quantity, "cpu_time");
	CHECK_EQ("points", t[1].value_count, 4);
	CHECK_NEAR("x of the first", t[1].values[0].x, 1, 0);
	CHECK_NEAR("before: the median of 1, 9 and 2", t[1].before, 2, 0);
	CHECK_NEAR("last", t[1].last, 3, 0);
	CHECK_NEAR("worse", t[1].worse, 1.5, 1e-12);
	CHECK_EQ("no bounds", t[1].low_count + t[1].high_count, 0);
	wr_arena_free(arena);
	free_past(&p);
}

TEST(runs_without_a_measure_leave_a_gap)
{
	struct past p = { .n = 0 };
	struct wr_arena *arena = wr_arena_new();
	const struct rp_trend *t;
	size_t n;

	add_run(&p);
	add(&p, "bench.gone.cpu_time", WR_LOWER_IS_BETTER, 1);
	add(&p, "bench.kept.cpu_time", WR_LOWER_IS_BETTER, 1);
	add_run(&p);
	p.past[1].run = NULL;                   /* cannot be read */
	add_run(&p);
	add(&p, "bench.kept.cpu_time", WR_LOWER_IS_BETTER, 1);
	add(&p, "bench.new.cpu_time", WR_LOWER_IS_BETTER, 1);
	t = rp_trends(p.past, p.n, arena, &n);
	CHECK_EQ("trends", n, 3);
	CHECK_STR(t[0].subject, "bench.kept");
	CHECK_NEAR("x of the second", t[0].values[1].x, 3, 0);
	CHECK_STR(t[1].subject, "bench.new");
	CHECK(isnan(t[1].before) && isnan(t[1].worse));
	CHECK_STR(t[2].subject, "bench.gone");
	CHECK(isnan(t[2].last));
	wr_arena_free(arena);
	free_past(&p);
}

TEST(another_unit_is_another_trend)
{
	struct past p = { .n = 0 };
	struct wr_arena *arena = wr_arena_new();
	size_t n;

	add_run(&p);
	add(&p, "bench.a.x", WR_LOWER_IS_BETTER, 1);
	add_run(&p);
	wr_run_add_fact(p.runs[1], "bench", "bench.a.x", "B", WR_LOWER_IS_BETTER, 1);
	rp_trends(p.past, p.n, arena, &n);
	CHECK_EQ("trends", n, 2);
	wr_arena_free(arena);
	free_past(&p);
}

static char *page_of(const struct past *p)
{
	struct rp_options options = { .title = "Nights" };
	struct wr_buf out = WR_BUF_INIT;

	rp_index(p->past, p->n, &options, &out);
	return wr_buf_detach(&out, NULL);
}

TEST(the_index_has_every_run_newest_first)
{
	struct past p = { .n = 0 };
	char *page;

	add_run(&p);
	add(&p, "bench.a.cpu_time", WR_LOWER_IS_BETTER, 0.010);
	add_run(&p);
	add(&p, "bench.a.cpu_time", WR_LOWER_IS_BETTER, 0.012);
	p.runs[1]->verdict = WR_FAIL;
	p.past[1].page = "2026-11-02/index.html";
	page = page_of(&p);
	CHECK_HAS(page, "<h2 id=\"h-summary\">Failed</h2>");
	CHECK_HAS(page, "<td class=\"n\">2</td><th scope=\"row\" class=\"name\">"
			"<a href=\"2026-11-02/index.html\">2026-11-02</a></th><td><span class=\"sev fail\">Failed</span></td>");
	CHECK_HAS(page, "<td class=\"n\">1</td><th scope=\"row\" class=\"name\">2026-11-01</th>"
			"<td><span class=\"sev pass\">Passed</span></td>");
	CHECK(strstr(page, ">2026-11-02<") < strstr(page, ">2026-11-01<"));
	CHECK_HAS(page, "10.0 ms</td><td class=\"n\" data-k=\"0.012\">12.0 ms</td><td data-k=\"1.2\">20.0 % longer</td>");
	CHECK_EQ("charts", count_of(page, "<figure class=\"chart\">"), 1);
	CHECK_HAS_NOT(page, "{{");
	free(page);
	free_past(&p);
}

TEST(a_change_of_level_is_named_with_its_run)
{
	struct rp_past_run past[20];
	struct wr_buf out = WR_BUF_INIT;
	struct rp_options options = { .title = NULL };
	struct wr_run *runs[20];
	char names[20][16];

	for (int i = 0; i < 20; i++) {
		runs[i] = wr_run_new();
		wr_run_add_fact(runs[i], "bench", "bench.a.cpu_time", "s", WR_LOWER_IS_BETTER,
				(i < 12 ? 0.1 : 0.125) + 1e-5 * ((i * 7) % 5));
		snprintf(names[i], sizeof names[i], "r%d", i + 1);
		past[i] = (struct rp_past_run){ names[i], NULL, runs[i] };
	}
	rp_index(past, 20, &options, &out);
	CHECK_HAS(out.data, "<td data-k=\"13\">at run 13: 100 ms, then 125 ms</td>");
	CHECK_HAS(out.data, ">cpu_time, level</li>");
	for (int i = 0; i < 20; i++)
		wr_run_free(runs[i]);
	wr_buf_free(&out);
}

/* The run before must not speak for one that cannot be read. */
TEST(a_newest_run_that_cannot_be_read_is_no_pass)
{
	struct past p = { .n = 0 };
	char *page;

	add_run(&p);
	add_run(&p);
	p.past[1].run = NULL;
	page = page_of(&p);
	CHECK_HAS(page, "<h2 id=\"h-summary\">Incomplete</h2>");
	CHECK_HAS(page, "2026-11-02: the run cannot be read");
	CHECK_HAS(page, "<span class=\"sev incomplete\">unreadable</span>");
	CHECK_HAS(page, "No run has a measure.");
	free(page);
	free_past(&p);
}

TEST(hostile_names_and_runs_are_inert)
{
	struct wr_run *run = hostile_run();
	struct rp_past_run past[HOSTILE_TEXTS];
	struct rp_options options = { .title = hostile_texts[0] };
	struct wr_buf out = WR_BUF_INIT, again = WR_BUF_INIT;

	for (size_t i = 0; i < HOSTILE_TEXTS; i++)
		past[i] = (struct rp_past_run){ hostile_texts[i], hostile_texts[i], run };
	rp_index(past, HOSTILE_TEXTS, &options, &out);
	rp_index(past, HOSTILE_TEXTS, &options, &again);
	CHECK_EQ("the same each time", out.len, again.len);
	CHECK(!memcmp(out.data, again.data, out.len));
	CHECK(wr_utf8_valid(out.data, out.len));
	CHECK(out.len < 1000000);
	CHECK_EQ("scripts", count_of(out.data, "<script"), 1);
	CHECK_HAS_NOT(out.data, "<img");
	CHECK_HAS_NOT(out.data, "href=\"javascript");
	CHECK_HAS_NOT(out.data, "href=\"https:");
	CHECK_HAS_NOT(out.data, "href=\"..");
	CHECK_HAS_NOT(out.data, "\033");
	wr_buf_free(&out);
	wr_buf_free(&again);
	wr_run_free(run);
}
