/* yaml_test.c - YAML by tables: what is taken, and where errors are said to be. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/buf.h"
#include "core/yaml.h"

static const char *const colours[] = { "red", "green", "blue", NULL };

struct item {
	const char *name;
	long long count;
	double share;
	struct wr_mark mark;
};

struct section {
	struct wr_mark mark;
	double wait;
};

struct config {
	const char *title;
	bool on;
	long long number;
	double real, wait, size, rate, ratio;
	int colour;
	struct wr_strings words;
	struct section section;
	struct wr_list items, named;
	struct wr_mark wait_mark;
	long long free_int;
	double at_least;
};

#define AT(type, member) .offset = offsetof(struct type, member)

static const struct item item_default = { .count = 5, .share = 0.5 };

static const struct wr_field item_table[] = {
	{ "name", WR_FIELD_STRING, AT(item, name), .required = true },
	{ "count", WR_FIELD_INT, AT(item, count), .min = 1, .max = 10 },
	{ "share", WR_FIELD_RATIO, AT(item, share), .min = 0, .max = 1 },
	{ .key = NULL }
};

static const struct wr_field named_table[] = {
	{ "count", WR_FIELD_INT, AT(item, count) },
	{ .key = NULL }
};

static const struct wr_field section_table[] = {
	{ "wait", WR_FIELD_DURATION, AT(section, wait) },
	{ .key = NULL }
};

static const struct wr_field table[] = {
	{ "title", WR_FIELD_STRING, AT(config, title) },
	{ "on", WR_FIELD_BOOL, AT(config, on) },
	{ "number", WR_FIELD_INT, AT(config, number), .min = -5, .max = 100 },
	{ "real", WR_FIELD_NUMBER, AT(config, real) },
	{ "wait", WR_FIELD_DURATION, AT(config, wait), .min = 0.001, .max = 60,
	  .mark_offset_plus_1 = offsetof(struct config, wait_mark) + 1 },
	{ "size", WR_FIELD_SIZE, AT(config, size) },
	{ "rate", WR_FIELD_RATE, AT(config, rate) },
	{ "ratio", WR_FIELD_RATIO, AT(config, ratio) },
	{ "colour", WR_FIELD_CHOICE, AT(config, colour), .choices = colours },
	{ "words", WR_FIELD_STRINGS, AT(config, words) },
	{ "section", WR_FIELD_STRUCT, AT(config, section), .table = section_table,
	  .mark_offset_plus_1 = offsetof(struct section, mark) + 1 },
	{ "items", WR_FIELD_LIST, AT(config, items), .table = item_table,
	  .item_size = sizeof(struct item), .item_default = &item_default,
	  .mark_offset_plus_1 = offsetof(struct item, mark) + 1 },
	{ "named", WR_FIELD_MAP, AT(config, named), .table = named_table,
	  .item_size = sizeof(struct item), .item_default = &item_default,
	  .mark_offset_plus_1 = offsetof(struct item, mark) + 1 },
	{ "free-int", WR_FIELD_INT, AT(config, free_int) },
	{ "at-least", WR_FIELD_NUMBER, AT(config, at_least), .min = 2, .max = INFINITY },
	{ .key = NULL }
};

static struct wr_arena *arena;
static struct wr_err err;

static int parse(const char *text, struct config *c)
{
	wr_arena_free(arena);
	arena = wr_arena_new();
	memset(&err, 0, sizeof err);
	return wr_yaml_parse(text, strlen(text), "c.yaml", table, c, arena, &err);
}

static void end(void)
{
	wr_arena_free(arena);
	arena = NULL;
}

TEST(every_kind_of_value_is_taken)
{
	struct config c = { .title = "default", .free_int = 9 };

	CHECK_EQ("parse", parse("title: hello\n"
				"on: true\n"
				"number: -5\n"
				"real: 2.5e3\n"
				"wait: 250ms\n"
				"size: 64KiB\n"
				"rate: 300/m\n"
				"ratio: 3%\n"
				"colour: blue\n"
				"words: [a, 'b c', \"d\"]\n", &c), 0);
	CHECK_STR(c.title, "hello");
	CHECK(c.on);
	CHECK_EQ("number", c.number, -5);
	CHECK_NEAR("real", c.real, 2500, 0);
	CHECK_NEAR("wait", c.wait, 0.25, 0);
	CHECK_NEAR("size", c.size, 65536, 0);
	CHECK_NEAR("rate", c.rate, 5, 0);
	CHECK_NEAR("ratio", c.ratio, 0.03, 1e-15);
	CHECK_EQ("colour", c.colour, 2);
	CHECK_EQ("words", c.words.n, 3);
	CHECK_STR(c.words.items[1], "b c");
	CHECK_EQ("place of the third", c.words.marks[2].column, 19);
	CHECK_EQ("absent", c.free_int, 9);
	CHECK_EQ("line of wait", c.wait_mark.line, 5);
	CHECK_EQ("column of wait", c.wait_mark.column, 7);
	end();
}

TEST(a_single_word_is_a_list_of_one)
{
	struct config c = { .title = NULL };

	CHECK_EQ("parse", parse("words: one\n", &c), 0);
	CHECK_EQ("n", c.words.n, 1);
	CHECK_STR(c.words.items[0], "one");
	CHECK_EQ("empty list", parse("words: []\n", &c), 0);
	CHECK_EQ("n", c.words.n, 0);
	end();
}

TEST(lists_and_maps_of_structs_start_as_their_default)
{
	struct config c = { .title = NULL };
	const struct item *items;

	CHECK_EQ("parse", parse("items:\n"
				"  - { name: x, count: 2 }\n"
				"  - name: y\n"
				"    share: 10%\n"
				"named:\n"
				"  first: { count: 7 }\n"
				"  'second one': {}\n", &c), 0);
	CHECK_EQ("items", c.items.n, 2);
	items = c.items.items;
	CHECK_STR(items[0].name, "x");
	CHECK_EQ("count", items[0].count, 2);
	CHECK_NEAR("share", items[0].share, 0.5, 0);
	CHECK_EQ("line", items[0].mark.line, 2);
	CHECK_EQ("column", items[0].mark.column, 5);
	CHECK_STR(items[1].name, "y");
	CHECK_EQ("count", items[1].count, 5);
	CHECK_NEAR("share", items[1].share, 0.1, 1e-15);
	CHECK_EQ("line", items[1].mark.line, 3);
	items = c.named.items;
	CHECK_EQ("named", c.named.n, 2);
	CHECK_STR(items[0].name, "first");
	CHECK_EQ("count", items[0].count, 7);
	CHECK_STR(items[1].name, "second one");
	CHECK_EQ("count", items[1].count, 5);
	end();
}

TEST(a_nested_struct_keeps_its_place)
{
	struct config c = { .title = NULL };

	CHECK_EQ("parse", parse("title: t\nsection:\n  wait: 2m\n", &c), 0);
	CHECK_NEAR("wait", c.section.wait, 120, 0);
	CHECK_EQ("line", c.section.mark.line, 3);
	CHECK_EQ("column", c.section.mark.column, 3);
	end();
}

static const struct { const char *text, *message; } refused[] = {
	{ "", "c.yaml:1:1: the file is empty" },
	{ "# only a comment\n", "the file is empty" },
	{ "just text\n", "c.yaml:1:1: the file: must be a mapping, not a single value" },
	{ "- a\n", "c.yaml:1:1: the file: must be a mapping, not a list" },
	{ "title: a\nwiat: 3\n", "c.yaml:2:1: unknown key 'wiat'; did you mean 'wait'?" },
	{ "title: a\n\n  \nzebra: 3\n", "c.yaml:4:1: unknown key 'zebra'; known here: title, on, number" },
	{ "section: { wiat: 1s }\n", "c.yaml:1:12: unknown key 'wiat'; did you mean 'wait'?" },
	{ "title: [a]\n", "c.yaml:1:8: title: must be a single value, not a list" },
	{ "title: {a: b}\n", "c.yaml:1:8: title: must be a single value, not a mapping" },
	{ "title:\n", "title: must be a single value, not nothing" },
	{ "on: yes\n", "c.yaml:1:5: on: 'yes' is not true or false" },
	{ "number: 12.5\n", "c.yaml:1:9: number: '12.5' is not a whole number" },
	{ "number: 0x10\n", "'0x10' is not a whole number" },
	{ "number: -6\n", "c.yaml:1:9: number: must be from -5 to 100" },
	{ "number: 101\n", "number: must be from -5 to 100" },
	{ "free-int: 99999999999999999999\n", "'99999999999999999999' is not within 64 bits" },
	{ "real: abc\n", "c.yaml:1:7: real: 'abc' is not a number" },
	{ "real: .nan\n", "is not a number" },
	{ "real: .inf\n", "is not a number" },
	{ "wait: soon\n", "wait: 'soon' is not a duration such as 250ms or 1.5s" },
	{ "wait: 61s\n", "c.yaml:1:7: wait: must be from 1.00 ms to " },
	{ "size: 3 apples\n", "size: '3 apples' is not a size such as 64MiB or 10MB" },
	{ "rate: fast\n", "rate: 'fast' is not a rate such as 50/s or 300/m" },
	{ "ratio: x%\n", "ratio: 'x%' is not a ratio such as 3% or 0.03" },
	{ "at-least: 1\n", "at-least: must be at least 2" },
	{ "colour: bleu\n", "c.yaml:1:9: colour: 'bleu' is none of red, green, blue; did you mean blue?" },
	{ "colour: purple\n", "colour: 'purple' is none of red, green, blue" },
	{ "words: { a: b }\n", "c.yaml:1:8: words: must be a list of values, not a mapping" },
	{ "words: [a, [b]]\n", "c.yaml:1:12: words: must be a list of values, not a list" },
	{ "words:\n  - a\n  -\n", "words: must be a list of values, not nothing" },
	{ "items: { name: x }\n", "c.yaml:1:8: items: must be a list, not a mapping" },
	{ "items: [ x ]\n", "c.yaml:1:10: items: must be a mapping, not a single value" },
	{ "items:\n  - { name: x }\n  - { count: 3 }\n", "c.yaml:3:5: the key 'name' is missing here" },
	{ "items: [ { name: x, count: 11 } ]\n", "c.yaml:1:28: count: must be from 1 to 10" },
	{ "named: [a]\n", "named: must be a mapping, not a list" },
	{ "named: { a: 3 }\n", "c.yaml:1:13: named: must be a mapping, not a single value" },
	{ "section: 3\n", "c.yaml:1:10: section: must be a mapping, not a single value" },
	{ "title: a\non: true\ntitle: b\n", "c.yaml:3:1: key 'title' is already set in line 1" },
	{ "named: { x: {}, y: {}, x: {} }\n", "c.yaml:1:24: key 'x' is already set in line 1" },
	{ "title: &a b\n", "c.yaml:1:8: anchors (&name) are not allowed" },
	{ "words: &a [b]\n", "c.yaml:1:8: anchors (&name) are not allowed" },
	{ "section: &a {}\n", "anchors (&name) are not allowed" },
	{ "title: *a\n", "aliases (*name) are not allowed" },
	{ "title: !!str b\n", "c.yaml:1:8: tags (!name) are not allowed" },
	{ "words: !x [a]\n", "tags (!name) are not allowed" },
	{ "section: !!map {}\n", "tags (!name) are not allowed" },
	{ "named: { <<: { a: {} } }\n", "c.yaml:1:10: merge keys (<<) are not allowed" },
	{ "? [a]\n: b\n", "a key must be a word, not a list or a mapping" },
	{ "'': b\n", "c.yaml:1:1: the key is empty" },
	{ "title: \"a\\0b\"\n", "c.yaml:1:8: a NUL character is not allowed" },
	{ "title: a\n---\ntitle: b\n", "c.yaml:2:1: only one document per file is allowed" },
	{ "title: [a\n", "c.yaml:2:1: " },
	{ "title: 'a\n", "c.yaml:" },
	{ "title: a\n\tb: c\n", "c.yaml:2:" },
	{ "title: a: b\n", "c.yaml:1:9: " },
	{ "title: ok\nwords: \xff\xfe\n", "c.yaml:2: " },
	{ "title: \x01\n", "c.yaml:1: " },
};

TEST(what_is_wrong_is_an_error_with_its_place)
{
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct config c = { .title = NULL };

		CHECK_EQ(refused[i].text, parse(refused[i].text, &c), -1);
		CHECK_EQ(refused[i].text, err.code, WR_EUSAGE);
		CHECK_HAS(err.message, "c.yaml:");
		CHECK_HAS(err.message, refused[i].message);
	}
	end();
}

/* `depth` lists in each other under "named.x", which is depth 1 itself. */
static int parse_nested(int depth, struct config *c)
{
	struct wr_buf text = WR_BUF_INIT;
	int result;

	wr_buf_str(&text, "words: ");
	for (int i = 0; i < depth; i++)
		wr_buf_char(&text, '[');
	for (int i = 0; i < depth; i++)
		wr_buf_char(&text, ']');
	wr_buf_char(&text, '\n');
	result = parse(text.data, c);
	wr_buf_free(&text);
	return result;
}

TEST(the_depth_is_limited)
{
	struct config c = { .title = NULL };

	CHECK_EQ("31 lists", parse_nested(31, &c), -1);
	CHECK_HAS(err.message, "must be a list of values");
	CHECK_EQ("32 lists", parse_nested(32, &c), -1);
	CHECK_STR(err.message, "c.yaml:1:39: nested more than 32 levels deep");
	CHECK_EQ("many lists", parse_nested(900000, &c), -1);
	CHECK_HAS(err.message, "nested more than 32 levels deep");
	end();
}

TEST(a_large_map_takes_no_quadratic_time)
{
	struct wr_buf text = WR_BUF_INIT;
	struct config c = { .title = NULL };

	wr_buf_str(&text, "named:\n");
	for (int i = 0; i < 100000; i++)
		wr_buf_printf(&text, "  key%d: {}\n", i);
	CHECK_EQ("parse", parse(text.data, &c), 0);
	CHECK_EQ("n", c.named.n, 100000);
	wr_buf_free(&text);
	end();
}

TEST(files_are_read_and_named)
{
	const char *path = unit_temp_file("config.yaml", "title: from a file\n", 19);
	struct config c = { .title = NULL };

	arena = wr_arena_new();
	CHECK_EQ("read", wr_yaml_read(path, table, &c, arena, &err), 0);
	CHECK_STR(c.title, "from a file");
	CHECK_EQ("missing", wr_yaml_read("/no/such.yaml", table, &c, arena, &err), -1);
	CHECK_HAS(err.message, "/no/such.yaml");
	CHECK_EQ("empty", wr_yaml_read(unit_temp_file("empty.yaml", "", 0), table, &c, arena, &err), -1);
	CHECK_HAS(err.message, "empty.yaml:1:1: the file is empty");
	end();
}

TEST(a_file_that_is_too_large_is_refused)
{
	size_t n = ((size_t)4 << 20) + 1;
	char *bytes = malloc(n);
	struct config c = { .title = NULL };

	memset(bytes, '#', n);
	arena = wr_arena_new();
	CHECK_EQ("read", wr_yaml_read(unit_temp_file("large.yaml", bytes, n), table, &c, arena, &err), -1);
	CHECK_EQ("code", err.code, WR_ELIMIT);
	CHECK_EQ("parse", wr_yaml_parse(bytes, n, "c.yaml", table, &c, arena, &err), -1);
	CHECK_EQ("code", err.code, WR_ELIMIT);
	free(bytes);
	end();
}

TEST(a_byte_order_mark_and_windows_lines_are_fine)
{
	struct config c = { .title = NULL };

	CHECK_EQ("parse", parse("\xef\xbb\xbftitle: a\r\non: true\r\n", &c), 0);
	CHECK_STR(c.title, "a");
	CHECK(c.on);
	end();
}

TEST(columns_count_characters)
{
	struct config c = { .title = NULL };

	CHECK_EQ("parse", parse("words: [\xc3\xa4\xc3\xb6, [x]]\n", &c), -1);
	CHECK_HAS(err.message, "c.yaml:1:13:");
	end();
}
