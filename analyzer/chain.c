/* chain.c - the steps that lead from a finding to its cause. */
#include <stdarg.h>
#include "analyzer/sink_p.h"
#include "core/alloc.h"

#define MAX_STEPS 40            /* more than any reader follows; also ends a chain whatever happens */

static void add_step(struct an_report *r, uint32_t function, const struct an_span *at, const char *message)
{
	r->last_function = function;
	*WR_PUSH(r->steps, r->step_count, r->step_cap) = (struct wr_step){
		.at = { .path = an_path_of(r->sink, function), .line = at->line, .column = at->column,
			.end_line = at->end_line, .end_column = at->end_column },
		.message = message };
}

void an_chain_loop(struct an_report *r, uint32_t function, an_id loop)
{
	const struct an_loop *l = an_loop_at(an_unit_of(r->sink->p, function), loop);

	if (!r->loop) {
		r->loop_function = function;
		r->loop = loop;
	}
	add_step(r, function, &l->header, wr_arena_printf(r->sink->arena, "%s: %s",
		 an_name_of(r->sink, function), an_loop_over(r->sink, function, loop)));
}

static void add_formatted(struct an_report *r, uint32_t function, const struct an_span *at, const char *format, va_list args)
{
	struct wr_buf text = WR_BUF_INIT;

	wr_buf_vprintf(&text, format, args);
	add_step(r, function, at, wr_arena_strdup(r->sink->arena, text.data));
	wr_buf_free(&text);
}

void an_chain_op(struct an_report *r, uint32_t function, an_id op, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_formatted(r, function, &an_op_at(an_unit_of(r->sink->p, function), op)->span, format, args);
	va_end(args);
}

void an_chain_symbol(struct an_report *r, uint32_t function, an_id symbol, const char *format, ...)
{
	struct an_span at = an_symbol_span(an_unit_of(r->sink->p, function), symbol);
	va_list args;

	va_start(args, format);
	add_formatted(r, function, &at, format, args);
	va_end(args);
}

void an_chain_line(struct an_report *r, uint32_t function, uint32_t line, const char *format, ...)
{
	const struct an_span at = { line, 1, line, 1 };
	struct wr_buf text = WR_BUF_INIT;
	va_list args;

	va_start(args, format);
	wr_buf_vprintf(&text, format, args);
	va_end(args);
	add_step(r, function, &at, wr_arena_strdup(r->sink->arena, text.data));
	wr_buf_free(&text);
}

static unsigned bit_of(uint32_t effect)
{
	unsigned bit = 0;

	while (bit < AN_EFFECT_COUNT - 1 && !(effect >> bit & 1))
		bit++;
	return bit;
}

void an_chain_effect(struct an_report *r, uint32_t function, an_id op, uint32_t effect)
{
	const struct an_program *p = r->sink->p;
	unsigned bit = bit_of(effect);
	uint32_t callee;

	an_op_effects(p, function, op, effect, &callee);
	for (int i = 0; i < MAX_STEPS && callee; i++) {
		const struct an_witness *w = &p->nodes[callee].witness[bit];

		an_chain_op(r, function, op, "%s calls %s", an_name_of(r->sink, function), an_name_of(r->sink, callee));
		function = callee;
		op = w->op;
		callee = w->callee;
	}
	an_chain_op(r, function, op, "%s calls %s", an_name_of(r->sink, function), an_call_name(r->sink, function, op));
}

struct an_place an_effect_end(const struct an_program *p, uint32_t function, an_id op, uint32_t effect)
{
	unsigned bit = bit_of(effect);
	uint32_t callee;

	an_op_effects(p, function, op, effect, &callee);
	for (int i = 0; i < 255 && callee; i++) {
		function = callee;
		op = p->nodes[function].witness[bit].op;
		callee = p->nodes[function].witness[bit].callee;
	}
	return (struct an_place){ function, op };
}

/* The search of the callee that a search hands on to. */
static uint32_t next_search(const struct an_program *p, uint32_t function, uint32_t search)
{
	const struct an_search *s = &p->searches[search];
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, function, s->op, &count);

	for (uint32_t i = 0; s->callee && i < count; i++) {
		if (calls[i].callee != s->callee)
			continue;
		for (uint32_t next = p->nodes[s->callee].searches; next; next = p->searches[next].next) {
			struct an_operand operand;

			if (p->searches[next].deed == s->deed &&
			    an_call_operand(p, &calls[i], p->searches[next].owner, &operand) &&
			    operand.symbol == s->symbol)
				return next;
		}
	}
	return 0;
}

struct an_place an_search_end(const struct an_program *p, uint32_t function, uint32_t search, uint32_t *last)
{
	for (uint32_t next; (next = next_search(p, function, search)); search = next)
		function = p->searches[search].callee;
	*last = search;
	return (struct an_place){ function, p->searches[search].op };
}

bool an_search_is_guarded(const struct an_program *p, uint32_t function, uint32_t search)
{
	for (uint32_t next; (next = next_search(p, function, search)); search = next) {
		if (an_op_at(an_unit_of(p, function), p->searches[search].op)->flags & AN_OP_GUARDED)
			return true;
		function = p->searches[search].callee;
	}
	return false;
}

static const char *const verbs[AN_DEED_COUNT] = {
	[AN_DEED_SEARCH] = "looks through", [AN_DEED_FRONT] = "moves all elements of",
	[AN_DEED_SORTED] = "inserts into", [AN_DEED_SORT] = "sorts", [AN_DEED_STEP] = "copies all of",
	[AN_DEED_APPEND] = "walks to the end of", [AN_DEED_NTH] = "walks from the start of",
	[AN_DEED_SLICE] = "copies what is left of", [AN_DEED_REBUILD] = "copies all of",
	[AN_DEED_TAIL] = "walks to the end of", [AN_DEED_SCAN] = "looks through",
};

void an_chain_search(struct an_report *r, uint32_t function, an_id op, uint32_t callee, uint32_t search)
{
	const struct an_program *p = r->sink->p;

	for (int i = 0; i < MAX_STEPS && callee; i++) {
		an_chain_op(r, function, op, "%s calls %s", an_name_of(r->sink, function), an_name_of(r->sink, callee));
		function = callee;
		callee = p->searches[search].callee;
		op = p->searches[search].op;
		if (callee)
			search = next_search(p, function, search);
	}
	if (p->searches[search].loop)
		an_chain_loop(r, function, p->searches[search].loop);
	else
		an_chain_op(r, function, p->searches[search].op, "%s %s %s", an_name_of(r->sink, function),
			    verbs[p->searches[search].deed],
			    an_symbol_name(r->sink, function, p->searches[search].symbol));
}
