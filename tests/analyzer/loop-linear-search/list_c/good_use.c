#include "list.h"

struct team { struct user *members; int leader; struct team *next; };

/* Each team has a list of its own. */
int leaders(struct team *teams)
{
	int found = 0;

	for (struct team *t = teams; t; t = t->next)
		found += find_user(t->members, t->leader) != 0;
	return found;
}

/* A table that is written down in the source. */
int loudest(const char *const *names, int n)
{
	int most = 0;

	for (int i = 0; i < n; i++)
		if (level_of(names[i]) > most)
			most = level_of(names[i]);
	return most;
}

int once(struct user *users, int id)
{
	return find_user(users, id) != 0;
}

/* Goes on where the helper stopped. */
int groups(const struct user *users, int n)
{
	int count = 0;

	for (int i = 0; i < n; i++) {
		i = skip_same(users, n, i) - 1;
		count++;
	}
	return count;
}

int free_ones(const int *taken, int n, const int *from, int m)
{
	int count = 0;

	for (int i = 0; i < m; i++)
		count += next_free(taken, n, from[i], 0) >= 0;
	return count;
}

int hashed(const struct table *t, const int *ids, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		found += look_up(t, ids[i]) != 0;
	return found;
}

struct group { struct user *first; };

static struct user *member(struct user *list, int id)
{
	return find_user(list, id);
}

/* Another list on each turn. */
int members(struct user **lists, const int *ids, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		found += member(*(lists + i), ids[i]) != 0;
	return found;
}
