/* named_ops.c - calls by name. */
#include "analyzer/named_ops.h"

#include <string.h>

bool an_unit_says(const an_unit *u, const char *text)
{
	return memmem(an_text(u, 0), u->strings_size, text, strlen(text)) != NULL;
}

an_id an_op_inside(const an_unit *u, an_id op)
{
	const struct an_op *o = an_op_at(u, op), *inner = an_op_at(u, op - 1);
	const struct an_span *in = &inner->span, *out = &o->span;

	if (op < 2 || inner->function != o->function || inner->kind != AN_OP_CALL)
		return 0;
	if (in->line < out->line || (in->line == out->line && in->column <= out->column))
		return 0;
	return in->end_line < out->end_line || (in->end_line == out->end_line && in->end_column < out->end_column) ? op - 1 : 0;
}
