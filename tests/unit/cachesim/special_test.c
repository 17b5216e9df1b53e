/* special_test.c - replays in which writes do not go through, or objects have a time to live. */
#include <math.h>
#include "tests/unit/cachesim/random_trace.h"

/* a and b come in, a is written; told nothing, the cache answers a with the old value until it comes in anew. */
TEST(a_cache_that_is_told_nothing_serves_what_is_stale)
{
	struct cs_trace *t = script("a b =a a b -b b c a a");
	struct cs_result r = replay(t, "lru", (struct cs_limits){ .capacity = 2, .writes = CS_WRITE_ASIDE });

	/* Hits: a (stale), b, b (stale).  c takes the place of a, which then misses and is fresh. */
	CHECK_EQ("reads", r.requests, 8);
	CHECK_EQ("misses", r.misses, 4);
	CHECK_EQ("stale", r.stale, 2);
	CHECK_EQ("writes that reach the store", r.stored, 1);
	cs_trace_free(t);
}

/* Of the three writes of a the last alone reaches the store, when b takes its place; b's is still to come. */
TEST(writes_that_wait_for_their_object_to_leave_are_fewer)
{
	struct cs_trace *t = script("=a =a a =a =b b =b c =c -c d");
	struct cs_limits one = { .capacity = 1, .writes = CS_WRITE_BACK };
	struct cs_result r = replay(t, "lru", one);

	/* a leaves for b, b for c; c is deleted before its write is due. */
	CHECK_EQ("stored", r.stored, 2);
	one.writes = CS_WRITE_THROUGH;
	CHECK_EQ("at once", replay(t, "lru", one).stored, 6);
	cs_trace_free(t);
	t = script("=a =b =a");
	CHECK_EQ("dirty at the end", replay(t, "fifo", (struct cs_limits){ 5, .writes = CS_WRITE_BACK }).stored, 2);
	cs_trace_free(t);
}

TEST(what_a_write_makes_too_large_is_stored_at_once)
{
	struct cs_trace *t = script("=a:5 =a:50 =b:60 b:60");
	struct cs_limits limits = { .capacity = 10, .by_bytes = true, .writes = CS_WRITE_BACK };

	CHECK_EQ("stored", replay(t, "lru", limits).stored, 2);
	cs_trace_free(t);
}

/* 10 seconds from the write, or from the read that brought it in, with the life that was said last. */
TEST(objects_expire_when_they_are_asked_for)
{
	struct cs_trace *t = script("=a@0 a@5 a@10 a@19 a@20 =a@21 a@99");
	float ttl[] = { 10, 0, 0, 0, 0, 0, 0 };
	struct cs_result r;

	t->ttl = ttl;
	r = replay(t, "lru", (struct cs_limits){ .capacity = 3 });
	/* 5: hit; 10: over, comes in until 20; 19: hit; 20: over; the write at 21 is for good. */
	CHECK_EQ("misses", r.misses, 2);
	CHECK_EQ("expired", r.expired, 2);
	t->ttl = NULL;
	cs_trace_free(t);
}

TEST(classes_have_lives_of_their_own)
{
	struct cs_trace *t = script("a@0 b@0 a@5 b@5 a@9 b@50");
	uint16_t of[26] = { 0, 1 };
	double lives[] = { 5, 0 };
	struct cs_result r;

	t->class_of = of;
	r = replay(t, "lru", (struct cs_limits){ .capacity = 3, .class_ttl = lives });
	CHECK_EQ("misses", r.misses, 3);
	CHECK_EQ("expired", r.expired, 1);
	t->class_of = NULL;
	cs_trace_free(t);
}

static struct cs_trace copy_of(const struct cs_trace *t, bool writes_delete, bool reads_alone)
{
	struct cs_trace c = *t;

	c.n = 0;
	c.key = wr_malloc(t->n * sizeof *c.key);
	c.operation = wr_malloc(t->n);
	c.time = wr_malloc(t->n * sizeof *c.time);
	c.size = wr_malloc(t->n * sizeof *c.size);
	for (size_t i = 0; i < t->n; i++) {
		if (reads_alone && t->operation[i] != CS_READ)
			continue;
		c.key[c.n] = t->key[i];
		c.time[c.n] = t->time[i];
		c.size[c.n] = t->size[i];
		c.operation[c.n++] = writes_delete && t->operation[i] == CS_WRITE ? CS_DELETE : t->operation[i];
	}
	return c;
}

static void copy_free(struct cs_trace *c)
{
	free(c->key);
	free(c->operation);
	free(c->time);
	free(c->size);
}

/* The same as traces in which writes are deletes, or do not occur. */
static void check_writes(const struct cs_policy *p, const struct cs_trace *t, struct cs_limits limits)
{
	struct cs_trace deleting = copy_of(t, true, false), reads = copy_of(t, false, true);
	struct cs_result through = replay(t, p->name, limits), r;

	limits.writes = CS_WRITE_DELETES;
	r = replay(t, p->name, limits);
	limits.writes = CS_WRITE_THROUGH;
	CHECK_EQ(p->name, r.misses, replay(&deleting, p->name, limits).misses);
	limits.writes = CS_WRITE_ASIDE;
	r = replay(t, p->name, limits);
	CHECK(r.stale <= r.requests - r.misses);
	limits.writes = CS_WRITE_THROUGH;
	/* By bytes W-TinyLFU looks at the mean size of all requests. */
	if (!limits.by_bytes || strcmp(p->name, "wtinylfu"))
		CHECK_EQ(p->name, r.misses, replay(&reads, p->name, limits).misses);
	limits.writes = CS_WRITE_BACK;
	r = replay(t, p->name, limits);
	CHECK_EQ(p->name, r.misses, through.misses);
	CHECK(p->bound || r.stored <= through.stored);
	copy_free(&deleting);
	copy_free(&reads);
}

/* Lives that never end change nothing; lives of nothing let no read hit. */
static void check_lives(const struct cs_policy *p, struct cs_trace *t, struct cs_limits limits)
{
	float *ttl = wr_calloc(t->n, sizeof *ttl);
	struct cs_result without = replay(t, p->name, limits), r;

	t->ttl = ttl;
	r = replay(t, p->name, limits);
	CHECK_EQ(p->name, r.misses, without.misses);
	CHECK_EQ(p->name, r.expired, 0);
	for (size_t i = 0; i < t->n; i++)
		ttl[i] = 1e-9f;
	for (size_t i = 0; i < t->n; i++)
		t->time[i] = (double)i;
	r = replay(t, p->name, limits);
	CHECK_EQ(p->name, r.misses, r.requests);
	for (size_t i = 0; i < t->n; i++)
		ttl[i] = (float)(i % 50);
	(void)replay(t, p->name, limits);
	t->ttl = NULL;
	free(ttl);
}

TEST(every_policy_obeys_writes_and_lives)
{
	struct wr_rng rng;

	wr_rng_seed(&rng, 11);
	for (int round = 0; round < 40; round++) {
		uint32_t keys = 2 + (uint32_t)wr_rng_below(&rng, MOST_KEYS - 2);
		struct cs_trace *t = random_trace(&rng, 300, keys);
		struct cs_limits limits = { .capacity = 1 + wr_rng_below(&rng, keys + 2), .ttl = 50 };

		for (const struct cs_policy *const *p = cs_policies(); *p; p++) {
			if (!strcmp((*p)->name, "random"))
				continue;
			limits.by_bytes = round % 2;
			check_writes(*p, t, limits);
		}
		for (const struct cs_policy *const *p = cs_policies(); *p; p++)
			check_lives(*p, t, limits);
		cs_trace_free(t);
	}
}
