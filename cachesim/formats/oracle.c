/*
 * oracle.c - libCacheSim's oracleGeneral: 24 bytes per request, little-endian,
 * without padding: u32 time in seconds, u64 key, u32 size, i64 number of the
 * key's next request (-1 or the largest number: none).
 */
#include "cachesim/format_p.h"

enum { RECORD = 24, TIME = 0, KEY = 4, SIZE = 12, NEXT = 16 };

static uint64_t number_at(const char *bytes, unsigned n)
{
	uint64_t v = 0;

	while (n--)
		v = v << 8 | (unsigned char)bytes[n];
	return v;
}

/* Times that do not go back, sizes, and next requests that lie ahead: all of that by chance is no text. */
static bool oracle_recognise(const char *bytes, size_t n)
{
	uint64_t latest = 0;
	bool zero = false;

	for (size_t at = 0; at + RECORD <= n; at += RECORD) {
		uint64_t time = number_at(bytes + at + TIME, 4);
		int64_t next = (int64_t)number_at(bytes + at + NEXT, 8);

		if (time < latest || number_at(bytes + at + SIZE, 4) > INT32_MAX || next < -1 || !next)
			return false;
		latest = time;
		for (unsigned i = 0; i < RECORD; i++)
			zero |= !bytes[at + i];
	}
	return zero;
}

static void *oracle_open(const struct cs_first_line *first, const struct cs_trace_options *options,
			 unsigned *fields, struct wr_err *err)
{
	static char nothing;

	(void)first, (void)options, (void)err;
	*fields = CS_HAS_TIME | CS_HAS_SIZE;
	return &nothing;
}

static enum cs_line oracle_parse(void *state, const char *record, size_t n, struct cs_request *out,
				 struct cs_damage *damage)
{
	(void)state;
	if (n < RECORD) {
		*damage = (struct cs_damage){ 0, "the last record is cut off" };
		return CS_LINE_DAMAGED;
	}
	*out = (struct cs_request){
		.number = number_at(record + KEY, 8),
		.time = (double)number_at(record + TIME, 4),
		.size = (uint32_t)number_at(record + SIZE, 4),
	};
	return CS_LINE_REQUEST;
}

static void oracle_close(void *state)
{
	(void)state;
}

const struct cs_format cs_format_oracle = {
	.name = "oracle",
	.title = "libCacheSim's oracleGeneral (binary)",
	.record = RECORD,
	.recognise = oracle_recognise,
	.open = oracle_open,
	.parse = oracle_parse,
	.close = oracle_close,
};
