#include <stdlib.h>

struct item { struct item *next; int id; };
struct section { struct item *items; };

/* Walks to the end, by a pointer to the link. */
static void section_add(struct section *s, struct item *item)
{
	struct item **last;

	for (last = &s->items; *last; last = &(*last)->next)
		;
	*last = item;
}

void read_section(struct section *s, const int *ids, int count)
{
	for (int i = 0; i < count; i++) {
		struct item *item = calloc(1, sizeof *item);

		item->id = ids[i];
		section_add(s, item);           /* expect: quad-sorted-insert */
	}
}

static void list_append(struct item **list, struct item *item)
{
	struct item *head = *list;

	if (!head) {
		*list = item;
		return;
	}
	while (head->next)
		head = head->next;
	head->next = item;
}

struct item *read_list(const int *ids, int count)
{
	struct item *list = NULL;

	for (int i = 0; i < count; i++) {
		struct item *item = calloc(1, sizeof *item);

		item->id = ids[i];
		list_append(&list, item);       /* expect: quad-sorted-insert */
	}
	return list;
}
