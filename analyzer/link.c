/* link.c - call ops to the functions or library calls that they run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "analyzer/resolve_p.h"
#include "core/alloc.h"

#define KEY_MAX 512

struct meaning {
	struct an_targets targets;
	const struct an_api *api;       /* of the library, by this name */
	const struct an_api *outside;   /* by what the name is outside the program */
};

/* A string of the unit that has been met, and which meaning it has. */
struct met { size_t string; uint32_t meaning; };

struct linker {
	struct an_program *p;
	struct an_resolver resolver;
	struct an_keys own;             /* index into own_apis: the user's effects, by name of the call */
	struct an_api *own_apis;
	bool has_own;
	struct meaning *meanings;
	size_t meaning_count, meaning_cap;
	struct an_keys shared[2];       /* index into meanings, by text, plain and dispatched: Python names that mean the
					   same in every unit */
	struct met *met;                /* in this unit */
	size_t met_count, met_cap;
	uint32_t *met_at;               /* by string of the unit, plain and dispatched: index into met, if that
					   entry is there and is of this string; else whatever was there before */
	size_t met_at_cap;
	struct an_call *calls;
	size_t call_count, call_cap;
	uint32_t unit, caller;
};

static void read_own_effects(struct linker *l, const struct an_options *options)
{
	size_t n = options ? options->effect_count : 0;

	l->has_own = n;
	l->own_apis = wr_arena_array(l->p->arena, n + 1, sizeof *l->own_apis);
	for (size_t i = 0; i < n; i++) {
		const struct an_effect_setting *e = &options->effects[i];
		const struct an_key *key = an_keys_find(&l->own, e->call, strlen(e->call));

		if (key) {
			l->own_apis[key->value].effects |= an_effect_from(e->effect);
			continue;
		}
		l->own_apis[i] = (struct an_api){ .name = wr_arena_strdup(l->p->arena, e->call),
						  .effects = an_effect_from(e->effect), .subject = AN_SUBJECT_ARG0 };
		an_keys_add(&l->own, l->own_apis[i].name, (uint32_t)i);
	}
}

static const struct an_api *own_api(const struct linker *l, const char *name)
{
	const struct an_key *key = l->has_own && name && *name ? an_keys_find(&l->own, name, strlen(name)) : NULL;

	return key ? &l->own_apis[key->value] : NULL;
}

static void start_unit(struct linker *l, uint32_t unit)
{
	size_t strings = 2 * (size_t)l->p->units[unit]->strings_size;

	l->unit = unit;
	l->met_count = 0;
	if (strings <= l->met_at_cap)
		return;
	free(l->met_at);
	l->met_at = wr_calloc(strings, sizeof *l->met_at);
	l->met_at_cap = strings;
}

/* Its number. */
static uint32_t add_meaning(struct linker *l, const char *text, bool dispatched)
{
	enum an_language language = l->p->units[l->unit]->language;
	uint32_t number = (uint32_t)l->meaning_count;
	struct meaning *m = WR_PUSH(l->meanings, l->meaning_count, l->meaning_cap);

	an_resolve(&l->resolver, l->unit, text, dispatched, &m->targets);
	m->api = m->outside = an_api_find(language, text);
	if (m->targets.outside != text)
		m->outside = m->targets.outside ? an_api_find(language, m->targets.outside) : NULL;
	if (language == AN_PYTHON && !m->targets.nearest)
		an_keys_add(&l->shared[dispatched], text, number);
	return number;
}

/* What a string of the unit stands for; valid until the next call. */
static const struct meaning *meaning_of(struct linker *l, an_str key, bool dispatched)
{
	size_t string = 2 * (size_t)key + dispatched;
	uint32_t at = l->met_at[string];
	const char *text = an_text(l->p->units[l->unit], key);
	const struct an_key *known;

	if (at < l->met_count && l->met[at].string == string)
		return &l->meanings[l->met[at].meaning];
	known = l->p->units[l->unit]->language == AN_PYTHON ? an_keys_find(&l->shared[dispatched], text, strlen(text)) : NULL;
	l->met_at[string] = at = (uint32_t)l->met_count;
	*WR_PUSH(l->met, l->met_count, l->met_cap) =
		(struct met){ string, known ? known->value : add_meaning(l, text, dispatched) };
	return &l->meanings[l->met[at].meaning];
}

static bool within(const struct an_span *inner, const struct an_span *outer)
{
	bool begins = inner->line > outer->line || (inner->line == outer->line && inner->column >= outer->column);
	bool ends = inner->end_line < outer->end_line ||
		    (inner->end_line == outer->end_line && inner->end_column <= outer->end_column);

	return begins && ends;
}

/* list(numbers()), "".join(lines()): calls that run a generator to its end. */
static bool is_consumer(const char *name)
{
	static const char *const names[] = {
		"list", "tuple", "set", "frozenset", "dict", "sorted", "sum", "min", "max", "any", "all", "str.join",
		"list.extend", "next"
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!strcmp(name, names[i]))
			return true;
	}
	return false;
}

/* Does the caller run the generator that the op makes: in a loop, or by a call around it? */
static bool runs_generator(const struct linker *l, an_id op)
{
	const an_unit *u = l->p->units[l->unit];
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *loops = an_loops_of(l->p, l->caller, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_loop *loop = an_loop_at(u, loops[i]);

		if (within(&o->span, &loop->header) || (o->result && o->result == loop->iterated))
			return true;
	}
	for (an_id i = op + 1; i < an_unit_count(u, AN_OPS) && within(&o->span, &an_op_at(u, i)->span); i++) {
		if (is_consumer(an_text(u, an_op_at(u, i)->name)))
			return true;
	}
	return false;
}

static bool is_lazy(const struct linker *l, an_id op, uint32_t callee)
{
	return callee && an_function_of(l->p, callee)->flags & AN_FN_GENERATOR && !runs_generator(l, op);
}

static void add_call(struct linker *l, an_id op, uint32_t callee, const struct an_api *api, enum an_call_kind kind,
		     bool guessed)
{
	*WR_PUSH(l->calls, l->call_count, l->call_cap) = (struct an_call){
		.op = op, .caller = l->caller, .callee = callee, .api = api, .kind = (uint8_t)kind,
		.guessed = guessed, .lazy = is_lazy(l, op, callee) };
}

/* min(a, b): walks nothing. */
static bool compares_two(const an_unit *u, const struct an_op *o)
{
	const char *name = an_text(u, o->name);

	return u->language == AN_PYTHON && o->arg_count > 1 && (!strcmp(name, "min") || !strcmp(name, "max")) &&
	       !*an_text(u, an_arg_at(u, o->first_arg + 1)->keyword);
}

/* other.objects.get(key, {}): a dictionary's, whatever its name. */
static bool asks_a_dictionary(const an_unit *u, const struct an_op *o)
{
	static const char method[] = ".objects.get";
	const char *name = an_text(u, o->name), *at, *owner;

	if (u->language != AN_PYTHON || o->arg_count != 2)
		return false;
	owner = at = strstr(name, method);
	if (!at || at[sizeof method - 1] ||
	    *an_text(u, an_arg_at(u, o->first_arg)->keyword) || *an_text(u, an_arg_at(u, o->first_arg + 1)->keyword))
		return false;
	while (owner > name && owner[-1] != '.')
		owner--;
	return !(*owner >= 'A' && *owner <= 'Z');
}

/* A library call, by the name that the front end gave, by what aliases made of it (its APIs), or by a guess. */
static void link_outside(struct linker *l, an_id op, const struct an_api *callee, const struct an_api *outside)
{
	const an_unit *u = l->p->units[l->unit];
	const struct an_op *o = an_op_at(u, op);
	const struct an_api *api = meaning_of(l, o->name, false)->api;
	uint32_t only;

	if (compares_two(u, o) || asks_a_dictionary(u, o))
		return;
	api = api ? api : callee;
	api = api ? api : outside;
	if (api) {
		add_call(l, op, 0, api, AN_CALL_PLAIN, false);
		return;
	}
	if (o->receiver)
		api = an_api_guess(u->language, an_text(u, o->name), an_text(u, an_symbol_at(u, o->receiver)->name));
	if (api) {
		add_call(l, op, 0, api, AN_CALL_PLAIN, true);
		return;
	}
	only = an_only_method(&l->resolver, l->unit, o);
	if (only)
		add_call(l, op, only, NULL, AN_CALL_PLAIN, true);
}

static const struct an_api *own_api_of(const struct linker *l, const struct an_op *o, const struct an_targets *t)
{
	const an_unit *u = l->p->units[l->unit];
	const struct an_api *api = own_api(l, an_text(u, o->name));

	api = api ? api : own_api(l, an_text(u, o->callee));
	api = api ? api : own_api(l, t->outside);
	for (uint32_t i = 0; !api && i < t->n; i++) {
		const struct an_function *f = an_function_of(l->p, t->node[i]);

		api = own_api(l, an_text(an_unit_of(l->p, t->node[i]), f->name));
		api = api ? api : own_api(l, an_text(an_unit_of(l->p, t->node[i]), f->key));
	}
	return api;
}

static void link_callbacks(struct linker *l, an_id op)
{
	const an_unit *u = l->p->units[l->unit];
	const struct an_op *o = an_op_at(u, op);

	for (uint32_t i = 0; i < o->arg_count && !(o->flags & AN_OP_DEFERRED); i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);
		const struct an_targets *t = arg->kind == AN_ARG_FUNCTION ? &meaning_of(l, arg->text, false)->targets : NULL;

		for (uint32_t k = 0; t && k < t->n; k++)
			add_call(l, op, t->node[k], NULL, AN_CALL_CALLBACK, t->guessed || t->n > 1);
	}
}

/*
 * self.step() in Base.run(): where a class that overrides step overrides run as well, Base.run is not what
 * runs for it.
 */
static bool runs_another(const struct linker *l, const struct an_op *o, uint32_t target)
{
	const an_unit *u = l->p->units[l->unit], *v = an_unit_of(l->p, target);
	const struct an_function *f = an_function_of(l->p, l->caller);
	const char *own, *key;
	char text[KEY_MAX];
	int n;

	if (!(f->flags & AN_FN_METHOD) || !o->receiver || (u->language == AN_PYTHON && o->receiver != f->first_param))
		return false;
	own = an_method_part(an_text(u, f->key), u->language == AN_PYTHON);
	key = an_text(v, an_function_of(l->p, target)->key);
	if (!own || !an_method_part(key, u->language == AN_PYTHON))
		return false;
	n = snprintf(text, sizeof text, "%.*s%s", (int)(an_method_part(key, u->language == AN_PYTHON) - key), key, own);
	return n > 0 && (size_t)n < sizeof text && an_keys_find(l->resolver.names, text, (size_t)n);
}

static void link_op(struct linker *l, an_id op)
{
	const struct an_op *o = an_op_at(l->p->units[l->unit], op);
	const struct meaning *m;
	const struct an_targets *t;
	const struct an_api *api, *callee;

	if (o->kind != AN_OP_CALL)
		return;
	m = meaning_of(l, o->callee ? o->callee : o->name, o->flags & AN_OP_VIRTUAL);
	callee = m->outside;
	if (!m->targets.n && o->callee && o->callee != o->name && !m->targets.too_many)
		m = meaning_of(l, o->name, false);
	t = &m->targets;
	api = own_api_of(l, o, t);
	if (api) {
		add_call(l, op, 0, api, AN_CALL_PLAIN, false);
	} else if (t->n) {
		for (uint32_t i = 0; i < t->n; i++) {
			if (i >= t->n - t->overrides && runs_another(l, o, t->node[i]))
				continue;
			add_call(l, op, t->node[i], NULL, i < t->n - t->overrides ? AN_CALL_PLAIN : AN_CALL_OVERRIDE,
				 t->guessed || t->n > 1);
		}
	} else if (!t->too_many) {
		link_outside(l, op, callee, m->outside);
	}
	link_callbacks(l, op);
}

/* Functions are numbered unit by unit, so that calls come out grouped by caller. */
static void link_all(struct linker *l, uint32_t *first_call)
{
	uint32_t count;

	for (uint32_t f = 1; f <= l->p->node_count; f++) {
		const an_id *ops = an_ops_of(l->p, f, &count);

		if (f == 1 || l->p->nodes[f].unit != l->unit)
			start_unit(l, l->p->nodes[f].unit);
		l->caller = f;
		first_call[f] = (uint32_t)l->call_count;
		for (uint32_t i = 0; i < count; i++)
			link_op(l, ops[i]);
	}
	first_call[l->p->node_count + 1] = (uint32_t)l->call_count;
}

/* A counting sort of the calls by callee. */
static void list_callers(struct an_program *p, size_t call_count)
{
	uint32_t *first = wr_arena_array(p->arena, p->node_count + 3, sizeof *first);
	uint32_t *callers = wr_arena_array(p->arena, call_count + 1, sizeof *callers);

	for (size_t i = 0; i < call_count; i++)
		first[p->calls[i].callee + 2]++;
	for (uint32_t f = 2; f < p->node_count + 3; f++)
		first[f] += first[f - 1];
	for (uint32_t i = 0; i < call_count; i++)
		callers[first[p->calls[i].callee + 1]++] = i;
	p->callers = callers;
	p->first_caller = first;
}

static void list_calls_of_ops(struct an_program *p, size_t call_count)
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++)
		p->lists[unit].calls = wr_arena_array(p->arena, an_unit_count(p->units[unit], AN_OPS), sizeof(uint32_t));
	for (uint32_t i = (uint32_t)call_count; i-- > 0;)
		p->lists[p->nodes[p->calls[i].caller].unit].calls[p->calls[i].op] = i + 1;
}

void an_link(struct an_program *p, const struct an_keys *names, const struct an_options *options)
{
	struct linker l = { .p = p };
	uint32_t *first_call = wr_arena_array(p->arena, p->node_count + 2, sizeof *first_call);
	struct an_call *calls;

	an_keys_init(&l.own);
	read_own_effects(&l, options);
	an_keys_init(&l.shared[false]);
	an_keys_init(&l.shared[true]);
	an_resolver_init(&l.resolver, p, names);
	link_all(&l, first_call);
	calls = wr_arena_array(p->arena, l.call_count + 1, sizeof *calls);
	if (l.call_count)
		memcpy(calls, l.calls, l.call_count * sizeof *calls);
	p->calls = calls;
	p->first_call = first_call;
	list_calls_of_ops(p, l.call_count);
	list_callers(p, l.call_count);
	an_find_starts(p, &l.resolver);
	an_resolver_free(&l.resolver);
	an_keys_free(&l.own);
	an_keys_free(&l.shared[false]);
	an_keys_free(&l.shared[true]);
	free(l.meanings);
	free(l.met);
	free(l.met_at);
	free(l.calls);
}
