/*
 * models_test.c - LRU, FIFO, LFU with and without ageing, TTL and ARC against second ones that are slow and plain.
 *
 * The models keep what is cached as an array of records in no order, or for
 * ARC as four arrays, and find everything by looking at all of it.  They share
 * no code and no data structure with the policies.
 */
#include "tests/unit/cachesim/random_trace.h"

struct item {
	uint32_t key, size;
	uint64_t came, used, uses;      /* request numbers and a count */
	uint64_t rank;                  /* uses, and the age at the last of them */
	double since;
};

struct model {
	const char *policy;
	const struct cs_trace *t;
	struct cs_limits limits;
	struct item item[MOST_KEYS];
	size_t n;
	uint64_t age;                   /* rank of the last victim */
	struct cs_result result;
};

static uint64_t weight(const struct model *m, uint32_t size)
{
	return m->limits.by_bytes ? size : 1;
}

static uint64_t used(const struct model *m)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < m->n; i++)
		sum += weight(m, m->item[i].size);
	return sum;
}

static struct item *look(struct model *m, uint32_t key)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->item[i].key == key)
			return &m->item[i];
	return NULL;
}

static void leave(struct model *m, struct item *x)
{
	*x = m->item[--m->n];
}

/* Does a go before b? */
static bool worse(const struct model *m, const struct item *a, const struct item *b)
{
	if (!strcmp(m->policy, "lru"))
		return a->used < b->used;
	if (!strcmp(m->policy, "fifo"))
		return a->came < b->came;
	if (!strcmp(m->policy, "lfuda"))
		return a->rank < b->rank || (a->rank == b->rank && a->used < b->used);
	if (!strcmp(m->policy, "lfu"))
		return a->uses < b->uses || (a->uses == b->uses && a->used < b->used);
	return a->since < b->since || (a->since == b->since && a->came < b->came);
}

static void shrink_to(struct model *m, uint64_t limit)
{
	while (used(m) > limit) {
		struct item *victim = &m->item[0];

		for (size_t i = 1; i < m->n; i++)
			if (worse(m, &m->item[i], victim))
				victim = &m->item[i];
		m->age = victim->rank;
		leave(m, victim);
	}
}

static void expire(struct model *m, double now)
{
	for (size_t i = m->n; i-- > 0;)
		if (now - m->item[i].since >= m->limits.ttl)
			leave(m, &m->item[i]);
}

static void admit(struct model *m, size_t i, uint32_t key, uint32_t size)
{
	if (weight(m, size) > m->limits.capacity)
		return;
	shrink_to(m, m->limits.capacity - weight(m, size));
	m->item[m->n++] = (struct item){ key, size, i, i, 1, 1 + m->age, m->t->time[i] };
}

static void step(struct model *m, size_t i)
{
	const struct cs_trace *t = m->t;
	uint32_t key = t->key[i], size = t->size[i];
	struct item *x;

	if (!strcmp(m->policy, "ttl"))
		expire(m, t->time[i]);
	x = look(m, key);
	if (t->operation[i] == CS_DELETE) {
		if (x)
			leave(m, x);
		return;
	}
	if (t->operation[i] == CS_READ) {
		m->result.requests++;
		m->result.misses += !x;
		m->result.missed_bytes += x ? 0 : size;
	}
	if (!x) {
		admit(m, i, key, size);
		return;
	}
	x->used = i;
	x->uses++;
	x->rank = x->uses + m->age;
	if (t->operation[i] == CS_READ)
		return;
	/* Of two objects with the same time the one that was written or came earlier is first. */
	if (!strcmp(m->policy, "ttl")) {
		x->since = t->time[i];
		x->came = i;
	}
	x->size = size;
	if (weight(m, size) > m->limits.capacity)
		leave(m, x);
	else
		shrink_to(m, m->limits.capacity);
}

static struct cs_result plain_model(const char *policy, const struct cs_trace *t, struct cs_limits limits)
{
	struct model m = { .policy = policy, .t = t, .limits = limits };

	for (size_t i = 0; i < t->n; i++)
		step(&m, i);
	return m.result;
}

/* ARC: lists are arrays, oldest first. */

struct list { uint32_t key[MOST_KEYS], size[MOST_KEYS]; size_t n; };

struct arc_model {
	struct list l[4];               /* T1 T2 B1 B2 */
	double p, c;
	bool by_bytes;
};

enum { T1, T2, B1, B2 };

static double mass(const struct arc_model *m, int l)
{
	double sum = 0;

	for (size_t i = 0; i < m->l[l].n; i++)
		sum += m->by_bytes ? m->l[l].size[i] : 1;
	return sum;
}

static void cut(struct list *l, size_t i)
{
	memmove(l->key + i, l->key + i + 1, (l->n - i - 1) * sizeof *l->key);
	memmove(l->size + i, l->size + i + 1, (l->n - i - 1) * sizeof *l->size);
	l->n--;
}

static void append(struct list *l, uint32_t key, uint32_t size)
{
	l->key[l->n] = key;
	l->size[l->n++] = size;
}

static int list_of(const struct arc_model *m, uint32_t key, size_t *at)
{
	for (int l = 0; l < 4; l++)
		for (*at = 0; *at < m->l[l].n; ++*at)
			if (m->l[l].key[*at] == key)
				return l;
	return -1;
}

static void replace(struct arc_model *m, bool in_b2)
{
	int from = T2;

	if (m->l[T1].n && (mass(m, T1) > m->p || (in_b2 && mass(m, T1) == m->p)))
		from = T1;
	if (!m->l[T2].n)
		from = T1;
	append(&m->l[from + 2], m->l[from].key[0], m->l[from].size[0]);
	cut(&m->l[from], 0);
}

static void arc_new_key(struct arc_model *m, uint32_t key, uint32_t size, double w)
{
	double l1;

	while (mass(m, T1) + mass(m, B1) + w > m->c && m->l[B1].n)
		cut(&m->l[B1], 0);
	l1 = fmin(mass(m, T1) + mass(m, B1) + w, m->c);
	while (l1 + mass(m, T2) + mass(m, B2) > 2 * m->c && m->l[B2].n)
		cut(&m->l[B2], 0);
	if (!m->l[B1].n)
		while (mass(m, T1) + w > m->c && mass(m, T1) + mass(m, T2) + w > m->c && m->l[T1].n)
			cut(&m->l[T1], 0);
	while (mass(m, T1) + mass(m, T2) + w > m->c)
		replace(m, false);
	append(&m->l[T1], key, size);
}

static void arc_ghost(struct arc_model *m, int ghost, size_t at, uint32_t size, double w)
{
	uint32_t key = m->l[ghost].key[at];
	double b1 = mass(m, B1), b2 = mass(m, B2), old = m->by_bytes ? m->l[ghost].size[at] : 1;

	if (old > 0 && ghost == B1)
		m->p = fmin(m->p + (b2 > b1 ? old * b2 / b1 : old), m->c);
	if (old > 0 && ghost == B2)
		m->p = fmax(m->p - (b1 > b2 ? old * b1 / b2 : old), 0);
	cut(&m->l[ghost], at);
	while (mass(m, T1) + mass(m, T2) + mass(m, B1) + mass(m, B2) + w > 2 * m->c && m->l[B2].n)
		cut(&m->l[B2], 0);
	while (mass(m, T1) + mass(m, T2) + w > m->c)
		replace(m, ghost == B2);
	append(&m->l[T2], key, size);
}

static void arc_rewrite(struct arc_model *m, uint32_t key, uint32_t size)
{
	size_t last = m->l[T2].n - 1;

	assert_int_equal(m->l[T2].key[last], key);
	if ((m->by_bytes ? size : 1) > m->c) {
		cut(&m->l[T2], last);
		return;
	}
	m->l[T2].size[last] = size;
	while (mass(m, T1) + mass(m, T2) + mass(m, B1) + mass(m, B2) > 2 * m->c && m->l[B2].n)
		cut(&m->l[B2], 0);
	while (mass(m, T1) + mass(m, T2) > m->c)
		replace(m, false);
}

static void arc_step(struct arc_model *m, const struct cs_trace *t, size_t i, struct cs_result *r)
{
	uint32_t key = t->key[i], size = t->size[i];
	double w = m->by_bytes ? size : 1;
	size_t at;
	int l = list_of(m, key, &at);
	bool hit = l == T1 || l == T2;

	if (t->operation[i] == CS_DELETE) {
		if (l >= 0)
			cut(&m->l[l], at);
		return;
	}
	if (t->operation[i] == CS_READ) {
		r->requests++;
		r->misses += !hit;
		r->missed_bytes += hit ? 0 : size;
	}
	if (hit) {
		append(&m->l[T2], key, m->l[l].size[at]);
		cut(&m->l[l], at);
		if (t->operation[i] == CS_WRITE)
			arc_rewrite(m, key, size);
	} else if (w <= m->c && l < 0) {
		arc_new_key(m, key, size, w);
	} else if (w <= m->c) {
		arc_ghost(m, l, at, size, w);
	}
}

static struct cs_result arc_model(const char *policy, const struct cs_trace *t, struct cs_limits limits)
{
	struct arc_model m = { .c = (double)limits.capacity, .by_bytes = limits.by_bytes };
	struct cs_result r = { 0 };

	(void)policy;
	for (size_t i = 0; i < t->n; i++)
		arc_step(&m, t, i, &r);
	return r;
}

TEST(lru_equals_its_model)
{
	check_policy("lru", plain_model);
}

TEST(fifo_equals_its_model)
{
	check_policy("fifo", plain_model);
}

TEST(lfu_equals_its_model)
{
	check_policy("lfu", plain_model);
}

TEST(lfuda_equals_its_model)
{
	check_policy("lfuda", plain_model);
}

TEST(ttl_equals_its_model)
{
	check_policy("ttl", plain_model);
}

TEST(arc_equals_its_model)
{
	check_policy("arc", arc_model);
}
