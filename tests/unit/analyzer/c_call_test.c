/* Calls of C: names, keys, receivers, arguments, function pointers, callbacks. */
#include "tests/unit/analyzer/c_read.h"

TEST(a_call_has_name_key_place_and_arguments)
{
	const an_unit *u = C("#include <string.h>\nint f(const char *s, int n)\n{\n\treturn strncmp(s, \"ab\", n) + 1;\n}\n");
	const struct an_op *op = call_of(u, "strncmp");

	CHECK_TEXT(u, op->callee, "c:@F@strncmp");
	CHECK_EQ("function", op->function, 1);
	CHECK_EQ("loop", op->loop, 0);
	CHECK_EQ("line", op->span.line, 4);
	CHECK_EQ("column", op->span.column, 9);
	CHECK_EQ("end", op->span.end_column, 28);
	CHECK_EQ("arguments", op->arg_count, 3);
	CHECK_EQ("s", arg_of(u, op, 0)->kind, AN_ARG_SYMBOL);
	CHECK_STR(symbol_name(u, arg_of(u, op, 0)->symbol), "s");
	CHECK_EQ("s is text", arg_of(u, op, 0)->value, AN_VALUE_TEXT);
	CHECK_EQ("literal", arg_of(u, op, 1)->kind, AN_ARG_LITERAL);
	CHECK_TEXT(u, arg_of(u, op, 1)->text, "ab");
	CHECK_EQ("literal is text", arg_of(u, op, 1)->value, AN_VALUE_TEXT);
	CHECK_EQ("n", arg_of(u, op, 2)->value, AN_VALUE_NUMBER);
}

TEST(functions_are_described)
{
	const an_unit *u = C("struct shop { int n; };\nstatic char *name_of(struct shop *s, int n)\n{\n\treturn 0;\n}\n"
			     "int declared_only(void);\nint *table(void) { return 0; }\nvoid test_it(void) { }\n");
	const struct an_function *f = an_function_at(u, 1);

	CHECK_EQ("functions", an_unit_count(u, AN_FUNCTIONS), 4);
	CHECK_TEXT(u, f->name, "name_of");
	CHECK_TEXT(u, f->returns, "char *");
	CHECK_EQ("returns", f->returns_value, AN_VALUE_TEXT);
	CHECK_EQ("flags", f->flags, AN_FN_STATIC);
	CHECK_EQ("parameters", f->param_count, 2);
	CHECK_STR(symbol_name(u, f->first_param), "s");
	CHECK_TEXT(u, an_symbol_at(u, f->first_param)->type, "struct shop *");
	CHECK_EQ("kind", an_symbol_at(u, f->first_param)->kind, AN_PARAMETER);
	CHECK_STR(symbol_name(u, f->first_param + 1), "n");
	CHECK_EQ("head", f->head.line, 2);
	CHECK_EQ("head", f->head.column, 14);
	CHECK_EQ("head", f->head.end_column, 21);
	CHECK_EQ("end", f->span.end_line, 5);
	CHECK_EQ("not static", an_function_at(u, 2)->flags, 0);
	CHECK_EQ("a test", an_function_at(u, 3)->flags, AN_FN_TEST);
	CHECK_EQ("lines", u->lines, 8);
	CHECK_EQ("language", u->language, AN_C);
}

/* The USR of a static function has only the last part of its file's name. */
TEST(static_functions_of_files_of_one_name_are_told_apart)
{
	static const char text[] = "static int helper(void) { return 1; }\nint f(void) { return helper(); }\n";
	char key[256];
	const an_unit *u = read_text("one.c", text);

	snprintf(key, sizeof key, "%s", an_text(u, an_function_at(u, 1)->key));
	CHECK_TEXT(u, call_of(u, "helper")->callee, key);
	u = read_text("two.c", text);
	CHECK(strcmp(key, an_text(u, an_function_at(u, 1)->key)));
	CHECK_TEXT(u, call_of(u, "helper")->callee, an_text(u, an_function_at(u, 1)->key));
}

TEST(an_external_function_has_one_key_in_all_files)
{
	char key[256];
	const an_unit *u = read_text("def.c", "int shared(int a) { return a; }\n");

	snprintf(key, sizeof key, "%s", an_text(u, an_function_at(u, 1)->key));
	u = read_text("use.c", "int shared(int a);\nint g(void) { return shared(2); }\n");
	CHECK_TEXT(u, call_of(u, "shared")->callee, key);
}

TEST(arguments_mention_what_they_depend_on)
{
	const an_unit *u = C("struct o { char *text; struct o *in; int n[4]; };\nint f(int, ...);\n"
			     "void g(struct o *o, char *s, int i) { f(i, s + i, o->text, o->in->text, o->n[i], &s[2], *s, (long)s, -3, i ? o->n[1] : 2); }\n");
	const struct an_op *op = call_of(u, "f");
	const struct an_arg *a;

	CHECK_EQ("arguments", op->arg_count, 10);
	a = arg_of(u, op, 1);
	CHECK_EQ("s + i", a->kind, AN_ARG_EXPRESSION);
	CHECK_STR(symbol_name(u, a->symbol), "s");
	CHECK_EQ("uses", a->use_count, 2);
	a = arg_of(u, op, 2);
	CHECK_EQ("o->text", a->kind, AN_ARG_SYMBOL);
	CHECK_STR(symbol_name(u, a->symbol), "o->text");
	CHECK_EQ("only the member is mentioned", a->use_count, 1);
	CHECK_STR(symbol_name(u, an_symbol_at(u, a->symbol)->base), "o");
	CHECK_STR(symbol_name(u, arg_of(u, op, 3)->symbol), "o->in->text");
	a = arg_of(u, op, 4);
	CHECK_EQ("o->n[i]", a->kind, AN_ARG_EXPRESSION);
	CHECK_STR(symbol_name(u, a->symbol), "o->n");
	CHECK_EQ("uses", a->use_count, 2);
	CHECK_STR(symbol_name(u, arg_of(u, op, 5)->symbol), "s");
	CHECK_EQ("&s[2]", arg_of(u, op, 5)->kind, AN_ARG_EXPRESSION);
	CHECK_EQ("*s", arg_of(u, op, 6)->kind, AN_ARG_EXPRESSION);
	CHECK_EQ("a cast is seen through", arg_of(u, op, 7)->kind, AN_ARG_SYMBOL);
	CHECK_EQ("-3", arg_of(u, op, 8)->use_count, 0);
	CHECK_EQ("?:", arg_of(u, op, 9)->use_count, 2);
}

TEST(the_text_of_a_literal_is_its_value)
{
	static const struct { const char *literal, *text; } cases[] = {
		{ "\"a\\n\\t\\\"b\\\"\\\\\"", "a\n\t\"b\"\\" }, { "\"SELECT 1\" \" FROM t\"", "SELECT 1 FROM t" },
		{ "\"\"", "" }, { "\"\\101\\x42\"", "AB" }, { "QUERY", "SELECT 2" }, { "\"\\377\"", "" },        /* no UTF-8 */
		{ "u8\"\\u20ac\"", "\xe2\x82\xac" }, { "\"caf\xc3\xa9\"", "caf\xc3\xa9" }, { "42", "42" }, { "0x2A", "0x2A" }, { "'x'", "'x'" },
	};
	struct wr_buf text = WR_BUF_INIT;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const an_unit *u;

		wr_buf_clear(&text);
		wr_buf_printf(&text, "#define QUERY \"SELECT 2\"\nvoid g(int, ...);\nvoid f(void) { g(1, %s); }\n", cases[i].literal);
		u = C(text.data);
		CHECK_EQ(cases[i].literal, arg_of(u, call_of(u, "g"), 1)->kind, AN_ARG_LITERAL);
		CHECK_TEXT(u, arg_of(u, call_of(u, "g"), 1)->text, cases[i].text);
	}
	wr_buf_clear(&text);
	wr_buf_str(&text, "void g(const char *);\nvoid f(void) { g(\"a");
	for (int i = 0; i < 400; i++)
		wr_buf_str(&text, "\xc3\xa9");
	wr_buf_str(&text, "\"); }\n");
	CHECK_EQ("cut between characters", strlen(an_text(C(text.data), arg_of(C(text.data), call_of(C(text.data), "g"), 0)->text)), 255);
	wr_buf_free(&text);
}

TEST(results_know_who_takes_them)
{
	const an_unit *u = C("int f(void);\nstruct o { int n; };\nvoid g(struct o *o) { int a = f(); a = f(); o->n = f(); f(); a = f() + 1; }\n");

	CHECK_STR(symbol_name(u, an_op_at(u, 1)->result), "a");
	CHECK_STR(symbol_name(u, an_op_at(u, 2)->result), "a");
	CHECK_STR(symbol_name(u, an_op_at(u, 3)->result), "o->n");
	CHECK_EQ("nobody", an_op_at(u, 4)->result, 0);
	CHECK_EQ("not the result itself", an_op_at(u, 5)->result, 0);
}

TEST(functions_in_fields_are_aliases_and_calls_through_them_dispatched)
{
	const an_unit *u = C("struct ops { int n; int (*read)(int); struct { void (*close)(void); } in; };\n"
			     "static int my_read(int a) { return a; }\nint other_read(int a) { return a; }\nvoid my_close(void) { }\n"
			     "int late(int a) { return a; }\n"
			     "static struct ops one = { .read = my_read, .in = { my_close } }, two = { 3, other_read };\n"
			     "int f(struct ops *o) { o->read = &late; o->in.close(); return o->read(3) + (*o->read)(4); }\n");
	const struct an_op *op = call_of(u, "ops::read");

	CHECK(has_alias(u, "ops@FI@read", "my_read"));
	CHECK(has_alias(u, "ops@FI@read", "other_read"));
	CHECK(has_alias(u, "ops@FI@read", "late"));
	CHECK(has_alias(u, "@FI@close", "my_close"));
	CHECK_TEXT(u, op->callee, "c:@S@ops@FI@read");
	CHECK(op->flags & AN_OP_VIRTUAL);
	CHECK_TEXT(u, an_op_at(u, find_op(u, "ops::read", 2))->callee, "c:@S@ops@FI@read");
}

TEST(functions_in_variables_and_tables_are_aliases_too)
{
	const an_unit *u = C("typedef int fn(int);\nint a(int n) { return n; }\nint b(int n) { return n; }\n"
			     "fn *hook = a; static fn *const table[] = { a, b };\n"
			     "struct command { const char *name; fn *run; };\n"
			     "struct command commands[2] = { { \"a\", a }, { \"b\", b } };\n"
			     "int f(int n, fn *given) { fn *local = n ? a : b; local = b; hook = b;\n"
			     "return hook(1) + table[n](2) + commands[n].run(3) + local(4) + given(5); }\n");

	CHECK(has_alias(u, "c:@hook", "c:@F@a"));
	CHECK(has_alias(u, "c:@hook", "c:@F@b"));
	CHECK(has_alias(u, "@table", "c:@F@a"));
	CHECK(has_alias(u, "@table", "c:@F@b"));
	CHECK(has_alias(u, "command@FI@run", "c:@F@a"));
	CHECK(has_alias(u, "command@FI@run", "c:@F@b"));
	CHECK(has_alias(u, "@local", "c:@F@b"));
	CHECK_EQ("calls", count_kind(u, AN_OP_CALL), 5);
	CHECK_TEXT(u, call_of(u, "hook")->callee, "c:@hook");
	CHECK(call_of(u, "table")->flags & AN_OP_VIRTUAL);
	CHECK_TEXT(u, call_of(u, "command::run")->callee, "c:@S@command@FI@run");
	/* The name of a variable of its own says nothing: it might be called "read". */
	CHECK(find_op(u, "", 2));
	CHECK_STR(symbol_name(u, an_op_at(u, find_op(u, "", 2))->receiver), "given");
}

TEST(either_of_two_functions_may_be_called)
{
	const an_unit *u = C("int a(int n) { return n; }\nint b(int n) { return n; }\n"
			     "int f(int n) { int (*local)(int) = n ? a : b; return (n ? a : b)(1) + local(2); }\n");
	const struct an_op *op = an_op_at(u, find_op(u, "", 1));

	CHECK(has_alias(u, an_text(u, op->callee), "c:@F@a"));
	CHECK(has_alias(u, an_text(u, op->callee), "c:@F@b"));
	CHECK(has_alias(u, "@local", "choice@"));
	CHECK(*an_text(u, an_op_at(u, find_op(u, "", 2))->callee));
}

TEST(a_function_that_is_passed_is_an_argument_and_called_back)
{
	const an_unit *u = C("#include <stdlib.h>\nstatic int cmp(const void *a, const void *b) { return a == b; }\n"
			     "void keep(int (*)(const void *, const void *));\n"
			     "void f(int *v, unsigned long n) {\n\tqsort(v, n, sizeof *v, cmp);\n\tkeep(cmp);\n}\n");
	const struct an_op *op = call_of(u, "qsort");
	const struct an_loop *l = an_loop_at(u, 1);

	CHECK_EQ("function", arg_of(u, op, 3)->kind, AN_ARG_FUNCTION);
	CHECK_TEXT(u, arg_of(u, op, 3)->text, an_text(u, an_function_at(u, 1)->key));
	CHECK_EQ("loops", loop_count(u), 1);
	CHECK_EQ("kind", l->kind, AN_CALLBACK);
	CHECK_STR(symbol_name(u, l->iterated), "v");
	CHECK_EQ("called in the loop", call_of(u, "cmp")->loop, 1);
	CHECK_TEXT(u, call_of(u, "cmp")->callee, an_text(u, an_function_at(u, 1)->key));
	CHECK_EQ("passed to one's own function", arg_of(u, call_of(u, "keep"), 0)->kind, AN_ARG_FUNCTION);
}

TEST(a_function_given_to_a_thread_is_not_run_here)
{
	const an_unit *u = C("#include <pthread.h>\nstatic void *work(void *p) { return p; }\n"
			     "void f(pthread_t *t) { pthread_create(t, 0, work, 0); }\n");

	CHECK(call_of(u, "pthread_create")->flags & AN_OP_DEFERRED);
	CHECK_EQ("argument", arg_of(u, call_of(u, "pthread_create"), 2)->kind, AN_ARG_FUNCTION);
}

TEST(code_of_the_seventies_is_read)
{
	const an_unit *u = C("int old();\nint kr(a, b) int a; char *b; { return old(a, b) + implicit(b); }\n");
	const struct an_function *f = an_function_at(u, 1);

	CHECK_TEXT(u, f->name, "kr");
	CHECK_EQ("parameters", f->param_count, 2);
	CHECK_STR(symbol_name(u, f->first_param + 1), "b");
	CHECK_EQ("arguments", call_of(u, "old")->arg_count, 2);
	CHECK_EQ("undeclared", call_of(u, "implicit")->arg_count, 1);
	CHECK_EQ("gcc 12 takes it, and so do we", an_unit_count(u, AN_DIAGNOSTICS), 1);
	CHECK_EQ("nothing is known of what old() does to it", writes(u, "b", AN_WRITE_PASS, -1), 2);
}

TEST(what_gnu_added_is_read)
{
	const an_unit *u = C("#include <string.h>\nint g(int); int h(int);\n"
			     "#define MAX(a, b) ({ __typeof__(a) x = (a); __typeof__(b) y = (b); x > y ? x : y; })\n"
			     "int f(int n, char *s) {\n"
			     "int a = MAX(g(n), 3); int b = n ?: h(n); char d[n]; __auto_type e = n;\n"
			     "switch (n) { case 1 ... 3: g(a); } __builtin_strlen(s); __builtin___strcpy_chk(d, s, 9);\n"
			     "int in(int k) { return k; }\n"
			     "return __builtin_choose_expr(1, g(a), h(b)) + __builtin_expect(g(e), 0) + (int)sizeof(h(3)); }\n");

	CHECK(find_op(u, "g", 1));
	CHECK(find_op(u, "h", 1));
	CHECK(find_op(u, "strlen", 1));
	CHECK(find_op(u, "strcpy", 1));
	CHECK_EQ("case 1 ... 3", an_op_at(u, find_op(u, "g", 2))->flags & AN_OP_GUARDED, AN_OP_GUARDED);
	for (unsigned i = 1; find_op(u, "h", i); i++)           /* sizeof does not run it */
		CHECK(an_op_at(u, find_op(u, "h", i))->span.line < 8 || an_op_at(u, find_op(u, "h", i))->span.column < 60);
}

TEST(generic_selections_run_only_what_is_selected)
{
	const an_unit *u = C("int for_int(int); int for_text(char *);\n"
			     "int f(int n, char *s) { return _Generic(n, int: for_int, char *: for_text)(n) + _Generic(s, char *: for_text(s), default: 0); }\n");

	CHECK_EQ("int", find_op(u, "for_int", 2), 0);
	CHECK(find_op(u, "for_int", 1) || find_op(u, "for_text", 1));
}

TEST(equality_and_subscripts_are_operations)
{
	const an_unit *u = C("int f(int *a, int *b, int i, int j) { return a[i] == b[j]; }\n");
	const struct an_op *op = op_of_kind(u, AN_OP_EQUAL);

	CHECK_EQ("subscripts", count_kind(u, AN_OP_SUBSCRIPT), 2);
	CHECK_STR(symbol_name(u, arg_of(u, op_of_kind(u, AN_OP_SUBSCRIPT), 0)->symbol), "a");
	CHECK_STR(symbol_name(u, arg_of(u, op_of_kind(u, AN_OP_SUBSCRIPT), 1)->symbol), "i");
	CHECK_STR(symbol_name(u, arg_of(u, op, 0)->symbol), "a");
	CHECK_STR(symbol_name(u, arg_of(u, op, 1)->symbol), "b");
	CHECK_EQ("uses", arg_of(u, op, 1)->use_count, 2);
	CHECK_EQ("other comparisons are not", count_kind(C("int f(int a) { return a < 1 || a != 3; }\n"), AN_OP_EQUAL), 0);
}

TEST(symbols_have_kind_value_and_size)
{
	const an_unit *u = C("char *global; static int n;\n"
			     "void f(const char *text, int few[3], double d) { int small[16], many[17]; char buf[8]; static int kept;\n"
			     "int (*fp)(void) = 0; global = buf; n = small[0] + many[0] + kept + (int)d + few[0] + !fp + !text; }\n");

	CHECK_EQ("global", an_symbol_at(u, find_symbol(u, "global"))->kind, AN_GLOBAL);
	CHECK_EQ("of no function", an_symbol_at(u, find_symbol(u, "global"))->function, 0);
	CHECK_EQ("text", an_symbol_at(u, find_symbol(u, "text"))->value, AN_VALUE_TEXT);
	CHECK_EQ("number", an_symbol_at(u, find_symbol(u, "d"))->value, AN_VALUE_NUMBER);
	CHECK_EQ("array", an_symbol_at(u, find_symbol(u, "many"))->value, AN_VALUE_LIST);
	CHECK_EQ("its elements", an_symbol_at(u, find_symbol(u, "many"))->element, AN_VALUE_NUMBER);
	CHECK_EQ("16", an_symbol_at(u, find_symbol(u, "small"))->small, 1);
	CHECK_EQ("17", an_symbol_at(u, find_symbol(u, "many"))->small, 0);
	CHECK_EQ("buffer", an_symbol_at(u, find_symbol(u, "buf"))->value, AN_VALUE_TEXT);
	CHECK_EQ("function", an_symbol_at(u, find_symbol(u, "fp"))->value, AN_VALUE_FUNCTION);
	CHECK_EQ("static local", an_symbol_at(u, find_symbol(u, "kept"))->kind, AN_GLOBAL);
	CHECK_EQ("of its function", an_symbol_at(u, find_symbol(u, "kept"))->function, 1);
}

TEST(a_static_local_is_set_up_once)
{
	const an_unit *u = CPP("int op();\nint f() { int s = 0; for (int i = 0; i < 100; i++) { static int once = op(); s += once; } return s; }\n");

	CHECK_EQ("loop", call_of(u, "op")->loop, 0);
	CHECK_EQ("flags", call_of(u, "op")->flags, AN_OP_MEMO);
	CHECK_EQ("not assigned on each turn", writes(u, "once", AN_WRITE_ASSIGN, -1), 0);
}
