#include "report/order_p.h"

#include <string.h>

const struct wr_finding **rp_worst_first(const struct wr_run *run, struct wr_arena *arena,
					 unsigned states, size_t *n)
{
	const struct wr_finding **all = wr_arena_array(arena, run->finding_count + 1, sizeof *all);

	*n = 0;
	for (int severity = WR_CRITICAL; severity >= WR_LOW; severity--) {
		for (int state = WR_NEW; state <= WR_FIXED; state++) {
			if (!(states & (1u << state)))
				continue;
			for (size_t i = 0; i < run->finding_count; i++) {
				const struct wr_finding *f = &run->findings[i];

				if ((int)f->severity == severity && (int)f->state == state)
					all[(*n)++] = f;
			}
		}
	}
	return all;
}

const struct wr_rule *rp_rule(const struct wr_rule *const *rules, const char *id)
{
	for (; rules && *rules; rules++)
		if (!strcmp((*rules)->id, id))
			return *rules;
	return NULL;
}
