/* tree.c - what a process tree takes at this moment, from /proc (Linux). */
#include "profiler/tree_p.h"

#include <dirent.h>
#include <fcntl.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "core/alloc.h"

struct process {
	pid_t pid, parent;
	bool inside;            /* the tree */
	unsigned long long waited_ticks;        /* CPU time of children that it waited for */
	long threads, pages;
};

struct table { struct process *items; size_t n, cap; };

/* The text of /proc/<pid>/<name>; false if it is gone or not ours to read. */
static bool read_proc(pid_t pid, const char *name, char *text, size_t size)
{
	char path[64];
	ssize_t n;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = read(fd, text, size - 1);
	close(fd);
	text[n > 0 ? n : 0] = '\0';
	return n > 0;
}

/* proc(5): pid (comm) state ppid ... cutime and cstime are fields 16 and 17,
 * num_threads 20, rss 24.  comm may hold blanks and parentheses. */
static bool read_stat(pid_t pid, struct process *p)
{
	char text[1024];
	const char *rest;
	unsigned long long cutime, cstime;

	if (!read_proc(pid, "stat", text, sizeof text))
		return false;
	rest = strrchr(text, ')');
	*p = (struct process){ .pid = pid };
	if (!rest || sscanf(rest + 1, " %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %llu %llu %*d %*d %ld %*d "
			    "%*u %*u %ld", &p->parent, &cutime, &cstime, &p->threads, &p->pages) != 5)
		return false;
	p->waited_ticks = cutime + cstime;
	return true;
}

static void read_all(struct table *t)
{
	DIR *dir = opendir("/proc");
	struct dirent *e;
	struct process p;

	while (dir && (e = readdir(dir))) {
		long pid = strtol(e->d_name, NULL, 10);

		if (pid > 0 && read_stat((pid_t)pid, &p))
			*WR_PUSH(t->items, t->n, t->cap) = p;
	}
	if (dir)
		closedir(dir);
}

static int compare_pids(const void *a, const void *b)
{
	pid_t x = ((const struct process *)a)->pid, y = ((const struct process *)b)->pid;

	return (x > y) - (x < y);
}

/* Ids wrap around, so a child may stand before its parent: repeat until nothing is added. */
static void mark_descendants(struct table *t, pid_t root)
{
	bool more = t->n > 0;

	if (t->n)
		qsort(t->items, t->n, sizeof *t->items, compare_pids);
	while (more) {
		more = false;
		for (size_t i = 0; i < t->n; i++) {
			struct process *p = &t->items[i], key = { .pid = p->parent }, *parent;

			if (p->inside)
				continue;
			parent = bsearch(&key, t->items, t->n, sizeof key, compare_pids);
			p->inside = p->parent == root || (parent && parent->inside);
			more |= p->inside;
		}
	}
}

/* Exact where the process's clock can be read; its ticks are of 10 ms. */
static double cpu_of(const struct process *p)
{
	double waited = (double)p->waited_ticks / (double)sysconf(_SC_CLK_TCK);
	struct timespec t = { 0 };
	clockid_t clock;

	if (clock_getcpuclockid(p->pid, &clock) == 0)
		clock_gettime(clock, &t);
	return waited + (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static size_t open_files(pid_t pid)
{
	char path[64];
	DIR *dir;
	size_t n = 0;

	snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
	dir = opendir(path);
	while (dir && readdir(dir))
		n++;
	if (dir)
		closedir(dir);
	return n >= 2 ? n - 2 : 0;      /* "." and ".." */
}

static void add_bytes(pid_t pid, struct pf_tree *tree)
{
	char text[512];
	double read, written;

	if (!read_proc(pid, "io", text, sizeof text))
		return;
	if (sscanf(text, "rchar: %lf wchar: %lf", &read, &written) == 2) {
		tree->read_bytes += read;
		tree->written_bytes += written;
	}
}

static double number_after(const char *text, const char *label)
{
	const char *at = strstr(text, label);

	return at ? strtod(at + strlen(label), NULL) : 0;
}

/* The kernel tells them per thread. */
static double switches_of(pid_t pid)
{
	char path[64], status[4096];
	double sum = 0;
	struct dirent *e;
	DIR *dir;

	snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	dir = opendir(path);
	while (dir && (e = readdir(dir))) {
		snprintf(path, sizeof path, "task/%.20s/status", e->d_name);
		if (e->d_name[0] != '.' && read_proc(pid, path, status, sizeof status))
			sum += number_after(status, "\nvoluntary_ctxt_switches:") +
			       number_after(status, "\nnonvoluntary_ctxt_switches:");
	}
	if (dir)
		closedir(dir);
	return sum;
}

/* proc_pid_smaps(5); NaN where it is not ours to read.  What has ended has no memory. */
static double pss_of(const struct process *p)
{
	char text[2048];

	if (read_proc(p->pid, "smaps_rollup", text, sizeof text))
		return number_after(text, "\nPss:") * 1024;
	return p->pages ? (double)NAN : 0;
}

struct pf_tree pf_tree_sample(pid_t root, bool pss)
{
	struct table t = { 0 };
	struct pf_tree tree = { .pss = pss ? 0 : (double)NAN };

	read_all(&t);
	mark_descendants(&t, root);
	for (size_t i = 0; i < t.n; i++) {
		const struct process *p = &t.items[i];

		if (!p->inside)
			continue;
		tree.processes++;
		tree.threads += (size_t)p->threads;
		tree.files += open_files(p->pid);
		tree.cpu += cpu_of(p);
		tree.rss += (double)p->pages * (double)sysconf(_SC_PAGESIZE);
		tree.switches += switches_of(p->pid);
		if (pss)
			tree.pss += pss_of(p);
		add_bytes(p->pid, &tree);
	}
	free(t.items);
	return tree;
}
