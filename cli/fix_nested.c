/*
 * fix_nested.c - changes inside of a change.
 *
 * The text that replaces an expression is made of pieces of its source.  A change
 * of such a piece can be made in it too where the piece stands once in both.
 */
#include "cli/fix_p.h"

#include <string.h>
#include "core/alloc.h"

/* The lines as the texts have them: ended by LF. */
static void add_plain(struct wr_buf *out, const char *data, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (data[i] != '\r' || i + 1 == n || data[i + 1] != '\n')
			wr_buf_char(out, data[i]);
	}
	wr_buf_char(out, '\0');
}

/* Where the piece stands in the text; NULL if it does not, or more than once. */
static const char *find_once(const char *text, const char *piece)
{
	const char *at = *piece ? strstr(text, piece) : NULL;

	return at && !strstr(at + 1, piece) ? at : NULL;
}

bool cli_nest_edit(const struct wr_buf *file, struct cli_edit *outer, size_t start, size_t end, const char *text,
		   struct wr_arena *arena)
{
	struct wr_buf all = WR_BUF_INIT, piece = WR_BUF_INIT, out = WR_BUF_INIT;
	const char *at;

	add_plain(&all, file->data + outer->start, outer->end - outer->start);
	add_plain(&piece, file->data + start, end - start);
	at = find_once(all.data, piece.data) ? find_once(outer->text, piece.data) : NULL;
	if (at) {
		wr_buf_add(&out, outer->text, (size_t)(at - outer->text));
		wr_buf_str(&out, text);
		wr_buf_str(&out, at + strlen(piece.data));
		outer->text = wr_arena_strdup(arena, out.data);
	}
	wr_buf_free(&all);
	wr_buf_free(&piece);
	wr_buf_free(&out);
	return at != NULL;
}
