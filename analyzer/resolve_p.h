#ifndef WEIR_ANALYZER_RESOLVE_P_H
#define WEIR_ANALYZER_RESOLVE_P_H

#include "analyzer/program_p.h"

/*
 * resolve_p.h - which functions a name at a call site stands for.
 *
 * Names are followed through aliases (re-exports, function pointers), classes
 * (an instance is made by __init__), base classes and, where a name is
 * dispatched at run time, overrides.
 */

#define AN_MAX_TARGETS 16       /* a call that may reach more functions than this is taken for unknown */

struct an_targets {
	uint32_t node[AN_MAX_TARGETS];
	uint32_t n;
	uint32_t overrides;     /* so many of them, the last ones, are overrides */
	bool too_many;
	bool guessed;           /* found by the end of the name only */
	bool nearest;           /* of several definitions the one nearest to where the name is used: elsewhere it may be another */
	const char *outside;    /* what the name is outside the program once aliases are followed; NULL = not known */
};

struct an_resolver {
	struct an_program *p;
	const struct an_keys *names;    /* functions by key */
	struct an_keys aliases;         /* index into targets, by name */
	struct an_keys classes;         /* index into class_places, by key */
	struct an_keys modules;         /* Python modules; the value says nothing */
	struct an_keys roots;           /* first parts of the names of Python modules */
	struct an_keys tails;           /* Python functions by the last two parts of their keys */
	struct an_keys methods;         /* Python methods by their names, those of several words */
	struct an_target { const char *name; bool instance; } *targets;         /* instance: of this class */
	size_t target_count, target_cap;
	struct an_class_place { uint32_t unit; an_id id; uint32_t first_child, next_child; } *places;
	size_t place_count, place_cap;
};

void an_resolver_init(struct an_resolver *r, struct an_program *p, const struct an_keys *names);
void an_resolver_free(struct an_resolver *r);
/* The functions that `key`, used in `unit`, stands for; dispatched: overrides too. */
/* Where the class ends and the method begins in a function's key; NULL if it is no method. */
const char *an_method_part(const char *key, bool python);
void an_resolve(struct an_resolver *r, uint32_t unit, const char *key, bool dispatched, struct an_targets *out);

/* The key of the class of the program that the name stands for in the unit; NULL if there is none. */
const char *an_class_key(struct an_resolver *r, uint32_t unit, const char *name);

/* method_names.c */
void an_note_method_names(struct an_resolver *r);
/* The one function that a call of a method of an unknown object most likely runs; 0 = none. */
uint32_t an_only_method(struct an_resolver *r, uint32_t unit, const struct an_op *o);

/* starts.c: functions that threads, pools and signals run. */
void an_find_starts(struct an_program *p, struct an_resolver *r);

#endif
