/* tests.c - which code is test code. */
#include "analyzer/python/binder_p.h"

bool an_py_is_test_path(const char *path)
{
	const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
	const char *dot = strrchr(file, '.');

	if (strstr(path, "/e2e/") || !strncmp(path, "e2e/", 4) || strstr(path, "/tests/") || strstr(path, "/test/") || !strncmp(path, "tests/", 6) ||
	    !strncmp(path, "test/", 5) || !strncmp(file, "test_", 5) || !strncmp(file, "conftest.", 9))
		return true;
	return dot && dot - file > 5 && !strncmp(dot - 5, "_test", 5);
}

static bool starts_with(const struct py_name *name, const char *prefix)
{
	size_t length = strlen(prefix);

	return name->length >= length && !memcmp(name->text, prefix, length);
}

/* class TestShop, class ShopTests(TestCase) */
static bool is_test_class(const struct py_binder *b, const struct py_def *def)
{
	if (starts_with(&b->names->items[def->name], "Test"))
		return true;
	PY_EACH(b->tree, base, def->parameters) {
		const struct py_name *n = &b->names->items[py_node_of(b, base)->value];
		enum py_node_kind kind = py_kind(b->tree, base);

		if ((kind == PY_N_NAME || kind == PY_N_ATTRIBUTE) && n->length >= 8 &&
		    !memcmp(n->text + n->length - 8, "TestCase", 8))
			return true;
	}
	return false;
}

/* Named test_*, or inside something that is test code. */
bool an_py_is_test(const struct py_binder *b, uint32_t id)
{
	if (b->is_test)
		return true;
	for (; id; id = b->tree->defs[id].parent) {
		const struct py_def *def = &b->tree->defs[id];

		if (def->kind == PY_D_CLASS ? is_test_class(b, def) : starts_with(&b->names->items[def->name], "test_"))
			return true;
	}
	return false;
}
