#include "report/markdown_p.h"

#include <ctype.h>

#include "core/text.h"
#include "report/clip_p.h"
#include "report/outcome_p.h"
#include "report/place_p.h"

enum { CLOSING = 400, LINE_MAX_BYTES = 600, NOTICES_SHOWN = 50 };

bool rp_markdown_flush(struct rp_markdown *md, size_t after)
{
	size_t length = md->part.len;
	bool fits = md->out->len - md->start + length + after + CLOSING <= RP_MARKDOWN_BYTES;

	if (fits && length)
		wr_buf_add(md->out, md->part.data, length);
	md->full |= !fits;
	wr_buf_clear(&md->part);
	return fits;
}

void rp_markdown_text(struct rp_markdown *md, const char *text, size_t max)
{
	wr_esc_markdown(&md->part, rp_clip(md->arena, text, max));
}

void rp_markdown_code(struct rp_markdown *md, const char *text, size_t max)
{
	wr_esc_markdown_code(&md->part, rp_clip(md->arena, text, max));
}

/* By this line the comment of the last run is found and replaced.  Within a
 * comment of HTML nothing can be escaped, so only letters and digits stay. */
static void write_marker(struct rp_markdown *md)
{
	const char *category = md->options->category ? md->options->category : "weir";

	wr_buf_str(&md->part, "<!-- weir-report:");
	for (const char *c = rp_clip(md->arena, category, 100); *c; c++)
		wr_buf_char(&md->part, isalnum((unsigned char)*c) && (unsigned char)*c < 0x80 ? *c : '_');
	wr_buf_str(&md->part, " -->\n");
}

static const char *verdict_sign(enum wr_verdict verdict)
{
	static const char *const signs[] = {
		[WR_PASS] = "\xe2\x9c\x85", [WR_FAIL] = "\xe2\x9d\x8c",
		[WR_INCOMPLETE] = "\xe2\x9a\xa0\xef\xb8\x8f", [WR_INCONCLUSIVE] = "\xe2\x9d\x94"
	};

	return signs[verdict];
}

static void write_verdict(struct rp_markdown *md)
{
	struct wr_buf reason = WR_BUF_INIT;

	rp_reason(&reason, md->run, md->arena);
	wr_buf_printf(&md->part, "## %s %s: ", verdict_sign(md->run->verdict), rp_verdict_word(md->run->verdict));
	rp_markdown_text(md, reason.data, LINE_MAX_BYTES);
	wr_buf_str(&md->part, "\n");
	if (md->options->title) {
		wr_buf_str(&md->part, "\n**");
		rp_markdown_text(md, md->options->title, LINE_MAX_BYTES);
		wr_buf_str(&md->part, "**\n");
	}
	wr_buf_free(&reason);
	rp_markdown_flush(md, 0);
}

static void write_failures(struct rp_markdown *md)
{
	size_t n;
	const struct rp_failure *failures = rp_failures(md->run, md->arena, &n);

	if (!n)
		return;
	wr_buf_str(&md->part, "\n### Could not be measured\n\n");
	md->full |= n > NOTICES_SHOWN;
	for (size_t i = 0; i < n && i < NOTICES_SHOWN; i++) {
		wr_buf_str(&md->part, "- ");
		rp_markdown_text(md, rp_placed(md->arena, &failures[i].at, failures[i].text), LINE_MAX_BYTES);
		wr_buf_char(&md->part, '\n');
		rp_markdown_flush(md, 0);
	}
}

static void write_notices(struct rp_markdown *md)
{
	static const char end[] = "\n</details>\n";
	size_t shown = 0;

	for (size_t i = 0; i < md->run->notice_count; i++) {
		const struct wr_notice *notice = &md->run->notices[i];

		if (notice->level == WR_ERROR || rp_in_component(md->components, md->component_count, notice))
			continue;
		if (shown == NOTICES_SHOWN) {
			md->full = true;
			break;
		}
		if (!shown)
			wr_buf_str(&md->part, "\n<details><summary>Notices</summary>\n\n");
		wr_buf_str(&md->part, notice->level == WR_WARNING ? "- **Warning:** " : "- ");
		rp_markdown_text(md, rp_placed(md->arena, &notice->at, notice->message), LINE_MAX_BYTES);
		wr_buf_char(&md->part, '\n');
		if (!rp_markdown_flush(md, sizeof end))
			break;
		shown++;
	}
	if (shown)
		wr_buf_str(md->out, end);
}

static void write_closing(struct rp_markdown *md)
{
	struct wr_buf totals = WR_BUF_INIT;

	rp_totals(&totals, md->run, md->arena);
	wr_buf_str(md->out, "\n<sub>");
	wr_buf_str(md->out, totals.data);
	wr_buf_str(md->out, ".");
	if (md->full)
		wr_buf_str(md->out, " This comment has no room for the rest: "
				    "the HTML report and run.json have all of it.");
	wr_buf_str(md->out, "</sub>\n");
	wr_buf_free(&totals);
}

static void write_markdown(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	struct rp_markdown md = { .out = out, .start = out->len, .run = run, .options = options };

	md.arena = wr_arena_new();
	md.components = rp_components(run, md.arena, &md.component_count);
	write_marker(&md);
	write_verdict(&md);
	write_failures(&md);
	rp_markdown_measures(&md);
	rp_markdown_fixed(&md);
	rp_markdown_findings(&md);
	rp_markdown_components(&md);
	rp_markdown_rest(&md);
	write_notices(&md);
	write_closing(&md);
	wr_buf_free(&md.part);
	wr_arena_free(md.arena);
}

extern const struct rp_format rp_format_markdown;
const struct rp_format rp_format_markdown = {
	.name = "markdown", .file = "weir.md",
	.help = "for a pull-request comment or a job summary",
	.write = write_markdown
};
