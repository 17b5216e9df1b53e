/* names.c - a hash table of names, made for many short ones. */
#include "analyzer/python/names_p.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <utf8proc.h>
#include "core/alloc.h"

#define FIRST_SLOTS 1024u
#define KEPT_SLOTS 4096u

/* Padded, so that eight bytes can be read from every place. */
static const struct { char text[16 + PY_PADDING]; } known[PY_KNOWN_NAMES] = {
#define KEYWORD(kind, text) { text },
#define BUILTIN(id, text) { text },
#define KNOWN(id, text) { text },
	{ "" },
#include "analyzer/python/names.def"
#undef KEYWORD
#undef BUILTIN
#undef KNOWN
};
_Static_assert(PY_KNOWN_NAMES * 2 <= FIRST_SLOTS, "double FIRST_SLOTS");

static uint64_t first_word(const char *text, size_t length)
{
	uint64_t word = py_load_word(text);

	return length < 8 ? word & ((UINT64_C(1) << 8 * length) - 1) : word;
}

static uint32_t hash_of(const char *text, size_t length, uint64_t word)
{
	for (size_t i = 8; i < length; i += 8)
		word = py_mix_word(word, first_word(text + i, length - i));
	return py_name_hash(word, length);
}

static bool same_rest(const struct py_name *name, const char *text, size_t length)
{
	return length <= 8 || !memcmp(name->text + 8, text + 8, length - 8);
}

/* Names come in the order of their numbers: those of names.def stand behind no other. */
static void place(struct py_names *names, struct py_name_slot new)
{
	uint32_t mask = names->slot_count - 1;
	uint32_t i = hash_of(names->items[new.id].text, new.length, new.word) & mask;

	while (names->slots[i].id)
		i = (i + 1) & mask;
	names->slots[i] = new;
	names->items[new.id].slot = i;
}

static void grow(struct py_names *names)
{
	struct py_name_slot *old = names->slots;

	names->slot_count *= 2;
	names->slots = wr_calloc(names->slot_count, sizeof *names->slots);
	/* The last one is not placed yet. */
	for (uint32_t id = 1; id + 1 < names->n; id++)
		place(names, old[names->items[id].slot]);
	free(old);
}

static uint32_t add(struct py_names *names, const char *text, size_t length, uint64_t word)
{
	uint32_t id = (uint32_t)names->n;

	*WR_PUSH(names->items, names->n, names->cap) = (struct py_name){ .text = text, .length = (uint32_t)length };
	if (names->n * 2 > names->slot_count)
		grow(names);
	place(names, (struct py_name_slot){ word, (uint32_t)length, id });
	return id;
}

uint32_t an_py_name(struct py_names *names, const char *text, size_t length)
{
	uint64_t word = first_word(text, length);
	uint32_t mask = names->slot_count - 1;

	for (uint32_t i = hash_of(text, length, word) & mask;; i = (i + 1) & mask) {
		const struct py_name_slot *slot = &names->slots[i];

		if (slot->word == word && slot->length == length &&
		    same_rest(&names->items[slot->id], text, length))
			return slot->id;
		if (!slot->id)
			return add(names, text, length, word);
	}
}

static void make(struct py_names *names)
{
	names->slot_count = FIRST_SLOTS;
	names->slots = wr_calloc(names->slot_count, sizeof *names->slots);
	names->n = 0;
	*WR_PUSH(names->items, names->n, names->cap) = (struct py_name){ .text = known[0].text };
	for (uint32_t id = 1; id < PY_KNOWN_NAMES; id++) {
		uint32_t got = an_py_name(names, known[id].text, strlen(known[id].text));

		assert(got == id);
		(void)got;
	}
}

void an_py_names_reset(struct py_names *names)
{
	if (names->slot_count > KEPT_SLOTS)
		an_py_names_free(names);        /* a large table would be too large for the caches */
	if (!names->slots) {
		make(names);
		return;
	}
	if (names->normal)
		wr_arena_reset(names->normal);
	/* Those of names.def came first: none of them stands behind another name. */
	while (names->n > PY_KNOWN_NAMES)
		names->slots[names->items[--names->n].slot] = (struct py_name_slot){ 0 };
	for (uint32_t id = 1; id < PY_KNOWN_NAMES; id++)
		names->items[id].interned = names->items[id].root = names->items[id].unknown = 0;
}

uint32_t an_py_unicode_name(struct py_names *names, const char *text, size_t length)
{
	static const char padding[PY_PADDING];
	utf8proc_uint8_t *normal;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &normal,
					  UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
	char *copy;
	uint32_t id;

	if (n < 0)
		return an_py_name(names, text, length);
	if ((size_t)n == length && !memcmp(normal, text, length)) {
		free(normal);
		return an_py_name(names, text, length);
	}
	if (!names->normal)
		names->normal = wr_arena_new();
	copy = wr_arena_alloc(names->normal, (size_t)n + sizeof padding);
	memcpy(copy, normal, (size_t)n);
	memcpy(copy + n, padding, sizeof padding);
	free(normal);
	id = an_py_name(names, copy, (size_t)n);
	/* no keyword is written with other letters */
	return id > PY_LAST_KEYWORD ? id : an_py_name(names, text, length);
}

void an_py_names_free(struct py_names *names)
{
	wr_arena_free(names->normal);
	free(names->items);
	free(names->slots);
	*names = (struct py_names){ 0 };
}
