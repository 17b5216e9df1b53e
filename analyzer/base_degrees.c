/*
 * base_degrees.c - the degrees of a revision, kept for comparison with another one.
 *
 * A function is known by its file and name, for keys hold paths of the checkout; of several of
 * one name (overloads) the highest degree counts, so that none seems to have grown that has not.
 *
 * Python: kept besides are the calls of which the degree says nothing, to what is outside of the program or not
 * resolved.  Where the other revision does not have such a call any more, by its name, something took its place, and
 * what that costs may have been paid before.
 */
#include <stdlib.h>
#include <string.h>
#include "analyzer/keys_p.h"
#include "analyzer/program_p.h"
#include "core/alloc.h"
#include "core/file.h"
#include "core/text.h"

/* A call that the degree leaves out. */
struct left_out {
	const char *name;
	uint32_t nest;                  /* loops around it that multiply */
	bool walks;                     /* may be a loop by itself: in, csv.writerows(), the method of an unknown object */
};

struct record {
	uint32_t degree;
	size_t first, count;            /* what its degree leaves out */
};

struct an_degrees {
	struct wr_arena *arena;
	struct an_keys keys;            /* "path\nname" and "\nname" -> record */
	struct record *records;
	size_t record_count, record_cap;
	struct left_out *calls;
	size_t call_count, call_cap;
};

/* path "" = in any file. */
static const char *key_of(struct wr_arena *arena, const struct an_program *p, uint32_t function, bool anywhere)
{
	const struct an_function *f = an_function_of(p, function);
	const an_unit *u = an_unit_of(p, function);
	const char *path = anywhere ? "" : wr_path_relative(arena, an_text(u, f->path), p->root);

	return wr_arena_printf(arena, "%s\n%s", path, an_text(u, f->name));
}

/* What takes the same time for however much: of built-in types and functions, and what only tells. */
static bool is_cheap(const char *name)
{
	static const char *const names[] = {
		"len", "isinstance", "issubclass", "hasattr", "getattr", "setattr", "int", "float", "str", "repr", "bool", "abs", "ord",
		"chr", "hash", "id", "type", "range", "enumerate", "zip", "super", "iter", "next", "round", "divmod", "callable", "cast",
		"append", "appendleft", "add", "pop", "popleft", "popitem", "discard", "get", "items", "keys", "values", "setdefault",
		"lower", "upper", "strip", "lstrip", "rstrip", "startswith", "endswith", "format", "encode", "decode", "title",
		"debug", "info", "warning", "warn", "error", "exception", "critical", "log", "print", "getLogger", "_", "gettext", NULL
	};

	return wr_is_one_of(an_own_name(name), names);
}

/* Is it known what it calls? */
static bool is_known(const struct an_program *p, uint32_t f, an_id op)
{
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (!calls[i].callee)
			return false;
	}
	return count;
}

/* x in xs, of a list or what may be one. */
static bool is_search(const an_unit *u, const struct an_op *o)
{
	const struct an_arg *in = o->arg_count == 2 ? an_arg_at(u, o->first_arg + 1) : NULL;

	return o->kind == AN_OP_MEMBER_TEST && in && !in->small && in->kind != AN_ARG_LITERAL && in->value != AN_VALUE_HASH &&
	       in->value != AN_VALUE_TREE && in->value != AN_VALUE_TEXT;
}

static bool is_left_out(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);

	if (o->kind != AN_OP_CALL)
		return is_search(u, o);
	return !is_cheap(an_text(u, o->name)) && !is_known(p, f, op);
}

static const char *name_of(const an_unit *u, const struct an_op *o)
{
	return o->kind == AN_OP_CALL ? an_own_name(an_text(u, o->name)) : "in";
}

static bool may_walk(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const char *name = an_text(u, an_op_at(u, op)->name);

	return an_op_at(u, op)->kind != AN_OP_CALL || name[0] == '?' || wr_starts_with(name, "re.") ||
	       wr_starts_with(name, "csv.") || an_op_direct(p, f, op) & (AN_WALKS | AN_SEARCHES | AN_SORTS | AN_SHIFTS);
}

static struct record record_of(struct an_degrees *d, const struct an_program *p, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	struct record r = { .degree = p->loose[f], .first = d->call_count };
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; u->language == AN_PYTHON && i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (is_left_out(p, f, ops[i]))
			*WR_PUSH(d->calls, d->call_count, d->call_cap) =
				(struct left_out){ wr_arena_strdup(d->arena, name_of(u, o)), o->loop ? an_loop_nest(p, f, o->loop) : 0,
						   may_walk(p, f, ops[i]) };
	}
	r.count = d->call_count - r.first;
	return r;
}

struct an_degrees *an_degrees_of(const struct an_program *p)
{
	struct an_degrees *d = wr_calloc(1, sizeof *d);

	d->arena = wr_arena_new();
	an_keys_init(&d->keys);
	for (uint32_t f = 1; f <= p->node_count; f++) {
		struct record r = record_of(d, p, f);

		an_keys_add(&d->keys, key_of(d->arena, p, f, false), (uint32_t)d->record_count);
		an_keys_add(&d->keys, key_of(d->arena, p, f, true), (uint32_t)d->record_count);
		*WR_PUSH(d->records, d->record_count, d->record_cap) = r;
	}
	return d;
}

void an_degrees_free(struct an_degrees *d)
{
	if (!d)
		return;
	an_keys_free(&d->keys);
	wr_arena_free(d->arena);
	free(d->records);
	free(d->calls);
	free(d);
}

static uint64_t mix(uint64_t mark, const char *text, uint32_t value)
{
	return mark * 0x100000001b3u ^ wr_hash(text, strlen(text), value);
}

uint64_t an_degrees_mark(const struct an_degrees *d)
{
	uint64_t mark = 0;

	for (size_t i = 1; d && i < d->keys.n; i++) {
		const struct record *r = &d->records[d->keys.keys[i].value];

		mark = mix(mark, d->keys.keys[i].text, r->degree);
		for (size_t k = 0; k < r->count; k++)
			mark = mix(mark, d->calls[r->first + k].name, d->calls[r->first + k].nest << 1 | d->calls[r->first + k].walks);
	}
	return mark;
}

/* The function's first record, or NULL; the others of its name follow. */
static const struct an_key *find(const struct an_program *p, uint32_t function)
{
	const char *here = key_of(p->arena, p, function, false), *anywhere = key_of(p->arena, p, function, true);
	const struct an_key *k = p->base ? an_keys_find(&p->base->keys, here, strlen(here)) : NULL;

	return k || !p->base ? k : an_keys_find(&p->base->keys, anywhere, strlen(anywhere));
}

bool an_base_degree(const struct an_program *p, uint32_t function, uint32_t *degree)
{
	const struct an_key *k = find(p, function);

	if (!k)
		return false;
	for (*degree = 0; k; k = an_keys_next(&p->base->keys, k)) {
		uint32_t own = p->base->records[k->value].degree;

		*degree = own > *degree ? own : *degree;
	}
	return true;
}

/* Does the function leave out such a call still? */
static bool has_still(const struct an_program *p, uint32_t f, const char *name)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (!strcmp(name_of(u, an_op_at(u, ops[i])), name) && is_left_out(p, f, ops[i]))
			return true;
	}
	return false;
}

/* A call took the place of one that stood in as many loops; loops took that of a call that may have been one. */
static bool may_replace(const struct an_program *p, uint32_t f, const struct an_nest *nest, const struct left_out *call)
{
	uint32_t depth = nest->loop ? an_loop_nest(p, f, nest->loop) : 0;

	return nest->callee ? depth <= call->nest : call->walks && depth <= call->nest + 1;
}

bool an_base_left_out(const struct an_program *p, uint32_t function, const struct an_nest *nest)
{
	const struct an_degrees *d = p->base;

	for (const struct an_key *k = find(p, function); k; k = an_keys_next(&d->keys, k)) {
		const struct record *r = &d->records[k->value];

		for (size_t i = 0; i < r->count; i++) {
			const struct left_out *call = &d->calls[r->first + i];

			if (may_replace(p, function, nest, call) && !has_still(p, function, call->name))
				return true;
		}
	}
	return false;
}
