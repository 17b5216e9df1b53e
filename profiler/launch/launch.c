/*
 * launch.c - the launcher: starts one command, waits for it, writes down what
 * it took.  See launch_p.h.  A program of its own; of weir it has the clock alone.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <math.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/clock.h"
#include "profiler/launch_p.h"

/* The text of /proc/<pid>/<name>, empty if it cannot be read. */
static void read_proc(pid_t pid, const char *name, char *text, size_t size)
{
	char path[64];
	ssize_t n;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = fd >= 0 ? read(fd, text, size - 1) : -1;
	text[n > 0 ? n : 0] = '\0';
	if (fd >= 0)
		close(fd);
}

static double number_after(const char *text, const char *label)
{
	const char *at = strstr(text, label);

	return at ? strtod(at + strlen(label), NULL) : NAN;
}

/* Seconds that the process's first thread ran, and was ready to run and did not. */
static void read_schedule(pid_t pid, double *ran, double *delay)
{
	char text[128];

	read_proc(pid, "schedstat", text, sizeof text);
	if (sscanf(text, "%lf %lf", ran, delay) != 2)
		*ran = *delay = NAN;
	*ran *= 1e-9;
	*delay *= 1e-9;
}

static void read_counters(pid_t pid, struct pf_launch *l)
{
	char text[512];

	read_proc(pid, "io", text, sizeof text);
	l->read_bytes = number_after(text, "rchar: ");
	l->written_bytes = number_after(text, "wchar: ");
	read_schedule(pid, &l->first_cpu, &l->run_delay);
}

/* Counts from the exec of our children on, theirs too; -1 where the processor or the system does not let us. */
static int open_counter(void)
{
	struct perf_event_attr a = {
		.type = PERF_TYPE_HARDWARE, .size = sizeof a, .config = PERF_COUNT_HW_INSTRUCTIONS,
		.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING,
		.disabled = 1, .inherit = 1, .exclude_kernel = 1, .exclude_hv = 1, .enable_on_exec = 1,
	};

	return (int)syscall(SYS_perf_event_open, &a, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

/* Of an ended child: its count has been added to ours. */
static double read_counter(int fd)
{
	unsigned long long value, enabled, running, words[3];

	if (fd < 0 || read(fd, words, sizeof words) != (ssize_t)sizeof words)
		return NAN;
	value = words[0];
	enabled = words[1];
	running = words[2];
	/* Where the counter was shared with others it is an estimate, which is not what is asked for. */
	return value && running == enabled ? (double)value : NAN;
}

/*
 * What is left behind becomes our child, since we are its nearest subreaper; so do the
 * children of what we kill.  Returns how many there were.  Called in a signal handler, too.
 */
static int end_children(void)
{
	int ended = 0;

	for (;;) {
		char text[4096], *at = text, *end;
		int fd = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
		ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;

		if (fd >= 0)
			close(fd);
		if (n <= 0)
			return ended;
		/* A number that was cut comes whole the next time. */
		for (text[n] = '\0'; (end = strchr(at, ' ')); at = end + 1) {
			pid_t pid = (pid_t)strtol(at, NULL, 10);

			kill(pid, SIGKILL);
			waitpid(pid, NULL, 0);
			ended++;
		}
	}
}

static void end_all(int signal)
{
	(void)signal;
	end_children();
	_exit(1);
}

static void launch(char **command, struct pf_launch *l)
{
	int counter = open_counter();
	double ran, delay_before, delay, started;
	siginfo_t end;
	pid_t pid;

	read_schedule(getpid(), &ran, &delay_before);
	started = wr_monotonic();
	l->error = posix_spawnp(&pid, command[0], NULL, NULL, command, environ);
	if (l->error)
		return;
	while (waitid(P_PID, (id_t)pid, &end, WEXITED | WNOWAIT) != 0 && errno == EINTR)
		;
	l->wall = wr_monotonic() - started;
	read_schedule(getpid(), &ran, &delay);
	read_counters(pid, l);
	/* Our own waiting is in the wall time too: on a busy machine we hear late of the end. */
	l->run_delay += delay - delay_before;
	wait4(pid, &l->status, 0, &l->usage);
	l->left_running = end_children();
	l->instructions = read_counter(counter);
}

static void silence_output(void)
{
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (null >= 0)
		dup2(null, STDOUT_FILENO);
}

/* For us, and so for what we start; -1 with the reason in l. */
static int pin(size_t processor, struct pf_launch *l)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(processor, &set);
	if (sched_setaffinity(0, sizeof set, &set) == 0)
		return 0;
	l->error = errno;
	l->failed = PF_LAUNCH_PIN;
	return -1;
}

/* First in, first out: what runs so is not interrupted by ordinary processes. */
static int take_precedence(struct pf_launch *l)
{
	if (sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){ .sched_priority = 1 }) == 0)
		return 0;
	l->error = errno;
	l->failed = PF_LAUNCH_REALTIME;
	return -1;
}

static int place(const char *how, struct pf_launch *l)
{
	const char *at = strchr(how, '@');

	if (at && pin(strtoul(at + 1, NULL, 10), l))
		return -1;
	return strchr(how, '!') ? take_precedence(l) : 0;
}

int main(int argc, char **argv)
{
	struct pf_launch result = { 0 };
	int fd;

	if (argc < 3)
		return 0;
	fd = atoi(argv[1]);
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	if (argv[1][0] != '+')
		silence_output();
	/* What the command leaves behind stays below us, where it is seen and counted. */
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	signal(SIGTERM, end_all);
	if (!place(argv[1], &result))
		launch(argv + 2, &result);
	return pwrite(fd, &result, sizeof result, 0) != (ssize_t)sizeof result;
}
