/*
 * locks.c - what is held where.
 *
 * Bottom up, callees first: what each function takes, leaves taken and gives back.  Then top down: what
 * all callers of a function hold when they call it.  Functions of one component are looked at until nothing changes.
 */
#include "analyzer/locks.h"

#include <stdlib.h>
#include <string.h>
#include "analyzer/locks_p.h"
#include "core/alloc.h"
#include "core/text.h"

enum { TAKEN_MAX = 24, CALLS_MAX = 10, ROUNDS_MAX = 6 };

/* ---- bottom up ---- */

struct summary {
	struct an_taken taken[TAKEN_MAX];
	uint32_t taken_count;
	struct an_lockset exit;
	bool left;
	const struct an_mark *way_out;  /* the last that was seen */
};

static bool takes_already(const struct summary *s, const struct an_lock *lock)
{
	for (uint32_t i = 0; i < s->taken_count; i++) {
		const struct an_lock *known = &s->taken[i].lock;

		if (known->class == lock->class && known->owner == lock->owner && known->root == lock->root &&
		    !strcmp(known->path, lock->path))
			return true;
	}
	return false;
}

const struct an_taken *an_taken_by_callee(const struct an_program *p, uint32_t function, an_id op,
					  const struct an_lock *lock, uint32_t *callee)
{
	const struct an_call *call = an_lock_what(p, function, op) == AN_NO_LOCK ? an_certain_call(p, function, op) : NULL;
	const struct an_lock_facts *facts = call ? &p->locks->facts[call->callee] : NULL;
	struct an_lock above;

	for (uint32_t i = 0; facts && i < facts->taken_count; i++) {
		if (!an_lock_above(p, call, &facts->taken[i].lock, &above) || above.class != lock->class ||
		    above.root != lock->root || strcmp(above.path, lock->path))
			continue;
		*callee = call->callee;
		return &facts->taken[i];
	}
	return NULL;
}

const struct an_taken *an_taken_next(const struct an_program *p, const struct an_taken *taken)
{
	const struct an_lock_facts *facts = taken->callee ? &p->locks->facts[taken->callee] : NULL;

	return facts && taken->next < facts->taken_count ? &facts->taken[taken->next] : NULL;
}

/* The way from the op to the taking. */
static void find_way(const struct an_program *p, uint32_t f, struct an_taken *taken)
{
	const struct an_taken *next = an_taken_by_callee(p, f, taken->op, &taken->lock, &taken->callee);

	if (!next)
		return;
	taken->next = (uint32_t)(next - p->locks->facts[taken->callee].taken);
	taken->depth = (uint8_t)(next->depth + 1);
}

static void note_take(struct an_lock_walk *w, const struct an_lockset *held, an_id op, const struct an_lock *lock,
		      uint32_t flags)
{
	struct summary *s = w->data;
	const struct an_op *o = an_op_at(an_unit_of(w->p, w->function), op);
	struct an_taken taken = { .lock = *lock, .op = op, .flags = flags };
	struct an_lockset known = *held;

	if (an_op_aside(o) || s->taken_count == TAKEN_MAX || an_find_dropped(&known, lock) || takes_already(s, lock))
		return;
	if (o->flags & AN_OP_GUARDED)
		taken.flags |= AN_HELD_GUARDED;
	find_way(w->p, w->function, &taken);
	if (taken.depth <= CALLS_MAX && (lock->class || lock->owner != AN_ELSEWHERE))
		s->taken[s->taken_count++] = taken;
}

static void note_way_out(struct an_lock_walk *w, const struct an_lockset *held, const struct an_mark *mark)
{
	(void)held;
	if (mark->kind == AN_MARK_RETURN)
		((struct summary *)w->data)->way_out = mark;
}

/* What a way out with that result says of the lock: AN_HELD_ON_ZERO, AN_HELD_ON_OTHERS, AN_HELD_MAY_FAIL; 0 = nothing. */
static uint32_t says(const struct an_lock_walk *w, const struct an_mark *m, const struct an_held *held)
{
	const uint32_t either = AN_HELD_ON_ZERO | AN_HELD_ON_OTHERS;
	bool failed = held->flags & AN_HELD_FAILED, zero = m->flags & AN_MARK_ZERO;
	uint32_t on;

	if (!(m->flags & (AN_MARK_ZERO | AN_MARK_NONZERO)) || m->flags & (AN_MARK_FIRST | AN_MARK_SECOND))
		return 0;
	if (!(m->flags & AN_MARK_CALL) && !m->target)
		return (zero == failed ? AN_HELD_ON_OTHERS : AN_HELD_ON_ZERO) | (failed ? AN_HELD_MAY_FAIL : 0);
	if (m->flags & AN_MARK_CALL ? held->op + 2 < m->op : held->result != m->target)
		return 0;
	on = an_held_on(w->p, w->function, held);
	if (!on || on == either)
		return 0;
	return (zero ? on ^ either : on) | AN_HELD_MAY_FAIL;
}

static void note_exit(struct an_lock_walk *w, const struct an_lockset *held)
{
	struct summary *s = w->data;
	struct an_lockset exit = *held;

	for (uint32_t i = 0; s->way_out && i < exit.n; i++)
		exit.held[i].flags |= says(w, s->way_out, &exit.held[i]);
	s->way_out = NULL;
	if (!s->left)
		s->exit = exit;
	else
		an_join_locksets(&s->exit, &exit, NULL);
	s->left = true;
}

static void *keep(struct an_program *p, const void *items, uint32_t n, size_t size)
{
	return n ? memcpy(wr_arena_array(p->arena, n, size), items, n * size) : NULL;
}

/* What is still held behind the function: not what a variable of its own held. */
static void keep_left(struct an_program *p, struct an_lock_facts *facts, struct an_lockset *exit)
{
	for (uint32_t i = exit->n; i-- > 0;) {
		if (exit->held[i].flags & (AN_HELD_SCOPED | AN_HELD_BACK) || exit->held[i].lock.owner == AN_ELSEWHERE)
			an_remove_held(exit, i);
	}
	for (uint32_t i = exit->dropped_count; i-- > 0;) {
		if (exit->dropped[i].gone && exit->dropped[i].lock.owner == AN_ELSEWHERE)
			exit->dropped[i] = exit->dropped[--exit->dropped_count];
	}
	facts->left = keep(p, exit->held, exit->n, sizeof *exit->held);
	facts->left_count = exit->n;
	facts->given = keep(p, exit->dropped, exit->dropped_count, sizeof *exit->dropped);
	facts->given_count = exit->dropped_count;
}

/* if (threaded) lock(m); in a function for just that: its callers mean the lock to be held from there on. */
static void keep_conditional(struct an_program *p, uint32_t f, struct an_lock_facts *facts)
{
	uint32_t count, events = 0;
	const an_id *ops = an_ops_of(p, f, &count);
	an_id only = 0;
	enum an_lock_what what;
	struct an_held held = { .flags = AN_HELD_MAYBE };

	for (uint32_t i = 0; i < count; i++) {
		if (an_lock_what(p, f, ops[i]) != AN_NO_LOCK) {
			only = ops[i];
			events++;
		}
	}
	what = events == 1 ? an_lock_what(p, f, only) : AN_NO_LOCK;
	if (!(an_op_at(an_unit_of(p, f), only)->flags & AN_OP_GUARDED) || facts->left_count || facts->given_count ||
	    (what != AN_TAKE && what != AN_GIVE && what != AN_AGAIN) || !an_lock_subject(p, f, only, 0, &held.lock) ||
	    held.lock.owner == AN_ELSEWHERE)
		return;
	if (what == AN_GIVE) {
		struct an_dropped given = { held.lock, false, false };

		facts->given = keep(p, &given, 1, sizeof given);
		facts->given_count = 1;
	} else {
		if (an_is_of_task(an_unit_of(p, f), an_op_at(an_unit_of(p, f), only)))
			held.flags |= AN_HELD_ASYNC;
		facts->left = keep(p, &held, 1, sizeof held);
		facts->left_count = 1;
	}
}

/* May a lock be held somewhere in it, by what it does itself? */
static bool holds_one(const struct an_program *p, uint32_t f)
{
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);
	const uint8_t *events = p->locks->events[p->nodes[f].unit];

	for (uint32_t i = 0; i < count; i++) {
		if (events[ops[i]])
			return true;
	}
	for (uint32_t i = p->first_call[f]; i < p->first_call[f + 1]; i++) {
		const struct an_lock_facts *facts = &p->locks->facts[p->calls[i].callee];

		if (p->calls[i].callee && (facts->left_count || facts->given_count))
			return true;
	}
	return false;
}

static bool concerns_locks(const struct an_program *p, uint32_t f)
{
	for (uint32_t i = p->first_call[f]; i < p->first_call[f + 1]; i++) {
		if (p->calls[i].callee && p->locks->facts[p->calls[i].callee].taken_count)
			return true;
	}
	return holds_one(p, f);
}

static uint32_t given_for_good(const struct an_lock_facts *facts)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < facts->given_count; i++)
		n += !facts->given[i].back;
	return n;
}

/* Is anything known of the function now that was not before? */
static bool summarize(struct an_program *p, uint32_t f)
{
	struct an_lock_facts *facts = &p->locks->facts[f], before = *facts;
	struct summary s = { .taken_count = 0 };
	struct an_lock_walk w = { .take = note_take, .mark = note_way_out, .exit = note_exit, .data = &s, .failed_too = true };

	an_walk_locks(&w, p, f);
	facts->taken = keep(p, s.taken, s.taken_count, sizeof *s.taken);
	facts->taken_count = s.taken_count;
	keep_left(p, facts, &s.exit);
	keep_conditional(p, f, facts);
	return before.taken_count != facts->taken_count || before.left_count != facts->left_count ||
	       before.given_count != facts->given_count || given_for_good(&before) != given_for_good(facts);
}

/* The functions of a component: each may call the others. */
static void summarize_component(struct an_program *p, const uint32_t *functions, uint32_t n)
{
	bool changed = true;

	for (int round = 0; changed && round < (n == 1 ? 1 : ROUNDS_MAX); round++) {
		changed = false;
		for (uint32_t i = 0; i < n; i++) {
			struct an_lock_facts *facts = &p->locks->facts[functions[i]];

			facts->concerned = concerns_locks(p, functions[i]);
			if (facts->concerned && summarize(p, functions[i]))
				changed = true;
		}
	}
}

/* ---- top down ---- */

struct inherited { bool seen; uint32_t n; struct an_held *held; };       /* held: AN_HELD_MAX of them, once any is */

struct top_down { struct inherited *of; };

/* The caller's lock as the callee sees it; false if it cannot see it. */
static bool lock_below(const struct an_program *p, const struct an_call *call, const struct an_lock *lock,
		       struct an_lock *below)
{
	const struct an_function *f = an_function_of(p, call->callee);
	uint32_t owners = f->param_count < AN_ELSEWHERE ? f->param_count : AN_ELSEWHERE;

	*below = *lock;
	if (lock->owner == AN_GLOBALS)
		return lock->class != 0;
	for (uint32_t i = 0; i <= owners; i++) {
		uint8_t owner = i < owners ? (uint8_t)i : AN_THIS;
		struct an_operand operand;
		struct an_lock base;
		size_t n;

		if (!an_call_operand(p, call, owner, &operand) || !an_lock_of(p, call->caller, &operand, &base) ||
		    !base.single || base.root != lock->root)
			continue;
		n = strlen(base.path);
		if (strncmp(base.path, lock->path, n) || (lock->path[n] && lock->path[n] != '.'))
			continue;
		below->owner = owner;
		below->path = lock->path + n;
		below->root = owner == AN_THIS ? 0 : f->first_param + owner;
		return true;
	}
	return false;
}

static void inherit(const struct an_program *p, struct inherited *to, const struct an_call *call,
		    const struct an_lockset *held)
{
	struct an_held below[AN_HELD_MAX];
	uint32_t n = 0;

	for (uint32_t i = 0; i < held->n; i++) {
		below[n] = (struct an_held){ .flags = held->held[i].flags | AN_HELD_INHERITED };
		if (lock_below(p, call, &held->held[i].lock, &below[n].lock))
			n++;
	}
	if (!to->seen) {
		to->held = n ? wr_arena_array(p->arena, AN_HELD_MAX, sizeof *to->held) : NULL;
		if (n)
			memcpy(to->held, below, n * sizeof *below);
		to->n = n;
		to->seen = true;
		return;
	}
	for (uint32_t i = to->n; i-- > 0;) {
		uint32_t k = 0;

		while (k < n && !an_same_lock(&below[k].lock, &to->held[i].lock))
			k++;
		if (k == n)
			to->held[i] = to->held[--to->n];
	}
}

static void hand_down(struct an_lock_walk *w, const struct an_lockset *held, an_id op)
{
	struct top_down *t = w->data;
	uint32_t count;
	const struct an_call *calls = an_calls_of(w->p, w->function, op, &count);
	static const struct an_lockset nothing;
	bool later = an_op_at(an_unit_of(w->p, w->function), op)->flags & AN_OP_DEFERRED;

	for (uint32_t i = 0; i < count; i++) {
		if (calls[i].callee)
			inherit(w->p, &t->of[calls[i].callee], &calls[i],
				later || calls[i].lazy || calls[i].kind == AN_CALL_CALLBACK ? &nothing : held);
	}
}

/* A caller that holds nothing, or one that is not seen: the function may be called without any lock. */
static void hand_nothing_down(const struct an_program *p, struct top_down *t, uint32_t f)
{
	for (uint32_t i = p->first_call[f]; i < p->first_call[f + 1]; i++) {
		if (p->calls[i].callee)
			t->of[p->calls[i].callee] = (struct inherited){ .seen = true };
	}
}

static void set_entry(struct an_program *p, uint32_t f, const struct inherited *from)
{
	p->locks->facts[f].entry = keep(p, from->held, from->n, sizeof *from->held);
	p->locks->facts[f].entry_count = from->n;
}

bool an_has_locks(const struct an_program *p, uint32_t function)
{
	return p->locks->facts[function].concerned;
}

bool an_may_hold(const struct an_program *p, uint32_t function)
{
	return p->locks->facts[function].holds;
}

static void pass_down(struct an_program *p, const struct an_components *c)
{
	struct top_down t = { wr_calloc(p->node_count + 1, sizeof *t.of) };
	struct an_lock_walk w = { .call = hand_down, .data = &t };

	for (uint32_t i = 0; i < p->start_count; i++)
		t.of[p->starts[i].callee].seen = true;
	for (uint32_t i = c->first[c->count]; i-- > 0;) {
		uint32_t f = c->order[i];
		struct an_lock_facts *facts;

		/* Of a component the calls that go round are not seen yet: nothing is held for sure. */
		if (p->nodes[f].recursive)
			t.of[f] = (struct inherited){ .seen = true };
		set_entry(p, f, &t.of[f]);
		facts = &p->locks->facts[f];
		facts->holds = facts->entry_count || (facts->concerned && holds_one(p, f));
		facts->concerned |= facts->holds;
		if (facts->holds)
			an_walk_locks(&w, p, f);
		else
			hand_nothing_down(p, &t, f);
	}
	free(t.of);
}

/* ---- all of it ---- */

const struct an_lock_facts *an_lock_facts(const struct an_program *p, uint32_t function)
{
	return p->locks ? &p->locks->facts[function] : NULL;
}

/* pthread_mutex_init(&lock, &attributes): who knows what they say. */
static void note_attributes(struct an_program *p, uint32_t f)
{
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);
	const an_unit *u = an_unit_of(p, f);
	struct an_locks *l = p->locks;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		struct an_operand operand;
		struct an_lock lock;

		if (o->kind != AN_OP_CALL || o->arg_count != 2 || strcmp(an_text(u, o->name), "pthread_mutex_init") ||
		    an_arg_at(u, o->first_arg + 1)->kind == AN_ARG_LITERAL)
			continue;
		operand = (struct an_operand){ an_arg_at(u, o->first_arg)->symbol, an_arg_at(u, o->first_arg) };
		if (!an_lock_of(p, f, &operand, &lock) || !lock.class)
			continue;
		while (l->again_count <= lock.class)
			*WR_PUSH(l->again, l->again_count, l->again_cap) = false;
		l->again[lock.class] = true;
	}
}

void an_find_locks(struct an_program *p, const struct an_components *c)
{
	struct an_locks *l = wr_arena_alloc(p->arena, sizeof *l);

	*l = (struct an_locks){ .class_count = 0 };
	p->locks = l;
	if (!an_read_lock_events(p)) {
		p->locks = NULL;
		return;
	}
	an_keys_init(&l->classes);
	l->facts = wr_arena_array(p->arena, p->node_count + 1, sizeof *l->facts);
	for (uint32_t f = 1; f <= p->node_count; f++) {
		if (an_unit_of(p, f)->language != AN_PYTHON)
			note_attributes(p, f);
	}
	for (uint32_t i = 0; i < c->count; i++)
		summarize_component(p, &c->order[c->first[i]], c->first[i + 1] - c->first[i]);
	pass_down(p, c);
}

void an_forget_locks(struct an_program *p)
{
	if (!p->locks)
		return;
	an_keys_free(&p->locks->classes);
	free(p->locks->names);
	free(p->locks->again);
	wr_buf_free(&p->locks->buf);
}
