#ifndef WEIR_TESTS_UNIT_REPORT_HOSTILE_H
#define WEIR_TESTS_UNIT_REPORT_HOSTILE_H

#include "report/report.h"
#include "tests/unit/unit.h"

/* hostile.h - runs that try to break out of a report, and large ones. */

static const char *const hostile_texts[] = {
	"\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "::error::forged", "##[error]forged",
	"\x1b[2J\x1b[31mPASSED", "\u202Edesrever\u2066", "two\nlines\r\nand\rmore", "@mention and #17",
	"a|b|c", "../../etc/passwd", "[click](javascript:alert(1))", "\xff\xfe not UTF-8 \xc3", "`tick``", "-->",
	"{{title}}", "]]>", "\\", "%0A::error::", "", "\x01\x7f\xc2\x9b", "https://evil.example/x", "</title></style>",
	"<!--", "$(id)", "* item", "# heading", "    code",
};
enum { HOSTILE_TEXTS = sizeof hostile_texts / sizeof *hostile_texts };

static inline void add_hostile(struct wr_run *run, const char *text)
{
	struct wr_location at = { text, 3, 2, 3, 9 };
	struct wr_step chain[] = { { at, text }, { { "src/real.c", 2, 1, 0, 0 }, text } };
	struct wr_point points[] = { { 1, 2 }, { NAN, 3 }, { 3, INFINITY }, { 4, -1e308 }, { 5, 2.5 } };
	struct wr_line lines[] = { { text, text, points, 5 }, { text, "s", points, 5 } };

	wr_run_add_finding(run, &(struct wr_finding){
		.rule = text, .severity = WR_HIGH, .language = text, .message = text, .at = at, .function = text,
		.chain = chain, .chain_length = 2, .fingerprint = text, .measures = &text, .measure_count = 1 });
	wr_run_add_measure(run, &(struct wr_measure){
		.name = text, .stage = text, .unit = text, .now = { 2, 1, 3, 4 }, .has_base = true,
		.base = { 1, 1, 1, 4 }, .has_change = true, .change = { 2, 1, 3, 0.5, WR_CHANGE_FAIL } });
	wr_run_add_fact(run, text, text, text, WR_HIGHER_IS_BETTER, NAN);
	wr_run_add_series(run, &(struct wr_series){ text, text, text, lines, 2 });
	wr_run_add_stage(run, &(struct wr_stage){ text, WR_STAGE_FAILED, -1, text });
	wr_run_add_artifact(run, &(struct wr_artifact){ text, text, text });
	wr_run_note(run, WR_WARNING, "%s", text);
	wr_run_note(run, WR_ERROR, "%s", text);
}

/* Every hostile text in every place that takes a text, and one of that many bytes. */
static inline struct wr_run *hostile_run_of(size_t longest)
{
	struct wr_run *run = wr_run_new();
	char *long_text = malloc(longest + 1);

	for (size_t i = 0; i < HOSTILE_TEXTS; i++)
		add_hostile(run, hostile_texts[i]);
	memset(long_text, '<', longest);
	long_text[longest] = '\0';
	add_hostile(run, long_text);
	free(long_text);
	run->verdict = WR_FAIL;
	return run;
}

static inline struct wr_run *hostile_run(void)
{
	return hostile_run_of(1 << 20);
}

static const struct wr_rule hostile_test_rule = {
	"loop-query", "A query in a loop", "Query once.", "c", WR_HIGH, WR_CONFIDENCE_HIGH, false, NULL
};

static inline const struct wr_rule *const *test_rules(void)
{
	static const struct wr_rule *const rules[] = { &hostile_test_rule, NULL };

	return rules;
}

/* n findings with messages and chains of an ordinary length; every 1000th is critical. */
static inline struct wr_run *large_run(size_t n)
{
	static const struct wr_step chain[] = {
		{ { "src/real.c", 1, 1, 1, 8 }, "process_orders() loops over the rows of a query" },
		{ { "src/real.c", 2, 1, 2, 8 }, "each turn calls load_customer()" },
	};
	struct wr_run *run = wr_run_new();

	for (size_t i = 0; i < n; i++)
		wr_run_add_finding(run, &(struct wr_finding){
			.rule = "loop-query", .language = "c", .confidence = WR_CONFIDENCE_HIGH,
			.severity = i % 1000 == 999 ? WR_CRITICAL : i % 3 == 0 ? WR_HIGH : WR_LOW,
			.message = wr_arena_printf(run->arena, "process_orders_%zu() runs one query per order through "
						   "load_customer(), which reaches sqlite3_exec()", i),
			.at = { "src/shop/orders/processing.c", (unsigned)i + 1, 9, (unsigned)i + 1, 30 },
			.chain = chain, .chain_length = 2, .function = "process_orders",
			.fingerprint = wr_arena_printf(run->arena, "%016zx", i) });
	run->verdict = WR_FAIL;
	return run;
}

static inline void render(const char *name, const struct wr_run *run, const struct rp_options *options,
			  struct wr_buf *out)
{
	static const struct rp_options none = { .root = NULL };

	rp_format_find(name)->write(run, options ? options : &none, out);
}

/* The same bytes twice, for a report may not depend on anything but the run. */
static inline void check_same_twice(const char *name, const struct wr_run *run, const struct rp_options *options)
{
	struct wr_buf one = WR_BUF_INIT, two = WR_BUF_INIT;

	render(name, run, options, &one);
	render(name, run, options, &two);
	CHECK_EQ("length", one.len, two.len);
	CHECK(!memcmp(one.data, two.data, one.len));
	wr_buf_free(&one);
	wr_buf_free(&two);
}

static inline size_t count_of(const char *text, const char *part)
{
	size_t n = 0;

	for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
		n++;
	return n;
}

#define CHECK_HAS_NOT(text, part) do { \
	const char *at_ = strstr((text), (part)); \
	if (at_) \
		fail_msg("'%s' is in: ...%.80s", (part), at_); \
} while (0)

#endif
