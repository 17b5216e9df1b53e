#ifndef WEIR_ANALYZER_C_TYPES_P_H
#define WEIR_ANALYZER_C_TYPES_P_H

#include "analyzer/c/libclang.h"
#include "analyzer/c/names_p.h"

/* types_p.h - what a type tells of its values. */

struct an_c_type {
	CXType type;
	an_str name;            /* canonical name of the class ("std::string", "shop::Order *"), else as C spells it */
	uint8_t value, element; /* enum an_value */
	uint8_t small;          /* an array of at most AN_SMALL elements */
	bool pointer;           /* what it points to can be changed through it */
	bool reference;         /* the same for a reference */
	bool class;             /* a C++ class or C struct itself, no pointer to one */
	bool constant;          /* const-qualified */
	uint8_t access;         /* enum an_symbol_access */
	uint8_t cost;           /* of the class itself: enum an_type_flags, once has_cost */
	bool has_cost, has_shape, has_guards, has_layout;
	bool guards;            /* one of its members is a guard of a lock, once has_guards */
	an_id shape;            /* once has_shape */
};

struct an_c_types {
	struct an_c_names *names;
	struct an_c_type **slots;       /* by the type's address in libclang */
	size_t slot_count, count;
};

void an_c_types_init(struct an_c_types *t, struct an_c_names *names);
void an_c_types_free(struct an_c_types *t);
const struct an_c_type *an_c_type(struct an_c_types *t, CXType type);
struct an_c_type *an_c_edit_type(struct an_c_types *t, CXType type);

/* shape.c */
/* The record of what the class or array itself takes; 0 if the type is neither. */
an_id an_c_shape(struct an_c_types *t, CXType type);
/* What copying a value of the type does: enum an_type_flags. */
uint32_t an_c_copy_cost(struct an_c_types *t, CXType type);
/* Has the class nothing that has to be destroyed, but for what its own destructor does? */
bool an_c_is_plain(struct an_c_types *t, CXType type);
/* Is the destructor's body there and empty? */
bool an_c_does_nothing(CXCursor destructor);
/* Bytes of a value; 0 = not known. */
uint32_t an_c_size_of(CXType type);

#endif
