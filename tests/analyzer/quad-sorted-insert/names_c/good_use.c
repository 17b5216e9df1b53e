/* Appended; removed; inserted once; into a list of each turn's own. */
#include <stdio.h>
#include <string.h>
#include "names.h"

struct book { struct names names; struct book *next; };

void read_names(struct names *n, FILE *f)
{
	char line[200];

	while (fgets(line, sizeof line, f))
		names_append(n, line);
}

void forget(struct names *n, char *const *texts, int count)
{
	for (int i = 0; i < count; i++)
		names_remove(n, texts[i]);
}

void one(struct names *n, const char *text)
{
	names_insert(n, text);
}

void title(struct book *books)
{
	for (struct book *b = books; b; b = b->next)
		names_insert(&b->names, "title");
}

/* Characters are put in where the cursor is. */
struct line { char *text; int length, room; };

void type(struct line *l, int at, const char *keys)
{
	for (int i = 0; keys[i]; i++) {
		memmove(l->text + at + 1, l->text + at, l->length - at);
		l->text[at++] = keys[i];
		l->length++;
	}
}
