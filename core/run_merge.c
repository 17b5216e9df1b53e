/* run_merge.c - the shards of one run put together. */
#include "core/run.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/buf.h"
#include "core/text.h"

static bool is_empty(const struct wr_run *run)
{
	return !(run->stage_count + run->finding_count + run->measure_count + run->series_count +
		 run->artifact_count + run->notice_count);
}

/* The gate's own precedence: what could not be measured hides what it would
 * have said, so nothing outweighs it. */
static enum wr_verdict worse(enum wr_verdict a, enum wr_verdict b)
{
	static const int badness[] = {
		[WR_PASS] = 0, [WR_INCONCLUSIVE] = 1, [WR_FAIL] = 2, [WR_INCOMPLETE] = 3
	};

	return badness[a] >= badness[b] ? a : b;
}

/* Those of a run that was measured on two machines are not comparable with either's. */
static void merge_machine(struct wr_run *into, const struct wr_run *from)
{
	if (!into->machine)
		into->machine = wr_arena_strdup(into->arena, from->machine);
	else if (from->machine && strcmp(from->machine, into->machine) != 0)
		into->machine = WR_SEVERAL_MACHINES;
}

/* ---- what two shards both say ---- */

static void add_place(struct wr_buf *key, const struct wr_location *at)
{
	wr_buf_printf(key, "%u %u %u %u %s", at->line, at->column, at->end_line, at->end_column, at->path ? at->path : "");
	wr_buf_char(key, '\0');
}

static void add_text(struct wr_buf *key, const char *text)
{
	wr_buf_str(key, text ? text : "");
	wr_buf_char(key, '\0');
}

static void finding_key(const struct wr_run *run, size_t i, struct wr_buf *key)
{
	const struct wr_finding *f = &run->findings[i];

	add_text(key, f->rule);
	add_text(key, f->fingerprint);
	add_text(key, f->message);
	add_place(key, &f->at);
}

static void notice_key(const struct wr_run *run, size_t i, struct wr_buf *key)
{
	add_text(key, run->notices[i].message);
	add_place(key, &run->notices[i].at);
}

typedef void make_key(const struct wr_run *run, size_t i, struct wr_buf *key);
struct known { unsigned long long hash; size_t i; };

static int compare_known(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash) : (x->i > y->i) - (x->i < y->i);
}

static unsigned long long hash_of(const struct wr_run *run, size_t i, make_key *make, struct wr_buf *key)
{
	wr_buf_clear(key);
	make(run, i, key);
	return wr_hash(key->data, key->len, 0);
}

static struct known *list_known(const struct wr_run *run, size_t n, make_key *make)
{
	struct known *known = wr_calloc(n + 1, sizeof *known);
	struct wr_buf key = WR_BUF_INIT;

	for (size_t i = 0; i < n; i++)
		known[i] = (struct known){ hash_of(run, i, make, &key), i };
	qsort(known, n, sizeof *known, compare_known);
	wr_buf_free(&key);
	return known;
}

struct merging {
	struct wr_run *into;
	const struct wr_run *from;
	struct known *known;            /* of into, by hash */
	size_t n;
	make_key *make;
	struct wr_buf key, other;
};

/* The index in `into` of what says the same as the i-th of `from`, or n. */
static size_t find_same(struct merging *m, size_t i)
{
	unsigned long long hash = hash_of(m->from, i, m->make, &m->key);
	size_t low = 0, high = m->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (m->known[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < m->n && m->known[low].hash == hash; low++) {
		wr_buf_clear(&m->other);
		m->make(m->into, m->known[low].i, &m->other);
		if (m->other.len == m->key.len && !memcmp(m->other.data, m->key.data, m->key.len))
			return m->known[low].i;
	}
	return m->n;
}

static void begin(struct merging *m, struct wr_run *into, const struct wr_run *from, size_t n, make_key *make)
{
	*m = (struct merging){ .into = into, .from = from, .known = list_known(into, n, make), .n = n, .make = make };
}

static void end(struct merging *m)
{
	free(m->known);
	wr_buf_free(&m->key);
	wr_buf_free(&m->other);
}

/* Two shards that read the same files find the same. */
static void merge_findings(struct wr_run *into, const struct wr_run *from)
{
	struct merging m;

	begin(&m, into, from, into->finding_count, finding_key);
	for (size_t i = 0; i < from->finding_count; i++) {
		size_t same = find_same(&m, i);

		if (same == m.n)
			wr_run_add_finding(into, &from->findings[i]);
		else
			into->findings[same].fails |= from->findings[i].fails;
	}
	end(&m);
}

static void merge_notices(struct wr_run *into, const struct wr_run *from)
{
	struct merging m;

	begin(&m, into, from, into->notice_count, notice_key);
	for (size_t i = 0; i < from->notice_count; i++) {
		if (find_same(&m, i) == m.n)
			wr_run_add_notice(into, &from->notices[i]);
	}
	end(&m);
}

void wr_run_merge(struct wr_run *into, const struct wr_run *from)
{
	assert(into != from);
	merge_machine(into, from);
	into->verdict = is_empty(into) ? from->verdict : worse(into->verdict, from->verdict);
	for (size_t i = 0; i < from->stage_count; i++)
		wr_run_add_stage(into, &from->stages[i]);
	merge_findings(into, from);
	for (size_t i = 0; i < from->measure_count; i++)
		wr_run_add_measure(into, &from->measures[i]);
	for (size_t i = 0; i < from->series_count; i++)
		wr_run_add_series(into, &from->series[i]);
	for (size_t i = 0; i < from->artifact_count; i++)
		wr_run_add_artifact(into, &from->artifacts[i]);
	merge_notices(into, from);
}
