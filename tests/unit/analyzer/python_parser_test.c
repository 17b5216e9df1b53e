/* The parser: the grammar of Python 3.8 to 3.14, and how it goes on after mistakes. */
#include "tests/unit/analyzer/python_read.h"

static const struct py_tree *parse(const char *text)
{
	return parse_bytes(text, strlen(text));
}

static size_t errors(void)
{
	return front->tokens.errors.n;
}

static unsigned count(const struct py_tree *tree, enum py_node_kind kind)
{
	unsigned n = 0;

	for (uint32_t i = 1; i < tree->n; i++)
		n += tree->nodes[i].kind == kind;
	return n;
}

/* The first node of a kind. */
static uint32_t first(const struct py_tree *tree, enum py_node_kind kind)
{
	for (uint32_t i = 1; i < tree->n; i++) {
		if (tree->nodes[i].kind == kind)
			return i;
	}
	fail_msg("no node of kind %d", (int)kind);
	return 0;
}

static unsigned kids(const struct py_tree *tree, uint32_t node)
{
	unsigned n = 0;

	PY_EACH(tree, kid, py_kid(tree, node))
		n++;
	return n;
}

static const char *source_of(const struct py_tree *tree, uint32_t node)
{
	static char text[200];
	const struct py_node *n = py_at(tree, node);

	snprintf(text, sizeof text, "%.*s", (int)(n->end - n->start), tree->source->text + n->start);
	return text;
}

TEST(grammar_of_all_versions_is_taken)
{
	static const char *const sources[] = {
		/* statements */
		"x = y = 1\nx: int = 2\nx: list[int]\nx += 1; y **= 2; z //= 3; a @= b; c >>= 1\n",
		"del x, y[0], (z)\nassert x, 'm'\nraise E from e\nraise\nglobal a, b\npass\n",
		"import a, b.c as d\nfrom . import x\nfrom ...a.b import (c, d as e,)\nfrom a import *\n",
		"if a: b\nelif c: d\nelif e: f\nelse: g\n",
		"while a:\n  break\nelse:\n  continue\n",
		"for x, *y in a, *b:\n  pass\nelse:\n  pass\n",
		"try: a\nexcept: b\n", "try: a\nfinally: b\n",
		"try: a\nexcept E as e: b\nexcept (F, G): c\nelse: d\nfinally: e\n",
		"try: a\nexcept* E as e: b\n",                                     /* PEP 654 */
		"try: a\nexcept A, B: c\n",                                        /* PEP 758 */
		"with a as b, c: pass\nwith (a as b, c as d,): pass\nwith (a, b): pass\nwith (a): pass\n",
		"with (yield): pass\nwith (a, b) as c: pass\nwith (a).b() as c: pass\nwith open(a) as f, \\\n g: pass\n",
		"def f(a, /, b: int = 1, *args: *Ts, c=2, d, **kw: str) -> int: return a\n",
		"def f(*, a): pass\ndef g(a, b=1, /): yield\ndef h(): x = yield from y\n",
		"async def f():\n  async for x in y: pass\n  async with a as b: pass\n  await c\n"
		"  return [x async for x in y if await z]\n",
		"@a.b(c)\n@(lambda f: f)\n@x[0].y\nclass A(B, metaclass=C, **kw):\n  x = 1\n  def f(self): pass\n",
		"class A[T: int, *Ts, **P]: pass\ndef f[T: (int, str) = int, *Ts = *U](x: T): pass\n", /* PEP 695, 696 */
		"type X[T] = list[T]\ntype = 1\ntype(x)\ntype.x = 2\n",
		"match x:\n  case 1 | -2.5 | 1+2j | 'a' 'b' | None: pass\n  case [a, *_, b] | (c, *d): pass\n"
		"  case {'k': v, **rest}: pass\n  case A(x, y=1) as z if z: pass\n  case a.b: pass\n"
		"  case a, b: pass\n  case *a, b: pass\n  case (x): pass\n  case (): pass\n  case _: pass\n",
		"match = 1\nmatch(x)\nmatch[x]: int\nmatch.a\nmatch * x\ncase = 2\nprint(match, case)\n",
		"match x, y:\n  case _: pass\nmatch (x):\n  case _: pass\nmatch -x:\n  case _: pass\n",
		"return\nreturn *a, b\nx = *a, *b\nx = yield\nx = yield a, b\n",
		"nonlocal x\nx = a if b else c if d else e\nlambda: (yield)\nlambda *a, b=1, **c: a\n",
		/* expressions */
		"a or b and not c in d is not e not in f < g\n", "x = (y := 1)\nf(a := 1)\na[b := 0]\n{c := 1}\n",
		"-a ** -b\n+~a\nawait_ = 1\n(await_)\na @ b % c // d << e >> f & g ^ h | i\n",
		"a[1:2, ::3, ...]\na[:]\na[*b]\na[b, *c]\na[lambda: 1:2]\n",                /* PEP 646 */
		"f(*a, b, *c, d=e, **g, h=i)\nf(x for x in y)\nf(a, (x for x in y), b=1)\n",
		"{}\n{1}\n{1, *a}\n{1: 2, **a}\n[]\n[*a]\n()\n(a,)\n(a, *b)\n",
		"[x for x in y for z in x if a if b]\n{x: y for x, y in z}\n{*x for x in y}\n(x async for x in y)\n",
		"f'{a}{b!r:>{c}}{d=}' 'e' f\"{'f'}\"\nt'{a}' t'{b!s}'\nb'a' b'b'\nr'\\d' u'x'\n",
		"print(*a, sep='')\nprint\nexec(a)\nprint >> f\n", "1 .real\n1..real\n0xfor x\n"
	};

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		parse(sources[i]);
		if (errors() && i != sizeof sources / sizeof *sources - 1)
			fail_msg("%s at %u in %s", front->tokens.errors.items[0].message,
				 front->tokens.errors.items[0].at, sources[i]);
	}
}

TEST(what_is_no_python_is_a_mistake)
{
	static const char *const sources[] = {
		"if a\n  b\n", "x = \n", "f(\n", "def f(:\n  pass\n", "a b\n", "for x y:\n  pass\n", "class\n", "1 +\n",
		"try: a\nb\n", "else: a\n", "x = [1, 2\n", "@a\nx = 1\n", "import\n", "from x\n", "if a:\nb\n",
		"  a\n", "return return\n", "with : a\n", "lambda x\n", "def f()\n  pass\n", "f(a b)\n", "{1: 2, 3}\n",
		"async x\n", "match x:\n  case 1: a\n  b\n", "f'{}'\n", "f'{a b}'\n", "a = 5 = \n", "x..y\n",
	};

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		parse(sources[i]);
		if (!errors())
			fail_msg("taken: %s", sources[i]);
	}
}

TEST(operators_of_one_level_are_one_node)
{
	const struct py_tree *tree = parse("x = a + b * c - d\n");
	uint32_t term = first(tree, PY_N_BINARY), sum = term + 1;

	CHECK_STR(source_of(tree, term), "b * c");
	while (py_kind(tree, sum) != PY_N_BINARY)
		sum++;
	CHECK_STR(source_of(tree, sum), "a + b * c - d");
	CHECK_EQ("operands of the sum", kids(tree, sum), 3);
	CHECK_EQ("the operator before d", tree->nodes[py_next(tree, term)].operator, PY_MINUS);
	tree = parse("a < b <= c is not d not in e");
	CHECK_EQ("operands", kids(tree, first(tree, PY_N_COMPARE)), 5);
	CHECK_EQ("one comparison", count(tree, PY_N_COMPARE), 1);
	tree = parse("a or b or c and d");
	CHECK_EQ("or and and", count(tree, PY_N_BOOLEAN), 2);
}

TEST(power_binds_to_the_right_and_tighter_than_the_sign)
{
	const struct py_tree *tree = parse("-a ** b ** c");

	CHECK_STR(source_of(tree, first(tree, PY_N_BINARY)), "b ** c");
	CHECK_STR(source_of(tree, first(tree, PY_N_UNARY)), "-a ** b ** c");
}

TEST(chains_nest_to_the_left)
{
	const struct py_tree *tree = parse("a.b(c)[d].e");
	uint32_t top = py_kid(tree, first(tree, PY_N_EXPRESSION));

	CHECK_EQ("kind", py_kind(tree, top), PY_N_ATTRIBUTE);
	CHECK_STR(source_of(tree, py_kid(tree, top)), "a.b(c)[d]");
	CHECK_STR(source_of(tree, py_kid(tree, py_kid(tree, top))), "a.b(c)");
}

TEST(spans_of_statements_and_functions)
{
	const struct py_tree *tree = parse("@d\ndef f(x):\n  if x:\n    return 1\n\n# after\n@e\nasync def g(): pass; \n");
	const struct py_def *f = &tree->defs[1], *g = &tree->defs[2];

	CHECK_EQ("f begins at def", f->start, 3);
	CHECK_EQ("f ends behind its last statement", f->end, 33);
	CHECK_EQ("its name", f->name_start, 7);
	CHECK_EQ("its name's end", f->name_end, 8);
	CHECK_EQ("g begins at async", g->start, 46);
	CHECK_EQ("async", g->flags & PY_D_ASYNC, PY_D_ASYNC);
	CHECK_STR(source_of(tree, first(tree, PY_N_IF)), "if x:\n    return 1");
}

TEST(elif_does_not_nest)
{
	const struct py_tree *tree = parse("if a: b\nelif c: d\nelif e: f\nelse: g\n");

	CHECK_EQ("one statement", count(tree, PY_N_IF), 1);
	CHECK_EQ("three tests, four blocks", kids(tree, first(tree, PY_N_IF)), 7);
}

static unsigned with_items(const char *text)
{
	const struct py_tree *tree = parse(text);

	return kids(tree, first(tree, PY_N_WITH)) - 1;  /* without the block */
}

TEST(with_items_in_parentheses)
{
	CHECK_EQ("(a as b, c)", with_items("with (a as b, c): pass\n"), 2);
	CHECK_EQ("(a, b)", with_items("with (a, b): pass\n"), 2);
	CHECK_EQ("(a, b) as c", with_items("with (a, b) as c: pass\n"), 1);
	CHECK_EQ("(a)", with_items("with (a): pass\n"), 1);
}

TEST(match_is_a_statement_only_where_one_stands)
{
	CHECK_EQ("statement", count(parse("match (x):\n  case _: pass\n"), PY_N_MATCH), 1);
	CHECK_EQ("call", count(parse("match(x)\n"), PY_N_MATCH), 0);
	CHECK_EQ("captures", count(parse("match x:\n  case [a, b]: pass\n"), PY_N_SEQUENCE_PATTERN), 1);
}

TEST(generators_are_marked)
{
	const struct py_tree *tree = parse("def f():\n  def g(): return 1\n  yield\nh = lambda: (yield)\n");

	CHECK_EQ("f", tree->defs[1].flags & PY_D_GENERATOR, PY_D_GENERATOR);
	CHECK_EQ("g", tree->defs[2].flags & PY_D_GENERATOR, 0);
	CHECK_EQ("the lambda", tree->defs[3].flags & PY_D_GENERATOR, PY_D_GENERATOR);
}

/* Flags and places of the defs after a mistake. */
static void check_def(const struct py_tree *tree, uint32_t def, const char *text, bool broken)
{
	const struct py_def *d = &tree->defs[def];

	if (def >= tree->def_count)
		fail_msg("there are %zu defs", tree->def_count);
	CHECK_EQ(text, !!(d->flags & PY_D_BROKEN), broken);
	assert_memory_equal(tree->source->text + d->start, text, strlen(text));
}

TEST(a_mistake_breaks_its_function_alone)
{
	const struct py_tree *tree = parse("def f():\n  x = (1\n  return x\ndef g():\n  y = 1 2\n  def h(): pass\n"
					   "  return y\n@d\nclass C:\n  def m(self): pass\n");

	CHECK_EQ("defs", tree->def_count, 6);
	check_def(tree, 1, "def f", true);
	check_def(tree, 2, "def g", true);
	check_def(tree, 3, "def h", false);
	check_def(tree, 4, "class C", false);
	check_def(tree, 5, "def m", false);
	CHECK_EQ("the top level", tree->defs[0].flags & PY_D_BROKEN, 0);
	CHECK_EQ("what is around the mistake stays", count(tree, PY_N_RETURN), 2);
	CHECK_EQ("the decorator, too", tree->defs[4].decorators != 0, true);
}

TEST(broken_headers_keep_their_blocks)
{
	const struct py_tree *tree = parse("class A(B:\n  def f(self): pass\n  def g(self) pass\ndef h(\n  x):\n  return x\n"
					   "for x in\n  y = 1\nif x\n  def i(): pass\nelse:\n  z = 2\n");

	CHECK_EQ("defs", tree->def_count, 6);
	check_def(tree, 2, "def f", false);
	check_def(tree, 3, "def g", true);
	check_def(tree, 4, "def h", false);
	check_def(tree, 5, "def i", false);
	CHECK_EQ("the class is part of the top level", tree->defs[0].flags & PY_D_BROKEN, PY_D_BROKEN);
	CHECK_EQ("assignments", count(tree, PY_N_ASSIGN), 2);
}

TEST(a_broken_decorator_loses_itself_alone)
{
	const struct py_tree *tree = parse("@a(\ndef f(): pass\n@b c,\n    d)\n@e\ndef g(): pass\n");

	CHECK_EQ("defs", tree->def_count, 3);
	check_def(tree, 1, "def f", false);
	check_def(tree, 2, "def g", false);
}

TEST(python_2_is_read_and_said)
{
	static const char *const sources[] = {
		"print 'a', b\n", "print >>f, 'a'\n", "exec code in d\n", "raise E, 'm'\n",
		"try: a\nexcept E, e: b\n", "def f(a, (b, c)): pass\n", "print `x`\n", "x = 0777\n", "if a <> b: pass\n"
	};

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		parse(sources[i]);
		if (!front->tokens.python2 || errors())
			fail_msg("%s: %s", sources[i], errors() ? front->tokens.errors.items[0].message : "not said");
	}
	parse("print(x)\nprint -1\nprint [0]\nprint.x\nexec\nprint not in x\n");
	CHECK_EQ("valid in Python 3", front->tokens.python2, 0);
}
