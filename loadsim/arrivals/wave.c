/* wave.c - a sine around a mean, rising first. */
#include "loadsim/shapes_p.h"

#include <math.h>

extern const struct ls_shape ls_shape_wave;

static double angular(const struct ls_phase *p)
{
	return 2 * M_PI / p->period;
}

static double rate(const struct ls_phase *p, double t)
{
	return p->rate + p->amplitude * sin(angular(p) * t);
}

static double due(const struct ls_phase *p, double t)
{
	double half = sin(angular(p) * t / 2);

	/* 1 - cos x as 2 sin^2(x/2), which does not cancel near 0 */
	return p->rate * t + p->amplitude / angular(p) * 2 * half * half;
}

/* A curve: sixteen lines to the period. */
static double corner(const struct ls_phase *p, double t)
{
	return (floor(t / p->period * 16 + 1e-6) + 1) * p->period / 16;
}

static int check(const struct ls_phase *p, const char *path, struct wr_err *err)
{
	if (ls_phase_takes(p, LS_RATE | LS_PERIOD | LS_AMPLITUDE, path, err))
		return -1;
	if (p->amplitude > p->rate)
		return wr_fail_at(err, WR_EUSAGE, path, p->mark.line, p->mark.column,
				  "'amplitude' (%g/s) may not exceed 'rate' (%g/s): the rate would fall below 0",
				  p->amplitude, p->rate);
	return 0;
}

const struct ls_shape ls_shape_wave = {
	.name = "wave",
	.help = "a sine around a mean (rate) with a period (period) and a height (amplitude)",
	.rate = rate,
	.due = due,
	.corner = corner,
	.check = check,
};
