#include "tests/unit/report/hostile.h"

#include "report/flame_p.h"

static char *flame_of(const struct wr_line *lines, size_t n, unsigned *id)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_buf out = WR_BUF_INIT;
	struct wr_series series = { "profile.x.stacks", "stack", "1", lines, n };

	wr_buf_str(&out, "");
	rp_flame(&out, arena, &series, id);
	wr_arena_free(arena);
	return wr_buf_detach(&out, NULL);
}

/* main 10 of 10: work 8, of which inner 6; other 2.  100 units of the picture are one sample. */
TEST(a_box_is_as_wide_as_its_share)
{
	static const struct wr_point inner[] = { { 0, 4 }, { 1, 2 } }, work[] = { { 0, 2 } }, other[] = { { 0, 2 } };
	static const struct wr_line lines[] = {
		{ "main;other", "samples", other, 1 }, { "main;work;inner", "samples", inner, 2 }, { "main;work", "samples", work, 1 },
	};
	unsigned id = 7;
	char *out = flame_of(lines, 3, &id);

	CHECK_EQ("one picture", id, 8);
	CHECK_HAS(out, "viewBox=\"0 0 1000 60\"");
	CHECK_EQ("boxes", count_of(out, "<rect class=\"box "), 4);
	CHECK_HAS(out, "<title>main: 100 %, 10 samples</title>");
	CHECK_HAS(out, "<title>work: 80.0 %, 8 samples</title>");
	CHECK_HAS(out, "x=\"0\" y=\"20\" width=\"799.5\" height=\"19\"");
	CHECK_HAS(out, "x=\"800\" y=\"20\" width=\"199.5\"");              /* other, the narrower, to the right */
	CHECK_HAS(out, "x=\"0\" y=\"40\" width=\"599.5\"");                /* inner */
	CHECK_HAS(out, "<th scope=\"row\" class=\"name\">inner</th><td class=\"n\">60.0 %, 6 samples</td>"
		       "<td class=\"n\">60.0 %, 6 samples</td>");
	CHECK_HAS(out, "<th scope=\"row\" class=\"name\">main</th><td class=\"n\">0 %, 0 samples</td>"
		       "<td class=\"n\">100 %, 10 samples</td>");
	free(out);
}

/* f calls itself: all of its time is f's once, not twice. */
TEST(a_recursion_is_counted_once)
{
	static const struct wr_point ten = { 0, 10 };
	static const struct wr_line lines[] = { { "f;f;f", "s", &ten, 1 } };
	unsigned id = 0;
	char *out = flame_of(lines, 1, &id);

	CHECK_HAS(out, ">f</th><td class=\"n\">100 %, 10.0 s</td><td class=\"n\">100 %, 10.0 s</td>");
	free(out);
}

TEST(nothing_is_drawn_of_nothing)
{
	static const struct wr_point bad[] = { { 0, NAN }, { 0, -3 }, { 0, INFINITY }, { 0, 0 } };
	static const struct wr_line lines[] = { { "a;b", "s", bad, 4 }, { "", "s", bad, 4 } };
	unsigned id = 0;
	char *out = flame_of(lines, 2, &id);

	CHECK_STR(out, "");
	free(out);
	out = flame_of(NULL, 0, &id);
	CHECK_STR(out, "");
	CHECK_EQ("no picture", id, 0);
	free(out);
}

TEST(a_picture_is_of_a_sane_size_whatever_the_stacks)
{
	enum { STACKS = 6000, LONG = 1 << 20 };
	static struct wr_line lines[STACKS];
	static const struct wr_point one = { 0, 1 };
	char *deep = malloc(LONG + 1), *out;
	struct wr_arena *arena = wr_arena_new();
	unsigned id = 0;

	for (size_t i = 0; i < LONG; i++)
		deep[i] = i % 2 ? ';' : '<';
	deep[LONG] = '\0';
	for (size_t i = 0; i < STACKS; i++)
		lines[i] = (struct wr_line){ wr_arena_printf(arena, "main;f%zu;g%zu", i % 700, i), "samples", &one, 1 };
	lines[0].name = deep;
	lines[1].name = ";;;";
	lines[2].name = "\"><script>alert(1)</script>;\x1b[2J;\xe2\x80\xae";
	out = flame_of(lines, STACKS, &id);
	CHECK(strlen(out) < 200000);
	CHECK_HAS(out, "boxes are too narrow to be drawn");
	CHECK_HAS_NOT(out, "<script");
	CHECK_HAS_NOT(out, "\x1b");
	CHECK_HAS_NOT(out, "\xe2\x80\xae");
	free(out);
	free(deep);
	wr_arena_free(arena);
}
