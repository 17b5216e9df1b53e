/* Taken once, or of a text that moves or changes. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

int spaces(const char *s)
{
	size_t length = strlen(s);
	int n = 0;

	for (size_t i = 0; i < length; i++)
		n += s[i] == ' ';
	return n;
}

int to_the_end(const char *s)
{
	int n = 0;

	for (; *s; s++)
		n += *s == ' ';
	return n;
}

/* Each turn drops the last character. */
void trim(char *s)
{
	while (strlen(s) > 0 && s[strlen(s) - 1] == ' ')
		s[strlen(s) - 1] = '\0';
}

/* Another text on each turn. */
int lines(FILE *f)
{
	char line[200];
	int n = 0;

	while (fgets(line, sizeof line, f) && strlen(line) > 1)
		n++;
	return n;
}

int advance(const char *s)
{
	int n = 0;

	while (strlen(s) > 3) {
		s = strchr(s, ',');
		if (!s)
			break;
		s++;
		n++;
	}
	return n;
}

int constant(const int *values)
{
	int n = 0;

	for (size_t i = 0; i < strlen("0123456789"); i++)
		n += values[i];
	return n;
}

/* In the body the text is another one each time. */
size_t total(char *const *words, int n)
{
	size_t sum = 0;

	for (int i = 0; i < n; i++)
		sum += strlen(words[i]);
	return sum;
}

/* In the increment: as many turns as words, not as characters of the word. */
int occurrences(const char *text, const char *word)
{
	int n = 0;

	for (const char *at = strstr(text, word); at; at = strstr(at + strlen(word), word))
		n++;
	return n;
}
