/* step.c - stairs from one rate to another. */
#include <math.h>
#include "loadsim/shapes_p.h"

extern const struct ls_shape ls_shape_step;

static double rate_of(const struct ls_phase *p, double step)
{
	return p->from + (p->to - p->from) * step / (p->steps - 1);
}

static double step_at(const struct ls_phase *p, double t)
{
	return fmin(floor(t / p->duration * p->steps), p->steps - 1);
}

static double rate(const struct ls_phase *p, double t)
{
	return rate_of(p, step_at(p, t));
}

static double due(const struct ls_phase *p, double t)
{
	double k = step_at(p, t), length = p->duration / p->steps;
	/* the sum of the rates of steps 0 to k-1, which rise evenly: k times their mean */
	double before = k * (rate_of(p, 0) + rate_of(p, k - 1)) / 2;

	return before * length + (t - k * length) * rate_of(p, k);
}

static double corner(const struct ls_phase *p, double t)
{
	return (floor(t / p->duration * p->steps + 1e-6) + 1) * p->duration / p->steps;
}

static int check(const struct ls_phase *p, const char *path, struct wr_err *err)
{
	if (ls_phase_takes(p, LS_FROM | LS_TO | LS_STEPS, path, err))
		return -1;
	if (p->steps != floor(p->steps))
		return wr_fail_at(err, WR_EUSAGE, path, p->mark.line, p->mark.column, "'steps' must be a whole number");
	if (p->from == 0 && p->to == 0)
		return wr_fail_at(err, WR_EUSAGE, path, p->mark.line, p->mark.column,
				  "steps from 0 to 0 send nothing: 'from' or 'to' must be above 0");
	return 0;
}

const struct ls_shape ls_shape_step = {
	.name = "step",
	.help = "stairs of equal length (steps) from one rate (from) to another (to)",
	.rate = rate,
	.due = due,
	.corner = corner,
	.check = check,
};
