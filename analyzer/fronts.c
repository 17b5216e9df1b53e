/* fronts.c - which front end reads a file. */
#include <ctype.h>
#include <string.h>
#include "analyzer/front.h"

static const struct an_front *const fronts[] = {
#define FRONT(name) &an_front_##name,
#include "analyzer/fronts.def"
};

static bool same_ignoring_case(const char *lower, const char *s)
{
	for (; *lower && *s; lower++, s++) {
		if (*lower != tolower((unsigned char)*s))
			return false;
	}
	return !*lower && !*s;
}

const struct an_front *an_front_for(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash ? slash : path, '.');

	if (!dot)
		return NULL;
	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
		for (const char *const *e = fronts[i]->extensions; *e; e++) {
			if (same_ignoring_case(*e, dot))
				return fronts[i];
		}
	}
	return NULL;
}
