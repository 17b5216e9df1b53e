#ifndef WEIR_ANALYZER_C_TYPES_P_H
#define WEIR_ANALYZER_C_TYPES_P_H

#include <clang-c/Index.h>
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
};

struct an_c_types {
	struct an_c_names *names;
	struct an_c_type **slots;       /* by the type's address in libclang */
	size_t slot_count, count;
};

void an_c_types_init(struct an_c_types *t, struct an_c_names *names);
void an_c_types_free(struct an_c_types *t);
const struct an_c_type *an_c_type(struct an_c_types *t, CXType type);

#endif
