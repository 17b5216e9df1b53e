#ifndef WEIR_ANALYZER_PYTHON_PAIRS_P_H
#define WEIR_ANALYZER_PYTHON_PAIRS_P_H

#include <stdint.h>

/* pairs_p.h - numbers by pairs of numbers, of several kinds in one hash table. */

enum py_pair_kind {
	PY_PAIR_BINDING = 1,    /* scope, name -> binding */
	PY_PAIR_PATH,           /* path, name -> path */
	PY_PAIR_TYPE,           /* class path, element type -> type */
	PY_PAIR_ENTITY,         /* sort, what -> type */
	PY_PAIR_MEMBER,         /* symbol, name -> symbol */
	PY_PAIR_CAPTURED,       /* function, binding -> symbol */
	PY_PAIR_GLOBAL          /* 0, path -> symbol of an imported name */
};

struct py_pair { uint64_t key; uint32_t value, generation; };

struct py_pairs {
	struct py_pair *slots;
	uint32_t slot_count;    /* a power of two, at most half are taken */
	uint32_t n;
	uint32_t generation;    /* slots of others are free */
};

void an_py_pairs_free(struct py_pairs *pairs);
/* Forgets all.  A zeroed struct is made ready by it. */
void an_py_pairs_reset(struct py_pairs *pairs);
static inline uint64_t py_pair_key(enum py_pair_kind kind, uint32_t a, uint32_t b)
{
	return (uint64_t)kind << 60 | (uint64_t)a << 30 | b;
}

/* Where the key is, or the free place where it would be put. */
static inline struct py_pair *py_pair_slot(const struct py_pairs *pairs, uint64_t key)
{
	uint32_t mask = pairs->slot_count - 1;
	uint64_t h = key * UINT64_C(0x9e3779b97f4a7c15);

	for (uint32_t i = (uint32_t)(h >> 40) & mask;; i = (i + 1) & mask) {
		struct py_pair *slot = &pairs->slots[i];

		if (slot->generation != pairs->generation || slot->key == key)
			return slot;
	}
}

/* The value of a pair (both numbers below 2^30), 0 if it has none. */
static inline uint32_t py_pair(const struct py_pairs *pairs, enum py_pair_kind kind, uint32_t a, uint32_t b)
{
	const struct py_pair *slot = py_pair_slot(pairs, py_pair_key(kind, a, b));

	return slot->generation == pairs->generation ? slot->value : 0;
}

/* Gives a pair that has none a value. */
void an_py_pair_add(struct py_pairs *pairs, enum py_pair_kind kind, uint32_t a, uint32_t b, uint32_t value);

#endif
