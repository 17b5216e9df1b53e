/* target_test.c - where requests may go, and as which bytes. */
#include "tests/unit/unit.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <unistd.h>
#include "loadsim/backlog_p.h"
#include "loadsim/mix_p.h"
#include "loadsim/wire_p.h"

static const struct { const char *url, *address, *authority, *base; int port; } good[] = {
	{ "http://127.0.0.1:8080", "127.0.0.1", "127.0.0.1:8080", "", 8080 },
	{ "http://127.0.0.1", "127.0.0.1", "127.0.0.1", "", 80 },
	{ "http://127.8.9.10:1/", "127.8.9.10", "127.8.9.10:1", "", 1 },
	{ "http://[::1]:65535/api/", "::1", "[::1]:65535", "/api", 65535 },
	{ "http://[::1]", "::1", "[::1]", "", 80 },
	{ "http://127.0.0.1:80/a/b", "127.0.0.1", "127.0.0.1:80", "/a/b", 80 },
	{ "https://127.0.0.1", "127.0.0.1", "127.0.0.1", "", 443 },
	{ "https://[::1]:8443/x", "::1", "[::1]:8443", "/x", 8443 },
};

TEST(loopback_addresses_are_taken)
{
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct wr_arena *arena = wr_arena_new();
		struct ls_target t;
		struct wr_err err;
		char text[64];
		const struct sockaddr_in *v4 = (const void *)&t.address;
		const struct sockaddr_in6 *v6 = (const void *)&t.address;

		if (ls_target_parse(good[i].url, NULL, arena, &t, &err))
			fail_msg("%s", err.message);
		if (t.address.ss_family == AF_INET)
			inet_ntop(AF_INET, &v4->sin_addr, text, sizeof text);
		else
			inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof text);
		CHECK_STR(text, good[i].address);
		CHECK_EQ(good[i].url, ntohs(v4->sin_port), good[i].port);       /* at the same place in both */
		CHECK_STR(t.authority, good[i].authority);
		CHECK_STR(t.base, good[i].base);
		CHECK_EQ(good[i].url, t.tls, good[i].url[4] == 's');
		wr_arena_free(arena);
	}
}

static const struct { const char *url, *message; } bad[] = {
	{ "http://example.com", "only loopback addresses" },
	{ "http://example.com:8080/x", "only loopback addresses" },
	{ "http://10.0.0.1", "only loopback addresses" },
	{ "http://128.0.0.1", "only loopback addresses" },
	{ "http://0.0.0.0:80", "only loopback addresses" },
	{ "http://[::]:80", "only loopback addresses" },
	{ "http://[::2]:80", "only loopback addresses" },
	{ "http://[::ffff:10.0.0.1]:80", "only loopback addresses" },
	{ "http://127.1", "only loopback addresses" },
	{ "http://0x7f000001", "only loopback addresses" },
	{ "http://2130706433", "only loopback addresses" },
	{ "http://localhost.example.com", "only loopback addresses" },
	{ "http://127.0.0.1.example.com", "only loopback addresses" },
	{ "http://[127.0.0.1]x:80", "port" },
	{ "http://", "only loopback addresses" },
	{ "http://127.0.0.1@example.com", "may not hold a user" },
	{ "http://user@127.0.0.1", "may not hold a user" },
	{ "http://127.0.0.1/a?b=c", "a query" },
	{ "http://127.0.0.1#x", "a fragment" },
	{ "http://127.0.0.1:0", "port" },
	{ "http://127.0.0.1:65536", "port" },
	{ "http://127.0.0.1:", "port" },
	{ "http://127.0.0.1:80x", "port" },
	{ "http://127.0.0.1:-1", "port" },
	{ "http://[::1", "only loopback addresses" },
	{ "https://example.com", "only loopback addresses" },
	{ "https:/127.0.0.1", "not of the form" },
	{ "ftp://127.0.0.1", "not of the form" },
	{ "127.0.0.1:8080", "not of the form" },
	{ "http://127.0.0.1/a b", "not of the form" },
	{ "http://127.0.0.1/a\r\nX: y", "not of the form" },
	{ "", "not of the form" },
};

TEST(everything_else_is_refused)
{
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct wr_arena *arena = wr_arena_new();
		struct ls_target t;
		struct wr_err err = { 0 };

		if (!ls_target_parse(bad[i].url, NULL, arena, &t, &err))
			fail_msg("not refused: %s", bad[i].url);
		CHECK_EQ(bad[i].url, err.code, WR_EUSAGE);
		CHECK_HAS(err.message, bad[i].message);
		CHECK_HAS(err.message, bad[i].url);
		wr_arena_free(arena);
	}
}

static int listen_on(int family, int *port)
{
	struct sockaddr_storage a = { .ss_family = (sa_family_t)family };
	struct sockaddr_in *v4 = (void *)&a;
	struct sockaddr_in6 *v6 = (void *)&a;
	socklen_t size = family == AF_INET ? sizeof *v4 : sizeof *v6;
	int fd = socket(family, SOCK_STREAM, 0);

	if (family == AF_INET)
		v4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	else
		v6->sin6_addr = (struct in6_addr)IN6ADDR_LOOPBACK_INIT;
	if (fd < 0 || bind(fd, (struct sockaddr *)&a, size) || listen(fd, 4) ||
	    getsockname(fd, (struct sockaddr *)&a, &size))
		return -1;
	*port = ntohs(v4->sin_port);
	return fd;
}

static int family_of_localhost(int port)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_target t;
	char url[64];

	snprintf(url, sizeof url, "http://localhost:%d", port);
	CHECK_EQ(url, ls_target_parse(url, NULL, arena, &t, NULL), 0);
	CHECK_STR(t.authority, url + 7);
	wr_arena_free(arena);
	return t.address.ss_family;
}

TEST(localhost_is_whichever_address_listens)
{
	int port, fd = listen_on(AF_INET, &port);

	CHECK(fd >= 0);
	CHECK_EQ("only IPv4 listens", family_of_localhost(port), AF_INET);
	close(fd);
	CHECK_EQ("nobody listens", family_of_localhost(port), AF_INET);
	fd = listen_on(AF_INET6, &port);
	if (fd < 0)
		return;         /* a machine without IPv6 */
	CHECK_EQ("only IPv6 listens", family_of_localhost(port), AF_INET6);
	close(fd);
}

static struct ls_wire *wires_of(struct ls_request *requests, size_t n, struct wr_arena *arena)
{
	struct ls_scenario s = { .requests = requests, .request_count = n };
	struct ls_target t = { .authority = "127.0.0.1:8080", .base = "/api" };

	return ls_wires_make(&s, &t, arena);
}

TEST(requests_as_bytes)
{
	struct wr_arena *arena = wr_arena_new();
	const char *plain[] = { "Accept: text/html" }, *host[] = { "host: shop.test" };
	struct ls_request requests[] = {
		{ .method = "GET", .path = "/cart?id=7", .headers = { plain, 1, NULL }, .weight = 1 },
		{ .method = "POST",
		  .path = "/orders",
		  .body = "{\"item\": 7}",
		  .headers = { host, 1, NULL },
		  .weight = 1 },
		{ .method = "PUT", .path = "/", .weight = 1 },
		{ .method = "HEAD", .path = "/", .weight = 1 },
	};
	struct ls_wire *w = wires_of(requests, 4, arena);

	CHECK_STR(w[0].bytes,
		  "GET /api/cart?id=7 HTTP/1.1\r\nAccept: text/html\r\nHost: 127.0.0.1:8080\r\n\r\n");
	CHECK_STR(w[1].bytes,
		  "POST /api/orders HTTP/1.1\r\nhost: shop.test\r\nContent-Length: 11\r\n\r\n{\"item\": 7}");
	CHECK_STR(w[2].bytes, "PUT /api/ HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Length: 0\r\n\r\n");
	CHECK_EQ("size", w[1].size, strlen(w[1].bytes));
	CHECK(w[0].idempotent && !w[1].idempotent && w[2].idempotent);
	CHECK(!w[0].head && w[3].head);
	wr_arena_free(arena);
}

TEST(requests_are_chosen_by_weight)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_request requests[] = {
		{ .method = "GET", .path = "/a", .weight = 3 }, { .method = "GET", .path = "/b", .weight = 1 },
		{ .method = "GET", .path = "/c", .weight = 6 },
	};
	struct ls_mix mix = ls_mix_make(&(struct ls_scenario){ .requests = requests, .request_count = 3 }, arena);
	double counts[3] = { 0 };
	const int n = 100000;
	struct wr_rng rng;

	wr_rng_seed(&rng, 1);
	for (int i = 0; i < n; i++)
		counts[ls_mix_pick(&mix, &rng)]++;
	for (int i = 0; i < 3; i++) {
		double p = requests[i].weight / 10;

		CHECK_NEAR(requests[i].path, counts[i] / n, p, 3 * sqrt(p * (1 - p) / n));
	}
	wr_arena_free(arena);
}

TEST(the_backlog_is_first_in_first_out)
{
	struct ls_backlog b = { 0 };
	int64_t next = 0;

	CHECK(!ls_backlog_first(&b));
	for (int64_t i = 0; i < 1000; i++) {
		ls_backlog_push(&b, (struct ls_due){ .intended = i });
		if (i % 3 == 0)
			CHECK_EQ("order", ls_backlog_pop(&b).intended, next++);
	}
	ls_backlog_push_front(&b, (struct ls_due){ .intended = -7 });
	CHECK_EQ("first", ls_backlog_first(&b)->intended, -7);
	CHECK_EQ("pushed to the front", ls_backlog_pop(&b).intended, -7);
	while (b.n)
		CHECK_EQ("order", ls_backlog_pop(&b).intended, next++);
	CHECK_EQ("all", next, 1000);
	ls_backlog_push_front(&b, (struct ls_due){ .intended = 5 });
	CHECK_EQ("only one", ls_backlog_pop(&b).intended, 5);
	ls_backlog_free(&b);
}
