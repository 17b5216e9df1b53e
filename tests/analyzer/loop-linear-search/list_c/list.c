#include <string.h>
#include "list.h"

struct user *find_user(struct user *list, int id)
{
	for (struct user *u = list; u; u = u->next) {
		if (u->id == id)
			return u;
	}
	return NULL;
}

struct user *find_by_name(struct user *users, int n, const char *name)
{
	for (int i = 0; i < n; i++) {
		if (!strcmp(users[i].name, name))
			return &users[i];
	}
	return NULL;
}

static const struct { const char *name; int level; } levels[] = {
	{ "debug", 0 }, { "info", 1 }, { "notice", 2 }, { "warning", 3 }, { "error", 4 }, { "critical", 5 },
	{ "alert", 6 }, { "emergency", 7 }, { "trace", 8 }, { "fine", 9 }, { "finer", 10 }, { "finest", 11 },
	{ "silly", 12 }, { "verbose", 13 }, { "http", 14 }, { "warn", 15 }, { "err", 16 }, { "crit", 17 },
};

int level_of(const char *name)
{
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
		if (!strcmp(levels[i].name, name))
			return levels[i].level;
	}
	return -1;
}

/* From where it is told. */
int skip_same(const struct user *users, int n, int at)
{
	const char *name = users[at].name;

	while (++at < n && !strcmp(users[at].name, name))
		;
	return at;
}

int next_free(const int *taken, int n, int from, int wanted)
{
	for (int i = from; i < n; i++) {
		if (taken[i] == wanted)
			return i;
	}
	return -1;
}

/* A bucket of a hash table. */
struct user *look_up(const struct table *t, int id)
{
	for (struct user *u = t->more[id % t->size]; u; u = u->next) {
		if (u->id == id)
			return u;
	}
	return NULL;
}
