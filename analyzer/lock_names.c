/* lock_names.c - which calls are about locks, and about which. */
#include <stdlib.h>
#include <string.h>
#include "analyzer/locks_p.h"
#include "core/alloc.h"
#include "core/text.h"

enum { RECEIVER = -1 };

static const struct row { uint8_t language; const char *name; uint8_t what; int8_t where; } rows[] = {
#define LOCK(language, name, what, where) { AN_##language, name, AN_##what, where },
#include "analyzer/knowledge/locks.def"
#undef LOCK
};

#define ROWS (sizeof rows / sizeof *rows)

/* ---- events ---- */

/* C's calls may be made from C++ too, also under std::. */
static bool speaks(uint8_t language, uint8_t row)
{
	return language == row || (language == AN_CPP && row == AN_C);
}

static uint8_t find_row(const struct an_keys *names, uint8_t language, const char *name)
{
	const struct an_key *key = an_keys_find(names, name, strlen(name));

	if (!key && language == AN_CPP && wr_starts_with(name, "std::"))
		key = an_keys_find(names, name + 5, strlen(name + 5));
	return key && speaks(language, rows[key->value].language) ? (uint8_t)(key->value + 1) : 0;
}

static bool read_unit(struct an_program *p, const struct an_keys *names, uint32_t unit)
{
	const an_unit *u = p->units[unit];
	uint32_t n = an_unit_count(u, AN_OPS);
	uint8_t *of_text = wr_calloc(u->strings_size, 1), *events = wr_arena_array(p->arena, n, 1);
	bool found = false;

	_Static_assert(ROWS < 200, "an event is a byte, of_text counts from 1 on");
	for (an_id i = 1; i < n; i++) {
		const struct an_op *o = an_op_at(u, i);

		if (o->kind != AN_OP_CALL || !o->name)
			continue;
		if (!of_text[o->name])
			of_text[o->name] = (uint8_t)(1 + find_row(names, (uint8_t)u->language, an_text(u, o->name)));
		events[i] = (uint8_t)(of_text[o->name] - 1);
		found |= events[i] != 0;
	}
	free(of_text);
	p->locks->events[unit] = events;
	return found;
}

bool an_read_lock_events(struct an_program *p)
{
	struct an_keys names;
	bool found = false;

	an_keys_init(&names);
	for (uint32_t i = 0; i < ROWS; i++)
		an_keys_add(&names, rows[i].name, i);
	p->locks->events = wr_arena_array(p->arena, p->unit_count + 1, sizeof *p->locks->events);
	for (uint32_t unit = 0; unit < p->unit_count; unit++)
		found |= read_unit(p, &names, unit);
	an_keys_free(&names);
	return found;
}

static const struct row *row_of(const struct an_program *p, uint32_t f, an_id op)
{
	uint8_t event = p->locks->events[p->nodes[f].unit][op];

	return event ? &rows[event - 1] : NULL;
}

/* lock.acquire(False), lock.acquire(timeout=1) */
static bool has_arguments(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);

	return u->language == AN_PYTHON && o->arg_count &&
	       strcmp(an_text(u, an_arg_at(u, o->first_arg)->text), "True");
}

enum an_lock_what an_lock_what(const struct an_program *p, uint32_t function, an_id op)
{
	const struct row *row = row_of(p, function, op);

	if (!row || an_op_at(an_unit_of(p, function), op)->flags & AN_OP_DEFERRED)
		return AN_NO_LOCK;
	if (row->what >= AN_TAKE && row->what <= AN_SHARE && has_arguments(p, function, op) && row->where == RECEIVER)
		return AN_TRY_TRUE;
	return (enum an_lock_what)row->what;
}

bool an_is_of_task(const an_unit *u, const struct an_op *op)
{
	return u->language == AN_PYTHON && (wr_starts_with(an_text(u, op->name), "asyncio.") || op->flags & AN_OP_AWAITED);
}

/* ---- classes ---- */

static uint32_t class_of(struct an_locks *l, struct wr_arena *arena)
{
	const struct an_key *key = an_keys_find(&l->classes, l->buf.data, l->buf.len);
	char *name;

	if (key)
		return key->value;
	if (!l->class_count)
		*WR_PUSH(l->names, l->class_count, l->class_cap) = "";
	name = wr_arena_strndup(arena, l->buf.data, l->buf.len);
	an_keys_add(&l->classes, name, (uint32_t)l->class_count);
	*WR_PUSH(l->names, l->class_count, l->class_cap) = name;
	return (uint32_t)l->class_count - 1;
}

/* "conn" of "const struct conn *" */
static void add_bare_type(struct wr_buf *out, const char *type)
{
	static const char *const before[] = { "const ", "volatile ", "struct ", "class ", "union " };

	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		type += wr_starts_with(type, before[i]) ? strlen(before[i]) : 0;
	wr_buf_add(out, type, strcspn(type, " *&["));
}

/* The global's name and the path from there, with what tells it from others of that name. */
static void add_global(struct wr_buf *out, const an_unit *u, const struct an_symbol *s, const char *path)
{
	const char *name = an_text(u, s->name);

	if (u->language == AN_PYTHON && !strchr(name, '.'))
		wr_buf_printf(out, "%s.", an_text(u, u->module));
	wr_buf_printf(out, "%s%s", name, path);
	if (u->language == AN_PYTHON)
		return;
	if (s->storage & AN_STORED_PRIVATE || s->function)
		wr_buf_printf(out, "@%s:%u", an_text(u, u->path), s->function);
	else if (u->language == AN_CPP)
		wr_buf_printf(out, "@%u", s->line);
}

/* Arrays and pointers into them: one class, but not one lock. */
static bool is_lock_type(const char *type)
{
	return strstr(type, "mutex") || strstr(type, "lock") || strstr(type, "mtx_t");
}

static uint32_t name_class(struct an_program *p, const an_unit *u, an_id symbol, const struct an_lock *lock)
{
	const struct an_symbol *s = an_symbol_at(u, symbol), *r = an_symbol_at(u, lock->root);
	struct wr_buf *buf = &p->locks->buf;

	wr_buf_clear(buf);
	if (!lock->single && !is_lock_type(an_text(u, s->type)))
		return 0;
	if (r->kind == AN_GLOBAL) {
		add_global(buf, u, r, lock->path);
	} else if (s->kind == AN_MEMBER) {
		const char *type = an_text(u, an_symbol_at(u, s->base)->type);

		if (!*type)
			return 0;
		add_bare_type(buf, type);
		wr_buf_printf(buf, ".%s", an_own_name(an_text(u, s->name)));
	} else {
		return 0;
	}
	if (!lock->single)
		wr_buf_str(buf, "[]");
	return class_of(p->locks, p->arena);
}

/* ---- locks ---- */

static uint8_t owner_of(const struct an_program *p, uint32_t f, an_id root)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_symbol *s = an_symbol_at(u, root);
	const struct an_function *function = an_function_of(p, f);

	if (s->kind == AN_GLOBAL)
		return AN_GLOBALS;
	if (s->kind != AN_PARAMETER || s->function != p->nodes[f].function)
		return AN_ELSEWHERE;
	if (root >= function->first_param && root - function->first_param < function->param_count &&
	    root - function->first_param < AN_ELSEWHERE)
		return (uint8_t)(root - function->first_param);
	return strcmp(an_text(u, s->name), "this") ? AN_ELSEWHERE : AN_THIS;
}

/* ".in.m2" of "c->in.m2", without the root. */
static const char *path_of(struct an_program *p, const an_unit *u, an_id symbol)
{
	const struct an_symbol *s = an_symbol_at(u, symbol);
	const char *before;

	if (s->kind != AN_MEMBER)
		return "";
	before = path_of(p, u, s->base);
	return wr_arena_printf(p->arena, "%s.%s", before, an_own_name(an_text(u, s->name)));
}

static an_id member_root(const an_unit *u, an_id symbol)
{
	while (an_symbol_at(u, symbol)->kind == AN_MEMBER)
		symbol = an_symbol_at(u, symbol)->base;
	return symbol;
}

static bool names_one(const an_unit *u, const struct an_operand *operand)
{
	const struct an_arg *arg = operand->arg;

	if (strchr(an_text(u, an_symbol_at(u, operand->symbol)->type), '['))
		return false;
	return !arg || arg->kind == AN_ARG_SYMBOL || (arg->use_count == 1 && !arg->text);
}

bool an_lock_of(const struct an_program *program, uint32_t function, const struct an_operand *operand,
		struct an_lock *lock)
{
	/* Names of classes and paths are added as they come up. */
	struct an_program *p = (struct an_program *)program;
	const an_unit *u = an_unit_of(p, function);

	if (!operand->symbol)
		return false;
	*lock = (struct an_lock){ .root = member_root(u, operand->symbol), .path = path_of(p, u, operand->symbol),
				  .single = names_one(u, operand) };
	lock->owner = owner_of(p, function, lock->root);
	lock->class = name_class(p, u, operand->symbol, lock);
	return true;
}

bool an_lock_subject(const struct an_program *p, uint32_t function, an_id op, uint32_t i, struct an_lock *lock)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_op *o = an_op_at(u, op);
	const struct row *row = row_of(p, function, op);
	struct an_operand operand = { o->receiver, NULL };

	if (row->where != RECEIVER) {
		uint32_t at = (uint32_t)row->where + i;
		const struct an_arg *arg = at < o->arg_count ? an_arg_at(u, o->first_arg + at) : NULL;

		if (!arg)
			return false;
		operand = (struct an_operand){ arg->symbol, arg };
	}
	return an_lock_of(p, function, &operand, lock);
}

bool an_same_lock(const struct an_lock *a, const struct an_lock *b)
{
	if (!a->single || !b->single || a->owner != b->owner || strcmp(a->path, b->path))
		return false;
	if (a->owner == AN_GLOBALS)
		return a->class && a->class == b->class && a->global == b->global;
	return a->owner != AN_ELSEWHERE || a->root == b->root;
}

bool an_lock_above(const struct an_program *p, const struct an_call *call, const struct an_lock *lock,
		   struct an_lock *above)
{
	struct an_operand operand;

	*above = *lock;
	if (lock->owner == AN_GLOBALS) {
		above->root = 0;
		return lock->class != 0;
	}
	if (lock->owner != AN_ELSEWHERE && an_call_operand(p, call, lock->owner, &operand) &&
	    an_lock_of(p, call->caller, &operand, above)) {
		above->path = *lock->path ? wr_arena_printf(p->arena, "%s%s", above->path, lock->path) : above->path;
		above->single &= lock->single;
		if (*lock->path) {
			above->global = above->owner == AN_GLOBALS ? above->class : 0;
			above->class = lock->class;
		}
		return true;
	}
	/* One of its class, who knows which. */
	*above = (struct an_lock){ .class = lock->class, .path = "", .owner = AN_ELSEWHERE };
	return lock->class != 0;
}

const char *an_lock_class(const struct an_program *p, uint32_t class)
{
	return class ? p->locks->names[class] : "";
}

bool an_lock_again(const struct an_program *p, uint32_t class)
{
	return class && class < p->locks->again_count && p->locks->again[class];
}

const char *an_lock_text(struct wr_arena *arena, const struct an_program *p, uint32_t function,
			 const struct an_lock *lock)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_symbol *s = an_symbol_at(u, lock->root);
	const char *separator = !*lock->path ? "" : strchr(an_text(u, s->type), '*') ? "->" : ".";

	if (lock->owner == AN_THIS && *lock->path)
		return lock->path + 1;
	return wr_arena_printf(arena, "%s%s%s", an_text(u, s->name), separator, *lock->path ? lock->path + 1 : "");
}
