/* components.c - strongly connected components of the call graph: Tarjan 1972, without recursion. */
#include <stdlib.h>
#include "analyzer/program_p.h"
#include "core/alloc.h"

struct frame { uint32_t function, call; };

struct tarjan {
	const struct an_program *p;
	struct an_components *out;
	uint32_t *index, *low;          /* index 0: not visited */
	uint32_t visited, ordered;
	uint32_t *stack;                /* functions whose component is not closed */
	uint32_t depth;
	struct frame *frames;
	size_t frame_count, frame_cap;
};

static void enter(struct tarjan *t, uint32_t function)
{
	t->index[function] = t->low[function] = ++t->visited;
	t->stack[t->depth++] = function;
	*WR_PUSH(t->frames, t->frame_count, t->frame_cap) = (struct frame){ function, t->p->first_call[function] };
}

static void close_component(struct tarjan *t, uint32_t root)
{
	uint32_t function;

	t->out->first[t->out->count] = t->ordered;
	do {
		function = t->stack[--t->depth];
		t->out->of[function] = t->out->count;
		t->out->order[t->ordered++] = function;
	} while (function != root);
	t->out->count++;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* One step of the innermost function: into its next callee, or out of it. */
static void step(struct tarjan *t)
{
	struct frame *top = &t->frames[t->frame_count - 1];
	uint32_t f = top->function;

	if (top->call < t->p->first_call[f + 1]) {
		uint32_t callee = t->p->calls[top->call++].callee;

		if (callee && !t->index[callee])
			enter(t, callee);
		else if (callee && t->out->of[callee] == UINT32_MAX)
			t->low[f] = smaller(t->low[f], t->index[callee]);
		return;
	}
	if (t->low[f] == t->index[f])
		close_component(t, f);
	t->frame_count--;
	if (t->frame_count) {
		uint32_t caller = t->frames[t->frame_count - 1].function;

		t->low[caller] = smaller(t->low[caller], t->low[f]);
	}
}

void an_find_components(const struct an_program *p, struct an_components *c)
{
	size_t n = p->node_count + 2;
	struct tarjan t = { .p = p, .out = c };

	c->count = 0;
	c->order = wr_calloc(n, sizeof *c->order);
	c->first = wr_calloc(n, sizeof *c->first);
	c->of = wr_malloc(n * sizeof *c->of);
	t.index = wr_calloc(n, sizeof *t.index);
	t.low = wr_calloc(n, sizeof *t.low);
	t.stack = wr_calloc(n, sizeof *t.stack);
	for (size_t i = 0; i < n; i++)
		c->of[i] = UINT32_MAX;
	for (uint32_t f = 1; f <= p->node_count; f++) {
		if (!t.index[f])
			enter(&t, f);
		while (t.frame_count)
			step(&t);
	}
	c->first[c->count] = t.ordered;
	free(t.index);
	free(t.low);
	free(t.stack);
	free(t.frames);
}

void an_free_components(struct an_components *c)
{
	free(c->order);
	free(c->first);
	free(c->of);
}
