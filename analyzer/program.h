#ifndef WEIR_ANALYZER_PROGRAM_H
#define WEIR_ANALYZER_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include "core/arena.h"
#include "analyzer/analyzer.h"
#include "analyzer/effects.h"
#include "analyzer/unit.h"

/*
 * program.h - all units linked: who calls whom, and what each function does
 * in the end.
 *
 * Functions of all units are numbered once (u32, 0 = none); a function that
 * several units define alike (a header's inline function) is kept once.
 */

struct an_place { uint32_t unit; an_id id; };   /* a record of a unit; unit counts from 0 */

/* Why a function has an effect: the op that has it, directly or through a callee. */
struct an_witness {
	an_id op;               /* in the function's own unit; 0 = does not have the effect */
	uint32_t callee;        /* function that the op calls and that has it; 0 = the op has it directly */
	uint8_t depth;          /* calls until the direct effect: 0 = direct; 255 = more */
};

struct an_node {                        /* one function of the program */
	uint32_t unit;
	an_id function;                 /* in that unit */
	uint32_t effects;               /* closed over calls: enum an_effect bits, without those that
					   happen only where AN_OP_COLD, AN_OP_DEFERRED or AN_OP_MEMO says so */
	struct an_witness witness[AN_EFFECT_COUNT];
	uint64_t linear_params;         /* bit i: walks or searches parameter i once or more per call, size of it growing the cost */
	an_id linear_op[8];             /* the op that does so, for the first eight parameters */
	uint32_t degree;                /* deepest nest of growing loops, through calls; capped at 9 */
	bool recursive;
};

struct an_call {                        /* a call op, resolved */
	an_id op;                       /* in the caller's unit */
	uint32_t caller;
	uint32_t callee;                /* function; 0 = outside the program */
	const struct an_api *api;       /* or NULL; set only where callee is 0 */
};

struct an_program {
	struct wr_arena *arena;
	const an_unit *const *units;
	uint32_t unit_count;
	struct an_node *nodes;          /* [1 .. node_count] */
	uint32_t node_count;
	const struct an_call *calls;    /* all, grouped by caller and in source order; virtual calls once per override */
	const uint32_t *first_call;     /* [node_count + 2]: calls of f are first_call[f] .. first_call[f+1] */
	const char *root;
};

/* Links.  The units must outlive the program; they were checked (an_unit_check). */
struct an_program *an_program_new(const an_unit *const *units, uint32_t n,
				  const struct an_options *options, struct wr_err *err);
void an_program_free(struct an_program *p);

static inline const an_unit *an_unit_of(const struct an_program *p, uint32_t function)
{
	return p->units[p->nodes[function].unit];
}
static inline const struct an_function *an_function_of(const struct an_program *p, uint32_t function)
{
	return an_function_at(an_unit_of(p, function), p->nodes[function].function);
}

/* Judgements that several rules share. */

/* Effects of one op: its API's, or its callee's closed ones; *callee (if not NULL) = the function, or 0. */
uint32_t an_op_effects(const struct an_program *p, uint32_t function, an_id op, uint32_t *callee);
/* The subject argument of an op's API (haystack, pattern, text), or NULL. */
const struct an_arg *an_op_subject(const struct an_program *p, uint32_t function, an_id op);

/* Can the loop's number of turns grow with the input?  False for small constant trip
 * counts, small containers, retry loops and event loops (forever, around a wait). */
bool an_loop_grows(const struct an_program *p, uint32_t function, an_id loop);
/* The innermost growing loop that repeats the op, 0 = none; *depth (if not NULL) = how many such loops. */
an_id an_growing_loop(const struct an_program *p, uint32_t function, an_id op, unsigned *depth);
/* Is nothing that the argument mentions written in the loop (loop variables included)? */
bool an_arg_invariant(const struct an_program *p, uint32_t function, const struct an_arg *arg, an_id loop);
bool an_symbol_invariant(const struct an_program *p, uint32_t function, an_id symbol, an_id loop);

#endif
