#include "report/benchmark_p.h"

#include <math.h>

#include "core/json.h"
#include "core/units.h"
#include "report/clip_p.h"
#include "report/compare_p.h"
#include "report/metric_p.h"

enum { UNIT_MAX = 40, TEXT_MAX = 300 };

/* The change of each measure by its place in the run, NULL where there is no base. */
static const struct rp_change **changes_by_place(const struct wr_run *run, struct wr_arena *arena)
{
	const struct rp_change **by_place = wr_arena_array(arena, run->measure_count + 1, sizeof *by_place);
	size_t n;
	const struct rp_change *changes = rp_changes(run, arena, &n);

	for (size_t i = 0; i < n; i++)
		by_place[changes[i].measure - run->measures] = &changes[i];
	return by_place;
}

static const char *range_text(struct wr_arena *arena, const struct wr_measure *m)
{
	char low[64], high[64];

	wr_format_value(low, sizeof low, m->now.low, m->unit);
	wr_format_value(high, sizeof high, m->now.high, m->unit);
	return rp_inert(arena, wr_arena_printf(arena, "%s to %s", low, high), TEXT_MAX);
}

/* What the tooltip of a point says: samples, and how it stands to the base. */
static const char *extra_text(struct wr_arena *arena, const struct wr_measure *m, const struct rp_change *change)
{
	struct wr_buf text = WR_BUF_INIT;
	const char *copy;

	wr_buf_printf(&text, "%zu sample%s", m->now.n, m->now.n == 1 ? "" : "s");
	if (change) {
		wr_buf_printf(&text, "; against the base %s: ", rp_shift_word(change->shift));
		rp_change_text(&text, change, true);
	}
	copy = rp_inert(arena, text.data, TEXT_MAX);
	wr_buf_free(&text);
	return copy;
}

static void write_entry(struct wr_json *json, struct wr_arena *arena, const struct rp_metric *metric,
			const struct rp_change *change)
{
	const struct wr_measure *m = metric->measure;

	wr_json_begin(json, '{');
	wr_json_set_string(json, "name", wr_arena_printf(arena, "%s.%s", metric->subject, metric->quantity));
	wr_json_set_string(json, "unit", rp_inert(arena, m->unit, UNIT_MAX));
	wr_json_set_number(json, "value", m->now.value);
	if (isfinite(m->now.low) && isfinite(m->now.high))
		wr_json_set_string(json, "range", range_text(arena, m));
	wr_json_set_string(json, "extra", extra_text(arena, m, change));
	wr_json_end(json);
}

void rp_benchmark(const struct wr_run *run, enum wr_better better, struct wr_buf *out)
{
	struct wr_arena *arena = wr_arena_new();
	const struct rp_change **changes = changes_by_place(run, arena);
	struct wr_json json = { .out = out, .indent = 2 };
	size_t n;
	const struct rp_metric *metrics = rp_metrics(run, arena, &n);

	wr_json_begin(&json, '[');
	for (size_t i = 0; i < n; i++)
		if (metrics[i].measure->better == better)
			write_entry(&json, arena, &metrics[i], changes[metrics[i].measure - run->measures]);
	wr_json_end(&json);
	wr_buf_char(out, '\n');
	wr_arena_free(arena);
}
