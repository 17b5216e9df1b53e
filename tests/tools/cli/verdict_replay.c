/*
 * verdict_replay.c - recorded runs of one command put through the verdict.
 *
 *	verdict_replay FILE COLUMN SLOWDOWN COMPARISONS SEED [BENCHMARKS [PAIRS]]
 *
 * FILE has a run per line, numbers in columns; lines with '#' are left out.  Each comparison takes runs that followed
 * each other, from a random place: pairs as the profiler would measure them, which of the two is base
 * by the toss of a coin, a pair of base with base after every fourth.  Head's are made slower by
 * SLOWDOWN.  Prints the numbers of fail, pass and inconclusive, and the mean number of pairs.
 *
 * With BENCHMARKS each comparison is a change with so many benchmarks: failures are confirmed by fresh pairs and held
 * against their number, as the stage does (cli/stages/bench.c), and the answers are the gate's on the whole change.
 * PAIRS is the last look, at most 40.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/rng.h"
#include "core/run.h"
#include "gate/gate.h"
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

static struct pf_verdict compare(const double *runs, double slowdown, size_t least, size_t most, struct wr_rng *rng,
				 size_t *pairs)
{
	double ratios[MAX_PAIRS], same[MAX_PAIRS / SAME_EVERY];
	struct pf_verdict v = { .answer = WR_CHANGE_INCONCLUSIVE };
	size_t n = 0, same_n = 0, look;

	while (v.answer == WR_CHANGE_INCONCLUSIVE && (look = pf_next_look(n, most)) > 0) {
		while (n < look) {
			ratios[n++] = ratio(&runs, slowdown, rng);
			if (n % SAME_EVERY == 0)
				same[same_n++] = ratio(&runs, 0, rng);
		}
		if (look >= least)
			v = pf_judge(ratios, n, same, same_n, 0.02);
	}
	*pairs += n;
	return v;
}

struct replay { const double *runs; size_t n, most_pairs; double slowdown; struct wr_rng rng; size_t pairs, comparisons; };

static struct pf_verdict compare_somewhere(struct replay *r, size_t least)
{
	r->comparisons++;
	return compare(r->runs + wr_rng_below(&r->rng, r->n - RUNS + 1), r->slowdown, least,
		       r->most_pairs, &r->rng, &r->pairs);
}

/* ---- a change with many benchmarks ---- */

enum { MANY = 40, CONFIRMING_PAIRS = 20 };      /* of cli/stages/bench.c */

static void add(struct wr_run *run, long benchmark, const struct pf_verdict *v)
{
	char name[64];
	struct wr_measure *m;

	snprintf(name, sizeof name, "bench.b%ld.cpu_time", benchmark);
	m = wr_run_add_fact(run, "bench", name, "s", WR_LOWER_IS_BETTER, exp(v->shift));
	m->has_base = m->has_change = true;
	m->base.value = 1;
	m->change = (struct wr_change){ exp(v->shift), exp(v->low), exp(v->high), v->p, v->answer };
}

static void confirm(struct replay *r, struct wr_run *run, long benchmark, size_t least)
{
	struct wr_run *again = wr_run_new();
	struct pf_verdict v = compare_somewhere(r, least);

	add(again, benchmark, &v);
	gt_confirm(run, again);
	wr_run_free(again);
}

static enum wr_change_verdict judge_change(struct replay *r, long benchmarks)
{
	static const struct gt_policy policy = GT_POLICY_DEFAULT;
	struct wr_run *run = wr_run_new();
	enum wr_verdict verdict;

	for (long i = 0; i < benchmarks; i++) {
		struct pf_verdict v = compare_somewhere(r, 0);

		add(run, i, &v);
	}
	for (long i = 0; i < benchmarks; i++) {
		char name[32];

		snprintf(name, sizeof name, "b%ld", i);
		if (gt_is_to_confirm(run, name))
			confirm(r, run, i, benchmarks > MANY ? CONFIRMING_PAIRS : 0);
	}
	gt_hold_false_discoveries(run);
	gt_judge(run, &policy);
	verdict = run->verdict;
	wr_run_free(run);
	return verdict == WR_FAIL ? WR_CHANGE_FAIL : verdict == WR_PASS ? WR_CHANGE_PASS : WR_CHANGE_INCONCLUSIVE;
}

int main(int argc, char **argv)
{
	size_t answers[3] = { 0 };
	struct replay r = { .pairs = 0 };
	double *runs;
	long times, benchmarks;

	if (argc < 6)
		return 2;
	runs = read_column(argv[1], atoi(argv[2]), &r.n);
	r.runs = runs;
	r.slowdown = atof(argv[3]);
	times = atol(argv[4]);
	benchmarks = argc > 6 ? atol(argv[6]) : 0;
	r.most_pairs = argc > 7 ? (size_t)atol(argv[7]) : MAX_PAIRS;
	if (r.n < RUNS || times < 1 || r.most_pairs > MAX_PAIRS)
		return 2;
	wr_rng_seed(&r.rng, (uint64_t)atol(argv[5]));
	for (long i = 0; i < times; i++)
		answers[benchmarks ? judge_change(&r, benchmarks) : compare_somewhere(&r, 0).answer]++;
	printf("%zu %zu %zu %.2f\n", answers[WR_CHANGE_FAIL], answers[WR_CHANGE_PASS], answers[WR_CHANGE_INCONCLUSIVE],
	       (double)r.pairs / (double)r.comparisons);
	free(runs);
	return 0;
}
