/*
 * lock_order.c - two locks that two call paths take in opposite orders.
 *
 * Costs: when both paths run at once, each holds what the other waits for, and neither goes on.
 * Locks are told apart by their class: the global, or the type and member.  Two locks of one class, a
 * node's and its neighbour's, are left alone: taking them in the order of their addresses is common.
 * Misses: three locks in a ring; locks behind pointers that are passed on; calls through tables.
 * Wrongly reports: paths of which only one ever runs at a time; objects that never meet.
 */
#include <stdlib.h>
#include <string.h>
#include "analyzer/locks.h"
#include "analyzer/rule.h"
#include "core/alloc.h"

struct edge {
	uint32_t from, to;              /* classes */
	uint32_t function;
	an_id held_op, op;
	struct an_lock lock;            /* `to` as the function sees it */
	bool global;                    /* both are globals: one lock each */
	bool shared;                    /* both are only read */
	uint32_t gates[AN_HELD_MAX];    /* classes of what is held besides: of globals, and of objects where they are not both globals */
	uint32_t gate_count;
	bool told;
};

struct edges { struct edge *items; size_t n, cap; };

static bool is_known(const struct edges *e, uint32_t from, uint32_t to)
{
	for (size_t i = 0; i < e->n; i++) {
		if (e->items[i].from == from && e->items[i].to == to && !e->items[i].gate_count)
			return true;
	}
	return false;
}

static void note_gates(struct edge *edge, const struct an_lockset *held)
{
	for (uint32_t i = 0; i < held->n; i++) {
		const struct an_lock *gate = &held->held[i].lock;

		if ((gate->owner == AN_GLOBALS || !edge->global) && gate->class && gate->class != edge->from &&
		    gate->class != edge->to && !(held->held[i].flags & AN_HELD_SHARED))
			edge->gates[edge->gate_count++] = gate->class;
	}
}

/* What is freed is reached by nobody else any more: its lock is free. */
static bool frees(const struct an_program *p, const struct edge *edge)
{
	static const char *const words[] = { "free", "destroy", "dispose", "delete", "release", "~", "__del__" };
	uint32_t callee = 0;
	const struct an_taken *taken = an_taken_by_callee(p, edge->function, edge->op, &edge->lock, &callee);

	for (int k = 0; taken && k < AN_TAKEN_MAX; k++) {
		const char *name = an_text(an_unit_of(p, callee), an_function_of(p, callee)->name);

		for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
			if (taken->lock.owner != AN_GLOBALS && strstr(name, words[i]))
				return true;
		}
		callee = taken->callee;
		taken = an_taken_next(p, taken);
	}
	return false;
}

/* Does a function on the way give the first lock back, perhaps before it takes the second: a cleanup handler? */
static bool gives_back(const struct an_program *p, const struct edge *edge)
{
	uint32_t callee = 0;
	const struct an_taken *taken = an_taken_by_callee(p, edge->function, edge->op, &edge->lock, &callee);

	for (int n = 0; taken && n < AN_TAKEN_MAX; n++) {
		const struct an_lock_facts *facts = an_lock_facts(p, callee);

		for (uint32_t k = 0; k < facts->given_count; k++) {
			if (!facts->given[k].lock.class || facts->given[k].lock.class == edge->from)
				return true;
		}
		callee = taken->callee;
		taken = an_taken_next(p, taken);
	}
	return false;
}

static void note_take(struct an_lock_walk *w, const struct an_lockset *held, an_id op, const struct an_lock *lock,
		      uint32_t flags)
{
	struct edges *e = w->data;

	if (an_op_at(an_unit_of(w->p, w->function), op)->flags & (AN_OP_DEFERRED | AN_OP_COLD))
		return;
	for (uint32_t i = 0; i < held->n; i++) {
		const struct an_held *h = &held->held[i];
		struct edge edge = { .from = h->lock.class, .to = lock->class, .function = w->function,
				     .held_op = h->op, .op = op, .lock = *lock };

		if (!h->lock.class || !lock->class || h->lock.class == lock->class || h->flags & AN_HELD_INHERITED ||
		    h->op == op || is_known(e, edge.from, edge.to) || frees(w->p, &edge) || gives_back(w->p, &edge))
			continue;
		edge.global = h->lock.owner == AN_GLOBALS && lock->owner == AN_GLOBALS;
		edge.shared = h->flags & flags & AN_HELD_SHARED;
		note_gates(&edge, held);
		*WR_PUSH(e->items, e->n, e->cap) = edge;
	}
}

/*
 * A lock that both paths hold already lets only one of them go on.  Of objects it is one lock where the other two
 * hang on the same one: the table whose slots and entries are taken.
 */
static bool share_gate(const struct edge *a, const struct edge *b)
{
	for (uint32_t i = 0; i < a->gate_count; i++) {
		for (uint32_t k = 0; k < b->gate_count; k++) {
			if (a->gates[i] == b->gates[k])
				return true;
		}
	}
	return false;
}

static void chain_edge(struct an_report *r, struct an_sink *sink, const struct an_program *p, const struct edge *edge)
{
	uint32_t f = edge->function, callee = 0;
	const struct an_taken *taken = an_taken_by_callee(p, f, edge->op, &edge->lock, &callee);
	an_id op = edge->op;

	an_chain_op(r, f, edge->held_op, "%s takes %s", an_name_of(sink, f), an_lock_name(sink, edge->from));
	for (int i = 0; taken && i < AN_TAKEN_MAX; i++) {
		an_chain_op(r, f, op, "%s calls %s while it holds it", an_name_of(sink, f), an_name_of(sink, callee));
		f = callee;
		op = taken->op;
		callee = taken->callee;
		taken = an_taken_next(p, taken);
	}
	an_chain_op(r, f, op, "%s takes %s", an_name_of(sink, f), an_lock_name(sink, edge->to));
}

/* How many calls lead from the one who holds the first lock to the one who takes the second. */
static int calls_between(const struct an_program *p, const struct edge *edge)
{
	uint32_t callee = 0;
	const struct an_taken *taken = an_taken_by_callee(p, edge->function, edge->op, &edge->lock, &callee);
	int n = 0;

	for (; taken && n < AN_TAKEN_MAX; n++)
		taken = an_taken_next(p, taken);
	return n;
}

/* Calls, behind which other objects than these stand for sure now and then, or a condition that only the source knows. */
enum { FAR = 2, FAR_FROM_GLOBAL = 4 };

static bool is_far(const struct an_program *p, const struct edge *edge)
{
	return calls_between(p, edge) > (edge->global ? FAR_FROM_GLOBAL : FAR);
}

/* Is it taken only under a condition, somewhere on the way down? */
static bool is_guarded(const struct an_program *p, const struct edge *edge)
{
	uint32_t callee = 0;
	const struct an_taken *taken = an_taken_by_callee(p, edge->function, edge->op, &edge->lock, &callee);

	for (int n = 0; taken && n < AN_TAKEN_MAX; n++) {
		if (an_op_at(an_unit_of(p, callee), taken->op)->flags & AN_OP_GUARDED)
			return true;
		callee = taken->callee;
		taken = an_taken_next(p, taken);
	}
	return false;
}

static bool is_of_c(const struct an_program *p, const struct edge *edge)
{
	return an_unit_of(p, edge->function)->language == AN_C;
}

static void report(const struct an_program *p, struct an_sink *sink, const struct edge *a, const struct edge *b)
{
	struct an_report *r = an_report_op(sink, a->function, a->op,
		"%s takes %s while it holds %s, and %s takes them the other way round (%s): when both run at once, "
		"each can wait for the other for ever",
		an_name_of(sink, a->function), an_lock_name(sink, a->to), an_lock_name(sink, a->from),
		an_name_of(sink, b->function), an_place_of(sink, b->function, b->op));

	if (is_far(p, a) || is_far(p, b) || (is_of_c(p, a) && (is_guarded(p, a) || is_guarded(p, b))))
		an_report_severity(r, WR_LOW);
	if (!a->global)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	chain_edge(r, sink, p, a);
	chain_edge(r, sink, p, b);
}

/* Of two locks it is told once, whatever was held besides. */
static bool is_told(const struct edges *e, const struct edge *edge)
{
	for (size_t i = 0; i < e->n; i++) {
		if (e->items[i].told && ((e->items[i].from == edge->from && e->items[i].to == edge->to) ||
					 (e->items[i].from == edge->to && e->items[i].to == edge->from)))
			return true;
	}
	return false;
}

static void compare(const struct an_program *p, struct an_sink *sink, const struct edges *e)
{
	for (size_t i = 0; i < e->n; i++) {
		for (size_t k = i + 1; k < e->n; k++) {
			const struct edge *a = &e->items[i], *b = &e->items[k];

			if (a->from == b->to && a->to == b->from && !share_gate(a, b) && !(a->shared && b->shared) &&
			    !is_told(e, a)) {
				report(p, sink, a, b);
				e->items[i].told = true;
				break;
			}
		}
	}
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	struct edges e = { 0 };
	struct an_lock_walk w = { .take = note_take, .data = &e };

	if (!p->locks)
		return;
	AN_EACH_FUNCTION(p, f) {
		if (an_may_hold(p, f))
			an_walk_locks(&w, p, f);
	}
	compare(p, sink, &e);
	free(e.items);
}

const struct an_rule an_rule_lock_order = {
	.meta = {
		.id = "lock-order",
		.title = "Two locks are taken in opposite orders on two paths",
		.help = "Fix one order for the two locks and keep to it everywhere, or give the first back before "
			"the second is taken (C++: std::scoped_lock takes both at once).",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.doubtful = "c,cpp",
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
