/* writes.c - whether the trace shows that data change, so that it can be said what a cache should do then. */
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/study_p.h"

enum {
	FEWEST_WRITES = 200,    /* fewer say nothing */
	AT_ONCE = 16            /* requests within which a cache is filled after a miss */
};

struct writes {
	uint64_t writes;
	uint64_t fills;         /* writes at once behind a read of the key, which may have missed */
};

static struct writes count_writes(const struct cs_trace *t)
{
	size_t *read = wr_calloc(t->unique, sizeof *read);      /* 1 + the key's last request if that is a read */
	struct writes w = { 0 };

	for (size_t i = 0; i < t->n; i++) {
		size_t before = read[t->key[i]];

		w.writes += t->operation[i] == CS_WRITE;
		w.fills += t->operation[i] == CS_WRITE && before && i + 1 - before <= AT_ONCE;
		read[t->key[i]] = t->operation[i] == CS_READ ? i + 1 : 0;
	}
	free(read);
	return w;
}

int cs_writes_add(const struct cs_study *s, struct wr_err *err)
{
	struct writes w = { 0 };

	if (s->trace->operation)
		w = count_writes(s->trace);
	if (w.writes >= FEWEST_WRITES && w.fills <= w.writes / 2)
		return cs_strategies_add(s, err);
	if (w.writes >= FEWEST_WRITES)
		wr_run_note(s->run, WR_NOTE, "%s: most writes come at once behind a read of their key: they may be the "
			    "cache's own fills. What to do when data change the trace cannot tell: it cannot tell fills "
			    "from changes.", s->prefix);
	else
		wr_run_note(s->run, WR_NOTE, "%s: the trace has %s: what to do when data change, and how long objects "
			    "may live, it cannot tell.", s->prefix, w.writes ? "fewer than 200 writes" : "no writes");
	return 0;
}
