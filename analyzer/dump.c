/* dump.c - a unit as text, one line per record. */
#include "analyzer/unit_p.h"

static const char *const languages[] = { "?", "c", "c++", "python" };
static const char *const values[] = { "unknown", "number", "text", "list", "hash", "tree", "object", "function" };
static const char *const symbol_kinds[] = { "?", "local", "parameter", "global", "member", "captured" };
static const char *const loop_kinds[] = { "?", "for", "while", "range", "comprehension", "callback" };
static const char *const op_kinds[] = { "?", "call", "member_test", "build_text", "equal", "subscript",
					"allocate", "free", "await", "throw", "move", "scale",
					"build_list", "slice", "divide" };
static const char *const arg_kinds[] = { "?", "expression", "symbol", "literal", "function" };
static const char *const write_kinds[] = { "?", "assign", "change", "pass" };
static const char *const mark_kinds[] = { "?", "branch", "arm", "join", "loop", "condition", "loop_end", "return",
					  "break", "continue", "throw", "goto", "label", "keep", "mention" };
static const char *const write_hows[] = { "", " step", " down", " scale" };

struct flag { uint32_t bit; const char *name; };

static const struct flag function_flags[] = {
	{ AN_FN_ASYNC, "async" }, { AN_FN_MEMOIZED, "memoized" }, { AN_FN_METHOD, "method" },
	{ AN_FN_STATIC, "static" }, { AN_FN_GENERATOR, "generator" }, { AN_FN_MODULE, "module" },
	{ AN_FN_BROKEN, "broken" }, { AN_FN_LAMBDA, "lambda" }, { AN_FN_VIRTUAL, "virtual" },
	{ AN_FN_TEST, "test" }, { AN_FN_GENERATED, "generated" }, { AN_FN_KEEPS_ALL, "keeps_all" }, { AN_FN_COMMAND, "command" }, { AN_FN_TEMPLATE, "template" }, { AN_FN_COROUTINE, "coroutine" },
	{ AN_FN_CONSTRUCTOR, "constructor" }, { AN_FN_TAKES_OVER, "takes_over" }, { AN_FN_NOTHROW, "nothrow" },
	{ AN_FN_CONST, "const" }, { AN_FN_THROWS, "throws" }, { AN_FN_NEEDLESS, "needless" }, { 0, NULL }
};
static const struct flag loop_flags[] = {
	{ AN_LOOP_FOREVER, "forever" }, { AN_LOOP_RETRY, "retry" }, { AN_LOOP_HALVING, "halving" },
	{ AN_LOOP_ONWARD, "onward" }, { 0, NULL }
};
static const struct flag op_flags[] = {
	{ AN_OP_IN_CONDITION, "condition" }, { AN_OP_AWAITED, "awaited" }, { AN_OP_DEFERRED, "deferred" },
	{ AN_OP_GUARDED, "guarded" }, { AN_OP_COLD, "cold" }, { AN_OP_VIRTUAL, "virtual" },
	{ AN_OP_MEMO, "memo" }, { AN_OP_COPIES, "copies" }, { AN_OP_IMPLICIT, "implicit" },
	{ AN_OP_RETURNED, "returned" }, { AN_OP_ONLY_READ, "only_read" }, { AN_OP_LOST, "lost" },
	{ AN_OP_SCOPED, "scoped" }, { 0, NULL }
};
static const struct flag access_flags[] = {
	{ AN_BY_POINTER, "pointer" }, { AN_BY_REFERENCE, "reference" }, { AN_CONSTANT, "constant" },
	{ AN_READ_ONLY, "read_only" },
	{ AN_MENTIONED, "mentioned" }, { 0, NULL }
};
static const struct flag type_flags[] = {
	{ AN_TYPE_CLASS, "class" }, { AN_TYPE_ARRAY, "array" }, { AN_TYPE_OWNS, "owns" },
	{ AN_TYPE_SHARES, "shares" }, { AN_TYPE_CUSTOM, "custom" }, { AN_TYPE_FIXED, "fixed" },
	{ AN_TYPE_OPEN, "open" }, { 0, NULL }
};
static const struct flag storage_flags[] = {
	{ AN_STORED_PRIVATE, "private" }, { AN_STORED_THREAD, "thread" }, { AN_STORED_CONSTANT, "constant" },
	{ 0, NULL }
};
static const struct flag mark_flags[] = {
	{ AN_MARK_ALL, "all" }, { AN_MARK_FALLS, "falls" }, { AN_MARK_SWITCH, "switch" },
	{ AN_MARK_VALUE, "value" }, { AN_MARK_ABSENT, "absent" }, { AN_MARK_THERE, "there" },
	{ AN_MARK_CALL, "call" }, { AN_MARK_ZERO, "zero" }, { AN_MARK_NONZERO, "nonzero" },
	{ AN_MARK_NEGATIVE, "negative" }, { AN_MARK_FIRST, "first" }, { AN_MARK_SECOND, "second" }, { 0, NULL }
};

static void flags(struct wr_buf *out, const struct flag *table, uint32_t bits)
{
	for (; table->name; table++) {
		if (bits & table->bit)
			wr_buf_printf(out, " %s", table->name);
	}
}

static void text(struct wr_buf *out, const an_unit *u, const char *key, an_str s)
{
	if (s)
		wr_buf_printf(out, " %s=%s", key, an_text(u, s));
}

static void number(struct wr_buf *out, const char *key, uint32_t n)
{
	if (n)
		wr_buf_printf(out, " %s=%u", key, n);
}

static void uses(struct wr_buf *out, const an_unit *u, an_id first, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		wr_buf_printf(out, "%s%u", i ? "," : " uses=", an_use_at(u, first + i));
}

static void span(struct wr_buf *out, const char *key, const struct an_span *s)
{
	wr_buf_printf(out, " %s=%u:%u-%u:%u", key, s->line, s->column, s->end_line, s->end_column);
}

static void symbol(const an_unit *u, an_id i, struct wr_buf *out)
{
	const struct an_symbol *s = an_symbol_at(u, i);

	wr_buf_printf(out, " %s %s %s", an_text(u, s->name), symbol_kinds[s->kind], values[s->value]);
	if (s->element)
		wr_buf_printf(out, " of %s", values[s->element]);
	if (s->small)
		wr_buf_str(out, " small");
	flags(out, storage_flags, s->storage);
	text(out, u, "type", s->type);
	number(out, "function", s->function);
	number(out, "base", s->base);
	number(out, "line", s->line);
	number(out, "shape", s->shape);
	flags(out, access_flags, s->access);
}

static void function(const an_unit *u, an_id i, struct wr_buf *out)
{
	const struct an_function *f = an_function_at(u, i);

	wr_buf_printf(out, " %s", an_text(u, f->name));
	flags(out, function_flags, f->flags);
	text(out, u, "key", f->key);
	text(out, u, "path", f->path);
	text(out, u, "returns", f->returns);
	if (f->returns_value)
		wr_buf_printf(out, " gives=%s", values[f->returns_value]);
	number(out, "parent", f->parent);
	if (f->param_count)
		wr_buf_printf(out, " params=%u+%u", f->first_param, f->param_count);
	span(out, "span", &f->span);
	span(out, "head", &f->head);
}

static void loop(const an_unit *u, an_id i, struct wr_buf *out)
{
	const struct an_loop *l = an_loop_at(u, i);

	wr_buf_printf(out, " %s", loop_kinds[l->kind]);
	flags(out, loop_flags, l->flags);
	if (l->small)
		wr_buf_str(out, " small");
	number(out, "function", l->function);
	number(out, "parent", l->parent);
	number(out, "iterated", l->iterated);
	number(out, "variable", l->variable);
	number(out, "trip", l->trip);
	span(out, "span", &l->span);
	span(out, "header", &l->header);
	text(out, u, "over", l->over);
}

static void op(const an_unit *u, an_id i, struct wr_buf *out)
{
	const struct an_op *o = an_op_at(u, i);

	wr_buf_printf(out, " %s", op_kinds[o->kind]);
	text(out, u, "name", o->name);
	text(out, u, "callee", o->callee);
	flags(out, op_flags, o->flags);
	number(out, "function", o->function);
	number(out, "loop", o->loop);
	number(out, "receiver", o->receiver);
	number(out, "result", o->result);
	number(out, "size", o->size);
	if (o->arg_count)
		wr_buf_printf(out, " args=%u+%u", o->first_arg, o->arg_count);
	span(out, "span", &o->span);
}

static void arg(const an_unit *u, an_id i, struct wr_buf *out)
{
	const struct an_arg *a = an_arg_at(u, i);

	wr_buf_printf(out, " %s %s", arg_kinds[a->kind], values[a->value]);
	if (a->small)
		wr_buf_str(out, " small");
	if (a->flags & AN_ARG_FLOAT)
		wr_buf_str(out, " float");
	number(out, "symbol", a->symbol);
	text(out, u, "keyword", a->keyword);
	uses(out, u, a->first_use, a->use_count);
	text(out, u, "text", a->text);
}

static void write_record(const an_unit *u, an_id i, struct wr_buf *out)
{
	const struct an_write *w = an_write_at(u, i);

	wr_buf_printf(out, " %s symbol=%u%s%s%s", write_kinds[w->kind], w->symbol, w->grows ? " grows" : "",
		      w->updates ? " updates" : "", write_hows[w->how]);
	number(out, "function", w->function);
	number(out, "loop", w->loop);
	number(out, "line", w->line);
	number(out, "op", w->op);
	uses(out, u, w->first_use, w->use_count);
}

static void mark(const an_unit *u, an_id i, struct wr_buf *out)
{
	const struct an_mark *m = an_mark_at(u, i);

	wr_buf_printf(out, " %s", mark_kinds[m->kind]);
	flags(out, mark_flags, m->flags);
	number(out, "function", m->function);
	number(out, "op", m->op);
	number(out, "target", m->target);
	number(out, "line", m->line);
	uses(out, u, m->first_use, m->use_count);
}

static void alias(const an_unit *u, an_id i, struct wr_buf *out)
{
	wr_buf_printf(out, " %s %s %s", an_text(u, an_alias_at(u, i)->name),
		      an_alias_at(u, i)->kind == AN_ALIAS_INSTANCE ? "is a" : "->", an_text(u, an_alias_at(u, i)->target));
}

static void class(const an_unit *u, an_id i, struct wr_buf *out)
{
	const struct an_class *k = an_class_at(u, i);

	wr_buf_printf(out, " %s key=%s", an_text(u, k->name), an_text(u, k->key));
	for (uint32_t n = 0; n < k->base_count; n++)
		wr_buf_printf(out, " base=%s", an_text(u, an_name_at(u, k->first_base + n)));
	if (k->line)
		wr_buf_printf(out, " lines=%u-%u", k->line, k->end_line);
}

static void suppression(const an_unit *u, an_id i, struct wr_buf *out)
{
	const struct an_suppression *s = an_suppression_at(u, i);

	wr_buf_printf(out, " %s line=%u%s", an_text(u, s->rule), s->line, s->own_line ? " own_line" : "");
	text(out, u, "reason", s->reason);
}

static void diagnostic(const an_unit *u, an_id i, struct wr_buf *out)
{
	const struct an_diagnostic *d = an_diagnostic_at(u, i);

	wr_buf_printf(out, " %u:%u severity=%u %s", d->line, d->column, d->severity, an_text(u, d->message));
}

static void type(const an_unit *u, an_id i, struct wr_buf *out)
{
	const struct an_type *t = an_type_at(u, i);

	wr_buf_printf(out, " %s", an_text(u, t->name));
	flags(out, type_flags, t->flags);
	number(out, "size", t->size);
	number(out, "element", t->element);
}

static void layout(const an_unit *u, an_id i, struct wr_buf *out)
{
	const struct an_layout *l = an_layout_at(u, i);

	wr_buf_printf(out, " %s", an_text(u, l->name));
	text(out, u, "place", l->place);
	text(out, u, "order", l->order);
	text(out, u, "wide", l->wide);
	number(out, "size", l->size);
	number(out, "packed", l->packed);
	number(out, "narrow", l->narrow);
	number(out, "function", l->function);
	span(out, "span", &l->span);
}

static void saving(const an_unit *u, an_id i, struct wr_buf *out)
{
	static const char *const kinds[] = {
		"", "list", "sort", "copy", "conversion", "keys", "test", "identity", "import", "vector", "scalar",
		"first", "calls"
	};
	const struct an_saving *s = an_saving_at(u, i);

	wr_buf_printf(out, " %s", kinds[s->kind]);
	number(out, "function", s->function);
	number(out, "loop", s->loop);
	span(out, "span", &s->span);
	text(out, u, "text", s->text);
	number(out, "symbol", s->symbol);
}

/* Uses and names are shown with the records that own them. */
static void (*const printers[AN_TABLE_COUNT])(const an_unit *, an_id, struct wr_buf *) = {
	[AN_SYMBOLS] = symbol, [AN_FUNCTIONS] = function, [AN_LOOPS] = loop, [AN_OPS] = op, [AN_ARGS] = arg,
	[AN_WRITES] = write_record, [AN_ALIASES] = alias, [AN_CLASSES] = class,
	[AN_SUPPRESSIONS] = suppression, [AN_DIAGNOSTICS] = diagnostic, [AN_MARKS] = mark, [AN_TYPES] = type,
	[AN_SAVINGS] = saving, [AN_LAYOUTS] = layout,
};

void an_unit_dump(const an_unit *u, struct wr_buf *out)
{
	wr_buf_printf(out, "unit %s %s module=%s lines=%u\n", an_text(u, u->path), languages[u->language],
		      an_text(u, u->module), u->lines);
	for (enum an_table t = 0; t < AN_TABLE_COUNT; t++) {
		for (an_id i = 1; printers[t] && i < an_unit_count(u, t); i++) {
			wr_buf_printf(out, "%s %u", an_table_name(t), i);
			printers[t](u, i, out);
			wr_buf_char(out, '\n');
		}
	}
}
