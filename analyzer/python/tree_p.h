#ifndef WEIR_ANALYZER_PYTHON_TREE_P_H
#define WEIR_ANALYZER_PYTHON_TREE_P_H

#include "analyzer/python/tokens_p.h"

/*
 * tree_p.h - the syntax tree: an array of small nodes, node 0 is none.
 *
 * `kid` is the first child and `next` the next sibling.  Operators of one
 * level are one node with all operands, and calls, attributes and subscripts
 * nest to the left: whoever walks a tree goes down its left side in a loop
 * and recurses for the rest, which the parser's depth limit bounds.
 */

enum py_node_kind {
	PY_NO_NODE,
	PY_N_BLOCK,             /* statements; op: enum py_block_role */
	/* statements */
	PY_N_FUNCTION,          /* value: its def */
	PY_N_CLASS,             /* value: its def */
	PY_N_RETURN,            /* [value] */
	PY_N_DELETE,            /* targets */
	PY_N_ASSIGN,            /* value, targets */
	PY_N_AUGMENT,           /* target, value; op: the operator's token kind without '=' */
	PY_N_ANNOTATE,          /* target, annotation, [value] */
	PY_N_TYPE_ALIAS,        /* NAME, value, TYPE_PARAMETER* */
	PY_N_FOR,               /* target, iterated, BLOCK, [BLOCK else]; flag ASYNC */
	PY_N_WHILE,             /* test, BLOCK, [BLOCK else] */
	PY_N_IF,                /* (test, BLOCK)+, [BLOCK else] */
	PY_N_WITH,              /* WITH_ITEM+, BLOCK; flag ASYNC */
	PY_N_WITH_ITEM,         /* expression, [target] */
	PY_N_MATCH,             /* subject, CASE* */
	PY_N_CASE,              /* pattern, [guard], BLOCK */
	PY_N_TRY,               /* BLOCK, HANDLER*, [BLOCK else], [BLOCK finally] */
	PY_N_HANDLER,           /* [type], BLOCK; value: name or 0; flag STAR */
	PY_N_RAISE,             /* [exception, [cause]] */
	PY_N_ASSERT,            /* test, [message] */
	PY_N_IMPORT,            /* ALIAS+ */
	PY_N_IMPORT_FROM,       /* DOTTED, ALIAS+; op: leading dots, at most 255 */
	PY_N_ALIAS,             /* NAME parts; value: name after `as` or 0; flag STAR for `*` */
	PY_N_DOTTED,            /* NAME parts, none for `from . import x` */
	PY_N_GLOBAL,            /* NAMEs */
	PY_N_NONLOCAL,          /* NAMEs */
	PY_N_EXPRESSION,        /* value */
	PY_N_PASS,
	PY_N_BREAK,
	PY_N_CONTINUE,
	/* expressions */
	PY_N_NAME,              /* value: name */
	PY_N_NUMBER,            /* flag OTHER unless it is an integer */
	PY_N_STRING,            /* value: first token; flag BYTES */
	PY_N_FSTRING,           /* FIELDs; value: first token; flag TEMPLATE */
	PY_N_FIELD,             /* expression, FIELDs of the format spec */
	PY_N_CONSTANT,          /* op: token kind of True, False, None, ... */
	PY_N_BOOLEAN,           /* operands; op: AND or OR */
	PY_N_NOT,               /* operand */
	PY_N_UNARY,             /* operand; op */
	PY_N_BINARY,            /* operands of one level; each but the first has its operator in py_operator() */
	PY_N_COMPARE,           /* operands, as BINARY; flag NEGATED on that behind `not in` and `is not` */
	PY_N_CONDITIONAL,       /* then, test, else */
	PY_N_LAMBDA,            /* value: its def */
	PY_N_WALRUS,            /* NAME, value */
	PY_N_AWAIT,             /* operand */
	PY_N_YIELD,             /* [value] */
	PY_N_YIELD_FROM,        /* value */
	PY_N_CALL,              /* callee, arguments: expressions, STARRED, KEYWORD */
	PY_N_KEYWORD,           /* value; value: name, 0 for ** */
	PY_N_ATTRIBUTE,         /* object; value: name */
	PY_N_SUBSCRIPT,         /* object, index */
	PY_N_SLICE,             /* the parts that are there; flags LOWER, UPPER, STEP */
	PY_N_STARRED,           /* value */
	PY_N_TUPLE,
	PY_N_LIST,
	PY_N_SET,
	PY_N_DICT,              /* key, value, ...; DOUBLE_STARRED stands alone */
	PY_N_DOUBLE_STARRED,    /* value */
	PY_N_LIST_COMPREHENSION,        /* element, CLAUSE+ */
	PY_N_SET_COMPREHENSION,         /* element, CLAUSE+ */
	PY_N_DICT_COMPREHENSION,        /* key, value, CLAUSE+ */
	PY_N_GENERATOR,         /* element, CLAUSE+ */
	PY_N_CLAUSE,            /* target, iterated, conditions; flag ASYNC */
	PY_N_PARAMETER,         /* [annotation], [default], behind its end; value: name; flags below */
	PY_N_TYPE_PARAMETER,    /* [bound], [default]; value: name; flags STAR, DOUBLE_STAR */
	/* patterns (PY_N_NAME: a capture; PY_N_ATTRIBUTE and literals: a value) */
	PY_N_OR_PATTERN,
	PY_N_AS_PATTERN,        /* pattern; value: name */
	PY_N_SEQUENCE_PATTERN,
	PY_N_STAR_PATTERN,      /* value: name, 0 for _ */
	PY_N_MAPPING_PATTERN,   /* key, pattern, ... and STAR_PATTERN for ** */
	PY_N_CLASS_PATTERN,     /* class, patterns, KEYWORD */
	PY_N_WILDCARD,
	PY_N_MISSING,           /* where an expression should be */
	PY_NODE_KINDS
};

enum py_block_role { PY_BODY, PY_ELSE_BLOCK, PY_FINALLY_BLOCK };

enum py_node_flags {                    /* by kind */
	PY_F_ASYNC = 1,
	PY_F_STAR = 2,                  /* import *, except*, *args, */
	PY_F_OTHER = 1,
	PY_F_BYTES = 1,
	PY_F_TEMPLATE = 1,
	PY_F_LOWER = 1, PY_F_UPPER = 2, PY_F_STEP = 4,
	PY_F_PARENTHESES = 8,           /* a TUPLE or GENERATOR with its own */
	PY_F_DOUBLE_STAR = 4,           /* **kwargs */
	PY_F_ANNOTATION = 16, PY_F_DEFAULT = 32,
	PY_F_NEGATED = 64
};

struct py_node {
	uint32_t start, end;            /* offsets */
	uint32_t kid, next;
	uint32_t value;                 /* by kind */
	uint8_t kind;                   /* enum py_node_kind */
	uint8_t op;                     /* by kind */
	uint8_t flags;                  /* enum py_node_flags */
	uint8_t operator;               /* of an operand: kind of the token before it */
};

enum py_def_kind { PY_D_MODULE, PY_D_FUNCTION, PY_D_CLASS, PY_D_LAMBDA };

enum py_def_flags {
	PY_D_ASYNC = 1,
	PY_D_GENERATOR = 2,             /* has a yield */
	PY_D_BROKEN = 4                 /* has a syntax error */
};

/* A module, function, class or lambda.  Def 0 is the module. */
struct py_def {
	uint32_t start, end;            /* without decorators */
	uint32_t name;
	uint32_t name_start, name_end;  /* offsets */
	uint32_t parent;                /* def around it */
	uint32_t decorators;            /* expressions */
	uint32_t type_parameters;
	uint32_t parameters;            /* PARAMETERs; of a class its bases and keywords */
	uint32_t returns;               /* annotation */
	uint32_t body;                  /* BLOCK; of a lambda its expression */
	uint8_t kind, flags;
};

struct py_walrus { uint32_t def, node; };       /* binds in def (or in the function around it) */

struct py_tree {
	struct py_node *nodes;
	size_t n, cap;
	struct py_def *defs;
	size_t def_count, def_cap;
	struct py_walrus *walruses;
	size_t walrus_count, walrus_cap;
	struct py_yield { uint32_t def, node; } *yields;
	size_t yield_count, yield_cap;
	const struct py_source *source;
	const struct py_tokens *tokens;
	const struct py_names *names;
};

/*
 * Builds the tree of a token array (which is unchanged afterwards, but for more errors).
 * A statement that cannot be understood is left out, its function is marked
 * PY_D_BROKEN, the rest stands.
 */
void an_py_parse(const struct py_source *source, const struct py_names *names, struct py_tokens *tokens,
		 struct py_tree *tree);
void an_py_tree_free(struct py_tree *tree);

static inline const struct py_node *py_at(const struct py_tree *tree, uint32_t node)
{
	return &tree->nodes[node];
}
static inline uint32_t py_kid(const struct py_tree *tree, uint32_t node)
{
	return tree->nodes[node].kid;
}
static inline uint32_t py_next(const struct py_tree *tree, uint32_t node)
{
	return tree->nodes[node].next;
}
static inline enum py_node_kind py_kind(const struct py_tree *tree, uint32_t node)
{
	return (enum py_node_kind)tree->nodes[node].kind;
}
#define PY_EACH(tree, kid_, first) for (uint32_t kid_ = (first); kid_; kid_ = (tree)->nodes[kid_].next)

#endif
