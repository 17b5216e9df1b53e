/* rows_assumed.c - rows that are made elsewhere: what a loop walks by the types of its variables, or by their names. */
#include <string.h>
#include "analyzer/models_p.h"

bool an_is_of_row(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	an_id base = an_symbol_at(u, symbol)->base;
	uint32_t count;
	const an_id *loops = an_loops_of(p, f, &count);

	for (uint32_t i = 0; base && i < count; i++) {
		if (an_loop_at(u, loops[i])->variable == base)
			return true;
	}
	return false;
}

/* The model that one of the names which the loop's header binds is of, by its type; or NULL. */
static const char *model_bound(const struct an_models *m, const struct an_program *p, uint32_t function, an_id loop)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *writes = an_changes_of(p, function, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);
		const char *type = an_text(u, an_symbol_at(u, w->symbol)->type), *model = NULL;

		if (*type && w->loop == loop && w->kind == AN_WRITE_ASSIGN && w->line >= l->header.line && w->line <= l->header.end_line)
			model = an_model_class(m, type, strlen(type));
		if (model)
			return model;
	}
	return NULL;
}

static bool stands_in_header(const struct an_op *o, const struct an_loop *l)
{
	bool begins = o->span.line > l->header.line || (o->span.line == l->header.line && o->span.column >= l->header.column);

	return begins && (o->span.end_line < l->header.end_line ||
			  (o->span.end_line == l->header.end_line && o->span.end_column <= l->header.end_column));
}

static bool walks_part_of_row(const struct an_program *p, uint32_t function, an_id loop)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *ops = an_ops_of(p, function, &count);

	if (l->iterated)
		return an_is_of_row(p, function, l->iterated);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->receiver && stands_in_header(o, l) && an_is_of_row(p, function, o->receiver))
			return true;
	}
	return false;
}

/* The variable's type or, where nothing says that, its name. */
bool an_assume_rows(const struct an_models *m, const struct an_program *p, uint32_t function, an_id loop,
		    struct an_rows *rows)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_loop *l = an_loop_at(u, loop);
	const struct an_symbol *variable = an_symbol_at(u, l->variable);
	const char *model = model_bound(m, p, function, loop);
	bool by_name = !model && l->variable && l->kind != AN_WHILE && variable->value == AN_VALUE_UNKNOWN &&
		       !variable->type && !walks_part_of_row(p, function, loop);

	if (by_name)
		model = an_model_by_variable(m, an_text(u, variable->name));
	if (!model)
		return false;
	rows->model = model;
	rows->assumed = true;
	rows->by_name = by_name;
	return true;
}

