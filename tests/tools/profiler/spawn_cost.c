/*
 * spawn_cost.c - what it costs to measure a run, against posix_spawn and wait4 alone.
 *
 *	spawn_cost ROUNDS [COMMAND]     (default: true)
 *
 * In turns: the command started bare and timed, and one run of the profiler.
 * Prints one line per round: bare wall and CPU time, the profiler's reported
 * wall and CPU time, and all that the profiler's run took, in microseconds.
 */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/clock.h"
#include "profiler/launcher_p.h"

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static int run_bare(const char *command, double *wall, double *cpu)
{
	char *argv[] = { (char *)command, NULL };
	struct rusage usage;
	double started = wr_monotonic();
	int status;
	pid_t pid;

	if (posix_spawnp(&pid, command, NULL, NULL, argv, environ))
		return -1;
	wait4(pid, &status, 0, &usage);
	*wall = wr_monotonic() - started;
	*cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
	return status;
}

static int round_of(struct pf_launcher *l, struct wr_rng *rng, const char *command, struct wr_err *err)
{
	const char *const argv[] = { command, NULL };
	struct pf_job job = { .who = command, .argv = argv, .time_limit = 60 };
	struct pf_sample s;
	double wall, cpu, started, all;

	if (run_bare(command, &wall, &cpu))
		return wr_fail(err, WR_EMEASURE, "cannot run %s", command);
	started = wr_monotonic();
	if (pf_launcher_run(l, &job, rng, &s, err))
		return -1;
	all = wr_monotonic() - started;
	printf("%.1f %.1f %.1f %.1f %.1f\n", wall * 1e6, cpu * 1e6, s.wall * 1e6, (s.user + s.system) * 1e6, all * 1e6);
	return 0;
}

int main(int argc, char **argv)
{
	struct wr_err err;
	struct pf_launcher *l = pf_launcher_open(&err);
	struct wr_rng rng;
	int result = l ? 0 : -1;

	wr_rng_seed(&rng, 1);
	for (int i = argc > 1 ? atoi(argv[1]) : 100; i > 0 && !result; i--)
		result = round_of(l, &rng, argc > 2 ? argv[2] : "true", &err);
	pf_launcher_close(l);
	if (result)
		fprintf(stderr, "spawn_cost: %s\n", err.message);
	return result ? 1 : 0;
}
