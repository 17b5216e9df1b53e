/* What is measured was read just before: one line. */
#include <stdio.h>
#include <string.h>

int read_entry(char *to, int n, FILE *f)
{
	char *at = to;

	while (at < to + n && fgets(at, (int)(to + n - at), f)) {
		size_t length = strlen(at);

		if (!length || at[length - 1] != '\\')
			break;
		at += length;
	}
	return (int)(at - to);
}
