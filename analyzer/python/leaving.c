/* leaving.c - how a block ends: which loops it leaves for good. */
#include "analyzer/python/emitter_p.h"

static enum py_leaving weaker(enum py_leaving x, enum py_leaving y)
{
	return x < y ? x : y;
}

static bool is_text(const struct py_emitter *e, uint32_t name, const char *text)
{
	const struct py_name *n = &e->b->names->items[name];

	return n->length == strlen(text) && !memcmp(n->text, text, n->length);
}

/* exit(), quit(), sys.exit(), os._exit(), os.abort() */
static bool ends_program(const struct py_emitter *e, uint32_t statement)
{
	const struct py_node *call = py_node_of(e->b, py_kid(e->tree, statement));
	const struct py_node *callee = py_node_of(e->b, call->kid);

	if (call->kind != PY_N_CALL)
		return false;
	if (callee->kind == PY_N_NAME)
		return callee->value == PY_NAME_EXIT || callee->value == PY_NAME_QUIT;
	if (callee->kind != PY_N_ATTRIBUTE || py_kind(e->tree, callee->kid) != PY_N_NAME)
		return false;
	if (is_text(e, py_node_of(e->b, callee->kid)->value, "sys"))
		return callee->value == PY_NAME_EXIT;
	return is_text(e, py_node_of(e->b, callee->kid)->value, "os") &&
	       (is_text(e, callee->value, "_exit") || is_text(e, callee->value, "abort"));
}

static uint32_t last_kid(const struct py_emitter *e, uint32_t node)
{
	uint32_t last = 0;

	PY_EACH(e->tree, kid, py_kid(e->tree, node))
		last = kid;
	return last;
}

/* All branches of an if with an else. */
static enum py_leaving leaving_if(const struct py_emitter *e, uint32_t node)
{
	enum py_leaving all = PY_RETURNS;
	bool has_else = false;

	PY_EACH(e->tree, kid, py_kid(e->tree, node)) {
		if (py_kind(e->tree, kid) != PY_N_BLOCK)
			continue;
		all = weaker(all, an_py_leaving(e, kid));
		has_else = py_node_of(e->b, kid)->op == PY_ELSE_BLOCK;
	}
	return has_else ? all : PY_STAYS;
}

/* The end of the way without errors, and that of every handler. */
static enum py_leaving leaving_try(const struct py_emitter *e, uint32_t node)
{
	enum py_leaving normal = PY_STAYS, handlers = PY_RETURNS, own;

	PY_EACH(e->tree, kid, py_kid(e->tree, node)) {
		const struct py_node *n = py_node_of(e->b, kid);

		if (n->kind == PY_N_HANDLER) {
			handlers = weaker(handlers, an_py_leaving(e, last_kid(e, kid)));
			continue;
		}
		own = an_py_leaving(e, kid);
		if (n->op == PY_FINALLY_BLOCK && own != PY_STAYS)
			return own;
		if (own != PY_STAYS && n->op != PY_FINALLY_BLOCK)
			normal = own;
	}
	return weaker(normal, handlers);
}

/* All cases, the last of which takes everything. */
static enum py_leaving leaving_match(const struct py_emitter *e, uint32_t node)
{
	enum py_leaving all = PY_RETURNS;
	bool complete = false;

	PY_EACH(e->tree, kid, py_next(e->tree, py_kid(e->tree, node))) {
		uint32_t pattern = py_kid(e->tree, kid);

		all = weaker(all, an_py_leaving(e, last_kid(e, kid)));
		complete = (py_kind(e->tree, pattern) == PY_N_WILDCARD || py_kind(e->tree, pattern) == PY_N_NAME) &&
			   py_kind(e->tree, py_next(e->tree, pattern)) == PY_N_BLOCK;
	}
	return complete ? all : PY_STAYS;
}

static enum py_leaving leaving_statement(const struct py_emitter *e, uint32_t statement)
{
	switch (py_kind(e->tree, statement)) {
	case PY_N_RETURN: return PY_RETURNS;
	case PY_N_RAISE: return PY_RAISES;
	case PY_N_BREAK: return PY_BREAKS;
	case PY_N_CONTINUE: return PY_CONTINUES;
	case PY_N_EXPRESSION: return ends_program(e, statement) ? PY_RAISES : PY_STAYS;
	case PY_N_IF: return leaving_if(e, statement);
	case PY_N_WITH: return an_py_leaving(e, last_kid(e, statement));
	case PY_N_TRY: return leaving_try(e, statement);
	case PY_N_MATCH: return leaving_match(e, statement);
	default: return PY_STAYS;
	}
}

enum py_leaving an_py_leaving(const struct py_emitter *e, uint32_t block)
{
	uint32_t last = py_kind(e->tree, block) == PY_N_BLOCK ? last_kid(e, block) : 0;

	return last ? leaving_statement(e, last) : PY_STAYS;
}

an_id an_py_loop_left(const struct py_emitter *e, enum py_leaving leaving)
{
	switch (leaving) {
	case PY_BREAKS: return e->loop;
	case PY_RAISES: return e->raise_left;
	case PY_RETURNS: return e->return_left;
	default: return 0;
	}
}

static bool handler_goes_on(const struct py_emitter *e, uint32_t try)
{
	PY_EACH(e->tree, kid, py_kid(e->tree, try)) {
		if (py_kind(e->tree, kid) == PY_N_HANDLER &&
		    an_py_leaving(e, last_kid(e, kid)) <= PY_CONTINUES)
			return true;
	}
	return false;
}

/* The way through the try without errors, and what stands behind it in the block. */
static bool leaves_without_error(const struct py_emitter *e, uint32_t try, uint32_t block)
{
	PY_EACH(e->tree, kid, py_kid(e->tree, try)) {
		if (py_kind(e->tree, kid) == PY_N_BLOCK && py_node_of(e->b, kid)->op != PY_FINALLY_BLOCK &&
		    an_py_leaving(e, kid) > PY_CONTINUES)
			return true;
	}
	return py_next(e->tree, try) && an_py_leaving(e, block) > PY_CONTINUES;
}

bool an_py_is_retry(const struct py_emitter *e, uint32_t block)
{
	PY_EACH(e->tree, statement, py_kid(e->tree, block)) {
		if (py_kind(e->tree, statement) == PY_N_TRY && handler_goes_on(e, statement) &&
		    leaves_without_error(e, statement, block))
			return true;
	}
	return false;
}
