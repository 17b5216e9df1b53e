/* What copies, moves and subscripts cost: shapes, read-only objects, flags of ops. */
#include "tests/unit/analyzer/c_read.h"

static const struct an_symbol *symbol_of(const an_unit *u, const char *name)
{
	for (an_id i = 1; i < an_unit_count(u, AN_SYMBOLS); i++) {
		if (!strcmp(an_text(u, an_symbol_at(u, i)->name), name))
			return an_symbol_at(u, i);
	}
	fail_msg("there is no symbol %s", name);
	return NULL;
}

static uint32_t shape_flags(const an_unit *u, const char *name)
{
	return an_type_at(u, symbol_of(u, name)->shape)->flags;
}

#define HEADERS "#include <algorithm>\n#include <map>\n#include <memory>\n#include <string>\n#include <utility>\n#include <vector>\n"

/* The sizes are those of the x86-64 and AArch64 ABI of libstdc++. */
TEST(shapes_say_what_a_copy_does)
{
	const an_unit *u = CPP(HEADERS
		"struct Plain { int a, b; double c[20]; };\n"
		"struct Part { Plain plain; std::string name; };\n"
		"struct Derived : Part { int n; };\n"
		"class Own { public: Own(const Own &); ~Own(); char *p; };\n"
		"class Vector { public: Vector(const Vector &); ~Vector() {} double x, y, z; };\n"
		"class Fixed { public: Fixed(const Fixed &) = delete; Fixed(); };\n"
		"template <class T> struct Box { T t; };\n"
		"void f(Plain plain, Part part, Derived derived, Own own, std::pair<int, int> numbers,\n"
		"       std::pair<int, std::string> text, std::shared_ptr<int> shared, std::unique_ptr<int> unique,\n"
		"       Box<std::string> box, Box<int> small, const Part &by_reference, int number, std::string *pointer)\n"
		"{ char line[4096]; Fixed fixed; extern Vector vector; vector.x = 0; }\n");

	assert_int_equal(shape_flags(u, "plain"), AN_TYPE_CLASS);
	assert_int_equal(an_type_at(u, symbol_of(u, "plain")->shape)->size, 168);
	assert_int_equal(shape_flags(u, "part"), AN_TYPE_CLASS | AN_TYPE_OWNS);
	assert_int_equal(shape_flags(u, "derived"), AN_TYPE_CLASS | AN_TYPE_OWNS);
	assert_int_equal(shape_flags(u, "own"), AN_TYPE_CLASS | AN_TYPE_CUSTOM);
	assert_int_equal(shape_flags(u, "vector"), AN_TYPE_CLASS);
	assert_int_equal(shape_flags(u, "numbers"), AN_TYPE_CLASS);
	assert_int_equal(shape_flags(u, "text"), AN_TYPE_CLASS | AN_TYPE_OWNS);
	assert_int_equal(shape_flags(u, "shared"), AN_TYPE_CLASS | AN_TYPE_SHARES);
	assert_int_equal(shape_flags(u, "unique"), AN_TYPE_CLASS | AN_TYPE_FIXED);
	assert_int_equal(shape_flags(u, "box"), AN_TYPE_CLASS | AN_TYPE_OWNS);
	assert_int_equal(shape_flags(u, "small"), AN_TYPE_CLASS);
	assert_int_equal(shape_flags(u, "fixed"), AN_TYPE_CLASS | AN_TYPE_FIXED);
	assert_int_equal(shape_flags(u, "line"), AN_TYPE_ARRAY);
	assert_int_equal(an_type_at(u, symbol_of(u, "line")->shape)->size, 4096);
	assert_int_equal(an_type_at(u, symbol_of(u, "line")->shape)->element, 1);
	assert_int_equal(symbol_of(u, "by_reference")->shape, 0);
	assert_int_equal(symbol_of(u, "by_reference")->access, AN_BY_REFERENCE | AN_CONSTANT);
	assert_int_equal(symbol_of(u, "pointer")->access, AN_BY_POINTER);
	assert_int_equal(symbol_of(u, "number")->shape, 0);
}

/* A function with the parameter p for each body, the n-th called f<n>: one source, for the headers take long. */
static const an_unit *functions_of(const char *const *bodies, size_t n)
{
	struct wr_buf text = WR_BUF_INIT;
	const an_unit *u;

	wr_buf_str(&text, HEADERS
		   "struct S { std::string s; std::vector<int> v; std::map<int, int> m; int n; int a[4];\n"
		   "  int size() const; void grow(); };\n"
		   "void read(const std::string &); void change(std::string &); void take(std::string &&);\n"
		   "void look(const S &); void number(int); void reference(int &); void pointer(const S *);\n");
	for (size_t i = 0; i < n; i++)
		wr_buf_printf(&text, "S f%zu(S p) { S other; std::string t; int k = 0; %s; return other; }\n", i, bodies[i]);
	u = CPP(text.data);
	wr_buf_free(&text);
	return u;
}

static bool only_reads(const an_unit *u, size_t i)
{
	char name[32];
	an_id f;

	snprintf(name, sizeof name, "f%zu", i);
	f = find_function(u, name);
	return an_symbol_at(u, an_function_at(u, f)->first_param)->access & AN_READ_ONLY;
}

TEST(reads_are_told_from_changes)
{
	static const char *const reads[] = {
		"look(p)", "read(p.s)", "number(p.n)", "k = p.n + p.a[1]", "k = p.size()", "other = p", "t = p.s + p.s",
		"k = p.v[0] + p.v.front()", "k = p.v.size()", "k = p.v.begin() == p.v.end()", "const S &r = p; look(r)",
		"for (int e : p.v) k += e", "for (const auto &e : p.m) k += e.second", "k = p.m.find(3) == p.m.end()",
		"k = *std::max_element(p.v.begin(), p.v.end())", "std::vector<int> w(p.v.begin(), p.v.end())",
		"if (p.s == t) k = 1", "t.append(p.s)", "S copy = p; copy.grow()" };
	static const char *const changes[] = {
		"p.grow()", "p.n = 1", "p.n++", "change(p.s)", "take(std::move(p.s))", "reference(p.n)", "pointer(&p)",
		"p.a[1] = 2", "p.v[0] = 1", "p.v.push_back(1)", "*p.v.begin() = 1", "*(p.v.end() - 1) = 1", "p.m[3]",
		"std::sort(p.v.begin(), p.v.end())", "for (int &e : p.v) e++", "S &r = p; look(r)", "std::swap(p, other)",
		"auto g = [&] { look(p); }; g()", "p = other", "return p", "other = std::move(p)", "int *q = p.a; *q = 1",
		"auto it = p.v.begin(); *it = 2", "k" };

	size_t n = sizeof reads / sizeof *reads;
	const an_unit *u = functions_of(reads, n);

	for (size_t i = 0; i < n; i++) {
		if (!only_reads(u, i))
			fail_msg("'%s' only reads p", reads[i]);
	}
	n = sizeof changes / sizeof *changes;
	u = functions_of(changes, n);
	for (size_t i = 0; i < n; i++) {
		if (only_reads(u, i))
			fail_msg("'%s' does more than read p, or nothing", changes[i]);
	}
}

static unsigned count_flag(const an_unit *u, enum an_op_kind kind, uint16_t flag)
{
	unsigned n = 0;

	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++)
		n += an_op_at(u, i)->kind == kind && an_op_at(u, i)->flags & flag;
	return n;
}

TEST(copies_and_moves_are_marked)
{
	const an_unit *u = CPP(HEADERS
		"std::string a(const std::string &s) { std::string t = s; take: return s; }\n"
		"std::string b(std::vector<std::string> &v, const std::string &s) {\n"
		"  v.push_back(std::move(s)); std::string t; v.push_back(std::move(t)); return std::move(t); }\n"
		"void use(const std::string &); void c(const char *p) { use(p); use(std::string(p)); }\n");

	assert_int_equal(count_flag(u, AN_OP_CALL, AN_OP_COPIES), 2);
	assert_int_equal(count_flag(u, AN_OP_CALL, AN_OP_RETURNED), 1);
	assert_int_equal(count_flag(u, AN_OP_MOVE, AN_OP_LOST), 1);
	assert_int_equal(count_flag(u, AN_OP_MOVE, AN_OP_RETURNED), 1);
}

TEST(subscripts_say_how_far_they_step)
{
	const an_unit *u = C("struct p { int x, y; };\n"
		"int f(int n, struct p *a, double m[100][200]) { int s = 0;\n"
		"  for (int i = 0; i < n; i++) s += a[i].x + (int)m[i][3] + a[i * n + 1].y; return s; }\n");
	uint32_t want[] = { 8, 1600, 8, 8 };
	unsigned n = 0, scales = 0;

	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
		if (an_op_at(u, i)->kind == AN_OP_SUBSCRIPT)
			assert_int_equal(an_op_at(u, i)->size, want[n++]);
		scales += an_op_at(u, i)->kind == AN_OP_SCALE;
	}
	assert_int_equal(n, 4);
	assert_int_equal(scales, 1);
}

TEST(kinds_of_functions)
{
	const an_unit *u = CPP(HEADERS
		"struct A { A(A &&) noexcept; A(const A &); A &operator=(A &&); int size() const; };\n"
		"A::A(A &&) noexcept {} A &A::operator=(A &&) { return *this; } int A::size() const { return 1; }\n"
		"template <class T> int t(T x) { return x; }\n");

	assert_int_equal(an_function_at(u, find_function(u, "A::A"))->flags &
		  (AN_FN_CONSTRUCTOR | AN_FN_TAKES_OVER | AN_FN_NOTHROW),
		  AN_FN_CONSTRUCTOR | AN_FN_TAKES_OVER | AN_FN_NOTHROW);
	assert_int_equal(an_function_at(u, find_function(u, "A::operator="))->flags & (AN_FN_TAKES_OVER | AN_FN_NOTHROW),
		  AN_FN_TAKES_OVER);
	assert_int_equal(an_function_at(u, find_function(u, "A::size"))->flags & AN_FN_CONST, AN_FN_CONST);
	assert_int_equal(an_function_at(u, find_function(u, "t"))->flags & AN_FN_TEMPLATE, AN_FN_TEMPLATE);
}

/* Code that does not compile: names without a type, and operators without a callee, each operand of which
 * would be walked twice at every level: 2^60. */
TEST(broken_code_is_read)
{
	struct wr_buf text = WR_BUF_INIT;

	wr_buf_str(&text, "struct S { int n; }; struct T;\nvoid f(S s, T t) { auto [a, b] = undeclared(s); a = b;\n s = s");
	for (int i = 0; i < 60; i++)
		wr_buf_str(&text, " + unknown(t)");
	wr_buf_str(&text, "; }\n");
	CHECK(find_function(CPP(text.data), "f"));
	wr_buf_free(&text);
}
