/* policies_test.c - every policy on traces worked by hand.  M is a miss, H a hit. */
#include "tests/unit/cachesim/script.h"

TEST(lru_evicts_what_was_used_longest_ago)
{
	/* a M, b M, a H, c M evicts b, b M evicts a, a M evicts c. */
	CHECK_EQ("size 2", misses_of("a b a c b a", "lru", OBJECTS(2)), 5);
	/* a M, b M, a H, c M, b H, a H. */
	CHECK_EQ("size 3", misses_of("a b a c b a", "lru", OBJECTS(3)), 3);
}

TEST(fifo_evicts_what_came_first_though_it_was_used)
{
	/* a M, b M, a H, c M evicts a, b H, a M evicts b. */
	CHECK_EQ("size 2", misses_of("a b a c b a", "fifo", OBJECTS(2)), 4);
}

TEST(lfu_evicts_what_was_used_least)
{
	/* a M, a H (2 uses), b M, c M evicts b, a H, c H, b M evicts c (2 uses; a has 3). */
	CHECK_EQ("counts", misses_of("a a b c a c b", "lfu", OBJECTS(2)), 4);
}

TEST(lfu_breaks_ties_by_last_use)
{
	/* a M, b M, both once: c M evicts a.  b H. */
	CHECK_EQ("both once", misses_of("a b c b", "lfu", OBJECTS(2)), 3);
	/* a M, b M, b H, a H: both twice, b longer ago: c M evicts b.  a H. */
	CHECK_EQ("both twice, a stays", misses_of("a b b a c a", "lfu", OBJECTS(2)), 3);
	/* The same, but b is asked for: M. */
	CHECK_EQ("both twice, b is gone", misses_of("a b b a c b", "lfu", OBJECTS(2)), 4);
}

TEST(lfu_forgets_the_uses_of_what_left)
{
	/* a M, a H, a H (3), b M, b H, b H, b H (4); c M evicts a (3 < 4); a M evicts c (1) and starts
	 * at 1 use; d M evicts a (1), were its 3 uses remembered it would still be the lower of 4 and 4;
	 * b H: 4 + 1.  a M. */
	CHECK_EQ("starts again at 1", misses_of("a a a b b b b c a d b a", "lfu", OBJECTS(2)), 6);
}

TEST(lfuda_lets_go_of_what_was_popular_once)
{
	/*
	 * 2 objects; ranks behind.  a M a H a H: a3.  b M: b1.  c M evicts b, age 1: c2.  d M evicts c, age 2:
	 * d3.  e M: a and d have 3, a was used longer ago: a leaves, age 3: e4.  a M: d leaves.
	 */
	CHECK_EQ("lfuda", misses_of("a a a b c d e a", "lfuda", OBJECTS(2)), 6);
	/* LFU holds on to a: H at the end. */
	CHECK_EQ("lfu", misses_of("a a a b c d e a", "lfu", OBJECTS(2)), 5);
}

TEST(lfu_keeps_its_counts_apart_when_one_empties)
{
	/* a M, b M, c M; a H a H (3), b H (2); c is at 1.  d M evicts c.  d H (2): b (2) was used
	 * longer ago than d, so e M evicts b.  a H, d H, e H; b M evicts e (2). */
	CHECK_EQ("three counts", misses_of("a b c a a b d d e a d e b", "lfu", OBJECTS(3)), 6);
}

TEST(ttl_drops_what_is_as_old_as_the_limit)
{
	/* a at 0 M; at 9 H; at 10 its age is 10: M, comes in anew; at 19.5 H (age 9.5); at 20 M. */
	CHECK_EQ("age", misses_of("a@0 a@9 a@10 a@19.5 a@20", "ttl", TTL(5, 10)), 3);
}

TEST(ttl_is_renewed_by_writes_and_not_by_reads)
{
	/* a at 0 M; written at 8; read at 15 H (age 7), at 18 M (age 10). */
	CHECK_EQ("write", misses_of("a@0 =a@8 a@15 a@18", "ttl", TTL(5, 10)), 2);
	/* Read at 8, at 15 gone. */
	CHECK_EQ("read", misses_of("a@0 a@8 a@15", "ttl", TTL(5, 10)), 2);
}

TEST(ttl_evicts_what_would_expire_soonest)
{
	/* a M, b M; a is written and now outlives b; c M evicts b; a H; b M evicts a; c H. */
	CHECK_EQ("full", misses_of("a@0 b@1 =a@2 c@3 a@4 b@5 c@6", "ttl", TTL(2, 100)), 4);
}

TEST(arc_follows_the_paper)
{
	/*
	 * c = 2.  T1 T2 | B1 B2, oldest first, as they are after the request.
	 *  a M  T1 a
	 *  b M  T1 a b
	 *  a H  T1 b       T2 a
	 *  c M  T1 c       T2 a    | B1 b          p = 0, |T1| = 1 > p: b leaves T1
	 *  b M  T1 c       T2 b    |       B2 a    in B1: p = 1, |T1| = p: a leaves T2
	 *  c H  T2 b c             |       B2 a
	 *  a M  T2 c a             |       B2 b    in B2: p = 0; T1 is empty, b leaves T2
	 *  d M  T1 d       T2 a    |       B2 b c  total 3 < 2c
	 *  e M  T1 e       T2 a    | B1 d  B2 c    total 4 = 2c: b is forgotten; d leaves T1
	 *  a H
	 *  f M  T1 f       T2 a    | B1 e  B2 c    |T1| + |B1| = c: d is forgotten; e leaves T1
	 *  d M  T1 d       T2 a    | B1 f  B2 c    likewise e is forgotten
	 *  e M  T1 e       T2 a    | B1 d  B2 c
	 */
	CHECK_EQ("all four lists", misses_of("a b a c b c a d e a f d e", "arc", OBJECTS(2)), 10);
}

TEST(arc_drops_the_oldest_of_a_t1_that_is_the_whole_cache_without_a_trace)
{
	/* c = 2: T1 a b; c M drops a, which is remembered nowhere; a M drops b, T1 c a; d M: T1 a d;
	 * e M: T1 d e; a M.  Were a remembered in B1 it would be in T2 since, and hit. */
	CHECK_EQ("case IV A", misses_of("a b c a d e a", "arc", OBJECTS(2)), 7);
}

TEST(arc_prefers_t1_on_a_request_from_b2_when_t1_is_at_its_target)
{
	/*
	 * c = 2, p = 0, up to "c M T1 c T2 a | B1 b" as above; then
	 *  b M  T1 c  T2 b |      B2 a   p = 1
	 *  a M  in B2: p = 0, |T1| = 1 > 0: c leaves T1: T2 b a | B1 c
	 *  b H
	 * With p still at 1 the tie goes to T1 as well (x in B2, |T1| = p): the same.
	 */
	CHECK_EQ("B2", misses_of("a b a c b a b", "arc", OBJECTS(2)), 5);
}

TEST(arc_resists_a_scan)
{
	/* c = 4: a and b are in T2 and stay while c .. l pass through T1. */
	CHECK_EQ("arc", misses_of("a b a b c d e f g h i j k l a b", "arc", OBJECTS(4)), 12);
	CHECK_EQ("lru", misses_of("a b a b c d e f g h i j k l a b", "lru", OBJECTS(4)), 14);
}

TEST(reads_alone_are_requests)
{
	struct cs_trace *t = script("=a a -a a =b b -c");

	/* a written, H, deleted, M, b written, H, c was never there. */
	for (const struct cs_policy *const *p = cs_policies(); *p; p++) {
		struct cs_result r;

		if ((*p)->needs_time)
			continue;
		r = replay(t, (*p)->name, OBJECTS(5));
		CHECK_EQ((*p)->name, r.requests, 3);
		CHECK_EQ((*p)->name, r.misses, 1);
	}
	cs_trace_free(t);
}

TEST(writes_admit_and_touch_what_they_write)
{
	/* a M, b M, =a touches a, c M evicts b, a H. */
	CHECK_EQ("lru", misses_of("a b =a c a", "lru", OBJECTS(2)), 3);
	/* fifo: =a changes nothing, c M evicts a, a M. */
	CHECK_EQ("fifo", misses_of("a b =a c a", "fifo", OBJECTS(2)), 4);
	/* lfu: a has 2 uses, c M evicts b, a H. */
	CHECK_EQ("lfu", misses_of("a b =a c a", "lfu", OBJECTS(2)), 3);
	/* A write of what is not there evicts as a read does: a M, b M, =c evicts a, a M. */
	CHECK_EQ("admits", misses_of("a b =c a", "lru", OBJECTS(2)), 3);
}

TEST(a_delete_makes_room)
{
	/* a M, b M, a deleted, c M into the free place, b H, c H. */
	static const char *const names[] = { "lru", "fifo", "lfu", "arc", "clock", "slru", "twoq", "sieve",
					     "s3fifo", "lirs", "wtinylfu", "random", "belady", "lfuda" };

	for (size_t i = 0; i < 4; i++)
		CHECK_EQ(names[i], misses_of("a b -a c b c", names[i], OBJECTS(2)), 3);
}

TEST(a_delete_takes_a_key_out_of_arcs_memory)
{
	/*
	 * c = 2: "a b a c" leaves T1 c, T2 a | B1 b.  With b in B1 the next b goes to T2 and pushes a out
	 * (see above): a M.  With b deleted it is a new key: |T1| = 1, b's arrival moves c to B1, T1 b,
	 * T2 a: a H.
	 */
	CHECK_EQ("remembered", misses_of("a b a c b a", "arc", OBJECTS(2)), 5);
	CHECK_EQ("forgotten", misses_of("a b a c -b b a", "arc", OBJECTS(2)), 4);
}

TEST(clock_spares_what_was_used_once)
{
	/* a M, b M, c M, a H; d M: a is spared and goes behind c, b leaves; a H, b M evicts c (d and a are
	 * behind it; a is marked, d is not): c M. */
	CHECK_EQ("size 3", misses_of("a b c a d a b c", "clock", OBJECTS(3)), 6);
	/* The same in FIFO: d evicts a, and so on: every one misses but the first a. */
	CHECK_EQ("fifo", misses_of("a b c a d a b c", "fifo", OBJECTS(3)), 7);
}

TEST(sieve_spares_in_place)
{
	/*
	 * c = 3, oldest first, ' = used, hand before |.
	 *  a b c M   |a b c        a H  |a' b c
	 *  d M: a is spared where it is, b leaves:   a |c d
	 *  e M: the hand goes on, c leaves:          a |d e
	 *  a H  a' |d e      f M: d leaves:          a' |e f
	 *  e M?  no: e is there, H  a' |e' f
	 *  g M: e is spared, f leaves; the hand is at the newest, g:  a' e |g
	 *  h M: g leaves (it is not used): a' e h, hand behind the last
	 *  i M: from the front: a is spared, e leaves: a |h i.     a H
	 */
	CHECK_EQ("size 3", misses_of("a b c a d e a f e g h i a", "sieve", OBJECTS(3)), 9);
}

TEST(slru_hands_down_what_is_pushed_out_above)
{
	/*
	 * c = 4, one object per segment, bottom first.
	 *  a M  a      b M  a b     c M  a b c    d M  a b c d  (each into the lowest with room)
	 *  a H  rises: b falls into the bottom:   b a c d
	 *  e M  evicts b: e a c d      b M  evicts e: b a c d     a H  rises: b c a d    c H  b a c d
	 *  c H  rises: d falls: b a d c      e M evicts b      d H  rises to the top, c falls: e a c d
	 *  b M evicts e      a H rises: c falls: b c a d
	 */
	CHECK_EQ("size 4", misses_of("a b c d a e b a c c e d b a", "slru", OBJECTS(4)), 8);
}

TEST(twoq_keeps_what_comes_back_after_it_left)
{
	/*
	 * c = 4: A1in 1, A1out 2.  in | am | out, oldest first.
	 *  a b c d M  abcd | |          a H  nothing moves
	 *  e M  bcde | | a      a M  b leaves: cde | a | b      b M  c leaves: de | ab | c
	 *  a H  de | ba | c     f M  d leaves: ef | ba | cd     g M  e leaves, c is forgotten: fg | ba | de
	 *  c M  f leaves: gc | ba | ef       a H  b H
	 */
	CHECK_EQ("size 4", misses_of("a b c d a e a b a f g c a b", "twoq", OBJECTS(4)), 10);
}

TEST(s3fifo_moves_on_what_was_used_twice)
{
	/*
	 * c = 10: small is for 1, 9 are remembered.  a b c d e f g h i j M fill the small queue.
	 * a H, a H: twice.  b H: once.  k M: a goes to main, b leaves and is remembered.
	 * a H.  b M: remembered, so it comes into main; c leaves.  c M: into main; d leaves.
	 */
	CHECK_EQ("size 10", misses_of("a b c d e f g h i j a a b k a b c b c a", "s3fifo", OBJECTS(10)), 13);
}

TEST(lirs_keeps_short_distances_through_a_loop)
{
	/*
	 * c = 3: 2 LIR, 1 HIR.  S bottom first, capitals are LIR | Q.
	 *  a M  A    b M  AB    c M  ABc | c     d M  ABcd | d, c is remembered
	 *  a H  B to the bottom: BcdA | d
	 *  c M  d leaves; c was in S: LIR, B becomes HIR: dAC pruned to AC | b
	 *  b H  it is not in S: HIR stays: ACb | b      b H  in S: LIR; A becomes HIR: CB | a
	 *  c H  BC | a    d M  a leaves: BCd | d     a M  d leaves: BCda | a
	 */
	CHECK_EQ("size 3", misses_of("a b c d a c b b c d a", "lirs", OBJECTS(3)), 7);
}

TEST(wtinylfu_lets_in_what_is_used_more)
{
	/*
	 * c = 3: window 1, main 2.  window | main.
	 *  a M  a |     b M  b | a     c M  c | a b   (room: no contest)
	 *  a H  (2 uses, protected)    b H  (2 uses; protected holds 1: a falls to probation)
	 *  d M  c (1 use) against a (2): c leaves.   d | a b
	 *  d H d H (3 uses)    e M  d (3) against a (2): a leaves.  e | d b
	 *  b H  d H   a M: e (1) against what is oldest, b or d: e leaves.
	 */
	CHECK_EQ("size 3", misses_of("a b c a b d d d e b d a", "wtinylfu", OBJECTS(3)), 6);
}

TEST(bytes_evict_as_many_as_it_takes)
{
	/* 10 bytes: a 4 M, b 4 M, c 6 M evicts a (8 + 6 > 10) and that is enough: b 4 + c 6.  b H.
	 * d 10 M evicts all.  c M. */
	struct cs_trace *t = script("a:4 b:4 c:6 b:4 d:10 c:6");
	struct cs_result r = replay(t, "lru", BYTES(10));

	CHECK_EQ("misses", r.misses, 5);
	CHECK_NEAR("bytes", r.bytes, 34, 0);
	CHECK_NEAR("missed bytes", r.missed_bytes, 30, 0);
	cs_trace_free(t);
}

TEST(what_is_larger_than_the_cache_is_never_admitted_and_evicts_nothing)
{
	static const char *const names[] = { "lru", "fifo", "lfu", "arc", "clock", "slru", "twoq", "sieve",
					     "s3fifo", "lirs", "wtinylfu", "random", "belady", "lfuda" };

	/* a 3 M, b 11 M, a H, b M. */
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		CHECK_EQ(names[i], misses_of("a:3 b:11 a:3 b:11", names[i], BYTES(10)), 3);
	/* A write of 11 bytes makes a leave: a M, =a, a M though 3 bytes would fit: it comes in again, a H. */
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		CHECK_EQ(names[i], misses_of("a:3 =a:11 a:3 a:3", names[i], BYTES(10)), 2);
}

TEST(a_write_that_grows_an_object_pushes_others_out)
{
	/* 10 bytes: a 4 M, b 4 M, =b 7: 11 > 10, lru evicts a; b H, a M evicts b (11 > 10). */
	CHECK_EQ("lru", misses_of("a:4 b:4 =b:7 b:7 a:4", "lru", BYTES(10)), 3);
	/* fifo, =a 7: a is the oldest and evicts itself; b H, a M. */
	CHECK_EQ("fifo", misses_of("a:4 b:4 =a:7 b:4 a:7", "fifo", BYTES(10)), 3);
	/* A read that states another size changes nothing: a 4 M, b 4 M, "a 9" H, b H. */
	CHECK_EQ("read", misses_of("a:4 b:4 a:9 b:4", "lru", BYTES(10)), 2);
}

TEST(objects_without_bytes_take_no_room)
{
	/* 1 byte: a 0 M, b 0 M, c 1 M, all fit: H H H; d 1 M evicts up to c. */
	CHECK_EQ("lru", misses_of("a:0 b:0 c:1 a:0 b:0 c:1 d:1 d:1", "lru", BYTES(1)), 4);
	CHECK_EQ("arc", misses_of("a:0 b:0 c:1 a:0 b:0 c:1 d:1 d:1", "arc", BYTES(1)), 4);
}

static void check_refused(const struct cs_trace *t, const char *policy, struct cs_limits limits,
			  const char *why)
{
	struct cs_result r;
	struct wr_err err;

	CHECK_EQ(why, cs_policy_find(policy)->replay(t, &limits, &r, &err), -1);
	CHECK_EQ(why, err.code, WR_EUSAGE);
	CHECK_HAS(err.message, why);
}

TEST(impossible_limits_are_errors)
{
	struct cs_trace *plain = script("a b a"), *timed = script("a@0 b@1");

	for (const struct cs_policy *const *p = cs_policies(); *p; p++) {
		check_refused(timed, (*p)->name, TTL(0, 1), "size 0");
		check_refused(timed, (*p)->name, (struct cs_limits){ .capacity = 5, .by_bytes = true, .ttl = 1 },
			      "no sizes");
	}
	check_refused(plain, "ttl", TTL(5, 1), "times");
	check_refused(timed, "ttl", TTL(5, 0), "above 0");
	check_refused(timed, "ttl", TTL(5, -1), "above 0");
	check_refused(timed, "ttl", TTL(5, NAN), "above 0");
	cs_trace_free(plain);
	cs_trace_free(timed);
}

TEST(policies_are_found_by_name)
{
	CHECK(cs_policy_find("lru") == cs_policies()[0]);
	CHECK(!cs_policy_find("LRU"));
	CHECK(!cs_policy_find(""));
	for (const struct cs_policy *const *p = cs_policies(); *p; p++) {
		CHECK(cs_policy_find((*p)->name) == *p);
		CHECK((*p)->title[0] && (*p)->help[0]);
	}
}
