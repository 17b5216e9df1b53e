/*
 * verdict_replay.c - recorded runs of one command put through the verdict.
 *
 *	verdict_replay FILE COLUMN SLOWDOWN COMPARISONS SEED
 *
 * FILE has a run per line, numbers in columns; lines with '#' are left out.  Each comparison takes runs that followed
 * each other, from a random place: pairs as the profiler would measure them, which of the two is base
 * by the toss of a coin, a pair of base with base after every fourth.  Head's are made slower by
 * SLOWDOWN.  Prints the numbers of fail, pass and inconclusive, and the mean number of pairs.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/rng.h"
#include "profiler/verdict.h"

enum { MAX_PAIRS = 40, SAME_EVERY = 4, RUNS = 2 * (MAX_PAIRS + MAX_PAIRS / SAME_EVERY) };

static double *read_column(const char *path, int column, size_t *n)
{
	FILE *f = fopen(path, "r");
	char line[512];
	double *x = NULL;
	size_t cap = 0;

	*n = 0;
	if (!f) {
		perror(path);
		exit(2);
	}
	while (fgets(line, sizeof line, f)) {
		char *at = line;
		double value = NAN;

		if (*line == '#')
			continue;
		for (int i = 0; i <= column; i++)
			value = strtod(at, &at);
		*WR_PUSH(x, *n, cap) = value;
	}
	fclose(f);
	return x;
}

/* Log ratio of the next two runs, either of which may be head. */
static double ratio(const double **next, double slowdown, struct wr_rng *rng)
{
	double a = *(*next)++, b = *(*next)++;

	return (wr_rng_below(rng, 2) ? log(a / b) : log(b / a)) + log1p(slowdown);
}

static struct pf_verdict compare(const double *runs, double slowdown, struct wr_rng *rng, size_t *pairs)
{
	double ratios[MAX_PAIRS], same[MAX_PAIRS / SAME_EVERY];
	struct pf_verdict v = { .answer = WR_CHANGE_INCONCLUSIVE };
	size_t n = 0, same_n = 0, look;

	while (v.answer == WR_CHANGE_INCONCLUSIVE && (look = pf_next_look(n, MAX_PAIRS)) > 0) {
		while (n < look) {
			ratios[n++] = ratio(&runs, slowdown, rng);
			if (n % SAME_EVERY == 0)
				same[same_n++] = ratio(&runs, 0, rng);
		}
		v = pf_judge(ratios, n, same, same_n, 0.02);
	}
	*pairs = n;
	return v;
}

int main(int argc, char **argv)
{
	size_t answers[3] = { 0 }, n, pairs, sum = 0;
	struct wr_rng rng;
	double *runs;
	long comparisons;

	if (argc != 6)
		return 2;
	runs = read_column(argv[1], atoi(argv[2]), &n);
	comparisons = atol(argv[4]);
	if (n < RUNS || comparisons < 1)
		return 2;
	wr_rng_seed(&rng, (uint64_t)atol(argv[5]));
	for (long i = 0; i < comparisons; i++) {
		const double *from = runs + wr_rng_below(&rng, n - RUNS + 1);

		answers[compare(from, atof(argv[3]), &rng, &pairs).answer]++;
		sum += pairs;
	}
	printf("%zu %zu %zu %.1f\n", answers[WR_CHANGE_FAIL], answers[WR_CHANGE_PASS], answers[WR_CHANGE_INCONCLUSIVE],
	       (double)sum / (double)comparisons);
	free(runs);
	return 0;
}
