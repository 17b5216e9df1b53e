/* Put in at the front, removed, or put in once. */
#include <stdlib.h>

struct commit { long date; };
struct list { struct commit *item; struct list *next; };

static struct list *push(struct commit *item, struct list **at)
{
	struct list *l = malloc(sizeof *l);

	l->item = item;
	l->next = *at;
	*at = l;
	return l;
}

static struct list *insert_by_date(struct commit *item, struct list **list)
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

static void remove_one(struct commit *item, struct list **list)
{
	struct list **at, *l;

	for (at = list; (l = *at); at = &l->next) {
		if (l->item == item)
			break;
	}
	if (l) {
		*at = l->next;
		free(l);
	}
}

struct list *all(struct commit **commits, int n, struct commit *last)
{
	struct list *l = NULL;

	for (int i = 0; i < n; i++)
		push(commits[i], &l);
	for (int i = 0; i < n; i++)
		remove_one(commits[i], &l);
	insert_by_date(last, &l);
	return l;
}
