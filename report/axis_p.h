#ifndef WEIR_REPORT_AXIS_P_H
#define WEIR_REPORT_AXIS_P_H

#include <stdbool.h>
#include <stddef.h>

/* axis_p.h - from values to places on a chart, and the round values to name there. */

struct rp_axis {
	double low, high;       /* of the values; low < high, both > 0 when log */
	double from, to;        /* where they are drawn */
	bool log;
};

/* An axis that holds low..high with a round value at either end where it is
 * linear; a range of nothing is widened.  log is given up when low <= 0.  Both
 * are below 1e300 in size. */
struct rp_axis rp_axis_over(double low, double high, const char *unit, bool log);

double rp_axis_at(const struct rp_axis *axis, double value);

enum { RP_TICKS_MAX = 16 };
/* Round values on the axis in rising order, about `about` of them (2..10). */
size_t rp_axis_ticks(const struct rp_axis *axis, const char *unit, size_t about, double ticks[RP_TICKS_MAX]);

/* The value as the label of a tick: "20 ms", not "20.0 ms". */
char *rp_tick_text(char *buf, size_t n, double value, const char *unit);

#endif
