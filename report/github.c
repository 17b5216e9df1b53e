/* github.c - workflow commands: GitHub shows them beside the changed lines, also for forks without any rights. */
#include <string.h>

#include "core/text.h"
#include "report/clip_p.h"
#include "report/order_p.h"
#include "report/outcome_p.h"
#include "report/place_p.h"
#include "report/report.h"

/* GitHub shows ten of each kind per step and drops the rest without a word. */
enum { SHOWN = 10, FAILURES_SHOWN = 3, TEXT_MAX = 2000, TITLE_MAX = 200, PATH_MAX_BYTES = 1000 };

struct annotations {
	struct wr_buf *out;
	struct wr_arena *arena;
	const struct wr_run *run;
	const struct rp_options *options;
	size_t written, notices;
};

static const char *level_of(enum wr_severity severity)
{
	static const char *const levels[] = {
		[WR_LOW] = "notice", [WR_MEDIUM] = "warning", [WR_HIGH] = "error", [WR_CRITICAL] = "error"
	};

	return levels[severity];
}

static void write_property(struct annotations *a, const char *name, const char *text, size_t max)
{
	wr_buf_printf(a->out, "%s=", name);
	wr_esc_github_property(a->out, rp_clip(a->arena, text, max));
}

static void write_end(struct annotations *a, const char *message)
{
	wr_buf_str(a->out, "::");
	wr_esc_github_data(a->out, rp_clip(a->arena, message, TEXT_MAX));
	wr_buf_char(a->out, '\n');
}

/* Columns are for places within one line; GitHub drops an annotation that has them otherwise. */
static void write_place(struct annotations *a, const struct wr_location *at)
{
	const char *path = rp_inside(a->arena, at->path);

	if (!path)
		return;
	path = rp_in_repository(a->arena, a->options->prefix, path);
	write_property(a, "file", path, PATH_MAX_BYTES);
	wr_buf_char(a->out, ',');
	if (!at->line)
		return;
	wr_buf_printf(a->out, "line=%u,", at->line);
	if (at->end_line > at->line)
		wr_buf_printf(a->out, "endLine=%u,", at->end_line);
	else if (at->column)
		wr_buf_printf(a->out, "col=%u,", at->column);
	if (at->end_line == at->line && at->column && at->end_column > at->column)
		wr_buf_printf(a->out, "endColumn=%u,", at->end_column);
}

static void write_plain(struct annotations *a, const char *level, const struct wr_location *at, const char *title,
			const char *message)
{
	wr_buf_printf(a->out, "::%s ", level);
	if (at)
		write_place(a, at);
	write_property(a, "title", title, TITLE_MAX);
	write_end(a, message);
	a->written++;
}

static void write_finding(struct annotations *a, const struct wr_finding *f)
{
	const struct wr_rule *rule = rp_rule(a->options->rules, f->rule);
	const char *level = level_of(f->severity);

	wr_buf_printf(a->out, "::%s ", level);
	write_place(a, &f->at);
	write_property(a, "title", wr_arena_printf(a->arena, "%s: %s", wr_severity_name(f->severity), f->rule),
		       TITLE_MAX);
	write_end(a, rule ? wr_arena_printf(a->arena, "%s\nFix: %s", f->message, rule->help) : f->message);
	a->written++;
	a->notices += !strcmp(level, "notice");
}

static size_t write_failures(struct annotations *a)
{
	size_t n, shown;
	const struct rp_failure *failures = rp_failures(a->run, a->arena, &n);

	for (shown = 0; shown < n && shown < FAILURES_SHOWN; shown++)
		write_plain(a, "error", &failures[shown].at, "weir: could not be measured", failures[shown].text);
	return n - shown;
}

static void write_unclear(struct annotations *a)
{
	struct wr_buf reason = WR_BUF_INIT;

	if (a->run->verdict != WR_INCONCLUSIVE)
		return;
	rp_reason(&reason, a->run, a->arena);
	write_plain(a, "warning", NULL, "weir: inconclusive", reason.data);
	wr_buf_free(&reason);
}

static void write_pointer(struct annotations *a, size_t findings, size_t failures)
{
	struct wr_buf text = WR_BUF_INIT;

	if (!findings && !failures)
		return;
	if (findings)
		wr_buf_printf(&text, "%zu more new finding%s", findings, findings == 1 ? "" : "s");
	if (failures)
		wr_buf_printf(&text, "%s%zu more failure%s", findings ? " and " : "", failures,
			      failures == 1 ? "" : "s");
	wr_buf_str(&text, ": see the summary of this job and the report");
	write_plain(a, a->notices < SHOWN ? "notice" : "warning", NULL, "weir", text.data);
	wr_buf_free(&text);
}

static void write_github(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	struct annotations a = { .out = out, .run = run, .options = options };
	size_t n, i, failures_left;
	const struct wr_finding **fresh;

	a.arena = wr_arena_new();
	wr_buf_str(out, "");            /* nothing to say is no bytes, but not no buffer */
	fresh = rp_worst_first(run, a.arena, RP_NEW, &n);
	failures_left = write_failures(&a);
	write_unclear(&a);
	for (i = 0; i < n && a.written < SHOWN; i++)
		write_finding(&a, fresh[i]);
	write_pointer(&a, n - i, failures_left);
	wr_arena_free(a.arena);
}

extern const struct rp_format rp_format_github;
const struct rp_format rp_format_github = {
	.name = "github", .file = "annotations.txt",
	.help = "annotations for GitHub Actions: the worst ten, then a pointer",
	.write = write_github
};
