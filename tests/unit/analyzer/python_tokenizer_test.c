/* The tokenizer: lexical rules of Python 3.8 to 3.14.  Expected tokens are worked out by hand from the
 * language reference, chapter 2, and from PEPs 263, 701 and 750. */
#include "tests/unit/analyzer/python_read.h"

static struct wr_buf shown;

__attribute__((destructor)) static void free_shown(void)
{
	wr_buf_free(&shown);
}

/* "NAME = NUMBER newline end of file": the kinds, with the text of names, numbers and strings. */
static const char *tokens_of_bytes(const char *bytes, size_t n)
{
	const struct py_tokens *tokens = &front_with(bytes, n)->tokens;
	const char *text = front->source.text;

	wr_buf_clear(&shown);
	for (size_t i = 0; i < tokens->n; i++) {
		const struct py_token *t = &tokens->items[i];
		bool literal = t->kind >= PY_NAME && t->kind <= PY_FSTRING_END;

		wr_buf_str(&shown, i ? " " : "");
		if (literal)
			wr_buf_add(&shown, text + t->start, t->end - t->start);
		else
			wr_buf_str(&shown, t->kind == PY_END ? "END" : t->kind == PY_NEWLINE ? "NL" :
						   t->kind == PY_INDENT ? "IN" : t->kind == PY_DEDENT ? "OUT" :
						   an_py_token_text((enum py_token_kind)t->kind));
	}
	return shown.data;
}

#define TOKENS(text) tokens_of_bytes(text, sizeof(text) - 1)

static size_t errors(void)
{
	return front->tokens.errors.n;
}

static const char *error(size_t i)
{
	return i < errors() ? front->tokens.errors.items[i].message : "";
}

TEST(an_empty_file_is_its_end)
{
	CHECK_STR(TOKENS(""), "END");
	CHECK_STR(TOKENS("\n\n  \n# only a comment"), "END");
	CHECK_EQ("errors", errors(), 0);
}

TEST(names_keywords_and_operators)
{
	CHECK_STR(TOKENS("x=not _y2"), "x = not _y2 NL END");
	CHECK_STR(TOKENS("a**=b//c>>d<=e!=f->g:=h...@i"), "a **= b // c >> d <= e != f -> g := h ... @ i NL END");
	CHECK_STR(TOKENS("a<-b\n"), "a < - b NL END");
	CHECK_STR(TOKENS("a_name_of_more_than_sixteen_letters a_name_of8 a_name_of_more_than_sixteen_lettert"),
		  "a_name_of_more_than_sixteen_letters a_name_of8 a_name_of_more_than_sixteen_lettert NL END");
	CHECK_EQ("same names, same numbers", front->tokens.items[0].value != front->tokens.items[2].value, true);
	TOKENS("eight_by nine_byte fifteen_bytes_x eight_by nine_byte fifteen_bytes_x");
	for (size_t i = 0; i < 3; i++)
		CHECK_EQ("number", front->tokens.items[i].value, front->tokens.items[i + 3].value);
}

TEST(soft_keywords_are_names)
{
	TOKENS("match case type _ print");
	for (size_t i = 0; i < 5; i++)
		CHECK_EQ("kind", front->tokens.items[i].kind, PY_NAME);
}

TEST(lines_and_brackets)
{
	CHECK_STR(TOKENS("f(a,\n  b)\n\n\nc\n"), "f ( a , b ) NL c NL END");
	CHECK_EQ("lines", front->tokens.line_count, 6);
	CHECK_STR(TOKENS("x = [ # why\n1, # one\n]\n"), "x = [ 1 , ] NL END");
	CHECK_STR(TOKENS("a = b + \\\n    c\n"), "a = b + c NL END");
	CHECK_STR(TOKENS("no_end"), "no_end NL END");
}

TEST(line_ends_of_all_systems)
{
	CHECK_STR(TOKENS("if a:\r\n  b\r\nc\rd\n"), "if a : NL IN b NL OUT c NL d NL END");
	CHECK_EQ("lines", front->tokens.line_count, 5);
	CHECK_STR(TOKENS("a = \\\r\nb\r\n"), "a = b NL END");
}

TEST(indentation)
{
	CHECK_STR(TOKENS("if a:\n  if b:\n    c\n  d\ne\n"),
		  "if a : NL IN if b : NL IN c NL OUT d NL OUT e NL END");
	CHECK_STR(TOKENS("if a:\n  b\n\n# comment\n      # deeper comment\n  c\n"), "if a : NL IN b NL c NL OUT END");
	CHECK_STR(TOKENS("if a:\n\tb\n        c\n"), "if a : NL IN b NL c NL OUT END");
	CHECK_STR(error(0), "tabs and spaces are mixed in the indentation");
	CHECK_STR(TOKENS("if a:\n        b\n    \tc\n"), "if a : NL IN b NL c NL OUT END");
	CHECK_EQ("a tab goes to column 8, but is one column, too", errors(), 1);
	CHECK_STR(TOKENS("if a:\n    b\n  c\nd\n"), "if a : NL IN b NL c NL OUT d NL END");
	CHECK_STR(error(0), "this indentation matches no outer level");
}

TEST(form_feed_begins_the_column_anew)
{
	CHECK_STR(TOKENS("if a:\n  b\n\f\nc\n"), "if a : NL IN b NL OUT c NL END");
	CHECK_STR(TOKENS("if a:\n   \f  b\n  c\n"), "if a : NL IN b NL c NL OUT END");
	CHECK_EQ("errors", errors(), 0);
}

TEST(backslash_continues_an_indentation)
{
	/* CPython takes the column of the first part. */
	CHECK_STR(TOKENS("if a:\n  \\\n      b\n  c\n"), "if a : NL IN b NL c NL OUT END");
	TOKENS("a \\ b\n");
	CHECK_STR(error(0), "only a line end can follow a backslash here");
}

TEST(more_than_a_hundred_levels)
{
	struct wr_buf deep = WR_BUF_INIT;

	for (int i = 0; i < 120; i++)
		wr_buf_printf(&deep, "%*sif x:\n", i, "");
	tokens_of_bytes(deep.data, deep.len);
	CHECK_STR(error(0), "too many levels of indentation");
	CHECK_EQ("the last token", front->tokens.items[front->tokens.n - 1].kind, PY_END);
	wr_buf_free(&deep);
}

TEST(numbers)
{
	CHECK_STR(TOKENS("0 1_000 0xFf 0o17 0b1_0 1. .5 1e10 1_0.0e-1_0j 3J 1..real 1if x else 2"),
		  "0 1_000 0xFf 0o17 0b1_0 1. .5 1e10 1_0.0e-1_0j 3J 1. . real 1 if x else 2 NL END");
	CHECK_EQ("errors", errors(), 0);
	CHECK_EQ("an integer", front->tokens.items[1].value, PY_NUMBER_INTEGER);
	CHECK_EQ("no integer", front->tokens.items[5].value, PY_NUMBER_OTHER);
	CHECK_EQ("Python 2", front->tokens.python2, 0);
	TOKENS("12abc");
	CHECK_STR(error(0), "not a number");
	TOKENS("x = 0777");
	CHECK_EQ("octal of Python 2 at offset 4", front->tokens.python2, 5);
	TOKENS("10L");
	CHECK_EQ("long of Python 2", front->tokens.python2, 1);
}

TEST(strings)
{
	CHECK_STR(TOKENS("'a' \"b\" r'\\\\' R\"x\\\"y\" b'c' Rb'd' bR'e' u'f' ''"),
		  "'a' \"b\" r'\\\\' R\"x\\\"y\" b'c' Rb'd' bR'e' u'f' '' NL END");
	CHECK_STR(TOKENS("r'a\\'b' c"), "r'a\\'b' c NL END");
	CHECK_STR(TOKENS("'a\\\nb'\nc"), "'a\\\nb' NL c NL END");
	CHECK_STR(TOKENS("'''a'b''c\n\"'''\nd"), "'''a'b''c\n\"''' NL d NL END");
	CHECK_EQ("lines in a string count", front->tokens.line_count, 3);
	CHECK_STR(TOKENS("\"\"\"\\\"\"\"\" x"), "\"\"\"\\\"\"\"\" x NL END");
	CHECK_EQ("raw bytes", TOKENS("rb'a'") && (front->tokens.items[0].value & (PY_STRING_RAW | PY_STRING_BYTES)),
		 true);
}

TEST(strings_that_are_not_closed_end_at_their_line)
{
	CHECK_STR(TOKENS("a = 'b\nc = 1\n"), "a = 'b NL c = 1 NL END");
	CHECK_STR(error(0), "this string is not closed");
	CHECK_EQ("where", front->tokens.errors.items[0].at, 4);
	CHECK_STR(TOKENS("a = \"\"\"b\nc = 1\nd = 2\n"), "a = \"\"\"b NL c = 1 NL d = 2 NL END");
	CHECK_EQ("errors", errors(), 1);
	CHECK_EQ("lines", front->tokens.line_count, 4);
	CHECK_STR(TOKENS("f'{a' + b\nc\n"), "f' { a ' + b NL c NL END");
}

TEST(fstrings_are_tokens_inside)
{
	CHECK_STR(TOKENS("f'a{b}c'"), "f' a { b } c ' NL END");
	CHECK_STR(TOKENS("f'{x!r:>{w}.{p}}'"), "f' { x ! r : > { w } . { p } } ' NL END");
	CHECK_STR(TOKENS("f'{{}}{a}'"), "f' {{}} { a } ' NL END");
	CHECK_STR(TOKENS("f\"{d[\"k\"]}\""), "f\" { d [ \"k\" ] } \" NL END");         /* PEP 701 */
	CHECK_STR(TOKENS("f'{f'{f'{1}'}'}'"), "f' { f' { f' { 1 } ' } ' } ' NL END");
	CHECK_STR(TOKENS("f'''{\n  a  # why\n}\n'''\nb"), "f''' { a } \n ''' NL b NL END");
	CHECK_STR(TOKENS("f'{a=}{b!=c}{(lambda: 1)}'"), "f' { a = } { b != c } { ( lambda : 1 ) } ' NL END");
	CHECK_STR(TOKENS("f'\\N{DIGIT ONE}{a}\\{b}'"), "f' \\N{DIGIT ONE} { a } \\ { b } ' NL END");
	CHECK_STR(TOKENS("rf'\\{a}' Fr\"\\\""), "rf' \\ { a } ' Fr\"\\\" NL END");
	CHECK_EQ("\\\" is no end in a raw one either", errors(), 1);
	CHECK_STR(TOKENS("t'{a}' Tr'{b}'"), "t' { a } ' Tr' { b } ' NL END");            /* PEP 750 */
	CHECK_EQ("template", front->tokens.items[0].value & PY_STRING_TEMPLATE, PY_STRING_TEMPLATE);
	TOKENS("f'}'");
	CHECK_STR(error(0), "a single '}' in an f-string");
}

TEST(letters_of_all_scripts)
{
	CHECK_STR(TOKENS("h\xc3\xb6he = \xe5\x90\x8d + \xce\xb1\xcc\x81_1"),
		  "h\xc3\xb6he = \xe5\x90\x8d + \xce\xb1\xcc\x81_1 NL END");
	CHECK_EQ("errors", errors(), 0);
	CHECK_STR(TOKENS("a\xc2\xa0= 1"), "a = 1 NL END");      /* a no-break space */
	CHECK_STR(error(0), "this character cannot stand here");
	CHECK_STR(TOKENS("\xe2\x82\xac = 1"), "= 1 NL END");    /* a euro sign */
	CHECK_STR(TOKENS("a$b?"), "a b NL END");
	CHECK_EQ("errors", errors(), 2);
}

TEST(byte_order_mark_and_cookies)
{
	CHECK_STR(TOKENS("\xef\xbb\xbfx = 1"), "x = 1 NL END");
	CHECK_EQ("errors", errors(), 0);
	CHECK_STR(TOKENS("# -*- coding: latin-1 -*-\nh\xf6he\n"), "h\xc3\xb6he NL END");
	CHECK_STR(TOKENS("#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n'\x80'\n"), "'\xe2\x82\xac' NL END");
	CHECK_STR(TOKENS("x\n# coding: latin-1\nh\xf6he\n"), "x NL h\xf6he NL END");
	CHECK_STR(front->source.problem, "not UTF-8, and no encoding is named: these bytes are taken as letters");
	CHECK_STR(TOKENS("# coding: no-such-thing\nh\xf6he\n"), "h\xf6he NL END");
	CHECK_HAS(front->source.problem, "is not known");
	CHECK_STR(TOKENS("# coding: utf-8\n'\xff'\n"), "'\xff' NL END");
	CHECK_STR(front->source.problem, "not valid UTF-8: these bytes are taken as letters");
	CHECK_EQ("where", front->source.problem_at, 17);
}

TEST(nul_bytes)
{
	CHECK_STR(TOKENS("a\0b\n"), "a b NL END");
	CHECK_STR(error(0), "this character cannot stand here");
	TOKENS("'a\0b' # c\0d\nx\n");
	CHECK_EQ("strings and comments may hold them", errors(), 0);
	CHECK_EQ("tokens", front->tokens.n, 5);
}

TEST(brackets_that_are_never_closed_end_before_the_next_statement)
{
	CHECK_STR(TOKENS("x = f(a,\ny = 1\ndef g():\n  pass\n"),
		  "x = f ( a , NL y = 1 NL def g ( ) : NL IN pass NL OUT END");
	CHECK_STR(error(0), "never closed");
	CHECK_STR(front->tokens.errors.items[0].detail, "(");
	CHECK_EQ("where", front->tokens.errors.items[0].at, 5);
	CHECK_STR(TOKENS("class A(B:\n  def f(self): pass\n"), "class A ( B : NL IN def f ( self ) : pass NL OUT END");
	CHECK_STR(TOKENS("x = [1,\nasync def f(): pass\n"), "x = [ 1 , NL async def f ( ) : pass NL END");
	CHECK_STR(TOKENS("f(a,\n  b\n"), "f ( a , b NL END");
	/* Valid code with keywords in brackets, and arguments at the margin. */
	CHECK_STR(TOKENS("f(\na=1,\nb=[x for x in y\nif x])\n"), "f ( a = 1 , b = [ x for x in y if x ] ) NL END");
	CHECK_EQ("errors", errors(), 0);
}

TEST(brackets_that_close_nothing_are_dropped)
{
	CHECK_STR(TOKENS("f(a))\nb"), "f ( a ) NL b NL END");
	CHECK_STR(error(0), "closes nothing");
	CHECK_STR(TOKENS("f(a[1)\nb"), "f ( a [ 1 ) NL b NL END");
}

TEST(a_lost_quote_does_not_turn_code_and_strings_around)
{
	/* The first docstring lost its opening quotes; the second one ends what the first's end opened. */
	const char *text = TOKENS("def f():\n  \"\"\n  Words that explain.\n  \"\"\"\n  return 1\n"
				  "def g():\n  \"\"\"\n  More words here.\n  \"\"\"\n");

	CHECK_HAS(text, "return 1 NL OUT def g ( ) : NL IN \"\"\"\n  More words here.\n  \"\"\" NL OUT END");
}

TEST(comments_for_weir_are_kept)
{
	TOKENS("a # weir: ignore[loop-query] known\nb # other\n# weir: ignore[x]\n");
	CHECK_EQ("comments", front->tokens.comment_count, 2);
	CHECK_EQ("begins at", front->tokens.comments[0].start, 2);
}

TEST(backquotes_and_the_old_unequal_are_python_2)
{
	CHECK_STR(TOKENS("`x`"), "x NL END");
	CHECK_EQ("at", front->tokens.python2, 1);
	CHECK_STR(TOKENS("a <> b"), "a != b NL END");
	CHECK_EQ("at", front->tokens.python2, 3);
	TOKENS("ur'x'");
	CHECK_EQ("at", front->tokens.python2, 1);
}

/* PEP 3131: the normal forms (NFKC) are compared.  U+FB01 is the ligature of f and i, U+212B the sign of
 * the angstrom, U+00C5 the letter; e with U+0301 is U+00E9. */
TEST(names_are_the_same_if_their_normal_forms_are)
{
	const struct py_token *t;

	CHECK_STR(TOKENS("\xef\xac\x81nd find \xe2\x84\xab \xc3\x85 e\xcc\x81 \xc3\xa9"),
		  "\xef\xac\x81nd find \xe2\x84\xab \xc3\x85 e\xcc\x81 \xc3\xa9 NL END");
	t = front->tokens.items;
	CHECK_EQ("ligature", t[0].value, t[1].value);
	CHECK_EQ("angstrom", t[2].value, t[3].value);
	CHECK_EQ("combined accent", t[4].value, t[5].value);
	CHECK_EQ("others differ", t[1].value == t[3].value, false);
}

/* U+FF49 U+FF46 is "if" in wide letters: CPython looks keywords up in the source's own letters. */
TEST(no_keyword_is_written_with_other_letters)
{
	CHECK_STR(TOKENS("\xef\xbd\x89\xef\xbd\x86 = 1"), "\xef\xbd\x89\xef\xbd\x86 = 1 NL END");
	CHECK_EQ("a name", front->tokens.items[0].kind, PY_NAME);
}

/* A table that one file made large serves the next file: its own names begin anew, those of names.def stay. */
TEST(names_of_a_file_are_forgotten_before_the_next)
{
	static const size_t counts[] = { 300, 1500, 9000 };

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		struct wr_buf many = WR_BUF_INIT;

		for (size_t n = 0; n < counts[i]; n++)
			wr_buf_printf(&many, "name_%zu\n", n);
		tokens_of_bytes(many.data, many.len);
		CHECK_EQ("last name", front->tokens.items[2 * counts[i] - 2].value, PY_KNOWN_NAMES + counts[i] - 1);
		CHECK_STR(TOKENS("if len: name_7 = new"), "if len : name_7 = new NL END");
		CHECK_EQ("a built-in", front->tokens.items[1].value, PY_NAME_LEN);
		CHECK_EQ("a name that was there before", front->tokens.items[3].value, PY_KNOWN_NAMES);
		CHECK_EQ("the next one", front->tokens.items[5].value, PY_KNOWN_NAMES + 1);
		wr_buf_free(&many);
	}
}
