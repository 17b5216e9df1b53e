#include <string.h>

struct node { struct node *next; const char *name; };

/* Both are sorted: the inner loop goes on where it was. */
int pick(struct node *all, int wanted_count, char **wanted, struct node **found)
{
	int i = 0, n = 0;

	for (struct node *at = all; at; at = at->next) {
		while (i < wanted_count) {
			int order = strcmp(at->name, wanted[i]);

			if (order < 0)
				break;
			if (order == 0) {
				found[i] = at;
				n++;
			}
			i++;
		}
	}
	return n;
}

int common(struct node *a, struct node *b)
{
	struct node *other = b;
	int n = 0;

	for (; a; a = a->next)
		while (other && strcmp(other->name, a->name) <= 0) {
			n += other->name == a->name;
			other = other->next;
		}
	return n;
}
