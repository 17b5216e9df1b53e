/*
 * profiles_test.c - profiles of other tools.  The files in tests/fixtures/profiles/ were written by perf 6.1 (perf script, with -g
 * and without), py-spy 0.4.3 (record -f raw), cProfile of Python 3.11 and callgrind of valgrind 3.19; the wanted numbers were
 * taken from them with Python's pstats, re and collections, and with callgrind_annotate.
 */
#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/file.h"
#include "profiler/profiler.h"

static const char *fixture(const char *name)
{
	static char paths[2][1024];
	static int next;

	next = !next;
	snprintf(paths[next], sizeof paths[next], "%s/tests/fixtures/profiles/%s", WEIR_SOURCE_DIR, name);
	return paths[next];
}

static struct wr_run *read_all(const char *path, const char *base)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err = { WR_OK, "" };

	if (pf_read_profile(path, base, "my app", run, &err))
		fail_msg("%s", err.message);
	return run;
}

static void check_total(const struct wr_run *run, const char *name, const char *unit, double value, size_t n)
{
	const struct wr_measure *m = wr_run_find_measure(run, name);

	if (!m)
		fail_msg("no measure %s", name);
	CHECK_STR(m->unit, unit);
	CHECK_NEAR(name, m->now.value, value, value * 1e-9);
	CHECK_EQ(name, m->now.n, n);
}

static double stack(const struct wr_run *run, const char *name)
{
	const struct wr_series *s = &run->series[0];

	CHECK_STR(s->name, "profile.my_app.stacks");
	for (size_t i = 0; i < s->line_count; i++)
		if (!strcmp(s->lines[i].name, name))
			return s->lines[i].points[0].y;
	fail_msg("no stack %s", name);
	return 0;
}

TEST(perf_script_is_read_with_stacks)
{
	struct wr_run *run = read_all(fixture("perf-script.txt"), NULL);

	check_total(run, "profile.my_app.profiled_time", "s", 0.108216432, 54);
	/* 46092184 ns of 108216432. */
	CHECK_HAS(run->notices[0].message, "'my app', hottest functions by their own time: parse 42.6 %");
	CHECK_HAS(run->notices[0].message, "msort_with_tmp.part.0 33.3 %");
	CHECK(stack(run, "shop;msort_with_tmp.part.0") > 0);
	CHECK(stack(run, "shop;__libc_start_call_main;main;parse") > 0);
	wr_run_free(run);
}

TEST(perf_script_is_read_without_stacks)
{
	struct wr_run *run = read_all(fixture("perf-script-flat.txt"), NULL);

	check_total(run, "profile.my_app.profiled_time", "s", 0.110552750, 22);
	CHECK_NEAR("parse, 7 samples", stack(run, "shop;parse"), 7 * 0.005025125, 1e-12);
	wr_run_free(run);
}

TEST(folded_stacks_are_read)
{
	struct wr_run *run = read_all(fixture("py-spy.txt"), NULL);

	check_total(run, "profile.my_app.samples", "1", 33, 2);
	CHECK_NEAR("unknown", stack(run, "[unknown]"), 3, 0);
	CHECK_HAS(run->notices[0].message, "price.<locals>.<genexpr> (shop.py:2) 90.9 %");
	wr_run_free(run);
}

TEST(pythons_statistics_are_read)
{
	struct wr_run *run = read_all(fixture("shop.pstats"), NULL);

	check_total(run, "profile.my_app.profiled_time", "s", 0.008093439, 0);
	CHECK_NEAR("own", stack(run, "<genexpr> (shop.py:2)"), 0.006331466, 1e-12);
	CHECK_NEAR("built in", stack(run, "<built-in method builtins.sum>"), 0.001466064, 1e-12);
	CHECK_HAS(run->notices[0].message, "<built-in method builtins.sum> 18.1 % (96.3 % with what it calls, 450 calls)");
	wr_run_free(run);
}

TEST(callgrind_is_read)
{
	struct wr_run *run = read_all(fixture("callgrind.out"), NULL);

	CHECK_STR(run->measures[0].unit, "1");
	CHECK_STR(run->measures[0].name, "profile.my_app.ir");
	check_total(run, "profile.my_app.ir", "1", 27773273, 0);
	CHECK_NEAR("own", stack(run, "parse"), 10800018, 0);
	wr_run_free(run);
}

/* A function that calls itself is in a stack several times, and is told once. */
TEST(a_recursion_counts_once)
{
	static const char text[] = "main;walk;walk;walk 30\nmain;other 70\n";
	struct wr_run *run = read_all(unit_temp_file("folded.txt", text, sizeof text - 1), NULL);

	CHECK_HAS(run->notices[0].message, "other 70.0 % (70.0 % with what it calls); walk 30.0 % (30.0 % with what it calls)");
	wr_run_free(run);
}

static const char *folded(const char *name, int parse, int sort)
{
	struct wr_buf text = WR_BUF_INIT;
	const char *path;

	for (int i = 0; i < parse; i++)
		wr_buf_str(&text, "main;parse 1\n");
	for (int i = 0; i < sort; i++)
		wr_buf_str(&text, "main;sort 1\n");
	path = unit_temp_file(name, text.data, text.len);
	wr_buf_free(&text);
	return path;
}

/* 50 of 100 against 80 of 110: z = 3.43, p = 0.0003. 3 samples against 5 are "+66 %", and nothing. */
TEST(what_became_hotter_is_told_when_it_is_sure)
{
	struct wr_run *run = read_all(folded("now", 80, 30), folded("before", 50, 50));

	CHECK_EQ("notices", run->notice_count, 2);
	CHECK_STR(run->notices[1].message, "'my app': parse takes 72.7 % of the whole itself, in the base it took 50.0 %");
	wr_run_free(run);
	run = read_all(folded("now2", 5, 60), folded("before2", 3, 60));
	CHECK_HAS(run->notices[1].message, "no function takes surely more");
	wr_run_free(run);
}

static int read_text(const char *text, size_t n, struct wr_err *err)
{
	struct wr_run *run = wr_run_new();
	char path[256];
	int result;

	snprintf(path, sizeof path, "%s/hostile", unit_temp_dir());
	CHECK_EQ("write", wr_file_write(path, text, n, err), 0);
	result = pf_read_profile(path, NULL, "x", run, err);
	if (result)
		CHECK_EQ("nothing is told", run->measure_count + run->series_count, 0);
	wr_run_free(run);
	return result;
}

TEST(what_is_no_profile_is_said_to_be_none)
{
	static const char *const texts[] = { "", "x", "{}", "{\"results\":[]}", "a;b", "BenchmarkX 1 2 ns/op\n", "1 2 3\n" };
	struct wr_err err;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		CHECK_EQ(texts[i], read_text(texts[i], strlen(texts[i]), &err), 1);
	CHECK_EQ("missing", pf_read_profile("/nonexistent", NULL, "x", NULL, &err), -1);
}

TEST(damaged_profiles_are_errors_with_their_place)
{
	static const struct { const char *text, *message; } cases[] = {
		{ "a;b 0\n", "there are no samples" },
		{ "# callgrind format\nevents: Ir\nfn=(1)\n1 2\n", ":3: the name (1) was not given" },
		{ "# callgrind format\nevents: Ir\n1 2\n", ":3: a line of costs" },
		{ "# callgrind format\nevents: Ir\nfn=(99999999) x\n", ":3: '(99999999) x' is no name" },
		{ "# callgrind format\ncalls=1 2\n", ":2: a call of nothing" },
		{ "x 1 2.3: 4 cpu-clock:\n\t12 f (o)\n\ngarbage\n", ":4: not a line of perf script" },
	};
	struct wr_err err;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_EQ(cases[i].text, read_text(cases[i].text, strlen(cases[i].text), &err), -1);
		CHECK_HAS(err.message, cases[i].message);
	}
}

/* The format is known by the first lines. */
TEST(a_damaged_line_far_down_is_named)
{
	struct wr_buf text = WR_BUF_INIT;
	struct wr_err err;

	for (int i = 0; i < 60; i++)
		wr_buf_str(&text, "main;parse 1\n");
	wr_buf_str(&text, "main;sort\n");
	CHECK_EQ("read", read_text(text.data, text.len, &err), -1);
	CHECK_HAS(err.message, ":61: a stack and a count");
	wr_buf_free(&text);
}

/* Cut anywhere, and with any byte changed, it is read or refused. */
TEST(damaged_statistics_of_python_do_no_harm)
{
	struct wr_buf good = WR_BUF_INIT, bad = WR_BUF_INIT;
	struct wr_err err;

	CHECK_EQ("read", wr_file_read(fixture("shop.pstats"), 1 << 20, &good, &err), 0);
	for (size_t n = 3; n < good.len; n += 7)
		CHECK_EQ("cut", read_text(good.data, n, &err), -1);
	for (size_t i = 0; i < good.len; i += 3) {
		wr_buf_clear(&bad);
		wr_buf_add(&bad, good.data, good.len);
		bad.data[i] = (char)(bad.data[i] ^ 0x55);
		read_text(bad.data, bad.len, &err);
	}
	wr_buf_free(&good);
	wr_buf_free(&bad);
}
