/*
 * redis.c - what Redis and Valkey say to MONITOR, one command per line:
 * 1339518083.107412 [0 127.0.0.1:60866] "get" "user:7"
 *
 * A command with several keys is a request for each.  Answers are not shown, so
 * sizes are those of keys and of values that SET and its like write as a whole;
 * so are times to live, which EXPIRE gives to what was written just before.
 * Keys of different databases are different keys.
 * What a script does is shown as well, as the client "lua"; it counts.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "core/alloc.h"
#include "core/buf.h"
#include "cachesim/csv_p.h"
#include "cachesim/quoted_p.h"

static const struct command {
	const char *name;
	enum cs_operation operation;
	int first, last, step;
} commands[] = {
#define COMMAND(name, operation, first, last, step) { #name, CS_##operation, first, last, step },
#include "cachesim/redis_commands.def"
#undef COMMAND
};

/* What stands behind the key of some commands. */
enum behind { NOTHING_KNOWN, VALUE, VALUE_AND_OPTIONS, LIFE_AND_VALUE, LIFE };

static const struct { const char *name; enum behind behind; double unit; } tails[] = {
	{ "set", VALUE_AND_OPTIONS, 1 }, { "setnx", VALUE, 1 }, { "getset", VALUE, 1 }, { "mset", VALUE, 1 },
	{ "msetnx", VALUE, 1 }, { "setex", LIFE_AND_VALUE, 1 }, { "psetex", LIFE_AND_VALUE, 1e-3 },
	{ "expire", LIFE, 1 }, { "pexpire", LIFE, 1e-3 },
};

enum { SLOTS = 512 };                   /* more than twice the commands */

struct redis {
	uint8_t slot[SLOTS];            /* 1 + number of the command, by its hash; 0 = empty */
	struct wr_buf argument, skipped;
	enum behind behind;             /* the command's keys */
	double unit;                    /* of the life there, seconds */
	const char *at, *end;           /* what is left of the line while it has more keys; else NULL */
	const struct command *command;
	int next;                       /* number of the argument at `at` */
	double time;
	const char *database;
	size_t database_length;
};

static unsigned hash_of(const char *name, size_t n)
{
	unsigned h = 0;

	for (size_t i = 0; i < n; i++)
		h = h * 31 + (unsigned char)(name[i] | 0x20);
	return (h ^ h >> 9) % SLOTS;
}

static void fill_slots(struct redis *r)
{
	for (unsigned i = 0; i < sizeof commands / sizeof *commands; i++) {
		unsigned h = hash_of(commands[i].name, strlen(commands[i].name));

		while (r->slot[h])
			h = (h + 1) % SLOTS;
		r->slot[h] = (uint8_t)(i + 1);
	}
}

static const struct command *find_command(const struct redis *r, const char *name, size_t n)
{
	for (unsigned h = hash_of(name, n); r->slot[h]; h = (h + 1) % SLOTS) {
		const struct command *c = &commands[r->slot[h] - 1];

		if (cs_csv_same(c->name, name, n))
			return c;
	}
	return NULL;
}

static bool fail(struct cs_damage *damage, size_t offset, const char *why)
{
	*damage = (struct cs_damage){ offset, why };
	return false;
}

/* Reads time and [database client]; at the command afterwards. */
static bool read_head(struct redis *r, const char *line, size_t n, struct cs_damage *damage)
{
	const char *end = line + n, *blank = memchr(line, ' ', n), *close;

	if (!blank || !cs_csv_number(line, (size_t)(blank - line), &r->time) || r->time < 0)
		return fail(damage, 0, "the line does not begin with a time in seconds");
	if (end - blank < 3 || blank[1] != '[')
		return fail(damage, (size_t)(blank - line), "no [database client] follows the time");
	r->database = blank + 2;
	close = memchr(r->database, ' ', (size_t)(end - r->database));
	r->database_length = close ? (size_t)(close - r->database) : 0;
	/* The client may hold a ']', as in the path of a socket. */
	while (close && !(end - close > 2 && close[0] == ']' && close[1] == ' ' && close[2] == '"'))
		close = close < end ? memchr(close + 1, ']', (size_t)(end - close - 1)) : NULL;
	if (!close)
		return fail(damage, (size_t)(blank + 1 - line), "no command follows [database client]");
	r->at = close + 2;
	r->end = end;
	return true;
}

/* Appends the argument at `at` to out and moves on behind it. */
static bool take_argument(struct redis *r, struct wr_buf *out)
{
	if (r->at >= r->end || *r->at != '"')
		return false;
	r->at = cs_unquote(r->at, r->end, out);
	if (!r->at)
		return false;
	if (r->at < r->end && *r->at == ' ')
		r->at++;
	return true;
}

static bool has_key(const struct redis *r)
{
	const struct command *c = r->command;

	return r->at < r->end && (c->last < 0 || r->next <= c->last);
}

/* The next argument into `skipped`. */
static bool take_next(struct redis *r)
{
	wr_buf_clear(&r->skipped);
	r->next++;
	return take_argument(r, &r->skipped);
}

static bool take_value(struct redis *r, struct cs_request *out)
{
	if (!take_next(r))
		return false;
	if (out->key_length + r->skipped.len <= UINT32_MAX)
		out->size = (uint32_t)(out->key_length + r->skipped.len);
	return true;
}

static bool take_life(struct redis *r, double unit, struct cs_request *out)
{
	double life;

	if (!take_next(r))
		return false;
	if (r->skipped.len && cs_csv_number(r->skipped.data, r->skipped.len, &life) && life > 0)
		out->ttl = (float)(life * unit);
	return true;
}

/* EX seconds, PX milliseconds, and what changes neither size nor life. */
static bool take_options(struct redis *r, struct cs_request *out)
{
	while (r->at < r->end) {
		if (!take_next(r))
			return false;
		if (r->skipped.len == 2 && !strncasecmp(r->skipped.data, "ex", 2)) {
			if (r->at < r->end && !take_life(r, 1, out))
				return false;
		} else if (r->skipped.len == 2 && !strncasecmp(r->skipped.data, "px", 2)) {
			if (r->at < r->end && !take_life(r, 1e-3, out))
				return false;
		}
	}
	return true;
}

/* What stands between this key and the next; commands that are cut short tell nothing. */
static bool take_tail(struct redis *r, struct cs_request *out)
{
	if (r->behind == NOTHING_KNOWN || r->at >= r->end)
		return true;
	switch (r->behind) {
	case LIFE:
		out->lives_on = true;
		return take_life(r, r->unit, out);
	case LIFE_AND_VALUE:
		return take_life(r, r->unit, out) && (r->at >= r->end || take_value(r, out));
	case VALUE_AND_OPTIONS:
		return take_value(r, out) && take_options(r, out);
	default:
		return take_value(r, out);
	}
}

static void find_tail(struct redis *r)
{
	r->behind = NOTHING_KNOWN;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		if (strcasecmp(r->command->name, tails[i].name))
			continue;
		r->behind = tails[i].behind;
		r->unit = tails[i].unit;
	}
}

static bool read_key(struct redis *r, struct cs_request *out)
{
	wr_buf_clear(&r->argument);
	if (!take_argument(r, &r->argument))
		return false;
	r->next++;
	*out = (struct cs_request){ .time = r->time, .operation = r->command->operation };
	out->key_length = r->argument.len;
	if (!take_tail(r, out))
		return false;
	if (r->database_length != 1 || *r->database != '0') {
		wr_buf_char(&r->argument, '\0');
		wr_buf_add(&r->argument, r->database, r->database_length);
	}
	out->key = r->argument.data ? r->argument.data : "";
	out->key_length = r->argument.len;
	out->more = has_key(r);
	return true;
}

static enum cs_line begin(struct redis *r, const char *line, size_t n, struct cs_damage *damage)
{
	if (!read_head(r, line, n, damage))
		return CS_LINE_DAMAGED;
	wr_buf_clear(&r->argument);
	if (!take_argument(r, &r->argument)) {
		fail(damage, n, "the command is not quoted to its end");
		return CS_LINE_DAMAGED;
	}
	r->command = find_command(r, r->argument.data ? r->argument.data : "", r->argument.len);
	r->next = 1;
	if (r->command)
		find_tail(r);
	return r->command && has_key(r) ? CS_LINE_REQUEST : CS_LINE_NOTHING;
}

static enum cs_line redis_parse(void *state, const char *line, size_t n, struct cs_request *out,
				struct cs_damage *damage)
{
	struct redis *r = state;
	enum cs_line what = r->at ? CS_LINE_REQUEST : begin(r, line, n, damage);

	if (what == CS_LINE_REQUEST && !read_key(r, out)) {
		fail(damage, n, "an argument is not quoted to its end");
		what = CS_LINE_DAMAGED;
	}
	if (what != CS_LINE_REQUEST || !out->more)
		r->at = NULL;
	return what;
}

static void *redis_open(const struct cs_first_line *first, const struct cs_trace_options *options,
			unsigned *fields, struct wr_err *err)
{
	struct redis *r = wr_calloc(1, sizeof *r);

	(void)first, (void)options, (void)err;
	*fields = CS_HAS_TIME | CS_HAS_OPERATION | CS_HAS_SIZE | CS_SOME_SIZES | CS_HAS_TTL;
	fill_slots(r);
	return r;
}

static void redis_close(void *state)
{
	struct redis *r = state;

	wr_buf_free(&r->argument);
	wr_buf_free(&r->skipped);
	free(r);
}

static bool redis_recognise(const char *line, size_t n)
{
	struct redis r = { 0 };
	struct cs_damage damage;
	bool is = read_head(&r, line, n, &damage) && take_argument(&r, &r.argument);

	wr_buf_free(&r.argument);
	return is;
}

const struct cs_format cs_format_redis = {
	.name = "redis",
	.title = "output of MONITOR of Redis or Valkey",
	.confirmed = true,
	.recognise = redis_recognise,
	.open = redis_open,
	.parse = redis_parse,
	.close = redis_close,
};
