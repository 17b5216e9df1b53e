/* bencher.c - Bencher Metric Format: { benchmark: { measure: { value, lower_value, upper_value } } }. */
#include <math.h>
#include <string.h>

#include "core/json.h"
#include "report/clip_p.h"
#include "report/metric_p.h"
#include "report/report.h"

enum { MEASURE_MAX = 64 };      /* of a measure's name; 1,024 of a benchmark's */

static void write_metric(struct wr_json *json, struct wr_arena *arena, const struct rp_metric *metric)
{
	const struct wr_stat *now = &metric->measure->now;

	wr_json_open(json, rp_clip(arena, metric->quantity, MEASURE_MAX), '{');
	wr_json_set_number(json, "value", now->value);
	if (isfinite(now->low))
		wr_json_set_number(json, "lower_value", now->low);
	if (isfinite(now->high))
		wr_json_set_number(json, "upper_value", now->high);
	wr_json_end(json);
}

static void write_bencher(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_json json = { .out = out, .indent = 2 };
	const char *subject = NULL;
	size_t n;
	const struct rp_metric *metrics = rp_metrics(run, arena, &n);

	(void)options;
	wr_json_begin(&json, '{');
	for (size_t i = 0; i < n; i++) {
		if (!subject || strcmp(subject, metrics[i].subject)) {
			if (subject)
				wr_json_end(&json);
			subject = metrics[i].subject;
			wr_json_open(&json, subject, '{');
		}
		write_metric(&json, arena, &metrics[i]);
	}
	if (subject)
		wr_json_end(&json);
	wr_json_end(&json);
	wr_buf_char(out, '\n');
	wr_arena_free(arena);
}

extern const struct rp_format rp_format_bencher;
const struct rp_format rp_format_bencher = {
	.name = "bencher", .file = "bencher.json",
	.help = "measures in Bencher Metric Format (BMF)",
	.write = write_bencher
};
