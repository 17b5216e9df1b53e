#include <stdlib.h>
#include <string.h>

struct slot { int key, value; };

struct slot *table(size_t n)
{
	struct slot *slots = malloc(n * sizeof *slots);

	if (!slots)
		return NULL;
	memset(slots, 0, n * sizeof *slots);            /* expect: c-calloc-memset */
	return slots;
}

char *buffer(size_t size)
{
	char *bytes = malloc(size);

	memset(bytes, 0, size);                         /* expect: c-calloc-memset */
	return bytes;
}

char *twice(size_t size)
{
	char *bytes = calloc(size, 1);

	memset(bytes, 0, size);                         /* expect: c-calloc-memset */
	return bytes;
}
