/* A dump of all for a log line. */
#include <stdlib.h>
#include <string.h>

void log_debug(const char *format, ...);
struct shop { char **names; int count, room; };

void add(struct shop *s, char *name)
{
	if (s->count == s->room) {
		s->room = s->room ? s->room * 2 : 16;
		s->names = realloc(s->names, s->room * sizeof *s->names);
	}
	s->names[s->count++] = name;
}

static int letters(const struct shop *s)
{
	int n = 0;

	for (int i = 0; i < s->count; i++)
		n += s->names[i][0] != 0;
	return n;
}

void work(struct shop *s, const int *jobs, int n, void (*run)(int))
{
	for (int i = 0; i < n; i++) {
		log_debug("letters: %d", letters(s)); /* expect: loop-log-format */
		run(jobs[i]);
	}
}
