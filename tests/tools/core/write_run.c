/* write_run.c - prints a run with every member that there is, and one with none, for the schema's test. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "core/run_json.h"

static void add_judgements(struct wr_run *run)
{
	static const struct wr_step chain[] = {
		{ { "app/orders.py", 10, 5, 10, 20 }, "process_orders() loops over orders" },
		{ { NULL, 0, 0, 0, 0 }, "somewhere" },
	};
	static const char *const evidence[] = { "bench.parse.cpu_time" };
	struct wr_finding full = {
		.rule = "loop-query", .severity = WR_HIGH, .confidence = WR_CONFIDENCE_MEDIUM, .language = "python",
		.message = "a \"query\"\n<in> a loop \xFF", .at = { "app/orders.py", 10, 5, 12, 9 }, .function = "f",
		.chain = chain, .chain_length = 2, .fingerprint = "0123456789abcdef",
		.text_fingerprint = "fedcba9876543210", .state = WR_KNOWN,
		.measures = evidence, .measure_count = 1, .fails = true,
		.fix = { { "app/orders.py", 10, 5, 10, 9 }, "rows" },
	};

	wr_run_add_finding(run, &full);
	wr_run_add_finding(run, &(struct wr_finding){ .rule = "slower" });
}

static void add_facts(struct wr_run *run)
{
	static const struct wr_point points[] = { { 0, 1 }, { 1, NAN } };
	static const struct wr_line line = { "lru", "ratio", points, 2 };
	struct wr_measure full = {
		.name = "bench.parse.cpu_time", .stage = "bench", .unit = "s", .now = { 0.1, 0.09, 0.11, 20 },
		.has_base = true, .base = { 0.1, NAN, NAN, 20 },
		.has_change = true, .change = { 1.05, 1.01, 1.09, 0.001, WR_CHANGE_FAIL }, .limit_ratio = 1.02,
	};

	wr_run_add_measure(run, &full);
	wr_run_add_fact(run, "cache", "cache.x.lru.10.miss_ratio", "ratio", WR_HIGHER_IS_BETTER, NAN);
	wr_run_add_series(run, &(struct wr_series){ "curve", "size", "B", &line, 1 });
}

int main(int argc, char **argv)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	if (argc > 1 && !strcmp(argv[1], "full")) {
		wr_run_set_machine(run, "00112233445566ff");
		wr_run_add_stage(run, &(struct wr_stage){ "bench", WR_STAGE_FAILED, 1.5, "why" });
		wr_run_add_stage(run, &(struct wr_stage){ "load", WR_STAGE_SKIPPED, NAN, NULL });
		add_judgements(run);
		add_facts(run);
		wr_run_add_artifact(run, &(struct wr_artifact){ "lru.py", "out/lru.py", "code" });
		wr_run_note(run, WR_WARNING, "noisy machine");
		wr_run_note_at(run, WR_ERROR, &(struct wr_location){ "weir.yaml", 7, 9, 0, 0 }, "parse: exits with 1");
	}
	wr_run_write_json(run, &out);
	fputs(out.data, stdout);
	wr_buf_free(&out);
	wr_run_free(run);
	return 0;
}
