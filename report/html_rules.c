/* html_rules.c - the pages of the rules that were broken, from docs/rules/. */
#include "report/html_p.h"

#include <cmark.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/embedded.h"
#include "core/text.h"

enum { BELOW = 3, RULE_BYTES = 200000 };

/* The page's own title is replaced by the summary, and what stands under it
 * must stand under the heading of the rule. */
static void lower_headings(cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_node *first = cmark_node_first_child(document);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		int level;

		if (event != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_HEADING)
			continue;
		level = cmark_node_get_heading_level(node) - 1 + BELOW;
		cmark_node_set_heading_level(node, level > 6 ? 6 : level);
	}
	cmark_iter_free(iter);
	if (first && cmark_node_get_type(first) == CMARK_NODE_HEADING)
		cmark_node_free(first);
}

/* "loop-query.md" is a page beside this one, which here is another part of the page, or is not there. */
static void aim(struct rp_page *page, cmark_node *link)
{
	const char *url = cmark_node_get_url(link);
	const char *id = wr_ends_with(url, ".md") ? wr_arena_strndup(page->arena, url, strlen(url) - 3) : "";
	size_t rule = rp_page_rule(page, id);
	cmark_node *child;

	if (wr_starts_with(url, "https://") || wr_starts_with(url, "#"))
		return;
	if (rule < page->rule_count) {
		cmark_node_set_url(link, wr_arena_printf(page->arena, "#rule-%zu", rule + 1));
		return;
	}
	while ((child = cmark_node_first_child(link)))
		cmark_node_insert_before(link, child);
	cmark_node_free(link);
}

static void aim_links(struct rp_page *page, cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		/* On leaving: what the iterator comes to next is no part of the link. */
		if (event == CMARK_EVENT_EXIT && cmark_node_get_type(node) == CMARK_NODE_LINK)
			aim(page, node);
	}
	cmark_iter_free(iter);
}

/* Raw HTML is left out and dangerous links are emptied: cmark's default. */
static void write_page(struct rp_page *page, const char *text, size_t size)
{
	cmark_node *document = cmark_parse_document(text, size, CMARK_OPT_DEFAULT);
	char *html;

	lower_headings(document);
	aim_links(page, document);
	html = cmark_render_html(document, CMARK_OPT_DEFAULT);
	wr_buf_str(page->out, html);
	free(html);
	cmark_node_free(document);
}

static void write_rule(struct rp_page *page, size_t index)
{
	const char *id = page->rules[index];
	const struct wr_rule *rule = rp_rule(page->options->rules, id);
	size_t size;
	const char *text = wr_embedded(wr_arena_printf(page->arena, "docs/rules/%s.md", id), &size);

	wr_buf_printf(page->out, "<details class=\"rule\" id=\"rule-%zu\"><summary><h3><code>", index + 1);
	rp_page_text(page, id, 200);
	wr_buf_str(page->out, "</code> ");
	rp_page_text(page, rule ? rule->title : "", 200);
	wr_buf_str(page->out, "</h3></summary>\n<div class=\"body\">\n");
	if (text) {
		write_page(page, text, size);
	} else {
		wr_buf_str(page->out, "<p>");
		rp_page_text(page, rule ? rule->help : "This version of weir does not have this rule.", 1000);
		wr_buf_str(page->out, "</p>\n");
	}
	wr_buf_str(page->out, "</div></details>\n");
}

void rp_page_rules(struct rp_page *page)
{
	size_t start = page->out->len;

	if (!page->rule_count)
		return;
	rp_page_section(page, "rules", "Rules", page->rule_count);
	wr_buf_str(page->out,
		   "<p>Why each costs, what to do instead, what it misses and where it may be wrong.</p>\n");
	for (size_t i = 0; i < page->rule_count && page->out->len - start < RULE_BYTES; i++)
		write_rule(page, i);
	wr_buf_str(page->out, "</section>\n");
}
