#ifndef WEIR_PROFILER_SESSION_P_H
#define WEIR_PROFILER_SESSION_P_H

#include "core/rng.h"
#include "profiler/fitness_p.h"
#include "profiler/instructions_p.h"
#include "profiler/job_p.h"
#include "profiler/machine_p.h"
#include "profiler/primary_p.h"
#include "profiler/publish_p.h"
#include "profiler/suite_p.h"

/* session_p.h - one benchmark measured in pairs: pairs.c measures and judges, tell.c tells. */

/* A run that is shorter than this many times the spread of starting a program is given no percentage. */
#define PF_SHORTEST_IN_NOISE 20.0

/* For programs made with weir/bench.h. */
#define PF_FEW_BATCHES "WEIR_BENCH_BATCHES=5"

struct pf_session {
	const char *name;
	struct wr_arena *arena;
	struct wr_rng rng;
	struct pf_launcher *launcher;
	struct pf_job base, head;
	struct pf_suite *suite;         /* of a command that prints results of its own, else NULL */
	struct wr_buf text;             /* what its last run printed */
	size_t min_pairs, max_pairs;
	unsigned warmup;
	double thresholds[PF_DRAWN];    /* practical, as ratios */
	struct pf_pairs pairs;
	double spawn_noise[PF_DRAWN];   /* spread of an empty program's times, seconds */
	struct pf_surroundings surroundings;
	struct pf_primary primary;
	bool unfit;
	bool instructions;
	double instruction_growth;      /* threshold, ratio */
	double counts[2][PF_COUNTED_RUNS];      /* by valgrind: of base and of head */
	bool has_counts;
	bool has_outputs;
	struct pf_outputs outputs;
	unsigned long long base_again;
	struct pf_opinion opinions[PF_METRICS];
};

/* The verdict on a metric by all pairs so far. */
struct pf_verdict pf_session_judge(const struct pf_session *s, enum pf_metric m);
/* The longer side's median: if only base is short, there is something to be seen. */
double pf_session_length(const struct pf_session *s, enum pf_metric m);
/* A notice, if it is: what, "benchmark 'parse': cpu_time"; what was seen and what would help. */
void pf_note_inconclusive(struct wr_run *run, const char *what, const struct pf_verdict *v, size_t pairs);
void pf_session_publish(struct pf_session *s, struct wr_run *run);

#endif
