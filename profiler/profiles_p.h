#ifndef WEIR_PROFILER_PROFILES_P_H
#define WEIR_PROFILER_PROFILES_P_H

#include <stdbool.h>
#include "core/arena.h"
#include "core/err.h"

/*
 * profiles_p.h - profiles that other tools wrote: where the time went.
 *
 * Adding a format: profiles/<name>.c with one exported `const struct pf_profile_format
 * pf_profile_<name>`, one line in profiles.def, and a file that the tool really wrote in
 * tests/fixtures/profiles/.
 */

struct pf_profile;      /* what has been read so far */

struct pf_profile_format {
	const char *name, *title;       /* "perf-script", "perf script" */
	bool (*is_of)(const char *bytes, size_t n);             /* a NUL stands behind the n bytes */
	int (*read)(struct pf_profile *p, const char *bytes, size_t n, struct wr_err *err);
};

const struct pf_profile_format *const *pf_profile_formats(void);        /* NULL-ended, in the order of profiles.def */

/* What is counted: "s" of CPU time, or "1" of an event with this name. */
void pf_profile_counts(struct pf_profile *p, const char *unit, const char *event);
/* A stack, outermost function first, "main;parse", in which so much was spent: one sample. */
void pf_profile_add_stack(struct pf_profile *p, const char *stack, double weight);
/* Where the tool told only sums: a function's own cost, the one with what it called, and how often it was called (0: not told). */
void pf_profile_add_function(struct pf_profile *p, const char *function, double own, double whole, double calls);

/* What a function's calls to built-in ones took in those: they have no place of their own. */
void pf_profile_add_below(struct pf_profile *p, const char *function, double own);

const char *pf_profile_path(const struct pf_profile *p);
struct wr_arena *pf_profile_arena(struct pf_profile *p);        /* lives as long as the reading */

#endif
