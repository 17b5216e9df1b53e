#include "tests/unit/unit.h"

#include "report/clip_p.h"
#include "report/order_p.h"
#include "report/place_p.h"

TEST(a_path_stays_below_the_root)
{
	struct wr_arena *arena = wr_arena_new();

	CHECK_STR(rp_inside(arena, "src/a.c"), "src/a.c");
	CHECK_STR(rp_inside(arena, "./src//./a.c"), "src/a.c");
	CHECK_STR(rp_inside(arena, "src/a.c/"), "src/a.c");
	CHECK_STR(rp_inside(arena, "..a/b..c"), "..a/b..c");
	CHECK(!rp_inside(arena, "../a.c"));
	CHECK(!rp_inside(arena, "a/../../b"));
	CHECK(!rp_inside(arena, "a/.."));
	CHECK(!rp_inside(arena, "/etc/passwd"));
	CHECK(!rp_inside(arena, "."));
	CHECK(!rp_inside(arena, ""));
	CHECK(!rp_inside(arena, NULL));
	wr_arena_free(arena);
}

TEST(a_place_has_only_what_is_known)
{
	struct wr_buf out = WR_BUF_INIT;

	rp_place(&out, &(struct wr_location){ "a.c", 3, 7, 3, 9 });
	wr_buf_char(&out, ' ');
	rp_place(&out, &(struct wr_location){ .path = "a.c", .line = 3 });
	wr_buf_char(&out, ' ');
	rp_place(&out, &(struct wr_location){ .path = "a.c" });
	rp_place(&out, &(struct wr_location){ .line = 3 });
	CHECK_STR(out.data, "a.c:3:7 a.c:3 a.c");
	wr_buf_free(&out);
}

TEST(text_is_cut_between_characters)
{
	struct wr_arena *arena = wr_arena_new();

	CHECK_STR(rp_clip(arena, "abcdef", 6), "abcdef");
	CHECK_STR(rp_clip(arena, "abcdefg", 6), "abc\xe2\x80\xa6");
	/* the euro sign has three bytes, of which two would fit */
	CHECK_STR(rp_clip(arena, "ab\xe2\x82\xac" "cdef", 7), "ab\xe2\x80\xa6");
	wr_arena_free(arena);
}

static void add(struct wr_run *run, const char *rule, enum wr_severity severity, enum wr_finding_state state)
{
	wr_run_add_finding(run, &(struct wr_finding){ .rule = rule, .message = "m", .severity = severity, .state = state });
}

TEST(findings_come_worst_first_and_new_before_known)
{
	struct wr_run *run = wr_run_new();
	const struct wr_finding **f;
	size_t n;

	add(run, "a", WR_LOW, WR_NEW);
	add(run, "b", WR_HIGH, WR_KNOWN);
	add(run, "c", WR_HIGH, WR_NEW);
	add(run, "d", WR_CRITICAL, WR_FIXED);
	add(run, "e", WR_HIGH, WR_NEW);
	f = rp_worst_first(run, run->arena, RP_NEW | RP_KNOWN, &n);
	CHECK_EQ("without the fixed", n, 4);
	CHECK_STR(f[0]->rule, "c");
	CHECK_STR(f[1]->rule, "e");
	CHECK_STR(f[2]->rule, "b");
	CHECK_STR(f[3]->rule, "a");
	f = rp_worst_first(run, run->arena, RP_FIXED, &n);
	CHECK_EQ("fixed", n, 1);
	CHECK_STR(f[0]->rule, "d");
	wr_run_free(run);
}

TEST(a_prefix_tells_where_the_root_stands)
{
	struct wr_arena *arena = wr_arena_new();

	CHECK_STR(rp_in_repository(arena, "services/api/", "src/a.c"), "services/api/src/a.c");
	CHECK_STR(rp_in_repository(arena, "./services", "a.c"), "services/a.c");
	CHECK_STR(rp_in_repository(arena, NULL, "src/a.c"), "src/a.c");
	CHECK_STR(rp_in_repository(arena, "", "src/a.c"), "src/a.c");
	CHECK_STR(rp_in_repository(arena, "../up", "src/a.c"), "src/a.c");
	CHECK_STR(rp_in_repository(arena, "/abs", "src/a.c"), "src/a.c");
	wr_arena_free(arena);
}
