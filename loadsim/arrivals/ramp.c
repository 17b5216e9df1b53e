/* ramp.c - a straight line from one rate to another. */
#include "loadsim/shapes_p.h"

extern const struct ls_shape ls_shape_ramp;

static double rate(const struct ls_phase *p, double t)
{
	return p->from + (p->to - p->from) * (t / p->duration);
}

static double due(const struct ls_phase *p, double t)
{
	return t * (p->from + (p->to - p->from) * (t / p->duration) / 2);
}

static int check(const struct ls_phase *p, const char *path, struct wr_err *err)
{
	if (ls_phase_takes(p, LS_FROM | LS_TO, path, err))
		return -1;
	if (p->from == 0 && p->to == 0)
		return wr_fail_at(err, WR_EUSAGE, path, p->mark.line, p->mark.column,
				  "a ramp from 0 to 0 sends nothing: 'from' or 'to' must be above 0");
	return 0;
}

const struct ls_shape ls_shape_ramp = {
	.name = "ramp",
	.help = "a straight line between two rates (from, to); one of them may be 0",
	.rate = rate,
	.due = due,
	.check = check,
};
