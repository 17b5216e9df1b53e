/* Sources made to break a front end: deep, long, damaged.  Each must give a whole unit (the helper
 * checks it) in little time, and a diagnostic where CPython gives an error. */
#include <time.h>
#include "tests/unit/analyzer/python_read.h"

static struct wr_buf made;

__attribute__((destructor)) static void free_made(void)
{
	wr_buf_free(&made);
}

/* `n` times a text between two others. */
static const an_unit *repeated(const char *before, const char *text, size_t n, const char *after)
{
	wr_buf_clear(&made);
	wr_buf_str(&made, before);
	for (size_t i = 0; i < n; i++)
		wr_buf_str(&made, text);
	wr_buf_str(&made, after);
	return read_bytes("hostile.py", made.data, made.len);
}

static double cpu_seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

TEST(nesting_beyond_reason_is_a_diagnostic)
{
	static const struct { const char *what, *before, *text, *after; } sources[] = {
		{ "open brackets", "", "(", "" }, { "closed brackets", "[]", "[", "" }, { "signs", "x = ", "-", "1\n" },
		{ "negations", "x = ", "not ", "1\n" }, { "lambdas", "x = ", "lambda: ", "1\n" },
		{ "conditionals", "x = ", "a if b else ", "1\n" }, { "calls", "x = ", "f(", "\n" },
		{ "powers", "x = 1", " ** 2", "\n" }, { "f-strings", "x = ", "f'{", "\n" },
		{ "format specs", "x = f'", "{x:", "'\n" }, { "dicts", "x = ", "{**", "\n" },
		{ "comprehensions", "x = ", "[y for y in ", "\n" }, { "patterns", "match x:\n case ", "[", ":\n  pass\n" },
		{ "generators", "x = ", "(y async for y in ", "\n" }, { "stars", "x = ", "[*", "1\n" },
		{ "awaits", "async def f():\n  ", "await ", "x\n" }, { "yields", "def f():\n  x = ", "(yield ", "\n" },
		{ "subscripts", "x = ", "a[", "\n" }, { "defaults", "", "lambda x=", "1\n" },
	};

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		const an_unit *u = repeated(sources[i].before, sources[i].text, 100000, sources[i].after);

		if (!diagnostic_count(u))
			fail_msg("no diagnostic for %s", sources[i].what);
	}
}

TEST(brackets_that_close_again_are_only_too_deep)
{
	wr_buf_clear(&made);
	for (int i = 0; i < 100000; i++)
		wr_buf_char(&made, '(');
	for (int i = 0; i < 100000; i++)
		wr_buf_char(&made, ')');
	wr_buf_str(&made, "\ndef f(): pass\n");
	CHECK_STR(message_of(read_bytes("hostile.py", made.data, made.len), 1), "syntax error: nested too deeply");
	CHECK_EQ("f stands", an_unit_count((const an_unit *)(const void *)unit_bytes.data, AN_FUNCTIONS) - 1, 2);
}

TEST(what_may_be_long_is_not_a_mistake)
{
	static const struct { const char *what, *before, *text, *after; } sources[] = {
		{ "attributes", "x = a", ".b", "\n" }, { "sums", "x = a", " + b", "\n" },
		{ "calls in a row", "x = a", ".f(1)[2]", "\n" }, { "comparisons", "x = a", " < b", "\n" },
		{ "conditions", "x = a", " or b and c", "\n" }, { "elifs", "if x: pass\n", "elif y: pass\n", "" },
		{ "strings", "x = ", "'a' ", "\n" }, { "statements", "", "x;", "\n" }, { "arguments", "f(", "a, ", ")\n" },
		{ "parameters", "def f(", "a, ", "b): pass\n" }, { "targets", "", "a = ", "1\n" },
		{ "imports", "import a", ".b", "\n" }, { "clauses", "x = [y ", "for y in z ", "]\n" },
		{ "decorators", "", "@a\n", "def f(): pass\n" }, { "continued lines", "", "\\\n", "x\n" },
		{ "classes", "", "class C: pass\n", "" }, { "concatenations", "s = ''\n", "s = s + x\n", "" },
		{ "redefinitions", "", "def f(): return f()\n", "f()\n" }, { "unpackings", "", "a, *b = c\n", "" },
		{ "globals", "def f():\n global ", "a, ", "b\n" },
	};

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		const an_unit *u = repeated(sources[i].before, sources[i].text, 100000, sources[i].after);

		if (diagnostic_count(u))
			fail_msg("%s: %s", sources[i].what, message_of(u, 1));
	}
}

TEST(a_chain_of_a_hundred_thousand_calls_is_stated)
{
	const an_unit *u = repeated("x = a", ".f(1)", 100000, "\n");

	CHECK_EQ("calls", count_kind(u, AN_OP_CALL), 100000);
}

TEST(ten_megabytes_on_one_line)
{
	const an_unit *u = repeated("x = [", "1234567, ", 1200000, "]\ndef f(): pass\n");

	CHECK_EQ("functions", an_unit_count(u, AN_FUNCTIONS) - 1, 2);
	CHECK_EQ("line", an_function_at(u, 2)->span.line, 2);
	CHECK_EQ("diagnostics", diagnostic_count(u), 0);
}

TEST(a_thousand_nested_blocks_are_a_hundred)
{
	wr_buf_clear(&made);
	for (int i = 0; i < 1000; i++)
		wr_buf_printf(&made, "%*sif x:\n", i, "");
	wr_buf_printf(&made, "%*spass\ndef f(): pass\n", 1000, "");
	CHECK_STR(message_of(read_bytes("hostile.py", made.data, made.len), 1),
		  "syntax error: too many levels of indentation");
}

TEST(damaged_bytes)
{
	static const char surrogate[] = "x = '\xed\xa0\x80'\ny\xed\xa0\x80 = 1\ndef f(): pass\n";
	static const char nuls[] = "x = 1\0\ndef f(): pass\n\0\0";
	const an_unit *u = read_bytes("hostile.py", surrogate, sizeof surrogate - 1);

	CHECK_HAS(message_of(u, 1), "not UTF-8");
	CHECK_EQ("functions", an_unit_count(u, AN_FUNCTIONS) - 1, 2);
	u = read_bytes("hostile.py", nuls, sizeof nuls - 1);
	CHECK_STR(message_of(u, 1), "syntax error: this character cannot stand here");
	CHECK_EQ("functions", an_unit_count(u, AN_FUNCTIONS) - 1, 2);
	u = read_bytes("hostile.py", "", 0);
	CHECK_EQ("the module alone", an_unit_count(u, AN_FUNCTIONS) - 1, 1);
	u = read_bytes("hostile.py", "\xff\xfe" "x\0=\0" "1\0", 8);
	CHECK_EQ("UTF-16 is told", diagnostic_count(u) > 0, 1);
}

/* Work that grows with the square of the source would take minutes for these. */
TEST(no_square_work)
{
	static const struct { const char *text; size_t n; } sources[] = {
		{ "(\n", 100000 }, { "f(\nx = 1\n", 50000 }, { "'\n", 200000 }, { "\"\"\"a\n\\", 100000 },
		{ "x=\"\"\"a\n", 100001 }, { "match (x)\n", 100000 }, { "match x; match (x); ", 50000 },
		{ "([{", 30000 }, { ")", 300000 }, { "(]", 100000 }, { "if a in b: return\n", 20000 },
		{ "for x in y:\n a[x] = x\n", 30000 }, { "f'{x:", 30000 }, { "x = x\n", 50000 },
		{ "x = [y for y in x]\n", 20000 }, { "class C(C):\n a = a\n", 20000 }, { "\"\"\"\nprose here\n", 50000 },
		{ "try:\n f()\nexcept E: pass\n", 30000 },
	};

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		double start = cpu_seconds(), once, twice;

		repeated("", sources[i].text, sources[i].n / 8, "\n");
		once = cpu_seconds() - start;
		start = cpu_seconds();
		repeated("", sources[i].text, sources[i].n, "\n");
		twice = cpu_seconds() - start;
		/* Eight times as much: 64 times the work if it were square. */
		if (twice > 32 * once + 0.5)
			fail_msg("%s: %.3f s, then %.3f s", sources[i].text, once, twice);
	}
}

/* Every prefix, and every source with one byte gone, of something that has a bit of everything. */
TEST(cut_and_gnawed_sources)
{
	static const char source[] =
		"from a import (b as c)\n@d(1)\nclass E(F, k=1):\n  '''doc'''\n  async def g(self, *a, k: int = 1, **b) -> x:\n"
		"    async with h(f'{a!r:>{k}}') as i, j: pass\n    for x, *y in [z async for z in w if z]:\n"
		"      try: self.x[k:] += await v\n      except* (A, B) as e: raise C from e\n      else: del x\n"
		"    return lambda q, /, r=1: {**q, 'k': r} if q else {1, *r}\nmatch s:\n  case {'a': [1, *_], **r} | T(u=1): pass\n"
		"while (n := f()) not in (1,): continue\nprint(\"\"\"a\nb\"\"\" 'c', 0x_f, 1e-3j)\n";
	static char copy[sizeof source];

	for (size_t n = 0; n < sizeof source; n++)
		read_bytes("hostile.py", source, n);
	for (size_t gone = 0; gone < sizeof source - 1; gone++) {
		memcpy(copy, source, gone);
		memcpy(copy + gone, source + gone + 1, sizeof source - gone - 1);
		read_bytes("hostile.py", copy, sizeof source - 2);
	}
}
