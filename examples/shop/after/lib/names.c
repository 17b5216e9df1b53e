#include "names.h"

#include <stdlib.h>
#include <string.h>

static const char **slot(const struct names *n, const char *name)
{
	size_t mask = n->room - 1, i = 5381;

	for (const char *c = name; *c; c++)
		i = i * 33 + (unsigned char)*c;
	for (i &= mask; n->slots[i] && strcmp(n->slots[i], name) != 0;)
		i = (i + 1) & mask;
	return &n->slots[i];
}

static void grow(struct names *n)
{
	struct names larger = { NULL, n->count, n->room ? n->room * 2 : 64 };

	larger.slots = calloc(larger.room, sizeof *larger.slots);
	if (!larger.slots)
		abort();
	for (size_t i = 0; i < n->room; i++)
		if (n->slots[i])
			*slot(&larger, n->slots[i]) = n->slots[i];
	free(n->slots);
	*n = larger;
}

void names_add(struct names *n, const char *name)
{
	const char **where;

	if (n->count * 2 >= n->room)
		grow(n);
	where = slot(n, name);
	if (!*where) {
		*where = name;
		n->count++;
	}
}

void names_free(struct names *n)
{
	free(n->slots);
}
