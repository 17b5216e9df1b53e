/* keyclass.c - what kinds of keys a trace has. */
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "cachesim/keyclass_p.h"

enum { MOST_PARTS = 3, LONGEST_PART = 24, MOST_KINDS = 64, LONGEST = MOST_PARTS * (LONGEST_PART + 1) + 2 };

#define NUMBER  UINT32_MAX

static bool ends_part(char c)
{
	return c == ':' || c == '/' || c == '|' || c == '#' || c == ',';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Characters of the part at s. */
static size_t part_length(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && !ends_part(s[i]))
		i++;
	return i;
}

static bool varies(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_digit(s[i]) || (unsigned char)s[i] < ' ')
			return true;
	return n > LONGEST_PART;
}

/* The kind of a key, up to LONGEST bytes. */
static void describe(const char *key, size_t n, int most_parts, char *out)
{
	const char *query = memchr(key, '?', n), *end = query ? query : key + n;
	size_t at = 0, length;
	int parts = 0;

	for (; key < end && at < LONGEST - LONGEST_PART; key += length) {
		length = part_length(key, (size_t)(end - key));
		if (!length) {
			out[at++] = *key;
			length = 1;
		} else if (parts == most_parts || varies(key, length)) {
			out[at++] = '*';
			length = parts == most_parts ? (size_t)(end - key) : length;
			parts++;
		} else {
			memcpy(out + at, key, length);
			at += length;
			parts++;
		}
	}
	out[at] = '\0';
}

/* Number of the kind, MOST_KINDS = all that are too many. */
static uint16_t kind_number(struct cs_kinds *k, const char *name)
{
	for (uint32_t i = 0; i < k->count; i++)
		if (!strcmp(k->name[i], name))
			return (uint16_t)i;
	if (k->count > MOST_KINDS)
		return MOST_KINDS;
	if (!k->name)
		k->name = wr_calloc(MOST_KINDS + 1, sizeof *k->name);
	k->name[k->count] = wr_strdup(k->count == MOST_KINDS ? "(other)" : name);
	return (uint16_t)k->count++;
}

static void push_length(struct cs_keyclasses *c, uint32_t n)
{
	if (c->pending == c->cap) {
		c->cap = c->cap ? 2 * c->cap : 1024;
		c->length = wr_realloc(c->length, c->cap * sizeof *c->length);
	}
	c->length[c->pending++] = n;
}

void cs_keyclasses_add(struct cs_keyclasses *c, size_t i, const char *key, size_t n)
{
	size_t digits = 0;

	while (digits < n && is_digit(key[digits]))
		digits++;
	if (digits == n)
		return;
	while (c->pending < i)
		push_length(c, NUMBER);
	push_length(c, (uint32_t)n);
	c->texts = true;
	wr_buf_add(&c->text, key, n);
}

/* Room for one more; before the first text all keys were numbers, of which nothing was noted. */
static void reserve(struct cs_keyclasses *c)
{
	bool first = !c->unique_cap;

	if (c->unique < c->unique_cap)
		return;
	c->unique_cap = c->unique < 512 ? 1024 : 2 * (size_t)c->unique;
	for (int i = 0; i < 2; i++)
		c->of[i] = wr_realloc(c->of[i], c->unique_cap * sizeof *c->of[i]);
	for (uint32_t id = 0; first && id < c->unique; id++) {
		c->of[0][id] = kind_number(&c->fine, "*");
		c->of[1][id] = kind_number(&c->coarse, "*");
	}
}

static void classify(struct cs_keyclasses *c, const char *key, size_t n)
{
	char name[LONGEST + 1];

	reserve(c);
	describe(key, n, MOST_PARTS, name);
	c->of[0][c->unique] = kind_number(&c->fine, name);
	describe(key, n, 1, name);
	c->of[1][c->unique++] = kind_number(&c->coarse, name);
}

void cs_keyclasses_number(struct cs_keyclasses *c, const uint32_t *ids, size_t n, uint32_t unique)
{
	size_t at = 0;

	for (size_t i = 0; i < n && c->texts; i++) {
		uint32_t length = i < c->pending ? c->length[i] : NUMBER;

		/* Ids come in the order in which keys do. */
		if (ids[i] == c->unique)
			classify(c, length == NUMBER ? "0" : c->text.data + at, length == NUMBER ? 1 : length);
		at += length == NUMBER ? 0 : length;
	}
	c->unique = unique;
	c->pending = 0;
	wr_buf_clear(&c->text);
}

void cs_keyclasses_take(struct cs_keyclasses *c, struct cs_trace *t)
{
	struct cs_kinds *k = c->fine.count > MOST_KINDS ? &c->coarse : &c->fine;
	uint16_t **of = k == &c->fine ? &c->of[0] : &c->of[1];

	if (!c->texts)
		return;
	t->class_of = *of;
	t->class_name = k->name;
	t->class_count = k->count;
	*of = NULL;
	*k = (struct cs_kinds){ 0 };
}

static void kinds_free(struct cs_kinds *k)
{
	for (uint32_t i = 0; i < k->count; i++)
		free(k->name[i]);
	free(k->name);
}

void cs_keyclasses_free(struct cs_keyclasses *c)
{
	wr_buf_free(&c->text);
	kinds_free(&c->fine);
	kinds_free(&c->coarse);
	free(c->of[0]);
	free(c->of[1]);
	free(c->length);
}
