#ifndef WEIR_ANALYZER_PROGRAM_H
#define WEIR_ANALYZER_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include "core/arena.h"
#include "analyzer/analyzer.h"
#include "analyzer/effects.h"
#include "analyzer/name_parts.h"
#include "analyzer/unit.h"

/*
 * program.h - all units linked: who calls whom, and what each function does
 * in the end.
 *
 * Functions of all units are numbered once (u32, 0 = none); a function that
 * several units define alike (a header's inline function) is kept once.
 */

/* Why a function has an effect: the op that has it, directly or through a callee. */
struct an_witness {
	an_id op;               /* in the function's own unit; 0 = does not have the effect */
	uint32_t callee;        /* function that the op calls and that has it; 0 = the op has it directly */
	uint8_t depth;          /* calls until the direct effect: 0 = direct; 255 = more */
	bool guessed;           /* rests on a receiver's name or on which override runs */
	bool guarded;           /* an op on the way runs only sometimes (AN_OP_GUARDED) */
	bool repeated;          /* an op on the way is in a loop of its own function: that loop is to blame */
};

/* Through what a function reaches a container that it does not own. */
enum { AN_THIS = 254, AN_GLOBALS = 255 };       /* any other value: the parameter's index */

/* What is done to a container, or text, at a cost that grows with its length. */
enum an_deed {
	AN_DEED_SEARCH,         /* looked through, element by element, for a given one */
	AN_DEED_FRONT,          /* an element, or text, put in or taken out at its front: all others move */
	AN_DEED_SORTED,         /* an element put in where the order wants it: all behind it move */
	AN_DEED_SORT,           /* sorted */
	AN_DEED_STEP,           /* moved to a place larger by a constant: all elements are copied */
	AN_DEED_APPEND,         /* a text walked to its end to add to it */
	AN_DEED_NTH,            /* a linked list walked to the element of a given number */
	AN_DEED_SLICE,          /* a text or list replaced by what stands behind its beginning: x = x[1:] */
	AN_DEED_REBUILD,        /* an array or table replaced by a longer copy: a = np.append(a, x) */
	AN_DEED_TAIL,           /* a linked list walked to its end to add to it */
	AN_DEED_SCAN,           /* looked through for the first element of some kind, whatever the caller wants */
	AN_DEED_COUNT
};

/* A container of its caller that a function does this to. */
struct an_search {
	uint8_t owner;          /* parameter's index (Python: self is 0), AN_THIS or AN_GLOBALS */
	uint8_t depth;          /* calls until the one that does it */
	uint8_t deed;           /* enum an_deed */
	bool grows;             /* adds to the container besides: it is longer at the next call */
	an_id op;               /* the searching op, or the call that hands the container on; 0 = see loop */
	an_id loop;             /* the searching loop, where it is one */
	uint32_t callee;        /* function to which the op hands it on, 0 = the search is here */
	an_id symbol;           /* the container, in the function's unit */
	uint32_t next;          /* further search of the same function; 0 = no more */
};

struct an_node {                        /* one function of the program */
	uint32_t unit;
	an_id function;                 /* in that unit */
	uint32_t effects;               /* closed over calls: enum an_effect bits, without those that
					   happen only where AN_OP_COLD, AN_OP_DEFERRED or AN_OP_MEMO says so */
	struct an_witness *witness;     /* [AN_EFFECT_COUNT]; NULL without effects */
	uint32_t searches;              /* first of p->searches, 0 = none */
	uint64_t linear_params;         /* bit i: looks through parameter i, or a member of it (or another deed) */
	uint32_t degree;                /* deepest nest of loops that multiply, through calls; capped at 9 */
	bool recursive;
	bool changes;                   /* changes something that is not its own */
	bool pure;                      /* nothing changes by it, and what it gives comes from what it is given */
};

enum an_call_kind { AN_CALL_PLAIN, AN_CALL_OVERRIDE, AN_CALL_CALLBACK };

struct an_call {                        /* a call op, resolved */
	an_id op;                       /* in the caller's unit */
	uint32_t caller;
	uint32_t callee;                /* function; 0 = outside the program */
	const struct an_api *api;       /* or NULL; set only where callee is 0 */
	uint8_t kind;                   /* enum an_call_kind: which of several this is, or a function given as an argument */
	bool guessed;
	bool lazy;                      /* makes a generator and does not run it */
};

/* A function that is handed to a thread, a pool or a signal. */
enum an_start_kind { AN_START_THREAD = 1, AN_START_POOL, AN_START_SIGNAL };

struct an_start {
	uint32_t caller, callee;        /* caller 0: not known */
	an_id op;                       /* in the caller's unit */
	uint8_t kind;                   /* enum an_start_kind */
};

struct an_program {
	struct wr_arena *arena;
	const an_unit *const *units;
	uint32_t unit_count;
	struct an_node *nodes;          /* [1 .. node_count] */
	uint32_t node_count;
	const uint32_t *judged;         /* functions that rules may speak of (rule.h), ended by 0 */
	const uint32_t *looping;        /* those of them that have a loop */
	const struct an_call *calls;    /* those that are known, grouped by caller and in source order;
					   several of one op where several functions may run */
	const uint32_t *first_call;     /* [node_count + 2]: calls of f are first_call[f] .. first_call[f+1] */
	const uint32_t *callers;        /* indices into calls, grouped by callee */
	const uint32_t *first_caller;   /* [node_count + 2]: as first_call */
	struct an_search *searches;     /* [0] is none */
	const char *root;
	struct an_lists *lists;         /* per unit: records by owner (program_p.h) */
	struct an_grown *grown;         /* what is added to (program_p.h) */
	struct an_locks *locks;         /* what is held where (locks.h); NULL if nothing ever is */
	const struct an_start *starts;  /* functions that run beside the rest */
	uint32_t start_count;
	const uint8_t *passed;          /* per function: see an_is_passed */
	const struct an_degrees *base;  /* of the base revision, or NULL */
	bool has_mapper;                /* Python: something in it speaks of an object-relational mapper */
	unsigned python;                /* the oldest Python 3 that the code is for, its minor version; 0 = not known */
	uint8_t *firm, *loose;          /* per function: its degrees (degrees.c); loose: NULL unless asked for */
	struct an_bounds *bounds;       /* per function: what bounds the loops of that degree (degrees.c) */
};

/* Links.  The units must outlive the program; they were checked (an_unit_check). */
struct an_program *an_program_new(const an_unit *const *units, uint32_t n,
				  const struct an_options *options, struct wr_err *err);
void an_program_free(struct an_program *p);

static inline const an_unit *an_unit_of(const struct an_program *p, uint32_t function)
{
	return p->units[p->nodes[function].unit];
}
static inline const struct an_function *an_function_of(const struct an_program *p, uint32_t function)
{
	return an_function_at(an_unit_of(p, function), p->nodes[function].function);
}

/* Records by owner, in source order; *count of them. */
const an_id *an_ops_of(const struct an_program *p, uint32_t function, uint32_t *count);
const an_id *an_repeated_ops_of(const struct an_program *p, uint32_t function, uint32_t *count); /* those in a loop */
const an_id *an_loops_of(const struct an_program *p, uint32_t function, uint32_t *count);
const an_id *an_marks_of(const struct an_program *p, uint32_t function, uint32_t *count);
const an_id *an_changes_of(const struct an_program *p, uint32_t function, uint32_t *count);      /* all writes of it */
const an_id *an_writes_of(const struct an_program *p, uint32_t function, an_id symbol, uint32_t *count);
const an_id *an_unit_writes_of(const struct an_program *p, uint32_t unit, an_id symbol, uint32_t *count);
/* Where the op stands among those of its function, an_ops_of(). */
uint32_t an_place_among(const struct an_program *p, uint32_t function, an_id op);
/* The calls of one op: none, one, or several (overrides, callbacks). */
const struct an_call *an_calls_of(const struct an_program *p, uint32_t function, an_id op, uint32_t *count);

/* Is the code for a Python 3 that has not what came with this minor version?  Not knowing is no. */
static inline bool an_python_before(const struct an_program *p, unsigned minor)
{
	return p->python && p->python < minor;
}

/* What runs a blocking call beside the event loop. */
static inline const char *an_python_thread(const struct an_program *p)
{
	return an_python_before(p, 9) ? "loop.run_in_executor()" : "asyncio.to_thread()";
}

/* Judgements that several rules share. */

/* What the op itself does: its API's effects, or those of its own kind; not those of callees. */
uint32_t an_op_direct(const struct an_program *p, uint32_t function, an_id op);
/* The API of an op, or NULL. */
const struct an_api *an_op_api(const struct an_program *p, uint32_t function, an_id op);
/* Effects of one op: its own, or its callees' closed ones; *callee (if not NULL) = the first
 * function that has some of `wanted`, or 0. */
uint32_t an_op_effects(const struct an_program *p, uint32_t function, an_id op, uint32_t wanted, uint32_t *callee);
/* What a call hands on of its callee's effects: nothing of a memoized function, nothing of an
 * asynchronous one that is not awaited. */
uint32_t an_call_effects(const struct an_program *p, const struct an_call *call);
/* Does that the op has the effect rest on a guess? */
bool an_op_guessed(const struct an_program *p, uint32_t function, an_id op, uint32_t effect);
/* Does not run each time its function does: on error paths, later, or on a cache miss. */
static inline bool an_op_aside(const struct an_op *op)
{
	return op->flags & (AN_OP_COLD | AN_OP_DEFERRED | AN_OP_MEMO);
}

/* The argument, or the receiver, that an op's API is about (haystack, pattern, path). */
struct an_operand {
	an_id symbol;                   /* its root symbol, 0 = not known */
	const struct an_arg *arg;       /* NULL for a receiver */
};
bool an_op_subject(const struct an_program *p, uint32_t function, an_id op, struct an_operand *subject);
/* The call that gives the list in which the op, x in names_of(shop), looks; 0 = it is no such call. */
an_id an_haystack_call(const struct an_program *p, uint32_t function, an_id op);
/* What the op itself does to a container, but for AN_DEED_SEARCH: AN_DEED_COUNT = nothing of that. */
enum an_deed an_op_deed(const struct an_program *p, uint32_t function, an_id op, struct an_operand *container);
/* Is a number that counts elements stepped up in the function (l->n++), beside the array? */
bool an_counts_up(const struct an_program *p, uint32_t function, an_id array);
/* Does the deed put its container's new value in the old one's place: x = x[1:]? */
bool an_deed_assigns(enum an_deed deed);
/* Is what is written on the line the same container at another place: items = realloc(items, n)? */
bool an_is_resized(const struct an_program *p, uint32_t function, an_id container, uint32_t line);
/* The argument (or receiver) that a call hands to what its callee calls `owner`. */
bool an_call_operand(const struct an_program *p, const struct an_call *call, uint8_t owner,
		     struct an_operand *operand);

/* The way from an op through calls to the one that has an effect itself. */
#define AN_WAY_MAX 8
struct an_way {
	uint32_t function[AN_WAY_MAX + 1];
	an_id op[AN_WAY_MAX + 1];       /* op[i] is in function[i] and, but for the last, calls function[i + 1] */
	int last;                       /* 0: the op itself has the effect */
	bool guessed;                   /* a call on it may run something else */
	bool callback;                  /* its first step is a function handed to the call, not the call itself */
	bool handed_on;                 /* one of its steps is */
	bool rare;                      /* of the overrides that a call on it may run, no more than half have the effect */
};
/* False if the op does not have the effect, or if it takes more than max_calls (at most AN_WAY_MAX). */
bool an_find_way(const struct an_program *p, uint32_t function, an_id op, uint32_t effect, int max_calls,
		 struct an_way *way);
/* Follows a value of the last op up as long as it is (a member of) a parameter that is never
 * assigned.  Returns where it comes from: i, with *value of op[i] and not a parameter of
 * function[i] (or i = 0). */
int an_follow_up(const struct an_program *p, const struct an_way *way, struct an_operand *value);

/* Can the loop's number of turns grow with the input?  False for small constant trip
 * counts, small containers, retry loops and event loops (forever, around a wait). */
bool an_loop_grows(const struct an_program *p, uint32_t function, an_id loop);
/* The innermost growing loop that repeats the op, 0 = none; *depth (if not NULL) = how many such loops. */
an_id an_growing_loop(const struct an_program *p, uint32_t function, an_id op, unsigned *depth);
/* The innermost growing loop at or around the loop, 0 = none. */
an_id an_growing_from(const struct an_program *p, uint32_t function, an_id loop);
/* Is `inner` the loop or nested in it? */
bool an_loop_within(const an_unit *u, an_id inner, an_id loop);
/* Is it an innermost loop that calls nothing and allocates nothing, so that single operations count? */
bool an_loop_is_tight(const struct an_program *p, uint32_t function, an_id loop);
/* Does the inner loop walk something that belongs to one turn of the outer one (order.lines,
 * rows[i], a list made in that turn)?  Then both together are linear in what there is. */
bool an_loop_owned(const struct an_program *p, uint32_t function, an_id inner, an_id outer);

/* How many growing loops at and around this one multiply each other. */
uint32_t an_loop_nest(const struct an_program *p, uint32_t function, an_id loop);
/*
 * The firm degree counts what surely nests, for a comparison of revisions: of growing loops those over what may be
 * long, of calls those that surely go there on every turn.
 */
uint32_t an_firm_degree(const struct an_program *p, uint32_t function);
/* What gives a function its firm degree: a loop of its own (op 0), or an op in that loop (0 = in none) and the function
 * that it calls. */
struct an_nest { an_id loop, op; uint32_t callee; };
bool an_find_nest(const struct an_program *p, uint32_t function, struct an_nest *nest);
/* The loose degree in the base: by file and name, else by its name in any file.  False if
 * there is no base, or no such function in it. */
bool an_base_degree(const struct an_program *p, uint32_t function, uint32_t *degree);
/* Python: did the function have a call in the base, one that its degree there says nothing of, which it does not have any
 * more, and in whose place the nest may stand? */
bool an_base_left_out(const struct an_program *p, uint32_t function, const struct an_nest *nest);

/* How large a container may get, by its declaration, by what is done to it, and by what callers give. */
enum an_size {
	AN_SIZE_BOUNDED,        /* a literal, a fixed array, a table that nothing adds to, a list by its name short */
	AN_SIZE_UNKNOWN,        /* made elsewhere, one cannot say how */
	AN_SIZE_OPEN,           /* a parameter that no caller in the program decides: whatever the outside gives */
	AN_SIZE_GROWS           /* elements are added in a loop or over the time of the program */
};
enum an_size an_container_size(const struct an_program *p, uint32_t function, an_id symbol);
/*
 * Is there a sign that the loop turns often: it walks rows, lines, an answer; in C++ also something by its name many;
 * in C a text, or a list that a loop fills which reads?  Not knowing is no sign; a list that grows in another loop may
 * still be short.
 */
bool an_loop_is_long(const struct an_program *p, uint32_t function, an_id loop);
/* Does the loop turn a few times only, by the name of what it goes over (channels, tags), or take a part of what there
 * is on each turn (a loop on a condition)?  Python; in C++ only by the name; in C false. */
bool an_loop_is_few(const struct an_program *p, uint32_t function, an_id loop);
/* The first alone: by the name.  Python; false of a loop on a condition. */
bool an_loop_names_few(const struct an_program *p, uint32_t function, an_id loop);
/* How many values the conditions of a query, a chain of calls, want to be equal to something that the function was given:
 * filter(author=author, genre=genre); rows that somebody ticked on a page count twice.  Python. */
unsigned an_values_wanted(const struct an_program *p, uint32_t function, const struct an_span *query);
/* The same of the query that gives what the loop goes over, in its header or before it. */
unsigned an_loop_values_wanted(const struct an_program *p, uint32_t function, an_id loop);
/* Does the function run once or by hand (a migration, a script, data for a test)?  In Python by its path, which is
 * relative to the root, and its name; in C++ also what is an example or somebody else's; in C false: what runs once there,
 * rules ask by an_runs_rarely. */
bool an_runs_seldom(const struct an_program *p, uint32_t function, const char *path);
/* Does the loop, or one around it, go over rows, lines or answers, or what a caller outside the program gives, and not
 * over a few things?  In C and C++ always. */
bool an_loop_walks_much(const struct an_program *p, uint32_t function, an_id loop);
/* Does each turn of the loop (0 = each call of the function) open a file, ask a database or the network, start a process
 * or sleep? */
bool an_is_dear_anyway(const struct an_program *p, uint32_t function, an_id loop);
/* Is it called from nowhere but main(), or functions of which that is true, and not in a loop? */
bool an_runs_once(const struct an_program *p, uint32_t function);
/* Is the function a command that somebody types (@cli.command, @click.option), or called by such only?  Python. */
bool an_run_by_hand(const struct an_program *p, uint32_t function);
/* time.sleep(0.001), usleep(10): a pause that nobody notices? */
bool an_sleeps_shortly(const struct an_program *p, uint32_t function, an_id op);
/* Is the function by its name one that starts or ends the program or a part of it? */
bool an_at_the_edges(const struct an_program *p, uint32_t function);
/* The same, or is it called by such only? */
bool an_only_at_the_edges(const struct an_program *p, uint32_t function);
/* Python: does the op wait for the local disk alone, and for no more than one file or folder? */
bool an_waits_for_disk(const struct an_program *p, uint32_t function, an_id op);
/* Is what the symbol holds made of rows, lines or answers, as for an_loop_walks_much? */
bool an_is_much(const struct an_program *p, uint32_t function, an_id symbol);
/* The same, where something says so: what no known caller gives is not much. */
bool an_is_surely_much(const struct an_program *p, uint32_t function, an_id symbol);
/* The same, where the function itself says so, not what it calls or what calls it. */
bool an_is_much_here(const struct an_program *p, uint32_t function, an_id symbol);
bool an_loop_walks_much_here(const struct an_program *p, uint32_t function, an_id loop);
/* How much a container holds, by its name.  In C and Python always AN_MANY. */
enum an_plenty { AN_FEW, AN_NO_SIGN, AN_MANY };
enum an_plenty an_container_plenty(const struct an_program *p, uint32_t function, an_id symbol);
/* How often a loop turns, by the name of what it goes over.  In C and Python only by that of the container. */
enum an_plenty an_loop_plenty(const struct an_program *p, uint32_t function, an_id loop);
/* Is something added to it in the loop? */
bool an_grows_in_loop(const struct an_program *p, uint32_t function, an_id symbol, an_id loop);
/* C and C++: by its name or its file's, is the function run once, or by somebody who looks at what it prints (init, usage, dump)? */
bool an_runs_rarely(const struct an_program *p, uint32_t function);
/* C: does a loop with this condition end where a part of a text does: p[i] != ')'? */
bool an_stops_at_mark(const char *over);
/* C: does a loop through what is read fill the container, here or in another function? */
bool an_holds_much(const struct an_program *p, uint32_t function, an_id container);
/* The same of a member of what the caller gives the function as a parameter: the object. */
bool an_holds_much_given(const struct an_program *p, uint32_t function, an_id container, uint32_t caller, an_id object);
/* Are the loop's turns the rows that a query gave? */
bool an_loop_over_rows(const struct an_program *p, uint32_t function, an_id loop);

/* Does a loop by index or pointer follow links within what it walks (a bucket of a hash table, the
 * children of a node kept in an array)?  Then it does not walk all of it. */
bool an_loop_follows_links(const struct an_program *p, uint32_t function, an_id loop);

/* Is the value the same in every turn of the loop?  Not if it, or what it is a member of, is written there. */
bool an_symbol_invariant(const struct an_program *p, uint32_t function, an_id symbol, an_id loop);
/* Does it stay the same object in every turn (its contents may change)? */
bool an_symbol_kept(const struct an_program *p, uint32_t function, an_id symbol, an_id loop);
/* Is an argument of the op the same in every turn of the loop?  Nothing that it mentions is
 * written there, and no call inside the op may give another result each time. */
bool an_arg_invariant(const struct an_program *p, uint32_t function, an_id op, const struct an_arg *arg, an_id loop);
bool an_operand_invariant(const struct an_program *p, uint32_t function, an_id op,
			  const struct an_operand *operand, an_id loop);
/* What a copy of the value of a variable costs (C and C++). */
enum an_copy {
	AN_COPY_CHEAP,          /* a few registers, or there can be no copy */
	AN_COPY_COUNTS,         /* counts a reference, atomically */
	AN_COPY_LARGE,          /* more than AN_LARGE bytes */
	AN_COPY_ALLOCATES       /* memory, for each string and container in it; or what a constructor does that somebody wrote */
};
#define AN_LARGE 64             /* bytes: a cache line */
enum an_copy an_copy_of(const struct an_program *p, uint32_t function, an_id symbol);
/* The symbol's type, or NULL. */
const struct an_type *an_shape_of(const an_unit *u, an_id symbol);
/* Is the function given to somebody as a value, so that its parameters are not its own to change? */
static inline bool an_is_passed(const struct an_program *p, uint32_t function)
{
	return p->passed[function];
}
/* The growing loop that calls the function, directly or through one caller: the call in it, or NULL. */
const struct an_call *an_repeating_call(const struct an_program *p, uint32_t function);
/* The op that copies the symbol to where it is kept; 0 = none. */
an_id an_kept_by(const struct an_program *p, uint32_t function, an_id symbol);
/* May the symbol, or what it is a member of, be written at the line or after it, or in any turn of the loop (0 = none)? */
bool an_changed_after(const struct an_program *p, uint32_t function, an_id symbol, uint32_t line, an_id loop);

/* How the turns of an innermost counting loop step through arrays. */
struct an_strides {
	unsigned along;         /* subscripts that go from element to element */
	unsigned along_rows;    /* those of them that are in a row which another loop than row_loop counts */
	unsigned across;        /* subscripts that go from row to row, at a place in the row that an outer loop counts */
	an_id first_across;     /* op of the first of these, its array, and that outer loop */
	an_id array, row_loop;
};
/* False if the loop is none such, or steps across no array. */
bool an_strides_of(const struct an_program *p, uint32_t function, an_id loop, struct an_strides *s);

/* The function's number in the program; 0 if it is kept from another unit that defines it alike. */
uint32_t an_node_of(const struct an_program *p, uint32_t unit, an_id function);

/* The root of a member chain: "self" of "self.shop.items". */
an_id an_symbol_root(const an_unit *u, an_id symbol);
/* Does the argument mention the symbol, or a member of it? */
bool an_arg_mentions(const an_unit *u, const struct an_arg *arg, an_id symbol);

#endif
