/* dear.c - steps beside which a copy or a lookup is nothing. */
#include "analyzer/program_p.h"

#define DEAR (AN_QUERIES | AN_CONNECTS | AN_OPENS | AN_SPAWNS | AN_COMMITS | AN_SLEEPS | AN_NETWORK)

/* Does the op do so whenever it runs, not only where some if further down says so? */
static bool is_certain(const struct an_program *p, uint32_t f, an_id op, uint32_t bit)
{
	uint32_t callee;

	if (!(an_op_effects(p, f, op, 1u << bit, &callee) & 1u << bit) || an_op_guessed(p, f, op, 1u << bit))
		return false;
	return an_op_direct(p, f, op) & 1u << bit || (callee && !p->nodes[callee].witness[bit].guarded);
}

static bool is_dear(const struct an_program *p, uint32_t f, an_id op)
{
	uint32_t effects = an_op_effects(p, f, op, DEAR, NULL) & DEAR;

	for (uint32_t bit = 0; effects >> bit; bit++) {
		if (effects >> bit & 1 && is_certain(p, f, op, bit))
			return true;
	}
	return false;
}

bool an_is_dear_anyway(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if ((!loop || an_loop_within(u, o->loop, loop)) && o->kind == AN_OP_CALL && !(o->flags & AN_OP_GUARDED) &&
		    !an_op_aside(o) && is_dear(p, f, ops[i]))
			return true;
	}
	return false;
}
