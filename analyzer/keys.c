/* keys.c - a hash table by open addressing, chains for equal texts. */
#include "analyzer/keys_p.h"

#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/text.h"

void an_keys_init(struct an_keys *k)
{
	*k = (struct an_keys){ .slot_count = 256, .n = 1 };
	k->keys = wr_grow(NULL, 0, &k->cap, 1, sizeof *k->keys);
	k->keys[0] = (struct an_key){ "", 0, 0, 0 };
	k->slots = wr_calloc(k->slot_count, sizeof *k->slots);
	k->last = wr_calloc(k->slot_count, sizeof *k->last);
}

void an_keys_free(struct an_keys *k)
{
	free(k->keys);
	free(k->slots);
	free(k->last);
}

static size_t slot_of(const struct an_keys *k, const char *text, size_t n, uint32_t hash)
{
	size_t i = hash & (k->slot_count - 1);

	for (; k->slots[i]; i = (i + 1) & (k->slot_count - 1)) {
		const struct an_key *key = &k->keys[k->slots[i]];

		if (key->hash == hash && !strncmp(key->text, text, n) && !key->text[n])
			break;
	}
	return i;
}

static void grow(struct an_keys *k)
{
	size_t old_count = k->slot_count;
	uint32_t *slots = k->slots, *last = k->last;

	k->slot_count *= 2;
	k->slots = wr_calloc(k->slot_count, sizeof *k->slots);
	k->last = wr_calloc(k->slot_count, sizeof *k->last);
	for (size_t i = 0; i < old_count; i++) {
		const struct an_key *key = &k->keys[slots[i]];
		size_t to;

		if (!slots[i])
			continue;
		to = slot_of(k, key->text, strlen(key->text), key->hash);
		k->slots[to] = slots[i];
		k->last[to] = last[i];
	}
	free(slots);
	free(last);
}

void an_keys_add(struct an_keys *k, const char *text, uint32_t value)
{
	size_t length = strlen(text), slot;
	uint32_t hash = (uint32_t)wr_hash_quick(text, length), new = (uint32_t)k->n;

	if ((k->texts + 1) * 3 > k->slot_count * 2)
		grow(k);
	*WR_PUSH(k->keys, k->n, k->cap) = (struct an_key){ text, hash, value, 0 };
	slot = slot_of(k, text, length, hash);
	if (k->slots[slot])
		k->keys[k->last[slot]].next = new;
	else
		k->slots[slot] = new, k->texts++;
	k->last[slot] = new;
}

const struct an_key *an_keys_find(const struct an_keys *k, const char *text, size_t n)
{
	uint32_t key = k->slots[slot_of(k, text, n, (uint32_t)wr_hash_quick(text, n))];

	return key ? &k->keys[key] : NULL;
}

const struct an_key *an_keys_next(const struct an_keys *k, const struct an_key *key)
{
	return key->next ? &k->keys[key->next] : NULL;
}
