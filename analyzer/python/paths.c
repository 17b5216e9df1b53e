/* paths.c - qualified names as a tree of their parts. */
#include "analyzer/python/binder_p.h"

#include "core/alloc.h"

void an_py_paths_reset(struct py_binder *b)
{
	b->path_count = 0;
	*PY_PUSH(b->paths, b->path_count, b->path_cap) = (struct py_path){ 0 };
	b->unknown = an_py_path(b, 0, PY_NAME_UNKNOWN);
}

static uint32_t add(struct py_binder *b, uint32_t parent, uint32_t name)
{
	uint32_t id = (uint32_t)b->path_count;

	*PY_PUSH(b->paths, b->path_count, b->path_cap) = (struct py_path){
		.parent = parent, .name = name, .root = parent ? b->paths[parent].root : id };
	return id;
}

uint32_t an_py_path(struct py_binder *b, uint32_t parent, uint32_t name)
{
	struct py_name *n = &b->names->items[name];
	uint32_t id;

	if (!parent)
		return n->root ? n->root : (n->root = add(b, 0, name));
	if (parent == b->unknown)
		return n->unknown ? n->unknown : (n->unknown = add(b, parent, name));
	id = py_pair(&b->pairs, PY_PAIR_PATH, parent, name);
	if (!id) {
		id = add(b, parent, name);
		an_py_pair_add(&b->pairs, PY_PAIR_PATH, parent, name, id);
	}
	return id;
}

/* The copy has the padding that an_py_name needs. */
static uint32_t name_from(struct py_binder *b, const char *text, size_t n)
{
	char *copy = wr_arena_alloc(b->arena, n + PY_PADDING);

	memcpy(copy, text, n);
	return an_py_name(b->names, copy, n);
}

uint32_t an_py_own_name(struct py_binder *b, const char *text)
{
	return name_from(b, text, strlen(text));
}

uint32_t an_py_path_from(struct py_binder *b, const char *text)
{
	uint32_t path = 0;

	while (*text) {
		size_t n = strcspn(text, ".");

		if (n)
			path = an_py_path(b, path, name_from(b, text, n));
		text += n + (text[n] == '.');
	}
	return path;
}

an_str an_py_name_text(struct py_binder *b, uint32_t name)
{
	struct py_name *n = &b->names->items[name];

	if (!n->interned && name)
		n->interned = an_intern_n(b->out, n->text, n->length);
	return n->interned;
}

#define PATH_TEXT_MAX 1000      /* bytes; longer ones are cut at their front */

an_str an_py_make_text(struct py_binder *b, uint32_t path)
{
	char text[PATH_TEXT_MAX];
	size_t at = sizeof text;

	if (!path)
		return 0;
	for (uint32_t p = path; p; p = b->paths[p].parent) {
		const struct py_name *name = &b->names->items[b->paths[p].name];

		if (name->length + 1 > at)
			break;
		if (p != path)
			text[--at] = '.';
		at -= name->length;
		memcpy(text + at, name->text, name->length);
	}
	b->paths[path].text = an_intern_n(b->out, text + at, sizeof text - at);
	return b->paths[path].text;
}

const char *an_py_path_string(struct py_binder *b, uint32_t path)
{
	return an_builder_text(b->out, py_path_text(b, path));
}

/* Knowledge is of libraries, not of what the file itself is part of; but the manager of any model,
 * "shop.models.Order.objects", is Django's. */
bool an_py_may_be_known(const struct py_binder *b, uint32_t path)
{
	const struct py_path *p = &b->paths[path];
	const struct py_name *owner = &b->names->items[b->paths[p->parent].name];

	return p->root != b->paths[b->module].root || (owner->length == 7 && !memcmp(owner->text, "objects", 7));
}

const struct an_api *an_py_path_api(struct py_binder *b, uint32_t path)
{
	struct py_path *p = &b->paths[path];

	if (!p->asked && path && p->parent != b->unknown && an_py_may_be_known(b, path)) {
		p->api = an_api_find(AN_PYTHON, an_py_path_string(b, path));
		p->asked = true;
	}
	return p->api;
}
