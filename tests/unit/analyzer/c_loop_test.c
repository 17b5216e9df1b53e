/* Loops of C as units: parts that libclang does not name, trips, what leaves them. */
#include "tests/unit/analyzer/c_read.h"

TEST(a_for_loop_has_variable_trip_and_text)
{
	const an_unit *u = C("void f(int *a) {\n\tfor (int i = 0; i < 8; i++)\n\t\ta[i] = i;\n}\n");
	const struct an_loop *l = an_loop_at(u, 1);

	CHECK_EQ("loops", loop_count(u), 1);
	CHECK_EQ("kind", l->kind, AN_FOR);
	CHECK_STR(symbol_name(u, l->variable), "i");
	CHECK_STR(symbol_name(u, l->iterated), "a");
	CHECK_TEXT(u, l->over, "i < 8");
	CHECK_EQ("trip", l->trip, 8);
	CHECK_EQ("small", l->small, 1);
	CHECK_EQ("flags", l->flags, 0);
	CHECK_EQ("line", l->header.line, 2);
	CHECK_EQ("column", l->header.column, 2);
	CHECK_EQ("end of header", l->header.end_column, 29);    /* behind the parenthesis */
	CHECK_EQ("end", l->span.end_line, 3);
}

TEST(trips_are_counted_for_every_relation_and_step)
{
	static const struct { const char *header; unsigned trip; } cases[] = {
		{ "int i = 0; i < 10; i++", 10 }, { "int i = 0; i <= 10; ++i", 11 },
		{ "int i = 10; i > 0; i--", 10 }, { "int i = 10; i >= 0; i -= 2", 6 },
		{ "int i = 0; i != 12; i += 3", 4 }, { "int i = 0; i < 7; i += 2", 4 },
		{ "int i = 0; i < (int)(sizeof(int[5]) / sizeof(int)); i++", 5 },
		{ "i = 1; i < LIMIT; i++", 99 }, { "i = ONE; i < TWO; i++", 1 },
		{ "int i = 0; i < n; i++", 0 }, { "int i = n; i < 10; i++", 0 },
		{ "int i = 5; i < 5; i++", 0 }, { "int i = 0; i < 10; i--", 0 }, { "int i = 0; i < 10; i *= 2", 0 },
	};
	char text[512];

	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		const an_unit *u;

		snprintf(text, sizeof text, "#define LIMIT 100\nenum { ONE = 1, TWO };\nint g(int);\n"
			 "void f(int n) { int i; for (%s) g(n); (void)i; }\n", cases[k].header);
		u = C(text);
		CHECK_EQ(cases[k].header, loop_count(u), 1);
		CHECK_EQ(cases[k].header, an_loop_at(u, 1)->trip, cases[k].trip);
	}
}

/* libclang leaves out null children: for (;n;) and for (n;;) look alike to it. */
TEST(parts_of_a_for_are_told_apart_whatever_is_left_out)
{
	static const struct { const char *header; bool forever, init, condition; } cases[] = {
		{ "init(); cond(); step()", false, true, true }, { "init();;", true, true, false },
		{ "; cond();", false, false, true }, { ";; step()", true, false, false },
		{ "init(); cond();", false, true, true }, { "init();; step()", true, true, false },
		{ "; cond(); step()", false, false, true }, { "; cond() /* ; */ ; step()", false, false, true },
		{ ";;", true, false, false },
	};
	char text[512];

	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		const an_unit *u;
		an_id op;

		snprintf(text, sizeof text, "int init(void), cond(void), step(void), body(void);\n"
			 "void f(void) { for (%s) body(); }\n", cases[k].header);
		u = C(text);
		CHECK_EQ(cases[k].header, !!(an_loop_at(u, 1)->flags & AN_LOOP_FOREVER), cases[k].forever);
		CHECK_EQ("body", call_of(u, "body")->loop, 1);
		CHECK_EQ("body", call_of(u, "body")->flags, 0);
		op = find_op(u, "init", 1);
		CHECK_EQ(cases[k].header, op != 0, cases[k].init);
		if (op)
			CHECK_EQ("init is outside", an_op_at(u, op)->loop, 0);
		op = find_op(u, "cond", 1);
		CHECK_EQ(cases[k].header, op != 0, cases[k].condition);
		if (op)
			CHECK_EQ("condition", an_op_at(u, op)->flags, AN_OP_IN_CONDITION);
		op = find_op(u, "step", 1);
		if (op)
			CHECK_EQ("increment", an_op_at(u, op)->flags, AN_OP_IN_CONDITION);
	}
}

TEST(a_loop_made_by_a_macro_is_kept_and_named_by_the_macro)
{
	const an_unit *u = C("#define FOREACH(i, n) for (int i = 0; i < (n); i++)\n"
			     "#define FOREVER for (;;)\n#define EACH(p, l) for (p = l; p; p = p->next)\n"
			     "struct item { struct item *next; }; int use(int);\n"
			     "void f(struct item *list) {\n\tstruct item *p;\n\tFOREACH(k, 8)\n\t\tuse(k);\n"
			     "\tFOREVER\n\t\tuse(1);\n\tEACH(p, list)\n\t\tuse(2);\n}\n");

	CHECK_EQ("loops", loop_count(u), 3);
	CHECK_TEXT(u, an_loop_at(u, 1)->over, "FOREACH(k, 8)");
	CHECK_EQ("trip", an_loop_at(u, 1)->trip, 8);
	CHECK_EQ("line", an_loop_at(u, 1)->span.line, 7);
	CHECK_EQ("forever", an_loop_at(u, 2)->flags, AN_LOOP_FOREVER);
	CHECK_STR(symbol_name(u, an_loop_at(u, 3)->variable), "p");
	CHECK_STR(symbol_name(u, an_loop_at(u, 3)->iterated), "list");
	CHECK_EQ("calls", count_kind(u, AN_OP_CALL), 3);
	for (unsigned i = 1; i <= 3; i++)
		CHECK_EQ("each in its own loop", an_op_at(u, find_op(u, "use", i))->loop, i);
}

TEST(what_is_walked_is_found)
{
	static const struct { const char *code, *iterated, *variable; } cases[] = {
		{ "for (struct n *p = l->next; p; p = p->next) use(p);", "l->next", "p" },
		{ "struct n *p = l; while (p) { use(p); p = p->next; }", "l", "p" },
		{ "while (l) { use(l); l = l->next; }", "l", "l" },
		{ "for (unsigned long i = 0; i < strlen(s); i++) use(0);", "s", "i" },
		{ "for (int i = 0; i < n; i++) a[i]++;", "a", "i" },
		{ "for (int i = 0; i < l->count; i++) use(&l->items[i]);", "l->items", "i" },
		{ "for (int i = 0; i < n; i++) a[i] = b[i];", "", "i" },
		{ "for (; *s; s++) use(0);", "s", "s" },
		{ "while (n--) use(0);", "", "n" },
	};
	char text[1024];

	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		const an_unit *u;

		snprintf(text, sizeof text, "#include <string.h>\nstruct n { struct n *next; int count; int items[9]; };\n"
			 "void use(void *);\nvoid f(struct n *l, int *a, int *b, int n, char *s) { %s }\n", cases[k].code);
		u = C(text);
		if (strcmp(symbol_name(u, an_loop_at(u, 1)->iterated), cases[k].iterated) ||
		    strcmp(symbol_name(u, an_loop_at(u, 1)->variable), cases[k].variable))
			fail_msg("%s: over %s by %s", cases[k].code, symbol_name(u, an_loop_at(u, 1)->iterated),
				 symbol_name(u, an_loop_at(u, 1)->variable));
	}
}

TEST(loops_by_iterators_are_over_what_those_go_over)
{
	const an_unit *u = C("typedef struct { int at; } listIter; struct list { int n; }; struct node { struct node *next; int key; };\n"
			     "typedef struct dictIterator dictIterator;\n"
			     "void rewind_list(struct list *, listIter *); struct node *next_node(listIter *);\n"
			     "dictIterator *get_iterator(struct list *, int); struct node *next_entry(dictIterator *);\n"
			     "int f(struct list *l, struct list *d, int key) { listIter li; dictIterator *di = get_iterator(d, 1); struct node *n, *e;\n"
			     "rewind_list(l, &li); while ((n = next_node(&li)) != 0) { if (n->key == key) return 1; }\n"
			     "while ((e = next_entry(di))) key += e->key; return key; }\n");

	CHECK_STR(symbol_name(u, an_loop_at(u, 1)->iterated), "l");
	CHECK_STR(symbol_name(u, an_loop_at(u, 1)->variable), "n");
	CHECK_STR(symbol_name(u, an_loop_at(u, 2)->iterated), "d");
	CHECK_STR(symbol_name(u, an_loop_at(u, 2)->variable), "e");
}

TEST(loops_that_halve_are_logarithmic)
{
	static const struct { const char *code; bool halving; } cases[] = {
		{ "for (int i = 1; i < n; i *= 2) use(i);", true }, { "for (int i = n; i; i /= 2) use(i);", true },
		{ "for (int i = n; i; i >>= 1) use(i);", true }, { "for (int i = 1; i < n; i = i * 2) use(i);", false },
		{ "while (n) { use(n); n = n / 10; }", true }, { "do { n >>= 1; } while (n);", true },
		{ "int lo = 0, hi = n; while (lo < hi) { int m = lo + (hi - lo) / 2; if (use(m)) lo = m + 1; else hi = m; }", true },
		{ "int lo = 0, hi = n; while (lo <= hi) { int m = (lo + hi) >> 1; if (use(m)) lo = m + 1; else hi = m - 1; }", true },
		{ "while (t) t = use(1) ? t->left : t->right;", true },
		{ "while (t) { if (use(1)) t = t->left; else t = t->right; }", true },
		{ "while (t) t = t->left;", false }, { "while (n) { use(n / 2); n--; }", false },
		{ "for (int i = 0; i < n; i++) { int m = i / 2; use(m); }", false },
	};
	char text[1024];

	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		const an_unit *u;

		snprintf(text, sizeof text, "struct t { struct t *left, *right; }; int use(int);\n"
			 "void f(int n, struct t *t) { %s (void)t; }\n", cases[k].code);
		u = C(text);
		CHECK_EQ(cases[k].code, !!(an_loop_at(u, 1)->flags & AN_LOOP_HALVING), cases[k].halving);
	}
}

TEST(loops_that_try_again_are_no_loops_over_data)
{
	static const struct { const char *code; bool retry; } cases[] = {
		{ "for (int retries = 0; retries < n; retries++) use();", true },
		{ "for (int i = 0; i < max_attempts; i++) use();", true }, { "for (int maxTries = n; maxTries; maxTries--) use();", true },
		{ "while (use() < 0 && errno == EINTR) ;", true }, { "for (int i = 0; i < entries; i++) use();", false },
		{ "while (use() < 0) ;", false },
	};
	char text[512];

	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		const an_unit *u;

		snprintf(text, sizeof text, "#include <errno.h>\nint use(void);\n"
			 "void f(int n, int max_attempts, int entries) { %s }\n", cases[k].code);
		u = C(text);
		CHECK_EQ(cases[k].code, !!(an_loop_at(u, 1)->flags & AN_LOOP_RETRY), cases[k].retry);
	}
}

TEST(do_while_0_is_no_loop)
{
	const an_unit *u = C("void a(void), b(void);\n#define TWICE() do { a(); a(); } while (0)\n"
			     "void f(int n) { for (int i = 0; i < n; i++) { TWICE(); do { if (n) break; b(); } while (0); } }\n");

	CHECK_EQ("loops", loop_count(u), 1);
	CHECK_EQ("a", an_op_at(u, find_op(u, "a", 2))->loop, 1);
	CHECK_EQ("what break leaves is not the loop", call_of(u, "b")->loop, 1);
}

TEST(do_while_runs_and_tests)
{
	const an_unit *u = C("int more(void); void work(void);\nvoid f(void) { do work(); while (more()); }\n");

	CHECK_EQ("loops", loop_count(u), 1);
	CHECK_EQ("body", call_of(u, "work")->loop, 1);
	CHECK_EQ("condition", call_of(u, "more")->flags, AN_OP_IN_CONDITION);
	CHECK_TEXT(u, an_loop_at(u, 1)->over, "more()");
}

/* "the innermost loop that repeats this op": what is done on the way out is not repeated. */
TEST(what_leaves_the_loop_is_outside_of_it)
{
	static const struct { const char *code; unsigned in; } cases[] = {
		{ "op();", 1 }, { "if (n) { op(); break; }", 0 }, { "if (n) { op(); return; }", 0 },
		{ "if (n) return op();", 0 }, { "if (n) { op(); continue; } g();", 1 },
		{ "op(); break;", 0 }, { "op(); return;", 0 }, { "if (n) continue; op(); return;", 0 },
		{ "op(); if (n) continue; return;", 1 }, { "if (n) { if (g()) continue; op(); break; }", 0 },
		{ "if (n) { op(); if (g()) continue; break; }", 1 }, { "if (n) { op(); goto out; }", 0 },
		{ "if (n) { op(); goto in; } in: g();", 1 }, { "switch (n) { case 1: op(); break; }", 1 },
		{ "switch (n) { case 1: op(); return; case 2: g(); }", 0 },
		{ "switch (n) { case 1: g(); case 2: op(); continue; }", 1 },
		{ "if (n) op(), exit(1);", 0 }, { "if (g()) { op(); break; } else { op(); return; }", 0 },
		{ "if (g()) { op(); } else { break; }", 1 },
	};
	char text[512];

	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		const an_unit *u;

		snprintf(text, sizeof text, "#include <stdlib.h>\nvoid op(void); int g(void);\n"
			 "void f(int n) { while (g()) { %s } out: ; }\n", cases[k].code);
		u = C(text);
		CHECK_EQ(cases[k].code, loop_count(u), 1);
		CHECK_EQ(cases[k].code, call_of(u, "op")->loop, cases[k].in);
	}
}

TEST(leaving_an_inner_loop_stays_in_the_outer_one)
{
	const an_unit *u = C("void a(void), b(void); int g(void);\nvoid f(void) { while (g()) while (g()) {"
			     " if (g()) { a(); break; } if (g()) { b(); return; } } }\n");

	CHECK_EQ("loops", loop_count(u), 2);
	CHECK_EQ("parent", an_loop_at(u, 2)->parent, 1);
	CHECK_EQ("break", call_of(u, "a")->loop, 1);
	CHECK_EQ("return", call_of(u, "b")->loop, 0);
}

TEST(a_loop_behind_which_the_outer_one_ends_has_no_parent)
{
	const an_unit *u = C("void a(void); int g(void);\n"
			     "void f(void) { while (g()) { if (g()) { while (g()) a(); return; } } }\n");

	CHECK_EQ("loops", loop_count(u), 2);
	CHECK_EQ("parent", an_loop_at(u, 2)->parent, 0);
	CHECK_EQ("repeated by the inner one", call_of(u, "a")->loop, 2);
}

TEST(ops_know_whether_they_are_conditional_or_cold)
{
	const an_unit *u = C("#include <assert.h>\n#include <stdlib.h>\nint a(void), b(void), c(void), d(void), e(void), h(void);\n"
			     "void f(int n) { while (n) { a(); if (n) b(); n && c(); n ? d() : 0; assert(e());\n"
			     "if (n) { h(); abort(); } } }\n");

	CHECK_EQ("a", call_of(u, "a")->flags, 0);
	CHECK_EQ("if", call_of(u, "b")->flags, AN_OP_GUARDED);
	CHECK_EQ("&&", call_of(u, "c")->flags, AN_OP_GUARDED);
	CHECK_EQ("?:", call_of(u, "d")->flags, AN_OP_GUARDED);
	CHECK_EQ("assert's own condition", call_of(u, "e")->flags, 0);
	CHECK_EQ("before abort", call_of(u, "h")->flags, AN_OP_GUARDED | AN_OP_COLD);
}

TEST(functions_that_do_not_return_are_known_by_their_attributes)
{
	static const char *const heads[] = {
		"__attribute__((noreturn)) void fail(void);", "_Noreturn void fail(void);",
		"void fail(void) __attribute__((__noreturn__));",
		"#define DIES __attribute__((noreturn))\nDIES void fail(void);",
	};
	char text[512];

	for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
		const an_unit *u;

		snprintf(text, sizeof text, "%s\nvoid op(void);\nvoid f(int n) { while (n) if (n) { op(); fail(); } }\n",
			 heads[k]);
		u = C(text);
		CHECK_EQ(heads[k], call_of(u, "op")->loop, 0);
		CHECK_EQ(heads[k], call_of(u, "op")->flags, AN_OP_GUARDED | AN_OP_COLD);
	}
}

TEST(work_that_is_done_once_is_a_memo)
{
	static const struct { const char *code; bool memo; } cases[] = {
		{ "if (!cache) cache = op();", true }, { "if (cache == 0) { cache = op(); }", true },
		{ "if (cache) return; cache = op();", true }, { "if (table[n]) return; table[n] = op();", true },
		{ "if (table[n] == -1) table[n] = op();", true }, { "if (o->data == 0) o->data = op();", true },
		{ "int *local = 0; if (!local) local = op();", false }, { "if (!cache) op();", false },
		{ "if (cache) cache = op();", false }, { "if (o->error) return; o->error = op();", false },
		{ "if (o->data) return; o->data = op();", true }, { "static int *once; if (!once) once = op();", true },
		{ "for (; o; o = o->next) if (!o->data) o->data = op();", false },
		{ "for (int i = 0; i < n; i++) if (!table[i]) table[i] = op();", false },
		{ "for (int i = 0; i < n; i++) if (!cache) cache = op();", true },
	};
	char text[512];

	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		const an_unit *u;

		snprintf(text, sizeof text, "struct o { int *data, *error; struct o *next; };\nstatic int *cache; static int *table[100];\n"
			 "int *op(void);\nvoid f(int n, struct o *o) { %s (void)n; (void)o; }\n", cases[k].code);
		u = C(text);
		CHECK_EQ(cases[k].code, !!(call_of(u, "op")->flags & AN_OP_MEMO), cases[k].memo);
	}
}

TEST(a_guard_against_errors_is_no_memo)
{
	const an_unit *u = C("struct o { int state; };\nint op(void);\n"
			     "int f(struct o *o) { if (o->state) return -1; o->state = op(); return 0; }\n");

	CHECK_EQ("flags", call_of(u, "op")->flags, 0);
	u = C("struct o { int state; };\nint op(void);\nint f(struct o *o) { if (o->state) return o->state; return o->state = op(); }\n");
	CHECK_EQ("flags", call_of(u, "op")->flags, AN_OP_MEMO);
}
