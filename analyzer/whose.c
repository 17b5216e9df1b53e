/*
 * whose.c - C: whose list is it that a function adds to?
 *
 * What is known of a member is known of all objects of its type.  That is too much for a list that the whole
 * program uses: sessions->items gets long, bars->items does not, and both are filled by list_add().  There the
 * objects are told apart by where they are kept (session_table.sessions, config.bars), through the callers of the
 * function that adds and of the one that walks.
 */
#include <string.h>
#include "analyzer/name_parts.h"
#include "analyzer/program_p.h"

enum {
	MAX_DEPTH = 3,          /* callers of callers */
	MAX_ASKED = 16,         /* callers of one function, on the way up */
	MAX_GIVERS = 256,       /* callers of the one that adds */
	MAX_STEPS = 4096        /* for one question */
};

struct place { uint32_t function; an_id symbol; };

static const struct an_symbol *symbol_of(const struct an_program *p, struct place at)
{
	return an_symbol_at(an_unit_of(p, at.function), at.symbol);
}

/* The number of the parameter that the symbol is, or param_count. */
static uint32_t parameter_of(const struct an_program *p, struct place at)
{
	const struct an_function *f = an_function_of(p, at.function);

	return symbol_of(p, at)->kind == AN_PARAMETER && at.symbol - f->first_param < f->param_count ?
	       at.symbol - f->first_param : f->param_count;
}

static bool is_parameter(const struct an_program *p, struct place at)
{
	return parameter_of(p, at) < an_function_of(p, at.function)->param_count;
}

/* Members of one name in objects of one type, and globals of one name. */
static bool is_kept_alike(const struct an_program *p, struct place a, struct place b)
{
	const an_unit *u = an_unit_of(p, a.function), *v = an_unit_of(p, b.function);
	const struct an_symbol *x = symbol_of(p, a), *y = symbol_of(p, b);

	if (x->kind != y->kind || (x->kind != AN_MEMBER && x->kind != AN_GLOBAL) ||
	    strcmp(an_own_name(an_text(u, x->name)), an_own_name(an_text(v, y->name))))
		return false;
	return x->kind == AN_GLOBAL ||
	       an_is_same_type(an_text(u, an_symbol_at(u, x->base)->type), an_text(v, an_symbol_at(v, y->base)->type));
}

static bool may_be_same(const struct an_program *p, struct place a, struct place b, unsigned depth, unsigned *steps);

/* What callers give for the parameter a. */
static bool is_given(const struct an_program *p, struct place a, struct place b, unsigned depth, unsigned *steps)
{
	uint32_t first = p->first_caller[a.function], last = p->first_caller[a.function + 1];

	for (uint32_t i = first; depth < MAX_DEPTH && i < last && i < first + MAX_ASKED; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];
		struct an_operand given;

		if (call->caller != a.function && an_call_operand(p, call, (uint8_t)parameter_of(p, a), &given) && given.symbol &&
		    may_be_same(p, (struct place){ call->caller, given.symbol }, b, depth + 1, steps))
			return true;
	}
	return false;
}

static bool may_be_same(const struct an_program *p, struct place a, struct place b, unsigned depth, unsigned *steps)
{
	if (++*steps > MAX_STEPS)
		return false;
	if ((a.function == b.function && a.symbol == b.symbol) || is_kept_alike(p, a, b))
		return true;
	return (is_parameter(p, a) && is_given(p, a, b, depth, steps)) || (is_parameter(p, b) && is_given(p, b, a, depth, steps));
}

/* The object of the container: where it is kept in C, what is written before the last "->". */
static struct place object_of(const struct an_program *p, uint32_t function, an_id container)
{
	return (struct place){ function, an_symbol_at(an_unit_of(p, function), container)->base };
}

static bool next_giver(const struct an_program *p, struct place adder, uint32_t *i, struct place *giver)
{
	uint32_t first = p->first_caller[adder.function], last = p->first_caller[adder.function + 1];

	for (; *i < MAX_GIVERS && first + *i < last; ++*i) {
		const struct an_call *call = &p->calls[p->callers[first + *i]];
		struct an_operand given;

		if (call->caller == adder.function || an_function_of(p, call->caller)->flags & AN_FN_TEST ||
		    !an_call_operand(p, call, (uint8_t)parameter_of(p, adder), &given) || !given.symbol)
			continue;
		*giver = (struct place){ call->caller, given.symbol };
		return true;
	}
	return false;
}

bool an_is_list_of_all(const struct an_program *p, const struct an_grow_site *site)
{
	struct place adder = object_of(p, site->function, site->symbol), giver, known = { 0, 0 };

	if (!adder.symbol || !is_parameter(p, adder))
		return false;
	for (uint32_t i = 0; next_giver(p, adder, &i, &giver); i++) {
		uint8_t kind = symbol_of(p, giver)->kind;

		if (kind != AN_MEMBER && kind != AN_GLOBAL)
			continue;
		if (known.symbol && !is_kept_alike(p, known, giver))
			return true;
		known = giver;
	}
	return false;
}

bool an_adds_to(const struct an_program *p, const struct an_call *call, const struct an_grow_site *site, uint32_t function,
		an_id object)
{
	struct place adder = object_of(p, site->function, site->symbol), own = { function, object };
	struct an_operand given;
	unsigned steps = 0;

	return object && an_call_operand(p, call, (uint8_t)parameter_of(p, adder), &given) && given.symbol &&
	       may_be_same(p, own, (struct place){ call->caller, given.symbol }, 0, &steps);
}
