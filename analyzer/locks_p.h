#ifndef WEIR_ANALYZER_LOCKS_P_H
#define WEIR_ANALYZER_LOCKS_P_H

#include "analyzer/locks.h"
#include "analyzer/program_p.h"

/* locks_p.h - between the files of the lock analysis: which op is what to which lock. */

enum an_lock_what {
	AN_NO_LOCK, AN_TAKE, AN_AGAIN, AN_SHARE, AN_TRY, AN_TRY_TRUE, AN_GIVE, AN_GUARD, AN_UNGUARD, AN_SEVERAL, AN_ASK,
	AN_DESTROY
};

struct an_locks {
	struct an_keys classes;
	const char **names;             /* by class; [0] is "" */
	bool *again;                    /* by class */
	size_t class_count, class_cap, again_count, again_cap;
	uint8_t **events;               /* per unit, per op: index into the table of calls + 1 */
	struct an_lock_facts *facts;    /* per function */
	struct wr_buf buf;
};

/* lock_names.c.  False if the program has no lock op. */
bool an_read_lock_events(struct an_program *p);
enum an_lock_what an_lock_what(const struct an_program *p, uint32_t function, an_id op);
/* Python: does it take a lock of an event loop's tasks: asyncio.Lock, or anything that is awaited? */
bool an_is_of_task(const an_unit *u, const struct an_op *op);
/* The lock of an argument or receiver; false if nothing is known of it. */
bool an_lock_of(const struct an_program *p, uint32_t function, const struct an_operand *operand, struct an_lock *lock);
/* What a TAKE, GIVE, ... is about; of a guard's constructor its i-th argument. */
bool an_lock_subject(const struct an_program *p, uint32_t function, an_id op, uint32_t i, struct an_lock *lock);

/* lockset.c */
uint32_t an_find_held(const struct an_lockset *s, const struct an_lock *lock);          /* s->n if it is not there */
void an_add_held(struct an_lockset *s, const struct an_held *held);
void an_remove_held(struct an_lockset *s, uint32_t i);
struct an_dropped *an_find_dropped(struct an_lockset *s, const struct an_lock *lock);  /* NULL if it is not there */
void an_give_lock(struct an_lockset *s, const struct an_lock *lock);
/* What the lock stands for is destroyed, and all locks in it. */
void an_lose_lock(struct an_lockset *s, const struct an_lock *gone);
void an_join_locksets(void *state, const void *other, void *data);     /* what both hold; for an_ways */

/* lock_answers.c */
/* The arm of the mark says of what was taken whether it could be; last_call: that was walked. */
void an_hear_answer(const struct an_ways *ways, struct an_lockset *s, const struct an_mark *mark, unsigned arm,
		    an_id last_call);
/* On which result of the call that took the lock it is held: AN_HELD_ON_ZERO, AN_HELD_ON_OTHERS, both or 0 = not known. */
uint32_t an_held_on(const struct an_program *p, uint32_t f, const struct an_held *held);

/* lock_walk.c */
/* The one function that the op runs, or NULL. */
const struct an_call *an_certain_call(const struct an_program *p, uint32_t f, an_id op);

#endif
