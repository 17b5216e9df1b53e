/*
 * generate.c - a cache as a source file that proves itself: the policy's code,
 * and a slice of the trace with the hits that the simulator counts on it.
 *
 * code/ holds a file per policy and language, and the harness around it, in
 * which @NAME@ is replaced.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/buf.h"
#include "core/units.h"
#include "cachesim/code_p.h"
#include "cachesim/study_p.h"

enum {
	SLICE = 2000,           /* requests of the trace in the self-test */
	ROWS = 3,               /* capacities in it */
	LINE = 100              /* characters */
};

struct generator {
	const struct cs_trace *trace;
	const struct cs_code *code;
	const char *ending;             /* "py" */
	bool only_reads;
	struct cs_trace slice;          /* times in milliseconds */
};

static bool javascript(const struct generator *g)
{
	return !strcmp(g->code->language, "javascript");
}

static bool has_ttl(const struct generator *g)
{
	return g->code->policy->needs_time;
}

/* From the middle of the trace, where caches are warm. */
static void cut_slice(struct generator *g)
{
	const struct cs_trace *t = g->trace;
	size_t n = t->n < SLICE ? t->n : SLICE, from = t->n >= 2 * SLICE ? t->n / 2 : 0;
	struct cs_trace *s = &g->slice;
	uint32_t *id_of = wr_calloc(t->unique, sizeof *id_of);

	s->key = wr_malloc(n * sizeof *s->key);
	s->operation = wr_malloc(n);
	s->time = wr_malloc(n * sizeof *s->time);
	g->only_reads = true;
	for (size_t i = 0; i < n; i++) {
		uint32_t key = t->key[from + i];

		if (!id_of[key])
			id_of[key] = ++s->unique;
		s->key[i] = id_of[key] - 1;
		s->operation[i] = t->operation ? t->operation[from + i] : CS_READ;
		s->time[i] = t->time ? floor(1000 * (t->time[from + i] - t->time[from])) : 0;
		g->only_reads &= s->operation[i] == CS_READ;
	}
	s->n = n;
	free(id_of);
}

static void say_number(struct wr_buf *b, uint64_t v, unsigned base)
{
	char text[65], *s = text + sizeof text - 1;

	*s = '\0';
	do
		*--s = "0123456789abcdefghijklmnopqrstuvwxyz"[v % base];
	while (v /= base);
	wr_buf_str(b, s);
}

static void say_requests(const struct generator *g, struct wr_buf *b)
{
	const struct cs_trace *s = &g->slice;
	size_t line = b->len;

	for (size_t i = 0; i < s->n; i++) {
		double later = has_ttl(g) && i ? s->time[i] - s->time[i - 1] : 0;

		if (i) {
			wr_buf_char(b, b->len - line > LINE ? '\n' : ' ');
			line = b->data[b->len - 1] == '\n' ? b->len : line;
		}
		if (s->operation[i] != CS_READ)
			wr_buf_char(b, s->operation[i] == CS_WRITE ? '=' : '-');
		say_number(b, s->key[i], 36);
		if (later > 0) {
			wr_buf_char(b, '@');
			say_number(b, (uint64_t)later, 10);
		}
	}
}

/* Sizes at which the slice must evict much and little, and the one that is asked for. */
static uint64_t row_size(const struct generator *g, int row)
{
	uint64_t part = row == 0 ? g->slice.unique / 20 : g->slice.unique / 4;

	return row == ROWS - 1 ? g->code->size : part ? part : 1;
}

/* Milliseconds; in the first rows so short that entries expire within the slice. */
static double row_ttl(const struct generator *g, int row)
{
	double given = fmax(round(1000 * g->code->ttl), 1);

	return row == ROWS - 1 ? given : fmin(given, floor(g->slice.time[g->slice.n - 1] / 20) + 1);
}

static int say_expected(const struct generator *g, struct wr_buf *b, struct wr_err *err)
{
	for (int row = 0; row < ROWS; row++) {
		struct cs_limits limits = { .capacity = row_size(g, row), .ttl = has_ttl(g) ? row_ttl(g, row) : 0 };
		struct cs_result r;

		if (g->code->policy->replay(&g->slice, &limits, &r, err))
			return -1;
		wr_buf_printf(b, "%s%s%llu, %.0f, %llu%s,", row ? "\n" : "", javascript(g) ? "  [" : "    (",
			      (unsigned long long)limits.capacity, limits.ttl,
			      (unsigned long long)(r.requests - r.misses), javascript(g) ? "]" : ")");
	}
	return 0;
}

static int say_facts(const struct generator *g, struct wr_buf *b, struct wr_err *err)
{
	struct cs_limits limits = { .capacity = g->code->size, .ttl = g->code->ttl };
	struct cs_result r;
	char requests[64], percent[32];

	if (g->code->policy->replay(g->trace, &limits, &r, err))
		return -1;
	wr_buf_printf(b, "In the trace of %s reads it was made for it answers %s of them.",
		      wr_format_count(requests, sizeof requests, (double)r.requests),
		      wr_format_percent(percent, sizeof percent, r.requests ? cs_hit_ratio(&r) : 0));
	return 0;
}

static void say_constants(const struct generator *g, struct wr_buf *b)
{
	if (has_ttl(g))
		wr_buf_printf(b, javascript(g) ? "\nexport const TTL = %.17g; // seconds" : "\nTTL = %.17g  # seconds",
			      g->code->ttl);
}

static void say_title(const struct generator *g, struct wr_buf *b)
{
	char count[64];

	wr_buf_printf(b, "A cache of %s object%s: %s.", wr_format_count(count, sizeof count, (double)g->code->size),
		      g->code->size == 1 ? "" : "s", g->code->policy->title);
}

static const char *template_of(const struct generator *g, const char *name)
{
	char path[96];

	snprintf(path, sizeof path, "cachesim/code/%s.%s", name, g->ending);
	return cs_code_file(path, NULL);
}

static const char *class_of(const struct generator *g)
{
	char name[48];

	snprintf(name, sizeof name, "%.30s%s", g->code->policy->name, g->code->library ? "_library" : "");
	return template_of(g, name);
}

static void say_imports(const struct generator *g, struct wr_buf *b)
{
	if (javascript(g)) {
		if (g->code->library)
			wr_buf_str(b, has_ttl(g) ? "import { TTLCache } from \"@isaacs/ttlcache\";\n"
						 : "import { LRUCache } from \"lru-cache\";\n");
		return;
	}
	wr_buf_str(b, has_ttl(g) ? "import time\n" : "");
	wr_buf_str(b, strstr(class_of(g), "OrderedDict") ? "from collections import OrderedDict\n" : "");
	wr_buf_str(b, "from typing import Any, Callable, Generic, Hashable, Optional, TypeVar\n");
	wr_buf_str(b, g->code->library ? "\nimport cachetools\n" : "");
}

static void say_class(const struct generator *g, struct wr_buf *b)
{
	if (javascript(g) && strstr(class_of(g), "takeOldest"))
		wr_buf_str(b, template_of(g, "take_oldest"));
	wr_buf_str(b, class_of(g));
}

static void say_new(const struct generator *g, struct wr_buf *b, bool test)
{
	static const char *const texts[2][2][2] = {
		{ { "Cache(CAPACITY)", "Cache(capacity)" },
		  { "Cache(CAPACITY, TTL)", "Cache(capacity, ttl, lambda: now)" } },
		{ { "new Cache(CAPACITY)", "new Cache(capacity)" },
		  { "new Cache(CAPACITY, TTL)", "new Cache(capacity, ttl, () => now)" } },
	};

	/* The library's clock is the global one. */
	if (test && g->code->library && javascript(g) && has_ttl(g))
		wr_buf_str(b, "((performance.now = () => now), new Cache(capacity, ttl / 1000))");
	else
		wr_buf_str(b, texts[javascript(g)][has_ttl(g)][test]);
}

static void say_times(const struct generator *g, struct wr_buf *b)
{
	if (has_ttl(g))
		wr_buf_printf(b, ";\n%s \"@\" and the milliseconds since the request before",
			      javascript(g) ? "//" : "#");
}

static bool is(const char *name, size_t n, const char *word)
{
	return strlen(word) == n && !memcmp(name, word, n);
}

/* Adds what stands for @NAME@.  -1 with err. */
static int say(const struct generator *g, const char *name, size_t n, struct wr_buf *b, struct wr_err *err)
{
	if (is(name, n, "REQUESTS"))
		say_requests(g, b);
	else if (is(name, n, "EXPECTED"))
		return say_expected(g, b, err);
	else if (is(name, n, "FACTS"))
		return say_facts(g, b, err);
	else if (is(name, n, "TITLE"))
		say_title(g, b);
	else if (is(name, n, "VERSION"))
		wr_buf_str(b, WEIR_VERSION);
	else if (is(name, n, "CAPACITY"))
		wr_buf_printf(b, "%llu", (unsigned long long)g->code->size);
	else if (is(name, n, "CONSTANTS"))
		say_constants(g, b);
	else if (is(name, n, "IMPORTS"))
		say_imports(g, b);
	else if (is(name, n, "CLASS"))
		say_class(g, b);
	else if (is(name, n, "NEW") || is(name, n, "TEST"))
		say_new(g, b, *name == 'T');
	else if (is(name, n, "TIMES"))
		say_times(g, b);
	else if (is(name, n, "ROW"))
		wr_buf_str(b, has_ttl(g) ? "Capacity, time to live in milliseconds" : "Capacity, no time to live");
	return 0;
}

/* Copies the text with every @NAME@ replaced; an '@' before anything else is itself. */
static int fill(const struct generator *g, const char *text, struct wr_buf *b, struct wr_err *err)
{
	while (*text) {
		size_t plain = strcspn(text, "@"), n;

		wr_buf_add(b, text, plain);
		text += plain;
		if (!*text)
			return 0;
		n = strspn(text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if (n && text[n + 1] == '@') {
			if (say(g, text + 1, n, b, err))
				return -1;
			text += n + 2;
		} else {
			wr_buf_char(b, *text++);
		}
	}
	return 0;
}

static int check(struct generator *g, struct wr_err *err)
{
	const struct cs_code *c = g->code;

	if (strcmp(c->language, "python") && strcmp(c->language, "javascript"))
		return wr_fail(err, WR_EUSAGE, "code is generated for python and javascript, not for '%s'",
			       c->language);
	g->ending = javascript(g) ? "mjs" : "py";
	if (!class_of(g) && c->library && template_of(g, c->policy->name))
		return wr_fail(err, WR_EUSAGE, "no library's %s is known to do the same as weir's: leave --library out",
			       c->policy->name);
	if (!class_of(g))
		return wr_fail(err, WR_EUSAGE, "no code can be generated for policy %s", c->policy->name);
	if (has_ttl(g) && (!g->trace->time || !(c->ttl > 0)))
		return wr_fail(err, WR_EUSAGE, "code for policy %s needs a trace with times and a time to live",
			       c->policy->name);
	return 0;
}

char *cs_generate(const struct cs_trace *trace, const struct cs_code *code, struct wr_err *err)
{
	struct generator g = { .trace = trace, .code = code };
	struct wr_buf b = WR_BUF_INIT;
	const char *harness = "harness";
	int result;

	if (check(&g, err))
		return NULL;
	cut_slice(&g);
	/* The standard library's knows neither writes nor deletes. */
	if (!strcmp(code->policy->name, "lru") && !trace->operation && !javascript(&g) && !code->library)
		harness = "functools";
	result = fill(&g, template_of(&g, harness), &b, err);
	free(g.slice.key);
	free(g.slice.operation);
	free(g.slice.time);
	if (!result)
		return wr_buf_detach(&b, NULL);
	wr_buf_free(&b);
	return NULL;
}
