/*
 * locks.c - what is held where.
 *
 * Bottom up, callees first: what each function takes, leaves taken and gives back.  Then top down: what
 * all callers of a function hold when they call it.  Functions of one component are looked at twice.
 */
#include "analyzer/locks.h"

#include <stdlib.h>
#include <string.h>
#include "analyzer/locks_p.h"
#include "core/alloc.h"
#include "core/text.h"

enum { TAKEN_MAX = 24, CALLS_MAX = 10, GUARDS_MAX = 16 };

/* ---- a set of locks ---- */

static uint32_t find_held(const struct an_lockset *s, const struct an_lock *lock)
{
	for (uint32_t i = 0; i < s->n; i++) {
		if (an_same_lock(&s->held[i].lock, lock))
			return i;
	}
	return s->n;
}

static void remove_held(struct an_lockset *s, uint32_t i)
{
	s->held[i] = s->held[--s->n];
}

static struct an_dropped *find_dropped(struct an_lockset *s, const struct an_lock *lock)
{
	for (uint32_t i = 0; i < s->dropped_count; i++) {
		const struct an_lock *d = &s->dropped[i].lock;

		if (an_same_lock(d, lock) || (d->class && d->class == lock->class && !(d->single && lock->single)))
			return &s->dropped[i];
	}
	return NULL;
}

static void add_held(struct an_lockset *s, const struct an_lock *lock, an_id op, uint32_t flags)
{
	struct an_dropped *dropped = find_dropped(s, lock);

	if (dropped) {
		dropped->back = true;
		flags |= AN_HELD_BACK;
	}
	if (find_held(s, lock) == s->n && s->n < AN_HELD_MAX)
		s->held[s->n++] = (struct an_held){ *lock, op, flags };
}

static void add_dropped(struct an_lockset *s, const struct an_lock *lock, bool back)
{
	struct an_dropped *known = find_dropped(s, lock);

	if (known)
		known->back &= back;
	else if (s->dropped_count < AN_DROPPED_MAX)
		s->dropped[s->dropped_count++] = (struct an_dropped){ *lock, back };
}

/* Of a lock that is not known it may be any of its class, or, without one, any at all. */
static void give(struct an_lockset *s, const struct an_lock *lock)
{
	uint32_t i = find_held(s, lock);

	if (i < s->n) {
		if (s->held[i].flags & AN_HELD_BACK)
			add_dropped(s, lock, false);
		remove_held(s, i);
		return;
	}
	for (i = s->n; i-- > 0;) {
		const struct an_lock *held = &s->held[i].lock;

		if ((!lock->single || !held->single) &&
		    (!lock->class || !held->class || lock->class == held->class)) {
			remove_held(s, i);
			return;
		}
	}
	add_dropped(s, lock, false);
}

static void join_sets(void *state, const void *other, void *data)
{
	struct an_lockset *a = state;
	const struct an_lockset *b = other;

	(void)data;
	for (uint32_t i = a->n; i-- > 0;) {
		uint32_t k = 0;

		while (k < b->n && !(b->held[k].op == a->held[i].op && b->held[k].lock.root == a->held[i].lock.root &&
				     !strcmp(b->held[k].lock.path, a->held[i].lock.path)))
			k++;
		if (k == b->n)
			k = find_held(b, &a->held[i].lock);
		if (k == b->n)
			remove_held(a, i);
		else
			a->held[i].lock.single &= b->held[k].lock.single;
	}
	for (uint32_t i = 0; i < b->dropped_count; i++)
		add_dropped(a, &b->dropped[i].lock, b->dropped[i].back);
}

static void leave_blocks(void *state, an_id first_op, void *data)
{
	struct an_lockset *s = state;

	(void)data;
	for (uint32_t i = s->n; i-- > 0;) {
		if (s->held[i].flags & AN_HELD_SCOPED && s->held[i].op >= first_op)
			remove_held(s, i);
	}
}

/* ---- the walk ---- */

struct guard { an_id symbol; struct an_lock lock; uint32_t flags; };

struct lock_walk {
	struct an_lock_walk *w;
	struct guard guards[GUARDS_MAX];
	uint32_t guard_count;
};

static uint32_t flags_of(const an_unit *u, enum an_lock_what what, const struct an_op *o)
{
	uint32_t flags = what == AN_AGAIN ? AN_HELD_AGAIN : what == AN_SHARE ? AN_HELD_SHARED : 0;

	if (u->language == AN_PYTHON && wr_starts_with(an_text(u, o->name), "asyncio."))
		flags |= AN_HELD_ASYNC;
	return flags | (o->flags & AN_OP_SCOPED ? AN_HELD_SCOPED : 0) | (o->flags & AN_OP_GUARDED ? AN_HELD_GUARDED : 0);
}

/* The guard of that variable, or NULL. */
static const struct guard *find_guard(const struct lock_walk *l, an_id symbol)
{
	for (uint32_t i = l->guard_count; symbol && i-- > 0;) {
		if (l->guards[i].symbol == symbol)
			return &l->guards[i];
	}
	return NULL;
}

static void take(struct an_ways *ways, struct an_lockset *s, an_id op, const struct an_lock *lock, uint32_t flags)
{
	struct lock_walk *l = ways->data;

	if (!ways->muted && l->w->take)
		l->w->take(l->w, s, op, lock, flags);
	add_held(s, lock, op, flags);
}

/* std::defer_lock, std::try_to_lock, std::adopt_lock */
static const char *guard_option(const an_unit *u, const struct an_op *o)
{
	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);
		const char *name = arg->symbol ? an_text(u, an_symbol_at(u, arg->symbol)->name) : "";

		if (!strcmp(name, "defer_lock") || !strcmp(name, "try_to_lock") || !strcmp(name, "adopt_lock"))
			return name;
	}
	return "";
}

/* The mutexes of a guard may be taken again or shared, by their types or the guard's. */
static uint32_t guarded_flags(const an_unit *u, const struct an_op *o, uint32_t i)
{
	const struct an_arg *arg = an_arg_at(u, o->first_arg + i);
	const char *type = arg->symbol ? an_text(u, an_symbol_at(u, arg->symbol)->type) : "";
	uint32_t flags = strstr(type, "recursive") ? AN_HELD_AGAIN : 0;

	return flags | (strstr(an_text(u, o->name), "shared_lock") ? AN_HELD_SHARED : 0);
}

static void make_guard(struct an_ways *ways, struct an_lockset *s, an_id op)
{
	struct lock_walk *l = ways->data;
	const an_unit *u = an_unit_of(ways->p, ways->function);
	const struct an_op *o = an_op_at(u, op);
	const char *option = guard_option(u, o);
	uint32_t locks = *option ? o->arg_count - 1u : o->arg_count, flags = flags_of(u, AN_GUARD, o);
	struct an_lock lock;

	for (uint32_t i = 0; i < locks; i++) {
		uint32_t own = flags | (locks > 1 ? AN_HELD_JOINTLY : 0) | guarded_flags(u, o, i);

		if (!an_lock_subject(ways->p, ways->function, op, i, &lock))
			continue;
		if (l->guard_count < GUARDS_MAX && o->result)
			l->guards[l->guard_count++] = (struct guard){ o->result, lock, own };
		if (!*option)
			take(ways, s, op, &lock, own);
		else if (*option == 'a')
			add_held(s, &lock, op, own);
	}
}

/* A guard's lock, or the op's own. */
static bool subject(const struct an_ways *ways, an_id op, struct an_lock *lock, uint32_t *flags)
{
	const struct guard *g = find_guard(ways->data, an_op_at(an_unit_of(ways->p, ways->function), op)->receiver);

	if (!g)
		return an_lock_subject(ways->p, ways->function, op, 0, lock);
	*lock = g->lock;
	*flags |= g->flags & (AN_HELD_AGAIN | AN_HELD_SHARED | AN_HELD_SCOPED);
	return true;
}

static void destroy_guard(struct an_ways *ways, struct an_lockset *s, an_id op)
{
	const struct lock_walk *l = ways->data;
	an_id symbol = an_op_at(an_unit_of(ways->p, ways->function), op)->receiver;

	for (uint32_t i = 0; i < l->guard_count; i++) {
		uint32_t held = l->guards[i].symbol == symbol ? find_held(s, &l->guards[i].lock) : s->n;

		if (held < s->n)
			remove_held(s, held);
	}
	/* One whose lock is not single any more. */
	for (uint32_t i = s->n; i-- > 0;) {
		if (s->held[i].flags & AN_HELD_SCOPED &&
		    an_op_at(an_unit_of(ways->p, ways->function), s->held[i].op)->result == symbol)
			remove_held(s, i);
	}
}

static void take_several(struct an_ways *ways, struct an_lockset *s, an_id op)
{
	const an_unit *u = an_unit_of(ways->p, ways->function);
	const struct an_op *o = an_op_at(u, op);
	struct an_lock lock;

	for (uint32_t i = 0; i < o->arg_count; i++) {
		if (an_lock_subject(ways->p, ways->function, op, i, &lock))
			take(ways, s, op, &lock, AN_HELD_JOINTLY | flags_of(u, AN_TAKE, o));
	}
}

/* The one function that the op runs, or NULL. */
static const struct an_call *certain_call(const struct an_program *p, uint32_t f, an_id op)
{
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);
	const struct an_op *o = an_op_at(an_unit_of(p, f), op);

	if (count != 1 || !calls->callee || calls->guessed || calls->lazy || calls->kind != AN_CALL_PLAIN ||
	    o->flags & AN_OP_DEFERRED)
		return NULL;
	if (an_function_of(p, calls->callee)->flags & AN_FN_ASYNC && !(o->flags & AN_OP_AWAITED))
		return NULL;
	return calls;
}

static void run_call(struct an_ways *ways, struct an_lockset *s, an_id op)
{
	struct lock_walk *l = ways->data;
	const struct an_call *call = certain_call(ways->p, ways->function, op);
	const struct an_lock_facts *facts = call ? &ways->p->locks->facts[call->callee] : NULL;
	struct an_lock lock;

	if (!ways->muted && l->w->call)
		l->w->call(l->w, s, op);
	for (uint32_t i = 0; facts && i < facts->taken_count; i++) {
		if (an_lock_above(ways->p, call, &facts->taken[i].lock, &lock) && !ways->muted && l->w->take)
			l->w->take(l->w, s, op, &lock, facts->taken[i].flags);
	}
	for (uint32_t i = 0; facts && i < facts->given_count; i++) {
		if (!facts->given[i].back && an_lock_above(ways->p, call, &facts->given[i].lock, &lock))
			give(s, &lock);
	}
	for (uint32_t i = 0; facts && i < facts->left_count; i++) {
		if (an_lock_above(ways->p, call, &facts->left[i].lock, &lock))
			add_held(s, &lock, op, facts->left[i].flags & ~(uint32_t)AN_HELD_SCOPED);
	}
}

static void walk_op(struct an_ways *ways, void *state, an_id op)
{
	const an_unit *u = an_unit_of(ways->p, ways->function);
	enum an_lock_what what = an_lock_what(ways->p, ways->function, op);
	uint32_t flags = flags_of(u, what, an_op_at(u, op));
	struct an_lock lock;

	switch (what) {
	case AN_NO_LOCK: run_call(ways, state, op); break;
	case AN_TRY: break;
	case AN_GUARD: make_guard(ways, state, op); break;
	case AN_UNGUARD: destroy_guard(ways, state, op); break;
	case AN_SEVERAL: take_several(ways, state, op); break;
	case AN_GIVE:
		if (subject(ways, op, &lock, &flags))
			give(state, &lock);
		else
			((struct an_lockset *)state)->n = 0;
		break;
	default:
		if (subject(ways, op, &lock, &flags))
			take(ways, state, op, &lock, flags);
		break;
	}
}

/* The variable that a lock hangs on is another one from now on. */
static void blur(struct an_lockset *s, an_id symbol)
{
	for (uint32_t i = 0; i < s->n; i++)
		s->held[i].lock.single &= s->held[i].lock.root != symbol;
}

static void walk_change(struct an_ways *ways, void *state, an_id write)
{
	struct lock_walk *l = ways->data;
	const struct an_write *w = an_write_at(an_unit_of(ways->p, ways->function), write);

	if (w->kind == AN_WRITE_ASSIGN)
		blur(state, w->symbol);
	if (!ways->muted && l->w->change)
		l->w->change(l->w, state, write);
}

static void walk_mark(struct an_ways *ways, void *state, const struct an_mark *mark)
{
	struct lock_walk *l = ways->data;

	if (ways->muted)
		return;
	if (l->w->mark)
		l->w->mark(l->w, state, mark);
	if (mark->kind == AN_MARK_RETURN && l->w->exit)
		l->w->exit(l->w, state);
}

static void walk_end(struct an_ways *ways, void *state)
{
	struct lock_walk *l = ways->data;

	if (l->w->exit)
		l->w->exit(l->w, state);
}

void an_walk_locks(struct an_lock_walk *w, const struct an_program *p, uint32_t function)
{
	struct lock_walk l = { .w = w };
	struct an_ways ways = { .size = sizeof(struct an_lockset), .data = &l, .join = join_sets, .op = walk_op,
				.change = walk_change, .mark = walk_mark, .leave = leave_blocks, .end = walk_end };
	const struct an_lock_facts *facts = &p->locks->facts[function];
	struct an_lockset set = { 0 };

	w->p = p;
	w->function = function;
	for (uint32_t i = 0; i < facts->entry_count; i++)
		set.held[set.n++] = facts->entry[i];
	an_walk_ways(&ways, p, function, &set);
}

/* ---- bottom up ---- */

struct summary {
	struct an_taken taken[TAKEN_MAX];
	uint32_t taken_count;
	struct an_lockset exit;
	bool left;
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
	const struct an_call *call = an_lock_what(p, function, op) == AN_NO_LOCK ? certain_call(p, function, op) : NULL;
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

	if (an_op_aside(o) || s->taken_count == TAKEN_MAX || find_dropped(&known, lock) || takes_already(s, lock))
		return;
	if (o->flags & AN_OP_GUARDED)
		taken.flags |= AN_HELD_GUARDED;
	find_way(w->p, w->function, &taken);
	if (taken.depth <= CALLS_MAX && (lock->class || lock->owner != AN_ELSEWHERE))
		s->taken[s->taken_count++] = taken;
}

static void note_exit(struct an_lock_walk *w, const struct an_lockset *held)
{
	struct summary *s = w->data;

	if (!s->left)
		s->exit = *held;
	else
		join_sets(&s->exit, held, NULL);
	s->left = true;
}

static void *keep(struct an_program *p, const void *items, uint32_t n, size_t size)
{
	void *kept = wr_arena_array(p->arena, n + 1, size);

	if (n)
		memcpy(kept, items, n * size);
	return kept;
}

/* What is still held behind the function: not what a variable of its own held. */
static void keep_left(struct an_program *p, struct an_lock_facts *facts, struct an_lockset *exit)
{
	for (uint32_t i = exit->n; i-- > 0;) {
		if (exit->held[i].flags & (AN_HELD_SCOPED | AN_HELD_BACK) || exit->held[i].lock.owner == AN_ELSEWHERE)
			remove_held(exit, i);
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
		struct an_dropped given = { held.lock, false };

		facts->given = keep(p, &given, 1, sizeof given);
		facts->given_count = 1;
	} else {
		facts->left = keep(p, &held, 1, sizeof held);
		facts->left_count = 1;
	}
}

static bool concerns_locks(const struct an_program *p, uint32_t f)
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

		if (p->calls[i].callee && (facts->taken_count || facts->left_count || facts->given_count))
			return true;
	}
	return false;
}

static void summarize(struct an_program *p, uint32_t f)
{
	struct an_lock_facts *facts = &p->locks->facts[f];
	struct summary s = { .taken_count = 0 };
	struct an_lock_walk w = { .take = note_take, .exit = note_exit, .data = &s };

	if (!concerns_locks(p, f))
		return;
	an_walk_locks(&w, p, f);
	facts->taken = keep(p, s.taken, s.taken_count, sizeof *s.taken);
	facts->taken_count = s.taken_count;
	keep_left(p, facts, &s.exit);
	keep_conditional(p, f, facts);
}

/* ---- top down ---- */

struct inherited { bool seen; uint32_t n; struct an_held held[AN_HELD_MAX]; };

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
		memcpy(to->held, below, sizeof below);
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
	const struct an_lock_facts *facts = &p->locks->facts[function];

	return facts->entry_count || concerns_locks(p, function);
}

static void pass_down(struct an_program *p, const struct an_components *c)
{
	struct top_down t = { wr_calloc(p->node_count + 1, sizeof *t.of) };
	struct an_lock_walk w = { .call = hand_down, .data = &t };

	for (uint32_t i = 0; i < p->start_count; i++)
		t.of[p->starts[i].callee].seen = true;
	for (uint32_t i = c->first[c->count]; i-- > 0;) {
		uint32_t f = c->order[i];

		/* Of a component the calls that go round are not seen yet: nothing is held for sure. */
		if (p->nodes[f].recursive)
			t.of[f] = (struct inherited){ .seen = true };
		set_entry(p, f, &t.of[f]);
		if (an_has_locks(p, f))
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
	for (uint32_t f = 1; f <= p->node_count; f++)
		note_attributes(p, f);
	for (uint32_t i = 0; i < c->count; i++) {
		bool alone = c->first[i + 1] - c->first[i] == 1;

		for (int round = 0; round < (alone ? 1 : 2); round++) {
			for (uint32_t k = c->first[i]; k < c->first[i + 1]; k++)
				summarize(p, c->order[k]);
		}
	}
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
