/* size.c - how large a container may get. */
#include <ctype.h>
#include <string.h>
#include "analyzer/program_p.h"
#include "analyzer/sounds.h"
#include "core/text.h"

static bool is_constant_name(const char *name)
{
	bool letters = false;

	for (; *name; name++) {
		if (islower((unsigned char)*name))
			return false;
		letters |= isupper((unsigned char)*name) != 0;
	}
	return letters;
}

/* "char [64]": the source fixes how many. */
static bool is_fixed_array(const char *type)
{
	const char *open = strchr(type, '[');

	return open && isdigit((unsigned char)open[1]);
}

#define MAX_DEPTH 3             /* callers of callers */
#define MAX_CALLERS 16

static bool grows_here(const struct an_program *p, uint32_t function, an_id symbol)
{
	const an_unit *u = an_unit_of(p, function);
	uint32_t count;
	const an_id *writes = an_writes_of(p, function, symbol, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_write_at(u, writes[i])->grows && an_write_at(u, writes[i])->loop)
			return true;
	}
	return false;
}

static enum an_size size_of(const struct an_program *p, uint32_t function, an_id symbol, unsigned depth);

static enum an_size size_given_by(const struct an_program *p, const struct an_call *call, uint8_t parameter,
				  unsigned depth)
{
	struct an_operand given;

	if (!an_call_operand(p, call, parameter, &given))
		return AN_SIZE_UNKNOWN;
	if (given.arg && (given.arg->small || given.arg->kind == AN_ARG_LITERAL))
		return AN_SIZE_BOUNDED;
	return given.symbol ? size_of(p, call->caller, given.symbol, depth) : AN_SIZE_UNKNOWN;
}

/* path.split("/"), line.split(","): the parts of one line. */
static bool is_parts_of_a_line(const struct an_program *p, uint32_t function, an_id symbol)
{
	const an_unit *u = an_unit_of(p, function);
	uint32_t count;
	const an_id *ops = an_ops_of(p, function, &count);

	for (uint32_t i = 0; u->language == AN_PYTHON && i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		const char *name = an_text(u, o->name);

		if (o->result == symbol && o->arg_count && wr_ends_with(name, ".split") &&
		    strncmp(name, "re.", 3) && strcmp(an_text(u, an_arg_at(u, o->first_arg)->text), "\\n"))
			return true;
	}
	return false;
}

/* The largest that a caller gives. */
static enum an_size size_of_parameter(const struct an_program *p, uint32_t function, uint8_t parameter,
				      unsigned depth)
{
	uint32_t first = p->first_caller[function], last = p->first_caller[function + 1];
	enum an_size size = AN_SIZE_BOUNDED;
	bool asked = false;

	if (first == last)
		return AN_SIZE_OPEN;
	if (depth == MAX_DEPTH || last - first > MAX_CALLERS)
		return AN_SIZE_UNKNOWN;
	for (uint32_t i = first; i < last; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];
		enum an_size given = AN_SIZE_UNKNOWN;

		if (call->caller == function)
			continue;
		/* Tests give little. */
		if (an_function_of(p, call->caller)->flags & AN_FN_TEST)
			continue;
		asked = true;
		given = size_given_by(p, call, parameter, depth + 1);
		size = given > size ? given : size;
	}
	return asked ? size : AN_SIZE_OPEN;
}

/* A member or global: something in its file adds to it, or nothing does. */
static enum an_size size_of_kept(const struct an_program *p, uint32_t function, an_id symbol, const char *name)
{
	if (grows_here(p, function, symbol) || an_is_grown(p, p->nodes[function].unit, symbol))
		return AN_SIZE_GROWS;
	if (an_symbol_at(an_unit_of(p, function), symbol)->kind == AN_GLOBAL || is_constant_name(name))
		return AN_SIZE_BOUNDED;
	return AN_SIZE_UNKNOWN;
}

static enum an_size size_of(const struct an_program *p, uint32_t function, an_id symbol, unsigned depth)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_symbol *s = an_symbol_at(u, symbol);
	const struct an_function *f = an_function_of(p, function);
	const char *name = an_own_name(an_text(u, s->name));

	if (s->small || is_fixed_array(an_text(u, s->type)) || an_is_listed_by_callers(u, symbol))
		return AN_SIZE_BOUNDED;
	/* In C something is made to grow with an effort; in Python also what never gets long. */
	if (an_sounds_short(name) && (u->language == AN_PYTHON || !an_is_grown(p, p->nodes[function].unit, symbol)))
		return AN_SIZE_BOUNDED;
	if (s->kind == AN_MEMBER || s->kind == AN_GLOBAL)
		return size_of_kept(p, function, symbol, name);
	if (grows_here(p, function, symbol))
		return AN_SIZE_GROWS;
	if (is_parts_of_a_line(p, function, symbol))
		return AN_SIZE_BOUNDED;
	if (s->kind == AN_PARAMETER && symbol - f->first_param < f->param_count)
		return size_of_parameter(p, function, (uint8_t)(symbol - f->first_param), depth);
	return is_constant_name(name) ? AN_SIZE_BOUNDED : AN_SIZE_UNKNOWN;
}

enum an_size an_container_size(const struct an_program *p, uint32_t function, an_id symbol)
{
	return size_of(p, function, symbol, 0);
}
