#ifndef WEIR_ANALYZER_KEYS_P_H
#define WEIR_ANALYZER_KEYS_P_H

#include <stddef.h>
#include <stdint.h>

/*
 * keys_p.h - numbers by text.  One text may have several numbers, which come
 * in the order in which they were added.  Texts are borrowed.
 */

struct an_key {
	const char *text;
	uint32_t value, next;
	uint32_t last;                  /* of the first key of a text: its last */
};

struct an_keys {
	struct an_key *keys;            /* [0] is none */
	size_t n, cap;
	struct an_key_slot { uint32_t hash, first; } *slots;    /* the first key of a text, 0 = free */
	size_t slot_count, texts;       /* slot_count is a power of two */
};

void an_keys_init(struct an_keys *k);
void an_keys_free(struct an_keys *k);
void an_keys_add(struct an_keys *k, const char *text, uint32_t value);
/* The first key of the text (n bytes), or NULL; the next one of the same text, or NULL. */
const struct an_key *an_keys_find(const struct an_keys *k, const char *text, size_t n);
const struct an_key *an_keys_next(const struct an_keys *k, const struct an_key *key);

#endif
