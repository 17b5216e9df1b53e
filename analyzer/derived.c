/* derived.c - which of its parameters a function makes a value of, and what a loop goes over. */
#include <string.h>
#include "analyzer/derived_p.h"

enum { SEEN_MAX = 48, PARAMS_MAX = 64 };        /* symbols asked on the way from one value to the parameters */

struct way {
	const struct an_program *p;
	uint32_t function;
	an_id seen[SEEN_MAX];
	unsigned count;
};

static uint64_t bit_of(const struct an_function *f, an_id symbol)
{
	uint32_t i = symbol - f->first_param;

	return symbol >= f->first_param && i < f->param_count && i < PARAMS_MAX ? (uint64_t)1 << i : 0;
}

/* False if it was asked before, or if enough was. */
static bool is_new(struct way *w, an_id symbol)
{
	for (unsigned i = 0; i < w->count; i++) {
		if (w->seen[i] == symbol)
			return false;
	}
	if (w->count == SEEN_MAX)
		return false;
	w->seen[w->count++] = symbol;
	return true;
}

static uint64_t behind(struct way *w, an_id symbol);

static uint64_t behind_uses(struct way *w, an_id first, uint32_t n)
{
	const an_unit *u = an_unit_of(w->p, w->function);
	uint64_t params = 0;

	for (uint32_t i = 0; i < n; i++)
		params |= behind(w, an_use_at(u, first + i));
	return params;
}

/* parts = text.split(), and lines of which each turn of a loop over text adds one. */
static uint64_t behind_writes(struct way *w, an_id symbol)
{
	const an_unit *u = an_unit_of(w->p, w->function);
	uint32_t count;
	const an_id *writes = an_writes_of(w->p, w->function, symbol, &count);
	uint64_t params = 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *x = an_write_at(u, writes[i]);

		params |= behind_uses(w, x->first_use, x->use_count);
		if (x->grows)
			params |= behind_uses(w, an_loop_at(u, x->loop)->first_use, an_loop_at(u, x->loop)->use_count);
	}
	return params;
}

static uint64_t behind(struct way *w, an_id symbol)
{
	an_id root = an_symbol_root(an_unit_of(w->p, w->function), symbol);
	uint64_t params = bit_of(an_function_of(w->p, w->function), root);

	if (params || !is_new(w, symbol))
		return params;
	if (root != symbol && is_new(w, root))
		params |= behind_writes(w, root);
	return params | behind_writes(w, symbol);
}

uint64_t an_params_behind(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);

	if (u->language != AN_PYTHON)
		return bit_of(an_function_of(p, f), an_symbol_root(u, symbol));
	return behind(&(struct way){ .p = p, .function = f }, symbol);
}

/* By the text of a condition: i < order->n. */
static uint64_t params_named(const struct an_program *p, uint32_t f, const struct an_loop *l)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *fn = an_function_of(p, f);
	uint64_t params = 0;

	for (uint32_t i = 0; i < fn->param_count && i < PARAMS_MAX; i++) {
		if (an_text_names(an_text(u, l->over), an_text(u, an_symbol_at(u, fn->first_param + i)->name)))
			params |= (uint64_t)1 << i;
	}
	return params;
}

uint64_t an_loop_params(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	struct way w = { .p = p, .function = f };
	uint64_t params = l->iterated ? an_params_behind(p, f, l->iterated) : 0;

	return params | (u->language == AN_PYTHON ? behind_uses(&w, l->first_use, l->use_count) : params_named(p, f, l));
}
