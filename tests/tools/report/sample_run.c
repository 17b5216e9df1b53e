/*
 * sample_run.c - a run as a project of middle size might have it, with the
 * sources that it points at:
 *
 *	sample_run DIR [FINDINGS]	writes DIR/run.json and DIR/tree/
 *
 * The same numbers on every machine.  With FINDINGS that many are added to the
 * hand-written ones, spread over the files of the tree.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/arena.h"
#include "core/file.h"
#include "core/rng.h"
#include "core/run_json.h"
#include "tests/tools/report/sample_rules.h"

static const char orders_py[] =
	"\"\"\"Orders and the customers behind them.\"\"\"\n"
	"import re\n"
	"import sqlite3\n"
	"\n"
	"from shop.customers import load_customer\n"
	"\n"
	"\n"
	"def monthly_report(db: sqlite3.Connection, month: str) -> list[str]:\n"
	"    \"\"\"One line per order of the month.\"\"\"\n"
	"    lines = []\n"
	"    for order in db.execute(\"SELECT id, customer_id, total FROM orders WHERE month = ?\", (month,)):\n"
	"        customer = load_customer(db, order[1])\n"
	"        lines.append(f\"{customer.name:<30} {order[2]:>10.2f}\")\n"
	"    return lines\n"
	"\n"
	"\n"
	"def blocked(orders, blocklist):\n"
	"    \"\"\"Orders of customers that are on the blocklist.\"\"\"\n"
	"    found = []\n"
	"    for order in orders:\n"
	"        if order.email in blocklist:            # a list: walked from the front each time\n"
	"            found.append(order)\n"
	"    return found\n"
	"\n"
	"\n"
	"def postcodes(rows):\n"
	"    for row in rows:\n"
	"        match = re.compile(r\"\\b(\\d{5})\\b\").search(row.address)\n"
	"        if match:\n"
	"            yield match.group(1)\n";

static const char customers_py[] =
	"\"\"\"The customers table.\"\"\"\n"
	"from dataclasses import dataclass\n"
	"\n"
	"\n"
	"@dataclass\n"
	"class Customer:\n"
	"    id: int\n"
	"    name: str\n"
	"\n"
	"\n"
	"def load_customer(db, customer_id):\n"
	"    return Customer(*fetch_one(db, \"SELECT id, name FROM customers WHERE id = ?\", customer_id))\n"
	"\n"
	"\n"
	"def fetch_one(db, sql, *values):\n"
	"    cursor = db.execute(sql, values)\n"
	"    return cursor.fetchone()\n";

static const char escape_c[] =
	"#include <ctype.h>\n"
	"#include <string.h>\n"
	"#include \"escape.h\"\n"
	"\n"
	"/* Replaces what a label printer cannot print. */\n"
	"void escape_label(char *label)\n"
	"{\n"
	"\tfor (size_t i = 0; i < strlen(label); i++) {\n"
	"\t\tif (!isprint((unsigned char)label[i]) || label[i] == '<' || label[i] == '&')\n"
	"\t\t\tlabel[i] = '?';\n"
	"\t}\n"
	"}\n";

static void write_tree(struct wr_arena *arena, const char *dir)
{
	static const struct { const char *path, *text; } files[] = {
		{ "shop/orders.py", orders_py }, { "shop/customers.py", customers_py },
		{ "src/escape.c", escape_c },
	};
	struct wr_err err;

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char *path = wr_arena_printf(arena, "%s/tree/%s", dir, files[i].path);

		if (wr_file_write(path, files[i].text, strlen(files[i].text), &err)) {
			fprintf(stderr, "%s\n", err.message);
			exit(3);
		}
	}
}

static const struct wr_step query_chain[] = {
	{ { "shop/orders.py", 11, 5, 13, 60 }, "monthly_report() loops over the rows of a query" },
	{ { "shop/orders.py", 12, 20, 12, 47 }, "calls load_customer() in each turn" },
	{ { "shop/customers.py", 12, 22, 12, 95 }, "load_customer() calls fetch_one()" },
	{ { "shop/customers.py", 16, 14, 16, 37 }, "fetch_one() runs a query" },
};
static const struct wr_step search_chain[] = {
	{ { "shop/orders.py", 20, 5, 22, 32 }, "blocked() loops over orders" },
	{ { "shop/orders.py", 21, 12, 21, 36 }, "each turn walks blocklist from the front" },
};
static const char *const parse_evidence[] = { "bench.parse.cpu_time" };

static const struct wr_finding findings[] = {
	{ .rule = "loop-query-indirect", .severity = WR_CRITICAL, .confidence = WR_CONFIDENCE_HIGH,
	  .language = "python", .function = "shop.orders.monthly_report",
	  .message = "monthly_report() runs one query per order: load_customer() reaches sqlite3's execute()",
	  .at = { "shop/orders.py", 12, 20, 12, 47 }, .chain = query_chain, .chain_length = 4,
	  .fingerprint = "8f14e45fceea167a", .state = WR_NEW, .fails = true },
	{ .rule = "bench-slower", .severity = WR_HIGH, .confidence = WR_CONFIDENCE_HIGH, .language = "",
	  .message = "bench.parse.cpu_time is 12.4 % longer than on the base, the limit is 3 %",
	  .at = { "weir.yaml", 5, 7, 0, 0 }, .fingerprint = "45c48cce2e2d7fbd", .state = WR_NEW, .fails = true, .measures = parse_evidence, .measure_count = 1 },
	{ .rule = "loop-linear-search", .severity = WR_HIGH, .confidence = WR_CONFIDENCE_HIGH,
	  .language = "python", .function = "shop.orders.blocked",
	  .message = "blocklist is a list and is searched from the front once per order",
	  .at = { "shop/orders.py", 21, 12, 21, 36 }, .chain = search_chain, .chain_length = 2,
	  .fingerprint = "c9f0f895fb98ab91", .state = WR_NEW, .fails = true },
	{ .rule = "quad-strlen-cond", .severity = WR_HIGH, .confidence = WR_CONFIDENCE_HIGH, .language = "c",
	  .message = "strlen(label) is walked again in each of its own turns", .function = "escape_label",
	  .at = { "src/escape.c", 8, 25, 8, 38 }, .fingerprint = "d3d9446802a44259", .state = WR_KNOWN },
	{ .rule = "loop-regex-compile", .severity = WR_MEDIUM, .confidence = WR_CONFIDENCE_HIGH,
	  .language = "python", .message = "re.compile() of a constant pattern in each turn",
	  .function = "shop.orders.postcodes", .at = { "shop/orders.py", 28, 17, 28, 43 },
	  .fingerprint = "6512bd43d9caa6e0", .state = WR_NEW },
	{ .rule = "quad-string-concat", .severity = WR_MEDIUM, .confidence = WR_CONFIDENCE_MEDIUM,
	  .language = "python", .message = "csv text grew by copying itself once per row",
	  .at = { "shop/export.py", 31, 9, 31, 20 }, .fingerprint = "c20ad4d76fe97759", .state = WR_FIXED },
};

static void add_findings(struct wr_run *run, size_t extra)
{
	struct wr_rng rng;

	for (size_t i = 0; i < sizeof findings / sizeof *findings; i++)
		wr_run_add_finding(run, &findings[i]);
	wr_rng_seed(&rng, 7);
	for (size_t i = 0; i < extra; i++) {
		const struct wr_rule *rule = &sample_rules[wr_rng_below(&rng, SAMPLE_RULES)];
		unsigned line = 1 + (unsigned)wr_rng_below(&rng, 28);
		struct wr_finding f = {
			.rule = rule->id, .severity = rule->severity, .confidence = rule->confidence, .language = "python",
			.message = wr_arena_printf(run->arena, "%s, seen from module_%zu", rule->title, i),
			/* one file for every 20 findings, of which only the first exists */
			.at = { i % 20 ? wr_arena_printf(run->arena, "shop/module_%zu.py", i / 20) : "shop/orders.py",
				line + 40 * (unsigned)(i % 20), 5, line + 40 * (unsigned)(i % 20), 24 },
			.chain = search_chain, .chain_length = i % 3 ? 0 : 2, .state = i % 5 ? WR_NEW : WR_KNOWN,
			.fingerprint = wr_arena_printf(run->arena, "%016zx", i),
		};

		wr_run_add_finding(run, &f);
	}
}

struct benchmark {
	const char *name, *unit;
	enum wr_better better;
	double base, ratio, spread;     /* spread: half the interval, relative */
	enum wr_change_verdict verdict;
};

static const struct benchmark benchmarks[] = {
	{ "bench.parse.cpu_time", "s", WR_LOWER_IS_BETTER, 0.1832, 1.124, 0.018, WR_CHANGE_FAIL },
	{ "bench.parse.wall_time", "s", WR_LOWER_IS_BETTER, 0.1911, 1.119, 0.035, WR_CHANGE_PASS },
	{ "bench.parse.rss_peak", "B", WR_LOWER_IS_BETTER, 48.2e6, 1.002, 0.001, WR_CHANGE_PASS },
	{ "bench.search.cpu_time", "s", WR_LOWER_IS_BETTER, 0.942, 0.214, 0.006, WR_CHANGE_PASS },
	{ "bench.search.rss_peak", "B", WR_LOWER_IS_BETTER, 31.0e6, 0.871, 0.004, WR_CHANGE_PASS },
	{ "bench.export.cpu_time", "s", WR_LOWER_IS_BETTER, 0.0312, 1.021, 0.041, WR_CHANGE_INCONCLUSIVE },
	{ "bench.export.rss_peak", "B", WR_LOWER_IS_BETTER, 22.4e6, 1.0, 0.002, WR_CHANGE_PASS },
	{ "load.checkout.throughput", "1/s", WR_HIGHER_IS_BETTER, 312, 1.183, 0.02, WR_CHANGE_PASS },
	{ "load.checkout.p99", "s", WR_LOWER_IS_BETTER, 0.0784, 0.692, 0.03, WR_CHANGE_PASS },
};

static void add_benchmarks(struct wr_run *run)
{
	for (size_t i = 0; i < sizeof benchmarks / sizeof *benchmarks; i++) {
		const struct benchmark *b = &benchmarks[i];
		double now = b->base * b->ratio;

		wr_run_add_measure(run, &(struct wr_measure){
			.name = b->name, .stage = i < 7 ? "bench" : "load", .unit = b->unit, .better = b->better,
			.now = { now, now * (1 - b->spread), now * (1 + b->spread), 40 },
			.has_base = true, .base = { b->base, b->base * (1 - b->spread), b->base * (1 + b->spread), 40 },
			.has_change = true,
			.limit_ratio = b->verdict == WR_CHANGE_PASS ? 0 : 1.03,
			.change = { b->ratio, b->ratio * (1 - b->spread), b->ratio * (1 + b->spread), 0.01, b->verdict },
		});
	}
}

static void add_pairs(struct wr_run *run, const char *name, double ratio, double noise)
{
	enum { PAIRS = 40, SAME = 10, LINES = 4 };
	static const struct { const char *name; double ratio, noise; size_t n; } plan[LINES] = {
		{ "cpu_time", 1, 1, PAIRS }, { "rss_peak", 0, 0.05, PAIRS },
		{ "cpu_time, base against base", 0, 1, SAME }, { "rss_peak, base against base", 0, 0.05, SAME },
	};
	struct wr_point points[LINES][PAIRS];
	struct wr_line lines[LINES];
	struct wr_rng rng;

	wr_rng_seed(&rng, 11);
	for (size_t l = 0; l < LINES; l++) {
		for (size_t i = 0; i < plan[l].n; i++)
			points[l][i] = (struct wr_point){ (double)(1 + i * (PAIRS / plan[l].n)),
				exp(plan[l].ratio * log(ratio) + plan[l].noise * noise * wr_rng_normal(&rng)) };
		lines[l] = (struct wr_line){ plan[l].name, "ratio", points[l], plan[l].n };
	}
	wr_run_add_series(run, &(struct wr_series){ name, "pair", "1", lines, LINES });
}

/* The curve of a cache whose keys follow a power law. */
static void add_curve(struct wr_run *run)
{
	enum { SIZES = 60 };
	static struct wr_point lru[SIZES], best[SIZES];
	struct wr_line lines[] = { { "lru", "ratio", lru, SIZES }, { "belady", "ratio", best, SIZES } };

	for (size_t i = 0; i < SIZES; i++) {
		double size = floor(10 * pow(10, (double)i / 14));

		lru[i] = (struct wr_point){ size, 0.06 + 0.94 / (1 + pow(size / 900, 0.85)) };
		best[i] = (struct wr_point){ size, 0.06 + 0.94 / (1 + pow(size / 320, 0.95)) };
	}
	wr_run_add_series(run, &(struct wr_series){ "cache.sessions.miss_ratio_curve", "cache size (objects)", "1", lines, 2 });
	wr_run_add_fact(run, "cache", "cache.sessions.requests", "1", WR_LOWER_IS_BETTER, 100000);
	wr_run_add_fact(run, "cache", "cache.sessions.unique", "1", WR_LOWER_IS_BETTER, 21480);
	wr_run_add_fact(run, "cache", "cache.sessions.lru.10000.miss_ratio", "ratio", WR_LOWER_IS_BETTER, 0.1652);
	wr_run_add_fact(run, "cache", "cache.sessions.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, 0.8348);
}

static void add_latency(struct wr_run *run)
{
	enum { WINDOWS = 60 };
	static const char *const names[] = { "p50", "p95", "p99" };
	static const double factor[] = { 1, 2.6, 4.4 };
	static struct wr_point points[3][WINDOWS], asked[WINDOWS], answered[WINDOWS];
	struct wr_line lines[3], rates[] = { { "asked", "1/s", asked, WINDOWS }, { "answered", "1/s", answered, WINDOWS } };
	struct wr_rng rng;

	wr_rng_seed(&rng, 3);
	for (size_t i = 0; i < WINDOWS; i++) {
		double rate = 50 + 350 * (double)i / (double)WINDOWS, load = fmin(rate / 330, 0.985);

		asked[i] = (struct wr_point){ (double)i + 0.5, rate };
		answered[i] = (struct wr_point){ (double)i + 0.5, fmin(rate, 330) + 4 * wr_rng_normal(&rng) };
		for (size_t l = 0; l < 3; l++)
			points[l][i] = (struct wr_point){ (double)i + 0.5, 0.012 * factor[l] / (1 - load) *
				exp(0.08 * wr_rng_normal(&rng)) };
	}
	for (size_t l = 0; l < 3; l++)
		lines[l] = (struct wr_line){ names[l], "s", points[l], WINDOWS };
	wr_run_add_series(run, &(struct wr_series){ "load.checkout.latency", "time", "s", lines, 3 });
	wr_run_add_series(run, &(struct wr_series){ "load.checkout.throughput", "time", "s", rates, 2 });
}

static void add_spectrum(struct wr_run *run)
{
	enum { POINTS = 41 };
	static struct wr_point points[POINTS];
	struct wr_line line = { "response time", "s", points, POINTS };

	for (size_t i = 0; i < POINTS; i++)
		points[i] = (struct wr_point){ (double)i / 10, 0.008 * exp(1.1 * (double)i / 10) };
	wr_run_add_series(run, &(struct wr_series){ "load.checkout.spectrum", "nines (1 = p90, 2 = p99)", "1", &line, 1 });
}

static void add_memory(struct wr_run *run)
{
	enum { SAMPLES = 600 };
	static struct wr_point memory[SAMPLES];
	struct wr_line line = { "resident", "B", memory, SAMPLES };

	for (size_t i = 0; i < SAMPLES; i++)
		memory[i] = (struct wr_point){ (double)i * 0.05, 22e6 + 31e6 * (1 - exp(-(double)i / 150)) +
			6e6 * (i % 70 < 9 ? 1 : 0) };
	wr_run_add_series(run, &(struct wr_series){ "profile.checkout.memory", "time", "s", &line, 1 });
}

static void add_stacks(struct wr_run *run)
{
	static const char *const stacks[] = {
		"shop.main;shop.report.monthly_report;shop.customers.load_customer;sqlite3.execute",
		"shop.main;shop.report.monthly_report;shop.customers.load_customer", "shop.main;shop.report.monthly_report",
		"shop.main;shop.search.postcodes;re.compile;re._parser.parse", "shop.main;shop.search.postcodes;re.compile",
		"shop.main;shop.search.postcodes", "shop.main;shop.export.write_row", "gc.collect",
	};
	enum { STACKS = sizeof stacks / sizeof *stacks };
	static const double samples[STACKS] = { 181, 64, 22, 71, 30, 12, 55, 1 };
	static struct wr_point points[STACKS];
	static struct wr_line lines[STACKS];

	for (size_t i = 0; i < STACKS; i++) {
		points[i] = (struct wr_point){ 0, samples[i] };
		lines[i] = (struct wr_line){ stacks[i], "samples", &points[i], 1 };
	}
	wr_run_add_series(run, &(struct wr_series){ "profile.report.stacks", "stack", "1", lines, STACKS });
}

static void add_log(struct wr_run *run)
{
	wr_run_add_stage(run, &(struct wr_stage){ "analyze", WR_STAGE_OK, 0.84, NULL });
	wr_run_add_stage(run, &(struct wr_stage){ "bench", WR_STAGE_OK, 71.3, NULL });
	wr_run_add_stage(run, &(struct wr_stage){ "cache", WR_STAGE_OK, 0.31, NULL });
	wr_run_add_stage(run, &(struct wr_stage){ "load", WR_STAGE_OK, 1.2, NULL });
	wr_run_note(run, WR_WARNING, "src/legacy.c could not be parsed and was left out: expected ';' at 1204:9");
	wr_run_note(run, WR_NOTE, "cache sessions: LRU is enough: no policy misses less by more than 0.4 %% at 10,000 objects");
	wr_run_add_artifact(run, &(struct wr_artifact){ "Cache for Python", "weir-report/sessions_cache.py", "code" });
}

int main(int argc, char **argv)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;
	struct wr_err err;
	int status = 0;

	if (argc < 2) {
		fprintf(stderr, "usage: sample_run DIR [FINDINGS]\n");
		return 2;
	}
	write_tree(run->arena, argv[1]);
	add_log(run);
	add_findings(run, argc > 2 ? strtoul(argv[2], NULL, 10) : 0);
	add_benchmarks(run);
	add_pairs(run, "bench.parse.pairs", 1.124, 0.06);
	add_pairs(run, "bench.export.pairs", 1.021, 0.12);
	add_curve(run);
	add_latency(run);
	add_spectrum(run);
	add_memory(run);
	add_stacks(run);
	run->verdict = WR_FAIL;
	wr_run_write_json(run, &out);
	if (wr_file_write(wr_arena_printf(run->arena, "%s/run.json", argv[1]), out.data, out.len, &err)) {
		fprintf(stderr, "%s\n", err.message);
		status = 3;
	}
	wr_buf_free(&out);
	wr_run_free(run);
	return status;
}
