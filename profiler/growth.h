#ifndef WEIR_PROFILER_GROWTH_H
#define WEIR_PROFILER_GROWTH_H

#include <stddef.h>

/*
 * growth.h - how does a cost grow with the size of the input?
 *
 * For each class g of 1, log n, n, n log n, n^2, n^3, 2^n the cost is fitted
 * as a + b g(n), a >= 0 (what a start costs) and b > 0, by least squares of
 * the relative errors, since noise grows with the time (weights 1 / y^2).  The
 * classes are compared by the Bayesian information criterion (Schwarz 1978),
 * N ln(RSS / N) + k ln N with k parameters; the lowest wins if it is lower
 * than every other by 3 ("positive evidence", Kass and Raftery 1995; class 1, which the
 * others contain, need only be lowest).  RSS / N is not counted below (0.2 %)^2,
 * what a clock tells.
 *
 * "Cannot tell" where there are fewer than 5 sizes, the largest is less than
 * twice the smallest, no class comes within 20 % (root mean square), the evidence is weaker, or
 * what grows grows by less than a tenth over all sizes.
 */

enum pf_growth { PF_GROWS_NOT, PF_GROWS_LOG, PF_GROWS_LINEAR, PF_GROWS_LINEAR_LOG, PF_GROWS_SQUARE, PF_GROWS_CUBE,
		 PF_GROWS_EXPONENTIAL, PF_GROWTHS, PF_GROWTH_UNKNOWN = -1 };

struct pf_fit {
	enum pf_growth growth;  /* PF_GROWTH_UNKNOWN: cannot tell */
	enum pf_growth nearest; /* the best fit, also where it is not told from others; unknown without any */
	double error;           /* its relative error, root mean square; NaN without any */
	const char *why;        /* for unknown: "the sizes are too few", else NULL */
};

/* count sizes n > 0, ascending, and their costs y > 0, all finite. */
struct pf_fit pf_fit_growth(const double *n, const double *y, size_t count);

#endif
