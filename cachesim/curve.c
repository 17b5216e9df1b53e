/*
 * curve.c - LRU misses at every size in one pass.
 *
 * An LRU cache of c objects holds the c objects that were used last, so a
 * request hits in every cache that is at least as large as its stack distance:
 * the number of different objects used since, itself included (Mattson,
 * Gecsei, Slutz and Traiger 1970).
 *
 * Every use gets the next position of a bitmap; the bit of an object's latest
 * use is set.  The distance is the number of bits from there to the end
 * (Bennett and Kruskal 1975): population counts inside a block of the bitmap
 * and a Fenwick tree (Fenwick 1994) over the counts of the blocks before.
 * When the bitmap is full the positions are numbered anew, so it stays a few
 * bits per object.
 *
 * A delete leaves a hole: its bit stays, because a cache that held the object
 * now has room for one.  The next use of an object that lies deeper than the
 * topmost hole, or nowhere, fills that hole: the caches that are large enough
 * to have it, and too small to hit, take the object without evicting; in
 * those that hit, the room is now where the object came from.
 */
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "cachesim/cachesim.h"

enum { WORD = 64, BLOCK_WORDS = 4, BLOCK = WORD * BLOCK_WORDS, AHEAD = 12 };

#define NOT_IN_STACK    UINT32_MAX
#define MAX_POSITIONS   (UINT32_MAX - UINT32_MAX % BLOCK)

struct stack {
	uint64_t *bits;         /* [positions / 64] */
	uint32_t *tree;         /* [blocks + 1] Fenwick tree of the bits in the full blocks, 1-based */
	uint32_t positions, blocks;
	uint32_t now;           /* next position */
	uint32_t set;           /* bits that are set */
	uint32_t *last;         /* [unique] position of the latest use, or NOT_IN_STACK */
	uint32_t unique;
	uint32_t *holes;        /* heap of positions, topmost first */
	size_t hole_count, hole_cap;
};

/* Without a machine instruction for it this beats the compiler's own on x86-64. */
static inline uint32_t popcount(uint64_t x)
{
	x -= x >> 1 & 0x5555555555555555ull;
	x = (x & 0x3333333333333333ull) + (x >> 2 & 0x3333333333333333ull);
	x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0full;
	return (uint32_t)(x * 0x0101010101010101ull >> 56);
}

static void tree_add(struct stack *s, uint32_t block, uint32_t delta)
{
	for (uint32_t i = block + 1; i <= s->blocks; i += i & -i)
		s->tree[i] += delta;
}

/* Bits set in the blocks before this one. */
static uint32_t tree_sum(const struct stack *s, uint32_t block)
{
	uint32_t sum = 0;

	for (uint32_t i = block; i; i &= i - 1)
		sum += s->tree[i];
	return sum;
}

/* Bits set before `position` in its block. */
static uint32_t rank_in_block(const struct stack *s, uint32_t position)
{
	uint32_t word = position / WORD, rank = 0;

	for (uint32_t i = position / BLOCK * BLOCK_WORDS; i < word; i++)
		rank += popcount(s->bits[i]);
	return rank + popcount(s->bits[word] & ((1ull << position % WORD) - 1));
}

static uint32_t distance(const struct stack *s, uint32_t position)
{
	return s->set - tree_sum(s, position / BLOCK) - rank_in_block(s, position);
}

static void clear_bit(struct stack *s, uint32_t position)
{
	s->bits[position / WORD] &= ~(1ull << position % WORD);
	s->set--;
	if (position / BLOCK != s->now / BLOCK)
		tree_add(s, position / BLOCK, UINT32_MAX);      /* -1 */
}

/* Sets the tree to the counts of the first `full` blocks, in linear time. */
static void tree_build(struct stack *s, uint32_t full)
{
	memset(s->tree, 0, (s->blocks + 1) * sizeof *s->tree);
	for (uint32_t i = 1; i <= s->blocks; i++) {
		uint32_t parent = i + (i & -i);

		if (i <= full)
			s->tree[i] += BLOCK;
		if (parent <= s->blocks)
			s->tree[parent] += s->tree[i];
	}
}

static void set_all_bits_below(struct stack *s, uint32_t position)
{
	memset(s->bits, 0, s->positions / 8);
	memset(s->bits, 0xff, position / 8);
	if (position % WORD)
		s->bits[position / WORD] = (1ull << position % WORD) - 1;
}

/* Numbers the positions in use 0, 1, 2, ... in the same order. */
static void compact(struct stack *s)
{
	/* All blocks are full here, so the tree's sums are complete. */
	for (uint32_t id = 0; id < s->unique; id++)
		if (s->last[id] != NOT_IN_STACK)
			s->last[id] = s->set - distance(s, s->last[id]);
	for (size_t i = 0; i < s->hole_count; i++)
		s->holes[i] = s->set - distance(s, s->holes[i]);
	set_all_bits_below(s, s->set);
	s->now = s->set;
	tree_build(s, s->now / BLOCK);
}

static void close_block(struct stack *s, uint32_t block)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < BLOCK_WORDS; i++)
		count += popcount(s->bits[block * BLOCK_WORDS + i]);
	tree_add(s, block, count);
}

static void push(struct stack *s, uint32_t id)
{
	uint32_t position = s->now++;

	s->bits[position / WORD] |= 1ull << position % WORD;
	s->last[id] = position;
	s->set++;
	if (s->now % BLOCK == 0)
		close_block(s, position / BLOCK);
	if (s->now == s->positions)
		compact(s);
}

static void hole_add(struct stack *s, uint32_t position)
{
	size_t i = s->hole_count;

	(void)WR_PUSH(s->holes, s->hole_count, s->hole_cap);
	for (; i && s->holes[(i - 1) / 2] < position; i = (i - 1) / 2)
		s->holes[i] = s->holes[(i - 1) / 2];
	s->holes[i] = position;
}

static uint32_t hole_take_topmost(struct stack *s)
{
	uint32_t top = s->holes[0], moved = s->holes[--s->hole_count];
	size_t i = 0, child;

	while ((child = 2 * i + 1) < s->hole_count) {
		if (child + 1 < s->hole_count && s->holes[child + 1] > s->holes[child])
			child++;
		if (s->holes[child] <= moved)
			break;
		s->holes[i] = s->holes[child];
		i = child;
	}
	s->holes[i] = moved;
	return top;
}

/* Takes the object's old place out of the stack, or the topmost hole in its stead. */
static void pull(struct stack *s, uint32_t position)
{
	if (s->hole_count && (position == NOT_IN_STACK || s->holes[0] > position)) {
		clear_bit(s, hole_take_topmost(s));
		if (position != NOT_IN_STACK)
			hole_add(s, position);
	} else if (position != NOT_IN_STACK) {
		clear_bit(s, position);
	}
}

static void drop(struct stack *s, uint32_t id)
{
	if (s->last[id] == NOT_IN_STACK)
		return;
	hole_add(s, s->last[id]);
	s->last[id] = NOT_IN_STACK;
}

static void stack_init(struct stack *s, uint32_t unique)
{
	/* Objects and holes together are at most `unique`; three times as much is for what moves. */
	uint64_t positions = 4ull * unique + 16 * BLOCK;

	positions -= positions % BLOCK;
	*s = (struct stack){ .unique = unique };
	s->positions = positions < MAX_POSITIONS ? (uint32_t)positions : MAX_POSITIONS;
	s->blocks = s->positions / BLOCK;
	s->bits = wr_calloc(s->positions / WORD, sizeof *s->bits);
	s->tree = wr_calloc((size_t)s->blocks + 1, sizeof *s->tree);
	s->last = wr_malloc(unique * sizeof *s->last);
	memset(s->last, 0xff, unique * sizeof *s->last);
}

static void stack_free(struct stack *s)
{
	free(s->bits);
	free(s->tree);
	free(s->last);
	free(s->holes);
}

/* hits[d] = reads at distance d.  Returns the number of reads. */
static uint64_t count_distances(struct stack *s, const struct cs_trace *t, uint64_t *hits)
{
	uint64_t reads = 0;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t id = t->key[i], operation = t->operation ? t->operation[i] : CS_READ;

		if (i + AHEAD < t->n)
			__builtin_prefetch(&s->last[t->key[i + AHEAD]], 1);
		if (operation == CS_DELETE) {
			drop(s, id);
			continue;
		}
		reads += operation == CS_READ;
		if (operation == CS_READ && s->last[id] != NOT_IN_STACK)
			hits[distance(s, s->last[id])]++;
		pull(s, s->last[id]);
		push(s, id);
	}
	return reads;
}

uint64_t *cs_lru_curve(const struct cs_trace *trace, struct wr_err *err)
{
	uint64_t *misses = wr_calloc((size_t)trace->unique + 1, sizeof *misses), left;
	struct stack s;

	(void)err;
	stack_init(&s, trace->unique);
	left = count_distances(&s, trace, misses);
	stack_free(&s);
	/* From hits at exactly this size to misses at this size. */
	for (size_t c = 0; c <= trace->unique; c++) {
		left -= misses[c];
		misses[c] = left;
	}
	return misses;
}
