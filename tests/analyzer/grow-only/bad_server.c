/* A table and a list that each event adds to. */
#include <stdlib.h>
#include <string.h>

struct map;
struct map *map_new(void);
void map_put(struct map *m, const char *key, void *value);
void *map_get(struct map *m, const char *key);
int wait_for_event(char *text, int size);

struct visit { struct visit *next; char *text; };

static struct map *seen;
static struct visit *visits;

static void remember(const char *text)
{
	struct visit *v = calloc(1, sizeof *v);

	if (!v)
		return;
	v->text = strdup(text);
	v->next = visits;
	visits = v;				/* expect: grow-only */
}

static void handle(const char *text)
{
	if (!map_get(seen, text))
		map_put(seen, text, NULL);	/* expect: grow-only */
	remember(text);
}

int serve(void)
{
	char text[256];

	seen = map_new();
	for (;;) {
		if (wait_for_event(text, sizeof text) < 0)
			break;
		handle(text);
	}
	return 0;
}
