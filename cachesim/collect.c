/* collect.c - requests, whatever their format, into the columns of a trace. */
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/collect_p.h"

enum { LIVES_ON = 64 };         /* requests between a write and the command that limits its life */

static void reserve(struct cs_collector *c)
{
	struct cs_trace *t = c->trace;

	if (t->n < c->cap)
		return;
	c->cap = c->cap ? 2 * c->cap : 4 * CS_PENDING;
	t->key = wr_realloc(t->key, c->cap * sizeof *t->key);
	if (c->fields & CS_HAS_TIME)
		t->time = wr_realloc(t->time, c->cap * sizeof *t->time);
	if (c->fields & CS_HAS_SIZE)
		t->size = wr_realloc(t->size, c->cap * sizeof *t->size);
	if (c->fields & CS_HAS_OPERATION)
		t->operation = wr_realloc(t->operation, c->cap * sizeof *t->operation);
	if (c->fields & CS_HAS_TTL)
		t->ttl = wr_realloc(t->ttl, c->cap * sizeof *t->ttl);
}

static int number_pending(struct cs_collector *c, struct wr_err *err)
{
	size_t first = c->trace->n - c->pending;

	if (!c->pending)
		return 0;
	if (cs_numbering_assign(&c->numbering, c->identity, c->pending, c->trace->key + first) < c->pending)
		return wr_fail(err, WR_ELIMIT, "%s: more than %u different keys", c->name, CS_MAX_KEYS);
	cs_keyclasses_number(&c->classes, c->trace->key + first, c->pending, c->numbering.unique);
	c->pending = 0;
	return 0;
}

static void add_time(struct cs_collector *c, double time)
{
	struct cs_trace *t = c->trace;

	if (!t->n)
		c->origin = c->latest = time;
	if (time < c->latest)
		t->unordered++;
	else
		c->latest = time;
	t->time[t->n] = c->latest - c->origin;
}

/* Gives the last write of the key the time to live that a command behind it states. */
static void live_on(struct cs_collector *c, const struct cs_request *q)
{
	struct cs_trace *t = c->trace;
	uint64_t identity = q->key ? cs_identity(q->key, q->key_length) : cs_identity_of_number(q->number);
	size_t back = c->pending < LIVES_ON ? c->pending : LIVES_ON;

	for (size_t i = 1; t->ttl && i <= back; i++) {
		size_t at = t->n - i;

		if (c->identity[c->pending - i] != identity || t->operation[at] != CS_WRITE)
			continue;
		t->ttl[at] = q->ttl;
		return;
	}
}

int cs_collector_add(struct cs_collector *c, const struct cs_request *q, struct wr_err *err)
{
	struct cs_trace *t = c->trace;

	if (t->n == UINT32_MAX - 1)
		return wr_fail(err, WR_ELIMIT, "%s: more than %u requests", c->name, UINT32_MAX - 1);
	if (q->lives_on) {
		live_on(c, q);
		return 0;
	}
	reserve(c);
	if (q->key)
		cs_keyclasses_add(&c->classes, c->pending, q->key, q->key_length);
	c->identity[c->pending++] = q->key ? cs_identity(q->key, q->key_length)
					   : cs_identity_of_number(q->number);
	if (t->time)
		add_time(c, q->time);
	if (t->size)
		t->size[t->n] = q->size;
	if (t->operation)
		t->operation[t->n] = (uint8_t)q->operation;
	if (t->ttl)
		t->ttl[t->n] = q->ttl;
	t->n++;
	return c->pending == CS_PENDING ? number_pending(c, err) : 0;
}

/* last: [unique] size of each key's first write. */
static size_t fill_told(struct cs_trace *t, uint32_t *last, double *sum)
{
	size_t told = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (t->size[i])
			last[t->key[i]] = t->size[i];
		t->size[i] = last[t->key[i]];
		told += t->size[i] > 0;
		*sum += t->size[i];
	}
	return told;
}

/*
 * Where only writes tell sizes: every request gets that of the key's last write before it, or else of its first;
 * keys without one get the mean of the others.  If those are most of the requests, the trace has no sizes.
 */
static void fill_sizes(struct cs_trace *t)
{
	uint32_t *last = wr_calloc(t->unique, sizeof *last);
	double sum = 0;
	size_t told;

	for (size_t i = t->n; i-- > 0;)
		if (t->size[i])
			last[t->key[i]] = t->size[i];
	told = fill_told(t, last, &sum);
	free(last);
	for (size_t i = 0; i < t->n && 2 * told >= t->n; i++)
		if (!t->size[i])
			t->size[i] = (uint32_t)(sum / (double)told);
	if (2 * told >= t->n)
		return;
	free(t->size);
	t->size = NULL;
}

/* Takes out a column in which nothing stands, and fills sizes that only writes tell. */
static void settle_columns(struct cs_collector *c)
{
	struct cs_trace *t = c->trace;
	bool lives = false;

	for (size_t i = 0; t->ttl && i < t->n && !lives; i++)
		lives = t->ttl[i] > 0;
	if (!lives) {
		free(t->ttl);
		t->ttl = NULL;
	}
	if (c->fields & CS_SOME_SIZES)
		fill_sizes(t);
}

int cs_collector_finish(struct cs_collector *c, struct wr_err *err)
{
	if (number_pending(c, err))
		return -1;
	c->trace->unique = c->numbering.unique;
	settle_columns(c);
	cs_keyclasses_take(&c->classes, c->trace);
	return 0;
}

void cs_collector_close(struct cs_collector *c)
{
	cs_numbering_free(&c->numbering);
	cs_keyclasses_free(&c->classes);
	cs_trace_free(c->trace);
}
