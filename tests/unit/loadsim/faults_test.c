/* faults_test.c - whom faults hit, by hand; and that a live run and a simulated one suffer the same. */
#include "tests/unit/unit.h"
#include "loadsim/client_p.h"
#include "loadsim/faults_p.h"
#include "loadsim/scenario_p.h"
#include "loadsim/schedule_p.h"
#include "loadsim/simulate_p.h"
#include "tests/unit/loadsim/server.h"

#define LOAD "shape: { kind: constant, rate: 2000/s, duration: 100ms }\n"
#define SERVICE "service: { workers: 8, timeout: 300ms, response: 51, time: { law: constant, mean: 100us } }\n"

static void parse(const char *text, struct wr_arena *arena, struct ls_scenario *s)
{
	struct wr_err err;

	if (ls_scenario_parse(text, strlen(text), "faults.yaml", arena, s, &err))
		fail_msg("%s", err.message);
}

/* -- the choice ------------------------------------------------------------- */

/* How many of n requests, one every 10 ms, are hit; the numbers of the hit ones go to *sum. */
static int count_hits(const char *faults, uint64_t seed, const char *path, int n, long long *sum)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct ls_faults f;
	char text[512];
	int hits = 0;

	snprintf(text, sizeof text, LOAD "faults: [ %s ]\n", faults);
	parse(text, arena, &s);
	ls_faults_start(&f, &s, seed);
	*sum = 0;
	for (int i = 0; i < n; i++) {
		bool hit = ls_faults_choose(&f, i * 0.01, path).hit;

		hits += hit;
		*sum += hit ? i : 0;
	}
	ls_faults_stop(&f);
	wr_arena_free(arena);
	return hits;
}

TEST(whom_a_fault_hits)
{
	long long sum;

	CHECK_EQ("all", count_hits("{ kind: refuse }", 1, "/", 100, &sum), 100);
	CHECK_EQ("first 7", count_hits("{ kind: refuse, first: 7 }", 1, "/", 100, &sum), 7);
	CHECK_EQ("0 to 6", sum, 21);
	CHECK_EQ("every 10th", count_hits("{ kind: refuse, every: 10 }", 1, "/", 100, &sum), 10);
	CHECK_EQ("9, 19, ..., 99", sum, 540);
	CHECK_EQ("window", count_hits("{ kind: refuse, from: 200ms, for: 100ms }", 1, "/", 100, &sum), 10);
	CHECK_EQ("20 to 29", sum, 245);
	CHECK_EQ("to the end", count_hits("{ kind: refuse, from: 900ms }", 1, "/", 100, &sum), 10);
	CHECK_EQ("first 3 of the window", count_hits("{ kind: refuse, from: 200ms, first: 3 }", 1, "/", 100, &sum), 3);
	CHECK_EQ("20, 21, 22", sum, 63);
	CHECK_EQ("path", count_hits("{ kind: refuse, path: /cart/* }", 1, "/cart/7?x=1", 100, &sum), 100);
	CHECK_EQ("other path", count_hits("{ kind: refuse, path: /cart/* }", 1, "/orders", 100, &sum), 0);
	CHECK_EQ("never", count_hits("{ kind: refuse, probability: 0% }", 1, "/", 100, &sum), 0);
}

TEST(chance_is_the_seeds)
{
	const char *faults = "{ kind: refuse, probability: 5% }";
	long long a, b, c;
	int n = count_hits(faults, 1, "/", 20000, &a);

	CHECK_NEAR("5 %", n / 20000.0, 0.05, 3 * sqrt(0.05 * 0.95 / 20000));
	CHECK_EQ("the same seed", count_hits(faults, 1, "/", 20000, &b), n);
	CHECK_EQ("hits the same", a, b);
	count_hits(faults, 2, "/", 20000, &c);
	CHECK(a != c);
	/* one fault more in the list leaves the first one's choice as it was */
	count_hits("{ kind: refuse, probability: 5% }, { kind: refuse, probability: 0% }", 1, "/", 20000, &b);
	CHECK_EQ("still the same", a, b);
}

static struct ls_damage damage_by(const char *faults)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct ls_faults f;
	struct ls_damage d;
	char text[512];

	snprintf(text, sizeof text, LOAD "faults: [ %s ]\n", faults);
	parse(text, arena, &s);
	ls_faults_start(&f, &s, 1);
	d = ls_faults_choose(&f, 0, "/");
	ls_faults_stop(&f);
	wr_arena_free(arena);
	return d;
}

TEST(faults_add_up)
{
	struct ls_damage d = damage_by("{ kind: latency, delay: 20ms }, { kind: latency, delay: 5ms }, "
				       "{ kind: bandwidth, rate: 2000 }, { kind: bandwidth, rate: 1000 }, "
				       "{ kind: status, status: 503 }, { kind: reset, when: before }, "
				       "{ kind: slow_close, delay: 3ms }");

	CHECK_NEAR("delays add up", d.delay, 0.025, 1e-12);
	CHECK_NEAR("the lower bandwidth", d.bandwidth, 1000, 0);
	CHECK_NEAR("hold", d.hold, 0.003, 1e-12);
	CHECK_EQ("the first end", d.end, LS_END_STATUS);
	CHECK_EQ("status", d.status, 503);
	CHECK_EQ("causes", d.causes, 1 << LS_FAIL_TIMEOUT | 1 << LS_FAIL_STATUS | 1 << LS_FAIL_RESET);
	d = damage_by("{ kind: truncate, bytes: 10 }, { kind: status, status: 500 }");
	CHECK_EQ("truncated", d.end, LS_END_TRUNCATED);
	CHECK_EQ("keeps", d.keep, 10);
	CHECK_EQ("no status", d.status, 0);
}

/* Mean and quantile of many drawn delays, against the law that was asked for. */
TEST(delays_follow_their_law)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct ls_faults f;
	double sum[2] = { 0 }, least = 1, most = 0;
	int above = 0;
	const int n = 50000;

	parse(LOAD "faults: [ { kind: latency, delay: 10ms, jitter: 4ms, path: /u }, "
		   "{ kind: latency, delay: 10ms, p99: 50ms, path: /l } ]\n", arena, &s);
	ls_faults_start(&f, &s, 3);
	for (int i = 0; i < n; i++) {
		double u = ls_faults_choose(&f, 0, "/u").delay, l = ls_faults_choose(&f, 0, "/l").delay;

		sum[0] += u;
		sum[1] += l;
		least = fmin(least, u);
		most = fmax(most, u);
		above += l > 0.050;
	}
	/* uniform: sd 4 ms / sqrt 3; lognormal: ln 5 = 2.326 s - s^2/2 gives s = 0.8438, sd = 10 ms sqrt(e^(s^2) - 1) = 10.18 ms */
	CHECK_NEAR("uniform mean", sum[0] / n, 0.010, 3 * 0.004 / sqrt(3) / sqrt(n));
	CHECK(least >= 0.006 && least < 0.00601 && most <= 0.014 && most > 0.01399);
	CHECK_NEAR("lognormal mean", sum[1] / n, 0.010, 3 * 0.01018 / sqrt(n));
	CHECK_NEAR("1 % above p99", above / (double)n, 0.01, 3 * sqrt(0.01 * 0.99 / n));
	ls_faults_stop(&f);
	wr_arena_free(arena);
}

/* -- what becomes of the requests --------------------------------------------- */

struct outcome { struct ls_results r; struct ls_client_totals t; };

static void play_live(const struct ls_scenario *s, const char *mode, uint64_t seed, struct outcome *o)
{
	struct server server = start_server(mode);
	struct wr_arena *arena = wr_arena_new();
	struct ls_client_options options = { .seed = seed, .timeout = s->service.timeout, .limit = 20 };
	struct wr_err err;
	char url[64];

	snprintf(url, sizeof url, "http://127.0.0.1:%d", server.port);
	if (ls_target_parse(url, NULL, arena, &options.target, &err))
		fail_msg("%s", err.message);
	ls_results_start(&o->r, ls_schedule_seconds(s));
	if (ls_client_run(s, &options, &o->r, &o->t, &err))
		fail_msg("%s", err.message);
	ls_results_close(&o->r);
	stop_server(&server);
	wr_arena_free(arena);
}

static void play_simulated(const struct ls_scenario *s, uint64_t seed, struct outcome *o)
{
	struct ls_station_totals totals;
	struct wr_err err;

	ls_results_start(&o->r, ls_schedule_seconds(s));
	if (ls_station_run(s, seed, &o->r, &totals, &err))
		fail_msg("%s", err.message);
	ls_results_close(&o->r);
}

static void check_counts(const char *what, const struct outcome *o, enum ls_failure kind, long long injected)
{
	CHECK_EQ(what, o->r.asked, 200);
	CHECK_EQ(what, o->r.injected[kind], injected);
	CHECK_EQ(what, ls_results_injected(&o->r), injected);
	CHECK_EQ(what, ls_results_failures(&o->r), injected);
	CHECK_EQ(what, o->r.answered, 200 - injected);
}

/* Live and simulated alike, every 10th of 200 requests fails, in this way and no other. */
TEST(every_tenth_fails_as_told)
{
	static const struct { const char *fault; enum ls_failure kind; } cases[] = {
		{ "{ kind: refuse, every: 10 }", LS_FAIL_CONNECT },
		{ "{ kind: blackhole, every: 10 }", LS_FAIL_TIMEOUT },
		{ "{ kind: latency, delay: 500ms, every: 10 }", LS_FAIL_TIMEOUT },
		{ "{ kind: reset, when: before, every: 10 }", LS_FAIL_RESET },
		{ "{ kind: reset, when: during, every: 10 }", LS_FAIL_RESET },
		{ "{ kind: reset, when: after, every: 10 }", LS_FAIL_RESET },
		{ "{ kind: truncate, bytes: 45, every: 10 }", LS_FAIL_RESET },
		{ "{ kind: slow_close, delay: 1s, every: 10 }", LS_FAIL_TIMEOUT },
		{ "{ kind: bandwidth, rate: 50, every: 10 }", LS_FAIL_TIMEOUT },     /* 51 bytes take 1 s */
		{ "{ kind: status, status: 500, every: 10 }", LS_FAIL_STATUS },
		{ "{ kind: status, status: 503, every: 10 }", LS_FAIL_STATUS },
		{ "{ kind: status, status: 429, every: 10 }", LS_FAIL_STATUS },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wr_arena *arena = wr_arena_new();
		struct ls_scenario s;
		struct outcome live, simulated;
		char text[512];

		snprintf(text, sizeof text, LOAD SERVICE "faults: [ %s ]\n", cases[i].fault);
		parse(text, arena, &s);
		play_live(&s, "normal", 1, &live);
		check_counts(cases[i].fault, &live, cases[i].kind, 20);
		CHECK_EQ("hit", live.r.hit, 20);
		play_simulated(&s, 1, &simulated);
		check_counts(cases[i].fault, &simulated, cases[i].kind, 20);
		CHECK_EQ("hit", simulated.r.hit, 20);
		ls_results_free(&live.r);
		ls_results_free(&simulated.r);
		wr_arena_free(arena);
	}
}

/* What does not make requests fail makes them late, by what was asked for. */
TEST(every_tenth_is_late_as_told)
{
	static const struct { const char *fault; double late; } cases[] = {
		{ "{ kind: latency, delay: 100ms, every: 10 }", 0.100 },
		{ "{ kind: slow_close, delay: 100ms, every: 10 }", 0.100 },
		{ "{ kind: bandwidth, rate: 510, every: 10 }", 0.100 },         /* 51 bytes */
		{ "{ kind: truncate, bytes: 51, every: 10 }", 0 },              /* which is all */
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wr_arena *arena = wr_arena_new();
		struct ls_scenario s;
		struct outcome live, simulated;
		char text[512];

		snprintf(text, sizeof text, LOAD SERVICE "faults: [ %s ]\n", cases[i].fault);
		parse(text, arena, &s);
		play_simulated(&s, 1, &simulated);
		check_counts(cases[i].fault, &simulated, LS_FAIL_TIMEOUT, 0);
		CHECK_NEAR(cases[i].fault, ls_hist_seconds(simulated.r.response, 0.5), 0.0001, 1e-6);
		CHECK_NEAR(cases[i].fault, ls_hist_seconds(simulated.r.response, 0.95), cases[i].late + 0.0001, 1e-4);
		play_live(&s, "normal", 1, &live);
		check_counts(cases[i].fault, &live, LS_FAIL_TIMEOUT, 0);
		CHECK(ls_hist_seconds(live.r.response, 0.95) >= cases[i].late);
		/* a loaded machine may be late itself, but not all the time */
		CHECK(ls_hist_seconds(live.r.response, 0.5) < 0.080);
		ls_results_free(&live.r);
		ls_results_free(&simulated.r);
		wr_arena_free(arena);
	}
}

TEST(the_same_seed_injects_the_same_live_and_simulated)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct outcome a, b, c;

	parse(LOAD SERVICE "arrivals: poisson\n"
	      "requests: [ { path: /cart, weight: 3 }, { path: /orders } ]\n"
	      "faults: [ { kind: reset, when: during, probability: 20%, path: /cart }, "
	      "{ kind: status, status: 503, probability: 30%, path: /orders, from: 25ms } ]\n", arena, &s);
	play_live(&s, "normal", 7, &a);
	play_live(&s, "normal", 7, &b);
	play_simulated(&s, 7, &c);
	CHECK(a.r.injected[LS_FAIL_RESET] > 5 && a.r.injected[LS_FAIL_STATUS] > 2);
	CHECK_EQ("asked", a.r.asked, c.r.asked);
	for (int i = 0; i < LS_FAILURE_KINDS; i++) {
		CHECK_EQ(ls_failure_name((enum ls_failure)i), a.r.injected[i], b.r.injected[i]);
		CHECK_EQ(ls_failure_name((enum ls_failure)i), a.r.injected[i], c.r.injected[i]);
	}
	ls_results_free(&a.r);
	ls_results_free(&b.r);
	ls_results_free(&c.r);
	wr_arena_free(arena);
}

/* A server that answers 503 by itself, and resets, through a proxy that does so too. */
TEST(natural_and_injected_failures_are_told_apart)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct outcome o;

	parse(LOAD SERVICE "faults: [ { kind: reset, when: before, every: 4 } ]\n", arena, &s);
	play_live(&s, "error", 1, &o);
	CHECK_EQ("injected", o.r.injected[LS_FAIL_RESET], 50);
	CHECK_EQ("injected alone", ls_results_injected(&o.r), 50);
	CHECK_EQ("natural", o.r.failed[LS_FAIL_STATUS], 150);
	ls_results_free(&o.r);
	play_live(&s, "cut", 1, &o);
	CHECK_EQ("injected", o.r.injected[LS_FAIL_RESET], 50);
	CHECK_EQ("all", o.r.failed[LS_FAIL_RESET], 200);
	ls_results_free(&o.r);
	/* a latency that makes nothing time out is not to blame for a 503 */
	parse(LOAD SERVICE "faults: [ { kind: latency, delay: 1ms } ]\n", arena, &s);
	play_live(&s, "error", 1, &o);
	CHECK_EQ("hit", o.r.hit, 200);
	CHECK_EQ("injected", ls_results_injected(&o.r), 0);
	CHECK_EQ("natural", o.r.failed[LS_FAIL_STATUS], 200);
	ls_results_free(&o.r);
	wr_arena_free(arena);
}

/* The proxy in the way changes nothing for requests that no fault hits, whatever the server does. */
TEST(the_proxy_passes_on_what_it_does_not_damage)
{
	static const struct { const char *mode; enum ls_failure kind; long long failed; } cases[] = {
		{ "normal", LS_FAIL_RESET, 0 },      { "close", LS_FAIL_RESET, 0 },
		{ "hangup", LS_FAIL_RESET, 0 },      { "until-eof", LS_FAIL_RESET, 0 },
		{ "half-close", LS_FAIL_RESET, 0 },  { "chunked", LS_FAIL_RESET, 0 },
		{ "garbage", LS_FAIL_GARBAGE, 200 }, { "headers", LS_FAIL_GARBAGE, 200 },
		{ "too-much", LS_FAIL_GARBAGE, 200 }, { "cut", LS_FAIL_RESET, 200 },
		{ "short", LS_FAIL_RESET, 200 },     { "vanish", LS_FAIL_RESET, 200 },
		{ "error", LS_FAIL_STATUS, 200 },
	};
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;

	parse(LOAD "service: { workers: 1, timeout: 10s, time: { law: constant, mean: 1ms } }\n"
	      "faults: [ { kind: refuse, probability: 0% } ]\n", arena, &s);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct outcome o;

		play_live(&s, cases[i].mode, 1, &o);
		CHECK_EQ(cases[i].mode, o.r.failed[cases[i].kind], cases[i].failed);
		CHECK_EQ(cases[i].mode, o.r.answered, 200 - cases[i].failed);
		CHECK_EQ(cases[i].mode, ls_results_injected(&o.r), 0);
		ls_results_free(&o.r);
	}
	wr_arena_free(arena);
}

/* Every kind at once, at random, on servers that misbehave themselves: all requests end, once. */
TEST(all_faults_at_once)
{
	static const char *const modes[] = { "normal", "hangup", "half-close", "chunked", "short" };
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;

	parse("shape: { kind: constant, rate: 2000/s, duration: 200ms }\nconnections: 40\n"
	      "service: { workers: 8, timeout: 100ms, response: 51, time: { law: constant, mean: 100us } }\n"
	      "requests: [ { path: / }, { method: POST, path: /, body: 'some bytes' } ]\n"
	      "faults: [ { kind: latency, delay: 20ms, p99: 90ms, probability: 20% }, "
	      "{ kind: bandwidth, rate: 1000, probability: 10% }, { kind: slow_close, delay: 10ms, probability: 10% }, "
	      "{ kind: reset, when: before, probability: 5% }, { kind: reset, when: during, probability: 5% }, "
	      "{ kind: reset, when: after, probability: 5% }, { kind: blackhole, probability: 5% }, "
	      "{ kind: refuse, probability: 5% }, { kind: truncate, bytes: 20, probability: 5% }, "
	      "{ kind: status, status: 503, probability: 5% } ]\n", arena, &s);
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		struct outcome o;

		play_live(&s, modes[i], i + 1, &o);
		CHECK_EQ(modes[i], o.r.asked, 400);
		CHECK_EQ(modes[i], o.r.answered + ls_results_failures(&o.r), 400);
		CHECK(o.r.hit > 150);
		ls_results_free(&o.r);
	}
	wr_arena_free(arena);
}

/* -- what is published --------------------------------------------------------- */

static double value_of(const struct wr_run *run, const char *name)
{
	const struct wr_measure *m = wr_run_find_measure(run, name);

	if (!m)
		fail_msg("no measure %s", name);
	return m->now.value;
}

TEST(faults_in_the_measures)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_run *run = wr_run_new();
	const struct wr_series *faults;
	struct ls_scenario s;
	struct wr_err err;

	parse("name: t\nshape: { kind: constant, rate: 10/s, duration: 4s }\n"
	      "service: { workers: 8, timeout: 300ms, error-rate: 100%, time: { law: constant, mean: 100us } }\n"
	      "faults: [ { kind: reset, when: before, from: 1s, for: 1s } ]\n", arena, &s);
	/* the ten of the second second are reset, the others fail by the service's own error rate */
	CHECK_EQ("nothing good", ls_simulate(&s, NULL, run, &err), -1);
	CHECK_EQ("code", err.code, WR_EMEASURE);
	CHECK_NEAR("all", value_of(run, "load.t.error_rate"), 1, 0);
	CHECK_NEAR("injected", value_of(run, "load.t.injected_error_rate"), 0.25, 1e-12);
	CHECK_NEAR("natural", value_of(run, "load.t.natural_error_rate"), 0.75, 1e-12);
	CHECK_NEAR("hit", value_of(run, "load.t.fault_rate"), 0.25, 1e-12);
	faults = &run->series[2];
	CHECK_STR(faults->name, "load.t.faults");
	CHECK_NEAR("hit in the first second", faults->lines[0].points[0].y, 0, 0);
	CHECK_NEAR("hit in the second", faults->lines[0].points[1].y, 10, 0);
	CHECK_NEAR("injected in the second", faults->lines[1].points[1].y, 10, 0);
	CHECK_NEAR("natural in the first", faults->lines[2].points[0].y, 10, 0);
	CHECK_HAS(run->notices[0].message, "30 of 40 requests failed of themselves: 30 status 500 or above");
	CHECK_HAS(run->notices[1].message, "10 of 40 requests failed by the scenario's faults: 10 reset");
	wr_run_free(run);
	wr_arena_free(arena);
}

TEST(what_the_simulator_must_know_of_the_service)
{
	static const struct { const char *service, *fault, *place; } cases[] = {
		{ "", "{ kind: blackhole }", "faults.yaml:3:11: simulated, a blackhole needs a service with a 'timeout'" },
		{ "timeout: 1s, ", "{ kind: bandwidth, rate: 10 }", "needs a service with a 'response'" },
		{ "timeout: 1s, ", "{ kind: truncate, bytes: 10 }", "needs a service with a 'response'" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wr_arena *arena = wr_arena_new();
		struct wr_run *run = wr_run_new();
		struct ls_scenario s;
		struct wr_err err = { 0 };
		char text[512];

		snprintf(text, sizeof text, LOAD "service: { %sworkers: 1, time: { law: constant, mean: 1ms } }\nfaults: [ %s ]\n",
			 cases[i].service, cases[i].fault);
		parse(text, arena, &s);
		CHECK_EQ(cases[i].fault, ls_simulate(&s, NULL, run, &err), -1);
		CHECK_EQ(cases[i].fault, err.code, WR_EUSAGE);
		CHECK_HAS(err.message, cases[i].place);
		wr_run_free(run);
		wr_arena_free(arena);
	}
}
