/* program.c - links units into a program, step by step. */
#include "analyzer/program_p.h"

#include "core/alloc.h"

static int check_effects(const struct an_options *options, struct wr_err *err)
{
	for (size_t i = 0; options && i < options->effect_count; i++) {
		if (!an_effect_from(options->effects[i].effect))
			return wr_fail(err, WR_EUSAGE, "effect '%s' of '%s' is not known: use query, connect, "
				       "block, open, read, spawn, commit, allocate, lock, sleep, compile, parse, "
				       "search, walk, sort, network, pure or wait",
				       options->effects[i].effect, options->effects[i].call);
	}
	return 0;
}

struct an_program *an_program_new(const an_unit *const *units, uint32_t n, const struct an_options *options,
				  struct wr_err *err)
{
	struct wr_arena *arena;
	struct an_program *p;
	struct an_keys names;
	struct an_components components;

	if (check_effects(options, err))
		return NULL;
	arena = wr_arena_new();
	p = wr_arena_alloc(arena, sizeof *p);
	*p = (struct an_program){ .arena = arena, .units = units, .unit_count = n };
	p->root = options && options->root ? options->root : ".";
	p->base = options ? options->base_degrees : NULL;
	p->python = options ? options->target_python : 0;
	an_keys_init(&names);
	an_index(p, &names);
	an_note_grown(p);
	an_note_passed(p, &names);
	an_link(p, &names, options);
	an_note_direct(p);
	an_note_deeds(p);
	an_find_components(p, &components);
	an_close_effects(p, &components);
	an_note_effects(p);
	an_measure_growth(p, &components);
	an_find_pure(p, &components);
	an_find_searches(p, &components);
	an_find_locks(p, &components);
	an_measure_degrees(p, &components, options && options->degrees);
	an_free_components(&components);
	an_keys_free(&names);
	return p;
}

void an_program_free(struct an_program *p)
{
	if (!p)
		return;
	an_forget_grown(p);
	an_forget_locks(p);
	wr_arena_free(p->arena);
}
