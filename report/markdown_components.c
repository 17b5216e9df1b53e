/* markdown_components.c - baseline, bottleneck, fix and result of every benchmark, cache and load scenario. */
#include "report/markdown_p.h"

#include <string.h>

#include "core/text.h"
#include "report/clip_p.h"

enum { NAME_MAX_BYTES = 200, ANSWER_MAX = 900, NOTICE_MAX = 600, PLAIN_ROWS = 100 };

static const char end[] = "\n</details>\n";

/* Within a line of HTML nothing is Markdown; in code nobody is mentioned and nothing linked. */
static void write_summary(struct rp_markdown *md, const struct rp_component *c)
{
	const char *state = rp_component_state(c);

	wr_buf_printf(&md->part, "\n<details><summary>%s%s<code>", c->kind, *c->kind ? " " : "");
	wr_esc_html(&md->part, rp_inert(md->arena, c->name, NAME_MAX_BYTES));
	wr_buf_str(&md->part, "</code>");
	if (state)
		wr_buf_printf(&md->part, ": %s", state);
	wr_buf_str(&md->part, "</summary>\n\n");
}

static void write_answer(struct rp_markdown *md, const char *question, struct wr_buf *answer)
{
	if (answer->len) {
		wr_buf_printf(&md->part, "**%s:** ", question);
		rp_markdown_text(md, answer->data, ANSWER_MAX);
		wr_buf_str(&md->part, strcmp(question, "Result") ? "<br>\n" : "\n");
	}
	wr_buf_clear(answer);
}

static void write_answers(struct rp_markdown *md, const struct rp_component *c)
{
	struct wr_buf text = WR_BUF_INIT;

	rp_component_baseline(&text, c);
	write_answer(md, "Baseline", &text);
	rp_component_bottleneck(&text, c);
	write_answer(md, "Bottleneck", &text);
	rp_component_fix(&text, c, md->options->rules);
	write_answer(md, "Fix", &text);
	rp_component_result(&text, c);
	write_answer(md, "Result", &text);
	wr_buf_free(&text);
}

static bool write_changes(struct rp_markdown *md, const struct rp_component *c)
{
	if (c->change_count)
		wr_buf_str(&md->part, rp_markdown_change_head);
	for (size_t i = 0; i < c->change_count; i++) {
		rp_markdown_change(md, c->changes[i]);
		if (!rp_markdown_flush(md, sizeof end))
			return false;
	}
	return true;
}

static bool write_plain(struct rp_markdown *md, const struct rp_component *c)
{
	size_t rows = 0;

	for (size_t i = 0; i < c->measure_count; i++) {
		if (c->measures[i]->has_base)
			continue;
		if (rows == PLAIN_ROWS) {
			md->full = true;
			return true;
		}
		if (!rows++)
			wr_buf_str(&md->part, rp_markdown_plain_head);
		rp_markdown_plain(md, c->measures[i]);
		if (!rp_markdown_flush(md, sizeof end))
			return false;
	}
	return true;
}

static void write_notices(struct rp_markdown *md, const struct rp_component *c)
{
	for (size_t i = 0; i < c->notice_count; i++) {
		wr_buf_str(&md->part, i ? "- " : "\n- ");
		if (c->notices[i]->level == WR_WARNING)
			wr_buf_str(&md->part, "**Warning:** ");
		rp_markdown_text(md, c->notices[i]->message, NOTICE_MAX);
		wr_buf_char(&md->part, '\n');
		if (!rp_markdown_flush(md, sizeof end))
			return;
	}
}

void rp_markdown_components(struct rp_markdown *md)
{
	const struct rp_component *all = md->components;

	for (size_t i = 0; i < md->component_count; i++) {
		if (!i)
			wr_buf_str(&md->part, "\n### Components\n");
		write_summary(md, &all[i]);
		write_answers(md, &all[i]);
		if (!rp_markdown_flush(md, sizeof end))
			return;
		if (write_changes(md, &all[i]) && write_plain(md, &all[i]))
			write_notices(md, &all[i]);
		wr_buf_str(md->out, end);
	}
}
