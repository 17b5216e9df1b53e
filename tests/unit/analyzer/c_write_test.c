/* What may change: assignments, contents, what is passed on, and what cannot. */
#include "tests/unit/analyzer/c_read.h"

/* Writes of `name` in the body, within a loop. */
static void check_writes(const char *body, const char *name, unsigned assign, unsigned change, unsigned pass)
{
	char text[2048], what[1200];
	const an_unit *u;

	snprintf(text, sizeof text, "#include <stdio.h>\n#include <string.h>\nstruct o { int n; char *text; int a[100]; struct o *in; struct o *next; };\n"
		 "void take(struct o *); void look(const struct o *); void by_value(struct o); void text(char *); void number(int);\n"
		 "void place(char **);\nextern struct o global;\n"
		 "void f(struct o *o, char *s, struct o v, int n, int m) { while (m) { %s } }\n", body);
	u = C(text);
	CHECK_EQ("diagnostics", an_unit_count(u, AN_DIAGNOSTICS), 1);
	snprintf(what, sizeof what, "%s: %s assigned", body, name);
	CHECK_EQ(what, writes(u, name, AN_WRITE_ASSIGN, 1), assign);
	snprintf(what, sizeof what, "%s: %s changed", body, name);
	CHECK_EQ(what, writes(u, name, AN_WRITE_CHANGE, 1), change);
	snprintf(what, sizeof what, "%s: %s passed", body, name);
	CHECK_EQ(what, writes(u, name, AN_WRITE_PASS, 1), pass);
}

TEST(assignments)
{
	check_writes("n = 1;", "n", 1, 0, 0);
	check_writes("n += 1;", "n", 1, 0, 0);
	check_writes("n++;", "n", 1, 0, 0);
	check_writes("--n;", "n", 1, 0, 0);
	check_writes("s = 0;", "s", 1, 0, 0);
	check_writes("v = *o;", "v", 1, 0, 0);
	check_writes("number(n = 3);", "n", 1, 0, 0);
	check_writes("if ((n = m)) number(1);", "n", 1, 0, 0);
	check_writes("n == 1; n < 2; number(n); s[n];", "n", 0, 0, 0);
	check_writes("int k = n; number(k);", "k", 1, 0, 0);
}

TEST(contents)
{
	check_writes("s[n] = 1;", "s", 0, 1, 0);
	check_writes("s[n]++;", "s", 0, 1, 0);
	check_writes("*s = 1;", "s", 0, 1, 0);
	check_writes("*s++ = 1;", "s", 1, 1, 0);
	check_writes("*(s + n) = 1;", "s", 0, 1, 0);
	check_writes("number(s[n]);", "s", 0, 0, 0);
	check_writes("s[n] = 1;", "n", 0, 0, 0);
}

TEST(members_change_with_their_objects)
{
	check_writes("o->n = 1;", "o->n", 1, 0, 0);
	check_writes("o->n = 1;", "o", 0, 1, 0);
	check_writes("o->n = 1;", "o->text", 0, 0, 0);
	check_writes("v.n = 1;", "v.n", 1, 0, 0);
	check_writes("v.n = 1;", "v", 0, 1, 0);
	check_writes("o->in->n = 1;", "o->in->n", 1, 0, 0);
	check_writes("o->in->n = 1;", "o->in", 0, 1, 0);
	check_writes("o->in->n = 1;", "o", 0, 1, 0);
	check_writes("o->a[n] = 1;", "o->a", 0, 1, 0);
	check_writes("o->a[n] = 1;", "o", 0, 1, 0);
	check_writes("global.n = 1;", "global", 0, 1, 0);
	check_writes("number(o->n);", "o", 0, 0, 0);
}

TEST(what_is_passed_on)
{
	check_writes("take(o);", "o", 0, 0, 1);
	check_writes("take(&v);", "v", 0, 0, 1);
	check_writes("take(o->in);", "o->in", 0, 0, 1);
	check_writes("look(o);", "o", 0, 0, 0);
	check_writes("look(&v);", "v", 0, 0, 0);
	check_writes("by_value(v);", "v", 0, 0, 0);
	check_writes("text(s);", "s", 0, 0, 1);
	check_writes("text(s + 1);", "s", 0, 0, 1);
	check_writes("place(&s);", "s", 0, 0, 1);
	check_writes("number(n);", "n", 0, 0, 0);
	check_writes("strlen(s);", "s", 0, 0, 0);
	check_writes("memset(&v, 0, sizeof v);", "v", 0, 0, 1);
	check_writes("memcpy(&v, o, sizeof v);", "o", 0, 0, 0);
	check_writes("printf(\"%s %d\", s, n);", "s", 0, 0, 0);
	check_writes("sscanf(s, \"%d\", &n);", "n", 0, 0, 1);
	check_writes("sscanf(s, \"%d\", &n);", "s", 0, 0, 0);
}

TEST(members_of_what_is_passed_on_may_change_with_it)
{
	check_writes("number(o->n); take(o);", "o->n", 0, 0, 1);
	check_writes("take(o); number(o->n);", "o->n", 0, 0, 1);
	check_writes("look(o); number(o->n);", "o->n", 0, 0, 0);
	check_writes("number(v.n); by_value(v);", "v.n", 0, 0, 0);
	check_writes("number(o->in->n); take(o);", "o->in->n", 0, 0, 1);
}

TEST(through_a_pointer_its_origin_changes)
{
	check_writes("int *p = &n; *p = 1;", "n", 0, 1, 0);
	check_writes("int *p = &n; *p = 1;", "p", 1, 1, 0);
	check_writes("int *p = o->a; p[0] = 1;", "o->a", 0, 1, 0);
	check_writes("struct o *q = o; q->n = 1;", "o", 0, 1, 0);
	check_writes("struct o *q = o; q = q->next; q->n = 1;", "o", 0, 1, 0);
	check_writes("struct o *q = o; take(q);", "o", 0, 0, 1);
	check_writes("const int *p = &n; number(*p);", "n", 0, 0, 0);
	check_writes("int k = n; k = 1;", "n", 0, 0, 0);
	check_writes("o->text = &s[1];", "s", 0, 0, 1);         /* kept where others may change it */
}

TEST(writes_have_a_line_and_a_function)
{
	const an_unit *u = C("void f(int n)\n{\n\n\tn = 1;\n}\n");
	const struct an_write *w = an_write_at(u, 1);

	CHECK_EQ("writes", an_unit_count(u, AN_WRITES), 2);
	CHECK_EQ("line", w->line, 4);
	CHECK_EQ("function", w->function, 1);
	CHECK_EQ("loop", w->loop, 0);
	CHECK_EQ("grows", w->grows, 0);
}
