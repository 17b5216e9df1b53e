/* often.c - code that runs over and over as long as the program does. */
#include "analyzer/often.h"

#include <string.h>
#include <strings.h>

#define CALLERS_MAX 5           /* calls up to the code that runs over and over */

bool an_is_setup(const char *name)
{
	static const char *const words[] = { "regist", "init", "setup", "set_up", "load", "import", "define", "declare", "configure",
					     "subscribe", "install", "create_app", "add_", "parse_arg", "read_config", "main", "populate",
					     "compile", "build", NULL };

	for (const char *const *w = words; *w; w++) {
		if (strcasestr(name, *w))
			return true;
	}
	return false;
}

/* A handler of requests or messages, by what it is called and given. */
static bool is_handler(const struct an_program *p, uint32_t f)
{
	static const char *const names[] = { "do_GET", "do_POST", "do_PUT", "do_DELETE", "on_message", "data_received",
					     "handle_request", "process_request", "dispatch_request", NULL };
	static const char *const params[] = { "request", "req", NULL };
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *function = an_function_of(p, f);
	const char *name = an_last_name(an_text(u, function->name));

	for (const char *const *n = names; *n; n++) {
		if (!strcmp(name, *n))
			return true;
	}
	for (uint32_t i = 0; i < function->param_count && i < 3; i++) {
		for (const char *const *n = params; *n; n++) {
			if (!strcmp(an_text(u, an_symbol_at(u, function->first_param + i)->name), *n))
				return true;
		}
	}
	return false;
}

/* Is the loop one that goes on as long as the program does? */
static bool is_endless(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);

	for (; loop; loop = an_loop_at(u, loop)->parent) {
		if (an_loop_at(u, loop)->flags & AN_LOOP_FOREVER && !(an_loop_at(u, loop)->flags & AN_LOOP_RETRY))
			return true;
	}
	return false;
}

static const char *runs_often(const struct an_program *p, struct an_sink *sink, const struct an_beside *b, uint32_t f,
			      an_id loop, int depth)
{
	if (is_endless(p, f, loop))
		return wr_arena_printf(an_sink_arena(sink), "the endless loop of %s", an_name_of(sink, f));
	if (is_handler(p, f))
		return wr_arena_printf(an_sink_arena(sink), "%s, which handles requests", an_name_of(sink, f));
	if (b->many[f])
		return wr_arena_printf(an_sink_arena(sink), "%s, which threads run again and again", an_name_of(sink, f));
	for (uint32_t i = p->first_caller[f]; depth < CALLERS_MAX && i < p->first_caller[f + 1] && i < p->first_caller[f] + 16; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];
		const struct an_op *o = an_op_at(an_unit_of(p, call->caller), call->op);
		const char *how;

		if (call->guessed || call->caller == f || an_function_of(p, call->caller)->flags & (AN_FN_TEST | AN_FN_MEMOIZED) ||
		    an_op_aside(o))
			continue;
		how = runs_often(p, sink, b, call->caller, o->loop, depth + 1);
		if (how)
			return how;
	}
	return NULL;
}

const char *an_runs_often(const struct an_program *p, struct an_sink *sink, const struct an_beside *b, uint32_t f, an_id loop)
{
	return runs_often(p, sink, b, f, loop, 0);
}

bool an_runs_often_itself(const struct an_program *p, const struct an_beside *b, uint32_t f, an_id loop)
{
	return is_endless(p, f, loop) || is_handler(p, f) || b->many[f];
}
