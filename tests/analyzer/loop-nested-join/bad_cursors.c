#include <string.h>

struct mark { const char *name; int offset, last, seen; };

/* Tables with an entry behind the last, walked by pointers. */
void match(struct mark *marks, struct mark *known)
{
	struct mark *m = marks, *k;

	while (!m->last) {
		k = known;
		while (!k->last) {              /* expect: loop-nested-join */
			if (k->offset == m->offset)
				m->seen = 1;
			k++;
		}
		m++;
	}
}

/* Several arrays by one index. */
struct node { struct node *next; const char *name; };

int pick(struct node *all, int wanted_count, char **wanted, struct node **found)
{
	int n = 0;

	for (struct node *at = all; at; at = at->next) {
		int i;

		for (i = 0; i < wanted_count; i++) {    /* expect: loop-nested-join */
			if (!strcmp(at->name, wanted[i])) {
				found[i] = at;
				n++;
				break;
			}
		}
	}
	return n;
}
