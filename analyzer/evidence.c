/* evidence.c - how sure it is that a loop turns often. */
#include <string.h>
#include "analyzer/program_p.h"
#include "analyzer/sounds.h"
#include "core/text.h"

#define FROM_OUTSIDE (AN_OPENS | AN_READS | AN_NETWORK | AN_QUERIES)

static bool is_stream(const char *type)
{
	return !strcmp(type, "io.File") || !strcmp(type, "FILE *") || strstr(type, "stream") != NULL;
}

static bool in_header(const struct an_op *o, const struct an_loop *l)
{
	return o->span.line >= l->header.line && o->span.line <= l->header.end_line &&
	       (o->span.line > l->header.line || o->span.column >= l->header.column) &&
	       (o->span.line < l->header.end_line || o->span.column < l->header.end_column);
}

/* text.splitlines(), words of a text: as many as there is text. */
static bool takes_apart(const char *name)
{
	return wr_ends_with(name, ".splitlines") || wr_ends_with(name, ".readlines") || wr_ends_with(name, ".read") ||
	       wr_ends_with(name, ".iterrows") || wr_ends_with(name, "os.walk");
}

static bool certainly_from_outside(const struct an_program *p, uint32_t f, an_id op)
{
	static const char *const little[] = { "addrinfo", "listdir", "scandir", "iterdir", NULL };
	const an_unit *u = an_unit_of(p, f);
	uint32_t effects = an_op_effects(p, f, op, FROM_OUTSIDE, NULL) & FROM_OUTSIDE;

	/* The addresses of one host are few, and so are most often the files of one folder. */
	for (const char *const *l = little; *l; l++) {
		if (strstr(an_text(u, an_op_at(u, op)->name), *l))
			return false;
	}
	for (uint32_t bit = 1; bit <= effects; bit <<= 1) {
		if (effects & bit && !an_op_guessed(p, f, op, bit))
			return true;
	}
	return false;
}

/* Does what is walked come from a file, the network or a database? */
static bool comes_from_outside(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	if (l->iterated && is_stream(an_text(u, an_symbol_at(u, l->iterated)->type)))
		return true;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->kind != AN_OP_CALL || !((l->iterated && o->result == l->iterated) || in_header(o, l)))
			continue;
		if (takes_apart(an_text(u, o->name)) || certainly_from_outside(p, f, ops[i]))
			return true;
	}
	return an_loop_over_rows(p, f, loop);
}

/* "m_graph.vertices" of a member, the condition of a loop that counts. */
static enum an_plenty plenty_of(const char *name)
{
	return an_sounds_few(name) ? AN_FEW : an_sounds_many(name) ? AN_MANY : AN_NO_SIGN;
}

/* Does the name say how things are kept, and the one before it which: structs_.vec? */
static bool is_keeper(const char *name)
{
	static const char *const keepers[] = { "vec", "vector", "list", "array", "arr", "map", "set", "table", "dict", NULL };
	size_t n = strcspn(name, "_");

	for (const char *const *keeper = keepers; *keeper; keeper++) {
		if (strlen(*keeper) == n && !strncmp(name, *keeper, n) && !name[n + (name[n] == '_')])
			return true;
	}
	return false;
}

enum an_plenty an_container_plenty(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_symbol *s = an_symbol_at(u, symbol);
	const char *own = an_own_name(an_text(u, s->name));

	if (u->language != AN_CPP)
		return AN_MANY;
	if (s->base && is_keeper(own))
		own = an_own_name(an_text(u, an_symbol_at(u, s->base)->name));
	return plenty_of(own);
}

bool an_grows_in_loop(const struct an_program *p, uint32_t f, an_id symbol, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, symbol, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->grows && w->function == p->nodes[f].function && an_loop_within(u, w->loop, loop))
			return true;
	}
	return false;
}

/* By what is walked, or by what is asked of it: i < mesh.vertex_count(). */
enum an_plenty an_loop_plenty(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	enum an_plenty plenty = l->iterated ? an_container_plenty(p, f, l->iterated) : AN_NO_SIGN;

	return plenty == AN_NO_SIGN ? plenty_of(an_text(u, l->over)) : plenty;
}

bool an_loop_is_long(const struct an_program *p, uint32_t f, an_id loop)
{
	enum an_plenty plenty;

	switch (an_unit_of(p, f)->language) {
	case AN_PYTHON:
		return comes_from_outside(p, f, loop);
	case AN_CPP:
		plenty = an_loop_plenty(p, f, loop);
		return plenty != AN_FEW && (plenty == AN_MANY || comes_from_outside(p, f, loop));
	default:
		return an_loop_is_fed(p, f, loop);
	}
}
