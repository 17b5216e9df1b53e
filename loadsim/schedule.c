/* schedule.c - arrivals by inverting the integral of the rate. */
#include "loadsim/schedule_p.h"

#include <assert.h>
#include <math.h>

static const struct ls_shape *shape_of(const struct ls_phase *p)
{
	return ls_shapes()[p->kind];
}

static double phase_size(const struct ls_phase *p)
{
	double size = shape_of(p)->due(p, p->duration);

	assert(isfinite(size) && size >= 0);
	return size;
}

double ls_schedule_seconds(const struct ls_scenario *s)
{
	double seconds = s->users.count ? s->users.duration : 0;

	for (size_t i = 0; i < s->phase_count; i++)
		seconds += s->phases[i].duration;
	return seconds;
}

double ls_schedule_requests(const struct ls_scenario *s)
{
	double requests = 0;

	for (size_t i = 0; i < s->phase_count; i++)
		requests += phase_size(&s->phases[i]);
	return requests;
}

void ls_schedule_start(struct ls_schedule *c, const struct ls_scenario *s, uint64_t seed)
{
	*c = (struct ls_schedule){
		.phases = s->phases, .phase_count = s->phase_count, .arrivals = s->arrivals,
		.size = s->phase_count ? phase_size(&s->phases[0]) : 0,
	};
	wr_rng_seed(&c->rng, seed);
	if (c->arrivals == LS_POISSON)
		c->target = wr_rng_exponential(&c->rng, 1);
}

/* Where the integral is close enough: a billionth of a request, or what a double can tell. */
static double tolerance(double integral)
{
	return fmax(1e-9, 1e-14 * integral);
}

static void next_phase(struct ls_schedule *c)
{
	c->base += c->size;
	c->start += c->phases[c->current].duration;
	c->current++;
	c->t = c->passed = 0;
	c->size = c->current < c->phase_count ? phase_size(&c->phases[c->current]) : 0;
}

/*
 * The t in [low, duration] at which `target` requests are due, by Newton's
 * method kept inside a bracket; a step that does not halve the error, or
 * leaves the bracket, is replaced by bisection (kinks, rates of 0).
 */
static double invert(const struct ls_phase *p, double low, double passed, double target)
{
	const struct ls_shape *shape = shape_of(p);
	double high = p->duration, close = tolerance(target);
	double error = passed - target, last = INFINITY, t = low;

	while (fabs(error) > close && high - low > 1e-15 * high) {
		double step = t - error / shape->rate(p, t);

		if (error < 0)
			low = t;
		else
			high = t;
		/* written so that a step of NaN or infinity (rate 0) fails the test */
		t = fabs(error) <= last / 2 && step >= low && step <= high ? step : low + (high - low) / 2;
		last = fabs(error);
		error = shape->due(p, t) - target;
	}
	return t;
}

bool ls_schedule_next(struct ls_schedule *c, double *t)
{
	double at;

	/* an arrival due at the very end of the last phase is not sent: 10 s at 5/s are 50 requests */
	while (c->current < c->phase_count && c->target >= c->base + c->size - tolerance(c->base + c->size))
		next_phase(c);
	if (c->current == c->phase_count)
		return false;
	at = fmax(c->target - c->base, 0);
	c->t = invert(&c->phases[c->current], c->t, c->passed, at);
	c->passed = at;
	*t = c->start + c->t;
	c->target += c->arrivals == LS_POISSON ? wr_rng_exponential(&c->rng, 1) : 1;
	return true;
}
