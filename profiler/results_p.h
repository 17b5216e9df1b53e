#ifndef WEIR_PROFILER_RESULTS_P_H
#define WEIR_PROFILER_RESULTS_P_H

#include <stdbool.h>
#include "core/json.h"
#include "core/run.h"

/*
 * results_p.h - results that other benchmark tools wrote.
 *
 * Adding a format: formats/<name>.c with one exported `const struct pf_format
 * pf_format_<name>`, one line in formats.def, and a file that the tool really wrote in
 * tests/fixtures/results/.
 */

struct pf_reading;      /* what has been read so far */

struct pf_format {
	const char *name, *title;       /* "go-bench", "go test -bench" */
	/* JSON formats: */
	bool (*is_json_of)(const cJSON *root);
	int (*read_json)(struct pf_reading *r, const cJSON *root, struct wr_err *err);
	/* Text formats, NUL-ended: */
	bool (*is_text_of)(const char *text);
	int (*read_text)(struct pf_reading *r, const char *text, struct wr_err *err);
};

const struct pf_format *const *pf_formats(void);        /* NULL-ended, in the order of formats.def */

/* One more sample of the benchmark's metric ("wall_time"), in the unit of core/model.h.  Values that are not
 * finite are left out. */
void pf_add_sample(struct pf_reading *r, const char *benchmark, const char *metric, const char *unit,
		   enum wr_better better, double value);
/* A median that the tool computed from n samples, with its interval or NaN. */
void pf_add_summary(struct pf_reading *r, const char *benchmark, const char *metric, const char *unit,
		    enum wr_better better, const struct wr_stat *stat);
struct wr_run *pf_reading_run(struct pf_reading *r);            /* for notices */
struct wr_arena *pf_reading_arena(struct pf_reading *r);        /* lives as long as the reading */
const char *pf_reading_path(const struct pf_reading *r);

/* Results added from here on are of a build that its users do not get: told, not judged. */
void pf_reading_is_unfit(struct pf_reading *r, bool is_unfit);

struct pf_result {
	const char *name, *unit;        /* "bench.<benchmark>.<metric>" */
	enum wr_better better;
	struct wr_stat stat;            /* the median of its samples, or the one that was told */
	bool is_unfit;
};

/* Visits the results in n bytes of text (a NUL behind them), as pf_read_results(); path is for messages, and notices go to run. */
int pf_read_results_text(const char *text, size_t n, const char *path, struct wr_run *run,
			 void (*visit)(const struct pf_result *result, void *user), void *user, struct wr_err *err);

/* The array of numbers as samples, each times scale; false if there is none. */
bool pf_add_array(struct pf_reading *r, const char *benchmark, const char *metric, const char *unit,
		  enum wr_better better, const cJSON *array, double scale);

#endif
