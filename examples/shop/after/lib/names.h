#ifndef SHOP_NAMES_H
#define SHOP_NAMES_H

#include <stddef.h>

/* A set of names, borrowed from the caller. Zeroed, it is empty. */
struct names {
	const char **slots;
	size_t count, room;     /* room: slots, a power of two, or 0 */
};

void names_add(struct names *n, const char *name);
void names_free(struct names *n);

#endif
