#ifndef WEIR_ANALYZER_PYTHON_NAMES_P_H
#define WEIR_ANALYZER_PYTHON_NAMES_P_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "analyzer/unit.h"
#include "core/arena.h"

/*
 * names_p.h - the names of one file, each with a number.
 *
 * Keywords, built-ins and other names that the front end asks for have fixed
 * numbers (names.def); all others get the next one when they are first seen.
 * Number 0 is no name.
 */

enum py_name_id {
	PY_NO_NAME,
#define KEYWORD(kind, text) PY_KEYWORD_##kind,
#define BUILTIN(id, text) PY_NAME_##id,
#define KNOWN(id, text) PY_NAME_##id,
#include "analyzer/python/names.def"
#undef KEYWORD
#undef BUILTIN
#undef KNOWN
	PY_KNOWN_NAMES
};

enum {
	PY_LAST_KEYWORD = PY_KEYWORD_YIELD,
	PY_FIRST_BUILTIN = PY_NAME_ABS,
	PY_LAST_BUILTIN = PY_NAME_OS_ERROR
};

/* WR_PUSH that looks for room before it asks for it: these pushes are the front end's inner loop. */
#define PY_PUSH(items, n, cap) \
	((n) < (cap) ? &(items)[(n)++] : WR_PUSH(items, n, cap))

/* Bytes that must be readable behind any text given to an_py_name and the tokenizer. */
#define PY_PADDING 16

struct py_name {
	const char *text;       /* not NUL-terminated: in the source, or a constant */
	uint32_t length;
	an_str interned;        /* in the unit's pool; 0 = not yet */
	uint32_t root, unknown; /* the paths "name" and "?.name" (binder_p.h); 0 = not made yet */
	uint32_t slot;          /* where it is in the table */
};

struct py_name_slot {
	uint64_t word;          /* the first eight bytes, little-endian, zero-filled */
	uint32_t length, id;    /* id 0: free */
};

struct py_names {
	struct py_name *items;  /* [1 .. n-1] */
	size_t n, cap;
	struct py_name_slot *slots;
	uint32_t slot_count;    /* a power of two, at most half are taken */
	struct wr_arena *normal;        /* texts of names whose normal form is not as in the source; NULL = none yet */
};

void an_py_names_free(struct py_names *names);
/* Forgets all names but those of names.def.  A zeroed struct is made ready by it. */
void an_py_names_reset(struct py_names *names);
/* The name's number.  text stays where it is until the next reset; PY_PADDING bytes behind it are readable. */
uint32_t an_py_name(struct py_names *names, const char *text, size_t length);
/* The same for a name beyond ASCII: by its normal form NFKC (PEP 3131). */
uint32_t an_py_unicode_name(struct py_names *names, const char *text, size_t length);

/* Eight bytes with the first one lowest. */
static inline uint64_t py_load_word(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof word);
	return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap64(word) : word;
}

static inline uint32_t py_name_hash(uint64_t word, size_t length)
{
	uint64_t h = (word ^ length * UINT64_C(0x9e3779b97f4a7c15)) * UINT64_C(0x94d049bb133111eb);

	return (uint32_t)(h >> 32);
}

/* Names longer than eight bytes: the words behind the first one. */
static inline uint64_t py_mix_word(uint64_t h, uint64_t word)
{
	return (h ^ h >> 29) * UINT64_C(0xbf58476d1ce4e5b9) ^ word;
}

/* The number of a name of at most eight bytes, by its word; 0 if it is not where it is looked for first. */
static inline uint32_t py_short_name(const struct py_names *names, uint64_t word, size_t length)
{
	const struct py_name_slot *slot = &names->slots[py_name_hash(word, length) & (names->slot_count - 1)];

	return slot->word == word && slot->length == length ? slot->id : 0;
}

/* The same for nine to fifteen bytes: two words. */
static inline uint32_t py_middle_name(const struct py_names *names, uint64_t word, uint64_t second, size_t length)
{
	uint32_t hash = py_name_hash(py_mix_word(word, second), length);
	const struct py_name_slot *slot = &names->slots[hash & (names->slot_count - 1)];
	uint64_t mask = (UINT64_C(1) << 8 * (length - 8)) - 1;

	if (slot->word != word || slot->length != length)
		return 0;
	return (py_load_word(names->items[slot->id].text + 8) & mask) == second ? slot->id : 0;
}

#endif
