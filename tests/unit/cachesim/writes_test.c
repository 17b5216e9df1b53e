/* writes_test.c - what is advised for data that change. */
#include "core/buf.h"
#include "core/run.h"
#include "tests/unit/cachesim/script.h"

/* A script, repeated. */
static struct cs_trace *repeated(const char *text, int times)
{
	char *all = wr_calloc((strlen(text) + 1) * (size_t)times + 1, 1);
	struct cs_trace *t;

	for (int i = 0; i < times; i++) {
		strcat(all, text);
		strcat(all, " ");
	}
	t = script(all);
	free(all);
	return t;
}

static struct wr_run *simulate(const char *text, uint64_t size, const char *said)
{
	struct cs_trace *t = repeated(text, 300);
	struct cs_options o = { .name = "t", .policies = (const char *const[]){ "lru" }, .policy_count = 1,
				.sizes = &size, .size_count = 1 };
	struct wr_run *run = wr_run_new();
	bool found = false;
	struct wr_err err;

	if (cs_simulate(t, &o, run, &err))
		fail_msg("%s", err.message);
	for (size_t i = 0; i < run->notice_count; i++)
		found |= strstr(run->notices[i].message, said) != NULL;
	if (!found)
		fail_msg("not said: %s", said);
	cs_trace_free(t);
	return run;
}

static double ratio(const struct wr_run *run, const char *name)
{
	char full[80];
	const struct wr_measure *m;

	snprintf(full, sizeof full, "cache.t.%s", name);
	m = wr_run_find_measure(run, full);
	if (!m)
		fail_msg("no measure %s", full);
	return m->now.value;
}

static void check_ratios(const struct wr_run *run, double dropped, double taken, double stale)
{
	CHECK_NEAR("deleted", ratio(run, "delete_on_write.hit_ratio"), dropped, 0.005);
	CHECK_NEAR("written", ratio(run, "write_through.hit_ratio"), taken, 0.005);
	CHECK_NEAR("stale", ratio(run, "told_nothing.stale_ratio"), stale, 0.005);
}

TEST(what_is_read_soon_after_it_changed_is_written_through)
{
	/* Of 23 reads the three of a follow a write.  Deleted: the first of them misses.  Told nothing: all three
	 * are stale. */
	struct wr_run *run = simulate("=a a a a c d e f g h i j k l m n o p q r s t u v", 26,
				      "Best on the whole: write through");

	check_ratios(run, 22.0 / 23, 1, 3.0 / 23);
	wr_run_free(run);
}

TEST(what_is_seldom_read_again_is_deleted)
{
	/*
	 * Each round writes b and c twice and d once and reads a four times and b once: of five writes one is read.
	 * Deleted: b misses, 4 of 5 hit.  Written: all hit.  Told nothing: b's hit is stale, 1 of 5.
	 */
	struct wr_run *run = simulate("=b =c a a =c =d =b b a a", 9, "Best on the whole: write through");

	check_ratios(run, 0.8, 1, 0.2);
	wr_run_free(run);
}

TEST(what_changes_unread_is_deleted)
{
	/* b is written and never read. */
	struct wr_run *run = simulate("=b a a", 9, "Best on the whole: versioned");

	check_ratios(run, 1, 1, 0);
	wr_run_free(run);
}

TEST(what_never_hits_is_not_cached)
{
	/* One slot: something else comes between every write and its read. */
	struct wr_run *run = simulate("=a =b a =c b d e f g h i j k l m n o p q r s t", 1,
				      "Best on the whole: do not cache");

	check_ratios(run, 0, 0, 0);
	wr_run_free(run);
}

TEST(fills_are_not_taken_for_changes)
{
	struct wr_run *run = simulate("a =a b =b", 5, "cannot tell fills from changes");

	wr_run_free(run);
}

/*
 * a is read ten times a second and written every 30.1 seconds: a copy that lives for T seconds is stale for half of
 * them after a write, so T / 2 of 30.1 seconds are 5 % at T = 3, if writes came at random; what comes of it the
 * replay says.  b is read as often and never changes.
 */
TEST(times_to_live_keep_stale_answers_to_what_is_allowed)
{
	struct wr_buf b = WR_BUF_INIT;
	struct wr_run *run = wr_run_new();
	struct cs_trace *t;
	struct wr_err err;

	wr_buf_str(&b, "time,key,op\n");
	for (int i = 0; i < 20000; i++) {
		wr_buf_printf(&b, "%d.%d,user:1:cart,%s\n", i / 10, i % 10, i % 301 == 7 ? "set" : "get");
		wr_buf_printf(&b, "%d.%d,page/2,get\n", i / 10, i % 10);
	}
	for (int i = 0; i < 140; i++)
		wr_buf_str(&b, "2000,other,set\n");
	t = cs_trace_read(unit_temp_file("trace.csv", b.data, b.len), NULL, &err);
	CHECK_EQ("run", cs_simulate(t, &(struct cs_options){ .name = "t", .max_stale = 0.05 }, run, &err), 0);
	CHECK_NEAR("stale", ratio(run, "class.user___cart.stale_ratio"), 0.04, 0.01);
	CHECK_NEAR("life", ratio(run, "class.user___cart.ttl"), 3, 1);
	CHECK(!wr_run_find_measure(run, "cache.t.class.page__.ttl"));
	/* Deleted on its write, a misses once of 300 reads and b never again. */
	CHECK_NEAR("deleted", ratio(run, "delete_on_write.hit_ratio"), 1 - 1 / 601.0, 1e-4);
	/* A message takes a second: the nine reads before it is there are stale. */
	CHECK_NEAR("events", ratio(run, "events.stale_ratio"), 9 / 600.0, 5e-4);
	CHECK_NEAR("versions", ratio(run, "versioned_keys.hit_ratio"), 1 - 1 / 601.0, 1e-4);
	wr_run_free(run);
	cs_trace_free(t);
	wr_buf_free(&b);
}

TEST(few_writes_say_nothing)
{
	struct cs_trace *t = repeated("=a a", 199);
	struct wr_run *run = wr_run_new();
	struct wr_err err;

	CHECK_EQ("run", cs_simulate(t, &(struct cs_options){ .name = "t" }, run, &err), 0);
	CHECK(!wr_run_find_measure(run, "cache.t.told_nothing.stale_ratio"));
	wr_run_free(run);
	cs_trace_free(t);
}
