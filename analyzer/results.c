/* results.c - keys of whole results. */
#include "analyzer/results_p.h"

#include <string.h>
#include "analyzer/program_p.h"
#include "core/file.h"
#include "core/run_json.h"

static void add_text(struct wr_buf *key, const char *text)
{
	wr_buf_add(key, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void add_texts(struct wr_buf *key, const char *const *texts, size_t n)
{
	wr_buf_add(key, &n, sizeof n);
	for (size_t i = 0; i < n; i++)
		add_text(key, texts[i]);
}

/* What rules, linker and sink look at; flags are in the marks. */
static void add_options(struct an_sources *s, struct wr_buf *key)
{
	const struct an_options *o = s->options;
	uint64_t base = an_degrees_mark(o->base_degrees);

	add_text(key, wr_path_absolute(s->arena, o->root ? o->root : "."));
	add_text(key, o->root);
	add_texts(key, o->paths, o->path_count);
	add_texts(key, o->exclude, o->exclude_count);
	add_texts(key, o->only, o->only_count);
	for (size_t i = 0; i < o->rule_count; i++) {
		const int settings[] = { o->rules[i].off, o->rules[i].severity, o->rules[i].confidence };

		add_text(key, o->rules[i].id);
		wr_buf_add(key, settings, sizeof settings);
	}
	for (size_t i = 0; i < o->effect_count; i++) {
		add_text(key, o->effects[i].call);
		add_text(key, o->effects[i].effect);
	}
	for (size_t i = 0; i < o->hot_count; i++) {
		add_text(key, o->hot[i].function);
		add_text(key, o->hot[i].file);
		add_text(key, o->hot[i].profile);
		wr_buf_add(key, &o->hot[i].line, sizeof o->hot[i].line);
		wr_buf_add(key, &o->hot[i].share, sizeof o->hot[i].share);
		wr_buf_add(key, &o->hot[i].own, sizeof o->hot[i].own);
	}
	wr_buf_add(key, &base, sizeof base);
	wr_buf_add(key, &o->target_python, sizeof o->target_python);
}

/* False where a result would not be the same again, or not all that is asked for. */
static bool make_key(struct an_sources *s, struct wr_buf *key)
{
	if (!s->cache || s->options->degrees)
		return false;
	add_text(key, "result");
	add_options(s, key);
	for (size_t i = 0; i < s->n; i++) {
		if (s->items[i].skipped)
			return false;
		add_text(key, s->items[i].path);
		wr_buf_add(key, &s->items[i].mark, sizeof s->items[i].mark);
	}
	return true;
}

struct wr_run *an_find_result(struct an_sources *s)
{
	struct wr_buf key = WR_BUF_INIT, text = WR_BUF_INIT;
	struct wr_run *run = NULL;

	if (make_key(s, &key) && an_cache_find_result(s->cache, &key, &text))
		run = wr_run_parse_json(text.data, text.len, "cache", NULL);
	wr_buf_free(&key);
	wr_buf_free(&text);
	return run;
}

void an_store_result(struct an_sources *s, const struct wr_run *result)
{
	struct wr_buf key = WR_BUF_INIT, text = WR_BUF_INIT;

	if (make_key(s, &key)) {
		wr_run_write_json(result, &text);
		an_cache_store_result(s->cache, &key, &text);
	}
	wr_buf_free(&key);
	wr_buf_free(&text);
}
