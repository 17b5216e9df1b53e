#ifndef WEIR_ANALYZER_UNIT_H
#define WEIR_ANALYZER_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/buf.h"
#include "core/err.h"

/*
 * unit.h - what a front end says of one source file.
 *
 * A unit is one flat block: a header, tables of fixed-size records and a
 * string pool, with u32 indices and offsets and no pointers, so that the same
 * bytes are what a worker process sends back and what the linker maps.  Front
 * ends build it with an_builder (builder.h); everybody else reads it through
 * the accessors at the end of this file.
 *
 * Index 0 of every table is "none".  A string is an offset into the pool;
 * offset 0 is "".  What a record belongs to stands before it in its table: the
 * parent of a loop or function, the base of a member have a smaller index.
 *
 * Front ends state facts of the source; they do not judge.  In particular a
 * call is only a call here: what it costs is knowledge (knowledge/) that
 * the linker adds.
 */

typedef uint32_t an_str;        /* offset into the string pool */
typedef uint32_t an_id;         /* index into a table; 0 = none */

enum an_language { AN_C = 1, AN_CPP, AN_PYTHON };

struct an_span { uint32_t line, column, end_line, end_column; };        /* from 1, columns in code points; end is one past */

/* What a value is, as far as the front end can tell. */
enum an_value {
	AN_VALUE_UNKNOWN,
	AN_VALUE_NUMBER,
	AN_VALUE_TEXT,          /* Python str or bytes, C char *, std::string, std::string_view */
	AN_VALUE_LIST,          /* list, tuple, array, std::vector, std::deque, std::list: search is linear */
	AN_VALUE_HASH,          /* set, dict, std::unordered_*: look-up is constant */
	AN_VALUE_TREE,          /* std::set, std::map: look-up is logarithmic */
	AN_VALUE_OBJECT,        /* an instance of the class named in `type` */
	AN_VALUE_FUNCTION
};

enum an_symbol_kind { AN_LOCAL = 1, AN_PARAMETER, AN_GLOBAL, AN_MEMBER, AN_CAPTURED };

/*
 * A variable, parameter, global or member.  A member is one symbol per
 * object expression and name ("self.items", "o->lines"): `base` is the object's symbol.
 */
struct an_symbol {
	an_str name;            /* as in the source: "orders", "self.items" */
	an_str type;            /* qualified class or C type when known: "dbapi.Cursor", "struct order *" */
	an_id function;         /* owner; 0 = file or module level */
	an_id base;             /* of a member: the object's symbol */
	uint32_t line;          /* where it is declared; 0 = not known, and in C and C++ of a member: its class stands elsewhere */
	uint8_t kind;           /* enum an_symbol_kind */
	uint8_t value;          /* enum an_value */
	uint8_t element;        /* enum an_value of the elements of a container */
	uint8_t small;          /* known to hold at most AN_SMALL elements (a literal, a fixed array) */
	uint8_t storage;        /* enum an_storage */
	uint8_t access;         /* enum an_symbol_access */
	uint16_t column;        /* of the name, where it is declared; 0 = not known */
	an_id shape;            /* C, C++: what a class or array held by value takes (AN_TYPES); 0 = not such */
};
#define AN_SMALL 16

enum an_storage {
	AN_STORED_PRIVATE = 1,  /* a global that only this file sees: static */
	AN_STORED_THREAD = 2,   /* one for each thread */
	AN_STORED_CONSTANT = 4  /* never changes */
};

/* C and C++. */
enum an_symbol_access {
	AN_BY_POINTER = 1,
	AN_BY_REFERENCE = 2,
	AN_CONSTANT = 4,        /* const, or a pointer or reference to what is const */
	AN_MENTIONED = 16,      /* held by value, and the function does something with it */
	AN_READ_ONLY = 8        /* held by value, mentioned, and every mention only reads it: it is not changed,
				   moved from, returned, captured, nor its address taken (C++) */
};

/* What a value of a class or array takes to be kept and copied.  C and C++. */
enum an_type_flags {
	AN_TYPE_CLASS = 1,      /* a class, struct or union */
	AN_TYPE_ARRAY = 2,
	AN_TYPE_OWNS = 4,       /* to copy it allocates: it or a part of it is a string, a container, ... */
	AN_TYPE_SHARES = 8,     /* to copy it counts a reference: it or a part of it is a std::shared_ptr */
	AN_TYPE_CUSTOM = 16,    /* somebody wrote a copy constructor and a destructor for it or a part of it */
	AN_TYPE_FIXED = 32,     /* it or a part of it cannot be copied */
	AN_TYPE_OPEN = 64       /* not known: depends on a template's argument, or is not defined here */
};
struct an_type {
	an_str name;            /* as in an_symbol.type, or as spelled */
	uint32_t size;          /* bytes; 0 = not known */
	uint32_t element;       /* of an array: bytes of one element */
	uint32_t flags;         /* enum an_type_flags */
};

enum an_function_flags {
	AN_FN_ASYNC = 1,        /* async def: calls only what it awaits */
	AN_FN_MEMOIZED = 2,     /* lru_cache and the like: its cost is not paid per call */
	AN_FN_METHOD = 4,
	AN_FN_STATIC = 8,       /* C: file scope */
	AN_FN_GENERATOR = 16,   /* its body runs when it is iterated */
	AN_FN_MODULE = 32,      /* the top level of a Python file, run once at import */
	AN_FN_BROKEN = 64,      /* had a syntax error: rules stay silent in it */
	AN_FN_LAMBDA = 128,     /* lambda or nested function object */
	AN_FN_VIRTUAL = 256,
	AN_FN_TEST = 512,       /* test code: named test_*, in a test folder or class; no rule judges it, and what
				   it does is no evidence: in Python it has no records but its own, and a file of
				   nothing else only that of its top level */
	AN_FN_KEEPS_ALL = 1 << 10,      /* memoized without a bound: functools.cache, lru_cache(maxsize=None) */
	AN_FN_COMMAND = 1 << 11,        /* of a program's command line, by its decorator: @cli.command() */
	AN_FN_GENERATED = 1 << 12,      /* C, C++: in a file that a parser generator made */
	AN_FN_MINDS_EMPTY = 1 << 13,    /* of AN_FN_MODULE: its file speaks of IndexError, LookupError or ValueError */
	AN_FN_TEMPLATE = 1 << 20,       /* depends on template arguments, its own or its class's */
	AN_FN_COROUTINE = 1 << 21,      /* C++: its parameters outlive the call */
	AN_FN_CONSTRUCTOR = 1 << 22,
	AN_FN_TAKES_OVER = 1 << 23,     /* C++: a move constructor or move assignment */
	AN_FN_NOTHROW = 1 << 24,        /* C++: declared not to throw */
	AN_FN_CONST = 1 << 25,          /* C++: a const method */
	AN_FN_THROWS = 1 << 26,         /* C++: a destructor declared noexcept(false) */
	AN_FN_NEEDLESS = 1 << 27        /* C++: a destructor that does nothing, outside of its class, without which the class
					   would need none */
};

struct an_function {
	an_str key;             /* what call sites name: USR (C, C++) or dotted name (Python) */
	an_str name;            /* for people: "process_orders", "Shop::total", "app.db.Store.get" */
	an_str path;            /* file of the definition as given (a header's own path) */
	an_str returns;         /* type of the result, where known, as in an_symbol.type */
	struct an_span span;    /* of the whole definition */
	struct an_span head;    /* of the name: where findings about the function point */
	an_id parent;           /* enclosing function of a lambda or nested function */
	an_id first_param;      /* its parameters are symbols first_param .. +param_count */
	uint32_t param_count;
	uint32_t flags;         /* enum an_function_flags */
	uint8_t returns_value;  /* enum an_value of the result */
	uint8_t spare[3];       /* 0, so that equal units are equal bytes */
};

enum an_loop_kind { AN_FOR = 1, AN_WHILE, AN_RANGE, AN_COMPREHENSION, AN_CALLBACK };

enum an_loop_flags {
	AN_LOOP_FOREVER = 1,    /* while (1), for (;;), while True */
	AN_LOOP_RETRY = 2,      /* the turn ends in leaving unless an error is caught, or range(retries) */
	AN_LOOP_HALVING = 4,    /* its variable is multiplied, divided or shifted: logarithmic */
	AN_LOOP_ONWARD = 8      /* counts up from where a variable says, not from a constant: goes on in the middle */
};

struct an_loop {
	an_id parent;           /* enclosing loop in the same function that repeats this one; 0 = none */
	an_id function;
	struct an_span span;    /* the whole statement */
	struct an_span header;  /* the for (...) / for x in xs part */
	an_id iterated;         /* symbol that is walked ("orders"); 0 = not one symbol */
	an_id variable;         /* induction or loop variable; the first of several, of enumerate() the element */
	an_str over;            /* source text of what is iterated, at most 80 bytes ("range(n)", "i < n") */
	uint32_t trip;          /* constant trip count when known, else 0 */
	uint16_t flags;         /* enum an_loop_flags */
	uint8_t kind;           /* enum an_loop_kind */
	uint8_t small;          /* what is iterated is known to have at most AN_SMALL elements */
	an_id first_use;        /* Python: every symbol that what is iterated, or the condition, mentions */
	uint32_t use_count;
};

/* What happens at one place.  Kinds that need no knowledge of libraries; all else is a call. */
enum an_op_kind {
	AN_OP_CALL = 1,         /* callee, receiver, arguments */
	AN_OP_MEMBER_TEST,      /* x in y: args[0] = x, args[1] = y (the haystack) */
	AN_OP_BUILD_TEXT,       /* s = s + x, s += x where s is text: args[0] = s, args[1] = x */
	AN_OP_EQUAL,            /* a == b: args[0], args[1] */
	AN_OP_SUBSCRIPT,        /* a[i]: args[0] = a, args[1] = i */
	AN_OP_ALLOCATE,         /* new T, new T[n] */
	AN_OP_FREE,             /* delete */
	AN_OP_AWAIT,            /* the operand's call is the op before it */
	AN_OP_THROW,
	AN_OP_MOVE,             /* std::move(x): args[0] = x */
	AN_OP_SCALE,            /* x * y within an index: args[0], args[1] */
	AN_OP_BUILD_LIST,       /* xs = xs + ys, where xs is a list: args[0] = xs, args[1] = what it is made of */
	AN_OP_SLICE,            /* xs = xs[n:]: args[0] = xs, args[1] = n; also of a text */
	AN_OP_DIVIDE            /* C, C++: a / b, a % b of integers in a loop, b a variable: args[0] = a, args[1] = b */
};

enum an_op_flags {
	AN_OP_IN_CONDITION = 1, /* in the loop's condition or increment: run once per turn, also the last */
	AN_OP_AWAITED = 2,
	AN_OP_DEFERRED = 4,     /* only made into a value here (argument of to_thread, a callback): not run by this function */
	AN_OP_GUARDED = 8,      /* under an if within its loop, or within its function where there is no
				   loop: not on every turn, not at every call */
	AN_OP_COLD = 16,        /* in an except/catch block or on a path that ends in raise, throw, abort, exit */
	AN_OP_VIRTUAL = 32,     /* dispatched at run time: any override may run */
	AN_OP_MEMO = 64,        /* only on a cache miss: under `if key not in cache` that then stores into the cache */
	AN_OP_SCOPED = 128,     /* undone where its block ends, however that is left: with lock:, std::lock_guard */
	AN_OP_ONLY_READ = 0x100,        /* copy.deepcopy in a loop: its result is a local that nothing changes or keeps */
	AN_OP_COPIES = 0x0800,  /* a copy constructor: args[0] is what is copied */
	AN_OP_IMPLICIT = 0x1000,        /* a constructor that the source does not name: an argument is converted */
	AN_OP_RETURNED = 0x2000,        /* its operand is what a return statement gives */
	AN_OP_LOST = 0x4000     /* of AN_OP_MOVE: what takes the value copies it or only reads it */
};

struct an_op {
	uint8_t kind;           /* enum an_op_kind */
	uint8_t arg_count;      /* at most 255; further arguments are dropped */
	uint16_t flags;         /* enum an_op_flags */
	an_id function;
	an_id loop;             /* innermost loop that REPEATS this op: a loop that is left for good in
				   the same block (break, return, throw) does not count; 0 = none */
	struct an_span span;
	an_str callee;          /* key of the called function (USR, dotted name), "" if not known */
	an_str name;            /* qualified name to look up in the knowledge: "strlen", "std::find",
				   "requests.get", "dbapi.Cursor.execute"; for a method of an unknown
				   receiver "?.execute".  Of a subscript that picks a large struct in a loop (C, C++):
				   the number or pointer in it that is asked for ("x" of a[i].x), else "" */
	an_id receiver;         /* symbol of the object, 0 = none or not one symbol */
	an_id first_arg;        /* its arguments are args first_arg .. +arg_count */
	an_id result;           /* symbol that takes the result, 0 = none */
	uint32_t size;          /* subscript: bytes from one element to the next; division: of the numbers; 0 = not known */
};

enum an_arg_kind {
	AN_ARG_EXPRESSION = 1,  /* anything else: see uses */
	AN_ARG_SYMBOL,          /* exactly one symbol: `symbol` */
	AN_ARG_LITERAL,         /* a constant: `text` is its value */
	AN_ARG_FUNCTION         /* a function passed as a value: `text` is its key */
};

struct an_arg {
	uint8_t kind;           /* enum an_arg_kind */
	uint8_t value;          /* enum an_value */
	uint8_t small;          /* a literal container or fixed array with at most AN_SMALL elements */
	uint8_t flags;          /* enum an_arg_flags */
	an_id symbol;           /* the symbol, or the root of a member or subscript chain */
	an_str text;            /* literal's value (text without quotes, at most 256 bytes), function's key, of an
				   expression that is one symbol and a constant ("n - 1") the constant with its
				   sign ("-1"), of one that says where or how large
				   (memmove, realloc, insert, reserve) its source, or "" */
	an_str keyword;         /* Python keyword argument's name, or "" */
	an_id first_use;        /* every symbol mentioned: uses first_use .. +use_count */
	uint32_t use_count;
};

enum an_arg_flags {
	AN_ARG_FLOAT = 1,       /* a float that a double is made of */
	AN_ARG_TEXT = 2,        /* an expression, and `text` is its source: of keys and sizes */
	AN_ARG_STARRED = 8,     /* Python: *x: as many arguments as it holds */
	AN_ARG_ASKED = 4        /* Python: a local that a call gives its value, and of which nothing is done but
				   to ask for its length or truth, and to call its methods */
};

/* A place that may change a symbol.  loop as in an_op. */
enum an_write_kind {
	AN_WRITE_ASSIGN = 1,    /* s = ..., for s in ..., del s */
	AN_WRITE_CHANGE,        /* s[i] = ..., *s = ..., s.append(..), s.x = ...: contents change */
	AN_WRITE_PASS           /* &s, or s passed to a function that may change it (non-const pointer,
				   mutable object given to a call that is not known to be pure) */
};

/* How an assignment changes a number, where the front end can tell (C, C++). */
enum an_write_how {
	AN_HOW_UNKNOWN,
	AN_HOW_STEP,            /* n++, n += k, n = n + k */
	AN_HOW_DOWN,            /* n--, n -= k, n = n - k */
	AN_HOW_SCALE            /* n *= 2, n <<= 1, n = n * 2, n = n + n / 2, and the same downwards */
};

struct an_write {
	an_id symbol;
	an_id function;
	an_id loop;
	uint32_t line;
	uint8_t kind;           /* enum an_write_kind */
	uint8_t grows;          /* the change adds an element: append, push_back, insert, d[k] = v */
	uint8_t updates;        /* the new value is made from the old one: n++, n += 1 */
	uint8_t how;            /* enum an_write_how */
	an_id op;               /* it stands before this op of its function, or behind its last */
	an_id first_use;        /* Python, of AN_WRITE_ASSIGN: every symbol that the value mentions, or what a loop takes it from */
	uint32_t use_count;
};

/* Python: what could be had at a lower cost, as far as the source itself tells. */
enum an_saving_kind {
	AN_SAVE_LIST = 1,       /* any([...]): a list made to be walked once, perhaps not to its end */
	AN_SAVE_SORT,           /* sorted(x)[0]: sorted for one element */
	AN_SAVE_COPY,           /* set(list(x)), sorted(tuple(x)): copied to be copied */
	AN_SAVE_CONVERSION,     /* set([x for ...]), list(x for ...): made in two steps */
	AN_SAVE_KEYS,           /* k in d.keys() */
	AN_SAVE_TEST,           /* x in [1, 2, 3, 4]: compared one by one */
	AN_SAVE_IDENTITY,       /* [x for x in y]: list(y) */
	AN_SAVE_IMPORT,         /* import x, on every turn of a loop: text is the statement */
	AN_SAVE_VECTOR,         /* a loop that only computes with elements of symbol, each turn for itself */
	AN_SAVE_SCALAR,         /* the same, but a turn may need what an earlier one computed */
	AN_SAVE_FIRST,          /* as SORT, of what may be empty: min() has another error for that than the subscript */
	AN_SAVE_CALLS           /* list(map(lambda x: ..., xs)): a function for each element, where a comprehension would do */
};
struct an_saving {
	struct an_span span;
	an_id function;
	an_id loop;             /* as in an_op */
	an_str text;            /* what could stand there; "" = that cannot be told for certain */
	uint32_t kind;          /* enum an_saving_kind */
	an_id symbol;           /* VECTOR, SCALAR: the array, in the function; its type may not be known */
};

/*
 * How control goes on between the ops of a function: enough to follow its ways in source order.  Arms
 * stand between BRANCH and JOIN, a loop's turn between LOOP and LOOP_END; both nest.
 */
enum an_mark_kind {
	AN_MARK_BRANCH = 1,     /* arms follow, of which one or none is run; uses: what is asked; target: see AN_MARK_CALL */
	AN_MARK_ARM,            /* one begins, as things were at the branch */
	AN_MARK_JOIN,           /* behind the last */
	AN_MARK_LOOP,           /* a turn begins; target: the loop, 0 = do { } while (0) */
	AN_MARK_CONDITION,      /* the loop `target` may end here; uses: what is asked */
	AN_MARK_LOOP_END,
	AN_MARK_RETURN,         /* uses: whose values may be returned */
	AN_MARK_BREAK, AN_MARK_CONTINUE,
	AN_MARK_THROW,          /* also a call that does not return */
	AN_MARK_GOTO, AN_MARK_LABEL,    /* target: the label, by any number of its own */
	AN_MARK_KEEP,           /* the values of uses are stored elsewhere: others may have them from now on */
	AN_MARK_MENTION         /* the first place where this function reads or writes a global: its use */
};

enum an_mark_flags {
	AN_MARK_ALL = 1,        /* JOIN: one of the arms was run */
	AN_MARK_FALLS = 2,      /* ARM: the one before may go on in it */
	AN_MARK_SWITCH = 4,     /* BRANCH: break leaves it */
	AN_MARK_VALUE = 8,      /* RETURN: of a value */
	AN_MARK_ABSENT = 16,    /* BRANCH: its first arm is run where what is asked is not there: !p, fd < 0 */
	AN_MARK_THERE = 32,     /* BRANCH: where it is: p, fd >= 0.  In Python both are said only of a call (the op
				   before, no uses) and of what is AN_ARG_ASKED (its use) */
	/* C and C++, of one number that a BRANCH or CONDITION asks: of a BRANCH the symbol `target`, or the call's result.
	 * RETURN: what is returned is that truth, or the number itself (NONZERO), or without both a constant. */
	AN_MARK_CALL = 64,      /* the result of the last call before */
	AN_MARK_ZERO = 128,     /* the first arm (of a loop, another turn) is run where it is 0 */
	AN_MARK_NONZERO = 256,  /* where it is not */
	AN_MARK_NEGATIVE = 512, /* with NONZERO: where it is negative; with ZERO: where it is not */
	AN_MARK_FIRST = 1024,   /* more is asked, all of which holds there: of the other arm nothing is known */
	AN_MARK_SECOND = 2048   /* more is asked, none of which holds in the other arm: of the first nothing is known */
};

struct an_mark {
	an_id op, write;        /* it stands before these of its function, or behind the last */
	an_id function;
	uint32_t line;
	an_id target;
	an_id first_use;
	uint16_t flags;         /* enum an_mark_flags */
	uint8_t use_count;
	uint8_t kind;           /* enum an_mark_kind */
};

/*
 * A name that stands for another across files: `from .db import get` in a
 * package's __init__, `fetch = _fetch_impl`, function pointers stored in fields.
 *
 * Python: also what a name of the module or class holds, an instance of the class `target`.  Behind a dot a name
 * may end in "()", what calling it gives, and "[]", its elements: "app.db.pools.[]", "app.db.connect.()".
 */
struct an_alias { an_str name, target; uint32_t kind; };       /* enum an_alias_kind */
enum an_alias_kind { AN_ALIAS_NAME, AN_ALIAS_INSTANCE };

/* A class: for methods found through base classes and overrides. */
struct an_class {
	an_str key, name;
	an_id first_base;               /* bases: strings in the names table */
	uint32_t base_count;
	uint32_t line, end_line;        /* Python: what its body spans; 0 = not known */
};

/*
 * C, C++: a struct of which many are made here (an array, a container, an allocation in a loop or of several) and
 * which would be smaller if its fields stood in another order, or if its enumerations took no more than they need.
 */
struct an_layout {
	an_str name;
	an_str place;           /* "shop.h:12": where it is defined */
	an_str order;           /* the fields in that order, "a, b, c"; "" = as they stand */
	an_str wide;            /* the enumerations that are larger than their constants, "a, b" */
	uint32_t size;          /* bytes, as is every size here */
	uint32_t packed;        /* with its fields in that order */
	uint32_t narrow;        /* with small enumerations besides */
	an_id function;         /* where they are made; 0 = a global array */
	struct an_span span;
};

/* `weir: ignore[rule] reason` on this line. */
struct an_suppression { uint32_t line; an_str rule, reason; uint32_t own_line; };

/* Something the user should know: a syntax error, a missing header. */
struct an_diagnostic { uint32_t line, column; an_str message; uint32_t severity; }; /* enum wr_notice_level */

enum an_table {
	AN_SYMBOLS, AN_FUNCTIONS, AN_LOOPS, AN_OPS, AN_ARGS, AN_USES /* an_id of symbols */,
	AN_WRITES, AN_ALIASES, AN_CLASSES, AN_NAMES /* an_str */, AN_SUPPRESSIONS, AN_DIAGNOSTICS, AN_MARKS,
	AN_TYPES, AN_SAVINGS, AN_LAYOUTS,
	AN_TABLE_COUNT
};

struct an_unit_header {
	char magic[8];                  /* "weiru1\0\0" */
	uint32_t size;                  /* of the whole block, bytes */
	uint32_t language;              /* enum an_language */
	an_str path;                    /* as given */
	an_str module;                  /* Python: dotted module name */
	uint32_t lines;                 /* of the source file */
	uint32_t strings, strings_size; /* the pool: offset from the block's start, bytes */
	struct { uint32_t offset, count; } table[AN_TABLE_COUNT];       /* count includes record 0 */
};

/* A unit in memory is a pointer to its header. */
typedef struct an_unit_header an_unit;

/* Checks that bytes (aligned to 4) start with a whole unit: sizes, offsets, every index and string
 * in range, pool NUL-terminated.  -1 with err if not.  What follows the unit's size is not looked
 * at: units stand one after the other, each a multiple of 4 bytes long. */
int an_unit_check(const void *bytes, size_t n, struct wr_err *err);

static inline const void *an_unit_table(const an_unit *u, enum an_table t)
{
	return (const char *)u + u->table[t].offset;
}
static inline uint32_t an_unit_count(const an_unit *u, enum an_table t)  /* with record 0 */
{
	return u->table[t].count;
}
/* Was all of the source understood?  Where headers are missing, calls may be. */
static inline bool an_unit_is_whole(const an_unit *u)
{
	return an_unit_count(u, AN_DIAGNOSTICS) <= 1;
}
static inline const char *an_text(const an_unit *u, an_str s)
{
	return (const char *)u + u->strings + s;
}
#define AN_RECORD(type, name, table) \
	static inline const struct type *name(const an_unit *u, an_id i) \
	{ return (const struct type *)an_unit_table(u, table) + i; }
AN_RECORD(an_symbol, an_symbol_at, AN_SYMBOLS)
AN_RECORD(an_function, an_function_at, AN_FUNCTIONS)
AN_RECORD(an_loop, an_loop_at, AN_LOOPS)
AN_RECORD(an_op, an_op_at, AN_OPS)
AN_RECORD(an_arg, an_arg_at, AN_ARGS)
AN_RECORD(an_write, an_write_at, AN_WRITES)
AN_RECORD(an_alias, an_alias_at, AN_ALIASES)
AN_RECORD(an_class, an_class_at, AN_CLASSES)
AN_RECORD(an_saving, an_saving_at, AN_SAVINGS)
AN_RECORD(an_type, an_type_at, AN_TYPES)
AN_RECORD(an_layout, an_layout_at, AN_LAYOUTS)
AN_RECORD(an_suppression, an_suppression_at, AN_SUPPRESSIONS)
AN_RECORD(an_diagnostic, an_diagnostic_at, AN_DIAGNOSTICS)
AN_RECORD(an_mark, an_mark_at, AN_MARKS)
#undef AN_RECORD
static inline an_id an_use_at(const an_unit *u, uint32_t i)
{
	return ((const an_id *)an_unit_table(u, AN_USES))[i];
}
static inline an_str an_name_at(const an_unit *u, uint32_t i)
{
	return ((const an_str *)an_unit_table(u, AN_NAMES))[i];
}

/* One line per record, for tests and debugging. */
void an_unit_dump(const an_unit *u, struct wr_buf *out);

#endif
