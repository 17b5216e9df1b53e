/* excerpt.c - the lines around a finding. */
#include "report/html_p.h"

#include <string.h>

#include "core/text.h"

enum { AROUND = 3, HIT_MAX = 12, LINE_BYTES = 240, TAB = 4 };

static void write_piece(struct rp_page *page, const char *s, size_t n)
{
	while (n) {
		size_t run = strcspn(s, "\t");
		char *piece;

		if (run > n)
			run = n;
		piece = wr_arena_strndup(page->arena, s, run);
		wr_esc_html(page->out, piece);
		s += run;
		n -= run;
		if (n) {                /* at a tab */
			wr_buf_printf(page->out, "%*s", TAB, "");
			s++;
			n--;
		}
	}
}

/* Bytes of the first `columns` code points of the line, of at most `max` bytes;
 * a byte that is not UTF-8 counts as one. */
static size_t bytes_of(const char *line, size_t max, size_t columns)
{
	size_t at = 0;

	while (columns-- && at < max) {
		unsigned code_point;
		size_t n = wr_utf8_decode(line + at, strlen(line + at), &code_point);

		at += n ? n : 1;
	}
	return at < max ? at : max;
}

static size_t shown_length(const char *line)
{
	size_t n = strlen(line);

	return n <= LINE_BYTES ? n : bytes_of(line, LINE_BYTES, LINE_BYTES);
}

void rp_page_source_line(struct rp_page *page, const char *line)
{
	size_t n = shown_length(line);

	write_piece(page, line, n);
	if (line[n])
		wr_buf_str(page->out, "\xe2\x80\xa6");
}

/* The line with the columns of the finding marked, when they are known and on one line. */
static void write_marked(struct rp_page *page, const char *line, const struct wr_location *at)
{
	size_t n = shown_length(line), from, to;

	if (!at->column || at->end_column <= at->column || at->end_line > at->line) {
		rp_page_source_line(page, line);
		return;
	}
	from = bytes_of(line, n, at->column - 1);
	to = bytes_of(line, n, at->end_column - 1);
	write_piece(page, line, from);
	wr_buf_str(page->out, "<mark>");
	write_piece(page, line + from, to - from);
	wr_buf_str(page->out, "</mark>");
	rp_page_source_line(page, line + to);
}

bool rp_page_excerpt(struct rp_page *page, const struct wr_location *at)
{
	const struct rp_source *source = at->path ? rp_source(page->sources, at->path) : NULL;
	unsigned end = at->end_line > at->line ? at->end_line : at->line, first, last;

	if (!source || !at->line || !rp_source_line(source, at->line))
		return false;
	if (end - at->line >= HIT_MAX)
		end = at->line + HIT_MAX - 1;
	first = at->line > AROUND ? at->line - AROUND : 1;
	last = end + AROUND;
	wr_buf_str(page->out, "<pre class=\"code\" tabindex=\"0\" role=\"group\" aria-label=\"Source\"><code>");
	for (unsigned n = first; n <= last; n++) {
		const char *line = rp_source_line(source, n);

		if (!line)
			break;
		wr_buf_printf(page->out, "<span class=\"l%s\" data-n=\"%u\">",
			      n >= at->line && n <= end ? " hit" : "", n);
		if (n == at->line)
			write_marked(page, line, at);
		else
			rp_page_source_line(page, line);
		wr_buf_str(page->out, "</span>");
	}
	wr_buf_str(page->out, "</code></pre>\n");
	return true;
}
