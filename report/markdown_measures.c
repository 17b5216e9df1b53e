#include "report/markdown_p.h"

#include <string.h>

#include "report/compare_p.h"

enum { NAME_MAX_BYTES = 200, PLAIN_ROWS = 100 };

const char rp_markdown_change_head[] =
	"\n| Metric | Before | After | Improvement |\n| --- | ---: | ---: | --- |\n";
const char rp_markdown_plain_head[] = "\n| Metric | Value |\n| --- | ---: |\n";
static const char details_end[] = "\n</details>\n";

/* A number in one of our units is ours; escaping it would only make "50\\.0 ms" of it. */
static bool is_own_unit(const char *unit)
{
	static const char *const units[] = { "s", "B", "ratio", "1/s", "1" };

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (!strcmp(units[i], unit))
			return true;
	return false;
}

static void write_stat(struct rp_markdown *md, const struct wr_stat *stat, const char *unit, bool interval)
{
	struct wr_buf text = WR_BUF_INIT;

	rp_stat_text(&text, stat, unit, interval);
	if (is_own_unit(unit))
		wr_buf_str(&md->part, text.data);
	else
		rp_markdown_text(md, text.data, NAME_MAX_BYTES);
	wr_buf_free(&text);
}

void rp_markdown_change(struct rp_markdown *md, const struct rp_change *c)
{
	const struct wr_measure *m = c->measure;

	wr_buf_str(&md->part, "| ");
	rp_markdown_code(md, m->name, NAME_MAX_BYTES);
	wr_buf_str(&md->part, " | ");
	write_stat(md, &m->base, m->unit, false);
	wr_buf_str(&md->part, " | ");
	write_stat(md, &m->now, m->unit, false);
	wr_buf_printf(&md->part, " | %s", c->shift == RP_SAME ? "" : rp_shift_word(c->shift));
	if (c->shift != RP_SAME)
		wr_buf_str(&md->part, ": ");
	rp_change_text(&md->part, c, true);
	wr_buf_str(&md->part, " |\n");
}

/* The rows from `at` on that moved so, under a title of their own; returns the row after them. */
static size_t write_shift(struct rp_markdown *md, const struct rp_change *changes, size_t n, size_t at,
			  enum rp_shift shift, const char *title)
{
	bool any = false;

	for (; at < n && changes[at].shift <= shift; at++) {
		if (!any)
			wr_buf_printf(&md->part, "\n### %s\n%s", title, rp_markdown_change_head);
		rp_markdown_change(md, &changes[at]);
		if (!rp_markdown_flush(md, 0))
			break;
		any = true;
	}
	while (at < n && changes[at].shift <= shift)
		at++;
	return at;
}

void rp_markdown_plain(struct rp_markdown *md, const struct wr_measure *m)
{
	wr_buf_str(&md->part, "| ");
	rp_markdown_code(md, m->name, NAME_MAX_BYTES);
	wr_buf_str(&md->part, " | ");
	write_stat(md, &m->now, m->unit, true);
	wr_buf_str(&md->part, " |\n");
}

/* Two points make a component's name: its section has the others. */
static bool is_rest(const struct wr_measure *m)
{
	const char *dot = strchr(m->name, '.');

	return !dot || !strchr(dot + 1, '.');
}

void rp_markdown_rest(struct rp_markdown *md)
{
	const struct wr_run *run = md->run;
	size_t shown = 0;

	for (size_t i = 0; i < run->measure_count && shown < PLAIN_ROWS; i++) {
		if (!is_rest(&run->measures[i]) || run->measures[i].has_base)
			continue;
		if (!shown)
			wr_buf_printf(&md->part, "\n<details><summary>Other measures</summary>\n%s",
				      rp_markdown_plain_head);
		rp_markdown_plain(md, &run->measures[i]);
		if (!rp_markdown_flush(md, sizeof details_end))
			break;
		shown++;
	}
	if (shown)
		wr_buf_str(md->out, details_end);
}

void rp_markdown_measures(struct rp_markdown *md)
{
	size_t n, at = 0;
	const struct rp_change *changes = rp_changes(md->run, md->arena, &n);

	at = write_shift(md, changes, n, at, RP_WORSE, "Worse");
	at = write_shift(md, changes, n, at, RP_UNCLEAR, "Unclear");
	write_shift(md, changes, n, at, RP_BETTER, "Better");
}
