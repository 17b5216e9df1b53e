/* The list is walked to see whether the new element is there already. */
#include <stdlib.h>
#include <string.h>

struct folder { const char *path; int type; struct folder *next; };

void folder_add(struct folder **list, int type, const char *path)
{
	struct folder *before = NULL, *f = *list;

	while (f) {
		if (f->type == type && !strcmp(f->path, path))
			return;
		before = f;
		f = f->next;
	}
	f = calloc(1, sizeof *f);
	f->type = type;
	f->path = path;
	if (before)
		before->next = f;
	else
		*list = f;
}

void folders_of(struct folder **list, const char **paths, int n)
{
	for (int i = 0; i < n; i++)
		folder_add(list, 1, paths[i]);
}
