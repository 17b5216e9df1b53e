/*
 * fingerprint.c - the same finding keeps its name when lines move.
 *
 * Made of the rule, the path, the function within its file, the text of the line without
 * blanks, and, for equal ones, their order.  A second one leaves out path and enclosing classes,
 * so that code that moves keeps it.
 */
#include <ctype.h>
#include <string.h>
#include "analyzer/keys_p.h"
#include "analyzer/name_parts.h"
#include "analyzer/sink_p.h"
#include "core/file.h"
#include "core/text.h"

#define MAX_SOURCE (256u << 20)

struct source {
	const char *path;
	struct wr_buf text;
	const char *at;         /* the start of line `line` */
	uint32_t line;
};

static void open_source(struct source *s, const struct an_report *r)
{
	if (s->path && !strcmp(s->path, r->path))
		return;
	wr_buf_clear(&s->text);
	/* Without its text the finding still has rule, path, function and order. */
	if (wr_file_read(wr_path_join(r->sink->arena, r->sink->p->root, r->path), MAX_SOURCE, &s->text, NULL))
		wr_buf_clear(&s->text);
	wr_buf_char(&s->text, '\n');
	s->path = r->path;
	s->at = s->text.data;
	s->line = 1;
}

/* Lines come in rising order, so that a file is walked once. */
static void add_line(struct source *s, uint32_t line, struct wr_buf *key)
{
	for (; s->line < line; s->line++) {
		const char *end = strchr(s->at, '\n');

		if (!end)
			return;
		s->at = end + 1;
	}
	for (const char *c = s->at; *c && *c != '\n'; c++) {
		if (!isspace((unsigned char)*c))
			wr_buf_char(key, *c);
	}
}

/* Without a Python module's name, which for the folder of the checkout itself is that folder's. */
static const char *name_in_file(const struct an_report *r)
{
	const an_unit *u = an_unit_of(r->sink->p, r->function);
	const char *name = an_text(u, an_function_of(r->sink->p, r->function)->name);
	const char *module = an_text(u, u->module);
	size_t n = strlen(module);

	if (!n || strncmp(name, module, n) != 0 || (name[n] && name[n] != '.'))
		return name;
	return name[n] ? name + n + 1 : "";
}

/* The fingerprint of what the key holds, which is kept for the next of its kind. */
static const char *take_print(struct an_keys *seen, struct wr_arena *arena, const struct wr_buf *key)
{
	unsigned ordinal = 0;

	for (const struct an_key *k = an_keys_find(seen, key->data, key->len); k; k = an_keys_next(seen, k))
		ordinal++;
	an_keys_add(seen, wr_arena_strdup(arena, key->data), 0);
	return wr_arena_printf(arena, "%016llx", wr_hash(key->data, key->len, ordinal));
}

static void add_prints(struct source *s, struct an_report *r, struct an_keys *seen)
{
	struct wr_buf key = WR_BUF_INIT, line = WR_BUF_INIT;
	const char *name = name_in_file(r);

	wr_buf_str(&line, "");
	add_line(s, r->span.line, &line);
	wr_buf_printf(&key, "%s\n%s\n%s\n%s", r->rule->meta.id, r->path, name, line.data);
	r->fingerprint = take_print(seen, r->sink->arena, &key);
	wr_buf_clear(&key);
	wr_buf_printf(&key, "%s\n%s\n", r->rule->meta.id, an_last_name(name));
	for (const char *c = line.data; *c; c++) {
		if (*c != '{' && *c != '}')     /* which a formatter puts on other lines */
			wr_buf_char(&key, *c);
	}
	r->text_fingerprint = wr_arena_printf(r->sink->arena, "%016llx", wr_hash(key.data, key.len, 0));
	wr_buf_free(&key);
	wr_buf_free(&line);
}

void an_fingerprint(struct an_sink *sink)
{
	struct source s = { .text = WR_BUF_INIT };
	struct an_keys seen;

	an_keys_init(&seen);
	for (size_t i = 0; i < sink->n; i++) {
		open_source(&s, sink->reports[i]);
		add_prints(&s, sink->reports[i], &seen);
	}
	an_keys_free(&seen);
	wr_buf_free(&s.text);
}
