/* Long texts that are read on piece by piece. */
#include <stdio.h>
#include <string.h>

long sum(const char *text)
{
	long total = 0;
	int n, used;

	while (sscanf(text, "%d%n", &n, &used) == 1) { /* expect: quad-sscanf */
		total += n;
		text += used;
	}
	return total;
}

int count(const char *at)
{
	int n = 0;

	while (strlen(at) > 4) { /* expect: quad-sscanf */
		n += at[4] == ':';
		at += 5;
	}
	return n;
}
