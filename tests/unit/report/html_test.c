#include "tests/unit/report/hostile.h"

#include <ctype.h>
#include <stdio.h>
#include "core/text.h"

/* ---- a reader of the page: every element that opens also closes, in order ---- */

enum { DEPTH_MAX = 64 };

static bool is_void(const char *name)
{
	static const char *const names[] = { "meta", "link", "input", "br", "wbr", "img" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

/* The end of a tag: quotes hide '>', and an attribute never handles events or has a style. */
static const char *end_of_tag(const char *tag)
{
	const char *c = tag;

	while (*c && *c != '>') {
		if (isspace((unsigned char)*c) && (!strncasecmp(c + 1, "on", 2) || !strncasecmp(c + 1, "style", 5)))
			fail_msg("attribute in %.80s", tag);
		if (*c == '"')
			c = strchr(c + 1, '"');
		if (!c)
			fail_msg("open quote in %.80s", tag);
		c++;
	}
	return c;
}

static void check_well_formed(const char *page)
{
	static char open[DEPTH_MAX][16];
	size_t depth = 0;
	const char *c = page;

	while ((c = strchr(c, '<'))) {
		bool closing = c[1] == '/';
		const char *name = c + 1 + closing, *end = end_of_tag(c);
		size_t n = strcspn(name, " \t\n/>");
		char word[16];

		snprintf(word, sizeof word, "%.*s", (int)n, name);
		if (!strcmp(word, "!--") && strncmp(c, "<!-- raw HTML omitted -->", 25))
			fail_msg("a comment: %.80s", c);
		if (closing) {
			if (!depth || strcmp(open[depth - 1], word))
				fail_msg("</%s> closes <%s>: %.80s", word, depth ? open[depth - 1] : "", c);
			depth--;
		} else if (word[0] != '!' && !is_void(word) && end[-1] != '/') {
			CHECK(depth < DEPTH_MAX);
			strcpy(open[depth++], word);
		}
		c = end;
		/* the content of these two is not markup */
		if (!closing && !strcmp(word, "style"))
			c = strstr(c, "</style>");
		if (!closing && !strcmp(word, "script"))
			c = strstr(c, "</script>");
	}
	CHECK_EQ("open elements at the end", depth, 0);
}

/* Every fragment link has its target, and no id is there twice. */
static void check_links(const char *page)
{
	char id[80], target[80];

	for (const char *c = page; (c = strstr(c, "href=\"#")); c++) {
		snprintf(target, sizeof target, " id=\"%.*s\"", (int)strcspn(c + 7, "\""), c + 7);
		if (count_of(page, target) != 1)
			fail_msg("%zu elements with%s", count_of(page, target), target);
	}
	for (const char *c = page; (c = strstr(c, " id=\"f")); c++) {
		snprintf(id, sizeof id, "%.*s\"", (int)strcspn(c + 5, "\"") + 5, c);
		CHECK_EQ(id, count_of(page, id), 1);
	}
}

static void check_page(const char *page)
{
	check_well_formed(page);
	check_links(page);
	CHECK(wr_starts_with(page, "<!DOCTYPE html>\n<html lang=\"en\">"));
	CHECK_EQ("scripts", count_of(page, "<script"), 1);
	CHECK_EQ("styles", count_of(page, "<style"), 1);
	CHECK_EQ("h1", count_of(page, "<h1>"), 1);
	CHECK_EQ("main", count_of(page, "<main "), 1);
	CHECK_HAS(page, "default-src 'none'");
	CHECK_HAS_NOT(page, "unsafe-inline");
	CHECK_HAS_NOT(page, "=\"http");
	CHECK_EQ("links to other files", count_of(page, "<link"), 1);
	CHECK_HAS_NOT(page, "url(");
	CHECK_HAS_NOT(page, "nan\"");
	CHECK_HAS_NOT(page, "inf\"");
}

static struct wr_buf page_of(const struct wr_run *run, const struct rp_options *options)
{
	struct wr_buf out = WR_BUF_INIT;

	render("html", run, options, &out);
	return out;
}

/* ---- */

TEST(an_empty_run_is_a_whole_page)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = page_of(run, NULL);

	check_page(out.data);
	CHECK_HAS_NOT(out.data, "{{");
	CHECK_HAS(out.data, "<title>Incomplete \xc2\xb7 Performance report</title>");
	CHECK_HAS(out.data, "<div class=\"verdict incomplete\">");
	CHECK_HAS(out.data, "None were found, but the run is not complete");
	wr_buf_free(&out);
	run->verdict = WR_PASS;
	out = page_of(run, NULL);
	CHECK_HAS(out.data, "<div class=\"verdict pass\">");
	CHECK_HAS(out.data, "Nothing was found.");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(a_finding_shows_its_source_with_the_hit_marked)
{
	static const char source[] = "one\ntwo\nthree\nfour\n\tif (a < strlen(b)) {\nsix\nseven\neight\nnine\n";
	static const struct wr_step chain[] = { { { "e.c", 5, 6, 0, 0 }, "walks b" } };
	struct wr_run *run = wr_run_new();
	struct rp_options options = { .rules = test_rules(), .root = unit_temp_dir() };
	struct wr_buf out;

	unit_temp_file("e.c", source, strlen(source));
	wr_run_add_finding(run, &(struct wr_finding){
		.rule = "loop-query", .severity = WR_HIGH, .message = "b & c are walked", .at = { "e.c", 5, 10, 5, 19 },
		.function = "f<int>", .chain = chain, .chain_length = 1 });
	out = page_of(run, &options);
	check_page(out.data);
	CHECK_HAS(out.data, "<span class=\"l\" data-n=\"2\">two</span>");
	CHECK_HAS(out.data, "<span class=\"l hit\" data-n=\"5\">    if (a &lt; <mark>strlen(b)</mark>) {</span>");
	CHECK_HAS(out.data, "<span class=\"l\" data-n=\"8\">eight</span></code>");
	CHECK_HAS_NOT(out.data, "data-n=\"1\"");
	CHECK_HAS_NOT(out.data, "data-n=\"9\"");
	CHECK_HAS(out.data, "<h3>b &amp; c are walked</h3><span class=\"place\">e.c:5:10 in f&lt;int&gt;</span>");
	CHECK_HAS(out.data, "<code class=\"src\">if (a &lt; strlen(b)) {</code>");
	CHECK_HAS(out.data, "<strong>Fix:</strong> Query once.");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(odd_places_in_odd_sources_do_no_harm)
{
	static const struct wr_location places[] = {
		{ "odd.c", 1, 1, 1, 400000 }, { "odd.c", 2, 900, 2, 901 }, { "odd.c", 3, 2, 1, 1 }, { "odd.c", 3, 1, 4000000000u, 2 },
		{ "odd.c", 4000000000u, 1, 0, 0 }, { "odd.c", 2, 3, 2, 4 }, { "odd.c", 0, 0, 0, 0 },
	};
	struct wr_run *run = wr_run_new();
	struct rp_options options = { .root = unit_temp_dir() };
	char source[6000];
	struct wr_buf out;

	memset(source, 'x', sizeof source);
	memcpy(source + 5000, "\n\xff\xe2\x82\t<b>\n\0nul\nlast", 18);
	unit_temp_file("odd.c", source, 5018);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		wr_run_add_finding(run, &(struct wr_finding){ .rule = "r", .message = "m", .at = places[i] });
	out = page_of(run, &options);
	check_page(out.data);
	CHECK(wr_utf8_valid(out.data, out.len));
	CHECK_HAS(out.data, "\\xff\\xe2");
	CHECK(out.len < 100000);
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(changes_are_drawn_and_tabled)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out;

	wr_run_add_measure(run, &(struct wr_measure){
		.name = "bench.parse.cpu_time", .unit = "s", .now = { 0.0138, 0.0137, 0.0139, 9 }, .has_base = true,
		.base = { 0.0123, 0.0122, 0.0124, 9 }, .has_change = true, .change = { 1.122, 1.1, 1.15, 0, WR_CHANGE_FAIL } });
	wr_run_add_measure(run, &(struct wr_measure){
		.name = "load.x.throughput", .unit = "1/s", .better = WR_HIGHER_IS_BETTER, .now = { 200, NAN, NAN, 9 },
		.has_base = true, .base = { 100, NAN, NAN, 9 } });
	out = page_of(run, NULL);
	check_page(out.data);
	CHECK_HAS(out.data, "<tr class=\"worse\"><th scope=\"row\" class=\"name\">bench.<wbr>parse.<wbr>cpu_time</th>"
			    "<td class=\"n\" data-k=\"0.0123\">12.3 ms<span class=\"range\">12.2 ms to 12.4 ms</span></td>");
	CHECK_HAS(out.data, "<span class=\"state\">worse</span><span class=\"range\">12.2 % longer (10.0 to 15.0 %)</span>");
	CHECK_HAS(out.data, "<tr class=\"better up\">");
	CHECK_HAS(out.data, "<g class=\"worse\">");
	CHECK_HAS(out.data, "<desc id=\"d0\">");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(a_series_has_a_picture_and_its_numbers)
{
	static const struct wr_point points[] = { { 10, 0.9 }, { 100, 0.5 }, { 1000, 0.1 } };
	static const struct wr_line lines[] = { { "lru", "ratio", points, 3 }, { "bytes", "B", points, 3 }, { "arc", "ratio", points, 3 } };
	struct wr_run *run = wr_run_new();
	struct wr_buf out;

	wr_run_add_series(run, &(struct wr_series){ "cache.x.miss_ratio_curve", "size", "1", lines, 3 });
	out = page_of(run, NULL);
	check_page(out.data);
	CHECK_EQ("a panel per unit", count_of(out.data, "<figure class=\"chart\">"), 2);
	CHECK_HAS(out.data, "<title id=\"t0\">cache.x.miss_ratio_curve</title>");
	CHECK_HAS(out.data, "<desc id=\"d0\">lru: 10 % to 90 %, last 10 %. arc: 10 % to 90 %, last 10 %.</desc>");
	/* three decades on 504 pixels: 100 is in the middle; 0 to 100 % from 222 down to 12 */
	CHECK_HAS(out.data, "<path class=\"plot c0\" d=\"M66 33L318 117L570 201\"/>");
	CHECK_HAS(out.data, "<tr><th scope=\"row\" class=\"n\">100</th><td class=\"n\">50 %</td><td class=\"n\">50 %</td></tr>");
	wr_buf_free(&out);
	wr_run_free(run);
}

/* docs/rules/loop-query-indirect.md speaks of loop-query.md, which is no file beside the report. */
TEST(rule_pages_link_to_each_other_within_the_page)
{
	static const char *const rules[] = { "loop-query-indirect", "loop-query" };
	struct wr_run *run = wr_run_new();
	struct wr_buf out;

	for (int i = 0; i < 2; i++) {
		wr_run_add_finding(run, &(struct wr_finding){ .rule = rules[i], .message = "m" });
		out = page_of(run, NULL);
		CHECK_HAS_NOT(out.data, ".md\"");
		CHECK_EQ("links to loop-query", count_of(out.data, "<a href=\"#rule-2\">loop-query</a>"), (size_t)i);
		wr_buf_free(&out);
	}
	wr_run_free(run);
}

TEST(pairs_stand_alone_with_the_band_of_their_change)
{
	static const struct wr_point points[] = { { 1, 1.1 }, { 2, 1.2 }, { 3, 0.9 } };
	static const struct wr_line lines[] = {
		{ "cpu_time", "ratio", points, 3 }, { "rss_peak", "ratio", points, 3 },
		{ "cpu_time, base against base", "ratio", points, 2 },
	};
	struct wr_run *run = wr_run_new();
	struct wr_buf out;

	wr_run_add_series(run, &(struct wr_series){ "bench.parse.pairs", "pair", "1", lines, 3 });
	wr_run_add_measure(run, &(struct wr_measure){
		.name = "bench.parse.cpu_time", .unit = "s", .now = { 1, NAN, NAN, 9 }, .has_base = true,
		.base = { 1, NAN, NAN, 9 }, .has_change = true, .change = { 1.05, 1.0, 1.1, 0.1, WR_CHANGE_PASS },
		.limit_ratio = 1.03 });
	out = page_of(run, NULL);
	check_page(out.data);
	CHECK_EQ("panels", count_of(out.data, "<figure class=\"chart\">"), 2);
	CHECK_EQ("dots, one of them in the key", count_of(out.data, "<circle class=\"dot c0\""), 7);
	CHECK_EQ("dots of base against base", count_of(out.data, "<circle class=\"dot c1\""), 3);
	CHECK_EQ("bands", count_of(out.data, "class=\"band\""), 1);
	CHECK_EQ("what is allowed", count_of(out.data, "class=\"allowed\""), 1);
	CHECK_HAS(out.data, "<span class=\"name\">bench.parse.rss_peak</span>");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(a_long_series_is_thinned_but_keeps_its_peak)
{
	enum { POINTS = 100000 };
	struct wr_point *points = calloc(POINTS, sizeof *points);
	struct wr_line line = { "resident", "B", points, POINTS };
	struct wr_run *run = wr_run_new();
	struct wr_buf out;

	for (size_t i = 0; i < POINTS; i++)
		points[i] = (struct wr_point){ (double)i, i == 61234 ? 5e6 : 1e6 };
	wr_run_add_series(run, &(struct wr_series){ "profile.x.memory", "time", "s", &line, 1 });
	free(points);
	out = page_of(run, NULL);
	check_page(out.data);
	CHECK(out.len < 60000);
	CHECK_HAS(out.data, "resident: 977 KiB to 4.77 MiB, last 977 KiB.");
	/* the axis ends at 5 MiB, 4.77 MiB is at 222 - 210 * 5e6 / (5 * 2^20) = 21.7 */
	CHECK_HAS(out.data, " 21.7L");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(thinning_follows_the_scale)
{
	enum { POINTS = 20000 };
	struct wr_point *points = calloc(POINTS, sizeof *points);
	struct wr_line line = { "lru", "ratio", points, POINTS };
	struct wr_run *run = wr_run_new();
	struct wr_buf out;

	for (size_t i = 0; i < POINTS; i++)
		points[i] = (struct wr_point){ (double)i + 1, 1 - (double)i / (double)POINTS };
	wr_run_add_series(run, &(struct wr_series){ "cache.x.miss_ratio_curve", "size", "1", &line, 1 });
	free(points);
	out = page_of(run, NULL);
	check_page(out.data);
	/* size 2 stands log10(2) / log10(20000) of 504 pixels from 66: a decade must not become one point */
	CHECK_HAS(out.data, "L101.3 ");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(the_page_of_a_broken_rule_is_there)
{
	static const struct wr_rule slower = { "bench-slower", "A benchmark got slower", "Look.", "", WR_HIGH, WR_CONFIDENCE_HIGH, false, NULL };
	static const struct wr_rule *const rules[] = { &slower, NULL };
	struct wr_run *run = wr_run_new();
	struct rp_options options = { .rules = rules };
	struct wr_buf out;

	wr_run_add_finding(run, &(struct wr_finding){ .rule = "bench-slower", .message = "m" });
	wr_run_add_finding(run, &(struct wr_finding){ .rule = "../../templates/report", .message = "m" });
	out = page_of(run, &options);
	check_page(out.data);
	CHECK_HAS(out.data, "<summary><h3><code>bench-slower</code> A benchmark got slower</h3></summary>");
	CHECK_HAS(out.data, "<h4>What to do</h4>");
	CHECK_HAS(out.data, "This version of weir does not have this rule.");
	wr_buf_free(&out);
	wr_run_free(run);
}

/* Eight curves, six can be told apart: lru, which comes first, and the five lowest of the others. */
TEST(of_many_curves_the_first_and_the_lowest_are_drawn)
{
	static const struct wr_point heights[] = { { 1, 0.9 }, { 1, 0.8 }, { 1, 0.2 }, { 1, 0.7 }, { 1, 0.3 }, { 1, 0.4 },
						   { 1, 0.5 }, { 1, 0.1 } };
	static const char *const names[] = { "lru", "high", "low", "next", "third", "fourth", "fifth", "belady" };
	struct wr_run *run = wr_run_new();
	struct wr_line lines[8];
	struct wr_buf out;

	for (int i = 0; i < 8; i++)
		lines[i] = (struct wr_line){ names[i], "ratio", &heights[i], 1 };
	wr_run_add_series(run, &(struct wr_series){ "cache.x.miss_ratio_curve", "size", "1", lines, 8 });
	out = page_of(run, NULL);
	CHECK_HAS(out.data, "</svg>lru</li>");
	CHECK_HAS(out.data, "</svg>belady</li>");
	CHECK_HAS_NOT(out.data, "</svg>high</li>");
	CHECK_HAS_NOT(out.data, "</svg>next</li>");
	CHECK_HAS(out.data, "<li>and 2 more in run.json</li>");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(what_cannot_be_drawn_is_left_out)
{
	static const struct wr_point bad[] = { { NAN, 1 }, { 1, INFINITY } };
	static const struct wr_line lines[] = { { "bad", "s", bad, 2 }, { "none", "s", NULL, 0 } };
	static const struct wr_point one[] = { { 1, 5 } };
	static const struct wr_line single = { "one", "s", one, 1 };
	struct wr_run *run = wr_run_new();
	struct wr_buf out;

	wr_run_add_series(run, &(struct wr_series){ "empty", "x", "s", NULL, 0 });
	wr_run_add_series(run, &(struct wr_series){ "bad", "x", "s", lines, 2 });
	wr_run_add_series(run, &(struct wr_series){ "single", "x", "s", &single, 1 });
	out = page_of(run, NULL);
	check_page(out.data);
	CHECK_EQ("pictures", count_of(out.data, "<figure class=\"chart\">"), 1);
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(hostile_text_is_inert)
{
	struct wr_run *run = hostile_run();
	struct rp_options options = { .title = "</title><script>alert(2)</script>", .root = unit_temp_dir() };
	struct wr_buf out;

	unit_temp_file("real.c", "x\n", 2);
	out = page_of(run, &options);
	check_page(out.data);
	CHECK(wr_utf8_valid(out.data, out.len));
	CHECK_HAS_NOT(out.data, "<img");
	CHECK_HAS_NOT(out.data, "alert(1)</script>");
	CHECK_HAS_NOT(out.data, "href=\"javascript");
	CHECK_HAS_NOT(out.data, "\033");
	CHECK_HAS_NOT(out.data, "\xe2\x80\xae");
	CHECK_HAS_NOT(out.data, "root:x:0:0");
	CHECK(out.len < 1500000);
	wr_buf_free(&out);
	check_same_twice("html", run, &options);
	wr_run_free(run);
}

TEST(two_thousand_findings_are_below_a_megabyte)
{
	struct wr_run *run = large_run(2000);
	struct rp_options options = { .rules = test_rules() };
	struct wr_buf out = page_of(run, &options);

	check_well_formed(out.data);
	CHECK_EQ("rows", count_of(out.data, "<td data-k="), 2000);
	CHECK_EQ("details", count_of(out.data, "<details class=\"finding"), 100);
	if (out.len >= 1000000)
		fail_msg("%zu bytes", out.len);
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(details_that_have_no_room_are_not_linked)
{
	struct wr_run *run = wr_run_new();
	char message[1401];
	struct wr_buf out;
	size_t details;

	memset(message, '"', sizeof message - 1);
	message[sizeof message - 1] = '\0';
	for (int i = 0; i < 100; i++)
		wr_run_add_finding(run, &(struct wr_finding){ .rule = "r", .message = message });
	out = page_of(run, NULL);
	check_page(out.data);
	details = count_of(out.data, "<details class=\"finding");
	CHECK(details > 10 && details < 100);
	CHECK_EQ("links", count_of(out.data, "<a href=\"#f"), details + 1);     /* and the one to the section */
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(more_findings_than_rows_are_said)
{
	struct wr_run *run = large_run(5000);
	struct wr_buf out = page_of(run, NULL);

	CHECK_EQ("rows", count_of(out.data, "<td data-k="), 2000);
	CHECK_HAS(out.data, "3000 more, none worse than these, in run.json.");
	CHECK(out.len < 1000000);
	wr_buf_free(&out);
	wr_run_free(run);
}
