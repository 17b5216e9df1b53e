/* resolve.c - names at call sites to functions. */
#include "analyzer/resolve_p.h"

#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/text.h"

#define MAX_DEPTH 8             /* aliases of aliases, bases of bases */
#define MAX_CLASSES 64          /* derived classes looked at for overrides */

struct search {
	struct an_resolver *r;
	uint32_t unit;          /* where the name is used */
	struct an_targets *out;
};

static bool resolve(struct search *s, const char *key, unsigned depth);

static void add_alias(struct an_resolver *r, const char *name, const char *target, bool instance)
{
	if (!*name || !*target || !strcmp(name, target))
		return;
	an_keys_add(&r->aliases, name, (uint32_t)r->target_count);
	*WR_PUSH(r->targets, r->target_count, r->target_cap) = (struct an_target){ target, instance };
}

static void add_class(struct an_resolver *r, uint32_t unit, an_id id)
{
	const char *key = an_text(r->p->units[unit], an_class_at(r->p->units[unit], id)->key);

	/* A class of a header is the same in every unit that includes it. */
	if (!*key || an_keys_find(&r->classes, key, strlen(key)))
		return;
	an_keys_add(&r->classes, key, (uint32_t)r->place_count);
	*WR_PUSH(r->places, r->place_count, r->place_cap) = (struct an_class_place){ .unit = unit, .id = id };
}

/* class Order(Model): objects = OrderManager(): what the program's own manager does by itself, or asks first. */
static void add_managers(struct an_resolver *r, const an_unit *u)
{
	for (an_id i = 1; an_unit_count(u, AN_CLASSES) > 1 && i < an_unit_count(u, AN_SYMBOLS); i++) {
		const struct an_symbol *s = an_symbol_at(u, i);

		if (s->kind != AN_GLOBAL || strcmp(an_text(u, s->name), "objects") || !*an_text(u, s->type))
			continue;
		for (an_id k = 1; k < an_unit_count(u, AN_CLASSES); k++) {
			const struct an_class *class = an_class_at(u, k);

			if (class->line <= s->line && s->line <= class->end_line)
				add_alias(r, wr_arena_printf(r->p->arena, "%s.objects", an_text(u, class->key)),
					  an_text(u, s->type), false);
		}
	}
}

static void add_root(struct an_resolver *r, const char *module)
{
	size_t n = strcspn(module, ".");

	if (!an_keys_find(&r->roots, module, n))
		an_keys_add(&r->roots, wr_arena_strndup(r->p->arena, module, n), 0);
}

/* May the Python name be one that the program defines?  Most are of libraries, or of who knows what. */
static bool begins_in_program(const struct an_resolver *r, const char *name)
{
	return an_keys_find(&r->roots, name, strcspn(name, "."));
}

static void add_unit(struct an_resolver *r, uint32_t unit)
{
	const an_unit *u = r->p->units[unit];

	for (an_id i = 1; i < an_unit_count(u, AN_ALIASES); i++) {
		const struct an_alias *a = an_alias_at(u, i);

		add_alias(r, an_text(u, a->name), an_text(u, a->target), a->kind == AN_ALIAS_INSTANCE);
	}
	for (an_id i = 1; i < an_unit_count(u, AN_CLASSES); i++)
		add_class(r, unit, i);
	if (u->language == AN_PYTHON)
		add_managers(r, u);
	if (*an_text(u, u->module)) {
		an_keys_add(&r->modules, an_text(u, u->module), unit);
		add_root(r, an_text(u, u->module));
	}
}

/* "get" of "app.db.get" with the part before it: "db.get"; NULL if there are no more than these. */
static const char *tail_of(const char *key)
{
	const char *last = strrchr(key, '.'), *at;

	if (!last || last == key)
		return NULL;
	for (at = last - 1; at > key && *at != '.'; at--)
		;
	return at > key ? at + 1 : NULL;
}

static void add_tails(struct an_resolver *r)
{
	for (uint32_t f = 1; f <= r->p->node_count; f++) {
		const an_unit *u = an_unit_of(r->p, f);
		const char *tail;

		if (u->language != AN_PYTHON)
			continue;
		tail = tail_of(an_text(u, an_function_of(r->p, f)->key));
		if (tail)
			an_keys_add(&r->tails, tail, f);
	}
}

static const char *joined(struct search *s, const char *start, size_t n, const char *rest)
{
	char *text = wr_arena_alloc(s->r->p->arena, n + strlen(rest) + 1);

	memcpy(text, start, n);
	strcpy(text + n, rest);
	return text;
}

/* The longest beginning of a dotted name that is an alias, followed: "shop.Store.get" through
 * shop.Store = shop.store.Store; or that holds an instance: "shop.store.get".  NULL if there is none. */
static const char *follow_prefix(struct search *s, const char *key)
{
	for (const char *dot = strrchr(key, '.'); dot && dot > key;) {
		const struct an_key *alias = an_keys_find(&s->r->aliases, key, (size_t)(dot - key));

		if (alias) {
			const char *target = s->r->targets[alias->value].name;

			return joined(s, target, strlen(target), dot);
		}
		do
			dot--;
		while (dot > key && *dot != '.');
	}
	return NULL;
}

/* The name that the whole name is another one for, or NULL. */
static const char *other_name(struct search *s, const char *name)
{
	const struct an_key *alias = an_keys_find(&s->r->aliases, name, strlen(name));

	for (; alias; alias = an_keys_next(&s->r->aliases, alias)) {
		if (!s->r->targets[alias->value].instance)
			return s->r->targets[alias->value].name;
	}
	return NULL;
}

/* The number of the class of that name, following aliases; -1 = none of the program. */
static long find_class(struct search *s, const char *name, unsigned depth)
{
	const struct an_key *key = an_keys_find(&s->r->classes, name, strlen(name));
	const char *followed;

	if (key)
		return (long)key->value;
	if (depth >= MAX_DEPTH)
		return -1;
	followed = other_name(s, name);
	if (!followed)
		followed = follow_prefix(s, name);
	return followed ? find_class(s, followed, depth + 1) : -1;
}

static const an_unit *class_unit(const struct an_resolver *r, long class)
{
	return r->p->units[r->places[class].unit];
}

static const struct an_class *class_record(const struct an_resolver *r, long class)
{
	return an_class_at(class_unit(r, class), r->places[class].id);
}

static const char *base_name(const struct an_resolver *r, long class, uint32_t i)
{
	return an_text(class_unit(r, class), an_name_at(class_unit(r, class), class_record(r, class)->first_base + i));
}

/* Hangs every class under its bases, for overrides. */
static void link_classes(struct an_resolver *r)
{
	struct an_targets none;
	struct search s = { r, 0, &none };

	for (size_t i = r->place_count; i-- > 1;) {
		for (uint32_t b = 0; b < class_record(r, (long)i)->base_count; b++) {
			long base = find_class(&s, base_name(r, (long)i, b), 0);

			if (base <= 0 || base == (long)i)
				continue;
			r->places[i].next_child = r->places[base].first_child;
			r->places[base].first_child = (uint32_t)i;
			break;
		}
	}
}

const char *an_class_key(struct an_resolver *r, uint32_t unit, const char *name)
{
	struct search s = { r, unit, NULL };
	long class = find_class(&s, name, 0);

	return class > 0 ? an_text(class_unit(r, class), class_record(r, class)->key) : NULL;
}

void an_resolver_init(struct an_resolver *r, struct an_program *p, const struct an_keys *names)
{
	*r = (struct an_resolver){ .p = p, .names = names };
	an_keys_init(&r->aliases);
	an_keys_init(&r->classes);
	an_keys_init(&r->modules);
	an_keys_init(&r->roots);
	an_keys_init(&r->tails);
	an_keys_init(&r->methods);
	*WR_PUSH(r->places, r->place_count, r->place_cap) = (struct an_class_place){ 0, 0, 0, 0 };
	for (uint32_t unit = 0; unit < p->unit_count; unit++)
		add_unit(r, unit);
	link_classes(r);
	add_tails(r);
	an_note_method_names(r);
}

void an_resolver_free(struct an_resolver *r)
{
	an_keys_free(&r->aliases);
	an_keys_free(&r->classes);
	an_keys_free(&r->modules);
	an_keys_free(&r->roots);
	an_keys_free(&r->tails);
	an_keys_free(&r->methods);
	free(r->targets);
	free(r->places);
}

static void add_target(struct search *s, uint32_t node)
{
	for (uint32_t i = 0; i < s->out->n; i++) {
		if (s->out->node[i] == node)
			return;
	}
	if (s->out->n == AN_MAX_TARGETS)
		s->out->too_many = true;
	else
		s->out->node[s->out->n++] = node;
}

/* Of several definitions of one name the one in the same unit, else the last in the nearest path. */
static bool add_function(struct search *s, const char *key, size_t n)
{
	const struct an_program *p = s->r->p;
	const char *here = an_text(p->units[s->unit], p->units[s->unit]->path);
	const struct an_key *k = an_keys_find(s->r->names, key, n);
	size_t nearest = 0;
	uint32_t best = 0;

	if (k && !an_keys_next(s->r->names, k)) {
		add_target(s, k->value);
		return true;
	}
	s->out->nearest |= k != NULL;
	for (; k; k = an_keys_next(s->r->names, k)) {
		const an_unit *u = an_unit_of(p, k->value);
		const char *there = an_text(u, u->path);
		size_t common = 0;

		while (here[common] && here[common] == there[common])
			common++;
		if (!best || common >= nearest) {
			best = k->value;
			nearest = common;
		}
	}
	if (best)
		add_target(s, best);
	return best;
}

/* Finds a method in a class or its bases, also in those of libraries. */
static bool resolve_method(struct search *s, long class, const char *method, unsigned depth)
{
	const char *key = an_text(class_unit(s->r, class), class_record(s->r, class)->key);
	const char *own = joined(s, key, strlen(key), method);

	if (add_function(s, own, strlen(own)))
		return true;
	for (uint32_t i = 0; depth < MAX_DEPTH && i < class_record(s->r, class)->base_count; i++) {
		const char *base = base_name(s->r, class, i), *known;
		long number = find_class(s, base, 0);

		if (number > 0 && number != class && resolve_method(s, number, method, depth + 1))
			return true;
		if (number > 0)
			continue;
		known = an_api_class(AN_PYTHON, base);
		known = joined(s, known ? known : base, strlen(known ? known : base), method);
		if (an_api_find(AN_PYTHON, known)) {
			s->out->outside = known;
			return true;
		}
	}
	return false;
}

/* A class is called to make an instance; "Class.method" may be inherited. */
static bool resolve_class(struct search *s, const char *key)
{
	const char *dot = strrchr(key, '.');
	const struct an_key *class = an_keys_find(&s->r->classes, key, strlen(key));

	if (class)
		return resolve_method(s, (long)class->value, ".__init__", 0);
	class = dot ? an_keys_find(&s->r->classes, key, (size_t)(dot - key)) : NULL;
	return class && resolve_method(s, (long)class->value, dot, 0);
}

static bool resolve_alias(struct search *s, const char *key, unsigned depth)
{
	const struct an_key *alias = an_keys_find(&s->r->aliases, key, strlen(key));
	bool found = false;

	for (; alias; alias = an_keys_next(&s->r->aliases, alias)) {
		if (!s->r->targets[alias->value].instance)
			found |= resolve(s, s->r->targets[alias->value].name, depth + 1);
	}
	return found;
}

/* "app.Shop.store.get", where a base class of app.Shop has the store. */
static bool resolve_inherited(struct search *s, const char *key, unsigned depth)
{
	const char *dot = s->r->place_count > 1 ? strrchr(key, '.') : NULL;
	const struct an_key *class = NULL;

	while (dot && !class) {
		do
			dot--;
		while (dot > key && *dot != '.');
		if (dot == key)
			return false;
		class = an_keys_find(&s->r->classes, key, (size_t)(dot - key));
	}
	for (uint32_t i = 0; class && i < class_record(s->r, (long)class->value)->base_count; i++) {
		long base = find_class(s, base_name(s->r, (long)class->value, i), 0);
		const char *name = base > 0 && base != (long)class->value ?
				   an_text(class_unit(s->r, base), class_record(s->r, base)->key) : NULL;

		if (name && resolve(s, joined(s, name, strlen(name), dot), depth + 1))
			return true;
	}
	return false;
}

/*
 * "db.get" may be "src.app.db.get" where src/app is put on the module path.
 * Only if exactly one function ends so, and what stands before is no package:
 * then the name could not be imported that way.
 */
static bool resolve_tail(struct search *s, const char *key)
{
	const char *tail = tail_of(key);
	const struct an_key *k;
	uint32_t only = 0, seen = 0;

	tail = tail ? tail : key;
	k = strchr(tail, '.') ? an_keys_find(&s->r->tails, tail, strlen(tail)) : NULL;
	for (; k; k = an_keys_next(&s->r->tails, k)) {
		const char *whole = an_text(an_unit_of(s->r->p, k->value), an_function_of(s->r->p, k->value)->key);
		size_t before = strlen(whole) - (wr_ends_with(whole, key) ? strlen(key) : 0);

		if (++seen > AN_MAX_TARGETS)
			return false;
		if (before == strlen(whole) || !before || whole[before - 1] != '.')
			continue;
		if (only || an_keys_find(&s->r->modules, whole, before - 1))
			return false;
		only = k->value;
	}
	if (!only)
		return false;
	s->out->guessed = true;
	add_target(s, only);
	return true;
}

static bool resolve(struct search *s, const char *key, unsigned depth)
{
	const char *followed;
	bool known;

	if (add_function(s, key, strlen(key)))
		return true;
	if (depth >= MAX_DEPTH)
		return false;
	if (s->r->p->units[s->unit]->language != AN_PYTHON)
		return resolve_alias(s, key, depth);
	known = begins_in_program(s->r, key);
	if (known && (resolve_alias(s, key, depth) || resolve_class(s, key)))
		return true;
	followed = known ? follow_prefix(s, key) : NULL;
	if (followed && resolve(s, followed, depth + 1))
		return true;
	if (known && !followed && resolve_inherited(s, key, depth))
		return true;
	if (!followed && !an_api_find(AN_PYTHON, key) && resolve_tail(s, key))
		return true;
	if (!s->out->outside)
		s->out->outside = key;
	return false;
}

/* Where the class ends and the method begins: "c:@S@Shop" + "@F@total#", "app.Shop" + ".total". */
const char *an_method_part(const char *key, bool python)
{
	const char *at = python ? strrchr(key, '.') : NULL, *next = key;

	while (!python && (next = strstr(next, "@F@")))
		at = next++;
	return at;
}

/* All classes below a class, breadth first; at most MAX_CLASSES. */
static uint32_t derived_classes(const struct an_resolver *r, uint32_t class, uint32_t *found)
{
	uint32_t n = 0;

	for (uint32_t next = 0, at = class;; at = found[next++]) {
		for (uint32_t c = r->places[at].first_child; c && n < MAX_CLASSES; c = r->places[c].next_child)
			found[n++] = c;
		if (next == n)
			return n;
	}
}

static void add_overrides(struct search *s, const char *key)
{
	const char *method = an_method_part(key, s->r->p->units[s->unit]->language == AN_PYTHON);
	const struct an_key *class = method ? an_keys_find(&s->r->classes, key, (size_t)(method - key)) : NULL;
	uint32_t derived[MAX_CLASSES], n = class ? derived_classes(s->r, class->value, derived) : 0;
	uint32_t before = s->out->n;

	for (uint32_t i = 0; i < n; i++) {
		const char *name = an_text(class_unit(s->r, derived[i]), class_record(s->r, derived[i])->key);
		const char *own = joined(s, name, strlen(name), method);

		add_function(s, own, strlen(own));
	}
	s->out->overrides = s->out->n - before;
	s->out->too_many |= n == MAX_CLASSES;
}

void an_resolve(struct an_resolver *r, uint32_t unit, const char *key, bool dispatched, struct an_targets *out)
{
	struct search s = { r, unit, out };

	*out = (struct an_targets){ 0 };
	if (!*key)
		return;
	resolve(&s, key, 0);
	if (dispatched)
		add_overrides(&s, key);
	if (out->too_many)
		out->n = out->overrides = 0;
}
