/* ways_test.c - marks of C and C++ sources, and walks along them. */
#include "analyzer/ways.h"
#include "c_read.h"

static const char *const kinds[] = { "?", "branch", "arm", "join", "loop", "condition", "end", "return", "break",
				     "continue", "throw", "goto", "label", "keep", "mention" };

/* The kinds of all marks, in order. */
static const char *marks(const an_unit *u)
{
	static char text[1024];
	size_t n = 0;

	text[0] = '\0';
	for (an_id i = 1; i < an_unit_count(u, AN_MARKS); i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", i > 1 ? " " : "", kinds[an_mark_at(u, i)->kind]);
	return text;
}

TEST(branches_loops_and_leaving_are_marked)
{
	CHECK_STR(marks(C("void f(int a) { if (a) return; else a = 1; }")), "branch arm return arm join");
	CHECK_STR(marks(C("void f(int a) { while (a) { if (a > 1) break; continue; } }")),
		  "loop condition branch arm break join continue end");
	CHECK_STR(marks(C("void f(int a) { do { a--; } while (a); do { a++; } while (0); }")),
		  "loop condition end loop end");
	CHECK_STR(marks(C("void f(int a) { for (;;) { if (a) goto out; } out: a = 1; }")),
		  "loop branch arm goto join end label");
	CHECK_STR(marks(C("int f(int a) { switch (a) { case 1: a = 2; break; default: a = 3; } return a ? 1 : 2; }")),
		  "branch arm break arm join branch arm arm join return");
}

TEST(a_join_says_whether_one_arm_was_run)
{
	const an_unit *u = C("void f(int a) { if (a) a = 1; if (a) a = 2; else a = 3; }");

	CHECK_EQ("flags", an_mark_at(u, 3)->flags & AN_MARK_ALL, 0);
	CHECK_EQ("flags", an_mark_at(u, 7)->flags & AN_MARK_ALL, AN_MARK_ALL);
}

TEST(what_is_asked_is_there_or_not)
{
	const unsigned said = AN_MARK_ABSENT | AN_MARK_THERE;

	CHECK_EQ("flags", an_mark_at(C("void f(char *p) { if (!p) return; }"), 1)->flags & said, AN_MARK_ABSENT);
	CHECK_EQ("flags", an_mark_at(C("void f(char *p) { if (p) return; }"), 1)->flags & said, AN_MARK_THERE);
	CHECK_EQ("flags", an_mark_at(C("void f(int fd) { if (fd < 0) return; }"), 1)->flags & said, AN_MARK_ABSENT);
	CHECK_EQ("flags", an_mark_at(C("void f(int fd) { if (fd >= 0) return; }"), 1)->flags & said, AN_MARK_THERE);
	CHECK_EQ("flags", an_mark_at(C("void f(int a, int b) { if (a < b) return; }"), 1)->flags, 0);
}

/* What the only branch of a function that says `condition` asks of a number. */
static unsigned asked(const char *condition, bool *variable)
{
	static char source[256];
	const struct an_mark *m;

	snprintf(source, sizeof source, "int g(int); int h(int); void f(int a, int rc) { if (%s) return; }", condition);
	m = an_mark_at(C(source), 1);
	*variable = m->target != 0;
	return m->flags & ~(unsigned)(AN_MARK_ABSENT | AN_MARK_THERE);
}

TEST(what_a_condition_asks_of_one_number)
{
	static const struct { const char *condition; unsigned flags; bool variable; } cases[] = {
		{ "g(a)", AN_MARK_CALL | AN_MARK_NONZERO, false },
		{ "!g(a)", AN_MARK_CALL | AN_MARK_ZERO, false },
		{ "!!g(a)", AN_MARK_CALL | AN_MARK_NONZERO, false },
		{ "g(a) == 0", AN_MARK_CALL | AN_MARK_ZERO, false },
		{ "0 != g(a)", AN_MARK_CALL | AN_MARK_NONZERO, false },
		{ "g(a) < 0", AN_MARK_CALL | AN_MARK_NONZERO | AN_MARK_NEGATIVE, false },
		{ "g(a) == -1", AN_MARK_CALL | AN_MARK_NONZERO | AN_MARK_NEGATIVE, false },
		{ "!(g(a) < 0)", AN_MARK_CALL | AN_MARK_ZERO | AN_MARK_NEGATIVE, false },
		{ "__builtin_expect(!!g(a), 0)", AN_MARK_CALL | AN_MARK_NONZERO, false },
		{ "rc", AN_MARK_NONZERO, true },
		{ "rc >= 0", AN_MARK_ZERO | AN_MARK_NEGATIVE, true },
		{ "(rc = g(a)) != 0", AN_MARK_NONZERO, true },
		{ "rc && rc != 16", AN_MARK_NONZERO | AN_MARK_FIRST, true },
		{ "a > 3 || g(a)", AN_MARK_CALL | AN_MARK_NONZERO | AN_MARK_SECOND, false },
		{ "g(a) == 0 && a > 3", AN_MARK_CALL | AN_MARK_ZERO | AN_MARK_FIRST, false },
		{ "!(a > 3 || g(a))", AN_MARK_CALL | AN_MARK_ZERO | AN_MARK_FIRST, false },
		{ "g(a) && h(a)", AN_MARK_CALL | AN_MARK_NONZERO | AN_MARK_FIRST, false },
		{ "(g(a) || a > 3) && a > 4", 0, false },
		{ "g(a) && h(a) > 7", 0, false },
		{ "g(a) > 7", 0, false },
		{ "a < rc", 0, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool variable;

		CHECK_EQ(cases[i].condition, asked(cases[i].condition, &variable), cases[i].flags);
		CHECK_EQ(cases[i].condition, variable, cases[i].variable);
	}
}

TEST(what_is_returned_is_a_constant_or_asked)
{
	const unsigned value = AN_MARK_VALUE;

	CHECK_EQ("0", an_mark_at(C("int f(void) { return 0; }"), 1)->flags, value | AN_MARK_ZERO);
	CHECK_EQ("1", an_mark_at(C("int f(void) { return 1; }"), 1)->flags, value | AN_MARK_NONZERO);
	CHECK_EQ("-2", an_mark_at(C("int f(void) { return -2; }"), 1)->flags, value | AN_MARK_NONZERO | AN_MARK_NEGATIVE);
	CHECK_EQ("g() == 0", an_mark_at(C("int g(void); int f(void) { return g() == 0; }"), 1)->flags,
		 value | AN_MARK_CALL | AN_MARK_ZERO);
	CHECK_EQ("n", an_mark_at(C("int f(int n) { return n; }"), 1)->flags, value | AN_MARK_NONZERO);
	CHECK_EQ("n + 1", an_mark_at(C("int f(int n) { return n + 1; }"), 1)->flags, value);
}

TEST(values_that_are_kept_and_globals_that_are_mentioned)
{
	CHECK_STR(marks(C("struct s { char *p; }; void f(struct s *s, char *p) { s->p = p; }")), "keep");
	CHECK_STR(marks(C("void f(char *p) { char c = *p; (void)c; }")), "");
	CHECK_STR(marks(C("int n; int f(void) { return n + n; } void g(void) { n++; }")), "mention return mention");
}

/* A state: the ops that may have been run, by number of the call's digit. */
struct run { unsigned bits; };

static unsigned at_end, at_return, turns;

static void join(void *state, const void *other, void *data)
{
	(void)data;
	((struct run *)state)->bits |= ((const struct run *)other)->bits;
}

static void run_op(struct an_ways *ways, void *state, an_id op)
{
	const char *name = an_text(an_unit_of(ways->p, ways->function), an_op_at(an_unit_of(ways->p, ways->function), op)->name);

	((struct run *)state)->bits |= 1u << (name[1] - '0');
}

static void leave(struct an_ways *ways, void *state, const struct an_mark *mark)
{
	if (!ways->muted && mark->kind == AN_MARK_RETURN)
		at_return |= ((struct run *)state)->bits;
}

static void turn(struct an_ways *ways, void *state, an_id loop)
{
	(void)loop;
	if (!ways->muted)
		turns |= ((struct run *)state)->bits;
}

static void end(struct an_ways *ways, void *state)
{
	(void)ways;
	at_end = ((struct run *)state)->bits;
}

/* Walks f, which calls c0() to c9(). */
static void walk(const char *body)
{
	char text[1024];
	const an_unit *u;
	struct an_program *p;
	struct wr_err err;
	struct run run = { 0 };
	struct an_ways ways = { .size = sizeof run, .join = join, .op = run_op, .mark = leave, .turn = turn, .end = end };

	snprintf(text, sizeof text, "void c0(void), c1(void), c2(void), c3(void);\nvoid f(int a) { %s }", body);
	u = C(text);
	p = an_program_new(&u, 1, NULL, &err);
	at_end = at_return = turns = 0;
	an_walk_ways(&ways, p, 1, &run);
	an_program_free(p);
}

TEST(ways_part_and_meet)
{
	walk("if (a) c0(); else c1(); c2();");
	CHECK_EQ("at the end", at_end, 7);
	walk("if (a) { c0(); return; } c1();");
	CHECK_EQ("at the end", at_end, 2);
	CHECK_EQ("at the return", at_return, 1);
	walk("switch (a) { case 1: c0(); break; case 2: c1(); return; default: c2(); } c3();");
	CHECK_EQ("at the end", at_end, 1 | 4 | 8);
	CHECK_EQ("at the return", at_return, 2);
}

TEST(a_turn_begins_with_what_the_last_one_left)
{
	walk("for (;;) { if (a) return; c0(); }");
	CHECK_EQ("at the return", at_return, 1);
	CHECK_EQ("at the end", at_end, 0);           /* never reached */
	walk("while (a) { c0(); if (a > 1) continue; c1(); break; } c2();");
	CHECK_EQ("at the end", at_end, 7);
	CHECK_EQ("turns", turns, 0);            /* only continue goes on */
}

TEST(goto_leads_to_its_label)
{
	walk("c0(); if (a) goto out; c1(); return; out: c2();");
	CHECK_EQ("at the return", at_return, 3);
	CHECK_EQ("at the end", at_end, 5);
}
