/* feed.c - requests from a schedule or from users. */
#include "loadsim/feed_p.h"

#include <assert.h>
#include <math.h>
#include "loadsim/streams_p.h"

#define LEAST_THINK 1e-6        /* s; users who are turned away at once must not stop the time */

static void look(struct ls_feed *f)
{
	f->more = f->waking.n > 0;
	if (f->more)
		f->next = f->waking.items[0].time;
}

static void start_users(struct ls_feed *f, int index, int of)
{
	for (long long i = index; i < f->users->count; i += of) {
		double share = (double)i / (double)f->users->count;
		double at = f->random ? wr_rng_exponential(&f->rng, f->users->think) : f->users->think * share;

		if (at < f->users->duration)
			ls_events_push(&f->waking, (struct ls_event){ .time = at });
	}
	look(f);
}

void ls_feed_start(struct ls_feed *f, const struct ls_scenario *s, uint64_t seed, int index, int of)
{
	seed = ls_stream_seed(seed, LS_STREAM_ARRIVALS);
	*f = (struct ls_feed){ .users = s->users.count ? &s->users : NULL, .random = s->arrivals == LS_POISSON,
			       .least_think = LEAST_THINK };
	if (f->users) {
		wr_rng_seed(&f->rng, seed + (uint64_t)index);
		start_users(f, index, of);
	} else {
		ls_schedule_start(&f->schedule, s, seed);
		f->more = ls_schedule_next(&f->schedule, &f->next);
	}
}

void ls_feed_stop(struct ls_feed *f)
{
	ls_events_free(&f->waking);
}

void ls_feed_pop(struct ls_feed *f)
{
	assert(f->more);
	if (f->users) {
		ls_events_pop(&f->waking);
		look(f);
	} else {
		f->more = ls_schedule_next(&f->schedule, &f->next);
	}
}

void ls_feed_ended(struct ls_feed *f, double now)
{
	double at;

	if (!f->users)
		return;
	at = now + fmax(f->random ? wr_rng_exponential(&f->rng, f->users->think) : f->users->think, f->least_think);
	if (at >= f->users->duration)
		return;
	ls_events_push(&f->waking, (struct ls_event){ .time = at });
	look(f);
}
