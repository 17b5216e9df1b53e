/*
 * memo.c - caches that the source fills by hand.
 *
 *	if key not in cache: cache[key] = f(key)        value = cache.get(key)
 *	if key in cache: return cache[key]              if value is None: ...; cache[key] = value
 *	if self._x is None: self._x = f()
 */
#include "analyzer/python/emitter_p.h"

static bool lives_on(const struct py_emitter *e, an_id symbol)
{
	uint8_t kind = symbol ? an_edit_symbol(e->out, symbol)->kind : 0;

	return kind == AN_MEMBER || kind == AN_GLOBAL || kind == AN_CAPTURED;
}

#define IMPORTED (1u << 31)     /* no symbol: the name of something imported */

/* What tells one cache from another: its symbol, or the name under which it was imported. */
static an_id cache_of(struct py_emitter *e, uint32_t node)
{
	an_id symbol = an_py_symbol_of(e, node);

	return !symbol && py_kind(e->tree, node) == PY_N_NAME ? py_node_of(e->b, node)->value | IMPORTED : symbol;
}

/* value = cache.get(key): the cache that a local name's value was looked up in. */
static an_id looked_up_in(struct py_emitter *e, uint32_t name)
{
	uint32_t binding = py_lookup(e->b, e->scope, name);

	if (!binding || e->b->bindings[binding].count > 8)
		return 0;
	for (uint32_t d = e->b->bindings[binding].definitions; d; d = e->b->definitions[d].next) {
		const struct py_definition *x = &e->b->definitions[d];
		const struct py_node *callee = py_node_of(e->b, py_kid(e->tree, x->node));

		if (x->kind == PY_GIVEN && py_kind(e->tree, x->node) == PY_N_CALL &&
		    callee->kind == PY_N_ATTRIBUTE && callee->value == PY_NAME_GET)
			return cache_of(e, callee->kid);
	}
	return 0;
}

/* data = None, then in the loop `if data is None: data = read()`: a name that no turn makes empty again keeps what the
 * first one found. */
static bool is_kept_by_turns(struct py_emitter *e, uint32_t node)
{
	uint32_t binding = py_lookup(e->b, e->scope, py_node_of(e->b, node)->value), test = an_py_line(e, py_node_of(e->b, node)->start);
	const struct an_loop *loop = e->loop ? an_edit_loop(e->out, e->loop) : NULL;

	if (!binding || !loop || e->b->bindings[binding].count > 8)
		return false;
	for (uint32_t d = e->b->bindings[binding].definitions; d; d = e->b->definitions[d].next) {
		uint32_t line = an_py_line(e, py_node_of(e->b, e->b->definitions[d].node)->start);

		if (line >= loop->span.line && line <= test)
			return false;
	}
	return true;
}

/* Something that is None (or false) before it is computed. */
static an_id empty_before(struct py_emitter *e, uint32_t node)
{
	an_id symbol;

	if (py_kind(e->tree, node) == PY_N_NAME) {
		symbol = looked_up_in(e, py_node_of(e->b, node)->value);
		if (symbol)
			return symbol;
	}
	symbol = an_py_symbol_of(e, node);
	if (lives_on(e, symbol))
		return symbol;
	return symbol && py_kind(e->tree, node) == PY_N_NAME && is_kept_by_turns(e, node) ? symbol : 0;
}

static bool is_none(const struct py_emitter *e, uint32_t node)
{
	return py_kind(e->tree, node) == PY_N_CONSTANT && py_node_of(e->b, node)->op == PY_NONE;
}

an_id an_py_asked_cache(struct py_emitter *e, uint32_t test, bool *missing)
{
	const struct py_node *n = py_node_of(e->b, test), *second;
	uint32_t first;

	*missing = n->kind != PY_N_NOT;
	if (n->kind == PY_N_NOT) {
		bool held;
		an_id cache = an_py_asked_cache(e, n->kid, &held);

		*missing = cache ? !held : true;
		return cache ? cache : empty_before(e, n->kid);
	}
	if (n->kind != PY_N_COMPARE)
		return 0;
	first = n->kid;
	second = py_node_of(e->b, py_next(e->tree, first));
	*missing = (second->operator == PY_IN) == ((second->flags & PY_F_NEGATED) != 0);
	if (second->operator == PY_IN)
		return an_py_symbol_of(e, py_next(e->tree, first));
	return second->operator == PY_IS && is_none(e, py_next(e->tree, first)) ? empty_before(e, first) : 0;
}

static bool is_store(struct py_emitter *e, uint32_t target, an_id cache)
{
	if (py_kind(e->tree, target) == PY_N_SUBSCRIPT)
		target = py_kid(e->tree, target);
	return cache_of(e, target) == cache;
}

/* cache[key] = value, cache = value; cache.set(key, value) */
static bool statement_stores(struct py_emitter *e, uint32_t statement, an_id cache)
{
	const struct py_node *n = py_node_of(e->b, statement);
	const struct py_node *callee;

	switch (n->kind) {
	case PY_N_ASSIGN:
		PY_EACH(e->tree, target, py_next(e->tree, n->kid)) {
			if (is_store(e, target, cache))
				return true;
		}
		return false;
	case PY_N_EXPRESSION:
		callee = py_node_of(e->b, py_kid(e->tree, n->kid));
		return py_kind(e->tree, n->kid) == PY_N_CALL && callee->kind == PY_N_ATTRIBUTE &&
		       (callee->value == PY_NAME_SET || callee->value == PY_NAME_PUT ||
			callee->value == PY_NAME_SETDEFAULT || callee->value == PY_NAME_ADD) &&
		       cache_of(e, callee->kid) == cache;
	case PY_N_TRY: case PY_N_WITH: case PY_N_IF:
		PY_EACH(e->tree, kid, n->kid) {
			if (py_kind(e->tree, kid) == PY_N_BLOCK && an_py_stores_into(e, py_kid(e->tree, kid), cache))
				return true;
		}
		return false;
	default:
		return false;
	}
}

#define STATEMENTS_MAX 20       /* that are looked through */

bool an_py_stores_into(struct py_emitter *e, uint32_t statement, an_id cache)
{
	for (unsigned n = 0; statement && n < STATEMENTS_MAX; statement = py_next(e->tree, statement), n++) {
		if (statement_stores(e, statement, cache))
			return true;
	}
	return false;
}
