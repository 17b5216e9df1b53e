/* html_index.c - one page over many runs: their verdicts, and how each measure moved. */
#include "report/html_p.h"

#include <math.h>
#include <stdint.h>

#include "core/text.h"
#include "core/units.h"
#include "report/chart_p.h"
#include "report/trend_p.h"

enum { TEXT_MAX = 200, TRENDS_MAX = 400, CHARTS_MAX = 60 };

static void write_contents(struct rp_page *page)
{
	wr_buf_str(page->out, "<li><a href=\"#summary\">Newest run</a></li>\n"
		   "<li><a href=\"#runs\">Runs</a></li>\n<li><a href=\"#trends\">Trends</a></li>\n"
		   "<li><a href=\"#charts\">Charts</a></li>\n");
}

static void write_number(struct rp_page *page, size_t number)
{
	wr_buf_printf(page->out, "<td class=\"n\">%zu</td>", number);
}

static void write_name(struct rp_page *page, const struct rp_past_run *past)
{
	bool linked = past->page && *past->page;

	wr_buf_str(page->out, "<th scope=\"row\" class=\"name\">");
	if (linked) {
		struct wr_buf url = WR_BUF_INIT;

		wr_esc_url_path(&url, past->page);
		wr_buf_str(page->out, "<a href=\"");
		wr_esc_attr(page->out, url.data);
		wr_buf_str(page->out, "\">");
		wr_buf_free(&url);
	}
	rp_page_text(page, past->name, TEXT_MAX);
	wr_buf_str(page->out, linked ? "</a></th>" : "</th>");
}

static void write_run(struct rp_page *page, size_t index)
{
	const struct rp_past_run *past = &page->past[index];
	struct rp_counts counts;
	char seconds[32];

	wr_buf_str(page->out, "<tr>");
	write_number(page, index + 1);
	write_name(page, past);
	if (!past->run) {
		wr_buf_str(page->out, "<td><span class=\"sev incomplete\">unreadable</span></td>"
			   "<td class=\"n\">-</td><td class=\"n\">-</td><td class=\"n\">-</td><td class=\"n\">-</td></tr>\n");
		return;
	}
	counts = rp_count(past->run, page->arena);
	wr_buf_printf(page->out, "<td><span class=\"sev %s\">%s</span></td>", wr_verdict_name(past->run->verdict),
		      rp_verdict_word(past->run->verdict));
	write_number(page, counts.new_findings);
	write_number(page, counts.known);
	write_number(page, counts.shifts[RP_WORSE]);
	wr_buf_printf(page->out, "<td class=\"n\" data-k=\"%.9g\">%s</td></tr>\n", counts.seconds,
		      wr_format_duration(seconds, sizeof seconds, counts.seconds));
}

static void write_runs(struct rp_page *page)
{
	static const struct rp_column columns[] = {
		{ "Number", " class=\"n down\" aria-sort=\"descending\"" }, { "Run", "" }, { "Verdict", "" },
		{ "New findings", " class=\"n\"" }, { "Known", " class=\"n\"" }, { "Measures worse", " class=\"n\"" },
		{ "Time", " class=\"n\"" }, { NULL, NULL }
	};

	rp_page_section(page, "runs", "Runs", page->past_count);
	rp_page_table(page, " class=\"sortable\"", "Newest first; the number is where a run stands in the charts.",
		      columns);
	for (size_t i = page->past_count; i-- > 0;)
		write_run(page, i);
	rp_page_table_end(page);
	wr_buf_str(page->out, "</section>\n");
}

static void write_value(struct rp_page *page, double value, const char *unit)
{
	struct wr_buf text = WR_BUF_INIT;

	rp_stat_text(&text, &(struct wr_stat){ value, NAN, NAN, 0 }, unit, false);
	wr_buf_str(page->out, "<td class=\"n\"");
	if (isfinite(value))
		wr_buf_printf(page->out, " data-k=\"%.9g\"", value);
	wr_buf_char(page->out, '>');
	rp_page_text(page, text.data, TEXT_MAX);
	wr_buf_str(page->out, "</td>");
	wr_buf_free(&text);
}

/* The newest value against the median before it, in the words of a change. */
static void write_shift(struct rp_page *page, const struct rp_trend *t)
{
	struct wr_measure m = { .unit = t->unit, .better = t->better };
	struct rp_change change = { .measure = &m, .ratio = t->last / t->before, .low = NAN, .high = NAN };
	struct wr_buf text = WR_BUF_INIT;

	wr_buf_printf(page->out, "<td data-k=\"%.9g\">", isfinite(t->worse) ? t->worse : 0);
	if (isnan(t->last)) {
		wr_buf_str(page->out, "not in the newest run");
	} else if (isnan(t->before)) {
		wr_buf_str(page->out, "first seen");
	} else {
		change.shift = t->last == t->before ? RP_SAME : RP_NOTED;
		rp_change_text(&text, &change, false);
		wr_buf_str(page->out, text.data);
	}
	wr_buf_str(page->out, "</td>");
	wr_buf_free(&text);
}

/* "at run 23: 206 ms, then 231 ms" */
static void write_level(struct rp_page *page, const struct rp_trend *t)
{
	const struct rp_level *now = &t->levels[t->level_count - 1];
	struct wr_buf text = WR_BUF_INIT;
	double run;

	if (t->level_count < 2) {
		wr_buf_str(page->out, "<td data-k=\"0\">-</td>");
		return;
	}
	run = t->values[now->first].x;
	wr_buf_printf(&text, "at run %.0f: ", run);
	rp_stat_text(&text, &(struct wr_stat){ now[-1].median, NAN, NAN, 0 }, t->unit, false);
	wr_buf_str(&text, ", then ");
	rp_stat_text(&text, &(struct wr_stat){ now->median, NAN, NAN, 0 }, t->unit, false);
	wr_buf_printf(page->out, "<td data-k=\"%.0f\">", run);
	rp_page_text(page, text.data, TEXT_MAX);
	wr_buf_str(page->out, "</td>");
	wr_buf_free(&text);
}

static void write_trend(struct rp_page *page, const struct rp_trend *t)
{
	wr_buf_str(page->out, "<tr><th scope=\"row\" class=\"name\">");
	rp_page_name(page, wr_arena_printf(page->arena, "%s.%s", t->subject, t->quantity), TEXT_MAX);
	wr_buf_str(page->out, "</th>");
	write_number(page, t->value_count);
	write_value(page, t->before, t->unit);
	write_value(page, t->last, t->unit);
	write_shift(page, t);
	write_level(page, t);
	wr_buf_str(page->out, "</tr>\n");
}

static void write_trends(struct rp_page *page)
{
	static const struct rp_column columns[] = {
		{ "Metric", "" }, { "Runs", " class=\"n\"" }, { "Median before", " class=\"n\"" },
		{ "Newest", " class=\"n\"" }, { "Newest against the median", " class=\"down\"" },
		{ "Last change of level", " class=\"down\"" }, { NULL, NULL }
	};
	size_t n = page->trend_count < TRENDS_MAX ? page->trend_count : TRENDS_MAX;

	rp_page_section(page, "trends", "Trends", page->trend_count);
	if (!n) {
		wr_buf_str(page->out, "<p class=\"empty\">No run has a measure.</p>\n</section>\n");
		return;
	}
	rp_page_table(page, " class=\"sortable\"", "What grew worst first. Runs of different days and machines differ: "
		      "a trend is a reason to look, never proof. A level is the median between two changes "
		      "(E-divisive, p below 0.001, 2 % at least).", columns);
	for (size_t i = 0; i < n; i++)
		write_trend(page, &page->trends[i]);
	rp_page_table_end(page);
	if (n < page->trend_count)
		wr_buf_printf(page->out, "<p class=\"empty\">%zu more in the runs themselves.</p>\n",
			      page->trend_count - n);
	wr_buf_str(page->out, "</section>\n");
}

/* Two points per level, so that a change is a step. */
static struct wr_line level_line(struct rp_page *page, const struct rp_trend *t)
{
	struct wr_point *points = wr_arena_array(page->arena, 2 * t->level_count, sizeof *points);

	for (size_t i = 0; i < t->level_count; i++) {
		const struct rp_level *l = &t->levels[i];

		points[2 * i] = (struct wr_point){ t->values[l->first].x, l->median };
		points[2 * i + 1] = (struct wr_point){ t->values[l->first + l->count - 1].x, l->median };
	}
	return (struct wr_line){ wr_arena_printf(page->arena, "%s, level", t->quantity), t->unit, points,
				 t->level_count > 1 ? 2 * t->level_count : 0 };
}

/* A panel for the values, with what bounds them beside it. */
static void write_chart(struct rp_page *page, const struct rp_trend *t)
{
	struct wr_line lines[] = {
		{ t->quantity, t->unit, t->values, t->value_count },
		{ wr_arena_printf(page->arena, "%s, low", t->quantity), t->unit, t->lows, t->low_count },
		{ wr_arena_printf(page->arena, "%s, high", t->quantity), t->unit, t->highs, t->high_count },
		level_line(page, t),
	};
	struct wr_series series = { wr_arena_printf(page->arena, "%s.trend", t->subject), "run", "1", lines, 4 };

	rp_chart(page->out, page->arena, page->run, &series, &page->pictures);
}

static void write_charts(struct rp_page *page)
{
	size_t start = page->out->len, drawn = 0;

	rp_page_section(page, "charts", "Charts", SIZE_MAX);
	wr_buf_str(page->out, "<div class=\"charts\">\n");
	for (size_t i = 0; i < page->trend_count && drawn < CHARTS_MAX; i++) {
		if (page->trends[i].value_count < 2 || page->out->len - start > RP_CHARTS_BYTES)
			continue;
		write_chart(page, &page->trends[i]);
		drawn++;
	}
	wr_buf_str(page->out, "</div>\n");
	if (drawn < page->trend_count)
		wr_buf_printf(page->out, "<p class=\"empty\">%zu of %zu measures are drawn: those that grew worst, of "
			      "two runs at least.</p>\n", drawn, page->trend_count);
	wr_buf_str(page->out, "</section>\n");
}

static void write_nothing(struct rp_page *page)
{
	(void)page;
}

static const struct rp_slot slots[] = {
	{ "contents", write_contents }, { "findings", write_runs }, { "changes", write_trends },
	{ "charts", write_charts }, { "measures", write_nothing }, { "rules", write_nothing },
	{ "notices", write_nothing }, { "stages", write_nothing }, { "fixed", write_nothing },
	{ "components", write_nothing },
	{ NULL, NULL }
};

/* A newest run that cannot be read must not let the one before it speak. */
static struct wr_run *stand_in(const struct rp_past_run *past)
{
	struct wr_run *run = wr_run_new();

	wr_run_note(run, WR_ERROR, "%s: the run cannot be read", past->name);
	return run;
}

void rp_index(const struct rp_past_run *runs, size_t n, const struct rp_options *options, struct wr_buf *out)
{
	struct rp_page page = { .out = out, .options = options, .past = runs, .past_count = n };
	struct wr_run *unreadable = runs[n - 1].run ? NULL : stand_in(&runs[n - 1]);

	page.run = unreadable ? unreadable : runs[n - 1].run;
	page.arena = wr_arena_new();
	page.counts = rp_count(page.run, page.arena);
	page.changes = rp_changes(page.run, page.arena, &page.change_count);
	page.trends = rp_trends(runs, n, page.arena, &page.trend_count);
	rp_page_fill(&page, slots);
	wr_arena_free(page.arena);
	wr_run_free(unreadable);
}
