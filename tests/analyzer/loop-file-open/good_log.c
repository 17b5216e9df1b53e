/* Another file each time, a buffer that changes, or the file opened once. */
#include <stdio.h>

void write_all(char *const *lines, int n)
{
	FILE *f = fopen("log.txt", "a");

	for (int i = 0; f && i < n; i++)
		fputs(lines[i], f);
	if (f)
		fclose(f);
}

int count_processes(const int *pids, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++) {
		char path[64];
		FILE *f;

		snprintf(path, sizeof path, "/proc/%d/stat", pids[i]);
		f = fopen(path, "r");
		if (!f)
			continue;
		found++;
		fclose(f);
	}
	return found;
}

static void log_line(const char *path, const char *line)
{
	FILE *f = fopen(path, "a");

	if (f) {
		fputs(line, f);
		fclose(f);
	}
}

struct job { const char *path, *text; };

void each_its_own(const struct job *jobs, int n)
{
	for (int i = 0; i < n; i++)
		log_line(jobs[i].path, jobs[i].text);
}

int first_that_opens(char *const *paths, int n)
{
	for (int i = 0; i < n; i++) {
		FILE *f = fopen(paths[i], "r");

		if (f) {
			fclose(f);
			return i;
		}
	}
	return -1;
}

/* A descriptor of its own for each thread. */
struct thread { FILE *file; } threads[64];

static FILE *must_open(const char *path)
{
	FILE *f = fopen(path, "r");

	if (!f)
		perror(path);
	return f;
}

void one_for_each(const char *path, int n)
{
	for (int i = 0; i < n; i++)
		threads[i].file = must_open(path);
}
