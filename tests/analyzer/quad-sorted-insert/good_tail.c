#include <stdlib.h>

struct item { struct item *next; int id; };
struct section { struct item *items, *tail; };

static void section_add(struct section *s, struct item *item)
{
	if (s->tail)
		s->tail->next = item;
	else
		s->items = item;
	s->tail = item;
}

void read_section(struct section *s, const int *ids, int count)
{
	for (int i = 0; i < count; i++) {
		struct item *item = calloc(1, sizeof *item);

		item->id = ids[i];
		section_add(s, item);
	}
}

/* Each list its own. */
static void list_append(struct item **list, struct item *item)
{
	struct item *head = *list;

	while (head->next)
		head = head->next;
	head->next = item;
}

void finish(struct item **lists, struct item *ends, int count)
{
	for (int i = 0; i < count; i++)
		list_append(&lists[i], &ends[i]);
}
