#include "list.h"

struct order { int user; const char *name; };

int known(struct user *users, const struct order *orders, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		found += find_user(users, orders[i].user) != 0; /* expect: loop-linear-search */
	return found;
}

int by_name(struct user *users, int user_count, const struct order *orders, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		if (find_by_name(users, user_count, orders[i].name)) /* expect: loop-linear-search */
			found++;
	return found;
}
