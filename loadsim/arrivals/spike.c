/* spike.c - a base rate, and another one for a while. */
#include <math.h>
#include "loadsim/shapes_p.h"

extern const struct ls_shape ls_shape_spike;

static double rate(const struct ls_phase *p, double t)
{
	return t >= p->at && t < p->at + p->hold ? p->to : p->rate;
}

static double due(const struct ls_phase *p, double t)
{
	double in_peak = t - p->at;

	if (in_peak < 0)
		in_peak = 0;
	if (in_peak > p->hold)
		in_peak = p->hold;
	return p->rate * t + (p->to - p->rate) * in_peak;
}

static double corner(const struct ls_phase *p, double t)
{
	return t < p->at ? p->at : t < p->at + p->hold ? p->at + p->hold : INFINITY;
}

static int check(const struct ls_phase *p, const char *path, struct wr_err *err)
{
	if (ls_phase_takes(p, LS_RATE | LS_TO | LS_AT | LS_HOLD, path, err))
		return -1;
	if (p->to <= 0)
		return wr_fail_at(err, WR_EUSAGE, path, p->mark.line, p->mark.column,
				  "'to', the rate of the peak, must be above 0");
	if (p->at + p->hold > p->duration)
		return wr_fail_at(err, WR_EUSAGE, path, p->mark.line, p->mark.column,
				  "the peak ends %g s into a phase of %g s: 'at' and 'hold' together may not exceed "
				  "'duration'", p->at + p->hold, p->duration);
	return 0;
}

const struct ls_shape ls_shape_spike = {
	.name = "spike",
	.help = "a base rate (rate) with a peak (to) that starts at a time (at) and lasts (hold)",
	.rate = rate,
	.due = due,
	.corner = corner,
	.check = check,
};
