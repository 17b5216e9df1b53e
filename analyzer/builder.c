/* builder.c - collects records and strings, and lays them out as a unit. */
#include "analyzer/builder.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "analyzer/unit_p.h"
#include "core/alloc.h"

struct table { void *records; size_t n, cap; };

struct slot { uint32_t hash; an_str s; };       /* s = 0: free */

struct an_builder {
	enum an_language language;
	an_str path, module;
	uint32_t lines;
	struct table table[AN_TABLE_COUNT];
	struct wr_buf pool;
	struct slot *slots;
	size_t slot_count, strings;     /* slot_count is a power of two, at most two thirds are taken */
};

/* Adds count records of a size to a table; returns the first one's index.  Inline, so that the copy is one
 * of a known size: a front end in a hurry adds millions. */
static inline an_id append(struct an_builder *b, enum an_table t, const void *records, size_t count, size_t size)
{
	struct table *table = &b->table[t];
	size_t first = table->n;

	assert(first + count < UINT32_MAX);
	if (first + count > table->cap)
		table->records = wr_grow(table->records, first, &table->cap, count, size);
	if (count)
		memcpy((char *)table->records + first * size, records, count * size);
	table->n += count;
	return (an_id)first;
}

#define FIRST_SLOTS 1024

static void append_none(struct an_builder *b, enum an_table t)
{
	static const uint32_t none[32];

	assert(an_record_size(t) <= sizeof none);
	append(b, t, none, 1, an_record_size(t));
}

struct an_builder *an_builder_new(enum an_language language, const char *path)
{
	struct an_builder *b = wr_calloc(1, sizeof *b);

	an_builder_reset(b, language, path);
	return b;
}

void an_builder_free(struct an_builder *b)
{
	if (!b)
		return;
	for (enum an_table t = 0; t < AN_TABLE_COUNT; t++)
		free(b->table[t].records);
	wr_buf_free(&b->pool);
	free(b->slots);
	free(b);
}

/* A table that one large file made large would cost every later one. */
static void reset_slots(struct an_builder *b)
{
	if (b->slot_count == FIRST_SLOTS) {
		memset(b->slots, 0, b->slot_count * sizeof *b->slots);
		return;
	}
	free(b->slots);
	b->slot_count = FIRST_SLOTS;
	b->slots = wr_calloc(b->slot_count, sizeof *b->slots);
}

void an_builder_reset(struct an_builder *b, enum an_language language, const char *path)
{
	b->language = language;
	b->module = 0;
	b->lines = 0;
	b->strings = 0;
	reset_slots(b);
	wr_buf_clear(&b->pool);
	wr_buf_char(&b->pool, '\0');
	for (enum an_table t = 0; t < AN_TABLE_COUNT; t++) {
		b->table[t].n = 0;
		append_none(b, t);
	}
	b->path = an_intern(b, path);
}

static void place(struct slot *slots, size_t slot_count, struct slot s)
{
	size_t i = s.hash & (slot_count - 1);

	while (slots[i].s)
		i = (i + 1) & (slot_count - 1);
	slots[i] = s;
}

static void grow_slots(struct an_builder *b)
{
	size_t count = b->slot_count * 2;
	struct slot *slots = wr_calloc(count, sizeof *slots);

	for (size_t i = 0; i < b->slot_count; i++) {
		if (b->slots[i].s)
			place(slots, count, b->slots[i]);
	}
	free(b->slots);
	b->slots = slots;
	b->slot_count = count;
}

static bool slot_holds(const struct an_builder *b, struct slot slot, uint32_t hash, const char *s, size_t n)
{
	return slot.hash == hash && slot.s + n < b->pool.len &&
	       !memcmp(b->pool.data + slot.s, s, n) && !b->pool.data[slot.s + n];
}

static uint64_t load(const char *s, size_t n)
{
	uint64_t word = 0;

	memcpy(&word, s, n);
	return word;
}

/* The last bytes of a text, at most eight, those before them perhaps among them. */
static uint64_t load_tail(const char *s, size_t n, size_t whole)
{
	if (whole >= 8)
		return load(s + n - 8, 8);
	if (n >= 4)
		return load(s, 4) << 32 | load(s + n - 4, 4);
	return n > 1 ? load(s, 2) << 8 | load(s + n - 1, 1) : n ? load(s, 1) : 0;
}

/* Eight bytes at a time: it need not be the same on every machine, as wr_hash is. */
static uint32_t hash_text(const char *s, size_t n)
{
	uint64_t h = n * UINT64_C(0x9e3779b97f4a7c15);
	size_t whole = n;

	for (; n >= 8; s += 8, n -= 8) {
		h = (h ^ load(s, 8)) * UINT64_C(0xbf58476d1ce4e5b9);
		h ^= h >> 32;
	}
	h = (h ^ load_tail(s, n, whole)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)(h ^ h >> 32);
}

static an_str add_text(struct an_builder *b, const char *s, size_t n)
{
	an_str text = (an_str)b->pool.len;

	assert(b->pool.len + n < UINT32_MAX);
	wr_buf_add(&b->pool, s, n);
	wr_buf_char(&b->pool, '\0');
	return text;
}

an_str an_intern_n(struct an_builder *b, const char *s, size_t n)
{
	size_t whole = n ? strnlen(s, n) : 0;   /* a NUL inside cannot be kept */
	uint32_t hash;
	struct slot new;

	if (!whole)
		return 0;
	hash = hash_text(s, whole);
	for (size_t i = hash & (b->slot_count - 1); b->slots[i].s; i = (i + 1) & (b->slot_count - 1)) {
		if (slot_holds(b, b->slots[i], hash, s, whole))
			return b->slots[i].s;
	}
	new = (struct slot){ hash, add_text(b, s, whole) };
	if (++b->strings * 3 > b->slot_count * 2)
		grow_slots(b);
	place(b->slots, b->slot_count, new);
	return new.s;
}

an_str an_intern(struct an_builder *b, const char *s)
{
	return s ? an_intern_n(b, s, strlen(s)) : 0;
}

const char *an_builder_text(const struct an_builder *b, an_str s)
{
	return b->pool.data + s;
}

an_id an_add_symbol(struct an_builder *b, const struct an_symbol *s)
{
	return append(b, AN_SYMBOLS, s, 1, sizeof *s);
}

an_id an_add_function(struct an_builder *b, const struct an_function *f)
{
	an_id id = append(b, AN_FUNCTIONS, f, 1, sizeof *f);

	memset(an_edit_function(b, id)->spare, 0, sizeof f->spare);
	return id;
}

an_id an_add_loop(struct an_builder *b, const struct an_loop *l)
{
	return append(b, AN_LOOPS, l, 1, sizeof *l);
}

an_id an_add_op(struct an_builder *b, const struct an_op *op, const struct an_arg *args, const an_id *uses)
{
	an_id id = append(b, AN_OPS, op, 1, sizeof *op);
	an_id first = append(b, AN_ARGS, args, op->arg_count, sizeof *args), first_use;
	uint32_t use_count = 0;

	an_edit_op(b, id)->first_arg = first;
	for (uint32_t i = 0; i < op->arg_count; i++)
		use_count += args[i].use_count;
	first_use = append(b, AN_USES, uses, use_count, sizeof *uses);
	for (uint32_t i = 0; i < op->arg_count; i++) {
		((struct an_arg *)b->table[AN_ARGS].records)[first + i].first_use = first_use;
		first_use += args[i].use_count;
	}
	return id;
}

void an_add_write(struct an_builder *b, const struct an_write *w)
{
	an_id i = append(b, AN_WRITES, w, 1, sizeof *w);

	((struct an_write *)b->table[AN_WRITES].records)[i].op = an_builder_count(b, AN_OPS);
}

void an_set_walked(struct an_builder *b, an_id loop, const an_id *uses, size_t n)
{
	an_id first = append(b, AN_USES, uses, (uint32_t)n, sizeof *uses);
	struct an_loop *l = an_edit_loop(b, loop);

	l->first_use = first;
	l->use_count = (uint32_t)n;
}

void an_set_values(struct an_builder *b, an_id first_write, const an_id *uses, size_t n)
{
	an_id end = an_builder_count(b, AN_WRITES), first;

	if (!n || first_write == end)
		return;
	first = append(b, AN_USES, uses, (uint32_t)n, sizeof *uses);
	for (an_id i = first_write; i < end; i++) {
		struct an_write *w = an_edit_write(b, i);

		if (w->kind != AN_WRITE_ASSIGN)
			continue;
		w->first_use = first;
		w->use_count = (uint32_t)n;
	}
}

void an_add_mark(struct an_builder *b, const struct an_mark *m, const an_id *uses)
{
	struct an_mark mark = *m;

	mark.op = an_builder_count(b, AN_OPS);
	mark.write = an_builder_count(b, AN_WRITES);
	mark.first_use = append(b, AN_USES, uses, m->use_count, sizeof *uses);
	append(b, AN_MARKS, &mark, 1, sizeof mark);
}

void an_add_alias(struct an_builder *b, const char *name, const char *target)
{
	struct an_alias a = { an_intern(b, name), an_intern(b, target), AN_ALIAS_NAME };

	append(b, AN_ALIASES, &a, 1, sizeof a);
}

void an_add_instance(struct an_builder *b, an_str name, an_str class_name)
{
	struct an_alias a = { name, class_name, AN_ALIAS_INSTANCE };

	append(b, AN_ALIASES, &a, 1, sizeof a);
}

void an_add_class(struct an_builder *b, const char *key, const char *name, const char *const *bases,
		  size_t base_count)
{
	struct an_class k = { .key = an_intern(b, key), .name = an_intern(b, name) };

	k.first_base = (an_id)b->table[AN_NAMES].n;
	k.base_count = (uint32_t)base_count;
	for (size_t i = 0; i < base_count; i++) {
		an_str base = an_intern(b, bases[i]);

		append(b, AN_NAMES, &base, 1, sizeof base);
	}
	append(b, AN_CLASSES, &k, 1, sizeof k);
}

void an_add_saving(struct an_builder *b, const struct an_saving *s)
{
	append(b, AN_SAVINGS, s, 1, sizeof *s);
}

void an_set_class_lines(struct an_builder *b, uint32_t line, uint32_t end_line)
{
	struct an_class *classes = b->table[AN_CLASSES].records;
	struct an_class *last = &classes[b->table[AN_CLASSES].n - 1];

	last->line = line;
	last->end_line = end_line;
}

void an_add_suppression(struct an_builder *b, uint32_t line, const char *rule, const char *reason, bool own_line)
{
	struct an_suppression s = { line, an_intern(b, rule), an_intern(b, reason), own_line };

	append(b, AN_SUPPRESSIONS, &s, 1, sizeof s);
}

an_id an_add_type(struct an_builder *b, const struct an_type *t)
{
	return append(b, AN_TYPES, t, 1, sizeof *t);
}

void an_add_layout(struct an_builder *b, const struct an_layout *l)
{
	append(b, AN_LAYOUTS, l, 1, sizeof *l);
}

void an_add_diagnostic(struct an_builder *b, uint32_t line, uint32_t column, uint32_t severity, const char *message)
{
	struct an_diagnostic d = { line, column, an_intern(b, message), severity };

	append(b, AN_DIAGNOSTICS, &d, 1, sizeof d);
}

struct an_symbol *an_edit_symbol(struct an_builder *b, an_id id)
{
	return (struct an_symbol *)b->table[AN_SYMBOLS].records + id;
}

struct an_function *an_edit_function(struct an_builder *b, an_id id)
{
	return (struct an_function *)b->table[AN_FUNCTIONS].records + id;
}

struct an_loop *an_edit_loop(struct an_builder *b, an_id id)
{
	return (struct an_loop *)b->table[AN_LOOPS].records + id;
}

struct an_arg *an_edit_arg(struct an_builder *b, an_id id)
{
	return (struct an_arg *)b->table[AN_ARGS].records + id;
}

struct an_op *an_edit_op(struct an_builder *b, an_id id)
{
	return (struct an_op *)b->table[AN_OPS].records + id;
}

struct an_write *an_edit_write(struct an_builder *b, an_id id)
{
	return (struct an_write *)b->table[AN_WRITES].records + id;
}

uint32_t an_builder_count(const struct an_builder *b, enum an_table t)
{
	return (uint32_t)b->table[t].n;
}

void an_set_lines(struct an_builder *b, uint32_t lines)
{
	b->lines = lines;
}

void an_set_module(struct an_builder *b, const char *module)
{
	b->module = an_intern(b, module);
}

struct an_block an_block_begin(const struct an_builder *b)
{
	return (struct an_block){ an_builder_count(b, AN_OPS), an_builder_count(b, AN_WRITES),
				  an_builder_count(b, AN_LOOPS) };
}

struct leaving { struct an_builder *b; an_id first_loop, left, parent; };

/* The loop that repeats something in the block, now that the block leaves. */
static an_id repeats(const struct leaving *l, an_id loop)
{
	if (loop >= l->first_loop)
		return loop;
	for (an_id i = loop; i; i = an_edit_loop(l->b, i)->parent) {
		if (i == l->left)
			return l->parent;
	}
	return loop;
}

void an_block_end(struct an_builder *b, struct an_block block, an_id left)
{
	struct leaving l = { b, block.first_loop, left, 0 };

	if (!left)
		return;
	assert(left < block.first_loop);
	l.parent = an_edit_loop(b, left)->parent;
	for (an_id i = block.first_op; i < an_builder_count(b, AN_OPS); i++)
		an_edit_op(b, i)->loop = repeats(&l, an_edit_op(b, i)->loop);
	for (an_id i = block.first_write; i < an_builder_count(b, AN_WRITES); i++) {
		an_edit_write(b, i)->loop = repeats(&l, an_edit_write(b, i)->loop);
	}
	for (an_id i = block.first_loop; i < an_builder_count(b, AN_LOOPS); i++)
		an_edit_loop(b, i)->parent = repeats(&l, an_edit_loop(b, i)->parent);
}

static void pad(struct wr_buf *out)
{
	while (out->len % 4)
		wr_buf_char(out, '\0');
}

void an_builder_finish(struct an_builder *b, struct wr_buf *out)
{
	struct an_unit_header h = { .language = b->language, .path = b->path, .module = b->module,
				    .lines = b->lines };
	size_t start, offset = sizeof h;

	memcpy(h.magic, AN_UNIT_MAGIC, sizeof h.magic);
	for (enum an_table t = 0; t < AN_TABLE_COUNT; t++) {
		h.table[t].offset = (uint32_t)offset;
		h.table[t].count = (uint32_t)b->table[t].n;
		offset += b->table[t].n * an_record_size(t);
	}
	h.strings = (uint32_t)offset;
	h.strings_size = (uint32_t)b->pool.len;
	offset += (b->pool.len + 3) / 4 * 4;
	assert(offset < UINT32_MAX);
	h.size = (uint32_t)offset;

	pad(out);
	start = out->len;
	wr_buf_add(out, &h, sizeof h);
	for (enum an_table t = 0; t < AN_TABLE_COUNT; t++)
		wr_buf_add(out, b->table[t].records, b->table[t].n * an_record_size(t));
	wr_buf_add(out, b->pool.data, b->pool.len);
	while ((out->len - start) % 4)
		wr_buf_char(out, '\0');
}
