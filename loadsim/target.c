/* target.c - the URL of a live run. */
#include "loadsim/target_p.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int bad_url(const char *url, const char *why, struct wr_err *err)
{
	return wr_fail(err, WR_EUSAGE, "target '%s': %s", url, why);
}

/* ":8080" -> 8080, "" -> usual, -1 for anything else. */
static int port_of(const char *s, size_t n, int usual)
{
	int port = 0;

	if (n == 0)
		return usual;
	if (*s != ':' || n < 2 || n > 6)
		return -1;
	for (size_t i = 1; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		port = port * 10 + (s[i] - '0');
	}
	return port >= 1 && port <= 65535 ? port : -1;
}

static void set_v4(struct ls_target *t, struct in_addr address, int port)
{
	struct sockaddr_in *in = (struct sockaddr_in *)&t->address;

	*in = (struct sockaddr_in){ .sin_family = AF_INET,
				    .sin_addr = address,
				    .sin_port = htons((uint16_t)port) };
	t->address_size = sizeof *in;
}

static void set_v6(struct ls_target *t, int port)
{
	struct sockaddr_in6 *in = (struct sockaddr_in6 *)&t->address;

	*in = (struct sockaddr_in6){ .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT,
				     .sin6_port = htons((uint16_t)port) };
	t->address_size = sizeof *in;
}

static bool refuses(const struct ls_target *t)
{
	int fd = socket(t->address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), failed;

	if (fd < 0)
		return true;
	failed = connect(fd, (const struct sockaddr *)&t->address, t->address_size);
	/* on loopback a refusal is known at once; EINPROGRESS is a full backlog at worst */
	failed = failed && errno != EINPROGRESS;
	if (!failed) {
		int why = 0;
		socklen_t size = sizeof why;

		failed = getsockopt(fd, SOL_SOCKET, SO_ERROR, &why, &size) || why;
	}
	close(fd);
	return failed;
}

static void set_localhost(struct ls_target *t, int port)
{
	set_v4(t, (struct in_addr){ htonl(INADDR_LOOPBACK) }, port);
	if (!refuses(t))
		return;
	set_v6(t, port);
	if (refuses(t))
		set_v4(t, (struct in_addr){ htonl(INADDR_LOOPBACK) }, port);
}

/* A host that the user allows by name. */
static int look_up(struct ls_target *t, const char *host, int port, struct wr_err *err)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV };
	struct addrinfo *found;
	char service[8];
	int why;

	snprintf(service, sizeof service, "%d", port);
	why = getaddrinfo(host, service, &hints, &found);
	if (why)
		return wr_fail(err, WR_EMEASURE, "target '%s': %s", t->url, gai_strerror(why));
	memcpy(&t->address, found->ai_addr, found->ai_addrlen);
	t->address_size = found->ai_addrlen;
	freeaddrinfo(found);
	return 0;
}

static int set_address(struct ls_target *t, const char *host, const char *allowed, int port, struct wr_err *err)
{
	struct in_addr v4;
	struct in6_addr v6;

	if (!strcmp(host, "localhost"))
		set_localhost(t, port);
	else if (inet_pton(AF_INET, host, &v4) == 1 && ntohl(v4.s_addr) >> 24 == 127)
		set_v4(t, v4, port);
	else if (inet_pton(AF_INET6, host, &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6))
		set_v6(t, port);
	else if (allowed && !strcmp(host, allowed))
		return look_up(t, host, port, err);
	else
		return bad_url(t->url,
			       "only loopback addresses are loaded (127.0.0.0/8, [::1], localhost): start the "
			       "server under test on this machine, or allow another one (--allow-host)",
			       err);
	return 0;
}

/* The host's name without brackets, and how much of the authority it takes. */
static char *host_of(const char *authority, size_t n, struct wr_arena *arena, size_t *taken)
{
	const char *end;

	if (*authority == '[') {
		end = memchr(authority, ']', n);
		*taken = end ? (size_t)(end - authority) + 1 : n;
		return wr_arena_strndup(arena, authority + 1, end ? *taken - 2 : 0);
	}
	end = memchr(authority, ':', n);
	*taken = end ? (size_t)(end - authority) : n;
	return wr_arena_strndup(arena, authority, *taken);
}

static bool plain(const char *s)
{
	for (; *s; s++) {
		if ((unsigned char)*s <= 0x20 || (unsigned char)*s >= 0x7f)
			return false;
	}
	return true;
}

/* What follows "http://" or "https://", NULL if neither is there. */
static const char *skip_scheme(const char *url, struct ls_target *t)
{
	t->tls = !strncmp(url, "https://", 8);
	return t->tls ? url + 8 : strncmp(url, "http://", 7) ? NULL : url + 7;
}

int ls_target_parse(const char *url, const char *allowed, struct wr_arena *arena, struct ls_target *out,
		    struct wr_err *err)
{
	const char *authority, *base;
	size_t n, taken, base_length;
	int port;

	*out = (struct ls_target){ .url = wr_arena_strdup(arena, url) };
	authority = skip_scheme(url, out);
	if (!authority || !plain(url))
		return bad_url(url, "is not of the form http://127.0.0.1:8080 or https://127.0.0.1:8443", err);
	n = strcspn(authority, "/?#");
	base = authority + n;
	if (memchr(authority, '@', n) || strpbrk(base, "?#"))
		return bad_url(url, "may not hold a user, a query or a fragment; those belong to 'requests'",
			       err);
	out->host = host_of(authority, n, arena, &taken);
	port = port_of(authority + taken, n - taken, out->tls ? 443 : 80);
	if (port < 0)
		return bad_url(url, "the port must be 1 to 65535", err);
	if (set_address(out, out->host, allowed, port, err))
		return -1;
	out->authority = wr_arena_strndup(arena, authority, n);
	base_length = strlen(base);
	while (base_length && base[base_length - 1] == '/')
		base_length--;
	out->base = wr_arena_strndup(arena, base, base_length);
	return 0;
}
