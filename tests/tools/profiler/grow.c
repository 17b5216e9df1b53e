/*
 * grow.c - work that grows with its size in a known way.
 *
 *	grow 1|logn|n|nlogn|n2|n3|2n N
 *
 * Fixed work, searches in n numbers, n turns, n searches in n numbers, and loops in loops, without memory, whose caches would make
 * another class of each (a sort is n log n in comparisons, not in time); at the largest sizes that tests/bench/growth.py asks for some
 * 20 ms of it.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEARCHES = 100000 };
#define FIXED 1e7

static volatile uint64_t sink;

static uint64_t next(uint64_t x)
{
	x ^= x << 13;
	x ^= x >> 7;
	return x ^ x << 17;
}

static void mix(double times)
{
	uint64_t x = 88172645463325252ULL;

	for (double i = 0; i < times; i++)
		x = next(x);
	sink = x;
}

/* In the numbers 0 to n - 1, which need not be stored. */
static void search(uint64_t n, uint64_t searches)
{
	uint64_t x = 88172645463325252ULL, sum = 0;

	for (uint64_t i = 0; i < searches; i++) {
		uint64_t low = 0, high = n, wanted;

		x = next(x);
		wanted = x % n;
		while (low < high) {
			uint64_t middle = low + (high - low) / 2;

			if (middle < wanted)
				low = middle + 1;
			else
				high = middle;
		}
		sum += low;
	}
	sink = sum;
}

int main(int argc, char **argv)
{
	double n = argc == 3 ? atof(argv[2]) : 0;

	if (n < 1)
		return 64;
	if (!strcmp(argv[1], "1"))
		mix(FIXED);
	else if (!strcmp(argv[1], "logn"))
		search((uint64_t)n, SEARCHES);
	else if (!strcmp(argv[1], "n"))
		mix(n);
	else if (!strcmp(argv[1], "nlogn"))
		search((uint64_t)n, (uint64_t)n);
	else if (!strcmp(argv[1], "n2"))
		mix(n * n);
	else if (!strcmp(argv[1], "n3"))
		mix(n * n * n);
	else if (!strcmp(argv[1], "2n"))
		mix((double)(1ULL << (unsigned)n));
	else
		return 64;
	return 0;
}
