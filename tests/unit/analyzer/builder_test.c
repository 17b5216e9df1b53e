/* Building units: records, strings, blocks, suppressions. */
#include "tests/unit/unit.h"
#include <stdio.h>
#include "analyzer/builder.h"
#include "core/model.h"

static struct an_builder *b;

static const an_unit *finish(struct wr_buf *out)
{
	struct wr_err err;

	an_builder_finish(b, out);
	if (an_unit_check(out->data, out->len, &err))
		fail_msg("%s", err.message);
	return (const an_unit *)out->data;
}

static an_id loop(an_id function, an_id parent)
{
	return an_add_loop(b, &(struct an_loop){ .kind = AN_FOR, .function = function, .parent = parent });
}

static an_id call(an_id function, an_id in_loop)
{
	return an_add_op(b, &(struct an_op){ .kind = AN_OP_CALL, .function = function, .loop = in_loop }, NULL, NULL);
}

static an_id function(const char *name)
{
	return an_add_function(b, &(struct an_function){ .key = an_intern(b, name), .name = an_intern(b, name) });
}

#define START b = an_builder_new(AN_PYTHON, "shop.py"); struct wr_buf out = WR_BUF_INIT
#define END do { an_builder_free(b); wr_buf_free(&out); } while (0)

TEST(equal_strings_are_kept_once)
{
	START;
	an_str a = an_intern(b, "orders"), other = an_intern(b, "order");

	CHECK(a && other && a != other);
	CHECK_EQ("again", an_intern(b, "orders"), a);
	CHECK_EQ("by length", an_intern_n(b, "orders by date", 6), a);
	CHECK_EQ("a part", an_intern_n(b, "orders", 5), other);
	CHECK_EQ("empty", an_intern(b, ""), 0);
	CHECK_EQ("NULL", an_intern(b, NULL), 0);
	CHECK_EQ("nothing of something", an_intern_n(b, "x", 0), 0);
	CHECK_EQ("cut at a NUL", an_intern_n(b, "orders\0x", 8), a);
	CHECK_STR(an_builder_text(b, a), "orders");
	CHECK_STR(an_builder_text(b, 0), "");
	END;
}

TEST(many_strings_stay_apart)
{
	START;
	an_str ids[5000];
	char s[32];

	for (int i = 0; i < 5000; i++) {
		snprintf(s, sizeof s, "name%d", i);
		ids[i] = an_intern(b, s);
	}
	for (int i = 0; i < 5000; i++) {
		snprintf(s, sizeof s, "name%d", i);
		CHECK_EQ(s, an_intern(b, s), ids[i]);
		CHECK_STR(an_builder_text(b, ids[i]), s);
	}
	END;
}

TEST(records_come_back_as_they_were_added)
{
	START;
	an_id uses[] = { 1, 2, 1 };
	struct an_arg args[2] = { { .kind = AN_ARG_EXPRESSION, .use_count = 2 },
				  { .kind = AN_ARG_SYMBOL, .symbol = 1, .use_count = 1 } };
	const char *bases[] = { "app.Base", "app.Other" };
	an_id f = function("app.f");
	const an_unit *u;

	an_add_symbol(b, &(struct an_symbol){ .name = an_intern(b, "x"), .kind = AN_LOCAL, .function = f });
	an_add_symbol(b, &(struct an_symbol){ .name = an_intern(b, "x.y"), .kind = AN_MEMBER, .base = 1 });
	an_add_op(b, &(struct an_op){ .kind = AN_OP_CALL, .arg_count = 2, .function = f }, args, uses);
	an_add_class(b, "app.K", "K", bases, 2);
	an_add_alias(b, "app.get", "app.db.get");
	an_add_diagnostic(b, 3, 4, WR_WARNING, "unexpected indent");
	an_add_write(b, &(struct an_write){ .symbol = 2, .function = f, .kind = AN_WRITE_CHANGE, .grows = 1 });
	an_set_lines(b, 77);
	an_set_module(b, "app");
	u = finish(&out);

	CHECK_EQ("language", u->language, AN_PYTHON);
	CHECK_EQ("lines", u->lines, 77);
	CHECK_STR(an_text(u, u->path), "shop.py");
	CHECK_STR(an_text(u, u->module), "app");
	CHECK_STR(an_text(u, an_function_at(u, f)->key), "app.f");
	CHECK_EQ("first argument", an_op_at(u, 1)->first_arg, 1);
	CHECK_EQ("uses of the first", an_arg_at(u, 1)->first_use, 1);
	CHECK_EQ("uses of the second", an_arg_at(u, 2)->first_use, 3);
	CHECK_EQ("use", an_use_at(u, 2), 2);
	CHECK_EQ("bases", an_class_at(u, 1)->base_count, 2);
	CHECK_STR(an_text(u, an_name_at(u, an_class_at(u, 1)->first_base + 1)), "app.Other");
	CHECK_STR(an_text(u, an_alias_at(u, 1)->target), "app.db.get");
	CHECK_STR(an_text(u, an_diagnostic_at(u, 1)->message), "unexpected indent");
	CHECK_EQ("grows", an_write_at(u, 1)->grows, 1);
	END;
}

TEST(reset_forgets_everything_and_units_stand_one_after_the_other)
{
	START;
	function("one");
	an_builder_finish(b, &out);
	an_builder_reset(b, AN_C, "b.c");
	CHECK_EQ("functions", an_builder_count(b, AN_FUNCTIONS), 1);
	function("two");
	an_builder_finish(b, &out);

	const an_unit *first = (const an_unit *)out.data;
	const an_unit *second = (const an_unit *)(out.data + first->size);

	CHECK_EQ("all bytes", first->size + second->size, out.len);
	CHECK(!an_unit_check(first, out.len, NULL));
	CHECK(!an_unit_check(second, out.len - first->size, NULL));
	CHECK_STR(an_text(first, an_function_at(first, 1)->name), "one");
	CHECK_STR(an_text(second, an_function_at(second, 1)->name), "two");
	CHECK_STR(an_text(second, second->path), "b.c");
	END;
}

/* Equal sources give equal bytes: the cache and the tests rely on it. */
TEST(the_same_records_give_the_same_bytes)
{
	START;
	struct wr_buf again = WR_BUF_INIT;

	function("f");
	an_builder_finish(b, &out);
	an_builder_reset(b, AN_PYTHON, "shop.py");
	function("f");
	an_builder_finish(b, &again);
	CHECK_EQ("size", out.len, again.len);
	assert_memory_equal(out.data, again.data, out.len);
	wr_buf_free(&again);
	END;
}

/* for x: if c: call; break */
TEST(a_block_that_breaks_leaves_one_loop)
{
	START;
	an_id f = function("f"), outer = loop(f, 0), inner = loop(f, outer);
	an_id before = call(f, inner);
	struct an_block block = an_block_begin(b);
	an_id in_block = call(f, inner);

	an_add_write(b, &(struct an_write){ .function = f, .loop = inner, .kind = AN_WRITE_ASSIGN });
	an_block_end(b, block, inner);
	an_id after = call(f, inner);
	const an_unit *u = finish(&out);

	CHECK_EQ("before", an_op_at(u, before)->loop, inner);
	CHECK_EQ("in the block", an_op_at(u, in_block)->loop, outer);
	CHECK_EQ("its write", an_write_at(u, 1)->loop, outer);
	CHECK_EQ("after", an_op_at(u, after)->loop, inner);
	END;
}

TEST(a_block_that_returns_leaves_all_loops)
{
	START;
	an_id f = function("f"), outer = loop(f, 0), inner = loop(f, outer);
	struct an_block block = an_block_begin(b);
	an_id in_block = call(f, inner);

	an_block_end(b, block, outer);
	CHECK_EQ("loop", an_op_at(finish(&out), in_block)->loop, 0);
	END;
}

/* A loop inside the block repeats its own body, but hangs above the loop that is left. */
TEST(the_blocks_own_loops_stay_and_hang_higher)
{
	START;
	an_id f = function("f"), outer = loop(f, 0), inner = loop(f, outer);
	struct an_block block = an_block_begin(b);
	an_id own = loop(f, inner), nested = loop(f, own);
	an_id in_own = call(f, own), in_nested = call(f, nested), beside = call(f, inner);

	an_block_end(b, block, inner);
	const an_unit *u = finish(&out);

	CHECK_EQ("own loop", an_loop_at(u, own)->parent, outer);
	CHECK_EQ("nested loop", an_loop_at(u, nested)->parent, own);
	CHECK_EQ("in own", an_op_at(u, in_own)->loop, own);
	CHECK_EQ("in nested", an_op_at(u, in_nested)->loop, nested);
	CHECK_EQ("beside", an_op_at(u, beside)->loop, outer);
	END;
}

/* for x: if c: (if d: call1; break) call2; return */
TEST(nested_blocks_leave_in_turn)
{
	START;
	an_id f = function("f"), outer = loop(f, 0), inner = loop(f, outer);
	struct an_block whole = an_block_begin(b), part = an_block_begin(b);
	an_id first = call(f, inner);

	an_block_end(b, part, inner);
	an_id second = call(f, inner);
	CHECK_EQ("after the inner block", an_edit_op(b, first)->loop, outer);
	CHECK_EQ("not yet", an_edit_op(b, second)->loop, inner);
	an_block_end(b, whole, outer);
	CHECK_EQ("first", an_edit_op(b, first)->loop, 0);
	CHECK_EQ("second", an_edit_op(b, second)->loop, 0);
	END;
}

TEST(a_block_that_does_not_leave_changes_nothing)
{
	START;
	an_id f = function("f"), outer = loop(f, 0);
	struct an_block block = an_block_begin(b);
	an_id op = call(f, outer);

	an_block_end(b, block, 0);
	CHECK_EQ("loop", an_edit_op(b, op)->loop, outer);
	END;
}

/* Records of another function defined in the block have loops of their own. */
TEST(loops_of_nested_functions_are_not_touched)
{
	START;
	an_id f = function("f"), outer = loop(f, 0);
	struct an_block block = an_block_begin(b);
	an_id g = function("g"), own = loop(g, 0), op = call(g, own), plain = call(g, 0);

	an_block_end(b, block, outer);
	CHECK_EQ("its loop", an_edit_op(b, op)->loop, own);
	CHECK_EQ("its parent", an_edit_loop(b, own)->parent, 0);
	CHECK_EQ("no loop", an_edit_op(b, plain)->loop, 0);
	END;
}

static void check_suppression(const an_unit *u, an_id i, uint32_t line, const char *rule, const char *reason)
{
	const struct an_suppression *s = an_suppression_at(u, i);

	CHECK_EQ(rule, s->line, line);
	CHECK_STR(an_text(u, s->rule), rule);
	CHECK_STR(an_text(u, s->reason), reason);
}

static void scan(const char *comment, uint32_t line, bool own_line)
{
	an_scan_suppression(b, comment, strlen(comment), line, own_line);
}

TEST(suppressions_are_read_from_comments)
{
	START;
	scan("# weir: ignore[loop-query] two rows at most", 3, false);
	scan("/* weir: ignore[ loop-query ,loop-nested] grid is 4x4 */", 9, true);
	scan("/* why:\n * weir: ignore[loop-file-open] log\n */", 20, true);
	scan("// nothing here, weird: ignore", 30, false);
	scan("/* write `weir: ignore[loop-query] reason` above the line */", 40, true);
	const an_unit *u = finish(&out);

	CHECK_EQ("count", an_unit_count(u, AN_SUPPRESSIONS), 5);
	check_suppression(u, 1, 3, "loop-query", "two rows at most");
	check_suppression(u, 2, 9, "loop-query", "grid is 4x4");
	check_suppression(u, 3, 9, "loop-nested", "grid is 4x4");
	/* the code stands below the comment's last line */
	check_suppression(u, 4, 22, "loop-file-open", "log");
	CHECK_EQ("own line", an_suppression_at(u, 4)->own_line, 1);
	END;
}

TEST(a_suppression_without_rules_names_none)
{
	START;
	scan("# weir: ignore", 3, false);
	scan("# weir: ignore [loop-query]", 4, false);
	scan("# weir: ignore[", 5, false);
	scan("# weir: ignore[]", 6, false);
	scan("", 7, false);
	const an_unit *u = finish(&out);

	CHECK_EQ("suppressions", an_unit_count(u, AN_SUPPRESSIONS), 3);
	check_suppression(u, 1, 3, "", "");
	check_suppression(u, 2, 4, "", "");
	END;
}

TEST(a_dump_names_every_record)
{
	START;
	an_id f = function("app.f");
	struct wr_buf text = WR_BUF_INIT;

	loop(f, 0);
	call(f, 1);
	an_unit_dump(finish(&out), &text);
	CHECK_HAS(text.data, "unit shop.py python");
	CHECK_HAS(text.data, "function 1 app.f key=app.f");
	CHECK_HAS(text.data, "loop 1 for function=1");
	CHECK_HAS(text.data, "op 1 call function=1 loop=1");
	wr_buf_free(&text);
	END;
}
