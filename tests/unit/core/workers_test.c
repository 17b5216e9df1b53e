/* workers_test.c - jobs in processes that may crash, hang, fail or grow. */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
#include "core/alloc.h"
#include "core/process.h"
#include "core/workers.h"

#define JOBS 120

struct seen {
	int times[JOBS];
	char why[JOBS][200];
	char text[JOBS][40];
	size_t bytes;
	bool wrong;
};

static void note(size_t index, char *bytes, size_t n, const char *why, void *user)
{
	struct seen *s = user;

	s->times[index]++;
	s->bytes += n;
	snprintf(s->why[index], sizeof s->why[index], "%s", why ? why : "");
	snprintf(s->text[index], sizeof s->text[index], "%.*s", (int)(n < 30 ? n : 30), bytes ? bytes : "");
	free(bytes);
}

static struct seen *run(struct wr_workers w, size_t jobs)
{
	struct seen *s = calloc(1, sizeof *s);
	struct wr_err err = { WR_OK, "" };

	w.done = note;
	w.user = s;
	CHECK_EQ("run", wr_workers_run(&w, jobs, &err), 0);
	CHECK_EQ("no error is left behind", err.code, WR_OK);
	for (size_t i = 0; i < jobs; i++)
		CHECK_EQ("answered for", s->times[i], 1);
	return s;
}

static int square(size_t index, void *user, struct wr_buf *out, struct wr_err *err)
{
	(void)user, (void)err;
	wr_buf_printf(out, "%zu", index * index);
	return 0;
}

TEST(every_job_is_answered_for_once)
{
	static const unsigned counts[] = { 0, 1, 2, 7, 500 };

	for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
		struct seen *s = run((struct wr_workers){ .work = square, .count = counts[c] }, 100);

		for (size_t i = 0; i < 100; i++) {
			char want[20];

			snprintf(want, sizeof want, "%zu", i * i);
			CHECK_STR(s->text[i], want);
			CHECK_STR(s->why[i], "");
		}
		free(s);
	}
}

TEST(only_processors_that_are_ours_count)
{
	cpu_set_t all, one;

	CHECK_EQ("get", sched_getaffinity(0, sizeof all, &all), 0);
	CHECK_EQ("all", wr_processors(), CPU_COUNT(&all));
	CPU_ZERO(&one);
	for (size_t i = 0; !CPU_COUNT(&one); i++) {
		if (CPU_ISSET(i, &all))
			CPU_SET(i, &one);
	}
	CHECK_EQ("set", sched_setaffinity(0, sizeof one, &one), 0);
	CHECK_EQ("one", wr_processors(), 1);
	sched_setaffinity(0, sizeof all, &all);
}

TEST(no_jobs_are_done_at_once)
{
	free(run((struct wr_workers){ .work = square }, 0));
}

static void die_of(int number)
{
	/* The sanitizers have handlers of their own. */
	signal(number, SIG_DFL);
	raise(number);
}

/* Job 3 crashes, 5 fails, 7 exits, 9 fails without a word, 11 is killed. */
static int misbehave(size_t index, void *user, struct wr_buf *out, struct wr_err *err)
{
	(void)user;
	wr_buf_str(out, "partial");
	switch (index) {
	case 3:
		die_of(SIGSEGV);
		break;
	case 5:
		return wr_fail_at(err, WR_EINPUT, "file.c", 4, 2, "broken");
	case 7:
		_exit(42);
	case 9:
		return -1;
	case 11:
		die_of(SIGKILL);
		break;
	default:
		break;
	}
	wr_buf_clear(out);
	return square(index, user, out, err);
}

TEST(a_job_that_crashes_or_fails_costs_itself_alone)
{
	struct seen *s = run((struct wr_workers){ .work = misbehave, .count = 2 }, 20);

	CHECK_STR(s->why[3], "crashed (signal 11, Segmentation fault)");
	CHECK_STR(s->why[5], "file.c:4:2: broken");
	CHECK_STR(s->why[7], "ended early (exit code 42)");
	CHECK_STR(s->why[9], "failed without saying why");
	CHECK_STR(s->why[11], "crashed (signal 9, Killed)");
	for (size_t i = 0; i < 20; i++)
		CHECK_EQ("failures have no bytes", s->text[i][0] == '\0', i >= 3 && i <= 11 && i % 2);
	free(s);
}

static int always_crash(size_t index, void *user, struct wr_buf *out, struct wr_err *err)
{
	(void)index, (void)user, (void)out, (void)err;
	die_of(SIGABRT);
	return 0;
}

TEST(that_every_job_crashes_is_survived)
{
	struct seen *s = run((struct wr_workers){ .work = always_crash, .count = 3 }, 30);

	for (size_t i = 0; i < 30; i++)
		CHECK_STR(s->why[i], "crashed (signal 6, Aborted)");
	free(s);
}

static int hang_at_two(size_t index, void *user, struct wr_buf *out, struct wr_err *err)
{
	while (index == 2)
		usleep(1000);
	return square(index, user, out, err);
}

TEST(a_job_that_never_ends_is_ended)
{
	struct seen *s = run((struct wr_workers){ .work = hang_at_two, .count = 2, .time_limit = 0.3 }, 10);

	CHECK_HAS(s->why[2], "ran longer than 300");
	CHECK_STR(s->text[9], "81");
	free(s);
}

static int count_descriptors(size_t index, void *user, struct wr_buf *out, struct wr_err *err)
{
	int open_ones = 0;

	(void)user, (void)err;
	for (int fd = 0; fd < 1000; fd++)
		open_ones += fcntl(fd, F_GETFD) >= 0;
	wr_buf_printf(out, "%d", open_ones);
	if (index < 4)
		usleep(100000);         /* so that every worker gets one */
	return 0;
}

TEST(a_worker_does_not_hold_the_pipes_of_others)
{
	struct seen *s = run((struct wr_workers){ .work = count_descriptors, .count = 4 }, 20);

	for (size_t i = 1; i < 20; i++)
		CHECK_STR(s->text[i], s->text[0]);
	free(s);
}

static int large(size_t index, void *user, struct wr_buf *out, struct wr_err *err)
{
	static char block[1 << 16];

	(void)user, (void)err;
	memset(block, 'a' + (int)(index % 26), sizeof block);
	for (int i = 0; i < 160; i++)
		wr_buf_add(out, block, sizeof block);
	return 0;
}

static void check_large(size_t index, char *text, size_t n, const char *why, void *user)
{
	struct seen *s = user;

	s->times[index]++;
	s->wrong |= why || n != (size_t)160 << 16 || text[0] != (char)('a' + index % 26) || text[n - 1] != text[0];
	free(text);
}

TEST(results_of_ten_megabytes_arrive_whole)
{
	struct seen *s = calloc(1, sizeof *s);
	struct wr_workers w = { .work = large, .done = check_large, .user = s, .count = 3 };

	CHECK_EQ("run", wr_workers_run(&w, 8, NULL), 0);
	for (size_t i = 0; i < 8; i++)
		CHECK_EQ("answered for", s->times[i], 1);
	CHECK(!s->wrong);
	free(s);
}

/* Deep recursion that a stack of 8 MiB does not bear. */
static size_t recurse(size_t depth)
{
	volatile char frame[1024];

	frame[0] = (char)depth;
	return depth ? recurse(depth - 1) + (size_t)(frame[0] & 1) : 0;
}

static int deep(size_t index, void *user, struct wr_buf *out, struct wr_err *err)
{
	(void)user, (void)err;
	wr_buf_printf(out, "%zu", recurse(index ? 40000 : 10));
	return 0;
}

TEST(the_stack_is_as_large_as_was_asked_for)
{
	struct seen *s = run((struct wr_workers){ .work = deep }, 2);

	CHECK_STR(s->text[1], "20000");
	free(s);
}

#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
static int grow(size_t index, void *user, struct wr_buf *out, struct wr_err *err)
{
	if (index == 1)
		memset(wr_malloc((size_t)1 << 30), 1, (size_t)1 << 30);
	return square(index, user, out, err);
}

TEST(a_job_that_exceeds_the_memory_limit_costs_itself_alone)
{
	struct seen *s = run((struct wr_workers){ .work = grow, .memory_limit = (size_t)300 << 20 }, 4);

	CHECK_HAS(s->why[1], "ended early (exit code 3); its memory limit is 300");
	CHECK_STR(s->text[3], "9");
	free(s);
}

TEST(that_no_worker_can_start_is_an_error)
{
	struct wr_workers w = { .work = square, .done = note, .stack_size = (size_t)1 << 50 };
	struct wr_err err = { WR_OK, "" };
	struct seen s = { .wrong = false };

	w.user = &s;
	CHECK_EQ("run", wr_workers_run(&w, 3, &err), -1);
	CHECK_EQ("code", err.code, WR_EIO);
	CHECK_HAS(err.message, "cannot start a worker");
}
#endif

static int interrupt_parent(size_t index, void *user, struct wr_buf *out, struct wr_err *err)
{
	if (index == 3)
		kill(getppid(), SIGINT);
	while (index >= 3)
		usleep(1000);
	return square(index, user, out, err);
}

TEST(an_interrupt_ends_all_workers)
{
	struct seen s = { .wrong = false };
	struct wr_workers w = { .work = interrupt_parent, .done = note, .user = &s, .count = 2 };
	struct wr_err err = { WR_OK, "" };

	wr_catch_interrupts();
	CHECK_EQ("run", wr_workers_run(&w, 50, &err), -1);
	CHECK_EQ("code", err.code, WR_EINTERRUPT);
	wr_interrupted = 0;
}
