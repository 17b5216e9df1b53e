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
	return 0;
}

void catalogue_free(struct catalogue *c)
{
	free(c->items);
}

const struct product *catalogue_find(const struct catalogue *c, const char *sku)
{
	for (size_t i = 0; i < c->count; i++)
		if (!strcmp(c->items[i].sku, sku))
			return &c->items[i];
	return NULL;
}
