/* clients_test.c - disciplines, retries, connections and caches in virtual time, by hand and by theory. */
#include "tests/unit/unit.h"
#include <stdio.h>
#include "core/stats.h"
#include "loadsim/scenario_p.h"
#include "loadsim/schedule_p.h"
#include "loadsim/simulate_p.h"

struct outcome { struct ls_results r; struct ls_station_totals t; };

static struct outcome play(const char *text, uint64_t seed)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct outcome o;
	struct wr_err err;

	if (ls_scenario_parse(text, strlen(text), "t.yaml", arena, &s, &err))
		fail_msg("%s", err.message);
	ls_results_start(&o.r, ls_schedule_seconds(&s));
	if (ls_station_run(&s, seed, &o.r, &o.t, &err))
		fail_msg("%s", err.message);
	ls_results_close(&o.r);
	CHECK_EQ("all end", o.r.asked, o.r.answered + ls_results_failures(&o.r));
	wr_arena_free(arena);
	return o;
}

/* -- theory: means of 20 independent replications within 3 sigma ----------------- */

#define REPLICATIONS 20

static void check_theory(const char *text, double (*get)(const struct outcome *), double want)
{
	double got[REPLICATIONS], sigma;

	for (int i = 0; i < REPLICATIONS; i++) {
		struct outcome o = play(text, 1000 + (uint64_t)i);

		got[i] = get(&o);
		ls_results_free(&o.r);
	}
	sigma = sqrt(wr_variance(got, REPLICATIONS) / REPLICATIONS);
	CHECK_NEAR(text, wr_mean(got, REPLICATIONS), want, 3 * sigma);
	CHECK(sigma < 0.05 * want);
}

static double mean_wait(const struct outcome *o) { return o->t.wait_sum / (double)o->t.started * 1e3; }

/* E[T^2] in ms^2, from the histogram: its buckets are narrower than 0.1 %. */
static double second_moment(const struct outcome *o)
{
	uint64_t low, high, count;
	double sum = 0;

	for (size_t it = 0; wr_hist_next(o->r.response, &it, &low, &high, &count);) {
		double ms = ((double)low + (double)high) / 2e6;

		sum += ms * ms * (double)count;
	}
	return sum / (double)wr_hist_count(o->r.response);
}

#define QUEUE(discipline) "shape: { kind: constant, rate: 500/s, duration: 40s }\narrivals: poisson\n" \
	"service: { workers: 1, discipline: " discipline ", time: { law: exponential, mean: 1ms } }\n"

/*
 * M/M/1 at 0.5: whoever is served next, E[W] = 1. E[W^2] is 2 rho/(1-rho)^2 =
 * 4 first come first served, that over (1 - rho) = 8 last come first served,
 * times 2/(2 - rho) = 16/3 in random order (Takacs 1963, Kingman 1962).
 * T = W + S: E[T^2] = E[W^2] + 2 E[W] E[S] + E[S^2] = E[W^2] + 4.
 */
TEST(who_is_served_next)
{
	check_theory(QUEUE("fifo"), second_moment, 8);
	check_theory(QUEUE("lifo"), second_moment, 12);
	check_theory(QUEUE("random"), second_moment, 4 + 16.0 / 3);
}

/* H2 service (0.9 of mean 0.5, 0.1 of mean 5.5: E[S] = 1, E[S^2] = 6.5), Pollaczek-Khinchine at 0.5: Wq = 3.25. */
TEST(a_cache_is_a_mixture_of_laws)
{
	check_theory("shape: { kind: constant, rate: 500/s, duration: 40s }\narrivals: poisson\n"
		     "service: { workers: 1, time: { law: exponential, mean: 5.5ms }, "
		     "cache: { hit-ratio: 90%, time: { law: exponential, mean: 0.5ms } } }\n", mean_wait, 3.25);
}

static double attempts_per_request(const struct outcome *o) { return (double)o->t.attempts / (double)o->r.asked; }
static double failed_requests(const struct outcome *o) { return (double)o->r.failed[LS_FAIL_STATUS] / (double)o->r.asked; }

/* Each attempt fails with 0.3: 1 + 0.3 + 0.09 attempts, and 0.027 fail three times. */
TEST(retries_multiply_the_load)
{
	const char *text = "shape: { kind: constant, rate: 500/s, duration: 10s }\n"
			   "service: { workers: 4, error-rate: 30%, retries: { most: 2, backoff: 1ms }, "
			   "time: { law: exponential, mean: 1ms } }\n";

	check_theory(text, attempts_per_request, 1.39);
	check_theory(text, failed_requests, 0.027);
}

/* -- by hand --------------------------------------------------------------------- */

static double max_ms(const struct outcome *o)
{
	return ls_hist_seconds(o->r.response, 1) * 1e3;
}

static struct outcome play_retries(const char *retries, const char *faults)
{
	char text[512];

	snprintf(text, sizeof text, "shape: { kind: constant, rate: 1/s, duration: 1s }\n"
		 "service: { workers: 1, timeout: 100ms, retries: { %s }, time: { law: constant, mean: 1ms } }\nfaults: [ %s ]\n",
		 retries, faults);
	return play(text, 1);
}

TEST(a_backoff_by_hand)
{
	struct outcome o;

	/* fails at 0, at 10 ms, at 30 ms; the fourth attempt starts at 70 ms and takes 1 ms */
	o = play_retries("most: 3, backoff: 10ms", "{ kind: status, status: 503, first: 3 }");
	CHECK_EQ("answered", o.r.answered, 1);
	CHECK_EQ("attempts", o.t.attempts, 4);
	CHECK_NEAR("10 + 20 + 40 + 1", max_ms(&o), 71, 1e-3);
	ls_results_free(&o.r);
	o = play_retries("most: 3, backoff: 10ms, factor: 3, longest: 25ms", "{ kind: status, status: 503, first: 3 }");
	CHECK_NEAR("10 + 25 + 25 + 1", max_ms(&o), 61, 1e-3);
	ls_results_free(&o.r);
	/* one retry too few */
	o = play_retries("most: 2, backoff: 10ms", "{ kind: status, status: 503, first: 3 }");
	CHECK_EQ("failed", o.r.injected[LS_FAIL_STATUS], 1);
	CHECK_EQ("hit once, however often", o.r.hit, 1);
	ls_results_free(&o.r);
	/* every attempt has its own timeout: 100 + 10 + 1 */
	o = play_retries("most: 1, backoff: 10ms", "{ kind: blackhole, first: 1 }");
	CHECK_EQ("answered", o.r.answered, 1);
	CHECK_NEAR("after the timeout", max_ms(&o), 111, 1e-3);
	ls_results_free(&o.r);
}

/* From the second request on each one's first attempt is hit: 20 ms less up to half by chance, and 1 ms. */
TEST(jitter_takes_away)
{
	struct outcome o = play("shape: { kind: constant, rate: 1/s, duration: 2000s }\n"
				"service: { workers: 1, retries: { most: 1, backoff: 20ms, jitter: 50% }, "
				"time: { law: constant, mean: 1ms } }\n"
				"faults: [ { kind: status, status: 503, every: 2 } ]\n", 1);

	CHECK_EQ("answered", o.r.answered, 2000);
	CHECK_EQ("hit", o.r.hit, 1999);
	/* uniform on 10 to 20: sd 2.887 */
	CHECK_NEAR("mean", (o.r.response_sum * 1e3 - 1) / 1999, 16, 3 * 2.887 / sqrt(1999));
	CHECK(max_ms(&o) <= 21.001 && max_ms(&o) > 20.9);
	ls_results_free(&o.r);
}

TEST(dependencies_by_hand)
{
	struct outcome o = play("shape: { kind: constant, rate: 1/s, duration: 3s }\n"
				"service: { workers: 1, time: { law: constant, mean: 1ms }, dependencies: [ "
				"{ time: { law: constant, mean: 2ms } }, { time: { law: constant, mean: 4ms }, parallel: true }, "
				"{ time: { law: constant, mean: 3ms } }, { time: { law: constant, mean: 6ms }, parallel: true } ] }\n", 1);

	CHECK_EQ("answered", o.r.answered, 3);
	CHECK_NEAR("1 + 2 + 3 + the longer of 4 and 6", o.r.response_sum, 3 * 0.012, 1e-9);
	ls_results_free(&o.r);
}

#define POOL "shape: { kind: constant, rate: 2/s, duration: 2s }\nconnections: 1\n"

TEST(a_pool_of_one_connection_by_hand)
{
	struct outcome o;

	/* 0: connects until 0.1, served until 1.1.  0.5, 1, 1.5 wait for the connection: until 2.1, 3.1, 4.1 */
	o = play(POOL "service: { workers: 4, connect: 100ms, time: { law: constant, mean: 1s } }\n", 1);
	CHECK_EQ("answered", o.r.answered, 4);
	CHECK_NEAR("1.1 + 1.6 + 2.1 + 2.6", o.r.response_sum, 7.4, 1e-9);
	CHECK_EQ("made", o.t.connections, 1);
	CHECK_NEAR("nobody waits at the service", o.t.wait_sum, 0, 1e-9);
	ls_results_free(&o.r);
	/* 0 is answered at 1.1.  0.5 gets the connection then and gives up at 1.7, which closes it; 1 makes
	 * another and gives up at 2.2; so does 1.5, at 2.7 */
	o = play(POOL "service: { workers: 4, timeout: 1.2s, connect: 100ms, time: { law: constant, mean: 1s } }\n", 1);
	CHECK_EQ("answered", o.r.answered, 1);
	CHECK_EQ("timeouts", o.r.failed[LS_FAIL_TIMEOUT], 3);
	CHECK_EQ("made", o.t.connections, 3);
	ls_results_free(&o.r);
	/* a timeout of 0.4 s: 0.5 is alone at its time, and so on; all but nothing wait: each gives up in service */
	o = play(POOL "service: { workers: 4, timeout: 400ms, time: { law: constant, mean: 1s } }\n", 1);
	CHECK_EQ("timeouts", o.r.failed[LS_FAIL_TIMEOUT], 4);
	CHECK_EQ("in service", o.t.gave_up_in_service, 4);
	ls_results_free(&o.r);
}

/* Those who wait for a connection give up, too, and are not sent any more. */
TEST(waiting_for_a_connection_ends_at_the_timeout)
{
	struct outcome o = play("shape: { kind: constant, rate: 10/s, duration: 1s }\nconnections: 1\n"
				"service: { workers: 4, timeout: 1s, time: { law: constant, mean: 10s } }\n", 1);

	/* the first gives up at 1.0; its connection goes to the second, which gives up at 1.1, ... */
	CHECK_EQ("timeouts", o.r.failed[LS_FAIL_TIMEOUT], 10);
	CHECK_NEAR("each after a second", o.r.response_sum, 10, 1e-6);
	ls_results_free(&o.r);
}

/* A thousand wait for one connection while every request fails at once: that is no recursion of a thousand. */
TEST(many_that_fail_at_once)
{
	struct outcome o = play("shape: { kind: constant, rate: 100000/s, duration: 1s }\nconnections: 1\n"
				"service: { workers: 1, timeout: 100s, time: { law: constant, mean: 5s } }\n"
				"faults: [ { kind: status, status: 500, from: 1us } ]\n", 1);

	CHECK_EQ("the first is served", o.r.answered, 1);
	CHECK_EQ("the others fail", o.r.injected[LS_FAIL_STATUS], 99999);
	ls_results_free(&o.r);
}

/* All of it at once, at random: every request ends, once, and the same seed gives the same numbers. */
TEST(everything_at_once)
{
	static const char *const disciplines[] = { "fifo", "lifo", "random" };

	for (size_t i = 0; i < 3; i++) {
		struct outcome a, b;
		char text[1500];

		snprintf(text, sizeof text,
			 "users: { count: 60, think: 20ms, duration: 20s }\narrivals: poisson\nconnections: 30\n"
			 "service: { workers: 4, queue: 10, discipline: %s, timeout: 30ms, connect: 1ms, error-rate: 5%%, response: 1KiB, "
			 "retries: { most: 3, backoff: 5ms, jitter: 100%% }, time: { law: lognormal, mean: 8ms, p99: 60ms }, "
			 "cache: { hit-ratio: 30%%, time: { law: constant, mean: 500us } } }\n"
			 "faults: [ { kind: latency, delay: 10ms, jitter: 10ms, probability: 20%% }, "
			 "{ kind: reset, when: before, probability: 3%% }, { kind: reset, when: after, probability: 3%% }, "
			 "{ kind: blackhole, probability: 3%% }, { kind: refuse, probability: 3%% }, "
			 "{ kind: truncate, bytes: 10, probability: 3%% }, { kind: slow_close, delay: 3ms, probability: 9%% }, "
			 "{ kind: bandwidth, rate: 100KiB, probability: 9%% }, { kind: status, status: 503, probability: 3%% } ]\n",
			 disciplines[i]);
		a = play(text, 5);
		b = play(text, 5);
		CHECK(a.r.asked > 5000 && a.r.answered > 1000 && a.t.cache_hits > 1000 && a.t.left_queue > 10);
		CHECK(a.t.attempts > a.r.asked && a.t.rejected > 10);
		CHECK_EQ("attempts", a.t.attempts, b.t.attempts);
		CHECK_NEAR("responses", a.r.response_sum, b.r.response_sum, 0);
		ls_results_free(&a.r);
		ls_results_free(&b.r);
	}
}
