/* held_io.c - slow calls while a lock is held that others take for something short. */
#include "analyzer/held_io.h"

#include <stdlib.h>
#include <string.h>
#include "analyzer/program_p.h"
#include "core/alloc.h"
#include "core/text.h"

enum { CALLS_MAX = 5 };

static const struct { uint32_t effect; const char *words; } slow[] = {
	{ AN_SLEEPS, "sleeps" },
	{ AN_SPAWNS, "waits for a process" },
	{ AN_QUERIES, "waits for a database" },
	{ AN_CONNECTS, "waits for the network" },
	{ AN_NETWORK, "waits for the network" },
	{ AN_COMMITS, "waits for the disk" },
};

/* From where a lock is taken; short until something slow is seen. */
struct region { uint32_t class, function; an_id op; bool slow; };

struct slow_call {
	uint32_t function;
	an_id op;               /* that is slow, itself or through calls */
	struct an_held held;
	uint32_t effect;        /* that makes it slow */
	uint32_t other;         /* a function that takes the lock for something short, and where */
	an_id other_op;
};

struct search {
	struct region *regions;
	size_t region_count, region_cap;
	struct slow_call *calls;
	size_t call_count, call_cap;
};

static const char *slow_words(uint32_t effect)
{
	for (size_t i = 0; i < sizeof slow / sizeof *slow; i++) {
		if (slow[i].effect == effect)
			return slow[i].words;
	}
	return "waits";
}

static struct region *region_of(struct search *s, uint32_t f, an_id op, uint32_t class)
{
	for (size_t i = s->region_count; i-- > 0 && s->regions[i].function == f;) {
		if (s->regions[i].op == op && s->regions[i].class == class)
			return &s->regions[i];
	}
	return NULL;
}

/* What stops the program, starts it or sets something up holds up nobody. */
static bool is_at_the_edges(const struct an_program *p, uint32_t f)
{
	static const char *const words[] = { "init", "start", "stop", "shutdown", "close", "destroy", "exit", "setup",
					     "cleanup", "terminate", "quit", "finish", "reset", "del__", "join", "fork" };
	const an_unit *u = an_unit_of(p, f);
	const char *name = an_text(u, an_function_of(p, f)->name);
	const char *last = strrchr(name, u->language == AN_PYTHON ? '.' : ':');

	last = last ? last + 1 : name;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strstr(last, words[i]))
			return true;
	}
	return *last == '~';
}

/* A lock by its name there to let one at a time do just that. */
static bool is_for_slow_work(const char *class)
{
	static const char *const words[] = { "io_", "_io", "write", "send", "print", "log", "file", "conn", "sock", "db",
					     "query", "request", "init", "setup", "load", "start", "refresh", "command",
					     "fetch", "download", "update", "build", "sync", "session", "process", "spawn",
					     "fork", "exec", "transaction", "flush", "commit" };
	const char *dot = strrchr(class, '.'), *own = dot ? dot + 1 : class;
	size_t n = strcspn(own, "@");

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *found = strcasestr(own, words[i]);

		if (found && found < own + n)
			return true;
	}
	return false;
}

static void note_take(struct an_lock_walk *w, const struct an_lockset *held, an_id op, const struct an_lock *lock,
		      uint32_t flags)
{
	struct search *s = w->data;
	uint32_t callee;

	(void)held;
	(void)flags;
	if (lock->class && !an_taken_by_callee(w->p, w->function, op, lock, &callee) &&
	    !region_of(s, w->function, op, lock->class))
		*WR_PUSH(s->regions, s->region_count, s->region_cap) =
			(struct region){ .class = lock->class, .function = w->function, .op = op };
}

/* Does a function on the way give the lock back meanwhile? */
static bool gives_back(const struct an_program *p, const struct an_way *way, uint32_t class)
{
	for (int i = 1; i <= way->last; i++) {
		const struct an_lock_facts *facts = an_lock_facts(p, way->function[i]);

		for (uint32_t k = 0; k < facts->given_count; k++) {
			if (!facts->given[k].lock.class || facts->given[k].lock.class == class)
				return true;
		}
	}
	return false;
}

/* Sleeps between attempts only, so most often not at all: retry(), lock_file(). */
static bool is_between_attempts(const struct an_program *p, const struct an_way *way)
{
	for (int i = 1; i <= way->last; i++) {
		const char *name = an_text(an_unit_of(p, way->function[i]), an_function_of(p, way->function[i])->name);

		if (strcasestr(name, "retry") || strcasestr(name, "lock_file") || strcasestr(name, "backoff"))
			return true;
	}
	return false;
}

/* Is the effect's cause always run, by functions that are known? */
static bool is_certain(const struct an_program *p, const struct an_way *way)
{
	for (int i = 1; i <= way->last; i++) {
		if (an_op_at(an_unit_of(p, way->function[i]), way->op[i])->flags & AN_OP_GUARDED)
			return false;
	}
	return !way->guessed && !way->callback;
}

static uint32_t slow_effect(const struct an_program *p, uint32_t f, an_id op, struct an_way *way)
{
	uint32_t effects = an_op_effects(p, f, op, 0, NULL);

	for (size_t i = 0; i < sizeof slow / sizeof *slow; i++) {
		if (effects & slow[i].effect && an_find_way(p, f, op, slow[i].effect, CALLS_MAX, way) &&
		    is_certain(p, way) && !(slow[i].effect == AN_SLEEPS && (is_between_attempts(p, way) || an_sleeps_shortly(p, way->function[way->last], way->op[way->last]))) && an_op_direct(p, way->function[way->last], way->op[way->last]) & AN_BLOCKS)
			return slow[i].effect;
	}
	return 0;
}

static void note_call(struct an_lock_walk *w, const struct an_lockset *held, an_id op)
{
	struct search *s = w->data;
	struct an_way way;
	uint32_t effect = 0;

	if (!held->n || an_op_aside(an_op_at(an_unit_of(w->p, w->function), op)))
		return;
	/* Any wait makes a region slow, also one that is not worth a word. */
	if (an_op_effects(w->p, w->function, op, 0, NULL) & (AN_BLOCKS | AN_WAITS | AN_OPENS))
		effect = slow_effect(w->p, w->function, op, &way);
	else
		return;
	for (uint32_t i = 0; i < held->n; i++) {
		const struct an_held *h = &held->held[i];
		struct region *r = region_of(s, w->function, h->op, h->lock.class);

		if (r && !r->slow && effect && !(h->flags & (AN_HELD_INHERITED | AN_HELD_ASYNC)) &&
		    !is_at_the_edges(w->p, w->function) && !gives_back(w->p, &way, h->lock.class) &&
		    !is_for_slow_work(an_lock_class(w->p, h->lock.class)))
			*WR_PUSH(s->calls, s->call_count, s->call_cap) = (struct slow_call){
				.function = w->function, .op = op, .held = *h, .effect = effect };
		if (r)
			r->slow = true;
	}
}

/* Another function takes the lock for something short? */
static bool find_other(const struct an_program *p, const struct search *s, struct slow_call *call)
{
	for (size_t i = 0; i < s->region_count; i++) {
		const struct region *r = &s->regions[i];

		/* Nobody else has an object while it is made. */
		if (r->class != call->held.lock.class || r->slow || r->function == call->function ||
		    an_function_of(p, r->function)->flags & AN_FN_CONSTRUCTOR ||
		    is_at_the_edges(p, r->function))
			continue;
		call->other = r->function;
		call->other_op = r->op;
		return true;
	}
	return false;
}

/* Python: what a database or a file gives is most often read under the lock so that only one reads it. */
static bool is_meant(const struct an_program *p, const struct slow_call *c)
{
	struct an_way way;

	if (an_unit_of(p, c->function)->language != AN_PYTHON)
		return false;
	return !(c->effect & (AN_NETWORK | AN_SLEEPS)) ||
	       (an_find_way(p, c->function, c->op, c->effect, CALLS_MAX, &way) &&
		wr_starts_with(an_text(an_unit_of(p, way.function[way.last]),
				       an_op_at(an_unit_of(p, way.function[way.last]), way.op[way.last])->name), "sqlite3."));
}

static void report(struct an_sink *sink, const struct an_program *p, const struct slow_call *c)
{
	const char *name = an_held_name(sink, c->function, &c->held.lock);
	uint32_t callee = 0, line = an_op_at(an_unit_of(p, c->function), c->held.op)->span.line;
	struct an_report *r;

	an_op_effects(p, c->function, c->op, c->effect, &callee);
	r = an_report_op(sink, c->function, c->op, "%s %s while %s holds %s (since line %u): %s (%s) and all others that "
			 "need it wait as long", callee ? an_name_of(sink, callee) : an_call_name(sink, c->function, c->op),
			 slow_words(c->effect), an_name_of(sink, c->function), name, line,
			 an_name_of(sink, c->other), an_place_of(sink, c->other, c->other_op));
	if (callee || an_op_at(an_unit_of(p, c->function), c->op)->flags & AN_OP_GUARDED)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	if (is_meant(p, c))
		an_report_severity(r, WR_LOW);
	an_chain_op(r, c->function, c->held.op, "%s takes %s", an_name_of(sink, c->function), name);
	an_chain_effect(r, c->function, c->op, c->effect);
	an_chain_op(r, c->other, c->other_op, "%s takes it for something short", an_name_of(sink, c->other));
}


void an_report_slow_calls(const struct an_program *p, struct an_sink *sink, bool python)
{
	struct search s = { 0 };
	struct an_lock_walk w = { .take = note_take, .call = note_call, .data = &s };

	if (!p->locks)
		return;
	AN_EACH_FUNCTION(p, f) {
		if ((an_unit_of(p, f)->language == AN_PYTHON) == python && an_has_locks(p, f))
			an_walk_locks(&w, p, f);
	}
	for (size_t i = 0; i < s.call_count; i++) {
		if (find_other(p, &s, &s.calls[i]))
			report(sink, p, &s.calls[i]);
	}
	free(s.regions);
	free(s.calls);
}
