#include "analyzer/name_parts.h"

#include <string.h>

static const char *behind(const char *name, const char *a, const char *b)
{
	const char *last = a > b ? a : b;

	return last ? last + 1 : name;
}

const char *an_last_part(const char *name)
{
	return behind(name, strrchr(name, '.'), NULL);
}

const char *an_last_name(const char *name)
{
	return behind(name, strrchr(name, '.'), strrchr(name, ':'));
}

const char *an_own_name(const char *name)
{
	return behind(name, strrchr(name, '.'), strrchr(name, '>'));
}
