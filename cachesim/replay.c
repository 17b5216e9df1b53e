/* replay.c - what a replay needs before its loop starts. */
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/replay_p.h"

int cs_replay_open(struct cs_replay *r, const struct cs_trace *trace, const struct cs_limits *limits,
		   struct wr_err *err)
{
	if (!limits->capacity)
		return wr_fail(err, WR_EUSAGE, "a cache of size 0 holds nothing: give a size of 1 or more");
	if (limits->by_bytes && !trace->size)
		return wr_fail(err, WR_EUSAGE,
			       "the trace has no sizes: a cache can be limited by objects only");
	*r = (struct cs_replay){ .trace = trace, .capacity = limits->capacity };
	if (limits->by_bytes)
		r->cost = wr_calloc(trace->unique, sizeof *r->cost);
	return 0;
}

void cs_replay_close(struct cs_replay *r)
{
	free(r->cost);
}
