/* Beyond a number of names a tree is searched. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tree;
struct tree *tree_new(void);
bool tree_find(struct tree *t, const char *name);
void tree_insert(struct tree *t, char *name);

struct names { char **names; int count, limit; struct tree *tree; };

bool names_have(struct names *n, const char *name)
{
	if (n->tree)
		return tree_find(n->tree, name);
	for (int i = 0; i < n->count; i++) {
		if (!strcmp(n->names[i], name))
			return true;
	}
	return false;
}

void names_add(struct names *n, const char *name)
{
	if (names_have(n, name))
		return;
	if (n->count < n->limit) {
		n->names[n->count++] = strdup(name);
		return;
	}
	if (!n->tree) {
		n->tree = tree_new();
		for (int i = 0; i < n->count; i++)
			tree_insert(n->tree, n->names[i]);
	}
	tree_insert(n->tree, strdup(name));
	n->count++;
}

void names_read(struct names *n, FILE *f)
{
	char line[256];

	while (fgets(line, sizeof line, f))
		names_add(n, line);
}
