/* scenario_fuzz.c - any text as a scenario; what is accepted must have a schedule that can be walked. */
#include <math.h>
#include <stdlib.h>
#include "loadsim/scenario_p.h"
#include "loadsim/schedule_p.h"

#define MOST_ARRIVALS 20000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Not assert: a release build checks too. */
static void must(bool condition)
{
	if (!condition)
		abort();
}

static void walk(const struct ls_scenario *s)
{
	double last = 0, t, seconds = ls_schedule_seconds(s), requests = ls_schedule_requests(s);
	struct ls_schedule c;
	int n = 0;

	ls_schedule_start(&c, s, 1);
	while (n < MOST_ARRIVALS && ls_schedule_next(&c, &t)) {
		must(t >= last && t <= seconds * (1 + 1e-12));
		last = t;
		n++;
	}
	must(s->arrivals != LS_EVEN || n == MOST_ARRIVALS || fabs(n - ceil(requests)) <= 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct wr_err err = { 0 };

	if (!ls_scenario_parse((const char *)data, size, "fuzz.yaml", arena, &s, &err))
		walk(&s);
	else
		must(err.message[0]);
	wr_arena_free(arena);
	return 0;
}
