/* Something takes from each of them, or they are filled before anything happens. */
#include <stdlib.h>
#include <string.h>

struct map;
struct map *map_new(void);
void map_put(struct map *m, const char *key, void *value);
void *map_get(struct map *m, const char *key);
void map_remove(struct map *m, const char *key);
int map_size(struct map *m);
void prune(struct map *m);
int wait_for_event(char *text, int size);

struct guest { struct guest *next; char *text; };
struct job { struct job *next; int number; };
struct word { struct word *next; const char *text; };

static struct map *taken, *measured, *pruned, *handlers, *aliased, *given, *words_of;
static struct guest *guests;
static struct job *jobs;
static struct word *words;

static void remember(const char *text)
{
	struct guest *v = calloc(1, sizeof *v);

	if (!v)
		return;
	v->next = guests;
	guests = v;
	v->text = strdup(text);
}

static void forget(void)
{
	while (guests) {
		struct guest *next = guests->next;

		free(guests);
		guests = next;
	}
}

static void queue(int number)
{
	struct job *j = calloc(1, sizeof *j);

	if (!j)
		return;
	j->number = number;
	j->next = jobs;
	jobs = j;
}

static int work(void)
{
	struct job *j = jobs;

	if (!j)
		return 0;
	jobs = j->next;
	return j->number;
}

/* Before the loop. */
static void load_words(const char *const *texts)
{
	for (int i = 0; texts[i]; i++) {
		struct word *w = calloc(1, sizeof *w);

		if (!w)
			return;
		w->text = texts[i];
		w->next = words;
		words = w;
		map_put(words_of, texts[i], w);
	}
}

struct map *all_given(void)
{
	return given;
}

/* Once, when it is first asked. */
static int is_known(const char *text, const char *const *known)
{
	static struct map *names;
	static int filled;

	if (!filled) {
		names = map_new();
		for (int i = 0; known[i]; i++)
			map_put(names, known[i], NULL);
		filled = 1;
	}
	return map_get(names, text) != NULL;
}

static void handle(const char *text)
{
	struct map *m = aliased;

	map_put(taken, text, NULL);
	if (map_get(taken, "x"))
		map_remove(taken, "x");
	if (map_size(measured) < 100)
		map_put(measured, text, NULL);
	map_put(pruned, text, NULL);
	prune(pruned);
	map_put(handlers, text, NULL);
	map_put(aliased, text, NULL);
	map_remove(m, text);
	map_put(given, text, NULL);
	remember(text);
	queue(1);
}

int serve(const char *const *texts)
{
	char text[256];

	taken = map_new();
	load_words(texts);
	for (;;) {
		if (wait_for_event(text, sizeof text) < 0)
			break;
		if (is_known(text, texts))
			handle(text);
		if (work())
			forget();
	}
	return 0;
}
