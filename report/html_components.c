/* html_components.c - what was fixed; and baseline, bottleneck, fix and result of what was measured. */
#include "report/html_p.h"

#include <string.h>

#include "core/text.h"
#include "report/component_p.h"
#include "report/place_p.h"

enum { FIXED_MAX = 100, ANSWER_MAX = 1500, NAME_MAX_BYTES = 300, OPEN_AT_FIRST = 3, COMPONENTS_BYTES = 60000 };

void rp_page_fixed(struct rp_page *page)
{
	size_t n;
	const struct wr_finding **fixed = rp_worst_first(page->run, page->arena, RP_FIXED, &n);

	if (!n)
		return;
	rp_page_section(page, "fixed", "Fixed, with thanks", n);
	wr_buf_str(page->out, "<ul class=\"log fixed\">\n");
	for (size_t i = 0; i < n && i < FIXED_MAX; i++) {
		wr_buf_str(page->out, "<li class=\"pass\"><span class=\"tag\">fixed</span><code>");
		rp_page_text(page, fixed[i]->rule, NAME_MAX_BYTES);
		wr_buf_str(page->out, "</code> ");
		rp_page_text(page, rp_placed(page->arena, &fixed[i]->at, fixed[i]->message), ANSWER_MAX);
		wr_buf_str(page->out, "</li>\n");
	}
	if (n > FIXED_MAX)
		wr_buf_printf(page->out, "<li>and %zu more in run.json</li>\n", n - FIXED_MAX);
	wr_buf_str(page->out, "</ul>\n</section>\n");
}

static void write_answer(struct rp_page *page, const char *question, struct wr_buf *answer)
{
	if (answer->len) {
		wr_buf_printf(page->out, "<dt>%s</dt><dd>", question);
		rp_page_text(page, answer->data, ANSWER_MAX);
		wr_buf_str(page->out, "</dd>\n");
	}
	wr_buf_clear(answer);
}

static void write_notices(struct rp_page *page, const struct rp_component *c)
{
	if (!c->notice_count)
		return;
	wr_buf_str(page->out, "<dt>Notices</dt><dd><ul>\n");
	for (size_t i = 0; i < c->notice_count; i++) {
		wr_buf_str(page->out, "<li>");
		rp_page_text(page, c->notices[i]->message, ANSWER_MAX);
		wr_buf_str(page->out, "</li>\n");
	}
	wr_buf_str(page->out, "</ul></dd>\n");
}

static void write_component(struct rp_page *page, const struct rp_component *c, bool open)
{
	const char *state = rp_component_state(c);
	struct wr_buf text = WR_BUF_INIT;

	wr_buf_printf(page->out, "<details class=\"component %s\"%s><summary><h3>%s%s<code>", state ? state : "low",
		      open ? " open" : "", c->kind, *c->kind ? " " : "");
	rp_page_text(page, c->name, NAME_MAX_BYTES);
	wr_buf_printf(page->out, "</code></h3>%s%s%s</summary>\n<dl class=\"answers\">\n",
		      state ? "<span class=\"state\">" : "", state ? state : "", state ? "</span>" : "");
	rp_component_baseline(&text, c);
	write_answer(page, "Baseline", &text);
	rp_component_bottleneck(&text, c);
	write_answer(page, "Bottleneck", &text);
	rp_component_fix(&text, c, page->options->rules);
	write_answer(page, "Fix", &text);
	rp_component_result(&text, c);
	write_answer(page, "Result", &text);
	write_notices(page, c);
	wr_buf_str(page->out, "</dl>\n</details>\n");
	wr_buf_free(&text);
}

void rp_page_components(struct rp_page *page)
{
	size_t start = page->out->len, i;

	if (!page->component_count)
		return;
	rp_page_section(page, "components", "Components", page->component_count);
	for (i = 0; i < page->component_count && page->out->len - start < COMPONENTS_BYTES; i++)
		write_component(page, &page->components[i], i < OPEN_AT_FIRST);
	if (i < page->component_count)
		wr_buf_printf(page->out, "<p>and %zu more in run.json</p>\n", page->component_count - i);
	wr_buf_str(page->out, "</section>\n");
}
