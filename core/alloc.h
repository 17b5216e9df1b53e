#ifndef WEIR_CORE_ALLOC_H
#define WEIR_CORE_ALLOC_H

#include <stddef.h>

/*
 * alloc.h - memory that is there or ends the program with a message.
 * Sizes that come from input are checked by the reader before they get here.
 */

void *wr_malloc(size_t size);                    /* never NULL, also for 0 */
void *wr_calloc(size_t count, size_t size);      /* zeroed; overflow ends the program */
void *wr_realloc(void *old, size_t size);
char *wr_strdup(const char *s);
char *wr_strndup(const char *s, size_t n);

/* Grows the array *items (n used, *cap allocated, item_size each) so that at
 * least `more` further items fit; doubles, so that n pushes cost O(n). */
void *wr_grow(void *items, size_t n, size_t *cap, size_t more, size_t item_size);

/* Room for one more in a struct with fields ITEMS, N and CAP. */
#define WR_PUSH(items, n, cap) \
	((items) = wr_grow((items), (n), &(cap), 1, sizeof *(items)), &(items)[(n)++])

#endif
