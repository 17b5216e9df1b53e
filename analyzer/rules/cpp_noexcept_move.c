/*
 * cpp_noexcept_move.c - a move constructor, an exchange or a destructor that might throw.
 *
 * Costs: a std::vector that grows copies such elements instead of moving them, so
 * as to stay whole if one throws: an allocation per element, for ever.
 * Misses: classes whose members' moves may throw.
 * Wrongly reports: classes that no vector ever holds.
 */
#include <string.h>
#include "analyzer/name_parts.h"
#include "analyzer/rule.h"
#include "core/text.h"

/* One that allocates has a reason not to be. */
static bool may_throw(const struct an_program *p, uint32_t f)
{
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_op_effects(p, f, ops[i], AN_ALLOCATES, NULL) & AN_ALLOCATES ||
		    an_op_at(an_unit_of(p, f), ops[i])->kind == AN_OP_THROW)
			return true;
	}
	return false;
}

/* swap(other), swap(a, b): both are of one class, and can be changed. */
static bool is_exchange(const struct an_program *p, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *function = an_function_of(p, f);
	const struct an_symbol *a = an_symbol_at(u, function->first_param), *b = a + 1;

	if (strcmp(an_last_name(an_text(u, function->name)), "swap") ||
	    function->param_count != (function->flags & AN_FN_METHOD ? 1 : 2))
		return false;
	if ((a->access & (AN_BY_REFERENCE | AN_CONSTANT)) != AN_BY_REFERENCE || a->value != AN_VALUE_OBJECT)
		return false;
	return function->flags & AN_FN_METHOD ?
	       wr_starts_with(an_text(u, function->name), an_text(u, a->type)) :
	       a->type == b->type && (b->access & (AN_BY_REFERENCE | AN_CONSTANT)) == AN_BY_REFERENCE;
}

static const char *what_it_is(const struct an_program *p, uint32_t f)
{
	uint32_t flags = an_function_of(p, f)->flags;

	if (flags & AN_FN_TEMPLATE)
		return NULL;
	if (flags & AN_FN_THROWS)
		return "the destructor %s is not noexcept: a std::vector that grows copies every element";
	if (flags & AN_FN_NOTHROW)
		return NULL;
	if (flags & AN_FN_TAKES_OVER)
		return flags & AN_FN_CONSTRUCTOR ?
		       "the move constructor %s is not noexcept: a std::vector that grows copies every element" :
		       "the move assignment %s is not noexcept: containers copy where they could move";
	return is_exchange(p, f) ? "%s is not noexcept: neither is what is made of it, moves and assignments" : NULL;
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	const char *what = what_it_is(p, f);

	if (what && !may_throw(p, f))
		an_report_function(sink, f, what, an_name_of(sink, f));
}

const struct an_rule an_rule_cpp_noexcept_move = {
	.meta = {
		.id = "cpp-noexcept-move",
		.title = "A move, an exchange or a destructor is not noexcept",
		.help = "Declare it noexcept.",
		.languages = "cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_function = check,
};
