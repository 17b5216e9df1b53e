#include "report/html_p.h"

#include <stdint.h>
#include <string.h>

#include "core/text.h"
#include "core/units.h"
#include "report/place_p.h"

enum { TEXT_MAX = 300, KEY_FIGURES = 3 };

/* The sign in the banner: a check, a cross, an exclamation mark, a question mark. */
static const char *glyph(enum wr_verdict verdict)
{
	static const char *const paths[] = {
		[WR_PASS] = "M11 20.5l6 6 12-13", [WR_FAIL] = "M13 13l14 14M27 13L13 27",
		[WR_INCOMPLETE] = "M20 10v12M20 29v.1",
		[WR_INCONCLUSIVE] = "M14.5 15.5c0-8 11-7 11-.5 0 4.5-5.5 4.5-5.5 8.5M20 30v.1"
	};

	return paths[verdict];
}

static void write_verdict(struct rp_page *page)
{
	enum wr_verdict verdict = page->run->verdict;
	struct wr_buf reason = WR_BUF_INIT;

	rp_reason(&reason, page->run, page->arena);
	wr_buf_printf(page->out, "<div class=\"verdict %s\">\n<svg class=\"glyph\" viewBox=\"0 0 40 40\" "
		      "aria-hidden=\"true\" focusable=\"false\"><circle cx=\"20\" cy=\"20\" r=\"20\"/>"
		      "<path d=\"%s\"/></svg>\n<h2 id=\"h-summary\">%s</h2>\n<p>",
		      wr_verdict_name(verdict), glyph(verdict), rp_verdict_word(verdict));
	rp_page_text(page, reason.data, 1000);
	wr_buf_str(page->out, "</p>\n</div>\n");
	wr_buf_free(&reason);
}

/* tone is a class of the style sheet or ""; texts are not escaped yet. */
static void write_card(struct rp_page *page, const char *tone, const char *title, const char *number,
		       const char *note)
{
	wr_buf_printf(page->out, "<div class=\"card%s%s\"><dt>", *tone ? " " : "", tone);
	rp_page_name(page, title, TEXT_MAX);
	wr_buf_str(page->out, "</dt><dd class=\"number\">");
	rp_page_text(page, number, TEXT_MAX);
	wr_buf_str(page->out, "</dd><dd class=\"note\">");
	rp_page_name(page, note, TEXT_MAX);
	wr_buf_str(page->out, "</dd></div>\n");
}

static void findings_card(struct rp_page *page)
{
	const struct rp_counts *c = &page->counts;
	struct wr_buf note = WR_BUF_INIT;
	const char *tone = "";

	for (int s = WR_CRITICAL; s >= WR_LOW; s--) {
		if (!c->fresh[s])
			continue;
		if (!*tone)
			tone = wr_severity_name((enum wr_severity)s);
		wr_buf_printf(&note, "%s%zu %s", note.len ? ", " : "", c->fresh[s],
			      wr_severity_name((enum wr_severity)s));
	}
	if (c->known)
		wr_buf_printf(&note, "%s%zu known", note.len ? "; " : "", c->known);
	if (c->fixed)
		wr_buf_printf(&note, "%s%zu fixed", note.len ? "; " : "", c->fixed);
	write_card(page, *tone ? tone : "pass", c->new_findings == 1 ? "New finding" : "New findings",
		   wr_arena_printf(page->arena, "%zu", c->new_findings),
		   note.len ? note.data : "none known either");
	wr_buf_free(&note);
}

/* How many measures moved so, and the one that did most. */
static void shift_card(struct rp_page *page, enum rp_shift shift, const char *tone, const char *title)
{
	size_t n = page->counts.shifts[shift];
	struct wr_buf note = WR_BUF_INIT;

	for (size_t i = 0; i < page->change_count && !note.len; i++) {
		if (page->changes[i].shift != shift)
			continue;
		wr_buf_printf(&note, "%s: ", page->changes[i].measure->name);
		rp_change_text(&note, &page->changes[i], false);
	}
	write_card(page, n ? tone : "", title, wr_arena_printf(page->arena, "%zu", n),
		   note.len ? note.data : "of those compared");
	wr_buf_free(&note);
}

static void stages_card(struct rp_page *page)
{
	size_t n = page->run->stage_count, failed = page->counts.failed_stages;
	char seconds[32];

	wr_format_duration(seconds, sizeof seconds, page->counts.seconds);
	if (failed)
		write_card(page, "incomplete", "Stages that ended",
			   wr_arena_printf(page->arena, "%zu of %zu", n - failed, n),
			   wr_arena_printf(page->arena, "%zu failed, %s in all", failed, seconds));
	else
		write_card(page, "", "Stages", wr_arena_printf(page->arena, "%zu", n),
			   wr_arena_printf(page->arena, "none failed, %s in all", seconds));
}

/* Facts that a reader asks for first, where there are no comparisons to show. */
static void figure_cards(struct rp_page *page)
{
	static const char *const wanted[] = { ".p99", ".hit_ratio", ".throughput", ".cpu_time", ".rss_peak" };
	size_t shown = 0;

	for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++) {
		for (size_t i = 0; i < page->run->measure_count && shown < KEY_FIGURES; i++) {
			const struct wr_measure *m = &page->run->measures[i];
			struct wr_buf value = WR_BUF_INIT;

			if (m->has_base || !wr_ends_with(m->name, wanted[w]))
				continue;
			rp_stat_text(&value, &m->now, m->unit, false);
			write_card(page, "", m->name, value.data, "measured in this run");
			wr_buf_free(&value);
			shown++;
			break;
		}
	}
}

void rp_page_summary(struct rp_page *page)
{
	wr_buf_str(page->out, "<section id=\"summary\" aria-labelledby=\"h-summary\">\n");
	write_verdict(page);
	wr_buf_str(page->out, "<dl class=\"cards\">\n");
	findings_card(page);
	if (page->change_count) {
		shift_card(page, RP_WORSE, "worse", "Measures worse");
		shift_card(page, RP_BETTER, "better", "Measures better");
	}
	if (page->counts.shifts[RP_UNCLEAR])
		shift_card(page, RP_UNCLEAR, "unclear", "Measures unclear");
	if (page->change_count < 3)
		figure_cards(page);
	if (page->run->stage_count)
		stages_card(page);
	wr_buf_str(page->out, "</dl>\n</section>\n");
}

void rp_page_failures(struct rp_page *page)
{
	size_t n;
	const struct rp_failure *failures = rp_failures(page->run, page->arena, &n);

	if (!n)
		return;
	wr_buf_str(page->out, "<section class=\"failures\" aria-labelledby=\"h-failures\">\n"
		   "<h2 id=\"h-failures\">Could not be measured</h2>\n<ul>\n");
	for (size_t i = 0; i < n && i < 100; i++) {
		wr_buf_str(page->out, "<li>");
		rp_page_text(page, rp_placed(page->arena, &failures[i].at, failures[i].text), 1000);
		wr_buf_str(page->out, "</li>\n");
	}
	wr_buf_str(page->out, "</ul>\n</section>\n");
}
