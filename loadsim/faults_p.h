#ifndef WEIR_LOADSIM_FAULTS_P_H
#define WEIR_LOADSIM_FAULTS_P_H

#include "core/rng.h"
#include "loadsim/loadsim.h"
#include "loadsim/results_p.h"

/*
 * faults_p.h - which requests are hit by which fault, and what is done to them.
 *
 * The choice is made when a request is asked for, from its number, its path
 * and its time on the scenario's clock: a live run and a simulated one with
 * the same seed choose the same requests and draw the same delays.
 */

enum ls_end {                   /* how an exchange ends when a fault ends it */
	LS_END_OWN,             /* no fault ends it */
	LS_END_REFUSED,         /* nobody listens */
	LS_END_BLACKHOLE,       /* taken and never answered */
	LS_END_STATUS,          /* answered by the proxy, the server never sees it */
	LS_END_RESET_BEFORE,    /* the server never sees it */
	LS_END_RESET_DURING,    /* in the middle of the answer */
	LS_END_RESET_AFTER,     /* the server has done its work, its answer is lost */
	LS_END_TRUNCATED        /* the answer breaks off */
};

struct ls_damage {              /* what is done to one request; all zero: nothing */
	double delay;           /* seconds before it is passed on */
	double hold;            /* seconds by which the end of the answer is late; above 0 it also ends the connection */
	double bandwidth;       /* bytes of the answer per second; 0 = as fast as it comes */
	uint32_t keep;          /* LS_END_TRUNCATED: bytes of the answer that pass */
	uint16_t status;        /* LS_END_STATUS */
	uint8_t end;            /* enum ls_end */
	bool hit;
	unsigned causes;        /* one bit per enum ls_failure that it may cause */
};

/* What a file in faults/ takes. */
enum ls_fault_field {
	LS_FAULT_DELAY = 1 << 0,
	LS_FAULT_JITTER = 1 << 1,
	LS_FAULT_P99 = 1 << 2,
	LS_FAULT_RATE = 1 << 3,
	LS_FAULT_WHEN = 1 << 4,
	LS_FAULT_STATUS = 1 << 5,
	LS_FAULT_BYTES = 1 << 6
};

/* A fault: adding one is faults/<name>.c and one line in faults.def. */
struct ls_fault_kind {
	const char *name, *help;
	unsigned needs, takes;          /* sums of enum ls_fault_field; takes: beside those needed */
	unsigned causes;                /* one bit per enum ls_failure */
	int (*check)(const struct ls_fault *f, const char *path, struct wr_err *err);  /* NULL = nothing more */
	/* Adds its part to what is done to a request that it hits. */
	void (*inject)(const struct ls_fault *f, struct wr_rng *rng, struct ls_damage *d);
};
const struct ls_fault_kind *const *ls_fault_kinds(void);        /* NULL-ended, in the order of faults.def */

/* For the table of a scenario. */
extern const struct wr_field ls_fault_fields[];
extern const struct ls_fault ls_fault_default;
int ls_fault_check(const struct ls_fault *f, const char *path, struct wr_err *err);

/* Two faults may hit the same request: delays add up, the lower bandwidth
 * holds, and the first in the scenario that ends the exchange does. */
void ls_damage_end(struct ls_damage *d, enum ls_end end);

struct ls_faults {              /* the choice, in progress */
	const struct ls_fault *list;
	size_t n;
	struct { struct wr_rng rng; long long seen; } *each;
};
/* The faults are borrowed from s. */
void ls_faults_start(struct ls_faults *f, const struct ls_scenario *s, uint64_t seed);
void ls_faults_stop(struct ls_faults *f);
/* To be called once per request, in the order in which they are asked for; `at` in seconds. */
struct ls_damage ls_faults_choose(struct ls_faults *f, double at, const char *path);

#endif
