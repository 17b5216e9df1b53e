/* join_findings.c - which findings a base has too, and which only the base has. */
#include "gate/gate_p.h"

#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"

/* Fingerprints in order, for bsearch. */
struct prints { const char **items; size_t n; };

static int compare_prints(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Of the findings of the analysis; what the gate itself found is judged anew each time. */
static bool counts(const struct wr_finding *f)
{
	return f->fingerprint[0] && !gt_is_own_rule(f->rule);
}

static struct prints prints_of(const struct wr_run *run, bool with_fixed)
{
	struct prints p = { wr_calloc(run->finding_count, sizeof *p.items), 0 };

	for (size_t i = 0; i < run->finding_count; i++) {
		if (counts(&run->findings[i]) && (with_fixed || run->findings[i].state != WR_FIXED))
			p.items[p.n++] = run->findings[i].fingerprint;
	}
	qsort(p.items, p.n, sizeof *p.items, compare_prints);
	return p;
}

static bool has_print(const struct prints *p, const char *fingerprint)
{
	return bsearch(&fingerprint, p->items, p->n, sizeof *p->items, compare_prints) != NULL;
}

static void mark_known(struct wr_run *run, const struct wr_run *base)
{
	struct prints before = prints_of(base, false);

	for (size_t i = 0; i < run->finding_count; i++) {
		struct wr_finding *f = &run->findings[i];

		if (f->state == WR_NEW && counts(f) && has_print(&before, f->fingerprint))
			f->state = WR_KNOWN;
	}
	free(before.items);
}

/* ---- what only the base has ---- */

struct gone { const struct wr_finding **items; size_t n; };

static int compare_texts(const void *a, const void *b)
{
	const struct wr_finding *x = *(const struct wr_finding *const *)a, *y = *(const struct wr_finding *const *)b;

	return strcmp(x->text_fingerprint ? x->text_fingerprint : "", y->text_fingerprint ? y->text_fingerprint : "");
}

/* By what stays the same when code moves. */
static struct gone gone_from(const struct wr_run *base, const struct wr_run *run)
{
	struct gone g = { wr_calloc(base->finding_count, sizeof *g.items), 0 };
	struct prints now = prints_of(run, true);

	for (size_t i = 0; i < base->finding_count; i++) {
		const struct wr_finding *f = &base->findings[i];

		if (f->state != WR_FIXED && counts(f) && !has_print(&now, f->fingerprint))
			g.items[g.n++] = f;
	}
	qsort(g.items, g.n, sizeof *g.items, compare_texts);
	free(now.items);
	return g;
}

/* Takes one of what is gone that has the text of f; false: there is none. */
static bool take_moved(struct gone *g, const struct wr_finding *f)
{
	const struct wr_finding **found = bsearch(&f, g->items, g->n, sizeof *g->items, compare_texts);

	if (!found)
		return false;
	g->n--;
	memmove(found, found + 1, (size_t)(g->items + g->n - found) * sizeof *found);
	return true;
}

/* Code that moved to another file or class brings what was found in it along: each of its findings stands for one that is gone. */
static void mark_moved(struct wr_run *run, struct gone *g)
{
	for (size_t i = 0; i < run->finding_count; i++) {
		struct wr_finding *f = &run->findings[i];

		if (f->state == WR_NEW && counts(f) && f->text_fingerprint && take_moved(g, f))
			f->state = WR_KNOWN;
	}
}

static bool was_analyzed(const struct wr_run *run)
{
	for (size_t i = 0; i < run->stage_count; i++) {
		if (!strcmp(run->stages[i].name, "analyze") && run->stages[i].status == WR_STAGE_OK)
			return true;
	}
	return !run->stage_count;
}

static int compare_places(const void *a, const void *b)
{
	const struct wr_finding *x = *(const struct wr_finding *const *)a, *y = *(const struct wr_finding *const *)b;

	return (x > y) - (x < y);
}

/* In the order of the base. */
static void add_fixed(struct wr_run *run, struct gone *g)
{
	qsort(g->items, g->n, sizeof *g->items, compare_places);
	for (size_t i = 0; i < g->n; i++) {
		struct wr_finding f = *g->items[i];

		f.state = WR_FIXED;
		wr_run_add_finding(run, &f);
	}
}

void gt_join_findings(struct wr_run *run, const struct wr_run *base)
{
	struct gone g;

	mark_known(run, base);
	g = gone_from(base, run);
	mark_moved(run, &g);
	if (was_analyzed(run))          /* else nobody looked for them now */
		add_fixed(run, &g);
	free(g.items);
}
