/* rng.c - random numbers that are the same for the same seed everywhere. */
#include "core/rng.h"

#include <assert.h>
#include <math.h>

__extension__ typedef unsigned __int128 uint128;

static uint64_t splitmix64(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

void wr_rng_seed(struct wr_rng *r, uint64_t seed)
{
	for (int i = 0; i < 4; i++)
		r->s[i] = splitmix64(&seed);
}

static uint64_t rotate_left(uint64_t x, int k)
{
	return x << k | x >> (64 - k);
}

uint64_t wr_rng_next(struct wr_rng *r)
{
	uint64_t *s = r->s;
	uint64_t result = rotate_left(s[1] * 5, 7) * 9;
	uint64_t shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = rotate_left(s[3], 45);
	return result;
}

double wr_rng_unit(struct wr_rng *r)
{
	return (double)(wr_rng_next(r) >> 11) * 0x1p-53;
}

uint64_t wr_rng_below(struct wr_rng *r, uint64_t n)
{
	uint128 product;

	assert(n > 0);
	product = (uint128)wr_rng_next(r) * n;
	if ((uint64_t)product < n) {
		/* Only in this rare case does the division pay. */
		uint64_t uneven = (0 - n) % n;

		while ((uint64_t)product < uneven)
			product = (uint128)wr_rng_next(r) * n;
	}
	return (uint64_t)(product >> 64);
}

double wr_rng_exponential(struct wr_rng *r, double mean)
{
	return -mean * log1p(-wr_rng_unit(r));
}

double wr_rng_normal(struct wr_rng *r)
{
	double u, v, square;

	/* The pair's other value is thrown away: a state without a memory of
	 * it can be copied and compared. */
	do {
		u = 2 * wr_rng_unit(r) - 1;
		v = 2 * wr_rng_unit(r) - 1;
		square = u * u + v * v;
	} while (square >= 1 || square == 0);
	return u * sqrt(-2 * log(square) / square);
}

double wr_rng_lognormal(struct wr_rng *r, double mu, double sigma)
{
	return exp(mu + sigma * wr_rng_normal(r));
}
