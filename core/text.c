/* text.c - UTF-8, widths, patterns, hashes.  The escapers are in escape.c. */
#include "core/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"

static bool is_tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* The range of the second byte (Unicode 15, table 3-7) rules out overlong
 * forms, surrogates and what is beyond U+10FFFF. */
static bool second_fits(unsigned char first, unsigned char second)
{
	switch (first) {
	case 0xE0:
		return second >= 0xA0 && second <= 0xBF;
	case 0xED:
		return second >= 0x80 && second <= 0x9F;
	case 0xF0:
		return second >= 0x90 && second <= 0xBF;
	case 0xF4:
		return second >= 0x80 && second <= 0x8F;
	}
	return is_tail(second);
}

size_t wr_utf8_decode(const char *s, size_t n, unsigned *code_point)
{
	const unsigned char *b = (const unsigned char *)s;
	size_t length = b[0] < 0x80 ? 1 : b[0] < 0xC2 ? 0 : b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : b[0] < 0xF5 ? 4 : 0;
	unsigned cp;

	if (length == 1) {
		*code_point = b[0];
		return 1;
	}
	if (length == 0 || n < length || !second_fits(b[0], b[1]))
		return 0;
	cp = b[0] & (0x7FU >> length);
	for (size_t i = 1; i < length; i++) {
		if (!is_tail(b[i]))
			return 0;
		cp = cp << 6 | (b[i] & 0x3F);
	}
	*code_point = cp;
	return length;
}

bool wr_utf8_valid(const char *s, size_t n)
{
	unsigned cp;
	size_t length;

	for (size_t i = 0; i < n; i += length) {
		length = wr_utf8_decode(s + i, n - i, &cp);
		if (!length)
			return false;
	}
	return true;
}

/* East Asian Wide and Fullwidth (Unicode 15, EastAsianWidth.txt), joined where
 * only unassigned code points lie between. */
static const struct { unsigned first, last; } wide[] = {
	{ 0x1100, 0x115F }, { 0x231A, 0x231B }, { 0x2329, 0x232A }, { 0x23E9, 0x23EC },
	{ 0x23F0, 0x23F0 }, { 0x23F3, 0x23F3 }, { 0x25FD, 0x25FE }, { 0x2614, 0x2615 },
	{ 0x2648, 0x2653 }, { 0x267F, 0x267F }, { 0x2693, 0x2693 }, { 0x26A1, 0x26A1 },
	{ 0x26AA, 0x26AB }, { 0x26BD, 0x26BE }, { 0x26C4, 0x26C5 }, { 0x26CE, 0x26CE },
	{ 0x26D4, 0x26D4 }, { 0x26EA, 0x26EA }, { 0x26F2, 0x26F3 }, { 0x26F5, 0x26F5 },
	{ 0x26FA, 0x26FA }, { 0x26FD, 0x26FD }, { 0x2705, 0x2705 }, { 0x270A, 0x270B },
	{ 0x2728, 0x2728 }, { 0x274C, 0x274C }, { 0x274E, 0x274E }, { 0x2753, 0x2755 },
	{ 0x2757, 0x2757 }, { 0x2795, 0x2797 }, { 0x27B0, 0x27B0 }, { 0x27BF, 0x27BF },
	{ 0x2B1B, 0x2B1C }, { 0x2B50, 0x2B50 }, { 0x2B55, 0x2B55 }, { 0x2E80, 0x303E },
	{ 0x3041, 0x3247 }, { 0x3250, 0x4DBF }, { 0x4E00, 0xA4CF }, { 0xA960, 0xA97F },
	{ 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE10, 0xFE19 }, { 0xFE30, 0xFE6B },
	{ 0xFF01, 0xFF60 }, { 0xFFE0, 0xFFE6 }, { 0x16FE0, 0x18CFF }, { 0x18D00, 0x18D7F },
	{ 0x1AFF0, 0x1B2FF }, { 0x1F004, 0x1F004 }, { 0x1F0CF, 0x1F0CF }, { 0x1F18E, 0x1F18E },
	{ 0x1F191, 0x1F19A }, { 0x1F200, 0x1F320 }, { 0x1F32D, 0x1F335 }, { 0x1F337, 0x1F37C },
	{ 0x1F37E, 0x1F393 }, { 0x1F3A0, 0x1F3CA }, { 0x1F3CF, 0x1F3D3 }, { 0x1F3E0, 0x1F3F0 },
	{ 0x1F3F4, 0x1F3F4 }, { 0x1F3F8, 0x1F43E }, { 0x1F440, 0x1F440 }, { 0x1F442, 0x1F4FC },
	{ 0x1F4FF, 0x1F53D }, { 0x1F54B, 0x1F54E }, { 0x1F550, 0x1F567 }, { 0x1F57A, 0x1F57A },
	{ 0x1F595, 0x1F596 }, { 0x1F5A4, 0x1F5A4 }, { 0x1F5FB, 0x1F64F }, { 0x1F680, 0x1F6C5 },
	{ 0x1F6CC, 0x1F6CC }, { 0x1F6D0, 0x1F6D2 }, { 0x1F6D5, 0x1F6DF }, { 0x1F6EB, 0x1F6EC },
	{ 0x1F6F4, 0x1F6FC }, { 0x1F7E0, 0x1F7F0 }, { 0x1F90C, 0x1F93A }, { 0x1F93C, 0x1F945 },
	{ 0x1F947, 0x1F9FF }, { 0x1FA70, 0x1FAFF }, { 0x20000, 0x2FFFD }, { 0x30000, 0x3FFFD },
};

static bool is_wide(unsigned cp)
{
	size_t low = 0, high = sizeof wide / sizeof *wide;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (cp > wide[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof wide / sizeof *wide && cp >= wide[low].first;
}

size_t wr_text_width(const char *s)
{
	size_t width = 0, n = strlen(s);
	unsigned cp;

	while (n) {
		size_t length = wr_utf8_decode(s, n, &cp);

		width += length && is_wide(cp) ? 2 : 1;
		length += !length;
		s += length;
		n -= length;
	}
	return width;
}

bool wr_is_one_of(const char *s, const char *const *list)
{
	/* The first letter tells most of them apart, without a call. */
	for (; *list; list++) {
		if (**list == *s && !strcmp(s, *list))
			return true;
	}
	return false;
}

enum token { LITERAL, ANY_ONE, ANY_NAME, ANY_RUN, ANY_FOLDERS };

static enum token token_at(const char *p, size_t *length)
{
	*length = 1;
	if (*p == '?')
		return ANY_ONE;
	if (*p != '*')
		return LITERAL;
	if (p[1] != '*')
		return ANY_NAME;
	*length = p[2] == '/' ? 3 : 2;
	return p[2] == '/' ? ANY_FOLDERS : ANY_RUN;
}

/*
 * One step of the match from the pattern's end to its start: rest[j] says
 * whether what follows the token matches s[j..n); fills here[j] likewise for
 * the token and what follows it.
 */
static void match_token(enum token t, char c, const char *s, size_t n, const char *rest, char *here)
{
	char folder_follows = 0;        /* rest matches after some '/' at or beyond j */
	unsigned cp;

	for (size_t j = n + 1; j-- > 0;) {
		char more = j < n && here[j + 1];
		size_t length = j < n ? wr_utf8_decode(s + j, n - j, &cp) : 0;

		if (j < n && s[j] == '/' && rest[j + 1])
			folder_follows = 1;
		switch (t) {
		case LITERAL:
			here[j] = j < n && s[j] == c && rest[j + 1];
			break;
		case ANY_ONE:
			here[j] = j < n && s[j] != '/' && rest[j + length + !length];
			break;
		case ANY_NAME:
			here[j] = rest[j] || (more && s[j] != '/');
			break;
		case ANY_RUN:
			here[j] = rest[j] || more;
			break;
		case ANY_FOLDERS:
			here[j] = rest[j] || folder_follows;
			break;
		}
	}
}

bool wr_glob_match(const char *pattern, const char *s)
{
	size_t n = strlen(s), m = strlen(pattern), tokens = 0, length;
	size_t *start = wr_malloc((m + 1) * sizeof *start);
	char *rest = wr_calloc(n + 1, 1), *here = wr_calloc(n + 1, 1);
	bool matched;

	for (size_t i = 0; i < m; i += length) {
		start[tokens++] = i;
		token_at(pattern + i, &length);
	}
	rest[n] = 1;
	while (tokens-- > 0) {
		const char *p = pattern + start[tokens];
		char *swap = rest;

		match_token(token_at(p, &length), *p, s, n, rest, here);
		rest = here;
		here = swap;
	}
	matched = rest[0];
	free(start);
	free(rest);
	free(here);
	return matched;
}

unsigned long long wr_hash(const void *bytes, size_t n, unsigned long long seed)
{
	const unsigned char *b = bytes;
	uint64_t h = 0xCBF29CE484222325ULL ^ seed;

	for (size_t i = 0; i < n; i++)
		h = (h ^ b[i]) * 0x100000001B3ULL;
	/* FNV's high bits are weak for short keys: mix them (MurmurHash3's finaliser). */
	h = (h ^ h >> 33) * 0xFF51AFD7ED558CCDULL;
	h = (h ^ h >> 33) * 0xC4CEB9FE1A85EC53ULL;
	return h ^ h >> 33;
}

/* Eight bytes at a time, the last eight once more where n is no multiple of eight. */
unsigned long long wr_hash_quick(const void *bytes, size_t n)
{
	const uint64_t odd = 0x9E3779B97F4A7C15ULL;
	const unsigned char *b = bytes;
	uint64_t h = n * odd, word = 0;

	for (size_t i = 0; i + 8 <= n; i += 8) {
		memcpy(&word, b + i, 8);
		h = (h ^ word) * odd;
		h ^= h >> 32;
	}
	if (n >= 8)
		memcpy(&word, b + n - 8, 8);
	else
		memcpy(&word, b, n);
	h = (h ^ word) * odd;
	return h ^ h >> 29;
}
