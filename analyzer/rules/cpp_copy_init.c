/*
 * cpp_copy_init.c - a local copy of an object that stays as it is anyway.
 *
 * Costs: an allocation and a free for each string and container in it, where a
 * const reference to the original costs nothing.
 * Misses: originals that are reached through a pointer, an iterator or a member of
 * the object while others might change them.
 * Wrongly reports: originals that change, or end, through a way that the source does not show.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "core/text.h"

/* Iterators and smart pointers: what they point to may end while they stay.  A pointer to what is const stands for
 * an object of somebody's who keeps it, as a const reference does. */
static bool is_indirect(const an_unit *u, const struct an_symbol *s)
{
	const char *type = an_text(u, s->type);

	if (s->access & AN_BY_POINTER && s->access & AN_CONSTANT && !strstr(type, "**"))
		return false;
	return !(s->access & AN_BY_REFERENCE) &&
	       (wr_starts_with(type, "std::_") || wr_starts_with(type, "__gnu_cxx::") || strchr(type, '*') ||
		strstr(type, "terator") || s->access & AN_BY_POINTER);
}

/* Does the original stay the same for as long as the copy is there? */
static bool stays(const struct an_program *p, uint32_t f, an_id original, uint32_t line)
{
	const an_unit *u = an_unit_of(p, f);
	an_id root = an_symbol_root(u, original);
	const struct an_symbol *s = an_symbol_at(u, root);

	if (s->kind == AN_GLOBAL)
		return s->access & AN_CONSTANT && !(s->access & (AN_BY_POINTER | AN_BY_REFERENCE));
	if ((s->kind != AN_LOCAL && s->kind != AN_PARAMETER) || an_changed_after(p, f, original, line, 0))
		return false;
	/* A const method does not change its object; in another one any call might. */
	if (!strcmp(an_text(u, s->name), "this"))
		return an_function_of(p, f)->flags & AN_FN_CONST;
	for (an_id at = original; at; at = an_symbol_at(u, at)->kind == AN_MEMBER ? an_symbol_at(u, at)->base : 0) {
		if (is_indirect(u, an_symbol_at(u, at)))
			return false;
	}
	return true;
}

/* Is another object of the class changed, that might be the original under another name? */
static bool alias_changes(const struct an_program *p, uint32_t f, an_id original, an_id copy, uint32_t line)
{
	const an_unit *u = an_unit_of(p, f);
	const char *type = an_text(u, an_symbol_at(u, copy)->type);

	for (an_id i = 1; i < an_unit_count(u, AN_SYMBOLS); i++) {
		const struct an_symbol *s = an_symbol_at(u, i);

		if (s->function == p->nodes[f].function && i != original && i != copy &&
		    (s->kind == AN_MEMBER || s->access & AN_BY_REFERENCE) && !strcmp(an_text(u, s->type), type) &&
		    an_changed_after(p, f, i, line, 0))
			return true;
	}
	return false;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_symbol *copy = an_symbol_at(u, o->result);
	an_id original;
	struct an_report *r;

	if (!(o->flags & AN_OP_COPIES) || o->flags & AN_OP_RETURNED || an_op_aside(o) || o->arg_count != 1 ||
	    copy->kind != AN_LOCAL || !(copy->access & AN_READ_ONLY) || copy->value == AN_VALUE_FUNCTION ||
	    an_copy_of(p, f, o->result) != AN_COPY_ALLOCATES)
		return;
	if (o->loop && an_loop_at(u, o->loop)->variable == o->result)
		return;                 /* cpp-range-copy */
	original = an_arg_at(u, o->first_arg)->symbol;
	if (!original || original == o->result || !stays(p, f, original, o->span.line) ||
	    (an_symbol_at(u, an_symbol_root(u, original))->access & (AN_BY_REFERENCE | AN_BY_POINTER) &&
	     alias_changes(p, f, original, o->result, o->span.line)))
		return;
	r = an_report_symbol(sink, f, o->result, "%s is a copy of what %s has (%s), and only read while that stays as "
			     "it is", an_symbol_name(sink, f, o->result),
			     an_symbol_name(sink, f, original), an_copied_thing(sink, f, o->result));
	if (an_symbol_at(u, an_symbol_root(u, original))->access & (AN_BY_REFERENCE | AN_BY_POINTER))
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	if ((!an_growing_loop(p, f, op, NULL) && !an_repeating_call(p, f)) || an_container_plenty(p, f, original) == AN_FEW)
		an_report_severity(r, WR_LOW);
}

const struct an_rule an_rule_cpp_copy_init = {
	.meta = {
		.id = "cpp-copy-init",
		.title = "A local variable copies an object and only reads it",
		.help = "Bind a const reference to the original: const auto &x = ...; or move it, if it is not needed any more.",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.costs_little = true,
	.needs_all = true,
	.each_op = check_op,
};
