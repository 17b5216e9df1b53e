/* each_turn.c - what is done to one and the same container on every turn of a loop. */
#include <string.h>
#include "analyzer/each_turn_p.h"
#include "analyzer/sink_p.h"

/* Is the container another one on each turn, though its root stays: trees + i, &lists[i], buckets[h]? */
static bool is_picked(const struct an_program *p, uint32_t f, const struct an_operand *container, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_arg *arg = container->arg;

	if (!arg || arg->kind == AN_ARG_SYMBOL)
		return false;
	if (u->language == AN_PYTHON)
		return true;
	for (uint32_t i = 0; i < arg->use_count; i++) {
		an_id use = an_use_at(u, arg->first_use + i);

		if (use != container->symbol && an_symbol_at(u, use)->value != AN_VALUE_NUMBER &&
		    !an_symbol_kept(p, f, use, loop))
			return true;
	}
	return false;
}

#define TAKES_RESULT 8          /* lines between t = realloc(a, n), a test of t, and a = t */

/* head, text = text.split(":", 1), besides text = text[n:]: what is left of it is still it. */
static bool is_sliced_at(const struct an_program *p, uint32_t f, an_id container, uint32_t line)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->kind == AN_OP_SLICE && o->span.line == line && an_arg_at(u, o->first_arg)->symbol == container)
			return true;
	}
	return false;
}

/* Does the op still find in the container what it left there on the turn before? */
static bool is_kept(const struct an_program *p, uint32_t f, an_id op, enum an_deed deed, an_id container, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *writes;

	if (an_symbol_kept(p, f, container, loop))
		return true;
	if (u->language == AN_PYTHON && !an_deed_assigns(deed))
		return false;
	writes = an_writes_of(p, f, container, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->kind != AN_WRITE_ASSIGN || !an_loop_within(u, w->loop, loop) ||
		    an_is_resized(p, f, container, w->line))
			continue;
		if (an_deed_assigns(deed) && w->line >= o->span.line && w->line <= o->span.end_line)
			continue;
		if (deed == AN_DEED_SLICE && is_sliced_at(p, f, container, w->line))
			continue;
		if (deed != AN_DEED_STEP || w->line <= o->span.line || w->line > o->span.end_line + TAKES_RESULT)
			return false;
	}
	for (an_id base = an_symbol_at(u, container)->base; base; base = an_symbol_at(u, base)->base) {
		if (!an_symbol_kept(p, f, base, loop))
			return false;
	}
	return true;
}

/* getline(in, line), fgets(line, ...), text.clear(): on each turn, or call (loop 0), it begins anew. */
bool an_is_refilled(const struct an_program *p, uint32_t f, an_id container, an_id loop)
{
	static const char *const calls[] = { "getline", "fgets", "clear", "assign", "read", "fread", "recv", "swap", NULL };
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		const char *name = an_text(u, o->name), *colon = strrchr(name, ':'), *dot = strrchr(name, '.');
		bool own = o->receiver == container;

		if (o->kind != AN_OP_CALL || (loop && !an_loop_within(u, o->loop, loop)))
			continue;
		for (uint32_t k = 0; k < o->arg_count && !own; k++)
			own = an_arg_at(u, o->first_arg + k)->symbol == container;
		name = colon ? colon + 1 : dot ? dot + 1 : name;
		for (const char *const *call = calls; own && *call; call++) {
			if (!strcmp(name, *call))
				return true;
		}
		/* text_clear(line), vStringCopyS(line, s): C's ways to say so. */
		if (own && u->language == AN_C && (strstr(name, "lear") || strstr(name, "opy") || strstr(name, "reset")))
			return true;
	}
	return false;
}

/* Is it one and the same, and perhaps long, in every turn of the loop, and does the loop go over something
 * that may be long? */
static bool is_kept_and_long(const struct an_program *p, uint32_t f, an_id op, enum an_deed deed,
			     const struct an_operand *container, an_id loop, enum an_size *size)
{
	an_id iterated = an_loop_at(an_unit_of(p, f), loop)->iterated;

	if (!container->symbol || (container->arg && container->arg->small) ||
	    an_is_refilled(p, f, container->symbol, loop) || !is_kept(p, f, op, deed, container->symbol, loop) || is_picked(p, f, container, loop))
		return false;
	*size = an_container_size(p, f, container->symbol);
	return *size != AN_SIZE_BOUNDED &&
	       !(iterated && an_container_size(p, f, iterated) == AN_SIZE_BOUNDED);
}

struct visit {
	const struct an_program *p;
	struct an_sink *sink;
	enum an_deed deed;
	void (*found)(const struct an_program *, struct an_sink *, const struct an_turn_deed *);
};

static void tell(struct visit *v, const struct an_turn_deed *d)
{
	/* One finding for a container. */
	if (!an_told_before(v->sink, d->function, d->container ? d->container : UINT32_MAX - d->call->callee))
		v->found(v->p, v->sink, d);
}

static void visit_op(struct visit *v, uint32_t f, an_id op)
{
	struct an_turn_deed d = { .function = f, .op = op, .end = { f, op } };
	struct an_operand container;

	if (an_op_deed(v->p, f, op, &container) != v->deed || an_op_aside(an_op_at(an_unit_of(v->p, f), op)))
		return;
	d.loop = an_growing_loop(v->p, f, op, NULL);
	if (!d.loop || !is_kept_and_long(v->p, f, op, v->deed, &container, d.loop, &d.size))
		return;
	d.container = container.symbol;
	tell(v, &d);
}

static bool is_parameter(const struct an_program *p, uint32_t f, uint32_t search)
{
	return an_symbol_at(an_unit_of(p, f), p->searches[search].symbol)->kind == AN_PARAMETER;
}

/* What is a member of what was given is as large as the one who does the deed knows it to be. */
static enum an_size size_there(const struct an_program *p, const struct an_turn_deed *d, enum an_size here)
{
	if (!d->container || !is_parameter(p, d->end.function, d->last))
		return an_container_size(p, d->end.function, p->searches[d->last].symbol);
	return here;
}

static void visit_search(struct visit *v, const struct an_call *call, uint32_t search)
{
	const struct an_program *p = v->p;
	struct an_turn_deed d = { .function = call->caller, .op = call->op, .call = call, .search = search };
	struct an_operand container = { 0, NULL };
	enum an_size here = AN_SIZE_UNKNOWN;
	an_id iterated;

	d.loop = an_growing_loop(p, d.function, call->op, NULL);
	if (!d.loop || an_op_aside(an_op_at(an_unit_of(p, d.function), call->op)))
		return;
	d.end = an_search_end(p, call->callee, search, &d.last);
	if (an_is_refilled(p, d.end.function, p->searches[d.last].symbol, 0))
		return;
	if (p->searches[search].owner == AN_GLOBALS) {
		iterated = an_loop_at(an_unit_of(p, d.function), d.loop)->iterated;
		if (iterated && an_container_size(p, d.function, iterated) == AN_SIZE_BOUNDED)
			return;
	} else if (!an_call_operand(p, call, p->searches[search].owner, &container) ||
		   !is_kept_and_long(p, d.function, d.op, v->deed, &container, d.loop, &here)) {
		return;
	}
	d.container = container.symbol;
	d.size = size_there(p, &d, here);
	if (p->searches[d.last].grows && d.size < AN_SIZE_GROWS)
		d.size = AN_SIZE_GROWS;
	if (d.size != AN_SIZE_BOUNDED)
		tell(v, &d);
}

static void visit_call(struct visit *v, const struct an_call *call)
{
	for (uint32_t s = v->p->nodes[call->callee].searches; s; s = v->p->searches[s].next) {
		if (v->p->searches[s].deed == v->deed)
			visit_search(v, call, s);
	}
}

/* for_each_ref(mark, data): mark() is called in a loop that is somewhere else. */
static void visit_callback(struct visit *v, const struct an_call *call)
{
	const struct an_program *p = v->p;
	const an_unit *u = an_unit_of(p, call->caller);
	const char *name = an_text(u, an_op_at(u, call->op)->name);

	if (!strstr(name, "for_each") && !strstr(name, "foreach") && !strstr(name, "ForEach"))
		return;
	for (uint32_t s = p->nodes[call->callee].searches; s; s = p->searches[s].next) {
		struct an_turn_deed d = { .function = call->caller, .op = call->op, .call = call, .search = s };

		if (p->searches[s].deed != v->deed || p->searches[s].owner != AN_GLOBALS)
			continue;
		d.end = an_search_end(p, call->callee, s, &d.last);
		d.size = p->searches[d.last].grows ? AN_SIZE_GROWS :
			 an_container_size(p, d.end.function, p->searches[d.last].symbol);
		if (d.size == AN_SIZE_GROWS)
			tell(v, &d);
	}
}

void an_each_turn_deed(const struct an_program *p, struct an_sink *sink, enum an_deed deed,
		       void (*found)(const struct an_program *, struct an_sink *, const struct an_turn_deed *))
{
	struct visit v = { .p = p, .sink = sink, .deed = deed, .found = found };

	AN_EACH_FUNCTION(p, f) {
		uint32_t count;
		const an_id *ops = an_repeated_ops_of(p, f, &count);

		for (uint32_t i = 0; i < count; i++)
			visit_op(&v, f, ops[i]);
		for (uint32_t i = p->first_call[f]; i < p->first_call[f + 1]; i++) {
			const struct an_call *call = &p->calls[i];

			if (call->callee && call->kind == AN_CALL_PLAIN && !call->guessed)
				visit_call(&v, call);
			else if (call->callee && call->kind == AN_CALL_CALLBACK)
				visit_callback(&v, call);
		}
	}
}

const char *an_deed_over(struct an_sink *sink, const struct an_turn_deed *d)
{
	if (d->loop)
		return an_loop_over(sink, d->function, d->loop);
	return wr_arena_printf(sink->arena, "the walk of %s (line %u)", an_call_name(sink, d->function, d->op),
			       an_op_at(an_unit_of(sink->p, d->function), d->op)->span.line);
}

const char *an_deed_container(struct an_sink *sink, const struct an_turn_deed *d)
{
	if (!d->call)
		return an_symbol_name(sink, d->function, d->container);
	return an_symbol_name(sink, d->end.function, sink->p->searches[d->last].symbol);
}

const char *an_deed_cause(struct an_sink *sink, const struct an_turn_deed *d)
{
	if (!d->call)
		return an_call_name(sink, d->function, d->op);
	if (!d->end.op)
		return an_name_of(sink, d->call->callee);
	return wr_arena_printf(sink->arena, "%s (%s, %s)", an_name_of(sink, d->call->callee),
			       an_call_name(sink, d->end.function, d->end.op),
			       an_place_of(sink, d->end.function, d->end.op));
}

void an_deed_chain(struct an_report *r, struct an_sink *sink, const struct an_turn_deed *d)
{
	if (d->container)
		an_report_walks(r, d->function, d->container);
	if (d->call)
		an_report_walks(r, d->end.function, sink->p->searches[d->last].symbol);
	if (d->loop)
		an_chain_loop(r, d->function, d->loop);
	if (d->call) {
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
		an_chain_search(r, d->function, d->op, d->call->callee, d->search);
	} else {
		an_chain_op(r, d->function, d->op, "%s calls %s", an_name_of(sink, d->function),
			    an_call_name(sink, d->function, d->op));
	}
}
