/* launcher.c - Linux: the launcher is run from memory (memfd_create) and answers there. */
#include "profiler/launcher_p.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/alloc.h"
#include "core/process.h"
#include "core/text.h"
#include "profiler/launch_p.h"

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U        /* Linux 6.3; older ones need no such word */
#endif

enum { MOST_PADDING = 4096, MOST_QUOTED = 200, KEPT_ERRORS = 1 << 20, KEPT_OUTPUT = 16 << 20 };

#define GRACE 5.0       /* seconds for the launcher to end what it started */

struct pf_launcher {
	int program, result;    /* descriptors of memory */
	char path[32], how[32]; /* "+5@1!", see launch_p.h: with output; from its second character on without */
	char padding[MOST_PADDING + 16];
};

static int open_program(void)
{
	size_t size = (size_t)(pf_launcher_image_end - pf_launcher_image);
	int fd = memfd_create("weir-launch", MFD_CLOEXEC | MFD_EXEC);

	if (fd < 0 && errno == EINVAL)
		fd = memfd_create("weir-launch", MFD_CLOEXEC);
	if (fd < 0 || write(fd, pf_launcher_image, size) == (ssize_t)size)
		return fd;
	close(fd);
	return -1;
}

struct pf_launcher *pf_launcher_open(struct wr_err *err)
{
	struct pf_launcher *l = wr_calloc(1, sizeof *l);

	l->program = open_program();
	/* Inherited: the launcher is told its number, and keeps it from the command. */
	l->result = memfd_create("weir-result", 0);
	if (l->program < 0 || l->result < 0) {
		wr_fail(err, WR_EIO, "cannot set up the launcher of commands in memory: %s", strerror(errno));
		pf_launcher_close(l);
		return NULL;
	}
	snprintf(l->path, sizeof l->path, "/proc/self/fd/%d", l->program);
	pf_launcher_place(l, false, false);
	return l;
}

static size_t last_processor(void)
{
	cpu_set_t set;
	size_t last = 0;

	if (sched_getaffinity(0, sizeof set, &set) == 0)
		for (size_t i = 0; i < CPU_SETSIZE; i++)
			if (CPU_ISSET(i, &set))
				last = i;
	return last;
}

void pf_launcher_place(struct pf_launcher *l, bool pin, bool realtime)
{
	int n = snprintf(l->how, sizeof l->how, "+%d", l->result);

	if (pin)
		n += snprintf(l->how + n, sizeof l->how - (size_t)n, "@%zu", last_processor());
	if (realtime)
		l->how[n++] = '!';
	l->how[n] = '\0';
}

void pf_launcher_close(struct pf_launcher *l)
{
	if (!l)
		return;
	if (l->program >= 0)
		close(l->program);
	if (l->result >= 0)
		close(l->result);
	free(l);
}

/* "launcher fd command...", the caller's to free. */
static const char **full_argv(const struct pf_launcher *l, const char *const *command, bool with_output)
{
	size_t n = 0;
	const char **argv;

	while (command[n])
		n++;
	argv = wr_calloc(n + 3, sizeof *argv);
	argv[0] = l->path;
	argv[1] = l->how + !with_output;
	memcpy(argv + 2, command, n * sizeof *argv);
	return argv;
}

static const char *pad(struct pf_launcher *l, struct wr_rng *rng)
{
	size_t n = (size_t)wr_rng_below(rng, MOST_PADDING), name;

	strcpy(l->padding, "WEIR_PADDING=");
	name = strlen(l->padding);
	memset(l->padding + name, 'x', n);
	l->padding[name + n] = '\0';
	return l->padding;
}

static bool is_end_of_line(char c)
{
	return c == '\n' || c == '\r' || c == ' ' || c == '\t';
}

/* ": " and the last line of text that says something, made safe and short; or nothing. */
static void quote_last_line(struct wr_buf *out, const struct wr_buf *text)
{
	struct wr_buf line = WR_BUF_INIT;
	size_t end = text->len, start;

	while (end && is_end_of_line(text->data[end - 1]))
		end--;
	for (start = end; start && text->data[start - 1] != '\n'; start--)
		;
	if (end - start > MOST_QUOTED)
		end = start + MOST_QUOTED;
	wr_buf_add(&line, text->data + start, end - start);
	if (end > start) {
		wr_buf_str(out, ": ");
		wr_esc_terminal(out, line.data);
	}
	wr_buf_free(&line);
}

/* The command as one would type it, roughly, and short. */
static void quote_command(struct wr_buf *out, const char *const *argv)
{
	struct wr_buf line = WR_BUF_INIT;

	for (size_t i = 0; argv[i] && line.len <= MOST_QUOTED; i++)
		wr_buf_printf(&line, "%s%s", i ? " " : "", argv[i]);
	if (line.len > MOST_QUOTED) {
		line.len = MOST_QUOTED;
		wr_buf_str(&line, "...");
	}
	wr_buf_char(out, '\'');
	wr_esc_terminal(out, line.data);
	wr_buf_char(out, '\'');
	wr_buf_free(&line);
}

static int fail(const struct pf_job *job, const struct wr_outcome *o, const char *what, struct wr_err *err)
{
	struct wr_buf text = WR_BUF_INIT;
	int result;

	wr_buf_printf(&text, "%s: ", job->who);
	quote_command(&text, job->argv);
	wr_buf_printf(&text, " %s", what);
	quote_last_line(&text, &o->err);
	result = wr_fail(err, o->timed_out ? WR_ELIMIT : WR_EMEASURE, "%s", text.data);
	wr_buf_free(&text);
	return result;
}

/* The launcher itself came to its end without an answer. */
static int no_answer(const struct pf_job *job, const struct wr_outcome *o, struct wr_err *err)
{
	struct wr_arena *arena = wr_arena_new();
	const char *what = wr_outcome_text(arena, o);
	int result = fail(job, o, o->timed_out ? wr_arena_printf(arena, "%s and was stopped", what)
					       : wr_arena_printf(arena, "was not measured, its launcher ended with %s",
								 what), err);

	wr_arena_free(arena);
	return result;
}

/* The command could not be started, or came to a bad end. */
static int bad_end(const struct pf_job *job, const struct pf_launch *launch, const struct wr_outcome *o,
		   struct wr_err *err)
{
	struct wr_outcome command = {
		.exit_code = WIFEXITED(launch->status) ? WEXITSTATUS(launch->status) : -1,
		.signal = WIFSIGNALED(launch->status) ? WTERMSIG(launch->status) : 0,
	};
	struct wr_arena *arena = wr_arena_new();
	const char *what;
	int result;

	if (launch->error && launch->failed == PF_LAUNCH_PIN)
		what = wr_arena_printf(arena, "cannot be pinned to a processor: %s", strerror(launch->error));
	else if (launch->error && launch->failed == PF_LAUNCH_REALTIME)
		what = wr_arena_printf(arena, "cannot be given a real-time priority (it takes root, CAP_SYS_NICE or a "
				       "limit on rtprio): %s", strerror(launch->error));
	else if (launch->error)
		what = wr_arena_printf(arena, "cannot be started: %s", strerror(launch->error));
	else if (command.signal)
		what = wr_arena_printf(arena, "was %s", wr_outcome_text(arena, &command));
	else
		what = wr_arena_printf(arena, "failed with %s", wr_outcome_text(arena, &command));
	result = fail(job, o, what, err);
	wr_arena_free(arena);
	return result;
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static struct pf_sample sample_of(const struct pf_launch *l)
{
	return (struct pf_sample){
		.wall = l->wall,
		.user = seconds(l->usage.ru_utime),
		.system = seconds(l->usage.ru_stime),
		.rss_peak = (double)l->usage.ru_maxrss * 1024,
		.minor_faults = (double)l->usage.ru_minflt,
		.major_faults = (double)l->usage.ru_majflt,
		.voluntary_switches = (double)l->usage.ru_nvcsw,
		.involuntary_switches = (double)l->usage.ru_nivcsw,
		.read_bytes = l->read_bytes,
		.written_bytes = l->written_bytes,
		.first_cpu = l->first_cpu,
		.run_delay = l->run_delay,
		.left_running = l->left_running,
		.instructions = l->instructions,
	};
}

int pf_launcher_run(struct pf_launcher *l, const struct pf_job *job, struct wr_rng *rng,
		    struct pf_sample *sample, struct wr_err *err)
{
	const char **argv = full_argv(l, job->argv, job->output || job->text);
	const char *const env[] = { pad(l, rng), job->setting, NULL };
	struct wr_command launcher = {
		.argv = argv, .dir = job->dir, .env = env, .time_limit = job->time_limit, .grace = GRACE,
		.output_limit = job->output || job->text ? KEPT_OUTPUT : KEPT_ERRORS,
		.watch = job->watch, .watch_interval = job->watch_interval, .user = job->user,
	};
	struct pf_launch launch;
	struct wr_outcome o;
	int result;

	if (ftruncate(l->result, 0) != 0) {
		free(argv);
		return wr_fail(err, WR_EIO, "cannot clear the launcher's answer: %s", strerror(errno));
	}
	result = wr_process_run(&launcher, &o, err);
	if (!result && pread(l->result, &launch, sizeof launch, 0) != (ssize_t)sizeof launch)
		result = no_answer(job, &o, err);
	else if (!result && (launch.error || launch.status))
		result = bad_end(job, &launch, &o, err);
	else if (!result)
		*sample = sample_of(&launch);
	if (!result && job->text && o.cut)
		result = wr_fail(err, WR_ELIMIT, "%s: it wrote more than %d MiB", job->who, KEPT_OUTPUT >> 20);
	if (!result && job->text) {
		wr_buf_clear(job->text);
		wr_buf_add(job->text, o.out.data, o.out.len);
		wr_buf_str(job->text, "");
	}
	if (!result && job->output)
		*job->output = wr_hash(o.out.len ? o.out.data : "", o.out.len, 0);
	wr_outcome_free(&o);
	free(argv);
	return result;
}

int pf_launcher_run_nothing(struct pf_launcher *l, struct wr_rng *rng, struct pf_sample *sample, struct wr_err *err)
{
	/* In the launcher's child this names the launcher, which without arguments does nothing. */
	const char *const argv[] = { "/proc/self/exe", NULL };
	struct pf_job job = { .who = "an empty program", .argv = argv };

	return pf_launcher_run(l, &job, rng, sample, err);
}
