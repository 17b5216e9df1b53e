#ifndef WEIR_BENCH_H
#define WEIR_BENCH_H

/*
 * weir/bench.h - micro-benchmarks in C (or C++), for weir to read.
 *
 *	#include <weir/bench.h>
 *	WEIR_BENCH(checksum) {
 *		char *text = make_text(4096);           // set up: not timed
 *		WEIR_LOOP(b) weir_keep(checksum(text, 4096));
 *	}
 *	WEIR_BENCH_MAIN()
 *
 * Compile with optimisation, run, and hand the output to weir:
 *
 *	cc -O2 -o checksum_bench checksum_bench.c checksum.c
 *	./checksum_bench > checksum.jsonl && weir bench --read checksum.jsonl
 *
 * A benchmark's loop runs in batches that last at least 5 ms each, so that
 * the clock's own cost does not count, one to warm up and 20 that do; reported are
 * wall and CPU seconds per round of the loop, one line of JSON per benchmark.
 * WEIR_BENCH_BATCHES in the environment makes them fewer, as weir does where it runs the program in pairs.
 * The program takes a part of a name as its argument, and then runs only what has it.
 *
 *	WEIR_BENCH_PARAMS(sort, 10, 1000, 100000) { ... weir_param(b) ... }     once for each number
 *	weir_bytes(b, n), weir_items(b, n)      what a round handles: gives a rate
 *	weir_keep(x)                            the compiler may not leave out what makes x
 *	weir_clobber()                          it must take all memory for changed
 *
 * Needs POSIX clocks and gcc or clang.  Nothing else of weir is needed, and
 * nothing is linked.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WEIR_BENCH_BATCHES 20
#define WEIR_BENCH_SHORTEST 0.005       /* seconds of a batch */
#define WEIR_BENCH_MOST_PARAMS 32

struct weir_bench {
	/* Of the running batch: */
	unsigned long long rounds, left;
	double started_wall, started_cpu, wall, cpu;
	long long param;
	double bytes, items;
	/* What was registered: */
	const char *name;
	void (*body)(struct weir_bench *b);
	long long params[WEIR_BENCH_MOST_PARAMS];
	size_t param_count;
	struct weir_bench *next;
};

/* One list per program, whichever files register: the definition is the main file's. */
extern struct weir_bench *weir_bench_first;

static inline double weir_clock(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline void weir_bench_start(struct weir_bench *b)
{
	b->left = b->rounds;
	b->started_cpu = weir_clock(CLOCK_PROCESS_CPUTIME_ID);
	b->started_wall = weir_clock(CLOCK_MONOTONIC);
}

static inline int weir_bench_next(struct weir_bench *b)
{
	if (__builtin_expect(b->left != 0, 1)) {
		b->left--;
		return 1;
	}
	b->wall = weir_clock(CLOCK_MONOTONIC) - b->started_wall;
	b->cpu = weir_clock(CLOCK_PROCESS_CPUTIME_ID) - b->started_cpu;
	return 0;
}

#define WEIR_LOOP(b) for (weir_bench_start(b); weir_bench_next(b);)
#define weir_keep(x) do { __typeof__(x) weir_kept_ = (x); __asm__ volatile("" : : "m"(weir_kept_) : "memory"); } while (0)
#define weir_clobber() __asm__ volatile("" : : : "memory")

static inline long long weir_param(const struct weir_bench *b) { return b->param; }
static inline void weir_bytes(struct weir_bench *b, double n) { b->bytes = n; }
static inline void weir_items(struct weir_bench *b, double n) { b->items = n; }

static inline void weir_bench_add(struct weir_bench *b, const char *name, void (*body)(struct weir_bench *),
				  const long long *params, size_t n)
{
	struct weir_bench **at = &weir_bench_first;

	b->name = name;
	b->body = body;
	b->param_count = n < WEIR_BENCH_MOST_PARAMS ? n : WEIR_BENCH_MOST_PARAMS;
	if (b->param_count)
		memcpy(b->params, params, b->param_count * sizeof *params);
	while (*at)
		at = &(*at)->next;
	*at = b;
}

#define WEIR_BENCH_REGISTER_(title, params, n) \
	static void weir_body_##title(struct weir_bench *b); \
	static struct weir_bench weir_bench_##title; \
	__attribute__((constructor)) static void weir_register_##title(void) \
	{ weir_bench_add(&weir_bench_##title, #title, weir_body_##title, params, n); } \
	static void weir_body_##title(struct weir_bench *b)

#define WEIR_BENCH(title) WEIR_BENCH_REGISTER_(title, NULL, 0)
#define WEIR_BENCH_PARAMS(title, ...) \
	static const long long weir_params_##title[] = { __VA_ARGS__ }; \
	WEIR_BENCH_REGISTER_(title, weir_params_##title, sizeof weir_params_##title / sizeof *weir_params_##title)

/* A body without WEIR_LOOP measures nothing. */
static inline int weir_bench_batch(struct weir_bench *b, unsigned long long rounds)
{
	b->rounds = rounds;
	b->wall = -1;
	b->body(b);
	if (b->wall >= 0)
		return 0;
	fprintf(stderr, "%s: there is no WEIR_LOOP in it\n", b->name);
	return -1;
}

static inline void weir_bench_numbers(const char *key, const double *x, int n)
{
	printf(",\"%s\":[", key);
	for (int i = 0; i < n; i++)
		printf("%s%.9g", i ? "," : "", x[i]);
	printf("]");
}

static inline int weir_bench_batches(void)
{
	const char *text = getenv("WEIR_BENCH_BATCHES");
	int n = text ? atoi(text) : 0;

	return n > 0 && n < WEIR_BENCH_BATCHES ? n : WEIR_BENCH_BATCHES;
}

static inline int weir_bench_run(struct weir_bench *b, const char *name)
{
	double wall[WEIR_BENCH_BATCHES], cpu[WEIR_BENCH_BATCHES];
	unsigned long long rounds = 1;
	int batches = weir_bench_batches();

	b->bytes = b->items = 0;
	do {
		if (weir_bench_batch(b, rounds))
			return -1;
	} while (b->wall < WEIR_BENCH_SHORTEST && (rounds *= 2) < 1ULL << 40);
	for (int i = -1; i < batches; i++) {
		if (weir_bench_batch(b, rounds))
			return -1;
		if (i < 0)
			continue;
		wall[i] = b->wall / (double)rounds;
		cpu[i] = b->cpu / (double)rounds;
	}
	printf("{\"schema\":\"weir.harness/1\",\"name\":\"%s\",\"rounds\":%llu", name, rounds);
	if (b->bytes > 0)
		printf(",\"bytes\":%.17g", b->bytes);
	if (b->items > 0)
		printf(",\"items\":%.17g", b->items);
#ifdef __OPTIMIZE__
	printf(",\"optimised\":true");
#else
	printf(",\"optimised\":false");
#endif
	weir_bench_numbers("wall", wall, batches);
	weir_bench_numbers("cpu", cpu, batches);
	printf("}\n");
	fflush(stdout);
	return 0;
}

static inline int weir_bench_main(int argc, char **argv)
{
	int failed = 0;

	for (struct weir_bench *b = weir_bench_first; b; b = b->next) {
		for (size_t i = 0; i < (b->param_count ? b->param_count : 1); i++) {
			char name[256];

			b->param = b->param_count ? b->params[i] : 0;
			if (b->param_count)
				snprintf(name, sizeof name, "%s/%lld", b->name, b->param);
			else
				snprintf(name, sizeof name, "%s", b->name);
			if (argc < 2 || strstr(name, argv[1]))
				failed |= weir_bench_run(b, name);
		}
	}
	return failed || ferror(stdout) ? 1 : 0;
}

/* Once per program. */
#define WEIR_BENCH_MAIN() \
	struct weir_bench *weir_bench_first; \
	int main(int argc, char **argv) { return weir_bench_main(argc, argv); }

#endif
