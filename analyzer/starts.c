/* starts.c - functions that run beside the rest: in threads, pools and signal handlers. */
#include <stdlib.h>
#include <string.h>
#include "analyzer/resolve_p.h"
#include "core/alloc.h"
#include "core/text.h"

static const struct row { uint8_t language; const char *name; uint8_t kind; } rows[] = {
#define START(language, name, kind) { AN_##language, name, AN_START_##kind },
#include "analyzer/knowledge/starts.def"
#undef START
};

struct starts {
	struct an_program *p;
	struct an_resolver *r;
	struct an_start *items;
	size_t n, cap;
};

static int compare_row(const void *name, const void *row)
{
	return strcmp(name, ((const struct row *)row)->name);
}

/* for (auto &t : ts) t.join(): what is in ts are threads. */
static bool is_joined(const an_unit *u, an_id container)
{
	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
		const struct an_op *o = an_op_at(u, i);

		if (o->loop && an_loop_at(u, o->loop)->iterated == container && an_loop_at(u, o->loop)->variable == o->receiver &&
		    (!strcmp(an_text(u, o->name), "std::thread::join") || !strcmp(an_text(u, o->name), "std::thread::detach")))
			return true;
	}
	return false;
}

/* threads.emplace_back(work): a vector of std::thread makes one. */
static bool makes_thread(const an_unit *u, const struct an_op *o)
{
	const char *name = o->receiver ? an_text(u, an_symbol_at(u, o->receiver)->name) : "";

	return o->receiver && !strcmp(an_text(u, o->name), "std::vector::emplace_back") &&
	       (strstr(name, "thread") || strstr(name, "worker") || is_joined(u, o->receiver));
}

static uint8_t kind_of(const an_unit *u, const struct an_op *o)
{
	const char *name = an_text(u, o->name);
	const struct row *row = bsearch(name, rows, sizeof rows / sizeof *rows, sizeof *rows, compare_row);

	if (!row && u->language == AN_CPP && wr_starts_with(name, "std::"))
		row = bsearch(name + 5, rows, sizeof rows / sizeof *rows, sizeof *rows, compare_row);
	if (row && (row->language == u->language || (row->language == AN_C && u->language == AN_CPP)))
		return row->kind;
	return u->language == AN_CPP && makes_thread(u, o) ? AN_START_THREAD : 0;
}

static void add(struct starts *s, uint32_t caller, an_id op, const struct an_targets *t, uint8_t kind)
{
	if (t->n == 1 && !t->guessed)
		*WR_PUSH(s->items, s->n, s->cap) = (struct an_start){ caller, t->node[0], op, kind };
}

static void read_op(struct starts *s, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(s->p, f);
	const struct an_op *o = an_op_at(u, op);
	uint8_t kind = 0;

	for (uint32_t i = 0; o->kind == AN_OP_CALL && i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);
		struct an_targets t;

		if (arg->kind != AN_ARG_FUNCTION)
			continue;
		kind = kind ? kind : kind_of(u, o);
		if (!kind)
			return;
		an_resolve(s->r, s->p->nodes[f].unit, an_text(u, arg->text), false, &t);
		add(s, f, op, &t, kind);
	}
}

/* class Worker(threading.Thread): def run(self) */
static void read_class(struct starts *s, uint32_t unit, an_id id)
{
	const an_unit *u = s->p->units[unit];
	const struct an_class *class = an_class_at(u, id);

	for (uint32_t i = 0; i < class->base_count; i++) {
		struct an_targets t;

		if (strcmp(an_text(u, an_name_at(u, class->first_base + i)), "threading.Thread"))
			continue;
		an_resolve(s->r, unit, wr_arena_printf(s->p->arena, "%s.run", an_text(u, class->key)), false, &t);
		add(s, 0, 0, &t, AN_START_THREAD);
	}
}

/* action.sa_handler = on_signal: a pointer that is stored. */
static void read_alias(struct starts *s, uint32_t unit, an_id id)
{
	const an_unit *u = s->p->units[unit];
	const struct an_alias *alias = an_alias_at(u, id);
	const char *name = an_text(u, alias->name);
	struct an_targets t;

	if (u->language == AN_PYTHON || (!strstr(name, "@sa_handler") && !strstr(name, "@sa_sigaction")))
		return;
	an_resolve(s->r, unit, an_text(u, alias->target), false, &t);
	add(s, 0, 0, &t, AN_START_SIGNAL);
}

void an_find_starts(struct an_program *p, struct an_resolver *r)
{
	struct starts s = { .p = p, .r = r };
	struct an_start *kept;

	for (uint32_t f = 1; f <= p->node_count; f++) {
		uint32_t count;
		const an_id *ops = an_ops_of(p, f, &count);

		for (uint32_t i = 0; i < count; i++)
			read_op(&s, f, ops[i]);
	}
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		for (an_id i = 1; i < an_unit_count(p->units[unit], AN_CLASSES); i++)
			read_class(&s, unit, i);
		for (an_id i = 1; i < an_unit_count(p->units[unit], AN_ALIASES); i++)
			read_alias(&s, unit, i);
	}
	kept = wr_arena_array(p->arena, s.n + 1, sizeof *kept);
	if (s.n)
		memcpy(kept, s.items, s.n * sizeof *kept);
	p->starts = kept;
	p->start_count = (uint32_t)s.n;
	free(s.items);
}
