#include "invoice.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"

static struct order *add(struct invoice *in)
{
	if (in->count == in->room) {
		in->room = in->room ? in->room * 2 : 64;
		in->orders = realloc(in->orders, in->room * sizeof *in->orders);
		if (!in->orders)
			abort();
	}
	return memset(&in->orders[in->count++], 0, sizeof *in->orders);
}

int invoice_load(struct invoice *in, const char *path)
{
	char line[4096], *field[5];
	FILE *file = fopen(path, "r");
	regex_t sku;

	memset(in, 0, sizeof *in);
	if (!file)
		return -1;
	if (regcomp(&sku, "^SKU-[0-9]{5}$", REG_EXTENDED | REG_NOSUB))
		abort();
	while (fgets(line, sizeof line, file)) {
		struct order *o;

		if (csv_split(line, field, 5) != 5 || regexec(&sku, field[2], 0, NULL, 0)) {
			in->rejected++;
			continue;
		}
		o = add(in);
		o->id = atol(field[0]);
		snprintf(o->customer, sizeof o->customer, "%s", field[1]);
		snprintf(o->sku, sizeof o->sku, "%s", field[2]);
		o->quantity = atoi(field[3]);
		csv_measure(field[4], &o->note);
	}
	regfree(&sku);
	fclose(file);
	return 0;
}

void invoice_free(struct invoice *in)
{
	free(in->orders);
}

long invoice_total(const struct invoice *in, const struct catalogue *c, const struct tax_table *taxes)
{
	long total = 0;

	for (size_t i = 0; i < in->count; i++) {
		const struct order *o = &in->orders[i];
		const struct product *p = catalogue_find(c, o->sku);
		long net;

		if (!p)
			continue;
		net = p->cents * o->quantity;
		total += net + net * tax_percent(taxes, p->category) / 100;
	}
	return total;
}

size_t invoice_customers(const struct invoice *in)
{
	struct names customers = { NULL, 0, 0 };

	for (size_t i = 0; i < in->count; i++)
		names_add(&customers, in->orders[i].customer);
	names_free(&customers);
	return customers.count;
}
