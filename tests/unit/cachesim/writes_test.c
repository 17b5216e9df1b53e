/* writes_test.c - what is advised for data that change. */
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

static void check_ratios(const struct wr_run *run, double dropped, double taken, double stale)
{
	CHECK_NEAR("deleted", wr_run_find_measure(run, "cache.t.delete_on_write.hit_ratio")->now.value, dropped, 0.005);
	CHECK_NEAR("written", wr_run_find_measure(run, "cache.t.write_through.hit_ratio")->now.value, taken, 0.005);
	CHECK_NEAR("stale", wr_run_find_measure(run, "cache.t.told_nothing.stale_ratio")->now.value, stale, 0.005);
}

TEST(what_is_read_soon_after_it_changed_is_written_through)
{
	/* Of 23 reads the three of a follow a write.  Deleted: the first of them misses.  Told nothing: all three
	 * are stale. */
	struct wr_run *run = simulate("=a a a a c d e f g h i j k l m n o p q r s t u v", 26,
				      "Write the new value to the cache");

	check_ratios(run, 22.0 / 23, 1, 3.0 / 23);
	wr_run_free(run);
}

TEST(what_is_seldom_read_again_is_deleted)
{
	/*
	 * Each round writes b and c twice and d once and reads a four times and b once: of five writes one is read.
	 * Deleted: b misses, 4 of 5 hit.  Written: all hit.  Told nothing: b's hit is stale, 1 of 5.
	 */
	struct wr_run *run = simulate("=b =c a a =c =d =b b a a", 9, "unless a miss is expensive");

	check_ratios(run, 0.8, 1, 0.2);
	wr_run_free(run);
}

TEST(what_changes_unread_is_deleted)
{
	/* b is written and never read. */
	struct wr_run *run = simulate("=b a a", 9, "writing through gains nothing");

	check_ratios(run, 1, 1, 0);
	wr_run_free(run);
}

TEST(what_never_hits_is_not_cached)
{
	/* One slot: b comes between every write of a and its read. */
	struct wr_run *run = simulate("=a =b a =c b", 1, "do not cache");

	check_ratios(run, 0, 0, 0);
	wr_run_free(run);
}

TEST(fills_are_not_taken_for_changes)
{
	struct wr_run *run = simulate("a =a b =b", 5, "cannot tell from changes");

	wr_run_free(run);
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
