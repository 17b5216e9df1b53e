/*
 * segment_models_test.c - the policies with several queues against second ones that are slow and plain.
 *
 * A model is a few arrays, oldest first, in which everything is found by
 * looking at all of it.
 */
#include "tests/unit/cachesim/random_trace.h"

struct entry { uint32_t key, size; unsigned mark; };
struct list { struct entry at[2 * MOST_KEYS]; size_t n; };

struct model {
	struct list l[4];
	bool by_bytes;
	uint64_t c;
	struct cs_result result;
	int hand;                       /* SIEVE: key, -1 = none */
	int target;                     /* of what is being admitted */
	uint64_t coming;                /* its weight */
	unsigned uses[MOST_KEYS], period, since;        /* W-TinyLFU */
};

/* What a model is made of; the lists from `held` on remember keys. */
struct rules {
	int held;
	void (*hit)(struct model *m, int list, size_t at);
	void (*changed)(struct model *m);
	void (*miss)(struct model *m, uint32_t key, int ghost, size_t at);
	void (*evict)(struct model *m);
	void (*insert)(struct model *m, struct entry e);
	void (*leave)(struct model *m, int list, size_t at);
};

static uint64_t weight(const struct model *m, uint32_t size)
{
	return m->by_bytes ? size : 1;
}

static uint64_t mass(const struct model *m, int list)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < m->l[list].n; i++)
		sum += weight(m, m->l[list].at[i].size);
	return sum;
}

static struct entry cut(struct model *m, int list, size_t at)
{
	struct list *l = &m->l[list];
	struct entry e = l->at[at];

	memmove(l->at + at, l->at + at + 1, (--l->n - at) * sizeof *l->at);
	return e;
}

static void append(struct model *m, int list, struct entry e)
{
	m->l[list].at[m->l[list].n++] = e;
}

/* The list of key, or -1. */
static int find(const struct model *m, uint32_t key, size_t *at)
{
	for (int list = 0; list < 4; list++)
		for (*at = 0; *at < m->l[list].n; ++*at)
			if (m->l[list].at[*at].key == key)
				return list;
	return -1;
}

static void remember(struct model *m, int ghosts, struct entry e, uint64_t limit)
{
	append(m, ghosts, e);
	if (weight(m, e.size) > limit)
		m->l[ghosts].n--;
	while (mass(m, ghosts) > limit)
		cut(m, ghosts, 0);
}

static uint64_t used(const struct model *m, const struct rules *r)
{
	uint64_t sum = 0;

	for (int list = 0; list < r->held; list++)
		sum += mass(m, list);
	return sum;
}

static void leave(struct model *m, const struct rules *r, int list, size_t at)
{
	if (r->leave)
		r->leave(m, list, at);
	else
		cut(m, list, at);
}

static void rewrite(struct model *m, const struct rules *r, uint32_t key, uint32_t size)
{
	size_t at;
	int list = find(m, key, &at);

	if (weight(m, size) > m->c) {
		leave(m, r, list, at);
		return;
	}
	m->l[list].at[at].size = size;
	m->coming = 0;
	if (r->changed)
		r->changed(m);
	while (used(m, r) > m->c)
		r->evict(m);
}

static void step(struct model *m, const struct rules *r, const struct cs_trace *t, size_t i)
{
	uint32_t key = t->key[i], size = t->size[i];
	size_t at;
	int list = find(m, key, &at);
	bool hit = list >= 0 && list < r->held;

	if (t->operation[i] == CS_DELETE) {
		if (list >= 0)
			leave(m, r, list, at);
		return;
	}
	if (t->operation[i] == CS_READ) {
		m->result.requests++;
		m->result.misses += !hit;
		m->result.missed_bytes += hit ? 0 : size;
	}
	if (hit) {
		r->hit(m, list, at);
		if (t->operation[i] == CS_WRITE)
			rewrite(m, r, key, size);
	} else if (weight(m, size) <= m->c) {
		m->target = 0;
		m->coming = weight(m, size);
		if (r->miss)
			r->miss(m, key, list, at);
		while (used(m, r) + weight(m, size) > m->c)
			r->evict(m);
		r->insert(m, (struct entry){ key, size, 0 });
	}
}

static struct cs_result play(struct model *m, const struct rules *r, const struct cs_trace *t,
			     struct cs_limits limits)
{
	m->c = limits.capacity;
	m->by_bytes = limits.by_bytes;
	for (size_t i = 0; i < t->n; i++)
		step(m, r, t, i);
	return m->result;
}

/* CLOCK and SIEVE: one list; mark: used. */

static void mark_hit(struct model *m, int list, size_t at)
{
	m->l[list].at[at].mark = 1;
}

static void clock_evict(struct model *m)
{
	while (m->l[0].at[0].mark) {
		append(m, 0, cut(m, 0, 0));
		m->l[0].at[m->l[0].n - 1].mark = 0;
	}
	cut(m, 0, 0);
}

static void sieve_leave(struct model *m, int list, size_t at)
{
	if ((int)m->l[list].at[at].key == m->hand)
		m->hand = at + 1 < m->l[list].n ? (int)m->l[list].at[at + 1].key : -1;
	cut(m, list, at);
}

static void sieve_evict(struct model *m)
{
	size_t at = 0;

	if (m->hand >= 0)
		find(m, (uint32_t)m->hand, &at);
	while (m->l[0].at[at].mark) {
		m->l[0].at[at].mark = 0;
		at = (at + 1) % m->l[0].n;
	}
	m->hand = (int)m->l[0].at[at].key;
	sieve_leave(m, 0, at);
}

static void insert_at_target(struct model *m, struct entry e)
{
	append(m, m->target, e);
}

static struct cs_result one_list_model(const char *policy, const struct cs_trace *t, struct cs_limits limits)
{
	static const struct rules clock = { .held = 1, .hit = mark_hit, .evict = clock_evict,
					    .insert = insert_at_target };
	static const struct rules sieve = { .held = 1, .hit = mark_hit, .evict = sieve_evict,
					    .insert = insert_at_target, .leave = sieve_leave };
	struct model m = { .hand = -1 };

	return play(&m, strcmp(policy, "sieve") ? &clock : &sieve, t, limits);
}

TEST(clock_equals_its_model)
{
	check_policy("clock", one_list_model);
}

TEST(sieve_equals_its_model)
{
	check_policy("sieve", one_list_model);
}

/* SLRU: four lists, the lowest first. */

static uint64_t slru_limit(const struct model *m, int list)
{
	return list ? m->c / 4 : m->c - 3 * (m->c / 4);
}

static void slru_settle(struct model *m)
{
	for (int list = 3; list > 0; list--)
		while (mass(m, list) > slru_limit(m, list))
			append(m, list - 1, cut(m, list, 0));
}

static void slru_hit(struct model *m, int list, size_t at)
{
	struct entry e = cut(m, list, at);

	append(m, list < 3 && weight(m, e.size) <= slru_limit(m, list + 1) ? list + 1 : list, e);
	slru_settle(m);
}

static void slru_evict(struct model *m)
{
	for (int list = 0; list < 4; list++) {
		if (m->l[list].n) {
			cut(m, list, 0);
			return;
		}
	}
}

static void slru_insert(struct model *m, struct entry e)
{
	for (int list = 0; list < 4; list++) {
		if (mass(m, list) + weight(m, e.size) <= slru_limit(m, list)) {
			append(m, list, e);
			return;
		}
	}
	append(m, 0, e);
}

static struct cs_result slru_model(const char *policy, const struct cs_trace *t, struct cs_limits limits)
{
	static const struct rules rules = { .held = 4, .hit = slru_hit, .changed = slru_settle,
					    .evict = slru_evict, .insert = slru_insert };
	struct model m = { 0 };

	(void)policy;
	return play(&m, &rules, t, limits);
}

TEST(slru_equals_its_model)
{
	check_policy("slru", slru_model);
}

/* 2Q and S3-FIFO: 0 takes newcomers, 1 is the main part, 2 remembers. */

static void ghost_miss(struct model *m, uint32_t key, int ghost, size_t at)
{
	(void)key;
	if (ghost == 2) {
		cut(m, ghost, at);
		m->target = 1;
	}
}

static void twoq_hit(struct model *m, int list, size_t at)
{
	if (list == 1)
		append(m, 1, cut(m, 1, at));
}

static void twoq_evict(struct model *m)
{
	if (m->l[1].n && mass(m, 0) <= m->c / 4)
		cut(m, 1, 0);
	else
		remember(m, 2, cut(m, 0, 0), m->c / 2);
}

static void s3fifo_hit(struct model *m, int list, size_t at)
{
	if (m->l[list].at[at].mark < 3)
		m->l[list].at[at].mark++;
}

static void s3fifo_evict_main(struct model *m)
{
	struct entry e = cut(m, 1, 0);

	while (e.mark) {
		e.mark--;
		append(m, 1, e);
		e = cut(m, 1, 0);
	}
}

static void s3fifo_evict(struct model *m)
{
	if (mass(m, 1) <= m->c - m->c / 10) {
		while (m->l[0].n) {
			struct entry e = cut(m, 0, 0);

			if (e.mark < 2) {
				remember(m, 2, e, (uint64_t)(0.9 * (double)m->c));
				return;
			}
			e.mark = 0;
			append(m, 1, e);
		}
	}
	s3fifo_evict_main(m);
}

static struct cs_result ghost_model(const char *policy, const struct cs_trace *t, struct cs_limits limits)
{
	static const struct rules twoq = { .held = 2, .hit = twoq_hit, .miss = ghost_miss,
					   .evict = twoq_evict, .insert = insert_at_target };
	static const struct rules s3fifo = { .held = 2, .hit = s3fifo_hit, .miss = ghost_miss,
					     .evict = s3fifo_evict, .insert = insert_at_target };
	struct model m = { 0 };

	return play(&m, strcmp(policy, "twoq") ? &s3fifo : &twoq, t, limits);
}

TEST(twoq_equals_its_model)
{
	check_policy("twoq", ghost_model);
}

TEST(s3fifo_equals_its_model)
{
	check_policy("s3fifo", ghost_model);
}

/* W-TinyLFU: 0 window, 1 probation, 2 protected. */

static void tiny_count(struct model *m, uint32_t key)
{
	m->uses[key] += m->uses[key] < 15;
	if (++m->since < m->period)
		return;
	m->since = 0;
	for (int i = 0; i < MOST_KEYS; i++)
		m->uses[i] /= 2;
}

static uint64_t tiny_window(const struct model *m)
{
	return m->c < 100 ? 1 : m->c / 100;
}

static void tiny_changed(struct model *m)
{
	uint64_t rest = m->c - tiny_window(m);

	while (mass(m, 2) > rest - (rest + 4) / 5)
		append(m, 1, cut(m, 2, 0));
}

static void tiny_hit(struct model *m, int list, size_t at)
{
	struct entry e = cut(m, list, at);

	tiny_count(m, e.key);
	append(m, list ? 2 : 0, e);
	tiny_changed(m);
}

static void tiny_miss(struct model *m, uint32_t key, int ghost, size_t at)
{
	(void)ghost, (void)at;
	tiny_count(m, key);
}

static void tiny_evict(struct model *m)
{
	int from = m->l[1].n ? 1 : 2;
	bool contest = mass(m, 0) + m->coming > tiny_window(m) && m->l[0].n;

	if (!m->l[from].n) {
		cut(m, 0, 0);
	} else if (contest && m->uses[m->l[0].at[0].key] <= m->uses[m->l[from].at[0].key]) {
		cut(m, 0, 0);
	} else {
		cut(m, from, 0);
		if (contest)
			append(m, 1, cut(m, 0, 0));
	}
}

static void tiny_insert(struct model *m, struct entry e)
{
	append(m, 0, e);
	while (mass(m, 0) > tiny_window(m) && m->l[0].n > 1)
		append(m, 1, cut(m, 0, 0));
}

static struct cs_result tiny_model(const char *policy, const struct cs_trace *t, struct cs_limits limits)
{
	static const struct rules rules = { .held = 3, .hit = tiny_hit, .changed = tiny_changed,
					    .miss = tiny_miss, .evict = tiny_evict, .insert = tiny_insert };
	struct model m = { 0 };
	double mean = 0, held;

	(void)policy;
	for (size_t i = 0; i < t->n; i++)
		mean += (double)t->size[i] / (double)t->n;
	held = (double)limits.capacity / (limits.by_bytes && mean > 0 ? mean : 1);
	m.period = 10 * (unsigned)fmax(1, floor(fmin(held, t->unique)));
	return play(&m, &rules, t, limits);
}

TEST(wtinylfu_equals_its_model)
{
	check_policy("wtinylfu", tiny_model);
}

/* LIRS: 0 is Q, 1 the LIR objects by last use, 2 the keys that left.  S is not kept but found: by last
 * use, all that was used later than the oldest LIR object and not pruned since. */

struct stack { struct entry at[2 * MOST_KEYS]; size_t n; };     /* mark: LIR */

static struct stack s_of;       /* of the one model that is played */

static void s_cut(uint32_t key)
{
	size_t kept = 0;

	for (size_t i = 0; i < s_of.n; i++)
		if (s_of.at[i].key != key)
			s_of.at[kept++] = s_of.at[i];
	s_of.n = kept;
}

static bool in_s(uint32_t key)
{
	for (size_t i = 0; i < s_of.n; i++)
		if (s_of.at[i].key == key)
			return true;
	return false;
}

static void lirs_cut_key(struct model *m, int list, uint32_t key)
{
	size_t at;

	if (find(m, key, &at) == list)
		cut(m, list, at);
}

static void lirs_prune(struct model *m)
{
	while (s_of.n && !s_of.at[0].mark) {
		lirs_cut_key(m, 2, s_of.at[0].key);
		s_cut(s_of.at[0].key);
	}
}

static void s_push(uint32_t key, uint32_t size, unsigned lir)
{
	s_cut(key);
	s_of.at[s_of.n++] = (struct entry){ key, size, lir };
}

static void lirs_limit_s(struct model *m)
{
	for (;;) {
		uint64_t sum = 0;

		for (size_t i = 0; i < s_of.n; i++)
			sum += weight(m, s_of.at[i].size);
		if (sum <= 2 * m->c || !m->l[2].n)
			return;
		s_cut(m->l[2].at[0].key);
		cut(m, 2, 0);
	}
}

static void lirs_limit_lir(struct model *m)
{
	uint64_t hir = m->c < 100 ? 1 : m->c / 100;

	lirs_prune(m);
	while (mass(m, 1) > m->c - hir) {
		uint32_t bottom = s_of.at[0].key;
		size_t at;

		assert_int_equal(find(m, bottom, &at), 1);
		append(m, 0, cut(m, 1, at));
		s_cut(bottom);
		lirs_prune(m);
	}
}

static void lirs_changed(struct model *m)
{
	/* Sizes are found again in the lists. */
	for (size_t i = 0; i < s_of.n; i++) {
		size_t at;
		int list = find(m, s_of.at[i].key, &at);

		s_of.at[i].size = m->l[list].at[at].size;
	}
	lirs_limit_lir(m);
	lirs_limit_s(m);
}

static void lirs_hit(struct model *m, int list, size_t at)
{
	struct entry e = cut(m, list, at);
	bool lir = list == 1 || in_s(e.key);

	s_push(e.key, e.size, lir);
	append(m, lir, e);
	lirs_limit_lir(m);
	lirs_limit_s(m);
}

static void lirs_miss(struct model *m, uint32_t key, int ghost, size_t at)
{
	if (ghost != 2)
		return;
	cut(m, ghost, at);
	s_cut(key);
	m->target = 1;
}

static void lirs_evict(struct model *m)
{
	struct entry e;

	if (!m->l[0].n) {
		lirs_cut_key(m, 1, s_of.at[0].key);
		s_cut(s_of.at[0].key);
		lirs_prune(m);
		return;
	}
	e = cut(m, 0, 0);
	if (in_s(e.key))
		append(m, 2, e);
}

static void lirs_insert(struct model *m, struct entry e)
{
	uint64_t hir = m->c < 100 ? 1 : m->c / 100;

	if (mass(m, 1) + weight(m, e.size) <= m->c - hir)
		m->target = 1;
	s_push(e.key, e.size, (unsigned)m->target);
	append(m, m->target, e);
	lirs_limit_lir(m);
	lirs_limit_s(m);
}

static void lirs_leave(struct model *m, int list, size_t at)
{
	s_cut(cut(m, list, at).key);
	lirs_prune(m);
}

static struct cs_result lirs_model(const char *policy, const struct cs_trace *t, struct cs_limits limits)
{
	static const struct rules rules = { .held = 2, .hit = lirs_hit, .changed = lirs_changed,
					    .miss = lirs_miss, .evict = lirs_evict, .insert = lirs_insert,
					    .leave = lirs_leave };
	struct model m = { 0 };

	(void)policy;
	s_of.n = 0;
	return play(&m, &rules, t, limits);
}

TEST(lirs_equals_its_model)
{
	check_policy("lirs", lirs_model);
}
