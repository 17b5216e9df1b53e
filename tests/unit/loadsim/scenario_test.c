/* scenario_test.c - scenarios, and what is wrong with them, with its place. */
#include "tests/unit/unit.h"
#include <stdio.h>
#include "loadsim/scenario_p.h"
#include "loadsim/shapes_p.h"

/* The scenario of the manual. */
static const char checkout[] =
	"name: checkout\n"
	"target: http://127.0.0.1:8080\n"
	"service: { workers: 4, queue: 100, timeout: 1s, time: { law: lognormal, mean: 12ms, p99: 60ms } }\n"
	"requests: [ { method: GET, path: /cart, weight: 3 }, { method: POST, path: /orders, body: '{\"item\": 7}' } ]\n"
	"shape: { kind: ramp, from: 50/s, to: 400/s, duration: 60s }\n"
	"thresholds: [ p99 < 80ms, error_rate < 1% ]\n";

static int read_text(const char *text, struct wr_arena *arena, struct ls_scenario *s, struct wr_err *err)
{
	return ls_scenario_parse(text, strlen(text), "s.yaml", arena, s, err);
}

TEST(a_whole_scenario)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct wr_err err;

	if (read_text(checkout, arena, &s, &err))
		fail_msg("%s", err.message);
	CHECK_STR(s.name, "checkout");
	CHECK_STR(s.target, "http://127.0.0.1:8080");
	CHECK_EQ("target's line", s.target_mark.line, 2);
	CHECK(s.has_service);
	CHECK_EQ("workers", s.service.workers, 4);
	CHECK_EQ("queue", s.service.queue, 100);
	CHECK_NEAR("timeout", s.service.timeout, 1, 0);
	CHECK_EQ("law", s.service.time.law, LS_LOGNORMAL);
	CHECK_NEAR("mean", s.service.time.mean, 0.012, 1e-15);
	CHECK_NEAR("p99", s.service.time.p99, 0.060, 1e-15);
	CHECK_EQ("requests", s.request_count, 2);
	CHECK_STR(s.requests[0].path, "/cart");
	CHECK_NEAR("weight", s.requests[0].weight, 3, 0);
	CHECK_STR(s.requests[1].method, "POST");
	CHECK_STR(s.requests[1].body, "{\"item\": 7}");
	CHECK_NEAR("default weight", s.requests[1].weight, 1, 0);
	CHECK_EQ("phases", s.phase_count, 1);
	CHECK_STR(ls_shapes()[s.phases[0].kind]->name, "ramp");
	CHECK_NEAR("to", s.phases[0].to, 400, 0);
	CHECK_NEAR("duration", s.phases[0].duration, 60, 0);
	CHECK_EQ("thresholds", s.threshold_count, 2);
	CHECK_STR(s.thresholds[0].metric, "p99");
	CHECK_NEAR("limit", s.thresholds[0].limit, 0.080, 1e-15);
	CHECK(s.thresholds[0].below);
	CHECK_STR(s.thresholds[1].text, "error_rate < 1%");
	CHECK_NEAR("limit", s.thresholds[1].limit, 0.01, 1e-15);
	CHECK_EQ("arrivals", s.arrivals, LS_EVEN);
	wr_arena_free(arena);
}

TEST(the_least_scenario)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	const char *text = "shape: { kind: constant, rate: 10/s, duration: 1s }\n";

	CHECK_EQ("read", ls_scenario_parse(text, strlen(text), "load/front.page.yaml", arena, &s, NULL), 0);
	CHECK_STR(s.name, "front.page");
	CHECK(!s.target && !s.has_service);
	CHECK_EQ("requests", s.request_count, 1);
	CHECK_STR(s.requests[0].method, "GET");
	CHECK_STR(s.requests[0].path, "/");
	CHECK_EQ("thresholds", s.threshold_count, 0);
	wr_arena_free(arena);
}

TEST(phases_arrivals_headers_and_the_rest)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct wr_err err;
	const char *text =
		"phases:\n"
		"  - { kind: constant, rate: 600/m, duration: 2m }\n"
		"  - { kind: spike, rate: 10/s, to: 90/s, at: 5s, hold: 2s, duration: 10s }\n"
		"  - { kind: wave, rate: 10/s, amplitude: 10/s, period: 1s, duration: 500ms }\n"
		"arrivals: poisson\n"
		"connections: 20\n"
		"seed: 42\n"
		"requests: [ { path: /, headers: [ 'Accept: text/html', \"Cookie: a=1; b=2\" ] } ]\n"
		"service: { workers: 1, time: { law: exponential, mean: 2ms }, error-rate: 2% }\n"
		"thresholds: p99.9 <= 1s\n"
		"faults: []\n";

	if (read_text(text, arena, &s, &err))
		fail_msg("%s", err.message);
	CHECK_EQ("phases", s.phase_count, 3);
	CHECK_NEAR("600/m", s.phases[0].rate, 10, 1e-12);
	CHECK_NEAR("hold", s.phases[1].hold, 2, 0);
	CHECK_EQ("line of the third", s.phases[2].mark.line, 4);
	CHECK_EQ("arrivals", s.arrivals, LS_POISSON);
	CHECK_EQ("connections", s.connections, 20);
	CHECK_EQ("seed", s.seed, 42);
	CHECK_EQ("headers", s.requests[0].headers.n, 2);
	CHECK_EQ("no queue limit", s.service.queue, -1);
	CHECK_NEAR("no timeout", s.service.timeout, 0, 0);
	CHECK_NEAR("errors", s.service.error_rate, 0.02, 1e-15);
	CHECK_STR(s.thresholds[0].metric, "p999");
	wr_arena_free(arena);
}

#define LOAD "shape: { kind: constant, rate: 10/s, duration: 1s }\n"

/* What is wrong, where, and a part of what is said about it. */
static const struct { const char *text, *place, *message; } wrong[] = {
	{ "", "s.yaml", "" },
	{ "name: x\n", "s.yaml:1:1: ", "'shape' (or 'phases') is missing" },
	{ "name: x\nphases: []\n", "s.yaml:1:1: ", "'shape' (or 'phases') is missing" },
	{ LOAD "phases:\n- { kind: constant, rate: 1/s, duration: 1s }\n", "s.yaml:3:3: ", "both given" },
	{ LOAD "targt: http://127.0.0.1\n", "s.yaml:2:1: ", "unknown key 'targt'" },
	{ "shape: { kind: constant, rate: -1/s, duration: 1s }\n", "s.yaml:1:32: ", "rate" },
	{ "shape: { kind: constant, rate: 0/s, duration: 1s }\n", "s.yaml:1:32: ", "rate" },
	{ "shape: { kind: constant, rate: nan, duration: 1s }\n", "s.yaml:1:32: ", "rate" },
	{ "shape: { kind: constant, rate: .inf, duration: 1s }\n", "s.yaml:1:32: ", "rate" },
	{ "shape: { kind: constant, rate: 1e9, duration: 1s }\n", "s.yaml:1:32: ", "rate" },
	{ "shape: { kind: constant, rate: 10 apples, duration: 1s }\n", "s.yaml:1:32: ", "rate" },
	{ "shape: { kind: constant, rate: 1/s, duration: 0s }\n", "s.yaml:1:47: ", "duration" },
	{ "shape: { kind: constant, rate: 1/s, duration: -5s }\n", "s.yaml:1:47: ", "duration" },
	{ "shape: { kind: constant, rate: 1/s, duration: NaN }\n", "s.yaml:1:47: ", "duration" },
	{ "shape: { kind: constant, rate: 1/s, duration: 1000d }\n", "s.yaml:1:47: ", "duration" },
	{ "shape: { kind: constant, rate: 1/s }\n", "s.yaml:1:8: ", "'duration' is missing" },
	{ "shape: { rate: 1/s, duration: 1s }\n", "s.yaml:1:8: ", "'kind' is missing" },
	{ "shape: { kind: triangle, rate: 1/s, duration: 1s }\n", "s.yaml:1:16: ", "triangle" },
	{ "shape: { kind: constant, from: 1/s, to: 2/s, duration: 1s }\n", "s.yaml:1:8: ", "needs 'rate'" },
	{ "shape: { kind: ramp, from: -1/s, to: 2/s, duration: 1s }\n", "s.yaml:1:28: ", "from" },
	{ "shape: { kind: ramp, from: 0/s, to: 0/s, duration: 1s }\n", "s.yaml:1:8: ", "from 0 to 0" },
	{ "shape: { kind: spike, rate: 1/s, to: 5/s, at: 9s, hold: 2s, duration: 10s }\n", "s.yaml:1:8: ",
	  "the peak ends 11 s" },
	{ "shape: { kind: wave, rate: 1/s, amplitude: 2/s, period: 1s, duration: 10s }\n", "s.yaml:1:8: ",
	  "may not exceed" },
	{ "shape: { kind: wave, rate: 1/s, amplitude: 1/s, period: 0s, duration: 10s }\n", "s.yaml:1:57: ", "period" },
	{ "shape: [ 1 ]\n", "s.yaml:1:8: ", "shape" },
	{ "phases:\n- { kind: constant, rate: 1/s, duration: 1s }\n- { kind: ramp, from: 1/s, duration: 1s }\n",
	  "s.yaml:3:3: ", "needs 'to'" },
	{ "shape: { kind: constant, rate: 1e7, duration: 30d }\n", "s.yaml:1:8: ", "are the most" },
	{ LOAD "thresholds: [ p99 < 80ms, p98 < 1s ]\n", "s.yaml:2:27: ", "'p98' is not measured (known: p50, p90, p95" },
	{ LOAD "thresholds: [ p99 ]\n", "s.yaml:2:15: ", "not of the form" },
	{ LOAD "thresholds: [ p99 = 80ms ]\n", "s.yaml:2:15: ", "not of the form" },
	{ LOAD "thresholds: [ p99 < soon ]\n", "s.yaml:2:15: ", "'soon' is not a limit for p99" },
	{ LOAD "thresholds:\n  - p99 <\n", "s.yaml:3:5: ", "is not a limit" },
	{ LOAD "thresholds: [ p99 < 80 ]\n", "s.yaml:2:15: ", "needs a unit (80ms or 80s)" },
	{ LOAD "thresholds: [ p99 < -1s ]\n", "s.yaml:2:15: ", "is not a limit" },
	{ LOAD "thresholds: [ p99 < 1% ]\n", "s.yaml:2:15: ", "is not a limit" },
	{ LOAD "thresholds: [ error_rate < 1 ]\n", "s.yaml:2:15: ", "always holds" },
	{ LOAD "thresholds: [ throughput > 9ms ]\n", "s.yaml:2:15: ", "is not a limit for throughput" },
	{ LOAD "thresholds: [ p99 < 80ms in phase 1 ]\n", "s.yaml:2:15: ", "no list of 'phases' with '1'" },
	{ LOAD "thresholds: [ p99 < 80ms in the end ]\n", "s.yaml:2:15: ", "'in' is followed by" },
	{ LOAD "thresholds: [ requests > 80 in every window ]\n", "s.yaml:2:15: ", "requests is not measured per window" },
	{ LOAD "thresholds: [ p99.9 < 80ms in every window ]\n", "s.yaml:2:15: ", "p99.9 is not measured per window" },
	{ LOAD "window: 1ms\n", "s.yaml:2:9: ", "window" },
	{ "phases:\n- { kind: constant, rate: 1/s, duration: 1s }\n- { kind: constant, rate: 1/s, duration: 1s }\n"
	  "thresholds: p99 < 1s in phase 3\n", "s.yaml:4:13: ", "no list of 'phases' with '3'" },
	{ LOAD "users: { count: 3, duration: 1s }\n", "s.yaml:2:8: ", "are both given" },
	{ "users: { count: 0, duration: 1s }\n", "s.yaml:1:17: ", "count" },
	{ "users: { count: 2 }\n", "s.yaml:1:8: ", "'duration' is missing" },
	{ "shape: { kind: step, from: 1/s, to: 2/s, steps: 1, duration: 1s }\n", "s.yaml:1:49: ", "steps" },
	{ "shape: { kind: step, from: 1/s, to: 2/s, duration: 1s }\n", "s.yaml:1:8: ", "needs 'steps'" },
	{ "shape: { kind: replay, duration: 1s }\n", "s.yaml:1:8: ", "needs 'file'" },
	{ LOAD "service: { workers: 1, time: { law: exponential } }\n", "s.yaml:2:30: ", "exponential needs 'mean'" },
	{ LOAD "service: { workers: 1, time: { law: empirical } }\n", "s.yaml:2:30: ", "empirical needs 'file'" },
	{ LOAD "service: { workers: 1, time: { law: constant, mean: 1ms, file: x } }\n", "s.yaml:2:30: ",
	  "constant does not take 'file'" },
	{ LOAD "faults: [ { kind: latency } ]\n", "s.yaml:2:11: ", "fault 'latency' needs 'delay'" },
	{ LOAD "faults: [ { kind: latency, delay: 1ms, jitter: 2ms } ]\n", "s.yaml:2:11: ", "may not exceed 'delay'" },
	{ LOAD "faults: [ { kind: latency, delay: 1ms, jitter: 1ms, p99: 2ms } ]\n", "s.yaml:2:11: ", "both given" },
	{ LOAD "faults: [ { kind: latency, delay: 1ms, p99: 20ms } ]\n", "s.yaml:2:11: ", "no lognormal law has" },
	{ LOAD "faults: [ { kind: latency, delay: 1ms, status: 500 } ]\n", "s.yaml:2:11: ",
	  "'latency' does not take 'status'" },
	{ LOAD "faults: [ { kind: reset } ]\n", "s.yaml:2:11: ", "fault 'reset' needs 'when'" },
	{ LOAD "faults: [ { kind: reset, when: never } ]\n", "s.yaml:2:32: ", "never" },
	{ LOAD "faults: [ { kind: bandwidth } ]\n", "s.yaml:2:11: ", "needs 'rate'" },
	{ LOAD "faults: [ { kind: truncate } ]\n", "s.yaml:2:11: ", "needs 'bytes'" },
	{ LOAD "faults: [ { kind: slow_close } ]\n", "s.yaml:2:11: ", "needs 'delay'" },
	{ LOAD "faults: [ { kind: status } ]\n", "s.yaml:2:11: ", "needs 'status'" },
	{ LOAD "faults: [ { kind: status, status: 200 } ]\n", "s.yaml:2:35: ", "status" },
	{ LOAD "faults: [ { kind: blackhole, probability: 120% } ]\n", "s.yaml:2:43: ", "probability" },
	{ LOAD "faults: [ { kind: refuse, first: 0 } ]\n", "s.yaml:2:34: ", "first" },
	{ LOAD "faults: [ { kind: meteor } ]\n", "s.yaml:2:19: ", "meteor" },
	{ LOAD "faults: [ { delay: 1ms } ]\n", "s.yaml:2:11: ", "'kind' is missing" },
	{ LOAD "faults: latency\n", "s.yaml:2:9: ", "faults" },
	{ LOAD "service: { workers: 0, time: { law: constant, mean: 1ms } }\n", "s.yaml:2:21: ", "workers" },
	{ LOAD "service: { workers: 1 }\n", "s.yaml:2:10: ", "'time' is missing" },
	{ LOAD "service: { workers: 1, time: { law: pareto, mean: 1ms } }\n", "s.yaml:2:37: ", "pareto" },
	{ LOAD "service: { workers: 1, time: { law: constant, mean: 0ms } }\n", "s.yaml:2:53: ", "mean" },
	{ LOAD "service: { workers: 1, time: { law: constant, mean: 1ms, p99: 2ms } }\n", "s.yaml:2:30: ",
	  "belongs to the law lognormal" },
	{ LOAD "service: { workers: 1, time: { law: lognormal, mean: 1ms } }\n", "s.yaml:2:30: ", "needs 'p99'" },
	{ LOAD "service: { workers: 1, time: { law: lognormal, mean: 1ms, p99: 1ms } }\n", "s.yaml:2:30: ",
	  "no lognormal law has" },
	{ LOAD "service: { workers: 1, time: { law: lognormal, mean: 1ms, p99: 15ms } }\n", "s.yaml:2:30: ",
	  "no lognormal law has" },
	{ LOAD "service: { workers: 1, timeout: 0s, time: { law: constant, mean: 1ms } }\n", "s.yaml:2:33: ", "timeout" },
	{ LOAD "service: { workers: 1, queue: -1, time: { law: constant, mean: 1ms } }\n", "s.yaml:2:31: ", "queue" },
	{ LOAD "service: { workers: 1, error-rate: 101%, time: { law: constant, mean: 1ms } }\n", "s.yaml:2:36: ",
	  "error-rate" },
	{ LOAD "service: { workers: 1, discipline: sjf, time: { law: constant, mean: 1ms } }\n", "s.yaml:2:36: ", "sjf" },
	{ LOAD "service: { workers: 1, retries: { backoff: 1s }, time: { law: constant, mean: 1ms } }\n", "s.yaml:2:33: ",
	  "'most' is missing" },
	{ LOAD "service: { workers: 1, cache: { hit-ratio: 2, time: { law: constant, mean: 1ms } }, "
	  "time: { law: constant, mean: 1ms } }\n", "s.yaml:2:44: ", "hit-ratio" },
	{ LOAD "service: { workers: 1, cache: { hit-ratio: 50%, time: { law: lognormal, mean: 1ms } }, "
	  "time: { law: constant, mean: 1ms } }\n", "s.yaml:2:55: ", "needs 'p99'" },
	{ LOAD "service: { workers: 1, dependencies: [ { parallel: true } ], time: { law: constant, mean: 1ms } }\n",
	  "s.yaml:2:40: ", "'time' is missing" },
	{ LOAD "stress: { from: 100/s, to: 50/s }\n", "s.yaml:2:9: ", "must be below 'to'" },
	{ LOAD "stress: { precision: 90% }\n", "s.yaml:2:22: ", "precision" },
	{ LOAD "most-instances: 0\n", "s.yaml:2:17: ", "most-instances" },
	{ LOAD "warm-up: 3s\n", "s.yaml:2:10: ", "warm-up" },
	{ LOAD "requests: [ { method: GET } ]\n", "s.yaml:2:13: ", "'path' is missing" },
	{ LOAD "requests: [ { path: cart } ]\n", "s.yaml:2:13: ", "must start with '/'" },
	{ LOAD "requests: [ { path: /a b } ]\n", "s.yaml:2:13: ", "must start with '/' and hold no blanks" },
	{ LOAD "requests: [ { path: \"/a\\r\\nX: y\" } ]\n", "s.yaml:2:13: ", "must start with '/'" },
	{ LOAD "requests: [ { path: /\xc3\xa9 } ]\n", "s.yaml:2:13: ", "must start with '/'" },
	{ LOAD "requests: [ { method: CONNECT, path: / } ]\n", "s.yaml:2:13: ", "method 'CONNECT'" },
	{ LOAD "requests: [ { method: get, path: / } ]\n", "s.yaml:2:13: ", "method 'get'" },
	{ LOAD "requests: [ { path: /, weight: 0 } ]\n", "s.yaml:2:32: ", "weight" },
	{ LOAD "requests: [ { path: /, headers: [ nonsense ] } ]\n", "s.yaml:2:35: ", "not of the form 'Name: value'" },
	{ LOAD "requests: [ { path: /, headers: [ \"A: b\\r\\nC: d\" ] } ]\n", "s.yaml:2:35: ", "on one line" },
	{ LOAD "requests: [ { path: /, headers: [ 'content-length: 4' ] } ]\n", "s.yaml:2:35: ", "set by weir itself" },
	{ LOAD "arrivals: bursty\n", "s.yaml:2:11: ", "bursty" },
	{ LOAD "connections: 0\n", "s.yaml:2:14: ", "connections" },
	{ LOAD "seed: -4\n", "s.yaml:2:7: ", "seed" },
	{ "shape: { kind: constant, rate: 10/s, duration: 1s\n", "s.yaml:", "" },
};

TEST(everything_wrong_has_a_place_and_a_reason)
{
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct wr_arena *arena = wr_arena_new();
		struct ls_scenario s;
		struct wr_err err = { 0 };

		if (!read_text(wrong[i].text, arena, &s, &err))
			fail_msg("not refused: %s", wrong[i].text);
		CHECK_EQ(wrong[i].text, err.code, WR_EUSAGE);
		if (strncmp(err.message, wrong[i].place, strlen(wrong[i].place)))
			fail_msg("%s\nwant %s\ngot  %s", wrong[i].text, wrong[i].place, err.message);
		CHECK_HAS(err.message, wrong[i].message);
		wr_arena_free(arena);
	}
}

TEST(a_file_that_is_not_there)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct wr_err err = { 0 };

	CHECK_EQ("read", ls_scenario_read("/nonexistent/s.yaml", arena, &s, &err), -1);
	CHECK_HAS(err.message, "/nonexistent/s.yaml");
	wr_arena_free(arena);
}

TEST(a_scenario_from_a_file)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct wr_err err;
	char path[512];

	snprintf(path, sizeof path, "%s/tests/fixtures/loadsim/checkout.yaml", WEIR_SOURCE_DIR);
	if (ls_scenario_read(path, arena, &s, &err))
		fail_msg("%s", err.message);
	CHECK_STR(s.name, "checkout");
	CHECK_STR(s.path, path);
	CHECK_EQ("phases", s.phase_count, 3);
	wr_arena_free(arena);
}

TEST(thresholds)
{
	static const struct { const char *text, *metric; double limit; bool below; } good[] = {
		{ "p99 < 80ms", "p99", 0.080, true },
		{ "p50<1s", "p50", 1, true },
		{ "  p95 <= 1.5 s ", "p95", 1.5, true },
		{ "p99.9 <= 1s", "p999", 1, true },
		{ "p999 < 2m", "p999", 120, true },
		{ "mean < 250us", "mean", 0.000250, true },
		{ "max < 3s", "max", 3, true },
		{ "service_p99 < 5ms", "service_p99", 0.005, true },
		{ "error_rate < 1%", "error_rate", 0.01, true },
		{ "error_rate <= 0.005", "error_rate", 0.005, true },
		{ "error_rate < 0%", "error_rate", 0, true },
		{ "throughput > 95/s", "throughput", 95, false },
		{ "throughput >= 5700/m", "throughput", 95, false },
		{ "throughput > 95", "throughput", 95, false },
		{ "requests > 1000", "requests", 1000, false },
		{ "p90 < 1s", "p90", 1, true },
		{ "p99.99 < 1s", "p9999", 1, true },
		{ "p99 < 80ms in phase 2", "phase_2.p99", 0.080, true },
		{ "p99.9 < 80ms in phase  warm up ", "phase_warm_up.p999", 0.080, true },
		{ "throughput > 9/s in phase 1", "phase_warm_up.throughput", 9, false },
		{ "error_rate < 1%  in  every window", "windows.error_rate", 0.01, true },
		{ "throughput>9/s in every window", "windows.throughput", 9, false },
	};

	struct ls_phase phases[2] = { { .name = "warm up" }, { .name = NULL } };
	const struct ls_scenario two_phases = { .phases = phases, .phase_count = 2 };
	struct wr_arena *arena = wr_arena_new();

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct ls_threshold t;
		struct wr_err err;

		if (ls_threshold_parse(good[i].text, &two_phases, arena, &t, &err))
			fail_msg("%s", err.message);
		CHECK_STR(t.metric, good[i].metric);
		CHECK_NEAR(good[i].text, t.limit, good[i].limit, 1e-12);
		CHECK_EQ(good[i].text, t.below, good[i].below);
		CHECK_STR(t.text, good[i].text);
	}
	wr_arena_free(arena);
}

/* A scenario in a folder of its own with a file beside it. */
static int read_with_file(const char *text, const char *file, struct wr_arena *arena, struct ls_scenario *s,
			  struct wr_err *err)
{
	unit_temp_file("beside.csv", file, strlen(file));
	return ls_scenario_read(unit_temp_file("s.yaml", text, strlen(text)), arena, s, err);
}

static const char replayed[] = "shape: { kind: replay, file: beside.csv, duration: 10s }\n";
static const char drawn[] = LOAD "service: { workers: 1, time: { law: empirical, file: beside.csv } }\n";

TEST(rates_from_a_file)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct wr_err err;

	/* of a clock that does not start at 0, with a heading, a comment, an empty line and several separators */
	if (read_with_file(replayed, "time,rate\n# from the access log\n1000,10/s\r\n\n1002; 0\n1005s 2400/m\n",
			   arena, &s, &err))
		fail_msg("%s", err.message);
	CHECK_EQ("points", s.phases[0].point_count, 3);
	CHECK_NEAR("second time", s.phases[0].points[1].time, 2, 0);
	CHECK_NEAR("third rate", s.phases[0].points[2].rate, 40, 1e-12);
	CHECK_NEAR("due by then", s.phases[0].points[2].due, 20, 1e-12);
	CHECK_NEAR("in all: 20 + 5 s of 40", ls_shapes()[s.phases[0].kind]->due(&s.phases[0], 10), 220, 1e-9);
	wr_arena_free(arena);
}

TEST(times_from_a_file)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct wr_err err;

	if (read_with_file(drawn, "1ms\n2ms\n0.006\n", arena, &s, &err))
		fail_msg("%s", err.message);
	CHECK_EQ("samples", s.service.time.sample_count, 3);
	CHECK_NEAR("third", s.service.time.samples[2], 0.006, 1e-15);
	CHECK_NEAR("mean", s.service.time.mean, 0.003, 1e-15);
	wr_arena_free(arena);
}

TEST(what_is_wrong_with_a_named_file)
{
	static const struct { const char *text, *file, *message; } bad[] = {
		{ replayed, "", "beside.csv: no time in it" },
		{ replayed, "0,10\n1\n", "beside.csv:2:2: a rate is missing" },
		{ replayed, "0,10\n1,-5\n", "beside.csv:2:3: '-5' is not a rate" },
		{ replayed, "0,10\n1,nan\n", "beside.csv:2:3: 'nan' is not a rate" },
		{ replayed, "0,10,7\n", "more than 2 on a line" },
		{ replayed, "0,10\n5,10\n5,20\n", "the times must rise, and number 3 does not" },
		{ replayed, "0,0\n5,0\n", "all its rates are 0" },
		{ replayed, "0,0\n20,100\n", "sends nothing within 10 s" },
		{ drawn, "1ms\nsoon\n", "beside.csv:2:1: 'soon' is not a time" },
		{ drawn, "# nothing\n", "no time in it" },
		{ drawn, "heading\nheading\n", "beside.csv:2:1: 'heading' is not a time" },
	};
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct wr_err err = { 0 };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		CHECK_EQ(bad[i].message, read_with_file(bad[i].text, bad[i].file, arena, &s, &err), -1);
		CHECK_HAS(err.message, bad[i].message);
	}
	CHECK_EQ("a device", read_text("shape: { kind: replay, file: /dev/zero, duration: 1s }\n", arena, &s, &err), -1);
	CHECK_HAS(err.message, "/dev/zero: not a file");
	wr_arena_free(arena);
}
