#ifndef WEIR_TESTS_CACHESIM_SCRIPT_H
#define WEIR_TESTS_CACHESIM_SCRIPT_H

#include <stdio.h>
#include "cachesim/cachesim.h"
#include "core/alloc.h"
#include "tests/unit/unit.h"

/*
 * script.h - traces as one writes them down: tokens between blanks, each
 * [=|-]key[:size][@time], key one letter; '=' writes, '-' deletes, else it is
 * a read.  Without any size or time the trace has none.
 */
static inline struct cs_trace *script(const char *text)
{
	struct cs_trace *t = wr_calloc(1, sizeof *t);
	bool sizes = strchr(text, ':'), times = strchr(text, '@');
	size_t room = strlen(text) + 1;

	t->key = wr_calloc(room, sizeof *t->key);
	t->operation = wr_calloc(room, 1);
	t->size = sizes ? wr_calloc(room, sizeof *t->size) : NULL;
	t->time = times ? wr_calloc(room, sizeof *t->time) : NULL;
	t->unique = 'z' - 'a' + 1;
	for (char *s = (char *)(uintptr_t)text; *s; ) {
		if (*s == ' ') {
			s++;
			continue;
		}
		t->operation[t->n] = *s == '=' ? CS_WRITE : *s == '-' ? CS_DELETE : CS_READ;
		s += *s == '=' || *s == '-';
		t->key[t->n] = (uint32_t)(*s++ - 'a');
		if (*s == ':')
			t->size[t->n] = (uint32_t)strtoul(s + 1, &s, 10);
		if (*s == '@')
			t->time[t->n] = strtod(s + 1, &s);
		t->n++;
	}
	return t;
}

/* One replay; a failure fails the test. */
static inline struct cs_result replay(const struct cs_trace *t, const char *policy, struct cs_limits limits)
{
	struct cs_result r;
	struct wr_err err;

	if (cs_policy_find(policy)->replay(t, &limits, &r, &err))
		fail_msg("%s: %s", policy, err.message);
	return r;
}

static inline uint64_t misses_of(const char *text, const char *policy, struct cs_limits limits)
{
	struct cs_trace *t = script(text);
	struct cs_result r = replay(t, policy, limits);

	cs_trace_free(t);
	return r.misses;
}

#define OBJECTS(n)      ((struct cs_limits){ .capacity = (n) })
#define BYTES(n)        ((struct cs_limits){ .capacity = (n), .by_bytes = true })
#define TTL(n, seconds) ((struct cs_limits){ .capacity = (n), .ttl = (seconds) })

#endif
