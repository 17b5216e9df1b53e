#include "report/html_p.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "core/embedded.h"
#include "core/text.h"
#include "report/clip_p.h"
#include "report/place_p.h"

enum { RULES_MAX = 200, REASON_MAX = 1000, TITLE_MAX = 300 };

void rp_page_text(struct rp_page *page, const char *text, size_t max)
{
	wr_esc_html(page->out, rp_clip(page->arena, text, max));
}

void rp_page_name(struct rp_page *page, const char *name, size_t max)
{
	const char *rest = rp_clip(page->arena, name, max);

	while (*rest) {
		size_t n = strcspn(rest, ".") + 1;

		wr_esc_html(page->out, wr_arena_strndup(page->arena, rest, n));
		rest += strnlen(rest, n);
		if (*rest)
			wr_buf_str(page->out, "<wbr>");
	}
}

void rp_page_message(struct rp_page *page, const struct wr_finding *f, size_t max)
{
	rp_page_text(page, *f->message ? f->message : *f->rule ? f->rule : "A finding without a message", max);
}

void rp_page_place(struct rp_page *page, const struct wr_location *at)
{
	struct wr_buf place = WR_BUF_INIT;

	rp_place(&place, at);
	rp_page_text(page, place.len ? place.data : "this run", 200);
	wr_buf_free(&place);
}

void rp_page_section(struct rp_page *page, const char *id, const char *title, size_t number)
{
	wr_buf_printf(page->out, "<section id=\"%s\" aria-labelledby=\"h-%s\">\n<h2 id=\"h-%s\">%s",
		      id, id, id, title);
	if (number != SIZE_MAX)
		wr_buf_printf(page->out, " <span class=\"count\">%zu</span>", number);
	wr_buf_str(page->out, "</h2>\n");
}

void rp_page_table(struct rp_page *page, const char *attributes, const char *caption,
		   const struct rp_column *columns)
{
	/* What scrolls must take the focus, for the keyboard to scroll it. */
	wr_buf_printf(page->out, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"%s\">\n"
		      "<table%s>\n<caption>%s</caption>\n<thead><tr>", caption, attributes, caption);
	for (; columns->title; columns++)
		wr_buf_printf(page->out, "<th scope=\"col\"%s>%s</th>", columns->attributes, columns->title);
	wr_buf_str(page->out, "</tr></thead>\n<tbody>\n");
}

void rp_page_table_end(struct rp_page *page)
{
	wr_buf_str(page->out, "</tbody></table></div>\n");
}

static void write_verdict(struct rp_page *page)
{
	wr_buf_str(page->out, rp_verdict_word(page->run->verdict));
}

static void write_reason(struct rp_page *page)
{
	struct wr_buf reason = WR_BUF_INIT;

	rp_reason(&reason, page->run, page->arena);
	wr_esc_attr(page->out, rp_clip(page->arena, reason.data, REASON_MAX));
	wr_buf_free(&reason);
}

static void write_title(struct rp_page *page)
{
	rp_page_text(page, page->options->title ? page->options->title : "Performance report", TITLE_MAX);
}

static void write_version(struct rp_page *page)
{
	wr_buf_str(page->out, WEIR_VERSION);
}

static void write_embedded(struct rp_page *page, const char *name)
{
	size_t size;
	const char *bytes = wr_embedded(name, &size);

	assert(bytes);
	wr_buf_add(page->out, bytes, size);
}

static void write_style(struct rp_page *page)
{
	write_embedded(page, "templates/report.css");
}

static void write_style_hash(struct rp_page *page)
{
	write_embedded(page, "templates/report.css.sha256");
}

static void write_script(struct rp_page *page)
{
	write_embedded(page, "templates/report.js");
}

static void write_script_hash(struct rp_page *page)
{
	write_embedded(page, "templates/report.js.sha256");
}

static void write_link(struct rp_page *page, const char *id, const char *title, size_t number)
{
	wr_buf_printf(page->out, "<li><a href=\"#%s\">%s", id, title);
	if (number)
		wr_buf_printf(page->out, " <span class=\"count\">%zu</span>", number);
	wr_buf_str(page->out, "</a></li>\n");
}

static void write_contents(struct rp_page *page)
{
	const struct wr_run *run = page->run;

	write_link(page, "summary", "Summary", 0);
	write_link(page, "findings", "Findings", page->finding_count);
	if (page->counts.fixed)
		write_link(page, "fixed", "Fixed", page->counts.fixed);
	if (page->component_count)
		write_link(page, "components", "Components", page->component_count);
	if (page->change_count)
		write_link(page, "changes", "Before and after", page->change_count);
	if (run->notice_count > page->told)
		write_link(page, "notices", "Notices", run->notice_count - page->told);
	if (run->series_count)
		write_link(page, "charts", "Charts", run->series_count);
	if (run->measure_count > page->change_count)
		write_link(page, "measures", "Measures", run->measure_count - page->change_count);
	if (page->rule_count)
		write_link(page, "rules", "Rules", page->rule_count);
	if (run->stage_count + run->artifact_count)
		write_link(page, "stages", "Stages", run->stage_count);
}

static const struct rp_slot slots[] = {
	{ "style", write_style }, { "style-hash", write_style_hash },
	{ "script", write_script }, { "script-hash", write_script_hash },
	{ "verdict", write_verdict }, { "reason", write_reason },
	{ "title", write_title }, { "version", write_version }, { "contents", write_contents },
	{ "summary", rp_page_summary }, { "failures", rp_page_failures },
	{ "findings", rp_page_findings }, { "fixed", rp_page_fixed },
	{ "components", rp_page_components }, { "changes", rp_page_changes },
	{ "charts", rp_page_charts }, { "measures", rp_page_measures },
	{ "rules", rp_page_rules }, { "notices", rp_page_notices }, { "stages", rp_page_stages },
	{ NULL, NULL }
};

static const struct rp_slot *find_slot(const struct rp_slot *slot, const char *name, size_t n)
{
	while (slot->name && (strlen(slot->name) != n || memcmp(slot->name, name, n)))
		slot++;
	return slot->name ? slot : NULL;
}

static void fill_slot(struct rp_page *page, const struct rp_slot *own, const char *name, size_t n)
{
	const struct rp_slot *slot = find_slot(own, name, n);

	if (!slot)
		slot = find_slot(slots, name, n);
	assert(slot);
	slot->write(page);
}

void rp_page_fill(struct rp_page *page, const struct rp_slot *own)
{
	const char *text = wr_embedded("templates/report.html", NULL), *open, *close;

	while ((open = strstr(text, "{{"))) {
		wr_buf_add(page->out, text, (size_t)(open - text));
		close = strstr(open, "}}");
		assert(close);
		fill_slot(page, own, open + 2, (size_t)(close - open) - 2);
		text = close + 2;
	}
	wr_buf_str(page->out, text);
}

size_t rp_page_rule(const struct rp_page *page, const char *id)
{
	size_t i = 0;

	while (i < page->rule_count && strcmp(page->rules[i], id))
		i++;
	return i;
}

static void gather_rules(struct rp_page *page)
{
	page->rules = wr_arena_array(page->arena, RULES_MAX, sizeof *page->rules);
	for (size_t i = 0; i < page->finding_count && page->rule_count < RULES_MAX; i++)
		if (rp_page_rule(page, page->findings[i]->rule) == page->rule_count)
			page->rules[page->rule_count++] = page->findings[i]->rule;
}

static void write_html(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	struct rp_page page = { .out = out, .run = run, .options = options };

	page.arena = wr_arena_new();
	page.sources = rp_sources_new(options->root);
	page.counts = rp_count(run, page.arena);
	page.findings = rp_worst_first(run, page.arena, RP_NEW | RP_KNOWN, &page.finding_count);
	page.detailed = page.finding_count < RP_DETAILED ? page.finding_count : RP_DETAILED;
	page.changes = rp_changes(run, page.arena, &page.change_count);
	page.components = rp_components(run, page.arena, &page.component_count);
	for (size_t i = 0; i < run->notice_count; i++)
		page.told += rp_in_component(page.components, page.component_count, &run->notices[i]);
	gather_rules(&page);
	rp_page_fill(&page, slots);
	rp_sources_free(page.sources);
	wr_arena_free(page.arena);
}

extern const struct rp_format rp_format_html;
const struct rp_format rp_format_html = {
	.name = "html", .file = "index.html",
	.help = "one page for people, self-contained, opens without a network",
	.write = write_html
};
