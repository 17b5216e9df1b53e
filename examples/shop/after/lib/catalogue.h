#ifndef SHOP_CATALOGUE_H
#define SHOP_CATALOGUE_H

#include <stddef.h>

struct product {
	char sku[16];
	char name[64];
	char category[16];
	long cents;
};

struct catalogue {
	struct product *items;
	size_t count, room;
	struct product **slots; /* by hash of the sku; twice as many as products, a power of two */
	size_t slot_count;
};

/* Reads "sku,name,cents,category" lines; 0, or -1 if the file cannot be read. */
int catalogue_load(struct catalogue *c, const char *path);
void catalogue_free(struct catalogue *c);

/* The product with that sku, or NULL. */
const struct product *catalogue_find(const struct catalogue *c, const char *sku);

#endif
