/* fix.c - the changes that findings carry, file by file. */
#include "cli/fix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cli/fix_p.h"
#include "core/alloc.h"
#include "core/file.h"
#include "core/text.h"

#define FILE_MAX ((size_t)64 << 20)

static int by_place(const void *x, const void *y)
{
	const struct wr_edit *a = *(const struct wr_edit *const *)x, *b = *(const struct wr_edit *const *)y;
	int order = strcmp(a->at.path, b->at.path);

	if (order)
		return order;
	if (a->at.line != b->at.line)
		return a->at.line < b->at.line ? -1 : 1;
	if (a->at.column != b->at.column)
		return a->at.column < b->at.column ? -1 : 1;
	/* The outer one first. */
	if (a->at.end_line != b->at.end_line)
		return a->at.end_line > b->at.end_line ? -1 : 1;
	return (a->at.end_column < b->at.end_column) - (a->at.end_column > b->at.end_column);
}

/* Where line and column (code points, from 1) are in the UTF-8 file; lines may end in CR LF. */
static size_t offset_of(const struct wr_buf *file, unsigned line, unsigned column)
{
	const char *p = file->data, *end = p + file->len;

	if (file->len >= 3 && !memcmp(p, "\xef\xbb\xbf", 3))
		p += 3;
	while (--line && p) {
		p = memchr(p, '\n', (size_t)(end - p));
		p = p ? p + 1 : NULL;
	}
	while (p && --column) {
		unsigned code;
		size_t n = p < end && *p != '\n' ? wr_utf8_decode(p, (size_t)(end - p), &code) : 0;

		p = n ? p + n : NULL;
	}
	return p ? (size_t)(p - file->data) : file->len + 1;
}

static bool is_utf8(const struct wr_buf *file)
{
	unsigned code;
	size_t n;

	for (size_t i = 0; i < file->len; i += n) {
		n = wr_utf8_decode(file->data + i, file->len - i, &code);
		if (!n)
			return false;
	}
	return true;
}

/* The edits of one file that can be made together, in order; the others count in *left.  Returns how many those are. */
static size_t place_edits(const struct wr_buf *file, const struct wr_edit *const *all, size_t n,
			  struct cli_edits *edits, size_t *left, struct wr_arena *arena)
{
	size_t free_from = 0, nested = 0;

	for (size_t i = 0; i < n; i++) {
		const struct wr_location *at = &all[i]->at;
		size_t start = offset_of(file, at->line, at->column), end = offset_of(file, at->end_line, at->end_column);

		if (start > file->len || end > file->len || end < start) {
			++*left;
			continue;
		}
		if (start < free_from) {
			if (end <= free_from && cli_nest_edit(file, &edits->items[edits->n - 1], start, end, all[i]->text, arena))
				nested++;
			else
				++*left;
			continue;
		}
		*WR_PUSH(edits->items, edits->n, edits->cap) = (struct cli_edit){ all[i]->text, start, end };
		free_from = end;
	}
	return edits->n + nested;
}

/* With the file's own line ends. */
static void add_text(struct wr_buf *out, const char *text, bool crlf)
{
	for (; *text; text++) {
		if (*text == '\n' && crlf)
			wr_buf_char(out, '\r');
		wr_buf_char(out, *text);
	}
}

void cli_apply_edits(const struct wr_buf *file, const struct cli_edit *edits, size_t n, size_t start, size_t end,
		     struct wr_buf *out)
{
	const char *newline = memchr(file->data, '\n', file->len);
	bool crlf = newline && newline > file->data && newline[-1] == '\r';

	for (size_t i = 0; i < n; i++) {
		wr_buf_add(out, file->data + start, edits[i].start - start);
		add_text(out, edits[i].text, crlf);
		start = edits[i].end;
	}
	wr_buf_add(out, file->data + start, end - start);
}

static int fix_file(const char *path, const char *name, const struct wr_edit *const *all, size_t n, enum cli_fix how,
		    size_t *made, size_t *left, struct wr_arena *arena, struct wr_err *err)
{
	struct wr_buf file = WR_BUF_INIT, changed = WR_BUF_INIT;
	struct cli_edits edits = { 0 };
	int rc = wr_file_read(path, FILE_MAX, &file, err);

	if (rc == 0 && !is_utf8(&file)) {
		*left += n;
	} else if (rc == 0) {
		*made += place_edits(&file, all, n, &edits, left, arena);
		if (how == CLI_FIX_DIFF)
			cli_print_diff(name, &file, &edits);
		else
			cli_apply_edits(&file, edits.items, edits.n, 0, file.len, &changed);
		if (how == CLI_FIX_WRITE && edits.n)
			rc = wr_file_write(path, changed.data, changed.len, err);
	}
	free(edits.items);
	wr_buf_free(&file);
	wr_buf_free(&changed);
	return rc;
}

int cli_fix(const struct wr_run *run, const char *root, enum cli_fix how, size_t *made, size_t *left,
	    struct wr_err *err)
{
	struct wr_arena *arena = wr_arena_new();
	const struct wr_edit **all = wr_arena_array(arena, run->finding_count + 1, sizeof *all);
	size_t n = 0, end;
	int rc = 0;

	*made = *left = 0;
	for (size_t i = 0; i < run->finding_count; i++)
		if (run->findings[i].fix.text && run->findings[i].state == WR_NEW)
			all[n++] = &run->findings[i].fix;
	qsort(all, n, sizeof *all, by_place);
	for (size_t i = 0; i < n && rc == 0; i = end) {
		const char *name = all[i]->at.path;

		for (end = i + 1; end < n && !strcmp(all[end]->at.path, name); end++)
			;
		rc = fix_file(wr_path_join(arena, root, name), name, all + i, end - i, how, made, left, arena, err);
	}
	wr_arena_free(arena);
	return rc;
}
