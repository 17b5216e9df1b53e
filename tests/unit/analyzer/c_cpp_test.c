/* C++ as units: the library's names, operators, lambdas, templates, classes. */
#include "tests/unit/analyzer/c_read.h"

static const char *name_at(const an_unit *u, an_id op)
{
	return an_text(u, an_op_at(u, op)->name);
}

/* The calls of the body, one name per line. */
static void check_calls(const char *headers, const char *body, const char *want)
{
	struct wr_buf got = WR_BUF_INIT;
	char text[4096];
	const an_unit *u;

	snprintf(text, sizeof text, "%s\nvoid f() { %s }\n", headers, body);
	u = CPP(text);
	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
		if (an_op_at(u, i)->kind == AN_OP_CALL)
			wr_buf_printf(&got, "%s\n", name_at(u, i));
	}
	snprintf(text, sizeof text, "%s", got.len ? got.data : "");
	wr_buf_free(&got);
	CHECK_STR(text, want);
}

/* What knowledge/ must write. */
TEST(names_of_the_library_are_canonical)
{
	check_calls("#include <vector>\n#include <list>\n", "std::vector<int> v; v.push_back(1); v.insert(v.begin(), 2); std::list<char> l; l.remove('x');",
		    "std::vector::vector\nstd::vector::push_back\nstd::vector::insert\nstd::list::list\nstd::list::remove\n");
	check_calls("#include <string>\n", "std::string s(\"x\"); s.find(\"y\"); s.append(\"z\"); s += 'c'; std::wstring w; w.substr(1);",
		    "std::string::string\nstd::string::find\nstd::string::append\nstd::string::operator+=\nstd::string::string\nstd::string::substr\n");
	check_calls("#include <regex>\n", "std::regex r(\"a\"); r.assign(\"b\"); std::wregex w(L\"c\");",
		    "std::regex::regex\nstd::regex::assign\nstd::regex::regex\n");
	check_calls("#include <fstream>\n", "std::ifstream i(\"f\"); i.open(\"g\"); std::ofstream o; o << 1 << std::endl;",
		    "std::ifstream::ifstream\nstd::ifstream::open\nstd::ofstream::ofstream\nstd::ostream::operator<<\n"
		    "std::ostream::operator<<\nstd::endl\n");
	check_calls("#include <map>\n#include <unordered_map>\n#include <string>\n",
		    "std::map<int, int> m; m[1] = 2; m.find(3); std::unordered_map<std::string, int> h; h.count(\"x\");",
		    "std::map::map\nstd::map::operator[]\nstd::map::find\nstd::unordered_map::unordered_map\n"
		    "std::string::string\nstd::unordered_map::count\n");
	check_calls("#include <algorithm>\n", "int a[3] = { 3, 1, 2 }; std::sort(a, a + 3); (void)std::find(a, a + 3, 1);",
		    "std::sort\nstd::find\n");
	check_calls("#include <mutex>\n#include <future>\n#include <thread>\n#include <condition_variable>\n",
		    "std::mutex m; { std::lock_guard<std::mutex> g(m); } m.lock(); std::future<int> u; u.wait(); "
		    "std::this_thread::sleep_for(std::chrono::seconds(1));",
		    "std::mutex::mutex\nstd::lock_guard::lock_guard\nstd::lock_guard::~lock_guard\nstd::mutex::lock\nstd::future::future\nstd::future::wait\n"
		    "std::chrono::duration::duration\nstd::this_thread::sleep_for\n");
	check_calls("#include <filesystem>\n#include <cstring>\n#include <memory>\n",
		    "std::filesystem::path p; std::filesystem::exists(p); std::strlen(\"x\"); auto q = std::make_unique<int>(3);",
		    "std::filesystem::path::path\nstd::filesystem::exists\nstrlen\nstd::make_unique\n");
}

/* libclang names no callee for a copy that may be left out, which there is before C++17. */
TEST(copies_that_are_left_out_are_no_calls)
{
	static const char *const standards[] = { "-std=c++11", "-std=c++14", "-std=c++17", "-std=c++20" };
	static const char text[] = "#include <sstream>\nstd::string f(int n) { std::ostringstream s; s << n; std::string t = s.str(); return s.str(); }\n";

	for (size_t i = 0; i < sizeof standards / sizeof *standards; i++) {
		const an_unit *u = read_path(text_file("elided.cpp", text), &standards[i], 1);

		CHECK_EQ(standards[i], count_kind(u, AN_OP_CALL), 4);
		CHECK_EQ(standards[i], find_op(u, "std::string::string", 1), 0);
		CHECK_STR(symbol_name(u, an_op_at(u, find_op(u, "std::ostringstream::str", 1))->result), "t");
	}
}

TEST(function_objects_of_the_library_are_named_by_their_variable)
{
	static const char *const flags[] = { "-std=c++20" };
	static const char text[] = "#include <algorithm>\n#include <vector>\n"
				   "bool f(std::vector<int> &v, int n) { return std::ranges::find(v, n) != v.end(); }\n";
	const an_unit *u = read_path(text_file("ranges.cpp", text), flags, 1);
	const struct an_op *op = call_of(u, "std::ranges::find");

	CHECK_STR(symbol_name(u, arg_of(u, op, 0)->symbol), "v");
	CHECK_EQ("arguments", op->arg_count, 2);
}

TEST(what_only_looks_at_a_container_is_no_operation)
{
	check_calls("#include <vector>\n#include <string>\n#include <memory>\n",
		    "extern std::vector<int> v; extern std::string s; extern std::unique_ptr<int> p;\n"
		    "for (auto i = v.begin(); i != v.end(); ++i) *i = 1; (void)v.size(); (void)s.c_str(); (void)v.empty(); (void)*p; if (p) v.back();\n", "");
}

TEST(iterators_stand_for_their_container)
{
	const an_unit *u = CPP("#include <algorithm>\n#include <vector>\nbool f(const std::vector<int> &v, int n) {\n"
			       "return std::find(v.begin(), v.end(), n) != v.end(); }\n");
	const struct an_arg *a = arg_of(u, call_of(u, "std::find"), 0);

	CHECK_STR(symbol_name(u, a->symbol), "v");
	CHECK_EQ("value", a->value, AN_VALUE_LIST);
	CHECK_EQ("kind", a->kind, AN_ARG_EXPRESSION);
	CHECK_EQ("v", an_symbol_at(u, find_symbol(u, "v"))->element, AN_VALUE_NUMBER);
}

TEST(iterator_loops_and_ranges_are_over_their_container)
{
	const an_unit *u = CPP("#include <map>\n#include <string>\n#include <vector>\nstruct big { int a[99]; };\nvoid use(int);\n"
			       "void f(std::vector<big> &v, std::map<std::string, int> &m) {\n"
			       "for (auto i = v.begin(); i != v.end(); ++i) use(i->a[0]);\n"
			       "for (big b : v) use(b.a[0]);\nfor (const auto &b : v) use(b.a[0]);\n"
			       "for (auto &[key, value] : m) value = (int)key.size();\nfor (unsigned i = 0; i < v.size(); i++) use(v[i].a[0]);\n"
			       "for (int i : { 1, 2, 3 }) use(i);\n}\n");
	static const struct { const char *over, *variable; int kind, small; } loops[] = {
		{ "v", "i", AN_FOR, 0 }, { "v", "b", AN_RANGE, 0 }, { "v", "b", AN_RANGE, 0 }, { "m", "key", AN_RANGE, 0 },
		{ "v", "i", AN_FOR, 0 }, { "", "i", AN_RANGE, 1 },
	};

	CHECK_EQ("loops", loop_count(u), 6);
	for (an_id i = 1; i <= 6; i++) {
		const struct an_loop *l = an_loop_at(u, i);

		CHECK_EQ("kind", l->kind, loops[i - 1].kind);
		CHECK_STR(symbol_name(u, l->iterated), loops[i - 1].over);
		CHECK_STR(symbol_name(u, l->variable), loops[i - 1].variable);
		CHECK_EQ("small", l->small, loops[i - 1].small);
	}
	CHECK_EQ("a copy per turn is a call", call_of(u, "big::big")->loop, 2);
	CHECK_EQ("and there is only one", find_op(u, "big::big", 2), 0);
	CHECK_STR(symbol_name(u, call_of(u, "big::big")->result), "b");
	CHECK_EQ("what a reference changes", writes(u, "m", AN_WRITE_CHANGE, 4), 1);
	CHECK_EQ("a reference that is only read", writes(u, "v", AN_WRITE_CHANGE, 3), 0);
}

TEST(text_that_is_built_anew_is_seen)
{
	static const struct { const char *code; unsigned builds; } cases[] = {
		{ "s = s + x;", 1 }, { "s = x + s;", 1 }, { "s = s + x + \"b\" + 'c';", 1 }, { "s = \"a\" + s;", 1 },
		{ "s += x;", 0 }, { "s = x + \"a\";", 0 }, { "s.append(x);", 0 }, { "n = n + 1;", 0 }, { "t.s = t.s + x;", 1 },
		{ "std::string u = s + x;", 0 }, { "s = std::string(\"a\") + s;", 1 },
	};
	char text[512];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const an_unit *u;

		snprintf(text, sizeof text, "#include <string>\nstruct t { std::string s; };\n"
			 "void f(std::string &s, const std::string &x, int n, t &t) { for (int i = 0; i < n; i++) { %s } }\n", cases[i].code);
		u = CPP(text);
		CHECK_EQ(cases[i].code, count_kind(u, AN_OP_BUILD_TEXT), cases[i].builds);
		if (cases[i].builds) {
			CHECK_EQ("loop", op_of_kind(u, AN_OP_BUILD_TEXT)->loop, 1);
			CHECK_EQ("text", arg_of(u, op_of_kind(u, AN_OP_BUILD_TEXT), 0)->kind, AN_ARG_SYMBOL);
		}
	}
}

TEST(containers_change_by_their_methods)
{
	static const struct { const char *code, *name; unsigned changes, grows; } cases[] = {
		{ "v.push_back(1);", "v", 1, 1 }, { "v.insert(v.begin(), 1);", "v", 1, 1 }, { "v.erase(v.begin());", "v", 1, 0 },
		{ "v.clear();", "v", 1, 0 }, { "v[0] = 1;", "v", 1, 0 }, { "v.at(0)++;", "v", 1, 0 }, { "v.back() = 2;", "v", 1, 0 },
		{ "(void)v[0];", "v", 0, 0 }, { "(void)v.size(); (void)v.begin();", "v", 0, 0 }, { "*v.begin() = 1;", "v", 1, 0 },
		{ "auto i = v.begin(); *i = 1;", "v", 1, 0 }, { "int &r = v[0]; r = 1;", "v", 1, 0 },
		{ "const int &r = v[0]; (void)r;", "v", 0, 0 }, { "s += \"x\";", "s", 1, 1 }, { "s.append(\"x\");", "s", 1, 1 },
		{ "(void)s.find(\"x\");", "s", 0, 0 }, { "m[1] = 2;", "m", 2, 1 }, { "m.emplace(1, 2);", "m", 1, 1 },
		{ "(void)m.find(1);", "m", 0, 0 }, { "auto &e = m[1]; e = 3;", "m", 2, 1 },
	};
	char text[1024];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		unsigned grows = 0;
		const an_unit *u;

		snprintf(text, sizeof text, "#include <map>\n#include <string>\n#include <vector>\n"
			 "void f(std::vector<int> &v, std::string &s, std::map<int, int> &m) { %s }\n", cases[i].code);
		u = CPP(text);
		CHECK_EQ(cases[i].code, writes(u, cases[i].name, AN_WRITE_CHANGE, -1), cases[i].changes);
		for (an_id w = 1; w < an_unit_count(u, AN_WRITES); w++)
			grows += an_write_at(u, w)->grows;
		CHECK_EQ(cases[i].code, grows, cases[i].grows);
	}
}

TEST(what_methods_and_references_may_change)
{
	static const struct { const char *code; unsigned passes; } cases[] = {
		{ "o.change();", 1 }, { "o.look();", 0 }, { "by_reference(o);", 1 }, { "by_const(o);", 0 }, { "by_value(o);", 0 },
		{ "by_rvalue(std::move(o));", 1 }, { "o.fixed();", 0 }, { "by_pointer(&o);", 1 }, { "o += 1;", 1 },
	};
	char text[1024];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(text, sizeof text, "#include <utility>\nstruct O { void change(); void look() const; static void fixed(); O &operator+=(int); };\n"
			 "void by_reference(O &); void by_const(const O &); void by_value(O); void by_rvalue(O &&); void by_pointer(O *);\n"
			 "void f(O &o) { %s }\n", cases[i].code);
		CHECK_EQ(cases[i].code, writes(CPP(text), "o", AN_WRITE_PASS, -1), cases[i].passes);
	}
}

TEST(lambdas_are_functions_of_their_own)
{
	const an_unit *u = CPP("#include <algorithm>\n#include <functional>\n#include <thread>\n#include <vector>\n"
			       "int g(int);\nvoid f(std::vector<int> &v, int n) {\n"
			       "\tauto named = [&](int q) { return g(q + n); };\n\tnamed(1);\n"
			       "\tstd::for_each(v.begin(), v.end(), [&](int e) { g(e); });\n\t[] { g(2); }();\n"
			       "\tstd::thread t([&] { v.clear(); });\n\tstd::function<int(int)> h = [](int a) { return g(a); };\n\th(3);\n}\n");
	an_id f = find_function(u, "f");
	const struct an_function *lambda = an_function_at(u, f + 1);
	const struct an_op *op;

	CHECK_EQ("functions", an_unit_count(u, AN_FUNCTIONS), 7);
	CHECK_EQ("flags", lambda->flags, AN_FN_LAMBDA);
	CHECK_EQ("parent", lambda->parent, f);
	CHECK_EQ("parameters", lambda->param_count, 1);
	CHECK_STR(symbol_name(u, lambda->first_param), "q");
	op = an_op_at(u, find_op(u, "g", 1));
	CHECK_EQ("its ops are its own", op->function, f + 1);
	CHECK_EQ("what it captures", an_symbol_at(u, an_use_at(u, arg_of(u, op, 0)->first_use + 1))->kind, AN_CAPTURED);
	CHECK_STR(symbol_name(u, an_symbol_at(u, an_use_at(u, arg_of(u, op, 0)->first_use + 1))->base), "n");
	op = an_op_at(u, find_op(u, "", 1));
	CHECK_TEXT(u, op->callee, an_text(u, lambda->key));
	CHECK_EQ("called by f", op->function, f);
	CHECK_EQ("for_each is a loop", loop_count(u), 1);
	CHECK_STR(symbol_name(u, an_loop_at(u, 1)->iterated), "v");
	op = an_op_at(u, find_op(u, "", 2));
	CHECK_TEXT(u, op->callee, an_text(u, an_function_at(u, f + 2)->key));
	CHECK_EQ("called once per element", op->loop, 1);
	CHECK_EQ("passed as a value", arg_of(u, call_of(u, "std::for_each"), 2)->kind, AN_ARG_FUNCTION);
	op = an_op_at(u, find_op(u, "", 3));
	CHECK_TEXT(u, op->callee, an_text(u, an_function_at(u, f + 3)->key));
	CHECK(call_of(u, "std::thread::thread")->flags & AN_OP_DEFERRED);
	op = an_op_at(u, find_op(u, "", 4));
	CHECK(op->flags & AN_OP_VIRTUAL);
	CHECK(has_alias(u, an_text(u, op->callee), an_text(u, an_function_at(u, f + 5)->key)));
}

TEST(classes_know_their_bases_and_calls_their_dispatch)
{
	const an_unit *u = CPP("namespace shop {\nclass Base { public: virtual ~Base(); virtual int run(int) = 0; int plain(); };\n"
			       "class Mixin { public: virtual void mix(); };\n"
			       "class Derived : public Base, Mixin { public: int run(int n) override { return plain() + n; } void mix() override; };\n"
			       "void Derived::mix() { }\n}\nint f(shop::Base *b, shop::Derived d) { return b->run(1) + d.run(2) + b->plain(); }\n");
	an_id derived = 3;

	CHECK_EQ("classes", an_unit_count(u, AN_CLASSES), 4);
	CHECK_TEXT(u, an_class_at(u, derived)->name, "shop::Derived");
	CHECK_EQ("bases", an_class_at(u, derived)->base_count, 2);
	CHECK_TEXT(u, an_name_at(u, an_class_at(u, derived)->first_base), an_text(u, an_class_at(u, 1)->key));
	CHECK_TEXT(u, an_name_at(u, an_class_at(u, derived)->first_base + 1), an_text(u, an_class_at(u, 2)->key));
	CHECK(find_function(u, "shop::Derived::run"));
	CHECK_EQ("flags", an_function_at(u, find_function(u, "shop::Derived::run"))->flags, AN_FN_METHOD | AN_FN_VIRTUAL);
	CHECK(find_function(u, "shop::Derived::mix"));
	CHECK_EQ("by pointer", call_of(u, "shop::Base::run")->flags & AN_OP_VIRTUAL, AN_OP_VIRTUAL);
	CHECK_STR(symbol_name(u, call_of(u, "shop::Base::run")->receiver), "b");
	CHECK_EQ("by value", call_of(u, "shop::Derived::run")->flags & AN_OP_VIRTUAL, 0);
	CHECK_EQ("not virtual", call_of(u, "shop::Base::plain")->flags & AN_OP_VIRTUAL, 0);
	CHECK(has_alias(u, "Base@F@run", "Derived@F@run"));
	CHECK(has_alias(u, "Mixin@F@mix", "Derived@F@mix"));
}

TEST(a_method_may_be_inherited_from_a_base_of_the_library)
{
	check_calls("#include <fstream>\n#include <string>\n", "extern std::fstream s; std::string l; std::getline(s, l); s.close(); s.good();",
		    "std::string::string\nstd::getline\nstd::fstream::close\nstd::ios::good\n");
}

TEST(templates_are_silent_where_they_depend)
{
	const an_unit *u = CPP("#include <vector>\nint known(int);\ntemplate <class T> int f(T x, std::vector<T> v) {\n"
			       "int s = 0; for (int i = 0; i < 100; i++) { s += known(i); x.unknown(i); free_unknown(x); v.push_back(x); } return s; }\n"
			       "template <class T> struct Stack { std::vector<T> v; void push(const T &t) { v.push_back(t); known(1); } };\n"
			       "int g(std::vector<int> v) { Stack<int> s; s.push(3); return f(1, v); }\n");

	CHECK(find_function(u, "f"));
	CHECK_EQ("what is known is said", call_of(u, "known")->loop, 1);
	CHECK_EQ("and nothing else", find_op(u, "", 1), 0);
	CHECK_EQ("push_back of v is not known", find_op(u, "std::vector::push_back", 1), 0);
	CHECK(writes(u, "x", AN_WRITE_PASS, 1));                /* it may do anything to x and v */
	CHECK(writes(u, "v", AN_WRITE_PASS, 1));
	CHECK_EQ("a container, whatever is in it", an_symbol_at(u, find_symbol(u, "v"))->value, AN_VALUE_LIST);
	/* Instances are the template. */
	CHECK_TEXT(u, call_of(u, "Stack::push")->callee, an_text(u, an_function_at(u, find_function(u, "Stack::push"))->key));
	CHECK_TEXT(u, call_of(u, "f")->callee, an_text(u, an_function_at(u, find_function(u, "f"))->key));
}

TEST(exceptions_and_memory)
{
	const an_unit *u = CPP("#include <stdexcept>\nint g(); void h(); struct S { S(int); };\n"
			       "void f(int n) {\n"
			       "while (n) { if (g()) { h(); throw std::runtime_error(\"x\"); } }\n"
			       "try { g(); } catch (const std::exception &e) { h(); }\n"
			       "while (n) { try { if (g()) throw 1; } catch (int) { } }\n"
			       "int *p = new int[n]; delete[] p; S *s = new S(3); delete s; }\n");

	CHECK_EQ("before a throw", an_op_at(u, find_op(u, "h", 1))->flags, AN_OP_GUARDED | AN_OP_COLD);
	CHECK_EQ("it leaves the loop", an_op_at(u, find_op(u, "h", 1))->loop, 0);
	CHECK(an_op_at(u, find_op(u, "h", 2))->flags & AN_OP_COLD);
	CHECK_EQ("try is not cold", an_op_at(u, find_op(u, "g", 2))->flags, 0);
	CHECK_EQ("throws", count_kind(u, AN_OP_THROW), 2);
	for (an_id i = 1, n = 0; i < an_unit_count(u, AN_OPS); i++) {
		if (an_op_at(u, i)->kind == AN_OP_THROW && n++)
			CHECK_EQ("caught within the loop", an_op_at(u, i)->loop, 2);
	}
	CHECK_EQ("new", count_kind(u, AN_OP_ALLOCATE), 2);
	CHECK_STR(symbol_name(u, op_of_kind(u, AN_OP_ALLOCATE)->result), "p");
	CHECK_STR(symbol_name(u, arg_of(u, op_of_kind(u, AN_OP_ALLOCATE), 0)->symbol), "n");
	CHECK_EQ("delete", count_kind(u, AN_OP_FREE), 2);
	CHECK(call_of(u, "S::S"));
}

TEST(trying_again_after_an_exception_is_no_loop_over_data)
{
	const an_unit *u = CPP("int g();\nint f(int n) { for (int i = 0; i < n; i++) { try { g(); break; } catch (...) { } } return 0; }\n");

	CHECK(an_loop_at(u, 1)->flags & AN_LOOP_RETRY);
}

TEST(a_cache_that_misses_is_a_memo)
{
	static const struct { const char *code; bool memo; } cases[] = {
		{ "if (m.find(k) == m.end()) m[k] = op(k);", true }, { "if (!m.count(k)) { m.emplace(k, op(k)); }", true },
		{ "if (m.count(k) == 0) m[k] = op(k);", true }, { "auto i = m.find(k); if (i != m.end()) return; m[k] = op(k);", true },
		{ "if (m.count(k)) return; m[k] = op(k);", true }, { "if (m.count(k)) m[k] = op(k);", false },
		{ "if (m.empty()) m[k] = op(k);", true }, { "m[k] = op(k);", false },
		{ "if (m.find(k) == m.end()) op(k);", false },
		{ "for (int i = 0; i < k; i++) if (!m.count(i)) m[i] = op(i);", true },
	};
	char text[512];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(text, sizeof text, "#include <unordered_map>\nint op(int);\nvoid f(std::unordered_map<int, int> &m, int k) { %s }\n",
			 cases[i].code);
		CHECK_EQ(cases[i].code, !!(call_of(CPP(text), "op")->flags & AN_OP_MEMO), cases[i].memo);
	}
}

TEST(constructors_set_their_members)
{
	const an_unit *u = CPP("#include <string>\nint g(int);\nclass A { int n; std::string s; void (*cb)(int); static void mine(int);\n"
			       "public: A(int a) : n(g(a)), s(\"x\"), cb(mine) { this->n++; s += \"y\"; } void call() { cb(n); } };\n");

	CHECK_EQ("n", writes(u, "n", AN_WRITE_ASSIGN, -1), 2);
	CHECK_EQ("s", writes(u, "s", AN_WRITE_ASSIGN, -1), 1);
	CHECK_EQ("this", writes(u, "this", AN_WRITE_CHANGE, -1), 5);
	CHECK_TEXT(u, an_symbol_at(u, find_symbol(u, "this"))->type, "A *");
	CHECK_EQ("member", an_symbol_at(u, find_symbol(u, "n"))->kind, AN_MEMBER);
	CHECK(has_alias(u, "A@FI@cb", "A@F@mine"));
	CHECK_TEXT(u, call_of(u, "A::cb")->callee, "c:@S@A@FI@cb");
	CHECK(call_of(u, "g"));
}

TEST(functions_are_found_wherever_they_are_defined)
{
	static const char *const names[] = { "A::f", "A::A", "A::~A", "A::operator+", "A::operator bool", "friendly", "A::In::g", "h", "special",
					     "n::deep", "in_extern", "A::later", "Local::m", "hidden" };
	const an_unit *u = CPP("struct A { A() { } ~A() { } void f() { } A operator+(A) { return A(); } operator bool() { return true; }\n"
			       "friend void friendly() { } struct In { void g() { } }; void later(); };\n"
			       "template <class T> void h(T) { } template <> void h<int>(int) { } template <class T> void special(T); template <> void special(int) { }\n"
			       "inline namespace v1 { namespace n { void deep() { } } } extern \"C\" { void in_extern() { } } void A::later() { }\n"
			       "void outer() { struct Local { void m() { } }; } namespace { void hidden() { } } A::In global;\n");

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!find_function(u, names[i]))
			fail_msg("%s is not there", names[i]);
	}
	CHECK_EQ("hidden", an_function_at(u, find_function(u, "hidden"))->flags, AN_FN_STATIC);
}

TEST(conditions_may_declare)
{
	const an_unit *u = CPP("int g(); void h(int);\nvoid f(int m) { if (int n = g(); n > 2) h(n); else h(0); if (auto p = g()) h(p); while (int q = g()) h(q);\n"
			       "switch (int r = g()) { case 1: h(r); } if (g(); m) h(m); else h(1); }\n");

	CHECK_EQ("n", writes(u, "n", AN_WRITE_ASSIGN, -1), 1);
	CHECK_EQ("p", writes(u, "p", AN_WRITE_ASSIGN, -1), 1);
	CHECK_EQ("q", writes(u, "q", AN_WRITE_ASSIGN, 1), 1);
	CHECK(find_op(u, "g", 5) && !find_op(u, "g", 6));
	CHECK(find_op(u, "h", 7) && !find_op(u, "h", 8));
}

TEST(values_of_types_of_the_library)
{
	const an_unit *u = CPP("#include <array>\n#include <deque>\n#include <memory>\n#include <set>\n#include <string_view>\n#include <unordered_set>\n#include <vector>\n"
			       "struct O { };\nvoid f(std::deque<int> d, std::unordered_set<int> h, std::set<int> t, std::array<int, 16> few, std::array<int, 17> many,\n"
			       "std::string_view v, O *o, std::shared_ptr<O> p, std::vector<std::unordered_set<int>> n) { }\n");
	static const struct { const char *name; int value, small; const char *type; } cases[] = {
		{ "d", AN_VALUE_LIST, 0, "std::deque" }, { "h", AN_VALUE_HASH, 0, "std::unordered_set" }, { "t", AN_VALUE_TREE, 0, "std::set" },
		{ "few", AN_VALUE_LIST, 1, "std::array" }, { "many", AN_VALUE_LIST, 0, "std::array" }, { "v", AN_VALUE_TEXT, 0, "std::string_view" },
		{ "o", AN_VALUE_OBJECT, 0, "O *" }, { "p", AN_VALUE_OBJECT, 0, "O *" }, { "n", AN_VALUE_LIST, 0, "std::vector" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct an_symbol *s = an_symbol_at(u, find_symbol(u, cases[i].name));

		CHECK_EQ(cases[i].name, s->value, cases[i].value);
		CHECK_EQ(cases[i].name, s->small, cases[i].small);
		CHECK_TEXT(u, s->type, cases[i].type);
	}
	CHECK_EQ("elements", an_symbol_at(u, find_symbol(u, "n"))->element, AN_VALUE_HASH);
}
