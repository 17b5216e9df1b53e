#ifndef WEIR_ANALYZER_C_NAMES_P_H
#define WEIR_ANALYZER_C_NAMES_P_H

#include "analyzer/c/libclang.h"
#include "analyzer/builder.h"
#include "analyzer/c/source_p.h"

/*
 * names_p.h - what declarations are called, and what calling them means.
 *
 * Keys are libclang's USRs, the same in every translation unit, with two
 * changes: what has internal linkage gets its file's path behind it, for the
 * USR of a static function has only the file's last name; a lambda is
 * "lambda@path:line:column".  A template and all its instantiations are one.
 *
 * Canonical names are what knowledge/<name>.def must write:
 *   - qualified with "::" by namespaces and classes ("std::vector::push_back");
 *   - no template arguments, no parameters, no inline or anonymous namespaces
 *     ("std::__cxx11::basic_string<char>" is std::string);
 *   - in std, "basic_x" is x, with its constructors ("std::regex::regex",
 *     "std::ifstream::open");
 *   - a method that std inherits from a class of its own implementation is
 *     named by the object's class ("std::future::wait");
 *   - constructors "std::regex::regex", operators "std::string::operator+=",
 *     conversions "A::operator bool";
 *   - function objects of std by their variable ("std::ranges::find");
 *   - C functions as they are ("strlen"); builtins without "__builtin_" and _chk;
 *   - calls through a pointer in a field: "struct ops" and field read are "ops::read".
 */

enum an_c_decl_flags {
	AN_C_SYSTEM = 1,        /* declared in a system header */
	AN_C_STD = 2,           /* in namespace std, or in what libstdc++ has beside it */
	AN_C_METHOD = 4,        /* has an object */
	AN_C_CONST = 8,         /* a const method */
	AN_C_CONSTRUCTOR = 16,
	AN_C_MOVES = 32,        /* a move constructor */
	AN_C_COPIES = 64,       /* a copy constructor */
	AN_C_OPERATOR = 128,
	AN_C_NORETURN = 256,
	AN_C_LAMBDA = 512,      /* the call operator of a lambda */
	AN_C_FUNCTION = 1024,   /* a function of any sort, as against a field or variable that points to one */
	AN_C_VARIADIC = 2048,
	AN_C_UNTYPED = 4096     /* K&R or implicit: parameters are not known */
};

struct an_c_decl {
	CXCursor cursor;
	an_str key, name;
	const char *last;       /* name without qualification: "push_back", "operator+=" */
	uint32_t flags;         /* enum an_c_decl_flags */
	uint32_t parameters;
	uint64_t mutable;       /* bit i: parameter i is a pointer or reference through which it may change */
};

struct an_c_names {
	struct an_builder *b;
	struct an_c_source *source;
	struct wr_arena *arena;
	bool cpp;
	struct an_c_decl **slots;       /* by clang_hashCursor; slot_count is a power of two */
	size_t slot_count, count;
};

void an_c_names_init(struct an_c_names *n, struct an_builder *b, struct an_c_source *source, bool cpp);
void an_c_names_free(struct an_c_names *n);

/* Facts of a declaration (function, method, variable, field, class).  Lives as long as the
 * arena.  A null cursor gives NULL. */
const struct an_c_decl *an_c_decl(struct an_c_names *n, CXCursor declaration);
/* The key of a lambda, given its class or anything at its place. */
an_str an_c_lambda_key(struct an_c_names *n, CXCursor at);
/* Functions, methods, constructors, their templates. */
bool an_c_is_function(enum CXCursorKind kind);
/* Is the type a pointer or reference through which its target may change? */
bool an_c_is_mutable(CXType type);

#endif
