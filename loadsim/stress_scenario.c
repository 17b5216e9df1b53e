/* stress_scenario.c - what a scenario says of searches, and what the gate then asks for. */
#include <stdio.h>
#include <string.h>
#include "core/text.h"
#include "loadsim/scenario_p.h"
#include "loadsim/shapes_p.h"

#define AT(member) .offset = offsetof(struct ls_stress, member)

const struct ls_stress ls_stress_default = { .from = 10, .to = 100000, .step = 5, .precision = 0.02, .achieved = 0.99 };

const struct wr_field ls_stress_fields[] = {
	{ .key = "from", .kind = WR_FIELD_RATE, AT(from), .min = 0.01, .max = LS_MOST_RATE, .help = "the first rate; 10/s by default" },
	{ .key = "to", .kind = WR_FIELD_RATE, AT(to), .min = 0.01, .max = LS_MOST_RATE, .help = "the highest; 100000/s by default" },
	{ .key = "step", .kind = WR_FIELD_DURATION, AT(step), .min = 0.1, .max = 86400, .help = "how long each rate is held; 5s by default" },
	{ .key = "precision", .kind = WR_FIELD_RATIO, AT(precision), .min = 0.001, .max = 0.5,
	  .help = "how narrow the interval shall be; 2% by default" },
	{ .key = "achieved", .kind = WR_FIELD_RATIO, AT(achieved), .min = 0.01, .max = 1,
	  .help = "share of the asked rate that must be answered; 99% by default" },
	{ .key = "at-least", .kind = WR_FIELD_RATE, AT(at_least), .min = 0, .max = LS_MOST_RATE,
	  .help = "the gate asks for this much" },
	{ .key = NULL }
};

int ls_stress_check(const struct ls_stress *s, const char *path, struct wr_err *err)
{
	if (s->from < s->to)
		return 0;
	return wr_fail_at(err, WR_EUSAGE, path, s->mark.line, s->mark.column, "stress: 'from' (%g/s) must be below 'to' (%g/s)",
			  s->from, s->to);
}

static bool on_drift(const struct ls_scenario *s)
{
	for (size_t i = 0; i < s->threshold_count; i++) {
		if (wr_ends_with(s->thresholds[i].metric, "_drift"))
			return true;
	}
	return false;
}

const struct ls_threshold *ls_limits(const struct ls_scenario *s, enum ls_mode mode, struct wr_arena *arena, size_t *n)
{
	struct ls_threshold *limits = wr_arena_array(arena, s->threshold_count + 1, sizeof *limits);
	bool search = mode == LS_STRESS || mode == LS_CAPACITY;

	*n = search ? 0 : s->threshold_count;
	if (*n)
		memcpy(limits, s->thresholds, *n * sizeof *limits);
	if (mode == LS_STRESS && s->stress.at_least > 0)
		limits[(*n)++] = (struct ls_threshold){ wr_arena_printf(arena, "capacity >= %g/s", s->stress.at_least),
							"capacity", s->stress.at_least, false, 0, 0 };
	if (mode == LS_CAPACITY && s->most_instances)
		/* limits are strict: N is allowed, N + 1 is not */
		limits[(*n)++] = (struct ls_threshold){ wr_arena_printf(arena, "instances <= %lld", s->most_instances),
							"instances", (double)s->most_instances + 0.5, true,
							0, 0 };
	if (mode == LS_SOAK && !on_drift(s))
		limits[(*n)++] = (struct ls_threshold){ "p50_drift < 10%", "p50_drift", 0.10, true, 0, 0 };
	return limits;
}
