#include "tests/unit/unit.h"

#include "core/process.h"

struct watched { pid_t child; int calls; };

static void note(pid_t child, void *user)
{
	struct watched *w = user;

	if (w->calls++ == 0)
		w->child = child;
	else if (child != w->child)
		fail_msg("the child changed");
}

static struct watched watch(const char *seconds, double interval, double time_limit)
{
	const char *const argv[] = { "sleep", seconds, NULL };
	struct watched w = { 0 };
	struct wr_command c = {
		.argv = argv, .watch = note, .watch_interval = interval, .user = &w, .time_limit = time_limit,
	};
	struct wr_outcome o;

	CHECK_EQ("run", wr_process_run(&c, &o, NULL), 0);
	wr_outcome_free(&o);
	return w;
}

TEST(a_watcher_is_called_at_its_interval)
{
	struct watched w = watch("0.3", 0.02, 0);

	/* 15 at most; far fewer when the machine is busy, but more than the one at the start. */
	CHECK(w.calls >= 3 && w.calls <= 16);
	CHECK(w.child > 0);
}

TEST(a_watcher_is_called_at_the_start_even_with_a_long_interval)
{
	CHECK_EQ("calls", watch("0.05", 100, 0).calls, 1);
}

TEST(a_watcher_and_a_time_limit)
{
	struct watched w = watch("100", 0.05, 0.2);

	CHECK(w.calls >= 2 && w.calls <= 5);
}
