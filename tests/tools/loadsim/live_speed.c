/*
 * live_speed.c - what a live run costs and how well it keeps time.
 * Usage: live_speed URL RATE SECONDS CONNECTIONS [STREAMS [THREADS]].  STREAMS above 0: HTTP/2.  Certificates are not
 * verified.  Prints one line of JSON.
 * RATE 0: a closed loop, in which every connection (or stream) is busy all the time, as other tools play it; the run is then
 * void for its times ("overloaded"), which does not matter for its cost.
 */
#include <stdio.h>
#include <stdlib.h>
#include "loadsim/client_p.h"
#include "loadsim/shapes_p.h"

/* Of this program, in bytes; what it replaced by exec does not count. */
static double peak_memory(void)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[256];
	double kib = 0;

	while (f && fgets(line, sizeof line, f))
		(void)!sscanf(line, "VmHWM: %lf", &kib);
	if (f)
		fclose(f);
	return kib * 1024;
}

int main(int argc, char **argv)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_phase phase = ls_phase_empty;
	struct ls_request request = { .method = "GET", .path = "/", .weight = 1 };
	struct ls_scenario s = { .path = "live_speed", .name = "speed", .requests = &request, .request_count = 1,
				 .phases = &phase, .phase_count = 1 };
	struct ls_client_options o = { .seed = 1, .timeout = 30, .limit = 60 };
	struct ls_client_totals totals;
	struct ls_results r;
	struct wr_err err = { 0 };

	if (argc < 5 || argc > 7) {
		fprintf(stderr, "usage: live_speed URL RATE SECONDS CONNECTIONS [STREAMS [THREADS]]\n");
		return 2;
	}
	phase.kind = 0;
	phase.rate = atof(argv[2]);
	phase.duration = atof(argv[3]);
	s.connections = atoll(argv[4]);
	s.streams = argc > 5 ? atoll(argv[5]) : 0;
	s.http = s.streams ? LS_HTTP_2 : LS_HTTP_1;
	s.threads = argc > 6 ? atoll(argv[6]) : 1;
	s.tls.trust_anyone = true;
	if (phase.rate <= 0) {
		s.phase_count = 0;
		s.users = (struct ls_users){ .count = s.connections * (s.streams ? s.streams : 1), .duration = phase.duration };
	}
	ls_results_start(&r, phase.duration);
	if (ls_target_parse(argv[1], NULL, arena, &o.target, &err) || ls_client_run(&s, &o, &r, &totals, &err)) {
		fprintf(stderr, "live_speed: %s\n", err.message);
		return 1;
	}
	ls_results_close(&r);
	printf("{\"asked\": %lld, \"answered\": %lld, \"wall\": %.6f, \"cpu\": %.6f, \"p50\": %.9f, \"p99\": %.9f, "
	       "\"p999\": %.9f, \"lag_p99\": %.9f, \"service_p50\": %.9f, \"p95\": %.9f, \"failed\": %lld, \"starved\": %.4f, "
	       "\"memory\": %.0f}\n", r.asked, r.answered, totals.wall, totals.cpu,
	       ls_hist_seconds(r.response, 0.5), ls_hist_seconds(r.response, 0.99), ls_hist_seconds(r.response, 0.999),
	       ls_hist_seconds(r.lag, 0.99), ls_hist_seconds(r.service, 0.5), ls_hist_seconds(r.response, 0.95),
	       ls_results_failures(&r), totals.starved >= 0 ? totals.starved : 0, peak_memory());
	ls_results_free(&r);
	wr_arena_free(arena);
	return 0;
}
