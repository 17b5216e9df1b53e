/* mix.c - requests by weight. */
#include "loadsim/mix_p.h"

struct ls_mix ls_mix_make(const struct ls_scenario *s, struct wr_arena *arena)
{
	double *up_to = wr_arena_array(arena, s->request_count, sizeof *up_to), all = 0, sum = 0;

	for (size_t i = 0; i < s->request_count; i++)
		all += s->requests[i].weight;
	for (size_t i = 0; i < s->request_count; i++) {
		sum += s->requests[i].weight;
		up_to[i] = sum / all;
	}
	return (struct ls_mix){ up_to, s->request_count };
}

size_t ls_mix_pick(const struct ls_mix *m, struct wr_rng *rng)
{
	double u = m->n > 1 ? wr_rng_unit(rng) : 0;
	size_t i = 0;

	while (i + 1 < m->n && u >= m->up_to[i])
		i++;
	return i;
}
