/*
 * What libclang's C interface hides, turns round or leaves out, one by one, and the test that covers it
 * (in this file where none is named):
 *
 *	many expressions are UnexposedExpr              what_is_unexposed_is_transparent
 *	a for statement skips the parts that are        c_loop: parts_of_a_for_are_told_apart_whatever_is_left_out
 *	 not there, and no child has a role
 *	if (init; condition), if (T x = ...)            c_cpp: conditions_may_declare
 *	children of a variable mix types, sizes         sizes_and_types_are_no_initializers
 *	 and initializers
 *	code from macros is in no main file             c_loop: a_loop_made_by_a_macro_is_kept_and_named_by_the_macro
 *	all of a macro's body is in one place           what_a_macro_does_twice_is_done_twice
 *	operators of classes: operands and operator     operators_of_classes_are_calls_of_what_they_refer_to
 *	 in source order
 *	copies are calls of constructors                copies_are_seen; c_cpp: copies_that_are_left_out_are_no_calls
 *	captures of lambdas by default are not told     implied_captures_are_found; c_cpp: lambdas_are_functions_of_their_own
 *	statement expressions, compound literals        c_call: what_gnu_added_is_read
 *	labels and gotos                                a_goto_back_is_a_loop
 *	templates: dependent calls have no callee       c_cpp: templates_are_silent_where_they_depend
 *	sizeof is opaque, and runs nothing              what_is_only_measured_is_not_run
 *	no flow: what leaves a loop                     c_loop: what_leaves_the_loop_is_outside_of_it
 *	virtual calls know the static type only         c_cpp: classes_know_their_bases_and_calls_their_dispatch
 *	functions in fields, variables and tables       c_call: functions_in_fields_are_aliases_and_calls_through_them_dispatched
 *	functions that are passed                       c_call: a_function_that_is_passed_is_an_argument_and_called_back
 *	a precompiled header of another compiler        c_flags: what_could_do_harm_or_is_of_no_use_does_not
 *	relative folders and the working folder         c_flags: paths_are_those_of_the_folder_of_the_command;
 *	                                                c_front: reading_leaves_the_working_folder_alone
 *	static functions of one name share a USR        c_call: static_functions_of_files_of_one_name_are_told_apart
 *	a header's functions are in every unit          script cli/sources_test: test_a_header_is_reported_once
 *	OpenMP hides loops in directives                openmp_changes_nothing
 *	lines of #embed and __has_include, headers      cache_test
 *	 that were looked for in vain
 */
#include "tests/unit/analyzer/c_read.h"

TEST(what_is_unexposed_is_transparent)
{
	const an_unit *u = C("#include <string.h>\n_Atomic unsigned total;\nstruct s { const char *a, *b; };\nvoid take(const void *);\n"
			     "void f(char *text) {\n\tstruct s v = { .b = strdup(text) };\n\ttotal = strlen(text);\n\ttake(v.b);\n\ttake((void *)(text));\n}\n");

	CHECK(find_op(u, "strdup", 1));         /* in a designated initializer */
	CHECK(find_op(u, "strlen", 1));         /* converted, and atomic */
	CHECK_EQ("a cast is its operand", arg_of(u, an_op_at(u, find_op(u, "take", 2)), 0)->kind, AN_ARG_SYMBOL);
	u = CPP("#include <string>\nvoid take(const std::string &);\nvoid f(const char *s) { take(s); take(std::string(s) + \"x\"); }\n");
	CHECK(find_op(u, "take", 2));           /* temporaries, bound and cleaned up */
}

TEST(sizes_and_types_are_no_initializers)
{
	const an_unit *u = C("enum { N = 4 }; struct p { int x; }; int g(void);\n"
			     "void f(void) { int a[N * 2]; struct p q[N]; int n = g(), m; __typeof__(n) k; (void)a; (void)q; (void)m; (void)k; }\n");

	CHECK_EQ("n alone has a value", writes(u, "n", AN_WRITE_ASSIGN, -1), 1);
	CHECK_EQ("a", writes(u, "a", AN_WRITE_ASSIGN, -1), 0);
	CHECK_EQ("q", writes(u, "q", AN_WRITE_ASSIGN, -1), 0);
	CHECK_EQ("k", writes(u, "k", AN_WRITE_ASSIGN, -1), 0);
	CHECK_EQ("small", an_symbol_at(u, find_symbol(u, "a"))->small, 1);
	CHECK_EQ("calls", count_kind(u, AN_OP_CALL), 1);
}

TEST(what_a_macro_does_twice_is_done_twice)
{
	const an_unit *u = C("int g(int); int h(int);\n#define BOTH(x) (g(x) + h(x) + g(x))\nint f(int n) { return BOTH(n); }\n");

	CHECK(find_op(u, "g", 2) && find_op(u, "h", 1));
	CHECK_EQ("in one place", an_op_at(u, find_op(u, "g", 1))->span.column, an_op_at(u, find_op(u, "h", 1))->span.column);
}

TEST(operators_of_classes_are_calls_of_what_they_refer_to)
{
	const an_unit *u = CPP("struct A { A &operator+=(int); int operator[](int) const; bool operator()(int) const; };\n"
			       "A operator-(const A &, const A &);\nvoid f(A a, A b) { a += 3; a[2]; a(1); a - b; }\n");

	CHECK(find_op(u, "A::operator+=", 1));
	CHECK(find_op(u, "A::operator[]", 1));
	CHECK(find_op(u, "A::operator()", 1));
	CHECK(find_op(u, "operator-", 1));
	CHECK_STR(symbol_name(u, call_of(u, "A::operator+=")->receiver), "a");
	CHECK_TEXT(u, arg_of(u, call_of(u, "A::operator+="), 0)->text, "3");
}

TEST(copies_are_seen)
{
	const an_unit *u = CPP("#include <vector>\nstruct Big { int a[100]; Big(); Big(const Big &); };\nvoid use(const Big &);\nvoid take(Big);\n"
			       "void f(const std::vector<Big> &v) { for (Big b : v) use(b); Big c = v[0]; take(c); }\n");

	CHECK(find_op(u, "Big::Big", 3));       /* per turn, into c, for take */
	CHECK(!find_op(u, "Big::Big", 4));
	CHECK_EQ("in the loop", an_op_at(u, find_op(u, "Big::Big", 1))->loop, 1);
}

TEST(implied_captures_are_found)
{
	const an_unit *u = CPP("#include <vector>\nint f(std::vector<int> &v, int limit) { auto add = [&](int x) { if (x < limit) v.push_back(x); };\n"
			       "\tadd(1); return 0; }\n");
	an_id push = find_op(u, "std::vector::push_back", 1);

	CHECK(push != 0);
	CHECK_STR(symbol_name(u, an_op_at(u, push)->receiver), "v");
	CHECK_EQ("of the lambda", an_function_at(u, an_op_at(u, push)->function)->flags & AN_FN_LAMBDA, AN_FN_LAMBDA);
}

TEST(what_is_only_measured_is_not_run)
{
	const an_unit *u = C("#include <string.h>\nint f(const char *s) { return (int)(sizeof strlen(s) + _Alignof(int) + sizeof(int)); }\n");

	CHECK_EQ("calls", count_kind(u, AN_OP_CALL), 0);
	u = CPP("#include <string>\nint g(int); int f(std::string s) { decltype(g(1)) n = 2; return n + (int)sizeof(g(3)) + noexcept(g(4)); }\n");
	CHECK(!find_op(u, "g", 1));
}

TEST(a_goto_back_is_a_loop)
{
	const an_unit *u = C("int step(int); int fetch(void); void use(int); void done(void);\n"
			     "int a(int n) {\nagain:\n\tuse(n);\n\tif (step(n)) goto again;\n\tdone();\n\treturn 0;\n}\n"
			     "int b(void) {\n\tint r;\nnext:\n\tr = fetch();\n\tif (r < 0)\n\t\treturn r;\n\tuse(r);\n\tgoto next;\n}\n"
			     "int c(int n) { if (n) goto out; use(n);\nout: done(); return 1; }\n"
			     "int d(int n) { for (int i = 0; i < n; i++) { top: if (step(i)) goto top; } return 1; }\n");
	const struct an_loop *l;

	CHECK_EQ("loops", loop_count(u), 4);
	l = an_loop_at(u, 1);
	CHECK_EQ("from the label", l->span.line, 3);
	CHECK_EQ("to the last goto", l->span.end_line, 5);
	CHECK(l->flags & AN_LOOP_RETRY);
	CHECK_TEXT(u, l->over, "goto again");
	CHECK_EQ("in it", an_op_at(u, find_op(u, "use", 1))->loop, 1);
	CHECK_EQ("behind it", an_op_at(u, find_op(u, "done", 1))->loop, 0);
	CHECK_EQ("no end of its own", an_loop_at(u, 2)->flags, AN_LOOP_FOREVER);
	CHECK_EQ("before and behind a return", an_op_at(u, find_op(u, "fetch", 1))->loop, 2);
	CHECK_EQ("before and behind a return", an_op_at(u, find_op(u, "use", 2))->loop, 2);
	CHECK_EQ("forwards is no loop", an_op_at(u, find_op(u, "use", 3))->loop, 0);
	CHECK_EQ("within another", an_loop_at(u, 4)->parent, 3);
}

TEST(openmp_changes_nothing)
{
	static const char *const flags[] = { "-fopenmp", "-fopenacc" };
	const an_unit *u = read_path(text_file("omp.c", "#ifdef _OPENMP\n#error only the compiler's business\n#endif\n"
				     "int f(const int *a, int n) {\n\tint t = 0;\n#pragma omp parallel for reduction(+:t) schedule(static)\n"
				     "\tfor (int i = 0; i < n; i++)\n\t\tt += a[i];\n#pragma omp simd\n\tfor (int i = 0; i < n; i++)\n\t\tt += a[i];\n"
				     "#pragma omp critical\n\t{ t++; }\n\treturn t;\n}\n"), flags, 2);

	CHECK_EQ("diagnostics", an_unit_count(u, AN_DIAGNOSTICS), 1);
	CHECK_EQ("loops", loop_count(u), 2);
	CHECK_STR(symbol_name(u, an_loop_at(u, 1)->iterated), "a");
}
