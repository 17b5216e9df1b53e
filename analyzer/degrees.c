/*
 * degrees.c - the firm degree of every function, kept for comparison with another revision.
 *
 * A function is known by its file and name, for keys hold paths of the checkout; of several of
 * one name (overloads) the highest degree counts, so that none seems to have grown that has not.
 */
#include <stdlib.h>
#include <string.h>
#include "analyzer/keys_p.h"
#include "analyzer/program_p.h"
#include "core/alloc.h"
#include "core/file.h"
#include "core/text.h"

#define MAX_DEGREE 9

/* Do the growing loops at and around this one walk what may be long? */
static bool may_be_long(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);

	for (an_id at = an_growing_from(p, f, loop); at; at = an_growing_from(p, f, an_loop_at(u, at)->parent)) {
		an_id walked = an_loop_at(u, at)->iterated;

		if (an_loop_at(u, at)->trip || an_loop_at(u, at)->flags & AN_LOOP_FOREVER ||
		    (walked && an_container_size(p, f, walked) == AN_SIZE_BOUNDED))
			return false;
	}
	return true;
}

/*
 * What makes loops turn often: a function's deepest nests, each as the set of parameters that bound a loop of it (bit i:
 * by the i-th, what it points to or a member of it).  Of more nests than fit, what the last ones share.
 */
#define NESTS_MAX 4
struct an_bounds {
	uint64_t params[NESTS_MAX];
	uint32_t count;
};

static uint64_t bit_of_param(const struct an_function *f, an_id symbol)
{
	uint32_t i = symbol - f->first_param;

	return symbol >= f->first_param && i < f->param_count && i < 64 ? (uint64_t)1 << i : 0;
}

/* The parameters that a loop, or one that it is nested in, is bounded by. */
static uint64_t bounds_of(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *fn = an_function_of(p, f);
	uint64_t params = 0;

	for (an_id at = an_growing_from(p, f, loop); at; at = an_growing_from(p, f, an_loop_at(u, at)->parent)) {
		const struct an_loop *l = an_loop_at(u, at);

		params |= bit_of_param(fn, l->iterated ? an_symbol_root(u, l->iterated) : 0);
		for (uint32_t i = 0; i < fn->param_count && i < 64; i++) {
			const char *name = an_text(u, an_symbol_at(u, fn->first_param + i)->name);

			if (an_text_names(an_text(u, l->over), name))
				params |= (uint64_t)1 << i;
		}
	}
	return params;
}

static void add_nest(struct an_bounds *b, uint64_t params)
{
	for (uint32_t i = 0; i < b->count; i++) {
		if (b->params[i] == params)
			return;
	}
	if (b->count < NESTS_MAX)
		b->params[b->count++] = params;
	else
		b->params[NESTS_MAX - 1] &= params;
}

/* The degree found so far; of those that are as deep, all bounds and the first nest. */
struct found {
	uint32_t degree;
	struct an_nest nest;
	struct an_bounds bounds;
};

static void find_deeper(struct found *found, uint32_t degree, struct an_nest nest)
{
	if (degree <= found->degree)
		return;
	found->degree = degree;
	found->nest = nest;
	found->bounds.count = 0;
}

static void own_degree(const struct an_program *p, uint32_t f, struct found *found)
{
	uint32_t count;
	const an_id *loops = an_loops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t depth = an_loop_grows(p, f, loops[i]) ? an_loop_nest(p, f, loops[i]) : 0;

		if (!depth || depth < found->degree || !may_be_long(p, f, loops[i]))
			continue;
		find_deeper(found, depth, (struct an_nest){ .loop = loops[i] });
		add_nest(&found->bounds, bounds_of(p, f, loops[i]));
	}
}

/* A call that surely goes there, on every turn or at every call. */
static bool is_firm(const struct an_program *p, uint32_t f, const struct an_call *call)
{
	const struct an_op *op = an_op_at(an_unit_of(p, f), call->op);

	return call->callee && call->kind == AN_CALL_PLAIN && !call->guessed && !call->lazy && !an_op_aside(op) &&
	       !(op->flags & AN_OP_GUARDED) && !p->nodes[call->callee].recursive && p->firm[call->callee];
}

#define FEW 64          /* turns that a number in the source asks for */

static bool is_few(const an_unit *u, const struct an_arg *arg)
{
	const char *text = an_text(u, arg->text);
	char *end;
	long n = strtol(text, &end, 10);

	return arg->kind == AN_ARG_LITERAL && *text && !*end && n <= FEW;
}

/* Is the symbol filled in each turn with what is read there: a line, a row? */
static bool is_read_into(const struct an_program *p, uint32_t f, an_id symbol, an_id loop, an_id but)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (ops[i] == but || o->kind != AN_OP_CALL || !an_loop_within(u, o->loop, loop) ||
		    !(an_op_effects(p, f, ops[i], 0, NULL) & AN_READS))
			continue;
		for (uint32_t a = 0; a < o->arg_count; a++) {
			if (an_arg_mentions(u, an_arg_at(u, o->first_arg + a), symbol))
				return true;
		}
	}
	return false;
}

/* Is a number or a text only stepped on in the loop, i++ or p++?  What stands from there on is not the turn's own. */
static bool is_stepped(const struct an_program *p, uint32_t f, an_id symbol, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, symbol, &count);
	uint8_t value = an_symbol_at(u, symbol)->value;

	if (value != AN_VALUE_NUMBER && value != AN_VALUE_TEXT)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->kind == AN_WRITE_ASSIGN && an_loop_within(u, w->loop, loop) && w->how != AN_HOW_STEP)
			return false;
	}
	return true;
}

/* Does what the call is given there belong to one turn of the loop: its element, what was made or read in it? */
static bool is_of_turn(const struct an_program *p, uint32_t f, an_id op, const struct an_arg *arg, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	bool picked = arg->kind == AN_ARG_SYMBOL;

	if (arg->kind == AN_ARG_LITERAL || arg->kind == AN_ARG_FUNCTION)
		return false;
	/* rows[i] is the turn's own; text + i goes on to the end. */
	for (an_id i = op; i-- > 1 && !picked && an_op_at(u, i)->function == an_op_at(u, op)->function &&
	     an_op_at(u, i)->span.line >= an_op_at(u, op)->span.line;)
		picked = an_op_at(u, i)->kind == AN_OP_SUBSCRIPT || an_op_at(u, i)->kind == AN_OP_CALL;
	for (uint32_t i = 0; i < arg->use_count + (arg->symbol != 0); i++) {
		an_id use = i < arg->use_count ? an_use_at(u, arg->first_use + i) : arg->symbol;
		bool whole = arg->kind == AN_ARG_SYMBOL && use == arg->symbol;

		if (!an_symbol_kept(p, f, use, loop) ? picked && !(whole && is_stepped(p, f, use, loop)) :
		    is_read_into(p, f, use, loop, op))
			return true;
	}
	return false;
}

/* Is one of the parameters given what is short: a small number, or in a loop what is of its turn only? */
static bool is_absorbed(const struct an_program *p, uint32_t f, const struct an_call *call, uint64_t params, an_id loop)
{
	for (uint8_t i = 0; i < 64 && params >> i; i++) {
		struct an_operand given;

		if (!(params >> i & 1) || !an_call_operand(p, call, i, &given))
			continue;
		if (given.arg ? is_few(an_unit_of(p, f), given.arg) ||
		    (loop && is_of_turn(p, f, call->op, given.arg, loop)) :
		    loop && !an_symbol_kept(p, f, given.symbol, loop))
			return true;
	}
	return false;
}

/* The caller's own parameters that are given for these of the callee. */
static uint64_t handed_on(const struct an_program *p, uint32_t f, const struct an_call *call, uint64_t params)
{
	uint64_t own = 0;

	for (uint8_t i = 0; i < 64 && params >> i; i++) {
		struct an_operand given;

		if (params >> i & 1 && an_call_operand(p, call, i, &given) && given.symbol)
			own |= bit_of_param(an_function_of(p, f), an_symbol_root(an_unit_of(p, f), given.symbol));
	}
	return own;
}

/* A callee's loops over what belongs to the caller's turn are, over all turns, no more than there is of it. */
static void called_degree(const struct an_program *p, uint32_t f, const struct an_call *call, struct found *found)
{
	an_id loop = an_growing_from(p, f, an_op_at(an_unit_of(p, f), call->op)->loop);
	uint32_t nest = loop ? an_loop_nest(p, f, loop) : 0;
	const struct an_bounds *b = &p->bounds[call->callee];

	if (p->firm[call->callee] + nest < found->degree || (loop && !may_be_long(p, f, loop)))
		return;
	for (uint32_t i = 0; i < b->count; i++) {
		uint32_t with = p->firm[call->callee] + nest - is_absorbed(p, f, call, b->params[i], loop);

		if (!with || with < found->degree)
			continue;
		find_deeper(found, with, (struct an_nest){ loop, call->op, call->callee });
		add_nest(&found->bounds, handed_on(p, f, call, b->params[i]) | bounds_of(p, f, loop));
	}
}

static struct found degree_of(const struct an_program *p, uint32_t f)
{
	struct found found = { 0 };

	own_degree(p, f, &found);
	for (uint32_t i = p->first_call[f]; i < p->first_call[f + 1]; i++) {
		if (is_firm(p, f, &p->calls[i]))
			called_degree(p, f, &p->calls[i], &found);
	}
	found.degree = found.degree < MAX_DEGREE ? found.degree : MAX_DEGREE;
	return found;
}

uint32_t an_firm_degree(const struct an_program *p, uint32_t function)
{
	return p->firm[function];
}

bool an_find_nest(const struct an_program *p, uint32_t function, struct an_nest *nest)
{
	struct found found = degree_of(p, function);

	*nest = found.nest;
	return p->firm[function] && found.degree == p->firm[function];
}

void an_measure_degrees(struct an_program *p, const struct an_components *c)
{
	p->firm = wr_arena_alloc(p->arena, p->node_count + 1);
	p->bounds = wr_arena_alloc(p->arena, (p->node_count + 1) * sizeof *p->bounds);
	for (uint32_t i = 0; i < p->node_count; i++) {
		struct found found = degree_of(p, c->order[i]);

		p->firm[c->order[i]] = (uint8_t)found.degree;
		p->bounds[c->order[i]] = found.bounds;
	}
}

/* ---- kept ---- */

struct an_degrees {
	struct wr_arena *arena;
	struct an_keys keys;            /* "path\nname" and "\nname" -> degree */
};

/* path "" = in any file. */
static const char *key_of(struct wr_arena *arena, const struct an_program *p, uint32_t function, bool anywhere)
{
	const struct an_function *f = an_function_of(p, function);
	const an_unit *u = an_unit_of(p, function);
	const char *path = anywhere ? "" : wr_path_relative(arena, an_text(u, f->path), p->root);

	return wr_arena_printf(arena, "%s\n%s", path, an_text(u, f->name));
}

struct an_degrees *an_degrees_of(const struct an_program *p)
{
	struct an_degrees *d = wr_calloc(1, sizeof *d);

	d->arena = wr_arena_new();
	an_keys_init(&d->keys);
	for (uint32_t f = 1; f <= p->node_count; f++) {
		an_keys_add(&d->keys, key_of(d->arena, p, f, false), p->firm[f]);
		an_keys_add(&d->keys, key_of(d->arena, p, f, true), p->firm[f]);
	}
	return d;
}

void an_degrees_free(struct an_degrees *d)
{
	if (!d)
		return;
	an_keys_free(&d->keys);
	wr_arena_free(d->arena);
	free(d);
}

uint64_t an_degrees_mark(const struct an_degrees *d)
{
	uint64_t mark = 0;

	for (size_t i = 1; d && i < d->keys.n; i++)
		mark = mark * 0x100000001b3u ^ wr_hash(d->keys.keys[i].text, strlen(d->keys.keys[i].text),
						       d->keys.keys[i].value);
	return mark;
}

static bool find(const struct an_degrees *d, const char *key, uint32_t *degree)
{
	const struct an_key *k = an_keys_find(&d->keys, key, strlen(key));

	if (!k)
		return false;
	for (*degree = 0; k; k = an_keys_next(&d->keys, k))
		*degree = k->value > *degree ? k->value : *degree;
	return true;
}

bool an_base_degree(const struct an_program *p, uint32_t function, uint32_t *degree)
{
	return p->base && (find(p->base, key_of(p->arena, p, function, false), degree) ||
			   find(p->base, key_of(p->arena, p, function, true), degree));
}
