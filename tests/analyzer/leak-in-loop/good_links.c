/* What is put into a list by the address of its link is kept; file descriptors taken to fill up the low numbers. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct link { struct link *next, *prev; };
struct name { char *text; struct link link; };

#define LIST_APPEND(list, element) \
	({ (element)->prev = (list)->prev; (element)->prev->next = (list)->prev = (element); (element)->next = (list); })

static struct { struct link names; } known;

int add_names(char **texts)
{
	for (int i = 0; *texts[i]; i++) {
		struct name *name = calloc(1, sizeof *name);

		if (!name)
			return -1;
		name->text = strdup(texts[i]);
		LIST_APPEND(&known.names, &name->link);
	}
	return 0;
}

int reserve_low_numbers(int fd)
{
	while (fd < 3) {
		fd = dup(fd);
		if (fd == -1)
			return -1;
	}
	return 0;
}
