/* protocols_test.c - TLS and HTTP/2, against servers that behave and servers that do not. */
#include "tests/unit/unit.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "loadsim/scenario_p.h"
#include "tests/unit/loadsim/server.h"

struct outcome {
	int result;
	struct wr_err err;
	struct wr_run *run;
	char certificate[64];
};

#define SHORT "shape: { kind: constant, rate: 500/s, duration: 200ms }\n"

/* Plays 100 requests of a scenario; kind NULL = plain, else of the certificate.  {c} in the text is the certificate's file. */
static struct outcome play(const char *mode, const char *kind, const char *host, const char *text)
{
	struct outcome o = { .run = wr_run_new(), .certificate = "/tmp/weir-certificate-XXXXXX" };
	int fd = mkstemp(o.certificate);
	const char *place = strstr(text, "{c}");
	struct server server;
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	char url[64], whole[512];

	assert_true(fd >= 0);
	close(fd);
	server = start_tool("tls_server", (const char *const[]){ mode, kind ? o.certificate : NULL, kind, NULL });
	snprintf(url, sizeof url, "%s://%s:%d", kind ? "https" : "http", host, server.port);
	snprintf(whole, sizeof whole, SHORT "%.*s%s%s", place ? (int)(place - text) : (int)strlen(text), text,
		 place ? o.certificate : "", place ? place + 3 : "");
	if (ls_scenario_parse(whole, strlen(whole), "live.yaml", arena, &s, &o.err))
		fail_msg("%s", o.err.message);
	o.result = ls_live(&s, &(struct ls_options){ .name = "t", .url = url, .tries = 1 }, o.run, &o.err);
	stop_server(&server);
	unlink(o.certificate);
	wr_arena_free(arena);
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

static bool noted(const struct outcome *o, const char *part)
{
	for (size_t i = 0; i < o->run->notice_count; i++) {
		if (strstr(o->run->notices[i].message, part))
			return true;
	}
	return false;
}

static bool void_run(const struct outcome *o)
{
	return o->result && strstr(o->err.message, "generator overloaded");
}

static void check_all_good(const char *mode, const char *kind, const char *host, const char *text)
{
	struct outcome o = play(mode, kind, host, text);

	if (o.result && !void_run(&o))
		fail_msg("%s: %s", mode, o.err.message);
	CHECK_NEAR(mode, value_of(&o, "requests"), 100, 0);
	CHECK_NEAR(mode, value_of(&o, "error_rate"), 0, 0);
	CHECK(value_of(&o, "bytes_received") > 1200);
	wr_run_free(o.run);
}

#define TRUSTED "tls: { authority: '{c}' }\n"

TEST(servers_that_behave)
{
	check_all_good("h1", "good", "127.0.0.1", TRUSTED);
	check_all_good("h1", "good", "localhost", TRUSTED);
	check_all_good("h1", "other", "localhost", "tls: { authority: '{c}', name: other.example }\n");
	check_all_good("h1", "expired", "localhost", "tls: { trust-anyone: true }\n");
	check_all_good("normal", NULL, "127.0.0.1", "http: 2\n");
	check_all_good("normal", "good", "localhost", "http: 2\nstreams: 3\nthreads: 2\n" TRUSTED);
	check_all_good("interim", NULL, "127.0.0.1", "http: 2\n");
	check_all_good("few", NULL, "127.0.0.1", "http: 2\nconnections: 2\n");
	check_all_good("normal", NULL, "127.0.0.1",
		       "http: 2\nrequests: [ { method: POST, path: /, body: '{\"a\": 1}', headers: [ 'Host: x.example', 'X-Y: z' ] } ]\n");
}

/* Goodbye after ten requests, and a refusal without a look at it: neither loses a request, not even a POST. */
TEST(what_was_not_touched_is_sent_again)
{
	check_all_good("goaway", NULL, "127.0.0.1", "http: 2\nconnections: 2\nrequests: [ { method: POST, path: / } ]\n");
	check_all_good("refuse", "good", "localhost", "http: 2\nconnections: 1\nrequests: [ { method: POST, path: / } ]\n" TRUSTED);
}

static void check_failures(const char *mode, const char *kind, const char *text, const char *failure, const char *why)
{
	struct outcome o = play(mode, kind, "localhost", text);

	if (!void_run(&o))
		CHECK_EQ(mode, o.err.code, WR_EMEASURE);
	if (why && !void_run(&o))
		CHECK_HAS(o.err.message, why);
	CHECK_NEAR(mode, value_of(&o, "error_rate"), 1, 0);
	if (!noted(&o, failure))
		fail_msg("%s: not told: %s", mode, failure);
	wr_run_free(o.run);
}

TEST(certificates_that_are_not_good)
{
	check_failures("h1", "good", "", "100 TLS", "not trusted: self-signed certificate");
	check_failures("h1", "expired", TRUSTED, "100 TLS", "not trusted: certificate has expired");
	check_failures("h1", "other", TRUSTED, "100 TLS", "not trusted: hostname mismatch");
	check_failures("normal", "good", "http: 2\n", "100 TLS", "not trusted: self-signed certificate");
}

TEST(handshakes_that_do_not_end_well)
{
	check_failures("h1", "good", "http: 2\n" TRUSTED, "100 TLS", "does not speak HTTP/2");
	check_failures("cut-handshake", "good", TRUSTED, "100 TLS", "TLS handshake");
	check_failures("no-handshake", "good", TRUSTED "service: { workers: 1, timeout: 200ms, time: { law: constant, mean: 1ms } }\n",
		       "100 timeout", "no answer came");
}

TEST(http2_servers_that_misbehave)
{
	static const char late[] = "http: 2\nservice: { workers: 1, timeout: 200ms, time: { law: constant, mean: 1ms } }\n";
	struct outcome o = play("error", NULL, "127.0.0.1", "http: 2\n");

	CHECK(!o.result || void_run(&o));
	CHECK_NEAR("503", value_of(&o, "errors.status"), 1, 0);
	wr_run_free(o.run);
	check_failures("silent", NULL, late, "100 timeout", "no answer came");
	check_failures("reset", NULL, "http: 2\n", "100 reset", "no answer came");
	check_failures("close", NULL, "http: 2\n", "100 reset", "no answer came");
	check_failures("garbage", NULL, "http: 2\n", "garbage", "no answer came");
	check_failures("no-status", NULL, late, "failed", "no answer came");
	check_failures("h1", NULL, late, "100 ", "no answer came");
	check_failures("h1-cut", "good", TRUSTED, "100 reset", "no answer came");
}

/* The proxy is plain towards the client and speaks TLS with the server. */
TEST(faults_before_a_server_with_tls)
{
	struct outcome o = play("h1", "good", "localhost", TRUSTED "faults: [ { kind: status, status: 503, every: 4 } ]\n");

	CHECK(!o.result || void_run(&o));
	CHECK_NEAR("injected", value_of(&o, "injected_error_rate"), 0.25, 0);
	CHECK_NEAR("natural", value_of(&o, "natural_error_rate"), 0, 0);
	wr_run_free(o.run);
	check_failures("h1", "expired", TRUSTED "faults: [ { kind: latency, delay: 1ms } ]\n", "100 TLS", "certificate has expired");
}
