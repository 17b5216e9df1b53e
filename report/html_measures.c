/* html_measures.c - before and after, and everything else that was measured. */
#include "report/html_p.h"

#include <math.h>
#include <stdint.h>

#include "core/text.h"
#include "core/units.h"
#include "report/chart_p.h"

enum { FOREST_ROWS = 30, NAME_MAX_BYTES = 200, VALUE_MAX = 200 };

static void write_forest(struct rp_page *page)
{
	size_t n = page->change_count < FOREST_ROWS ? page->change_count : FOREST_ROWS;
	size_t start = page->out->len, body;

	wr_buf_str(page->out, "<figure class=\"chart broad\">\n<figcaption>"
		   "<span class=\"name\">Change against the base</span>\n<p>Each bar is a 95 % interval; "
		   "one that crosses the dashed line may be no change at all.");
	if (n < page->change_count)
		wr_buf_printf(page->out, " The first %zu of %zu.", n, page->change_count);
	wr_buf_str(page->out, "</p></figcaption>\n<div class=\"canvas\" tabindex=\"0\" role=\"group\" "
		   "aria-label=\"Chart of the changes\">\n");
	body = page->out->len;
	rp_forest(page->out, page->arena, page->changes, n, page->pictures++);
	if (page->out->len == body) {           /* nothing has a ratio */
		page->out->len = start;
		page->out->data[start] = '\0';
		return;
	}
	wr_buf_str(page->out, "</div>\n</figure>\n");
}

static void write_stat(struct rp_page *page, const struct wr_stat *stat, const char *unit)
{
	char low[64], high[64];
	struct wr_buf value = WR_BUF_INIT;

	rp_stat_text(&value, stat, unit, false);
	wr_buf_str(page->out, "<td class=\"n\"");
	if (isfinite(stat->value))
		wr_buf_printf(page->out, " data-k=\"%.9g\"", stat->value);
	wr_buf_char(page->out, '>');
	rp_page_text(page, value.data, VALUE_MAX);
	if (isfinite(stat->low) && isfinite(stat->high)) {
		wr_buf_str(page->out, "<span class=\"range\">");
		rp_page_text(page, wr_arena_printf(page->arena, "%s to %s",
			     wr_format_value(low, sizeof low, stat->low, unit),
			     wr_format_value(high, sizeof high, stat->high, unit)), VALUE_MAX);
		wr_buf_str(page->out, "</span>");
	}
	wr_buf_str(page->out, "</td>");
	wr_buf_free(&value);
}

static void write_name(struct rp_page *page, const char *name)
{
	wr_buf_str(page->out, "<th scope=\"row\" class=\"name\">");
	rp_page_name(page, name, NAME_MAX_BYTES);
	wr_buf_str(page->out, "</th>");
}

/* Sorts by how much worse it got, whatever the direction. */
static double sort_key(const struct rp_change *c)
{
	double key = c->measure->better == WR_LOWER_IS_BETTER ? c->ratio : 1 / c->ratio;

	return isfinite(key) ? key : 0;
}

static void write_change(struct rp_page *page, const struct rp_change *c)
{
	struct wr_buf text = WR_BUF_INIT;

	wr_buf_printf(page->out, "<tr class=\"%s%s\">", rp_shift_word(c->shift),
		      c->measure->better == WR_HIGHER_IS_BETTER ? " up" : "");
	write_name(page, c->measure->name);
	write_stat(page, &c->measure->base, c->measure->unit);
	write_stat(page, &c->measure->now, c->measure->unit);
	wr_buf_printf(page->out, "<td data-k=\"%.9g\"><span class=\"state\">%s</span>", sort_key(c),
		      rp_shift_word(c->shift));
	rp_change_text(&text, c, true);
	wr_buf_str(page->out, "<span class=\"range\">");
	rp_page_text(page, text.data, VALUE_MAX);
	wr_buf_str(page->out, "</span></td></tr>\n");
	wr_buf_free(&text);
}

static void write_rest(struct rp_page *page, size_t left)
{
	if (left)
		wr_buf_printf(page->out, "<p class=\"empty\">%zu more in run.json.</p>\n", left);
}

void rp_page_changes(struct rp_page *page)
{
	static const struct rp_column columns[] = {
		{ "Metric", "" }, { "Before", " class=\"n\"" }, { "After", " class=\"n\"" },
		{ "Improvement", " class=\"down\"" }, { NULL, NULL }
	};
	size_t n = page->change_count < RP_CHANGES_MAX ? page->change_count : RP_CHANGES_MAX;

	if (!n)
		return;
	rp_page_section(page, "changes", "Before and after", page->change_count);
	write_forest(page);
	rp_page_table(page, " class=\"sortable\"", "Medians with their 95 % intervals, worst first.", columns);
	for (size_t i = 0; i < n; i++)
		write_change(page, &page->changes[i]);
	rp_page_table_end(page);
	write_rest(page, page->change_count - n);
	wr_buf_str(page->out, "</section>\n");
}

static void write_measure(struct rp_page *page, const struct wr_measure *m)
{
	wr_buf_str(page->out, "<tr>");
	write_name(page, m->name);
	write_stat(page, &m->now, m->unit);
	if (m->now.n)
		wr_buf_printf(page->out, "<td class=\"n\">%zu</td></tr>\n", m->now.n);
	else
		wr_buf_str(page->out, "<td class=\"n\" data-k=\"0\">-</td></tr>\n");
}

void rp_page_measures(struct rp_page *page)
{
	static const struct rp_column columns[] = {
		{ "Metric", "" }, { "Value", " class=\"n\"" }, { "Samples", " class=\"n\"" }, { NULL, NULL }
	};
	size_t plain = page->run->measure_count - page->change_count, written = 0;

	if (!plain)
		return;
	rp_page_section(page, "measures", "Measures", plain);
	rp_page_table(page, " class=\"sortable\"", "Measured in this run, without a base to compare with.",
		      columns);
	for (size_t i = 0; i < page->run->measure_count && written < RP_MEASURES_MAX; i++) {
		if (page->run->measures[i].has_base)
			continue;
		write_measure(page, &page->run->measures[i]);
		written++;
	}
	rp_page_table_end(page);
	write_rest(page, plain - written);
	wr_buf_str(page->out, "</section>\n");
}

void rp_page_charts(struct rp_page *page)
{
	size_t start = page->out->len, i;

	if (!page->run->series_count)
		return;
	rp_page_section(page, "charts", "Charts", SIZE_MAX);
	wr_buf_str(page->out, "<div class=\"charts\">\n");
	for (i = 0; i < page->run->series_count && page->out->len - start < RP_CHARTS_BYTES; i++)
		rp_chart(page->out, page->arena, page->run, &page->run->series[i], &page->pictures);
	wr_buf_str(page->out, "</div>\n");
	write_rest(page, page->run->series_count - i);
	wr_buf_str(page->out, "</section>\n");
}
