#include "report/fingerprint_p.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

#include "core/alloc.h"
#include "core/text.h"

#define WINDOW 100
#define BASE 37
#define END_OF_FILE 65535

struct roller {
	uint16_t window[WINDOW];
	size_t line[WINDOW];            /* 1 + index of the line that starts at this place; 0 = none */
	unsigned at;
	uint64_t hash, first_weight;
	bool line_start, after_cr;
	uint64_t *hashes;
	size_t count, cap;
};

static void finish_line(struct roller *r)
{
	if (!r->line[r->at])
		return;
	r->hashes[r->line[r->at] - 1] = r->hash;
	r->line[r->at] = 0;
}

static void roll(struct roller *r, uint16_t unit)
{
	uint64_t leaving = r->window[r->at];

	r->window[r->at] = unit;
	r->hash = BASE * r->hash + unit - r->first_weight * leaving;
	r->at = (r->at + 1) % WINDOW;
}

static void add_unit(struct roller *r, uint16_t unit)
{
	bool second_half = r->after_cr && unit == '\n';

	r->after_cr = false;
	if (unit == ' ' || unit == '\t' || second_half)
		return;
	if (unit == '\r') {
		unit = '\n';
		r->after_cr = true;
	}
	finish_line(r);
	if (r->line_start) {
		*WR_PUSH(r->hashes, r->count, r->cap) = 0;
		r->line[r->at] = r->count;
	}
	r->line_start = unit == '\n';
	roll(r, unit);
}

/* Length of what a decoder replaces by one U+FFFD: the longest beginning of a
 * well-formed sequence, at least one byte (Unicode 15, section 3.9). */
static size_t broken_length(const unsigned char *s, size_t n)
{
	unsigned low = 0x80, high = 0xbf;
	size_t length = 1, want;

	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 1;
	want = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	if (s[0] == 0xe0)
		low = 0xa0;
	else if (s[0] == 0xed)
		high = 0x9f;
	else if (s[0] == 0xf0)
		low = 0x90;
	else if (s[0] == 0xf4)
		high = 0x8f;
	while (length < want && length < n && s[length] >= low && s[length] <= high) {
		length++;
		low = 0x80;
		high = 0xbf;
	}
	return length;
}

static size_t add_code_point(struct roller *r, const char *s, size_t n)
{
	unsigned code_point;
	size_t length = wr_utf8_decode(s, n, &code_point);

	if (!length) {
		add_unit(r, 0xfffd);
		return broken_length((const unsigned char *)s, n);
	}
	if (code_point < 0x10000) {
		add_unit(r, (uint16_t)code_point);
	} else {
		add_unit(r, (uint16_t)(0xd800 + ((code_point - 0x10000) >> 10)));
		add_unit(r, (uint16_t)(0xdc00 + ((code_point - 0x10000) & 0x3ff)));
	}
	return length;
}

uint64_t *rp_line_hashes(const char *text, size_t n, size_t *lines)
{
	struct roller r = { .first_weight = 1, .line_start = true };

	for (int i = 0; i < WINDOW; i++)
		r.first_weight *= BASE;
	for (size_t i = 0; i < n;)
		i += add_code_point(&r, text + i, n - i);
	add_unit(&r, END_OF_FILE);
	for (int i = 0; i < WINDOW; i++) {
		finish_line(&r);
		roll(&r, 0);
	}
	*lines = r.count;
	return r.hashes;
}

char *rp_line_fingerprint(const uint64_t *hashes, size_t line, char buf[40])
{
	size_t occurrence = 1;

	for (size_t i = 0; i < line; i++)
		occurrence += hashes[i] == hashes[line];
	snprintf(buf, 40, "%" PRIx64 ":%zu", hashes[line], occurrence);
	return buf;
}
