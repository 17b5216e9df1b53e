/* shapes.c - the table of arrival shapes and what they have in common. */
#include "loadsim/shapes_p.h"

#include <math.h>

#define SHAPE(name) extern const struct ls_shape ls_shape_##name;
#include "loadsim/arrivals.def"
#undef SHAPE

static const struct ls_shape *const shapes[] = {
#define SHAPE(name) &ls_shape_##name,
#include "loadsim/arrivals.def"
#undef SHAPE
	NULL
};

const struct ls_phase ls_phase_empty = {
	.rate = NAN, .from = NAN, .to = NAN, .duration = NAN,
	.at = NAN, .hold = NAN, .period = NAN, .amplitude = NAN, .steps = NAN,
};

static const struct {
	const char *key;
	enum ls_phase_field bit;
	size_t offset;
} fields[] = {
	{ "rate", LS_RATE, offsetof(struct ls_phase, rate) },
	{ "from", LS_FROM, offsetof(struct ls_phase, from) },
	{ "to", LS_TO, offsetof(struct ls_phase, to) },
	{ "at", LS_AT, offsetof(struct ls_phase, at) },
	{ "hold", LS_HOLD, offsetof(struct ls_phase, hold) },
	{ "period", LS_PERIOD, offsetof(struct ls_phase, period) },
	{ "amplitude", LS_AMPLITUDE, offsetof(struct ls_phase, amplitude) },
	{ "steps", LS_STEPS, offsetof(struct ls_phase, steps) },
};

const struct ls_shape *const *ls_shapes(void)
{
	return shapes;
}

static int check_field(const struct ls_phase *p, const char *key, bool given, bool wanted, const char *path,
		       struct wr_err *err)
{
	if (given == wanted)
		return 0;
	return wr_fail_at(err, WR_EUSAGE, path, p->mark.line, p->mark.column, "shape '%s' %s '%s'",
			  shapes[p->kind]->name, given ? "does not take" : "needs", key);
}

int ls_phase_takes(const struct ls_phase *p, unsigned needed, const char *path, struct wr_err *err)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		double value = *(const double *)(const void *)((const char *)p + fields[i].offset);

		if (check_field(p, fields[i].key, !isnan(value), needed & fields[i].bit, path, err))
			return -1;
	}
	return check_field(p, "file", p->file, needed & LS_FILE, path, err);
}
