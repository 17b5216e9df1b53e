#ifndef WEIR_REPORT_COMPARE_P_H
#define WEIR_REPORT_COMPARE_P_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/run.h"

/* compare_p.h - measures before and after: what every format's table shows. */

enum rp_shift {                 /* worst first: the order of the rows */
	RP_WORSE,               /* the gate's verdict on the change is fail */
	RP_UNCLEAR,             /* the interval holds both better and too much worse */
	RP_BETTER,
	RP_NOTED,               /* worse, but not so that it fails: too little, or not judged */
	RP_SAME,
	RP_SHIFTS
};

struct rp_change {
	const struct wr_measure *measure;
	enum rp_shift shift;
	double ratio;           /* now / base; not finite where the base is 0 */
	double low, high;       /* its interval; NaN = none */
};

/* The measures that have a base, worst first, then by size of the change, then
 * by name.  The array is the arena's, the measures are the run's. */
const struct rp_change *rp_changes(const struct wr_run *run, struct wr_arena *arena, size_t *n);

const char *rp_shift_word(enum rp_shift shift);         /* "worse", "unclear", ...; also a class in HTML */

/* "12.4 % longer (10.1 to 14.2 %)": longer and shorter for times, more and
 * less for everything else; the interval in brackets only when asked for. */
void rp_change_text(struct wr_buf *out, const struct rp_change *change, bool interval);

/* "12.3 ms (12.1 ms to 12.6 ms)" for one side; "-" for no value. */
void rp_stat_text(struct wr_buf *out, const struct wr_stat *stat, const char *unit, bool interval);

#endif
