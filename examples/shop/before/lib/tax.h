#ifndef SHOP_TAX_H
#define SHOP_TAX_H

/* The tax on a category in percent, from "category,percent" lines; 0 if it is not listed. */
int tax_percent(const char *path, const char *category);

#endif
