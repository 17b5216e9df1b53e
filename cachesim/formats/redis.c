/*
 * redis.c - what Redis and Valkey say to MONITOR, one command per line:
 * 1339518083.107412 [0 127.0.0.1:60866] "get" "user:7"
 *
 * A command with several keys is a request for each.  Sizes are not known: the
 * answers are not shown.  Keys of different databases are different keys.
 * What a script does is shown as well, as the client "lua"; it counts.
 */
#include <stdlib.h>
#include <string.h>
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

enum { SLOTS = 512 };                   /* more than twice the commands */

struct redis {
	uint8_t slot[SLOTS];            /* 1 + number of the command, by its hash; 0 = empty */
	struct wr_buf argument, skipped;
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

/* Passes over the arguments between a key and the one after it. */
static bool skip_to_next_key(struct redis *r)
{
	for (int i = 1; i < r->command->step && r->at < r->end; i++, r->next++) {
		wr_buf_clear(&r->skipped);
		if (!take_argument(r, &r->skipped))
			return false;
	}
	return true;
}

static bool read_key(struct redis *r, struct cs_request *out)
{
	wr_buf_clear(&r->argument);
	if (!take_argument(r, &r->argument))
		return false;
	r->next++;
	if (!skip_to_next_key(r))
		return false;
	if (r->database_length != 1 || *r->database != '0') {
		wr_buf_char(&r->argument, '\0');
		wr_buf_add(&r->argument, r->database, r->database_length);
	}
	*out = (struct cs_request){
		.key = r->argument.data ? r->argument.data : "", .key_length = r->argument.len,
		.time = r->time, .operation = r->command->operation, .more = has_key(r),
	};
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
	*fields = CS_HAS_TIME | CS_HAS_OPERATION;
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
