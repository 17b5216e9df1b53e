/* replay.c - rates from a file. */
#include <math.h>
#include "core/units.h"
#include "loadsim/numbers_p.h"
#include "loadsim/shapes_p.h"

extern const struct ls_shape ls_shape_replay;

/* The last point at or before t: there is one, for the first is at 0. */
static const struct ls_rate_point *point_at(const struct ls_phase *p, double t)
{
	size_t low = 0, high = p->point_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (p->points[middle].time <= t)
			low = middle;
		else
			high = middle;
	}
	return &p->points[low];
}

static double rate(const struct ls_phase *p, double t)
{
	return point_at(p, t)->rate;
}

static double due(const struct ls_phase *p, double t)
{
	const struct ls_rate_point *at = point_at(p, t);

	return at->due + at->rate * (t - at->time);
}

static double corner(const struct ls_phase *p, double t)
{
	const struct ls_rate_point *next = point_at(p, t) + 1;

	return next < p->points + p->point_count ? next->time : INFINITY;
}

static int load(struct ls_phase *p, const char *path, struct wr_arena *arena, struct wr_err *err)
{
	static const struct ls_column columns[] = {
		{ "time", wr_parse_duration, 0, 4e9 }, { "rate", wr_parse_rate, 0, LS_MOST_RATE }
	};
	struct ls_rate_point *points;
	double *numbers, due_by = 0;
	size_t n;

	if (ls_numbers_read(path, p->file, columns, 2, arena, &numbers, &n, err))
		return -1;
	points = wr_arena_array(arena, n, sizeof *points);
	for (size_t i = 0; i < n; i++) {
		points[i] = (struct ls_rate_point){ numbers[2 * i] - numbers[0], numbers[2 * i + 1], 0 };
		if (i && !(points[i].time > points[i - 1].time))
			return wr_fail_at(err, WR_EUSAGE, path, p->mark.line, p->mark.column,
					  "%s: the times must rise, and number %zu does not", p->file, i + 1);
		due_by += i ? points[i - 1].rate * (points[i].time - points[i - 1].time) : 0;
		points[i].due = due_by;
	}
	p->points = points;
	p->point_count = n;
	return 0;
}

static int check(const struct ls_phase *p, const char *path, struct wr_err *err)
{
	if (ls_phase_takes(p, LS_FILE, path, err))
		return -1;
	if (due(p, p->duration) <= 0)
		return wr_fail_at(err, WR_EUSAGE, path, p->mark.line, p->mark.column,
				  "%s sends nothing within %g s: all its rates are 0", p->file, p->duration);
	return 0;
}

const struct ls_shape ls_shape_replay = {
	.name = "replay",
	.help = "rates from a file (file), 'time,rate' on each line; each holds until the next, the last to the end",
	.load = load,
	.rate = rate,
	.due = due,
	.corner = corner,
	.check = check,
};
