#include <stddef.h>

/* The list of the whole program. */
struct list { void **items; int count, room; };

void list_add(struct list *l, void *item);
int list_find(const struct list *l, const char *name);

struct config { struct list *bars; };
struct index { struct list *words; };
