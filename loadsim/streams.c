/* streams.c - seeds of the streams of random numbers. */
#include "loadsim/streams_p.h"

#include "core/rng.h"

uint64_t ls_stream_seed(uint64_t seed, enum ls_stream stream)
{
	struct wr_rng root;
	uint64_t drawn = 0;

	wr_rng_seed(&root, seed);
	for (int i = 0; i <= (int)stream; i++)
		drawn = wr_rng_next(&root);
	return drawn;
}

uint64_t ls_run_seed(const struct ls_scenario *s, const struct ls_options *o)
{
	if (o && o->seed)
		return o->seed;
	return s->seed ? (uint64_t)s->seed : 1;
}
