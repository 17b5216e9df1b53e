/* mix.c - requests by weight. */
#include "loadsim/mix_p.h"

const struct ls_request *ls_filled_requests(const struct ls_scenario *s, size_t *n)
{
	*n = s->filled ? s->filled_count : s->request_count;
	return s->filled ? s->filled : s->requests;
}

struct ls_mix ls_mix_make(const struct ls_scenario *s, struct wr_arena *arena)
{
	double *up_to = wr_arena_array(arena, s->request_count, sizeof *up_to), all = 0, sum = 0;

	for (size_t i = 0; i < s->request_count; i++)
		all += s->requests[i].weight;
	for (size_t i = 0; i < s->request_count; i++) {
		sum += s->requests[i].weight;
		up_to[i] = sum / all;
	}
	return (struct ls_mix){ up_to, s->requests, s->request_count, s->filled != NULL, 0 };
}

size_t ls_mix_pick(struct ls_mix *m, struct wr_rng *rng)
{
	double u = m->n > 1 ? wr_rng_unit(rng) : 0;
	size_t i = 0;

	while (i + 1 < m->n && u >= m->up_to[i])
		i++;
	if (!m->with_rows)
		return i;
	return m->requests[i].rows ? m->requests[i].first + m->row++ % m->requests[i].rows : m->requests[i].first;
}
