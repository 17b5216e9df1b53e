#include "tests/unit/unit.h"

#include "core/arena.h"

TEST(pieces_are_aligned_zeroed_and_apart)
{
	struct wr_arena *a = wr_arena_new();
	unsigned char *pieces[500];

	for (size_t i = 0; i < 500; i++) {
		pieces[i] = wr_arena_alloc(a, i);
		CHECK_EQ("alignment", (uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		for (size_t j = 0; j < i; j++)
			CHECK_EQ("zeroed", pieces[i][j], 0);
		memset(pieces[i], (int)(i % 251) + 1, i);
	}
	for (size_t i = 0; i < 500; i++)
		for (size_t j = 0; j < i; j++)
			CHECK_EQ("kept", pieces[i][j], (i % 251) + 1);
	wr_arena_free(a);
}

TEST(large_pieces_get_their_own_block)
{
	struct wr_arena *a = wr_arena_new();
	char *small = wr_arena_strdup(a, "small"), *large = wr_arena_alloc(a, 5 << 20), *after;

	memset(large, 'x', 5 << 20);
	after = wr_arena_strdup(a, "after");
	CHECK_STR(small, "small");
	CHECK_STR(after, "after");
	/* The block of the small ones goes on being used. */
	CHECK(after > small && after - small < 1024);
	wr_arena_free(a);
}

TEST(reset_forgets_and_zeroes_again)
{
	struct wr_arena *a = wr_arena_new();
	char *p;

	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 100; i++) {
			p = wr_arena_alloc(a, 4000);
			for (size_t j = 0; j < 4000; j++)
				CHECK_EQ("zeroed", p[j], 0);
			memset(p, 0xFF, 4000);
		}
		CHECK_EQ("used", wr_arena_used(a), 100 * 4000);
		wr_arena_reset(a);
		CHECK_EQ("used after reset", wr_arena_used(a), 0);
	}
	wr_arena_free(a);
}

TEST(reset_of_an_unused_arena_and_free_of_null)
{
	struct wr_arena *a = wr_arena_new();

	wr_arena_reset(a);
	wr_arena_free(a);
	wr_arena_free(NULL);
}

TEST(strings)
{
	struct wr_arena *a = wr_arena_new();
	char big[5000];

	CHECK(!wr_arena_strdup(a, NULL));
	CHECK_STR(wr_arena_strdup(a, ""), "");
	CHECK_STR(wr_arena_strndup(a, "abcdef", 3), "abc");
	CHECK_STR(wr_arena_strndup(a, "ab", 30), "ab");
	CHECK_STR(wr_arena_printf(a, "%s-%d", "x", 42), "x-42");
	CHECK_STR(wr_arena_printf(a, "%s", ""), "");
	memset(big, 'b', sizeof big - 1);
	big[sizeof big - 1] = '\0';
	CHECK_STR(wr_arena_printf(a, "%s", big), big);
	wr_arena_free(a);
}
