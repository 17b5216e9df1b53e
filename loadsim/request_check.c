/* request_check.c - whether a request of a scenario can be sent as it is. */
#include "loadsim/scenario_p.h"

#include <string.h>
#include <strings.h>

static const char *const methods[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", NULL };
/* these frame the message, and so are the client's own business */
static const char *const own_headers[] = {
	"Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Upgrade", "Expect", NULL
};

static bool listed(const char *const *list, const char *s, size_t n)
{
	for (; *list; list++) {
		if (strlen(*list) == n && !strncasecmp(*list, s, n))
			return true;
	}
	return false;
}

static bool all_between(const char *s, unsigned char low, unsigned char high)
{
	for (; *s; s++) {
		if ((unsigned char)*s < low || (unsigned char)*s > high)
			return false;
	}
	return true;
}

/* Control characters, of which CR and LF would start another header. */
static bool has_control(const char *s)
{
	for (; *s; s++) {
		if (((unsigned char)*s < 0x20 && *s != '\t') || *s == 0x7f)
			return true;
	}
	return false;
}

static int check_method(const struct ls_request *r, const char *path, struct wr_err *err)
{
	for (size_t i = 0; methods[i]; i++) {
		if (!strcmp(methods[i], r->method))
			return 0;
	}
	return wr_fail_at(err, WR_EUSAGE, path, r->mark.line, r->mark.column,
			  "method '%s' is none of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS", r->method);
}

static int check_header(const char *header, const char *path, struct wr_mark at, struct wr_err *err)
{
	/* RFC 9110, 5.6.2: the characters of a token */
	static const char token[] = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t n = strspn(header, token);

	if (!n || header[n] != ':' || has_control(header))
		return wr_fail_at(err, WR_EUSAGE, path, at.line, at.column,
				  "header '%s' is not of the form 'Name: value' on one line", header);
	if (listed(own_headers, header, n))
		return wr_fail_at(err, WR_EUSAGE, path, at.line, at.column,
				  "header '%.*s' is set by weir itself", (int)n, header);
	return 0;
}

int ls_request_check(const struct ls_request *r, const char *path, struct wr_err *err)
{
	if (check_method(r, path, err))
		return -1;
	if (r->path[0] != '/' || !all_between(r->path, 0x21, 0x7e) || strchr(r->path, '#'))
		return wr_fail_at(
			err, WR_EUSAGE, path, r->mark.line, r->mark.column,
			"path '%s' must start with '/' and hold no blanks, no fragment and only ASCII (write "
			"others as %%XX)",
			r->path);
	for (size_t i = 0; i < r->headers.n; i++) {
		if (check_header(r->headers.items[i], path, r->headers.marks ? r->headers.marks[i] : r->mark,
				 err))
			return -1;
	}
	return 0;
}
