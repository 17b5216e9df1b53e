#include "tests/unit/unit.h"

#include "core/err.h"
#include "core/text.h"

TEST(fail_fills_and_returns_minus_one)
{
	struct wr_err err;

	CHECK_EQ("return", wr_fail(&err, WR_EIO, "%s: %s", "a.txt", "no such file"), -1);
	CHECK_EQ("code", err.code, WR_EIO);
	CHECK_STR(err.message, "a.txt: no such file");
}

TEST(a_null_error_is_accepted)
{
	CHECK_EQ("fail", wr_fail(NULL, WR_EIO, "x"), -1);
	CHECK_EQ("fail_at", wr_fail_at(NULL, WR_EIO, "f", 1, 2, "x"), -1);
}

TEST(place_is_written_as_far_as_it_is_known)
{
	struct wr_err err;

	wr_fail_at(&err, WR_EUSAGE, "weir.yaml", 3, 7, "unknown key '%s'", "benchs");
	CHECK_STR(err.message, "weir.yaml:3:7: unknown key 'benchs'");
	wr_fail_at(&err, WR_EUSAGE, "weir.yaml", 3, 0, "x");
	CHECK_STR(err.message, "weir.yaml:3: x");
	wr_fail_at(&err, WR_EUSAGE, "weir.yaml", 0, 7, "x");
	CHECK_STR(err.message, "weir.yaml: x");
}

TEST(a_long_message_is_cut_between_characters)
{
	struct wr_err err;
	char text[1024], place[2048];

	/* 511 bytes fit: 255 letters of two bytes and one byte of the next. */
	for (size_t i = 0; i + 1 < sizeof text; i += 2)
		memcpy(text + i, "\xC3\xA9", 2);
	text[sizeof text - 2] = '\0';
	wr_fail(&err, WR_EINPUT, "%s", text);
	CHECK_EQ("length", strlen(err.message), 510);
	CHECK(wr_utf8_valid(err.message, strlen(err.message)));

	memset(place, 'p', sizeof place - 1);
	place[sizeof place - 1] = '\0';
	wr_fail_at(&err, WR_EINPUT, place, 1, 1, "x");
	CHECK_EQ("length of a long place", strlen(err.message), sizeof err.message - 1);
}

TEST(a_cut_leaves_whole_characters_and_invalid_text_alone)
{
	struct wr_err err;

	wr_fail(&err, WR_EINPUT, "%s", "ends well \xE2\x82\xAC");
	CHECK_STR(err.message, "ends well \xE2\x82\xAC");
	wr_fail(&err, WR_EINPUT, "%s", "half \xE2\x82");
	CHECK_STR(err.message, "half ");
}

TEST(newlines_at_the_end_are_taken_off)
{
	struct wr_err err;

	wr_fail(&err, WR_EINPUT, "sh: not found\r\n\n");
	CHECK_STR(err.message, "sh: not found");
	wr_fail(&err, WR_EINPUT, "\n");
	CHECK_STR(err.message, "");
}

TEST(the_old_message_may_be_an_argument)
{
	struct wr_err err;

	wr_fail(&err, WR_EINPUT, "inner");
	wr_fail(&err, WR_EIO, "outer: %s", err.message);
	CHECK_STR(err.message, "outer: inner");
}

TEST(exit_codes_are_the_contract)
{
	CHECK_EQ("ok", wr_exit_code(WR_OK), 0);
	CHECK_EQ("usage", wr_exit_code(WR_EUSAGE), 2);
	CHECK_EQ("input", wr_exit_code(WR_EINPUT), 3);
	CHECK_EQ("io", wr_exit_code(WR_EIO), 3);
	CHECK_EQ("measure", wr_exit_code(WR_EMEASURE), 3);
	CHECK_EQ("limit", wr_exit_code(WR_ELIMIT), 3);
	CHECK_EQ("interrupt", wr_exit_code(WR_EINTERRUPT), 130);
}
