#ifndef SHOP_CSV_H
#define SHOP_CSV_H

#include <stddef.h>

/* Splits line in place at commas; returns the number of fields, at most max. */
int csv_split(char *line, char **field, int max);

struct csv_text { size_t words, capitals; };

/* Counts the words and capitals of a text. */
void csv_measure(const char *text, struct csv_text *out);

#endif
