/* lock_walk.c - the locks that are held as a function is walked on all its ways. */
#include "analyzer/locks.h"

#include <stdlib.h>
#include <string.h>
#include "analyzer/locks_p.h"
#include "core/alloc.h"
#include "core/text.h"

enum { GUARDS_MAX = 16 };

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

	if (an_is_of_task(u, o))
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
	an_add_held(s, &held);
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
			an_add_held(s, &(struct an_held){ lock, op, 0, own });
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
		uint32_t held = l->guards[i].symbol == symbol ? an_find_held(s, &l->guards[i].lock) : s->n;

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
			an_lose_lock(s, &lock);
		else
			an_give_lock(s, &lock);
	}
	for (uint32_t i = 0; facts && i < facts->left_count; i++) {
		/* What a constructor leaves locked, its object gives back where its block ends. */
		held.flags = (facts->left[i].flags & ~(uint32_t)AN_HELD_SCOPED) | (constructs ? AN_HELD_SCOPED : 0);
		if (an_lock_above(ways->p, call, &facts->left[i].lock, &held.lock))
			an_add_held(s, &held);
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
		an_lose_lock(s, &lock);
}

static void walk_op(struct an_ways *ways, void *state, an_id op)
{
	const an_unit *u = an_unit_of(ways->p, ways->function);
	enum an_lock_what what = an_lock_what(ways->p, ways->function, op);
	uint32_t flags = what == AN_NO_LOCK ? 0 : flags_of(u, what, an_op_at(u, op));
	struct lock_walk *l = ways->data;
	struct an_lock lock;

	if (an_op_at(u, op)->kind == AN_OP_CALL)
		l->last_call = op;
	switch (what) {
	case AN_NO_LOCK:
		if (u->language == AN_CPP && strstr(an_text(u, an_op_at(u, op)->name), "::~"))
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
			an_lose_lock(state, &lock);
		break;
	case AN_GIVE:
		if (subject(ways, op, &lock, &flags))
			an_give_lock(state, &lock);
		else
			((struct an_lockset *)state)->n = 0;
		break;
	default:
		if (subject(ways, op, &lock, &flags))
			take(ways, state, op, &lock, flags);
		break;
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

static void walk_arm(struct an_ways *ways, void *state, const struct an_mark *mark, unsigned arm)
{
	const struct lock_walk *l = ways->data;

	if (((const struct an_lockset *)state)->n)
		an_hear_answer(ways, state, mark, arm, l->last_call);
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
