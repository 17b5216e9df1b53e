#ifndef WEIR_CLI_FIX_P_H
#define WEIR_CLI_FIX_P_H

#include <stdbool.h>
#include <stddef.h>
#include "core/arena.h"
#include "core/buf.h"

/* fix_p.h - edits of one file, in order, apart from each other. */

struct cli_edit { const char *text; size_t start, end; };       /* offsets in the file */
struct cli_edits { struct cli_edit *items; size_t n, cap; };

/* Adds the file from start to end to out, with the n edits, which lie in there, made. */
void cli_apply_edits(const struct wr_buf *file, const struct cli_edit *edits, size_t n, size_t start, size_t end,
		     struct wr_buf *out);

/* Makes the change from start to end, which lies inside of outer, in outer's text as well; false if that does not say
 * where.  The new text is the arena's. */
bool cli_nest_edit(const struct wr_buf *file, struct cli_edit *outer, size_t start, size_t end, const char *text,
		   struct wr_arena *arena);

/* A unified diff with three lines around, to standard output; nothing if there are no edits. */
void cli_print_diff(const char *name, const struct wr_buf *file, const struct cli_edits *edits);

#endif
