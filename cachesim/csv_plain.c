/*
 * csv_plain.c - lines of a CSV as most are: bare fields, times and sizes in
 * digits, keys without control characters.  Others are left to formats/csv.c.
 */
#include <string.h>
#include "cachesim/csv_p.h"

enum { MOST_DIGITS = 18, TIME_DIGITS = 15 };

/*
 * The digits at s, eight at a time (little-endian; "Faster integer parsing", J. Villa 2020).  Returns what
 * follows; NULL if there are none or more than `most`.  Up to 8 bytes behind the digits are looked at.
 */
static const char *take_digits(const char *s, unsigned most, uint64_t *v)
{
	static const uint64_t power[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000 };
	unsigned taken = 0, n;

	*v = 0;
	do {
		uint64_t x, other;

		memcpy(&x, s, sizeof x);
		x ^= 0x3030303030303030u;
		other = (x | (x + 0x0606060606060606u)) & 0xf0f0f0f0f0f0f0f0u;
		n = other ? (unsigned)__builtin_ctzll(other) / 8 : 8;
		if (!n)
			break;
		x <<= 64 - 8 * n;
		x = x * 10 + (x >> 8);
		x = ((x & 0x000000ff000000ffu) * 0x000f424000000064u +
		     (x >> 16 & 0x000000ff000000ffu) * 0x0000271000000001u) >> 32;
		*v = *v * power[n] + x;
		s += n;
		taken += n;
	} while (n == 8 && taken <= most);
	return taken && taken <= most ? s : NULL;
}

static const char *take_time(const struct cs_csv *c, const char *s, struct cs_request *out)
{
	uint64_t time;

	s = take_digits(s, TIME_DIGITS, &time);
	out->time = (double)time * c->time_unit;
	return s;
}

static const char *take_ttl(const struct cs_csv *c, const char *s, struct cs_request *out)
{
	uint64_t ttl;

	s = take_digits(s, TIME_DIGITS, &ttl);
	out->ttl = (float)((double)ttl * c->ttl_unit);
	return s;
}

static const char *take_size(const char *s, struct cs_request *out)
{
	uint64_t size;

	s = take_digits(s, MOST_DIGITS, &size);
	out->size = (uint32_t)size;
	return size <= UINT32_MAX ? s : NULL;
}

static bool ends_field(const struct cs_csv *c, char byte)
{
	return byte == c->delimiter || byte == '\n' || byte == '\r';
}

/* A number that does not begin with 0 is its own identity. */
static const char *take_key(const struct cs_csv *c, const char *s, struct cs_request *out)
{
	const char *from = s;

	out->key = NULL;
	s = *s == '0' ? NULL : take_digits(s, MOST_DIGITS, &out->number);
	if (s && ends_field(c, *s))
		return s;
	for (s = from; *s != c->delimiter && (unsigned char)*s >= ' '; s++)
		;
	out->key = from;
	out->key_length = (size_t)(s - from);
	return s > from && *from != '"' ? s : NULL;
}

static const char *take_operation(const char *s, struct cs_request *out)
{
	const char *from = s;

	while ((unsigned char)((*s | 0x20) - 'a') < 26)
		s++;
	return cs_csv_operation(from, (size_t)(s - from), &out->operation) ? s : NULL;
}

/* What follows the field at s and its delimiter; NULL if it is quoted or the last. */
static const char *pass_field(const struct cs_csv *c, const char *s)
{
	if (*s == '"')
		return NULL;
	while (!ends_field(c, *s))
		s++;
	return *s == c->delimiter ? s + 1 : NULL;
}

static const char *take_field(const struct cs_csv *c, enum cs_csv_role role, const char *s, struct cs_request *out)
{
	switch (role) {
	case CS_TIME: return take_time(c, s, out);
	case CS_KEY: return take_key(c, s, out);
	case CS_SIZE: return take_size(s, out);
	case CS_TTL: return take_ttl(c, s, out);
	default: return take_operation(s, out);
	}
}

const char *cs_csv_take(void *state, const char *line, struct cs_request *out)
{
	const struct cs_csv *c = state;
	const char *s = line;
	int column = 0;

	if (c->skip)
		return NULL;
	out->operation = CS_READ;
	for (size_t i = 0; i < c->places; i++, column++) {
		for (; s && column < c->place[i].column; column++)
			s = pass_field(c, s);
		s = s ? take_field(c, c->place[i].role, s, out) : NULL;
		if (!s || !ends_field(c, *s) || (*s != c->delimiter && i + 1 < c->places))
			return NULL;
		s += i + 1 < c->places;
	}
	if (*s == '\r' && s[1] != '\n')
		return NULL;
	while (*s != '\n')
		s++;
	return s + 1;
}
