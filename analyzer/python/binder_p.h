#ifndef WEIR_ANALYZER_PYTHON_BINDER_P_H
#define WEIR_ANALYZER_PYTHON_BINDER_P_H

#include "analyzer/builder.h"
#include "analyzer/effects.h"
#include "analyzer/python/pairs_p.h"
#include "analyzer/python/tree_p.h"
#include "core/arena.h"

/*
 * binder_p.h - what names mean: scopes, bindings, qualified names, types.
 *
 * One pass over the statements (scopes.c) notes for every name of every scope
 * where it is given a value.  Types are then found on demand from these
 * definitions: literals, constructors, annotations, library calls, functions
 * of the same file.  What is not certain is PY_UNKNOWN.
 */

/* A qualified name: its owner's and its last part. */
struct py_path {
	uint32_t parent, name;          /* parent 0: the first part */
	uint32_t root;                  /* the path of the first part */
	an_str text;                    /* 0 = not made yet */
	uint32_t result;                /* type of a call's result + 1; 0 = not asked yet */
	uint32_t entity;                /* the type of the thing itself; 0 = not made yet */
	uint32_t held;                  /* the type of what it holds, which another file says; 0 = not made yet */
	const struct an_api *api;
	bool asked;                     /* for api */
	bool module;                    /* an import statement says that it is a module */
	uint8_t meaning;                /* in annotations: enum of annotations.c; 0 = not asked yet */
	uint8_t steps;                  /* attributes, results and elements of what other files define: see elsewhere.c */
};

/* Fixed types, by number. */
enum py_fixed_type {
	PY_UNKNOWN, PY_NONE_TYPE, PY_NUMBER_TYPE, PY_TEXT, PY_BYTES, PY_ANY_LIST, PY_ANY_TUPLE, PY_ANY_SET,
	PY_ANY_DICT, PY_RANGE_TYPE, PY_ANY_GENERATOR, PY_FIXED_TYPES
};

enum py_sort {
	PY_SORT_UNKNOWN,        /* with a path: what another file may say (elsewhere.c) */
	PY_SORT_NONE,           /* None: does not count where types are joined */
	PY_SORT_INSTANCE,       /* of the class `path` */
	PY_SORT_ENTITY,         /* what stands behind the qualified name `path` outside this file */
	PY_SORT_CLASS,          /* the class itself, of this file: def */
	PY_SORT_FUNCTION        /* a function of this file: def */
};

struct py_type {
	uint8_t sort;           /* enum py_sort */
	uint8_t value;          /* enum an_value of an instance */
	bool mapping;           /* iteration gives keys, which are not `element` */
	uint32_t path;          /* of the class, entity or function */
	uint32_t element;       /* type of what iteration or subscription gives (of a dict: its values) */
	uint32_t def;           /* CLASS and FUNCTION; INSTANCE of a class of this file: its def, else 0 */
};

enum py_definition_kind {
	PY_GIVEN,               /* x = node */
	PY_ELEMENT,             /* for x in node; index: 0 the whole element, i + 1 its part i */
	PY_PART,                /* x, y = node */
	PY_ENTERED,             /* with node as x */
	PY_ANNOTATED,           /* x: node */
	PY_PARAMETER_OF,        /* node: a PARAMETER; index: its position, at most 255 */
	PY_IMPORTED,            /* node: a path */
	PY_DEFINED,             /* node: a def */
	PY_AUGMENTED,           /* x += ...: says nothing about the type */
	PY_OTHERWISE            /* anything else */
};

struct py_definition {
	uint32_t next;
	uint32_t node, scope;   /* what kind says, and where it is evaluated */
	uint8_t kind, index;
};

enum py_binding_flags {
	PY_B_PARAMETER = 1,
	PY_B_ELSEWHERE = 2,     /* global, nonlocal: see target */
	PY_B_ATTRIBUTE = 4,     /* only on instances: self.x = ... */
	PY_B_RESOLVING = 8, PY_B_RESOLVED = 16,
	PY_B_ANNOTATED = 32     /* has a definition that says its type */
};

struct py_binding {
	uint32_t name, scope;
	uint32_t definitions;   /* the last one first */
	uint32_t count;         /* of definitions */
	uint32_t target;
	uint32_t type;          /* once PY_B_RESOLVED */
	uint32_t flow;          /* type + 1 where the emitter stands; 0 = not assigned there yet */
	an_id symbol;           /* 0 = none yet */
	uint8_t flags;
};

enum py_scope_kind { PY_NO_SCOPE, PY_S_MODULE, PY_S_FUNCTION, PY_S_CLASS, PY_S_LAMBDA, PY_S_COMPREHENSION };

/* What a method's first parameter is. */
enum py_method { PY_NO_METHOD, PY_M_INSTANCE, PY_M_CLASS, PY_M_STATIC, PY_M_PROPERTY };

struct py_scope {
	uint8_t kind;           /* enum py_scope_kind */
	uint8_t method;         /* enum py_method */
	bool asked, asking;     /* for result */
	uint32_t parent;        /* 0: the module has none */
	uint32_t def;
	uint32_t path;
	uint32_t self;          /* a method's first parameter's name, 0 = none */
	uint32_t first_parameter, parameters;   /* bindings: first_parameter .. +parameters */
	uint32_t returned;      /* definitions: the values of its return statements */
	uint32_t yielded;       /* definitions: what it yields, PY_ELEMENT for `yield from` */
	uint32_t result;        /* type of a call's result, once asked */
	an_id function;         /* in whose record its symbols are; set by the emitter */
};

struct py_binder {
	struct py_tree *tree;
	struct py_names *names;
	struct an_builder *out;
	struct wr_arena *arena;         /* of this file */
	struct py_pairs pairs;
	struct py_path *paths;          /* [0] is none */
	size_t path_count, path_cap;
	struct py_type *types;
	size_t type_count, type_cap;
	struct py_binding *bindings;    /* [0] is none */
	size_t binding_count, binding_cap;
	uint32_t *only;                 /* by name: its binding, PY_SEVERAL, or 0 if nothing binds it */
	size_t only_count, only_cap;
	struct py_definition *definitions;      /* [0] is none */
	size_t definition_count, definition_cap;
	struct py_scope *scopes;        /* [0] is none; def d has scope d + 1; comprehensions follow */
	size_t scope_count, scope_cap;
	uint32_t module, package;       /* paths: of the file, and for relative imports */
	uint32_t unknown;               /* the path "?", before the methods of what is not known */
	unsigned depth;                 /* of type evaluation */
	uint32_t *stand_ins;            /* bindings that may stand for a function or class defined elsewhere */
	size_t stand_in_count, stand_in_cap;
	bool star_import;
	uint32_t stars[8];              /* paths of modules of which the top level imports all */
	uint32_t star_count;
	bool skip_tests;                /* nothing is wanted of what test code does and names: often it is half of all code */
	bool is_test;                   /* the whole file is test code */
};

/* tests.c: is it test code?  A path as the project names it, a function or class. */
bool an_py_is_test_path(const char *path);
bool an_py_is_test(const struct py_binder *b, uint32_t def);
/* Is anything wanted of the body of the function, or of the module, 0? */
static inline bool py_has_body(const struct py_binder *b, uint32_t def)
{
	return !b->skip_tests || !an_py_is_test(b, def);
}

#define PY_MODULE_SCOPE 1u
#define PY_SEVERAL UINT32_MAX

static inline uint32_t py_scope_of_def(uint32_t def)
{
	return def + 1;
}
static inline const struct py_node *py_node_of(const struct py_binder *b, uint32_t node)
{
	return &b->tree->nodes[node];
}

/* The definition of a binding that stands first in the source. */
static inline const struct py_definition *py_first_definition(const struct py_binder *b, uint32_t binding)
{
	const struct py_definition *d = &b->definitions[b->bindings[binding].definitions];

	while (d->next)
		d = &b->definitions[d->next];
	return d;
}

/* scopes.c: everything about the file of b->tree; b->module and b->package are set. */
void an_py_bind(struct py_binder *b);
/* The scope of a comprehension or lambda, made when it is first asked for. */
uint32_t an_py_inner_scope(struct py_binder *b, uint32_t scope, uint32_t node);
/* What a name means in a scope; 0 if nothing in the file binds it. */
uint32_t an_py_search(const struct py_binder *b, uint32_t scope, uint32_t name);
static inline uint32_t py_lookup(const struct py_binder *b, uint32_t scope, uint32_t name)
{
	uint32_t only = name < b->only_count ? b->only[name] : 0;

	if (only && only != PY_SEVERAL) {
		const struct py_binding *x = &b->bindings[only];

		if ((x->scope == scope || x->scope == PY_MODULE_SCOPE) && !(x->flags & (PY_B_ATTRIBUTE | PY_B_ELSEWHERE)))
			return only;
	}
	return only ? an_py_search(b, scope, name) : 0;
}
/* The binding of a name in one scope, made if there is none. */
uint32_t an_py_binding(struct py_binder *b, uint32_t scope, uint32_t name);
void an_py_define(struct py_binder *b, uint32_t binding, enum py_definition_kind kind, uint32_t node,
		  uint32_t scope, uint32_t index);
void an_py_binder_free(struct py_binder *b);

/* paths.c */
void an_py_paths_reset(struct py_binder *b);
uint32_t an_py_path(struct py_binder *b, uint32_t parent, uint32_t name);
/* A name that does not stand in the source. */
uint32_t an_py_own_name(struct py_binder *b, const char *text);
/* A path from dotted text. */
uint32_t an_py_path_from(struct py_binder *b, const char *text);
an_str an_py_make_text(struct py_binder *b, uint32_t path);
static inline an_str py_path_text(struct py_binder *b, uint32_t path)
{
	return b->paths[path].text ? b->paths[path].text : an_py_make_text(b, path);
}
const char *an_py_path_string(struct py_binder *b, uint32_t path);      /* valid until the next string is added */
bool an_py_may_be_known(const struct py_binder *b, uint32_t path);
const struct an_api *an_py_path_api(struct py_binder *b, uint32_t path);
an_str an_py_name_text(struct py_binder *b, uint32_t name);

/* types.c */
void an_py_types_reset(struct py_binder *b);
uint32_t an_py_instance(struct py_binder *b, uint32_t class_path, uint32_t element);
uint32_t an_py_instance_of_def(struct py_binder *b, uint32_t def);
uint32_t an_py_entity(struct py_binder *b, enum py_sort sort, uint32_t what);   /* path, or def */
uint32_t an_py_type_at_path(struct py_binder *b, uint32_t path);        /* unknown, with a path */
uint32_t an_py_class_of_instance(struct py_binder *b, uint32_t type);   /* PY_UNKNOWN if it is none of a class of this file */
uint32_t an_py_type_named(struct py_binder *b, const char *name);       /* "list", "dbapi.Cursor" */
uint32_t an_py_join(struct py_binder *b, uint32_t x, uint32_t y);
static inline const struct py_type *py_type_at(const struct py_binder *b, uint32_t type)
{
	return &b->types[type];
}
static inline enum an_value py_value_of(const struct py_binder *b, uint32_t type)
{
	switch (b->types[type].sort) {
	case PY_SORT_INSTANCE: return (enum an_value)b->types[type].value;
	case PY_SORT_FUNCTION: case PY_SORT_CLASS: return AN_VALUE_FUNCTION;
	default: return AN_VALUE_UNKNOWN;
	}
}

/* evaluate.c: what an expression is, without stating anything about it. */
uint32_t an_py_type_of(struct py_binder *b, uint32_t scope, uint32_t node);
/* Of an operator node whose operands have these types, in order. */
uint32_t an_py_operation(struct py_binder *b, uint32_t left, enum py_token_kind operator, uint32_t right);

/* definitions of names: bindings.c */
uint32_t an_py_find_type(struct py_binder *b, uint32_t binding);
static inline uint32_t py_type_of_binding(struct py_binder *b, uint32_t binding)
{
	const struct py_binding *x = &b->bindings[binding];

	return x->flags & PY_B_RESOLVED ? x->type : an_py_find_type(b, binding);
}
/* What `name: annotation` says of it; PY_UNKNOWN if nothing does. */
uint32_t an_py_annotation_of(struct py_binder *b, uint32_t binding);
uint32_t an_py_type_of_definition(struct py_binder *b, const struct py_definition *d);
uint32_t an_py_type_of_name(struct py_binder *b, uint32_t scope, uint32_t name);
uint32_t an_py_result_of_def(struct py_binder *b, uint32_t def);

/* members.c */
struct py_attribute {
	uint32_t type;
	uint32_t path;          /* its qualified name */
	bool property;          /* reading it runs a function of this file: path */
	uint32_t elsewhere;     /* its qualified name as another file may say it, if it is called; 0 = none */
};

/* object.name.  If it is not going to be called, path is there only where it says something: of what
 * stands outside this file, and of properties. */
struct py_attribute an_py_attribute(struct py_binder *b, uint32_t object, uint32_t name, bool called);
/* The class def around a scope, 0 = none. */
uint32_t an_py_class_around(const struct py_binder *b, uint32_t scope);
/* What super() is in a scope. */
uint32_t an_py_super(struct py_binder *b, uint32_t scope);
uint32_t an_py_subscripted(struct py_binder *b, uint32_t object, uint32_t index);
/* What iteration gives; part: 0 the whole element, i + 1 its part i. */
uint32_t an_py_element(struct py_binder *b, uint32_t iterated, uint32_t part);
uint32_t an_py_entered(struct py_binder *b, uint32_t context);

static inline bool py_is_unknown(const struct py_binder *b, uint32_t type)
{
	return b->types[type].sort == PY_SORT_UNKNOWN;
}

/* elsewhere.c: types that other files say.  They are unknown here; the path tells the linker where to ask. */
/* What the path holds; PY_UNKNOWN if no other file of the program can say. */
uint32_t an_py_elsewhere(struct py_binder *b, uint32_t path);
/* A part of what the type is: an attribute, or PY_NAME_RESULT_PART, PY_NAME_ELEMENT_PART. */
uint32_t an_py_part_elsewhere(struct py_binder *b, uint32_t type, uint32_t part);
/* A method, or other attribute that is called, of it: a path, 0 = not known. */
uint32_t an_py_method_elsewhere(struct py_binder *b, uint32_t type, uint32_t name);

/* annotations.c */
uint32_t an_py_annotated(struct py_binder *b, uint32_t scope, uint32_t annotation);

/* results.c */
/* "Store", not "store" or "STORE_ID": by custom a class. */
bool an_py_is_class_name(const struct py_binder *b, uint32_t name);
/* The result of a call: of `object`.method (PY_UNKNOWN if it is no method), whose callee has the type
 * `callee` and the qualified name `path` (0 = none); elsewhere: as in struct py_attribute. */
uint32_t an_py_result(struct py_binder *b, uint32_t scope, uint32_t object, uint32_t callee, uint32_t path,
		      uint32_t elsewhere, uint32_t call);
/* query_sets.c: what a call with that qualified name gives, if it is a query set; else PY_UNKNOWN. */
uint32_t an_py_query_result(struct py_binder *b, uint32_t path, uint32_t call);
/* Is it a chain of calls like orders.filter(open=True), which gives the same kind of query set as its object? */
bool an_py_describes_further(const struct py_binder *b, uint32_t node);
/* What stands before the first call of a chain a.b().c(). */
uint32_t an_py_object_of_chain(const struct py_binder *b, uint32_t node);
/* The result, with what is known of its rows: Order.objects.filter(...) gives Orders, and .first() one of them. */
uint32_t an_py_query_rows(struct py_binder *b, uint32_t scope, uint32_t object, uint32_t path, uint32_t call, uint32_t result);
enum py_change { PY_NO_CHANGE, PY_GROWS, PY_CHANGES };
enum py_change an_py_change(uint32_t method_name);

#endif
