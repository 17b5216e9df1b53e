/* ways.c - a function's ops, writes and marks in source order, with a state on every way. */
#include "analyzer/ways.h"

#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"

enum { DEPTH_LIMIT = 256 };     /* frames; what nests deeper is not walked */

enum item_kind { ITEM_MARK, ITEM_WRITE, ITEM_OP };

struct item { an_id op, write, id; enum item_kind kind; };

/* A state that may not be there: no way leads here. */
struct value { bool alive; unsigned char *state; };

struct frame {
	const struct an_mark *mark;     /* BRANCH or LOOP */
	struct value entry;             /* BRANCH: as it was there; LOOP: of the way out of it, for a moment */
	struct value exit;              /* all ways out so far */
	struct value next;              /* LOOP: of the ways that go on with the next turn */
	unsigned arms;                  /* BRANCH: seen so far */
};

struct label { uint32_t target; struct value value; };

struct walk {
	struct an_ways *ways;
	const an_unit *u;
	struct item *items;
	size_t count;
	struct value now;
	struct frame *frames;
	size_t frame_count, frame_made, frame_cap;      /* made: those that have their states, to be used again */
	struct label *labels;
	size_t label_count, label_cap;
};

/* ---- states ---- */

static struct value no_value(const struct walk *w)
{
	return (struct value){ false, wr_malloc(w->ways->size) };
}

static void copy(const struct walk *w, struct value *to, const struct value *from)
{
	to->alive = from->alive;
	if (from->alive)
		memcpy(to->state, from->state, w->ways->size);
}

static void join(const struct walk *w, struct value *to, const struct value *from)
{
	if (!from->alive)
		return;
	if (!to->alive)
		copy(w, to, from);
	else
		w->ways->join(to->state, from->state, w->ways->data);
}

/* ---- frames ---- */

static void push(struct walk *w, const struct an_mark *mark)
{
	struct frame *f;

	if (w->frame_count == w->frame_made)
		*WR_PUSH(w->frames, w->frame_made, w->frame_cap) =
			(struct frame){ .entry = no_value(w), .exit = no_value(w), .next = no_value(w) };
	f = &w->frames[w->frame_count++];
	f->mark = mark;
	f->arms = 0;
	f->exit.alive = f->next.alive = false;
	copy(w, &f->entry, &w->now);
}

static void drop(struct walk *w)
{
	w->frame_count--;
}

static struct frame *top(struct walk *w)
{
	return w->frame_count ? &w->frames[w->frame_count - 1] : NULL;
}

static bool is_loop(const struct frame *f)
{
	return f->mark->kind == AN_MARK_LOOP;
}

/* What break (or, loops only, continue) leaves or goes on with. */
static struct frame *target(struct walk *w, bool loops_only)
{
	for (size_t i = w->frame_count; i-- > 0;) {
		struct frame *f = &w->frames[i];

		if (is_loop(f) || (!loops_only && f->mark->flags & AN_MARK_SWITCH))
			return f;
	}
	return NULL;
}

static struct value *label(struct walk *w, uint32_t number)
{
	for (size_t i = 0; i < w->label_count; i++) {
		if (w->labels[i].target == number)
			return &w->labels[i].value;
	}
	*WR_PUSH(w->labels, w->label_count, w->label_cap) = (struct label){ number, no_value(w) };
	return &w->labels[w->label_count - 1].value;
}

/* ---- marks ---- */

static void leave_blocks(struct walk *w, struct value *v, an_id first_op)
{
	if (v->alive && w->ways->leave)
		w->ways->leave(v->state, first_op, w->ways->data);
}

static void arm(struct walk *w, const struct an_mark *m)
{
	struct frame *f = top(w);

	if (!f || is_loop(f))
		return;
	if (m->flags & AN_MARK_FALLS) {
		join(w, &w->now, &f->entry);
	} else {
		if (f->arms)
			join(w, &f->exit, &w->now);
		copy(w, &w->now, &f->entry);
	}
	if (w->now.alive && w->ways->arm)
		w->ways->arm(w->ways, w->now.state, f->mark, f->arms);
	f->arms++;
}

static void join_arms(struct walk *w, const struct an_mark *m)
{
	struct frame *f = top(w);

	if (!f || is_loop(f))
		return;
	join(w, &f->exit, &w->now);
	if (!(m->flags & AN_MARK_ALL) && f->entry.alive && w->ways->arm)
		w->ways->arm(w->ways, f->entry.state, f->mark, f->arms);
	if (!(m->flags & AN_MARK_ALL))
		join(w, &f->exit, &f->entry);
	if (f->mark->flags & AN_MARK_SWITCH)    /* by break, past the ends of blocks */
		leave_blocks(w, &f->exit, f->mark->op);
	copy(w, &w->now, &f->exit);
	drop(w);
}

static void condition(struct walk *w, const struct an_mark *m)
{
	struct frame *f = top(w);

	if (!f || !is_loop(f))
		return;
	/* Of do { } while (x): what continue goes on with. */
	join(w, &w->now, &f->next);
	f->next.alive = false;
	if (!w->ways->arm || !w->now.alive) {
		join(w, &f->exit, &w->now);
		return;
	}
	copy(w, &f->entry, &w->now);
	w->ways->arm(w->ways, f->entry.state, m, 1);
	join(w, &f->exit, &f->entry);
	w->ways->arm(w->ways, w->now.state, m, 0);
}

/* The end of a turn: now is what it leaves behind. */
static void end_turn(struct walk *w, struct frame *f)
{
	if (w->now.alive && w->ways->turn && f->mark->target)
		w->ways->turn(w->ways, w->now.state, f->mark->target);
	join(w, &w->now, &f->next);
	f->next.alive = false;
	leave_blocks(w, &w->now, f->mark->op);
}

static void end_loop(struct walk *w)
{
	struct frame *f = top(w);

	if (!f || !is_loop(f))
		return;
	end_turn(w, f);
	if (!f->mark->target)
		join(w, &f->exit, &w->now);
	leave_blocks(w, &f->exit, f->mark->op);
	copy(w, &w->now, &f->exit);
	drop(w);
}

static void leave_for(struct walk *w, struct value *to)
{
	if (to)
		join(w, to, &w->now);
	w->now.alive = false;
}

static void tell(struct walk *w, const struct an_mark *m)
{
	if (w->now.alive && w->ways->mark)
		w->ways->mark(w->ways, w->now.state, m);
}

static void walk_range(struct walk *w, size_t first, size_t end);

/* The index of the mark that closes the loop which begins at i. */
static size_t loop_end(const struct walk *w, size_t i)
{
	unsigned depth = 0;

	for (; i < w->count; i++) {
		uint8_t kind = w->items[i].kind == ITEM_MARK ? an_mark_at(w->u, w->items[i].id)->kind : 0;

		depth += kind == AN_MARK_LOOP;
		if (kind == AN_MARK_LOOP_END && !--depth)
			return i;
	}
	return w->count;
}

/* A first turn without a word, so that its end is known when the turn that counts begins. */
static void rehearse(struct walk *w, size_t i, const struct an_mark *m)
{
	size_t end = loop_end(w, i), depth = w->frame_count;
	struct value before;

	if (!m->target || w->ways->muted || !w->now.alive)
		return;
	before = no_value(w);
	copy(w, &before, &w->now);
	w->ways->muted++;
	push(w, m);
	walk_range(w, i + 1, end);
	while (w->frame_count > depth + 1)
		drop(w);
	end_turn(w, top(w));
	drop(w);
	w->ways->muted--;
	join(w, &before, &w->now);
	copy(w, &w->now, &before);
	free(before.state);
}

static void walk_mark(struct walk *w, size_t i)
{
	const struct an_mark *m = an_mark_at(w->u, w->items[i].id);
	struct frame *f;

	switch (m->kind) {
	case AN_MARK_BRANCH:
		tell(w, m);
		push(w, m);
		break;
	case AN_MARK_ARM: arm(w, m); break;
	case AN_MARK_JOIN: join_arms(w, m); break;
	case AN_MARK_LOOP:
		rehearse(w, i, m);
		push(w, m);
		break;
	case AN_MARK_CONDITION:
		tell(w, m);
		condition(w, m);
		break;
	case AN_MARK_LOOP_END: end_loop(w); break;
	case AN_MARK_BREAK:
		f = target(w, false);
		leave_for(w, f ? &f->exit : NULL);
		break;
	case AN_MARK_CONTINUE:
		f = target(w, true);
		w->ways->loop = f ? f->mark->target : 0;
		tell(w, m);
		leave_for(w, f ? &f->next : NULL);
		break;
	case AN_MARK_GOTO:
		tell(w, m);
		leave_for(w, label(w, m->target));
		break;
	case AN_MARK_LABEL:
		tell(w, m);
		join(w, &w->now, label(w, m->target));
		break;
	case AN_MARK_RETURN: case AN_MARK_THROW:
		tell(w, m);
		w->now.alive = false;
		break;
	default: tell(w, m); break;
	}
}

/* ---- the sequence ---- */

static void walk_range(struct walk *w, size_t first, size_t end)
{
	for (size_t i = first; i < end && !w->ways->stop; i++) {
		const struct item *item = &w->items[i];

		if (w->frame_count >= DEPTH_LIMIT)
			w->ways->stop = true;
		else if (item->kind == ITEM_MARK)
			walk_mark(w, i);
		else if (w->now.alive && item->kind == ITEM_OP && w->ways->op)
			w->ways->op(w->ways, w->now.state, item->id);
		else if (w->now.alive && item->kind == ITEM_WRITE && w->ways->change)
			w->ways->change(w->ways, w->now.state, item->id);
	}
}

/* Marks and writes stand before the op whose number they have, marks before the write. */
static int compare_items(const void *x, const void *y)
{
	const struct item *a = x, *b = y;

	if (a->op != b->op)
		return a->op < b->op ? -1 : 1;
	if (a->write != b->write)
		return a->write < b->write ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

/* Items of one kind, as they stand in the source.  True if they are in order. */
static bool add_items(struct walk *w, enum item_kind kind, const an_id *ids, uint32_t count)
{
	bool ordered = true;

	for (uint32_t i = 0; i < count; i++) {
		struct item *item = &w->items[w->count++];
		const struct an_mark *m = kind == ITEM_MARK ? an_mark_at(w->u, ids[i]) : NULL;

		*item = (struct item){ ids[i], UINT32_MAX, ids[i], kind };
		if (m) {
			item->op = m->op;
			item->write = m->write;
		} else if (kind == ITEM_WRITE) {
			item->op = an_write_at(w->u, ids[i])->op;
			item->write = ids[i];
		}
		ordered &= !i || compare_items(item - 1, item) < 0;
	}
	return ordered;
}

/* Puts what stands behind the first n items, which are in order as those are, among them. */
static void merge(struct walk *w, size_t n)
{
	size_t more = w->count - n, to = w->count;
	struct item *behind = wr_malloc((more + 1) * sizeof *behind);

	memcpy(behind, w->items + n, more * sizeof *behind);
	while (more) {
		if (n && compare_items(&w->items[n - 1], &behind[more - 1]) > 0)
			w->items[--to] = w->items[--n];
		else
			w->items[--to] = behind[--more];
	}
	free(behind);
}

static void collect(struct walk *w)
{
	const struct an_program *p = w->ways->p;
	uint32_t f = w->ways->function, ops, marks, writes = 0;
	const an_id *op = an_ops_of(p, f, &ops), *mark = an_marks_of(p, f, &marks), *write = NULL;
	bool ordered;

	if (w->ways->change)
		write = an_changes_of(p, f, &writes);
	w->items = wr_malloc(((size_t)ops + marks + writes + 1) * sizeof *w->items);
	ordered = add_items(w, ITEM_OP, op, ops);
	ordered &= add_items(w, ITEM_MARK, mark, marks);
	if (ordered)
		merge(w, ops);
	ordered &= add_items(w, ITEM_WRITE, write, writes);
	if (ordered)
		merge(w, (size_t)ops + marks);
	else
		qsort(w->items, w->count, sizeof *w->items, compare_items);
}

void an_walk_ways(struct an_ways *ways, const struct an_program *p, uint32_t function, void *state)
{
	struct walk w = { .ways = ways, .u = an_unit_of(p, function), .now = { true, state } };

	ways->p = p;
	ways->function = function;
	ways->stop = false;
	ways->muted = 0;
	collect(&w);
	walk_range(&w, 0, w.count);
	if (w.now.alive && ways->end && !ways->stop)
		ways->end(ways, w.now.state);
	for (size_t i = 0; i < w.frame_made; i++) {
		free(w.frames[i].entry.state);
		free(w.frames[i].exit.state);
		free(w.frames[i].next.state);
	}
	for (size_t i = 0; i < w.label_count; i++)
		free(w.labels[i].value.state);
	free(w.labels);
	free(w.frames);
	free(w.items);
}
