#ifndef WEIR_TESTS_UNIT_PROFILER_BURN_H
#define WEIR_TESTS_UNIT_PROFILER_BURN_H

#include <libgen.h>
#include <stdio.h>
#include <unistd.h>
#include "tests/unit/unit.h"
#include "core/arena.h"
#include "profiler/profiler.h"

/* The path of tests/tools/profiler/burn.c's program, which stands beside the folder of the unit tests. */
static inline const char *burn_path(void)
{
	static char path[4200];
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	if (n < 0)
		abort();
	self[n] = '\0';
	snprintf(path, sizeof path, "%s/../burn", dirname(self));
	return path;
}

/* "burn ARGUMENTS" as a command; the line is valid until the program ends. */
static inline struct pf_command burning(const char *name, const char *arguments)
{
	static struct wr_arena *lines;

	if (!lines)
		lines = wr_arena_new();
	return (struct pf_command){ .name = name, .line = wr_arena_printf(lines, "%s %s", burn_path(), arguments) };
}

/* The measure of that name, or the test fails. */
static inline const struct wr_measure *measured(const struct wr_run *run, const char *name)
{
	const struct wr_measure *m = wr_run_find_measure(run, name);

	if (!m)
		fail_msg("no measure %s", name);
	return m;
}

static inline const struct wr_series *series_of(const struct wr_run *run, const char *name)
{
	for (size_t i = 0; i < run->series_count; i++)
		if (!strcmp(run->series[i].name, name))
			return &run->series[i];
	fail_msg("no series %s", name);
	return NULL;
}

#endif
