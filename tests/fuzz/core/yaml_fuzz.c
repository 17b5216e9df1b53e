/* yaml_fuzz.c - any bytes as YAML, decoded by a table with every kind of field. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Also where asserts are compiled out. */
static void must(bool ok)
{
	if (!ok)
		abort();
}

struct item {
	const char *name;
	long long count;
	struct wr_strings words;
	struct wr_mark mark;
};

struct config {
	struct item one;
	bool on;
	double real, wait, size, rate, ratio;
	int colour;
	struct wr_list items, named;
};

#define AT(type, member) .offset = offsetof(struct type, member)

static const char *const colours[] = { "red", "green", NULL };

static const struct wr_field item_table[] = {
	{ "name", WR_FIELD_STRING, AT(item, name), .required = true },
	{ "count", WR_FIELD_INT, AT(item, count), .min = 1, .max = 10 },
	{ "words", WR_FIELD_STRINGS, AT(item, words) },
	{ .key = NULL }
};

static const struct wr_field table[] = {
	{ "one", WR_FIELD_STRUCT, AT(config, one), .table = item_table,
	  .mark_offset_plus_1 = offsetof(struct item, mark) + 1 },
	{ "on", WR_FIELD_BOOL, AT(config, on) },
	{ "real", WR_FIELD_NUMBER, AT(config, real) },
	{ "wait", WR_FIELD_DURATION, AT(config, wait), .min = 0.001, .max = INFINITY },
	{ "size", WR_FIELD_SIZE, AT(config, size) },
	{ "rate", WR_FIELD_RATE, AT(config, rate) },
	{ "ratio", WR_FIELD_RATIO, AT(config, ratio), .min = 0, .max = 1 },
	{ "colour", WR_FIELD_CHOICE, AT(config, colour), .choices = colours },
	{ "items", WR_FIELD_LIST, AT(config, items), .table = item_table, .item_size = sizeof(struct item),
	  .mark_offset_plus_1 = offsetof(struct item, mark) + 1 },
	{ "named", WR_FIELD_MAP, AT(config, named), .table = item_table, .item_size = sizeof(struct item) },
	{ .key = NULL }
};

static void check_items(const struct wr_list *list, bool placed)
{
	const struct item *items = list->items;

	for (size_t i = 0; i < list->n; i++) {
		must(items[i].name);
		must(items[i].count >= 0 && items[i].count <= 10);
		must(!placed || items[i].mark.line >= 1);
		for (size_t k = 0; k < items[i].words.n; k++)
			must(strlen(items[i].words.items[k]) > 0 || items[i].words.marks[k].line);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wr_arena *arena = wr_arena_new();
	struct config c = { .on = false };
	struct wr_err err = { WR_OK, "" };

	if (wr_yaml_parse((const char *)data, size, "fuzz.yaml", table, &c, arena, &err) == 0) {
		check_items(&c.items, true);
		check_items(&c.named, false);
		must(c.colour == 0 || c.colour == 1);
		must(isfinite(c.real) && isfinite(c.wait) && c.ratio >= 0 && c.ratio <= 1);
	} else {
		must(err.code != WR_OK && !strncmp(err.message, "fuzz.yaml:", 10));
	}
	wr_arena_free(arena);
	return 0;
}
