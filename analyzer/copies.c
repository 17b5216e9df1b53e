/* copies.c - what copies cost, and who could see that one is no longer made. */
#include "analyzer/program_p.h"

#include <string.h>

enum { POINTERS = 16 };         /* bytes: a handle that its own copy constructor passes on */

const struct an_type *an_shape_of(const an_unit *u, an_id symbol)
{
	an_id shape = an_symbol_at(u, symbol)->shape;

	return shape ? an_type_at(u, shape) : NULL;
}

enum an_copy an_copy_of(const struct an_program *p, uint32_t function, an_id symbol)
{
	const struct an_type *t = an_shape_of(an_unit_of(p, function), symbol);

	if (!t || t->flags & (AN_TYPE_FIXED | AN_TYPE_ARRAY))
		return AN_COPY_CHEAP;
	if (t->flags & AN_TYPE_OWNS || (t->flags & AN_TYPE_CUSTOM && t->size > POINTERS))
		return AN_COPY_ALLOCATES;
	if (t->size > AN_LARGE)
		return AN_COPY_LARGE;
	return t->flags & AN_TYPE_SHARES ? AN_COPY_COUNTS : AN_COPY_CHEAP;
}

/* ---- functions as values ---- */

static void pass(uint8_t *passed, const struct an_keys *names, const char *key)
{
	size_t n = strlen(key);

	for (const struct an_key *k = n ? an_keys_find(names, key, n) : NULL; k; k = an_keys_next(names, k))
		passed[k->value] = 1;
}

void an_note_passed(struct an_program *p, const struct an_keys *names)
{
	uint8_t *passed = wr_arena_array(p->arena, p->node_count + 1, 1);

	for (uint32_t i = 0; i < p->unit_count; i++) {
		const an_unit *u = p->units[i];

		if (u->language == AN_PYTHON)
			continue;
		for (an_id a = 1; a < an_unit_count(u, AN_ARGS); a++) {
			if (an_arg_at(u, a)->kind == AN_ARG_FUNCTION)
				pass(passed, names, an_text(u, an_arg_at(u, a)->text));
		}
		for (an_id a = 1; a < an_unit_count(u, AN_ALIASES); a++)
			pass(passed, names, an_text(u, an_alias_at(u, a)->target));
	}
	p->passed = passed;
}

/* ---- how often, and when ---- */

enum { CALLERS = 64 };

static const struct an_call *repeating(const struct an_program *p, uint32_t function, int depth)
{
	uint32_t first = p->first_caller[function], last = p->first_caller[function + 1];
	const struct an_call *found = NULL;

	if (last - first > CALLERS)
		last = first + CALLERS;
	for (uint32_t i = first; i < last && !found; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];

		if (an_op_aside(an_op_at(an_unit_of(p, call->caller), call->op)) || call->caller == function)
			continue;
		if (an_growing_loop(p, call->caller, call->op, NULL))
			found = call;
		else if (depth)
			found = repeating(p, call->caller, depth - 1);
	}
	return found;
}

const struct an_call *an_repeating_call(const struct an_program *p, uint32_t function)
{
	return repeating(p, function, 1);
}

/* Does the call take the whole of an argument to keep it: name_ = name, names.push_back(name)? */
static bool keeps(const an_unit *u, const struct an_op *o)
{
	static const char *const keeping[] = { "operator=", "push_back", "push_front", "push", "insert", "emplace",
					       "emplace_back", "emplace_front", "try_emplace", "insert_or_assign", NULL };
	const char *name = strrchr(an_text(u, o->name), ':');

	if (o->flags & AN_OP_COPIES)
		return true;
	for (const char *const *k = keeping; name && o->kind == AN_OP_CALL && *k; k++) {
		if (!strcmp(name + 1, *k))
			return true;
	}
	return false;
}

an_id an_kept_by(const struct an_program *p, uint32_t function, an_id symbol)
{
	const an_unit *u = an_unit_of(p, function);
	uint32_t count;
	const an_id *ops = an_ops_of(p, function, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		for (uint32_t k = 0; k < o->arg_count && keeps(u, o); k++) {
			const struct an_arg *arg = an_arg_at(u, o->first_arg + k);

			if (arg->kind == AN_ARG_SYMBOL && arg->symbol == symbol)
				return ops[i];
		}
	}
	return 0;
}

bool an_changed_after(const struct an_program *p, uint32_t function, an_id symbol, uint32_t line, an_id loop)
{
	const an_unit *u = an_unit_of(p, function);

	for (; symbol; symbol = an_symbol_at(u, symbol)->kind == AN_MEMBER ? an_symbol_at(u, symbol)->base : 0) {
		uint32_t count;
		const an_id *writes = an_writes_of(p, function, symbol, &count);

		for (uint32_t i = 0; i < count; i++) {
			const struct an_write *w = an_write_at(u, writes[i]);

			if (w->line >= line || (loop && an_loop_within(u, w->loop, loop)))
				return true;
		}
	}
	return false;
}
