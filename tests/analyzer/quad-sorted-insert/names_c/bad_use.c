/* One insertion per line; the memmove is three calls away. */
#include <stdio.h>
#include "names.h"

void read_names(struct names *n, FILE *f)
{
	char line[200];

	while (fgets(line, sizeof line, f))
		names_insert(n, line); /* expect: quad-sorted-insert */
}
