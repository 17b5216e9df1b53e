/* shopctl - what a day of orders is worth. */
#include <stdio.h>
#include <string.h>

#include "catalogue.h"
#include "invoice.h"

static int invoice(const char *folder)
{
	char products[512], orders[512], taxes[512];
	struct catalogue c;
	struct invoice in;
	struct tax_table tax;
	size_t words = 0;

	snprintf(products, sizeof products, "%s/products.csv", folder);
	snprintf(orders, sizeof orders, "%s/orders.csv", folder);
	snprintf(taxes, sizeof taxes, "%s/taxes.csv", folder);
	if (catalogue_load(&c, products) || invoice_load(&in, orders) || tax_load(&tax, taxes)) {
		fprintf(stderr, "shopctl: cannot read the data in %s\n", folder);
		return 1;
	}
	for (size_t i = 0; i < in.count; i++)
		words += in.orders[i].note.words;
	printf("%zu orders, %zu rejected, %zu customers, %zu words of notes, %ld cents\n", in.count, in.rejected,
	       invoice_customers(&in), words, invoice_total(&in, &c, &tax));
	catalogue_free(&c);
	invoice_free(&in);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "invoice"))
		return invoice(argv[2]);
	fprintf(stderr, "usage: shopctl invoice FOLDER\n");
	return 2;
}
