/* The emitter: functions, loops, operations, writes and diagnostics of small sources. */
#include "core/model.h"
#include "tests/unit/analyzer/python_read.h"

static const struct an_loop *loop_at(const an_unit *u, an_id i)
{
	if (i >= an_unit_count(u, AN_LOOPS))
		fail_msg("there are %u loops", loop_count(u));
	return an_loop_at(u, i);
}

static void check_span(const char *what, struct an_span s, unsigned line, unsigned column, unsigned end_line,
		       unsigned end_column)
{
	CHECK_EQ(what, s.line, line);
	CHECK_EQ(what, s.column, column);
	CHECK_EQ(what, s.end_line, end_line);
	CHECK_EQ(what, s.end_column, end_column);
}

TEST(functions_have_keys_parameters_and_places)
{
	const an_unit *u = PYTHON("def f(a, /, b=1, *c, d, **e):\n  def g(x): return lambda y: y\n\n"
				  "class C:\n  @property\n  async def m(self): yield\n  @m.setter\n  def m(self, v): pass\n");
	const struct an_function *f = an_function_at(u, find_function(u, "shop.f"));
	const struct an_function *g = an_function_at(u, find_function(u, "shop.f.g"));
	const struct an_function *m = an_function_at(u, find_function(u, "shop.C.m"));
	const struct an_function *lambda = an_function_at(u, find_function(u, ""));

	CHECK_EQ("with the module", an_unit_count(u, AN_FUNCTIONS) - 1, 6);
	CHECK_EQ("the module is first", an_function_at(u, 1)->flags, AN_FN_MODULE);
	CHECK_TEXT(u, an_function_at(u, 1)->name, "shop");
	CHECK_TEXT(u, f->key, "shop.f");
	CHECK_EQ("parameters", f->param_count, 5);
	CHECK_STR(symbol_name(u, f->first_param), "a");
	CHECK_STR(symbol_name(u, f->first_param + 4), "e");
	CHECK_EQ("a parameter", an_symbol_at(u, f->first_param + 2)->kind, AN_PARAMETER);
	check_span("f", f->span, 1, 1, 2, 31);
	check_span("its name", f->head, 1, 5, 1, 6);
	CHECK_TEXT(u, g->key, "shop.f.<locals>.g");
	CHECK_EQ("inside f", g->parent, find_function(u, "shop.f"));
	CHECK_EQ("lambda", lambda->flags, AN_FN_LAMBDA);
	CHECK_EQ("inside g", lambda->parent, find_function(u, "shop.f.g"));
	CHECK_EQ("m", m->flags, AN_FN_METHOD | AN_FN_ASYNC | AN_FN_GENERATOR);
	check_span("m without its decorator", m->span, 6, 3, 6, 27);
	CHECK_TEXT(u, an_function_at(u, find_function(u, "shop.C.m.setter"))->key, "shop.C.m.setter");
}

TEST(memoized_functions)
{
	const an_unit *u = PYTHON("import functools\n@functools.lru_cache(maxsize=None)\ndef a(): pass\n@cache\ndef b(): pass\n"
				  "class C:\n  @cached_property\n  def c(self): pass\n@wraps(a)\ndef d(): pass\n");

	CHECK_EQ("a", an_function_at(u, find_function(u, "shop.a"))->flags, AN_FN_MEMOIZED | AN_FN_KEEPS_ALL);
	CHECK_EQ("b", an_function_at(u, find_function(u, "shop.b"))->flags, AN_FN_MEMOIZED);
	CHECK_EQ("c", an_function_at(u, find_function(u, "shop.C.c"))->flags, AN_FN_MEMOIZED | AN_FN_METHOD);
	CHECK_EQ("d", an_function_at(u, find_function(u, "shop.d"))->flags, 0);
}

/* The n-th saving of the kind, counted from 1; NULL if there are fewer. */
static const struct an_saving *find_saving(const an_unit *u, enum an_saving_kind kind, unsigned n)
{
	for (an_id i = 1; i < an_unit_count(u, AN_SAVINGS); i++) {
		if (an_saving_at(u, i)->kind == kind && !--n)
			return an_saving_at(u, i);
	}
	return NULL;
}

TEST(loops_that_only_compute)
{
	const an_unit *u = PYTHON("import numpy as np\n"
				  "def f(n, w):\n"
				  "  x = np.zeros(n)\n"
				  "  for i in range(n):\n    x[i] = w[i] * 2\n"
				  "  for i in range(1, n):\n    x[i] = x[i - 1] * 2\n"
				  "  for i in range(n):\n    x[i] = g(i) * 2\n");
	const struct an_saving *vector = find_saving(u, AN_SAVE_VECTOR, 1), *scalar = find_saving(u, AN_SAVE_SCALAR, 1);

	CHECK(vector && scalar);
	CHECK_EQ("each turn for itself", vector->span.line, 4);
	CHECK_TEXT(u, vector->text, "numpy.ndarray");
	CHECK_EQ("needs the turn before", scalar->span.line, 6);
	CHECK(!find_saving(u, AN_SAVE_VECTOR, 2) && !find_saving(u, AN_SAVE_SCALAR, 2));
	u = PYTHON("def f(n, x):\n  for i in range(n):\n    x[i] = x[i] * 2\n");
	CHECK(!find_saving(u, AN_SAVE_VECTOR, 1));      /* no arrays in the file */
}

/* The flags of the n-th branch, and whether it has a use. */
static unsigned branch_flags(const an_unit *u, unsigned n, bool *used)
{
	for (an_id i = 1; i < an_unit_count(u, AN_MARKS); i++) {
		const struct an_mark *m = an_mark_at(u, i);

		if (m->kind == AN_MARK_BRANCH && !--n) {
			*used = m->use_count;
			return m->flags;
		}
	}
	return 99;
}

TEST(locals_that_are_only_asked)
{
	const an_unit *u = PYTHON("def f():\n  a = g()\n  b = g()\n"
				  "  if a: pass\n  if not a: pass\n  if b: pass\n  if g(): pass\n  if a > 1: pass\n"
				  "  return b\n"
				  "def h():\n  a = g()\n  if not a: a.save()\n");
	bool used;

	/* a > 1 is more than a question for its truth. */
	CHECK_EQ("if a", branch_flags(u, 1, &used), 0);
	CHECK_EQ("if b, which is returned", branch_flags(u, 3, &used), 0);
	CHECK_EQ("if g()", branch_flags(u, 4, &used), AN_MARK_THERE);
	CHECK(!used);
	CHECK_EQ("if not a", branch_flags(u, 6, &used), AN_MARK_ABSENT);
	CHECK(used);
}

TEST(test_code_is_marked)
{
	static const char source[] = "def test_a(): pass\ndef b(): pass\nclass TestC:\n  def d(self): pass\n"
				     "class E(unittest.TestCase):\n  def f(self): pass\n";
	const an_unit *u = PYTHON(source);

	CHECK_EQ("test_a", an_function_at(u, find_function(u, "shop.test_a"))->flags & AN_FN_TEST, AN_FN_TEST);
	CHECK_EQ("b", an_function_at(u, find_function(u, "shop.b"))->flags & AN_FN_TEST, 0);
	CHECK_EQ("TestC.d", an_function_at(u, find_function(u, "shop.TestC.d"))->flags & AN_FN_TEST, AN_FN_TEST);
	CHECK_EQ("E.f", an_function_at(u, find_function(u, "shop.E.f"))->flags & AN_FN_TEST, AN_FN_TEST);
	u = read_bytes("app/tests/shop.py", source, sizeof source - 1);
	CHECK_EQ("in a test folder", an_function_at(u, find_function(u, "shop.b"))->flags & AN_FN_TEST, AN_FN_TEST);
}

TEST(what_for_loops_walk)
{
	const an_unit *u = PYTHON("def f(self, rows):\n"
				  "  for row in rows: pass\n"
				  "  for i, x in enumerate(sorted(self.items)):\n    pass\n  else:\n    g()\n"
				  "  for k in rows.items(): pass\n"
				  "  for n in range(len(rows)): pass\n"
				  "  for y in h(rows): pass\n");

	CHECK_EQ("loops", loop_count(u), 5);
	CHECK_EQ("kind", loop_at(u, 1)->kind, AN_FOR);
	CHECK_STR(symbol_name(u, loop_at(u, 1)->iterated), "rows");
	CHECK_STR(symbol_name(u, loop_at(u, 1)->variable), "row");
	CHECK_TEXT(u, loop_at(u, 1)->over, "rows");
	check_span("loop", loop_at(u, 1)->span, 2, 3, 2, 24);
	check_span("header", loop_at(u, 1)->header, 2, 3, 2, 18);
	CHECK_STR(symbol_name(u, loop_at(u, 2)->iterated), "self.items");
	CHECK_STR(symbol_name(u, loop_at(u, 2)->variable), "x");
	CHECK_TEXT(u, loop_at(u, 2)->over, "enumerate(sorted(self.items))");
	CHECK_EQ("sorted() is called once", call_of(u, "sorted")->loop, 0);
	CHECK_EQ("else is not repeated", call_of(u, "g")->loop, 0);
	CHECK_STR(symbol_name(u, loop_at(u, 3)->iterated), "rows");
	CHECK_STR(symbol_name(u, loop_at(u, 4)->iterated), "rows");
	CHECK_EQ("a result is no symbol", loop_at(u, 5)->iterated, 0);
}

TEST(trip_counts_that_the_source_fixes)
{
	static const struct { const char *over; uint32_t trip, small, flags; } loops[] = {
		{ "range(5)", 5, 1, 0 }, { "range(2, 11, 3)", 3, 1, 0 }, { "range(10, 0, -2)", 5, 1, 0 },
		{ "range(N)", 7, 1, 0 }, { "range(1000)", 1000, 0, 0 }, { "range(n)", 0, 0, 0 },
		{ "(1, 2, 3)", 3, 1, 0 }, { "enumerate(['a', 'b'])", 2, 1, 0 }, { "{1: 2, 3: 4}.items()", 2, 1, 0 },
		{ "[*n, 1]", 0, 0, 0 }, { "range(0)", 0, 0, 0 }, { "range(max_retries)", 0, 0, AN_LOOP_RETRY },
		{ "range(n + 1, 10)", 0, 0, AN_LOOP_ONWARD },
	};

	for (size_t i = 0; i < sizeof loops / sizeof *loops; i++) {
		char source[200];
		const an_unit *u;

		snprintf(source, sizeof source, "N = 7\ndef f(n, max_retries):\n  for x in %s: pass\n", loops[i].over);
		u = PYTHON(source);
		CHECK_EQ(loops[i].over, loop_at(u, 1)->trip, loops[i].trip);
		CHECK_EQ(loops[i].over, loop_at(u, 1)->small, loops[i].small);
		CHECK_EQ(loops[i].over, loop_at(u, 1)->flags, loops[i].flags);
	}
}

TEST(small_containers_are_small_until_they_grow)
{
	const an_unit *u = PYTHON("A = ['x', 'y']\nB = [1]\nC = (1, 2)\ndef f(x):\n  B.append(x)\n  for y in A: pass\n");

	CHECK_EQ("A", symbol_of(u, "A")->small, 1);
	CHECK_EQ("B", symbol_of(u, "B")->small, 0);
	CHECK_EQ("C", symbol_of(u, "C") != NULL, 1);
}

TEST(while_loops)
{
	const an_unit *u = PYTHON("def f(n, xs, low, high):\n"
				  "  while n > g(): h()\n  else: i()\n"
				  "  while True:\n    if n: break\n    j()\n"
				  "  while n:\n    n //= 2\n"
				  "  while low < high:\n    mid = (low + high) // 2\n    if xs[mid]: low = mid + 1\n    else: high = mid\n");

	CHECK_EQ("kind", loop_at(u, 1)->kind, AN_WHILE);
	CHECK_TEXT(u, loop_at(u, 1)->over, "n > g()");
	CHECK_EQ("the condition", call_of(u, "g")->flags & AN_OP_IN_CONDITION, AN_OP_IN_CONDITION);
	CHECK_EQ("is in the loop", call_of(u, "g")->loop, 1);
	CHECK_EQ("the body", call_of(u, "h")->loop, 1);
	CHECK_EQ("is no condition", call_of(u, "h")->flags & AN_OP_IN_CONDITION, 0);
	CHECK_EQ("else", call_of(u, "i")->loop, 0);
	CHECK_EQ("forever", loop_at(u, 2)->flags, AN_LOOP_FOREVER);
	CHECK_EQ("halving", loop_at(u, 3)->flags, AN_LOOP_HALVING);
	CHECK_EQ("bisection", loop_at(u, 4)->flags, AN_LOOP_HALVING);
}

TEST(comprehensions_are_loops_per_clause)
{
	const an_unit *u = PYTHON("def f(xs):\n  return [g(x, y) for x in h(xs) if i(x) for y in j(x) if k(y)]\n");

	CHECK_EQ("loops", loop_count(u), 2);
	CHECK_EQ("kind", loop_at(u, 1)->kind, AN_COMPREHENSION);
	CHECK_EQ("the second is in the first", loop_at(u, 2)->parent, 1);
	CHECK_EQ("h is called once", call_of(u, "h")->loop, 0);
	CHECK_EQ("i for each x", call_of(u, "i")->loop, 1);
	CHECK_EQ("j for each x", call_of(u, "j")->loop, 1);
	CHECK_EQ("if the condition holds", call_of(u, "j")->flags, AN_OP_GUARDED);
	CHECK_EQ("k for each y", call_of(u, "k")->loop, 2);
	CHECK_EQ("g for each y", call_of(u, "g")->loop, 2);
	CHECK_EQ("x is no variable of f behind it", arg_of(u, call_of(u, "g"), 0)->use_count, 1);
}

TEST(inner_variables_are_nothing_outside)
{
	const an_unit *u = PYTHON("def f(xs, ys):\n  g([x for x in xs if x in ys])\n");
	const struct an_arg *arg = arg_of(u, call_of(u, "g"), 0);

	CHECK_EQ("xs and ys", arg->use_count, 2);
	CHECK_STR(symbol_name(u, an_use_at(u, arg->first_use)), "xs");
	CHECK_STR(symbol_name(u, an_use_at(u, arg->first_use + 1)), "ys");
}

TEST(functions_called_for_each_element_are_loops)
{
	const an_unit *u = PYTHON("def f(xs, seen):\n  sorted(xs, key=lambda x: x in seen)\n  map(g, xs)\n"
				  "  xs.sort(key=h)\n  i(xs, key=lambda x: x)\n");

	CHECK_EQ("loops", loop_count(u), 3);
	CHECK_EQ("kind", loop_at(u, 1)->kind, AN_CALLBACK);
	CHECK_STR(symbol_name(u, loop_at(u, 1)->iterated), "xs");
	CHECK_STR(symbol_name(u, loop_at(u, 1)->variable), "x");
	CHECK_EQ("the lambda's body", op_of_kind(u, AN_OP_MEMBER_TEST)->loop, 1);
	CHECK_EQ("is f's", op_of_kind(u, AN_OP_MEMBER_TEST)->function, find_function(u, "shop.f"));
	CHECK_EQ("map", call_of(u, "map")->loop, 0);
	CHECK_EQ("its function", call_of(u, "g")->loop, 2);
	CHECK_EQ("a key", call_of(u, "h")->loop, 3);
	CHECK_EQ("the lambda of who knows what is a function", an_function_at(u, 3)->flags, AN_FN_LAMBDA);
}

TEST(what_leaves_a_loop_is_not_repeated)
{
	const an_unit *u = PYTHON("def f(xs, ys):\n"
				  "  for x in xs:\n"
				  "    a()\n"
				  "    if x: b(); break\n"
				  "    for y in ys:\n      if y: c(); return\n      d()\n      if x: e(); continue\n      if y: g(); break\n"
				  "    if y:\n      raise h()\n"
				  "    try:\n      i(); raise E\n    except E: j()\n");

	CHECK_EQ("a", call_of(u, "a")->loop, 1);
	CHECK_EQ("b, before break", call_of(u, "b")->loop, 0);
	CHECK_EQ("c, before return", call_of(u, "c")->loop, 0);
	CHECK_EQ("d", call_of(u, "d")->loop, 2);
	CHECK_EQ("e, before continue", call_of(u, "e")->loop, 2);
	CHECK_EQ("g, before the inner break", call_of(u, "g")->loop, 1);
	CHECK_EQ("h, raised", call_of(u, "h")->loop, 0);
	CHECK_EQ("cold", call_of(u, "h")->flags & AN_OP_COLD, AN_OP_COLD);
	CHECK_EQ("i, raised and caught", call_of(u, "i")->loop, 1);
	CHECK_EQ("j", call_of(u, "j")->loop, 1);
	CHECK_EQ("throws", count_kind(u, AN_OP_THROW), 2);
}

TEST(retries)
{
	const an_unit *u = PYTHON("def f():\n"
				  "  for i in range(3):\n    try:\n      return a()\n    except E:\n      b()\n"
				  "  while True:\n    try:\n      c()\n    except E:\n      continue\n    break\n"
				  "  for x in xs:\n    try:\n      return d()\n    except E: pass\n");

	CHECK_EQ("range", loop_at(u, 1)->flags, AN_LOOP_RETRY);
	CHECK_EQ("while", loop_at(u, 2)->flags, AN_LOOP_FOREVER | AN_LOOP_RETRY);
	CHECK_EQ("over a list it is a search", loop_at(u, 3)->flags, 0);
	CHECK_EQ("a may run again", call_of(u, "a")->loop, 1);
	CHECK_EQ("b is cold", call_of(u, "b")->flags & AN_OP_COLD, AN_OP_COLD);
}

TEST(calls_have_names_receivers_results_and_arguments)
{
	const an_unit *u = PYTHON("import requests\ndef f(self, url, rows):\n"
				  "  self.x.y = requests.get(url, 'a' 'b\\n', timeout=-1, *rows, **self.kw)\n"
				  "  g(rows[0].name, [1, 2], f'{url}', requests.post, None, key=self.m)\n");
	const struct an_op *get = call_of(u, "requests.get"), *g = call_of(u, "g");

	CHECK_EQ("arguments", get->arg_count, 5);
	CHECK_STR(symbol_name(u, get->result), "self.x.y");
	check_span("get", get->span, 3, 14, 3, 72);
	CHECK_EQ("a symbol", arg_of(u, get, 0)->kind, AN_ARG_SYMBOL);
	CHECK_STR(symbol_name(u, arg_of(u, get, 0)->symbol), "url");
	CHECK_EQ("a literal", arg_of(u, get, 1)->kind, AN_ARG_LITERAL);
	CHECK_TEXT(u, arg_of(u, get, 1)->text, "ab\n");
	CHECK_TEXT(u, arg_of(u, get, 2)->text, "-1");
	CHECK_TEXT(u, arg_of(u, get, 2)->keyword, "timeout");
	CHECK_EQ("*rows is what is in it", arg_of(u, get, 3)->kind, AN_ARG_EXPRESSION);
	CHECK_EQ("the root of a chain", arg_of(u, g, 0)->kind, AN_ARG_EXPRESSION);
	CHECK_STR(symbol_name(u, arg_of(u, g, 0)->symbol), "rows");
	CHECK_EQ("a small list", arg_of(u, g, 1)->small, 1);
	CHECK_EQ("of list type", arg_of(u, g, 1)->value, AN_VALUE_LIST);
	CHECK_EQ("an f-string is no literal", arg_of(u, g, 2)->kind, AN_ARG_EXPRESSION);
	CHECK_EQ("but text", arg_of(u, g, 2)->value, AN_VALUE_TEXT);
	CHECK_EQ("a function", arg_of(u, g, 3)->kind, AN_ARG_FUNCTION);
	CHECK_TEXT(u, arg_of(u, g, 3)->text, "requests.post");
	CHECK_TEXT(u, arg_of(u, g, 4)->text, "None");
	CHECK_TEXT(u, arg_of(u, g, 5)->keyword, "key");
	CHECK_STR(symbol_name(u, arg_of(u, g, 5)->symbol), "self.m");
	CHECK_EQ("self and self.m", arg_of(u, g, 5)->use_count, 2);
}

TEST(arguments_come_before_their_call)
{
	const an_unit *u = PYTHON("f(g(h(1)), i(2)).j(k(3))\n");
	static const char *const order[] = { "h", "g", "i", "f", "k", "?.j" };

	for (unsigned i = 0; i < 6; i++)
		CHECK_TEXT(u, an_op_at(u, i + 1)->name, order[i]);
	CHECK_EQ("j's object is a result", call_of(u, "?.j")->receiver, 0);
}

TEST(awaited_and_deferred_calls)
{
	const an_unit *u = PYTHON("import asyncio, requests, functools\nasync def f(url):\n"
				  "  await asyncio.to_thread(requests.get, url)\n  await g(url)\n  h(url)\n"
				  "  asyncio.create_task(i())\n  await asyncio.gather(j(), *[k(x) for x in url])\n"
				  "  functools.partial(requests.put, url)\n  async with l() as m: pass\n  async for n in o(): pass\n");

	CHECK_EQ("to_thread", call_of(u, "asyncio.to_thread")->flags, AN_OP_AWAITED | AN_OP_DEFERRED);
	CHECK_EQ("its function", arg_of(u, call_of(u, "asyncio.to_thread"), 0)->kind, AN_ARG_FUNCTION);
	CHECK_EQ("requests.get is not called here", find_call(u, "requests.get", 1) == NULL, 1);
	CHECK_EQ("g", call_of(u, "g")->flags, AN_OP_AWAITED);
	CHECK_EQ("h", call_of(u, "h")->flags, 0);
	CHECK_EQ("i", call_of(u, "i")->flags, AN_OP_DEFERRED);
	CHECK_EQ("j", call_of(u, "j")->flags, AN_OP_AWAITED);
	CHECK_EQ("k", call_of(u, "k")->flags, AN_OP_AWAITED);
	CHECK_EQ("partial", call_of(u, "functools.partial")->flags, AN_OP_DEFERRED);
	CHECK_EQ("l", call_of(u, "l")->flags, AN_OP_AWAITED);
	CHECK_EQ("o", call_of(u, "o")->flags, AN_OP_AWAITED);
	CHECK_EQ("awaits", count_kind(u, AN_OP_AWAIT), 3);
}

TEST(guarded_and_cold_ops)
{
	const an_unit *u = PYTHON("def f(xs):\n  for x in xs:\n    a()\n    if b(): c()\n    elif d(): e()\n    x and g()\n"
				  "    h() if x else i()\n    if x: continue\n    j()\n"
				  "    try: k()\n    except E as error: l(error)\n    if x:\n      m()\n      raise E\n");

	CHECK_EQ("a", call_of(u, "a")->flags, 0);
	CHECK_EQ("b", call_of(u, "b")->flags, 0);
	CHECK_EQ("c", call_of(u, "c")->flags, AN_OP_GUARDED);
	CHECK_EQ("d", call_of(u, "d")->flags, AN_OP_GUARDED);
	CHECK_EQ("e", call_of(u, "e")->flags, AN_OP_GUARDED);
	CHECK_EQ("g", call_of(u, "g")->flags, AN_OP_GUARDED);
	CHECK_EQ("h", call_of(u, "h")->flags, AN_OP_GUARDED);
	CHECK_EQ("j, behind continue", call_of(u, "j")->flags, AN_OP_GUARDED);
	CHECK_EQ("l", call_of(u, "l")->flags & AN_OP_COLD, AN_OP_COLD);
	CHECK_EQ("m", call_of(u, "m")->flags & AN_OP_COLD, AN_OP_COLD);
}

TEST(caches_that_are_filled_by_hand)
{
	static const char *const sources[] = {
		"def f(k):\n  if k not in C:\n    C[k] = g(k)\n  return C[k]\nC = {}\n",
		"def f(k):\n  if not k in C:\n    v = g(k)\n    C[k] = v\n  return C[k]\nC = {}\n",
		"def f(k):\n  if k in C: return C[k]\n  v = g(k)\n  C[k] = v\n  return v\nC = {}\n",
		"def f(k):\n  v = C.get(k)\n  if v is None:\n    v = g(k)\n    C[k] = v\n  return v\nC = {}\n",
		"class A:\n  def f(self):\n    if self.v is None:\n      self.v = g()\n    return self.v\n",
		"class A:\n  def f(self):\n    if not self.v: self.v = g()\n    return self.v\n",
		"def f(k):\n  if k in C:\n    return C[k]\n  else:\n    C[k] = g(k)\nC = {}\n",
	};
	static const char *const others[] = {
		"def f(k):\n  if k not in C:\n    D[k] = g(k)\nC = D = {}\n",
		"def f(k):\n  if k in C:\n    C[k] = g(k)\nC = {}\n",
		"def f(v):\n  if v is None:\n    v = g()\n  return v\n",
		"class A:\n  def f(self):\n    if self.v is not None:\n      self.v = g()\n",
	};

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		CHECK_EQ(sources[i], call_of(PYTHON(sources[i]), "g")->flags & AN_OP_MEMO, AN_OP_MEMO);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		CHECK_EQ(others[i], call_of(PYTHON(others[i]), "g")->flags & AN_OP_MEMO, 0);
}

TEST(text_that_is_built_up)
{
	const an_unit *u = PYTHON("def f(xs, t):\n  s = ''\n  n = 0\n  for x in xs:\n    s += x\n    s = s + x\n    s = x + s + 'y'\n"
				  "    s = f'{s}{x}'\n    n += 1\n    t += 'z'\n    n = n + 1\n    l = l + [x]\n");
	const struct an_op *build = op_of_kind(u, AN_OP_BUILD_TEXT);

	CHECK_EQ("five times", count_kind(u, AN_OP_BUILD_TEXT), 5);
	CHECK_EQ("in the loop", build->loop, 1);
	CHECK_STR(symbol_name(u, arg_of(u, build, 0)->symbol), "s");
	CHECK_STR(symbol_name(u, arg_of(u, build, 1)->symbol), "x");
}

TEST(member_tests_comparisons_and_subscripts)
{
	const an_unit *u = PYTHON("def f(xs, ys, d):\n  a == b\n  for x in xs:\n    x in ys\n    x not in d['k']\n    x.a == ys[0].b\n"
				  "    x != 1\n    0 <= x < 5\n");
	const struct an_op *test = op_of_kind(u, AN_OP_MEMBER_TEST);

	CHECK_EQ("tests", count_kind(u, AN_OP_MEMBER_TEST), 2);
	CHECK_STR(symbol_name(u, arg_of(u, test, 0)->symbol), "x");
	CHECK_STR(symbol_name(u, arg_of(u, test, 1)->symbol), "ys");
	CHECK_EQ("comparisons in the loop", count_kind(u, AN_OP_EQUAL), 2);
	CHECK_EQ("subscripts in the loop", count_kind(u, AN_OP_SUBSCRIPT), 2);
	CHECK_STR(symbol_name(u, arg_of(u, op_of_kind(u, AN_OP_EQUAL), 0)->symbol), "x.a");
}

TEST(writes)
{
	const an_unit *u = PYTHON("def f(self, a, b, c, d):\n  a = 1\n  b[0] = 2\n  self.x = 3\n  c.append(4)\n  d.pop()\n"
				  "  g(c)\n  len(d)\n  del a\n  e = {}\n  e['k'] = 1\n  h = 'x'\n  h.strip()\n  for i in c: pass\n");

	CHECK_EQ("a = 1", write_of(u, "a", 1)->kind, AN_WRITE_ASSIGN);
	CHECK_EQ("del a", write_of(u, "a", 2)->kind, AN_WRITE_ASSIGN);
	CHECK_EQ("b[0]", write_of(u, "b", 1)->kind, AN_WRITE_CHANGE);
	CHECK_EQ("what is not known may be a list", write_of(u, "b", 1)->grows, 0);
	CHECK_EQ("self.x", write_of(u, "self.x", 1)->kind, AN_WRITE_ASSIGN);
	CHECK_EQ("self", write_of(u, "self", 1)->kind, AN_WRITE_CHANGE);
	CHECK_EQ("c.append", write_of(u, "c", 1)->kind, AN_WRITE_CHANGE);
	CHECK_EQ("grows", write_of(u, "c", 1)->grows, 1);
	CHECK_EQ("g(c)", write_of(u, "c", 2)->kind, AN_WRITE_PASS);
	CHECK_EQ("d.pop", write_of(u, "d", 1)->grows, 0);
	CHECK_EQ("len(d) changes nothing", write_of(u, "d", 2) == NULL, 1);
	CHECK_EQ("e[k]", write_of(u, "e", 2)->grows, 1);
	CHECK_EQ("text does not change", write_of(u, "h", 2) == NULL, 1);
	CHECK_EQ("a loop's variable is written in it", write_of(u, "i", 1)->loop, 1);
}

TEST(calls_that_the_source_does_not_write)
{
	const an_unit *u = PYTHON("import threading\nL = threading.Lock()\nclass C:\n  def __enter__(self): pass\n"
				  "  def __exit__(self, *a): pass\n  @property\n  def p(self): return []\n"
				  "def f(c: C, xs: list):\n  with L:\n    g()\n  with c: pass\n  c.p\n  del xs[0]\n");

	CHECK_STR(symbol_name(u, call_of(u, "threading.Lock.acquire")->receiver), "L");
	CHECK_EQ("in order", call_of(u, "threading.Lock.acquire") < call_of(u, "g") &&
		 call_of(u, "g") < call_of(u, "threading.Lock.release"), 1);
	call_of(u, "shop.C.__enter__");
	call_of(u, "shop.C.__exit__");
	CHECK_STR(symbol_name(u, call_of(u, "shop.C.p")->receiver), "c");
	CHECK_STR(symbol_name(u, call_of(u, "list.__delitem__")->receiver), "xs");
	CHECK_TEXT(u, arg_of(u, call_of(u, "list.__delitem__"), 0)->text, "0");
}

TEST(suppressions)
{
	const an_unit *u = PYTHON("f() # weir: ignore[loop-query, loop-nested] known\n  # weir: ignore[x] why\ng()\n"
				  "s = '# weir: ignore[y]'\n");

	CHECK_EQ("suppressions", an_unit_count(u, AN_SUPPRESSIONS) - 1, 3);
	CHECK_TEXT(u, an_suppression_at(u, 2)->rule, "loop-nested");
	CHECK_EQ("on line", an_suppression_at(u, 2)->line, 1);
	CHECK_EQ("with code", an_suppression_at(u, 2)->own_line, 0);
	CHECK_EQ("alone", an_suppression_at(u, 3)->own_line, 1);
	CHECK_TEXT(u, an_suppression_at(u, 3)->reason, "why");
}

TEST(mistakes_are_told_once_per_function)
{
	const an_unit *u = PYTHON("def f():\n  a b\n  c d\n  e(\ndef g():\n  for x in y:\n    h(x)\n");

	CHECK_EQ("diagnostics", diagnostic_count(u), 1);
	CHECK_EQ("line", an_diagnostic_at(u, 1)->line, 2);
	CHECK_EQ("column", an_diagnostic_at(u, 1)->column, 5);
	CHECK_EQ("severity", an_diagnostic_at(u, 1)->severity, WR_WARNING);
	CHECK_STR(message_of(u, 1), "syntax error: expected 'newline'");
	CHECK_EQ("f", an_function_at(u, find_function(u, "shop.f"))->flags, AN_FN_BROKEN);
	CHECK_EQ("g", an_function_at(u, find_function(u, "shop.g"))->flags, 0);
	CHECK_EQ("g's loop", call_of(u, "h")->loop, 1);
}

TEST(python_2_is_told_once)
{
	const an_unit *u = PYTHON("import os\ndef f(x):\n  print 'a', x\n  exec x\n  for y in x: g(y)\n  return `x`\n");

	CHECK_EQ("diagnostics", diagnostic_count(u), 1);
	CHECK_EQ("line", an_diagnostic_at(u, 1)->line, 3);
	CHECK_HAS(message_of(u, 1), "Python 2 source");
	CHECK_EQ("f is whole", an_function_at(u, find_function(u, "shop.f"))->flags, 0);
	CHECK_EQ("and stated", call_of(u, "g")->loop, 1);
	CHECK_EQ("print is a call", call_of(u, "print")->arg_count, 2);
}

TEST(encodings_are_told)
{
	CHECK_STR(message_of(PYTHON("# h\xf6he\nx = 1\n"), 1),
		  "not UTF-8, and no encoding is named: these bytes are taken as letters");
	CHECK_EQ("latin-1", diagnostic_count(PYTHON("# coding: latin-1\n# h\xf6he\n")), 0);
}

TEST(counts_lines)
{
	CHECK_EQ("none", PYTHON("")->lines, 0);
	CHECK_EQ("one", PYTHON("x\n")->lines, 1);
	CHECK_EQ("one without an end", PYTHON("x")->lines, 1);
	CHECK_EQ("three", PYTHON("x\r\n\r\ny")->lines, 3);
}
