/* cache.c - `weir cache`: an access trace replayed through caches. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cachesim/cachesim.h"
#include "cli/command.h"
#include "cli/gate_run.h"
#include "cli/output.h"
#include "core/arena.h"
#include "core/file.h"
#include "core/progress.h"
#include "core/units.h"

static struct wr_opt_list policies, sizes, tiers;
static const char *name = "trace", *policy;
static struct cs_trace_options how = { .max_damaged = 0.01 };
static double ttl, min_hit_ratio, sample, latency, store_latency, max_stale;
static const char *max_size_text, *miss_cost_text, *size_cost_text;
static double max_size, miss_cost, size_cost;
static bool by_bytes, curve, library;
static int language = -1;       /* index into languages, -1 = no code */
static int writes;              /* enum cs_writes */

static const char *const languages[] = { "python", "javascript", NULL };
static const char *const writes_names[] = { "through", "back", "delete", "aside", NULL };

static const struct wr_opt options[] = {
	{ 0, "format-of-trace", WR_OPT_STRING, &how.format, "F", "accesslog, redis, valkey, memcached, twitter, oracle or csv (default: by content)", NULL, 0, 0 },
	{ 0, "policy", WR_OPT_LIST, &policies, "P,...", "policies to compare (default: all)", NULL, 0, 0 },
	{ 0, "size", WR_OPT_LIST, &sizes, "N,...", "sizes to compare (default: around the working set)", NULL, 0, 0 },
	{ 0, "today", WR_OPT_STRING, &policy, "P", "the policy that runs today (default: lru)", NULL, 0, 0 },
	{ 0, "ttl", WR_OPT_DURATION, &ttl, "TIME", "of policy ttl", NULL, 0.001, 1e10 },
	{ 0, "by-bytes", WR_OPT_FLAG, &by_bytes, NULL, "sizes are bytes, not objects", NULL, 0, 0 },
	{ 0, "curve", WR_OPT_FLAG, &curve, NULL, "series: miss ratio over size (LRU's exact), hit ratio over time", NULL, 0, 0 },
	{ 0, "sample", WR_OPT_RATIO, &sample, "RATE", "say what a sample of this share of the keys would show", NULL, 0, 1 },
	{ 0, "min-hit-ratio", WR_OPT_RATIO, &min_hit_ratio, "RATIO", "fail below this at the first size", NULL, 0, 1 },
	{ 0, "max-size", WR_OPT_STRING, &max_size_text, "N", "fail if --min-hit-ratio, or the recommendation, takes more", NULL, 0, 0 },
	{ 0, "writes", WR_OPT_CHOICE, &writes, "HOW", "what a write does: through, back, delete, aside (default: through)", writes_names, 0, 0 },
	{ 0, "tier", WR_OPT_LIST, &tiers, "T,...", "NAME=POLICY:SIZE[:LATENCY]: caches one behind the other", NULL, 0, 0 },
	{ 0, "latency", WR_OPT_DURATION, &latency, "TIME", "of an answer by the cache", NULL, 1e-9, 3600 },
	{ 0, "store-latency", WR_OPT_DURATION, &store_latency, "TIME", "of an answer by what lies behind it", NULL, 1e-9, 3600 },
	{ 0, "miss-cost", WR_OPT_STRING, &miss_cost_text, "MONEY", "of a miss", NULL, 0, 0 },
	{ 0, "size-cost", WR_OPT_STRING, &size_cost_text, "MONEY", "of an object, or with --by-bytes a GiB, per hour", NULL, 0, 0 },
	{ 0, "max-stale", WR_OPT_RATIO, &max_stale, "RATIO", "stale answers that a time to live may allow (default: 1%)", NULL, 0, 1 },
	{ 0, "generate", WR_OPT_CHOICE, &language, "LANGUAGE", "put out a cache that tests itself in place of the report", languages, 0, 0 },
	{ 0, "library", WR_OPT_FLAG, &library, NULL, "generate: use cachetools, lru-cache or @isaacs/ttlcache, where one can do the same", NULL, 0, 0 },
	{ 'n', "name", WR_OPT_STRING, &name, "NAME", "part of the measures' names (default: trace)", NULL, 0, 0 },
	{ 0, "key", WR_OPT_STRING, &how.columns.key, "COLUMN", "header or 1-based number of the key column", NULL, 0, 0 },
	{ 0, "time", WR_OPT_STRING, &how.columns.time, "COLUMN", "of the time column", NULL, 0, 0 },
	{ 0, "object-size", WR_OPT_STRING, &how.columns.size, "COLUMN", "of the size column", NULL, 0, 0 },
	{ 0, "operation", WR_OPT_STRING, &how.columns.operation, "COLUMN", "of the operation column", NULL, 0, 0 },
	{ 0, "ttl-column", WR_OPT_STRING, &how.columns.ttl, "COLUMN", "of the column with times to live", NULL, 0, 0 },
	{ 0, "lean", WR_OPT_FLAG, &how.lean, NULL, "leave times and sizes out: a quarter of the memory for a large trace", NULL, 0, 0 },
	{ 0, "max-damaged", WR_OPT_RATIO, &how.max_damaged, "RATIO", "share of unreadable lines that is tolerated (default: 1%)", NULL, 0, 1 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static int parse_sizes(struct wr_arena *arena, uint64_t **out, struct wr_err *err)
{
	double v;

	*out = wr_arena_array(arena, sizes.n + 1, sizeof **out);
	for (size_t i = 0; i < sizes.n; i++) {
		if (wr_parse_size(sizes.items[i], &v) || v < 1 || v > 1e15)
			return wr_fail(err, WR_EUSAGE, "--size: '%s' is no size", sizes.items[i]);
		(*out)[i] = (uint64_t)v;
	}
	return 0;
}

static int parse_tier(const char *text, struct wr_arena *arena, struct cs_tier *t, struct wr_err *err)
{
	char *tier = wr_arena_printf(arena, "%s", text), *of = strchr(tier, '='), *size = of ? strchr(of, ':') : NULL;
	char *latency_text = size ? strchr(size + 1, ':') : NULL;
	double v;

	if (!size)
		return wr_fail(err, WR_EUSAGE, "--tier: '%s' is not NAME=POLICY:SIZE[:LATENCY]", text);
	*of = *size = '\0';
	if (latency_text)
		*latency_text = '\0';
	if (wr_parse_size(size + 1, &v) || v < 1 || v > 1e15)
		return wr_fail(err, WR_EUSAGE, "--tier: '%s' is no size", size + 1);
	*t = (struct cs_tier){ .name = tier, .policy = of + 1, .size = (uint64_t)v, .by_bytes = by_bytes, .ttl = ttl };
	if (latency_text && (wr_parse_duration(latency_text + 1, &t->latency) || !(t->latency > 0)))
		return wr_fail(err, WR_EUSAGE, "--tier: '%s' is no latency", latency_text + 1);
	return 0;
}

static int parse_tiers(struct wr_arena *arena, struct cs_options *o, struct wr_err *err)
{
	struct cs_tier *t = wr_arena_array(arena, tiers.n + 1, sizeof *t);

	for (size_t i = 0; i < tiers.n; i++)
		if (parse_tier(tiers.items[i], arena, &t[i], err))
			return -1;
	o->tiers = t;
	o->tier_count = tiers.n;
	return 0;
}

/* Of the policy asked for alone or else advised, to the output. */
static int put_code(const struct cs_trace *trace, const struct cs_choice *choice, struct wr_err *err)
{
	struct cs_code code = { languages[language], choice->policy, choice->size, choice->ttl, library };
	char *text = cs_generate(trace, &code, err);
	int rc = 0;

	if (!text)
		return -1;
	wr_progress_clear();
	if (cli_common.output)
		rc = wr_file_write(cli_common.output, text, strlen(text), err);
	else if (fputs(text, stdout) == EOF || fflush(stdout))
		rc = wr_fail(err, WR_EIO, "standard output: %s", strerror(errno));
	free(text);
	return rc;
}

static int parse_amount(const char *option, const char *text, int (*parse)(const char *, double *), double *v,
			struct wr_err *err)
{
	if (text && (parse(text, v) || !(*v > 0) || *v > 1e15))
		return wr_fail(err, WR_EUSAGE, "%s: '%s' is no amount above 0", option, text);
	return 0;
}

static int check_options(struct wr_err *err)
{
	if (parse_amount("--max-size", max_size_text, wr_parse_size, &max_size, err) ||
	    parse_amount("--miss-cost", miss_cost_text, wr_parse_number, &miss_cost, err) ||
	    parse_amount("--size-cost", size_cost_text, wr_parse_number, &size_cost, err))
		return -1;
	if (language >= 0 && by_bytes)
		return wr_fail(err, WR_EUSAGE, "--generate: generated caches are limited by objects, not by bytes");
	if (language >= 0 && cli_common.formats.n)
		return wr_fail(err, WR_EUSAGE, "--generate puts out code in place of a report: leave --format out");
	return 0;
}

static void add_limits(struct wr_arena *arena, const struct wr_run *run, struct gt_limit *limits, struct gt_policy *gate)
{
	const char *part = wr_measure_part(arena, name);
	const char *size = wr_arena_printf(arena, "cache.%s.%s", part, min_hit_ratio > 0 ? "needed_size"
									 : "recommended_size");

	gate->limits = limits;
	if (min_hit_ratio > 0)
		limits[gate->limit_count++] = (struct gt_limit){
			.measure = wr_arena_printf(arena, "cache.%s.hit_ratio", part), .limit = min_hit_ratio,
			.text = wr_arena_printf(arena, "hit ratio of at least %g %%", min_hit_ratio * 100),
		};
	/* Where no size is enough, that is what the hit ratio's own limit says. */
	if (max_size > 0 && wr_run_find_measure(run, size))
		limits[gate->limit_count++] = (struct gt_limit){
			.measure = size, .limit = nextafter(max_size, INFINITY), .below = true,
			.text = wr_arena_printf(arena, "size of at most %.15g%s", max_size, by_bytes ? " bytes" : ""),
		};
}

static int judge(struct wr_arena *arena, struct wr_run *run, struct wr_err *err)
{
	struct gt_policy gate = GT_POLICY_DEFAULT;
	struct gt_limit limits[2];

	cli_record_stage(run, "cache", 0, NULL);
	add_limits(arena, run, limits, &gate);
	if (language < 0)
		return cli_finish(run, &gate, NULL, false, err);
	gt_judge(run, &gate);
	return gt_exit_code(run->verdict, false);
}

static int replay(const char *path, struct wr_arena *arena, struct wr_run *run, struct wr_err *err)
{
	struct cs_options o = {
		.name = name, .policies = policies.items, .policy_count = policies.n, .size_count = sizes.n,
		.ttl = ttl, .by_bytes = by_bytes, .curve = curve, .min_hit_ratio = min_hit_ratio,
		.policy = policy, .sample = sample, .writes = (enum cs_writes)writes, .jobs = (unsigned)cli_common.jobs,
		.hit_latency = latency, .store_latency = store_latency, .max_stale = max_stale,
	};
	struct cs_choice choice;
	struct cs_trace *trace;
	uint64_t *size_values;
	int rc;

	if (check_options(err) || parse_sizes(arena, &size_values, err) || parse_tiers(arena, &o, err))
		return -1;
	o.sizes = size_values;
	o.miss_cost = miss_cost;
	o.size_cost = size_cost;
	o.choice = language >= 0 ? &choice : NULL;
	if (how.max_damaged <= 0)
		how.max_damaged = -1;   /* 0: not one */
	trace = cs_trace_read(path, &how, err);
	if (!trace)
		return -1;
	rc = cs_simulate(trace, &o, run, err);
	if (!rc && language >= 0)
		rc = put_code(trace, &choice, err);
	cs_trace_free(trace);
	return rc ? -1 : judge(arena, run, err);
}

static int run(const struct cli_args *args, struct wr_err *err)
{
	struct wr_arena *arena;
	struct wr_run *out;
	int rc;

	if (args->operand_count != 1)
		return wr_fail(err, WR_EUSAGE, "cache: name one trace file (- for standard input)");
	arena = wr_arena_new();
	out = wr_run_new();
	rc = replay(args->operands[0], arena, out, err);
	wr_run_free(out);
	wr_arena_free(arena);
	wr_opt_list_free(&policies);
	wr_opt_list_free(&sizes);
	wr_opt_list_free(&tiers);
	return rc;
}

const struct cli_command cli_command_cache = {
	"cache", "TRACE [--policy P,...] [--size N,...] [--curve] [--min-hit-ratio R]",
	"replay an access trace through simulated caches",
	"Reads a trace, plain or gzip: an access log (common or combined), the output of MONITOR of Redis or\n"
	"Valkey, Valkey's MONITOR TRACE in CSV, memcached's log with -vv, Twitter's or libCacheSim's traces, or\n"
	"a CSV with time, key, size and operation columns by header or number. Says how often each policy\n"
	"misses at each size, which one is worth having, and why; what to do when data change, and how long which\n"
	"objects may live; with latencies and prices, what a read takes and which size is cheapest.\n"
	"With --generate it puts out the source of that cache, which, run as a program, tests itself: it replays\n"
	"a slice of the trace and must hit as often as the simulator says.",
	options, run
};
