/* server_watch.c - Linux: the server's processes in /proc, over time. */
#include "loadsim/server_watch_p.h"

#include <ctype.h>
#include <dirent.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/alloc.h"
#include "core/clock.h"

#define EVERY_NS 250000000L
#define MOST_SAMPLES 40000      /* of ten thousand seconds; later ones are left out */

struct sample { double at, memory, cpu, threads; };     /* seconds; bytes; seconds so far; number */

struct ls_watch {
	long number;            /* of a process, or below 0 of a group; 0 = by name: */
	char name[16];          /* as the kernel cuts it */
	struct sample *samples;
	size_t n, cap;
	bool ended;             /* there was nothing left of it */
	double started;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t stops;
	bool stop;
};

/* What one process takes, added to *s; false if it is not one of the server's. */
static bool add_process(const struct ls_watch *w, long pid, struct sample *s)
{
	char path[64], text[1024], *end;
	unsigned long long user, kernel;
	long group, threads, pages;
	size_t n;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/stat", pid);
	f = fopen(path, "r");
	if (!f)
		return false;
	n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	text[n] = '\0';
	end = strrchr(text, ')');       /* the name before it may hold anything */
	if (!end || sscanf(end + 1, " %*c %*d %ld %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu %*d %*d %*d %*d %ld %*d %*u %*u %ld",
			   &group, &user, &kernel, &threads, &pages) != 5)
		return false;
	*end = '\0';
	if (w->number > 0 ? pid != w->number : w->number < 0 ? group != -w->number : strcmp(strchr(text, '(') + 1, w->name) != 0)
		return false;
	s->memory += (double)pages * (double)sysconf(_SC_PAGESIZE);
	s->cpu += (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
	s->threads += (double)threads;
	return true;
}

/* False if there is no such process. */
static bool look(const struct ls_watch *w, struct sample *s)
{
	struct dirent *entry;
	bool found = false;
	DIR *proc;

	*s = (struct sample){ .at = wr_monotonic() - w->started };
	if (w->number > 0)
		return add_process(w, w->number, s);
	proc = opendir("/proc");
	while (proc && (entry = readdir(proc))) {
		if (isdigit((unsigned char)entry->d_name[0]))
			found |= add_process(w, strtol(entry->d_name, NULL, 10), s);
	}
	if (proc)
		closedir(proc);
	return found;
}

static void take(struct ls_watch *w)
{
	struct sample s;

	w->ended = !look(w, &s);
	if (!w->ended && w->n < MOST_SAMPLES)
		*WR_PUSH(w->samples, w->n, w->cap) = s;
}

static void *watch(void *user)
{
	struct ls_watch *w = user;
	struct timespec next;

	clock_gettime(CLOCK_MONOTONIC, &next);
	pthread_mutex_lock(&w->lock);
	while (!w->stop) {
		take(w);
		next.tv_nsec += EVERY_NS;
		next.tv_sec += next.tv_nsec / 1000000000L;
		next.tv_nsec %= 1000000000L;
		while (!w->stop && !pthread_cond_timedwait(&w->stops, &w->lock, &next))
			;
	}
	take(w);
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

static int start_thread(struct ls_watch *w)
{
	pthread_condattr_t monotonic;

	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&w->stops, &monotonic);
	pthread_condattr_destroy(&monotonic);
	pthread_mutex_init(&w->lock, NULL);
	return pthread_create(&w->thread, NULL, watch, w);
}

struct ls_watch *ls_watch_start(const char *which, struct wr_err *err)
{
	struct ls_watch *w = wr_calloc(1, sizeof *w);
	struct sample first;
	char *end;
	int why;

	w->started = wr_monotonic();
	w->number = strtol(which, &end, 10);
	if (*end || end == which) {
		w->number = 0;
		snprintf(w->name, sizeof w->name, "%s", which);
	}
	if (!look(w, &first)) {
		wr_fail(err, WR_EUSAGE, "server '%s': no such process", which);
		free(w);
		return NULL;
	}
	why = start_thread(w);
	if (!why)
		return w;
	wr_fail(err, WR_EMEASURE, "server '%s': %s", which, strerror(why));
	free(w);
	return NULL;
}

void ls_watch_stop(struct ls_watch *w)
{
	if (!w)
		return;
	pthread_mutex_lock(&w->lock);
	w->stop = true;
	pthread_cond_signal(&w->stops);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
}

void ls_watch_free(struct ls_watch *w)
{
	if (!w)
		return;
	pthread_cond_destroy(&w->stops);
	pthread_mutex_destroy(&w->lock);
	free(w->samples);
	free(w);
}

/* -- what was seen ------------------------------------------------------------------ */

static double memory_at(const struct ls_watch *w, size_t i) { return w->samples[i].memory; }
static double threads_at(const struct ls_watch *w, size_t i) { return w->samples[i].threads; }

/* Processors used since the sample before; processes that ended took their times with them. */
static double cpu_at(const struct ls_watch *w, size_t i)
{
	const struct sample *s = &w->samples[i];

	return i ? fmax(s->cpu - s[-1].cpu, 0) / fmax(s->at - s[-1].at, 1e-9) : NAN;
}

static struct wr_line line_of(const struct ls_watch *w, const char *name, const char *unit,
			      double (*get)(const struct ls_watch *, size_t), struct wr_run *run)
{
	struct wr_point *points = wr_arena_array(run->arena, w->n, sizeof *points);
	struct wr_line line = { .name = name, .unit = unit, .points = points };

	for (size_t i = 0; i < w->n; i++) {
		double y = get(w, i);

		if (!isnan(y))
			points[line.n++] = (struct wr_point){ w->samples[i].at, y };
	}
	return line;
}

static double peak(const struct wr_line *line)
{
	double most = NAN;

	for (size_t i = 0; i < line->n; i++)
		most = fmax(most, line->points[i].y);
	return most;
}

void ls_watch_publish(const struct ls_watch *w, const char *name, struct wr_run *run)
{
	const char *prefix = wr_arena_printf(run->arena, "load.%s", wr_measure_part(run->arena, name));
	struct wr_line lines[] = {
		line_of(w, "memory", "B", memory_at, run),
		line_of(w, "CPU", "processors", cpu_at, run),
		line_of(w, "threads", "1", threads_at, run),
	};
	const struct sample *first = w->samples, *last = w->n ? &w->samples[w->n - 1] : NULL;

	if (w->ended)
		wr_run_note(run, WR_WARNING, "load %s: the server's process ended during the run", name);
	if (w->n < 2)
		return;
	wr_run_add_series(run, &(struct wr_series){ .name = wr_arena_printf(run->arena, "%s.server", prefix), .x_name = "time",
						    .x_unit = "s", .lines = lines, .line_count = 3 });
	wr_run_add_fact(run, "load", wr_arena_printf(run->arena, "%s.server_memory_peak", prefix), "B", WR_LOWER_IS_BETTER,
			peak(&lines[0]));
	wr_run_add_fact(run, "load", wr_arena_printf(run->arena, "%s.server_cpu", prefix), "processors", WR_LOWER_IS_BETTER,
			(last->cpu - first->cpu) / (last->at - first->at));
	wr_run_add_fact(run, "load", wr_arena_printf(run->arena, "%s.server_threads_peak", prefix), "1", WR_LOWER_IS_BETTER,
			peak(&lines[2]));
}
