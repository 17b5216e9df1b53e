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
