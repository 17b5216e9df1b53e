/* Given back only where nothing came of it. */
#include <stdlib.h>
#include <string.h>

struct filter { struct filter *next; char text[64]; };

int parse(struct filter *f, const char *text);

struct filter *read_all(char *const *texts, int n)
{
	struct filter *all = NULL;

	for (int i = 0; i < n; i++) {
		struct filter *f = malloc(sizeof *f);

		if (parse(f, texts[i]) < 0) {
			free(f);
			continue;
		}
		f->next = all;
		all = f;
	}
	return all;
}
