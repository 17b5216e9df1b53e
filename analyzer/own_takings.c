/*
 * own_takings.c - functions of a program's own that take and give back, by their names.
 *
 * Where they are defined need not be read: that a loop's body frees what it got is the evidence that it owns it.
 */
#include <string.h>
#include <strings.h>
#include "analyzer/own_takings.h"
#include "analyzer/sounds.h"
#include "core/text.h"

bool an_gives_back(const char *name)
{
	static const char *const words[] = { "free", "release", "destroy", "delete", "dispose", "unref", "cleanup", "deinit", NULL };

	return an_has_word(name, words) || wr_ends_with(name, "free");
}

/* A new one, that nobody else has. */
static bool makes(const char *name)
{
	static const char *const words[] = { "new", "create", "split", "clone", "dup", "strdup", "strndup", "concat", "format",
					     "printf", "sprintf", "strfmt", "newf", "alloc", "duplicate", NULL };

	return an_has_word(name, words) || wr_ends_with(name, "alloc") || wr_ends_with(name, "dup") || wr_ends_with(name, "printf");
}

/* It asks a thing for something. */
static bool asks(const char *name)
{
	static const char *const words[] = { "get", "len", "length", "size", "count", "first", "last", "is", "has", "find",
					     "contains", "cmp", "equal", "equals", "print", "dump", "empty", "nth", "peek", NULL };

	return an_has_word(name, words);
}

/* buf_addstr(&b, s): behind the family's name stands what makes it larger. */
static bool fills(const char *rest)
{
	static const char *const starts[] = { "add", "append", "put", "printf", "print", "grow", "cat", "insert", "push", "read",
					      "vadd", "vprintf", NULL };

	for (const char *const *s = starts; *s; s++) {
		if (wr_starts_with(rest, *s))
			return true;
	}
	return false;
}

/* Its contents go to somebody else. */
static bool hands_over(const char *rest)
{
	static const char *const words[] = { "detach", "steal", "take", "swap", "move", "transfer", "attach", NULL };

	return an_has_word(rest, words) || an_gives_back(rest);
}

/* "strbuf_" of "strbuf_release": the name up to its last underscore, with that; 0 = there is none. */
static size_t family(const char *name)
{
	const char *last = strrchr(name, '_');

	return last && last > name ? (size_t)(last - name) + 1 : 0;
}

static bool is_of_family(const char *name, const char *release)
{
	size_t n = family(release);

	return n && !strncmp(name, release, n);
}

/* The op of the same loop that gives the symbol back, if there is one. */
static an_id release_of(const struct an_program *p, uint32_t f, an_id op, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_repeated_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (ops[i] > op && o->kind == AN_OP_CALL && o->loop == an_op_at(u, op)->loop && o->arg_count &&
		    an_arg_at(u, o->first_arg)->symbol == symbol && an_gives_back(an_text(u, o->name)))
			return ops[i];
	}
	return 0;
}

/* Kept elsewhere before, or taken care of where its block ends. */
static bool is_kept(const struct an_program *p, uint32_t f, an_id op, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		for (uint32_t k = 0; m->kind == AN_MARK_KEEP && m->op <= op && k < m->use_count; k++) {
			if (an_use_at(u, m->first_use + k) == symbol)
				return true;
		}
	}
	return false;
}

/* A struct on the stack, a new one for each turn. */
static bool is_object_of(const an_unit *u, an_id symbol, an_id loop)
{
	const struct an_symbol *s = an_symbol_at(u, symbol);
	const struct an_span *span = &an_loop_at(u, loop)->span;

	return s->kind == AN_LOCAL && s->shape && an_type_at(u, s->shape)->flags & AN_TYPE_CLASS && s->line >= span->line &&
	       s->line <= span->end_line;
}

static bool takes_object(const struct an_program *p, uint32_t f, an_id op, struct an_own_taking *t)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const char *name = an_text(u, o->name), *release;

	if (!o->arg_count)
		return false;
	t->symbol = an_arg_at(u, o->first_arg)->symbol;
	if (!t->symbol || !is_object_of(u, t->symbol, o->loop))
		return false;
	t->release = release_of(p, f, op, t->symbol);
	if (!t->release)
		return false;
	release = an_text(u, an_op_at(u, t->release)->name);
	t->object = true;
	return is_of_family(name, release) && fills(name + family(release));
}

static bool takes_pointer(const struct an_program *p, uint32_t f, an_id op, struct an_own_taking *t)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_symbol *s = an_symbol_at(u, o->result);

	if (!o->result || s->kind != AN_LOCAL || !strchr(an_text(u, s->type), '*') || !makes(an_text(u, o->name)))
		return false;
	t->symbol = o->result;
	t->release = release_of(p, f, op, o->result);
	return t->release != 0;
}

bool an_takes_own(const struct an_program *p, uint32_t f, an_id op, struct an_own_taking *t)
{
	const struct an_op *o = an_op_at(an_unit_of(p, f), op);

	*t = (struct an_own_taking){ 0 };
	if (o->kind != AN_OP_CALL || !o->loop || an_op_aside(o))
		return false;
	return (takes_pointer(p, f, op, t) || takes_object(p, f, op, t)) && !is_kept(p, f, op, t->symbol);
}

bool an_own_looks(const an_unit *u, const struct an_own_taking *t, const struct an_op *o)
{
	const char *name = an_text(u, o->name), *release = an_text(u, an_op_at(u, t->release)->name);

	if (o->kind != AN_OP_CALL || !is_of_family(name, release))
		return false;
	if (t->object)
		return !hands_over(name + family(release));
	return o->arg_count && an_arg_at(u, o->first_arg)->symbol == t->symbol && asks(name + family(release)) &&
	       !an_gives_back(name);
}
