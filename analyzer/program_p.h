#ifndef WEIR_ANALYZER_PROGRAM_P_H
#define WEIR_ANALYZER_PROGRAM_P_H

#include "analyzer/keys_p.h"
#include "analyzer/program.h"

/* program_p.h - the steps that make a program, in order. */

/* Records of one unit by owner: those of owner i are items[first[i]] .. items[first[i + 1]]. */
struct an_by_owner { uint32_t *first; an_id *items; };

struct an_lists {
	uint32_t *nodes;                /* function of the unit -> function of the program */
	struct an_by_owner ops, repeated;       /* by function; repeated: ops in loops */
	struct an_by_owner loops, writes;       /* by function, by symbol */
	struct an_by_owner marks, changes;      /* by function; changes: writes */
	uint32_t *calls;                /* per op: 1 + index of its first call, 0 = none is known */
	uint8_t *grows;                 /* per loop: see an_loop_grows */
	uint32_t *direct;               /* per op: see an_op_direct */
	uint8_t *deeds;                 /* per op: see an_op_deed */
	uint32_t *effects;              /* per op: see an_op_effects */
};

/* 1. index.c: numbers the functions, lists the records by owner.  names gets each function's key. */
void an_index(struct an_program *p, struct an_keys *names);
/* copies.c: which functions are given away as values; by the names that an_index gave. */
void an_note_passed(struct an_program *p, const struct an_keys *names);
/* 2. link.c: resolves the calls. */
void an_link(struct an_program *p, const struct an_keys *names, const struct an_options *options);
/* judge.c, deeds.c: what each op does itself, once for all who ask. */
void an_note_direct(struct an_program *p);
void an_note_deeds(struct an_program *p);
/* judge.c, once the effects of all functions are closed. */
void an_note_effects(struct an_program *p);
/* grown.c: members and globals that something is added to; an_forget_grown frees what it keeps. */
struct an_grow_site {
	uint32_t function;              /* of the program, 0 = none */
	an_id symbol, loop;             /* what is added to, in the function's unit */
	uint32_t next;
};
struct an_grown {
	struct an_keys keys;            /* to the first of the sites */
	struct an_grow_site *sites;     /* [0] is none */
	size_t n, cap;
	struct wr_buf buf;
};
void an_note_grown(struct an_program *p);
void an_forget_grown(struct an_program *p);
bool an_is_grown(const struct an_program *p, uint32_t unit, an_id symbol);
/* The first of the places that add to the symbol, 0 = none. */
uint32_t an_grow_sites(const struct an_program *p, uint32_t unit, an_id symbol);
/* whose.c, C: does the site add to what its callers give, and do they give lists that are kept in different places? */
bool an_is_list_of_all(const struct an_program *p, const struct an_grow_site *site);
/* Of such a site: may the list that this caller of it gives be the object, as the function sees it? */
bool an_adds_to(const struct an_program *p, const struct an_call *call, const struct an_grow_site *site, uint32_t function,
		an_id object);
/* "const struct shop *" and "struct shop": one type. */
bool an_is_same_type(const char *a, const char *b);
/* fed.c: does the loop go on for as long as the input does, over what is read, a text, or what such a loop filled?  C only. */
bool an_loop_is_fed(const struct an_program *p, uint32_t function, an_id loop);
/* *names: as long as what is written into one call. */
bool an_is_listed_by_callers(const an_unit *u, an_id symbol);
/* 3. components.c: strongly connected components of the call graph (Tarjan 1972). */
struct an_components {
	uint32_t *order;                /* functions, callees before callers */
	uint32_t *first;                /* [count + 1]: component i is order[first[i]] .. */
	uint32_t count;
	uint32_t *of;                   /* function -> component */
};
void an_find_components(const struct an_program *p, struct an_components *c);
void an_free_components(struct an_components *c);
/* 4. closure.c: effects by a fixed point over the components. */
void an_close_effects(struct an_program *p, const struct an_components *c);
/* 5. growth.c: which loops grow, and how deep they nest. */
/* Does the text of an expression name the variable, as a word of its own and not as a member? */
bool an_text_names(const char *text, const char *name);
void an_measure_growth(struct an_program *p, const struct an_components *c);
/* base_degrees.c: those of a finished program that has the loose ones. */
struct an_degrees *an_degrees_of(const struct an_program *p);
/* Differs where they do; 0 for none (NULL). */
uint64_t an_degrees_mark(const struct an_degrees *d);
/* 7. degrees.c: the firm degrees, and the loose ones if asked for. */
void an_measure_degrees(struct an_program *p, const struct an_components *c, bool loose);
/* purity.c: needs recursive. */
void an_find_pure(struct an_program *p, const struct an_components *c);
/* 6. searches.c: whose containers are looked through. */
void an_find_searches(struct an_program *p, const struct an_components *c);
/* 7. locks.c: which locks are taken, and held where.  an_forget_locks frees what it keeps. */
void an_find_locks(struct an_program *p, const struct an_components *c);
void an_forget_locks(struct an_program *p);

#endif
