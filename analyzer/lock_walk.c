/* lock_walk.c - the locks that are held as a function is walked on all its ways. */
#include "analyzer/locks.h"

#include <stdlib.h>
#include <string.h>
#include "analyzer/locks_p.h"
#include "core/alloc.h"
#include "core/text.h"

enum { GUARDS_MAX = 16 };

static uint32_t find_held(const struct an_lockset *s, const struct an_lock *lock)
{
	for (uint32_t i = 0; i < s->n; i++) {
		if (an_same_lock(&s->held[i].lock, lock))
			return i;
	}
	return s->n;
}

void an_remove_held(struct an_lockset *s, uint32_t i)
{
	s->held[i] = s->held[--s->n];
}

struct an_dropped *an_find_dropped(struct an_lockset *s, const struct an_lock *lock)
{
	for (uint32_t i = 0; i < s->dropped_count; i++) {
		const struct an_lock *d = &s->dropped[i].lock;

		if (s->dropped[i].gone)
			continue;
		if (an_same_lock(d, lock) || (d->class && d->class == lock->class && !(d->single && lock->single)))
			return &s->dropped[i];
	}
	return NULL;
}

static void add_held(struct an_lockset *s, const struct an_held *held)
{
	struct an_dropped *dropped = held->flags & AN_HELD_FAILED ? NULL : an_find_dropped(s, &held->lock);
	uint32_t i = find_held(s, &held->lock);

	if (i < s->n && !(s->held[i].flags & AN_HELD_FAILED))
		return;
	if (i == s->n && s->n == AN_HELD_MAX)
		return;
	s->n += i == s->n;
	s->held[i] = *held;
	if (dropped) {
		dropped->back = true;
		s->held[i].flags |= AN_HELD_BACK;
	}
}

static void add_dropped(struct an_lockset *s, const struct an_lock *lock, bool back)
{
	struct an_dropped *known = an_find_dropped(s, lock);

	if (known)
		known->back &= back;
	else if (s->dropped_count < AN_DROPPED_MAX)
		s->dropped[s->dropped_count++] = (struct an_dropped){ *lock, back, false };
}

/* Is the lock the one that is gone, or in what is? */
static bool is_in(const struct an_lock *lock, const struct an_lock *gone)
{
	size_t n = strlen(gone->path);
	struct an_lock outside = *lock;

	if (strncmp(lock->path, gone->path, n) || (lock->path[n] && lock->path[n] != '.'))
		return false;
	outside.path = gone->path;
	if (lock->owner == AN_GLOBALS && lock->path[n])
		return lock->single && gone->single && lock->root && lock->root == gone->root;
	return an_same_lock(&outside, gone);
}

/* On one way is enough: what is destroyed is asked for NULL before. */
static void add_gone(struct an_lockset *s, const struct an_lock *gone)
{
	for (uint32_t i = 0; i < s->dropped_count; i++) {
		if (s->dropped[i].gone && an_same_lock(&s->dropped[i].lock, gone))
			return;
	}
	if (s->dropped_count < AN_DROPPED_MAX && gone->single)
		s->dropped[s->dropped_count++] = (struct an_dropped){ *gone, false, true };
}

static void lose(struct an_lockset *s, const struct an_lock *gone)
{
	for (uint32_t i = s->n; i-- > 0;) {
		if (is_in(&s->held[i].lock, gone))
			an_remove_held(s, i);
	}
	add_gone(s, gone);
}

/* Of a lock that is not known it may be any of its class, or, without one, any at all. */
static void give(struct an_lockset *s, const struct an_lock *lock)
{
	uint32_t i = find_held(s, lock);

	if (i < s->n) {
		if (s->held[i].flags & AN_HELD_BACK)
			add_dropped(s, lock, false);
		an_remove_held(s, i);
		return;
	}
	for (i = s->n; i-- > 0;) {
		const struct an_lock *held = &s->held[i].lock;

		if ((!lock->single || !held->single) &&
		    (!lock->class || !held->class || lock->class == held->class)) {
			an_remove_held(s, i);
			return;
		}
	}
	add_dropped(s, lock, false);
}

/* What could not be taken on one way is held behind both if its taker did not ask; what was only tried is not. */
static void join_held(struct an_held *a, const struct an_held *b)
{
	const uint32_t failed = (a->flags ^ b->flags) & AN_HELD_FAILED;

	a->lock.single &= b->lock.single;
	if (failed && (a->flags | b->flags) & AN_HELD_TRIED)
		a->flags |= AN_HELD_FAILED;
	else if (failed)
		a->flags &= ~(uint32_t)AN_HELD_FAILED;
	a->flags |= b->flags & (AN_HELD_MAYBE | AN_HELD_ON_ZERO | AN_HELD_ON_OTHERS);
	a->result = a->result == b->result ? a->result : 0;
}

void an_join_locksets(void *state, const void *other, void *data)
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
			an_remove_held(a, i);
		else
			join_held(&a->held[i], &b->held[k]);
	}
	for (uint32_t i = 0; i < b->dropped_count; i++) {
		if (b->dropped[i].gone)
			add_gone(a, &b->dropped[i].lock);
		else
			add_dropped(a, &b->dropped[i].lock, b->dropped[i].back);
	}
}

static void leave_blocks(void *state, an_id first_op, void *data)
{
	struct an_lockset *s = state;

	(void)data;
	for (uint32_t i = s->n; i-- > 0;) {
		if (s->held[i].flags & AN_HELD_SCOPED && s->held[i].op >= first_op)
			an_remove_held(s, i);
	}
}

/* ---- the walk ---- */

struct guard { an_id symbol; struct an_lock lock; uint32_t flags; };

struct lock_walk {
	struct an_lock_walk *w;
	struct guard guards[GUARDS_MAX];
	uint32_t guard_count;
	an_id last_call;        /* that was walked */
};

/* What is known of the result of the last call, or of a variable's value. */
struct answer { an_id op, symbol; bool zero, negative; };

static bool is_for_readers(const char *name)
{
	return strstr(name, "rdlock") || strstr(name, "reader") || strstr(name, "shared");
}

static uint32_t flags_of(const an_unit *u, enum an_lock_what what, const struct an_op *o)
{
	uint32_t flags = what == AN_AGAIN ? AN_HELD_AGAIN : what == AN_SHARE ? AN_HELD_SHARED : 0;

	/* Of what kind it is nobody says there. */
	if (what == AN_TRY || what == AN_TRY_TRUE)
		flags = AN_HELD_TRIED | AN_HELD_FAILED | AN_HELD_AGAIN | (is_for_readers(an_text(u, o->name)) ? AN_HELD_SHARED : 0);

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

/* What is held, as the walk tells it: without what could not be taken. */
static const struct an_lockset *told(const struct an_ways *ways, const struct an_lockset *s, struct an_lockset *copy)
{
	uint32_t failed = 0;

	for (uint32_t i = 0; i < s->n; i++)
		failed |= s->held[i].flags & AN_HELD_FAILED;
	if (!failed || ((const struct lock_walk *)ways->data)->w->failed_too)
		return s;
	*copy = *s;
	for (uint32_t i = copy->n; i-- > 0;) {
		if (copy->held[i].flags & AN_HELD_FAILED)
			an_remove_held(copy, i);
	}
	return copy;
}

static void tell_taking(struct an_ways *ways, const struct an_lockset *s, an_id op, const struct an_lock *lock,
			uint32_t flags)
{
	struct lock_walk *l = ways->data;
	struct an_lockset copy;

	if (!ways->muted && l->w->take)
		l->w->take(l->w, told(ways, s, &copy), op, lock, flags);
}

static void take(struct an_ways *ways, struct an_lockset *s, an_id op, const struct an_lock *lock, uint32_t flags)
{
	const struct an_held held = { *lock, op, an_op_at(an_unit_of(ways->p, ways->function), op)->result, flags };

	if (!(flags & AN_HELD_FAILED))
		tell_taking(ways, s, op, lock, flags);
	add_held(s, &held);
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
		else if (*option == 't')
			take(ways, s, op, &lock, own | AN_HELD_TRIED | AN_HELD_FAILED);
		else if (*option == 'a')
			add_held(s, &(struct an_held){ lock, op, 0, own });
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
			an_remove_held(s, held);
	}
	/* One whose lock is not single any more. */
	for (uint32_t i = s->n; i-- > 0;) {
		if (s->held[i].flags & AN_HELD_SCOPED &&
		    an_op_at(an_unit_of(ways->p, ways->function), s->held[i].op)->result == symbol)
			an_remove_held(s, i);
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

const struct an_call *an_certain_call(const struct an_program *p, uint32_t f, an_id op)
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
	const struct an_call *call = an_certain_call(ways->p, ways->function, op);
	const struct an_lock_facts *facts = call ? &ways->p->locks->facts[call->callee] : NULL;
	struct an_held held = { .op = op, .result = an_op_at(an_unit_of(ways->p, ways->function), op)->result };
	struct an_lockset copy;
	struct an_lock lock;
	bool constructs = call && an_function_of(ways->p, call->callee)->flags & AN_FN_CONSTRUCTOR;

	if (!ways->muted && l->w->call)
		l->w->call(l->w, told(ways, s, &copy), op);
	for (uint32_t i = 0; facts && i < facts->taken_count; i++) {
		if (an_lock_above(ways->p, call, &facts->taken[i].lock, &lock))
			tell_taking(ways, s, op, &lock, facts->taken[i].flags);
	}
	for (uint32_t i = 0; facts && i < facts->given_count; i++) {
		if (facts->given[i].back || !an_lock_above(ways->p, call, &facts->given[i].lock, &lock))
			continue;
		if (facts->given[i].gone)
			lose(s, &lock);
		else
			give(s, &lock);
	}
	for (uint32_t i = 0; facts && i < facts->left_count; i++) {
		/* What a constructor leaves locked, its object gives back where its block ends. */
		held.flags = (facts->left[i].flags & ~(uint32_t)AN_HELD_SCOPED) | (constructs ? AN_HELD_SCOPED : 0);
		if (an_lock_above(ways->p, call, &facts->left[i].lock, &held.lock))
			add_held(s, &held);
	}
}

/* free(conn), delete conn: and with it its lock. */
static void lose_freed(struct an_ways *ways, struct an_lockset *s, an_id op)
{
	static const char *const names[] = { "free", "g_free", "kfree", "kvfree", NULL };
	const an_unit *u = an_unit_of(ways->p, ways->function);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *arg = o->arg_count == 1 ? an_arg_at(u, o->first_arg) : NULL;
	struct an_lock lock;

	if (!arg || !(o->kind == AN_OP_FREE || (o->kind == AN_OP_CALL && wr_is_one_of(an_text(u, o->name), names))))
		return;
	if (an_lock_of(ways->p, ways->function, &(struct an_operand){ arg->symbol, arg }, &lock))
		lose(s, &lock);
}

static void walk_op(struct an_ways *ways, void *state, an_id op)
{
	const an_unit *u = an_unit_of(ways->p, ways->function);
	enum an_lock_what what = an_lock_what(ways->p, ways->function, op);
	uint32_t flags = flags_of(u, what, an_op_at(u, op));
	struct lock_walk *l = ways->data;
	struct an_lock lock;

	if (an_op_at(u, op)->kind == AN_OP_CALL)
		l->last_call = op;
	switch (what) {
	case AN_NO_LOCK:
		if (strstr(an_text(u, an_op_at(u, op)->name), "::~"))
			destroy_guard(ways, state, op);
		else
			run_call(ways, state, op);
		lose_freed(ways, state, op);
		break;
	case AN_ASK: break;
	case AN_GUARD: make_guard(ways, state, op); break;
	case AN_UNGUARD: destroy_guard(ways, state, op); break;
	case AN_SEVERAL: take_several(ways, state, op); break;
	case AN_DESTROY:
		if (subject(ways, op, &lock, &flags))
			lose(state, &lock);
		break;
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

/* ---- could it be taken? ---- */

enum { ON_EITHER = AN_HELD_ON_ZERO | AN_HELD_ON_OTHERS };

uint32_t an_held_on(const struct an_program *p, uint32_t f, const struct an_held *held)
{
	switch (an_lock_what(p, f, held->op)) {
	case AN_NO_LOCK: return held->flags & ON_EITHER;
	case AN_TRY_TRUE: case AN_GUARD: return AN_HELD_ON_OTHERS;
	default: return an_unit_of(p, f)->language == AN_PYTHON ? AN_HELD_ON_OTHERS : AN_HELD_ON_ZERO;
	}
}

static void answer(const struct an_ways *ways, struct an_held *held, const struct answer *a)
{
	uint32_t on = an_held_on(ways->p, ways->function, held);

	if (!on || on == ON_EITHER)
		return;
	if (a->zero == (on == AN_HELD_ON_ZERO || a->negative))
		held->flags &= ~(uint32_t)AN_HELD_FAILED;
	else
		held->flags |= AN_HELD_FAILED;
}

/* What Python asks of a call, or of the variable that took its result. */
static bool read_python(const struct an_ways *ways, const struct an_mark *m, unsigned arm, struct answer *a)
{
	const struct lock_walk *l = ways->data;

	if (m->kind != AN_MARK_BRANCH || !(m->flags & (AN_MARK_THERE | AN_MARK_ABSENT)))
		return false;
	a->symbol = m->use_count ? an_use_at(an_unit_of(ways->p, ways->function), m->first_use) : 0;
	a->op = m->use_count ? 0 : l->last_call;
	a->zero = !(m->flags & AN_MARK_THERE) == !arm;
	return true;
}

/* What the arm says of what the mark asks; false if nothing. */
static bool read_answer(const struct an_ways *ways, const struct an_mark *m, unsigned arm, struct answer *a)
{
	const struct lock_walk *l = ways->data;
	const an_unit *u = an_unit_of(ways->p, ways->function);

	*a = (struct answer){ 0 };
	if (u->language == AN_PYTHON)
		return read_python(ways, m, arm, a);
	if (!(m->flags & (AN_MARK_ZERO | AN_MARK_NONZERO)) || (arm ? m->flags & AN_MARK_FIRST : m->flags & AN_MARK_SECOND))
		return false;
	a->zero = !(m->flags & AN_MARK_ZERO) == (arm > 0);
	a->negative = m->flags & AN_MARK_NEGATIVE;
	if (!(m->flags & AN_MARK_CALL))
		a->symbol = m->target;
	else if (an_lock_what(ways->p, ways->function, l->last_call) == AN_ASK)
		a->symbol = an_op_at(u, l->last_call)->receiver;
	else
		a->op = l->last_call;
	return a->op || a->symbol;
}

static void walk_arm(struct an_ways *ways, void *state, const struct an_mark *mark, unsigned arm)
{
	struct an_lockset *s = state;
	struct answer a;

	if (!s->n || !read_answer(ways, mark, arm, &a))
		return;
	for (uint32_t i = 0; i < s->n; i++) {
		if (s->held[i].op == a.op || (a.symbol && s->held[i].result == a.symbol))
			answer(ways, &s->held[i], &a);
	}
}

/* The variable that a lock hangs on, or that says whether it could be taken, is another one from now on. */
static void blur(struct an_lockset *s, const struct an_write *w)
{
	for (uint32_t i = 0; i < s->n; i++) {
		struct an_held *held = &s->held[i];

		held->lock.single &= held->lock.root != w->symbol;
		if (held->result == w->symbol && w->op > held->op + 1)
			held->result = 0;
	}
}

static void walk_change(struct an_ways *ways, void *state, an_id write)
{
	struct lock_walk *l = ways->data;
	const struct an_write *w = an_write_at(an_unit_of(ways->p, ways->function), write);
	struct an_lockset copy;

	if (w->kind == AN_WRITE_ASSIGN)
		blur(state, w);
	if (!ways->muted && l->w->change)
		l->w->change(l->w, told(ways, state, &copy), write);
}

static void walk_mark(struct an_ways *ways, void *state, const struct an_mark *mark)
{
	struct lock_walk *l = ways->data;
	struct an_lockset copy;

	if (ways->muted)
		return;
	if (l->w->mark)
		l->w->mark(l->w, told(ways, state, &copy), mark);
	if (mark->kind == AN_MARK_RETURN && l->w->exit)
		l->w->exit(l->w, told(ways, state, &copy));
}

static void walk_end(struct an_ways *ways, void *state)
{
	struct lock_walk *l = ways->data;
	struct an_lockset copy;

	if (l->w->exit)
		l->w->exit(l->w, told(ways, state, &copy));
}

void an_walk_locks(struct an_lock_walk *w, const struct an_program *p, uint32_t function)
{
	struct lock_walk l = { .w = w };
	struct an_ways ways = { .size = sizeof(struct an_lockset), .data = &l, .join = an_join_locksets, .op = walk_op,
				.change = walk_change, .mark = walk_mark, .arm = walk_arm, .leave = leave_blocks, .end = walk_end };
	const struct an_lock_facts *facts = &p->locks->facts[function];
	struct an_lockset set = { 0 };

	w->p = p;
	w->function = function;
	for (uint32_t i = 0; i < facts->entry_count; i++)
		set.held[set.n++] = facts->entry[i];
	an_walk_ways(&ways, p, function, &set);
}
