/* response_test.c - responses whole, in pieces, hostile. */
#include "tests/unit/unit.h"
#include <stdio.h>
#include "loadsim/response_p.h"

/* Feeds text in pieces of `piece` bytes until it is no longer asked for more. */
static enum ls_response_state feed(struct ls_response *r, const char *text, size_t n, size_t piece, bool head)
{
	enum ls_response_state got = LS_RESPONSE_MORE;

	ls_response_begin(r, head);
	for (size_t at = 0; at < n && got == LS_RESPONSE_MORE; at += piece)
		got = ls_response_feed(r, text + at, n - at < piece ? n - at : piece);
	return got;
}

static const struct {
	const char *what, *text;
	bool head;
	enum ls_response_state want;    /* after all bytes */
	enum ls_response_state at_end;  /* when then the connection ends; only after MORE */
	int status;
	bool keep_alive;
} cases[] = {
	{ "a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false, LS_RESPONSE_DONE, 0, 200, true },
	{ "no body", "HTTP/1.1 204 No Content\r\n\r\n", false, LS_RESPONSE_DONE, 0, 204, true },
	{ "204 with a length all the same", "HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n", false, LS_RESPONSE_DONE,
	  0, 204, true },
	{ "304 with the length of what it does not send", "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", false,
	  LS_RESPONSE_DONE, 0, 304, true },
	{ "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", true, LS_RESPONSE_DONE, 0, 200, true },
	{ "HEAD, chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", true, LS_RESPONSE_DONE, 0, 200, true },
	{ "chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", false, LS_RESPONSE_DONE, 0,
	  200, true },
	{ "trailers", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nA: b\r\n\r\n", false,
	  LS_RESPONSE_DONE, 0, 200, true },
	{ "an interim response", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false,
	  LS_RESPONSE_DONE, 0, 200, true },
	{ "close", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi", false, LS_RESPONSE_DONE, 0, 200,
	  false },
	{ "HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", false, LS_RESPONSE_DONE, 0, 200, false },
	{ "HTTP/1.0 kept", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi", false,
	  LS_RESPONSE_DONE, 0, 200, true },
	{ "an error", "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", false, LS_RESPONSE_DONE, 0, 503, true },
	{ "until the end", "HTTP/1.1 200 OK\r\n\r\nhello", false, LS_RESPONSE_MORE, LS_RESPONSE_DONE, 200, false },
	{ "half a body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", false, LS_RESPONSE_MORE, LS_RESPONSE_CUT, 0,
	  false },
	{ "half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc", false, LS_RESPONSE_MORE,
	  LS_RESPONSE_CUT, 0, false },
	{ "half the headers", "HTTP/1.1 200 OK\r\nContent-Le", false, LS_RESPONSE_MORE, LS_RESPONSE_CUT, 0, false },
	{ "an interim response only", "HTTP/1.1 100 Continue\r\n\r\n", false, LS_RESPONSE_MORE, LS_RESPONSE_CUT, 0, false },
	{ "nothing", "", false, LS_RESPONSE_MORE, LS_RESPONSE_CUT, 0, false },
	{ "not HTTP", "\x16\x03\x01 what", false, LS_RESPONSE_GARBAGE, 0, 0, false },
	{ "SSH", "SSH-2.0-OpenSSH_9.2\r\n", false, LS_RESPONSE_GARBAGE, 0, 0, false },
	{ "a request", "GET / HTTP/1.1\r\n\r\n", false, LS_RESPONSE_GARBAGE, 0, 0, false },
	{ "two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", false,
	  LS_RESPONSE_GARBAGE, 0, 0, false },
	{ "a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n", false, LS_RESPONSE_GARBAGE, 0, 0,
	  false },
	{ "a length beyond 64 bits", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n", false,
	  LS_RESPONSE_GARBAGE, 0, 0, false },
	{ "a chunk size that is none", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", false,
	  LS_RESPONSE_GARBAGE, 0, 0, false },
	{ "status 999", "HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n", false, LS_RESPONSE_GARBAGE, 0, 0, false },
	{ "another protocol", "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n", false,
	  LS_RESPONSE_GARBAGE, 0, 0, false },
};

TEST(responses_whole_and_byte_by_byte)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		static const size_t pieces[] = { 1, 7, 100000 };

		for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
			struct ls_response r;
			enum ls_response_state got = feed(&r, cases[i].text, strlen(cases[i].text), pieces[k], cases[i].head);

			CHECK_EQ(cases[i].what, got, cases[i].want);
			if (got == LS_RESPONSE_MORE) {
				got = ls_response_end(&r);
				CHECK_EQ(cases[i].what, got, cases[i].at_end);
			}
			if (got == LS_RESPONSE_DONE) {
				CHECK_EQ(cases[i].what, r.status, cases[i].status);
				CHECK_EQ(cases[i].what, r.keep_alive, cases[i].keep_alive);
			}
		}
	}
}

TEST(more_than_was_announced)
{
	static const char text[] = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello world";
	struct ls_response r;

	CHECK_EQ("in one piece", feed(&r, text, strlen(text), 1000, false), LS_RESPONSE_GARBAGE);
	/* a byte at a time, the response is whole before the rest is seen: that rest meets an idle connection */
	CHECK_EQ("byte by byte", feed(&r, text, strlen(text), 1, false), LS_RESPONSE_DONE);
}

TEST(headers_without_end)
{
	static const char line[] = "X-More: and more and more and more and more\r\n";
	struct ls_response r;
	enum ls_response_state got;
	size_t fed = 17;

	ls_response_begin(&r, false);
	got = ls_response_feed(&r, "HTTP/1.1 200 OK\r\n", 17);
	while (got == LS_RESPONSE_MORE && fed < 1000000) {
		got = ls_response_feed(&r, line, strlen(line));
		fed += strlen(line);
	}
	CHECK_EQ("state", got, LS_RESPONSE_GARBAGE);
	CHECK(fed > 65536 && fed < 65536 + 100);
}

TEST(interim_responses_without_end)
{
	struct ls_response r;
	enum ls_response_state got = LS_RESPONSE_MORE;
	int n = 0;

	ls_response_begin(&r, false);
	for (; n < 1000 && got == LS_RESPONSE_MORE; n++)
		got = ls_response_feed(&r, "HTTP/1.1 100 Continue\r\n\r\n", 25);
	CHECK_EQ("state", got, LS_RESPONSE_GARBAGE);
	CHECK_EQ("after", n, 17);
}

TEST(a_body_far_larger_than_the_limit_of_the_headers)
{
	struct ls_response r;
	char body[10000] = { 0 };
	enum ls_response_state got;

	ls_response_begin(&r, false);
	got = ls_response_feed(&r, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", 44);
	for (int i = 0; i < 100; i++) {
		CHECK_EQ("before the end", got, LS_RESPONSE_MORE);
		got = ls_response_feed(&r, body, sizeof body);
	}
	CHECK_EQ("state", got, LS_RESPONSE_DONE);
}
