/*
 * dump.c - tokens and tree as text, in the words of CPython's tokenize and ast.
 *
 * The tree is printed from the top without recursion: what is still to be
 * printed waits on a stack, with its depth.  Where our tree is flatter than
 * CPython's (operators of one level, elif), the nodes that CPython has between
 * are printed, too.
 */
#include "analyzer/analyzer.h"

#include <stdlib.h>
#include "analyzer/python/front_p.h"
#include "core/alloc.h"
#include "core/file.h"

static const char *token_name(const struct py_token *t, bool template)
{
	switch (t->kind) {
	case PY_END: return "ENDMARKER";
	case PY_NEWLINE: return "NEWLINE";
	case PY_INDENT: return "INDENT";
	case PY_DEDENT: return "DEDENT";
	case PY_NUMBER: return "NUMBER";
	case PY_STRING: return "STRING";
	case PY_FSTRING_START: return template ? "TSTRING_START" : "FSTRING_START";
	case PY_FSTRING_MIDDLE: return template ? "TSTRING_MIDDLE" : "FSTRING_MIDDLE";
	case PY_FSTRING_END: return template ? "TSTRING_END" : "FSTRING_END";
	default: return t->kind == PY_NAME || t->kind >= PY_FIRST_KEYWORD ? "NAME" : "OP";
	}
}

static void dump_tokens(const struct py_tokens *tokens, struct wr_buf *out)
{
	bool *templates = wr_calloc(tokens->n + 1, sizeof *templates);  /* of the f-strings that are open */
	size_t open = 0;

	for (size_t i = 0; i < tokens->n; i++) {
		const struct py_token *t = &tokens->items[i];

		if (t->kind == PY_FSTRING_START)
			templates[++open] = t->value & PY_STRING_TEMPLATE;
		wr_buf_printf(out, "%s %u %u\n", token_name(t, templates[open]), t->start, t->end);
		if (t->kind == PY_FSTRING_END && open)
			open--;
	}
	free(templates);
}

enum role { R_NODE, R_PATTERN, R_INTERPOLATION, R_ELIF };

struct item {
	uint32_t node;          /* of an elif: its test */
	uint32_t depth;
	uint32_t end;           /* of an elif: where the whole statement ends */
	enum role role;
};

struct dump {
	const struct py_tree *tree;
	struct wr_buf *out;
	struct item *items;     /* to be printed, the next one last */
	size_t n, cap;
};

static void later(struct dump *d, uint32_t node, uint32_t depth, enum role role)
{
	if (node)
		*WR_PUSH(d->items, d->n, d->cap) = (struct item){ .node = node, .depth = depth, .role = role };
}

static void later_all(struct dump *d, uint32_t first, uint32_t depth, enum role role)
{
	PY_EACH(d->tree, kid, first)
		later(d, kid, depth, role);
}

static void print(struct dump *d, uint32_t depth, const char *name, uint32_t start, uint32_t end)
{
	wr_buf_printf(d->out, "%u %s %u %u\n", depth, name, start, end);
}

/* The first token that begins at the offset or behind it. */
static const struct py_token *token_from(const struct dump *d, uint32_t offset)
{
	const struct py_token *items = d->tree->tokens->items;
	size_t low = 0, high = d->tree->tokens->n - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (items[middle].start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return &items[low];
}

/* Where an operand ends that another one follows: behind the parentheses around it. */
static uint32_t operand_end(const struct dump *d, uint32_t node)
{
	uint32_t end = py_at(d->tree, node)->end;

	for (const struct py_token *t = token_from(d, end); t->kind == PY_RPAREN; t++)
		end = t->end;
	return end;
}

/* a + b - c: CPython has a node for a + b inside that for all three. */
static void binary(struct dump *d, const struct py_node *n, uint32_t depth)
{
	uint32_t inner = depth, count = 0;

	PY_EACH(d->tree, kid, n->kid)
		count++;
	inner += count - 2;
	PY_EACH(d->tree, kid, n->kid) {
		bool first = kid == n->kid, last = !py_next(d->tree, kid);

		if (!first)
			print(d, inner, "BinOp", n->start, last ? n->end : operand_end(d, kid));
		later(d, kid, inner + 1, R_NODE);
		inner -= !first;
	}
}

/* (test, BLOCK)+, [BLOCK else] from `test` on. */
static void if_from(struct dump *d, uint32_t test, uint32_t depth, uint32_t start, uint32_t end)
{
	uint32_t block = py_next(d->tree, test), rest = py_next(d->tree, block);

	print(d, depth, "If", start, end);
	later(d, test, depth + 1, R_NODE);
	later(d, block, depth + 1, R_NODE);
	if (!rest)
		return;
	later(d, rest, depth + 1, R_NODE);
	if (py_kind(d->tree, rest) == PY_N_BLOCK)
		return;
	d->items[d->n - 1].role = R_ELIF;
	d->items[d->n - 1].end = end;
}

static void elif(struct dump *d, const struct item *item)
{
	const struct py_token *t = token_from(d, py_at(d->tree, item->node)->start);

	while (t->kind != PY_ELIF)      /* back over the test's parentheses */
		t--;
	if_from(d, item->node, item->depth, t->start, item->end);
}

static void definition(struct dump *d, const struct py_def *def, uint32_t depth)
{
	later_all(d, def->decorators, depth, R_NODE);
	later_all(d, def->type_parameters, depth, R_NODE);
	later_all(d, def->parameters, depth, R_NODE);
	later(d, def->returns, depth, R_NODE);
	later(d, def->body, depth, R_NODE);
}

static void parameter(struct dump *d, const struct py_node *n, uint32_t depth)
{
	uint32_t annotation = n->flags & PY_F_ANNOTATION ? n->kid : 0;
	uint32_t value = annotation ? py_next(d->tree, annotation) : n->kid;

	print(d, depth, "arg", n->start, n->end);
	later(d, annotation, depth + 1, R_NODE);
	later(d, value, depth, R_NODE);
}

static void case_block(struct dump *d, const struct py_node *n, uint32_t depth)
{
	later(d, n->kid, depth, R_PATTERN);
	later_all(d, py_next(d->tree, n->kid), depth, R_NODE);
}

/* A pattern: a value's own node stands inside that of the pattern. */
static void pattern(struct dump *d, uint32_t node, uint32_t depth)
{
	const struct py_node *n = py_at(d->tree, node);
	static const char *const names[PY_NODE_KINDS] = {
		[PY_N_NAME] = "MatchAs", [PY_N_WILDCARD] = "MatchAs", [PY_N_AS_PATTERN] = "MatchAs",
		[PY_N_OR_PATTERN] = "MatchOr", [PY_N_SEQUENCE_PATTERN] = "MatchSequence",
		[PY_N_STAR_PATTERN] = "MatchStar", [PY_N_CONSTANT] = "MatchSingleton",
		[PY_N_MAPPING_PATTERN] = "MatchMapping", [PY_N_CLASS_PATTERN] = "MatchClass",
	};
	bool key = true;

	if (n->kind == PY_N_KEYWORD) {
		later(d, n->kid, depth, R_PATTERN);
		return;
	}
	if (n->kind == PY_N_MISSING)
		return;
	print(d, depth, names[n->kind] ? names[n->kind] : "MatchValue", n->start, n->end);
	switch (n->kind) {
	case PY_N_CONSTANT: case PY_N_NAME: break;
	case PY_N_CLASS_PATTERN:
		later(d, n->kid, depth + 1, R_NODE);
		later_all(d, py_next(d->tree, n->kid), depth + 1, R_PATTERN);
		break;
	case PY_N_MAPPING_PATTERN:
		PY_EACH(d->tree, kid, n->kid) {
			if (py_kind(d->tree, kid) == PY_N_STAR_PATTERN)
				continue;
			later(d, kid, depth + 1, key ? R_NODE : R_PATTERN);
			key = !key;
		}
		break;
	default:
		if (names[n->kind])
			later_all(d, n->kid, depth + 1, R_PATTERN);
		else
			later(d, node, depth + 1, R_NODE);
	}
}

/* The name of the node's class in ast; NULL if CPython has no node, or one without a place. */
static const char *ast_name(const struct py_tree *tree, const struct py_node *n)
{
	static const char *const names[PY_NODE_KINDS] = {
		[PY_N_FUNCTION] = "FunctionDef", [PY_N_CLASS] = "ClassDef", [PY_N_RETURN] = "Return",
		[PY_N_DELETE] = "Delete", [PY_N_ASSIGN] = "Assign", [PY_N_AUGMENT] = "AugAssign",
		[PY_N_ANNOTATE] = "AnnAssign", [PY_N_TYPE_ALIAS] = "TypeAlias", [PY_N_FOR] = "For",
		[PY_N_WHILE] = "While", [PY_N_WITH] = "With", [PY_N_MATCH] = "Match", [PY_N_TRY] = "Try",
		[PY_N_HANDLER] = "ExceptHandler", [PY_N_RAISE] = "Raise", [PY_N_ASSERT] = "Assert",
		[PY_N_IMPORT] = "Import", [PY_N_IMPORT_FROM] = "ImportFrom", [PY_N_ALIAS] = "alias",
		[PY_N_GLOBAL] = "Global", [PY_N_NONLOCAL] = "Nonlocal", [PY_N_EXPRESSION] = "Expr",
		[PY_N_PASS] = "Pass", [PY_N_BREAK] = "Break", [PY_N_CONTINUE] = "Continue",
		[PY_N_NAME] = "Name", [PY_N_NUMBER] = "Constant", [PY_N_STRING] = "Constant",
		[PY_N_FSTRING] = "JoinedStr", [PY_N_FIELD] = "FormattedValue", [PY_N_CONSTANT] = "Constant",
		[PY_N_BOOLEAN] = "BoolOp", [PY_N_NOT] = "UnaryOp", [PY_N_UNARY] = "UnaryOp",
		[PY_N_COMPARE] = "Compare", [PY_N_CONDITIONAL] = "IfExp", [PY_N_LAMBDA] = "Lambda",
		[PY_N_WALRUS] = "NamedExpr", [PY_N_AWAIT] = "Await", [PY_N_YIELD] = "Yield",
		[PY_N_YIELD_FROM] = "YieldFrom", [PY_N_CALL] = "Call", [PY_N_KEYWORD] = "keyword",
		[PY_N_ATTRIBUTE] = "Attribute", [PY_N_SUBSCRIPT] = "Subscript", [PY_N_SLICE] = "Slice",
		[PY_N_STARRED] = "Starred", [PY_N_TUPLE] = "Tuple", [PY_N_LIST] = "List", [PY_N_SET] = "Set",
		[PY_N_DICT] = "Dict", [PY_N_LIST_COMPREHENSION] = "ListComp",
		[PY_N_SET_COMPREHENSION] = "SetComp", [PY_N_DICT_COMPREHENSION] = "DictComp",
		[PY_N_GENERATOR] = "GeneratorExp", [PY_N_TYPE_PARAMETER] = "TypeVar",
	};
	bool async = n->flags & PY_F_ASYNC;

	switch (n->kind) {
	case PY_N_FUNCTION: return tree->defs[n->value].flags & PY_D_ASYNC ? "AsyncFunctionDef" : names[n->kind];
	case PY_N_FOR: return async ? "AsyncFor" : names[n->kind];
	case PY_N_WITH: return async ? "AsyncWith" : names[n->kind];
	case PY_N_FSTRING: return n->flags & PY_F_TEMPLATE ? "TemplateStr" : names[n->kind];
	case PY_N_TYPE_PARAMETER: return n->flags & PY_F_STAR		? "TypeVarTuple"
					 : n->flags & PY_F_DOUBLE_STAR	? "ParamSpec"
									: names[n->kind];
	default: return names[n->kind];
	}
}

static bool is_star_try(const struct py_tree *tree, const struct py_node *n)
{
	PY_EACH(tree, kid, n->kid) {
		if (py_kind(tree, kid) == PY_N_HANDLER)
			return py_at(tree, kid)->flags & PY_F_STAR;
	}
	return false;
}

static void node(struct dump *d, const struct item *item)
{
	const struct py_node *n = py_at(d->tree, item->node);
	const char *name = ast_name(d->tree, n);
	uint32_t inner = item->depth + (name != NULL);
	bool template = n->kind == PY_N_FSTRING && n->flags & PY_F_TEMPLATE;

	if (n->kind == PY_N_TRY && is_star_try(d->tree, n))
		name = "TryStar";
	if (item->role == R_INTERPOLATION && n->kind == PY_N_FIELD)
		name = "Interpolation";
	if (name)
		print(d, item->depth, name, n->start, n->end);
	switch (n->kind) {
	case PY_N_FUNCTION: case PY_N_CLASS: case PY_N_LAMBDA:
		definition(d, &d->tree->defs[n->value], inner);
		break;
	case PY_N_IF: if_from(d, n->kid, item->depth, n->start, n->end); break;
	case PY_N_BINARY: binary(d, n, item->depth); break;
	case PY_N_PARAMETER: parameter(d, n, item->depth); break;
	case PY_N_CASE: case_block(d, n, item->depth); break;
	case PY_N_ALIAS: case PY_N_DOTTED: case PY_N_GLOBAL: case PY_N_NONLOCAL: break;
	default: later_all(d, n->kid, inner, template ? R_INTERPOLATION : R_NODE);
	}
}

/* What was put on the stack since `from` is to be printed in the order in which it was put there. */
static void in_order(struct dump *d, size_t from)
{
	for (size_t i = from, j = d->n; i + 1 < j; i++) {
		struct item x = d->items[i];

		d->items[i] = d->items[--j];
		d->items[j] = x;
	}
}

static void dump_tree(const struct py_tree *tree, struct wr_buf *out)
{
	struct dump d = { .tree = tree, .out = out };

	later(&d, tree->defs[0].body, 0, R_NODE);
	while (d.n) {
		struct item item = d.items[--d.n];
		size_t from = d.n;

		switch (item.role) {
		case R_PATTERN: pattern(&d, item.node, item.depth); break;
		case R_ELIF: elif(&d, &item); break;
		default: node(&d, &item);
		}
		in_order(&d, from);
	}
	free(d.items);
}

int an_dump_python(const char *path, enum an_dump what, struct wr_buf *out, struct wr_err *err)
{
	static const char padding[PY_PADDING];
	struct py_front *f = an_py_front_new();
	int bad = wr_file_read(path, PY_SOURCE_MAX, &f->bytes, err);
	size_t n = f->bytes.len;

	if (!bad) {
		wr_buf_add(&f->bytes, padding, sizeof padding);
		an_py_source_set(&f->source, f->bytes.data, n);
		an_py_names_reset(&f->names);
		an_py_tokenize(&f->source, &f->names, &f->tokens);
		if (what == AN_DUMP_TOKENS) {
			dump_tokens(&f->tokens, out);
		} else {
			an_py_parse(&f->source, &f->names, &f->tokens, &f->tree);
			dump_tree(&f->tree, out);
		}
	}
	an_py_front_free(f);
	return bad;
}
