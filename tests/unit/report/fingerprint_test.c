#include "tests/unit/unit.h"

#include <stdio.h>
#include "report/fingerprint_p.h"

/* Inputs and hashes from github/codeql-action, src/fingerprints.test.ts. */

static void check_lines(const char *what, const char *text, const char *const *want)
{
	size_t lines;
	uint64_t *hashes = rp_line_hashes(text, strlen(text), &lines);
	char got[40];
	size_t n = 0;

	while (want[n])
		n++;
	CHECK_EQ(what, lines, n);
	for (size_t i = 0; i < n; i++)
		CHECK_STR(rp_line_fingerprint(hashes, i, got), want[i]);
	free(hashes);
}

TEST(an_empty_file_has_one_line)
{
	check_lines("empty", "", (const char *const[]){ "c129715d7a2bc9a3:1", NULL });
}

TEST(spaces_and_tabs_do_not_count)
{
	check_lines("blanks", " a\nb\n  \t\tc\n d", (const char *const[]){
		"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1", NULL });
	check_lines("no line end", " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End", (const char *const[]){
		"8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1", "c6805c5e1288b612:1",
		"b86d3392aea1be30:1", "e6ceba753e1a442:1", NULL });
}

TEST(every_kind_of_line_end_is_the_same)
{
	static const char *const want[] = {
		"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
		"b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1", NULL
	};

	check_lines("LF", " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", want);
	check_lines("CR", " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", want);
	check_lines("CRLF", " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", want);
	check_lines("mixed", " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", want);
}

TEST(equal_lines_are_numbered)
{
	char text[300] = "";

	for (int i = 0; i < 10; i++)
		strcat(text, "Lorem ipsum dolor sit amet.\n");
	check_lines("repeated", text, (const char *const[]){
		"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4",
		"a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1",
		"55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1", NULL });
	check_lines("program", "x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n", (const char *const[]){
		"e54938cc54b302f1:1", "bb609acbe9138d60:1", "1131fd5871777f34:1", "5c482a0f8b35ea28:1",
		"54517377da7028d2:1", "2c644846cb18d53e:1", "f1b89f20de0d133:1", "c129715d7a2bc9a3:1", NULL });
}

/* The hash of a text shorter than the window is sum(unit[i] * 37^(99 - i)) mod 2^64;
 * this says it again, in the other direction, for the units worked out by hand. */
static uint64_t hash_of_units(const uint16_t *units, size_t n)
{
	uint64_t hash = 0, weight = 1;

	for (size_t from_end = 0; from_end < 100; from_end++) {
		size_t i = 99 - from_end;

		hash += weight * (i < n ? units[i] : i == n ? 65535u : 0u);
		weight *= 37;
	}
	return hash;
}

static void check_units(const char *what, const char *text, const uint16_t *units, size_t n)
{
	size_t lines;
	uint64_t *hashes = rp_line_hashes(text, strlen(text), &lines);

	CHECK_EQ(what, hashes[0], hash_of_units(units, n));
	free(hashes);
}

TEST(characters_count_as_utf16)
{
	check_units("A", "A", (const uint16_t[]){ 'A' }, 1);
	check_units("U+20AC", "\xe2\x82\xac", (const uint16_t[]){ 0x20ac }, 1);
	check_units("U+1F600 is a pair", "\xf0\x9f\x98\x80", (const uint16_t[]){ 0xd83d, 0xde00 }, 2);
}

TEST(broken_utf8_becomes_replacement_characters)
{
	check_units("one stray byte", "a\xff" "b", (const uint16_t[]){ 'a', 0xfffd, 'b' }, 3);
	check_units("a truncated sequence is one", "\xe2\x82" "b", (const uint16_t[]){ 0xfffd, 'b' }, 2);
	check_units("a surrogate is three", "\xed\xa0\x80", (const uint16_t[]){ 0xfffd, 0xfffd, 0xfffd }, 3);
	check_units("overlong", "\xc0\xaf", (const uint16_t[]){ 0xfffd, 0xfffd }, 2);
	check_units("four bytes cut after three", "\xf0\x9f\x98", (const uint16_t[]){ 0xfffd }, 1);
}
