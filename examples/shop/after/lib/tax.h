#ifndef SHOP_TAX_H
#define SHOP_TAX_H

struct tax_table {
	struct { char category[16]; int percent; } rows[32];
	int count;
};

/* Reads "category,percent" lines; 0, or -1 if the file cannot be read. */
int tax_load(struct tax_table *t, const char *path);

/* The tax on a category in percent; 0 if it is not listed. */
int tax_percent(const struct tax_table *t, const char *category);

#endif
