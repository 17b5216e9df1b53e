#ifndef WEIR_CACHESIM_NUMBERING_P_H
#define WEIR_CACHESIM_NUMBERING_P_H

#include <stddef.h>
#include <stdint.h>

/*
 * numbering_p.h - keys to dense ids 0, 1, 2, ... in order of first appearance.
 *
 * A key is known here by 64 bits, its identity.  cs_identity gives a decimal
 * number below 10^18 itself, so numbers never meet; any other text its hash
 * with the top bit set, so texts never meet numbers.  Two texts of ten million
 * different ones share an identity with a probability of 5 in a million; they
 * would be replayed as one object.
 */

#define CS_MAX_KEYS 0x7fffffffu         /* different keys in a trace */

struct cs_numbering {                   /* start from all zero */
	uint64_t *identity;             /* [unique] of every id */
	size_t cap;                     /* ids that identity has room for */
	/* id + 1 of the identity that belongs there, 0 = empty: open addressing, linear probing, at most half
	 * full.  8 bytes per id beside the 8 of its identity, 16 right after growth. */
	uint32_t *slot;
	size_t mask;                    /* slots - 1; 0 = none yet */
	uint32_t unique;                /* ids given so far */
};

uint64_t cs_identity(const char *key, size_t n);
/* Of a key that is a number of 64 bits: itself below 2^63, else a hash. */
uint64_t cs_identity_of_number(uint64_t key);

/* ids[i] = the id of identities[i].  Returns how many were done: fewer than n
 * only when a trace has more than CS_MAX_KEYS different keys. */
size_t cs_numbering_assign(struct cs_numbering *numbering, const uint64_t *identities, size_t n,
			   uint32_t *ids);
void cs_numbering_free(struct cs_numbering *numbering);

#endif
