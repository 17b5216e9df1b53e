#ifndef WEIR_ANALYZER_C_WALK_P_H
#define WEIR_ANALYZER_C_WALK_P_H

#include "analyzer/c/libclang.h"
#include "analyzer/builder.h"
#include "analyzer/c/names_p.h"
#include "analyzer/c/source_p.h"
#include "analyzer/c/types_p.h"

/*
 * walk_p.h - the visit of a translation unit: every cursor of the project once.
 *
 *	walk.c      declarations: functions, classes, globals
 *	stmt.c      statements, and what leaves which loop;  branch.c if, switch, try;  local.c variables
 *	loop.c      loops;  for.c the parts of a for;  trip.c how often and how fast they end
 *	expr.c      expressions;  arithmetic.c operators;  operator.c those of classes;  call.c calls
 *	ask.c       what conditions ask;  op.c operations as records;  write.c changes;  symbol.c variables;  mark.c ways of control
 *	pointer.c   functions that are stored;  lambda.c lambdas and callbacks;  layout.c fields of structs
 *
 * Recursion is as deep as the source nests; below AN_C_DEPTH it stops with a diagnostic.
 */

enum { AN_C_DEPTH = 20000, AN_C_LARGE = 64 /* bytes: a cache line */ };

/* What an expression is, for the one that uses it. */
struct an_c_term {
	CXCursor cursor;        /* without the casts and parentheses around it */
	uint8_t kind;           /* enum an_arg_kind; 0 = nothing (a default argument) */
	bool address;           /* &x of the symbol */
	bool whole;             /* stands for all of the symbol: v.begin(), s.c_str() */
	bool half;              /* something halved: n / 2, n >> 1, lo + (hi - lo) / 2 */
	bool scaled;            /* something multiplied, divided or shifted: n * 2, n + n / 2 */
	bool joined;            /* texts joined by + */
	bool spelled;           /* as an argument it is kept with its source text */
	bool small;             /* { a, b }: at most AN_SMALL elements */
	bool shifted;           /* a symbol plus `shift` */
	long long shift;
	an_id symbol;           /* the symbol, or the root of a member, subscript or method chain */
	an_id missing;          /* true if nothing is there: !x, x == NULL, m.find(k) == m.end() of this symbol */
	an_id present;          /* true if something is there */
	uint8_t holds;          /* AN_MARK_ABSENT, AN_MARK_THERE: what holds of what it asks for; 0 = not known */
	uint16_t ask;           /* AN_MARK_CALL to AN_MARK_SECOND: what it asks of one number, if it is true */
	an_id asked;            /* that number's symbol, if it is not the result of the last call */
	an_id op;               /* the op whose result this is */
	an_id place;            /* a place of this symbol's own: x, x.y, x[i]; whoever takes it may change x */
	an_id looked;           /* an iterator into this symbol, good for comparing */
	an_id moved;            /* the AN_OP_MOVE whose result this is */
	an_id element;          /* the AN_OP_SUBSCRIPT of a large struct whose result this is */
	an_str function;        /* AN_ARG_FUNCTION: its key */
	uint32_t first_use, last_use;   /* in walk.uses: every symbol mentioned */
};

/* How a loop's variable changes. */
enum an_c_step { AN_C_STEP_ADD = 1, AN_C_STEP_SCALE, AN_C_STEP_OTHER };

enum { AN_C_TESTED = 8 };

/* What is learnt of a loop while it is walked. */
struct an_c_course {
	an_id tested[AN_C_TESTED];      /* symbols of the condition */
	unsigned tested_count;
	int relation;                   /* enum CXBinaryOperatorKind of the condition, 0 = none */
	an_id left, right;              /* its sides: symbols or roots */
	bool right_whole;               /* v.end(), v.size(), strlen(s) */
	bool has_limit, has_start;
	long long limit, start;         /* constant */
	size_t first_store;             /* writes in the loop are those from here on */
	an_id variable;                 /* set up before or in the loop */
	an_id from;                     /* what it was set up from */
	an_id stepped;                  /* what the increment, or the body, steps */
	enum an_c_step step;
	long long by;                   /* of AN_C_STEP_ADD */
	an_id scaled[AN_C_TESTED];      /* multiplied, divided or shifted */
	unsigned scaled_count;
	an_id middle[AN_C_TESTED];      /* took half of something */
	unsigned middle_count;
	an_id moved[AN_C_TESTED];       /* set from such a middle */
	unsigned moved_count;
	an_id descended, by_member;     /* x = x->left: x, x->left */
	bool branches;                  /* by two different members: a tree */
	an_id subscripted;              /* the one symbol whose elements the variable picks */
	bool subscripts_many;
	bool retries;                   /* try { ...; break; } catch */
};

/* What break and continue leave. */
struct an_c_turn {
	struct an_c_turn *outer;
	enum { AN_C_LOOP, AN_C_SWITCH, AN_C_ONCE } kind;        /* AN_C_ONCE: do { } while (0) */
	bool has_default;               /* of a switch */
	an_id loop;
	unsigned continues;             /* seen so far */
	bool in_condition;
	struct an_c_course *course;     /* of a loop */
};

struct an_c_flow {
	an_id function, loop;
	an_id outermost;                /* loop of the function: what a return leaves */
	an_id thrown;                   /* outermost loop within the innermost try: what a throw leaves */
	an_id self;                     /* symbol of `this` */
	an_str class;                   /* of the method */
	uint16_t flags;                 /* enum an_op_flags of what is here */
	bool in_index;                  /* within the brackets of a subscript */
	bool silent;                    /* no ops: an initialiser outside functions */
	enum { AN_C_RETURNS, AN_C_EXITS, AN_C_THROWS } end;     /* of the call or throw just walked */
	bool failed;                    /* the return just walked gives a negative constant */
	struct an_c_turn *turn;
};

struct an_c_symbol { CXCursor cursor; an_id function, base, id; };

struct an_c_link {
	an_id origin;                   /* what a reference or pointer was made from */
	an_id first_member, next_member;
	uint32_t mentions, reads;       /* of an object held by value; all mentions are reads: it is read only */
};

/* One write, as remembered for what follows it. */
struct an_c_stored { an_id symbol; uint8_t kind, grows; };

struct an_c_walk {
	struct an_builder *b;
	struct wr_arena *arena;
	struct an_c_source source;
	struct an_c_names names;
	struct an_c_types types;
	bool cpp;
	bool test_file, generated;      /* the main file */
	struct an_c_flow flow;
	uint8_t how;                    /* enum an_write_how of the assignment being stated */
	unsigned depth;
	bool too_deep;
	CXCursor *kids;
	size_t kid_count, kid_cap;
	an_id *uses;
	size_t use_count, use_cap;
	struct an_c_term *terms;        /* arguments being collected */
	size_t term_count, term_cap;
	struct an_c_symbol *symbols;    /* open addressing by cursor */
	size_t symbol_count, symbol_slots;
	struct an_c_link *links;        /* per symbol */
	size_t link_count, link_cap;
	struct an_c_stored *stored;     /* the unit's writes, in order; [0] is none */
	size_t stored_count, stored_cap;
	uint8_t *watched;               /* by symbol: it is worth to know where its value is kept */
	size_t watched_count, watched_cap;
	an_id *mentioned;               /* by symbol: the last function that mentions the global */
	size_t mentioned_count, mentioned_cap;
	an_id many;                     /* op that allocates several of something, or one in a loop */
	an_id *guards;                  /* variables that hold a lock, innermost last */
	size_t guard_count, guard_cap;
};

/* Visits the whole unit. */
void an_c_walk_unit(struct an_c_walk *w, CXTranslationUnit unit);
void an_c_walk_free(struct an_c_walk *w);

/* Children of a cursor, on the walk's own stack: good until an_c_kids_done. */
struct an_c_kids { size_t first, count; };
struct an_c_kids an_c_kids(struct an_c_walk *w, CXCursor c);
static inline CXCursor an_c_kid(const struct an_c_walk *w, struct an_c_kids k, size_t i)
{
	return w->kids[k.first + i];
}
static inline void an_c_kids_done(struct an_c_walk *w, struct an_c_kids k)
{
	w->kid_count = k.first;
}

/* walk.c */
void an_c_declaration(struct an_c_walk *w, CXCursor c);
/* The body of a function or lambda, whose record and parameters are there. */
void an_c_body(struct an_c_walk *w, CXCursor body, an_id function);
an_id an_c_add_function(struct an_c_walk *w, CXCursor c, an_str key, an_str name, uint32_t flags);

/* expr.c */
struct an_c_term an_c_expr(struct an_c_walk *w, CXCursor c);
/* An expression whose value nobody uses. */
void an_c_effect(struct an_c_walk *w, CXCursor c);
/* Is the cursor an expression (and no reference to a type, attribute, ...)? */
bool an_c_is_expr(CXCursor c);
/* Does the symbol stand anywhere in the term?  (Not if only a member of it does.) */
bool an_c_mentions(const struct an_c_walk *w, const struct an_c_term *t, an_id symbol);
/* All expressions among the children: the term of the only one, or one for all of them. */
struct an_c_term an_c_all_of(struct an_c_walk *w, CXCursor c);

/* arithmetic.c */
struct an_c_term an_c_subscript(struct an_c_walk *w, CXCursor c);
/* Notes the size of what the subscript picks; the subscript if that is large, else 0. */
an_id an_c_set_stride(struct an_c_walk *w, an_id subscript, CXType element);
struct an_c_term an_c_unary(struct an_c_walk *w, CXCursor c);
struct an_c_term an_c_binary(struct an_c_walk *w, CXCursor c);
struct an_c_term an_c_compound_assign(struct an_c_walk *w, CXCursor c);
struct an_c_term an_c_conditional(struct an_c_walk *w, CXCursor c);
/* The constant that the term is; false if it is none. */
bool an_c_number(struct an_c_walk *w, const struct an_c_term *t, long long *number);
/* A term for the whole of a cursor, nothing known. */
struct an_c_term an_c_term_of(struct an_c_walk *w, CXCursor c, enum an_arg_kind kind);
/* `to` takes `value`, by = or an operator= of a class. */
void an_c_assign(struct an_c_walk *w, CXCursor c, const struct an_c_term *to, const struct an_c_term *value);
/* a and b are compared (kind: enum CXBinaryOperatorKind); *out is the result. */
void an_c_compare(struct an_c_walk *w, struct an_c_term *out, int kind, const struct an_c_term *a,
		  const struct an_c_term *b);

/* call.c, callee.c, operator.c */
struct an_c_call {
	CXCursor cursor;
	const struct an_c_decl *callee; /* or NULL */
	struct an_c_term object;        /* of a method, or the pointer that is called; kind 0 = none */
	size_t first_arg;               /* in walk.terms */
	uint32_t arg_count;
	bool elided;                    /* no call at all: its argument is its result */
};
struct an_c_term an_c_call(struct an_c_walk *w, CXCursor c);
/* Operators of classes; false if the call is to be treated as any other. */
bool an_c_operator(struct an_c_walk *w, struct an_c_call *call, struct an_c_term *result);
/* Walks the expression before the parentheses, as far as it does or says anything; sets object and elided. */
void an_c_walk_callee(struct an_c_walk *w, struct an_c_call *call);
/* Sets key, name and dispatch of the op. */
void an_c_name_call(struct an_c_walk *w, const struct an_c_call *call, struct an_op *op);
/* Does libstdc++ keep it to itself: std::_Rb_tree, __gnu_cxx::__normal_iterator? */
bool an_c_is_internal(struct an_c_walk *w, const struct an_c_decl *d);
struct an_c_term an_c_emit_call(struct an_c_walk *w, struct an_c_call *call);
static inline struct an_c_term *an_c_arg(struct an_c_walk *w, const struct an_c_call *call, uint32_t i)
{
	return &w->terms[call->first_arg + i];
}

/* ask.c: what conditions ask of one number */
/* The term, true or not, asks whether there is anything: AN_MARK_CALL, ..., *asked its symbol; 0 = of no one thing. */
uint16_t an_c_ask(struct an_c_walk *w, const struct an_c_term *t, an_id *asked);
/* *out: a compared with the constant n (kind: enum CXBinaryOperatorKind). */
void an_c_ask_compared(struct an_c_walk *w, struct an_c_term *out, int kind, const struct an_c_term *a, long long n);
/* *t becomes !t. */
void an_c_ask_not(struct an_c_walk *w, struct an_c_term *t, const struct an_c_term *of);
/* *out: a && b, or a || b; last_of_a: the op count behind a. */
void an_c_ask_both(struct an_c_walk *w, struct an_c_term *out, bool either, const struct an_c_term *a,
		   const struct an_c_term *b, an_id behind_a);

/* op.c: args are `count` terms; symbol and name as in an_op. */
an_id an_c_op(struct an_c_walk *w, enum an_op_kind kind, CXCursor at, const struct an_c_term *args, uint32_t count);

/* mark.c */
void an_c_note(struct an_c_walk *w, enum an_mark_kind kind, unsigned flags, uint32_t target, CXCursor at,
	       const struct an_c_term *asked);
void an_c_note_flow(struct an_c_walk *w, enum an_mark_kind kind, unsigned flags);
/* From now on it is noted where the variable's value is kept. */
void an_c_watch(struct an_c_walk *w, an_id symbol);
/* The value goes into something else that lasts. */
void an_c_keep(struct an_c_walk *w, const struct an_c_term *value);
/* return value, which may be NULL; n is its value if it is a constant, else NULL. */
void an_c_note_return(struct an_c_walk *w, CXCursor at, const struct an_c_term *value, const long long *n);
void an_c_mention_global(struct an_c_walk *w, an_id symbol);
/* The variable was set up by the op; if it holds a lock, it gives it back at the end of its block. */
void an_c_guard(struct an_c_walk *w, an_id symbol, an_id op, CXType type);
/* The block ends: guards set up since there were `first` give their locks back. */
void an_c_release_guards(struct an_c_walk *w, size_t first, CXCursor block);

/* write.c */
void an_c_write(struct an_c_walk *w, an_id symbol, enum an_write_kind kind, bool grows, CXCursor at);
/* An assignment to what the term stands for. */
void an_c_store(struct an_c_walk *w, const struct an_c_term *to, CXCursor at);
/* The term's value goes where it can be changed through it: &x, a pointer, a reference. */
void an_c_pass(struct an_c_walk *w, const struct an_c_term *t, CXCursor at);
/* The value is kept (assigned, returned): what is given by address may change from now on. */
void an_c_escape(struct an_c_walk *w, const struct an_c_term *t, CXCursor at);

/* The new member symbol may have changed already in this loop, when its object was passed on. */
void an_c_catch_up(struct an_c_walk *w, an_id member, an_id base);

/* symbol.c */
an_id an_c_symbol(struct an_c_walk *w, CXCursor declaration);
an_id an_c_member(struct an_c_walk *w, an_id base, CXCursor field, bool arrow, CXType type);
an_id an_c_self(struct an_c_walk *w);
void an_c_set_origin(struct an_c_walk *w, an_id symbol, an_id origin);
an_id an_c_origin(const struct an_c_walk *w, an_id symbol);
/* The symbol's links; valid until the next symbol. */
struct an_c_link *an_c_links(struct an_c_walk *w, an_id symbol);

/* mention.c: whether all that is done with an object is to read it */
void an_c_note_mention(struct an_c_walk *w, struct an_c_term *t);
/* The term's place is only read. */
void an_c_note_read(struct an_c_walk *w, struct an_c_term *t);
/* It becomes what the wrapper around it is: a const reference, a number, ... */
void an_c_note_wrapped(struct an_c_walk *w, struct an_c_term *t, CXCursor wrapper);
void an_c_note_unknown(struct an_c_walk *w, an_id symbol);
/* What a call gives of its object: an element, an iterator. */
void an_c_note_result(struct an_c_walk *w, const struct an_c_call *call, struct an_c_term *t);
/* Sets AN_READ_ONLY. */
void an_c_note_read_only(struct an_c_walk *w);

/* stmt.c */
struct an_c_leaving {
	bool ends;              /* control does not go on behind the statement */
	bool cold;              /* by throw or a function that does not return */
	an_id left;             /* outermost loop that is left for good, 0 = none */
};
struct an_c_leaving an_c_stmt(struct an_c_walk *w, CXCursor c);
/* A list of statements; within: its first is the label of a loop that was entered already. */
struct an_c_leaving an_c_list(struct an_c_walk *w, struct an_c_kids kids, bool within);
/* How many `continue` were seen that go on with the loop around. */
unsigned an_c_continues(const struct an_c_walk *w);
/* Marks the function's ops since `first`. */
void an_c_mark(struct an_c_walk *w, an_id first, uint16_t flags);

/* branch.c */
/* if (have(x)) return x; ... x = work(); */
struct an_c_memo { an_id symbol, first_op; size_t first_store; };
/* memo, if not NULL, is set when the rest of the list is only run if something is not there yet. */
struct an_c_leaving an_c_if(struct an_c_walk *w, CXCursor c, struct an_c_memo *memo);
/* The end of that list: its ops are a memo if it stored what was missing. */
void an_c_end_memo(struct an_c_walk *w, const struct an_c_memo *memo);
struct an_c_leaving an_c_switch(struct an_c_walk *w, CXCursor c);
struct an_c_leaving an_c_try(struct an_c_walk *w, CXCursor c);
/* A statement that is run only sometimes. */
struct an_c_leaving an_c_branch(struct an_c_walk *w, CXCursor c);

/* local.c */
/* A local declaration; the variable's symbol.  init, if not NULL, gets its value if it has one. */
an_id an_c_local(struct an_c_walk *w, CXCursor c, struct an_c_term *init);
/* All of a DeclStmt. */
void an_c_locals(struct an_c_walk *w, CXCursor c);

/* loop.c, trip.c, for.c */
/* Statements from a label to the last goto back to it. */
struct an_c_leaving an_c_goto_loop(struct an_c_walk *w, struct an_c_kids kids);
struct an_c_leaving an_c_for(struct an_c_walk *w, CXCursor c);
struct an_c_leaving an_c_while(struct an_c_walk *w, CXCursor c);
struct an_c_leaving an_c_do(struct an_c_walk *w, CXCursor c);
struct an_c_leaving an_c_range_for(struct an_c_walk *w, CXCursor c);
/* The parts of a for statement, some of which may not be there. */
enum { AN_C_INIT, AN_C_DECLARATION, AN_C_CONDITION, AN_C_INCREMENT, AN_C_PARTS };
struct an_c_parts { CXCursor part[AN_C_PARTS], body; bool has[AN_C_PARTS]; };
struct an_c_parts an_c_split_for(struct an_c_walk *w, CXCursor c);
/* Sets what the loop runs over: the cursor's source text. */
void an_c_set_over(struct an_c_walk *w, an_id loop, CXCursor c);
/* The innermost loop's course, or NULL. */
struct an_c_course *an_c_course(struct an_c_walk *w);
void an_c_note_step(struct an_c_walk *w, an_id symbol, enum an_c_step step, long long by);
void an_c_note_assign(struct an_c_walk *w, an_id symbol, const struct an_c_term *value);
void an_c_note_compare(struct an_c_walk *w, int relation, const struct an_c_term *a, const struct an_c_term *b);
void an_c_note_subscript(struct an_c_walk *w, an_id base, an_id index);
/* Does a word in the text begin so, in any case? */
bool an_c_has_word(const char *text, const char *word);
void an_c_finish_course(struct an_c_walk *w, an_id loop, const struct an_c_course *course);

/* pointer.c */
/* `holder`, a field or variable, takes a function: calls through it may go there. */
void an_c_alias(struct an_c_walk *w, CXCursor holder, const struct an_c_term *value);
/* Functions in the braces that a struct or array of them is set up from. */
void an_c_initializer(struct an_c_walk *w, CXCursor holder, CXCursor value, CXType type);
/* c ? f : g, where both are functions: a key that stands for either. */
an_str an_c_choice(struct an_c_walk *w, CXCursor c, const struct an_c_term arms[2]);
/* The field or variable that (*p)(x) and table[i](x) call through. */
CXCursor an_c_holder(struct an_c_walk *w, CXCursor callee);

/* layout.c: notes the layout of a struct of which many are made there, if it could be smaller; a null cursor stands for
 * the function */
void an_c_note_many(struct an_c_walk *w, CXType element, CXCursor at);

/* iterator.c: notes what an iterator that the call sets up goes over; an element that it gives is of that. */
void an_c_iterate(struct an_c_walk *w, const struct an_c_call *call, struct an_c_term *result);

/* lambda.c */
struct an_c_term an_c_lambda(struct an_c_walk *w, CXCursor c);
/* for_each, find_if, qsort: the loop that calls what was passed; op is that of the call. */
void an_c_call_backs(struct an_c_walk *w, const struct an_c_call *call, an_id op);

#endif
