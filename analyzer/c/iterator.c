/*
 * iterator.c - C's iterators: what a loop over them walks.
 *
 *	listRewind(list, &it);  while ((node = listNext(&it)))          over list
 *	it = dictGetIterator(d); while ((e = dictNext(it)))             over d
 *
 * Known by the name of the type, which every library gives them.
 */
#include <string.h>
#include "analyzer/c/walk_p.h"

static bool is_iterator(struct an_c_walk *w, an_str type)
{
	const char *name = an_builder_text(w->b, type);

	return strcasestr(name, "iter") || strcasestr(name, "cursor");
}

static bool is_iterator_symbol(struct an_c_walk *w, an_id symbol)
{
	return symbol && is_iterator(w, an_edit_symbol(w->b, symbol)->type);
}

/* The first argument that an iterator may go over: an object, not a flag and not itself an iterator. */
static an_id walked_by(struct an_c_walk *w, const struct an_c_call *call)
{
	for (uint32_t i = 0; i < call->arg_count; i++) {
		an_id symbol = an_c_arg(w, call, i)->symbol;

		if (symbol && !is_iterator_symbol(w, symbol) &&
		    an_edit_symbol(w->b, symbol)->value != AN_VALUE_NUMBER)
			return symbol;
	}
	return 0;
}

void an_c_iterate(struct an_c_walk *w, const struct an_c_call *call, struct an_c_term *result)
{
	an_id walked, iterator = call->arg_count ? an_c_arg(w, call, 0)->symbol : 0;

	if (w->cpp || w->flow.silent)
		return;
	/* next(&it): an element of what it goes over. */
	if (call->arg_count == 1 && is_iterator_symbol(w, iterator)) {
		result->symbol = an_c_origin(w, iterator);
		return;
	}
	walked = walked_by(w, call);
	if (!walked)
		return;
	if (is_iterator(w, an_c_type(&w->types, clang_getCursorType(call->cursor))->name))
		result->symbol = walked;
	for (uint32_t i = 0; i < call->arg_count; i++) {
		iterator = an_c_arg(w, call, i)->symbol;
		if (is_iterator_symbol(w, iterator) && !an_c_origin(w, iterator))
			an_c_set_origin(w, iterator, walked);
	}
}
