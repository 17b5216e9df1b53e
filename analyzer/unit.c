/* unit.c - is a block of bytes a unit? */
#include "analyzer/unit_p.h"

#include <string.h>
#include "core/model.h"

static const struct { const char *name; size_t size; } tables[AN_TABLE_COUNT] = {
	[AN_SYMBOLS] = { "symbol", sizeof(struct an_symbol) },
	[AN_FUNCTIONS] = { "function", sizeof(struct an_function) },
	[AN_LOOPS] = { "loop", sizeof(struct an_loop) },
	[AN_OPS] = { "op", sizeof(struct an_op) },
	[AN_ARGS] = { "argument", sizeof(struct an_arg) },
	[AN_USES] = { "use", sizeof(an_id) },
	[AN_WRITES] = { "write", sizeof(struct an_write) },
	[AN_ALIASES] = { "alias", sizeof(struct an_alias) },
	[AN_CLASSES] = { "class", sizeof(struct an_class) },
	[AN_NAMES] = { "name", sizeof(an_str) },
	[AN_SUPPRESSIONS] = { "suppression", sizeof(struct an_suppression) },
	[AN_DIAGNOSTICS] = { "diagnostic", sizeof(struct an_diagnostic) },
	[AN_MARKS] = { "mark", sizeof(struct an_mark) },
	[AN_TYPES] = { "type", sizeof(struct an_type) },
	[AN_LAYOUTS] = { "layout", sizeof(struct an_layout) },
	[AN_SAVINGS] = { "saving", sizeof(struct an_saving) },
};

size_t an_record_size(enum an_table t)
{
	return tables[t].size;
}

const char *an_table_name(enum an_table t)
{
	return tables[t].name;
}

/* What a record refers to.  `sound` turns false and stays so. */
struct check {
	const an_unit *u;
	bool sound;
};

static void str(struct check *c, an_str s)
{
	c->sound &= s < c->u->strings_size;
}

static void id(struct check *c, enum an_table t, an_id i)
{
	c->sound &= i < c->u->table[t].count;
}

/* Record 0 is none, and not looked at: it cannot be part of one. */
static void run(struct check *c, enum an_table t, an_id first, uint32_t count)
{
	c->sound &= (first || !count) && first <= c->u->table[t].count && count <= c->u->table[t].count - first;
}

static void within(struct check *c, uint32_t v, uint32_t low, uint32_t high)
{
	c->sound &= v >= low && v <= high;
}

/* The owner of record i stands before it, so that walks up end. */
static void before(struct check *c, an_id owner, an_id i)
{
	c->sound &= owner < i;
}

static void check_symbol(struct check *c, an_id i)
{
	const struct an_symbol *s = an_symbol_at(c->u, i);

	str(c, s->name);
	str(c, s->type);
	id(c, AN_FUNCTIONS, s->function);
	before(c, s->base, i);
	within(c, s->kind, AN_LOCAL, AN_CAPTURED);
	within(c, s->value, AN_VALUE_UNKNOWN, AN_VALUE_FUNCTION);
	within(c, s->element, AN_VALUE_UNKNOWN, AN_VALUE_FUNCTION);
	id(c, AN_TYPES, s->shape);
}

static void check_function(struct check *c, an_id i)
{
	const struct an_function *f = an_function_at(c->u, i);

	str(c, f->key);
	str(c, f->name);
	str(c, f->path);
	str(c, f->returns);
	before(c, f->parent, i);
	run(c, AN_SYMBOLS, f->first_param, f->param_count);
	within(c, f->returns_value, AN_VALUE_UNKNOWN, AN_VALUE_FUNCTION);
}

static void check_loop(struct check *c, an_id i)
{
	const struct an_loop *l = an_loop_at(c->u, i);

	before(c, l->parent, i);
	id(c, AN_FUNCTIONS, l->function);
	id(c, AN_SYMBOLS, l->iterated);
	id(c, AN_SYMBOLS, l->variable);
	str(c, l->over);
	within(c, l->kind, AN_FOR, AN_CALLBACK);
	run(c, AN_USES, l->first_use, l->use_count);
}

static void check_op(struct check *c, an_id i)
{
	const struct an_op *o = an_op_at(c->u, i);

	within(c, o->kind, AN_OP_CALL, AN_OP_DIVIDE);
	id(c, AN_FUNCTIONS, o->function);
	id(c, AN_LOOPS, o->loop);
	str(c, o->callee);
	str(c, o->name);
	id(c, AN_SYMBOLS, o->receiver);
	run(c, AN_ARGS, o->first_arg, o->arg_count);
	id(c, AN_SYMBOLS, o->result);
}

static void check_arg(struct check *c, an_id i)
{
	const struct an_arg *a = an_arg_at(c->u, i);

	within(c, a->kind, AN_ARG_EXPRESSION, AN_ARG_FUNCTION);
	within(c, a->value, AN_VALUE_UNKNOWN, AN_VALUE_FUNCTION);
	id(c, AN_SYMBOLS, a->symbol);
	str(c, a->text);
	str(c, a->keyword);
	run(c, AN_USES, a->first_use, a->use_count);
}

static void check_use(struct check *c, an_id i)
{
	id(c, AN_SYMBOLS, an_use_at(c->u, i));
}

static void check_write(struct check *c, an_id i)
{
	const struct an_write *w = an_write_at(c->u, i);

	id(c, AN_SYMBOLS, w->symbol);
	id(c, AN_FUNCTIONS, w->function);
	id(c, AN_LOOPS, w->loop);
	within(c, w->kind, AN_WRITE_ASSIGN, AN_WRITE_PASS);
	within(c, w->op, 0, c->u->table[AN_OPS].count);
	within(c, w->how, AN_HOW_UNKNOWN, AN_HOW_SCALE);
	run(c, AN_USES, w->first_use, w->use_count);
}

static void check_mark(struct check *c, an_id i)
{
	const struct an_mark *m = an_mark_at(c->u, i);

	within(c, m->kind, AN_MARK_BRANCH, AN_MARK_MENTION);
	within(c, m->op, 0, c->u->table[AN_OPS].count);
	within(c, m->write, 0, c->u->table[AN_WRITES].count);
	id(c, AN_FUNCTIONS, m->function);
	run(c, AN_USES, m->first_use, m->use_count);
	if (m->kind == AN_MARK_LOOP || m->kind == AN_MARK_CONDITION)
		id(c, AN_LOOPS, m->target);
	if (m->kind == AN_MARK_BRANCH || m->kind == AN_MARK_RETURN)
		id(c, AN_SYMBOLS, m->target);
}

static void check_alias(struct check *c, an_id i)
{
	str(c, an_alias_at(c->u, i)->name);
	str(c, an_alias_at(c->u, i)->target);
	within(c, an_alias_at(c->u, i)->kind, AN_ALIAS_NAME, AN_ALIAS_INSTANCE);
}

static void check_class(struct check *c, an_id i)
{
	const struct an_class *k = an_class_at(c->u, i);

	str(c, k->key);
	str(c, k->name);
	run(c, AN_NAMES, k->first_base, k->base_count);
}

static void check_name(struct check *c, an_id i)
{
	str(c, an_name_at(c->u, i));
}

static void check_suppression(struct check *c, an_id i)
{
	str(c, an_suppression_at(c->u, i)->rule);
	str(c, an_suppression_at(c->u, i)->reason);
}

static void check_diagnostic(struct check *c, an_id i)
{
	str(c, an_diagnostic_at(c->u, i)->message);
	within(c, an_diagnostic_at(c->u, i)->severity, WR_NOTE, WR_ERROR);
}

static void check_type(struct check *c, an_id i)
{
	str(c, an_type_at(c->u, i)->name);
}

static void check_layout(struct check *c, an_id i)
{
	const struct an_layout *l = an_layout_at(c->u, i);

	str(c, l->name);
	str(c, l->place);
	str(c, l->order);
	str(c, l->wide);
	id(c, AN_FUNCTIONS, l->function);
}

static void check_saving(struct check *c, an_id i)
{
	const struct an_saving *s = an_saving_at(c->u, i);

	id(c, AN_FUNCTIONS, s->function);
	id(c, AN_LOOPS, s->loop);
	str(c, s->text);
	within(c, s->kind, AN_SAVE_LIST, AN_SAVE_CALLS);
	id(c, AN_SYMBOLS, s->symbol);
}

/* The first damaged record of the table, 0 = none.  The checks are inlined here: units come by the million records. */
static an_id first_damaged(const an_unit *u, enum an_table t)
{
	struct check c = { u, true };
	uint32_t count = u->table[t].count;

#define TABLE(table, check) \
	case table: \
		for (an_id i = 1; i < count; i++) { \
			check(&c, i); \
			if (!c.sound) \
				return i; \
		} \
		break;
	switch (t) {
	TABLE(AN_SYMBOLS, check_symbol) TABLE(AN_FUNCTIONS, check_function) TABLE(AN_LOOPS, check_loop)
	TABLE(AN_OPS, check_op) TABLE(AN_ARGS, check_arg) TABLE(AN_USES, check_use) TABLE(AN_WRITES, check_write)
	TABLE(AN_ALIASES, check_alias) TABLE(AN_CLASSES, check_class) TABLE(AN_NAMES, check_name)
	TABLE(AN_SUPPRESSIONS, check_suppression) TABLE(AN_DIAGNOSTICS, check_diagnostic) TABLE(AN_MARKS, check_mark)
	TABLE(AN_TYPES, check_type) TABLE(AN_SAVINGS, check_saving) TABLE(AN_LAYOUTS, check_layout)
	case AN_TABLE_COUNT: break;
	}
#undef TABLE
	return 0;
}

static bool lies_within(uint32_t offset, uint64_t length, uint32_t size)
{
	return offset >= sizeof(struct an_unit_header) && offset % 4 == 0 && offset + length <= size;
}

static int check_header(const an_unit *u, size_t n, struct wr_err *err)
{
	if (n < sizeof *u)
		return wr_fail(err, WR_EINPUT, "unit: %zu bytes are too few for a header", n);
	if (memcmp(u->magic, AN_UNIT_MAGIC, sizeof u->magic))
		return wr_fail(err, WR_EINPUT, "unit: does not start with the mark of a unit");
	if (u->size > n || u->size < sizeof *u || u->size % 4)
		return wr_fail(err, WR_EINPUT, "unit: says %u bytes of %zu", u->size, n);
	if (u->language < AN_C || u->language > AN_PYTHON)
		return wr_fail(err, WR_EINPUT, "unit: unknown language %u", u->language);
	if (!lies_within(u->strings, u->strings_size, u->size) || !u->strings_size ||
	    an_text(u, 0)[0] || an_text(u, u->strings_size - 1)[0])
		return wr_fail(err, WR_EINPUT, "unit: damaged string pool");
	if (u->path >= u->strings_size || u->module >= u->strings_size)
		return wr_fail(err, WR_EINPUT, "unit: damaged path or module name");
	return 0;
}

int an_unit_check(const void *bytes, size_t n, struct wr_err *err)
{
	const an_unit *u = bytes;

	if (check_header(u, n, err))
		return -1;
	for (enum an_table t = 0; t < AN_TABLE_COUNT; t++) {
		uint64_t length = (uint64_t)u->table[t].count * tables[t].size;

		if (!u->table[t].count || !lies_within(u->table[t].offset, length, u->size))
			return wr_fail(err, WR_EINPUT, "unit: damaged table of %s records", tables[t].name);
	}
	for (enum an_table t = 0; t < AN_TABLE_COUNT; t++) {
		an_id damaged = first_damaged(u, t);

		if (damaged)
			return wr_fail(err, WR_EINPUT, "unit: damaged %s record %u", tables[t].name, damaged);
	}
	return 0;
}
