/* call.c - calls and the lines in which they wait. */
#include "loadsim/call_p.h"

#include <assert.h>
#include <stdlib.h>
#include "core/alloc.h"

static void grow(struct ls_calls *c)
{
	size_t cap = c->cap ? 2 * c->cap : 1024;

	c->items = wr_realloc(c->items, cap * sizeof *c->items);
	if (c->with_damages)
		c->damages = wr_realloc(c->damages, cap * sizeof *c->damages);
	c->cap = cap;
}

uint32_t ls_calls_take(struct ls_calls *c)
{
	uint32_t call, serial = 0;

	if (c->n == 0)
		c->free = LS_NO_CALL;
	if (c->free != LS_NO_CALL) {
		call = c->free;
		c->free = c->items[call].after;
		serial = c->items[call].serial + 1;
	} else {
		if (c->n == c->cap)
			grow(c);
		call = (uint32_t)c->n++;
	}
	c->items[call] = (struct ls_call){ .serial = serial };
	if (c->with_damages)
		c->damages[call] = (struct ls_damage){ 0 };
	return call;
}

void ls_calls_give_back(struct ls_calls *c, uint32_t call)
{
	c->items[call].serial++;
	c->items[call].after = c->free;
	c->free = call;
}

void ls_calls_free(struct ls_calls *c)
{
	free(c->items);
	free(c->damages);
	*c = (struct ls_calls){ 0 };
}

void ls_line_start(struct ls_line *l, int discipline)
{
	*l = (struct ls_line){ .discipline = discipline, .first = LS_NO_CALL, .last = LS_NO_CALL };
}

void ls_line_stop(struct ls_line *l)
{
	free(l->members);
	l->members = NULL;
}

void ls_line_push(struct ls_line *l, struct ls_calls *c, uint32_t call)
{
	struct ls_call *k = &c->items[call];

	if (l->discipline == LS_RANDOM) {
		k->before = (uint32_t)l->n;
		*WR_PUSH(l->members, l->n, l->cap) = call;
		return;
	}
	k->before = l->last;
	k->after = LS_NO_CALL;
	*(l->last == LS_NO_CALL ? &l->first : &c->items[l->last].after) = call;
	l->last = call;
	l->n++;
}

static void leave_random(struct ls_line *l, struct ls_calls *c, uint32_t call)
{
	uint32_t place = c->items[call].before, mover = l->members[--l->n];

	l->members[place] = mover;
	c->items[mover].before = place;
}

void ls_line_leave(struct ls_line *l, struct ls_calls *c, uint32_t call)
{
	const struct ls_call *k = &c->items[call];

	assert(l->n > 0);
	if (l->discipline == LS_RANDOM) {
		leave_random(l, c, call);
		return;
	}
	*(k->before == LS_NO_CALL ? &l->first : &c->items[k->before].after) = k->after;
	*(k->after == LS_NO_CALL ? &l->last : &c->items[k->after].before) = k->before;
	l->n--;
}

uint32_t ls_line_pop(struct ls_line *l, struct ls_calls *c, struct wr_rng *rng)
{
	uint32_t call;

	assert(l->n > 0);
	if (l->discipline == LS_RANDOM)
		call = l->members[wr_rng_below(rng, l->n)];
	else
		call = l->discipline == LS_LIFO ? l->last : l->first;
	ls_line_leave(l, c, call);
	return call;
}
