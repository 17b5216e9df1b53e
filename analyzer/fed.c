/*
 * fed.c - C: which loops go on for as long as the input does, and which containers are filled by such loops.
 *
 * Nothing in C says how long a list is.  What is read from a file or a socket is as long as somebody makes it; so is a
 * text; so is a list to which a function adds that a reading loop calls.  What is read once at the start, a
 * configuration or the command line, is none of that: people write it.
 */
#include <string.h>
#include "analyzer/program_p.h"
#include "analyzer/sounds.h"
#include "core/text.h"

enum {
	MAX_READS = 3,          /* calls down to the one that reads */
	MAX_DEPTH = 3,          /* callers of callers */
	MAX_CALLERS = 16
};

static bool is_named_rare(const struct an_program *p, uint32_t f)
{
	static const char *const words[] = {
		"cfg", "cli", "cmdline", "conf", "config", "configs", "configuration", "configure", "debug", "deinit", "dump", "env",
		"getopt", "help", "init", "initialize", "module", "modules", "opt", "opts", "option", "options", "plugin", "plugins",
		"prefs", "preferences", "register", "setting", "settings", "setup", "startup", "usage", "arg", "args", "argv", NULL
	};
	const char *path = an_text(an_unit_of(p, f), an_function_of(p, f)->path), *slash = strrchr(path, '/');

	return an_has_word(an_text(an_unit_of(p, f), an_function_of(p, f)->name), words) ||
	       an_has_word(slash ? slash + 1 : path, words);
}

/* Nothing calls it but what runs rarely itself. */
static bool is_called_rarely(const struct an_program *p, uint32_t f, unsigned depth)
{
	uint32_t first = p->first_caller[f], last = p->first_caller[f + 1];
	bool called = false;

	if (is_named_rare(p, f))
		return true;
	if (depth == MAX_DEPTH || an_is_passed(p, f))
		return false;
	for (uint32_t i = first; i < last; i++) {
		uint32_t caller = p->calls[p->callers[i]].caller;

		if (caller == f || an_function_of(p, caller)->flags & AN_FN_TEST)
			continue;
		if (!is_called_rarely(p, caller, depth + 1))
			return false;
		called = true;
	}
	return called;
}

bool an_runs_rarely(const struct an_program *p, uint32_t f)
{
	return is_called_rarely(p, f, 0);
}

/* ---- loops that read ---- */

static bool is_input(const char *name)
{
	static const char *const names[] = {
		"fread", "fgets", "fgetc", "getc", "getchar", "getline", "getdelim", "fscanf", "read", "pread", "readv", "readdir",
		"recv", "recvfrom", "recvmsg", "sqlite3_step", "gzgets", "gzread", "fgetws", "fgetwc", NULL
	};

	return wr_is_one_of(name, names);
}

static bool is_named_reader(const char *name)
{
	static const char *const words[] = { "read", "reads", "gets", "getline", "line", "readline", "recv", "fetch", "getc", NULL };

	return an_has_word(name, words);
}

/* Does the call read, itself or in a function that is there to read?  What a loop's condition calls and is named after
 * it does, by whatever way (a function pointer, a library that is not known). */
static bool reads(const struct an_program *p, uint32_t f, an_id op, bool asked)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	struct an_way way;

	if (o->kind != AN_OP_CALL || an_op_aside(o))
		return false;
	if (is_input(an_text(u, o->name)) || (asked && is_named_reader(an_text(u, o->name))))
		return true;
	if (!an_find_way(p, f, op, AN_READS, MAX_READS, &way) || !way.last || way.guessed || way.callback)
		return false;
	return is_input(an_text(an_unit_of(p, way.function[way.last]),
				an_op_at(an_unit_of(p, way.function[way.last]), way.op[way.last])->name)) ||
	       is_named_reader(an_text(an_unit_of(p, way.function[1]), an_function_of(p, way.function[1])->name));
}

static bool in_header(const struct an_op *o, const struct an_loop *l)
{
	return o->span.line >= l->header.line && o->span.line <= l->header.end_line &&
	       (o->span.line > l->header.line || o->span.column >= l->header.column) &&
	       (o->span.line < l->header.end_line || o->span.column < l->header.end_column);
}

/* Does the loop's condition ask for the symbol? */
static bool asks_for(const struct an_program *p, uint32_t f, an_id loop, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; symbol && i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		for (uint32_t k = 0; m->kind == AN_MARK_CONDITION && m->target == loop && k < m->use_count; k++) {
			if (an_use_at(u, m->first_use + k) == symbol)
				return true;
		}
	}
	return false;
}

/* while (fgets(...)), for (;;) { n = read(...) }, while (n > 0) { n = read(...) } */
static bool goes_on_reading(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		bool asked = o->loop == loop && (in_header(o, l) || asks_for(p, f, loop, o->result));

		if ((asked || (o->loop == loop && l->flags & AN_LOOP_FOREVER)) && reads(p, f, ops[i], asked))
			return true;
	}
	return an_loop_over_rows(p, f, loop);
}

/* ---- loops along a text ---- */

static bool is_open_text(const an_unit *u, an_id symbol)
{
	const struct an_symbol *s = an_symbol_at(u, symbol);

	return symbol && s->value == AN_VALUE_TEXT && !s->small && !strchr(an_text(u, s->type), '[') &&
	       an_sounds_like_text(an_own_name(an_text(u, s->name)));
}

bool an_stops_at_mark(const char *over)
{
	for (const char *at = over; (at = strchr(at, '\'')); at += strlen(at) > 3 ? 3 : strlen(at)) {
		if (!wr_starts_with(at, "'\\0'"))
			return true;
	}
	return false;
}

/* while ((p = strchr(p, '\n'))): over the lines of a text. */
static bool walks_lines(const char *over)
{
	return strstr(over, "chr(") && strstr(over, "'\\n'");
}

/* while (*s) ... s++, for (i = 0; s[i]; i++): along it character by character, not from part to part. */
static bool walks_text(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *writes = an_changes_of(p, f, &count);

	if (walks_lines(an_text(u, l->over)))
		return true;
	for (uint32_t i = 0; i < count && !an_stops_at_mark(an_text(u, l->over)); i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (!an_loop_within(u, w->loop, loop) || w->kind != AN_WRITE_ASSIGN || w->how != AN_HOW_STEP)
			continue;
		if (is_open_text(u, w->symbol) && (w->symbol == l->iterated || asks_for(p, f, loop, w->symbol)))
			return true;
		if (w->symbol == l->variable && is_open_text(u, l->iterated))
			return true;
	}
	return false;
}

/* ---- containers that such loops fill ---- */

/* Is what stands in the loop (0 = anywhere) of the function done for each thing that is read? */
static bool is_fed(const struct an_program *p, uint32_t f, an_id loop, unsigned depth)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t last = p->first_caller[f + 1];

	if (an_function_of(p, f)->flags & AN_FN_TEST || an_runs_rarely(p, f))
		return false;
	for (; loop; loop = an_loop_at(u, loop)->parent) {
		/* What a server does for ever is an event each time: what comes is gone again. */
		if (goes_on_reading(p, f, loop) && !(depth && depth < MAX_DEPTH && an_loop_at(u, loop)->flags & AN_LOOP_FOREVER))
			return true;
	}
	if (last - p->first_caller[f] > MAX_CALLERS)
		last = p->first_caller[f] + MAX_CALLERS;
	for (uint32_t i = p->first_caller[f]; depth < MAX_DEPTH && i < last; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];

		if (call->kind == AN_CALL_PLAIN && !call->guessed && call->caller != f &&
		    !an_op_aside(an_op_at(an_unit_of(p, call->caller), call->op)) &&
		    is_fed(p, call->caller, an_op_at(an_unit_of(p, call->caller), call->op)->loop, depth + 1))
			return true;
	}
	return false;
}

static bool is_filled_here(const struct an_program *p, uint32_t f, an_id container)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *list = an_writes_of(p, f, container, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, list[i]);

		if ((w->grows || an_is_resized(p, f, container, w->line)) && w->loop && is_fed(p, f, w->loop, MAX_DEPTH))
			return true;
	}
	return false;
}

/* Does what is read come into the container through the site?  Through a list that the whole program uses only if the
 * caller that reads gives the very list. */
static bool is_fed_through(const struct an_program *p, const struct an_grow_site *site, uint32_t f, an_id object)
{
	uint32_t first = p->first_caller[site->function], last = p->first_caller[site->function + 1];

	if (!an_is_list_of_all(p, site))
		return is_fed(p, site->function, site->loop, 0);
	for (uint32_t i = first; i < last; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];
		const struct an_op *o = an_op_at(an_unit_of(p, call->caller), call->op);

		if (call->kind == AN_CALL_PLAIN && !call->guessed && !an_op_aside(o) && call->caller != site->function &&
		    is_fed(p, call->caller, o->loop, 1) && an_adds_to(p, call, site, f, object))
			return true;
	}
	return false;
}

static bool is_filled_somewhere(const struct an_program *p, uint32_t f, an_id container, uint32_t object_function, an_id object)
{
	for (uint32_t site = an_grow_sites(p, p->nodes[f].unit, container); site; site = p->grown->sites[site].next) {
		if (is_fed_through(p, &p->grown->sites[site], object_function, object))
			return true;
	}
	return false;
}

static bool holds_much(const struct an_program *p, uint32_t f, an_id container, unsigned depth)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_symbol *s = an_symbol_at(u, container);
	const struct an_function *function = an_function_of(p, f);
	uint32_t last = p->first_caller[f + 1];

	if (is_filled_here(p, f, container))
		return true;
	if (s->kind == AN_MEMBER || s->kind == AN_GLOBAL)
		return is_filled_somewhere(p, f, container, f, s->base);
	if (s->kind != AN_PARAMETER || container - function->first_param >= function->param_count || depth == MAX_DEPTH)
		return false;
	if (last - p->first_caller[f] > MAX_CALLERS)
		last = p->first_caller[f] + MAX_CALLERS;
	for (uint32_t i = p->first_caller[f]; i < last; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];
		struct an_operand given;

		if (call->caller != f && an_call_operand(p, call, (uint8_t)(container - function->first_param), &given) &&
		    given.symbol && holds_much(p, call->caller, given.symbol, depth + 1))
			return true;
	}
	return false;
}

bool an_holds_much(const struct an_program *p, uint32_t function, an_id container)
{
	return holds_much(p, function, container, 0);
}

bool an_holds_much_given(const struct an_program *p, uint32_t function, an_id container, uint32_t caller, an_id object)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_symbol *s = an_symbol_at(u, container);

	if (s->kind != AN_MEMBER || an_symbol_at(u, s->base)->kind != AN_PARAMETER)
		return holds_much(p, function, container, 0);
	return is_filled_here(p, function, container) || is_filled_somewhere(p, function, container, caller, object);
}

bool an_loop_is_fed(const struct an_program *p, uint32_t function, an_id loop)
{
	an_id iterated = an_loop_at(an_unit_of(p, function), loop)->iterated;

	if (an_runs_rarely(p, function))
		return false;
	return goes_on_reading(p, function, loop) || walks_text(p, function, loop) ||
	       (iterated && holds_much(p, function, iterated, 0));
}
