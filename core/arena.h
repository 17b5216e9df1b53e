#ifndef WEIR_CORE_ARENA_H
#define WEIR_CORE_ARENA_H

#include <stddef.h>

/*
 * arena.h - memory that is taken piece by piece and given back all at once.
 * Pieces are aligned for any type, zeroed, and live until reset or free.
 */

struct wr_arena;

struct wr_arena *wr_arena_new(void);
void wr_arena_free(struct wr_arena *a);         /* accepts NULL */
void wr_arena_reset(struct wr_arena *a);        /* forgets all pieces, keeps the largest block */

void *wr_arena_alloc(struct wr_arena *a, size_t size);
void *wr_arena_array(struct wr_arena *a, size_t count, size_t size);
char *wr_arena_strdup(struct wr_arena *a, const char *s);       /* NULL gives NULL */
char *wr_arena_strndup(struct wr_arena *a, const char *s, size_t n);
char *wr_arena_printf(struct wr_arena *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
size_t wr_arena_used(const struct wr_arena *a); /* bytes handed out */

#endif
