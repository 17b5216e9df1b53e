/* process_test.c - commands: exit codes, signals, streams and limits. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/process.h"

static struct wr_err err;

static int run(struct wr_outcome *o, struct wr_command c, const char *script)
{
	const char *argv[] = { "sh", "-c", script, NULL };

	c.argv = argv;
	memset(&err, 0, sizeof err);
	return wr_process_run(&c, o, &err);
}

#define COMMAND (struct wr_command)

static void check_text(const struct wr_outcome *o, const char *want)
{
	struct wr_arena *arena = wr_arena_new();

	CHECK_HAS(wr_outcome_text(arena, o), want);
	wr_arena_free(arena);
}

TEST(output_errors_and_exit_code_are_kept_apart)
{
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ 0 }, "echo out; echo err >&2; exit 3"), 0);
	CHECK_STR(o.out.data, "out\n");
	CHECK_STR(o.err.data, "err\n");
	CHECK_EQ("exit code", o.exit_code, 3);
	CHECK_EQ("signal", o.signal, 0);
	CHECK(!o.timed_out && !o.cut && o.wall > 0);
	check_text(&o, "exit code 3");
	wr_outcome_free(&o);
}

TEST(a_signal_is_told_from_an_exit_code)
{
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ 0 }, "kill -SEGV $$"), 0);
	CHECK_EQ("signal", o.signal, SIGSEGV);
	CHECK_EQ("exit code", o.exit_code, -1);
	check_text(&o, "killed by signal 11 (Segmentation fault)");
	wr_outcome_free(&o);
}

TEST(a_program_that_is_not_there_is_named)
{
	const char *argv[] = { "weir-no-such-program", NULL };
	struct wr_command c = { .argv = argv };
	struct wr_outcome o;

	CHECK_EQ("run", wr_process_run(&c, &o, &err), -1);
	CHECK_EQ("code", err.code, WR_EIO);
	CHECK_STR(err.message, "cannot run 'weir-no-such-program': No such file or directory");
	wr_outcome_free(&o);
}

TEST(a_folder_that_is_not_there_is_named)
{
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ .dir = "/no/such/folder" }, "true"), -1);
	CHECK_STR(err.message, "cannot run 'sh' in '/no/such/folder': No such file or directory");
	wr_outcome_free(&o);
}

TEST(a_file_that_may_not_be_executed_is_named)
{
	const char *path = unit_temp_file("plain.txt", "x", 1);
	const char *argv[] = { path, NULL };
	struct wr_command c = { .argv = argv };
	struct wr_outcome o;

	CHECK_EQ("run", wr_process_run(&c, &o, &err), -1);
	CHECK_HAS(err.message, "Permission denied");
	wr_outcome_free(&o);
}

TEST(with_grace_a_command_may_put_its_things_in_order)
{
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ .time_limit = 0.2, .grace = 20 }, "trap 'echo bye; exit 3' TERM; while :; do sleep 0.01; done"), 0);
	CHECK(o.timed_out);
	CHECK_STR(o.out.data, "bye\n");
	CHECK_EQ("exit code", o.exit_code, 3);
	wr_outcome_free(&o);
	CHECK_EQ("run", run(&o, COMMAND{ .time_limit = 0.1, .grace = 0.1 }, "trap '' TERM; while :; do sleep 0.01; done"), 0);
	CHECK(o.timed_out);
	CHECK_EQ("signal", o.signal, SIGKILL);
	wr_outcome_free(&o);
}

TEST(it_runs_in_its_folder)
{
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ .dir = "/usr" }, "pwd"), 0);
	CHECK_STR(o.out.data, "/usr\n");
	wr_outcome_free(&o);
}

TEST(the_environment_is_ours_with_additions)
{
	const char *const env[] = { "WEIR_A=new", "WEIR_C=more", NULL };
	struct wr_outcome o;

	setenv("WEIR_A", "old", 1);
	setenv("WEIR_B", "kept", 1);
	CHECK_EQ("run", run(&o, COMMAND{ .env = env }, "echo $WEIR_A $WEIR_B $WEIR_C; env | grep -c ^WEIR_A="), 0);
	CHECK_STR(o.out.data, "new kept more\n1\n");
	wr_outcome_free(&o);
	CHECK_STR(getenv("WEIR_A"), "old");
}

TEST(without_input_standard_input_is_empty)
{
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ 0 }, "cat; echo end"), 0);
	CHECK_STR(o.out.data, "end\n");
	wr_outcome_free(&o);
}

TEST(input_and_output_larger_than_the_pipes_flow_at_the_same_time)
{
	size_t n = 8u << 20;
	char *bytes = malloc(n);
	struct wr_outcome o;

	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)('a' + i * 7919 % 26);
	CHECK_EQ("run", run(&o, COMMAND{ .input = bytes, .input_size = n, .time_limit = 30 }, "tee /dev/stderr"), 0);
	CHECK_EQ("output", o.out.len, n);
	CHECK_EQ("errors", o.err.len, n);
	CHECK(!memcmp(o.out.data, bytes, n) && !memcmp(o.err.data, bytes, n));
	wr_outcome_free(&o);
	free(bytes);
}

TEST(a_command_that_does_not_read_its_input_is_no_failure)
{
	size_t n = 1u << 20;
	char *bytes = calloc(n, 1);
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ .input = bytes, .input_size = n }, "exec <&-; echo done"), 0);
	CHECK_STR(o.out.data, "done\n");
	CHECK_EQ("exit code", o.exit_code, 0);
	wr_outcome_free(&o);
	free(bytes);
}

static long peak_kib(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

TEST(output_beyond_the_limit_is_read_and_dropped)
{
	struct wr_outcome o;
	long before = peak_kib();

	CHECK_EQ("run", run(&o, COMMAND{ .output_limit = 1000, .time_limit = 60 },
			    "head -c 300000000 /dev/zero; exit 5"), 0);
	CHECK_EQ("kept", o.out.len, 1000);
	CHECK(o.cut);
	CHECK_EQ("it could write all of it", o.exit_code, 5);
	CHECK(peak_kib() - before < 20 * 1024);
	wr_outcome_free(&o);
}

TEST(output_of_exactly_the_limit_is_not_cut)
{
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ .output_limit = 4 }, "printf 1234"), 0);
	CHECK_STR(o.out.data, "1234");
	CHECK(!o.cut);
	wr_outcome_free(&o);
}

TEST(discarded_output_is_not_kept)
{
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ .discard_output = true }, "echo out; echo err >&2"), 0);
	CHECK_EQ("kept", o.out.len + o.err.len, 0);
	wr_outcome_free(&o);
}

/* Whether the process is there and no zombie. */
static bool is_alive(long pid)
{
	char path[64], state = 'X';
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/stat", pid);
	f = fopen(path, "r");
	if (!f)
		return false;
	if (fscanf(f, "%*d (%*[^)]) %c", &state) != 1)
		state = 'X';
	fclose(f);
	return state != 'Z' && state != 'X';
}

static bool dies_soon(long pid)
{
	for (int i = 0; i < 1000 && is_alive(pid); i++)
		usleep(10000);
	return !is_alive(pid);
}

TEST(at_the_time_limit_the_whole_group_is_killed)
{
	struct wr_outcome o;
	long sleeper;

	CHECK_EQ("run", run(&o, COMMAND{ .time_limit = 0.3 }, "sleep 1000 & echo $!; wait"), 0);
	CHECK(o.timed_out);
	CHECK_EQ("signal", o.signal, SIGKILL);
	CHECK(o.wall >= 0.3 && o.wall < 10);
	check_text(&o, "timed out after ");
	sleeper = atol(o.out.data);
	CHECK(sleeper > 1);
	CHECK(dies_soon(sleeper));
	wr_outcome_free(&o);
}

TEST(the_time_limit_holds_for_a_command_that_never_stops_writing)
{
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ .time_limit = 0.3, .output_limit = 10 }, "exec yes"), 0);
	CHECK(o.timed_out && o.cut && o.wall < 10);
	wr_outcome_free(&o);
}

TEST(what_it_left_running_neither_holds_us_up_nor_outlives_it)
{
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ .time_limit = 60 }, "sleep 1000 & echo $!"), 0);
	CHECK(!o.timed_out && o.wall < 30);
	CHECK(dies_soon(atol(o.out.data)));
	wr_outcome_free(&o);
}

TEST(a_daemon_that_left_the_group_and_writes_on_does_not_hold_us_up)
{
	struct wr_outcome o;
	long daemon;

	CHECK_EQ("run", run(&o, COMMAND{ .output_limit = 100 },
			    "setsid sh -c 'echo $$; exec yes' & sleep 0.2"), 0);
	CHECK_EQ("exit code", o.exit_code, 0);
	daemon = atol(o.out.data);
	CHECK(daemon > 1);
	/* Its pipe is gone, so it ends by itself. */
	CHECK(dies_soon(daemon));
	wr_outcome_free(&o);
}

TEST(a_command_that_closes_its_streams_is_still_waited_for)
{
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ 0 }, "exec >&- 2>&-; sleep 0.2; exit 7"), 0);
	CHECK_EQ("exit code", o.exit_code, 7);
	CHECK(o.wall >= 0.2);
	wr_outcome_free(&o);
}

TEST(processor_time_is_that_of_the_command_and_its_children)
{
	struct wr_outcome o;
	double seconds;

	CHECK_EQ("run", run(&o, COMMAND{ 0 }, "sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'"), 0);
	seconds = (double)o.usage.ru_utime.tv_sec + (double)o.usage.ru_utime.tv_usec * 1e-6;
	CHECK(seconds > 0.005 && seconds <= o.wall * 1.1 + 0.02);
	CHECK(o.usage.ru_maxrss > 100);
	wr_outcome_free(&o);
}

TEST(the_memory_limit_is_the_commands_own)
{
	struct wr_outcome o;

	CHECK_EQ("run", run(&o, COMMAND{ .memory_limit = 64u << 20 }, "ulimit -v"), 0);
	CHECK_STR(o.out.data, "65536\n");
	wr_outcome_free(&o);
	CHECK_EQ("run", run(&o, COMMAND{ 0 }, "ulimit -v"), 0);
	CHECK(strcmp(o.out.data, "65536\n") != 0);
	wr_outcome_free(&o);
}

TEST(a_command_starts_with_the_usual_signals)
{
	struct wr_outcome o;

	/* We may have been started by a program that ignores it. */
	signal(SIGPIPE, SIG_IGN);
	CHECK_EQ("run", run(&o, COMMAND{ 0 }, "kill -PIPE $$; echo survived"), 0);
	signal(SIGPIPE, SIG_DFL);
	CHECK_EQ("signal", o.signal, SIGPIPE);
	CHECK_STR(o.out.data, "");
	wr_outcome_free(&o);
}

TEST(an_interrupt_ends_the_command)
{
	struct wr_outcome o;

	wr_catch_interrupts();
	CHECK_EQ("run", run(&o, COMMAND{ .time_limit = 60 }, "sleep 0.2; kill -INT $PPID; sleep 1000"), -1);
	CHECK_EQ("code", err.code, WR_EINTERRUPT);
	CHECK_HAS(err.message, "interrupted while 'sh' ran");
	wr_outcome_free(&o);
	wr_interrupted = 0;
}

/* In a process of its own: the test's standard streams stay as they are. */
TEST(a_caller_without_standard_streams_can_run_commands)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		struct wr_outcome o;
		int failed;

		close(0);
		close(1);
		close(2);
		failed = run(&o, COMMAND{ .input = "word", .input_size = 4, .time_limit = 20 }, "cat; cat >&2 <&-; true") ||
			 strcmp(o.out.data, "word") != 0;
		wr_outcome_free(&o);
		_exit(failed);
	}
	waitpid(child, &status, 0);
	CHECK_EQ("status", status, 0);
}
