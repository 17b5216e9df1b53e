struct commit { int flags; struct commit *parents[2]; };
struct queue { struct commit **items; int count, limit, fresh; };
struct slot { int used; };
struct table { struct slot slots[8]; int uses; };

struct commit *take(struct queue *q);
void put(struct queue *q, struct commit *c);
void use(struct table *t, int slot);

/* The queue counts. */
static int has_new(struct queue *q)
{
	return q->fresh > 0;
}

int walk(struct commit *tip)
{
	struct queue q = { 0 };
	int n = 0;

	put(&q, tip);
	while (has_new(&q)) {
		struct commit *c = take(&q);

		for (int i = 0; i < 2; i++)
			if (c->parents[i])
				put(&q, c->parents[i]);
		n++;
	}
	return n;
}

/* Asked once for each queue. */
static int has_any(struct queue *q)
{
	for (int i = 0; i < q->count; i++)
		if (q->items[i]->flags & 1)
			return 1;
	return 0;
}

int count_any(struct queue **queues, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		n += has_any(queues[i]);
		put(queues[i], 0);
	}
	return n;
}

/* Eight slots. */
static int free_slot(const struct table *t)
{
	for (int i = 0; i < 8; i++)
		if (!t->slots[i].used)
			return i;
	return -1;
}

void use_all(struct table *t, int count)
{
	for (int i = 0; i < count; i++)
		use(t, free_slot(t));
}
