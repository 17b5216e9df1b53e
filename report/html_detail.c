/* html_detail.c - one finding with its source, its chain and what to do. */
#include "report/html_p.h"

#include <string.h>

#include "core/text.h"

enum { MESSAGE_MAX = 1500, NAME_MAX_BYTES = 300, STEPS_MAX = 30, EVIDENCE_MAX = 10, OPEN_AT_FIRST = 5 };

static void write_head(struct rp_page *page, size_t index)
{
	const struct wr_finding *f = page->findings[index];
	const char *severity = wr_severity_name(f->severity);

	wr_buf_printf(page->out, "<details class=\"finding %s\" id=\"f%zu\"%s>\n", severity, index + 1,
		      index < OPEN_AT_FIRST ? " open" : "");
	wr_buf_printf(page->out, "<summary><span class=\"sev %s\">%s</span><h3>", severity, severity);
	rp_page_message(page, f, MESSAGE_MAX);
	wr_buf_str(page->out, "</h3><span class=\"place\">");
	rp_page_place(page, &f->at);
	if (f->function) {
		wr_buf_str(page->out, " in ");
		rp_page_text(page, f->function, NAME_MAX_BYTES);
	}
	wr_buf_str(page->out, "</span></summary>\n<div class=\"body\">\n");
}

static void write_facts(struct rp_page *page, const struct wr_finding *f)
{
	size_t rule = rp_page_rule(page, f->rule);

	wr_buf_str(page->out, "<p class=\"facts\">Rule ");
	if (rule < page->rule_count)
		wr_buf_printf(page->out, "<a href=\"#rule-%zu\">", rule + 1);
	wr_buf_str(page->out, "<code>");
	rp_page_text(page, f->rule, NAME_MAX_BYTES);
	wr_buf_printf(page->out, "</code>%s, confidence %s, %s", rule < page->rule_count ? "</a>" : "",
		      wr_confidence_name(f->confidence), wr_state_name(f->state));
	if (f->fingerprint && *f->fingerprint) {
		wr_buf_str(page->out, ", fingerprint <code>");
		rp_page_text(page, f->fingerprint, 40);
		wr_buf_str(page->out, "</code>");
	}
	wr_buf_str(page->out, "</p>\n");
}

static void write_step(struct rp_page *page, const struct wr_step *step)
{
	const struct rp_source *source = rp_source(page->sources, step->at.path);
	const char *line = source ? rp_source_line(source, step->at.line) : NULL;

	wr_buf_str(page->out, "<li>");
	rp_page_text(page, step->message, MESSAGE_MAX);
	wr_buf_str(page->out, " <span class=\"at\">");
	rp_page_place(page, &step->at);
	wr_buf_str(page->out, "</span>");
	if (line) {
		line += strspn(line, " \t");
		wr_buf_str(page->out, "<code class=\"src\">");
		rp_page_source_line(page, line);
		wr_buf_str(page->out, "</code>");
	}
	wr_buf_str(page->out, "</li>\n");
}

static void write_chain(struct rp_page *page, const struct wr_finding *f)
{
	size_t i;

	if (!f->chain_length)
		return;
	wr_buf_str(page->out, "<h4>How the cost is reached</h4>\n<ol class=\"chain\">\n");
	for (i = 0; i < f->chain_length && i < STEPS_MAX; i++)
		write_step(page, &f->chain[i]);
	if (i < f->chain_length)
		wr_buf_printf(page->out, "<li>and %zu more steps</li>\n", f->chain_length - i);
	wr_buf_str(page->out, "</ol>\n");
}

static void write_evidence(struct rp_page *page, const struct wr_finding *f)
{
	if (!f->measure_count)
		return;
	wr_buf_str(page->out, "<h4>Evidence</h4>\n<ul>\n");
	for (size_t i = 0; i < f->measure_count && i < EVIDENCE_MAX; i++) {
		const struct wr_measure *m = wr_run_find_measure(page->run, f->measures[i]);

		wr_buf_str(page->out, "<li><code>");
		rp_page_text(page, f->measures[i], NAME_MAX_BYTES);
		wr_buf_str(page->out, "</code>");
		if (m) {
			struct wr_buf value = WR_BUF_INIT;

			rp_stat_text(&value, &m->now, m->unit, true);
			wr_buf_char(page->out, ' ');
			rp_page_text(page, value.data, NAME_MAX_BYTES);
			wr_buf_free(&value);
		}
		wr_buf_str(page->out, "</li>\n");
	}
	wr_buf_str(page->out, "</ul>\n");
}

void rp_page_detail(struct rp_page *page, size_t index)
{
	const struct wr_finding *f = page->findings[index];
	const struct wr_rule *rule = rp_rule(page->options->rules, f->rule);

	write_head(page, index);
	write_facts(page, f);
	rp_page_excerpt(page, &f->at);
	write_chain(page, f);
	write_evidence(page, f);
	if (rule) {
		wr_buf_str(page->out, "<p class=\"fix\"><strong>Fix:</strong> ");
		rp_page_text(page, rule->help, MESSAGE_MAX);
		wr_buf_str(page->out, "</p>\n");
	}
	wr_buf_str(page->out, "</div></details>\n");
}
