/*
 * memcached.c - what memcached says with -vv: lines such as "<32 get user:7",
 * sent by the client of descriptor 32, among answers and news of slabs and
 * connections, which are passed over.  There are no times, so the times to
 * live that writes tell say nothing.  Writes tell the bytes of the value, to
 * which those of the key come; what is read has the size that was last written.
 */
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "cachesim/csv_p.h"

enum { ONE_KEY, MANY_KEYS };
/* Which word behind the key: "ms KEY SIZE", "set KEY FLAGS EXPTIME SIZE", "SET KEY Value len is SIZE". */
enum { SIZE_NEXT = 1, SIZE_BEHIND = 3, SIZE_SAID = 4 };

static const struct command {
	const char *name;
	enum cs_operation operation;
	int keys, skipped;              /* skipped: words between command and key */
	int size;                       /* which word behind the key it is; 0 = it tells none */
} commands[] = {
	{ "get", CS_READ, MANY_KEYS, 0, 0 },       { "gets", CS_READ, MANY_KEYS, 0, 0 },
	{ "gat", CS_READ, MANY_KEYS, 1, 0 },       { "gats", CS_READ, MANY_KEYS, 1, 0 },
	{ "mg", CS_READ, ONE_KEY, 0, 0 },          { "set", CS_WRITE, ONE_KEY, 0, SIZE_BEHIND },
	{ "add", CS_WRITE, ONE_KEY, 0, SIZE_BEHIND },        { "replace", CS_WRITE, ONE_KEY, 0, SIZE_BEHIND },
	{ "append", CS_WRITE, ONE_KEY, 0, 0 },     { "prepend", CS_WRITE, ONE_KEY, 0, 0 },
	{ "cas", CS_WRITE, ONE_KEY, 0, SIZE_BEHIND },        { "incr", CS_WRITE, ONE_KEY, 0, 0 },
	{ "decr", CS_WRITE, ONE_KEY, 0, 0 },       { "ms", CS_WRITE, ONE_KEY, 0, SIZE_NEXT },
	{ "ma", CS_WRITE, ONE_KEY, 0, 0 },         { "delete", CS_DELETE, ONE_KEY, 0, 0 },
	{ "md", CS_DELETE, ONE_KEY, 0, 0 },
};

struct memcached {
	const char *at;                 /* behind a key that has others behind it, in the line; else NULL */
	const struct command *command;
};

/* The word at *at, which moves on to the next; empty at the end. */
static size_t take_word(const char **at, const char *end, const char **word)
{
	const char *s = *at;

	while (s < end && *s == ' ')
		s++;
	*word = s;
	while (s < end && *s != ' ')
		s++;
	*at = s;
	return (size_t)(s - *word);
}

/* What follows "<32 " or ">32 ", or NULL. */
static const char *behind_descriptor(const char *line, size_t n, char direction)
{
	size_t i = 1;

	if (!n || line[0] != direction)
		return NULL;
	while (i < n && line[i] >= '0' && line[i] <= '9')
		i++;
	return i > 1 && i < n && line[i] == ' ' ? line + i + 1 : NULL;
}

static const struct command *find_command(const char *word, size_t n)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (cs_csv_same(commands[i].name, word, n))
			return &commands[i];
	return NULL;
}

/* false: this line asks for nothing. */
static bool begin(struct memcached *m, const char *line, size_t n)
{
	const char *at = behind_descriptor(line, n, '<'), *word;
	size_t length;

	if (!at)
		return false;
	length = take_word(&at, line + n, &word);
	m->command = find_command(word, length);
	for (int i = 0; m->command && i < m->command->skipped; i++)
		take_word(&at, line + n, &word);
	m->at = m->command ? at : NULL;
	return m->at;
}

/* Bytes of key and value, 0 if the command tells none. */
static uint32_t size_of(const struct memcached *m, size_t key_length, const char *at, const char *end)
{
	const char *word = at;
	int words = m->command->size;
	uint32_t size = 0;
	size_t n = 0;

	for (int i = 0; i < words; i++) {
		n = take_word(&at, end, &word);
		if (words == SIZE_BEHIND && !i && cs_csv_same("Value", word, n))
			words = SIZE_SAID;
	}
	if (!n || cs_csv_size(word, n, &size) || size > UINT32_MAX - key_length)
		return 0;
	return size + (uint32_t)key_length;
}

static enum cs_line memcached_parse(void *state, const char *line, size_t n, struct cs_request *out,
				    struct cs_damage *damage)
{
	struct memcached *m = state;
	const char *end = line + n, *after, *word;

	*out = (struct cs_request){ 0 };
	if (!m->at && !begin(m, line, n))
		return CS_LINE_NOTHING;
	out->key_length = take_word(&m->at, end, &out->key);
	out->operation = m->command->operation;
	if (!out->key_length) {
		*damage = (struct cs_damage){ (size_t)(m->at - line), "the command has no key" };
		m->at = NULL;
		return CS_LINE_DAMAGED;
	}
	out->size = size_of(m, out->key_length, m->at, end);
	after = m->at;
	out->more = m->command->keys == MANY_KEYS && take_word(&after, end, &word);
	if (!out->more)
		m->at = NULL;
	return CS_LINE_REQUEST;
}

static bool begins_with(const char *line, size_t n, const char *text)
{
	return n >= strlen(text) && !memcmp(line, text, strlen(text));
}

/* A command or an answer, or the news that come before the first of them. */
static bool memcached_recognise(const char *line, size_t n)
{
	const char *in = behind_descriptor(line, n, '<'), *at = in, *word;
	size_t length;

	if (begins_with(line, n, "slab class ") || behind_descriptor(line, n, '>'))
		return true;
	if (!in)
		return false;
	length = take_word(&at, line + n, &word);
	return find_command(word, length) || cs_csv_same("new", word, length) ||
	       cs_csv_same("server", word, length) || cs_csv_same("connection", word, length);
}

static void *memcached_open(const struct cs_first_line *first, const struct cs_trace_options *options,
			    unsigned *fields, struct wr_err *err)
{
	(void)first, (void)options, (void)err;
	*fields = CS_HAS_OPERATION | CS_HAS_SIZE | CS_SOME_SIZES;
	return wr_calloc(1, sizeof(struct memcached));
}

const struct cs_format cs_format_memcached = {
	.name = "memcached",
	.title = "memcached's log with -vv",
	.recognise = memcached_recognise,
	.open = memcached_open,
	.parse = memcached_parse,
	.close = free,
};
