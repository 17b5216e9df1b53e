/* marks.c - marks of how control goes on, and of globals that functions mention. */
#include "analyzer/python/emitter_p.h"

void an_py_mark(struct py_emitter *e, enum an_mark_kind kind, unsigned flags, an_id target, uint32_t offset)
{
	struct an_mark m = { .function = e->function, .target = target, .line = offset ? an_py_line(e, offset) : 0,
			     .kind = (uint8_t)kind, .flags = (uint16_t)flags };

	an_add_mark(e->out, &m, e->uses);
}

void an_py_mark_asked(struct py_emitter *e, unsigned flags, an_id symbol)
{
	struct an_mark m = { .function = e->function, .use_count = 1, .kind = AN_MARK_BRANCH, .flags = (uint16_t)flags };

	an_add_mark(e->out, &m, &symbol);
}

#define USES_MAX 64

void an_py_mark_return(struct py_emitter *e, uint32_t offset, bool value)
{
	struct an_mark m = { .function = e->function, .line = an_py_line(e, offset), .kind = AN_MARK_RETURN };

	m.flags = value ? AN_MARK_VALUE : 0;
	m.use_count = (uint8_t)(value && e->use_count < USES_MAX ? e->use_count : value ? USES_MAX : 0);
	an_add_mark(e->out, &m, e->uses);
}

void an_py_mention_global(struct py_emitter *e, an_id symbol)
{
	struct an_mark m = { .function = e->function, .use_count = 1, .kind = AN_MARK_MENTION };

	while (e->mentioned_count <= symbol)
		*PY_PUSH(e->mentioned, e->mentioned_count, e->mentioned_cap) = 0;
	if (e->mentioned[symbol] == e->function)
		return;
	e->mentioned[symbol] = e->function;
	an_add_mark(e->out, &m, &symbol);
}
