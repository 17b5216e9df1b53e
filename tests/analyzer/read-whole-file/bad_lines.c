#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int count(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text, *line;
	long n;
	int found = 0;

	if (!f)
		return -1;
	fseek(f, 0, SEEK_END);
	n = ftell(f);
	rewind(f);
	text = malloc((size_t)n + 1);
	n = (long)fread(text, 1, (size_t)n, f);		/* expect: read-whole-file */
	text[n] = '\0';
	for (line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		found += line[0] == '#';
	free(text);
	fclose(f);
	return found;
}
