/*
 * sim_speed.c - how fast the simulator is: an M/M/k queue through ls_simulate,
 * that is with everything that a user gets (histograms, windows, measures).
 * Usage: sim_speed [REQUESTS [WORKERS [UTILISATION]]].  Prints one line of
 * JSON; an event is an arrival or the end of a service.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "loadsim/loadsim.h"

static double cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double measure(const struct wr_run *run, const char *name)
{
	const struct wr_measure *m = wr_run_find_measure(run, name);

	return m ? m->now.value : -1;
}

int main(int argc, char **argv)
{
	double requests = argc > 1 ? atof(argv[1]) : 4e6, utilisation = argc > 3 ? atof(argv[3]) : 0.8;
	long long workers = argc > 2 ? atoll(argv[2]) : 4;
	double mean = 0.01, rate = utilisation * (double)workers / mean;
	struct ls_phase phase = { .kind = 0, .rate = rate, .duration = requests / rate };
	struct ls_request request = { .method = "GET", .path = "/", .weight = 1 };
	struct ls_scenario s = {
		.path = "sim_speed", .name = "speed", .has_service = true,
		.service = { .workers = workers, .queue = -1, .time = { .law = LS_EXPONENTIAL, .mean = mean } },
		.requests = &request, .request_count = 1, .phases = &phase, .phase_count = 1,
		.arrivals = LS_POISSON, .seed = 7,
	};
	struct wr_run *run = wr_run_new();
	struct wr_err err = { 0 };
	double cpu = -cpu_seconds(), events;

	if (ls_simulate(&s, NULL, run, &err)) {
		fprintf(stderr, "sim_speed: %s\n", err.message);
		return 1;
	}
	cpu += cpu_seconds();
	events = 2 * measure(run, "load.speed.requests");
	printf("{\"events\": %.0f, \"cpu\": %.6f, \"events_per_cpu_second\": %.0f, \"mean_response\": %.9f}\n",
	       events, cpu, events / cpu, measure(run, "load.speed.mean"));
	wr_run_free(run);
	return 0;
}
