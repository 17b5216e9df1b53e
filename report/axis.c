#include "report/axis_p.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/units.h"

static const double default_ticks = 5;

/* What round steps are multiplied by: a power of 1024 for bytes. */
static double unit_base(double step, const char *unit)
{
	double base = 1;

	if (!strcmp(unit, "B"))
		while (step > base * 500)
			base *= 1024;
	return base;
}

/* Times of more than a minute have steps of their own. */
static double time_step(double step)
{
	static const double steps[] = {
		30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400
	};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (steps[i] >= step)
			return steps[i];
	return ceil(step / 86400) * 86400;
}

/* The next of 1, 2 and 5 times a power of ten. */
static double round_step(double step, const char *unit)
{
	double base, power, factor;

	if (!strcmp(unit, "s") && step > 20)
		return time_step(step);
	base = unit_base(step, unit);
	power = pow(10, floor(log10(step / base)));
	factor = step / base / power;
	/* 600 KiB: not 0.6 but a whole MiB */
	if (base > 1 && power < 1)
		return base;
	return base * power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

static void round_ends(struct rp_axis *axis, const char *unit)
{
	double step = round_step((axis->high - axis->low) / default_ticks, unit);

	/* The ends of a step may be off by the last bit. */
	axis->low = floor(axis->low / step + 1e-9) * step;
	axis->high = ceil(axis->high / step - 1e-9) * step;
}

struct rp_axis rp_axis_over(double low, double high, const char *unit, bool log)
{
	struct rp_axis axis = { .low = low, .high = high, .from = 0, .to = 1, .log = log && low > 0 };

	/* Differences in the last digits of a double are none to draw. */
	if (high - low <= fmax(1e-12 * fmax(fabs(low), fabs(high)), 1e-300)) {
		double room = low != 0 ? fabs(low) / 2 : 1;

		axis.low -= axis.log ? room / 2 : room;
		axis.high += room;
	}
	if (!axis.log)
		round_ends(&axis, unit);
	return axis;
}

double rp_axis_at(const struct rp_axis *axis, double value)
{
	double share = axis->log ? log(value / axis->low) / log(axis->high / axis->low) :
		       (value - axis->low) / (axis->high - axis->low);

	return axis->from + share * (axis->to - axis->from);
}

static size_t linear_ticks(const struct rp_axis *axis, const char *unit, size_t about, double *ticks)
{
	double step = round_step((axis->high - axis->low) / (double)about, unit);
	double first = ceil(axis->low / step - 1e-9);
	size_t n = 0;

	for (; n < RP_TICKS_MAX && (first + (double)n) * step <= axis->high * (1 + 1e-9) + step * 1e-9; n++)
		ticks[n] = (first + (double)n) * step;
	return n;
}

/* 1, 2 and 5 of each decade while there are few decades, else every k-th power of ten. */
static size_t log_ticks(const struct rp_axis *axis, size_t about, double *ticks)
{
	static const double parts[] = { 1, 2, 5 };
	double first = floor(log10(axis->low)), decades = log10(axis->high / axis->low);
	size_t per_decade = decades <= 3 ? 3 : 1;
	double stride = per_decade == 3 ? 1 : fmax(1, ceil(decades / (double)about));
	size_t n = 0;

	for (double power = first; power <= log10(axis->high) + 1e-9; power += stride) {
		for (size_t i = 0; i < per_decade && n < RP_TICKS_MAX; i++) {
			double tick = parts[i] * pow(10, power);

			if (tick >= axis->low * (1 - 1e-9) && tick <= axis->high * (1 + 1e-9))
				ticks[n++] = tick;
		}
	}
	return n;
}

size_t rp_axis_ticks(const struct rp_axis *axis, const char *unit, size_t about, double ticks[RP_TICKS_MAX])
{
	return axis->log ? log_ticks(axis, about, ticks) : linear_ticks(axis, unit, about, ticks);
}

char *rp_tick_text(char *buf, size_t n, double value, const char *unit)
{
	char *point, *end;

	wr_format_value(buf, n, value, unit);
	point = strchr(buf, '.');
	if (!point)
		return buf;
	end = point + 1 + strspn(point + 1, "0123456789");
	for (char *zero = end; zero > point && (zero[-1] == '0' || zero[-1] == '.'); zero--) {
		bool was_point = zero[-1] == '.';

		memmove(zero - 1, zero, strlen(zero) + 1);
		if (was_point)
			break;
	}
	return buf;
}
