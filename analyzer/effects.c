/* effects.c - names of effects, and the look-up of library knowledge by one hash table. */
#include "analyzer/effects.h"

#include <assert.h>
#include <ctype.h>
#include <pthread.h>
#include <string.h>
#include "core/text.h"

static const char *const effect_names[AN_EFFECT_COUNT] = {
	"query", "connect", "block", "open", "read", "spawn", "commit", "allocate", "lock", "sleep",
	"compile", "parse", "search", "walk", "sort", "network", "pure", "wait",
	"shift", "append", "resize",
};

const char *an_effect_name(uint32_t one_bit)
{
	for (unsigned i = 0; i < AN_EFFECT_COUNT; i++) {
		if (one_bit == 1u << i)
			return effect_names[i];
	}
	return NULL;
}

uint32_t an_effect_from(const char *name)
{
	for (unsigned i = 0; i < AN_EFFECT_COUNT; i++) {
		if (!strcmp(name, effect_names[i]))
			return 1u << i;
	}
	return 0;
}

/* The words that the rows of knowledge use. */
enum {
	QUERIES = AN_QUERIES, CONNECTS = AN_CONNECTS, BLOCKS = AN_BLOCKS, OPENS = AN_OPENS, READS = AN_READS,
	SPAWNS = AN_SPAWNS, COMMITS = AN_COMMITS, ALLOCATES = AN_ALLOCATES, LOCKS = AN_LOCKS,
	SLEEPS = AN_SLEEPS, COMPILES = AN_COMPILES, PARSES = AN_PARSES, SEARCHES = AN_SEARCHES,
	WALKS = AN_WALKS, SORTS = AN_SORTS, NETWORK = AN_NETWORK, PURE = AN_PURE, WAITS = AN_WAITS,
	SHIFTS = AN_SHIFTS, APPENDS = AN_APPENDS, RESIZES = AN_RESIZES,
	NONE = AN_SUBJECT_NONE, RECEIVER = AN_SUBJECT_RECEIVER
};

enum kind { ROW_API, ROW_RETURNS, ROW_CLASS, ROW_GUESS };

struct row {
	struct an_api api;
	enum kind kind;
	const char *text;       /* the type, the class, or what a guess stands for */
	const char *receivers;  /* of a guess: names, separated by blanks */
};

static const struct row rows[] = {
#define API(language, name, effects, subject) { { AN_##language, name, effects, subject }, ROW_API, NULL, NULL },
#define RETURNS(language, name, type) { { AN_##language, name, 0, NONE }, ROW_RETURNS, type, NULL },
#define CLASS(language, name, type) { { AN_##language, name, 0, NONE }, ROW_CLASS, type, NULL },
#define GUESS(language, name, receivers, api) { { AN_##language, name, 0, NONE }, ROW_GUESS, api, receivers },
#include "analyzer/knowledge/all.def"
};
#define ROW_COUNT (sizeof rows / sizeof *rows)
#define SLOT_COUNT 8192u        /* a power of two */
_Static_assert(ROW_COUNT * 2 <= SLOT_COUNT, "double SLOT_COUNT");

static struct { uint16_t row, hash; } slots[SLOT_COUNT];       /* row + 1, 0 = free; the hash's upper bits */
static pthread_once_t slots_once = PTHREAD_ONCE_INIT;

static uint32_t hash_of(enum kind kind, enum an_language language, const char *name)
{
	return (uint32_t)wr_hash_quick(name, strlen(name)) + (unsigned)kind * 8u + (unsigned)language;
}

static void fill_slots(void)
{
	for (size_t i = 0; i < ROW_COUNT; i++) {
		uint32_t hash = hash_of(rows[i].kind, rows[i].api.language, rows[i].api.name);
		size_t slot = hash & (SLOT_COUNT - 1);

		while (slots[slot].row)
			slot = (slot + 1) & (SLOT_COUNT - 1);
		slots[slot].row = (uint16_t)(i + 1);
		slots[slot].hash = (uint16_t)(hash >> 16);
	}
}

static const struct row *find(enum kind kind, enum an_language language, const char *name)
{
	uint32_t hash = hash_of(kind, language, name);

	pthread_once(&slots_once, fill_slots);
	for (size_t slot = hash & (SLOT_COUNT - 1); slots[slot].row; slot = (slot + 1) & (SLOT_COUNT - 1)) {
		const struct row *row = &rows[slots[slot].row - 1];

		if (slots[slot].hash == (uint16_t)(hash >> 16) && row->kind == kind && row->api.language == language && !strcmp(row->api.name, name))
			return row;
	}
	return NULL;
}

#define MANAGER ".objects."

/* "shop.models.Order.objects.get": any model's manager does the same. */
static const struct row *find_manager(enum kind kind, const char *name)
{
	const char *manager = strstr(name, MANAGER);
	char key[128] = "?";

	if (!manager || strlen(manager) > sizeof key - 2)
		return NULL;
	strcat(key, manager);
	return strcmp(key, name) ? find(kind, AN_PYTHON, key) : NULL;
}

/* "shop.models.Order.query.get": Flask-SQLAlchemy gives every model a query.  That of a web framework's request
 * (aiohttp.web.Request.query.get) is a dictionary. */
static const struct row *find_query(enum kind kind, const char *name)
{
	const char *query = strstr(name, ".query."), *class = query;
	char key[128] = "sqlalchemy.orm.Query.";

	if (!query || strchr(query + 7, '.') || strlen(query) > sizeof key / 2)
		return NULL;
	while (class > name && class[-1] != '.')
		class--;
	if (!isupper((unsigned char)*class) || !islower((unsigned char)class[1]) ||
	    (query - name >= 7 && !strncmp(query - 7, "Request", 7)))
		return NULL;
	strcat(key, query + 7);
	return find(kind, AN_PYTHON, key);
}

/* With the fallbacks of a language. */
static const struct row *find_any(enum kind kind, enum an_language language, const char *name)
{
	const struct row *row = find(kind, language, name);

	if (row)
		return row;
	if (language == AN_PYTHON) {
		row = find_manager(kind, name);
		return row ? row : find_query(kind, name);
	}
	if (language != AN_CPP)
		return NULL;
	return find(kind, AN_C, wr_starts_with(name, "std::") ? name + 5 : name);
}

const struct an_api *an_api_find(enum an_language language, const char *name)
{
	const struct row *row = find_any(ROW_API, language, name);

	return row ? &row->api : NULL;
}

const char *an_api_returns(enum an_language language, const char *name)
{
	const struct row *row = find_any(ROW_RETURNS, language, name);

	return row ? row->text : NULL;
}

const char *an_api_class(enum an_language language, const char *name)
{
	const struct row *row = find_any(ROW_CLASS, language, name);

	return row ? row->text : NULL;
}

/* Is the word, n bytes long, one of the blank-separated words? */
static bool has_word(const char *words, const char *word, size_t n)
{
	for (const char *at = words; *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");

		if (length == n && !memcmp(at, word, n))
			return true;
		at += length;
	}
	return false;
}

/* The receiver's own name without its owner and without leading underscores; then what
 * stands behind its last underscore: "self._read_conn" is a "conn". */
static bool suggests(const char *words, const char *receiver)
{
	const char *dot = strrchr(receiver, '.');
	const char *own = dot ? dot + 1 : receiver;
	const char *last;

	own += strspn(own, "_");
	last = strrchr(own, '_');
	return has_word(words, own, strlen(own)) || (last && has_word(words, last + 1, strlen(last + 1)));
}

const struct an_api *an_api_guess(enum an_language language, const char *name, const char *receiver)
{
	const struct row *row = find(ROW_GUESS, language, name);

	if (!row || !suggests(row->receivers, receiver))
		return NULL;
	row = find(ROW_API, language, row->text);
	assert(row);
	return &row->api;
}
