#ifndef WEIR_PROFILER_VERDICT_H
#define WEIR_PROFILER_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include "core/model.h"

/*
 * verdict.h - has it become worse?  What n pairs say, in three answers.
 *
 * Input are log ratios ln(head / base), one per pair, of a metric of which
 * less is better, and the same of base against base ("A/A") from the same
 * session.  Nothing is measured or random here.
 *
 * Pairs are looked at three times: after 10, 20 and `max_pairs` of them (40).
 * At each look, with
 *
 *	shift      Hodges-Lehmann estimate of the log ratios
 *	p          one-sided exact signed-rank p-value of "above 0"
 *	bound      one-sided 95 % upper bound of the shift (inverted signed-rank test)
 *	level      0.0029 for 10 pairs, 0.0065 for 20, 0.0035 for 40 and more
 *	noise      |Hodges-Lehmann estimate| of the A/A log ratios, 0 where there are none
 *	threshold  the practical threshold d, as a log ratio ln(1 + d)
 *
 * the answer is
 *
 *	FAIL          if p <= level and shift >= max(threshold, 2 * noise)
 *	PASS          if shift < threshold and bound < ln(1 + 2 d)
 *	INCONCLUSIVE  otherwise; before the last look that means: go on.
 *
 * The levels hold the whole chance of a false FAIL over the three looks at 1 % (0.99 % in
 * 100,000 simulated sessions without a change), before the threshold lowers it further.  Any levels may be chosen
 * that do (Lan and DeMets 1983); these spend most at 20 pairs, where the test first bears two
 * wild pairs that point the other way, ranks 20 and 19 of 20: p = 0.0060.  The exact test cannot come below 2^-n, so that fewer
 * than 9 pairs cannot fail.  A ratio is never tested again until it is
 * significant: an answer other than "go on" is final.
 */

struct pf_verdict {
	enum wr_change_verdict answer;
	double shift;           /* log ratio */
	double low, high;       /* two-sided 95 % interval of the shift; infinite when n is too small */
	double bound;           /* one-sided 95 % upper bound; infinite when n is too small */
	double p;
	double noise;
	double threshold;       /* as given: the ratio d */
	/* For INCONCLUSIVE: about how many pairs would give an answer, judging by the
	 * spread so far; 0 = the noise floor is in the way, more pairs would not help. */
	size_t pairs_needed;
};

/* n > 0 finite log ratios; d > 0 is the practical threshold as a ratio (0.02). */
struct pf_verdict pf_judge(const double *log_ratios, size_t n, const double *same, size_t same_n, double d);

/*
 * The same of counts that repeat exactly, or nearly: n > 0 of each side, above
 * 0.  FAIL if the smallest of head exceeds the largest of base by more than d;
 * PASS if the largest of head does not exceed the smallest of base by more; else the
 * counts vary too much to say.  low and high are those two extreme ratios; nothing is left to
 * chance, so that p is NaN.
 */
struct pf_verdict pf_judge_counts(const double *base, const double *head, size_t n, double d);

/*
 * A second opinion that has nothing of the first: the 95 % percentile interval of the median log ratio in 2,000
 * resamples (Efron 1979), seeded, so that it repeats.  It decides nothing: at 10 pairs it is too narrow (2.5 % on one side
 * are 5 % in truth).
 */
void pf_bootstrap_median(const double *log_ratios, size_t n, double *low, double *high);

/* The number of pairs at the next look when `pairs` have been measured; 0
 * after the last.  10, 20 and max_pairs, as far as they are below max_pairs. */
size_t pf_next_look(size_t pairs, size_t max_pairs);

#endif
