#ifndef WEIR_PROFILER_PROFILER_H
#define WEIR_PROFILER_PROFILER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/err.h"
#include "core/model.h"
#include "core/run.h"

/*
 * profiler.h - commands measured: once, in pairs against a base, over time.
 *
 * Every run of a command is a posix_spawn and a wait4, by a small launcher
 * (launch_p.h says why); per run: wall time, user and system time, peak
 * memory, page faults, context switches, and bytes read and written
 * (/proc/<pid>/io, read while the ended process waits to be reaped).
 * A NULL for options means all defaults.
 */

struct pf_command {
	const char *name;               /* of the benchmark: part of the measures' names */
	const char *line;               /* as in weir.yaml; see wr_command_split */
	const char *const *argv;        /* instead of line, NULL-ended */
	const char *dir;                /* working folder, NULL = ours */
	double time_limit;              /* seconds per run; 0 = 300 */
	/* It measures benchmarks itself and prints their results (as pf_read_results() takes them): each of those
	 * is measured and judged as "bench.<name>.<its name>.", and of the command only its memory. */
	bool is_suite;
};

struct pf_sample {                      /* one run */
	double wall, user, system;      /* seconds */
	double rss_peak;                /* bytes */
	double minor_faults, major_faults;
	double voluntary_switches, involuntary_switches;
	/* NaN where /proc does not tell: */
	double read_bytes, written_bytes;       /* asked for by calls, wherever they came from */
	double first_cpu;               /* seconds that the first thread ran */
	double run_delay;               /* seconds that it, or who started it and waits, was ready to run and did not */
	double left_running;            /* processes that it left behind; they were ended and do not count */
	double instructions;            /* in user mode, children included; NaN where the processor does not count */
};

struct pf_options {
	unsigned runs;                  /* without a base: counted runs; 0 = 10 */
	unsigned warmup;                /* runs or pairs thrown away first; default 1 */
	double max_slowdown;            /* practical threshold on time, ratio; 0 = 0.02 */
	double max_memory_growth;       /* practical threshold on peak memory, ratio; 0 = 0.05 */
	unsigned max_pairs;             /* last look; 0 = 40 */
	unsigned min_pairs;             /* looks before this many pairs are left out; 0 = none is */
	uint64_t seed;                  /* order of the pairs; 0 = 1 */
	bool instructions;              /* count and judge them, by valgrind where the processor does not */
	double max_instruction_growth;  /* threshold of their exact comparison, ratio; 0 = 0.01 */
	bool pin;                       /* every run on one and the same processor */
	bool realtime;                  /* ... before all ordinary processes; needs the right to it */
};
#define PF_OPTIONS_DEFAULT { 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/*
 * Measures one command and adds, with prefix "bench.<name>.": wall_time,
 * cpu_time, rss_peak, page_faults, context_switches, read_bytes,
 * written_bytes, and instructions where the processor counts them or they were asked for:
 * medians with a distribution-free 95 % interval; and a series "bench.<name>.runs".
 * -1 if it cannot be started, exits non-zero, or exceeds its time limit.
 */
int pf_measure(const struct pf_command *command, const struct pf_options *options,
	       struct wr_run *run, struct wr_err *err);

/*
 * The same for head, in randomly ordered pairs with base: the measures get base and change,
 * and notices say by which time it was judged and why, and what is missing for an answer.
 * The verdict on cpu_time (wall_time where the work is not CPU-bound, see
 * verdict.h) and rss_peak has three states; the others are information and
 * carry a change without a verdict of failure.  Series "bench.<name>.pairs":
 * ratio head/base per pair in run order, per metric.
 *
 * Instructions, when asked for, are judged by exact comparison (verdict.h).
 *
 * What cannot be judged is inconclusive and told why: a run shorter than 20
 * times the spread of starting a program, and a build with a sanitizer or
 * without optimisation.  Notices also say on which machine it ran, and whether
 * the two sides print different things; load_average, cpu_pressure and
 * cpu_steal say what went on beside it (pf_measure tells them too).
 */
int pf_compare(const struct pf_command *base, const struct pf_command *head,
	       const struct pf_options *options, struct wr_run *run, struct wr_err *err);

struct pf_scale { const char *variable; double from, to; };     /* the size: whole numbers, 1 at least */

/* "n=1000..1000000" (or 1k..1M); the name is put into arena. */
int pf_parse_scale(const char *text, struct wr_arena *arena, struct pf_scale *out, struct wr_err *err);

/*
 * Runs head, and base unless that is NULL, at ten sizes over the scale, {n} in
 * their commands replaced by each: measures "bench.<name>.time_growth" (of CPU time) and
 * ".memory_growth" in the unit "growth", whose value is the class (wr_growth_name, growth.h),
 * NaN for "cannot tell", and a series of that name each.  A class worse than
 * the base's is a change with the verdict fail; one that cannot be told, inconclusive.
 */
int pf_scale(const struct pf_command *base, const struct pf_command *head, const struct pf_scale *scale,
	     const struct pf_options *options, struct wr_run *run, struct wr_err *err);

/*
 * Adds what another benchmark tool measured (results_p.h and formats.def: which; the format is
 * known by its content) as measures "bench.<its name>.<metric>", with the
 * median of its samples, or the median that it told.  -1 with err for a file that is none
 * of them, is damaged, or holds no results or those of a failed benchmark.
 */
int pf_read_results(const char *path, struct wr_run *run, struct wr_err *err);

/*
 * Adds what another tool's profile says (profiles_p.h and profiles.def: which; the format is known by its content): the
 * whole as "profile.<name>.profiled_time" (or of the event that was counted), a series "profile.<name>.stacks", and a notice
 * with the hottest functions.  With base_path (else NULL) notices tell the functions that take more of the whole
 * than they did there: by one hundredth at least, p <= 0.001 in a test of the two counts of samples.
 * 1 and nothing added if path is no profile; -1 with err.
 */
int pf_read_profile(const char *path, const char *base_path, const char *name, struct wr_run *run, struct wr_err *err);

/* A function in a profile that another tool wrote. */
struct pf_hot {
	const char *function;           /* as the tool names it, without its parameters: "shop::total", "Store.load" */
	const char *file;               /* NULL = not told */
	unsigned line;                  /* somewhere in the function; 0 = not told */
	double share;                   /* of the whole, 0 to 1, with what it calls */
	double own;                     /* the same without what it calls, but for what is built in */
};

/* Those of at least one hundredth of the whole, hottest first, in arena.  -1 with err for a file that is no profile. */
int pf_read_hot(const char *path, struct wr_arena *arena, struct pf_hot **hot, size_t *count, struct wr_err *err);

/*
 * Records both sides, five times in turns, by perf (cpu-clock, call stacks), and adds what pf_read_profile() tells of head beside
 * base.  -1 with err where perf is not there or may not record.
 */
int pf_explain(const struct pf_command *base, const struct pf_command *head, struct wr_run *run, struct wr_err *err);

struct pf_python {
	const char *name;               /* part of the measures' names */
	const char *interpreter;        /* NULL = python3; 3.8 or newer */
	const char *function;           /* "package.module:function", or ":Class.method" */
	const char *code, *setup;       /* instead of function: a block, and what is done once before (or NULL) */
	const char *args;               /* JSON, an array or an object of named arguments; NULL = none */
	const char *dir;                /* working folder and first place for modules, NULL = ours */
	unsigned iterations;            /* counted calls; 0 = 30 */
	double time_limit;              /* seconds in all; 0 = 300 */
};

/*
 * The command that prints its times, as a suite of one benchmark with its name, for pf_compare() and pf_measure(): NULL-ended,
 * in arena.  NULL with err for args that are no JSON.
 */
const char *const *pf_python_suite(const struct pf_python *options, struct wr_arena *arena, struct wr_err *err);

/*
 * Calls it once to warm up, then `iterations` times: measures "profile.<name>."
 * wall_time and cpu_time (medians per call), memory_peak (the most that tracemalloc saw in a
 * call), memory_growth (what is held more after each further call), calls
 * (function calls in one), series wall_time, memory_held and stacks (samples per call stack, one line each), and notices with
 * the hottest functions (cProfile) and lines (sampled each millisecond).  -1 with err if it raises,
 * is not found, or exceeds its limit.
 */
int pf_profile_python(const struct pf_python *options, struct wr_run *run, struct wr_err *err);

struct pf_watch_options {
	double interval;                /* seconds between samples; 0 = 0.05 */
	double time_limit;              /* seconds; 0 = none */
};

/*
 * Runs a command once and samples the whole process tree from /proc: series
 * "profile.<name>.memory" (RSS, and PSS as often as costs a fiftieth of the time), ".cpu" (share of one core), ".threads",
 * ".files", ".io" (bytes so far), ".switches" (of context, per second); measures profile.<name>.rss_peak (the largest
 * sum over the tree, or the largest process if that is more), .pss_peak, .cpu_time, .wall_time; of runs that are long
 * enough .rss_growth (bytes per hour after the warm-up, leak.h) and .leak (the same if that is a leak by the
 * verdict, else 0), with a warning.  Fails like pf_measure.
 */
int pf_watch(const struct pf_command *command, const struct pf_watch_options *options,
	     struct wr_run *run, struct wr_err *err);

#endif
