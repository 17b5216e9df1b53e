#include "catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"

static struct product *add(struct catalogue *c)
{
	if (c->count == c->room) {
		c->room = c->room ? c->room * 2 : 64;
		c->items = realloc(c->items, c->room * sizeof *c->items);
		if (!c->items)
			abort();
	}
	return memset(&c->items[c->count++], 0, sizeof *c->items);
}

static size_t hash(const char *sku)
{
	size_t h = 5381;

	while (*sku)
		h = h * 33 + (unsigned char)*sku++;
	return h;
}

/* The slot of that sku, or the free one where it belongs. */
static struct product **slot(const struct catalogue *c, const char *sku)
{
	size_t mask = c->slot_count - 1, i = hash(sku) & mask;

	while (c->slots[i] && strcmp(c->slots[i]->sku, sku) != 0)
		i = (i + 1) & mask;
	return &c->slots[i];
}

static void build_slots(struct catalogue *c)
{
	for (c->slot_count = 64; c->slot_count < c->count * 2;)
		c->slot_count *= 2;
	c->slots = calloc(c->slot_count, sizeof *c->slots);
	if (!c->slots)
		abort();
	for (size_t i = 0; i < c->count; i++)
		*slot(c, c->items[i].sku) = &c->items[i];
}

int catalogue_load(struct catalogue *c, const char *path)
{
	char line[512], *field[4];
	FILE *in = fopen(path, "r");

	memset(c, 0, sizeof *c);
	if (!in)
		return -1;
	while (fgets(line, sizeof line, in)) {
		struct product *p;

		if (csv_split(line, field, 4) != 4)
			continue;
		p = add(c);
		snprintf(p->sku, sizeof p->sku, "%s", field[0]);
		snprintf(p->name, sizeof p->name, "%s", field[1]);
		snprintf(p->category, sizeof p->category, "%s", field[3]);
		p->cents = atol(field[2]);
	}
	fclose(in);
	build_slots(c);
	return 0;
}

void catalogue_free(struct catalogue *c)
{
	free(c->items);
	free(c->slots);
}

const struct product *catalogue_find(const struct catalogue *c, const char *sku)
{
	return *slot(c, sku);
}
