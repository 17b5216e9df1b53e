/*
 * cache_code.c - the code that is generated for a trace, whatever is best for it.
 *
 *   cache_code TRACE python|javascript POLICY SIZE TTL [library]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cachesim/cachesim.h"

static int fail(const char *why)
{
	fprintf(stderr, "cache_code: %s\n", why);
	return 1;
}

int main(int argc, char **argv)
{
	struct cs_code code = { .size = 0 };
	struct cs_trace *t;
	struct wr_err err;
	char *text;

	if (argc < 6 || !cs_policy_find(argv[3]))
		return fail("usage: cache_code TRACE python|javascript POLICY SIZE TTL [library]");
	code = (struct cs_code){ argv[2], cs_policy_find(argv[3]), strtoull(argv[4], NULL, 10),
				 strtod(argv[5], NULL), argc > 6 };
	t = cs_trace_read(argv[1], NULL, &err);
	if (!t)
		return fail(err.message);
	text = cs_generate(t, &code, &err);
	cs_trace_free(t);
	if (!text)
		return fail(err.message);
	fputs(text, stdout);
	free(text);
	return 0;
}
