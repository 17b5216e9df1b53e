/*
 * quad_string_concat.c - text made longer by building all of it anew.
 *
 * Costs: s = s + x copies what is there already, so that n turns copy
 * n * n / 2 times the length of a piece.
 * Python's interpreter hides this for a str in a plain local variable, which
 * it extends in place; not for attributes, globals, captured variables and bytes.
 * Misses: strcat and sprintf (rules of their own).
 * Wrongly reports: texts that stay short.
 */
#include <string.h>
#include <strings.h>
#include "analyzer/rule.h"

/* CPython extends a str in place if nobody else has it: only a local variable can be sure of that.
 * A bytearray is made to be extended. */
static bool extended_in_place(const an_unit *u, const struct an_symbol *s)
{
	const char *type = an_text(u, s->type);

	if (u->language != AN_PYTHON || !strcmp(type, "bytes"))
		return false;
	return !strcmp(type, "bytearray") || s->kind == AN_LOCAL || s->kind == AN_PARAMETER;
}

/* Does the text start anew in each turn of the loop? */
static bool starts_anew(const struct an_program *p, uint32_t f, an_id symbol, const struct an_op *op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, symbol, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);
		bool own = w->line >= op->span.line && w->line <= op->span.end_line;

		if (w->kind == AN_WRITE_ASSIGN && !own && an_loop_within(u, w->loop, loop))
			return true;
	}
	for (an_id base = an_symbol_at(u, symbol)->base; base; base = an_symbol_at(u, base)->base) {
		if (!an_symbol_kept(p, f, base, loop))
			return true;
	}
	return false;
}

/* The innermost loop through which the text keeps growing; 0 = none. */
static an_id growing_text_loop(const struct an_program *p, uint32_t f, an_id op, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	an_id loop = an_growing_loop(p, f, op, NULL);

	if (!loop || starts_anew(p, f, symbol, an_op_at(u, op), loop))
		return 0;
	return loop;
}

/* Is what is added, or a part of it, what the function was given? */
static bool takes_parameter(const struct an_program *p, uint32_t f, const struct an_arg *with)
{
	const an_unit *u = an_unit_of(p, f);

	for (uint32_t i = 0; i < with->use_count; i++) {
		an_id root = an_symbol_root(u, an_use_at(u, with->first_use + i));

		if (an_symbol_at(u, root)->kind == AN_PARAMETER && root != an_function_of(p, f)->first_param)
			return true;
	}
	return false;
}

/* "dataReceived", "write", "feed": called for each piece of something that comes bit by bit. */
static bool takes_pieces(const char *name)
{
	const char *own = strrchr(name, '.');

	static const char *const words[] = {
		"receive", "write", "feed", "data", "handle", "append", "add", "push", "on_", "chunk", "output", NULL
	};

	for (const char *const *word = words; *word; word++) {
		for (const char *at = own ? own : name; *at; at++) {
			if (!strncasecmp(at, *word, strlen(*word)))
				return true;
		}
	}
	return false;
}

/* Is it set anew in the same function? */
static bool starts_here(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, symbol, &count);
	unsigned assigned = 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		assigned += w->function == p->nodes[f].function && w->kind == AN_WRITE_ASSIGN;
	}
	return assigned > 1;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	/* d[k] = d[k] + x makes another text for each k. */
	bool named = o->arg_count && an_arg_at(u, o->first_arg)->kind == AN_ARG_SYMBOL;
	an_id symbol = named ? an_arg_at(u, o->first_arg)->symbol : 0, loop;
	struct an_report *r;

	/* What is put together once, when a module is loaded, is written down in it. */
	if (!symbol || an_op_aside(o) || an_function_of(p, f)->flags & AN_FN_MODULE ||
	    extended_in_place(u, an_symbol_at(u, symbol)))
		return;
	loop = growing_text_loop(p, f, op, symbol);
	if (!loop)
		return;
	r = an_report_op(sink, f, op, "%s is copied whole to be made longer on every turn of %s: "
			 "the bytes copied grow with the square of the turns",
			 an_symbol_name(sink, f, symbol), an_loop_over(sink, f, loop));
	if (o->flags & AN_OP_GUARDED)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s builds %s anew", an_name_of(sink, f), an_symbol_name(sink, f, symbol));
}

/* def received(self, data): self.buffer += data - it grows with the calls. */
static void check_buffer(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_function *fn = an_function_of(p, f);
	const struct an_arg *with = an_arg_at(u, o->first_arg + 1);
	an_id symbol = an_arg_at(u, o->first_arg)->symbol;
	struct an_report *r;

	if (u->language != AN_PYTHON || an_op_aside(o) || !(fn->flags & AN_FN_METHOD) || with->kind == AN_ARG_LITERAL ||
	    an_arg_at(u, o->first_arg)->kind != AN_ARG_SYMBOL || an_symbol_at(u, symbol)->base != fn->first_param ||
	    an_symbol_at(u, symbol)->kind != AN_MEMBER || !takes_pieces(an_text(u, fn->name)) ||
	    !takes_parameter(p, f, with) || starts_here(p, f, symbol) || extended_in_place(u, an_symbol_at(u, symbol)))
		return;
	r = an_report_op(sink, f, op, "%s is copied whole at each call to be made longer: the bytes copied grow with the square "
			 "of the calls", an_symbol_name(sink, f, symbol));
	an_report_severity(r, WR_LOW);
	an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_op(r, f, op, "%s builds %s anew", an_name_of(sink, f), an_symbol_name(sink, f, symbol));
}

static void check_once(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const struct an_op *o = an_op_at(an_unit_of(p, f), op);

	if (!o->loop)
		check_buffer(p, sink, f, op);
}

const struct an_rule an_rule_quad_string_concat = {
	.meta = {
		.id = "quad-string-concat",
		.title = "Text is copied whole on every turn of a loop to be made longer",
		.help = "Append in place (C++: s += x or s.append(x)), or collect the pieces in a list and join them "
			"after the loop (Python: \"\".join(pieces)).",
		.languages = "cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.each_repeated_op = check_op,
	.each_op = check_once,
	.kinds = 1u << AN_OP_BUILD_TEXT,
};
