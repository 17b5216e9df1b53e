/* quoted.c - texts as Redis and Valkey print them. */
#include "cachesim/quoted_p.h"

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static char escaped(char c)
{
	switch (c) {
	case 'n': return '\n';
	case 'r': return '\r';
	case 't': return '\t';
	case 'a': return '\a';
	case 'b': return '\b';
	default: return c;      /* a quote or a backslash */
	}
}

const char *cs_unquote(const char *at, const char *end, struct wr_buf *out)
{
	for (at++; at < end; at++) {
		const char *run = at;

		while (at < end && *at != '"' && *at != '\\')
			at++;
		wr_buf_add(out, run, (size_t)(at - run));
		if (at == end || *at == '"')
			break;
		if (++at == end)
			return NULL;
		if (*at == 'x' && end - at > 2 && digit(at[1]) >= 0 && digit(at[2]) >= 0) {
			wr_buf_char(out, (char)(digit(at[1]) * 16 + digit(at[2])));
			at += 2;
		} else {
			wr_buf_char(out, escaped(*at));
		}
	}
	return at < end ? at + 1 : NULL;
}
