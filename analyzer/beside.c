/* beside.c - what threads, pools and signal handlers reach. */
#include "analyzer/beside.h"

#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"

/* A pool, a loop that starts them, or several places that do. */
static bool starts_many(const struct an_program *p, uint32_t index)
{
	const struct an_start *s = &p->starts[index];

	if (s->kind == AN_START_POOL)
		return true;
	if (s->caller && s->op && an_op_at(an_unit_of(p, s->caller), s->op)->loop)
		return true;
	for (uint32_t i = 0; i < p->start_count; i++) {
		if (i != index && p->starts[i].callee == s->callee && p->starts[i].kind != AN_START_SIGNAL)
			return true;
	}
	return false;
}

enum { DEPTH_MAX = 4 };         /* calls from the thread's function on */

/* What runs only sometimes, further down, may be just what the thread never does. */
static bool runs(const struct an_program *p, const struct an_call *call, unsigned depth)
{
	if (depth >= DEPTH_MAX ||
	    (depth && an_op_at(an_unit_of(p, call->caller), call->op)->flags & (AN_OP_GUARDED | AN_OP_COLD)))
		return false;
	return call->callee && call->kind == AN_CALL_PLAIN && !call->guessed && !call->lazy &&
	       !(an_op_at(an_unit_of(p, call->caller), call->op)->flags & AN_OP_DEFERRED);
}

/* queue and seen have a place for each function; seen (1 + depth) is 0 throughout, and left so. */
static void reach(struct an_beside *b, const struct an_program *p, uint32_t index, uint32_t *queue, uint8_t *seen)
{
	bool many = starts_many(p, index);
	uint32_t n = 0;

	queue[n++] = p->starts[index].callee;
	seen[queue[0]] = 1;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t f = queue[i];

		b->depth[f] = b->start[f] && b->depth[f] < seen[f] ? b->depth[f] : (uint8_t)(seen[f] - 1);
		b->many[f] |= many || (b->start[f] && b->start[f] != index + 1);
		b->start[f] = b->start[f] ? b->start[f] : index + 1;
		for (uint32_t c = p->first_call[f]; c < p->first_call[f + 1]; c++) {
			if (runs(p, &p->calls[c], seen[f] - 1u) && !seen[p->calls[c].callee]) {
				seen[p->calls[c].callee] = (uint8_t)(seen[f] + 1);
				queue[n++] = p->calls[c].callee;
			}
		}
	}
	while (n)
		seen[queue[--n]] = 0;
}

void an_beside_init(struct an_beside *b, const struct an_program *p)
{
	uint32_t *queue = wr_calloc(p->node_count + 1, sizeof *queue);
	uint8_t *seen = wr_calloc(p->node_count + 1, sizeof *seen);

	b->start = wr_calloc(p->node_count + 1, sizeof *b->start);
	b->many = wr_calloc(p->node_count + 1, sizeof *b->many);
	b->depth = wr_calloc(p->node_count + 1, sizeof *b->depth);
	for (uint32_t i = 0; i < p->start_count; i++)
		reach(b, p, i, queue, seen);
	free(queue);
	free(seen);
}

void an_beside_free(struct an_beside *b)
{
	free(b->start);
	free(b->many);
	free(b->depth);
}

/* "app.state.count" of another file is "count" of the module app.state. */
static bool same_python(const an_unit *u, const char *a, const an_unit *v, const char *b)
{
	const char *imported = strchr(a, '.') ? a : b, *own = imported == a ? b : a;
	const char *module = imported == a ? an_text(v, v->module) : an_text(u, u->module);
	size_t n = strlen(module);

	if (strchr(own, '.') || !strchr(imported, '.'))
		return !strcmp(a, b);
	return !strncmp(imported, module, n) && imported[n] == '.' && !strcmp(an_last_part(imported), own) &&
	       an_last_part(imported) == imported + n + 1;
}

bool an_same_global(const struct an_program *p, uint32_t unit_a, an_id a, uint32_t unit_b, an_id b)
{
	const an_unit *u = p->units[unit_a], *v = p->units[unit_b];
	const struct an_symbol *s = an_symbol_at(u, a), *t = an_symbol_at(v, b);

	if (unit_a == unit_b)
		return a == b;
	if ((s->storage | t->storage) & AN_STORED_PRIVATE || s->function || t->function)
		return false;
	if (u->language == AN_PYTHON || v->language == AN_PYTHON)
		return u->language == v->language && same_python(u, an_text(u, s->name), v, an_text(v, t->name)) &&
		       (strchr(an_text(u, s->name), '.') || strchr(an_text(v, t->name), '.'));
	return !strcmp(an_text(u, s->name), an_text(v, t->name));
}
