/* simulate_test.c - the simulator against queueing theory, and by hand. */
#include "tests/unit/unit.h"
#include "core/buf.h"
#include "core/process.h"
#include "core/run_json.h"
#include "core/stats.h"
#include "loadsim/scenario_p.h"
#include "loadsim/schedule_p.h"
#include "loadsim/shapes_p.h"
#include "loadsim/simulate_p.h"

/*
 * Independent replications: every scenario is played REPLICATIONS times with
 * seeds of their own.  The mean of the replications' means is checked within
 * 3 sigma, sigma = s / sqrt(REPLICATIONS) with s the standard deviation
 * among them (batch means with batches that are independent); where the
 * variance is known from theory, that one is used.  Seeds are fixed, hence a
 * test that passes once always passes.
 */
#define REPLICATIONS 20
/* Mean service times are 1 ms, and the statistics in ms: theory's unit of time, and few windows. */
#define MS 0.001

struct model {
	struct ls_service service;
	double rate, seconds;
	int arrivals;
	struct ls_users users;  /* count 0: open loop */
};

struct outcome {                /* of one replication */
	struct ls_station_totals t;
	struct ls_results r;
};

static void play(const struct model *m, uint64_t seed, struct outcome *o)
{
	struct ls_phase phase = ls_phase_empty;
	struct ls_scenario s = { .path = "t", .name = "t", .has_service = true, .service = m->service,
				 .phases = &phase, .phase_count = m->users.count ? 0 : 1, .users = m->users,
				 .arrivals = m->arrivals };
	struct wr_err err;

	phase.kind = 0;
	phase.rate = m->rate;
	phase.duration = m->seconds;
	ls_results_start(&o->r, m->seconds);
	if (ls_station_run(&s, seed, &o->r, &o->t, &err))
		fail_msg("%s", err.message);
	ls_results_close(&o->r);
}

/* Little's law and flow conservation hold for every run, not only on average. */
static void check_laws(const struct outcome *o)
{
	const struct ls_station_totals *t = &o->t;
	double waited = t->wait_sum + t->left_wait_sum;

	CHECK_NEAR("queue length over time = time in the queue", t->queue_area, waited, 1e-8 * (1 + waited));
	CHECK_NEAR("busy workers over time = service", t->busy_area, t->service_sum, 1e-8 * (1 + t->service_sum));
	CHECK_EQ("arrived", t->arrived, t->rejected + t->left_queue + t->served);
	CHECK_EQ("started", t->started, t->served);
	CHECK_EQ("ended", t->arrived, o->r.answered + ls_results_failures(&o->r));
	CHECK_EQ("timeouts", o->r.failed[LS_FAIL_TIMEOUT], t->left_queue + t->gave_up_in_service);
	CHECK_EQ("rejected", o->r.failed[LS_FAIL_REJECTED], t->rejected);
}

typedef double statistic(const struct outcome *o);

static double mean_wait(const struct outcome *o) { return o->t.wait_sum / (double)o->t.started / MS; }
static double p50(const struct outcome *o) { return ls_hist_seconds(o->r.response, 0.5) / MS; }
static double p99(const struct outcome *o) { return ls_hist_seconds(o->r.response, 0.99) / MS; }
static double blocked(const struct outcome *o) { return (double)o->t.rejected / (double)o->t.arrived; }
static double left(const struct outcome *o) { return (double)o->t.left_queue / (double)o->t.arrived; }
static double gave_up(const struct outcome *o) { return (double)o->t.gave_up_in_service / (double)o->t.arrived; }
static double busy(const struct outcome *o) { return o->t.busy_area / o->t.end; }
static double errors(const struct outcome *o) { return (double)o->r.failed[LS_FAIL_STATUS] / (double)o->t.served; }

struct expectation {
	const char *what;
	statistic *get;
	double want;
	double sigma;           /* of the mean over all replications; 0 = from the replications */
};

static void check_model(const struct model *m, const struct expectation *e, size_t n)
{
	double got[4][REPLICATIONS];

	assert_true(n <= 4);
	for (size_t i = 0; i < REPLICATIONS; i++) {
		struct outcome o;

		play(m, 1000 + i, &o);
		check_laws(&o);
		for (size_t k = 0; k < n; k++)
			got[k][i] = e[k].get(&o);
		ls_results_free(&o.r);
	}
	for (size_t k = 0; k < n; k++) {
		double sigma = e[k].sigma > 0 ? e[k].sigma : sqrt(wr_variance(got[k], REPLICATIONS) / REPLICATIONS);

		/* the histogram rounds up by at most 1/1024 */
		CHECK_NEAR(e[k].what, wr_mean(got[k], REPLICATIONS), e[k].want, 3 * sigma);
		/* a deviation that hides everything would prove nothing */
		CHECK(sigma < 0.05 * e[k].want);
	}
}

#define CHECK_MODEL(model, ...) do { \
	const struct expectation expected_[] = { __VA_ARGS__ }; \
	check_model(&(model), expected_, sizeof expected_ / sizeof *expected_); \
} while (0)

static struct model mmk(long long workers, double rate, double customers)
{
	return (struct model){
		.service = { .workers = workers, .queue = -1, .time = { .law = LS_EXPONENTIAL, .mean = MS } },
		.rate = rate / MS, .seconds = customers / rate * MS, .arrivals = LS_POISSON,
	};
}

/*
 * M/M/1 at 0.8: Wq = rho/(mu - lambda) = 4; the sojourn is exponential with
 * rate mu - lambda = 0.2, so p50 = ln 2 / 0.2, p99 = ln 100 / 0.2.  The
 * asymptotic variance of the mean wait over n customers is
 * rho (rho^3 - 4 rho^2 + 5 rho + 2) / (1 - rho)^4 / n = 1976 / n.
 */
TEST(m_m_1)
{
	const double customers = 20000;
	struct model m = mmk(1, 0.8, customers);

	CHECK_MODEL(m,
		{ "Wq", mean_wait, 4, sqrt(1976 / (customers * REPLICATIONS)) },
		{ "p50", p50, 3.4657, 0 },
		{ "p99", p99, 23.0259, 0 },
		{ "utilisation", busy, 0.8, 0 });
}

/* Erlang C by the Erlang B recursion: Wq = C / (k mu - lambda). */
static double erlang_b(int servers, double offered)
{
	double b = 1;

	for (int i = 1; i <= servers; i++)
		b = offered * b / (i + offered * b);
	return b;
}

static double wait_mmk(int servers, double rho)
{
	double b = erlang_b(servers, servers * rho), c = b / (1 - rho * (1 - b));

	return c / (servers * (1 - rho));
}

TEST(m_m_4_and_m_m_16)
{
	struct model m4 = mmk(4, 3.2, 20000), m16 = mmk(16, 14.4, 40000);

	/* the formula itself, against published vectors */
	CHECK_NEAR("M/M/4", wait_mmk(4, 0.8), 0.745541, 1e-6);
	CHECK_NEAR("M/M/16", wait_mmk(16, 0.9), 0.369590, 1e-6);
	CHECK_MODEL(m4, { "M/M/4 Wq", mean_wait, wait_mmk(4, 0.8), 0 }, { "M/M/4 busy", busy, 3.2, 0 });
	CHECK_MODEL(m16, { "M/M/16 Wq", mean_wait, wait_mmk(16, 0.9), 0 });
}

/* Pollaczek and Khinchine: Wq = lambda E[S^2] / (2 (1 - rho)). */
TEST(m_d_1_and_m_g_1)
{
	struct model d = mmk(1, 0.8, 20000), g = mmk(1, 0.8, 40000);

	d.service.time.law = LS_CONSTANT;
	CHECK_MODEL(d, { "M/D/1 Wq", mean_wait, 2, 0 });
	g.service.time.law = LS_LOGNORMAL;      /* sigma 1: E[S^2] = e */
	g.service.time.p99 = MS * exp(-0.5 + 2.3263478740408408);
	CHECK_MODEL(g, { "M/G/1 Wq", mean_wait, 0.8 * exp(1) / 0.4, 0 });
}

/* M/M/c/K: p_n = p_0 a^n/n! up to c, a^n/(c! c^(n-c)) up to K; p_K are turned away. */
static void mmck(int c, int places, double a, double *block, double *wait)
{
	double p = 1, sum = 1, queue = 0;

	for (int n = 1; n <= places; n++) {
		p *= a / (n < c ? n : c);
		sum += p;
		queue += n > c ? (n - c) * p : 0;
	}
	*block = p / sum;
	*wait = queue / sum / (a * (1 - *block));
}

TEST(m_m_c_k_turns_away_as_many_as_it_should)
{
	double block, wait;
	struct model m = mmk(4, 3.2, 20000);

	mmck(4, 10, 3.2, &block, &wait);
	CHECK_NEAR("published", block, 0.035741, 1e-6);
	CHECK_NEAR("published", wait, 0.374059, 1e-6);
	m.service.queue = 6;
	CHECK_MODEL(m, { "blocking", blocked, block, 0 }, { "Wq", mean_wait, wait, 0 });
	mmck(4, 10, 4.8, &block, &wait);
	CHECK_NEAR("published", block, 0.205472, 1e-6);
	CHECK_NEAR("published", wait, 0.864560, 1e-6);
	m.rate = 4.8 / MS;
	CHECK_MODEL(m, { "blocking in overload", blocked, block, 0 }, { "Wq in overload", mean_wait, wait, 0 });
}

/* Without a queue the loss is Erlang's B whatever the law of service. */
TEST(erlang_b_does_not_depend_on_the_law_of_service)
{
	struct model m = mmk(4, 3.2, 25000);

	CHECK_NEAR("published", erlang_b(4, 3.2), 0.228145, 1e-6);
	m.service.queue = 0;
	m.service.time.p99 = 4 * MS;
	for (m.service.time.law = LS_CONSTANT; m.service.time.law <= LS_LOGNORMAL; m.service.time.law++)
		CHECK_MODEL(m, { "blocking", blocked, erlang_b(4, 3.2), 0 });
}

/*
 * M/M/1 whose clients give up tau after arrival (Barrer 1957, from the
 * density of the virtual wait, lambda p0 exp(-(mu - lambda) x) below tau):
 * with E = exp(-(mu - lambda) tau), p0 = (1 - rho) / (1 - rho^2 E);
 * rho p0 E leave the queue, and of those served p0 E are given up on.
 */
TEST(clients_give_up_as_often_as_they_should)
{
	const double rho = 0.8, tau = 2, e = exp(-(1 - rho) * tau), p0 = (1 - rho) / (1 - rho * rho * e);
	struct model m = mmk(1, rho, 20000);

	m.service.timeout = tau * MS;
	CHECK_MODEL(m, { "leave the queue", left, rho * p0 * e, 0 }, { "given up in service", gave_up, p0 * e, 0 });
}

/*
 * N users who think for an exponential time Z and one exponential worker: mean
 * value analysis (Reiser and Lavenberg 1980): R(n) = S (1 + Q(n-1)), X(n) =
 * n / (R(n) + Z), Q(n) = X(n) R(n); exact for exponential service.
 */
static double closed_throughput(int users, double think, double *response)
{
	double queue = 0, x = 0;

	*response = 0;
	for (int n = 1; n <= users; n++) {
		*response = 1 + queue;
		x = n / (*response + think);
		queue = x * *response;
	}
	return x;
}

static double answered_per_ms(const struct outcome *o) { return (double)o->r.answered_in_time / o->r.duration * MS; }
static double mean_response(const struct outcome *o) { return o->r.response_sum / (double)o->r.answered / MS; }

TEST(users_wait_for_each_other)
{
	static const struct { int users; double think; } cases[] = { { 1, 4 }, { 5, 4 }, { 20, 4 } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct model m = mmk(1, 1, 8000);
		double response, throughput = closed_throughput(cases[i].users, cases[i].think, &response);

		m.users = (struct ls_users){ .count = cases[i].users, .think = cases[i].think * MS, .duration = m.seconds };
		CHECK_MODEL(m, { "X", answered_per_ms, throughput, 0 }, { "R", mean_response, response, 0 });
	}
}

/* Two users, 1 s of service, 1 s of thought: starts at 0 and 0.5, then each when the one before it has been served. */
TEST(two_users_by_hand)
{
	struct model m = { .service = { .workers = 1, .queue = -1, .time = { .law = LS_CONSTANT, .mean = 1 } },
			   .users = { .count = 2, .think = 1, .duration = 3.2 }, .seconds = 3.2, .arrivals = LS_EVEN };
	struct outcome o;

	/* a: 0 to 1, asks at 2; b: 0.5, served 1 to 2, asks at 3; a: 2 to 3, would ask at 4; b: 3 to 4 */
	play(&m, 1, &o);
	check_laws(&o);
	CHECK_EQ("asked", o.r.asked, 4);
	CHECK_NEAR("responses: 1 + 1.5 + 1 + 1", o.r.response_sum, 4.5, 1e-9);
	CHECK_NEAR("end", o.t.end, 4, 1e-9);
	ls_results_free(&o.r);
}

TEST(users_who_are_turned_away_at_once_do_not_stop_the_time)
{
	struct model m = { .service = { .workers = 1, .queue = 0, .time = { .law = LS_CONSTANT, .mean = 0.01 } },
			   .users = { .count = 2, .think = 0, .duration = 0.02 }, .seconds = 0.02 };
	struct outcome o;

	play(&m, 1, &o);
	check_laws(&o);
	CHECK(o.r.answered >= 2 && o.t.rejected > 1000 && o.t.rejected < 25000);
	ls_results_free(&o.r);
}

TEST(errors_are_as_frequent_as_they_should_be)
{
	const double customers = 20000;
	struct model m = mmk(4, 3.2, customers);

	m.service.error_rate = 0.03;
	CHECK_MODEL(m, { "errors", errors, 0.03, sqrt(0.03 * 0.97 / (customers * REPLICATIONS)) });
}

/* Two arrivals a second, a service of 1 s, 2 s long: arrivals at 0, 0.5, 1, 1.5. */
static struct model by_hand(void)
{
	return (struct model){
		.service = { .workers = 1, .queue = -1, .time = { .law = LS_CONSTANT, .mean = 1 } },
		.rate = 2, .seconds = 2, .arrivals = LS_EVEN,
	};
}

TEST(four_requests_by_hand)
{
	struct model m = by_hand();
	struct outcome o;

	/* served at 0, 1, 2, 3: waits 0, 0.5, 1, 1.5, responses 1, 1.5, 2, 2.5 */
	play(&m, 1, &o);
	check_laws(&o);
	CHECK_EQ("answered", o.r.answered, 4);
	CHECK_NEAR("waits", o.t.wait_sum, 3, 1e-9);
	CHECK_NEAR("responses", o.r.response_sum, 7, 1e-9);
	CHECK_NEAR("end", o.t.end, 4, 1e-9);
	CHECK_NEAR("p50", p50(&o) * MS, 1.5, 0.002);
	CHECK_NEAR("max", ls_hist_seconds(o.r.response, 1), 2.5, 1e-8);
	CHECK_EQ("in time: at 1 and 2", o.r.answered_in_time, 2);
	CHECK_EQ("events", o.t.events, 8);
	ls_results_free(&o.r);
}

TEST(a_queue_of_one_place_by_hand)
{
	struct model m = by_hand();
	struct outcome o;

	/* 0.5 waits; at 1 the worker is free first, so the arrival at 1 finds the place empty; 1.5 finds it taken */
	m.service.queue = 1;
	play(&m, 1, &o);
	check_laws(&o);
	CHECK_EQ("answered", o.r.answered, 3);
	CHECK_EQ("rejected", o.t.rejected, 1);
	CHECK_NEAR("waits", o.t.wait_sum, 1.5, 1e-9);
	ls_results_free(&o.r);
}

TEST(a_timeout_by_hand)
{
	struct model m = by_hand();
	struct outcome o;

	/* 0: answered at 1.  0.5: served from 1 to 2, given up on at 1.7.  1: served from 2 to 3, given
	 * up on at 2.2.  1.5: leaves the queue at 2.7. */
	m.service.timeout = 1.2;
	play(&m, 1, &o);
	check_laws(&o);
	CHECK_EQ("answered", o.r.answered, 1);
	CHECK_EQ("given up in service", o.t.gave_up_in_service, 2);
	CHECK_EQ("left the queue", o.t.left_queue, 1);
	CHECK_NEAR("responses: 1 + 3 * 1.2", o.r.response_sum, 4.6, 1e-9);
	CHECK_NEAR("the worker went on", o.t.end, 3, 1e-9);
	CHECK_EQ("windows", o.r.window_count, 3);
	CHECK_NEAR("second 1 to 2 ends 1 and 1.2", o.r.windows[1].p99, 1.2, 0.002);
	CHECK_NEAR("second 2 to 3 ends 1.2 and 1.2", o.r.windows[2].p50, 1.2, 0.002);
	ls_results_free(&o.r);
}

static struct ls_phase one_phase;

static struct ls_scenario scenario_of(const struct model *m)
{
	one_phase = ls_phase_empty;
	one_phase.kind = 0;
	one_phase.rate = m->rate;
	one_phase.duration = m->seconds;
	return (struct ls_scenario){ .path = "t.yaml", .name = "Check Out", .has_service = true, .service = m->service,
				     .phases = &one_phase, .phase_count = 1, .arrivals = m->arrivals };
}

static char *run_as_json(const struct ls_scenario *s, uint64_t seed)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;
	struct wr_err err;

	if (ls_simulate(s, &(struct ls_options){ .seed = seed }, run, &err))
		fail_msg("%s", err.message);
	wr_run_write_json(run, &out);
	wr_run_free(run);
	return wr_buf_detach(&out, NULL);
}

TEST(the_same_seed_gives_the_same_run)
{
	struct model m = mmk(4, 3.2, 5000);
	struct ls_scenario s;
	char *a, *b, *c, *d;

	m.service.timeout = 3 * MS;
	m.service.error_rate = 0.1;
	s = scenario_of(&m);
	a = run_as_json(&s, 9);
	b = run_as_json(&s, 9);
	c = run_as_json(&s, 10);
	s.seed = 9;
	d = run_as_json(&s, 0);
	CHECK_STR(a, b);
	CHECK(strcmp(a, c) != 0);
	CHECK_STR(a, d);        /* the scenario's seed, when no other is given */
	free(a);
	free(b);
	free(c);
	free(d);
}

static double value_of(const struct wr_run *run, const char *name)
{
	const struct wr_measure *m = wr_run_find_measure(run, name);

	if (!m)
		fail_msg("no measure %s", name);
	return m->now.value;
}

TEST(measures_and_series_by_hand)
{
	struct model m = by_hand();
	struct ls_scenario s = scenario_of(&m);
	struct wr_run *run = wr_run_new();

	s.service.queue = 1;
	CHECK_EQ("simulate", ls_simulate(&s, NULL, run, NULL), 0);
	CHECK_NEAR("requests", value_of(run, "load.check_out.requests"), 4, 0);
	CHECK_NEAR("asked", value_of(run, "load.check_out.asked_rate"), 2, 1e-12);
	CHECK_NEAR("errors", value_of(run, "load.check_out.error_rate"), 0.25, 1e-12);
	CHECK_NEAR("throughput", value_of(run, "load.check_out.throughput"), 1, 1e-12);
	CHECK_NEAR("mean of 1, 1.5, 2", value_of(run, "load.check_out.mean"), 1.5, 1e-9);
	CHECK_NEAR("p50", value_of(run, "load.check_out.p50"), 1.5, 0.002);
	CHECK_NEAR("p999", value_of(run, "load.check_out.p999"), 2, 0.002);
	CHECK_NEAR("max", value_of(run, "load.check_out.max"), 2, 1e-8);
	CHECK(!wr_run_find_measure(run, "load.check_out.lag_p99"));
	CHECK_STR(wr_run_find_measure(run, "load.check_out.p99")->unit, "s");
	CHECK_EQ("samples", wr_run_find_measure(run, "load.check_out.p99")->now.n, 3);
	CHECK_EQ("series", run->series_count, 3);
	CHECK_STR(run->series[0].name, "load.check_out.latency");
	CHECK_EQ("lines", run->series[0].line_count, 3);
	CHECK_STR(run->series[1].name, "load.check_out.throughput");
	CHECK_EQ("asked, answered", run->series[1].line_count, 2);
	CHECK_NEAR("asked in the first second", run->series[1].lines[0].points[0].y, 2, 0);
	CHECK_NEAR("its middle", run->series[1].lines[0].points[0].x, 0.5, 0);
	CHECK_STR(run->series[2].name, "load.check_out.spectrum");
	CHECK_HAS(run->notices[0].message, "1 of 4 requests failed: 1 rejected");
	CHECK_HAS(run->notices[1].message, "nothing was left out as warm-up");
	wr_run_free(run);
}

static void check_simulate_fails(const struct ls_scenario *s, enum wr_status code, const char *part)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err = { 0 };

	CHECK_EQ(part, ls_simulate(s, NULL, run, &err), -1);
	CHECK_EQ(part, err.code, code);
	CHECK_HAS(err.message, part);
	wr_run_free(run);
}

TEST(what_cannot_be_simulated)
{
	struct model m = by_hand();
	struct ls_scenario s = scenario_of(&m);

	s.has_service = false;
	check_simulate_fails(&s, WR_EUSAGE, "t.yaml: nothing to simulate");
	s = scenario_of(&m);
	s.service.timeout = 0.5;
	check_simulate_fails(&s, WR_EMEASURE, "none of 4 simulated requests got a good answer");
	s = scenario_of(&m);
	one_phase.rate = 1e7;
	check_simulate_fails(&s, WR_ELIMIT, "requests wait after");
}

TEST(an_interrupt_ends_a_simulation)
{
	struct model m = mmk(1, 0.5, 1e6);
	struct ls_scenario s = scenario_of(&m);

	wr_interrupted = 1;
	check_simulate_fails(&s, WR_EINTERRUPT, "interrupted");
	wr_interrupted = 0;
}

TEST(failing_fast_does_not_look_fast)
{
	struct model m = mmk(1, 10, 2000);
	struct ls_scenario s;
	struct wr_run *run = wr_run_new();

	/* one worker for ten times what it can do, no queue: nine of ten are turned away at once */
	m.service.queue = 0;
	m.service.time.law = LS_CONSTANT;
	s = scenario_of(&m);
	CHECK_EQ("simulate", ls_simulate(&s, NULL, run, NULL), 0);
	CHECK(value_of(run, "load.check_out.error_rate") > 0.85);
	CHECK_NEAR("all that were answered took 1 ms", value_of(run, "load.check_out.p50"), MS, 0.001 * MS);
	wr_run_free(run);
}

static void parse(const char *text, struct wr_arena *arena, struct ls_scenario *s)
{
	struct wr_err err;

	if (ls_scenario_parse(text, strlen(text), "t.yaml", arena, s, &err))
		fail_msg("%s", err.message);
}

/* 1 s at 10/s and 2 s at 100/s, of which one worker serves 20/s: 50 ms each. */
TEST(phases_and_windows_have_measures_of_their_own)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_run *run = wr_run_new();
	struct ls_scenario s;

	parse("name: t\n"
	      "phases: [ { name: calm, kind: constant, rate: 10/s, duration: 1s }, "
	      "{ kind: constant, rate: 100/s, duration: 2s } ]\n"
	      "service: { workers: 1, queue: 0, time: { law: constant, mean: 50ms } }\n"
	      "thresholds: [ p99 < 60ms in phase calm, throughput > 1/s in every window ]\n", arena, &s);
	CHECK_EQ("simulate", ls_simulate(&s, NULL, run, NULL), 0);
	CHECK_NEAR("calm", value_of(run, "load.t.phase_calm.p99"), 0.050, 1e-6);
	CHECK_NEAR("calm", value_of(run, "load.t.phase_calm.error_rate"), 0, 0);
	CHECK_NEAR("calm", value_of(run, "load.t.phase_calm.throughput"), 10, 1e-9);
	/* from 1 s on every 10 ms one asks and every 50 ms one is taken: the fifth of 200, of which the last ends at 3 s */
	CHECK_NEAR("crowded", value_of(run, "load.t.phase_2.error_rate"), 0.8, 0.011);
	CHECK_NEAR("crowded", value_of(run, "load.t.phase_2.throughput"), 20, 1);
	CHECK_NEAR("worst window", value_of(run, "load.t.windows.throughput"), 10, 0);
	CHECK_NEAR("worst window", value_of(run, "load.t.windows.error_rate"), 0.8, 0.011);
	CHECK_NEAR("worst window", value_of(run, "load.t.windows.p99"), 0.050, 1e-4);
	CHECK_NEAR("p90", value_of(run, "load.t.p90"), 0.050, 1e-4);
	CHECK_NEAR("p9999", value_of(run, "load.t.p9999"), 0.050, 1e-4);
	wr_run_free(run);
	run = wr_run_new();
	parse("name: t\nwindow: 500ms\nshape: { kind: constant, rate: 10/s, duration: 3s }\n"
	      "service: { workers: 1, time: { law: constant, mean: 50ms } }\n", arena, &s);
	CHECK_EQ("simulate", ls_simulate(&s, NULL, run, NULL), 0);
	CHECK(!wr_run_find_measure(run, "load.t.windows.p99"));
	CHECK(!wr_run_find_measure(run, "load.t.phase_1.p99"));
	CHECK_EQ("windows of the run", run->series[0].lines[0].n, 3);
	wr_run_free(run);
	wr_arena_free(arena);
}

TEST(long_runs_have_windows_longer_than_a_second)
{
	struct model m = { .service = { .workers = 1, .queue = -1, .time = { .law = LS_CONSTANT, .mean = 0.1 } },
			   .rate = 0.01, .seconds = 36000 * 3, .arrivals = LS_EVEN };
	struct outcome o;

	play(&m, 1, &o);
	CHECK_NEAR("window", o.r.window, 180, 0);
	CHECK_EQ("windows: the last arrival is at 107,900 s", o.r.window_count, 107900 / 180 + 1);
	CHECK_EQ("one in a hundred seconds", o.r.answered, 1080);
	ls_results_free(&o.r);
}
