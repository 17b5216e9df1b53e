/*
 * cache_speed.c - how fast traces are read and replayed, on Zipf(1.0) requests.
 *
 *   cache_speed ids REQUESTS KEYS SIZE ROUNDS    numbering, the LRU curve and every policy, from keys in memory
 *   cache_speed read PATH SIZE                   a CSV read and replayed with LRU, and the reading alone
 *   cache_speed study PATH lean|whole [POLICY SIZE]  a trace read and advised on, as `weir cache` does
 *   cache_speed write csv|texts|oracle REQUESTS KEYS PATH
 *
 * Prints one JSON object per line: {"what", "requests", "cpu" (seconds, the
 * least of the rounds), "misses"}.  "texts" is a CSV with keys such as
 * "user:81723:cart"; "oracle" is libCacheSim's oracleGeneral: 24 packed bytes
 * per request, little-endian, u32 time, u64 id, u32 size, i64 next request.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "cachesim/cachesim.h"
#include "core/alloc.h"
#include "core/rng.h"
#include "core/run.h"

enum { FIRST_POLICY = 3, MOST_ROWS = 64 };

static double cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void die(const char *why)
{
	fprintf(stderr, "cache_speed: %s\n", why);
	exit(1);
}

/* Key 1 is asked for twice as often as key 2, three times as often as key 3, ... */
static uint64_t *zipf_keys(size_t n, size_t keys)
{
	double *below = wr_malloc((keys + 1) * sizeof *below);
	uint32_t *guide = wr_malloc((keys + 1) * sizeof *guide);
	uint64_t *out = wr_malloc(n * sizeof *out);
	struct wr_rng rng;

	below[0] = 0;
	for (size_t k = 0; k < keys; k++)
		below[k + 1] = below[k] + 1.0 / (double)(k + 1);
	/* guide[i]: where to start looking for i/keys of the sum. */
	for (size_t i = 0, k = 0; i <= keys; i++) {
		while (k + 1 < keys && below[k + 1] <= below[keys] * (double)i / (double)keys)
			k++;
		guide[i] = (uint32_t)k;
	}
	wr_rng_seed(&rng, 42);
	for (size_t i = 0; i < n; i++) {
		double u = wr_rng_unit(&rng);
		size_t k = guide[(size_t)(u * (double)keys)];

		while (k + 1 < keys && below[k + 1] <= u * below[keys])
			k++;
		out[i] = k + 1;
	}
	free(below);
	free(guide);
	return out;
}

static void say(const char *what, size_t requests, double cpu, uint64_t misses)
{
	printf("{\"what\": \"%s\", \"requests\": %zu, \"cpu\": %.6f, \"misses\": %" PRIu64 "}\n", what, requests,
	       cpu, misses);
	fflush(stdout);
}

static double time_numbering(const uint64_t *keys, size_t n, struct cs_trace **t)
{
	double cpu = -cpu_seconds();

	cs_trace_free(*t);
	*t = cs_trace_from_keys(keys, n);
	return cpu + cpu_seconds();
}

static double time_curve(const struct cs_trace *t, uint64_t size, uint64_t *misses)
{
	double cpu = -cpu_seconds();
	uint64_t *curve = cs_lru_curve(t, NULL);

	cpu += cpu_seconds();
	*misses = curve[size < t->unique ? size : t->unique];
	free(curve);
	return cpu;
}

/* FIFO at 16 sizes around the given one. */
static double time_fifo_sizes(const struct cs_trace *t, uint64_t size, uint64_t *misses)
{
	uint64_t sizes[16];
	struct cs_result r[16];
	struct wr_err err;
	double cpu;

	for (uint64_t i = 0; i < 16; i++)
		sizes[i] = i ? 1 + size * i / 8 : size;
	cpu = -cpu_seconds();
	if (cs_policy_find("fifo")->replay_sizes(t, sizes, 16, r, &err))
		die(err.message);
	*misses = r[0].misses;
	return cpu + cpu_seconds();
}

static double time_policy(const struct cs_trace *t, const struct cs_policy *policy, uint64_t size,
			  uint64_t *misses)
{
	struct cs_limits limits = { .capacity = size, .ttl = 1e6 };
	struct cs_result r;
	struct wr_err err;
	double cpu = -cpu_seconds();

	if (policy->replay(t, &limits, &r, &err))
		die(err.message);
	*misses = r.misses;
	return cpu + cpu_seconds();
}

static void measure_ids(size_t n, size_t keys, uint64_t size, int rounds)
{
	uint64_t *key = zipf_keys(n, keys), misses[MOST_ROWS] = { 0 };
	double least[MOST_ROWS], cpu;
	struct cs_trace *t = NULL;
	const struct cs_policy *const *p = cs_policies();
	int count = FIRST_POLICY;

	for (int i = 0; i < MOST_ROWS; i++)
		least[i] = INFINITY;
	for (int round = 0; round < rounds; round++) {
		least[0] = fmin(least[0], time_numbering(key, n, &t));
		least[1] = fmin(least[1], time_curve(t, size, &misses[1]));
		least[2] = fmin(least[2], time_fifo_sizes(t, size, &misses[2]));
		t->time = wr_malloc(n * sizeof *t->time);
		for (size_t i = 0; i < n; i++)
			t->time[i] = (double)i;
		for (count = FIRST_POLICY; p[count - FIRST_POLICY] && count < MOST_ROWS; count++) {
			cpu = time_policy(t, p[count - FIRST_POLICY], size, &misses[count]);
			least[count] = fmin(least[count], cpu);
		}
	}
	say("numbering", n, least[0], t->unique);
	say("lru curve, every size", n, least[1], misses[1]);
	say("fifo, 16 sizes", n, least[2], misses[2]);
	for (int i = FIRST_POLICY; i < count; i++)
		say(p[i - FIRST_POLICY]->name, n, least[i], misses[i]);
	cs_trace_free(t);
	free(key);
}

static void measure_read(const char *path, uint64_t size)
{
	struct wr_err err;
	double cpu = -cpu_seconds(), replay;
	struct cs_trace *t = cs_trace_read(path, NULL, &err);
	uint64_t misses;

	cpu += cpu_seconds();
	if (!t)
		die(err.message);
	replay = time_policy(t, cs_policy_find("lru"), size, &misses);
	say("read", t->n, cpu, t->unique);
	say("read and lru", t->n, cpu + replay, misses);
	cs_trace_free(t);
}

static void measure_study(const char *path, bool lean, const char *policy, uint64_t size)
{
	struct cs_trace_options how = { .lean = lean };
	struct cs_options o = { .name = "t", .policies = &policy, .policy_count = policy != NULL,
				.sizes = &size, .size_count = policy != NULL };
	struct wr_run *run = wr_run_new();
	double cpu = -cpu_seconds();
	struct cs_trace *t;
	struct wr_err err;

	t = cs_trace_read(path, &how, &err);
	if (!t || cs_simulate(t, &o, run, &err))
		die(err.message);
	say("study", t->n, cpu + cpu_seconds(), t->unique);
	cs_trace_free(t);
	wr_run_free(run);
}

/* Constant per key, 16 bytes to 16 KiB. */
static uint32_t size_of(uint64_t key)
{
	return 16u << (key * 0x9e3779b97f4a7c15ull >> 60) % 11;
}

/* Of every request the number of the key's next one, -1 = none.  Keys are 1 .. keys. */
static int64_t *next_requests(const uint64_t *key, size_t n, size_t keys)
{
	int64_t *next = wr_malloc(n * sizeof *next), *later = wr_malloc((keys + 1) * sizeof *later);

	for (size_t k = 0; k <= keys; k++)
		later[k] = -1;
	for (size_t i = n; i-- > 0;) {
		next[i] = later[key[i]];
		later[key[i]] = (int64_t)i;
	}
	free(later);
	return next;
}

static void write_oracle(FILE *f, const uint64_t *key, size_t n, size_t keys)
{
	int64_t *next = next_requests(key, n, keys);

	for (size_t i = 0; i < n; i++) {
		unsigned char b[24];
		uint32_t seconds = (uint32_t)(i / 1000), bytes = size_of(key[i]);

		memcpy(b, &seconds, 4);
		memcpy(b + 4, &key[i], 8);
		memcpy(b + 12, &bytes, 4);
		memcpy(b + 16, &next[i], 8);
		fwrite(b, sizeof b, 1, f);
	}
	free(next);
}

static void write_csv(FILE *f, const uint64_t *key, size_t n, const char *before, const char *behind)
{
	fputs("time,key,size\n", f);
	for (size_t i = 0; i < n; i++)
		fprintf(f, "%zu,%s%" PRIu64 "%s,%" PRIu32 "\n", i / 1000, before, key[i], behind,
			size_of(key[i]));
}

static void write_trace(const char *kind, size_t n, size_t keys, const char *path)
{
	uint64_t *key = zipf_keys(n, keys);
	FILE *f = fopen(path, "wb");

	if (!f)
		die("cannot write the trace");
	if (!strcmp(kind, "oracle"))
		write_oracle(f, key, n, keys);
	else if (!strcmp(kind, "texts"))
		write_csv(f, key, n, "user:", ":cart");
	else
		write_csv(f, key, n, "", "");
	if (fclose(f))
		die("cannot write the trace");
	free(key);
}

static size_t positive(const char *text)
{
	long long v = atoll(text);

	if (v < 1)
		die("numbers must be 1 or more");
	return (size_t)v;
}

int main(int argc, char **argv)
{
	if (argc == 6 && !strcmp(argv[1], "ids"))
		measure_ids(positive(argv[2]), positive(argv[3]), positive(argv[4]), (int)positive(argv[5]));
	else if (argc == 4 && !strcmp(argv[1], "read"))
		measure_read(argv[2], positive(argv[3]));
	else if ((argc == 4 || argc == 6) && !strcmp(argv[1], "study"))
		measure_study(argv[2], !strcmp(argv[3], "lean"), argc == 6 ? argv[4] : NULL,
			      argc == 6 ? positive(argv[5]) : 0);
	else if (argc == 6 && !strcmp(argv[1], "write"))
		write_trace(argv[2], positive(argv[3]), positive(argv[4]), argv[5]);
	else
		die("usage: cache_speed ids REQUESTS KEYS SIZE ROUNDS | read PATH SIZE | "
		    "study PATH lean|whole [POLICY SIZE] | write csv|texts|oracle REQUESTS KEYS PATH");
	return 0;
}
