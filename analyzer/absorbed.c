/* absorbed.c - calls that are handed a part of what a loop goes over, and walk that part. */
#include <stdlib.h>
#include <string.h>
#include "analyzer/derived_p.h"

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

/* Does the symbol only count turns: for i in range(n), i += 1? */
static bool is_counter(const struct an_program *p, uint32_t f, an_id symbol, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, symbol, &count);

	for (; loop; loop = an_loop_at(u, loop)->parent) {
		if (an_loop_at(u, loop)->variable == symbol)
			return !strncmp(an_text(u, an_loop_at(u, loop)->over), "range(", 6);
	}
	for (uint32_t i = 0; i < count; i++) {
		if (an_write_at(u, writes[i])->updates)
			return true;
	}
	return false;
}

/* The same in Python, where a symbol stands for the element and all that is made of it. */
static bool is_made_in_turn(const struct an_program *p, uint32_t f, an_id symbol, an_id loop)
{
	return symbol && !an_symbol_kept(p, f, symbol, loop) && !is_counter(p, f, symbol, loop);
}

static bool mentions_turn(const struct an_program *p, uint32_t f, const struct an_arg *arg, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);

	for (uint32_t i = 0; i < arg->use_count; i++) {
		if (is_made_in_turn(p, f, an_use_at(u, arg->first_use + i), loop))
			return true;
	}
	return is_made_in_turn(p, f, arg->symbol, loop);
}

static bool is_given_turn(const struct an_program *p, uint32_t f, an_id op, const struct an_operand *given, an_id loop)
{
	const struct an_arg *arg = given->arg;

	if (!arg)
		return !an_symbol_kept(p, f, given->symbol, loop);
	if (arg->kind == AN_ARG_LITERAL || arg->kind == AN_ARG_FUNCTION)
		return false;
	return an_unit_of(p, f)->language == AN_PYTHON ? mentions_turn(p, f, arg, loop) : is_of_turn(p, f, op, arg, loop);
}

/* What is given there; for what stands behind it, *row of write(*row). */
static bool find_given(const struct an_program *p, uint32_t f, const struct an_call *call, uint8_t i, struct an_operand *given)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, call->op);

	if (an_call_operand(p, call, i, given))
		return true;
	for (uint32_t k = 0; k < o->arg_count; k++) {
		*given = (struct an_operand){ 0, an_arg_at(u, o->first_arg + k) };
		if (given->arg->flags & AN_ARG_STARRED)
			return true;
	}
	return false;
}

bool an_call_absorbs(const struct an_program *p, uint32_t f, const struct an_call *call, uint64_t params, an_id loop)
{
	for (uint8_t i = 0; i < 64 && params >> i; i++) {
		struct an_operand given;

		if (!(params >> i & 1) || !find_given(p, f, call, i, &given))
			continue;
		if ((given.arg && is_few(an_unit_of(p, f), given.arg)) || (loop && is_given_turn(p, f, call->op, &given, loop)))
			return true;
	}
	return false;
}

static uint64_t behind_given(const struct an_program *p, uint32_t f, const struct an_operand *given)
{
	const an_unit *u = an_unit_of(p, f);
	uint64_t params = given->symbol ? an_params_behind(p, f, given->symbol) : 0;

	if (u->language != AN_PYTHON || !given->arg)
		return params;
	for (uint32_t i = 0; i < given->arg->use_count; i++)
		params |= an_params_behind(p, f, an_use_at(u, given->arg->first_use + i));
	return params;
}

uint64_t an_handed_on(const struct an_program *p, uint32_t f, const struct an_call *call, uint64_t params)
{
	uint64_t own = 0;

	for (uint8_t i = 0; i < 64 && params >> i; i++) {
		struct an_operand given;

		if (params >> i & 1 && find_given(p, f, call, i, &given))
			own |= behind_given(p, f, &given);
	}
	return own;
}
