#ifndef WEIR_ANALYZER_BUILDER_H
#define WEIR_ANALYZER_BUILDER_H

#include "analyzer/unit.h"

/*
 * builder.h - how a front end makes a unit.
 *
 * Records are added in source order and can be changed through the pointer
 * functions until the unit is finished; pointers are valid until the next
 * addition to the same table.  Strings are interned: equal text, equal offset.
 *
 * Blocks: a front end brackets every statement list that may end in leaving
 * a loop with an_block_begin / an_block_end; an_block_end moves what the
 * block contains out of the loops that it leaves for good, which makes
 * an_op.loop, an_write.loop and an_loop.parent mean "the innermost loop that repeats this".
 */

struct an_builder;

struct an_builder *an_builder_new(enum an_language language, const char *path);
void an_builder_free(struct an_builder *b);     /* accepts NULL */
/* Empties it for another file; memory is kept. */
void an_builder_reset(struct an_builder *b, enum an_language language, const char *path);

an_str an_intern(struct an_builder *b, const char *s);
an_str an_intern_n(struct an_builder *b, const char *s, size_t n);
const char *an_builder_text(const struct an_builder *b, an_str s);

an_id an_add_symbol(struct an_builder *b, const struct an_symbol *s);
an_id an_add_function(struct an_builder *b, const struct an_function *f);
an_id an_add_loop(struct an_builder *b, const struct an_loop *l);
/* Adds the op and its arguments; each arg's uses are the next arg->use_count ids of `uses`. */
an_id an_add_op(struct an_builder *b, const struct an_op *op, const struct an_arg *args,
		const an_id *uses);
/* Sets w->op: it stands before the next op. */
void an_add_write(struct an_builder *b, const struct an_write *w);
/* What the loop goes over, or the values of the writes from `first_write` on that assign one, mention: n ids of `uses`. */
void an_set_walked(struct an_builder *b, an_id loop, const an_id *uses, size_t n);
void an_set_values(struct an_builder *b, an_id first_write, const an_id *uses, size_t n);
/* Sets m->op and m->write so too; its uses are the `use_count` ids of `uses`. */
void an_add_mark(struct an_builder *b, const struct an_mark *m, const an_id *uses);
void an_add_alias(struct an_builder *b, const char *name, const char *target);
void an_add_instance(struct an_builder *b, an_str name, an_str class_name);
void an_add_class(struct an_builder *b, const char *key, const char *name,
		  const char *const *bases, size_t base_count);
void an_set_class_lines(struct an_builder *b, uint32_t line, uint32_t end_line);       /* of the class added last */
void an_add_suppression(struct an_builder *b, uint32_t line, const char *rule, const char *reason,
			bool own_line);
void an_add_saving(struct an_builder *b, const struct an_saving *s);
an_id an_add_type(struct an_builder *b, const struct an_type *t);
void an_add_layout(struct an_builder *b, const struct an_layout *l);
void an_add_diagnostic(struct an_builder *b, uint32_t line, uint32_t column,
		       uint32_t severity, const char *message);

struct an_symbol *an_edit_symbol(struct an_builder *b, an_id id);
struct an_function *an_edit_function(struct an_builder *b, an_id id);
struct an_loop *an_edit_loop(struct an_builder *b, an_id id);
struct an_arg *an_edit_arg(struct an_builder *b, an_id id);
struct an_op *an_edit_op(struct an_builder *b, an_id id);
struct an_write *an_edit_write(struct an_builder *b, an_id id);
uint32_t an_builder_count(const struct an_builder *b, enum an_table t);

void an_set_lines(struct an_builder *b, uint32_t lines);
void an_set_module(struct an_builder *b, const char *module);

struct an_block { uint32_t first_op, first_write, first_loop; };
struct an_block an_block_begin(const struct an_builder *b);
/* The block ends by leaving `left` and every loop inside it (break: the innermost loop; return,
 * raise, goto out: the outermost loop of the function; 0: it does not leave, nothing happens).
 * Everything added since begin whose loop is `left` or inside it, and which was
 * not inside a loop of the block's own, moves to left's parent; loops of the block get that parent. */
void an_block_end(struct an_builder *b, struct an_block block, an_id left);

/* Scans comments for `weir: ignore[rule, rule] reason`; text is one comment.  One without rules in
 * brackets becomes a suppression of the rule "", which suppresses nothing but is told to the user. */
void an_scan_suppression(struct an_builder *b, const char *text, size_t n, uint32_t line, bool own_line);

/* Appends the finished flat block to out (out->len is first padded to a multiple of 4). */
void an_builder_finish(struct an_builder *b, struct wr_buf *out);

#endif
