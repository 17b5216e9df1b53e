#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int count(const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	int found = 0;

	if (!f)
		return -1;
	while (getline(&line, &size, f) > 0)
		found += line[0] == '#';
	free(line);
	fclose(f);
	return found;
}

char *read_all(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text;
	long n;

	if (!f)
		return NULL;
	fseek(f, 0, SEEK_END);
	n = ftell(f);
	rewind(f);
	text = malloc((size_t)n + 1);
	n = (long)fread(text, 1, (size_t)n, f);
	text[n] = '\0';
	fclose(f);
	return text;
}

/* A block of fixed size. */
int words(FILE *f)
{
	char block[512];
	int found = 0;
	size_t n = fread(block, 1, sizeof block - 1, f);

	block[n] = '\0';
	for (char *line = strtok(block, "\n"); line; line = strtok(NULL, "\n"))
		found++;
	return found;
}
