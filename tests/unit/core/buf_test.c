#include "tests/unit/unit.h"

#include "core/buf.h"

TEST(data_is_terminated_after_every_addition)
{
	struct wr_buf b = WR_BUF_INIT;

	wr_buf_add(&b, NULL, 0);
	CHECK_STR(b.data, "");
	wr_buf_str(&b, "ab");
	wr_buf_char(&b, 'c');
	CHECK_STR(b.data, "abc");
	wr_buf_add(&b, "\0d", 2);
	CHECK_EQ("length", b.len, 5);
	CHECK_EQ("last", b.data[4], 'd');
	CHECK_EQ("end", b.data[5], '\0');
	wr_buf_free(&b);
	CHECK(!b.data && !b.len && !b.cap);
}

TEST(clear_keeps_the_memory)
{
	struct wr_buf b = WR_BUF_INIT;
	const char *data;

	wr_buf_clear(&b);
	wr_buf_str(&b, "0123456789");
	data = b.data;
	wr_buf_clear(&b);
	CHECK_EQ("length", b.len, 0);
	CHECK_STR(b.data, "");
	wr_buf_str(&b, "x");
	CHECK(b.data == data);
	wr_buf_free(&b);
}

TEST(printf_of_every_length_around_the_first_guess)
{
	struct wr_buf b = WR_BUF_INIT;

	for (int n = 0; n < 600; n++) {
		wr_buf_clear(&b);
		wr_buf_printf(&b, "<%*s>", n, "");
		CHECK_EQ("length", b.len, n + 2);
		CHECK_EQ("terminated", strlen(b.data), n + 2);
		CHECK_EQ("last", b.data[n + 1], '>');
		if (n % 7 == 0)
			wr_buf_free(&b);
	}
	wr_buf_free(&b);
}

TEST(detach_hands_over_also_when_empty)
{
	struct wr_buf b = WR_BUF_INIT;
	size_t n;
	char *s = wr_buf_detach(&b, &n);

	CHECK_STR(s, "");
	CHECK_EQ("length", n, 0);
	free(s);
	wr_buf_str(&b, "abc");
	s = wr_buf_detach(&b, NULL);
	CHECK_STR(s, "abc");
	CHECK(!b.data && !b.len);
	free(s);
}

TEST(a_million_characters)
{
	struct wr_buf b = WR_BUF_INIT;

	for (int i = 0; i < 1000000; i++)
		wr_buf_char(&b, (char)('a' + i % 26));
	CHECK_EQ("length", b.len, 1000000);
	CHECK_EQ("last", b.data[999999], 'a' + 999999 % 26);
	wr_buf_free(&b);
}
