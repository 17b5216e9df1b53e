#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/json.h"

static void rejects(const char *text, const char *message)
{
	struct wr_err err = { 0 };
	cJSON *tree = wr_json_parse(text, strlen(text), "x.json", &err);

	if (tree)
		fail_msg("accepted: %s", text);
	CHECK_EQ(text, err.code, WR_EINPUT);
	CHECK_STR(err.message, message);
}

TEST(bad_json_is_refused_with_its_place)
{
	rejects("", "x.json:1:1: empty, but JSON was expected");
	rejects(" \n", "x.json:1:1: empty, but JSON was expected");
	rejects("{\n  \"a\": tru\n}", "x.json:2:8: not valid JSON");
	rejects("{\"a\": 1", "x.json:1:8: the JSON text ends too early (truncated?)");
	rejects("{\"a\": [1, 2", "x.json:1:12: the JSON text ends too early (truncated?)");
	rejects("{\"a\": \"bcd", "x.json:1:7: this string is not closed (truncated?)");
	rejects("{\"a\": \"bcd\\", "x.json:1:7: this string is not closed (truncated?)");
	rejects("{} {}", "x.json:1:4: text after the end of the JSON value");
	rejects("\"\xC3\xA9\" x", "x.json:1:5: text after the end of the JSON value");
	rejects("[\"a\nb\"]", "x.json:1:4: a control character in a string must be escaped");
	rejects("[\"a\\u0000b\"]", "x.json:1:4: strings with a NUL character are not supported");
	rejects("{\"a\" 1}", "x.json:1:6: not valid JSON");
}

static void nested(char *out, int depth)
{
	memset(out, '[', (size_t)depth);
	memset(out + depth, ']', (size_t)depth);
	out[2 * depth] = '\0';
}

TEST(depth_is_limited_to_64)
{
	static char text[400001];
	struct wr_err err;
	cJSON *tree;

	nested(text, 64);
	tree = wr_json_parse(text, strlen(text), "x.json", &err);
	CHECK(tree);
	cJSON_Delete(tree);
	nested(text, 65);
	rejects(text, "x.json:1:65: nested deeper than 64 levels");
	nested(text, 200000);
	rejects(text, "x.json:1:65: nested deeper than 64 levels");
}

TEST(brackets_in_strings_are_not_depth)
{
	char text[400] = "\"";
	struct wr_err err;
	cJSON *tree;

	memset(text + 1, '[', 100);
	strcat(text, "\\\"[\"");
	tree = wr_json_parse(text, strlen(text), "x", &err);
	CHECK(tree);
	cJSON_Delete(tree);
}

TEST(the_text_need_not_be_terminated)
{
	const char text[3] = { '[', '1', ']' };
	cJSON *tree = wr_json_parse(text, 3, "x", NULL);

	CHECK(tree);
	cJSON_Delete(tree);
	CHECK(!wr_json_parse(text, 2, "x", NULL));
}

TEST(members_fall_back_where_absent_or_of_another_type)
{
	const char *text = "{\"s\": \"x\", \"n\": 2.5, \"b\": true, \"S\": \"upper\"}";
	cJSON *tree = wr_json_parse(text, strlen(text), "x", NULL);

	CHECK_STR(wr_json_string(tree, "s", "d"), "x");
	CHECK_STR(wr_json_string(tree, "n", "d"), "d");
	CHECK_STR(wr_json_string(tree, "none", "d"), "d");
	CHECK_NEAR("n", wr_json_number(tree, "n", 1), 2.5, 0);
	CHECK_NEAR("s", wr_json_number(tree, "s", 1), 1, 0);
	CHECK(wr_json_bool(tree, "b", false));
	CHECK(wr_json_bool(tree, "none", true));
	CHECK(!wr_json_bool(NULL, "b", false));
	cJSON_Delete(tree);
}

TEST(a_file_is_read_and_its_name_is_in_the_message)
{
	const char *good = unit_temp_file("good.json", "{\"a\": 1}\n", 9);
	const char *bad = unit_temp_file("bad.json", "{\"a\": 1]\n", 9);
	struct wr_err err;
	cJSON *tree = wr_json_read(good, 100, &err);

	CHECK_NEAR("a", wr_json_number(tree, "a", 0), 1, 0);
	cJSON_Delete(tree);
	CHECK(!wr_json_read(bad, 100, &err));
	CHECK_HAS(err.message, "bad.json:1:8: ");
	CHECK(!wr_json_read("/nonexistent/x.json", 100, &err));
	CHECK_EQ("code", err.code, WR_EIO);
	CHECK(!wr_json_read(good, 5, &err));
	CHECK_EQ("code", err.code, WR_ELIMIT);
}

static void write_sample(struct wr_json *w)
{
	wr_json_begin(w, '{');
	wr_json_set_string(w, "s", "a\"b");
	wr_json_set_string(w, "none", NULL);
	wr_json_set_number(w, "x", 0.1);
	wr_json_set_number(w, "nan", NAN);
	wr_json_set_int(w, "i", -9007199254740993LL);
	wr_json_set_bool(w, "t", true);
	wr_json_open(w, "empty", '[');
	wr_json_end(w);
	wr_json_open(w, "list", '[');
	wr_json_add_int(w, 1);
	wr_json_add_null(w);
	wr_json_begin(w, '{');
	wr_json_end(w);
	wr_json_add_bool(w, false);
	wr_json_end(w);
	wr_json_end(w);
}

TEST(the_writer_on_one_line)
{
	struct wr_buf out = WR_BUF_INIT;
	struct wr_json w = { .out = &out };

	write_sample(&w);
	CHECK_STR(out.data, "{\"s\":\"a\\\"b\",\"none\":null,\"x\":0.1,\"nan\":null,\"i\":-9007199254740993,"
		  "\"t\":true,\"empty\":[],\"list\":[1,null,{},false]}");
	wr_buf_free(&out);
}

TEST(the_writer_with_indent)
{
	struct wr_buf out = WR_BUF_INIT;
	struct wr_json w = { .out = &out, .indent = 2 };

	wr_json_begin(&w, '{');
	wr_json_set_int(&w, "a", 1);
	wr_json_open(&w, "b", '[');
	wr_json_add_int(&w, 2);
	wr_json_add_int(&w, 3);
	wr_json_end(&w);
	wr_json_open(&w, "c", '{');
	wr_json_end(&w);
	wr_json_end(&w);
	CHECK_STR(out.data, "{\n  \"a\": 1,\n  \"b\": [\n    2,\n    3\n  ],\n  \"c\": {}\n}");
	wr_buf_free(&out);
}

TEST(what_is_written_is_read_back)
{
	struct wr_buf out = WR_BUF_INIT;
	struct wr_json w = { .out = &out };
	cJSON *tree;

	write_sample(&w);
	tree = wr_json_parse(out.data, out.len, "x", NULL);
	CHECK(tree);
	CHECK_STR(wr_json_string(tree, "s", ""), "a\"b");
	CHECK_NEAR("x", wr_json_number(tree, "x", 0), 0.1, 0);
	cJSON_Delete(tree);
	wr_buf_free(&out);
}
