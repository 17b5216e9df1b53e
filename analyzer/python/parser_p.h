#ifndef WEIR_ANALYZER_PYTHON_PARSER_P_H
#define WEIR_ANALYZER_PYTHON_PARSER_P_H

#include "analyzer/python/tree_p.h"
#include "core/alloc.h"

/*
 * parser_p.h - what the parts of the parser share.
 *
 * Recursive descent; operators by precedence climbing.  At a mistake the
 * current token's kind becomes PY_STOP, which nothing accepts: every parsing
 * function then returns soon, without being told, and the statement that is
 * being read resumes behind its line (an_py_resume).
 */

#define PY_DEPTH_MAX 200        /* brackets, signs and lambdas inside each other; CPython has 200 for brackets */

struct py_parser {
	struct py_token *token; /* the current one, in an array that ends with END */
	uint32_t end;           /* offset behind the last token taken */
	uint32_t line_end;      /* offset where the last whole line of statements ended */
	uint32_t def;           /* the function being read */
	unsigned depth;
	bool failed;            /* token says PY_STOP ... */
	uint8_t stopped;        /* ... instead of this kind */
	struct py_tree *tree;
	struct py_tokens *all;
};

enum py_level {         /* of binary operators, loosest first */
	PY_LEVEL_NONE, PY_LEVEL_OR, PY_LEVEL_AND, PY_LEVEL_NOT, PY_LEVEL_COMPARE, PY_LEVEL_BAR, PY_LEVEL_CARET,
	PY_LEVEL_AMPERSAND, PY_LEVEL_SHIFT, PY_LEVEL_SUM, PY_LEVEL_TERM
};

struct py_chain { uint32_t first, last; };      /* siblings */

static inline enum py_token_kind py_peek(const struct py_parser *p)
{
	return (enum py_token_kind)p->token->kind;
}
/* The token behind the current one, which must not be END. */
static inline enum py_token_kind py_peek_second(const struct py_parser *p)
{
	return (enum py_token_kind)p->token[1].kind;
}
static inline uint32_t py_start(const struct py_parser *p)
{
	return p->token->start;
}
static inline void py_advance(struct py_parser *p)
{
	p->end = p->token++->end;
}
static inline bool py_accept(struct py_parser *p, enum py_token_kind kind)
{
	if (py_peek(p) != kind)
		return false;
	py_advance(p);
	return true;
}
static inline bool py_is_name(const struct py_parser *p, uint32_t name)
{
	return py_peek(p) == PY_NAME && p->token->value == name;
}

/* A node for the current token alone, which is taken. */
static inline uint32_t py_leaf(struct py_parser *p, enum py_node_kind kind, uint8_t flags)
{
	struct py_tree *tree = p->tree;
	const struct py_token *token = p->token++;

	p->end = token->end;
	*PY_PUSH(tree->nodes, tree->n, tree->cap) = (struct py_node){
		.start = token->start, .end = token->end, .value = token->value, .kind = (uint8_t)kind,
		.op = (uint8_t)token->kind, .flags = flags };
	return (uint32_t)tree->n - 1;
}

/* A new node that begins at `start` and so far ends where the parser stands. */
static inline uint32_t py_new(struct py_parser *p, enum py_node_kind kind, uint32_t start)
{
	struct py_tree *tree = p->tree;

	*PY_PUSH(tree->nodes, tree->n, tree->cap) = (struct py_node){
		.start = start, .end = p->end > start ? p->end : start, .kind = (uint8_t)kind };
	return (uint32_t)tree->n - 1;
}
static inline struct py_node *py_edit(struct py_parser *p, uint32_t node)
{
	return &p->tree->nodes[node];
}
static inline void py_append(struct py_parser *p, struct py_chain *chain, uint32_t node)
{
	if (chain->last)
		p->tree->nodes[chain->last].next = node;
	else
		chain->first = node;
	chain->last = node;
}
/* A new node over kids that were read before, ending here. */
static inline uint32_t py_over(struct py_parser *p, enum py_node_kind kind, uint32_t start, uint32_t kids)
{
	uint32_t id = py_new(p, kind, start);

	p->tree->nodes[id].kid = kids;
	return id;
}

/* parser.c */
void an_py_fail(struct py_parser *p, const char *message, const char *detail);
void an_py_unexpected(struct py_parser *p);
void an_py_expected(struct py_parser *p, enum py_token_kind kind);      /* fails */
static inline void py_expect(struct py_parser *p, enum py_token_kind kind)
{
	if (!py_accept(p, kind))
		an_py_expected(p, kind);
}
/* Notes a mistake but goes on. */
void an_py_note(struct py_parser *p, uint32_t at, const char *message, const char *detail);
void an_py_only_python2(struct py_parser *p, uint32_t at);
/* After a failure: goes behind the line. */
void an_py_resume(struct py_parser *p);
/* Lines that a broken one left indented, if there are any. */
void an_py_drop_indented(struct py_parser *p);
/* Reads something that may nest without end: a bracket, a lambda, the operand of a sign.
 * A MISSING, and failed, when it is nested too deeply. */
typedef uint32_t an_py_read(struct py_parser *p);
uint32_t an_py_nested(struct py_parser *p, an_py_read *read);
/* The name that must stand here, 0 if it does not. */
uint32_t an_py_expect_name(struct py_parser *p);
uint32_t an_py_name_node(struct py_parser *p);  /* as a NAME, or MISSING */
uint32_t an_py_new_def(struct py_parser *p, enum py_def_kind kind, uint32_t start);
void an_py_statements(struct py_parser *p, struct py_chain *chain);
uint32_t an_py_suite(struct py_parser *p, enum py_block_role role);     /* from the colon on */

/* expressions.c */
extern const uint8_t an_py_starts_expression[PY_TOKEN_KINDS];
uint32_t an_py_binary(struct py_parser *p, unsigned level);
uint32_t an_py_test(struct py_parser *p);               /* with if-else and lambda */
uint32_t an_py_named(struct py_parser *p);              /* with := */
uint32_t an_py_star_or_named(struct py_parser *p);
uint32_t an_py_expressions(struct py_parser *p);        /* a, *b: a TUPLE if there is a comma */
uint32_t an_py_value(struct py_parser *p);              /* expressions or yield */
uint32_t an_py_targets(struct py_parser *p);            /* of for, up to `in` */

/* atoms.c */
uint32_t an_py_atom(struct py_parser *p);
uint32_t an_py_clauses(struct py_parser *p);            /* of a comprehension */
static inline bool py_at_clause(const struct py_parser *p)
{
	return py_peek(p) == PY_FOR || (py_peek(p) == PY_ASYNC && py_peek_second(p) == PY_FOR);
}

/* arguments.c */
uint32_t an_py_arguments(struct py_parser *p);          /* of a call or class, behind the bracket */
uint32_t an_py_parameters(struct py_parser *p, enum py_token_kind closer);      /* of def or lambda */
uint32_t an_py_type_parameters(struct py_parser *p);    /* [T: bound = default, *Ts, **P] or nothing */
uint32_t an_py_lambda(struct py_parser *p);

/* simple.c, compound.c, definitions.c, imports.c, patterns.c */
uint32_t an_py_simple_statement(struct py_parser *p);
uint32_t an_py_compound_statement(struct py_parser *p); /* 0 if there is none here */
uint32_t an_py_definition(struct py_parser *p);         /* decorators, async, def, class */
uint32_t an_py_function(struct py_parser *p, uint32_t start, uint32_t decorators, bool async);
uint32_t an_py_import(struct py_parser *p);
uint32_t an_py_import_from(struct py_parser *p);
uint32_t an_py_patterns(struct py_parser *p);           /* a, *b */

#endif
