/*
 * cpp_noexcept_move.c - a move constructor that might throw.
 *
 * Costs: a std::vector that grows copies such elements instead of moving them, so
 * as to stay whole if one throws: an allocation per element, for ever.
 * Misses: classes whose members' moves may throw.
 * Wrongly reports: classes that no vector ever holds.
 */
#include "analyzer/rule.h"

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

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	uint32_t flags = an_function_of(p, f)->flags;

	if (!(flags & AN_FN_TAKES_OVER) || flags & (AN_FN_NOTHROW | AN_FN_TEMPLATE) || may_throw(p, f))
		return;
	an_report_function(sink, f, flags & AN_FN_CONSTRUCTOR ?
			   "the move constructor %s is not noexcept: a std::vector that grows copies every element" :
			   "the move assignment %s is not noexcept: containers copy where they could move",
			   an_name_of(sink, f));
}

const struct an_rule an_rule_cpp_noexcept_move = {
	.meta = {
		.id = "cpp-noexcept-move",
		.title = "A move constructor or assignment is not noexcept",
		.help = "Declare it noexcept.",
		.languages = "cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_function = check,
};
