#ifndef WEIR_CORE_RUN_H
#define WEIR_CORE_RUN_H

#include <stddef.h>
#include "core/arena.h"
#include "core/err.h"
#include "core/model.h"

/*
 * run.h - the run: the one owner of everything that the engines found.
 *
 * Adding copies in, strings and arrays too, and makes strings valid UTF-8
 * (bytes that are not become \xNN) and infinite bounds NaN; callers keep what they passed.  The arrays
 * may be read and, for findings and measures, changed in place by the gate;
 * pointers into them are valid until the next addition.
 */

struct wr_run {
	struct wr_arena *arena;
	const char *machine;            /* where it was measured: wr_machine(); NULL = not known, or nothing depends on it */
	enum wr_verdict verdict;        /* set by the gate; WR_INCOMPLETE until then */
	struct wr_stage *stages;        size_t stage_count, stage_cap;
	struct wr_finding *findings;    size_t finding_count, finding_cap;
	struct wr_measure *measures;    size_t measure_count, measure_cap;
	size_t *measure_slots;          size_t measure_slot_count;      /* of measure_index.c */
	struct wr_series *series;       size_t series_count, series_cap;
	struct wr_artifact *artifacts;  size_t artifact_count, artifact_cap;
	struct wr_notice *notices;      size_t notice_count, notice_cap;
};

struct wr_run *wr_run_new(void);
void wr_run_free(struct wr_run *run);           /* accepts NULL */

/* What shards of one run that were measured on different machines have together: it equals no machine. */
#define WR_SEVERAL_MACHINES "0000000000000000"

void wr_run_set_machine(struct wr_run *run, const char *machine);
struct wr_stage *wr_run_add_stage(struct wr_run *run, const struct wr_stage *s);
struct wr_finding *wr_run_add_finding(struct wr_run *run, const struct wr_finding *f);
struct wr_measure *wr_run_add_measure(struct wr_run *run, const struct wr_measure *m);
struct wr_series *wr_run_add_series(struct wr_run *run, const struct wr_series *s);
struct wr_artifact *wr_run_add_artifact(struct wr_run *run, const struct wr_artifact *a);
void wr_run_note(struct wr_run *run, enum wr_notice_level level, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same about a place; NULL = none. */
void wr_run_note_at(struct wr_run *run, enum wr_notice_level level, const struct wr_location *at,
		    const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* A plain fact: no interval, no base. */
struct wr_measure *wr_run_add_fact(struct wr_run *run, const char *stage, const char *name,
				   const char *unit, enum wr_better better, double value);

struct wr_measure *wr_run_find_measure(const struct wr_run *run, const char *name);     /* or NULL */
/* Worst first: severity, confidence, path, line, column, rule, message.  Stable, total order. */
void wr_run_sort(struct wr_run *run);
void wr_run_add_notice(struct wr_run *run, const struct wr_notice *n);

/* Copies everything of `from` into `into` (shards of a CI matrix), but findings and notices that it
 * has already; the verdict becomes the worse one (pass, inconclusive, fail, incomplete), or that of
 * `from` while `into` is empty. */
void wr_run_merge(struct wr_run *into, const struct wr_run *from);

/* A part of a measure's name: keeps [a-z0-9_-], lowers capitals, turns the rest into '_'. */
char *wr_measure_part(struct wr_arena *arena, const char *text);

#endif
