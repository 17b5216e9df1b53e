/*
 * closure.c - what each function does in the end: effects closed over calls.
 *
 * Components come callees first, so that a call out of a component finds a finished
 * callee.  Inside one, effects spread backwards along calls, breadth first and
 * each function at most once per effect, so that witnesses never go round in a
 * circle and the whole is linear in the number of calls.
 */
#include <stdlib.h>
#include <string.h>
#include "analyzer/program_p.h"
#include "core/alloc.h"

struct closure {
	struct an_program *p;
	const struct an_components *c;
	uint32_t *queue;                /* functions of one component whose new effects have not spread */
	uint32_t queued;
	uint32_t *fresh;                /* per function: effects that have not spread */
	struct incoming { uint32_t call, next; } *incoming;     /* calls inside one component, by callee */
	size_t incoming_count, incoming_cap;
	uint32_t *first_incoming;       /* per function */
};

static uint8_t one_more(uint8_t depth)
{
	return depth == UINT8_MAX ? depth : (uint8_t)(depth + 1);
}

static bool better(const struct an_witness *new, const struct an_witness *old)
{
	if (!old->op)
		return true;
	if (new->repeated != old->repeated)
		return old->repeated;
	/* A way that is not always taken says less than one of which a step is a guess. */
	if (new->guarded != old->guarded)
		return old->guarded;
	if (new->guessed != old->guessed)
		return old->guessed;
	return new->depth < old->depth;
}

/* Takes the witness for each of the effects; returns those that the function did not have. */
static uint32_t take(struct an_program *p, struct an_node *node, uint32_t effects, struct an_witness w,
		     const struct an_node *callee, bool guessed)
{
	uint32_t new = effects & ~node->effects;
	bool guarded = w.guarded, repeated = w.repeated;

	if (effects && !node->witness)
		node->witness = wr_arena_array(p->arena, AN_EFFECT_COUNT, sizeof *node->witness);
	for (unsigned i = 0; effects >> i; i++) {
		if (!(effects >> i & 1))
			continue;
		w.depth = callee ? one_more(callee->witness[i].depth) : 0;
		w.guessed = guessed || (callee && callee->witness[i].guessed);
		w.guarded = guarded || (callee && callee->witness[i].guarded);
		w.repeated = repeated || (callee && callee->witness[i].repeated);
		if (better(&w, &node->witness[i]))
			node->witness[i] = w;
	}
	node->effects |= effects;
	return new;
}

static struct an_witness witness_of(const struct an_program *p, uint32_t f, an_id op, uint32_t callee)
{
	const struct an_op *o = an_op_at(an_unit_of(p, f), op);

	return (struct an_witness){ .op = op, .callee = callee, .guarded = o->flags & AN_OP_GUARDED, .repeated = o->loop };
}

static void take_direct(struct an_program *p, uint32_t f)
{
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t calls, effects;
		const struct an_call *call;

		if (an_op_aside(an_op_at(an_unit_of(p, f), ops[i])))
			continue;
		effects = an_op_direct(p, f, ops[i]) & ~(uint32_t)AN_PURE;
		if (!effects)
			continue;
		call = an_calls_of(p, f, ops[i], &calls);
		take(p, &p->nodes[f], effects, witness_of(p, f, ops[i], 0), NULL, calls && call->guessed);
	}
}

/* The effects that a call brings into its caller. */
static uint32_t brought(const struct an_program *p, const struct an_call *call)
{
	if (!call->callee || an_op_aside(an_op_at(an_unit_of(p, call->caller), call->op)))
		return 0;
	return an_call_effects(p, call);
}

static uint32_t take_call(struct closure *s, const struct an_call *call, uint32_t effects)
{
	return take(s->p, &s->p->nodes[call->caller], effects, witness_of(s->p, call->caller, call->op, call->callee),
		    &s->p->nodes[call->callee], call->guessed);
}

/* Calls out of the component, whose callees are finished; calls inside are noted by callee. */
static void take_calls(struct closure *s, uint32_t f)
{
	for (uint32_t i = s->p->first_call[f]; i < s->p->first_call[f + 1]; i++) {
		const struct an_call *call = &s->p->calls[i];

		if (!call->callee)
			continue;
		if (s->c->of[call->callee] != s->c->of[f]) {
			take_call(s, call, brought(s->p, call));
			continue;
		}
		s->p->nodes[f].recursive = true;
		*WR_PUSH(s->incoming, s->incoming_count, s->incoming_cap) =
			(struct incoming){ i, s->first_incoming[call->callee] };
		s->first_incoming[call->callee] = (uint32_t)s->incoming_count - 1;
	}
}

static void spread(struct closure *s, uint32_t f)
{
	uint32_t effects = s->fresh[f];

	s->fresh[f] = 0;
	for (uint32_t i = s->first_incoming[f]; i; i = s->incoming[i].next) {
		const struct an_call *call = &s->p->calls[s->incoming[i].call];
		uint32_t missing = effects & brought(s->p, call) & ~s->p->nodes[call->caller].effects;

		if (!missing)
			continue;
		take_call(s, call, missing);
		if (!s->fresh[call->caller])
			s->queue[s->queued++] = call->caller;
		s->fresh[call->caller] |= missing;
	}
}

static void close_component(struct closure *s, const uint32_t *functions, uint32_t n)
{
	s->incoming_count = 1;          /* 0 ends a list */
	for (uint32_t i = 0; i < n; i++) {
		take_direct(s->p, functions[i]);
		take_calls(s, functions[i]);
	}
	if (n == 1)
		return;
	s->queued = 0;
	for (uint32_t i = 0; i < n; i++) {
		s->fresh[functions[i]] = s->p->nodes[functions[i]].effects;
		s->queue[s->queued++] = functions[i];
	}
	for (uint32_t i = 0; i < s->queued; i++)
		spread(s, s->queue[i]);
}

void an_close_effects(struct an_program *p, const struct an_components *c)
{
	struct closure s = { .p = p, .c = c };
	uint32_t largest = 1;

	for (uint32_t i = 0; i < c->count; i++) {
		if (c->first[i + 1] - c->first[i] > largest)
			largest = c->first[i + 1] - c->first[i];
	}
	/* A function is queued at first and once for each effect that it gets later. */
	s.queue = wr_calloc(largest, (AN_EFFECT_COUNT + 1) * sizeof *s.queue);
	s.fresh = wr_calloc(p->node_count + 1, sizeof *s.fresh);
	s.first_incoming = wr_calloc(p->node_count + 1, sizeof *s.first_incoming);
	*WR_PUSH(s.incoming, s.incoming_count, s.incoming_cap) = (struct incoming){ 0, 0 };
	for (uint32_t i = 0; i < c->count; i++)
		close_component(&s, c->order + c->first[i], c->first[i + 1] - c->first[i]);
	free(s.queue);
	free(s.fresh);
	free(s.first_incoming);
	free(s.incoming);
}
