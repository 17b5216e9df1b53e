/* named_ops.c - calls by name. */
#include "analyzer/named_ops.h"

#include <string.h>

bool an_unit_says(const an_unit *u, const char *text)
{
	return memmem(an_text(u, 0), u->strings_size, text, strlen(text)) != NULL;
}

void an_each_named(const struct an_program *p, struct an_sink *sink, const char *last,
		   void (*found)(const struct an_program *p, struct an_sink *sink, uint32_t function, an_id op))
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];

		if (u->language != AN_PYTHON || !an_unit_says(u, last))
			continue;
		for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
			const struct an_op *o = an_op_at(u, i);
			uint32_t f;

			if (o->kind != AN_OP_CALL || strcmp(an_last_part(an_text(u, o->name)), last))
				continue;
			f = an_node_of(p, unit, o->function);
			if (f && !(an_function_of(p, f)->flags & (AN_FN_BROKEN | AN_FN_TEST)))
				found(p, sink, f, i);
		}
	}
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
