/*
 * twitter.c - Twitter's cache traces (github.com/twitter/cache-trace):
 * timestamp,key,key_size,value_size,client,operation,TTL without a header.
 * An object takes the bytes of its key and its value.
 */
#include "cachesim/csv_p.h"

enum { TIME, KEY, KEY_SIZE, VALUE_SIZE, CLIENT, OPERATION, TTL, COLUMNS };

static bool split(const char *line, size_t n, struct cs_csv_field *field, struct cs_damage *damage)
{
	const char *at = line;
	unsigned column = 0;

	for (; at && column < COLUMNS; column++)
		if (!cs_csv_next(',', line, &at, line + n, &field[column], damage))
			return false;
	if (column == COLUMNS && !at)
		return true;
	*damage = (struct cs_damage){ n, "the line has not seven columns" };
	return false;
}

static const char *interpret(const struct cs_csv_field *f, struct cs_request *out, unsigned *wrong)
{
	uint32_t key_size;
	double ttl;
	const char *why;

	*wrong = TIME;
	if (!cs_csv_number(f[TIME].text, f[TIME].n, &out->time) || out->time < 0)
		return "the time is not a number, 0 or more";
	*wrong = KEY;
	if (!f[KEY].n)
		return "the key is empty";
	*wrong = KEY_SIZE;
	why = cs_csv_size(f[KEY_SIZE].text, f[KEY_SIZE].n, &key_size);
	if (why)
		return why;
	*wrong = VALUE_SIZE;
	why = cs_csv_size(f[VALUE_SIZE].text, f[VALUE_SIZE].n, &out->size);
	if (why || out->size > UINT32_MAX - key_size)
		return why ? why : "key and value are larger than 4294967295 bytes";
	out->size += key_size;
	*wrong = OPERATION;
	if (!cs_csv_operation(f[OPERATION].text, f[OPERATION].n, &out->operation))
		return "the operation is none of get, gets, set, add, replace, cas, append, prepend, delete, incr, decr";
	*wrong = TTL;
	if (!cs_csv_number(f[TTL].text, f[TTL].n, &ttl) || ttl < 0)
		return "the TTL is not a number of seconds, 0 or more";
	out->ttl = (float)ttl;
	out->key = f[KEY].text;
	out->key_length = f[KEY].n;
	return NULL;
}

static enum cs_line twitter_parse(void *state, const char *line, size_t n, struct cs_request *out,
				  struct cs_damage *damage)
{
	struct cs_csv_field field[COLUMNS];
	unsigned wrong;

	(void)state;
	*out = (struct cs_request){ 0 };
	if (!split(line, n, field, damage))
		return CS_LINE_DAMAGED;
	damage->why = interpret(field, out, &wrong);
	damage->offset = field[wrong].offset;
	return damage->why ? CS_LINE_DAMAGED : CS_LINE_REQUEST;
}

/* A line that can be read as a whole, with a TTL at the end. */
static bool twitter_recognise(const char *line, size_t n)
{
	struct cs_csv_field field[COLUMNS];
	struct cs_request ignored = { 0 };
	struct cs_damage damage;
	unsigned wrong;

	return split(line, n, field, &damage) && !interpret(field, &ignored, &wrong);
}

static void *twitter_open(const struct cs_first_line *first, const struct cs_trace_options *options,
			  unsigned *fields, struct wr_err *err)
{
	static char nothing;

	(void)first, (void)options, (void)err;
	*fields = CS_HAS_TIME | CS_HAS_SIZE | CS_HAS_OPERATION | CS_HAS_TTL;
	return &nothing;
}

static void twitter_close(void *state)
{
	(void)state;
}

const struct cs_format cs_format_twitter = {
	.name = "twitter",
	.title = "Twitter's cache-trace CSV",
	.recognise = twitter_recognise,
	.open = twitter_open,
	.parse = twitter_parse,
	.close = twitter_close,
};
