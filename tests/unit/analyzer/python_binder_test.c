/* The binder: what names, attributes and calls are. */
#include <unistd.h>
#include "core/file.h"
#include "tests/unit/analyzer/python_read.h"

static void check_type(const an_unit *u, const char *symbol, const char *type, enum an_value value)
{
	const struct an_symbol *s = symbol_of(u, symbol);

	if (strcmp(an_text(u, s->type), type) || s->value != value)
		fail_msg("%s is %s, value %d", symbol, an_text(u, s->type), s->value);
}

static unsigned count_calls(const an_unit *u, const char *name)
{
	unsigned n = 0;

	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++)
		n += !strcmp(an_text(u, an_op_at(u, i)->name), name);
	return n;
}

TEST(literals_displays_and_comprehensions_have_types)
{
	const an_unit *u = PYTHON("a = 'x'\nb = b'x'\nc = 1\nd = [1]\ne = (1, 2)\nf = {1}\ng = {1: 'x'}\n"
				  "h = [x for x in d]\ni = {x for x in d}\nj = {x: 1 for x in d}\nk = f'{a}'\nl = -1.5\n"
				  "m = not a\nn = a + c\no = d * 2\np = a if c else 'y'\nq = unknown\nr = None\n");

	check_type(u, "a", "str", AN_VALUE_TEXT);
	check_type(u, "b", "bytes", AN_VALUE_TEXT);
	check_type(u, "c", "int", AN_VALUE_NUMBER);
	check_type(u, "d", "list", AN_VALUE_LIST);
	check_type(u, "e", "tuple", AN_VALUE_LIST);
	check_type(u, "f", "set", AN_VALUE_HASH);
	check_type(u, "g", "dict", AN_VALUE_HASH);
	check_type(u, "h", "list", AN_VALUE_LIST);
	check_type(u, "i", "set", AN_VALUE_HASH);
	check_type(u, "j", "dict", AN_VALUE_HASH);
	check_type(u, "k", "str", AN_VALUE_TEXT);
	check_type(u, "l", "int", AN_VALUE_NUMBER);
	check_type(u, "m", "int", AN_VALUE_NUMBER);
	check_type(u, "n", "str", AN_VALUE_TEXT);
	check_type(u, "o", "list", AN_VALUE_LIST);
	check_type(u, "p", "str", AN_VALUE_TEXT);
	check_type(u, "q", "", AN_VALUE_UNKNOWN);
	check_type(u, "r", "", AN_VALUE_UNKNOWN);
	CHECK_EQ("elements of d", symbol_of(u, "d")->element, AN_VALUE_NUMBER);
	CHECK_EQ("values of g", symbol_of(u, "g")->element, AN_VALUE_TEXT);
}

TEST(built_in_functions_and_methods_have_results)
{
	const an_unit *u = PYTHON("t = 'a b'\na = t.split()\nb = ', '.join(a)\nc = sorted(a)\nd = set(a)\ne = len(a)\n"
				  "f = open('x')\ng = dict(a=1)\nh = g.keys()\ni = g.values()\nj = a[0]\nk = a[1:]\n"
				  "l = t.encode()\nm = list(range(3))\nn = frozenset()\no = max(a)\n");

	check_type(u, "a", "list", AN_VALUE_LIST);
	CHECK_EQ("words", symbol_of(u, "a")->element, AN_VALUE_TEXT);
	check_type(u, "b", "str", AN_VALUE_TEXT);
	check_type(u, "c", "list", AN_VALUE_LIST);
	check_type(u, "d", "set", AN_VALUE_HASH);
	check_type(u, "e", "int", AN_VALUE_NUMBER);
	check_type(u, "f", "io.File", AN_VALUE_OBJECT);
	check_type(u, "h", "dict_view", AN_VALUE_HASH);
	check_type(u, "i", "dict_values", AN_VALUE_LIST);
	check_type(u, "j", "str", AN_VALUE_TEXT);
	check_type(u, "k", "list", AN_VALUE_LIST);
	check_type(u, "l", "bytes", AN_VALUE_TEXT);
	check_type(u, "m", "list", AN_VALUE_LIST);
	check_type(u, "n", "set", AN_VALUE_HASH);
	check_type(u, "o", "str", AN_VALUE_TEXT);
}

TEST(annotations_have_types)
{
	const an_unit *u = PYTHON("from typing import Dict, List, Optional, Set, Union, Annotated\nimport typing as t\n"
				  "import collections\nfrom app.models import Order\n"
				  "class Own: pass\n"
				  "def f(a: int, b: List[str], c: Optional[Dict[str, list[int]]], d: 'Own', e: Order,\n"
				  "      f: str | None, g: t.Set[int], h: Union[list, None], i: Annotated[set, 1],\n"
				  "      j: collections.deque, k: tuple[str, ...], l: 'list[int]', m: Union[int, list],\n"
				  "      *args: str, **kw: int): pass\nx: list[Own]\n");

	check_type(u, "a", "int", AN_VALUE_NUMBER);
	check_type(u, "b", "list", AN_VALUE_LIST);
	CHECK_EQ("List[str]", symbol_of(u, "b")->element, AN_VALUE_TEXT);
	check_type(u, "c", "dict", AN_VALUE_HASH);
	CHECK_EQ("Dict[str, list]", symbol_of(u, "c")->element, AN_VALUE_LIST);
	check_type(u, "d", "shop.Own", AN_VALUE_OBJECT);
	check_type(u, "e", "app.models.Order", AN_VALUE_OBJECT);
	check_type(u, "f", "str", AN_VALUE_TEXT);
	check_type(u, "g", "set", AN_VALUE_HASH);
	check_type(u, "h", "list", AN_VALUE_LIST);
	check_type(u, "i", "set", AN_VALUE_HASH);
	check_type(u, "j", "collections.deque", AN_VALUE_LIST);
	check_type(u, "k", "tuple", AN_VALUE_LIST);
	check_type(u, "l", "list", AN_VALUE_LIST);
	CHECK_EQ("'list[int]'", symbol_of(u, "l")->element, AN_VALUE_NUMBER);
	check_type(u, "m", "", AN_VALUE_UNKNOWN);
	check_type(u, "args", "tuple", AN_VALUE_LIST);
	check_type(u, "kw", "dict", AN_VALUE_HASH);
}

TEST(annotations_in_quotes_are_read)
{
	const an_unit *u = PYTHON("from typing import Optional, Dict, Union\nfrom app.models import Order\nclass Own: pass\n"
				  "Orders = list[Own]\n"
				  "def f(a: 'Own | None', b: 'Optional[Own]', c: 'Dict[str, list[Own]]', d: 'None | Order',\n"
				  "      e: 'Union[Own, None]', g: 'list[', h: 'Own or so', i: '', j: 'list[list[list[list[list[list["
				  "list[list[list[list[int]]]]]]]]]]', k: Orders, l: 'Orders'): pass\n");

	check_type(u, "a", "shop.Own", AN_VALUE_OBJECT);
	check_type(u, "b", "shop.Own", AN_VALUE_OBJECT);
	check_type(u, "c", "dict", AN_VALUE_HASH);
	CHECK_EQ("Dict[str, list]", symbol_of(u, "c")->element, AN_VALUE_LIST);
	check_type(u, "d", "app.models.Order", AN_VALUE_OBJECT);
	check_type(u, "e", "shop.Own", AN_VALUE_OBJECT);
	check_type(u, "g", "", AN_VALUE_UNKNOWN);
	check_type(u, "h", "", AN_VALUE_UNKNOWN);
	check_type(u, "i", "", AN_VALUE_UNKNOWN);
	check_type(u, "j", "", AN_VALUE_UNKNOWN);
	check_type(u, "k", "list", AN_VALUE_LIST);
}

TEST(what_is_added_and_asked_for_says_more)
{
	const an_unit *u = PYTHON("class Own:\n    def run(self): pass\n"
				  "def f(x):\n    found = []\n    table = {}\n    for k in x:\n        found.append(Own())\n"
				  "        table[k] = Own()\n    for a in found: a.run()\n    for b in table.values(): b.run()\n"
				  "    if isinstance(x, Own):\n        x.run()\n    x.walk()\n"
				  "def g():\n    yield Own()\ndef h():\n    for c in g(): c.run()\n"
				  "    for n, d in zip(range(3), g()): d.run()\n    for i, (m, e) in enumerate(zip(range(3), g())): e.run()\n");

	CHECK_EQ("calls of Own.run", count_calls(u, "shop.Own.run"), 6);
	CHECK_EQ("x outside of the if", count_calls(u, "?.walk"), 1);
}

TEST(library_calls_have_results)
{
	const an_unit *u = PYTHON("import sqlite3\nimport requests as r\nfrom sqlite3 import connect as open_db\n"
				  "def f(ids):\n  c = sqlite3.connect('x')\n  cur = c.cursor()\n  rows = cur.execute('q').fetchall()\n"
				  "  s = r.Session()\n  s.get('u')\n  d = open_db('y')\n"
				  "  with open_db('z') as e, open('f') as g:\n    e.execute('w')\n");

	check_type(u, "c", "dbapi.Connection", AN_VALUE_OBJECT);
	check_type(u, "cur", "dbapi.Cursor", AN_VALUE_OBJECT);
	check_type(u, "rows", "list", AN_VALUE_LIST);
	check_type(u, "s", "requests.Session", AN_VALUE_OBJECT);
	check_type(u, "d", "dbapi.Connection", AN_VALUE_OBJECT);
	check_type(u, "e", "dbapi.Connection", AN_VALUE_OBJECT);
	check_type(u, "g", "io.File", AN_VALUE_OBJECT);
	call_of(u, "dbapi.Cursor.execute");
	call_of(u, "dbapi.Cursor.fetchall");
	call_of(u, "requests.Session.get");
	call_of(u, "dbapi.Connection.execute");
	CHECK_STR(symbol_name(u, call_of(u, "dbapi.Connection.cursor")->receiver), "c");
	CHECK_STR(symbol_name(u, call_of(u, "dbapi.Connection.cursor")->result), "cur");
}

TEST(attributes_of_classes_come_from_all_methods_and_bases)
{
	const an_unit *u = PYTHON("import sqlite3\n"
				  "class Base:\n  limit = 5\n  def __init__(self):\n    self.db = sqlite3.connect('x')\n"
				  "  def base_method(self): return []\n"
				  "class Shop(Base):\n  def __init__(self, n: str):\n    self.name = n\n    self.items = []\n"
				  "  def run(self):\n    self.db.execute('q')\n    x = self.items\n    y = self.name\n"
				  "    z = self.base_method()\n    w = self.limit\n    self.elsewhere()\n");

	call_of(u, "dbapi.Connection.execute");
	CHECK_STR(symbol_name(u, call_of(u, "dbapi.Connection.execute")->receiver), "self.db");
	check_type(u, "x", "list", AN_VALUE_LIST);
	check_type(u, "y", "str", AN_VALUE_TEXT);
	check_type(u, "z", "list", AN_VALUE_LIST);
	check_type(u, "w", "int", AN_VALUE_NUMBER);
	CHECK_TEXT(u, call_of(u, "shop.Shop.base_method")->callee, "shop.Shop.base_method");
	CHECK_EQ("may be overridden", call_of(u, "shop.Shop.elsewhere")->flags & AN_OP_VIRTUAL, AN_OP_VIRTUAL);
	CHECK_EQ("classes", an_unit_count(u, AN_CLASSES) - 1, 2);
	CHECK_TEXT(u, an_class_at(u, 2)->key, "shop.Shop");
	CHECK_TEXT(u, an_name_at(u, an_class_at(u, 2)->first_base), "shop.Base");
}

TEST(results_of_own_functions)
{
	const an_unit *u = PYTHON("def a(): return []\ndef b() -> 'dict': return other()\ndef c(): return a()\n"
				  "def d(x):\n  if x: return 1\n  return 'x'\ndef e(): yield 1\ndef f(): return f()\n"
				  "class K:\n  def me(self): return self\n"
				  "va = a()\nvb = b()\nvc = c()\nvd = d(1)\nve = e()\nvf = f()\nvk = K().me()\nvl = (lambda: {})()\n");

	check_type(u, "va", "list", AN_VALUE_LIST);
	check_type(u, "vc", "list", AN_VALUE_LIST);
	check_type(u, "vd", "", AN_VALUE_UNKNOWN);
	check_type(u, "ve", "generator", AN_VALUE_UNKNOWN);
	check_type(u, "vf", "", AN_VALUE_UNKNOWN);
	check_type(u, "vk", "shop.K", AN_VALUE_OBJECT);
	check_type(u, "vl", "dict", AN_VALUE_HASH);
	CHECK_EQ("in the function's record", an_function_at(u, find_function(u, "shop.a"))->returns_value,
		 AN_VALUE_LIST);
	CHECK_TEXT(u, an_function_at(u, find_function(u, "shop.a"))->returns, "list");
}

TEST(elements_that_loops_walk)
{
	const an_unit *u = PYTHON("import sqlite3\n"
				  "def f(a: list[str], b: dict[str, set], c: 'list', d: str):\n"
				  "  for x in a: pass\n  for i, y in enumerate(a): pass\n  for k, v in b.items(): pass\n"
				  "  for p, q in zip(a, b.values()): pass\n  for ch in d: pass\n  for n in range(3): pass\n"
				  "  for line in open('f'): pass\n");

	check_type(u, "x", "str", AN_VALUE_TEXT);
	check_type(u, "i", "int", AN_VALUE_NUMBER);
	check_type(u, "y", "str", AN_VALUE_TEXT);
	check_type(u, "k", "", AN_VALUE_UNKNOWN);
	check_type(u, "v", "set", AN_VALUE_HASH);
	check_type(u, "p", "str", AN_VALUE_TEXT);
	check_type(u, "q", "set", AN_VALUE_HASH);
	check_type(u, "ch", "str", AN_VALUE_TEXT);
	check_type(u, "n", "int", AN_VALUE_NUMBER);
	check_type(u, "line", "str", AN_VALUE_TEXT);
}

/* The value that the n-th `in` looks through. */
static enum an_value haystack(const an_unit *u, unsigned n)
{
	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
		if (an_op_at(u, i)->kind == AN_OP_MEMBER_TEST && !--n)
			return (enum an_value)arg_of(u, an_op_at(u, i), 1)->value;
	}
	fail_msg("no such test");
	return AN_VALUE_UNKNOWN;
}

TEST(types_follow_assignments)
{
	const an_unit *u = PYTHON("def f(a, b, x):\n"
				  "  x in a\n"                                /* 1: a parameter */
				  "  a = set(a)\n  x in a\n"                  /* 2 */
				  "  if b:\n    a = list(a)\n    x in a\n"    /* 3 */
				  "  x in a\n"                                /* 4: a set or a list */
				  "  if x:\n    b = []\n    return\n  b = {1}\n  x in b\n"      /* 5 */
				  "  c = []\n  for y in x:\n    y in c\n    c = {y}\n"          /* 6: a list, then a set */
				  "  d = ''\n  for y in x:\n    d += y\n    y in d\n"           /* 7 */
				  "  e = None\n  try:\n    e = []\n  except E: pass\n  x in e\n"); /* 8 */

	CHECK_EQ("1", haystack(u, 1), AN_VALUE_UNKNOWN);
	CHECK_EQ("2", haystack(u, 2), AN_VALUE_HASH);
	CHECK_EQ("3", haystack(u, 3), AN_VALUE_LIST);
	CHECK_EQ("4", haystack(u, 4), AN_VALUE_UNKNOWN);
	CHECK_EQ("5", haystack(u, 5), AN_VALUE_HASH);
	CHECK_EQ("6", haystack(u, 6), AN_VALUE_UNKNOWN);
	CHECK_EQ("7", haystack(u, 7), AN_VALUE_TEXT);
	CHECK_EQ("8", haystack(u, 8), AN_VALUE_LIST);
}

TEST(scopes_hide_and_share_names)
{
	const an_unit *u = PYTHON("x = []\n"
				  "def f():\n  x = {1}\n  1 in x\n  def g():\n    2 in x\n    nonlocal x\n    x = {2}\n"
				  "def h():\n  global x\n  3 in x\n"
				  "class C:\n  x = ''\n  4 in x\n  def m(self): 5 in x\n"
				  "6 in [x for x in ['a']]\n7 in x\n");
	unsigned found = 0;

	/* The module's own come first, then f, h and m, then g. */
	CHECK_EQ("4 in x of the class", haystack(u, 1), AN_VALUE_TEXT);
	CHECK_EQ("6 in a list", haystack(u, 2), AN_VALUE_LIST);
	CHECK_EQ("7 in x", haystack(u, 3), AN_VALUE_LIST);
	CHECK_EQ("1 in f's x", haystack(u, 4), AN_VALUE_HASH);
	CHECK_EQ("3 in the global x", haystack(u, 5), AN_VALUE_LIST);
	CHECK_EQ("5 in x from a method", haystack(u, 6), AN_VALUE_LIST);
	CHECK_EQ("2 in the captured x", haystack(u, 7), AN_VALUE_HASH);
	for (an_id i = 1; i < an_unit_count(u, AN_SYMBOLS); i++)
		found += an_symbol_at(u, i)->kind == AN_CAPTURED;
	CHECK_EQ("captured symbols", found, 1);
}

TEST(imports_are_followed)
{
	const an_unit *u = PYTHON("import os.path\nimport xml.dom.minidom as dom\nfrom time import sleep as wait\n"
				  "from app import db\n"
				  "def f(o):\n  os.path.join('a')\n  dom.parse('x')\n  wait(1)\n  db.get(1)\n  import json\n"
				  "  json.loads('1')\n  missing(1)\n  o.m()\n  o.a.b.c()\n");

	call_of(u, "os.path.join");
	call_of(u, "xml.dom.minidom.parse");
	call_of(u, "time.sleep");
	call_of(u, "json.loads");
	call_of(u, "missing");
	CHECK_TEXT(u, call_of(u, "?.m")->callee, "");
	CHECK_STR(symbol_name(u, call_of(u, "?.c")->receiver), "o.a.b");
	/* A name from elsewhere may be a module or a variable: the linker knows. */
	CHECK_TEXT(u, call_of(u, "?.get")->callee, "app.db.get");
	CHECK_STR(symbol_name(u, call_of(u, "?.get")->receiver), "app.db");
}

static void make_file(const char *path)
{
	struct wr_err err = { .code = WR_OK };

	if (wr_file_write(path, "", 0, &err))
		fail_msg("%s", err.message);
}

static const char *path_in(struct wr_arena *arena, const char *name)
{
	return wr_path_join(arena, unit_temp_dir(), name);
}

TEST(modules_are_named_by_their_packages)
{
	static const char source[] = "from . import a\nfrom ..b import c as d\nfrom .e import *\nfrom f import g\nh = d\n"
				     "def k(): a.x(); d()\n";
	struct wr_arena *arena = wr_arena_new();
	const an_unit *u;

	make_file(path_in(arena, "src/top/__init__.py"));
	make_file(path_in(arena, "src/top/sub/__init__.py"));
	u = read_bytes(path_in(arena, "src/top/sub/mod.py"), source, sizeof source - 1);
	CHECK_TEXT(u, u->module, "top.sub.mod");
	CHECK_TEXT(u, call_of(u, "?.x")->callee, "top.sub.a.x");
	call_of(u, "top.b.c");
	CHECK_TEXT(u, an_function_at(u, find_function(u, "top.sub.mod.k"))->key, "top.sub.mod.k");
	u = read_bytes(path_in(arena, "src/top/sub/__init__.py"), source, sizeof source - 1);
	CHECK_TEXT(u, u->module, "top.sub");
	CHECK_TEXT(u, call_of(u, "?.x")->callee, "top.sub.a.x");
	CHECK_EQ("d, g, h and all of e; a is where it is", an_unit_count(u, AN_ALIASES) - 1, 4);
	CHECK_TEXT(u, an_alias_at(u, 1)->name, "top.sub.d");
	CHECK_TEXT(u, an_alias_at(u, 1)->target, "top.b.c");
	CHECK_TEXT(u, an_alias_at(u, 4)->name, "top.sub");
	CHECK_TEXT(u, an_alias_at(u, 4)->target, "top.sub.e");
	u = read_bytes("script.py", source, sizeof source - 1);
	CHECK_TEXT(u, u->module, "script");
	wr_arena_free(arena);
}

TEST(managers_of_models_are_known_by_their_name)
{
	const an_unit *u = PYTHON("from app.models import Order\nclass Own(Model): pass\n"
				  "def f(model):\n  Order.objects.filter(a=1).first()\n  Own.objects.get(1)\n  model.objects.all().count()\n");

	call_of(u, "app.models.Order.objects.filter");
	CHECK_EQ("query sets go on", find_call(u, "django.QuerySet.first", 1) != NULL, true);
	call_of(u, "shop.Own.objects.get");
	call_of(u, "?.objects.all");
	call_of(u, "django.QuerySet.count");
}
