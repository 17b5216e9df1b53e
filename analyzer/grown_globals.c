/*
 * grown_globals.c - who puts into a global of C, and whether anybody takes from it.
 *
 * Whatever is done to it that is not known to leave all elements where they are counts as taking.
 */
#include "analyzer/grown_globals.h"

#include <string.h>
#include "analyzer/beside.h"
#include "analyzer/keys_p.h"
#include "analyzer/name_parts.h"
#include "analyzer/own_takings.h"
#include "analyzer/sounds.h"
#include "core/buf.h"

struct place { uint32_t unit; an_id symbol; };
struct globals { struct an_keys by_name; struct wr_buf places; };
struct story { bool bounded, lists; struct an_growth_site site; };

/* ---- names ---- */

static bool adds(const char *name)
{
	static const char *const words[] = { "add", "insert", "append", "prepend", "put", "push", "store", "enqueue", NULL };

	return an_has_word(name, words) && !an_gives_back(name);
}

static bool looks(const char *name)
{
	static const char *const words[] = { "get", "find", "lookup", "contains", "has", "exists", "foreach", "each", "iter", "search",
					     "first", "last", "next", "new", "init", "create", "alloc", "lock", "unlock", "hash", "sort",
					     "print", "dump", NULL };
	static const char *const taking[] = { "remove", "delete", "del", "pop", "clear", "steal", "take", "replace", "reset", "trim",
					      "prune", "expire", "evict", "size", "len", "length", "count", "or", NULL };

	return an_has_word(name, words) && !an_has_word(name, taking) && !an_gives_back(name);
}

/* ---- what is done to it ---- */

static void note_site(struct story *s, uint32_t unit, an_id symbol, an_id function, an_id loop, uint32_t line)
{
	if (!s->site.function && function)
		s->site = (struct an_growth_site){ unit, function, symbol, loop, line };
}

static bool mentions(const an_unit *u, const struct an_op *o, an_id symbol)
{
	for (uint32_t k = 0; k < o->arg_count; k++) {
		if (an_arg_mentions(u, an_arg_at(u, o->first_arg + k), symbol))
			return true;
	}
	return o->receiver == symbol;
}

static void read_op(const an_unit *u, uint32_t unit, an_id symbol, const struct an_op *o, struct story *s)
{
	const char *name = an_text(u, o->name);

	if (o->kind == AN_OP_SUBSCRIPT || o->kind == AN_OP_EQUAL || !mentions(u, o, symbol))
		return;
	if (o->kind != AN_OP_CALL)
		s->bounded = true;
	else if (adds(name) && an_arg_at(u, o->first_arg)->symbol == symbol)
		note_site(s, unit, symbol, o->function, o->loop, o->span.line);
	else
		s->bounded |= !looks(name);
}

/* x = table_new(), which is no other value for one that holds anything. */
static bool is_made(const an_unit *u, const struct an_write *w)
{
	const struct an_op *o = an_op_at(u, w->op ? w->op - 1 : 0);

	return w->op > 1 && o->function == w->function && o->result == w->symbol && looks(an_text(u, o->name));
}

/* e->next = first; first = e: in the function a member of that type is set, and the head. */
static bool is_push(const struct an_program *p, uint32_t unit, const struct an_write *w)
{
	const an_unit *u = p->units[unit];
	uint32_t f = an_node_of(p, unit, w->function), count;
	const an_id *all = f ? an_changes_of(p, f, &count) : NULL;

	for (uint32_t i = 0; f && i < count; i++) {
		const struct an_write *other = an_write_at(u, all[i]);
		const struct an_symbol *s = an_symbol_at(u, other->symbol), *head = an_symbol_at(u, w->symbol);

		if (other->kind == AN_WRITE_ASSIGN && s->kind == AN_MEMBER && s->type == head->type && other->line <= w->line &&
		    !strcmp(an_own_name(an_text(u, s->name)), "next") && an_symbol_at(u, s->base)->type == head->type &&
		    an_symbol_at(u, s->base)->kind == AN_LOCAL)
			return true;
	}
	return false;
}

/* A call on the line mentions the global itself: what it passes on is known by that. */
static bool is_called(const an_unit *u, const struct an_write *w)
{
	for (an_id i = w->op; i && i + 4 > w->op; i--) {
		if (i < an_unit_count(u, AN_OPS) && an_op_at(u, i)->function == w->function && an_op_at(u, i)->span.line <= w->line &&
		    an_op_at(u, i)->span.end_line >= w->line && mentions(u, an_op_at(u, i), w->symbol))
			return true;
	}
	return false;
}

static void read_writes(const struct an_program *p, uint32_t unit, an_id symbol, struct story *s)
{
	const an_unit *u = p->units[unit];
	uint32_t count;
	const an_id *writes = an_unit_writes_of(p, unit, symbol, &count);

	for (uint32_t i = 0; i < count && !s->bounded; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (!w->function || is_made(u, w))
			continue;
		if (w->kind == AN_WRITE_PASS) {
			s->bounded = !is_called(u, w);
		} else if (w->kind == AN_WRITE_ASSIGN && is_push(p, unit, w)) {
			s->lists = true;
			note_site(s, unit, symbol, w->function, w->loop, w->line);
		} else {
			s->bounded = true;
		}
	}
}

/* return table; its address kept elsewhere. */
static void read_marks(const an_unit *u, an_id symbol, struct story *s)
{
	for (an_id i = 1; i < an_unit_count(u, AN_MARKS) && !s->bounded; i++) {
		const struct an_mark *m = an_mark_at(u, i);

		for (uint32_t k = 0; (m->kind == AN_MARK_KEEP || m->kind == AN_MARK_RETURN) && k < m->use_count; k++)
			s->bounded |= an_use_at(u, m->first_use + k) == symbol;
	}
}

/* Elements of a list are freed somewhere, or taken out of the middle: whoever does it may have found them in this one. */
static bool elements_leave(const struct an_program *p, const char *type)
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];

		for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
			const struct an_op *o = an_op_at(u, i);

			if (o->kind == AN_OP_CALL && o->arg_count && an_gives_back(an_text(u, o->name)) &&
			    !strcmp(an_text(u, an_symbol_at(u, an_arg_at(u, o->first_arg)->symbol)->type), type))
				return true;
		}
		for (an_id i = 1; i < an_unit_count(u, AN_WRITES); i++) {
			const struct an_symbol *s = an_symbol_at(u, an_write_at(u, i)->symbol);

			if (s->kind == AN_MEMBER && !strcmp(an_own_name(an_text(u, s->name)), "next") &&
			    !strcmp(an_text(u, s->type), type) && an_symbol_at(u, s->base)->kind != AN_LOCAL)
				return true;
		}
	}
	return false;
}

/* ---- all of the program ---- */

static void read_story(const struct an_program *p, const struct globals *g, const struct place *of, struct story *s)
{
	const struct place *all = (const void *)g->places.data;
	const char *name = an_text(p->units[of->unit], an_symbol_at(p->units[of->unit], of->symbol)->name);

	for (const struct an_key *k = an_keys_find(&g->by_name, name, strlen(name)); k && !s->bounded;
	     k = an_keys_next(&g->by_name, k)) {
		const struct place *other = &all[k->value];
		const an_unit *u = p->units[other->unit];

		if (!an_same_global(p, of->unit, of->symbol, other->unit, other->symbol))
			continue;
		read_writes(p, other->unit, other->symbol, s);
		for (an_id i = 1; i < an_unit_count(u, AN_OPS) && !s->bounded; i++)
			read_op(u, other->unit, other->symbol, an_op_at(u, i), s);
		read_marks(u, other->symbol, s);
	}
	if (!s->bounded && s->lists)
		s->bounded = elements_leave(p, an_text(p->units[of->unit], an_symbol_at(p->units[of->unit], of->symbol)->type));
}

/* Cheap: is there an op or write that may add? */
static bool is_candidate(const struct an_program *p, uint32_t unit, an_id symbol)
{
	const an_unit *u = p->units[unit];
	const struct an_symbol *s = an_symbol_at(u, symbol);
	uint32_t count;

	if (s->kind != AN_GLOBAL || s->storage & AN_STORED_CONSTANT || s->value == AN_VALUE_NUMBER || s->value == AN_VALUE_TEXT ||
	    s->value == AN_VALUE_FUNCTION)
		return false;
	an_unit_writes_of(p, unit, symbol, &count);
	return count > 0;
}

void an_each_grown_global(const struct an_program *p, void (*found)(void *data, const struct an_growth_site *site), void *data)
{
	struct globals g = { 0 };
	const struct place *all;

	an_keys_init(&g.by_name);
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];

		for (an_id i = 1; u->language == AN_C && i < an_unit_count(u, AN_SYMBOLS); i++) {
			if (an_symbol_at(u, i)->kind != AN_GLOBAL)
				continue;
			an_keys_add(&g.by_name, an_text(u, an_symbol_at(u, i)->name), (uint32_t)(g.places.len / sizeof(struct place)));
			wr_buf_add(&g.places, &(struct place){ unit, i }, sizeof(struct place));
		}
	}
	all = (const void *)g.places.data;
	for (size_t i = 0; i < g.places.len / sizeof *all; i++) {
		struct story s = { 0 };

		if (!is_candidate(p, all[i].unit, all[i].symbol))
			continue;
		read_story(p, &g, &all[i], &s);
		/* Told where it is added to, and so once for all units. */
		if (!s.bounded && s.site.function && s.site.unit == all[i].unit)
			found(data, &s.site);
	}
	wr_buf_free(&g.places);
	an_keys_free(&g.by_name);
}
