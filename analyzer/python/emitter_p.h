#ifndef WEIR_ANALYZER_PYTHON_EMITTER_P_H
#define WEIR_ANALYZER_PYTHON_EMITTER_P_H

#include "analyzer/python/binder_p.h"
#include "core/alloc.h"
#include "core/buf.h"

/*
 * emitter_p.h - states the facts of a bound tree as a unit.
 *
 * Functions are stated one after the other: the body of a function that stands
 * inside another waits (pending) until the one around it is done, so that the
 * ops of each function stand together, in the order in which they run.
 */

/* What an expression has turned out to be. */
struct py_operand {
	uint32_t node;
	uint32_t type;
	uint32_t path;          /* qualified name of a function, class or imported thing; 0 = none */
	an_id symbol;           /* it is exactly this symbol */
	an_id root;             /* the symbol at the left end of its dots and brackets */
	an_id op;               /* the call that makes it (of a comprehension: its elements) */
	uint8_t kind;           /* enum an_arg_kind */
	uint32_t elsewhere;     /* of a method of an unknown object: its path as another file may say it; 0 = none */
};

struct py_pending { uint32_t def; an_id function; };
struct py_flow { uint32_t binding, before; };

struct py_emitter {
	struct py_binder *b;
	struct an_builder *out;
	struct py_tree *tree;
	an_str path;                    /* of the file */
	uint8_t arrays;                 /* 0 = not asked yet, 1 = the file imports none, 2 = it does (array_loops.c) */
	/* where it stands */
	an_id function, loop;
	an_id module;                   /* the function that is the top level */
	uint32_t scope;
	an_id return_left;              /* the outermost loop that a return leaves */
	unsigned conditions;            /* calls of filter() and where() around the expression */
	uint32_t finally;               /* the innermost block that is run however the try before it is left; 0 = none */
	an_id raise_left;               /* the outermost loop that a raise leaves: it may be caught further out */
	uint16_t flags;                 /* of the ops to come */
	uint32_t outer_start, outer_end;        /* offsets of the outermost loop; outer_end 0 = none */
	unsigned fields;                /* of f-strings around */
	unsigned functions;             /* classes and functions around, for test code */
	size_t line;                    /* last one that was looked up */
	/* stacks */
	struct py_pending *pending;
	size_t pending_count, pending_cap;
	struct an_arg *args;
	size_t arg_count, arg_cap;
	an_id *uses;
	size_t use_count, use_cap;
	uint32_t *spine;
	size_t spine_count, spine_cap;
	struct py_flow *flows;
	size_t flow_count, flow_cap;
	uint32_t *inner;                /* by symbol: the comprehension or inlined lambda whose variable it is, or 0 */
	size_t inner_count, inner_cap;
	an_id *mentioned;               /* by symbol: the last function that mentions the global */
	size_t mentioned_count, mentioned_cap;
};

/* places.c */
struct an_span an_py_span(struct py_emitter *e, uint32_t start, uint32_t end);
uint32_t an_py_line(struct py_emitter *e, uint32_t offset);
/* Source text on one line, at most 80 bytes. */
an_str an_py_source_text(struct py_emitter *e, uint32_t start, uint32_t end);
/* A literal's value: text without quotes and with its escapes resolved, numbers as written; at most 256 bytes. */
an_str an_py_literal_text(struct py_emitter *e, uint32_t node);
/* An integer that the source fixes. */
bool an_py_constant(struct py_emitter *e, uint32_t node, long *value);
/* The number of elements that a display or text literal has; -1 if that is not fixed. */
long an_py_display_size(const struct py_emitter *e, uint32_t node);

/* symbols.c */
an_id an_py_make_symbol(struct py_emitter *e, uint32_t binding, uint32_t offset);
static inline an_id py_symbol(struct py_emitter *e, uint32_t binding, uint32_t offset)
{
	const struct py_binding *x = &e->b->bindings[binding];
	const struct py_scope *owner = &e->b->scopes[x->scope];

	if (x->symbol && (owner->function == e->function || owner->kind == PY_S_MODULE))
		return x->symbol;
	return an_py_make_symbol(e, binding, offset);
}
an_id an_py_member(struct py_emitter *e, an_id object, uint32_t name, uint32_t type, uint32_t offset);
an_id an_py_imported_symbol(struct py_emitter *e, uint32_t path, uint32_t offset);
/* The symbol that an expression of names and dots is; 0 = none.  States nothing. */
an_id an_py_symbol_of(struct py_emitter *e, uint32_t node);
static inline void py_use(struct py_emitter *e, an_id symbol)
{
	*PY_PUSH(e->uses, e->use_count, e->use_cap) = symbol;
}
/* Drops the variables of an inner scope from the uses since `first`: outside of it they are nothing. */
void an_py_forget_inner(struct py_emitter *e, uint32_t scope, size_t first);
void an_py_write(struct py_emitter *e, an_id symbol, enum an_write_kind kind, bool grows, uint32_t offset);

/* marks.c: how control goes on. */
void an_py_mark(struct py_emitter *e, enum an_mark_kind kind, unsigned flags, an_id target, uint32_t offset);
static inline void py_flow(struct py_emitter *e, enum an_mark_kind kind, unsigned flags)
{
	an_py_mark(e, kind, flags, 0, 0);
}
/* With the uses of its value, which are all since the statement began. */
void an_py_mark_return(struct py_emitter *e, uint32_t offset, bool value);
void an_py_mention_global(struct py_emitter *e, an_id symbol);
/* A branch that asks whether a local is there (AN_MARK_THERE) or not. */
void an_py_mark_asked(struct py_emitter *e, unsigned flags, an_id symbol);

/* mentions.c: the local that a NAME is, if it is AN_ARG_ASKED (unit.h); else 0. */
an_id an_py_only_asked(struct py_emitter *e, uint32_t node);
/* Is the local, a name, given its value once, and nothing done that could change that value or keep it? */
bool an_py_only_read(const struct py_emitter *e, uint32_t binding);

/* flow.c: the types that local names have at this place. */
uint32_t an_py_flow_type(struct py_emitter *e, uint32_t binding);
static inline uint32_t py_current_type(struct py_emitter *e, uint32_t binding)
{
	const struct py_binding *x = &e->b->bindings[binding];

	return x->flow ? an_py_flow_type(e, binding) : py_type_of_binding(e->b, binding);
}
void an_py_assign_type(struct py_emitter *e, uint32_t binding, uint32_t type);
/* The container that the node names gets elements of the type, if nothing was known of them. */
void an_py_add_element(struct py_emitter *e, uint32_t node, uint32_t type);
size_t an_py_flow_begin(const struct py_emitter *e);
/* What was assigned since may have happened (maybe), or does not matter behind the block. */
void an_py_flow_end(struct py_emitter *e, size_t begin, bool maybe);

/* leaving.c: how blocks end. */
enum py_leaving { PY_STAYS, PY_CONTINUES, PY_BREAKS, PY_RAISES, PY_RETURNS };    /* weakest first */
enum py_leaving an_py_leaving(const struct py_emitter *e, uint32_t block);
an_id an_py_loop_left(const struct py_emitter *e, enum py_leaving leaving);
/* Is the block a loop's body of which a turn goes on to the next only after an error? */
bool an_py_is_retry(const struct py_emitter *e, uint32_t block);

/* memo.c: caches filled by hand. */
/* The cache that a condition asks; *missing: whether it holds when the value is not there. 0 = none. */
an_id an_py_asked_cache(struct py_emitter *e, uint32_t test, bool *missing);
/* Does one of the statements, up to the end of their block, store into the cache? */
bool an_py_stores_into(struct py_emitter *e, uint32_t statement, an_id cache);

/* statements.c */
void an_py_emit_statements(struct py_emitter *e, uint32_t block);
/* A block that is run or not, with flags for all its ops; leaves: what it ends with takes effect. */
void an_py_emit_branch(struct py_emitter *e, uint32_t block, uint16_t flags, bool leaves);

/* assignments.c */
void an_py_emit_assign(struct py_emitter *e, uint32_t statement);
void an_py_emit_augment(struct py_emitter *e, uint32_t statement);
void an_py_emit_annotate(struct py_emitter *e, uint32_t statement);
void an_py_emit_delete(struct py_emitter *e, uint32_t statement);
void an_py_assign_name(struct py_emitter *e, uint32_t name, uint32_t offset, const struct py_operand *value,
		       uint32_t type);
/* Gives a target a value of a type; value may be NULL. */
void an_py_emit_target(struct py_emitter *e, uint32_t target, const struct py_operand *value, uint32_t type);
/* The same for what is iterated over, at the node, and its parts. */
void an_py_emit_element_target(struct py_emitter *e, uint32_t target, uint32_t node, uint32_t iterated);
void an_py_emit_pattern(struct py_emitter *e, uint32_t pattern);

/* trips.c: how often loops turn. */
/* What is walked in the end: xs of enumerate(xs), xs.items(), range(len(xs)). */
uint32_t an_py_walked(const struct py_emitter *e, uint32_t iterated);
void an_py_set_trips(struct py_emitter *e, struct an_loop *loop, uint32_t iterated);
bool an_py_is_true(const struct py_emitter *e, uint32_t test);
bool an_py_is_halving(const struct py_emitter *e, uint32_t test, uint32_t body);

/* loops.c */
void an_py_emit_for(struct py_emitter *e, uint32_t statement);
void an_py_emit_while(struct py_emitter *e, uint32_t statement);
void an_py_emit_comprehension(struct py_emitter *e, uint32_t node, struct py_operand *x);
/* The function (a node, which was emitted as *function unless it is a lambda) is run by the call for
 * every element of `over` (a node, 0 = not known). */
void an_py_emit_callback(struct py_emitter *e, uint32_t call, uint32_t node, const struct py_operand *function,
			 uint32_t over);

/* An expression that is neither symbol nor literal. */
static inline void py_plain(struct py_operand *x, uint32_t node, uint32_t type)
{
	*x = (struct py_operand){ .node = node, .type = type, .kind = AN_ARG_EXPRESSION };
}

/* operands.c.  Operands are filled where they are wanted: they are never copied. */
void an_py_emit_expression(struct py_emitter *e, uint32_t node, struct py_operand *x);
uint32_t an_py_emit_type(struct py_emitter *e, uint32_t node);  /* the same, where only the type is wanted */
void an_py_fill_argument(struct py_emitter *e, struct an_arg *arg, const struct py_operand *x, size_t first_use);
/* Sets the op's function and loop and adds the flags of this place. */
an_id an_py_add_op(struct py_emitter *e, struct an_op *op, const struct an_arg *args, size_t first_use);
/* An op with two operands whose uses stand one after the other from first_use on. */
an_id an_py_add_pair(struct py_emitter *e, enum an_op_kind kind, uint32_t node, const struct an_arg *args,
		     size_t first_use);

/* chains.c: names, attributes, subscripts and calls, left to right. */
void an_py_emit_chain(struct py_emitter *e, uint32_t node, struct py_operand *x);
void an_py_emit_name(struct py_emitter *e, uint32_t node, struct py_operand *x);

/* calls.c */
/* object: what the method is called on, NULL for a plain call; either may be *x, which becomes the result. */
void an_py_emit_call(struct py_emitter *e, uint32_t call, const struct py_operand *object,
		     const struct py_operand *callee, struct py_operand *x);
/* A call that the source does not write: with, properties, callbacks. */
/* query_sets.c: what is walked at the node, or given to a call that walks it, asks for its rows if it is a
 * query set.  awaited: by async for. */
void an_py_evaluate_walked(struct py_emitter *e, uint32_t node, const struct py_operand *x, bool awaited);
void an_py_evaluate_argument(struct py_emitter *e, uint32_t call, uint32_t path);
an_id an_py_emit_hidden_call(struct py_emitter *e, uint32_t path, an_id receiver, uint32_t start, uint32_t end);

/* certain.c: what an expression is whatever the rest of the program does; kinds: what is built in. */
enum py_certain {
	PY_C_NOTHING, PY_C_NUMBER, PY_C_TEXT, PY_C_LIST, PY_C_TUPLE, PY_C_SET, PY_C_DICT, PY_C_RANGE,
	PY_C_VIEW               /* of a dict: keys(), values(), items() */
};
struct py_certainty {
	enum py_certain kind, element;
	bool made;              /* here, so it is of exactly that class; else an annotation says so */
};
struct py_certainty an_py_certainly(struct py_binder *b, uint32_t scope, uint32_t node);
bool an_py_is_builtin(const struct py_binder *b, uint32_t scope, uint32_t name);
bool an_py_is_named(const struct py_binder *b, uint32_t name, const char *text);

/* harmless.c: does the expression only give its value, without running code of the program, and without an error? */
bool an_py_is_harmless(struct py_binder *b, uint32_t scope, uint32_t node);

/* rewriting.c: pieces of the source for another way to write them. */
struct py_span { uint32_t start, end; };
/* What stands between the brackets of a call or display, without the blanks around it and a last comma. */
struct py_span an_py_inside(const struct py_emitter *e, uint32_t node);
void an_py_put(const struct py_emitter *e, struct wr_buf *out, uint32_t start, uint32_t end);
/* What is inside of the inner node, with the line breaks that stand in its brackets or in those of the outer one. */
void an_py_put_unwrapped(const struct py_emitter *e, struct wr_buf *out, uint32_t outer, uint32_t inner);
/* The same with another text in its place. */
void an_py_put_between(const struct py_emitter *e, struct wr_buf *out, uint32_t outer, uint32_t inner, struct wr_buf *core);
/* The inner node in place of the outer one. */
void an_py_put_instead(const struct py_emitter *e, struct wr_buf *out, uint32_t outer, uint32_t inner);
/* An expression of the span, of that kind, where only a part of a comparison or chain may stand. */
void an_py_put_operand(const struct py_emitter *e, struct wr_buf *out, struct py_span span, enum py_node_kind kind);

/* lambdas.c: list(map(lambda x: ..., xs)) as a comprehension between the brackets; false if it is none. */
bool an_py_put_mapped(struct py_emitter *e, struct wr_buf *out, uint32_t call, uint32_t argument, const char *brackets);

/* savings.c, sought.c, firsts.c: what could be written cheaper with the same value. */
/* The built-in function that the node calls, with *argument its only argument, 0 if there are others. */
uint32_t an_py_builtin_called(const struct py_emitter *e, uint32_t node, uint32_t *argument);
/* The innermost call of list() or tuple() around what is copied in the end; 0 if the argument is none. */
uint32_t an_py_innermost_copy(const struct py_emitter *e, uint32_t argument);
/* Of so few elements that another way is no faster. */
bool an_py_is_short_display(const struct py_emitter *e, uint32_t node);
/* States the saving, with what could stand there, if that can be told for certain, else nothing.  The text is freed. */
void an_py_state_saving(struct py_emitter *e, enum an_saving_kind kind, uint32_t node, struct wr_buf *text);
void an_py_note_call(struct py_emitter *e, uint32_t call);
void an_py_note_subscript(struct py_emitter *e, uint32_t node);
/* left in right, of which left has the value. */
void an_py_note_test(struct py_emitter *e, enum an_value value, uint32_t left, uint32_t right);
void an_py_note_comprehension(struct py_emitter *e, uint32_t node);
void an_py_note_import(struct py_emitter *e, uint32_t statement);

/* array_loops.c: does the loop, a for statement that was entered, only compute with elements of arrays? */
void an_py_note_vector(struct py_emitter *e, uint32_t statement, const struct an_span *header);

/* customs.c */
enum py_custom { PY_NO_CUSTOM, PY_DEFERS, PY_STARTS, PY_AWAITS };
enum py_custom an_py_custom(const struct py_emitter *e, uint32_t path);
/* The argument (a node) that the call runs for every element of *over (a node, 0 = not known); 0 = none. */
uint32_t an_py_called_for_each(const struct py_emitter *e, uint32_t call, uint32_t path,
			       const struct py_operand *object, uint32_t *over);

/* elsewhere.c: states what the names of the module and of its classes hold, for other files. */
void an_py_state_types(struct py_emitter *e);

/* functions.c */
/* States a def's function record and puts its body on the list of those to come. */
an_id an_py_add_function(struct py_emitter *e, uint32_t def);
void an_py_emit_class(struct py_emitter *e, uint32_t def);

/* emitter.c: fills out, which was reset for the file, from b, which was bound. */
void an_py_emit(struct py_emitter *e, struct py_binder *b, const char *path);
void an_py_emitter_free(struct py_emitter *e);

#endif
