/* yaml_decode.c - the tree into structs, by tables. */
#include "core/yaml_p.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/file.h"
#include "core/nearest.h"
#include "core/units.h"

#define MOST_BYTES ((size_t)4 << 20)

struct decoder {
	const char *name;
	struct wr_arena *arena;
	struct wr_err *err;
};

/* "weir.yaml:3:7: max-slowdown: ..." */
static int complain(const struct decoder *d, const struct yaml_node *node, const char *key, const char *what)
{
	return wr_fail_at(d->err, WR_EUSAGE, d->name, node->mark.line, node->mark.column, "%s: %s", key, what);
}

static const char *kind_of(const struct yaml_node *node)
{
	if (node->kind == YAML_LIST)
		return "a list";
	if (node->kind == YAML_MAP)
		return "a mapping";
	return node->plain && !node->text[0] ? "nothing" : "a single value";
}

static int wrong_kind(const struct decoder *d, const struct yaml_node *node, const char *key, const char *wanted)
{
	char what[128];

	snprintf(what, sizeof what, "must be %s, not %s", wanted, kind_of(node));
	return complain(d, node, key, what);
}

static bool is_value(const struct yaml_node *node)
{
	return node->kind == YAML_SCALAR && !(node->plain && !node->text[0]);
}

static int bad_value(const struct decoder *d, const struct yaml_node *node, const char *key, const char *wanted)
{
	return wr_fail_at(d->err, WR_EUSAGE, d->name, node->mark.line, node->mark.column, "%s: '%s' is not %s", key,
			  node->text, wanted);
}

static const char *show(char *buf, size_t n, enum wr_field_kind kind, double value)
{
	switch (kind) {
	case WR_FIELD_DURATION:
		return wr_format_duration(buf, n, value);
	case WR_FIELD_SIZE:
		return wr_format_size(buf, n, value);
	case WR_FIELD_RATIO:
		return wr_format_percent(buf, n, value);
	case WR_FIELD_RATE:
		return wr_format_value(buf, n, value, "1/s");
	default:
		return wr_format_exact(buf, n, value);
	}
}

static int check_range(const struct decoder *d, const struct yaml_node *node, const struct wr_field *f,
		       double value)
{
	char min[48], max[48], what[128];

	if ((f->min == 0 && f->max == 0) || (value >= f->min && value <= f->max))
		return 0;
	show(min, sizeof min, f->kind, f->min);
	show(max, sizeof max, f->kind, f->max);
	if (isinf(f->max))
		snprintf(what, sizeof what, "must be at least %s", min);
	else if (isinf(f->min))
		snprintf(what, sizeof what, "must be at most %s", max);
	else
		snprintf(what, sizeof what, "must be from %s to %s", min, max);
	return complain(d, node, f->key, what);
}

static int decode_bool(const struct decoder *d, const struct yaml_node *node, const struct wr_field *f, bool *out)
{
	*out = !strcmp(node->text, "true");
	return *out || !strcmp(node->text, "false") ? 0 : bad_value(d, node, f->key, "true or false");
}

static int decode_int(const struct decoder *d, const struct yaml_node *node, const struct wr_field *f,
		      long long *out)
{
	char *end;

	errno = 0;
	*out = strtoll(node->text, &end, 10);
	if (end == node->text || *end)
		return bad_value(d, node, f->key, "a whole number");
	if (errno == ERANGE)
		return bad_value(d, node, f->key, "within 64 bits");
	return check_range(d, node, f, (double)*out);
}

static int decode_quantity(const struct decoder *d, const struct yaml_node *node, const struct wr_field *f,
			   double *out)
{
	static const struct { int (*parse)(const char *, double *); const char *wanted; } kinds[] = {
		[WR_FIELD_NUMBER] = { wr_parse_number, "a number" },
		[WR_FIELD_DURATION] = { wr_parse_duration, "a duration such as 250ms or 1.5s" },
		[WR_FIELD_SIZE] = { wr_parse_size, "a size such as 64MiB or 10MB" },
		[WR_FIELD_RATE] = { wr_parse_rate, "a rate such as 50/s or 300/m" },
		[WR_FIELD_RATIO] = { wr_parse_ratio, "a ratio such as 3% or 0.03" },
	};

	if (kinds[f->kind].parse(node->text, out) != 0)
		return bad_value(d, node, f->key, kinds[f->kind].wanted);
	return check_range(d, node, f, *out);
}

static int decode_choice(const struct decoder *d, const struct yaml_node *node, const struct wr_field *f, int *out)
{
	struct wr_buf why = WR_BUF_INIT;
	int choice = wr_choose(node->text, f->choices, &why);

	if (choice < 0)
		complain(d, node, f->key, why.data);
	else
		*out = choice;
	wr_buf_free(&why);
	return choice < 0 ? -1 : 0;
}

static int decode_strings(const struct decoder *d, const struct yaml_node *node, const struct wr_field *f,
			  struct wr_strings *out)
{
	const struct yaml_node *item = node->kind == YAML_LIST ? node->first : node;
	size_t n = node->kind == YAML_LIST ? node->count : 1;
	struct wr_mark *marks;

	if (node->kind == YAML_MAP)
		return wrong_kind(d, node, f->key, "a list of values");
	out->items = wr_arena_array(d->arena, n, sizeof *out->items);
	out->marks = marks = wr_arena_array(d->arena, n, sizeof *marks);
	out->n = 0;
	for (; item; item = node->kind == YAML_LIST ? item->next : NULL) {
		if (!is_value(item))
			return wrong_kind(d, item, f->key, "a list of values");
		marks[out->n] = item->mark;
		out->items[out->n++] = item->text;
	}
	return 0;
}

static int decode_struct(const struct decoder *d, const struct yaml_node *node, const char *key,
			 const struct wr_field *table, char *out);

/* What a LIST and a MAP have in common: each child of node into an item of its own. */
static int decode_items(const struct decoder *d, const struct yaml_node *node, const struct wr_field *f,
			struct wr_list *out)
{
	char *item = wr_arena_array(d->arena, node->count, f->item_size);

	out->items = item;
	out->n = 0;
	for (const struct yaml_node *child = node->first; child; child = child->next, item += f->item_size) {
		if (f->item_default)
			memcpy(item, f->item_default, f->item_size);
		if (f->kind == WR_FIELD_MAP)
			*(const char **)item = child->key;
		if (f->mark_offset_plus_1)
			*(struct wr_mark *)(item + f->mark_offset_plus_1 - 1) = child->mark;
		if (decode_struct(d, child, f->key, f->table, item) != 0)
			return -1;
		out->n++;
	}
	return 0;
}

static int decode_scalar(const struct decoder *d, const struct yaml_node *node, const struct wr_field *f, void *out)
{
	if (!is_value(node))
		return wrong_kind(d, node, f->key, "a single value");
	switch (f->kind) {
	case WR_FIELD_STRING:
		*(const char **)out = node->text;
		return 0;
	case WR_FIELD_BOOL:
		return decode_bool(d, node, f, out);
	case WR_FIELD_INT:
		return decode_int(d, node, f, out);
	case WR_FIELD_CHOICE:
		return decode_choice(d, node, f, out);
	default:
		return decode_quantity(d, node, f, out);
	}
}

/* f's value into the struct at base. */
static int decode_field(const struct decoder *d, const struct yaml_node *node, const struct wr_field *f, char *base)
{
	char *out = base + f->offset;

	switch (f->kind) {
	case WR_FIELD_STRINGS:
		return decode_strings(d, node, f, (struct wr_strings *)out);
	case WR_FIELD_STRUCT:
		if (f->mark_offset_plus_1)
			*(struct wr_mark *)(out + f->mark_offset_plus_1 - 1) = node->mark;
		return decode_struct(d, node, f->key, f->table, out);
	case WR_FIELD_LIST:
		if (node->kind != YAML_LIST)
			return wrong_kind(d, node, f->key, "a list");
		return decode_items(d, node, f, (struct wr_list *)out);
	case WR_FIELD_MAP:
		if (node->kind != YAML_MAP)
			return wrong_kind(d, node, f->key, "a mapping");
		return decode_items(d, node, f, (struct wr_list *)out);
	default:
		if (f->mark_offset_plus_1)
			*(struct wr_mark *)(base + f->mark_offset_plus_1 - 1) = node->mark;
		return decode_scalar(d, node, f, out);
	}
}

static const struct wr_field *find_field(const struct wr_field *table, const char *key)
{
	for (; table->key; table++) {
		if (!strcmp(table->key, key))
			return table;
	}
	return NULL;
}

static int unknown_key(const struct decoder *d, const struct yaml_node *value, const struct wr_field *table)
{
	struct wr_nearest near = { .word = value->key };
	struct wr_buf known = WR_BUF_INIT;

	for (const struct wr_field *f = table; f->key; f++) {
		wr_nearest_offer(&near, f->key);
		wr_buf_printf(&known, "%s%s", f == table ? "known here: " : ", ", f->key);
	}
	if (near.best) {
		wr_buf_clear(&known);
		wr_buf_printf(&known, "did you mean '%s'?", near.best);
	}
	wr_fail_at(d->err, WR_EUSAGE, d->name, value->key_mark.line, value->key_mark.column,
		   "unknown key '%s'; %s", value->key, known.data);
	wr_buf_free(&known);
	return -1;
}

static bool has_key(const struct yaml_node *map, const char *key)
{
	for (const struct yaml_node *v = map->first; v; v = v->next) {
		if (!strcmp(v->key, key))
			return true;
	}
	return false;
}

static int decode_struct(const struct decoder *d, const struct yaml_node *node, const char *key,
			 const struct wr_field *table, char *out)
{
	if (node->kind != YAML_MAP)
		return wrong_kind(d, node, key, "a mapping");
	for (const struct yaml_node *value = node->first; value; value = value->next) {
		const struct wr_field *f = find_field(table, value->key);

		if (!f)
			return unknown_key(d, value, table);
		if (decode_field(d, value, f, out) != 0)
			return -1;
	}
	for (const struct wr_field *f = table; f->key; f++) {
		if (f->required && !has_key(node, f->key))
			return wr_fail_at(d->err, WR_EUSAGE, d->name, node->mark.line, node->mark.column,
					  "the key '%s' is missing here", f->key);
	}
	return 0;
}

int wr_yaml_parse(const char *text, size_t n, const char *name, const struct wr_field *table, void *out,
		  struct wr_arena *arena, struct wr_err *err)
{
	struct decoder d = { name, arena, err };
	struct yaml_node *root;

	if (n > MOST_BYTES)
		return wr_fail(err, WR_ELIMIT, "%s: larger than 4 MiB", name);
	root = wr_yaml_tree(text, n, name, arena, err);
	return root ? decode_struct(&d, root, "the file", table, out) : -1;
}

int wr_yaml_read(const char *path, const struct wr_field *table, void *out, struct wr_arena *arena,
		 struct wr_err *err)
{
	struct wr_buf text = WR_BUF_INIT;
	int result = wr_file_read(path, MOST_BYTES, &text, err);

	if (!result)
		result = wr_yaml_parse(text.len ? text.data : "", text.len, path, table, out, arena, err);
	wr_buf_free(&text);
	return result;
}
