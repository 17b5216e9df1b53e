/* arena.c - blocks that double in size up to a limit; a piece that is large for
 * its block gets a block of its own, so that little is left unused. */
#include "core/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"

enum { FIRST_BLOCK = 16 << 10, LARGEST_BLOCK = 1 << 20 };

struct block {
	struct block *next;
	size_t size, used;
	max_align_t bytes[];
};

struct wr_arena {
	struct block *head;     /* pieces are taken from this one */
	size_t next_size;
	size_t handed_out;
};

struct wr_arena *wr_arena_new(void)
{
	struct wr_arena *a = wr_calloc(1, sizeof *a);

	a->next_size = FIRST_BLOCK;
	return a;
}

static void free_blocks(struct block *b)
{
	while (b) {
		struct block *next = b->next;

		free(b);
		b = next;
	}
}

void wr_arena_free(struct wr_arena *a)
{
	if (!a)
		return;
	free_blocks(a->head);
	free(a);
}

/* Moves the largest block to the front of the list and returns it. */
static struct block *largest_first(struct block **head)
{
	struct block **best = head, *b;

	for (struct block **at = head; *at; at = &(*at)->next)
		if ((*at)->size > (*best)->size)
			best = at;
	b = *best;
	*best = b->next;
	b->next = *head;
	return *head = b;
}

void wr_arena_reset(struct wr_arena *a)
{
	struct block *kept;

	a->handed_out = 0;
	if (!a->head)
		return;
	kept = largest_first(&a->head);
	free_blocks(kept->next);
	kept->next = NULL;
	memset(kept->bytes, 0, kept->used);
	kept->used = 0;
}

/* Zeroed, and stays so where nothing was taken: large blocks come so from the system, at no cost. */
static struct block *block_new(size_t size)
{
	struct block *b = wr_calloc(1, sizeof *b + size);

	b->size = size;
	return b;
}

static struct block *block_for(struct wr_arena *a, size_t size)
{
	struct block *b;

	if (a->head && a->head->size - a->head->used >= size)
		return a->head;
	if (a->head && size > a->next_size / 4) {
		b = block_new(size);
		b->next = a->head->next;
		return a->head->next = b;
	}
	b = block_new(size > a->next_size ? size : a->next_size);
	b->next = a->head;
	if (a->next_size < LARGEST_BLOCK)
		a->next_size *= 2;
	return a->head = b;
}

void *wr_arena_alloc(struct wr_arena *a, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	struct block *b;
	char *piece;

	if (size > PTRDIFF_MAX - 2 * align)
		return wr_calloc(size, 2);      /* ends the program with its message */
	size = (size ? size + align - 1 : align) & ~(align - 1);
	b = block_for(a, size);
	piece = (char *)b->bytes + b->used;
	b->used += size;
	a->handed_out += size;
	return piece;
}

void *wr_arena_array(struct wr_arena *a, size_t count, size_t size)
{
	if (size && count > PTRDIFF_MAX / size)
		return wr_calloc(count, size);  /* the same */
	return wr_arena_alloc(a, count * size);
}

char *wr_arena_strndup(struct wr_arena *a, const char *s, size_t n)
{
	size_t length = strnlen(s, n);

	return memcpy(wr_arena_alloc(a, length + 1), s, length);
}

char *wr_arena_strdup(struct wr_arena *a, const char *s)
{
	return s ? wr_arena_strndup(a, s, strlen(s)) : NULL;
}

char *wr_arena_printf(struct wr_arena *a, const char *format, ...)
{
	va_list args, again;
	char *text;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	text = wr_arena_alloc(a, n > 0 ? (size_t)n + 1 : 1);
	if (n > 0)
		vsnprintf(text, (size_t)n + 1, format, again);
	va_end(again);
	return text;
}

size_t wr_arena_used(const struct wr_arena *a)
{
	return a->handed_out;
}
