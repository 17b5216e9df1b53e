#include "report/html_p.h"

#include <stdint.h>

#include "core/text.h"

enum { MESSAGE_MAX = 180, RULE_MAX = 80, FIXED_MAX = 200 };

static const char filter_fields[] =
	"<div id=\"filter\" class=\"filter\" role=\"search\" aria-label=\"Filter findings\" hidden>\n"
	"<label class=\"wide\">Search <input type=\"search\" name=\"text\" autocomplete=\"off\"></label>\n"
	"<label>Severity <select name=\"severity\"><option value=\"0\">all</option>"
	"<option value=\"1\">medium and worse</option><option value=\"2\">high and worse</option>"
	"<option value=\"3\">critical</option></select></label>\n"
	"<label>State <select name=\"state\"><option value=\"\">all</option><option>new</option>"
	"<option>known</option></select></label>\n"
	"<label>Rule <select name=\"rule\"><option value=\"\">all</option></select></label>\n"
	"<output aria-live=\"polite\"></output>\n"
	"</div>\n";

static const struct rp_column columns[] = {
	{ "Severity", " class=\"down\" aria-sort=\"descending\"" }, { "Finding", "" }, { "Rule", "" },
	{ "Where", "" }, { "State", "" }, { NULL, NULL }
};

static void write_row(struct rp_page *page, size_t index)
{
	const struct wr_finding *f = page->findings[index];
	const char *severity = wr_severity_name(f->severity);

	wr_buf_printf(page->out, "<tr><td data-k=\"%d\"><span class=\"sev %s\">%s</span></td><td>",
		      (int)f->severity, severity, severity);
	if (index < page->detailed)
		wr_buf_printf(page->out, "<a href=\"#f%zu\">", index + 1);
	rp_page_message(page, f, MESSAGE_MAX);
	wr_buf_str(page->out, index < page->detailed ? "</a></td><td>" : "</td><td>");
	rp_page_text(page, f->rule, RULE_MAX);
	wr_buf_str(page->out, "</td><td>");
	rp_page_place(page, &f->at);
	wr_buf_printf(page->out, "</td><td>%s</td></tr>\n", wr_state_name(f->state));
}

static void write_table(struct rp_page *page)
{
	size_t start = page->out->len, i = 0;

	wr_buf_str(page->out, filter_fields);
	rp_page_table(page, " id=\"findings-table\" class=\"findings sortable\"",
		      "Worst first. A finding with a link has its source and call chain below.", columns);
	while (i < page->finding_count && i < RP_ROWS_MAX && page->out->len - start < RP_ROWS_BYTES)
		write_row(page, i++);
	rp_page_table_end(page);
	if (i < page->finding_count)
		wr_buf_printf(page->out, "<p class=\"empty\">%zu more, none worse than these, in run.json.</p>\n",
			      page->finding_count - i);
}

static void write_fixed(struct rp_page *page)
{
	size_t n;
	const struct wr_finding **fixed = rp_worst_first(page->run, page->arena, RP_FIXED, &n);

	if (!n)
		return;
	wr_buf_printf(page->out, "<details class=\"more\"><summary>%zu fixed by this change</summary>\n"
		      "<ul class=\"log\">\n", n);
	for (size_t i = 0; i < n && i < FIXED_MAX; i++) {
		wr_buf_str(page->out, "<li class=\"pass\"><span class=\"tag\">fixed</span><code>");
		rp_page_text(page, fixed[i]->rule, RULE_MAX);
		wr_buf_str(page->out, "</code> ");
		rp_page_message(page, fixed[i], MESSAGE_MAX);
		wr_buf_str(page->out, " <code>");
		rp_page_place(page, &fixed[i]->at);
		wr_buf_str(page->out, "</code></li>\n");
	}
	wr_buf_str(page->out, "</ul></details>\n");
}

/* As many details as there is room for; the table links to those only. */
static void make_details(struct rp_page *page, struct wr_buf *details)
{
	struct wr_buf *out = page->out;
	size_t i = 0;

	page->out = details;
	while (i < page->detailed && details->len < RP_DETAILS_BYTES)
		rp_page_detail(page, i++);
	page->detailed = i;
	page->out = out;
}

void rp_page_findings(struct rp_page *page)
{
	struct wr_buf details = WR_BUF_INIT;

	rp_page_section(page, "findings", "Findings", page->finding_count);
	if (!page->finding_count)
		wr_buf_printf(page->out, "<p class=\"empty\">%s</p>\n", page->run->verdict == WR_INCOMPLETE ?
			      "None were found, but the run is not complete: see what could not be measured." :
			      "Nothing was found.");
	make_details(page, &details);
	if (page->finding_count)
		write_table(page);
	wr_buf_add(page->out, details.data, details.len);
	write_fixed(page);
	wr_buf_str(page->out, "</section>\n");
	wr_buf_free(&details);
}
