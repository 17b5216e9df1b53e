#ifndef WEIR_CORE_RNG_H
#define WEIR_CORE_RNG_H

#include <stdint.h>

/* rng.h - xoshiro256** (Blackman and Vigna 2018) seeded by splitmix64: the
 * same numbers for the same seed on every machine. */

struct wr_rng { uint64_t s[4]; };

void wr_rng_seed(struct wr_rng *r, uint64_t seed);
uint64_t wr_rng_next(struct wr_rng *r);
double wr_rng_unit(struct wr_rng *r);                   /* [0, 1), 53 bits */
uint64_t wr_rng_below(struct wr_rng *r, uint64_t n);    /* 0..n-1 without bias (Lemire 2019); n > 0 */
double wr_rng_exponential(struct wr_rng *r, double mean);
double wr_rng_normal(struct wr_rng *r);                 /* mean 0, sd 1 (polar method) */
double wr_rng_lognormal(struct wr_rng *r, double mu, double sigma);

#endif
