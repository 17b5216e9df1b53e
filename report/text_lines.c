/* text_lines.c - words and tables in columns. */
#include "report/text_p.h"

#include <assert.h>
#include <string.h>

#include "core/text.h"
#include "report/clip_p.h"

enum { LONGEST = 1500 };        /* bytes of one text: what is longer is an attack or an accident */

static void start_paint(struct rp_terminal *t, enum rp_paint paint)
{
	static const char *const codes[] = {
		[RP_PLAIN] = "", [RP_BOLD] = "\033[1m", [RP_DIM] = "\033[2m", [RP_RED] = "\033[1;31m",
		[RP_YELLOW] = "\033[33m", [RP_GREEN] = "\033[32m", [RP_BLUE] = "\033[34m",
		[RP_MAGENTA] = "\033[35m"
	};

	if (t->options->color)
		wr_buf_str(t->out, codes[paint]);
}

static void end_paint(struct rp_terminal *t, enum rp_paint paint)
{
	if (t->options->color && paint != RP_PLAIN)
		wr_buf_str(t->out, "\033[0m");
}

void rp_paint(struct rp_terminal *t, enum rp_paint paint, const char *text)
{
	if (!*text)
		return;
	start_paint(t, paint);
	wr_esc_terminal(t->out, rp_clip(t->arena, text, LONGEST));
	end_paint(t, paint);
}

void rp_spaces(struct rp_terminal *t, size_t n)
{
	while (n--)
		wr_buf_char(t->out, ' ');
}

void rp_wrap(struct rp_terminal *t, enum rp_paint paint, size_t used, size_t indent, const char *text)
{
	struct wr_buf clean = WR_BUF_INIT;
	const char *gap = "";
	char *rest = NULL;

	wr_buf_str(&clean, "");
	wr_esc_terminal(&clean, rp_clip(t->arena, text, LONGEST));
	start_paint(t, paint);
	for (char *word = strtok_r(clean.data, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		size_t width = wr_text_width(word);

		if (*gap && used + 1 + width > t->width) {
			wr_buf_char(t->out, '\n');
			rp_spaces(t, indent);
			used = indent;
		} else {
			wr_buf_str(t->out, gap);
			used += *gap != '\0';
		}
		wr_buf_str(t->out, word);
		used += width;
		gap = " ";
	}
	end_paint(t, paint);
	wr_buf_char(t->out, '\n');
	wr_buf_free(&clean);
}

static const char *next_character(const char *s)
{
	do
		s++;
	while (((unsigned char)*s & 0xc0) == 0x80);
	return s;
}

/* The inert text, its middle replaced by an ellipsis if it is wider than max:
 * both ends of a measure's name say something. */
static const char *fitted(struct rp_terminal *t, const char *text, size_t max)
{
	struct wr_buf clean = WR_BUF_INIT;
	const char *start, *head, *tail;
	size_t width;

	wr_esc_terminal(&clean, rp_clip(t->arena, text, LONGEST));
	start = head = tail = wr_arena_strndup(t->arena, clean.len ? clean.data : "", clean.len);
	wr_buf_free(&clean);
	width = wr_text_width(start);
	if (width <= max)
		return start;
	while (wr_text_width(tail) > max / 2)
		tail = next_character(tail);
	while (width - wr_text_width(next_character(head)) + 1 + wr_text_width(tail) <= max)
		head = next_character(head);
	return wr_arena_printf(t->arena, "%.*s\xe2\x80\xa6%s", (int)(head - start), start, tail);
}

static void write_row(struct rp_terminal *t, enum rp_paint paint, const char *const *cells,
		      const size_t *widths, size_t columns)
{
	rp_spaces(t, 2);
	start_paint(t, paint);
	for (size_t c = 0; c < columns; c++) {
		wr_buf_str(t->out, cells[c]);
		if (c + 1 < columns)
			rp_spaces(t, widths[c] - wr_text_width(cells[c]) + 2);
	}
	end_paint(t, paint);
	wr_buf_char(t->out, '\n');
}

enum { COLUMNS_MAX = 8, NARROWEST = 16, WIDEST = 120 };

struct table {
	const char **cells;             /* inert; the head is the first row */
	size_t columns, rows;
	size_t widths[COLUMNS_MAX], total;
};

static struct table table_of(struct rp_terminal *t, const char *const *head, const char *const *cells,
			     size_t columns, size_t rows)
{
	struct table table = { .columns = columns, .rows = rows + 1, .total = 2 * columns };

	assert(columns <= COLUMNS_MAX);
	table.cells = wr_arena_array(t->arena, table.rows * columns, sizeof *table.cells);
	for (size_t i = 0; i < table.rows * columns; i++) {
		const char *cell = fitted(t, i < columns ? head[i] : cells[i - columns], WIDEST);
		size_t width = wr_text_width(cell), *widest = &table.widths[i % columns];

		table.cells[i] = cell;
		*widest = width > *widest ? width : *widest;
	}
	for (size_t c = 0; c < columns; c++)
		table.total += table.widths[c];
	return table;
}

bool rp_table_fits(struct rp_terminal *t, const char *const *head, const char *const *cells, size_t columns,
		   size_t rows)
{
	return table_of(t, head, cells, columns, rows).total <= t->width;
}

static void squeeze(struct rp_terminal *t, struct table *table)
{
	size_t others = table->total - table->widths[0];

	if (table->total <= t->width)
		return;
	table->widths[0] = others + NARROWEST < t->width ? t->width - others : NARROWEST;
	for (size_t i = 0; i < table->rows * table->columns; i += table->columns)
		table->cells[i] = fitted(t, table->cells[i], table->widths[0]);
}

void rp_table(struct rp_terminal *t, const char *const *head, const char *const *cells,
	      const enum rp_paint *paints, size_t columns, size_t rows)
{
	struct table table = table_of(t, head, cells, columns, rows);

	squeeze(t, &table);
	write_row(t, RP_DIM, table.cells, table.widths, columns);
	for (size_t r = 0; r < rows; r++)
		write_row(t, paints[r], table.cells + (r + 1) * columns, table.widths, columns);
}
