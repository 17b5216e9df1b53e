#ifndef WEIR_CLI_CONFIG_H
#define WEIR_CLI_CONFIG_H

#include <stdbool.h>
#include "analyzer/analyzer.h"
#include "cachesim/cachesim.h"
#include "core/arena.h"
#include "core/err.h"
#include "core/model.h"
#include "core/opt.h"
#include "core/yaml.h"

/*
 * config.h - weir.yaml as a struct.  The tables in config.c are its only
 * description; unknown keys are errors with line and column.
 */

struct cli_rule_setting {       /* analyze.rules: { ID: { severity: low } } */
	const char *id;
	bool enabled;
	int severity, confidence;       /* 0 = keep, else enum value + 1 */
	struct wr_mark mark;
};

struct cli_effect_setting { const char *call, *effect; struct wr_mark mark; };

struct cli_analyze_config {
	struct wr_strings paths, exclude, flags;
	const char *compile_commands;   /* folder */
	struct wr_list rules;           /* struct cli_rule_setting */
	struct wr_list effects;         /* struct cli_effect_setting */
	int fail_on;                    /* 0..3 enum wr_severity, 4 = never */
	struct wr_strings profiles;     /* files of other tools */
	int target_python;              /* 0 = what the project requires, 1 = 3.8, 2 = 3.9, ... */
	bool cache;                     /* keep what was read for the next run */
	const char *cache_dir;          /* NULL = the user's (an_cache_default_dir) */
	double time_limit, memory_limit;        /* per file: seconds of processor time, bytes; 0 = the analyzer's default */
	double cache_size;              /* bytes; 0 = the analyzer's default */
	struct wr_mark mark;            /* line 0: the section is absent */
};

struct cli_benchmark {
	const char *name, *run;
	const char *scale;                      /* "n=1000..1000000": growth instead of one size; or NULL */
	double max_slowdown, max_memory_growth, max_instruction_growth; /* ratios; 0 = the profiler's default */
	double time_limit;                      /* seconds per run; 0 = default */
	long long runs, pairs;                  /* 0 = default */
	bool suite;                             /* its output holds results of benchmarks, each is judged */
	const char *python, *args, *interpreter;        /* instead of run; or NULL */
	long long iterations;                   /* of python; 0 = default */
	bool watch;                             /* also sample resources over time */
	double max_leak;                        /* bytes per hour; negative = no limit */
	bool instructions;
	struct wr_mark mark;
};

struct cli_bench_config {
	const char *build;              /* run in the base and in the head tree; NULL = nothing to build */
	double build_time_limit;        /* seconds */
	bool pin, realtime, explain;
	struct wr_list benchmarks;      /* struct cli_benchmark */
	long long seed;
	struct wr_mark mark;
};

struct cli_trace {
	const char *name, *file, *format, *policy;
	const char *time_column, *key_column, *size_column, *operation_column;
	const char *ttl_column;
	struct wr_strings policies, sizes;
	double size, max_size, min_hit_ratio, ttl, max_damaged, max_stale;
	double latency, store_latency, miss_cost, size_cost;
	bool by_bytes;
	int writes;                     /* enum cs_writes */
	struct wr_list tiers;           /* struct cli_tier */
	struct wr_mark mark;
};
struct cli_tier { const char *name, *policy; double size, ttl, latency; bool by_bytes; struct wr_mark mark; };
struct cli_cache_config { struct wr_list traces; struct wr_mark mark; };        /* struct cli_trace */

enum cli_load_mode { CLI_SIMULATE, CLI_LIVE };
struct cli_scenario {
	const char *name, *file, *server, *url;
	int mode;                       /* enum cli_load_mode */
	int task;                       /* enum ls_mode */
	struct wr_mark mark;
};
struct cli_load_config { struct wr_list scenarios; struct wr_mark mark; };      /* struct cli_scenario */

struct cli_gate_config {
	const char *baseline;           /* a stored baseline, or NULL */
	double max_change;              /* ratio */
	bool strict;
	struct wr_mark mark;
};

struct cli_report_config { const char *out, *title; struct wr_strings formats; struct wr_mark mark; };

struct cli_config {
	const char *path;               /* of weir.yaml as found, or NULL when there is none */
	const char *root;               /* its folder, absolute; without one the working folder */
	long long version;
	struct cli_analyze_config analyze;
	struct cli_bench_config bench;
	struct cli_cache_config cache;
	struct cli_load_config load;
	struct cli_gate_config gate;
	struct cli_report_config report;
};

/* The tables that read weir.yaml, from the top. */
const struct wr_field *cli_config_fields(void);

/* Fills *out with the defaults. */
void cli_config_defaults(struct cli_config *out);
/* Reads `path`; everything lives in arena. */
int cli_config_read(const char *path, struct wr_arena *arena, struct cli_config *out, struct wr_err *err);
/* path, or the nearest weir.yaml upwards from the working folder; -1 if there is none and required is set. */
int cli_config_find(const char *path, bool required, struct wr_arena *arena, struct cli_config *out,
		    struct wr_err *err);

/* --no-cache and --cache-dir beat the file. */
extern bool cli_use_cache;
extern const char *cli_cache_dir;
#define CLI_CACHE_OPTIONS \
	{ 0, "cache", WR_OPT_FLAG, &cli_use_cache, NULL, "--no-cache: read every file anew, and keep nothing", NULL, 0, 0 }, \
	{ 0, "cache-dir", WR_OPT_STRING, &cli_cache_dir, "DIR", "instead of $WEIR_CACHE_DIR, $XDG_CACHE_HOME/weir or ~/.cache/weir", NULL, 0, 0 }
void cli_apply_cache_options(struct cli_config *c, struct wr_arena *arena);

/* The part of the configuration that an engine wants.  Arrays are put into arena. */
void cli_analyze_options(const struct cli_config *c, const struct cli_analyze_config *rules_from,
			 struct wr_arena *arena, struct an_options *out);
/* For the options of a base tree: where it has no description of the build of its own, the head's holds,
 * whose build_dir (NULL = search) is relative to head_root. */
void cli_set_built_as(struct an_options *base, const char *head_root, const char *build_dir, struct wr_arena *arena);
struct cs_tier *cli_trace_tiers(const struct cli_trace *t, struct wr_arena *arena);     /* t->tiers.n of them */
int cli_trace_sizes(const struct cli_trace *t, const char *path, struct wr_arena *arena,
		    uint64_t **sizes, size_t *n, struct wr_err *err);

#endif
