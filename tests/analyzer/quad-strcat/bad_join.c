/* Texts that are walked to their end for each piece. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void join(char *out, char *const *words, int n)
{
	for (int i = 0; i < n; i++) {
		strcat(out, words[i]); /* expect: quad-strcat */
		strcat(out, " ");
	}
}

void numbers(char *out, const int *values, int n)
{
	for (int i = 0; i < n; i++)
		sprintf(out + strlen(out), "%d,", values[i]); /* expect: quad-strcat */
}

struct text { char *bytes; size_t room; };

static void add(struct text *t, const char *piece)
{
	strcat(t->bytes, piece);
}

void lines(struct text *t, FILE *f)
{
	char line[200];

	while (fgets(line, sizeof line, f))
		add(t, line); /* expect: quad-strcat */
}

char *grown(char *const *words, int n)
{
	size_t room = 1;
	char *out = calloc(1, 1);

	for (int i = 0; i < n; i++) {
		room += strlen(words[i]);
		out = realloc(out, room);
		strcat(out, words[i]); /* expect: quad-strcat */
	}
	return out;
}
