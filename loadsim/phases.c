/* phases.c - the phases of a scenario, and the users of a closed loop. */
#include <string.h>
#include "loadsim/scenario_p.h"
#include "loadsim/schedule_p.h"
#include "loadsim/shapes_p.h"

#define LEAST_RATE 1e-3         /* per second */
#define MOST_REQUESTS 2e9

static const char *const shape_names[] = {
#define SHAPE(name) #name,
#include "loadsim/arrivals.def"
#undef SHAPE
	NULL
};

#define AT(type, member) .offset = offsetof(struct type, member)

const struct wr_field ls_phase_fields[] = {
	{ .key = "kind", .kind = WR_FIELD_CHOICE, AT(ls_phase, kind), .choices = shape_names, .required = true,
	  .help = "shape of the arrivals" },
	{ .key = "name", .kind = WR_FIELD_STRING, AT(ls_phase, name), .help = "part of the measures' names; its number by default" },
	{ .key = "duration", .kind = WR_FIELD_DURATION, AT(ls_phase, duration), .min = 1e-3, .max = LS_MOST_TIME,
	  .required = true, .help = "length of the phase" },
	{ .key = "rate", .kind = WR_FIELD_RATE, AT(ls_phase, rate), .min = LEAST_RATE, .max = LS_MOST_RATE,
	  .help = "constant; base of a spike; mean of a wave" },
	{ .key = "from", .kind = WR_FIELD_RATE, AT(ls_phase, from), .min = 0, .max = LS_MOST_RATE,
	  .help = "ramp, step: rate at the start" },
	{ .key = "to", .kind = WR_FIELD_RATE, AT(ls_phase, to), .min = 0, .max = LS_MOST_RATE,
	  .help = "ramp, step: rate at the end; spike: rate of the peak" },
	{ .key = "at", .kind = WR_FIELD_DURATION, AT(ls_phase, at), .min = 0, .max = LS_MOST_TIME,
	  .help = "spike: start of the peak, from the start of the phase" },
	{ .key = "hold", .kind = WR_FIELD_DURATION, AT(ls_phase, hold), .min = LS_LEAST_TIME, .max = LS_MOST_TIME,
	  .help = "spike: length of the peak" },
	{ .key = "period", .kind = WR_FIELD_DURATION, AT(ls_phase, period), .min = 1e-3, .max = LS_MOST_TIME,
	  .help = "wave: from peak to peak" },
	{ .key = "amplitude", .kind = WR_FIELD_RATE, AT(ls_phase, amplitude), .min = LEAST_RATE,
	  .max = LS_MOST_RATE, .help = "wave: how far the rate leaves its mean" },
	{ .key = "steps", .kind = WR_FIELD_NUMBER, AT(ls_phase, steps), .min = 2, .max = 10000,
	  .help = "step: how many" },
	{ .key = "file", .kind = WR_FIELD_STRING, AT(ls_phase, file), .help = "replay: 'time,rate' on each line" },
	{ .key = NULL }
};

const struct wr_field ls_users_fields[] = {
	{ .key = "count", .kind = WR_FIELD_INT, AT(ls_users, count), .min = 1, .max = 100000, .required = true,
	  .help = "users who ask, wait for the answer, think, and ask again" },
	{ .key = "think", .kind = WR_FIELD_DURATION, AT(ls_users, think), .min = 0, .max = LS_MOST_TIME,
	  .help = "between an answer and the next request; with Poisson arrivals the mean of an exponential law" },
	{ .key = "duration", .kind = WR_FIELD_DURATION, AT(ls_users, duration), .min = 1e-3, .max = LS_MOST_TIME,
	  .required = true, .help = "how long" },
	{ .key = NULL }
};

int ls_phases_check(struct ls_scenario *s, struct wr_arena *arena, struct wr_err *err)
{
	for (size_t i = 0; i < s->phase_count; i++) {
		struct ls_phase *p = &s->phases[i];
		const struct ls_shape *shape = ls_shapes()[p->kind];

		if ((shape->load && p->file && shape->load(p, s->path, arena, err)) || shape->check(p, s->path, err))
			return -1;
	}
	if (ls_schedule_requests(s) > MOST_REQUESTS)
		return wr_fail_at(err, WR_EUSAGE, s->path, s->phases[0].mark.line, s->phases[0].mark.column,
				  "%.3g requests are asked for; %g are the most", ls_schedule_requests(s),
				  MOST_REQUESTS);
	return 0;
}

const char *ls_phase_label(const struct ls_phase *p, size_t index, struct wr_arena *arena)
{
	return p->name ? wr_arena_printf(arena, "phase_%s", wr_measure_part(arena, p->name)) :
	       wr_arena_printf(arena, "phase_%zu", index + 1);
}

const char *ls_phase_find(const struct ls_scenario *s, const char *text, struct wr_arena *arena)
{
	const char *wanted = wr_arena_printf(arena, "phase_%s", wr_measure_part(arena, text));

	for (size_t i = 0; i < s->phase_count; i++) {
		const char *label = ls_phase_label(&s->phases[i], i, arena);

		if (!strcmp(wanted, label) || !strcmp(wanted, wr_arena_printf(arena, "phase_%zu", i + 1)))
			return label;
	}
	return NULL;
}
