#include "report/text_p.h"

#include <string.h>

#include "core/text.h"
#include "report/outcome_p.h"
#include "report/place_p.h"

void rp_heading(struct rp_terminal *t, const char *title)
{
	wr_buf_char(t->out, '\n');
	rp_paint(t, RP_BOLD, title);
	wr_buf_char(t->out, '\n');
}

static enum rp_paint verdict_paint(enum wr_verdict verdict)
{
	switch (verdict) {
	case WR_PASS:
		return RP_GREEN;
	case WR_FAIL:
		return RP_RED;
	case WR_INCOMPLETE:
		return RP_MAGENTA;
	case WR_INCONCLUSIVE:
		return RP_YELLOW;
	}
	return RP_PLAIN;
}

static void write_verdict(struct rp_terminal *t)
{
	const char *word = rp_verdict_word(t->run->verdict);
	struct wr_buf reason = WR_BUF_INIT;

	rp_reason(&reason, t->run, t->arena);
	rp_paint(t, verdict_paint(t->run->verdict), word);
	wr_buf_str(t->out, ": ");
	rp_wrap(t, RP_PLAIN, strlen(word) + 2, 2, reason.data);
	wr_buf_free(&reason);
}

static void write_failures(struct rp_terminal *t)
{
	size_t n;
	const struct rp_failure *failures = rp_failures(t->run, t->arena, &n);

	if (!n)
		return;
	rp_heading(t, "Could not be measured");
	for (size_t i = 0; i < n; i++) {
		rp_spaces(t, 2);
		rp_wrap(t, RP_MAGENTA, 2, 4, rp_placed(t->arena, &failures[i].at, failures[i].text));
	}
}

static void write_notice(struct rp_terminal *t, const struct wr_notice *notice)
{
	const char *level = notice->level == WR_WARNING ? "warning: " : "";

	rp_spaces(t, 2);
	rp_paint(t, RP_YELLOW, level);
	rp_wrap(t, RP_PLAIN, 2 + strlen(level), 4, rp_placed(t->arena, &notice->at, notice->message));
}

static void write_notices(struct rp_terminal *t)
{
	bool any = false;

	for (size_t i = 0; i < t->run->notice_count; i++) {
		const struct wr_notice *notice = &t->run->notices[i];

		if (notice->level == WR_ERROR)
			continue;
		if (!any)
			rp_heading(t, "Notices");
		any = true;
		write_notice(t, notice);
	}
}

static void write_artifacts(struct rp_terminal *t)
{
	if (!t->run->artifact_count)
		return;
	rp_heading(t, "Files made");
	for (size_t i = 0; i < t->run->artifact_count; i++) {
		const struct wr_artifact *a = &t->run->artifacts[i];

		rp_spaces(t, 2);
		rp_wrap(t, RP_PLAIN, 2, 4, wr_arena_printf(t->arena, "%s (%s)", a->path, a->kind));
	}
}

static void write_totals(struct rp_terminal *t)
{
	struct wr_buf totals = WR_BUF_INIT;

	rp_totals(&totals, t->run, t->arena);
	wr_buf_char(t->out, '\n');
	rp_wrap(t, RP_DIM, 0, 2, totals.data);
	wr_buf_free(&totals);
}

static void write_text(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	struct rp_terminal t = { .out = out, .run = run, .options = options };

	t.arena = wr_arena_new();
	t.width = options->width > 0 ? (size_t)options->width : 100;
	if (t.width < 40)
		t.width = 40;           /* narrower lines than that help nobody */
	write_verdict(&t);
	rp_text_findings(&t);
	rp_text_measures(&t);
	write_failures(&t);
	write_notices(&t);
	write_artifacts(&t);
	write_totals(&t);
	wr_arena_free(t.arena);
}

extern const struct rp_format rp_format_text;
const struct rp_format rp_format_text = {
	.name = "text", .file = "weir.txt",
	.help = "for a person at a terminal",
	.write = write_text
};
