#ifndef WEIR_CORE_MODEL_H
#define WEIR_CORE_MODEL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * model.h - what flows through the whole program.  Read this first.
 *
 * A measure is a fact: a number, its unit, direction, interval and sample
 * count.  A series is a fact to draw.  A finding is a judgement: this rule is
 * broken, here, on this evidence.  An artifact is a file made for the user.
 * Engines make them, the gate adds findings by holding measures against a
 * baseline and a policy, reports are pure functions of a finished run, and
 * only findings and failed stages decide the exit code.
 *
 * Pointers are borrowed from the run's arena (run.h); nothing is freed piece
 * by piece.  Strings are valid UTF-8.  Numbers that are not known are NaN.
 */

enum wr_severity { WR_LOW, WR_MEDIUM, WR_HIGH, WR_CRITICAL };
enum wr_confidence { WR_CONFIDENCE_LOW, WR_CONFIDENCE_MEDIUM, WR_CONFIDENCE_HIGH };
enum wr_better { WR_LOWER_IS_BETTER, WR_HIGHER_IS_BETTER };
enum wr_finding_state { WR_NEW, WR_KNOWN, WR_FIXED };   /* against the base or the baseline */
enum wr_verdict { WR_PASS, WR_FAIL, WR_INCOMPLETE, WR_INCONCLUSIVE };
enum wr_stage_status { WR_STAGE_OK, WR_STAGE_FAILED, WR_STAGE_SKIPPED };
enum wr_notice_level { WR_NOTE, WR_WARNING, WR_ERROR };

/* The names that run.json and people use ("critical", "lower", ...).  The
 * readers return -1 for a name that is none. */
const char *wr_severity_name(enum wr_severity s);
const char *wr_confidence_name(enum wr_confidence c);
const char *wr_state_name(enum wr_finding_state s);
const char *wr_verdict_name(enum wr_verdict v);
const char *wr_stage_status_name(enum wr_stage_status s);
const char *wr_notice_level_name(enum wr_notice_level l);
int wr_severity_from(const char *name);
int wr_confidence_from(const char *name);
int wr_state_from(const char *name);
int wr_verdict_from(const char *name);
int wr_stage_status_from(const char *name);
int wr_notice_level_from(const char *name);

/* What a rule says of itself: one static const per rule, never copied. */
struct wr_rule {
	const char *id;                 /* "loop-query": stable, shown to users */
	const char *title;              /* what is wrong, up to 80 characters, no full stop */
	const char *help;               /* what to do, one or two sentences */
	const char *languages;          /* "c,cpp,python", or "" for a rule about measures */
	enum wr_severity severity;      /* default */
	enum wr_confidence confidence;  /* default */
	bool off_by_default;
	/* Languages ("c,cpp") in which its findings are LOW unless it is asked for by name, given a severity or confirmed by a
	 * profile: fewer than one in four were right on code that nobody had looked at (docs/precision.md).  NULL = none. */
	const char *doubtful;
};

/* The rule under which formats that know only findings tell what could not be measured. */
#define WR_NOT_MEASURED "not-measured"

/* path is relative to the root of the tree under test, with '/'.  NULL path:
 * the finding is about the run.  Lines and columns are 1-based, columns count
 * code points, end_column is one past the end; 0 = not known. */
struct wr_location {
	const char *path;
	unsigned line, column, end_line, end_column;
};

struct wr_step {                        /* of a call chain, outermost first */
	struct wr_location at;
	const char *message;            /* "process_orders() loops over orders" */
};

/* A change of the source with the same meaning, that a program can make. */
struct wr_edit {
	struct wr_location at;          /* what goes; all of it is set */
	const char *text;               /* what comes instead; NULL = there is no edit */
};

struct wr_finding {
	const char *rule;               /* id */
	enum wr_severity severity;
	enum wr_confidence confidence;
	const char *language;           /* "c", "cpp", "python", or "" */
	const char *message;            /* one sentence a reviewer believes */
	struct wr_location at;
	const char *function;           /* qualified name, or NULL */
	const struct wr_step *chain;    /* the calls that lead to the cost */
	size_t chain_length;
	const char *fingerprint;        /* 16 hex digits; does not change when lines move */
	const char *text_fingerprint;   /* the same without path and enclosing classes: stays when the code moves to
					   another file or class; NULL = none */
	enum wr_finding_state state;
	bool fails;                     /* the gate stops for it; set when the run is judged */
	const char *const *measures;    /* names of the evidence */
	size_t measure_count;
	struct wr_edit fix;
};

struct wr_stat {
	double value;                   /* usually a median */
	double low, high;               /* 95 % interval unless said otherwise; NaN = none */
	size_t n;                       /* samples; 0 = not sampled (a count, a size) */
};

enum wr_change_verdict { WR_CHANGE_PASS, WR_CHANGE_FAIL, WR_CHANGE_INCONCLUSIVE };
const char *wr_change_verdict_name(enum wr_change_verdict v);   /* "pass", "fail", "inconclusive" */
int wr_change_verdict_from(const char *name);

struct wr_change {
	double ratio;                   /* now / base */
	double low, high;               /* interval of the ratio; NaN = none */
	double p;                       /* one-sided p-value that it got worse; NaN = none */
	enum wr_change_verdict verdict; /* "fail": worse by more than the threshold */
};

struct wr_measure {
	const char *name;               /* "bench.parse.cpu_time" */
	const char *stage;              /* "bench" */
	const char *unit;               /* "s", "B", "ratio", "1/s", "1" (a count) */
	enum wr_better better;
	struct wr_stat now;
	bool has_base, has_change;
	struct wr_stat base;
	struct wr_change change;
	double limit_ratio;             /* the change fails beyond it by proof: 1.03, or 0.97 where higher is better;
					   0 = not judged, or not known */
};

struct wr_point { double x, y; };
struct wr_line { const char *name, *unit; const struct wr_point *points; size_t n; };

struct wr_series {
	const char *name;               /* "cache.sessions.miss_ratio_curve" */
	const char *x_name, *x_unit;
	const struct wr_line *lines;
	size_t line_count;
};

struct wr_stage { const char *name; enum wr_stage_status status; double seconds; const char *message; };
struct wr_artifact { const char *name, *path, *kind; };
struct wr_notice { enum wr_notice_level level; const char *message; struct wr_location at; };

#endif
