/* html_log.c - what ran, what was said, what was made. */
#include "report/html_p.h"

#include <stdint.h>

#include "core/text.h"
#include "core/units.h"
#include "report/place_p.h"

enum { LINES_MAX = 300, TEXT_MAX = 1000 };

static void write_stage(struct rp_page *page, const struct wr_stage *s)
{
	static const char *const classes[] = {
		[WR_STAGE_OK] = "pass", [WR_STAGE_FAILED] = "incomplete", [WR_STAGE_SKIPPED] = "low"
	};
	bool skipped = s->status == WR_STAGE_SKIPPED;
	char seconds[32];

	wr_buf_str(page->out, "<tr><th scope=\"row\">");
	rp_page_text(page, s->name, TEXT_MAX);
	wr_buf_printf(page->out, "</th><td><span class=\"sev %s\">%s</span></td><td class=\"n\">",
		      classes[s->status], wr_stage_status_name(s->status));
	wr_buf_str(page->out, skipped ? "-" : wr_format_duration(seconds, sizeof seconds, s->seconds));
	wr_buf_str(page->out, "</td><td>");
	rp_page_text(page, s->message ? s->message : "", TEXT_MAX);
	wr_buf_str(page->out, "</td></tr>\n");
}

static void write_stages(struct rp_page *page)
{
	static const struct rp_column columns[] = {
		{ "Stage", "" }, { "Status", "" }, { "Time", " class=\"n\"" }, { "Message", "" }, { NULL, NULL }
	};

	if (!page->run->stage_count)
		return;
	rp_page_table(page, "", "Stages in the order of running.", columns);
	for (size_t i = 0; i < page->run->stage_count && i < LINES_MAX; i++)
		write_stage(page, &page->run->stages[i]);
	rp_page_table_end(page);
}

void rp_page_notices(struct rp_page *page)
{
	static const char *const classes[] = {
		[WR_NOTE] = "low", [WR_WARNING] = "inconclusive", [WR_ERROR] = "fail"
	};
	size_t n = page->run->notice_count - page->told, written = 0;

	if (!n)
		return;
	rp_page_section(page, "notices", "Notices", n);
	wr_buf_str(page->out, "<ul class=\"log\">\n");
	for (size_t i = 0; i < page->run->notice_count && written < LINES_MAX; i++) {
		const struct wr_notice *notice = &page->run->notices[i];

		if (rp_in_component(page->components, page->component_count, notice))
			continue;
		written++;
		wr_buf_printf(page->out, "<li class=\"%s\"><span class=\"tag\">%s</span>", classes[notice->level],
			      wr_notice_level_name(notice->level));
		rp_page_text(page, rp_placed(page->arena, &notice->at, notice->message), TEXT_MAX);
		wr_buf_str(page->out, "</li>\n");
	}
	if (n > LINES_MAX)
		wr_buf_printf(page->out, "<li>and %zu more in run.json</li>\n", n - LINES_MAX);
	wr_buf_str(page->out, "</ul>\n</section>\n");
}

static void write_artifacts(struct rp_page *page)
{
	if (!page->run->artifact_count)
		return;
	wr_buf_str(page->out, "<h3>Files made</h3>\n<ul class=\"log\">\n");
	for (size_t i = 0; i < page->run->artifact_count && i < LINES_MAX; i++) {
		const struct wr_artifact *a = &page->run->artifacts[i];

		wr_buf_str(page->out, "<li><span class=\"tag\">");
		rp_page_text(page, a->kind, TEXT_MAX);
		wr_buf_str(page->out, "</span>");
		rp_page_text(page, a->name, TEXT_MAX);
		wr_buf_str(page->out, " <code>");
		rp_page_text(page, a->path, TEXT_MAX);
		wr_buf_str(page->out, "</code></li>\n");
	}
	wr_buf_str(page->out, "</ul>\n");
}

void rp_page_stages(struct rp_page *page)
{
	if (!page->run->stage_count && !page->run->artifact_count)
		return;
	rp_page_section(page, "stages", "Stages", SIZE_MAX);
	write_stages(page);
	write_artifacts(page);
	wr_buf_str(page->out, "</section>\n");
}
