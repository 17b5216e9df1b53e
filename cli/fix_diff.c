/* fix_diff.c - edits as a unified diff. */
#include <stdio.h>
#include <string.h>
#include "cli/fix_p.h"

#define CONTEXT 3

/* Edits that touch the same lines, and these whole lines. */
struct change { size_t first, n; size_t start, end; };

static size_t line_start(const struct wr_buf *file, size_t at)
{
	while (at > 0 && file->data[at - 1] != '\n')
		at--;
	return at;
}

/* Behind the line's end. */
static size_t line_end(const struct wr_buf *file, size_t at)
{
	const char *newline = memchr(file->data + at, '\n', file->len - at);

	return newline ? (size_t)(newline + 1 - file->data) : file->len;
}

static struct change change_from(const struct wr_buf *file, const struct cli_edits *edits, size_t first)
{
	struct change c = { first, 1, line_start(file, edits->items[first].start), line_end(file, edits->items[first].end) };

	while (first + c.n < edits->n && edits->items[first + c.n].start <= c.end) {
		c.end = line_end(file, edits->items[first + c.n].end);
		c.n++;
	}
	return c;
}

static size_t count_lines(const char *text, size_t n)
{
	size_t lines = n && text[n - 1] != '\n';

	for (size_t i = 0; i < n; i++)
		lines += text[i] == '\n';
	return lines;
}

static void add_lines(struct wr_buf *out, char mark, const char *text, size_t n)
{
	while (n) {
		const char *newline = memchr(text, '\n', n);
		size_t length = newline ? (size_t)(newline + 1 - text) : n;

		wr_buf_char(out, mark);
		wr_buf_add(out, text, length);
		if (!newline)
			wr_buf_str(out, "\n\\ No newline at end of file\n");
		text += length;
		n -= length;
	}
}

static size_t lines_back(const struct wr_buf *file, size_t at)
{
	for (int i = 0; i < CONTEXT && at > 0; i++)
		at = line_start(file, at - 1);
	return at;
}

static size_t lines_on(const struct wr_buf *file, size_t at)
{
	for (int i = 0; i < CONTEXT && at < file->len; i++)
		at = line_end(file, at);
	return at;
}

/* Prints the change into out's hunk: what stood before it since `from`, what goes, what comes.  Returns how
 * many lines came more than went. */
static long add_change(const struct wr_buf *file, const struct cli_edits *edits, const struct change *c, size_t from,
		       struct wr_buf *out)
{
	struct wr_buf now = WR_BUF_INIT;
	long more;

	cli_apply_edits(file, edits->items + c->first, c->n, c->start, c->end, &now);
	add_lines(out, ' ', file->data + from, c->start - from);
	add_lines(out, '-', file->data + c->start, c->end - c->start);
	add_lines(out, '+', now.data, now.len);
	more = (long)count_lines(now.data, now.len) - (long)count_lines(file->data + c->start, c->end - c->start);
	wr_buf_free(&now);
	return more;
}

/* Changes whose context would touch are one hunk.  Returns the first edit behind it. */
static size_t print_hunk(const struct wr_buf *file, const struct cli_edits *edits, size_t first, long *shift)
{
	struct wr_buf out = WR_BUF_INIT;
	struct change c = change_from(file, edits, first);
	size_t from = lines_back(file, c.start), at = from, old;
	long more = 0;

	for (;;) {
		more += add_change(file, edits, &c, at, &out);
		at = c.end;
		first = c.first + c.n;
		if (first == edits->n)
			break;
		c = change_from(file, edits, first);
		if (lines_back(file, c.start) > lines_on(file, at))
			break;
	}
	add_lines(&out, ' ', file->data + at, lines_on(file, at) - at);
	old = count_lines(file->data + from, lines_on(file, at) - from);
	from = count_lines(file->data, from) + 1;
	printf("@@ -%zu,%zu +%ld,%ld @@\n", from, old, (long)from + *shift, (long)old + more);
	fwrite(out.data, 1, out.len, stdout);
	*shift += more;
	wr_buf_free(&out);
	return first;
}

void cli_print_diff(const char *name, const struct wr_buf *file, const struct cli_edits *edits)
{
	long shift = 0;

	if (edits->n)
		printf("--- a/%s\n+++ b/%s\n", name, name);
	for (size_t i = 0; i < edits->n;)
		i = print_hunk(file, edits, i, &shift);
}
