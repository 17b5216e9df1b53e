/* models.c - the relations that model classes declare, and those that they put on each other. */
#include "analyzer/models_p.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "core/alloc.h"
#include "core/text.h"

#define MAX_BASES 8             /* bases of bases */

struct class { const char *key; uint32_t unit; an_id id; };

struct an_models {
	struct wr_arena *arena;
	const struct an_program *p;
	struct class *classes;          /* [0] is none */
	size_t class_count, class_cap;
	size_t *first_class;            /* per unit */
	struct an_keys by_key, by_end;  /* index into classes */
	struct an_keys methods;         /* functions by key */
	struct an_relation *relations;
	size_t relation_count, relation_cap;
	struct an_keys by_name;         /* index into relations, by the name of the attribute */
	struct an_keys by_variable;     /* the same, by the name of the model in small letters */
};

/* What declares a relation, by the last part of its name. */
static const struct field { const char *name; uint8_t mapper; bool many; } fields[] = {
	{ "ForeignKey", AN_DJANGO, false }, { "OneToOneField", AN_DJANGO, false },
	{ "ManyToManyField", AN_DJANGO, true }, { "ParentalKey", AN_DJANGO, false },
	{ "relationship", AN_SQLALCHEMY, false }, { "ForeignKeyField", AN_PEEWEE, false },
};

static const struct field *field_of(const an_unit *u, const struct an_op *o)
{
	const char *name = an_last_part(an_text(u, o->callee ? o->callee : o->name));

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (!strcmp(name, fields[i].name))
			return &fields[i];
	}
	return NULL;
}

static const struct an_arg *keyword(const an_unit *u, const struct an_op *o, const char *name)
{
	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);

		if (!strcmp(an_text(u, arg->keyword), name))
			return arg;
	}
	return NULL;
}

static const char *literal(const an_unit *u, const struct an_arg *arg)
{
	return arg && arg->kind == AN_ARG_LITERAL && arg->value == AN_VALUE_TEXT ? an_text(u, arg->text) : NULL;
}

/* The innermost class whose body the line is in; 0 = none. */
static uint32_t class_around(const struct an_models *m, uint32_t unit, uint32_t line)
{
	uint32_t best = 0, best_line = 0;

	for (size_t i = m->first_class[unit]; i < m->class_count && m->classes[i].unit == unit; i++) {
		const struct an_class *k = an_class_at(m->p->units[unit], m->classes[i].id);

		if (k->line <= line && line <= k->end_line && k->line >= best_line) {
			best = (uint32_t)i;
			best_line = k->line;
		}
	}
	return best;
}

const char *an_model_class(const struct an_models *m, const char *text, size_t n)
{
	const struct an_key *key = an_keys_find(&m->by_key, text, n);
	const char *dot = memrchr(text, '.', n), *end = dot ? dot + 1 : text;

	if (key)
		return m->classes[key->value].key;
	key = an_keys_find(&m->by_end, end, (size_t)(text + n - end));
	return key && !an_keys_next(&m->by_end, key) ? m->classes[key->value].key : NULL;
}

#define NAME_MAX_BYTES 64

/* "orderline" of "OrderLine" and "order_line"; 0 = too long. */
static size_t plain_name(const char *name, char *plain)
{
	size_t n = 0;

	for (; *name && n < NAME_MAX_BYTES; name++) {
		if (*name != '_')
			plain[n++] = (char)tolower((unsigned char)*name);
	}
	return n < NAME_MAX_BYTES ? n : 0;
}

/* Models by what a variable that holds one is called. */
static void name_variables(struct an_models *m)
{
	for (size_t i = 0; i < m->relation_count; i++) {
		const char *model = m->relations[i].model;
		char plain[NAME_MAX_BYTES];
		size_t n = plain_name(an_last_part(model), plain);
		const struct an_key *key = n ? an_keys_find(&m->by_variable, plain, n) : NULL;

		while (key && strcmp(m->relations[key->value].model, model))
			key = an_keys_next(&m->by_variable, key);
		if (n && !key)
			an_keys_add(&m->by_variable, wr_arena_strndup(m->arena, plain, n), (uint32_t)i);
	}
}

const char *an_model_by_variable(const struct an_models *m, const char *name)
{
	char plain[NAME_MAX_BYTES];
	size_t n = plain_name(name, plain);
	const struct an_key *key = n ? an_keys_find(&m->by_variable, plain, n) : NULL;

	return key && !an_keys_next(&m->by_variable, key) ? m->relations[key->value].model : NULL;
}

enum an_mapper an_mapper_of(const struct an_models *m, const char *model)
{
	for (size_t i = 0; model && i < m->relation_count; i++) {
		if (!strcmp(m->relations[i].model, model))
			return (enum an_mapper)m->relations[i].mapper;
	}
	return AN_NO_MAPPER;
}

void an_relations_back(const struct an_models *m, const char *from, const char *to, const char **names, uint32_t *n)
{
	for (size_t i = 0; i < m->relation_count && *n < AN_FIXED_MAX; i++) {
		const struct an_relation *r = &m->relations[i];

		if (!r->many && !strcmp(r->model, from) && !strcmp(r->target, to))
			names[(*n)++] = r->name;
	}
}

static void add_relation(struct an_models *m, struct an_relation r)
{
	an_keys_add(&m->by_name, r.name, (uint32_t)m->relation_count);
	*WR_PUSH(m->relations, m->relation_count, m->relation_cap) = r;
}

/* "order_set" of the class Order. */
static const char *set_name(struct an_models *m, const char *model)
{
	char *name = wr_arena_printf(m->arena, "%s_set", an_last_part(model));

	for (char *at = name; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return name;
}

/* What the class at the other end gets: its name, or NULL. */
static const char *way_back(struct an_models *m, const an_unit *u, const struct an_op *o, const struct field *field,
			    const char *model)
{
	const char *name = literal(u, keyword(u, o, field->mapper == AN_DJANGO ? "related_name" : "backref"));

	if (name)
		return strchr(name, '+') || strchr(name, '%') ? NULL : name;
	if (field->mapper == AN_SQLALCHEMY)
		return NULL;
	return set_name(m, model);
}

static const char *target_of(const struct an_models *m, const an_unit *u, const struct an_op *o, const char *model)
{
	const struct an_arg *arg = o->arg_count ? an_arg_at(u, o->first_arg) : NULL;
	const char *text = arg && (arg->kind == AN_ARG_LITERAL || arg->kind == AN_ARG_FUNCTION) ? an_text(u, arg->text) : "";
	const char *key = an_model_class(m, text, strlen(text));

	if (!strcmp(text, "self"))
		return model;
	return key ? key : "";
}

static bool comes_along(const an_unit *u, const struct an_op *o)
{
	const char *lazy = literal(u, keyword(u, o, "lazy"));

	return lazy && strcmp(lazy, "select");
}

/* customer_id = Column(ForeignKey(...)) of the class, beside customer = relationship(...); NULL = there is none. */
static const struct an_op *column_of(const struct an_models *m, uint32_t unit, uint32_t class, const char *relation)
{
	const an_unit *u = m->p->units[unit];
	size_t n = strlen(relation);

	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
		const struct an_op *o = an_op_at(u, i);
		const char *name = o->kind == AN_OP_CALL && o->result ? an_text(u, an_symbol_at(u, o->result)->name) : "";

		if (!strncmp(name, relation, n) && !strcmp(name + n, "_id") && class_around(m, unit, o->span.line) == class)
			return o;
	}
	return NULL;
}

/* Does no other row have the related one: relationship(..., uselist=False), where the key is the other's or unique? */
static bool is_single(const struct an_models *m, uint32_t unit, uint32_t class, const struct an_op *o)
{
	const an_unit *u = m->p->units[unit];
	const struct an_arg *list = keyword(u, o, "uselist");
	const struct an_op *column = column_of(m, unit, class, an_text(u, an_symbol_at(u, o->result)->name));

	if (column)
		return keyword(u, column, "unique");
	return list && list->kind == AN_ARG_LITERAL && !strcmp(an_text(u, list->text), "False");
}

static void add_field(struct an_models *m, uint32_t unit, const struct an_op *o, const struct field *field)
{
	const an_unit *u = m->p->units[unit];
	uint32_t class = class_around(m, unit, o->span.line);
	const char *model = m->classes[class].key, *target, *back, *populated;
	bool loaded = field->mapper == AN_SQLALCHEMY && comes_along(u, o);

	if (!class)
		return;
	target = target_of(m, u, o, model);
	populated = literal(u, keyword(u, o, "back_populates"));
	add_relation(m, (struct an_relation){ model, an_text(u, an_symbol_at(u, o->result)->name), target,
					      field->mapper, field->many, loaded, field->mapper == AN_SQLALCHEMY && is_single(m, unit, class, o), populated ? populated : "" });
	back = *target ? way_back(m, u, o, field, model) : NULL;
	if (back)
		add_relation(m, (struct an_relation){ target, back, model, field->mapper,
						      field->mapper != AN_SQLALCHEMY &&
						      strcmp(field->name, "OneToOneField"), false, false,
						      field->many ? "" : an_text(u, an_symbol_at(u, o->result)->name) });
}

/* Class bodies run with their module. */
static void add_fields(struct an_models *m, uint32_t unit)
{
	const an_unit *u = m->p->units[unit];

	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
		const struct an_op *o = an_op_at(u, i);
		const struct field *field;

		if (o->kind != AN_OP_CALL || !o->result ||
		    !(an_function_at(u, o->function)->flags & AN_FN_MODULE))
			continue;
		field = field_of(u, o);
		if (field)
			add_field(m, unit, o, field);
	}
}

static void add_classes(struct an_models *m, uint32_t unit)
{
	const an_unit *u = m->p->units[unit];

	for (an_id i = 1; i < an_unit_count(u, AN_CLASSES); i++) {
		const char *key = an_text(u, an_class_at(u, i)->key);

		an_keys_add(&m->by_key, key, (uint32_t)m->class_count);
		an_keys_add(&m->by_end, an_last_part(key), (uint32_t)m->class_count);
		*WR_PUSH(m->classes, m->class_count, m->class_cap) = (struct class){ key, unit, i };
	}
}

static void add_methods(struct an_models *m)
{
	for (uint32_t f = 1; f <= m->p->node_count; f++) {
		if (an_function_of(m->p, f)->flags & AN_FN_METHOD && an_unit_of(m->p, f)->language == AN_PYTHON)
			an_keys_add(&m->methods, an_text(an_unit_of(m->p, f), an_function_of(m->p, f)->key), f);
	}
}

struct an_models *an_models_find(const struct an_program *p)
{
	struct an_models *m = wr_calloc(1, sizeof *m);

	m->p = p;
	m->arena = wr_arena_new();
	an_keys_init(&m->by_key);
	an_keys_init(&m->by_end);
	an_keys_init(&m->methods);
	an_keys_init(&m->by_name);
	an_keys_init(&m->by_variable);
	*WR_PUSH(m->classes, m->class_count, m->class_cap) = (struct class){ "", 0, 0 };
	m->first_class = wr_arena_array(m->arena, p->unit_count + 1, sizeof *m->first_class);
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		m->first_class[unit] = m->class_count;
		if (p->units[unit]->language == AN_PYTHON)
			add_classes(m, unit);
	}
	for (uint32_t unit = 0; unit < p->unit_count && m->class_count > 1; unit++) {
		if (p->units[unit]->language == AN_PYTHON)
			add_fields(m, unit);
	}
	if (!m->relation_count) {
		an_models_free(m);
		return NULL;
	}
	add_methods(m);
	name_variables(m);
	return m;
}

void an_models_free(struct an_models *m)
{
	if (!m)
		return;
	an_keys_free(&m->by_key);
	an_keys_free(&m->by_end);
	an_keys_free(&m->methods);
	an_keys_free(&m->by_name);
	an_keys_free(&m->by_variable);
	free(m->classes);
	free(m->relations);
	wr_arena_free(m->arena);
	free(m);
}

/* The class itself, then its bases, nearest first; *n of them. */
static void lineage(const struct an_models *m, const char *model, const char **line, unsigned *n)
{
	line[0] = model;
	*n = 1;
	for (unsigned i = 0; i < *n; i++) {
		const struct an_key *key = an_keys_find(&m->by_key, line[i], strlen(line[i]));
		const an_unit *u = key ? m->p->units[m->classes[key->value].unit] : NULL;
		const struct an_class *k = key ? an_class_at(u, m->classes[key->value].id) : NULL;

		for (uint32_t b = 0; k && b < k->base_count && *n < MAX_BASES; b++) {
			const char *text = an_text(u, an_name_at(u, k->first_base + b));
			const char *base = an_model_class(m, text, strlen(text));

			if (base && strcmp(base, line[i]))
				line[(*n)++] = base;
		}
	}
}

const struct an_relation *an_relation_of(const struct an_models *m, const char *model, const char *name)
{
	const struct an_key *named = an_keys_find(&m->by_name, name, strlen(name));
	const char *line[MAX_BASES];
	unsigned n = 0;

	if (!named)
		return NULL;
	lineage(m, model, line, &n);
	for (unsigned i = 0; i < n; i++) {
		const struct an_relation *found = NULL;

		/* Both ends may name it, and only one of them say that it comes with its row. */
		for (const struct an_key *k = named; k; k = an_keys_next(&m->by_name, k)) {
			const struct an_relation *relation = &m->relations[k->value];

			if (!strcmp(relation->model, line[i]) && (!found || relation->loaded))
				found = relation;
		}
		if (found)
			return found;
	}
	return NULL;
}

uint32_t an_model_method(const struct an_models *m, const char *model, const char *name)
{
	const char *line[MAX_BASES];
	unsigned n;

	lineage(m, model, line, &n);
	for (unsigned i = 0; i < n; i++) {
		const char *text = wr_arena_printf(m->arena, "%s.%s", line[i], name);
		const struct an_key *key = an_keys_find(&m->methods, text, strlen(text));

		if (key)
			return key->value;
	}
	return 0;
}
