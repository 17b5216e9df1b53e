/* replay.c - what a replay needs before its loop starts, and what few replays need in it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "cachesim/replay_p.h"

static const char *const names[] = { "through", "back", "delete", "aside" };

const char *cs_writes_name(enum cs_writes w)
{
	return names[w];
}

int cs_writes_from(const char *name)
{
	for (int i = 0; i < 4; i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}

static void open_special(struct cs_replay *r, const struct cs_limits *limits)
{
	const struct cs_trace *t = r->trace;

	r->class_ttl = t->time && t->class_of ? limits->class_ttl : NULL;
	r->writes = t->operation ? limits->writes : CS_WRITE_THROUGH;
	if (t->time && (t->ttl || r->class_ttl)) {
		r->expires = wr_malloc(t->unique * sizeof *r->expires);
		r->lives = wr_calloc(t->unique, sizeof *r->lives);
	}
	if (r->writes == CS_WRITE_BACK || r->writes == CS_WRITE_ASIDE)
		r->changed = wr_calloc(t->unique, 1);
	r->special = r->expires || r->writes != CS_WRITE_THROUGH;
}

int cs_replay_open(struct cs_replay *r, const struct cs_trace *trace, const struct cs_limits *limits,
		   struct wr_err *err)
{
	if (!limits->capacity)
		return wr_fail(err, WR_EUSAGE, "a cache of size 0 holds nothing: give a size of 1 or more");
	if (limits->by_bytes && !trace->size)
		return wr_fail(err, WR_EUSAGE,
			       "the trace has no sizes: a cache can be limited by objects only");
	*r = (struct cs_replay){ .trace = trace, .capacity = limits->capacity, .outcome = limits->outcome };
	open_special(r, limits);
	if (limits->by_bytes)
		r->cost = wr_calloc(trace->unique, sizeof *r->cost);
	return 0;
}

void cs_replay_close(struct cs_replay *r)
{
	free(r->cost);
	free(r->expires);
	free(r->lives);
	free(r->changed);
}

static double life_of(const struct cs_replay *r, size_t i)
{
	const struct cs_trace *t = r->trace;
	uint32_t key = t->key[i];

	if (r->class_ttl)
		return r->class_ttl[t->class_of[key]];
	if (t->ttl[i] > 0 || (t->operation && t->operation[i] == CS_WRITE))
		r->lives[key] = t->ttl[i];
	return (double)r->lives[key];
}

void cs_replay_renew(struct cs_replay *r, size_t i)
{
	uint32_t key = r->trace->key[i];
	double life;

	if (r->writes == CS_WRITE_ASIDE)
		r->changed[key] = 0;
	if (!r->expires)
		return;
	life = life_of(r, i);
	r->expires[key] = life > 0 ? r->trace->time[i] + life : (double)INFINITY;
}

uint64_t cs_replay_dirty(const struct cs_replay *r)
{
	uint64_t dirty = 0;

	for (uint32_t id = 0; r->writes == CS_WRITE_BACK && id < r->trace->unique; id++)
		dirty += r->changed[id];
	return dirty;
}
