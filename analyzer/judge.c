/* judge.c - what an op does and what it is about: judgements that the linker and the rules share. */
#include <string.h>
#include "analyzer/program_p.h"

const struct an_call *an_calls_of(const struct an_program *p, uint32_t function, an_id op, uint32_t *count)
{
	uint32_t first = p->lists[p->nodes[function].unit].calls[op], end = p->first_call[function + 1];

	for (*count = 0; first && first - 1 + *count < end && p->calls[first - 1 + *count].op == op; ++*count)
		;
	return first ? p->calls + first - 1 : p->calls;
}

const struct an_api *an_op_api(const struct an_program *p, uint32_t function, an_id op)
{
	uint32_t first = p->lists[p->nodes[function].unit].calls[op];

	return first ? p->calls[first - 1].api : NULL;
}

#define CALLERS_ASKED 16

/* What callers give for a parameter of which the function does not say what it is: a list, if any gives one
 * and none gives anything else. */
static bool is_given_list(const struct an_program *p, uint32_t function, an_id symbol)
{
	const struct an_function *f = an_function_of(p, function);
	uint32_t first = p->first_caller ? p->first_caller[function] : 0, last = p->first_caller ? p->first_caller[function + 1] : 0;
	bool list = false;

	if (symbol - f->first_param >= f->param_count || last - first > CALLERS_ASKED)
		return false;
	for (uint32_t i = first; i < last; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];
		struct an_operand given;
		uint8_t value;

		if (call->guessed || an_function_of(p, call->caller)->flags & AN_FN_TEST ||
		    !an_call_operand(p, call, (uint8_t)(symbol - f->first_param), &given))
			continue;
		value = given.arg ? given.arg->value : an_symbol_at(an_unit_of(p, call->caller), given.symbol)->value;
		if (value != AN_VALUE_LIST && value != AN_VALUE_UNKNOWN)
			return false;
		list |= value == AN_VALUE_LIST;
	}
	return list;
}

/* Does the op call one function of the program, and gives that a list? */
static bool gives_list(const struct an_program *p, uint32_t function, an_id op)
{
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, function, op, &count);
	const struct an_function *f = count == 1 && calls->callee ? an_function_of(p, calls->callee) : NULL;

	return f && f->returns_value == AN_VALUE_LIST && !(f->flags & (AN_FN_GENERATOR | AN_FN_ASYNC));
}

/* names = names_of(shop): is what the variable is given, the only time that it is given something, a list? */
static bool is_set_to_list(const struct an_program *p, uint32_t function, an_id symbol)
{
	const an_unit *u = an_unit_of(p, function);
	uint32_t count;
	const an_id *writes = an_writes_of(p, function, symbol, &count);
	uint32_t assigned = 0;

	for (uint32_t i = 0; i < count; i++)
		assigned += an_write_at(u, writes[i])->kind == AN_WRITE_ASSIGN;
	if (assigned != 1)
		return false;
	writes = an_ops_of(p, function, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (an_op_at(u, writes[i])->result == symbol)
			return gives_list(p, function, writes[i]);
	}
	return false;
}

an_id an_haystack_call(const struct an_program *p, uint32_t function, an_id op)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_op *test = an_op_at(u, op), *call = an_op_at(u, op - 1);

	return test->kind == AN_OP_MEMBER_TEST && test->arg_count == 2 && an_arg_at(u, test->first_arg + 1)->kind == AN_ARG_EXPRESSION &&
	       call->kind == AN_OP_CALL && call->function == test->function && call->span.end_line == test->span.end_line &&
	       call->span.end_column == test->span.end_column && gives_list(p, function, op - 1) ? op - 1 : 0;
}

/* x in haystack */
static bool is_looked_through(const struct an_program *p, uint32_t function, const struct an_arg *haystack)
{
	const an_unit *u = an_unit_of(p, function);

	if (haystack->value != AN_VALUE_UNKNOWN || haystack->kind != AN_ARG_SYMBOL)
		return haystack->value == AN_VALUE_LIST;
	switch (an_symbol_at(u, haystack->symbol)->kind) {
	case AN_PARAMETER: return is_given_list(p, function, haystack->symbol);
	case AN_LOCAL: return is_set_to_list(p, function, haystack->symbol);
	default: return false;
	}
}

static uint32_t direct_of(const struct an_program *p, uint32_t function, an_id op)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_op *o = an_op_at(u, op);
	const struct an_api *api;

	switch (o->kind) {
	case AN_OP_CALL:
		api = an_op_api(p, function, op);
		return api ? api->effects : 0;
	case AN_OP_MEMBER_TEST:
		return o->arg_count == 2 && is_looked_through(p, function, an_arg_at(u, o->first_arg + 1)) ? AN_SEARCHES : 0;
	case AN_OP_ALLOCATE:
		return AN_ALLOCATES;
	default:
		return 0;
	}
}

void an_note_direct(struct an_program *p)
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++)
		p->lists[unit].direct = wr_arena_array(p->arena, an_unit_count(p->units[unit], AN_OPS), sizeof(uint32_t));
	for (uint32_t f = 1; f <= p->node_count; f++) {
		uint32_t count, *direct = p->lists[p->nodes[f].unit].direct;
		const an_id *ops = an_ops_of(p, f, &count);

		for (uint32_t i = 0; i < count; i++)
			direct[ops[i]] = direct_of(p, f, ops[i]);
	}
}

uint32_t an_op_direct(const struct an_program *p, uint32_t function, an_id op)
{
	return p->lists[p->nodes[function].unit].direct[op];
}

uint32_t an_call_effects(const struct an_program *p, const struct an_call *call)
{
	const struct an_op *op = an_op_at(an_unit_of(p, call->caller), call->op);
	uint32_t flags;

	if (!call->callee)
		return call->api ? call->api->effects : 0;
	flags = an_function_of(p, call->callee)->flags;
	if (flags & AN_FN_MEMOIZED)
		return 0;
	if (call->lazy)
		return 0;
	if (flags & AN_FN_ASYNC && !(op->flags & AN_OP_AWAITED))
		return 0;
	return p->nodes[call->callee].effects;
}

void an_note_effects(struct an_program *p)
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		struct an_lists *lists = &p->lists[unit];
		uint32_t n = an_unit_count(p->units[unit], AN_OPS);

		lists->effects = wr_arena_array(p->arena, n, sizeof *lists->effects);
		memcpy(lists->effects, lists->direct, n * sizeof *lists->effects);
	}
	for (uint32_t i = 0; i < p->first_call[p->node_count + 1]; i++)
		p->lists[p->nodes[p->calls[i].caller].unit].effects[p->calls[i].op] |= an_call_effects(p, &p->calls[i]);
}

/* The first function that the op calls and that has some of the effects. */
static uint32_t callee_with(const struct an_program *p, uint32_t function, an_id op, uint32_t wanted)
{
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, function, op, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (calls[i].callee && an_call_effects(p, &calls[i]) & wanted)
			return calls[i].callee;
	}
	return 0;
}

uint32_t an_op_effects(const struct an_program *p, uint32_t function, an_id op, uint32_t wanted, uint32_t *callee)
{
	uint32_t effects = p->lists[p->nodes[function].unit].effects[op];

	if (callee)
		*callee = effects & wanted ? callee_with(p, function, op, wanted) : 0;
	return effects;
}

bool an_op_guessed(const struct an_program *p, uint32_t function, an_id op, uint32_t effect)
{
	uint32_t count, callee, bit = 0;
	const struct an_call *calls = an_calls_of(p, function, op, &count);

	an_op_effects(p, function, op, effect, &callee);
	while (bit < AN_EFFECT_COUNT - 1 && !(effect >> bit & 1))
		bit++;
	for (uint32_t i = 0; i < count; i++) {
		if (calls[i].callee == callee)
			return calls[i].guessed || (callee && p->nodes[callee].witness[bit].guessed);
	}
	return false;
}

/* The argument at a position, or the one of that keyword. */
static const struct an_arg *find_arg(const an_unit *u, const struct an_op *op, uint32_t position, const char *keyword)
{
	for (uint32_t i = 0; i < op->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, op->first_arg + i);
		const char *own = an_text(u, arg->keyword);

		if (*own ? keyword && !strcmp(own, keyword) : i == position)
			return arg;
	}
	return NULL;
}

static bool operand_of_arg(const an_unit *u, const struct an_arg *arg, struct an_operand *operand)
{
	if (!arg)
		return false;
	*operand = (struct an_operand){ arg->symbol, arg };
	/* v.begin() is about v. */
	if (!operand->symbol && arg->use_count == 1)
		operand->symbol = an_use_at(u, arg->first_use);
	return true;
}

/* What library calls name the argument that they are about. */
static const char *subject_keyword(uint32_t effects)
{
	if (effects & AN_OPENS)
		return "file";
	return effects & AN_COMPILES ? "pattern" : NULL;
}

bool an_op_subject(const struct an_program *p, uint32_t function, an_id op, struct an_operand *subject)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_op *o = an_op_at(u, op);
	const struct an_api *api;

	if (o->kind == AN_OP_MEMBER_TEST)
		return o->arg_count == 2 && operand_of_arg(u, an_arg_at(u, o->first_arg + 1), subject);
	api = an_op_api(p, function, op);
	if (!api || api->subject == AN_SUBJECT_NONE)
		return false;
	if (api->subject >= AN_SUBJECT_ARG0)
		return operand_of_arg(u, find_arg(u, o, (uint32_t)api->subject, subject_keyword(api->effects)), subject);
	*subject = (struct an_operand){ o->receiver, NULL };
	return o->receiver != 0;
}

/* Python methods take their object as first parameter, which call sites do not write. */
static bool takes_self(const an_unit *u, const struct an_function *f)
{
	const char *first;

	if (u->language != AN_PYTHON || !(f->flags & AN_FN_METHOD) || !f->param_count)
		return false;
	first = an_text(u, an_symbol_at(u, f->first_param)->name);
	return !strcmp(first, "self") || !strcmp(first, "cls");
}

bool an_call_operand(const struct an_program *p, const struct an_call *call, uint8_t owner,
		     struct an_operand *operand)
{
	const an_unit *u = an_unit_of(p, call->caller), *v = an_unit_of(p, call->callee);
	const struct an_op *op = an_op_at(u, call->op);
	const struct an_function *f = an_function_of(p, call->callee);
	bool self = takes_self(v, f);

	if (call->kind == AN_CALL_CALLBACK || owner == AN_GLOBALS)
		return false;
	if (owner == AN_THIS || (self && owner == 0)) {
		*operand = (struct an_operand){ op->receiver, NULL };
		return op->receiver != 0;
	}
	if (owner >= f->param_count)
		return false;
	return operand_of_arg(u, find_arg(u, op, (uint32_t)owner - self,
					  an_text(v, an_symbol_at(v, f->first_param + owner)->name)), operand);
}

an_id an_symbol_root(const an_unit *u, an_id symbol)
{
	while (an_symbol_at(u, symbol)->base)
		symbol = an_symbol_at(u, symbol)->base;
	return symbol;
}

static bool member_of(const an_unit *u, an_id symbol, an_id of)
{
	for (; symbol; symbol = an_symbol_at(u, symbol)->base) {
		if (symbol == of)
			return true;
	}
	return false;
}

bool an_arg_mentions(const an_unit *u, const struct an_arg *arg, an_id symbol)
{
	for (uint32_t i = 0; i < arg->use_count; i++) {
		if (member_of(u, an_use_at(u, arg->first_use + i), symbol))
			return true;
	}
	return arg->symbol && member_of(u, arg->symbol, symbol);
}

bool an_loop_is_tight(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *list = an_loops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_loop_at(u, list[i])->parent == loop)
			return false;
	}
	list = an_repeated_ops_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		uint8_t kind = an_op_at(u, list[i])->kind;

		if (an_op_at(u, list[i])->loop == loop &&
		    (kind == AN_OP_CALL || kind == AN_OP_ALLOCATE || kind == AN_OP_FREE || kind == AN_OP_THROW))
			return false;
	}
	return true;
}
