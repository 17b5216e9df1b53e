/* lockset.c - the locks held at one place, and those given back there. */
#include <string.h>
#include "analyzer/locks_p.h"

uint32_t an_find_held(const struct an_lockset *s, const struct an_lock *lock)
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

void an_add_held(struct an_lockset *s, const struct an_held *held)
{
	struct an_dropped *dropped = held->flags & AN_HELD_FAILED ? NULL : an_find_dropped(s, &held->lock);
	uint32_t i = an_find_held(s, &held->lock);

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

/* Of too many those are left out that no caller can name. */
static void note_dropped(struct an_lockset *s, const struct an_dropped *dropped)
{
	uint32_t i = 0;

	if (s->dropped_count < AN_DROPPED_MAX)
		i = s->dropped_count++;
	else
		while (i < AN_DROPPED_MAX && s->dropped[i].lock.owner != AN_ELSEWHERE)
			i++;
	if (i < AN_DROPPED_MAX)
		s->dropped[i] = *dropped;
}

static void add_dropped(struct an_lockset *s, const struct an_lock *lock, bool back)
{
	struct an_dropped *known = an_find_dropped(s, lock);

	if (known)
		known->back &= back;
	else
		note_dropped(s, &(struct an_dropped){ *lock, back, false });
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
	if (gone->single)
		note_dropped(s, &(struct an_dropped){ *gone, false, true });
}

void an_lose_lock(struct an_lockset *s, const struct an_lock *gone)
{
	for (uint32_t i = s->n; i-- > 0;) {
		if (is_in(&s->held[i].lock, gone))
			an_remove_held(s, i);
	}
	add_gone(s, gone);
}

/* Of a lock that is not known it may be any of its class, or, without one, any at all. */
void an_give_lock(struct an_lockset *s, const struct an_lock *lock)
{
	uint32_t i = an_find_held(s, lock);

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
	a->flags |= b->flags & (AN_HELD_MAYBE | AN_HELD_ON_ZERO | AN_HELD_ON_OTHERS | AN_HELD_MAY_FAIL);
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
			k = an_find_held(b, &a->held[i].lock);
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
