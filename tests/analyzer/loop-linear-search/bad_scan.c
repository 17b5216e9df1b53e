struct commit { int flags; struct commit *parents[2]; };
struct queue { struct commit **items; int count, limit; };
struct list { void **items; int count; };
typedef int (*compare_fn)(const void *a, const void *b);

struct commit *take(struct queue *q);
void put(struct queue *q, struct commit *c);

/* Asks all that wait, on every turn. */
static int has_new(struct queue *q)
{
	for (int i = 0; i < q->count; i++) {
		struct commit *c = q->items[i];
		if (!(c->flags & 1))
			return 1;
	}
	return 0;
}

int walk(struct commit *tip)
{
	struct queue q = { 0 };
	int n = 0;

	put(&q, tip);
	while (has_new(&q)) {                   /* expect: loop-linear-search */
		struct commit *c = take(&q);

		for (int i = 0; i < 2; i++)
			if (c->parents[i])
				put(&q, c->parents[i]);
		n++;
	}
	return n;
}

void list_add(struct list *l, void *item)
{
	l->items[l->count++] = item;
}

/* The comparison is the caller's. */
static int index_of(const struct list *l, const void *wanted, compare_fn compare)
{
	for (int i = 0; i < l->count; i++) {
		const void *item = l->items[i];
		if (compare(wanted, item) == 0)
			return i;
	}
	return -1;
}

int known(const struct list *l, void **found, int found_count, compare_fn compare)
{
	int n = 0;

	for (int i = 0; i < found_count; i++)
		n += index_of(l, found[i], compare) >= 0;       /* expect: loop-linear-search */
	return n;
}
