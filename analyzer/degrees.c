/*
 * degrees.c - the degree of every function: how many of its loops multiply, through calls.
 *
 * The firm degree counts what surely does, the loose one, in Python, also loops over what only seems short by its name or
 * its callers, and calls that may go elsewhere or only run under a condition.  A revision has grown over another one
 * where its firm degree is above the other's loose one.
 */
#include <string.h>
#include "analyzer/derived_p.h"

#define MAX_DEGREE 9

/* path.split("."), parts[1:] of what path.split(".") gave: the parts of one line. */
static bool walks_parts_of_a_line(const struct an_program *p, uint32_t f, const struct an_loop *l)
{
	const an_unit *u = an_unit_of(p, f);
	const char *over = an_text(u, l->over), *split = strstr(over, ".split("), *end = split ? strchr(split, ')') : NULL;

	if (end && split[7] != ')' && (!end[1] || end[1] == '[') && strncmp(over, "re.", 3) && !strstr(split, "\\n"))
		return true;
	for (uint32_t i = 0; i < l->use_count; i++) {
		an_id use = an_use_at(u, l->first_use + i);
		const char *name = an_text(u, an_symbol_at(u, use)->name);

		if (!strncmp(over, name, strlen(name)) && over[strlen(name)] == '[' && an_container_size(p, f, use) == AN_SIZE_BOUNDED)
			return true;
	}
	return false;
}

/* def f(*args): as many as are written into one call. */
static bool walks_arguments(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint64_t params = an_loop_params(p, f, loop);

	for (uint32_t i = 0; i < 64 && params >> i; i++) {
		if (params >> i & 1 && !an_is_listed_by_callers(u, an_function_of(p, f)->first_param + i))
			return false;
	}
	return params;
}

static bool walks_few(const struct an_program *p, uint32_t f, an_id loop)
{
	return an_unit_of(p, f)->language == AN_PYTHON &&
	       (an_loop_names_few(p, f, loop) || walks_parts_of_a_line(p, f, an_loop_at(an_unit_of(p, f), loop)) ||
		walks_arguments(p, f, loop));
}

static bool seems_short(const struct an_program *p, uint32_t f, an_id loop)
{
	an_id walked = an_loop_at(an_unit_of(p, f), loop)->iterated;

	return (walked && an_container_size(p, f, walked) == AN_SIZE_BOUNDED) || walks_few(p, f, loop);
}

/* Do the growing loops at and around this one walk what may be long? */
static bool may_be_long(const struct an_program *p, uint32_t f, an_id loop, bool loose)
{
	const an_unit *u = an_unit_of(p, f);

	for (an_id at = an_growing_from(p, f, loop); at; at = an_growing_from(p, f, an_loop_at(u, at)->parent)) {
		if (an_loop_at(u, at)->trip || an_loop_at(u, at)->flags & AN_LOOP_FOREVER || (!loose && seems_short(p, f, at)))
			return false;
	}
	return true;
}

/*
 * What makes loops turn often: a function's deepest nests, each as the set of parameters that bound a loop of it (bit i:
 * by the i-th, what it points to or a member of it).  Of more nests than fit, what the last ones share.
 */
#define NESTS_MAX 4
struct an_bounds {
	uint64_t params[NESTS_MAX];
	uint32_t count;
};

/* The parameters that a loop, or one that it is nested in, is bounded by. */
static uint64_t bounds_of(const struct an_program *p, uint32_t f, an_id loop)
{
	uint64_t params = 0;

	for (an_id at = an_growing_from(p, f, loop); at; at = an_growing_from(p, f, an_loop_at(an_unit_of(p, f), at)->parent))
		params |= an_loop_params(p, f, at);
	return params;
}

static void add_nest(struct an_bounds *b, uint64_t params)
{
	for (uint32_t i = 0; i < b->count; i++) {
		if (b->params[i] == params)
			return;
	}
	if (b->count < NESTS_MAX)
		b->params[b->count++] = params;
	else
		b->params[NESTS_MAX - 1] &= params;
}

/* The degree found so far; of those that are as deep, all bounds and the first nest. */
struct found {
	uint32_t degree;
	struct an_nest nest;
	struct an_bounds bounds;
};

static void find_deeper(struct found *found, uint32_t degree, struct an_nest nest)
{
	if (degree <= found->degree)
		return;
	found->degree = degree;
	found->nest = nest;
	found->bounds.count = 0;
}

/* One of the two degrees, as far as it is measured. */
struct measure {
	const struct an_program *p;
	const uint8_t *degree;
	const struct an_bounds *bounds;
	bool loose;
};

static struct measure firm_of(const struct an_program *p)
{
	return (struct measure){ .p = p, .degree = p->firm, .bounds = p->bounds };
}

static bool is_loose(const struct measure *m, uint32_t f)
{
	return m->loose && an_unit_of(m->p, f)->language == AN_PYTHON;
}

static void own_degree(const struct measure *m, uint32_t f, struct found *found)
{
	uint32_t count;
	const an_id *loops = an_loops_of(m->p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t depth = an_loop_grows(m->p, f, loops[i]) ? an_loop_nest(m->p, f, loops[i]) : 0;

		if (!depth || depth < found->degree || !may_be_long(m->p, f, loops[i], is_loose(m, f)))
			continue;
		find_deeper(found, depth, (struct an_nest){ .loop = loops[i] });
		add_nest(&found->bounds, bounds_of(m->p, f, loops[i]));
	}
}

/* A call that surely goes there, on every turn or at every call. */
static bool is_firm(const struct an_program *p, const struct an_op *op, const struct an_call *call)
{
	return call->kind == AN_CALL_PLAIN && !call->guessed && !call->lazy && !(op->flags & AN_OP_GUARDED) &&
	       !p->nodes[call->callee].recursive;
}

static bool counts(const struct measure *m, uint32_t f, const struct an_call *call)
{
	const struct an_op *op = an_op_at(an_unit_of(m->p, f), call->op);

	return call->callee && m->degree[call->callee] && !an_op_aside(op) && (is_loose(m, f) || is_firm(m->p, op, call));
}

/* A callee's loops over what belongs to the caller's turn are, over all turns, no more than there is of it. */
static void called_degree(const struct measure *m, uint32_t f, const struct an_call *call, struct found *found)
{
	const struct an_program *p = m->p;
	an_id loop = an_growing_from(p, f, an_op_at(an_unit_of(p, f), call->op)->loop);
	uint32_t nest = loop ? an_loop_nest(p, f, loop) : 0;
	const struct an_bounds *b = &m->bounds[call->callee];

	if (m->degree[call->callee] + nest < found->degree || (loop && !may_be_long(p, f, loop, is_loose(m, f))))
		return;
	for (uint32_t i = 0; i < b->count; i++) {
		uint32_t with = m->degree[call->callee] + nest - an_call_absorbs(p, f, call, b->params[i], loop);

		if (!with || with < found->degree)
			continue;
		find_deeper(found, with, (struct an_nest){ loop, call->op, call->callee });
		add_nest(&found->bounds, an_handed_on(p, f, call, b->params[i]) | bounds_of(p, f, loop));
	}
}

static struct found degree_of(const struct measure *m, uint32_t f)
{
	struct found found = { 0 };

	own_degree(m, f, &found);
	for (uint32_t i = m->p->first_call[f]; i < m->p->first_call[f + 1]; i++) {
		if (counts(m, f, &m->p->calls[i]))
			called_degree(m, f, &m->p->calls[i], &found);
	}
	found.degree = found.degree < MAX_DEGREE ? found.degree : MAX_DEGREE;
	return found;
}

uint32_t an_firm_degree(const struct an_program *p, uint32_t function)
{
	return p->firm[function];
}

bool an_find_nest(const struct an_program *p, uint32_t function, struct an_nest *nest)
{
	struct measure m = firm_of(p);
	struct found found = degree_of(&m, function);

	*nest = found.nest;
	return p->firm[function] && found.degree == p->firm[function];
}

/* Callees before callers. */
static void measure(struct an_program *p, const struct an_components *c, bool loose, uint8_t *degree, struct an_bounds *bounds)
{
	struct measure m = { p, degree, bounds, loose };

	for (uint32_t i = 0; i < p->node_count; i++) {
		struct found found = degree_of(&m, c->order[i]);

		degree[c->order[i]] = (uint8_t)found.degree;
		bounds[c->order[i]] = found.bounds;
	}
}

void an_measure_degrees(struct an_program *p, const struct an_components *c, bool loose)
{
	p->firm = wr_arena_alloc(p->arena, p->node_count + 1);
	p->bounds = wr_arena_alloc(p->arena, (p->node_count + 1) * sizeof *p->bounds);
	measure(p, c, false, p->firm, p->bounds);
	if (!loose)
		return;
	p->loose = wr_arena_alloc(p->arena, p->node_count + 1);
	measure(p, c, true, p->loose, wr_arena_alloc(p->arena, (p->node_count + 1) * sizeof *p->bounds));
}
