#ifndef WEIR_REPORT_ORDER_P_H
#define WEIR_REPORT_ORDER_P_H

#include "core/arena.h"
#include "core/run.h"

/* order_p.h - which findings a report shows, and in which order. */

enum { RP_NEW = 1 << WR_NEW, RP_KNOWN = 1 << WR_KNOWN, RP_FIXED = 1 << WR_FIXED };

/*
 * The findings whose state is in `states`, worst first: by severity, new ones
 * before known before fixed, otherwise in the run's order.  The array is the
 * arena's, its items the run's.
 */
const struct wr_finding **rp_worst_first(const struct wr_run *run, struct wr_arena *arena,
					 unsigned states, size_t *n);

/* The rule in the NULL-ended list (itself NULL for none) or NULL. */
const struct wr_rule *rp_rule(const struct wr_rule *const *rules, const char *id);

#endif
