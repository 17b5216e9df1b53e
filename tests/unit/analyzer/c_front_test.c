/* The C front end on files that are broken, odd, deep or hostile. */
#include <sys/stat.h>
#include <unistd.h>
#include "core/workers.h"
#include "tests/unit/analyzer/c_read.h"

static const char *diagnostic(const an_unit *u, an_id i)
{
	if (i >= an_unit_count(u, AN_DIAGNOSTICS))
		fail_msg("there are %u diagnostics", an_unit_count(u, AN_DIAGNOSTICS) - 1);
	return an_text(u, an_diagnostic_at(u, i)->message);
}

TEST(endings_of_sources)
{
	CHECK(an_front_c.extensions && an_front_c.name);
	CHECK_STR(an_front_c.extensions[0], ".c");
}

TEST(a_missing_header_is_told_and_the_rest_is_read)
{
	const an_unit *u = C("#include <string.h>\n#include \"nowhere.h\"\nstruct s { int n; };\n"
			     "int f(const char *s, nowhere_t *x) { return (int)strlen(s); }\nint g(struct s *p) { return p->n + missing(3) + UNKNOWN; }\n");

	CHECK_EQ("diagnostics", an_unit_count(u, AN_DIAGNOSTICS), 2);   /* not the errors that follow from it */
	CHECK_HAS(diagnostic(u, 1), "'nowhere.h' file not found");
	CHECK_EQ("line", an_diagnostic_at(u, 1)->line, 2);
	CHECK_EQ("column", an_diagnostic_at(u, 1)->column, 10);
	CHECK_EQ("a warning", an_diagnostic_at(u, 1)->severity, WR_WARNING);
	CHECK_EQ("functions", an_unit_count(u, AN_FUNCTIONS), 3);
	CHECK(find_op(u, "strlen", 1));
	CHECK_EQ("not broken", an_function_at(u, 2)->flags & AN_FN_BROKEN, 0);
}

TEST(a_syntax_error_breaks_its_function_only)
{
	const an_unit *u = C("int a(int n) { return n; }\nint b(int n) {\n\tfor (int i = 0; i < n; i++ {\n\t\ta(i);\n\t}\n\treturn n;\n}\n"
			     "int c(int n) { return a(n); }\n");

	CHECK(an_unit_count(u, AN_DIAGNOSTICS) >= 2);
	CHECK_EQ("line", an_diagnostic_at(u, 1)->line, 3);
	CHECK_HAS(diagnostic(u, 1), "expected ')'");
	CHECK_EQ("a", an_function_at(u, find_function(u, "a"))->flags & AN_FN_BROKEN, 0);
	CHECK(an_function_at(u, find_function(u, "b"))->flags & AN_FN_BROKEN);
	CHECK_EQ("c", an_function_at(u, find_function(u, "c"))->flags & AN_FN_BROKEN, 0);
	CHECK(find_op(u, "a", 1));
}

TEST(five_errors_are_told_and_the_others_counted)
{
	const an_unit *u = C("int f(void) { return a + b + c + d + e + g + h; }\n");

	CHECK_EQ("diagnostics", an_unit_count(u, AN_DIAGNOSTICS), 7);
	CHECK_HAS(diagnostic(u, 6), "2 more errors");
}

TEST(whatever_stands_in_a_file_gives_a_unit)
{
	static const char *const texts[] = {
		"", "\n", "}}}}", "int", "\"", "/*", "#if", "#include", "#include \"test.c\"\n", "{", "int f(", "int f(void) {",
		"int f(void) { for", "int f(void) { for (;;", "int f(void) { do { } while", "int f(void) { if (", "struct {", "= = =",
		"int f(void) { return ({", "int f(void) { x->y->z(1)[2]; }", "int a[] = { [3 = 4, .x };", "int f(void) { switch (1) { case",
		"\\", "int f(int) { }", "int f(void) { goto nowhere; }", "void f(void) { break; continue; }", "int \xff\xfe(void) { }", "@",
		"#define F for\nint f(void) { F (;;) }", "int f(void) { case 1: default: ; }", "typedef int int; int int;",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		CHECK_EQ(texts[i], C(texts[i])->language, AN_C);
		CHECK_EQ(texts[i], CPP(texts[i])->language, AN_CPP);
	}
}

TEST(broken_cpp_gives_a_unit)
{
	static const char *const texts[] = {
		"class", "class A : ", "class A : A { };", "template <", "template <class T> void f(T", "namespace {", "auto f = [", "auto f = [](",
		"void f() { auto x = [&] { ", "void f() { try {", "void f() { throw", "void f() { new", "void f() { for (auto x : ", "struct S { S() : ",
		"void f() { for (auto &[a, b] : c) a = b; }", "template <class T> struct X : T { void f() { this->g(); T::h(); } };",
		"void f() { undeclared.method(1)->other([]{ }); }", "template <class... T> void f(T... t) { (t.g(), ...); }",
		"void f() { co_await x; }", "struct A { virtual void f() = ; };", "enum class E : { a };", "operator", "using namespace",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		CHECK_EQ(texts[i], CPP(texts[i])->language, AN_CPP);
}

TEST(bytes_that_are_no_text_give_a_unit)
{
	char bytes[4096];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 7919 % 251);
	CHECK(read_path(unit_temp_file("noise.c", bytes, sizeof bytes), NULL, 0));
}

TEST(an_include_cycle_ends)
{
	text_file("cycle_a.h", "#include \"cycle_b.h\"\nstatic inline int in_a(void) { return 1; }\n");
	text_file("cycle_b.h", "#include \"cycle_a.h\"\n");
	CHECK(an_unit_count(C("#include \"cycle_a.h\"\nint f(void) { return 1; }\n"), AN_DIAGNOSTICS) > 1);
}

TEST(functions_of_the_projects_headers_are_its_own)
{
	static const char header[] = "#include <stdlib.h>\nstatic inline int in_header(int n) { return abs(n); }\n";
	const an_unit *u;

	text_file("shop.h", header);
	u = C("#include \"shop.h\"\n#include \"shop_table.inc\"\nint f(void) { return in_header(2); }\n");
	CHECK_EQ("functions", an_unit_count(u, AN_FUNCTIONS), 3);       /* none of stdlib.h */
	CHECK_HAS(an_text(u, an_function_at(u, find_function(u, "in_header"))->path), "/shop.h");
	CHECK_HAS(an_text(u, an_function_at(u, find_function(u, "f"))->path), "/test.c");
	CHECK_TEXT(u, call_of(u, "in_header")->callee, an_text(u, an_function_at(u, find_function(u, "in_header"))->key));
	CHECK_EQ("lines", u->lines, 3);
}

TEST(names_of_files_may_have_blanks_and_quotes)
{
	static const char *const names[] = { "a b.c", "it's.c", "say \"hi\".c", "-o.c", "@x.c", "caf\xc3\xa9.c", "a\\b.c", "$HOME.c" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const an_unit *u = read_text(names[i], "int f(void) { return 1; }\n");

		CHECK_EQ(names[i], an_unit_count(u, AN_FUNCTIONS), 2);
		CHECK_HAS(an_text(u, u->path), names[i]);
	}
}

TEST(columns_count_characters)
{
	const an_unit *u = C("int g(const char *); int f(void) { return g(\"\xc3\xa9\xe2\x82\xac\") + g(\"b\"); }\n");

	CHECK_EQ("before", an_op_at(u, 1)->span.column, 43);
	CHECK_EQ("end", an_op_at(u, 1)->span.end_column, 50);
	CHECK_EQ("after", an_op_at(u, 2)->span.column, 53);
	CHECK_TEXT(u, arg_of(u, an_op_at(u, 1), 0)->text, "\xc3\xa9\xe2\x82\xac");
}

TEST(suppressions_stand_in_comments_only)
{
	const an_unit *u = C("int f(void) {\n\t/* weir: ignore[loop-query] once a day */\n\tint n = 1; // weir: ignore[loop-alloc, loop-sort]\n"
			     "\tconst char *s = \"// weir: ignore[no]\"; char c = '\"'; (void)c; (void)s;\n"
			     "\treturn n + 1'0; // weir: ignore[late]\n}\n");

	CHECK_EQ("suppressions", an_unit_count(u, AN_SUPPRESSIONS), 5);
	CHECK_EQ("line", an_suppression_at(u, 1)->line, 2);
	CHECK_TEXT(u, an_suppression_at(u, 1)->rule, "loop-query");
	CHECK_TEXT(u, an_suppression_at(u, 1)->reason, "once a day");
	CHECK_EQ("on its own line", an_suppression_at(u, 1)->own_line, 1);
	CHECK_EQ("beside code", an_suppression_at(u, 2)->own_line, 0);
	CHECK_TEXT(u, an_suppression_at(u, 3)->rule, "loop-sort");
	CHECK_TEXT(u, an_suppression_at(u, 4)->rule, "late");
}

TEST(suppressions_of_headers_are_units_of_their_own)
{
	const an_unit *u, *header;

	text_file("quiet.h", "static inline int in_quiet(void) { return 1; }        // weir: ignore[loop-query] not here\n");
	text_file("plain.h", "static inline int in_plain(void) { return 1; }\n");
	u = C("#include \"quiet.h\"\n#include \"plain.h\"\nint f(void) { return in_quiet() + in_plain(); }\n");
	CHECK_EQ("not the file's own", an_unit_count(u, AN_SUPPRESSIONS), 1);
	CHECK(unit_bytes.len > u->size);
	header = (const an_unit *)(const void *)(unit_bytes.data + u->size);
	CHECK(!an_unit_check(header, unit_bytes.len - u->size, NULL));
	CHECK_EQ("only one header has any", unit_bytes.len, u->size + header->size);
	CHECK_HAS(an_text(header, header->path), "/quiet.h");
	CHECK_TEXT(header, an_suppression_at(header, 1)->rule, "loop-query");
	CHECK_EQ("line", an_suppression_at(header, 1)->line, 1);
	CHECK_EQ("lines are counted once", header->lines, 0);
}

TEST(a_file_that_is_not_there_is_an_error)
{
	struct an_front_setup setup = { .root = unit_temp_dir() };
	struct wr_buf out = WR_BUF_INIT;
	struct wr_err err = { .code = WR_OK };
	void *front = an_front_c.open(&setup, &err);

	CHECK(front);
	CHECK_EQ("file", an_front_c.read(front, "/nowhere/x.c", &out, &err), -1);
	CHECK_HAS(err.message, "/nowhere/x.c");
	CHECK_EQ("folder", an_front_c.read(front, unit_temp_dir(), &out, &err), -1);
	CHECK_EQ("bytes", out.len, 0);
	an_front_c.close(front);
	an_front_c.close(NULL);
}

TEST(a_broken_database_is_an_error_and_a_missing_one_too_where_it_was_named)
{
	struct an_front_setup setup = { .root = unit_temp_dir(), .build_dir = "/nowhere" };
	struct wr_err err = { .code = WR_OK };
	const char *path;

	CHECK(!an_front_c.open(&setup, &err));
	CHECK_HAS(err.message, "/nowhere/compile_commands.json");
	setup.build_dir = NULL;
	path = text_file("compile_commands.json", "[\n{]");
	CHECK(!an_front_c.open(&setup, &err));
	CHECK_HAS(err.message, "compile_commands.json:2:");
	unlink(path);
}

TEST(the_nearest_database_says_how_a_file_is_compiled)
{
	char json[512], path[4096];
	const char *database;
	const an_unit *u;

	snprintf(path, sizeof path, "%s/near", unit_temp_dir());
	mkdir(path, 0777);
	snprintf(json, sizeof json, "[{\"directory\":\".\",\"file\":\"x.c\",\"command\":\"cc -DOUTER x.c\"}]");
	database = text_file("compile_commands.json", json);
	snprintf(json, sizeof json, "[{\"directory\":\".\",\"file\":\"x.c\",\"arguments\":[\"cc\",\"-DINNER\",\"-Isub dir\",\"x.c\"]}]");
	text_file("near/compile_commands.json", json);
	snprintf(path, sizeof path, "%s/near/sub dir", unit_temp_dir());
	mkdir(path, 0777);
	text_file("near/sub dir/in_sub.h", "#define IN_SUB 1\n");
	u = read_text("near/x.c", "#ifdef INNER\n#include <in_sub.h>\nint inner(void) { return IN_SUB; }\n#endif\n#ifdef OUTER\nint outer(void) { return 2; }\n#endif\n");
	CHECK_EQ("diagnostics", an_unit_count(u, AN_DIAGNOSTICS), 1);
	CHECK(find_function(u, "inner") && !find_function(u, "outer"));
	u = read_text("x.c", "#ifdef OUTER\nint outer(void) { return 2; }\n#endif\n");
	CHECK(find_function(u, "outer"));
	unlink(database);
}

TEST(flags_that_libclang_refuses_cost_a_second_try_only)
{
	static const char *const flags[] = { "-march=no-such-machine", "--target=no-such-target", "-DKEPT" };
	static const char text[] = "#ifdef KEPT\nint f(void) { return 1; }\n#endif\n";

	CHECK(find_function(read_path(text_file("flags.c", text), flags, 3), "f"));
	CHECK(find_function(read_path(text_file("flags.cpp", text), flags, 3), "f"));
}

TEST(the_same_file_gives_the_same_bytes)
{
	static const char text[] = "#include <string>\n#include <vector>\nint f(std::vector<std::string> &v) { for (auto &s : v) s += [] { return \"x\"; }(); return 0; }\n";
	struct wr_buf first = WR_BUF_INIT;
	const an_unit *u = CPP(text);

	wr_buf_add(&first, u, u->size);
	u = CPP(text);
	CHECK_EQ("size", u->size, first.len);
	CHECK(!memcmp(u, first.data, first.len));
	wr_buf_free(&first);
}

TEST(reading_leaves_the_working_folder_alone)
{
	char before[4096], after[4096], json[512];
	const char *database;

	snprintf(json, sizeof json, "[{\"directory\":\"%s\",\"file\":\"test.cpp\",\"command\":\"c++ test.cpp\"}]", unit_temp_dir());
	database = text_file("compile_commands.json", json);
	CHECK(getcwd(before, sizeof before));
	CPP("int f() { return 1; }\n");
	CHECK(getcwd(after, sizeof after));
	CHECK_STR(after, before);
	unlink(database);
}

/* ---- what is too deep for some stack: in a worker, as the analyzer does it ---- */

struct jobs { void *state; const char *const *paths; bool failed[8]; char why[8][256]; struct wr_buf bytes[8]; };

static int work(size_t i, void *user, struct wr_buf *out, struct wr_err *err)
{
	struct jobs *jobs = user;

	return an_front_c.read(jobs->state, jobs->paths[i], out, err);
}

static void done(size_t i, char *bytes, size_t n, const char *why, void *user)
{
	struct jobs *jobs = user;

	jobs->failed[i] = why != NULL;
	snprintf(jobs->why[i], sizeof jobs->why[i], "%s", why ? why : "");
	if (bytes)
		wr_buf_add(&jobs->bytes[i], bytes, n);
	free(bytes);
}

static void run_jobs(struct jobs *jobs, size_t n)
{
	struct an_front_setup setup = { .root = unit_temp_dir() };
	struct wr_workers workers = { .count = 1, .work = work, .done = done, .user = jobs };
	struct wr_err err = { .code = WR_OK };

	jobs->state = an_front_c.open(&setup, &err);
	CHECK(jobs->state);
	if (wr_workers_run(&workers, n, &err))
		fail_msg("%s", err.message);
	an_front_c.close(jobs->state);
}

static const char *repeated(const char *name, const char *start, const char *part, int n, const char *end)
{
	struct wr_buf text = WR_BUF_INIT;
	const char *path;

	wr_buf_str(&text, start);
	for (int i = 0; i < n; i++)
		wr_buf_str(&text, part);
	wr_buf_str(&text, end);
	path = unit_temp_file(name, text.data, text.len);
	wr_buf_free(&text);
	return path;
}

TEST(depth_costs_at_most_what_is_deep)
{
	const char *paths[] = {
		repeated("terms.c", "int f(int a) { return a", " + a", 200000, "; }\nint g(void) { return f(1); }\n"),
		repeated("elses.c", "int f(int a) { ", "if (a) return a; else ", 4000, "return 0; }\n"),
		repeated("parens.c", "int f(int a) { return ", "(", 100000, "a; }\n"),
		repeated("blocks.c", "int f(int a) { ", "{", 100000, "}\n"),
		text_file("after.c", "int f(int a) { return a; }\n"),
	};
	struct jobs jobs = { .paths = paths };
	const an_unit *u;

	run_jobs(&jobs, 5);
	for (size_t i = 0; i < 5; i++) {
		if (jobs.failed[i])
			fail_msg("%s: %s", paths[i], jobs.why[i]);
	}
	u = (const an_unit *)(const void *)jobs.bytes[0].data;
	CHECK_EQ("functions", an_unit_count(u, AN_FUNCTIONS), 3);
	CHECK(find_op(u, "f", 1));                              /* what comes after is read */
	CHECK_EQ("diagnostics", an_unit_count(u, AN_DIAGNOSTICS), 2);
	CHECK_HAS(diagnostic(u, 1), "too deep");
	u = (const an_unit *)(const void *)jobs.bytes[1].data;
	CHECK_EQ("4,000 else are no matter", an_unit_count(u, AN_DIAGNOSTICS), 1);
	for (size_t i = 0; i < 5; i++)
		wr_buf_free(&jobs.bytes[i]);
}
