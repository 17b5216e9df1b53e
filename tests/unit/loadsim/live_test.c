/* live_test.c - the live client against servers that behave and servers that do not. */
#include "tests/unit/unit.h"
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include "core/process.h"
#include "loadsim/client_p.h"
#include "loadsim/scenario_p.h"
#include "tests/unit/loadsim/server.h"

struct outcome {
	int result;
	struct wr_err err;
	struct wr_run *run;
};

/* Plays a scenario, whose text is given without its target, against a port. */
static struct outcome play(const char *text, int port)
{
	struct wr_arena *arena = wr_arena_new();
	struct outcome o = { .run = wr_run_new() };
	struct ls_scenario s;
	char url[64];

	snprintf(url, sizeof url, "http://127.0.0.1:%d", port);
	if (ls_scenario_parse(text, strlen(text), "live.yaml", arena, &s, &o.err))
		fail_msg("%s", o.err.message);
	o.result = ls_live(&s, &(struct ls_options){ .name = "t", .url = url, .tries = 1 }, o.run, &o.err);
	wr_arena_free(arena);
	return o;
}

static bool overloaded(const struct outcome *o)
{
	return o->result && o->err.code == WR_EMEASURE && strstr(o->err.message, "generator overloaded");
}

/* A run whose generator was late is void, here as anywhere: on a busy machine it is tried again. */
static struct outcome play_mode(const char *mode, const char *text)
{
	struct server server = start_server(mode);
	struct outcome o = play(text, server.port);

	for (int i = 0; i < 4 && overloaded(&o); i++) {
		wr_run_free(o.run);
		o = play(text, server.port);
	}
	stop_server(&server);
	if (overloaded(&o)) {
		print_message("%s: %s\n", mode, o.err.message);
		wr_run_free(o.run);
		skip();
	}
	return o;
}

static double value_of(const struct outcome *o, const char *last)
{
	char name[64];
	const struct wr_measure *m;

	snprintf(name, sizeof name, "load.t.%s", last);
	m = wr_run_find_measure(o->run, name);
	if (!m)
		fail_msg("no measure %s (%s)", name, o->err.message);
	return m->now.value;
}

/* What keeps the generator waiting keeps the server waiting, too: then answers may be late by any time. */
static bool busy_machine(const struct outcome *o)
{
	return value_of(o, "lag_p99") > 0.001;
}

static bool noted(const struct outcome *o, const char *part)
{
	for (size_t i = 0; i < o->run->notice_count; i++) {
		if (strstr(o->run->notices[i].message, part))
			return true;
	}
	return false;
}

static void check_ok(const struct outcome *o)
{
	if (o->result)
		fail_msg("%s", o->err.message);
}

/* All answered, with nothing lost or added. */
static void check_all_good(const char *mode, const char *text, double requests)
{
	struct outcome o = play_mode(mode, text);

	check_ok(&o);
	CHECK_NEAR(mode, value_of(&o, "requests"), requests, 0);
	CHECK_NEAR(mode, value_of(&o, "error_rate"), 0, 0);
	wr_run_free(o.run);
}

#define SHORT "shape: { kind: constant, rate: 1000/s, duration: 200ms }\n"

TEST(a_normal_server)
{
	struct outcome o = play_mode("normal", "shape: { kind: constant, rate: 1000/s, duration: 1s }\n");
	const struct wr_series *rates;

	check_ok(&o);
	CHECK_NEAR("requests", value_of(&o, "requests"), 1000, 0);
	CHECK_NEAR("asked", value_of(&o, "asked_rate"), 1000, 1e-9);
	CHECK_NEAR("errors", value_of(&o, "error_rate"), 0, 0);
	CHECK_NEAR("throughput", value_of(&o, "throughput"), 1000, 20);
	CHECK(value_of(&o, "p50") > 0 && value_of(&o, "p50") < 0.020);
	CHECK(value_of(&o, "service_p50") > 0 && value_of(&o, "service_p50") <= value_of(&o, "p50"));
	CHECK(value_of(&o, "lag_p99") < 0.010);
	CHECK(value_of(&o, "max") >= value_of(&o, "p999") && value_of(&o, "p999") >= value_of(&o, "p50"));
	CHECK_EQ("series", o.run->series_count, 4);
	rates = &o.run->series[1];
	CHECK_EQ("asked, answered, sent", rates->line_count, 3);
	CHECK_NEAR("asked in the first second", rates->lines[0].points[0].y, 1000, 0);
	CHECK_NEAR("sent in the first second", rates->lines[2].points[0].y, 1000, 20);
	wr_run_free(o.run);
}

/*
 * The server freezes for the first 100 ms of every second: one arrival in ten
 * meets that, and waits for 0 to 100 ms, uniformly.  An open client sees p95
 * = 50 ms and p99 = 90 ms; one that waits for answers before it asks again
 * sees about 1 ms.
 */
TEST(a_server_that_freezes)
{
	struct outcome o = play_mode("stall", "shape: { kind: constant, rate: 1500/s, duration: 3s }\n");

	check_ok(&o);
	CHECK_NEAR("requests", value_of(&o, "requests"), 4500, 0);
	CHECK_NEAR("errors", value_of(&o, "error_rate"), 0, 0);
	CHECK(value_of(&o, "p95") > 0.040 && value_of(&o, "p99") > 0.080);
	if (!busy_machine(&o))
		CHECK(value_of(&o, "p50") < 0.020 && value_of(&o, "p95") < 0.085 && value_of(&o, "p99") < 0.130);
	CHECK(value_of(&o, "max") > 0.090);
	wr_run_free(o.run);
}

/* Two connections only: requests queue in the client, and their time there counts as response time. */
TEST(waiting_for_a_connection_is_response_time)
{
	struct outcome o =
		play_mode("stall", "shape: { kind: constant, rate: 1000/s, duration: 2s }\nconnections: 2\n");

	check_ok(&o);
	CHECK_NEAR("requests", value_of(&o, "requests"), 2000, 0);
	CHECK_NEAR("none dropped", value_of(&o, "error_rate"), 0, 0);
	CHECK(value_of(&o, "p99") > 0.080 && (busy_machine(&o) || value_of(&o, "p99") < 0.150));
	CHECK(value_of(&o, "service_p99") < value_of(&o, "p99") / 2);
	wr_run_free(o.run);
}

/* Ten users who think for 20 ms: about ten requests every 20 ms, each user one at a time. */
TEST(users_of_a_closed_loop)
{
	struct outcome o = play_mode("normal", "users: { count: 10, think: 20ms, duration: 500ms }\n");

	check_ok(&o);
	CHECK(value_of(&o, "requests") > 60 && value_of(&o, "requests") <= 250);
	CHECK_NEAR("errors", value_of(&o, "error_rate"), 0, 0);
	wr_run_free(o.run);
	/* each user asks once, waits 100 ms in vain, thinks, and asks again: three or four times in 400 ms */
	o = play_mode("silent", "users: { count: 10, think: 10ms, duration: 400ms }\n"
		      "service: { workers: 1, timeout: 100ms, time: { law: constant, mean: 1ms } }\n");
	CHECK_EQ("no answer", o.result, -1);
	CHECK(value_of(&o, "requests") >= 20 && value_of(&o, "requests") <= 40);
	CHECK_NEAR("errors", value_of(&o, "error_rate"), 1, 0);
	wr_run_free(o.run);
}

TEST(a_server_that_never_answers)
{
	struct outcome o =
		play_mode("silent", SHORT
			  "service: { workers: 1, timeout: 200ms, time: { law: constant, mean: 1ms } }\n"
			  "connections: 50\n");

	CHECK_EQ("result", o.result, -1);
	CHECK_EQ("code", o.err.code, WR_EMEASURE);
	CHECK_HAS(o.err.message, "no answer came from http://127.0.0.1:");
	CHECK_NEAR("requests", value_of(&o, "requests"), 200, 0);
	CHECK_NEAR("all timed out", value_of(&o, "error_rate"), 1, 0);
	CHECK(noted(&o, "200 of 200 requests failed: 200 timeout"));
	/* both those with a connection and those that waited for one gave up in time */
	CHECK(value_of(&o, "p50") >= 0.2 && value_of(&o, "p99") < 0.3);
	wr_run_free(o.run);
}

/* The limit of the whole run ends what the timeout has not. */
TEST(a_run_stops_at_its_limit)
{
	struct wr_arena *arena = wr_arena_new();
	struct server server = start_server("silent");
	struct outcome o = { .run = wr_run_new() };
	struct ls_scenario s;
	char url[64];
	struct timespec from, to;

	snprintf(url, sizeof url, "http://127.0.0.1:%d", server.port);
	CHECK_EQ("read", ls_scenario_parse(SHORT, strlen(SHORT), "live.yaml", arena, &s, NULL), 0);
	clock_gettime(CLOCK_MONOTONIC, &from);
	o.result = ls_live(&s, &(struct ls_options){ .name = "t", .url = url, .duration_limit = 0.7 }, o.run,
			   &o.err);
	clock_gettime(CLOCK_MONOTONIC, &to);
	CHECK_EQ("result", o.result, -1);
	CHECK_NEAR("requests", value_of(&o, "requests"), 200, 0);
	CHECK_NEAR("all timed out", value_of(&o, "error_rate"), 1, 0);
	CHECK((double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9 < 2);
	stop_server(&server);
	wr_run_free(o.run);
	wr_arena_free(arena);
}

static void check_all_fail(const char *mode, const char *kind)
{
	struct outcome o = play_mode(mode, SHORT);
	char note[64];

	CHECK_EQ(mode, o.result, -1);
	CHECK_EQ(mode, o.err.code, WR_EMEASURE);
	CHECK_HAS(o.err.message, "no answer came");
	CHECK_NEAR(mode, value_of(&o, "requests"), 200, 0);
	CHECK_NEAR(mode, value_of(&o, "error_rate"), 1, 0);
	snprintf(note, sizeof note, "200 of 200 requests failed: 200 %s", kind);
	if (!noted(&o, note))
		fail_msg("%s: not noted: %s", mode, note);
	/* there is no response time to be good at */
	CHECK(!wr_run_find_measure(o.run, "load.t.p99"));
	wr_run_free(o.run);
}

TEST(servers_that_do_not_answer_in_http)
{
	check_all_fail("garbage", "garbage");
	check_all_fail("headers", "garbage");
	check_all_fail("too-much", "garbage");
}

TEST(servers_that_break_off)
{
	check_all_fail("cut", "reset");
	check_all_fail("short", "reset");
	check_all_fail("vanish", "reset");
}

TEST(servers_that_close_or_frame_in_their_own_way)
{
	check_all_good("close", SHORT, 200);
	check_all_good("hangup", SHORT, 200);
	check_all_good("half-close", SHORT, 200);
	check_all_good("until-eof", SHORT, 200);
	check_all_good("chunked", SHORT, 200);
}

TEST(a_server_with_errors)
{
	struct outcome o = play_mode("error", SHORT);

	check_ok(&o);
	CHECK_NEAR("errors", value_of(&o, "error_rate"), 1, 0);
	CHECK_NEAR("throughput", value_of(&o, "throughput"), 0, 0);
	CHECK(noted(&o, "200 status 500 or above"));
	CHECK(!wr_run_find_measure(o.run, "load.t.p99"));
	wr_run_free(o.run);
}

TEST(answers_of_404_are_good_but_suspicious)
{
	struct outcome o = play_mode("missing", SHORT);

	check_ok(&o);
	CHECK_NEAR("errors", value_of(&o, "error_rate"), 0, 0);
	CHECK(noted(&o, "200 of 200 answers had a status of 400 to 499"));
	wr_run_free(o.run);
}

TEST(bodies_and_several_requests)
{
	check_all_good("normal",
		       SHORT
		       "requests: [ { method: POST, path: /orders, body: '{\"item\": 7}' }, { path: / } ]\n",
		       200);
}

/* More than a socket's buffers hold: written in parts, as the server takes it. */
TEST(a_body_that_does_not_go_out_at_once)
{
	static char text[70000];
	size_t n = (size_t)snprintf(text, sizeof text,
				    SHORT "connections: 4\nrequests: [ { method: PUT, path: /, body: ");

	memset(text + n, 'x', 60000);
	memcpy(text + n + 60000, " } ]\n", 6);
	check_all_good("stall", text, 200);
}

/* A port that was free a moment ago. */
static int closed_port(void)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof in;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&in, size), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&in, &size), 0);
	close(fd);
	return ntohs(in.sin_port);
}

TEST(an_address_that_refuses)
{
	struct outcome o = play(SHORT, closed_port());

	CHECK_EQ("result", o.result, -1);
	CHECK_EQ("code", o.err.code, WR_EMEASURE);
	CHECK_HAS(o.err.message, "to 200 requests: Connection refused");
	CHECK(noted(&o, "200 of 200 requests failed: 200 connect"));
	wr_run_free(o.run);
}

/* A server that goes away in the middle: the answers until then count, and so do the failures after. */
TEST(a_server_that_dies)
{
	struct server server = start_server("normal");
	pid_t killer = fork();
	struct outcome o;

	if (!killer) {
		usleep(300000);
		kill(server.pid, SIGKILL);
		_exit(0);
	}
	o = play("shape: { kind: constant, rate: 500/s, duration: 1s }\n", server.port);
	waitpid(killer, NULL, 0);
	stop_server(&server);
	CHECK_NEAR("requests", value_of(&o, "requests"), 500, 0);
	CHECK(value_of(&o, "error_rate") > 0.4 && value_of(&o, "error_rate") < 0.95);
	CHECK(noted(&o, "connect"));
	wr_run_free(o.run);
}

/* Stops this process for a while in the middle of a run: what came late then was late by the generator's fault. */
TEST(a_generator_that_was_late_voids_the_run)
{
	struct server server = start_server("normal");
	pid_t brake = fork();
	struct outcome o;

	if (!brake) {
		usleep(300000);
		kill(getppid(), SIGSTOP);
		usleep(200000);
		kill(getppid(), SIGCONT);
		_exit(0);
	}
	o = play("shape: { kind: constant, rate: 500/s, duration: 1s }\n", server.port);
	waitpid(brake, NULL, 0);
	stop_server(&server);
	CHECK_EQ("result", o.result, -1);
	CHECK_EQ("code", o.err.code, WR_EMEASURE);
	CHECK_HAS(o.err.message, "generator overloaded: 1 % of the requests were taken up more than ");
	CHECK_NEAR("none dropped", value_of(&o, "requests"), 500, 0);
	CHECK_NEAR("measures are kept", value_of(&o, "error_rate"), 0, 0);
	CHECK(value_of(&o, "lag_p99") > 0.1);
	wr_run_free(o.run);
}

static void interrupt(int signal)
{
	(void)signal;
	wr_interrupted = 1;
}

/* What was measured until then is told, and what was under way is no failure. */
TEST(an_interrupt_ends_a_run)
{
	struct server server = start_server("stall");
	struct outcome o;

	signal(SIGALRM, interrupt);
	ualarm(500000, 0);
	o = play("shape: { kind: constant, rate: 500/s, duration: 60s }\nthreads: 2\n", server.port);
	wr_interrupted = 0;
	stop_server(&server);
	CHECK_EQ("result", o.result, -1);
	CHECK_EQ("code", o.err.code, WR_EINTERRUPT);
	CHECK_HAS(o.err.message, "interrupted after");
	CHECK(value_of(&o, "requests") > 150 && value_of(&o, "requests") < 1000);
	CHECK_NEAR("rate", value_of(&o, "asked_rate"), 500, 100);
	CHECK_NEAR("no failures", value_of(&o, "error_rate"), 0, 0);
	wr_run_free(o.run);
}

TEST(an_interrupt_before_the_first_request)
{
	struct server server = start_server("normal");
	struct outcome o;

	wr_interrupted = 1;
	o = play("shape: { kind: constant, rate: 1/s, duration: 60s }\n", server.port);
	wr_interrupted = 0;
	stop_server(&server);
	CHECK_EQ("code", o.err.code, WR_EINTERRUPT);
	wr_run_free(o.run);
}

static void check_refused(const char *text, const char *url, enum wr_status code, const char *part)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_run *run = wr_run_new();
	struct ls_scenario s;
	struct wr_err err = { 0 };

	CHECK_EQ("read", ls_scenario_parse(text, strlen(text), "live.yaml", arena, &s, NULL), 0);
	CHECK_EQ(part, ls_live(&s, &(struct ls_options){ .url = url }, run, &err), -1);
	CHECK_EQ(part, err.code, code);
	CHECK_HAS(err.message, part);
	CHECK_EQ("nothing measured", run->measure_count, 0);
	wr_run_free(run);
	wr_arena_free(arena);
}

TEST(what_is_not_even_begun)
{
	check_refused(SHORT, NULL, WR_EUSAGE, "live.yaml: nothing to load: the scenario has no 'target'");
	check_refused(SHORT "target: http://example.com\n", NULL, WR_EUSAGE,
		      "live.yaml:2:9: target 'http://example.com': only loopback addresses");
	check_refused(SHORT "target: http://127.0.0.1\n", "http://example.com", WR_EUSAGE,
		      "target 'http://example.com': only loopback addresses");
	check_refused("shape: { kind: constant, rate: 1/s, duration: 20m }\n", "http://127.0.0.1:1", WR_EUSAGE,
		      "live.yaml: lasts 1200 s, and a live run may last 600 s");
}

/* Somebody else's host: by name, and within stated limits only.  (ip6-localhost is this machine, and yet no address of it.) */
TEST(hosts_that_must_be_allowed)
{
	static const char text[] = "shape: { kind: wave, rate: 50/s, amplitude: 40/s, period: 1s, duration: 2s }\n";
	const struct { struct ls_options o; const char *part; } cases[] = {
		{ { .duration_limit = 0 }, "only loopback addresses" },
		{ { .allow_host = "ip6-localhost" }, "say how much of it you may" },
		{ { .allow_host = "ip6-localhost", .most_rate = 100 }, "say how much of it you may" },
		{ { .allow_host = "ip6-localhost", .most_rate = 89, .duration_limit = 10 }, "asks for up to 90/s, and 89/s are allowed" },
		{ { .allow_host = "ip6-localhost", .most_rate = 90, .duration_limit = 1 }, "lasts 2 s, and a live run may last 1 s" },
		{ { .allow_host = "other", .most_rate = 90, .duration_limit = 10 }, "only loopback addresses" },
		{ { .allow_host = "ip6-localhost", .most_rate = 90, .duration_limit = 10 }, "no answer came" },
	};
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	char url[64];

	snprintf(url, sizeof url, "http://ip6-localhost:%d", closed_port());
	CHECK_EQ("read", ls_scenario_parse(text, strlen(text), "live.yaml", arena, &s, NULL), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ls_options o = cases[i].o;
		struct wr_run *run = wr_run_new();
		struct wr_err err = { 0 };

		o.url = url;
		CHECK_EQ(cases[i].part, ls_live(&s, &o, run, &err), -1);
		/* not every machine has that name */
		if (!strstr(err.message, "service not known") && !strstr(err.message, "name resolution"))
			CHECK_HAS(err.message, cases[i].part);
		wr_run_free(run);
	}
	wr_arena_free(arena);
}

TEST(users_who_do_not_think_have_no_highest_rate)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_run *run = wr_run_new();
	struct ls_scenario s;
	struct wr_err err = { 0 };
	static const char text[] = "users: { count: 2, duration: 1s }\ntarget: http://127.0.0.1:1\n";

	CHECK_EQ("read", ls_scenario_parse(text, strlen(text), "live.yaml", arena, &s, NULL), 0);
	CHECK_EQ("result", ls_live(&s, &(struct ls_options){ .most_rate = 1e6 }, run, &err), -1);
	CHECK_HAS(err.message, "asks for up to inf/s, and 1e+06/s are allowed");
	wr_run_free(run);
	wr_arena_free(arena);
}

/* Three threads play one schedule: every request once, and the same faults as one thread. */
TEST(several_threads)
{
	static const char text[] = "shape: { kind: constant, rate: 900/s, duration: 1s }\nconnections: 30\n"
				   "faults: [ { kind: status, status: 503, probability: 20% } ]\n";
	struct outcome one = play_mode("normal", text), three;
	char more[512];

	snprintf(more, sizeof more, "%sthreads: 3\n", text);
	three = play_mode("normal", more);
	check_ok(&three);
	CHECK_NEAR("requests", value_of(&three, "requests"), 900, 0);
	CHECK_NEAR("the same faults", value_of(&three, "injected_error_rate"), value_of(&one, "injected_error_rate"), 0);
	CHECK_NEAR("no others", value_of(&three, "natural_error_rate"), 0, 0);
	wr_run_free(one.run);
	wr_run_free(three.run);
}

TEST(what_the_server_takes)
{
	struct server server = start_server("normal");
	struct wr_arena *arena = wr_arena_new();
	struct wr_run *run = wr_run_new();
	struct ls_scenario s;
	struct wr_err err = { 0 };
	char url[64], pid[16];
	static const char text[] = "shape: { kind: constant, rate: 500/s, duration: 1s }\n";

	snprintf(url, sizeof url, "http://127.0.0.1:%d", server.port);
	snprintf(pid, sizeof pid, "%d", (int)server.pid);
	CHECK_EQ("read", ls_scenario_parse(text, strlen(text), "live.yaml", arena, &s, NULL), 0);
	ls_live(&s, &(struct ls_options){ .name = "t", .url = url, .server = pid, .tries = 1 }, run, &err);
	CHECK(wr_run_find_measure(run, "load.t.server_memory_peak")->now.value > 100e3);
	CHECK_NEAR("threads", wr_run_find_measure(run, "load.t.server_threads_peak")->now.value, 1, 0);
	CHECK(wr_run_find_measure(run, "load.t.server_cpu")->now.value < 1.1);
	CHECK_EQ("no such process", ls_live(&s, &(struct ls_options){ .url = url, .server = "no-such-server" }, run, &err), -1);
	CHECK_HAS(err.message, "server 'no-such-server': no such process");
	stop_server(&server);
	wr_run_free(run);
	wr_arena_free(arena);
}

TEST(more_connections_than_descriptors)
{
	struct rlimit before, few;

	getrlimit(RLIMIT_NOFILE, &before);
	few = before;
	few.rlim_cur = 64;
	setrlimit(RLIMIT_NOFILE, &few);
	check_refused(SHORT "connections: 100\n", "http://127.0.0.1:1", WR_ELIMIT,
		      "100 connections need as many file descriptors, and the limit is 64");
	setrlimit(RLIMIT_NOFILE, &before);
}
