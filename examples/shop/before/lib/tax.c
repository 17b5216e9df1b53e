#include "tax.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"

int tax_percent(const char *path, const char *category)
{
	char line[128], *field[2];
	int percent = 0;
	FILE *in = fopen(path, "r");

	if (!in)
		return 0;
	while (fgets(line, sizeof line, in)) {
		if (csv_split(line, field, 2) == 2 && !strcmp(field[0], category)) {
			percent = atoi(field[1]);
			break;
		}
	}
	fclose(in);
	return percent;
}
