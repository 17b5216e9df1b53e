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
}

void an_keys_free(struct an_keys *k)
{
	free(k->keys);
	free(k->slots);
}

/* The slots have the hashes beside them: keys and texts, each somewhere else in memory, are looked at once. */
static struct an_key_slot *slot_of(const struct an_keys *k, const char *text, size_t n, uint32_t hash)
{
	size_t i = hash & (k->slot_count - 1);

	for (; k->slots[i].first; i = (i + 1) & (k->slot_count - 1)) {
		const char *other;

		if (k->slots[i].hash != hash)
			continue;
		other = k->keys[k->slots[i].first].text;
		if (!strncmp(other, text, n) && !other[n])
			break;
	}
	return &k->slots[i];
}

static void grow(struct an_keys *k)
{
	size_t old_count = k->slot_count;
	struct an_key_slot *old = k->slots;

	k->slot_count *= 2;
	k->slots = wr_calloc(k->slot_count, sizeof *k->slots);
	for (size_t i = 0; i < old_count; i++) {
		size_t to = old[i].hash & (k->slot_count - 1);

		while (old[i].first && k->slots[to].first)
			to = (to + 1) & (k->slot_count - 1);
		if (old[i].first)
			k->slots[to] = old[i];
	}
	free(old);
}

void an_keys_add(struct an_keys *k, const char *text, uint32_t value)
{
	size_t length = strlen(text);
	uint32_t hash = (uint32_t)wr_hash_quick(text, length), new = (uint32_t)k->n;
	struct an_key_slot *slot;

	if ((k->texts + 1) * 3 > k->slot_count * 2)
		grow(k);
	*WR_PUSH(k->keys, k->n, k->cap) = (struct an_key){ text, value, 0, new };
	slot = slot_of(k, text, length, hash);
	if (slot->first) {
		struct an_key *first = &k->keys[slot->first];

		k->keys[first->last].next = new;
		first->last = new;
	} else {
		*slot = (struct an_key_slot){ hash, new };
		k->texts++;
	}
}

const struct an_key *an_keys_find(const struct an_keys *k, const char *text, size_t n)
{
	const struct an_key_slot *slot = slot_of(k, text, n, (uint32_t)wr_hash_quick(text, n));

	return slot->first ? &k->keys[slot->first] : NULL;
}

const struct an_key *an_keys_next(const struct an_keys *k, const struct an_key *key)
{
	return key->next ? &k->keys[key->next] : NULL;
}
