/*
 * degrees.c - the firm degree of every function, kept for comparison with another revision.
 *
 * A function is known by its file and name, for keys hold paths of the checkout; of several of
 * one name (overloads) the highest degree counts, so that none seems to have grown that has not.
 */
#include <stdlib.h>
#include <string.h>
#include "analyzer/keys_p.h"
#include "analyzer/program_p.h"
#include "core/alloc.h"
#include "core/file.h"
#include "core/text.h"

#define MAX_DEGREE 9

/* Do the growing loops at and around this one walk what may be long? */
static bool may_be_long(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);

	for (an_id at = an_growing_from(p, f, loop); at; at = an_growing_from(p, f, an_loop_at(u, at)->parent)) {
		an_id walked = an_loop_at(u, at)->iterated;

		if (an_loop_at(u, at)->trip || an_loop_at(u, at)->flags & AN_LOOP_FOREVER ||
		    (walked && an_container_size(p, f, walked) == AN_SIZE_BOUNDED))
			return false;
	}
	return true;
}

static uint32_t own_degree(const struct an_program *p, uint32_t f, struct an_nest *nest)
{
	uint32_t degree = 0, count;
	const an_id *loops = an_loops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t depth = an_loop_grows(p, f, loops[i]) ? an_loop_nest(p, f, loops[i]) : 0;

		if (depth > degree && may_be_long(p, f, loops[i])) {
			degree = depth;
			*nest = (struct an_nest){ .loop = loops[i] };
		}
	}
	return degree;
}

/* A call that surely goes there, on every turn or at every call. */
static bool is_firm(const struct an_program *p, uint32_t f, const struct an_call *call)
{
	const struct an_op *op = an_op_at(an_unit_of(p, f), call->op);

	return call->callee && call->kind == AN_CALL_PLAIN && !call->guessed && !call->lazy && !an_op_aside(op) &&
	       !(op->flags & AN_OP_GUARDED) && !p->nodes[call->callee].recursive && p->firm[call->callee];
}

static uint32_t degree_of(const struct an_program *p, uint32_t f, struct an_nest *nest)
{
	uint32_t degree = own_degree(p, f, nest);

	for (uint32_t i = p->first_call[f]; i < p->first_call[f + 1]; i++) {
		const struct an_call *call = &p->calls[i];
		an_id loop = an_growing_from(p, f, an_op_at(an_unit_of(p, f), call->op)->loop);
		uint32_t with;

		if (!is_firm(p, f, call))
			continue;
		with = p->firm[call->callee] + (loop ? an_loop_nest(p, f, loop) : 0);
		if (with > degree && (!loop || may_be_long(p, f, loop))) {
			degree = with;
			*nest = (struct an_nest){ loop, call->op, call->callee };
		}
	}
	return degree < MAX_DEGREE ? degree : MAX_DEGREE;
}

uint32_t an_firm_degree(const struct an_program *p, uint32_t function)
{
	return p->firm[function];
}

bool an_find_nest(const struct an_program *p, uint32_t function, struct an_nest *nest)
{
	return p->firm[function] && degree_of(p, function, nest) == p->firm[function];
}

void an_measure_degrees(struct an_program *p, const struct an_components *c)
{
	struct an_nest nest;

	p->firm = wr_arena_alloc(p->arena, p->node_count + 1);
	for (uint32_t i = 0; i < p->node_count; i++)
		p->firm[c->order[i]] = (uint8_t)degree_of(p, c->order[i], &nest);
}

/* ---- kept ---- */

struct an_degrees {
	struct wr_arena *arena;
	struct an_keys keys;            /* "path\nname" and "\nname" -> degree */
};

/* path "" = in any file. */
static const char *key_of(struct wr_arena *arena, const struct an_program *p, uint32_t function, bool anywhere)
{
	const struct an_function *f = an_function_of(p, function);
	const an_unit *u = an_unit_of(p, function);
	const char *path = anywhere ? "" : wr_path_relative(arena, an_text(u, f->path), p->root);

	return wr_arena_printf(arena, "%s\n%s", path, an_text(u, f->name));
}

struct an_degrees *an_degrees_of(const struct an_program *p)
{
	struct an_degrees *d = wr_calloc(1, sizeof *d);

	d->arena = wr_arena_new();
	an_keys_init(&d->keys);
	for (uint32_t f = 1; f <= p->node_count; f++) {
		an_keys_add(&d->keys, key_of(d->arena, p, f, false), p->firm[f]);
		an_keys_add(&d->keys, key_of(d->arena, p, f, true), p->firm[f]);
	}
	return d;
}

void an_degrees_free(struct an_degrees *d)
{
	if (!d)
		return;
	an_keys_free(&d->keys);
	wr_arena_free(d->arena);
	free(d);
}

uint64_t an_degrees_mark(const struct an_degrees *d)
{
	uint64_t mark = 0;

	for (size_t i = 1; d && i < d->keys.n; i++)
		mark = mark * 0x100000001b3u ^ wr_hash(d->keys.keys[i].text, strlen(d->keys.keys[i].text),
						       d->keys.keys[i].value);
	return mark;
}

static bool find(const struct an_degrees *d, const char *key, uint32_t *degree)
{
	const struct an_key *k = an_keys_find(&d->keys, key, strlen(key));

	if (!k)
		return false;
	for (*degree = 0; k; k = an_keys_next(&d->keys, k))
		*degree = k->value > *degree ? k->value : *degree;
	return true;
}

bool an_base_degree(const struct an_program *p, uint32_t function, uint32_t *degree)
{
	return p->base && (find(p->base, key_of(p->arena, p, function, false), degree) ||
			   find(p->base, key_of(p->arena, p, function, true), degree));
}
