/* The check of a unit against damaged bytes. */
#include "tests/unit/unit.h"
#include "analyzer/builder.h"
#include "core/model.h"
#include "core/rng.h"

/* A unit with a record in every table. */
static void build(struct wr_buf *out)
{
	struct an_builder *b = an_builder_new(AN_CPP, "shop.cpp");
	const char *base = "Base";
	struct an_arg arg = { .kind = AN_ARG_SYMBOL, .symbol = 1, .use_count = 1 };
	an_id use = 1;

	an_add_function(b, &(struct an_function){ .key = an_intern(b, "c:@F@f"), .name = an_intern(b, "f"),
						  .first_param = 1, .param_count = 1 });
	an_add_symbol(b, &(struct an_symbol){ .name = an_intern(b, "xs"), .kind = AN_PARAMETER, .function = 1 });
	an_add_symbol(b, &(struct an_symbol){ .name = an_intern(b, "xs.n"), .kind = AN_MEMBER, .base = 1 });
	an_add_loop(b, &(struct an_loop){ .kind = AN_FOR, .function = 1, .iterated = 1 });
	an_add_loop(b, &(struct an_loop){ .kind = AN_WHILE, .function = 1, .parent = 1 });
	an_add_op(b, &(struct an_op){ .kind = AN_OP_CALL, .function = 1, .loop = 2, .arg_count = 1 }, &arg, &use);
	an_add_write(b, &(struct an_write){ .symbol = 1, .function = 1, .kind = AN_WRITE_PASS });
	an_add_alias(b, "a", "b");
	an_add_class(b, "K", "K", &base, 1);
	an_add_suppression(b, 1, "loop-query", "why", true);
	an_add_diagnostic(b, 1, 1, WR_WARNING, "missing.h: not found");
	an_builder_finish(b, out);
	an_builder_free(b);
}

static an_unit *unit;

#define START struct wr_buf out = WR_BUF_INIT; build(&out); unit = (an_unit *)out.data
#define END wr_buf_free(&out)
#define RECORD(type, t, i) ((type *)((char *)unit + unit->table[t].offset) + (i))
/* Sets a field to a value for one check. */
#define DAMAGED(field, value) do { \
	struct wr_err err_; \
	struct wr_buf copy_ = WR_BUF_INIT; \
	wr_buf_add(&copy_, out.data, out.len); \
	(field) = (value); \
	if (!an_unit_check(out.data, out.len, &err_)) \
		fail_msg("%s = %s passed", #field, #value); \
	CHECK_HAS(err_.message, "unit: "); \
	memcpy(out.data, copy_.data, out.len); \
	wr_buf_free(&copy_); \
} while (0)

TEST(a_whole_unit_passes)
{
	START;
	CHECK(!an_unit_check(out.data, out.len, NULL));
	wr_buf_str(&out, "whatever follows");
	CHECK(!an_unit_check(out.data, out.len, NULL));
	END;
}

TEST(a_cut_unit_fails_at_every_length)
{
	START;
	for (size_t n = 0; n < out.len; n++)
		CHECK(an_unit_check(out.data, n, NULL) == -1);
	END;
}

TEST(a_damaged_header_fails)
{
	START;
	DAMAGED(unit->magic[0], 'W');
	DAMAGED(unit->size, unit->size + 4);
	DAMAGED(unit->size, 8);
	DAMAGED(unit->language, 0);
	DAMAGED(unit->language, 4);
	DAMAGED(unit->path, unit->strings_size);
	DAMAGED(unit->module, UINT32_MAX);
	DAMAGED(unit->strings, unit->size);
	DAMAGED(unit->strings_size, 0);
	DAMAGED(unit->strings_size, UINT32_MAX);
	DAMAGED(out.data[unit->strings + unit->strings_size - 1], 'x');
	DAMAGED(out.data[unit->strings], 'x');
	for (enum an_table t = 0; t < AN_TABLE_COUNT; t++) {
		DAMAGED(unit->table[t].offset, 0);
		DAMAGED(unit->table[t].offset, unit->table[t].offset + 1);
		DAMAGED(unit->table[t].count, 0);
		DAMAGED(unit->table[t].count, UINT32_MAX);
	}
	END;
}

TEST(references_out_of_range_fail)
{
	START;
	DAMAGED(RECORD(struct an_symbol, AN_SYMBOLS, 1)->name, unit->strings_size);
	DAMAGED(RECORD(struct an_symbol, AN_SYMBOLS, 1)->function, 2);
	DAMAGED(RECORD(struct an_symbol, AN_SYMBOLS, 1)->kind, 0);
	DAMAGED(RECORD(struct an_symbol, AN_SYMBOLS, 1)->value, 200);
	DAMAGED(RECORD(struct an_function, AN_FUNCTIONS, 1)->param_count, 3);
	DAMAGED(RECORD(struct an_function, AN_FUNCTIONS, 1)->first_param, UINT32_MAX);
	DAMAGED(RECORD(struct an_loop, AN_LOOPS, 2)->iterated, 3);
	DAMAGED(RECORD(struct an_loop, AN_LOOPS, 2)->kind, 9);
	DAMAGED(RECORD(struct an_op, AN_OPS, 1)->loop, 3);
	DAMAGED(RECORD(struct an_op, AN_OPS, 1)->arg_count, 2);
	DAMAGED(RECORD(struct an_op, AN_OPS, 1)->kind, 0);
	DAMAGED(RECORD(struct an_op, AN_OPS, 1)->callee, UINT32_MAX);
	DAMAGED(RECORD(struct an_arg, AN_ARGS, 1)->first_use, 2);
	DAMAGED(RECORD(struct an_arg, AN_ARGS, 1)->kind, 5);
	DAMAGED(*RECORD(an_id, AN_USES, 1), 3);
	DAMAGED(RECORD(struct an_write, AN_WRITES, 1)->kind, 4);
	DAMAGED(RECORD(struct an_alias, AN_ALIASES, 1)->target, UINT32_MAX);
	DAMAGED(RECORD(struct an_class, AN_CLASSES, 1)->base_count, 2);
	DAMAGED(*RECORD(an_str, AN_NAMES, 1), UINT32_MAX);
	DAMAGED(RECORD(struct an_suppression, AN_SUPPRESSIONS, 1)->rule, UINT32_MAX);
	DAMAGED(RECORD(struct an_diagnostic, AN_DIAGNOSTICS, 1)->severity, 3);
	END;
}

/* Walks up from a record must end. */
TEST(owners_that_do_not_stand_before_fail)
{
	START;
	DAMAGED(RECORD(struct an_loop, AN_LOOPS, 1)->parent, 1);
	DAMAGED(RECORD(struct an_loop, AN_LOOPS, 1)->parent, 2);
	DAMAGED(RECORD(struct an_function, AN_FUNCTIONS, 1)->parent, 1);
	DAMAGED(RECORD(struct an_symbol, AN_SYMBOLS, 1)->base, 2);
	END;
}

/* Whatever passes the check can be read: the sanitizers watch the dump. */
TEST(random_damage_never_gets_past_the_check_into_a_crash)
{
	struct wr_rng rng;

	wr_rng_seed(&rng, 7);
	for (int turn = 0; turn < 5000; turn++) {
		START;
		struct wr_buf text = WR_BUF_INIT;

		for (uint64_t n = 1 + wr_rng_below(&rng, 4); n; n--)
			out.data[wr_rng_below(&rng, out.len)] = (char)wr_rng_below(&rng, 256);
		if (!an_unit_check(out.data, out.len, NULL))
			an_unit_dump(unit, &text);
		wr_buf_free(&text);
		END;
	}
}
