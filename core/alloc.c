/* alloc.c - memory that is there or ends the program with a message. */
#include "core/alloc.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/err.h"

/* _exit: what the program had begun to write must not look finished. */
__attribute__((noreturn)) static void out_of_memory(size_t count, size_t size)
{
	if (count == 1)
		fprintf(stderr, "weir: out of memory (%zu bytes wanted)\n", size);
	else
		fprintf(stderr, "weir: out of memory (%zu items of %zu bytes wanted)\n", count, size);
	_exit(wr_exit_code(WR_ELIMIT));
}

void *wr_malloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		out_of_memory(1, size);
	return p;
}

void *wr_calloc(size_t count, size_t size)
{
	void *p;

	if (size && count > PTRDIFF_MAX / size)
		out_of_memory(count, size);
	p = calloc(count && size ? count : 1, size ? size : 1);
	if (!p)
		out_of_memory(count, size);
	return p;
}

void *wr_realloc(void *old, size_t size)
{
	void *p = realloc(old, size ? size : 1);

	if (!p)
		out_of_memory(1, size);
	return p;
}

char *wr_strdup(const char *s)
{
	return wr_strndup(s, strlen(s));
}

char *wr_strndup(const char *s, size_t n)
{
	size_t length = strnlen(s, n);
	char *copy = wr_malloc(length + 1);

	memcpy(copy, s, length);
	copy[length] = '\0';
	return copy;
}

void *wr_grow(void *items, size_t n, size_t *cap, size_t more, size_t item_size)
{
	size_t wanted = *cap ? *cap : 8;

	if (more <= *cap && n <= *cap - more)
		return items;
	if (more > PTRDIFF_MAX / item_size - n)
		out_of_memory(more, item_size);
	while (wanted < n + more)
		wanted *= 2;
	items = wr_realloc(items, wanted * item_size);
	*cap = wanted;
	return items;
}
