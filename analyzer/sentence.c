/* sentence.c - names of functions, calls, loops and places as a reviewer says them. */
#include <string.h>
#include "analyzer/locks.h"
#include "analyzer/sink_p.h"
#include "core/file.h"
#include "core/text.h"

const char *an_path_of(struct an_sink *sink, uint32_t function)
{
	const an_unit *u = an_unit_of(sink->p, function);
	const char *path = an_text(u, an_function_of(sink->p, function)->path);

	return wr_path_relative(sink->arena, *path ? path : an_text(u, u->path), sink->p->root);
}

/* The last `parts` parts of a qualified name. */
static const char *last_parts(const char *name, const char *separator, unsigned parts)
{
	const char *at = name + strlen(name);
	size_t n = strlen(separator);

	while (at > name) {
		if (at - name >= (long)n && !strncmp(at - n, separator, n) && !--parts)
			break;
		at--;
	}
	return at;
}

const char *an_name_of(struct an_sink *sink, uint32_t function)
{
	const an_unit *u = an_unit_of(sink->p, function);
	const struct an_function *f = an_function_of(sink->p, function);
	unsigned parts = f->flags & AN_FN_METHOD ? 2 : 1;

	if (f->flags & AN_FN_MODULE)
		return wr_arena_printf(sink->arena, "the top level of %s", an_path_of(sink, function));
	if (f->flags & AN_FN_LAMBDA && !*an_text(u, f->name))
		return wr_arena_printf(sink->arena, "the lambda at line %u", f->span.line);
	return wr_arena_printf(sink->arena, "%s()",
			       last_parts(an_text(u, f->name), u->language == AN_PYTHON ? "." : "::", parts));
}

/* A dotted name as it may stand in the source: without the module's path, without the names that
 * the knowledge gives to unknown or common types ("?.execute", "dbapi.Cursor.execute"). */
static const char *python_name(const char *name)
{
	const char *manager = strstr(name, ".objects.");

	if (manager && name[0] != '?') {
		while (manager > name && manager[-1] != '.')
			manager--;
		return manager;
	}
	if (wr_starts_with(name, "dbapi.") || wr_starts_with(name, "django.") || wr_starts_with(name, "io.File."))
		return last_parts(name, ".", name[0] == 'd' && name[1] == 'j' ? 2 : 1);
	return name[0] == '?' ? name + 2 : last_parts(name, ".", 3);
}

/* "std::regex::regex" makes a std::regex. */
static bool makes_object(const char *name, const char *method)
{
	size_t n = strlen(method);
	const char *class = last_parts(name, "::", 2);

	return method > name && !strncmp(class, method, n) && class + n + 2 == method;
}

const char *an_call_name(struct an_sink *sink, uint32_t function, an_id op)
{
	const an_unit *u = an_unit_of(sink->p, function);
	const struct an_op *o = an_op_at(u, op);
	const char *name = an_text(u, o->name), *separator = u->language == AN_PYTHON ? "." : "::";
	const char *method = last_parts(name, separator, 1);

	if (o->kind == AN_OP_MEMBER_TEST)
		return "in";
	if (u->language == AN_PYTHON && !strcmp(method, "__iter__"))
		return o->receiver ? wr_arena_printf(sink->arena, "walking %s", an_symbol_name(sink, function, o->receiver)) :
				     "walking the query set";
	if (o->receiver)
		return wr_arena_printf(sink->arena, "%s%s%s()", an_text(u, an_symbol_at(u, o->receiver)->name),
				       strstr(an_text(u, an_symbol_at(u, o->receiver)->type), "*") ? "->" : ".", method);
	if (u->language == AN_PYTHON)
		return wr_arena_printf(sink->arena, "%s()", python_name(name));
	if (makes_object(name, method))
		return wr_arena_strndup(sink->arena, name, (size_t)(method - name - 2));
	return wr_arena_printf(sink->arena, "%s()", name);
}

const char *an_symbol_name(struct an_sink *sink, uint32_t function, an_id symbol)
{
	const an_unit *u = an_unit_of(sink->p, function);

	return an_text(u, an_symbol_at(u, symbol)->name);
}

const char *an_loop_over(struct an_sink *sink, uint32_t function, an_id loop)
{
	const an_unit *u = an_unit_of(sink->p, function);
	const struct an_loop *l = an_loop_at(u, loop);
	const char *over = an_text(u, l->over);

	if (l->flags & AN_LOOP_FOREVER)
		return wr_arena_printf(sink->arena, "the endless loop (line %u)", l->span.line);
	if (l->iterated)
		return wr_arena_printf(sink->arena, "the loop over %s (line %u)",
				       an_text(u, an_symbol_at(u, l->iterated)->name), l->span.line);
	if (!*over)
		return wr_arena_printf(sink->arena, "the loop (line %u)", l->span.line);
	return wr_arena_printf(sink->arena, "the loop %s %s (line %u)",
			       l->kind == AN_WHILE || strpbrk(over, "<>!") ? "on" : "over", over, l->span.line);
}

const char *an_copied_thing(struct an_sink *sink, uint32_t function, an_id symbol)
{
	const an_unit *u = an_unit_of(sink->p, function);
	const struct an_type *shape = an_shape_of(u, symbol);
	const char *name = shape ? an_text(u, shape->name) : "";

	switch (an_copy_of(sink->p, function, symbol)) {
	case AN_COPY_ALLOCATES:
		return wr_arena_printf(sink->arena, shape->flags & AN_TYPE_OWNS ? "a %s: memory is allocated" :
				       "a %s: its copy constructor runs", name);
	case AN_COPY_LARGE:
		return wr_arena_printf(sink->arena, "a %s of %u bytes", name, shape->size);
	case AN_COPY_COUNTS:
		return wr_arena_printf(sink->arena, "a %s: its count of references goes up and down", name);
	default:
		return wr_arena_printf(sink->arena, "a %s", name);
	}
}

const char *an_place_of(struct an_sink *sink, uint32_t function, an_id op)
{
	return wr_arena_printf(sink->arena, "%s:%u", an_path_of(sink, function),
			       an_op_at(an_unit_of(sink->p, function), op)->span.line);
}

/* "jobs_lock" of "jobs_lock@src/jobs.c:0"; in Python the class and the attribute, or the global alone. */
const char *an_lock_name(struct an_sink *sink, uint32_t class)
{
	const char *name = an_lock_class(sink->p, class), *at = strchr(name, '@');
	const char *shown = wr_arena_strndup(sink->arena, name, at ? (size_t)(at - name) : strlen(name));

	return last_parts(last_parts(shown, ".", 2), "::", 1);
}

const char *an_held_name(struct an_sink *sink, uint32_t function, const struct an_lock *lock)
{
	if (lock->owner == AN_GLOBALS || !lock->root)
		return an_lock_name(sink, lock->class);
	return an_lock_text(sink->arena, sink->p, function, lock);
}
