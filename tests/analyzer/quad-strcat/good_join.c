/* Begun anew on each turn, of fixed size, or appended at a known end. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <string.h>

void join(char *out, char *const *words, int n)
{
	char *end = out;

	for (int i = 0; i < n; i++)
		end = stpcpy(end, words[i]);
}

void paths(char *out, const char *folder, char *const *names, int n)
{
	for (int i = 0; i < n; i++) {
		strcpy(out, folder);
		strcat(out, names[i]);
		puts(out);
	}
}

void emptied(char *out, char *const *names, int n)
{
	for (int i = 0; i < n; i++) {
		out[0] = '\0';
		strcat(out, names[i]);
		puts(out);
	}
}

void fixed(char *const *names, int n)
{
	char line[100] = "";

	for (int i = 0; i < n; i++)
		strncat(line, names[i], sizeof line - 1);
	puts(line);
}

void twice(char *out, const char *a, const char *b)
{
	strcat(out, a);
	strcat(out, b);
}

struct name { char *text; struct name *next; };

void all(struct name *names)
{
	for (struct name *n = names; n; n = n->next)
		strcat(n->text, "!");
}
