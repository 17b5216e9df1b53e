/* profiles.c - profiles that other tools wrote, as a series of stacks, the hottest functions, and what became hotter. */
#include "profiler/profiles_p.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/file.h"
#include "core/stats.h"
#include "core/text.h"
#include "core/units.h"
#include "profiler/profiler.h"

#define MOST_BYTES ((size_t)512 << 20)
#define HOT 0.01        /* share of the whole below which a function is not told */
#define GREW 0.01       /* of the whole, at least, to be told as hotter */
#define SURE 0.001
enum { TOLD = 5, STACKS_DRAWN = 2000 };

#define PROFILE(name) extern const struct pf_profile_format pf_profile_##name;
#include "profiler/profiles.def"
#undef PROFILE

static const struct pf_profile_format *const formats[] = {
#define PROFILE(name) &pf_profile_##name,
#include "profiler/profiles.def"
#undef PROFILE
	NULL
};

const struct pf_profile_format *const *pf_profile_formats(void)
{
	return formats;
}

struct entry {                          /* of a stack or a function */
	const char *name;
	double own, whole, calls;
	double below;                   /* of what it called and nobody wrote: built in, of a library without places */
	size_t samples;                 /* with it innermost */
	size_t seen;                    /* the last sample that counted it: once per stack, however deep it calls itself */
};

struct table { struct entry *items; size_t n, cap; size_t *slots, slot_count; };

struct pf_profile {
	const char *path;
	struct wr_arena *arena;
	const char *unit, *event;
	double total;
	size_t samples;
	struct table stacks, functions;
};

/* ---- taking ---- */

static void rehash(struct table *t)
{
	t->slot_count = t->slot_count ? 2 * t->slot_count : 256;
	free(t->slots);
	t->slots = wr_calloc(t->slot_count, sizeof *t->slots);
	for (size_t i = 0; i < t->n; i++) {
		size_t at = (size_t)wr_hash(t->items[i].name, strlen(t->items[i].name), 0) & (t->slot_count - 1);

		while (t->slots[at])
			at = (at + 1) & (t->slot_count - 1);
		t->slots[at] = i + 1;
	}
}

static struct entry *entry_of(struct table *t, struct wr_arena *arena, const char *name, size_t n)
{
	size_t at;

	if (2 * t->n >= t->slot_count)
		rehash(t);
	for (at = (size_t)wr_hash(name, n, 0) & (t->slot_count - 1); t->slots[at]; at = (at + 1) & (t->slot_count - 1)) {
		struct entry *e = &t->items[t->slots[at] - 1];

		if (strlen(e->name) == n && !memcmp(e->name, name, n))
			return e;
	}
	*WR_PUSH(t->items, t->n, t->cap) = (struct entry){ .name = wr_arena_strndup(arena, name, n) };
	t->slots[at] = t->n;
	return &t->items[t->n - 1];
}

void pf_profile_counts(struct pf_profile *p, const char *unit, const char *event)
{
	p->unit = unit;
	p->event = wr_arena_strdup(p->arena, event);
}

/* "total (shop.py:14)": where in the name the place begins, or NULL. */
static const char *place_in(const char *name, size_t n)
{
	size_t digits = 0;

	if (!n || name[n - 1] != ')')
		return NULL;
	while (digits < n - 1 && isdigit((unsigned char)name[n - 2 - digits]))
		digits++;
	if (!digits || digits > n - 3 || name[n - 2 - digits] != ':')
		return NULL;
	for (const char *at = name; at + 2 < name + n; at++) {
		if (at[0] == ' ' && at[1] == '(')
			return at;
	}
	return NULL;
}

void pf_profile_add_below(struct pf_profile *p, const char *function, double own)
{
	entry_of(&p->functions, p->arena, function, strlen(function))->below += own;
}

/* What is built in says nothing of its place, and is what its caller does. */
static void credit_caller(struct pf_profile *p, const char *stack, double weight)
{
	const char *leaf = strrchr(stack, ';'), *caller = leaf;

	if (!leaf || !leaf[1] || place_in(leaf + 1, strlen(leaf + 1)))
		return;
	while (caller > stack && caller[-1] != ';')
		caller--;
	entry_of(&p->functions, p->arena, caller, (size_t)(leaf - caller))->below += weight;
}

void pf_profile_add_stack(struct pf_profile *p, const char *stack, double weight)
{
	struct entry *e = NULL;

	if (!*stack || !(weight > 0))
		return;
	p->samples++;
	p->total += weight;
	entry_of(&p->stacks, p->arena, stack, strlen(stack))->own += weight;
	for (const char *at = stack; *at; at += *at == ';') {
		size_t n = strcspn(at, ";");

		e = entry_of(&p->functions, p->arena, at, n);
		if (e->seen != p->samples)
			e->whole += weight;
		e->seen = p->samples;
		at += n;
	}
	if (e) {
		e->own += weight;
		e->samples++;
	}
	credit_caller(p, stack, weight);
}

void pf_profile_add_function(struct pf_profile *p, const char *function, double own, double whole, double calls)
{
	struct entry *e = entry_of(&p->functions, p->arena, function, strlen(function));

	e->own += own;
	e->whole += whole;
	e->calls += calls;
	p->total += own;
	if (own > 0)
		entry_of(&p->stacks, p->arena, function, strlen(function))->own += own;
}

const char *pf_profile_path(const struct pf_profile *p)
{
	return p->path;
}

struct wr_arena *pf_profile_arena(struct pf_profile *p)
{
	return p->arena;
}

/* ---- telling ---- */

static int by_own(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = (x->own < y->own) - (x->own > y->own);

	return order ? order : strcmp(x->name, y->name);
}

/* The slots no longer fit the items: nothing is looked up after this. */
static void sort(struct table *t)
{
	if (t->n)
		qsort(t->items, t->n, sizeof *t->items, by_own);
}

static void publish_stacks(const struct pf_profile *p, const char *part, struct wr_run *run)
{
	struct wr_arena *arena = wr_arena_new();
	size_t n = p->stacks.n < STACKS_DRAWN ? p->stacks.n : STACKS_DRAWN;
	struct wr_line *lines = wr_arena_array(arena, n, sizeof *lines);
	struct wr_point *points = wr_arena_array(arena, n, sizeof *points);

	for (size_t i = 0; i < n; i++) {
		points[i] = (struct wr_point){ 0, p->stacks.items[i].own };
		lines[i] = (struct wr_line){ p->stacks.items[i].name, p->unit, &points[i], 1 };
	}
	wr_run_add_series(run, &(struct wr_series){
		.name = wr_arena_printf(arena, "profile.%s.stacks", part), .x_name = "sample", .x_unit = "1",
		.lines = lines, .line_count = n,
	});
	wr_arena_free(arena);
}

static void note_hottest(const struct pf_profile *p, const char *name, struct wr_run *run)
{
	struct wr_buf text = WR_BUF_INIT;

	for (size_t i = 0; i < p->functions.n && i < TOLD; i++) {
		const struct entry *e = &p->functions.items[i];

		if (e->own < HOT * p->total)
			break;
		wr_buf_printf(&text, "%s%s %.1f %% (%.1f %% with what it calls", i ? "; " : "", e->name,
			      100 * e->own / p->total, 100 * fmin(1, e->whole / p->total));
		if (e->calls > 0)
			wr_buf_printf(&text, ", %.0f calls", e->calls);
		wr_buf_char(&text, ')');
	}
	if (text.len)
		wr_run_note(run, WR_NOTE, "'%s', hottest functions by their own %s: %s", name,
			    strcmp(p->unit, "s") ? p->event : "time", text.data);
	wr_buf_free(&text);
}

static void publish(struct pf_profile *p, const char *name, struct wr_run *run)
{
	const char *part = wr_measure_part(p->arena, name);
	const char *what = strcmp(p->unit, "s") ? wr_measure_part(p->arena, p->event) : "profiled_time";

	sort(&p->stacks);
	sort(&p->functions);
	wr_run_add_fact(run, "profile", wr_arena_printf(p->arena, "profile.%s.%s", part, what), p->unit, WR_LOWER_IS_BETTER,
			p->total)->now.n = p->samples;
	publish_stacks(p, part, run);
	note_hottest(p, name, run);
}

/* One-sided, two proportions, pooled (normal).  What was not sampled but counted needs no test. */
static bool is_surely_more(const struct entry *now, size_t n, const struct entry *before, size_t m)
{
	double a = (double)now->samples, b = before ? (double)before->samples : 0;
	double pooled = (a + b) / (double)(n + m), spread;

	if (!n || !m)
		return true;
	spread = sqrt(pooled * (1 - pooled) * (1 / (double)n + 1 / (double)m));
	return spread > 0 && 1 - wr_normal_cdf((a / (double)n - b / (double)m) / spread) <= SURE;
}

/* By shares of the whole: the two were recorded for different times. */
static void note_hotter(struct pf_profile *now, struct pf_profile *base, const char *name, struct wr_run *run)
{
	size_t told = 0;

	for (size_t i = 0; i < now->functions.n && told < TOLD; i++) {
		const struct entry *e = &now->functions.items[i];
		const struct entry *before = entry_of(&base->functions, base->arena, e->name, strlen(e->name));
		double share = e->own / now->total, was = before->own / base->total;

		if (share - was < GREW || !is_surely_more(e, now->samples, before, base->samples))
			continue;
		wr_run_note(run, WR_NOTE, "'%s': %s takes %.1f %% of the whole itself, in the base it took %.1f %%", name, e->name,
			    100 * share, 100 * was);
		told++;
	}
	if (!told)
		wr_run_note(run, WR_NOTE, "'%s': no function takes surely more of the whole than in the base", name);
}

/* ---- reading ---- */

static void forget(struct pf_profile *p)
{
	free(p->stacks.items);
	free(p->stacks.slots);
	free(p->functions.items);
	free(p->functions.slots);
	wr_arena_free(p->arena);
}

static const struct pf_profile_format *format_of(const struct wr_buf *text)
{
	for (size_t i = 0; formats[i]; i++)
		if (formats[i]->is_of(text->data, text->len))
			return formats[i];
	return NULL;
}

/* 1 if it is no profile. */
static int read_profile(struct pf_profile *p, const char *path, struct wr_err *err)
{
	const struct pf_profile_format *format;
	struct wr_buf text = WR_BUF_INIT;
	int result = wr_file_read(path, MOST_BYTES, &text, err);

	*p = (struct pf_profile){ .path = path, .arena = wr_arena_new(), .unit = "1", .event = "samples" };
	wr_buf_str(&text, "");
	format = result ? NULL : format_of(&text);
	if (!result)
		result = format ? format->read(p, text.data, text.len, err) : 1;
	if (!result && !(p->total > 0))
		result = wr_fail(err, WR_EMEASURE, "%s: there are no samples in it", path);
	wr_buf_free(&text);
	return result;
}

static int read_base(struct pf_profile *base, const char *path, struct wr_err *err)
{
	int result = read_profile(base, path, err);

	return result > 0 ? wr_fail(err, WR_EINPUT, "%s: not a profile that is known here", path) : result;
}

int pf_read_profile(const char *path, const char *base_path, const char *name, struct wr_run *run, struct wr_err *err)
{
	struct pf_profile p, base = { 0 };
	int result = read_profile(&p, path, err);

	if (!result && base_path && read_base(&base, base_path, err))
		result = -1;
	if (!result) {
		publish(&p, name, run);
		if (base_path)
			note_hotter(&p, &base, name, run);
	}
	forget(&p);
	if (base.arena)
		forget(&base);
	return result;
}

/* ---- functions for others ---- */

/* "total (shop.py:14)", "shop::total(std::string const&)", "parse.constprop.0". */
static void read_name(const char *name, struct wr_arena *arena, struct pf_hot *hot)
{
	const char *place = place_in(name, strlen(name)), *colon = strrchr(name, ':');
	size_t n = strlen(name);

	if (place) {
		hot->function = wr_arena_strndup(arena, name, (size_t)(place - name));
		hot->file = wr_arena_strndup(arena, place + 2, (size_t)(colon - place - 2));
		hot->line = (unsigned)strtoul(colon + 1, NULL, 10);
		return;
	}
	if (strchr("(<", name[0]) == NULL)
		n = strcspn(name, "(.");
	hot->function = wr_arena_strndup(arena, name, n);
}

static int by_share(const void *a, const void *b)
{
	const struct pf_hot *x = a, *y = b;
	int order = (x->share < y->share) - (x->share > y->share);

	return order ? order : strcmp(x->function, y->function);
}

int pf_read_hot(const char *path, struct wr_arena *arena, struct pf_hot **hot, size_t *count, struct wr_err *err)
{
	struct pf_profile p;
	int result = read_base(&p, path, err);

	*count = 0;
	*hot = result ? NULL : wr_arena_array(arena, p.functions.n, sizeof **hot);
	for (size_t i = 0; !result && i < p.functions.n; i++) {
		const struct entry *e = &p.functions.items[i];

		if (!(e->whole >= HOT * p.total))
			continue;
		(*hot)[*count].share = fmin(1, e->whole / p.total);
		(*hot)[*count].own = fmin(1, (e->own + e->below) / p.total);
		read_name(e->name, arena, &(*hot)[(*count)++]);
	}
	if (*count)
		qsort(*hot, *count, sizeof **hot, by_share);
	forget(&p);
	return result;
}
