#ifndef WEIR_ANALYZER_LOCKS_H
#define WEIR_ANALYZER_LOCKS_H

#include "analyzer/ways.h"

/*
 * locks.h - which locks are held where.
 *
 * A lock is known by what it hangs on in the function (a global, a parameter, an object) and by its
 * class: the global, or the type and member ("struct conn.mutex", "app.Store._lock").  Two locks of one
 * class may be two locks; of the same root and path they are one.  Held is what is held on all ways.
 */

#define AN_ELSEWHERE 253        /* owner: a variable of the function; else a parameter's index, AN_THIS, AN_GLOBALS */

struct an_lock {
	uint32_t class;         /* see an_lock_class; 0 = not known */
	an_id root;             /* symbol in the function's unit; 0 = a global */
	const char *path;       /* from the root to the lock: ".mutex", "" */
	uint32_t global;        /* of which it is a member, where a function takes what it is given by a member: its class */
	uint8_t owner;
	bool single;            /* root and path stand for one lock */
};

enum an_held_flags {
	AN_HELD_SCOPED = 1,     /* until the end of a block */
	AN_HELD_SHARED = 2,     /* with other readers */
	AN_HELD_AGAIN = 4,      /* its holder may take it again */
	AN_HELD_INHERITED = 8,  /* by all callers */
	AN_HELD_GUARDED = 16,   /* taken only sometimes */
	AN_HELD_JOINTLY = 32,   /* taken with others in an order that cannot go wrong */
	AN_HELD_ASYNC = 64,     /* by a task of an event loop: others of its thread go on */
	AN_HELD_MAYBE = 128,    /* by a function that takes it under a condition of its own */
	AN_HELD_BACK = 256,     /* its caller's, taken again after it was given back */
	AN_HELD_FAILED = 512,   /* it could not be taken, or nobody has asked yet whether it could: not held */
	AN_HELD_TRIED = 1024,   /* by a call that does not wait: held only where its result says so */
	AN_HELD_ON_ZERO = 2048, /* by a function that took it where it returns 0 */
	AN_HELD_ON_OTHERS = 4096,       /* where it returns anything else; with ON_ZERO: nobody knows */
	AN_HELD_MAY_FAIL = 8192         /* by a function that on some way out says that it could not take it */
};

struct an_held {
	struct an_lock lock;
	an_id op;               /* that took it: a call of the lock's, or of a function that leaves it taken */
	an_id result;           /* the variable that says whether it could be taken; 0 = none, or it has another value now */
	uint32_t flags;         /* enum an_held_flags */
};

#define AN_HELD_MAX 8
#define AN_DROPPED_MAX 8

/* A lock that a function gives back though it did not take it: a caller's. */
struct an_dropped {
	struct an_lock lock;
	bool back;              /* and takes again before it returns */
	bool gone;              /* destroyed, with what it is in or by itself: whether it was taken or not */
};

struct an_lockset {
	uint32_t n, dropped_count;
	struct an_held held[AN_HELD_MAX];
	struct an_dropped dropped[AN_DROPPED_MAX];
};

/* A lock that a function takes, itself or through calls. */
struct an_taken {
	struct an_lock lock;
	an_id op;
	uint32_t callee;        /* 0 = the op takes it */
	uint32_t next;          /* in callee's: index of what that takes */
	uint32_t flags;         /* enum an_held_flags */
	uint8_t depth;          /* calls until it is taken */
};

struct an_lock_facts {
	struct an_taken *taken;
	struct an_held *left;   /* still held when it returns */
	struct an_dropped *given;
	struct an_held *entry;  /* held by all callers; op is 0 */
	uint32_t taken_count, left_count, given_count, entry_count;
	bool concerned, holds;  /* see an_has_locks, an_may_hold */
};

struct an_locks;                /* of a program: p->locks */

/* Facts of a function; NULL if the program has no locks at all. */
const struct an_lock_facts *an_lock_facts(const struct an_program *p, uint32_t function);
/* "struct conn.mutex", "jobs_lock"; "" for 0. */
const char *an_lock_class(const struct an_program *p, uint32_t class);
/* What the function that the op calls takes, of that lock as the caller sees it; *callee = that function.
 * NULL if the op takes it itself. */
const struct an_taken *an_taken_by_callee(const struct an_program *p, uint32_t function, an_id op,
					  const struct an_lock *lock, uint32_t *callee);
/* One call further down from what a function takes; NULL where that takes it itself. */
const struct an_taken *an_taken_next(const struct an_program *p, const struct an_taken *taken);
#define AN_TAKEN_MAX 16         /* calls that anyone follows: of functions that call each other there may be a ring */
/* May a lock of the class be one that its holder may take again (set up with attributes)? */
bool an_lock_again(const struct an_program *p, uint32_t class);
/* Certainly the same lock, as one function sees both. */
bool an_same_lock(const struct an_lock *a, const struct an_lock *b);
/* The callee's lock as the caller sees it. */
bool an_lock_above(const struct an_program *p, const struct an_call *call, const struct an_lock *lock,
		   struct an_lock *above);
/* The lock as the function writes it: "c->mutex"; it has a root. */
const char *an_lock_text(struct wr_arena *arena, const struct an_program *p, uint32_t function,
			 const struct an_lock *lock);

/*
 * Walks a function with what is held.  take: the op is about to take the lock, itself (callee 0) or
 * through a call.  call: any other op.  Neither is told of a turn that is only rehearsed.
 */
struct an_lock_walk {
	void (*take)(struct an_lock_walk *w, const struct an_lockset *held, an_id op, const struct an_lock *lock,
		     uint32_t flags);
	void (*call)(struct an_lock_walk *w, const struct an_lockset *held, an_id op);
	void (*change)(struct an_lock_walk *w, const struct an_lockset *held, an_id write);
	void (*mark)(struct an_lock_walk *w, const struct an_lockset *held, const struct an_mark *mark);
	void (*exit)(struct an_lock_walk *w, const struct an_lockset *held);
	void *data;
	bool failed_too;        /* `held` is also to name what is AN_HELD_FAILED */
	const struct an_program *p;
	uint32_t function;
};
void an_walk_locks(struct an_lock_walk *w, const struct an_program *p, uint32_t function);

/* Does the function take or leave taken any lock, or does a caller of all hold one for it? */
bool an_has_locks(const struct an_program *p, uint32_t function);
/* May a lock be held anywhere in it? */
bool an_may_hold(const struct an_program *p, uint32_t function);

#endif
