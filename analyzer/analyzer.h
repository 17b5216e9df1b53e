#ifndef WEIR_ANALYZER_ANALYZER_H
#define WEIR_ANALYZER_ANALYZER_H

#include <stdbool.h>
#include <stddef.h>
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/model.h"
#include "core/run.h"

/*
 * analyzer.h - finds performance bottlenecks in source text.
 *
 *     source -> front end -> unit -> program (call graph + effects) -> rules -> findings
 *
 * Front ends (analyzer/c through libclang, analyzer/python our own) state
 * facts about one file as a unit (unit.h); the linker joins all units into a
 * program (program.h); rules (rule.h) see only the program.
 */

struct an_rule_setting {        /* overrides of one rule, from weir.yaml or --rule */
	const char *id;
	bool off;
	int severity;           /* enum wr_severity, or -1 to keep */
	int confidence;         /* enum wr_confidence, or -1 to keep */
};

struct an_effect_setting {      /* a user-defined effect: calls to `call` do `effect` */
	const char *call;       /* qualified name as in the source, "my_db_get", "app.db.fetch" */
	const char *effect;     /* "query", "connect", "block", ... (an_effect_name) */
};

struct an_hot {                 /* a function in a measured profile */
	const char *function;           /* "shop::total", "Store.load", "total" */
	const char *file;               /* NULL = not told */
	unsigned line;                  /* in the function; 0 = not told */
	double share;                   /* of all that the profile counted, 0 to 1, with what it calls */
	double own;                     /* the same without what it calls, but for what is built in */
	const char *profile;            /* the file that says so */
};

struct an_degrees;              /* how deep the loops of each function nest: what complexity-degree compares */

struct an_options {
	const char *root;               /* paths in findings are relative to it; NULL = "." */
	const char *const *paths;       /* files and folders to analyse */
	size_t path_count;
	const char *const *exclude;     /* globs on the relative path */
	size_t exclude_count;
	const char *build_dir;          /* folder of compile_commands.json; NULL = search upwards from each file */
	const char *built_as;           /* root is another checkout of this tree, of which alone compile_commands.json
					   speaks; NULL = it speaks of root */
	const char *const *flags;       /* compiler flags for C and C++ files without a database entry */
	size_t flag_count;
	const struct an_rule_setting *rules;
	size_t rule_count;
	const char *const *only;        /* if any: only these rules */
	size_t only_count;
	const struct an_effect_setting *effects;
	size_t effect_count;
	unsigned target_python;         /* the oldest Python 3 that the code is for, its minor version (9 = 3.9);
					   0 = what pyproject.toml or setup.cfg in root requires */
	const struct an_hot *hot;       /* those of one profile one after the other */
	size_t hot_count;
	unsigned jobs;                  /* worker processes; 0 = one per processor */
	size_t memory_limit;            /* per worker, bytes; 0 = 4 GiB */
	double time_limit;              /* per file, seconds of processor time; 0 = 120 */
	const char *cache_dir;          /* of units read by earlier runs (an_cache_default_dir); NULL = no cache */
	size_t cache_limit;             /* bytes on disk; 0 = 1 GiB */
	const struct an_degrees *base_degrees;  /* of the base revision, or NULL */
	struct an_degrees **degrees;    /* NULL, or gets those of this program: an_degrees_free */
	size_t *cached_files;           /* NULL, or gets how many files the cache spared; no measure, for it says
					   nothing of the code and differs between equal runs */
};

/*
 * Analyses and adds findings, measures ("analyze.files", "analyze.lines",
 * "analyze.functions", "analyze.skipped_files", "analyze.broken_files") and notices to run.  A file
 * that cannot be read or crashes its parser is a WR_WARNING notice naming it
 * and the reason, and counts in "analyze.skipped_files".  -1: nothing could be
 * analysed (wrong path, no source file at all, unknown rule or effect).
 */
int an_analyze(const struct an_options *options, struct wr_run *run, struct wr_err *err);

/*
 * What the Python front end makes of one file, one line per token or node, for
 * comparison with CPython: "NAME 0 3" as its tokenize says, "2 Call 10 25" as
 * its ast (with the depth first; nodes that have no place there are left out).
 * The two numbers are offsets in bytes of UTF-8, the second one past the end; a
 * byte order mark does not count, CR LF counts as one byte.  -1: cannot be read.
 */
enum an_dump { AN_DUMP_TOKENS, AN_DUMP_TREE };
int an_dump_python(const char *path, enum an_dump what, struct wr_buf *out, struct wr_err *err);

void an_degrees_free(struct an_degrees *d);     /* accepts NULL */

/* The folder that users expect: $WEIR_CACHE_DIR, else weir below $XDG_CACHE_HOME or ~/.cache (XDG Base
 * Directory Specification); NULL if none of them is set. */
const char *an_cache_default_dir(struct wr_arena *arena);

/* All rules, in the order of rules.def; NULL-ended. */
const struct wr_rule *const *an_rules(void);

#endif
