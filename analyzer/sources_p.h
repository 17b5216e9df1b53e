#ifndef WEIR_ANALYZER_SOURCES_P_H
#define WEIR_ANALYZER_SOURCES_P_H

#include "analyzer/front.h"
#include "analyzer/keys_p.h"
#include "analyzer/analyzer.h"
#include "analyzer/cache_p.h"
#include "core/run.h"

/* sources_p.h - the files to analyse, and the units that the front ends make of them. */

struct an_opened { const struct an_front *front; void *state; };

struct an_source {
	const char *path;
	uint32_t front;                 /* index into fronts */
	const an_unit **units;
	size_t unit_count, unit_cap;
	char *bytes;                    /* that the units stand in, where a worker sent them */
	bool named;                     /* by the user; else found by walking */
	bool skipped;
	bool cached;                    /* its units are those of an earlier run: */
	struct an_cached found;         /* not looked at before an_sources_load */
	uint64_t mark;                  /* of the units and what they were made of; only where there is a cache */
	struct wr_buf key;              /* of its entry in the cache; empty = none */
};

struct an_sources {
	struct wr_arena *arena;
	const struct an_options *options;
	struct wr_run *run;             /* for notices */
	struct an_opened *fronts;       /* those that have a file */
	size_t front_count, front_cap;
	struct an_source *items;
	size_t n, cap, done;
	struct an_keys seen;            /* paths */
	struct an_cache *cache;         /* or NULL */
	size_t *missing;                /* sources that workers have to read */
	size_t missing_count, missing_cap;
};

void an_sources_init(struct an_sources *s, const struct an_options *options, struct wr_run *run);
void an_sources_free(struct an_sources *s);
/* Finds the files of options->paths.  -1: a path does not exist, or no file is a source. */
int an_sources_collect(struct an_sources *s, struct wr_err *err);
/* Reads them in worker processes, but those that the cache has. */
int an_sources_read(struct an_sources *s, struct wr_err *err);
/* Makes the units of those at hand too. */
int an_sources_load(struct an_sources *s, struct wr_err *err);

#endif
