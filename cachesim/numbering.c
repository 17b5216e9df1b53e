/* numbering.c - keys to dense ids by open addressing, with the slots prefetched. */
#include <stdlib.h>
#include "core/alloc.h"
#include "core/text.h"
#include "cachesim/numbering_p.h"

enum {
	BLOCK = 1024,           /* identities between two looks at how full the table is */
	AHEAD = 16,             /* identities between prefetch and use */
	FIRST_SLOTS = 4096,
	MAX_DIGITS = 18
};

uint64_t cs_identity(const char *key, size_t n)
{
	uint64_t v = 0;
	size_t i = 0;

	/* "07" is another key than "7". */
	if (n && n <= MAX_DIGITS && (key[0] != '0' || n == 1))
		for (; i < n && key[i] >= '0' && key[i] <= '9'; i++)
			v = v * 10 + (uint64_t)(key[i] - '0');
	if (n && i == n)
		return v;
	return (uint64_t)wr_hash(key, n, 0) | 1ull << 63;
}

uint64_t cs_identity_of_number(uint64_t key)
{
	return key >> 63 ? (uint64_t)wr_hash(&key, sizeof key, 0) | 1ull << 63 : key;
}

/* Finishing mix of splitmix64 (Steele, Lea and Flood 2014): ids come as runs
 * and as multiples of page sizes. */
static size_t home(const struct cs_numbering *m, uint64_t x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ull;
	x = (x ^ x >> 27) * 0x94d049bb133111ebull;
	return (size_t)(x ^ x >> 31) & m->mask;
}

/* The slot of an identity, which belongs at `i`: its own, or the empty one to take. */
static uint32_t *find(const struct cs_numbering *m, uint64_t identity, size_t i)
{
	while (m->slot[i] && m->identity[m->slot[i] - 1] != identity)
		i = (i + 1) & m->mask;
	return &m->slot[i];
}

/* The old slots go first, for the identities say it all: so there are never two tables. */
static void grow(struct cs_numbering *m)
{
	m->mask = m->mask ? m->mask * 2 + 1 : FIRST_SLOTS - 1;
	free(m->slot);
	m->slot = wr_calloc(m->mask + 1, sizeof *m->slot);
	m->cap = m->mask / 2 + 1;
	m->identity = wr_realloc(m->identity, m->cap * sizeof *m->identity);
	for (uint32_t id = 0; id < m->unique; id++) {
		if (id + AHEAD < m->unique)
			__builtin_prefetch(&m->slot[home(m, m->identity[id + AHEAD])], 1);
		*find(m, m->identity[id], home(m, m->identity[id])) = id + 1;
	}
}

/* What is in the slot says where the identity to compare with is. */
static void prefetch_identity(const struct cs_numbering *m, size_t slot)
{
	uint32_t number = m->slot[slot];

	__builtin_prefetch(&m->identity[number - (number > 0)]);
}

/* Slots first, and a while later identities, so that neither is waited for. */
static void assign_block(struct cs_numbering *m, const uint64_t *identities, size_t n, uint32_t *ids)
{
	size_t at[BLOCK + 2 * AHEAD];

	for (size_t i = 0; i < n; i++) {
		at[i] = home(m, identities[i]);
		if (i < 2 * AHEAD)
			__builtin_prefetch(&m->slot[at[i]], 1);
	}
	for (size_t i = n; i < n + 2 * AHEAD; i++)
		at[i] = at[0];
	for (size_t i = 0; i < AHEAD; i++)
		prefetch_identity(m, at[i]);
	for (size_t i = 0; i < n; i++) {
		uint32_t *s;

		__builtin_prefetch(&m->slot[at[i + 2 * AHEAD]], 1);
		prefetch_identity(m, at[i + AHEAD]);
		s = find(m, identities[i], at[i]);
		if (!*s) {
			m->identity[m->unique] = identities[i];
			*s = ++m->unique;
		}
		ids[i] = *s - 1;
	}
}

size_t cs_numbering_assign(struct cs_numbering *m, const uint64_t *identities, size_t n, uint32_t *ids)
{
	size_t done, block;

	for (done = 0; done < n; done += block) {
		block = n - done < BLOCK ? n - done : BLOCK;
		if (m->unique > CS_MAX_KEYS - BLOCK)
			break;
		while (2 * (m->unique + block) > m->mask)
			grow(m);
		assign_block(m, identities + done, block, ids + done);
	}
	return done;
}

void cs_numbering_free(struct cs_numbering *m)
{
	free(m->slot);
	free(m->identity);
	*m = (struct cs_numbering){ 0 };
}
