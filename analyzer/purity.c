/*
 * purity.c - functions that change nothing that others see and ask nobody outside.
 *
 * What is not known to be harmless is not.  Functions that call each other in a circle are left out.
 */
#include <string.h>
#include "analyzer/program_p.h"
#include "core/text.h"

/* Is the symbol a value of the function's own, which may be changed without anyone else noticing? */
static bool is_own(const an_unit *u, const struct an_symbol *s)
{
	const char *type = an_text(u, s->type);

	if (s->kind != AN_LOCAL)
		return false;
	if (u->language == AN_PYTHON)
		return s->value != AN_VALUE_OBJECT && s->value != AN_VALUE_UNKNOWN;
	return !strpbrk(type, "*&") && !strstr(type, "terator");
}

static bool changes_others(const an_unit *u, const struct an_write *w)
{
	const struct an_symbol *s = an_symbol_at(u, w->symbol);
	const struct an_symbol *root = an_symbol_at(u, an_symbol_root(u, w->symbol));

	if (w->kind == AN_WRITE_PASS)
		return false;           /* by a call, which is judged by itself */
	if (w->kind == AN_WRITE_ASSIGN && (s->kind == AN_LOCAL || s->kind == AN_PARAMETER))
		return false;
	return !is_own(u, root);
}

/* Methods of built-in types: what they change is what they are called on. */
static bool is_builtin_method(const an_unit *u, const char *name)
{
	static const char *const python[] = { "list.", "dict.", "set.", "str.", "bytes.", "tuple.", "frozenset.", NULL };
	static const char *const cpp[] = {
		"std::vector::", "std::string::", "std::basic_string::", "std::map::", "std::set::", "std::unordered_map::",
		"std::unordered_set::", "std::pair::", "std::optional::", "std::deque::", "std::list::", "std::array::",
		"std::string_view::", "std::tuple::", "std::make_pair", "std::tie", "std::swap", "std::operator==",
		"std::operator!=", "std::operator<", "std::operator+", "std::abs", NULL
	};

	for (const char *const *n = u->language == AN_PYTHON ? python : cpp; *n; n++) {
		if (wr_starts_with(name, *n) && strcmp(name, "std::operator<<"))
			return true;
	}
	return false;
}

static bool is_harmless_api(const an_unit *u, const struct an_api *api)
{
	uint32_t harmless = AN_PURE | AN_WALKS | AN_SEARCHES | AN_SORTS | AN_SHIFTS | AN_APPENDS;

	/* Memory that C hands out belongs to somebody. */
	if (u->language != AN_C)
		harmless |= AN_ALLOCATES | AN_RESIZES;
	return !(api->effects & ~harmless);
}

static bool is_harmless_call(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	if (!count)
		return is_builtin_method(u, an_text(u, an_op_at(u, op)->name));
	for (uint32_t i = 0; i < count; i++) {
		if (calls[i].guessed || calls[i].lazy)
			return false;
		if (calls[i].callee ? !p->nodes[calls[i].callee].pure : !calls[i].api || !is_harmless_api(u, calls[i].api))
			return false;
	}
	return true;
}

static bool is_pure(const struct an_program *p, uint32_t f)
{
	static const uint32_t other = AN_FN_ASYNC | AN_FN_GENERATOR | AN_FN_MODULE | AN_FN_BROKEN;
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	if (an_function_of(p, f)->flags & other || p->nodes[f].recursive)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->flags & AN_OP_COLD)
			continue;
		if (o->kind == AN_OP_AWAIT || o->kind == AN_OP_FREE || (o->kind == AN_OP_ALLOCATE && u->language != AN_PYTHON))
			return false;
		if (o->kind == AN_OP_CALL && !is_harmless_call(p, f, ops[i]))
			return false;
	}
	return true;
}

void an_find_pure(struct an_program *p, const struct an_components *c)
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];

		for (an_id i = 1; i < an_unit_count(u, AN_WRITES); i++) {
			const struct an_write *w = an_write_at(u, i);
			uint32_t f = p->lists[unit].nodes[w->function];

			if (f && changes_others(u, w))
				p->nodes[f].changes = true;
		}
	}
	for (uint32_t i = 0; i < p->node_count; i++) {
		struct an_node *node = &p->nodes[c->order[i]];

		node->pure = !node->changes && is_pure(p, c->order[i]);
	}
}
