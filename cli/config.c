/* config.c - the tables that describe weir.yaml. */
#include "cli/config.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "core/units.h"

static const char *const severities[] = { "keep", "low", "medium", "high", "critical", NULL };
static const char *const confidences[] = { "keep", "low", "medium", "high", NULL };
static const char *const fail_on[] = { "low", "medium", "high", "critical", "never", NULL };
static const char *const pythons[] = { "project", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", NULL };
static const char *const modes[] = { "simulate", "live", NULL };

#define ROW(type, member) .offset = offsetof(struct type, member)
#define MARK(type) .mark_offset_plus_1 = offsetof(struct type, mark) + 1

static const struct wr_field rule_table[] = {
	{ "enabled", WR_FIELD_BOOL, ROW(cli_rule_setting, enabled), .help = "false switches the rule off" },
	{ "severity", WR_FIELD_CHOICE, ROW(cli_rule_setting, severity), .help = "instead of the rule's own",
	  .choices = severities },
	{ "confidence", WR_FIELD_CHOICE, ROW(cli_rule_setting, confidence), .help = "instead of the rule's own",
	  .choices = confidences },
	{ .key = NULL }
};
static const struct cli_rule_setting rule_default = { .enabled = true };

static const struct wr_field effect_table[] = {
	{ "call", WR_FIELD_STRING, ROW(cli_effect_setting, call), .required = true,
	  .help = "qualified name of a function of yours or of a library" },
	{ "effect", WR_FIELD_STRING, ROW(cli_effect_setting, effect), .required = true,
	  .help = "what calling it does: query, connect, block, ..." },
	{ .key = NULL }
};

static const struct wr_field analyze_table[] = {
	{ "paths", WR_FIELD_STRINGS, ROW(cli_analyze_config, paths), .help = "files and folders to read" },
	{ "exclude", WR_FIELD_STRINGS, ROW(cli_analyze_config, exclude), .help = "globs on relative paths" },
	{ "flags", WR_FIELD_STRINGS, ROW(cli_analyze_config, flags),
	  .help = "compiler flags for C and C++ files without a compile_commands.json entry" },
	{ "compile-commands", WR_FIELD_STRING, ROW(cli_analyze_config, compile_commands),
	  .help = "folder of compile_commands.json" },
	{ "fail-on", WR_FIELD_CHOICE, ROW(cli_analyze_config, fail_on),
	  .help = "least severity that fails the gate", .choices = fail_on },
	{ "rules", WR_FIELD_MAP, ROW(cli_analyze_config, rules), .help = "settings per rule",
	  .table = rule_table, .item_size = sizeof(struct cli_rule_setting), .item_default = &rule_default,
	  MARK(cli_rule_setting) },
	{ "profiles", WR_FIELD_STRINGS, ROW(cli_analyze_config, profiles),
	  .help = "measured profiles (perf script, FlameGraph's stackcollapse, py-spy -f raw, cProfile, callgrind): findings where "
		  "the time goes are shown, and say so" },
	{ "target-python", WR_FIELD_CHOICE, ROW(cli_analyze_config, target_python), .choices = pythons,
	  .help = "oldest Python that the code is for: findings advise what it has (default project: as pyproject.toml or "
		  "setup.cfg requires)" },
	{ "time-limit", WR_FIELD_DURATION, ROW(cli_analyze_config, time_limit),
	  .help = "processor time for one file; what takes longer is left out and said (default 2m)", .min = 1, .max = 86400 },
	{ "memory-limit", WR_FIELD_SIZE, ROW(cli_analyze_config, memory_limit),
	  .help = "memory of one worker process (default 4GiB)", .min = 512 << 20, .max = 1e15 },
	{ "cache", WR_FIELD_BOOL, ROW(cli_analyze_config, cache),
	  .help = "false: read every file anew (default true)" },
	{ "cache-dir", WR_FIELD_STRING, ROW(cli_analyze_config, cache_dir),
	  .help = "folder of the cache (default $WEIR_CACHE_DIR, $XDG_CACHE_HOME/weir or ~/.cache/weir)" },
	{ "cache-size", WR_FIELD_SIZE, ROW(cli_analyze_config, cache_size),
	  .help = "what the cache may take on disk (default 1GiB)", .min = 1 << 20, .max = 1e15 },
	{ "effects", WR_FIELD_LIST, ROW(cli_analyze_config, effects), .help = "what calls of your own do",
	  .table = effect_table, .item_size = sizeof(struct cli_effect_setting), MARK(cli_effect_setting) },
	{ .key = NULL }
};

static const struct wr_field benchmark_table[] = {
	{ "name", WR_FIELD_STRING, ROW(cli_benchmark, name), .required = true, .help = "part of the measures' names" },
	{ "run", WR_FIELD_STRING, ROW(cli_benchmark, run),
	  .help = "command; {tree} is the tree under test. This or python" },
	{ "suite", WR_FIELD_BOOL, ROW(cli_benchmark, suite),
	  .help = "the command prints results (weir/bench.h, Google Benchmark JSON, go test -bench...), each is judged" },
	{ "python", WR_FIELD_STRING, ROW(cli_benchmark, python), .help = "module:function in the tree, called there" },
	{ "args", WR_FIELD_STRING, ROW(cli_benchmark, args), .help = "python: JSON, an array or an object of named arguments" },
	{ "iterations", WR_FIELD_INT, ROW(cli_benchmark, iterations), .help = "python: calls in each run (default 10)",
	  .min = 1, .max = 1e6 },
	{ "interpreter", WR_FIELD_STRING, ROW(cli_benchmark, interpreter),
	  .help = "python: what runs it (default python3); {tree} is the tree" },
	{ "max-slowdown", WR_FIELD_RATIO, ROW(cli_benchmark, max_slowdown),
	  .help = "slower than this by proof fails (default 2%)", .min = 0.001, .max = 10 },
	{ "max-memory-growth", WR_FIELD_RATIO, ROW(cli_benchmark, max_memory_growth),
	  .help = "more peak memory than this by proof fails (default 5%)", .min = 0.001, .max = 100 },
	{ "time-limit", WR_FIELD_DURATION, ROW(cli_benchmark, time_limit), .help = "per run (default 5m)",
	  .min = 0.001, .max = 86400 },
	{ "runs", WR_FIELD_INT, ROW(cli_benchmark, runs), .help = "counted runs without a base (default 10)",
	  .min = 1, .max = 10000 },
	{ "pairs", WR_FIELD_INT, ROW(cli_benchmark, pairs), .help = "most pairs with a base (default 40)",
	  .min = 10, .max = 1000 },
	{ "watch", WR_FIELD_BOOL, ROW(cli_benchmark, watch), .help = "also sample memory, CPU and files over time" },
	{ "max-leak", WR_FIELD_SIZE, ROW(cli_benchmark, max_leak),
	  .help = "watch, and fail if memory leaks more than this per hour; 0 allows none", .min = 0, .max = 1e15 },
	{ "scale", WR_FIELD_STRING, ROW(cli_benchmark, scale),
	  .help = "n=1000..1000000: the class of growth with the size {n} in the command, instead of one size" },
	{ "instructions", WR_FIELD_BOOL, ROW(cli_benchmark, instructions),
	  .help = "count and judge instructions, by valgrind where the processor does not" },
	{ "max-instruction-growth", WR_FIELD_RATIO, ROW(cli_benchmark, max_instruction_growth),
	  .help = "more instructions than this fail (default 1%)", .min = 0.0001, .max = 100 },
	{ .key = NULL }
};

static const struct cli_benchmark benchmark_default = { .max_leak = -1 };

static const struct wr_field bench_table[] = {
	{ "build", WR_FIELD_STRING, ROW(cli_bench_config, build),
	  .help = "command run in each tree before its benchmarks; {tree} is the tree" },
	{ "build-time-limit", WR_FIELD_DURATION, ROW(cli_bench_config, build_time_limit), .help = "default 30m",
	  .min = 1, .max = 86400 },
	{ "pin", WR_FIELD_BOOL, ROW(cli_bench_config, pin), .help = "run on one processor, always the same" },
	{ "realtime", WR_FIELD_BOOL, ROW(cli_bench_config, realtime),
	  .help = "run before all ordinary processes (SCHED_FIFO; needs the right to it)" },
	{ "explain", WR_FIELD_BOOL, ROW(cli_bench_config, explain),
	  .help = "record what became slower with perf, and tell the functions that take more than in the base" },
	{ "seed", WR_FIELD_INT, ROW(cli_bench_config, seed), .help = "of the random order of pairs",
	  .min = 1, .max = 9e15 },
	{ "benchmarks", WR_FIELD_LIST, ROW(cli_bench_config, benchmarks), .help = "commands to measure",
	  .table = benchmark_table, .item_size = sizeof(struct cli_benchmark), .item_default = &benchmark_default, MARK(cli_benchmark) },
	{ .key = NULL }
};

static const struct wr_field columns_table[] = {
	{ "time", WR_FIELD_STRING, ROW(cli_trace, time_column), .help = "header or 1-based number" },
	{ "key", WR_FIELD_STRING, ROW(cli_trace, key_column), .help = "header or 1-based number" },
	{ "size", WR_FIELD_STRING, ROW(cli_trace, size_column), .help = "header or 1-based number" },
	{ "operation", WR_FIELD_STRING, ROW(cli_trace, operation_column), .help = "header or 1-based number" },
	{ "ttl", WR_FIELD_STRING, ROW(cli_trace, ttl_column), .help = "header or 1-based number" },
	{ .key = NULL }
};

static const struct wr_field tier_table[] = {
	{ "name", WR_FIELD_STRING, ROW(cli_tier, name), .required = true, .help = "part of the measures' names" },
	{ "size", WR_FIELD_SIZE, ROW(cli_tier, size), .required = true, .help = "objects, or bytes with by-bytes",
	  .min = 1, .max = 1e15 },
	{ "policy", WR_FIELD_STRING, ROW(cli_tier, policy), .help = "default lru" },
	{ "by-bytes", WR_FIELD_BOOL, ROW(cli_tier, by_bytes), .help = "its size is bytes, not objects" },
	{ "ttl", WR_FIELD_DURATION, ROW(cli_tier, ttl), .help = "of policy ttl", .min = 0.001, .max = 1e10 },
	{ "latency", WR_FIELD_DURATION, ROW(cli_tier, latency), .help = "that asking it takes", .min = 1e-6, .max = 3600 },
	{ .key = NULL }
};

static const char *const writes_names[] = { "through", "back", "delete", "aside", NULL };     /* enum cs_writes */

static const struct wr_field trace_table[] = {
	{ "name", WR_FIELD_STRING, ROW(cli_trace, name), .required = true, .help = "part of the measures' names" },
	{ "file", WR_FIELD_STRING, ROW(cli_trace, file), .required = true, .help = "the trace, plain or gzip" },
	{ "format", WR_FIELD_STRING, ROW(cli_trace, format),
	  .help = "accesslog, redis, valkey, memcached, twitter, oracle or csv (default: by content)" },
	{ "columns", WR_FIELD_STRUCT, .offset = 0, .help = "which column is what", .table = columns_table },
	{ "policy", WR_FIELD_STRING, ROW(cli_trace, policy), .help = "what runs today (default lru)" },
	{ "size", WR_FIELD_SIZE, ROW(cli_trace, size), .help = "what runs today: objects, or bytes with by-bytes",
	  .min = 1, .max = 1e15 },
	{ "min-hit-ratio", WR_FIELD_RATIO, ROW(cli_trace, min_hit_ratio), .help = "below this the gate fails",
	  .min = 0, .max = 1 },
	{ "policies", WR_FIELD_STRINGS, ROW(cli_trace, policies), .help = "to compare (default: all)" },
	{ "sizes", WR_FIELD_STRINGS, ROW(cli_trace, sizes), .help = "to compare (default: around the working set)" },
	{ "ttl", WR_FIELD_DURATION, ROW(cli_trace, ttl), .help = "of policy ttl", .min = 0.001, .max = 1e10 },
	{ "by-bytes", WR_FIELD_BOOL, ROW(cli_trace, by_bytes), .help = "sizes are bytes, not objects" },
	{ "max-size", WR_FIELD_SIZE, ROW(cli_trace, max_size), .min = 1, .max = 1e15,
	  .help = "the gate fails if min-hit-ratio, or else the recommendation, takes more" },
	{ "writes", WR_FIELD_CHOICE, ROW(cli_trace, writes), .choices = writes_names,
	  .help = "what a write does to the caches (default through)" },
	{ "tiers", WR_FIELD_LIST, ROW(cli_trace, tiers), .help = "caches one behind the other, the first asked first",
	  .table = tier_table, .item_size = sizeof(struct cli_tier), MARK(cli_tier) },
	{ "latency", WR_FIELD_DURATION, ROW(cli_trace, latency), .help = "of an answer by the cache", .min = 1e-6, .max = 3600 },
	{ "store-latency", WR_FIELD_DURATION, ROW(cli_trace, store_latency), .help = "of an answer by what lies behind",
	  .min = 1e-6, .max = 3600 },
	{ "miss-cost", WR_FIELD_NUMBER, ROW(cli_trace, miss_cost), .help = "money per miss", .min = 0, .max = 1e12 },
	{ "size-cost", WR_FIELD_NUMBER, ROW(cli_trace, size_cost),
	  .help = "money per hour and object, or GiB with by-bytes", .min = 0, .max = 1e12 },
	{ "max-stale", WR_FIELD_RATIO, ROW(cli_trace, max_stale), .min = 0, .max = 1,
	  .help = "share of stale answers that a time to live may allow (default 1%)" },
	{ "max-damaged", WR_FIELD_RATIO, ROW(cli_trace, max_damaged),
	  .help = "share of unreadable lines that is tolerated (default 1%)", .min = 0, .max = 1 },
	{ .key = NULL }
};
static const struct cli_trace trace_default = { .max_damaged = 0.01 };

static const struct wr_field cache_table[] = {
	{ "traces", WR_FIELD_LIST, ROW(cli_cache_config, traces), .help = "access traces to replay",
	  .table = trace_table, .item_size = sizeof(struct cli_trace), .item_default = &trace_default,
	  MARK(cli_trace) },
	{ .key = NULL }
};

static const char *const load_tasks[] = { "play", "stress", "soak", "capacity", "calibrate", NULL };

static const struct wr_field scenario_table[] = {
	{ "name", WR_FIELD_STRING, ROW(cli_scenario, name), .required = true, .help = "part of the measures' names" },
	{ "file", WR_FIELD_STRING, ROW(cli_scenario, file), .required = true, .help = "the scenario" },
	{ "mode", WR_FIELD_CHOICE, ROW(cli_scenario, mode), .help = "simulate (default) or live", .choices = modes },
	{ "task", WR_FIELD_CHOICE, ROW(cli_scenario, task), .choices = load_tasks,
	  .help = "as --mode: play (default), stress, soak, capacity (simulated) or calibrate (live)" },
	{ "server", WR_FIELD_STRING, ROW(cli_scenario, server),
	  .help = "live: command that serves and prints its http://127.0.0.1:PORT; {tree} is the tree" },
	{ "url", WR_FIELD_STRING, ROW(cli_scenario, url), .help = "live: instead of the scenario's target" },
	{ .key = NULL }
};

static const struct wr_field load_table[] = {
	{ "scenarios", WR_FIELD_LIST, ROW(cli_load_config, scenarios), .help = "load to play",
	  .table = scenario_table, .item_size = sizeof(struct cli_scenario), MARK(cli_scenario) },
	{ .key = NULL }
};

static const struct wr_field gate_table[] = {
	{ "baseline", WR_FIELD_STRING, ROW(cli_gate_config, baseline), .help = "stored baseline (weir baseline save)" },
	{ "max-change", WR_FIELD_RATIO, ROW(cli_gate_config, max_change),
	  .help = "of measures against a stored baseline (default 10%)", .min = 0.001, .max = 100 },
	{ "strict", WR_FIELD_BOOL, ROW(cli_gate_config, strict), .help = "inconclusive exits 4" },
	{ .key = NULL }
};

static const struct wr_field report_table[] = {
	{ "out", WR_FIELD_STRING, ROW(cli_report_config, out), .help = "folder (default weir-report)" },
	{ "title", WR_FIELD_STRING, ROW(cli_report_config, title), .help = "heading of Markdown and HTML" },
	{ "formats", WR_FIELD_STRINGS, ROW(cli_report_config, formats),
	  .help = "default json, sarif, markdown, html" },
	{ .key = NULL }
};

#define SECTION(section, rows, text) \
	{ #section, WR_FIELD_STRUCT, .offset = offsetof(struct cli_config, section), .help = text, .table = rows, \
	  .mark_offset_plus_1 = offsetof(struct cli_##section##_config, mark) + 1 }

static const struct wr_field config_table[] = {
	{ "version", WR_FIELD_INT, ROW(cli_config, version), .required = true, .help = "1", .min = 1, .max = 1 },
	SECTION(analyze, analyze_table, "source analysis"),
	SECTION(bench, bench_table, "benchmarks"),
	SECTION(cache, cache_table, "cache traces"),
	SECTION(load, load_table, "load scenarios"),
	SECTION(gate, gate_table, "the verdict"),
	SECTION(report, report_table, "reports"),
	{ .key = NULL }
};

const struct wr_field *cli_config_fields(void)
{
	return config_table;
}

void cli_config_defaults(struct cli_config *out)
{
	static const char *paths[] = { "." };
	static const char *formats[] = { "json", "sarif", "markdown", "html" };

	memset(out, 0, sizeof *out);
	out->version = 1;
	out->analyze.paths = (struct wr_strings){ paths, 1, NULL };
	out->analyze.fail_on = WR_HIGH;
	out->analyze.cache = true;
	out->bench.build_time_limit = 1800;
	out->bench.seed = 1;
	out->gate.max_change = 0.10;
	out->report.out = "weir-report";
	out->report.formats = (struct wr_strings){ formats, 4, NULL };
}

static const char *folder_of(struct wr_arena *arena, const char *path)
{
	char *absolute = wr_path_absolute(arena, path), *slash = strrchr(absolute, '/');

	if (slash == absolute)
		return "/";
	*slash = '\0';
	return absolute;
}

static int check_benchmarks(const struct cli_bench_config *c, const char *path, struct wr_err *err)
{
	const struct cli_benchmark *items = c->benchmarks.items;

	for (size_t i = 0; i < c->benchmarks.n; i++)
		if (!items[i].run == !items[i].python || (items[i].python && items[i].scale))
			return wr_fail_at(err, WR_EUSAGE, path, items[i].mark.line, items[i].mark.column,
					  "a benchmark has either run or python, and scale with run only");
	return 0;
}

int cli_config_read(const char *path, struct wr_arena *arena, struct cli_config *out, struct wr_err *err)
{
	cli_config_defaults(out);
	out->path = wr_arena_strdup(arena, path);
	out->root = folder_of(arena, path);
	return wr_yaml_read(path, config_table, out, arena, err) || check_benchmarks(&out->bench, path, err) ? -1 : 0;
}

int cli_config_find(const char *path, bool required, struct wr_arena *arena, struct cli_config *out,
		    struct wr_err *err)
{
	if (!path)
		path = wr_find_upwards(arena, ".", "weir.yaml");
	if (path)
		return cli_config_read(path, arena, out, err);
	if (required)
		return wr_fail(err, WR_EUSAGE,
			       "no weir.yaml here or above; `weir init` writes one, --config FILE names one");
	cli_config_defaults(out);
	out->root = wr_path_absolute(arena, ".");
	return 0;
}

static size_t add_effects(struct an_effect_setting *calls, size_t n, const struct cli_analyze_config *from)
{
	const struct cli_effect_setting *effects = from->effects.items;

	for (size_t i = 0; i < from->effects.n; i++)
		calls[n++] = (struct an_effect_setting){ effects[i].call, effects[i].effect };
	return n;
}

bool cli_use_cache = true;
const char *cli_cache_dir;

void cli_apply_cache_options(struct cli_config *c, struct wr_arena *arena)
{
	struct cli_analyze_config *a = &c->analyze;
	const char *named = getenv("WEIR_CACHE_DIR");

	a->cache &= cli_use_cache;
	if (cli_cache_dir)
		a->cache_dir = wr_path_absolute(arena, cli_cache_dir);
	else if (a->cache_dir && !(named && *named))
		a->cache_dir = wr_path_join(arena, c->root, a->cache_dir);
	else
		a->cache_dir = an_cache_default_dir(arena);
}

void cli_analyze_options(const struct cli_config *c, const struct cli_analyze_config *rules_from,
			 struct wr_arena *arena, struct an_options *out)
{
	const struct cli_analyze_config *a = &c->analyze;
	const struct cli_rule_setting *settings = rules_from->rules.items;
	struct an_rule_setting *rules = wr_arena_array(arena, rules_from->rules.n, sizeof *rules);
	struct an_effect_setting *calls = wr_arena_array(arena, a->effects.n + rules_from->effects.n, sizeof *calls);
	size_t n = 0;

	for (size_t i = 0; i < rules_from->rules.n; i++)
		rules[i] = (struct an_rule_setting){ settings[i].id, !settings[i].enabled,
						     settings[i].severity - 1, settings[i].confidence - 1 };
	n = add_effects(calls, n, a);
	if (rules_from != a)
		n = add_effects(calls, n, rules_from);
	*out = (struct an_options){
		.root = c->root,
		.paths = a->paths.items, .path_count = a->paths.n,
		.exclude = a->exclude.items, .exclude_count = a->exclude.n,
		.flags = a->flags.items, .flag_count = a->flags.n,
		.build_dir = a->compile_commands,
		.rules = rules, .rule_count = rules_from->rules.n,
		.effects = calls, .effect_count = n,
		.target_python = a->target_python ? (unsigned)a->target_python + 7 : 0,
		.time_limit = a->time_limit, .memory_limit = (size_t)a->memory_limit,
		.cache_dir = a->cache ? a->cache_dir : NULL, .cache_limit = (size_t)a->cache_size,
	};
}

void cli_set_built_as(struct an_options *base, const char *head_root, const char *build_dir, struct wr_arena *arena)
{
	base->built_as = wr_path_absolute(arena, head_root);
	if (build_dir && (!base->build_dir ||
			  !wr_is_file(wr_path_join(arena, base->build_dir, "compile_commands.json"))))
		base->build_dir = wr_path_join(arena, head_root, build_dir);
}

/* Today's size first: the hit ratio that is gated is the one at sizes[0]. */
struct cs_tier *cli_trace_tiers(const struct cli_trace *t, struct wr_arena *arena)
{
	const struct cli_tier *from = t->tiers.items;
	struct cs_tier *tiers = wr_arena_array(arena, t->tiers.n + 1, sizeof *tiers);

	for (size_t i = 0; i < t->tiers.n; i++)
		tiers[i] = (struct cs_tier){ from[i].name, from[i].policy, (uint64_t)from[i].size, from[i].by_bytes,
					     from[i].ttl, from[i].latency };
	return tiers;
}

int cli_trace_sizes(const struct cli_trace *t, const char *path, struct wr_arena *arena,
		    uint64_t **sizes, size_t *n, struct wr_err *err)
{
	double v;

	*sizes = wr_arena_array(arena, t->sizes.n + 1, sizeof **sizes);
	*n = 0;
	if (t->size > 0)
		(*sizes)[(*n)++] = (uint64_t)t->size;
	for (size_t i = 0; i < t->sizes.n; i++) {
		if (wr_parse_size(t->sizes.items[i], &v) || v < 1 || v > 1e15)
			return wr_fail_at(err, WR_EUSAGE, path, t->mark.line, t->mark.column,
					  "sizes: '%s' is no size", t->sizes.items[i]);
		if ((uint64_t)v != (uint64_t)t->size)
			(*sizes)[(*n)++] = (uint64_t)v;
	}
	return 0;
}
