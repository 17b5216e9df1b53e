/* Filled by what is read: long. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include "list.h"

void read_words(struct index *x, FILE *f)
{
	char line[200];

	while (fgets(line, sizeof line, f))
		list_add(x->words, strdup(line));
}

int known(struct index *x, FILE *f)
{
	char line[200];
	int n = 0;

	while (fgets(line, sizeof line, f))
		n += list_find(x->words, line) >= 0; /* expect: loop-linear-search */
	return n;
}
