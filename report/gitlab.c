/* gitlab.c - GitLab Code Quality: an array of issues, which GitLab compares with the target branch's by fingerprint. */
#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "core/text.h"
#include "report/clip_p.h"
#include "report/outcome_p.h"
#include "report/place_p.h"
#include "report/report.h"

enum { NAME_MAX_BYTES = 255, TEXT_MAX = 1000, PATH_MAX_BYTES = 4000 };

struct issue {
	const struct wr_finding *finding;
	const char *path;               /* below the root; "weir.yaml" for findings about the run */
	unsigned long long identity;    /* equal for findings that nothing but their place tells apart */
	size_t place, occurrence;       /* in the report; among those of the same identity */
};

/* GitLab's words, worst last: info, minor, major, critical, blocker. */
static const char *severity_of(const struct wr_finding *f)
{
	static const char *const words[] = {
		[WR_LOW] = "minor", [WR_MEDIUM] = "major", [WR_HIGH] = "critical", [WR_CRITICAL] = "blocker"
	};

	return words[f->severity];
}

/* Not the line: it moves. */
static unsigned long long identity_of(const struct wr_finding *f, const char *path)
{
	const char *parts[] = { f->rule, path, f->fingerprint && *f->fingerprint ? f->fingerprint : f->message };
	unsigned long long hash = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		hash = wr_hash(parts[i], strlen(parts[i]) + 1, hash);
	return hash;
}

static int by_identity(const void *left, const void *right)
{
	const struct issue *a = left, *b = right;

	if (a->identity != b->identity)
		return a->identity < b->identity ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

static int by_place(const void *left, const void *right)
{
	const struct issue *a = left, *b = right;

	return (a->place > b->place) - (a->place < b->place);
}

/* A fingerprint that occurs twice makes GitLab drop the second issue. */
static void number_equal_ones(struct issue *issues, size_t n)
{
	qsort(issues, n, sizeof *issues, by_identity);
	for (size_t i = 1; i < n; i++)
		if (issues[i].identity == issues[i - 1].identity)
			issues[i].occurrence = issues[i - 1].occurrence + 1;
	qsort(issues, n, sizeof *issues, by_place);
}

static struct issue *gather(const struct wr_run *run, const char *prefix, struct wr_arena *arena, size_t *n)
{
	const struct wr_finding **worst = rp_alerts(run, arena, n);
	struct issue *issues = wr_arena_array(arena, *n + 1, sizeof *issues);

	for (size_t i = 0; i < *n; i++) {
		const char *path = rp_inside(arena, worst[i]->at.path);

		path = rp_in_repository(arena, prefix, path ? path : "weir.yaml");
		path = rp_inert(arena, path, PATH_MAX_BYTES);
		issues[i] = (struct issue){ worst[i], path, identity_of(worst[i], path), i, 0 };
	}
	number_equal_ones(issues, *n);
	return issues;
}

static void write_location(struct wr_json *json, const struct issue *issue)
{
	const struct wr_location *at = &issue->finding->at;
	unsigned begin = at->path && at->line ? at->line : 1;

	wr_json_open(json, "location", '{');
	wr_json_set_string(json, "path", issue->path);
	wr_json_open(json, "lines", '{');
	wr_json_set_int(json, "begin", begin);
	if (at->path && at->end_line >= begin)
		wr_json_set_int(json, "end", at->end_line);
	wr_json_end(json);
	wr_json_end(json);
}

static void write_issue(struct wr_json *json, struct wr_arena *arena, const struct issue *issue)
{
	const struct wr_finding *f = issue->finding;
	unsigned long long halves[2] = { issue->identity, issue->occurrence };

	wr_json_begin(json, '{');
	wr_json_set_string(json, "description", rp_inert(arena, *f->message ? f->message : f->rule, TEXT_MAX));
	wr_json_set_string(json, "check_name", rp_inert(arena, f->rule, NAME_MAX_BYTES));
	wr_json_set_string(json, "fingerprint", wr_arena_printf(arena, "%016llx%016llx", issue->identity,
								wr_hash(halves, sizeof halves, 1)));
	wr_json_set_string(json, "severity", severity_of(f));
	write_location(json, issue);
	wr_json_end(json);
}

static void write_gitlab(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_json json = { .out = out, .indent = 1 };
	size_t n;
	const struct issue *issues = gather(run, options->prefix, arena, &n);

	wr_json_begin(&json, '[');
	for (size_t i = 0; i < n; i++)
		write_issue(&json, arena, &issues[i]);
	wr_json_end(&json);
	wr_buf_char(out, '\n');
	wr_arena_free(arena);
}

extern const struct rp_format rp_format_gitlab;
const struct rp_format rp_format_gitlab = {
	.name = "gitlab", .file = "gl-code-quality-report.json",
	.help = "findings for GitLab Code Quality",
	.write = write_gitlab
};
