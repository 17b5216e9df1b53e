#include "tests/unit/unit.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/alloc.h"

TEST(nothing_asked_is_something_given)
{
	void *a = wr_malloc(0), *b = wr_calloc(0, 8), *c = wr_calloc(8, 0);

	CHECK(a && b && c);
	free(a);
	free(b);
	free(c);
}

TEST(calloc_is_zeroed)
{
	unsigned char *p = wr_calloc(1000, 3);

	for (size_t i = 0; i < 3000; i++)
		CHECK_EQ("byte", p[i], 0);
	free(p);
}

TEST(strndup_stops_at_n_and_at_nul)
{
	const char raw[3] = { 'a', 'b', 'c' };
	char *cut = wr_strndup(raw, 2), *whole = wr_strndup("xy", 10);

	CHECK_STR(cut, "ab");
	CHECK_STR(whole, "xy");
	free(cut);
	free(whole);
}

struct list { int *items; size_t n, cap; };

TEST(push_grows_by_doubling)
{
	struct list l = { 0 };
	size_t moves = 0, cap = 0;

	for (int i = 0; i < 100000; i++) {
		*WR_PUSH(l.items, l.n, l.cap) = i;
		if (l.cap != cap) {
			moves++;
			cap = l.cap;
		}
	}
	for (int i = 0; i < 100000; i++)
		CHECK_EQ("item", l.items[i], i);
	CHECK(moves <= 17);     /* log2(100000) is 16.6 */
	free(l.items);
}

TEST(grow_makes_room_for_many_and_keeps_what_fits)
{
	size_t cap = 0;
	char *p = wr_grow(NULL, 0, &cap, 1000, 1), *q;

	CHECK(cap >= 1000);
	memset(p, 'x', cap);
	q = wr_grow(p, cap - 10, &cap, 10, 1);
	CHECK(q == p);
	free(q);
}

static void ask_too_much_calloc(void)
{
	free(wr_calloc(SIZE_MAX / 2, 4));
}

static void ask_too_much_grow(void)
{
	size_t cap = 0;

	free(wr_grow(NULL, 0, &cap, SIZE_MAX / 2, 16));
}

/* Runs f in a child; its exit status, and what it wrote to standard error. */
static int status_of(void (*f)(void), char *text, size_t size)
{
	int ends[2], status;
	ssize_t n;
	pid_t child;

	if (pipe(ends))
		abort();
	child = fork();
	if (!child) {
		dup2(ends[1], STDERR_FILENO);
		f();
		_exit(0);
	}
	close(ends[1]);
	n = read(ends[0], text, size - 1);
	text[n > 0 ? n : 0] = '\0';
	close(ends[0]);
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(overflow_ends_the_program_with_a_message)
{
	char text[200];

	CHECK_EQ("calloc", status_of(ask_too_much_calloc, text, sizeof text), 3);
	CHECK_HAS(text, "weir: out of memory (9223372036854775807 items of 4 bytes wanted)");
	CHECK_EQ("grow", status_of(ask_too_much_grow, text, sizeof text), 3);
	CHECK_HAS(text, "weir: out of memory");
}
