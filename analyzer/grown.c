/*
 * grown.c - members and globals that something is added to over the time of the program.
 *
 * A member is known by the type of its object and its own name ("struct shop.orders"),
 * where the type is known in all units, else by its own name in its unit.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "analyzer/program_p.h"
#include "core/alloc.h"
#include "core/buf.h"
#include "core/text.h"

/* "shop" of "const struct shop *": where it begins; *n bytes. */
static const char *bare_type(const char *type, size_t *n)
{
	static const char *const before[] = { "const ", "volatile ", "struct ", "class ", "union " };

	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		type += wr_starts_with(type, before[i]) ? strlen(before[i]) : 0;
	*n = strcspn(type, " *&[");
	return type;
}

bool an_is_same_type(const char *a, const char *b)
{
	size_t n, m;

	a = bare_type(a, &n);
	b = bare_type(b, &m);
	return n == m && !memcmp(a, b, n);
}

static void add_bare_type(struct wr_buf *key, const char *type)
{
	size_t n;

	type = bare_type(type, &n);
	wr_buf_add(key, type, n);
}

/* By the object's type; false if that is not known. */
static bool typed_key(const an_unit *u, an_id symbol, struct wr_buf *key)
{
	const struct an_symbol *s = an_symbol_at(u, symbol);
	const char *type = an_text(u, an_symbol_at(u, s->base)->type);

	wr_buf_clear(key);
	if (!s->base || !*type)
		return false;
	add_bare_type(key, type);
	wr_buf_printf(key, ".%s", an_own_name(an_text(u, s->name)));
	return true;
}

static void unit_key(const struct an_program *p, uint32_t unit, an_id symbol, struct wr_buf *key)
{
	const an_unit *u = p->units[unit];

	wr_buf_clear(key);
	wr_buf_printf(key, "#%u.%s", unit, an_own_name(an_text(u, an_symbol_at(u, symbol)->name)));
}

static void add_site(struct an_program *p, const struct wr_buf *key, uint32_t function, an_id symbol, an_id loop)
{
	struct an_grown *g = p->grown;
	const struct an_key *known = an_keys_find(&g->keys, key->data, key->len);

	if (!known) {
		an_keys_add(&g->keys, wr_arena_strndup(p->arena, key->data, key->len), (uint32_t)g->n);
		*WR_PUSH(g->sites, g->n, g->cap) = (struct an_grow_site){ function, symbol, loop, 0 };
		return;
	}
	*WR_PUSH(g->sites, g->n, g->cap) = (struct an_grow_site){ function, symbol, loop, g->sites[known->value].next };
	g->sites[known->value].next = (uint32_t)g->n - 1;
}

/* Something is added to the symbol in the unit's function, in the loop (0 = none). */
static void note(struct an_program *p, uint32_t unit, an_id symbol, an_id function, an_id loop)
{
	uint8_t kind = an_symbol_at(p->units[unit], symbol)->kind;
	uint32_t node = p->lists[unit].nodes[function];

	if (kind != AN_MEMBER && kind != AN_GLOBAL)
		return;
	if (typed_key(p->units[unit], symbol, &p->grown->buf))
		add_site(p, &p->grown->buf, node, symbol, loop);
	unit_key(p, unit, symbol, &p->grown->buf);
	add_site(p, &p->grown->buf, node, symbol, loop);
}

/* items = realloc(items, ...), items = grow(items, ...) */
static bool makes_room(const char *name)
{
	return strstr(name, "realloc") || strstr(name, "grow");
}

static bool is_link(const char *name)
{
	static const char *const names[] = { "next", "prev", "previous", "sibling", "link", NULL };

	return wr_is_one_of(name, names);
}

/* node->next = list->head; list->head = node: in one function both a link and a head are set. */
static void note_lists(struct an_program *p, uint32_t unit)
{
	const an_unit *u = p->units[unit];
	uint8_t *links = wr_arena_alloc(p->arena, an_unit_count(u, AN_FUNCTIONS));

	for (an_id i = 1; i < an_unit_count(u, AN_WRITES); i++) {
		const struct an_write *w = an_write_at(u, i);
		const struct an_symbol *s = an_symbol_at(u, w->symbol);

		if (w->kind == AN_WRITE_ASSIGN && s->kind == AN_MEMBER && is_link(an_own_name(an_text(u, s->name))))
			links[w->function] = 1;
	}
	for (an_id i = 1; i < an_unit_count(u, AN_WRITES); i++) {
		const struct an_write *w = an_write_at(u, i);
		const struct an_symbol *s = an_symbol_at(u, w->symbol);

		if (w->function && links[w->function] && w->kind == AN_WRITE_ASSIGN && strchr(an_text(u, s->type), '*') &&
		    !is_link(an_own_name(an_text(u, s->name))))
			note(p, unit, w->symbol, w->function, w->loop);
	}
}

/* Is the symbol written in one of the ways in the function, on that line or (0) on any? */
static bool written(const struct an_program *p, uint32_t unit, an_id symbol, an_id function, enum an_write_kind kind,
		    uint32_t line)
{
	const struct an_by_owner *by = &p->lists[unit].writes;

	for (uint32_t i = by->first[symbol]; i < by->first[symbol + 1]; i++) {
		const struct an_write *w = an_write_at(p->units[unit], by->items[i]);

		if (w->function == function && w->kind == kind && (!line || w->line == line))
			return true;
	}
	return false;
}

/* items[n++] = x, or items[o->n] = x; o->n++: written at an index that moves on. */
static void note_append(struct an_program *p, uint32_t unit, const struct an_op *o)
{
	const an_unit *u = p->units[unit];
	const struct an_arg *array = an_arg_at(u, o->first_arg), *index = an_arg_at(u, o->first_arg + 1);
	an_id counter = index->use_count == 1 ? an_use_at(u, index->first_use) : 0;
	uint8_t kind = an_symbol_at(u, counter)->kind;
	bool moves;

	if (!counter || !array->symbol || !written(p, unit, array->symbol, o->function, AN_WRITE_CHANGE, o->span.line))
		return;
	if (index->kind == AN_ARG_EXPRESSION)
		moves = written(p, unit, counter, o->function, AN_WRITE_ASSIGN, o->span.line);
	else
		moves = (kind == AN_MEMBER || kind == AN_GLOBAL) &&
			written(p, unit, counter, o->function, AN_WRITE_ASSIGN, 0);
	if (moves)
		note(p, unit, array->symbol, o->function, o->loop);
}

static void note_op(struct an_program *p, uint32_t unit, const struct an_op *o)
{
	if (o->result && makes_room(an_text(p->units[unit], o->name)))
		note(p, unit, o->result, o->function, o->loop);
	if (o->kind == AN_OP_SUBSCRIPT && o->arg_count == 2 && p->units[unit]->language != AN_PYTHON)
		note_append(p, unit, o);
}

void an_note_grown(struct an_program *p)
{
	p->grown = wr_arena_alloc(p->arena, sizeof *p->grown);
	*p->grown = (struct an_grown){ .n = 0 };
	an_keys_init(&p->grown->keys);
	*WR_PUSH(p->grown->sites, p->grown->n, p->grown->cap) = (struct an_grow_site){ 0 };
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];

		for (an_id i = 1; i < an_unit_count(u, AN_WRITES); i++) {
			const struct an_write *w = an_write_at(u, i);

			if (w->grows)
				note(p, unit, w->symbol, w->function, w->loop);
		}
		for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++)
			note_op(p, unit, an_op_at(u, i));
		if (u->language != AN_PYTHON)
			note_lists(p, unit);
	}
}

void an_forget_grown(struct an_program *p)
{
	an_keys_free(&p->grown->keys);
	free(p->grown->sites);
	wr_buf_free(&p->grown->buf);
}

uint32_t an_grow_sites(const struct an_program *p, uint32_t unit, an_id symbol)
{
	struct wr_buf *text = &p->grown->buf;
	const struct an_key *key = NULL;

	if (typed_key(p->units[unit], symbol, text))
		key = an_keys_find(&p->grown->keys, text->data, text->len);
	if (!key) {
		unit_key(p, unit, symbol, text);
		key = an_keys_find(&p->grown->keys, text->data, text->len);
	}
	return key ? key->value : 0;
}

bool an_is_grown(const struct an_program *p, uint32_t unit, an_id symbol)
{
	return an_grow_sites(p, unit, symbol) != 0;
}
