/* index.c - numbers the functions of all units, and lists records by owner. */
#include <stddef.h>
#include <string.h>
#include "analyzer/named_ops.h"
#include "analyzer/program_p.h"
#include "analyzer/unit_p.h"

static bool same_place(const an_unit *u, const struct an_function *f, const an_unit *v, const struct an_function *g)
{
	return f->span.line == g->span.line && f->span.column == g->span.column &&
	       !strcmp(an_text(u, f->path), an_text(v, g->path));
}

/* The function that another unit already defined at the same place, or 0. */
static uint32_t already_there(const struct an_program *p, const struct an_keys *names, uint32_t unit,
			      const struct an_function *f)
{
	const char *name = an_text(p->units[unit], f->key);
	const struct an_key *key = *name ? an_keys_find(names, name, strlen(name)) : NULL;

	for (; key; key = an_keys_next(names, key)) {
		const struct an_node *other = &p->nodes[key->value];

		if (other->unit != unit &&
		    same_place(p->units[unit], f, p->units[other->unit], an_function_of(p, key->value)))
			return key->value;
	}
	return 0;
}

static void number_functions(struct an_program *p, struct an_keys *names, uint32_t unit)
{
	const an_unit *u = p->units[unit];
	uint32_t n = an_unit_count(u, AN_FUNCTIONS);

	p->lists[unit].nodes = wr_arena_array(p->arena, n, sizeof(uint32_t));
	for (an_id i = 1; i < n; i++) {
		uint32_t *node = &p->lists[unit].nodes[i];

		*node = already_there(p, names, unit, an_function_at(u, i));
		if (*node)
			continue;
		*node = ++p->node_count;
		p->nodes[*node].unit = unit;
		p->nodes[*node].function = i;
		if (*an_text(u, an_function_at(u, i)->key))
			an_keys_add(names, an_text(u, an_function_at(u, i)->key), *node);
	}
}

/* A counting sort of a table's records by owner, the number at that place in each. */
static void list(struct wr_arena *arena, const an_unit *u, enum an_table table, enum an_table owners, size_t place,
		 struct an_by_owner *by)
{
	uint32_t n = an_unit_count(u, table), owner_count = an_unit_count(u, owners);
	size_t size = an_record_size(table);
	const char *owner = (const char *)an_unit_table(u, table) + place;

	by->first = wr_arena_array(arena, owner_count + 2, sizeof *by->first);
	by->items = wr_arena_array(arena, n, sizeof *by->items);
	for (an_id i = 1; i < n; i++)
		by->first[*(const an_id *)(const void *)(owner + i * size) + 2]++;
	for (uint32_t o = 2; o < owner_count + 2; o++)
		by->first[o] += by->first[o - 1];
	for (an_id i = 1; i < n; i++)
		by->items[by->first[*(const an_id *)(const void *)(owner + i * size) + 1]++] = i;
}

/* The same of the operations that a loop repeats, for most rules look at these alone. */
static void list_repeated(struct wr_arena *arena, const an_unit *u, const struct an_by_owner *ops, struct an_by_owner *by)
{
	uint32_t owners = an_unit_count(u, AN_FUNCTIONS), n = 0;
	uint8_t *repeated = wr_arena_alloc(arena, an_unit_count(u, AN_OPS));

	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++)
		n += repeated[i] = an_op_at(u, i)->loop != 0;
	by->first = wr_arena_array(arena, owners + 2, sizeof *by->first);
	by->items = wr_arena_array(arena, n, sizeof *by->items);
	n = 0;
	for (uint32_t o = 0; o < owners; o++) {
		by->first[o] = n;
		for (uint32_t i = ops->first[o]; i < ops->first[o + 1]; i++) {
			if (repeated[ops->items[i]])
				by->items[n++] = ops->items[i];
		}
	}
	by->first[owners] = n;
}

/* Functions that rules may speak of, and those of them that have a loop. */
static void list_judged(struct an_program *p)
{
	uint32_t *judged = wr_arena_array(p->arena, p->node_count + 1, sizeof *judged), n = 0;
	uint32_t *looping = wr_arena_array(p->arena, p->node_count + 1, sizeof *looping), looping_count = 0;

	for (uint32_t f = 1; f <= p->node_count; f++) {
		uint32_t loops;

		if (an_function_of(p, f)->flags & (AN_FN_BROKEN | AN_FN_TEST))
			continue;
		judged[n++] = f;
		an_loops_of(p, f, &loops);
		if (loops)
			looping[looping_count++] = f;
	}
	p->judged = judged;
	p->looping = looping;
}

/* Django's, SQLAlchemy's or peewee's. */
static bool speaks_of_mapper(const an_unit *u)
{
	return an_unit_says(u, ".objects") || an_unit_says(u, "QuerySet") || an_unit_says(u, "sqlalchemy") || an_unit_says(u, "peewee");
}

void an_index(struct an_program *p, struct an_keys *names)
{
	size_t functions = 1;

	for (uint32_t unit = 0; unit < p->unit_count; unit++)
		functions += an_unit_count(p->units[unit], AN_FUNCTIONS);
	p->nodes = wr_arena_array(p->arena, functions, sizeof *p->nodes);
	p->lists = wr_arena_array(p->arena, p->unit_count + 1, sizeof *p->lists);
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];
		struct an_lists *lists = &p->lists[unit];

		number_functions(p, names, unit);
		list(p->arena, u, AN_OPS, AN_FUNCTIONS, offsetof(struct an_op, function), &lists->ops);
		list_repeated(p->arena, u, &lists->ops, &lists->repeated);
		list(p->arena, u, AN_LOOPS, AN_FUNCTIONS, offsetof(struct an_loop, function), &lists->loops);
		list(p->arena, u, AN_WRITES, AN_SYMBOLS, offsetof(struct an_write, symbol), &lists->writes);
		list(p->arena, u, AN_MARKS, AN_FUNCTIONS, offsetof(struct an_mark, function), &lists->marks);
		list(p->arena, u, AN_WRITES, AN_FUNCTIONS, offsetof(struct an_write, function), &lists->changes);
		lists->grows = wr_arena_alloc(p->arena, an_unit_count(u, AN_LOOPS));
	}
	for (uint32_t unit = 0; unit < p->unit_count && !p->has_mapper; unit++)
		p->has_mapper = p->units[unit]->language == AN_PYTHON && speaks_of_mapper(p->units[unit]);
	list_judged(p);
}

static const an_id *listed(const struct an_by_owner *by, an_id owner, uint32_t *count)
{
	*count = by->first[owner + 1] - by->first[owner];
	return by->items + by->first[owner];
}

const an_id *an_ops_of(const struct an_program *p, uint32_t function, uint32_t *count)
{
	const struct an_node *node = &p->nodes[function];

	return listed(&p->lists[node->unit].ops, node->function, count);
}

uint32_t an_place_among(const struct an_program *p, uint32_t function, an_id op)
{
	uint32_t count, place = 0;
	const an_id *ops = an_ops_of(p, function, &count);

	while (place < count && ops[place] != op)
		place++;
	return place;
}

const an_id *an_repeated_ops_of(const struct an_program *p, uint32_t function, uint32_t *count)
{
	const struct an_node *node = &p->nodes[function];

	return listed(&p->lists[node->unit].repeated, node->function, count);
}

const an_id *an_loops_of(const struct an_program *p, uint32_t function, uint32_t *count)
{
	const struct an_node *node = &p->nodes[function];

	return listed(&p->lists[node->unit].loops, node->function, count);
}

const an_id *an_marks_of(const struct an_program *p, uint32_t function, uint32_t *count)
{
	const struct an_node *node = &p->nodes[function];

	return listed(&p->lists[node->unit].marks, node->function, count);
}

const an_id *an_changes_of(const struct an_program *p, uint32_t function, uint32_t *count)
{
	const struct an_node *node = &p->nodes[function];

	return listed(&p->lists[node->unit].changes, node->function, count);
}

const an_id *an_unit_writes_of(const struct an_program *p, uint32_t unit, an_id symbol, uint32_t *count)
{
	return listed(&p->lists[unit].writes, symbol, count);
}

const an_id *an_writes_of(const struct an_program *p, uint32_t function, an_id symbol, uint32_t *count)
{
	return listed(&p->lists[p->nodes[function].unit].writes, symbol, count);
}

uint32_t an_node_of(const struct an_program *p, uint32_t unit, an_id function)
{
	uint32_t node = function ? p->lists[unit].nodes[function] : 0;

	return node && p->nodes[node].unit == unit ? node : 0;
}
