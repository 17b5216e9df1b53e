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

static struct cs_slot *find(const struct cs_numbering *m, uint64_t identity)
{
	size_t i = home(m, identity);

	while (m->slots[i].number && m->slots[i].identity != identity)
		i = (i + 1) & m->mask;
	return &m->slots[i];
}

static void grow(struct cs_numbering *m)
{
	struct cs_numbering larger = { .unique = m->unique };

	larger.mask = m->mask ? m->mask * 2 + 1 : FIRST_SLOTS - 1;
	larger.slots = wr_calloc(larger.mask + 1, sizeof *larger.slots);
	for (size_t i = 0; m->mask && i <= m->mask; i++)
		if (m->slots[i].number)
			*find(&larger, m->slots[i].identity) = m->slots[i];
	free(m->slots);
	*m = larger;
}

static void assign_block(struct cs_numbering *m, const uint64_t *identities, size_t n, uint32_t *ids)
{
	for (size_t i = 0; i < n; i++) {
		struct cs_slot *s;

		if (i + AHEAD < n)
			__builtin_prefetch(&m->slots[home(m, identities[i + AHEAD])], 1);
		s = find(m, identities[i]);
		if (!s->number) {
			s->identity = identities[i];
			s->number = ++m->unique;
		}
		ids[i] = s->number - 1;
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
	free(m->slots);
	*m = (struct cs_numbering){ 0 };
}
