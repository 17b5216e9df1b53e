/* A sorted linked list: the way to the place of each new element is as long as the list. */
#include <stdlib.h>

struct commit { long date; };
struct list { struct commit *item; struct list *next; };

void for_each_ref(void (*each)(struct commit *c));

static struct list *push(struct commit *item, struct list **at)
{
	struct list *l = malloc(sizeof *l);

	l->item = item;
	l->next = *at;
	*at = l;
	return l;
}

struct list *insert_by_date(struct commit *item, struct list **list)
{
	struct list **at = list;
	struct list *l;

	while ((l = *at) != NULL) {
		if (l->item->date < item->date)
			break;
		at = &l->next;
	}
	return push(item, at);
}

struct list *sorted(struct commit **commits, int n)
{
	struct list *l = NULL;

	for (int i = 0; i < n; i++)
		insert_by_date(commits[i], &l); /* expect: quad-sorted-insert */
	return l;
}

static struct list *complete;

static void mark(struct commit *c)
{
	if (c->date)
		insert_by_date(c, &complete);
}

void mark_all(void)
{
	for_each_ref(mark); /* expect: quad-sorted-insert */
}
