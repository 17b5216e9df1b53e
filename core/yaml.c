/*
 * yaml.c - YAML text to a tree.
 *
 * The tree is made from the parser's events, not from its documents: those
 * resolve aliases, by which a small file becomes a huge tree.
 */
#include "core/yaml_p.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>
#include "core/alloc.h"

#define DEEPEST 32

struct loader {
	yaml_parser_t parser;
	const char *name, *text;
	size_t size;
	struct wr_arena *arena;
	struct wr_err *err;
};

static struct wr_mark mark_of(yaml_mark_t m)
{
	return (struct wr_mark){ (unsigned)m.line + 1, (unsigned)m.column + 1 };
}

static int complain(const struct loader *l, struct wr_mark at, const char *what)
{
	return wr_fail_at(l->err, WR_EUSAGE, l->name, at.line, at.column, "%s", what);
}

/* The reader of bytes knows offsets only. */
static unsigned line_at(const struct loader *l, size_t offset)
{
	unsigned line = 1;

	for (size_t i = 0; i < offset && i < l->size; i++)
		line += l->text[i] == '\n';
	return line;
}

static int syntax_error(const struct loader *l)
{
	const yaml_parser_t *p = &l->parser;
	struct wr_mark at = mark_of(p->problem_mark);
	const char *problem = p->problem ? p->problem : "not YAML";

	if (p->error == YAML_READER_ERROR)
		return wr_fail_at(l->err, WR_EUSAGE, l->name, line_at(l, p->problem_offset), 0, "%s", problem);
	if (p->context)
		return wr_fail_at(l->err, WR_EUSAGE, l->name, at.line, at.column, "%s (%s)", problem, p->context);
	return complain(l, at, problem);
}

static int next_event(struct loader *l, yaml_event_t *e)
{
	if (yaml_parser_parse(&l->parser, e))
		return 0;
	memset(e, 0, sizeof *e);
	return syntax_error(l);
}

/* What says something else than it seems to. */
static const char *refused(const yaml_event_t *e)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	if (e->type == YAML_ALIAS_EVENT)
		return "aliases (*name) are not allowed: write the value out";
	if (e->type == YAML_SCALAR_EVENT) {
		anchor = e->data.scalar.anchor;
		tag = e->data.scalar.tag;
	} else if (e->type == YAML_SEQUENCE_START_EVENT) {
		anchor = e->data.sequence_start.anchor;
		tag = e->data.sequence_start.tag;
	} else if (e->type == YAML_MAPPING_START_EVENT) {
		anchor = e->data.mapping_start.anchor;
		tag = e->data.mapping_start.tag;
	}
	return anchor ? "anchors (&name) are not allowed: write the value out" :
	       tag ? "tags (!name) are not allowed" : NULL;
}

static int fill_scalar(struct loader *l, struct yaml_node *node, const yaml_event_t *e)
{
	const char *value = (const char *)e->data.scalar.value;
	size_t n = e->data.scalar.length;

	if (memchr(value, '\0', n))
		return complain(l, node->mark, "a NUL character is not allowed");
	node->kind = YAML_SCALAR;
	node->text = wr_arena_strndup(l->arena, value, n);
	node->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	return 0;
}

static struct yaml_node *load_node(struct loader *l, yaml_event_t *e, int depth);

static void append(struct yaml_node *parent, struct yaml_node *child)
{
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
	parent->count++;
}

static int load_list(struct loader *l, struct yaml_node *list, int depth)
{
	for (;;) {
		struct yaml_node *item;
		yaml_event_t e;

		if (next_event(l, &e) != 0)
			return -1;
		if (e.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&e);
			return 0;
		}
		item = load_node(l, &e, depth);
		if (!item)
			return -1;
		append(list, item);
	}
}

static int compare_keys(const void *a, const void *b)
{
	const struct yaml_node *x = *(struct yaml_node *const *)a, *y = *(struct yaml_node *const *)b;
	int order = strcmp(x->key, y->key);

	if (order)
		return order;
	if (x->key_mark.line != y->key_mark.line)
		return x->key_mark.line < y->key_mark.line ? -1 : 1;
	return (x->key_mark.column > y->key_mark.column) - (x->key_mark.column < y->key_mark.column);
}

/* By sorting: a map of a hundred thousand keys must not take a day. */
static int check_unique(const struct loader *l, const struct yaml_node *map)
{
	struct yaml_node **sorted = wr_calloc(map->count, sizeof *sorted);
	size_t n = 0;
	int result = 0;

	for (struct yaml_node *v = map->first; v; v = v->next)
		sorted[n++] = v;
	qsort(sorted, n, sizeof *sorted, compare_keys);
	for (size_t i = 1; i < n && !result; i++) {
		const struct wr_mark *at = &sorted[i]->key_mark;

		if (!strcmp(sorted[i]->key, sorted[i - 1]->key))
			result = wr_fail_at(l->err, WR_EUSAGE, l->name, at->line, at->column,
					    "key '%s' is already set in line %u", sorted[i]->key,
					    sorted[i - 1]->key_mark.line);
	}
	free(sorted);
	return result;
}

static int check_key(const struct loader *l, const struct yaml_node *key)
{
	if (key->kind != YAML_SCALAR)
		return complain(l, key->mark, "a key must be a word, not a list or a mapping");
	if (!key->text[0])
		return complain(l, key->mark, "the key is empty");
	if (key->plain && !strcmp(key->text, "<<"))
		return complain(l, key->mark, "merge keys (<<) are not allowed: write the values out");
	return 0;
}

static int load_map(struct loader *l, struct yaml_node *map, int depth)
{
	for (;;) {
		struct yaml_node *key, *value;
		yaml_event_t e;

		if (next_event(l, &e) != 0)
			return -1;
		if (e.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&e);
			return check_unique(l, map);
		}
		key = load_node(l, &e, depth);
		if (!key || check_key(l, key) != 0 || next_event(l, &e) != 0)
			return -1;
		value = load_node(l, &e, depth);
		if (!value)
			return -1;
		value->key = key->text;
		value->key_mark = key->mark;
		append(map, value);
	}
}

static int fill_node(struct loader *l, struct yaml_node *node, const yaml_event_t *e, int depth)
{
	const char *why = refused(e);

	if (why)
		return complain(l, node->mark, why);
	if (e->type == YAML_SCALAR_EVENT)
		return fill_scalar(l, node, e);
	if (depth == DEEPEST)
		return complain(l, node->mark, "nested more than 32 levels deep");
	node->kind = e->type == YAML_MAPPING_START_EVENT ? YAML_MAP : YAML_LIST;
	return 0;
}

/* Takes the event that begins a node, and with it the node.  NULL with err. */
static struct yaml_node *load_node(struct loader *l, yaml_event_t *e, int depth)
{
	struct yaml_node *node = wr_arena_alloc(l->arena, sizeof *node);
	int failed;

	node->mark = mark_of(e->start_mark);
	failed = fill_node(l, node, e, depth);
	yaml_event_delete(e);
	if (!failed && node->kind == YAML_LIST)
		failed = load_list(l, node, depth + 1);
	if (!failed && node->kind == YAML_MAP)
		failed = load_map(l, node, depth + 1);
	return failed ? NULL : node;
}

/* Passes the event that is expected next: the stream's and the document's beginning and end. */
static int pass(struct loader *l, yaml_event_type_t type, const char *otherwise)
{
	yaml_event_t e;
	int result = next_event(l, &e);

	if (!result && e.type != type)
		result = complain(l, mark_of(e.start_mark), otherwise);
	yaml_event_delete(&e);
	return result;
}

static struct yaml_node *load_document(struct loader *l)
{
	struct yaml_node *root = NULL;
	yaml_event_t e;

	if (pass(l, YAML_STREAM_START_EVENT, "not YAML") != 0 ||
	    pass(l, YAML_DOCUMENT_START_EVENT, "the file is empty") != 0 || next_event(l, &e) != 0)
		return NULL;
	root = load_node(l, &e, 0);
	if (!root || pass(l, YAML_DOCUMENT_END_EVENT, "not YAML") != 0 ||
	    pass(l, YAML_STREAM_END_EVENT, "only one document per file is allowed") != 0)
		return NULL;
	return root;
}

struct yaml_node *wr_yaml_tree(const char *text, size_t n, const char *name, struct wr_arena *arena,
			       struct wr_err *err)
{
	struct loader l = { .name = name, .text = text, .size = n, .arena = arena, .err = err };
	struct yaml_node *root;

	if (!yaml_parser_initialize(&l.parser)) {
		wr_fail(err, WR_ELIMIT, "%s: out of memory", name);
		return NULL;
	}
	yaml_parser_set_input_string(&l.parser, (const unsigned char *)text, n);
	root = load_document(&l);
	yaml_parser_delete(&l.parser);
	return root;
}
