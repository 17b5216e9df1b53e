/* constant.c - the same rate throughout. */
#include "loadsim/shapes_p.h"

extern const struct ls_shape ls_shape_constant;

static double rate(const struct ls_phase *p, double t)
{
	(void)t;
	return p->rate;
}

static double due(const struct ls_phase *p, double t)
{
	return p->rate * t;
}

static int check(const struct ls_phase *p, const char *path, struct wr_err *err)
{
	return ls_phase_takes(p, LS_RATE, path, err);
}

const struct ls_shape ls_shape_constant = {
	.name = "constant",
	.help = "the same rate throughout (rate)",
	.rate = rate,
	.due = due,
	.check = check,
};
