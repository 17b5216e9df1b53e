#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/text.h"

/* Bytes, and the length that they decode to (0: not well-formed). */
static const struct { const char *bytes; size_t n, length; unsigned cp; } sequences[] = {
	{ "A", 1, 1, 'A' },
	{ "\x7F", 1, 1, 0x7F },
	{ "\xC2\x80", 2, 2, 0x80 },
	{ "\xDF\xBF", 2, 2, 0x7FF },
	{ "\xE0\xA0\x80", 3, 3, 0x800 },
	{ "\xE2\x82\xAC", 3, 3, 0x20AC },
	{ "\xED\x9F\xBF", 3, 3, 0xD7FF },
	{ "\xEE\x80\x80", 3, 3, 0xE000 },
	{ "\xEF\xBF\xBF", 3, 3, 0xFFFF },
	{ "\xF0\x90\x80\x80", 4, 4, 0x10000 },
	{ "\xF4\x8F\xBF\xBF", 4, 4, 0x10FFFF },
	{ "\x80", 1, 0, 0 },                    /* a tail alone */
	{ "\xC0\xAF", 2, 0, 0 },                /* '/' in two bytes */
	{ "\xC1\xBF", 2, 0, 0 },
	{ "\xE0\x80\xAF", 3, 0, 0 },            /* '/' in three */
	{ "\xE0\x9F\xBF", 3, 0, 0 },
	{ "\xF0\x80\x80\xAF", 4, 0, 0 },        /* '/' in four */
	{ "\xF0\x8F\xBF\xBF", 4, 0, 0 },
	{ "\xED\xA0\x80", 3, 0, 0 },            /* U+D800 */
	{ "\xED\xBF\xBF", 3, 0, 0 },            /* U+DFFF */
	{ "\xF4\x90\x80\x80", 4, 0, 0 },        /* U+110000 */
	{ "\xF5\x80\x80\x80", 4, 0, 0 },
	{ "\xFE", 1, 0, 0 },
	{ "\xFF\xFF\xFF\xFF", 4, 0, 0 },
	{ "\xE2\x82", 2, 0, 0 },                /* cut */
	{ "\xE2\x82(", 3, 0, 0 },
	{ "\xC3(", 2, 0, 0 },
	{ "\xF0\x9F\x98", 3, 0, 0 },
};

TEST(utf8_is_what_unicode_table_3_7_says)
{
	for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
		unsigned cp = 0;
		char what[40];

		snprintf(what, sizeof what, "sequence %zu", i);
		CHECK_EQ(what, wr_utf8_decode(sequences[i].bytes, sequences[i].n, &cp), sequences[i].length);
		CHECK_EQ(what, cp, sequences[i].cp);
		CHECK_EQ(what, wr_utf8_valid(sequences[i].bytes, sequences[i].n), sequences[i].length > 0);
	}
}

static size_t encode(unsigned cp, char *out)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

TEST(every_scalar_value_decodes_to_itself)
{
	for (unsigned cp = 1; cp < 0x110000; cp++) {
		char bytes[4];
		size_t n = encode(cp, bytes);
		unsigned got = 0;

		if (cp >= 0xD800 && cp <= 0xDFFF) {
			CHECK_EQ("surrogate", wr_utf8_decode(bytes, n, &got), 0);
			continue;
		}
		CHECK_EQ("length", wr_utf8_decode(bytes, n, &got), n);
		CHECK_EQ("code point", got, cp);
	}
}

TEST(an_empty_text_is_valid)
{
	CHECK(wr_utf8_valid("", 0));
	CHECK(!wr_utf8_valid("ab\xFF", 3));
}

TEST(width_counts_wide_characters_twice)
{
	CHECK_EQ("ascii", wr_text_width("abc"), 3);
	CHECK_EQ("empty", wr_text_width(""), 0);
	CHECK_EQ("accent", wr_text_width("\xC3\xA9"), 1);
	CHECK_EQ("kanji", wr_text_width("\xE6\x97\xA5\xE6\x9C\xAC"), 4);
	CHECK_EQ("hangul", wr_text_width("\xED\x95\x9C"), 2);
	CHECK_EQ("half-width katakana", wr_text_width("\xEF\xBD\xB1"), 1);
	CHECK_EQ("full-width letter", wr_text_width("\xEF\xBC\xA1"), 2);
	CHECK_EQ("face", wr_text_width("\xF0\x9F\x98\x80"), 2);
	CHECK_EQ("invalid bytes", wr_text_width("a\xFF\xFE"), 3);
	CHECK_EQ("last code point", wr_text_width("\xF4\x8F\xBF\xBF"), 1);
}

TEST(starts_and_ends)
{
	CHECK(wr_starts_with("weir.yaml", "weir"));
	CHECK(wr_starts_with("a", ""));
	CHECK(!wr_starts_with("we", "weir"));
	CHECK(wr_ends_with("trace.csv.gz", ".gz"));
	CHECK(wr_ends_with("a", ""));
	CHECK(!wr_ends_with("gz", ".gz"));
}

static const struct { const char *pattern, *s; bool match; } globs[] = {
	{ "", "", true }, { "", "a", false }, { "a", "", false },
	{ "a.c", "a.c", true }, { "a.c", "abc", false },
	{ "*.c", "a.c", true }, { "*.c", ".c", true }, { "*.c", "src/a.c", false },
	{ "src/*.c", "src/a.c", true }, { "src/*.c", "src/x/a.c", false },
	{ "src/**", "src/x/a.c", true }, { "src/**.c", "src/x/a.c", true }, { "src/**.c", "src/a.h", false },
	{ "**/a.c", "a.c", true }, { "**/a.c", "x/a.c", true }, { "**/a.c", "x/y/a.c", true },
	{ "**/a.c", "xa.c", false }, { "x/**/y", "x/y", true }, { "x/**/y", "x/1/2/y", true },
	{ "x/**/y", "x1/y", false }, { "**/test_*.py", "app/test_a.py", true },
	{ "**/test_*.py", "test_dir/a.py", false }, { "**", "", true }, { "**", "a/b", true }, { "*", "a/b", false },
	{ "?", "a", true }, { "?", "/", false }, { "?", "", false }, { "a?c", "abc", true },
	{ "?", "\xC3\xA9", true }, { "?", "\xFF", true }, { "??", "\xC3\xA9", false },
	{ "*a*b*", "xxaxxbxx", true }, { "*a*b*", "xxbxxaxx", false }, { "a*b", "a/b", false },
	{ "a[b]c", "a[b]c", true }, { "\\*", "\\x", true }, { "***", "a/b", true },
};

TEST(glob)
{
	for (size_t i = 0; i < sizeof globs / sizeof *globs; i++)
		CHECK_EQ(globs[i].pattern, wr_glob_match(globs[i].pattern, globs[i].s), globs[i].match);
}

TEST(glob_takes_no_exponential_time)
{
	char pattern[400] = "", s[2001];

	for (int i = 0; i < 60; i++)
		strcat(pattern, i % 2 ? "**a*" : "a*a");
	strcat(pattern, "b");
	memset(s, 'a', 2000);
	s[2000] = '\0';
	CHECK(!wr_glob_match(pattern, s));
	s[1999] = 'b';
	CHECK(wr_glob_match(pattern, s));
}

/* FNV-1a of the bytes (the offset basis for none), then MurmurHash3's
 * fmix64, both worked with Python's integers. */
TEST(hash_is_the_same_everywhere)
{
	CHECK(wr_hash("", 0, 0) == 0xEFD01F60BA992926ULL);
	CHECK(wr_hash("a", 1, 0) == 0x82A2A958A9BECE5BULL);
	CHECK(wr_hash("foobar", 6, 0) == 0x2C22194922D1672BULL);
	CHECK(wr_hash("foobar", 6, 1) != wr_hash("foobar", 6, 2));
	CHECK(wr_hash("a\0b", 3, 0) != wr_hash("a\0c", 3, 0));
	CHECK(wr_hash_quick("a\0b", 3) != wr_hash_quick("a\0c", 3));
	CHECK(wr_hash_quick("abcdefgh1", 9) != wr_hash_quick("abcdefgh2", 9));
	CHECK(wr_hash_quick("1bcdefghi", 9) != wr_hash_quick("2bcdefghi", 9));
	CHECK(wr_hash_quick("a", 1) != wr_hash_quick("a\0", 2));
	CHECK(wr_hash_quick(&"xabcdefghiy"[1], 9) == wr_hash_quick("abcdefghi", 9));
}

TEST(a_list_holds_whole_words_only)
{
	static const char *const words[] = { "append", "add", NULL }, *const none[] = { NULL };

	assert_true(wr_is_one_of("append", words));
	assert_true(wr_is_one_of("add", words));
	assert_false(wr_is_one_of("ad", words));
	assert_false(wr_is_one_of("adder", words));
	assert_false(wr_is_one_of("", words));
	assert_false(wr_is_one_of("add", none));
}
