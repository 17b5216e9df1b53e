/*
 * fingerprint.c - the same finding keeps its name when lines move.
 *
 * Made of the rule, the path, the function, the text of the line without
 * blanks, and, for equal ones, their order.
 */
#include <ctype.h>
#include <string.h>
#include "analyzer/keys_p.h"
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

static void make_key(struct source *s, const struct an_report *r, struct wr_buf *key)
{
	const an_unit *u = an_unit_of(r->sink->p, r->function);

	wr_buf_clear(key);
	wr_buf_printf(key, "%s\n%s\n%s\n", r->rule->meta.id, r->path,
		      an_text(u, an_function_of(r->sink->p, r->function)->name));
	add_line(s, r->span.line, key);
}

void an_fingerprint(struct an_sink *sink)
{
	struct source s = { .text = WR_BUF_INIT };
	struct wr_buf key = WR_BUF_INIT;
	struct an_keys seen;

	an_keys_init(&seen);
	for (size_t i = 0; i < sink->n; i++) {
		struct an_report *r = sink->reports[i];
		unsigned ordinal = 0;

		open_source(&s, r);
		make_key(&s, r, &key);
		for (const struct an_key *k = an_keys_find(&seen, key.data, key.len); k; k = an_keys_next(&seen, k))
			ordinal++;
		an_keys_add(&seen, wr_arena_strdup(sink->arena, key.data), 0);
		r->fingerprint = wr_arena_printf(sink->arena, "%016llx", wr_hash(key.data, key.len, ordinal));
	}
	an_keys_free(&seen);
	wr_buf_free(&s.text);
	wr_buf_free(&key);
}
