/* chart_data.c - the numbers beside a picture, for those who cannot see it and those who want to. */
#include "report/chart_p.h"

#include "core/text.h"
#include "core/units.h"

enum { ROWS_MAX = 40 };

static bool same_x(const struct rp_panel *panel)
{
	const struct wr_line *first = panel->lines[0];

	for (size_t i = 1; i < panel->line_count; i++) {
		if (panel->lines[i]->n != first->n)
			return false;
		for (size_t j = 0; j < first->n; j++)
			if (panel->lines[i]->points[j].x != first->points[j].x)
				return false;
	}
	return true;
}

static void write_cell(struct wr_buf *out, const char *open, const char *text, const char *close)
{
	wr_buf_str(out, open);
	wr_esc_html(out, text);
	wr_buf_str(out, close);
}

static void write_y(struct wr_buf *out, const struct rp_panel *panel, double y)
{
	char text[64];

	write_cell(out, "<td class=\"n\">", rp_y_text(text, sizeof text, panel, y), "</td>");
}

static void write_x(struct wr_buf *out, const struct rp_panel *panel, double x)
{
	char text[64];

	write_cell(out, "<tr><th scope=\"row\" class=\"n\">", rp_x_text(text, sizeof text, panel, x), "</th>");
}

/* Evenly chosen rows with the first and the last among them. */
static size_t row_at(size_t row, size_t rows, size_t n)
{
	return rows > 1 ? row * (n - 1) / (rows - 1) : 0;
}

/* One row per x with a column per line; only the lines from `first` to `end`. */
static void write_table(struct wr_buf *out, const char *name, const struct rp_panel *panel, size_t first,
			size_t end)
{
	size_t n = panel->lines[first]->n, rows = n < ROWS_MAX ? n : ROWS_MAX;

	wr_buf_str(out, "<table><caption>");
	wr_esc_html(out, name);
	if (rows < n)
		wr_buf_printf(out, ", %zu of %zu points", rows, n);
	wr_buf_str(out, "</caption>\n<thead><tr>");
	write_cell(out, "<th scope=\"col\" class=\"n\">",
		   panel->kind->nines ? "percentile" : panel->series->x_name, "</th>");
	for (size_t i = first; i < end; i++)
		write_cell(out, "<th scope=\"col\" class=\"n\">", panel->lines[i]->name, "</th>");
	wr_buf_str(out, "</tr></thead>\n<tbody>\n");
	for (size_t r = 0; r < rows; r++) {
		size_t at = row_at(r, rows, n);

		write_x(out, panel, panel->lines[first]->points[at].x);
		for (size_t i = first; i < end; i++)
			write_y(out, panel, panel->lines[i]->points[at].y);
		wr_buf_str(out, "</tr>\n");
	}
	wr_buf_str(out, "</tbody></table>\n");
}

void rp_panel_data(struct wr_buf *out, struct wr_arena *arena, const struct rp_panel *panel)
{
	const char *name = rp_panel_name(arena, panel);

	wr_buf_str(out, "<details class=\"data\"><summary>Numbers</summary>\n"
			"<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Numbers of ");
	wr_esc_attr(out, name);
	wr_buf_str(out, "\">\n");
	if (same_x(panel)) {
		write_table(out, name, panel, 0, panel->line_count);
	} else {
		for (size_t i = 0; i < panel->line_count; i++)
			write_table(out, name, panel, i, i + 1);
	}
	wr_buf_str(out, "</div></details>\n");
}
