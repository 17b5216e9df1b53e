#ifndef SHOP_INVOICE_H
#define SHOP_INVOICE_H

#include <stddef.h>
#include "catalogue.h"
#include "csv.h"

struct order {
	long id;
	char customer[32];
	char sku[16];
	int quantity;
	struct csv_text note;   /* the gift note */
};

struct invoice {
	struct order *orders;
	size_t count, room;
	size_t rejected;        /* lines that are no orders */
};

/* Reads "id,customer,sku,quantity,note" lines; 0, or -1 if the file cannot be read. */
int invoice_load(struct invoice *in, const char *path);
void invoice_free(struct invoice *in);

/* What all orders cost with tax, in cents; products that are not in the catalogue cost nothing. */
long invoice_total(const struct invoice *in, const struct catalogue *c, const char *tax_path);

/* How many different customers ordered. */
size_t invoice_customers(const struct invoice *in);

#endif
