#include "tax.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"

int tax_load(struct tax_table *t, const char *path)
{
	char line[128], *field[2];
	FILE *in = fopen(path, "r");

	t->count = 0;
	if (!in)
		return -1;
	while (t->count < 32 && fgets(line, sizeof line, in)) {
		if (csv_split(line, field, 2) != 2)
			continue;
		snprintf(t->rows[t->count].category, sizeof t->rows[0].category, "%s", field[0]);
		t->rows[t->count++].percent = atoi(field[1]);
	}
	fclose(in);
	return 0;
}

int tax_percent(const struct tax_table *t, const char *category)
{
	for (int i = 0; i < t->count && i < 32; i++)
		if (!strcmp(t->rows[i].category, category))
			return t->rows[i].percent;
	return 0;
}
