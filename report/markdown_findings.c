#include "report/markdown_p.h"

#include <ctype.h>

#include "report/order_p.h"
#include "report/place_p.h"

enum { SHOWN_IN_FULL = 10, FIXED_SHOWN = 20, STEPS_SHOWN = 12, MESSAGE_MAX = 500, PLACE_MAX = 200 };

static const char table_head[] = "| Severity | Rule | Where | Finding |\n| --- | --- | --- | --- |\n";
static const char table_end[] = "\n</details>\n";

static void write_severity(struct rp_markdown *md, const struct wr_finding *f)
{
	for (const char *c = wr_severity_name(f->severity); *c; c++)
		wr_buf_char(&md->part, (char)toupper((unsigned char)*c));
}

static void write_place(struct rp_markdown *md, const struct wr_location *at)
{
	struct wr_buf place = WR_BUF_INIT;

	rp_place(&place, at);
	if (place.len)
		rp_markdown_code(md, place.data, PLACE_MAX);
	else
		wr_buf_str(&md->part, "this run");
	wr_buf_free(&place);
}

static void write_chain(struct rp_markdown *md, const struct wr_finding *f)
{
	size_t n = f->chain_length < STEPS_SHOWN ? f->chain_length : STEPS_SHOWN;

	if (!n)
		return;
	wr_buf_str(&md->part, "\n");
	for (size_t i = 0; i < n; i++) {
		wr_buf_printf(&md->part, "%zu. ", i + 1);
		write_place(md, &f->chain[i].at);
		wr_buf_char(&md->part, ' ');
		rp_markdown_text(md, f->chain[i].message, MESSAGE_MAX);
		wr_buf_char(&md->part, '\n');
	}
	if (n < f->chain_length)
		wr_buf_printf(&md->part, "\nand %zu more steps\n", f->chain_length - n);
}

static void write_fix(struct rp_markdown *md, const struct wr_finding *f)
{
	const struct wr_rule *rule = rp_rule(md->options->rules, f->rule);

	if (!rule)
		return;
	wr_buf_str(&md->part, "\n**Fix:** ");
	rp_markdown_text(md, rule->help, MESSAGE_MAX);
	wr_buf_char(&md->part, '\n');
}

static void write_in_full(struct rp_markdown *md, const struct wr_finding *f)
{
	wr_buf_str(&md->part, "\n**");
	write_severity(md, f);
	wr_buf_str(&md->part, "** ");
	rp_markdown_code(md, f->rule, PLACE_MAX);
	wr_buf_str(&md->part, " at ");
	write_place(md, &f->at);
	wr_buf_str(&md->part, "<br>\n");
	rp_markdown_text(md, f->message, MESSAGE_MAX);
	wr_buf_char(&md->part, '\n');
	if (f->chain_length)
		wr_buf_str(&md->part, "\n<details><summary>Call chain and fix</summary>\n");
	write_chain(md, f);
	write_fix(md, f);
	if (f->chain_length)
		wr_buf_str(&md->part, "\n</details>\n");
}

static void write_as_row(struct rp_markdown *md, const struct wr_finding *f)
{
	wr_buf_str(&md->part, "| ");
	write_severity(md, f);
	wr_buf_str(&md->part, " | ");
	rp_markdown_code(md, f->rule, PLACE_MAX);
	wr_buf_str(&md->part, " | ");
	write_place(md, &f->at);
	wr_buf_str(&md->part, " | ");
	rp_markdown_text(md, f->message, MESSAGE_MAX);
	wr_buf_str(&md->part, " |\n");
}

/* Rows of a folded table as long as there is room. */
static void write_rows(struct rp_markdown *md, const struct wr_finding *const *rest, size_t n,
			 const char *summary)
{
	size_t written = 0;

	if (!n)
		return;
	wr_buf_printf(&md->part, "\n<details><summary>%zu %s</summary>\n\n%s", n, summary, table_head);
	write_as_row(md, rest[0]);
	while (rp_markdown_flush(md, sizeof table_end)) {
		if (++written == n)
			break;
		write_as_row(md, rest[written]);
	}
	if (written)
		wr_buf_str(md->out, table_end);
}

void rp_markdown_fixed(struct rp_markdown *md)
{
	size_t n, i;
	const struct wr_finding **fixed = rp_worst_first(md->run, md->arena, RP_FIXED, &n);

	if (!n)
		return;
	wr_buf_printf(&md->part, "\n### Fixed, with thanks\n\nThis change removes %zu finding%s of its base.\n\n", n,
		      n == 1 ? "" : "s");
	for (i = 0; i < n && i < FIXED_SHOWN; i++) {
		wr_buf_str(&md->part, "- ");
		rp_markdown_code(md, fixed[i]->rule, PLACE_MAX);
		wr_buf_str(&md->part, " at ");
		write_place(md, &fixed[i]->at);
		wr_buf_str(&md->part, ": ");
		rp_markdown_text(md, fixed[i]->message, MESSAGE_MAX);
		wr_buf_char(&md->part, '\n');
		if (!rp_markdown_flush(md, 0))
			return;
	}
	if (i < n)
		wr_buf_printf(&md->part, "- and %zu more\n", n - i);
	rp_markdown_flush(md, 0);
}

void rp_markdown_findings(struct rp_markdown *md)
{
	size_t fresh_count, known_count, i;
	const struct wr_finding **fresh = rp_worst_first(md->run, md->arena, RP_NEW, &fresh_count);
	const struct wr_finding **known = rp_worst_first(md->run, md->arena, RP_KNOWN, &known_count);

	if (fresh_count)
		wr_buf_str(&md->part, "\n### New findings\n");
	for (i = 0; i < fresh_count && i < SHOWN_IN_FULL; i++) {
		write_in_full(md, fresh[i]);
		if (!rp_markdown_flush(md, 0))
			return;
	}
	write_rows(md, fresh + i, fresh_count - i, "more new findings");
	write_rows(md, known, known_count, "known before");
}
