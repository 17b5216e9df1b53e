#include <stdlib.h>
#include <string.h>

char *xstrdup(const char *s);

int longest(const char *const *names, int n)
{
	int most = 0;

	for (int i = 0; i < n; i++) {
		char *copy = xstrdup(names[i]);		/* expect: leak-in-loop */

		if (strlen(copy) > 80)
			continue;
		most = (int)strlen(copy) > most ? (int)strlen(copy) : most;
		free(copy);
	}
	return most;
}
