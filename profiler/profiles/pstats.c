/*
 * pstats.c - what Python's cProfile and profile write (-o FILE, dump_stats()): one marshalled dictionary
 *
 *	{ (file, line, function): (primitive calls, calls, own seconds, seconds with what it calls, callers) }
 *
 * (CPython, Lib/pstats.py and Python/marshal.c.)  Only the types that such a file is made of are read.
 */
#include "profiler/profiles_p.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"

enum { DEEPEST = 16, FLAG_REF = 0x80 };

enum kind { NOTHING, END, NUMBER, TEXT, GROUP };

struct value { enum kind kind; double number; const char *text; struct value **items; size_t n; };

struct reading {
	struct pf_profile *p;
	const unsigned char *at, *end;
	struct value **refs;            /* what was flagged to be referred to later, in order of beginning */
	size_t ref_count, ref_cap;
};

static bool is_of(const char *bytes, size_t n)
{
	/* A dictionary whose first key is a tuple, or an empty one: JSON goes on otherwise. */
	return n >= 3 && (bytes[0] & 0x7f) == '{' && ((bytes[1] & 0x7f) == ')' || (bytes[1] & 0x7f) == '(');
}

static bool take(struct reading *r, void *out, size_t n)
{
	if ((size_t)(r->end - r->at) < n)
		return false;
	memcpy(out, r->at, n);
	r->at += n;
	return true;
}

static bool take_byte(struct reading *r, size_t *n)
{
	unsigned char byte;

	if (!take(r, &byte, 1))
		return false;
	*n = byte;
	return true;
}

/* Four bytes, least significant first. */
static bool take_int(struct reading *r, int32_t *value)
{
	unsigned char b[4];

	if (!take(r, b, sizeof b))
		return false;
	*value = (int32_t)(b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24);
	return true;
}

static bool take_size(struct reading *r, size_t *n)
{
	int32_t value;

	if (!take_int(r, &value) || value < 0 || value > r->end - r->at)
		return false;
	*n = (size_t)value;
	return true;
}

static bool read_text(struct reading *r, size_t n, struct value *v)
{
	if ((size_t)(r->end - r->at) < n)
		return false;
	v->kind = TEXT;
	v->text = wr_arena_strndup(pf_profile_arena(r->p), (const char *)r->at, n);
	r->at += n;
	return true;
}

/* IEEE 754, least significant byte first. */
static bool read_double(struct reading *r, struct value *v)
{
	unsigned char b[8];
	uint64_t bits = 0;

	if (!take(r, b, sizeof b))
		return false;
	for (int i = 7; i >= 0; i--)
		bits = bits << 8 | b[i];
	memcpy(&v->number, &bits, sizeof bits);
	v->kind = NUMBER;
	return true;
}

/* Digits of 15 bits each; the sign is that of their number. */
static bool read_long(struct reading *r, struct value *v)
{
	double scale = 1;
	int32_t n;

	if (!take_int(r, &n) || n < -64 || n > 64)
		return false;
	v->kind = NUMBER;
	for (int32_t i = 0; i < abs(n); i++, scale *= 32768) {
		unsigned char b[2];

		if (!take(r, b, sizeof b))
			return false;
		v->number += scale * (b[0] | b[1] << 8);
	}
	v->number = n < 0 ? -v->number : v->number;
	return true;
}

static struct value *read_value(struct reading *r, int depth);

/* n values, or as many as come before the end mark (n = SIZE_MAX). */
static bool read_group(struct reading *r, size_t n, struct value *v, int depth)
{
	struct value **items = NULL;
	size_t count = 0, cap = 0;
	bool is_well = true;

	while (is_well && count < n) {
		struct value *item = read_value(r, depth + 1);

		is_well = item && (item->kind != END || n == SIZE_MAX);
		if (!is_well || item->kind == END)
			break;
		*WR_PUSH(items, count, cap) = item;
	}
	v->kind = GROUP;
	v->n = count;
	v->items = wr_arena_array(pf_profile_arena(r->p), count + 1, sizeof *items);
	if (count)
		memcpy(v->items, items, count * sizeof *items);
	free(items);
	return is_well;
}

static bool read_body(struct reading *r, int type, struct value *v, int depth)
{
	int32_t number;
	size_t n;

	switch (type) {
	case 'N':
	case 'F':
	case 'T':
		return true;
	case '0':
		v->kind = END;
		return true;
	case 'i':
		v->kind = NUMBER;
		if (!take_int(r, &number))
			return false;
		v->number = number;
		return true;
	case 'g':
		return read_double(r, v);
	case 'l':
		return read_long(r, v);
	case 's':
	case 'u':
	case 't':
	case 'a':
	case 'A':
		return take_size(r, &n) && read_text(r, n, v);
	case 'z':
	case 'Z':
		return take_byte(r, &n) && read_text(r, n, v);
	case ')':
		return take_byte(r, &n) && read_group(r, n, v, depth);
	case '(':
	case '[':
		return take_size(r, &n) && read_group(r, n, v, depth);
	case '{':
		return read_group(r, SIZE_MAX, v, depth);
	default:
		return false;
	}
}

static struct value *read_value(struct reading *r, int depth)
{
	struct value *v;
	int32_t ref;
	size_t type;

	if (depth > DEEPEST || !take_byte(r, &type))
		return NULL;
	if ((type & 0x7f) == 'r')
		return take_int(r, &ref) && ref >= 0 && (size_t)ref < r->ref_count ? r->refs[ref] : NULL;
	v = wr_arena_alloc(pf_profile_arena(r->p), sizeof *v);
	if (type & FLAG_REF)
		*WR_PUSH(r->refs, r->ref_count, r->ref_cap) = v;
	return read_body(r, (int)(type & 0x7f), v, depth) ? v : NULL;
}

static bool is_group(const struct value *v, size_t least)
{
	return v->kind == GROUP && v->n >= least;
}

/* "parse (shop.py:12)"; what is built in has no place. */
static const char *name_of(struct pf_profile *p, const struct value *key)
{
	const char *file = key->items[0]->text, *base = strrchr(file, '/');

	if (key->items[1]->number <= 0)
		return key->items[2]->text;
	return wr_arena_printf(pf_profile_arena(p), "%s (%s:%.0f)", key->items[2]->text, base ? base + 1 : file,
			       key->items[1]->number);
}

static bool is_key(const struct value *v)
{
	return is_group(v, 3) && v->items[0]->kind == TEXT && v->items[1]->kind == NUMBER && v->items[2]->kind == TEXT;
}

/* Of what is built in: (file, line, function): (primitive calls, calls, own seconds, seconds). */
static void credit_callers(struct pf_profile *p, const struct value *callers)
{
	for (size_t i = 0; i + 1 < callers->n; i += 2) {
		const struct value *costs = callers->items[i + 1];

		if (is_key(callers->items[i]) && is_group(costs, 4) && costs->items[2]->kind == NUMBER &&
		    isfinite(costs->items[2]->number) && costs->items[2]->number > 0)
			pf_profile_add_below(p, name_of(p, callers->items[i]), costs->items[2]->number);
	}
}

static bool add(struct pf_profile *p, const struct value *key, const struct value *costs)
{
	if (!is_key(key) || !is_group(costs, 4))
		return false;
	for (int i = 0; i < 4; i++)
		if (costs->items[i]->kind != NUMBER || !isfinite(costs->items[i]->number) || costs->items[i]->number < 0)
			return false;
	pf_profile_add_function(p, name_of(p, key), costs->items[2]->number, costs->items[3]->number, costs->items[1]->number);
	if (key->items[1]->number <= 0 && is_group(costs, 5))
		credit_callers(p, costs->items[4]);
	return true;
}

static int read(struct pf_profile *p, const char *bytes, size_t n, struct wr_err *err)
{
	struct reading r = { .p = p, .at = (const unsigned char *)bytes, .end = (const unsigned char *)bytes + n };
	struct value *all = read_value(&r, 0);
	bool is_well = all && is_group(all, 0) && all->n % 2 == 0;

	pf_profile_counts(p, "s", "time");
	for (size_t i = 0; is_well && i < all->n; i += 2)
		is_well = add(p, all->items[i], all->items[i + 1]);
	free(r.refs);
	return is_well ? 0 : wr_fail(err, WR_EINPUT, "%s: damaged, or not statistics of Python's cProfile", pf_profile_path(p));
}

const struct pf_profile_format pf_profile_pstats = { "pstats", "cProfile (pstats)", is_of, read };
