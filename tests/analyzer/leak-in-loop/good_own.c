#include <stdlib.h>
#include <string.h>

struct pool;
char *pool_strdup(struct pool *pool, const char *s);
char *xstrdup(const char *s);

static void free_text(char **text)
{
	free(*text);
}

/* The pool frees it. */
int longest(struct pool *pool, const char *const *names, int n)
{
	int most = 0;

	for (int i = 0; i < n; i++) {
		char *copy = pool_strdup(pool, names[i]);

		most = (int)strlen(copy) > most ? (int)strlen(copy) : most;
	}
	return most;
}

/* The end of the block frees it. */
int shortest(const char *const *names, int n)
{
	int least = 0;

	for (int i = 0; i < n; i++) {
		__attribute__((cleanup(free_text))) char *copy = xstrdup(names[i]);

		least = (int)strlen(copy) < least ? (int)strlen(copy) : least;
	}
	return least;
}

/* The one that is looked for. */
char *find(const char *const *names, int n)
{
	char *found = NULL;

	for (int i = 0; i < n; i++) {
		if (names[i][0] == '#') {
			found = xstrdup(names[i]);
			continue;
		}
		if (names[i][0] == '!')
			found = NULL;
	}
	return found;
}

/* The inner loop's turn is not that of the outer one. */
long both(const char *const *names, int n)
{
	long sum = 0;

	for (int i = 0; i < n; i++) {
		char *copy = xstrdup(names[i]);

		for (int k = 0; k < n; k++) {
			if (k == i)
				continue;
			sum += names[k][0];
		}
		free(copy);
	}
	return sum;
}
